"""Backpropagation as eight small rules, so that a mistake is one wrong rule; with the right ones it is the engine.

Examples stand in rows: p[i], q[i] and the δ of layer i are (n, d_i), weights[i] is (d_{i+1}, d_i), with biases one
column more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.network import Network, with_one


def start(run) -> np.ndarray:
    """δ_0 = (ŷ − y) σ'(p) at the output; with softmax or sigmoid and cross-entropy ŷ − y alone (3.14, 5.1, 1.12)."""
    error = run.came[0]
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
    return each.sum(axis=0) / len(each)


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
        self.chain = max(self.network.sizes) == 1
        self.linear = all(f.name == "identity" for f in self.network.activations)  # then p and q are one: x
        self.cross_entropy = self.network.cost.output is self.network.activations[-1]
        self.x, self.y = self.network.examples(self.x, self.y)
        self.follows = {}  # of numbers that are held, what the rules make of those before them
        self._forward()
        self._by = {of_delta(self.rules, self.held): self}  # the runs that `by` shares, by what makes their δ
        self._deltas()
        self._gradients()

    @quiet
    def by(self, rules: Rules, held: Mapping[str, float] | None = None) -> "Run":
        """The same forward pass, on which no rule has a say, and a backward pass by other rules, in which others are
        `held`, but the same of the forward pass.

        Two of these whose δ are made by the same rules, of the same held ones, share them.
        """
        held = self.held if held is None else held
        made_by = of_delta(rules, held)
        if made_by not in self._by:
            first = self._with(rules, held, forward_values=self.forward_values)
            first._deltas()
            self._by[made_by] = first
        other = self._by[made_by]._with(rules, held, delta_values=self._by[made_by].delta_values)
        other._gradients()
        return other

    def _with(self, rules: Rules, held: Mapping[str, float], **shared) -> "Run":
        other = object.__new__(Run)
        kept = {name: each for name, each in self.__dict__.items() if name not in ("after", "delta_values")}
        other.__dict__ = kept | shared | {"rules": rules, "held": held, "follows": dict(self.follows)}
        return other

    def _forward(self) -> None:
        self.p, self.q = [], []
        for i, f in enumerate(self.network.activations):
            p = self.sources(i - 1) @ self.weights[i - 1].T if i else self.x
            self.p.append(p if self.linear else self._nodes("p", i, p))
            self.q.append(self._nodes("x" if self.linear else "q", i, f.value(self.p[i])))

    def _deltas(self) -> None:
        rules = self.rules
        self.came = [self._came(self.N, self.q[-1] - self.y)]  # what each δ was made of, before its slope
        self.delta = [self._nodes("delta", 0, rules.start(self))]
        for i in reversed(range(self.N)):  # the last one belongs to the input, and no weight uses it
            self.came.append(self._came(i, rules.back(self, i)))
            self.delta.append(self._nodes("delta", self.N - i, rules.slope(self, i, self.came[-1])))

    def _came(self, i: int, values: np.ndarray) -> np.ndarray:
        return values if self.linear else self._nodes("dq", i, values)

    def _gradients(self) -> None:
        self.gradients = [self._gradient(i) for i in range(self.N)]

    def _gradient(self, i: int) -> np.ndarray:
        rules = self.rules
        g = rules.mean(self, i, rules.outer(rules.end(self, i), rules.source(self, i)))
        return self._stands(g, f"w{i}{i + 1}")

    @cached_property
    @quiet
    def cost(self) -> float:
        """The mean cost of the examples (1.4)."""
        return float(np.mean(self.network.cost.value(self.p[-1], self.q[-1], self.y)))

    @cached_property
    @quiet
    def after(self) -> list[np.ndarray]:
        """The weights after one step (1.9)."""
        return [self._stands(self.rules.update(self, i), f"new_w{i}{i + 1}") for i in range(self.N)]

    # what the rules are made of --------------------------------------------------------------------------------------
    def sources(self, i: int) -> np.ndarray:
        """q_i, with biases a column of ones more."""
        return with_one(self.q[i]) if self.network.bias else self.q[i]

    def matrix(self, i: int) -> np.ndarray:
        """The weights i without the column of biases, through which nothing comes back."""
        return self.weights[i][:, : self.network.sizes[i]]

    def slopes(self, i: int, at: np.ndarray | None = None, q: np.ndarray | None = None) -> np.ndarray:
        """σ'_i at p_i, or at other numbers."""
        f = self.network.activations[i]
        p = self.p[i] if at is None else at
        return f.slope(p, q)

    # numbers by name -------------------------------------------------------------------------------------------------
    @property
    def values(self) -> dict[str, float]:
        """Every number by its name: those of both passes, the cost and the weights after one step."""
        cost = {"C": float(self.held.get("C", self.cost))}
        self.follows["C"] = self.cost
        return self.forward_values | cost | self.backward_values | self._of_matrices("new_w", self.after)

    @cached_property
    def forward_values(self) -> dict[str, float]:
        """The numbers of the forward pass by their names; of several examples there are none."""
        found = {}
        for i in range(self.N + 1) if len(self.x) == 1 else ():
            found |= {} if self.linear else self._named(self.p[i].T, f"p{i}", True)
            found |= self._named(self.q[i].T, f"x{i}" if self.linear else f"q{i}", True)
        return found

    @property
    def backward_values(self) -> dict[str, float]:
        """The numbers of the backward pass by their names, δ only if there is one example, and the derivatives."""
        return self.delta_values | self._of_matrices("w", self.gradients)

    @cached_property
    def delta_values(self) -> dict[str, float]:
        """The δ by their names; of several examples there are none."""
        found = {}
        for k, delta in enumerate(self.delta if len(self.x) == 1 else ()):
            found |= self._named(delta.T, f"delta{k}", True)
        return found

    @property
    def with_came(self) -> dict[str, float]:
        """All `values`, and before each δ of a layer ∂C/∂q of it, of which the δ was made (3.12); p and q differ."""
        found = self.forward_values | {"C": self.values["C"]}
        for k, (came, delta) in enumerate(zip(self.came, self.delta)):
            found |= self._named(came.T, f"dq{self.N - k}", True) | self._named(delta.T, f"delta{k}", True)
        return found | self.values

    def _of_matrices(self, letter: str, matrices: list[np.ndarray]) -> dict[str, float]:
        return {
            name: value
            for i, matrix in enumerate(matrices)
            for name, value in self._named(matrix, f"{letter}{i}{i + 1}").items()
        }

    def _named(self, values: np.ndarray, name: str, node: bool = False) -> dict[str, float]:
        if values.ndim != 2:  # a wrong rule may make what is no matrix
            return {}
        return dict(zip(entries(name, values.shape, node, self.chain), values.ravel().tolist()))

    def _nodes(self, letter: str, index: int, values: np.ndarray) -> np.ndarray:
        """The numbers of one layer; if there is one example, of those that are held the held ones stand."""
        return self._stands(values.T, f"{letter}{index}", True).T if self.held and len(values) == 1 else values

    def _stands(self, values: np.ndarray, name: str, node: bool = False) -> np.ndarray:
        """These numbers, but where one of them is held, that one."""
        names = entries(name, values.shape, node, self.chain) if self.held and values.ndim == 2 else ()
        if self.held.keys().isdisjoint(names):
            return values
        made = dict(zip(names, values.ravel().tolist()))
        self.follows |= made
        return np.array([self.held.get(full, value) for full, value in made.items()]).reshape(values.shape)


def of_delta(rules: Rules, held: Mapping[str, float]) -> tuple:
    """All that the δ are made by, apart from the forward pass: rules, and those that are held."""
    return rules.start, rules.back, rules.slope, *((name, held[name]) for name in held if name.startswith("delta"))


@cache
def entries(name: str, shape: tuple[int, int], node: bool, chain: bool) -> tuple[str, ...]:
    """The names of the entries of a matrix, w01_ba, or of the nodes of a layer, q1_b; in a chain the name alone."""
    if chain and shape == (1, 1):
        return (name,)
    return tuple(f"{name}_{b}" if node else f"{name}_{b}{a}" for b, a in np.ndindex(shape))
