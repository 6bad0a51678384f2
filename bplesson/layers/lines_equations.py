"""The lines of lesson 4: its equations for linear layers of any size, in symbols and in numbers."""

from functools import reduce
from math import prod

import numpy as np

from bplesson.chain.linear_lines_equations import delta, sub, w, x
from bplesson.kit.symbols import (
    backward,
    forward,
    line,
    matrix,
    minus,
    missing,
    named,
    number,
    slope,
    times,
    transposed,
)
from bplesson.layers.paths_equations import NODES, first_weight_by_paths


def W(i: int) -> str:
    """The weight matrix from layer i to layer i+1."""
    return "W" + w(i)[1:]


def entry(name: str, *nodes: int | str) -> str:
    """name[b, a]."""
    return f"{name}[{', '.join(map(str, nodes))}]"


def worked_out(*factors) -> tuple[str, str]:
    """The product of matrices in numbers, and what it comes to."""
    return " ".join(map(matrix, factors)), matrix(reduce(np.matmul, factors))


def summed(terms) -> str:
    """The sum of the terms; of many only the first two and the last."""
    terms = list(terms)
    return " + ".join(terms if len(terms) <= 4 else [*terms[:2], r"\ldots", terms[-1]])


def difference(c) -> str:
    """δ_0 of a linear network, or its like: a column of differences, with as many digits as it takes to see them."""
    return matrix([[minus(a, b)] for a, b in zip(c.q[-1].ravel(), c.label.ravel())])


def step_by_step(c) -> list[str]:
    """(4.2)."""
    lines = []
    for i in range(c.N):
        lines.append(line(x(i + 1), f"{W(i)} {x(i)}", *worked_out(c.W[i], c.q[i])))
    return lines


def collapsed(c) -> list[str]:
    """(4.3)."""
    weights = c.W[::-1]
    return [
        line("W_c", " ".join(W(i) for i in reversed(range(c.N))), *worked_out(*weights)),
        line(sub("x", c.N), "W_c x_0", *worked_out(reduce(np.matmul, weights), c.q[0])),
    ]


def cost(c) -> list[str]:
    """(4.4)."""
    squares = summed(f"({minus(a, b)})^2" for a, b in zip(c.q[-1].ravel(), c.label.ravel()))
    norm = rf"\lVert {sub('x', c.N)} - y \rVert^2"
    return [line("C", rf"\frac{{1}}{{2}} {norm}", rf"\frac{{1}}{{2}} ({squares})", number(c.cost))]


def over_all_paths(c) -> list[str]:
    """(4.5), for the first and for the last entry of W_01."""
    d_0, d_1 = c.network.sizes[:2]
    lines = []
    for b, a in dict.fromkeys([(0, 0), (d_1 - 1, d_0 - 1)]):
        names = [str(b), *NODES[1 : c.N]]
        sums = "".join(rf"\sum_{name} " for name in names[1:])
        error = f"({entry(sub('x', c.N), names[-1])} - {entry('y', names[-1])})"
        weights = [entry(W(j), names[j], names[j - 1]) for j in reversed(range(1, c.N))]
        terms = summed(times(*factors) for factors in first_weight_by_paths(c, b, a))
        total = sum(prod(factors) for factors in first_weight_by_paths(c, b, a))
        symbols = " ".join([sums + error, *weights, entry("x_0", a)])
        lines.append(line(slope(entry(W(0), b, a)), symbols, terms, number(total)))
    return lines


def backward_values(c) -> list[str]:
    """(4.6)."""
    lines = [line(delta(0), f"{sub('x', c.N)} - y", difference(c), matrix(c.deltas[0]))]
    for k in range(c.N):
        i, before = c.L - k, c.deltas[k]
        lines.append(line(delta(k + 1), f"{transposed(W(i))} {delta(k)}", *worked_out(c.W[i].T, before)))
    return lines


def entries_of_backward_values(c) -> list[str]:
    """(4.6), the first entry of every δ."""
    lines = []
    for k in range(c.N):
        i = c.L - k
        symbols = rf"\sum_b {entry(W(i), 'b', 0)} {entry(delta(k), 'b')}"
        terms = summed(times(a, b) for a, b in zip(c.W[i][:, 0], c.deltas[k].ravel()))
        lines.append(line(entry(delta(k + 1), 0), symbols, terms, number(c.deltas[k + 1][0, 0])))
    return lines


def outer_products(c) -> list[str]:
    """(4.7)."""
    lines = []
    for i in reversed(range(c.N)):
        d, values = c.deltas[c.L - i], c.q[i]
        symbols = f"{delta(c.L - i)} {forward(transposed(sub('x', i)))}"
        lines.append(line(slope(W(i)), symbols, *worked_out(d, values.T)))
        symbols = f"{entry(delta(c.L - i), 0)} {entry(x(i), 0)}"
        first = d[0, 0], values[0, 0]
        lines.append(line(slope(entry(W(i), 0, 0)), symbols, times(*first), number(prod(first))))
    return lines


def counts(c) -> list[str]:
    """(4.8)."""
    sizes, N = c.network.sizes, c.N
    P, pairs = prod(sizes), list(zip(sizes, sizes[1:]))
    M, first = sum(a * b for a, b in pairs), sizes[0] * sizes[1]
    return [
        line("P", r" \times ".join(map(str, sizes)), str(P)),
        line("M", " + ".join(rf"{a} \times {b}" for a, b in pairs), str(M)),
        line(r"\text{path by path}", rf"{N} \times {P} + {N} \times {N} \times {P}", str((N * N + N) * P)),
        line(r"\text{stored values}", f"{M} + ({M} - {first}) + {M}", str(3 * M - first)),
    ]


def mean_of_outer_products(c, letter: str = "X") -> list[str]:
    """(4.9), and (5.2) for several examples."""
    lines = []
    for i in reversed(range(c.N)):
        deltas, values = (np.hstack(each) for each in zip(*((e.deltas[c.L - i], e.q[i]) for e in c.examples)))
        symbols = f"{backward(transposed(sub(DELTA, c.L - i)))} {forward(sub(letter, i))}"
        mean = rf"\frac{{1}}{{{c.n}}}"
        in_numbers = f"{mean} {matrix(deltas)} {matrix(values.T)}"
        lines.append(line(slope(W(i)), f"{mean} {symbols}", in_numbers, matrix(deltas @ values.T / c.n)))
    return lines


DELTA, QUAD = r"\Delta", r" \quad "


def own_matrix_missing(c) -> list[str]:
    """(4.11)."""
    lines = []
    for i in reversed(range(c.N)):
        factors = [c.W[j].T for j in range(i + 1, c.N)] + [c.error, c.q[i].T]
        lines.append(line(slope(W(i)), chains_with_shapes(i, c.N, c.network.sizes), *worked_out(*factors)))
    return lines


def chains_with_shapes(i: int, N: int, sizes) -> str:
    """The backward chain, the missing W_{i,i+1}, the forward value; under every factor its shape, with room for it."""
    chain = [shaped(transposed(W(j)), sizes[j], sizes[j + 1]) for j in range(i + 1, N)]
    chain.append(shaped(f"({sub('x', N)} - y)", sizes[N], 1))
    value = shaped(transposed(sub("x", i)), 1, sizes[i])
    return QUAD.join([backward(QUAD.join(chain)), missing(W(i)), forward(value)])


def shaped(symbols: str, rows: int | str, columns: int | str) -> str:
    """A factor with its shape under it."""
    return named(symbols, rf"{rows} \times {columns}")
