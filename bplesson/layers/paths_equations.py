"""Linear layers entry by entry: sums over nodes, sums over all paths, and the same from stored values."""

from collections.abc import Iterator
from itertools import product
from math import prod

from bplesson.checks.work import multiplications

MOST_PATHS = 100_000  # that are walked along one by one
MOST_LAYERS = 7  # of weights, in which they are


def paths(sizes) -> Iterator[tuple[int, ...]]:
    """Every path through layers of so many nodes: one node of each."""
    return product(*map(range, sizes))


def first_weight_by_paths(c, b: int, a: int) -> list[list[float]]:
    """∂C/∂W_01[b, a] as in (4.5): the factors of every path from node b of layer 1 to an output."""
    error, x_0 = c.error.ravel(), c.x[0]
    factors = []
    for tail in paths(c.network.sizes[2:]):
        path = (b, *tail)  # path[j] is a node of layer j + 1
        weights = [c.W[j][path[j], path[j - 1]] for j in range(1, c.N)]
        factors.append([error[path[-1]], *reversed(weights), x_0[a]])
    return factors


def gradient_by_paths(c) -> list[list[float]]:
    """∂C/∂W_01, every entry as a sum over paths."""
    d_0, d_1 = c.network.sizes[:2]
    return [[sum(prod(factors) for factors in first_weight_by_paths(c, b, a)) for a in range(d_0)] for b in range(d_1)]


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


def with_stored_values(weights, x, y) -> list:
    """All derivatives from forward and backward values that are kept; weights are lists of rows."""
    N, values = len(weights), [x]
    for W in weights:
        values.append([dot(row, values[-1]) for row in W])
    delta = [[a - b for a, b in zip(values[N], y)]]
    for W in weights[:0:-1]:  # δ_N, which no weight uses, is not needed
        delta.append([dot(column, delta[-1]) for column in zip(*W)])
    return [[[d * v for v in values[i]] for d in delta[N - 1 - i]] for i in range(N)]


def dot(left, right) -> float:
    """The sum of products."""
    return sum(a * b for a, b in zip(left, right))


def counted(c) -> list[int]:
    """How many paths, and how many multiplications either way makes."""

    def with_rows(algorithm):
        def on_numbers(weights, *numbers):
            weights, rows = iter(weights), []
            for W in c.W:
                rows.append([[next(weights) for _ in row] for row in W])
            d_0 = c.network.sizes[0]
            return algorithm(rows, list(numbers[:d_0]), list(numbers[d_0:]))

        return multiplications(on_numbers, [w for W in c.W for w in W.ravel()], *c.x[0], *c.y[0])

    return [sum(1 for _ in paths(c.network.sizes)), with_rows(path_by_path), with_rows(with_stored_values)]


def by_formula(c) -> list[int]:
    """P, (N² + N) P and 3M - d_0 d_1."""
    sizes, N = c.network.sizes, c.N
    P, M = prod(sizes), sum(W.size for W in c.W)
    return [P, (N * N + N) * P, 3 * M - sizes[0] * sizes[1]]


def by_sums(c) -> list[list[float]]:
    """x_1 … x_N, entry by entry."""
    values = [c.x[0]]
    for W in c.W:
        values.append([sum(W[b, a] * values[-1][a] for a in range(W.shape[1])) for b in range(W.shape[0])])
    return values[1:]


def deltas_by_sums(c) -> list[list[float]]:
    """δ_0 … δ_N, entry by entry."""
    delta = [[a - b for a, b in zip(by_sums(c)[-1], c.y[0])]]
    for W in reversed(c.W):
        delta.append([sum(W[b, a] * delta[-1][b] for b in range(W.shape[0])) for a in range(W.shape[1])])
    return delta


def entries_of_gradients(c) -> list[list[float]]:
    """δ_{L-i}[b] x_i[a] for every weight."""
    values, delta = [c.x[0], *by_sums(c)], deltas_by_sums(c)
    return [[d * v for d in delta[c.L - i] for v in values[i]] for i in range(c.N)]
