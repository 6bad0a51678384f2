"""An independent network: the same mathematics in an autodiff library, which derives it without our backward pass."""

from dataclasses import dataclass

import autograd
import autograd.numpy as anp
import numpy as np

from bplesson import Function, Network
from bplesson.engine.costs import Cost


def bump(p):
    return p * anp.exp(-p * p / 8)


def bump_slope(p):
    return (1 - p * p / 4) * np.exp(-p * p / 8)


def wobble(p):
    return p / 2 + anp.sin(p) / 3


def quartic(y_hat, y):
    return (y_hat - y) ** 2 + (y_hat - y) ** 4 / 10


def log_cosh(y_hat, y):
    return anp.log(anp.cosh(y_hat - y))


ACTIVATIONS = {  # the first is what the package is given, the second its counterpart here
    "identity": ("identity", lambda p: p),
    "tanh": ("tanh", anp.tanh),
    "sigmoid": ("sigmoid", lambda p: 1 / (1 + anp.exp(-p))),
    "relu": ("relu", lambda p: anp.where(p > 0, p, 0 * p)),
    "leaky relu": ("leaky relu", lambda p: anp.where(p > 0, p, 0.1 * p)),
    "softplus": ("softplus", lambda p: anp.log1p(anp.exp(-anp.abs(p))) + anp.where(p > 0, p, 0 * p)),
    "sine": ("sine", anp.sin),
    "own, slope given": (Function.own(bump, bump_slope), bump),
    "own, slope measured": (wobble, wobble),
}
OUTPUTS = {"cross-entropy": "softmax", "binary cross-entropy": "sigmoid"}
COSTS = {
    "squared error": ("squared error", lambda p, q, y: (q - y) ** 2 / 2),
    "cross-entropy": ("cross-entropy", lambda p, q, y: -y * (p - anp.log(anp.sum(anp.exp(p), axis=1, keepdims=True)))),
    "binary cross-entropy": ("binary cross-entropy", lambda p, q, y: -y * anp.log(q) - (1 - y) * anp.log(1 - q)),
    "own, slope given": (Cost.own(log_cosh, lambda q, y: np.tanh(q - y)), lambda p, q, y: log_cosh(q, y)),
    "own, slope measured": (quartic, lambda p, q, y: quartic(q, y)),
}


@dataclass
class Case:
    """A random network with its examples, for the package and for the autodiff library."""

    sizes: list[int]
    activations: list[str]
    cost: str
    bias: bool
    weights: list[np.ndarray]
    x: np.ndarray
    y: np.ndarray

    @classmethod
    def random(cls, seed: int) -> "Case":
        """Depth 1 to 6, widths 1 to 8, 1 to 16 examples, every activation and cost, with and without bias."""
        rng = np.random.default_rng(seed)
        depth, n, bias = 1 + seed % 6, int(rng.integers(1, 17)), bool(rng.integers(2))
        sizes = [int(d) for d in rng.integers(1, 9, depth + 1)]
        turn, cost = seed // 6, list(COSTS)[seed // 6 % len(COSTS)]
        activations = [_one_in_turn(list(ACTIVATIONS), turn, [depth, i]) for i in range(depth + 1)]
        if cost == "cross-entropy":
            sizes[-1] = max(2, sizes[-1])  # the softmax of a single node is always 1
        activations[-1] = OUTPUTS.get(cost, activations[-1])
        weights = [rng.normal(0, d**-0.5, (e, d + bias)) for d, e in zip(sizes, sizes[1:])]
        y = rng.uniform(0, 1, (n, sizes[-1]))
        y = y / y.sum(axis=1, keepdims=True) if cost == "cross-entropy" else y
        return cls(sizes, activations, cost, bias, weights, rng.normal(size=(n, sizes[0])), y)

    @property
    def network(self) -> Network:
        """The package's network."""
        ours = [ACTIVATIONS[name][0] if name != "softmax" else name for name in self.activations]
        return Network(self.weights, ours, COSTS[self.cost][0], self.bias)

    def mean_cost(self, weights) -> float:
        """The mean cost by the autodiff library."""
        p = anp.array(self.x)
        for i, W in enumerate(weights):
            q = ACTIVATIONS[self.activations[i]][1](p)
            p = anp.dot(q, W[:, : q.shape[1]].T) + (W[:, -1] if self.bias else 0)
        q = p if self.activations[-1] == "softmax" else ACTIVATIONS[self.activations[-1]][1](p)
        return anp.sum(COSTS[self.cost][1](p, q, self.y)) / len(self.y)

    @property
    def gradients(self) -> list[np.ndarray]:
        """Its derivatives by the autodiff library."""
        return autograd.grad(self.mean_cost)(self.weights)


def _one_in_turn(names: list[str], turn: int, key: list[int]) -> str:
    """A random one of the names, but all of them once before any comes again."""
    again, place = divmod(turn, len(names))
    return names[np.random.default_rng([*key, again]).permutation(len(names))[place]]
