"""The equations of lesson 4: linear layers of several nodes, in numbers for layers of any size."""

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import product
from math import prod

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.checks.work import multiplications
from bplesson.engine.gradcheck import numeric_gradients
from bplesson.kit import symbols, words
from bplesson.kit.equation import Equation
from bplesson.kit.product import Factor, Product
from bplesson.kit.symbols import aligned, backward, delta, entry, forward, named, slope, sub, transposed, x
from bplesson.layers.case_equations import (
    Layers,
    few_paths,
    flat,
    linear_examples,
    linear_layers,
    one_or_two_matrices,
)

W = "W_{i,i+1}"
SIZES, QUAD = ["d_0", "d_1", "d_2", "d_3"], r" \quad "
OF_LAYER = r"\quad \text{with } i = L - k"
DELTA_OF_E, X_OF_E = backward(r"\delta_{L-i}^{(e)}"), forward(transposed("(x_i^{(e)})"))  # of example e
DELTAS, X = backward(transposed(r"\Delta_{L-i}")), forward("X_i")  # of all examples, one a row


# --- sums over nodes; weights are matrices, or lists of rows ---


def dot(left, right) -> float:
    """The sum of products."""
    return sum(a * b for a, b in zip(left, right))


def values_by_sums(weights, x) -> list:
    """x_0 … x_N, entry by entry (4.2)."""
    values = [x]
    for W in weights:
        values.append([dot(row, values[-1]) for row in W])
    return values


def deltas_by_sums(weights, error) -> list:
    """δ_0, which is the error, and what it becomes on its way back, entry by entry (4.6)."""
    delta = [error]
    for W in reversed(weights):
        delta.append([dot(column, delta[-1]) for column in zip(*W)])
    return delta


def with_stored_values(weights, x, y) -> list:
    """All derivatives from forward and backward values that are kept, entry by entry (4.7)."""
    values = values_by_sums(weights, x)
    error = [a - b for a, b in zip(values[-1], y)]
    delta = deltas_by_sums(weights[1:], error)  # δ_N, which no weight uses, is not needed
    return [[[d * v for v in before] for d in behind] for before, behind in zip(values, reversed(delta))]


# --- sums over paths ---


def paths(sizes) -> Iterator[tuple[int, ...]]:
    """Every path through layers of so many nodes: one node of each."""
    return product(*map(range, sizes))


def paths_from(sizes, i: int, b: int) -> list[tuple[int, ...]]:
    """Every path from the end of a weight, node b of layer i+1, to an output: node b, …, output node."""
    return [(b, *rest) for rest in paths(sizes[i + 2 :])]


def weights_back(weights, i: int, path: tuple[int, ...]) -> list[float]:
    """The weights on a path that begins in layer i+1, from the output back."""
    return [float(W[b, a]) for W, a, b in zip(weights[i + 1 :], path, path[1:])][::-1]


def gradient_by_paths(c: Layers) -> list[list[float]]:
    """∂C/∂W_01, every entry as a sum over the paths from its end to the outputs (4.5)."""
    error, (d_0, d_1) = c.error.ravel(), c.network.sizes[:2]

    def along(path, a: int) -> float:
        return error[path[-1]] * prod(weights_back(c.W, 0, path)) * c.x[0, a]

    return [[sum(along(path, a) for path in paths_from(c.network.sizes, 0, b)) for a in range(d_0)] for b in range(d_1)]


def path_by_path(weights, x, y) -> list:
    """All derivatives, each as its own sum over the paths through its weight; weights are lists of rows."""
    N, sizes = len(weights), [len(x), *map(len, weights)]
    all_paths = list(paths(sizes))
    x_N = [0.0] * sizes[-1]
    for path in all_paths:
        value = x[path[0]]
        for j in range(N):
            value = value * weights[j][path[j + 1]][path[j]]
        x_N[path[N]] = x_N[path[N]] + value
    error = [a - b for a, b in zip(x_N, y)]
    gradients = [[[0.0] * len(row) for row in W] for W in weights]
    for path in all_paths:
        for i in range(N):  # the weights on this path, each left out once
            value = error[path[N]]
            for j in range(N):
                value = value * (x[path[0]] if j == i else weights[j][path[j + 1]][path[j]])
            row = gradients[i][path[i + 1]]
            row[path[i]] = row[path[i]] + value
    return gradients


# --- how much work either way is (4.8) ---


def work_by_formula(sizes: Sequence[int]) -> tuple[int, int]:
    """Multiplications for all derivatives: (N² + N) P path by path, 3 M - d_0 d_1 with stored values."""
    N, M = len(sizes) - 1, sum(a * b for a, b in zip(sizes, sizes[1:]))
    return (N * N + N) * prod(sizes), 3 * M - sizes[0] * sizes[1]


