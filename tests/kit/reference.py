"""What the equations are compared with: computer algebra and plain loops that know nothing of the package's engine."""

from dataclasses import dataclass
from functools import cache

import autograd
import autograd.numpy as anp
import numpy as np
import sympy

from bplesson import Network
from bplesson.engine.activations import activation
from tests.engine.reference import ACTIVATIONS


def chains(how_many: int, shortest: int = 1, longest: int = 6) -> list[tuple]:
    """Random linear chains, each as (weights, x, y, eta), of every length in turn."""
    rng = np.random.default_rng(20)
    lengths = [shortest + case % (longest - shortest + 1) for case in range(how_many)]
    return [
        (rng.uniform(0.3, 1.8, N) * rng.choice([-1, 1], N), *rng.uniform(-2, 2, 2), rng.uniform(0.01, 0.5))
        for N in lengths
    ]


def lines(how_many: int, d: int | None = None, n: int | None = None) -> list[tuple]:
    """Random linear regressions, each as (weights (d,), x (n, d), y (n,), eta)."""
    rng = np.random.default_rng(10)
    shapes = [(n or 1 + case % 7, d or 1 + case % 4) for case in range(how_many)]
    return [
        (rng.uniform(-2, 2, shape[1]), rng.uniform(-2, 2, shape), rng.uniform(-2, 2, shape[0]), rng.uniform(0.01, 0.5))
        for shape in shapes
    ]


def as_network(weights) -> Network:
    """Linear regression as a network: one layer of weights, identity."""
    return Network([np.reshape(weights, (1, -1))])


class ChainAlgebra:
    """The linear chain of N weights in symbols, differentiated by sympy."""

    def __init__(self, N: int):
        self.N = N
        self.w = sympy.symbols(f"w0:{N}")
        self.x, self.y = sympy.symbols("x y")
        self.nodes = [self.x]
        for w in self.w:
            self.nodes.append(sympy.expand(w * self.nodes[-1]))
        self.C = (self.nodes[-1] - self.y) ** 2 / 2

    def number(self, expressions, weights, x, y) -> np.ndarray:
        """The expressions with these numbers put in."""
        values = dict(zip(self.w, weights, strict=True)) | {self.x: x, self.y: y}
        return np.array([float(each.subs(values)) for each in expressions])

    @property
    def derivatives(self):
        """∂C/∂w_{i,i+1}."""
        return [sympy.diff(self.C, w) for w in self.w]

    @property
    def output_derivatives(self):
        """∂x_N/∂w_{i,i+1}."""
        return [sympy.diff(self.nodes[-1], w) for w in self.w]

    @property
    def node_derivatives(self):
        """∂C/∂x_i, where x_i is cut off from the nodes before it; i = N, …, 0."""
        result = []
        for i in reversed(range(self.N + 1)):
            cut = sympy.Symbol("cut")
            C = (sympy.prod(self.w[i:]) * cut - self.y) ** 2 / 2
            result.append(sympy.diff(C, cut).subs(cut, self.nodes[i]))
        return result


@cache
def algebra(N: int) -> ChainAlgebra:
    return ChainAlgebra(N)


BY_NAME = {activation(ours).name: theirs for ours, theirs in ACTIVATIONS.values()}
BY_NAME["softplus"] = lambda p: anp.logaddexp(0.0, p)  # has its slope at p = 0 too, where a dead ReLU leads
OURS = {activation(ours).name: activation(ours) for ours, _ in ACTIVATIONS.values()}


