"""What the equations are compared with: computer algebra and plain loops that know nothing of the package's engine."""

from functools import cache

import numpy as np
import sympy

from bplesson import Network


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


def close(a, b) -> bool:
    """Equal but for rounding; shapes must be equal too."""
    return np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-7, atol=1e-9)
