"""Chains, one node a layer, in plain Python numbers; the linear one is what lesson 2 is computed from."""

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.engine.gradcheck import numeric_gradients
from bplesson.engine.network import Network, Passes


@dataclass(frozen=True)
class OneNodeALayer:
    """A chain with one example, and what the engine or a nudge says of it; w[i] carries node i to node i+1."""

    network: Network
    x: np.ndarray
    y: np.ndarray
    eta: float
    in_numbers: bool = True  # False: only the symbols are wanted

    @cached_property
    def w(self) -> list[float]:
        return [W.item() for W in self.network.weights]

    @property
    def N(self) -> int:
        return len(self.w)

    @cached_property
    def passes(self) -> Passes:
        """Both passes of the engine."""
        return self.network.backward(self.x, self.y)

    @property
    def gradients(self) -> list[float]:
        """∂C/∂w_{i,i+1} from the engine."""
        return [g.item() for g in self.passes.gradients]

    @property
    def nudged(self) -> list[float]:
        """∂C/∂w_{i,i+1} measured by nudging the weights."""
        return [g.item() for g in numeric_gradients(self.network, self.x, self.y)]

    def nudged_output(self, i: int) -> float:
        """∂x_N/∂w_{i,i+1} (∂q_N/∂w_{i,i+1}) measured by nudging the weight."""

        def output(w):
            weights = [*self.w[:i], float(w), *self.w[i + 1 :]]
            return self.network.with_weights([[[v]] for v in weights]).forward(self.x).y_hat.item()

        return float(numeric_slope(output, self.w[i]))

    def nudged_input(self) -> float:
        """∂C/∂x_0 (∂C/∂p_0) measured by nudging the input."""
        return float(numeric_slope(lambda x_0: self.network.mean_cost(x_0, self.y), self.x.item()))


class Chain(OneNodeALayer):
    """The linear chain: identity everywhere."""

    @cached_property
    def error(self) -> float:
        """x_N - y."""
        return prod(self.source(self.N)) - self.y.item()

    def source(self, i: int) -> list[float]:
        """The factors of the forward chain of node i: w_{i-1,i} … w_01 x_0."""
        return [*self.w[:i][::-1], self.x.item()]

    def rest(self, k: int) -> list[float]:
        """The factors of the backward chain k: (x_N - y) w_{N-1,N} …, with k weights."""
        return [self.error, *self.w[::-1][:k]]

    def values(self) -> list[float]:
        """x_0 … x_N, each from the one before it."""
        x = [self.x.item()]
        for w in self.w:
            x.append(w * x[-1])
        return x

    def deltas(self) -> list[float]:
        """δ_0 … δ_N, each from the one before it."""
        delta = [self.error]
        for w in reversed(self.w):
            delta.append(w * delta[-1])
        return delta


def chain(network, x, y, eta):
    """A linear chain with one example."""
    fits = (
        all(W.shape == (1, 1) for W in network.weights)
        and {each.name for each in network.activations} == {"identity"}
        and network.cost.name == "squared error"
        and len(x) == 1
    )
    return Chain(network, x, y, eta) if fits else "a linear chain (identity, squared error, no bias) and one example"


def long_chain(network, x, y, eta):
    """A linear chain that has weights between the first and the last."""
    return chain(network, x, y, eta) if len(network.weights) > 2 else "a linear chain of at least three weights"


def by_stored_values(weights, x_0, y) -> list:
    """All derivatives from forward and backward values that are kept."""
    N, x, delta = len(weights), [x_0], []
    for w in weights:
        x.append(w * x[-1])
    delta.append(x[-1] - y)
    for w in weights[:0:-1]:  # δ_N, which no weight uses, is not needed
        delta.append(w * delta[-1])
    return [delta[N - 1 - i] * x[i] for i in range(N)]


def by_expanded_formulas(weights, x_0, y) -> list:
    """All derivatives, each from scratch as in (2.5) to (2.7); only x_N is computed once."""
    x_N = x_0
    for w in weights:
        x_N = w * x_N
    gradients = []
    for i in range(len(weights)):
        gradient = x_N - y
        for factor in [*weights[:i], *weights[i + 1 :], x_0]:
            gradient = gradient * factor
        gradients.append(gradient)
    return gradients
