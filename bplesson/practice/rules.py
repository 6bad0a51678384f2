"""Backpropagation as eight small rules, so that a mistake is one wrong rule; with the right ones it is the engine.

Examples stand in rows: p[i], q[i] and the δ of layer i are (n, d_i), weights[i] is (d_{i+1}, d_i), with biases one
column more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.network import Network


def start(run) -> np.ndarray:
    """δ_0 = (ŷ − y) σ'(p) at the output; with softmax or sigmoid and cross-entropy ŷ − y alone (3.14, 5.1, 1.12)."""
    error = run.q[run.N] - run.y
    return error if run.cross_entropy else error * run.slopes(run.N)


def back(run, i: int) -> np.ndarray:
    """What comes back to layer i through the weights behind it: Wᵀ δ, one example a row δ W (4.6)."""
    return run.delta[-1] @ run.matrix(i)


def slope(run, i: int, came: np.ndarray) -> np.ndarray:
    """δ of layer i is what came back, node by node times σ'(p_i) (5.1)."""
    return came * run.slopes(i)


def source(run, i: int) -> np.ndarray:
    """The forward value at the source of the weights i: q_i, with biases a 1 more (3.15, 5.4)."""
    return run.sources(i)


def end(run, i: int) -> np.ndarray:
    """The backward value at the end of the weights i: δ_{L-i} (2.15)."""
    return run.delta[run.L - i]


def outer(ends: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Every end times every source: δ qᵀ of each example, (n, d_{i+1}, d_i) (4.7)."""
    return ends[:, :, None] * sources[:, None, :]


def mean(run, i: int, each: np.ndarray) -> np.ndarray:
    """The mean over the examples (1.4)."""
    return each.mean(axis=0)


def update(run, i: int) -> np.ndarray:
    """w − η ∂C/∂w (1.9)."""
    return run.weights[i] - run.eta * run.gradients[i]


@dataclass(frozen=True)
class Rules:
    """The eight rules; `with_(back=...)` is the same with another one."""

    start: Callable = start
    back: Callable = back
    slope: Callable = slope
    source: Callable = source
    end: Callable = end
    outer: Callable = outer
    mean: Callable = mean
    update: Callable = update

    def with_(self, **others: Callable) -> "Rules":
        """The same rules, but for these."""
        return replace(self, **others)


RIGHT = Rules()


@dataclass
class Run:
    """Both passes and one step on the examples x (n, d_0), y (n, d_N), by `rules`; `values` has every number by name.

    `held` are numbers by name that stand, whatever the rules say: those of a learner, from which the rest follows.
    """

    network: Network
    x: np.ndarray
    y: np.ndarray
    eta: float = 0.1
    rules: Rules = RIGHT
    held: Mapping[str, float] = field(default_factory=dict)

    @quiet
    def __post_init__(self):
        self.weights = [np.array(W) for W in self.network.weights]
        self.N, self.L = len(self.weights), len(self.weights) - 1
        self.cross_entropy = self.network.cost.output is self.network.activations[-1]
        self.x, self.y = self.network.examples(self.x, self.y)
        self.values: dict[str, float] = {}
        self._forward()
        self._backward()

    def _forward(self) -> None:
        linear = all(f.name == "identity" for f in self.network.activations)
        self.p, self.q = [], []
        for i, f in enumerate(self.network.activations):
            p = self.sources(i - 1) @ self.weights[i - 1].T if i else self.x
            self.p.append(p if linear else self._keep("p", i, p))
            self.q.append(self._keep("x" if linear else "q", i, np.asarray(f.value(self.p[i]))))
        cost = np.mean(self.network.cost.value(self.p[-1], self.q[-1], self.y))
        self.cost = self.values["C"] = float(self.held.get("C", cost))

    def _backward(self) -> None:
        rules = self.rules
        self.came = [self.q[-1] - self.y]  # what each δ was made of, before its slope
        self.delta = [self._keep("delta", 0, rules.start(self))]
        for i in reversed(range(self.N)):  # the last one belongs to the input, and no weight uses it
            self.came.append(rules.back(self, i))
            self.delta.append(self._keep("delta", self.N - i, rules.slope(self, i, self.came[-1])))
        self.gradients = [self._gradient(i) for i in range(self.N)]
        self.after = [rules.update(self, i) for i in range(self.N)]
        for i, W in enumerate(self.after):
            self._name(f"new_w{i}{i + 1}", W)

    def _gradient(self, i: int) -> np.ndarray:
        rules = self.rules
        g = rules.mean(self, i, rules.outer(rules.end(self, i), rules.source(self, i)))
        return self._name(f"w{i}{i + 1}", g)

    # what the rules are made of --------------------------------------------------------------------------------------
    def sources(self, i: int) -> np.ndarray:
        """q_i, with biases a column of ones more."""
        return np.pad(self.q[i], ((0, 0), (0, 1)), constant_values=1.0) if self.network.bias else self.q[i]

    def matrix(self, i: int) -> np.ndarray:
        """The weights i without the column of biases, through which nothing comes back."""
        return self.weights[i][:, : self.network.sizes[i]]

    def slopes(self, i: int, at: np.ndarray | None = None, q: np.ndarray | None = None) -> np.ndarray:
        """σ'_i at p_i, or at other numbers."""
        f = self.network.activations[i]
        p = self.p[i] if at is None else at
        return np.broadcast_to(f.slope(p, np.asarray(f.value(p)) if q is None else q), p.shape)

    # numbers by name -------------------------------------------------------------------------------------------------
    def _keep(self, letter: str, index: int, values: np.ndarray) -> np.ndarray:
        """Note the numbers of one layer, if it is one example; of those that are held, the held ones stand."""
        if len(values) > 1:
            return values
        return self._name(f"{letter}{index}", values[0][:, None], node=True)[:, 0][None]

    def _name(self, name: str, values: np.ndarray, node: bool = False) -> np.ndarray:
        values = np.array(values, float)
        single = values.size == 1 and max(self.network.sizes) == 1
        for b, a in np.ndindex(values.shape) if values.ndim == 2 else ():
            full = name if single else f"{name}_{b}" if node else f"{name}_{b}{a}"
            if full in self.held:
                values[b, a] = self.held[full]
            self.values[full] = float(values[b, a])
        return values
