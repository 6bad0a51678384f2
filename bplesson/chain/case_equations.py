"""The non-linear chain of lesson 3 in plain Python numbers: what its equations are computed from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bplesson.chain.linear_case_equations import OneNodeALayer
from bplesson.descent.examples_equations import Examples
from bplesson.engine.network import Network


class NonlinearChain(OneNodeALayer):
    """One node a layer, an activation at every node, one example, squared error."""

    def sigma(self, i: int, p: float) -> float:
        """σ_i(p)."""
        return float(self.network.activations[i](np.asarray(p)))

    @cached_property
    def p(self) -> list[float]:
        """p_0 … p_N, each from the one before it."""
        p = [self.x.item()]
        for i, w in enumerate(self.w):
            p.append(w * self.sigma(i, p[i]))
        return p

    @cached_property
    def q(self) -> list[float]:
        """q_0 … q_N."""
        return [self.sigma(i, p) for i, p in enumerate(self.p)]

    @cached_property
    def slopes(self) -> list[float]:
        """σ_0'(p_0) … σ_N'(p_N)."""
        return [float(sigma.slope(np.asarray(p))) for sigma, p in zip(self.network.activations, self.p)]

    @cached_property
    def error(self) -> float:
        """q_N - y."""
        return self.q[-1] - self.y.item()

    def nested(self, i: int) -> float:
        """q_i as one formula: σ_i(w_{i-1,i} σ_{i-1}(…))."""
        return self.sigma(i, self.w[i - 1] * self.nested(i - 1) if i else self.x.item())

    @cached_property
    def rest(self) -> list[float]:
        """The factors of the longest backward chain: (q_N - y) σ_N' w_{N-1,N} σ_{N-1}' … w_01 σ_0'."""
        factors = [self.error, self.slopes[-1]]
        for w, bend in zip(reversed(self.w), reversed(self.slopes[:-1])):
            factors += [w, bend]
        return factors

    def others(self, i: int) -> list[float]:
        """The factors of ∂C/∂w_{i,i+1}: the backward chain down to its end, then q_i."""
        return [*self.rest[: 2 * (self.N - i)], self.q[i]]

    @cached_property
    def deltas(self) -> list[float]:
        """δ_0 … δ_N, each from the one before it."""
        delta = [self.error * self.slopes[-1]]
        for w, bend in zip(reversed(self.w), reversed(self.slopes[:-1])):
            delta.append(delta[-1] * w * bend)
        return delta

    def backward_values(self) -> list[float]:
        """∂C/∂q_N, ∂C/∂p_N, ∂C/∂q_{N-1}, …, ∂C/∂p_0 from the engine."""
        delta = [each.item() for each in self.passes.delta]
        by_q = [self.passes.y_hat.item() - self.y.item(), *(d * w for d, w in zip(delta, reversed(self.w)))]
        return [each for pair in zip(by_q, delta) for each in pair]


def nonlinear_chain(network, x, y, eta):
    """A chain with any activations and one example."""
    fits = (
        all(W.shape == (1, 1) for W in network.weights)
        and not network.bias
        and network.cost.name == "squared error"
        and len(x) == 1
    )
    return (
        NonlinearChain(network, x, y, eta)
        if fits
        else "a chain (one node a layer, squared error, no bias), one example"
    )


def long_nonlinear_chain(network, x, y, eta):
    """A chain that has weights between the first and the last."""
    return nonlinear_chain(network, x, y, eta) if len(network.weights) > 2 else "a chain of at least three weights"


A, B = 2.0, -3.0  # the a and b of (3.1)


@dataclass(frozen=True)
class Mixture:
    """A network as a function g of one number, and two numbers x_1, x_2 for (3.1)."""

    network: Network
    x: tuple[float, float]

    def g(self, x: float) -> float:
        """g(x) number by number, without a matrix."""
        return Examples(self.network, np.array([[x]]), np.zeros(1), 1.0).f()

    @property
    def mixed(self) -> float:
        """a x_1 + b x_2."""
        return A * self.x[0] + B * self.x[1]


def mixture(network, x, y, eta):
    """A network with one input and one output, two examples; linear or not is what (3.1) finds out."""
    fits = network.sizes[0] == network.sizes[-1] == 1 and len(x) == 2
    return Mixture(network, tuple(x[:, 0].tolist())) if fits else "one input, one output, and two examples"
