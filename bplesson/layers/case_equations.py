"""Layers of several nodes, lessons 4 and 5: what their equations are computed from, and which networks they fit."""

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np

from bplesson.engine.network import Network, Passes
from bplesson.kit.words import amount
from bplesson.layers.paths_equations import MOST_LAYERS, MOST_PATHS

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
    def label(self) -> np.ndarray:
        """y as a column."""
        return self.y[:1].T

    @property
    def error(self) -> np.ndarray:
        """q_N - y, a column."""
        return self.q[-1] - self.label

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


def squared_error(network, x, y, eta):
    """Any number of examples."""
    return Layers(network, x, y, eta) if network.cost.name == "squared error" else "the squared error as cost"


def one_example(network, x, y, eta):
    """Without biases and for one example."""
    fits = not network.bias and len(x) == 1
    return squared_error(network, x, y, eta) if fits else "a network without biases, and one example"


def with_biases(network, x, y, eta):
    """With biases and for one example."""
    fits = network.bias and len(x) == 1
    return squared_error(network, x, y, eta) if fits else "a network with biases (bias=True), and one example"


def several_examples(network, x, y, eta):
    """Enough examples for more than one batch."""
    return squared_error(network, x, y, eta) if len(x) > BATCH else f"more than {BATCH} examples"


def linear_examples(network, x, y, eta):
    """Identity everywhere, no biases, any number of examples."""
    fits = not network.bias and {each.name for each in network.activations} == {"identity"}
    return squared_error(network, x, y, eta) if fits else "a linear network (identity, squared error, no bias)"


def linear_layers(network, x, y, eta):
    """The same for one example."""
    return linear_examples(network, x, y, eta) if len(x) == 1 else "one example"


def few_paths(network, x, y, eta):
    """The same where it does not take forever to walk along all paths."""
    fits = prod(network.sizes) <= MOST_PATHS and len(network.weights) <= MOST_LAYERS
    wanted = f"a network of at most {amount(MOST_PATHS)} paths and {MOST_LAYERS} layers of weights"
    return linear_layers(network, x, y, eta) if fits else wanted


def one_or_two_matrices(network, x, y, eta):
    """The matrices A, or A and B, of (4.10): A is the last one."""
    return linear_layers(network, x, y, eta) if len(network.weights) < 3 else "one or two layers of weights"
