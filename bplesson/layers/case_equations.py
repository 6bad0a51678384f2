"""Layers of several nodes, lessons 4 and 5: what their equations are computed from, and which networks they fit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np

from bplesson.engine.network import Network, Passes
from bplesson.kit.words import amount

MOST_PATHS = 100_000  # that are taken one by one
MOST_LAYERS = 7  # of weights, in which they are
H = 1e-5  # the nudge of (5.3)
BATCH = 2  # examples in a batch of (5.6)


@dataclass(frozen=True)
class Layers:
    """A network and its examples x (n, d_0), y (n, d_N). p, q and the deltas are columns, of the first example."""

    network: Network
    x: np.ndarray
    y: np.ndarray
    eta: float

    @property
    def W(self) -> tuple[np.ndarray, ...]:
        return self.network.weights

    @property
    def N(self) -> int:
        return len(self.W)

    @property
    def L(self) -> int:
        return self.N - 1

    @property
    def n(self) -> int:
        return len(self.x)

    @cached_property
    def passes(self) -> Passes:
        """Both passes of the engine."""
        return self.network.backward(self.x, self.y)

    @cached_property
    def examples(self) -> list["Layers"]:
        """The examples one by one."""
        return [replace(self, x=self.x[e : e + 1], y=self.y[e : e + 1]) for e in range(self.n)]

    @cached_property
    def p(self) -> list[np.ndarray]:
        """p_0 … p_N, columns (d_i, 1), each from the one before it."""
        p = [self.x[:1].T]
        for i in range(self.N):
            p.append(self.W[i] @ self.out_of(i, p[i]))
        return p

    @cached_property
    def q(self) -> list[np.ndarray]:
        """q_0 … q_N, columns; with biases all but the last end with the node that is always 1."""
        return [self.out_of(i, p) for i, p in enumerate(self.p)]

    def out_of(self, i: int, p: np.ndarray) -> np.ndarray:
        """q_i = σ_i(p_i), and under it a 1 where there are biases."""
        q = self.network.activations[i](p)
        return np.vstack([q, [[1.0]]]) if self.network.bias and i < self.N else q

    @cached_property
    def slopes(self) -> list[np.ndarray]:
        """σ_0'(p_0) … σ_N'(p_N), columns."""
        return [sigma.slope(p) for sigma, p in zip(self.network.activations, self.p)]

    @property
    def error(self) -> np.ndarray:
        """q_N - y, a column."""
        return self.q[-1] - self.y[:1].T

    @cached_property
    def deltas(self) -> list[np.ndarray]:
        """δ_0 … δ_N, columns, each from the one before it."""
        delta = [self.error * self.slopes[-1]]
        for i in reversed(range(self.N)):
            delta.append((self.without_bias(i).T @ delta[-1]) * self.slopes[i])
        return delta

    def without_bias(self, i: int) -> np.ndarray:
        """W_{i,i+1} without the column that belongs to the node that is always 1."""
        return self.W[i][:, :-1] if self.network.bias else self.W[i]

    @property
    def outer_products(self) -> list[np.ndarray]:
        """δ_{L-i} q_iᵀ, the mean over the examples."""
        return [sum(e.deltas[self.L - i] @ e.q[i].T for e in self.examples) / self.n for i in range(self.N)]

    @property
    def cost(self) -> float:
        """The mean of ½‖q_N - y‖²."""
        return sum(np.sum(e.error**2) / 2 for e in self.examples) / self.n

    @property
    def batches(self) -> list["Layers"]:
        """The examples in batches of two; a last one may have only one."""
        return [replace(self, x=self.x[e : e + BATCH], y=self.y[e : e + BATCH]) for e in range(0, self.n, BATCH)]

    def nudged_costs(self, i: int, b: int, a: int) -> list[float]:
        """C[w+h] and C[w-h] for the weight W_{i,i+1}[b, a]."""
        costs = []
        for nudge in (H, -H):
            weights = [W.copy() for W in self.W]
            weights[i][b, a] += nudge
            costs.append(float(self.network.with_weights(weights).mean_cost(self.x, self.y)))
        return costs

    @cached_property
    def directions(self) -> list[tuple[np.ndarray, ...]]:
        """u and v of (5.7): two random directions, always the same."""
        rng = np.random.default_rng(0)
        return [tuple(rng.standard_normal(W.shape) for W in self.W) for _ in "uv"]

    def moved(self, alpha: float, beta: float) -> "Layers":
        """The network with the weights w + αu + βv."""
        u, v = self.directions
        weights = [W + alpha * along + beta * across for W, along, across in zip(self.W, u, v)]
        return replace(self, network=self.network.with_weights(weights))


def flat(arrays) -> np.ndarray:
    """All entries of all arrays in a row."""
    return np.concatenate([np.ravel(each) for each in arrays])


def any_network(network, x, y, eta):
    """Any network, cost and number of examples."""
    return Layers(network, x, y, eta)


def where(fits: Callable, wanted: str, case: Callable = any_network) -> Callable:
    """The same for networks and examples x that fit; of others it is said what is `wanted`."""

    def case_that_fits(network, x, y, eta):
        return case(network, x, y, eta) if fits(network, x) else wanted

    return case_that_fits


squared_error = where(lambda network, x: network.cost.name == "squared error", "the squared error as cost")
one_example = where(
    lambda network, x: not network.bias and len(x) == 1, "a network without biases, and one example", squared_error
)
with_biases = where(
    lambda network, x: network.bias and len(x) == 1, "a network with biases (bias=True), and one example", squared_error
)
several_examples = where(lambda network, x: len(x) > BATCH, f"more than {BATCH} examples", squared_error)
linear_examples = where(
    lambda network, x: not network.bias and {each.name for each in network.activations} == {"identity"},
    "a linear network (identity, squared error, no bias)",
    squared_error,
)
linear_layers = where(lambda network, x: len(x) == 1, "one example", linear_examples)
few_paths = where(
    lambda network, x: prod(network.sizes) <= MOST_PATHS and len(network.weights) <= MOST_LAYERS,
    f"a network of at most {amount(MOST_PATHS)} paths and {MOST_LAYERS} layers of weights",
    linear_layers,
)
one_or_two_matrices = where(  # A, or A and B of (4.10)
    lambda network, x: len(network.weights) < 3, "one or two layers of weights", linear_layers
)