def work_counted(c: Layers) -> list[int]:
    """The same, counted while it is done."""
    d_0 = c.network.sizes[0]

    def counted(algorithm) -> int:
        def on_numbers(weights, *numbers):
            left = iter(weights)
            rows = [[[next(left) for _ in row] for row in W] for W in c.W]
            return algorithm(rows, list(numbers[:d_0]), list(numbers[d_0:]))

        return multiplications(on_numbers, flat(c.W), *c.x[0], *c.y[0])

    return [counted(path_by_path), counted(with_stored_values)]


# --- derivatives of a number by a matrix (4.10) ---

# The number C as a product, and its derivatives by its matrices A and B as products; ' stands for a transpose.
IDENTITIES = {
    "y' A x": {"A": "y x'"},
    "y' A B x": {"A": "y x' B'", "B": "A' y x'"},
    "½ x' A' A x": {"A": "A x x'"},
    "½ x' B' A' A B x": {"A": "A B x x' B'", "B": "A' A B x x'"},
}


def in_symbols(factors: str) -> str:
    """Such a product in LaTeX."""
    return factors.replace("½", r"\frac{1}{2}").replace("'", transposed(""))


def in_numbers(factors: str, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """Such a product with these matrices and columns."""
    names = factors.removeprefix("½ ").split()
    result = reduce(np.matmul, [arrays[name[0]].T if name.endswith("'") else arrays[name] for name in names])
    return result / 2 if factors.startswith("½") else result


def identity_latex(C: str) -> str:
    """The number and its derivatives."""
    derivatives = (f"{slope(name)} = {in_symbols(factors)}" for name, factors in IDENTITIES[C].items())
    return rf"C &= {in_symbols(C)} \qquad & & " + r" \qquad ".join(derivatives)


def identities_of(c: Layers) -> list[tuple[str, str, str]]:
    """C, matrix and derivative, of all identities about as many matrices as the network has."""
    fitting = [C for C, derivatives in IDENTITIES.items() if len(derivatives) == c.N]
    return [(C, *each) for C in fitting for each in IDENTITIES[C].items()]


def arrays_of(c: Layers) -> dict[str, np.ndarray]:
    """What the letters stand for: A is the last matrix of the network."""
    return {**dict(zip("AB", reversed(c.W))), "x": c.x.T, "y": c.y.T}


def nudged(C: str, name: str, arrays: dict[str, np.ndarray]) -> np.ndarray:
    """∂C/∂(matrix of that name), measured entry by entry."""
    matrix = arrays[name]

    def with_entry(place, value) -> float:
        moved = matrix.copy()
        moved[place] = value
        return in_numbers(C, arrays | {name: moved}).item()

    return np.array([numeric_slope(partial(with_entry, place), w) for place, w in np.ndenumerate(matrix)])


# --- a product with its own matrix missing (4.11) ---


def derivative(i: int, sizes: Sequence, c: Layers | None = None, in_full: bool = False) -> Product:
    """∂C/∂W_{i,i+1} = W_{i+1,i+2}ᵀ … (x_N - y) [W_{i,i+1} missing] x_iᵀ, under every factor its shape.

    `in_full`: x_iᵀ as x_0ᵀ W_01ᵀ … too.
    """
    N = len(sizes) - 1

    def factor(latex: str, name: str, rows, columns, value=None) -> Factor:
        return Factor(named(latex, rf"{rows} \times {columns}"), name, value)

    def turned(j: int) -> Factor:
        name = f"{words.sub('W', j, j + 1)}ᵀ"
        return factor(transposed(symbols.W(j)), name, sizes[j], sizes[j + 1], c and c.W[j].T)

    def value(j: int) -> Factor:
        return factor(transposed(sub("x", j)), f"{words.sub('x', j)}ᵀ", 1, sizes[j], c and c.q[j].T)

    error = factor(f"({sub('x', N)} - y)", f"({words.sub('x', N)} − y)", sizes[N], 1, c and c.error)
    missing = Factor(symbols.W(i), words.sub("W", i, i + 1), c and c.W[i])
    ahead = [value(0), *map(turned, range(i))] if in_full else [value(i)]
    return Product([*map(turned, range(i + 1, N)), error], missing, ahead)


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "4.2",
        "Each layer is the layer before it times a matrix; every node is a sum over the nodes before it.",
        rf"{x('i+1')} = {W} {x('i')} \qquad {entry(x('i+1'), 'b')} = \sum_a {entry(W, 'b', 'a')} {entry(x('i'), 'a')}",
        linear_layers,
        lambda c: flat(c.passes.p[1:]),
        lambda c: flat(values_by_sums(c.W, c.x[0])[1:]),
    ),
    Equation(
        "4.3",
        "Linear layers collapse: a single matrix does the same as all of them together.",
        "x_3 = W_c x_0 \\qquad W_c = W_{23} W_{12} W_{01}",
        linear_layers,
        lambda c: c.passes.y_hat[0],
        lambda c: (reduce(np.matmul, c.W[::-1]) @ c.q[0]).ravel(),
    ),
    Equation(
        "4.4",
        "The cost of one example is half the squared length of the difference, a sum over the outputs.",
        r"C = \frac{1}{2} \lVert x_N - y \rVert^2 = \frac{1}{2} \sum_b (x_N[b] - y[b])^2",
        linear_layers,
        lambda c: c.passes.cost,
        lambda c: sum((a - b) ** 2 for a, b in zip(values_by_sums(c.W, c.x[0])[-1], c.y[0])) / 2,
    ),
    Equation(
        "4.5",
        "The derivative by one weight is a sum over all paths that lead from it to an output.",
        rf"{slope(entry('W_{01}', 'b', 'a'))} = \sum_c \sum_d (x_3[d] - y[d]) W_{{23}}[d, c] W_{{12}}[c, b] x_0[a]",
        few_paths,
        lambda c: numeric_gradients(c.network, c.x, c.y)[0],
        gradient_by_paths,
    ),
    Equation(
        "4.6",
        "The same sum, once for every node: the error flows back through the transposed matrices.",
        aligned(
            f"{delta(0)} &= x_N - y",
            rf"{delta('k+1')} &= {transposed(W)} {delta('k')} {OF_LAYER}",
            rf"{entry(delta('k+1'), 'a')} &= \sum_b {entry(W, 'b', 'a')} {entry(delta('k'), 'b')}",
        ),
        linear_layers,
        lambda c: [*flat(c.passes.delta), *flat(c.passes.delta)],
        lambda c: [*flat(c.deltas), *flat(deltas_by_sums(c.W, c.error.ravel()))],
    ),
    Equation(
        "4.7",
        "The derivative by a matrix is an outer product: δ at its end times x at its source.",
        rf"{slope(W)} = {delta('L-i')} {forward(transposed('x_i'))}"
        rf" \qquad {slope(entry(W, 'b', 'a'))} = {entry(delta('L-i'), 'b')} {entry(x('i'), 'a')}",
        linear_layers,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(flat(rows) for rows in with_stored_values(c.W, c.x[0], c.y[0])),
    ),
    Equation(
        "4.8",
        "Multiplications for all derivatives: path by path along P paths, or with stored values and M weights.",
        aligned(
            r"P &= d_0 d_1 \ldots d_N",
            r"M &= d_0 d_1 + d_1 d_2 + \ldots + d_{N-1} d_N",
            r"\text{path by path} &= N P + N \cdot N P = (N^2 + N) P",
            r"\text{stored values} &= M + (M - d_0 d_1) + M = 3 M - d_0 d_1",
        ),
        few_paths,
        lambda c: [sum(1 for _ in paths(c.network.sizes)), *work_counted(c)],
        lambda c: [prod(c.network.sizes), *work_by_formula(c.network.sizes)],
    ),
    Equation(
        "4.9",
        "With n examples the derivative is a mean, and one product of the arrays whose rows are the examples.",
        rf"{slope(W)} = \frac{{1}}{{n}} \sum_{{e=1}}^{{n}} {DELTA_OF_E} {X_OF_E} = \frac{{1}}{{n}} {DELTAS} {X}",
        linear_examples,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(c.outer_products),
    ),
    Equation(
        "4.10",
        "The derivative of a number by a matrix has the shape of the matrix; x and y stay at their ends.",
        aligned(*map(identity_latex, IDENTITIES)),
        one_or_two_matrices,
        lambda c: flat(nudged(C, name, arrays_of(c)) for C, name, _ in identities_of(c)),
        lambda c: flat(in_numbers(derivative, arrays_of(c)) for _, _, derivative in identities_of(c)),
    ),
    Equation(
        "4.11",
        "Each derivative is a backward chain times a forward value, with its own matrix missing in between.",
        aligned(*(rf"{slope(symbols.W(i))} &= {derivative(i, SIZES).latex(between=QUAD)}" for i in reversed(range(3)))),
        linear_layers,
        lambda c: flat(reversed(numeric_gradients(c.network, c.x, c.y))),
        lambda c: flat([derivative(i, c.network.sizes, c).value for i in reversed(range(c.N))]),
    ),
]