@dataclass(frozen=True)
class Layered:
    """A network with the squared error, by loops over nodes and by an autodiff library; names are of activations."""

    weights: list
    names: list
    x: np.ndarray
    y: np.ndarray
    bias: bool = False

    @classmethod
    def like(cls, network: Network, x, y) -> "Layered":
        """The same network without the package; its examples as rows."""
        names = [each.name for each in network.activations]
        x, y = np.reshape(x, (-1, network.sizes[0])), np.reshape(y, (-1, network.sizes[-1]))
        return cls([W.copy() for W in network.weights], names, x, y, network.bias)

    @property
    def network(self) -> Network:
        """The package's network."""
        return Network(self.weights, [OURS[name] for name in self.names], bias=self.bias)

    @property
    def case(self) -> tuple:
        return self.network, self.x, self.y

    @property
    def N(self) -> int:
        return len(self.weights)

    @property
    def sizes(self) -> list[int]:
        return [self.x.shape[1], *(len(W) for W in self.weights)]

    def sigma(self, i: int):
        return BY_NAME[self.names[i]]

    def bend(self, i: int):
        return autograd.elementwise_grad(self.sigma(i))

    def forward(self, e: int = 0) -> tuple[list, list]:
        """p_0 … p_N and q_0 … q_N of example e, node by node; the node that is always 1 is the last of its layer."""
        p, q = [list(self.x[e])], []
        for i in range(self.N + 1):
            q.append([float(self.sigma(i)(value)) for value in p[i]] + [1.0] * (self.bias and i < self.N))
            if i < self.N:
                p.append([sum(w * value for w, value in zip(row, q[i], strict=True)) for row in self.weights[i]])
        return p, q

    def cost(self, weights=None) -> float:
        """The mean cost, by the autodiff library's arrays."""
        return sum(self.cost_after(0, row, y, weights) for row, y in zip(self.x, self.y)) / len(self.x)

    def cost_after(self, i: int, p, y, weights=None) -> float:
        """The cost of one example if layer i had the values p."""
        weights = self.weights if weights is None else weights
        for j in range(i, self.N):
            q = self.sigma(j)(p)
            q = anp.concatenate([q, anp.ones(1)]) if self.bias else q
            p = anp.dot(weights[j], q)
        return anp.sum((self.sigma(self.N)(p) - y) ** 2) / 2

    def deltas(self, e: int = 0) -> list[np.ndarray]:
        """δ_k = ∂C/∂p_{N-k} of example e, by the autodiff library."""
        p, _ = self.forward(e)
        return [
            autograd.grad(lambda values, i=i: self.cost_after(i, values, self.y[e]))(np.array(p[i]))
            for i in reversed(range(self.N + 1))
        ]

    @property
    def gradients(self) -> list[np.ndarray]:
        """∂C/∂W_{i,i+1}, by the autodiff library."""
        return autograd.grad(lambda weights: self.cost(weights))(self.weights)


def bent_chains(how_many: int, shortest: int = 1, longest: int = 6) -> list[Layered]:
    """Random chains of every length in turn; every activation, own ones included, comes up."""
    rng = np.random.default_rng(30)
    result = []
    for weights, x, y, _ in chains(how_many, shortest, longest):
        names = rng.choice(list(BY_NAME), len(weights) + 1).tolist()
        result.append(Layered([np.reshape(w, (1, 1)) for w in weights], names, np.array([[x]]), np.array([[y]])))
    return result


SIZES = [[2, 3, 2], [1, 1, 1, 1], [3, 2, 4, 1], [2, 3], [4, 2, 2, 3], [1, 3, 2, 2], [1, 1], [2, 1, 3, 1, 2]]


def layered(how_many: int, linear: bool = False, n: int | None = None, bias: bool | None = None, sizes=None):
    """Random networks of all these sizes in turn; with identity only, if `linear`."""
    rng = np.random.default_rng(40)
    result = []
    for case in range(how_many):
        shape, many = (sizes or SIZES)[case % len(sizes or SIZES)], n or 1 + case % 4
        with_bias = bool(case % 2) if bias is None else bias
        weights = [rng.normal(0, 1, (after, before + with_bias)) for before, after in zip(shape, shape[1:])]
        names = ["identity"] * len(shape) if linear else rng.choice(list(BY_NAME), len(shape)).tolist()
        x, y = rng.normal(size=(many, shape[0])), rng.normal(size=(many, shape[-1]))
        result.append(Layered(weights, names, x, y, with_bias))
    return result


def joined(arrays) -> np.ndarray:
    """All numbers in a row."""
    return np.concatenate([np.ravel(each) for each in arrays])


def close(a, b) -> bool:
    """Equal but for rounding; shapes must be equal too."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-7, atol=1e-9)


class Counting:
    """A number that notes every multiplication in `tally`."""

    tally = 0

    def __init__(self, value):
        self.value = value

    def __mul__(self, other):
        Counting.tally += 1
        return Counting(self.value * other.value)

    def __add__(self, other):
        return Counting(self.value + other.value)

    def __sub__(self, other):
        return Counting(self.value - other.value)


def count(work) -> int:
    """How many multiplications of `Counting` numbers `work()` does."""
    Counting.tally = 0
    work()
    return Counting.tally
