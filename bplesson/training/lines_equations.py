"""The lines of lesson 5: its equations for networks of any size, in symbols and in numbers."""

from bplesson.chain.linear_lines_equations import delta, sub
from bplesson.chain.lines_equations import SIGMA, bend, p, q, sigma
from bplesson.kit.symbols import enclosed, forward, line, matrix, minus, number, slope, transposed
from bplesson.layers.case_equations import H
from bplesson.layers.lines_equations import (
    W,
    difference,
    entry,
    mean_of_outer_products,
    summed,
    worked_out,
)


def both_passes(c) -> list[str]:
    """(5.1)."""
    lines = [line(q(0), sigma(0, p(0)), activated(0, c), matrix(c.q[0]))]
    for i in range(c.N):
        lines.append(line(p(i + 1), f"{W(i)} {q(i)}", *worked_out(c.W[i], c.q[i])))
        lines.append(line(q(i + 1), sigma(i + 1, p(i + 1)), activated(i + 1, c), matrix(c.q[i + 1])))
    error = rf"({sub('q', c.N)} - y) \odot {bend(c.N)}"
    in_numbers = rf"{difference(c)} \odot {matrix(c.slopes[-1])}"
    lines.append(line(delta(0), error, in_numbers, matrix(c.deltas[0])))
    for k in range(c.N):
        i = c.L - k
        flowed = rf"({transposed(W(i))} {delta(k)}) \odot {bend(i)}"
        diagonal = rf"\text{{diag}}({bend(i)}) {transposed(W(i))} {delta(k)}"
        in_numbers = rf"{enclosed(f'{matrix(c.W[i].T)} {matrix(c.deltas[k])}')} \odot {matrix(c.slopes[i])}"
        lines.append(line(delta(k + 1), flowed, diagonal, in_numbers, matrix(c.deltas[k + 1])))
    return lines


def activated(i: int, c) -> str:
    """σ_i of the numbers p_i."""
    return f"{sub(SIGMA, i)}{matrix(c.p[i])}"


def delta_times_q(c) -> list[str]:
    """(5.2)."""
    if c.n > 1:
        return mean_of_outer_products(c, "Q")
    lines = []
    for i in reversed(range(c.N)):
        symbols = f"{delta(c.L - i)} {forward(transposed(sub('q', i)))}"
        lines.append(line(slope(W(i)), symbols, *worked_out(c.deltas[c.L - i], c.q[i].T)))
    return lines


def nudges(c) -> list[str]:
    """(5.3), for the first weight of every matrix."""
    lines = [line("h", number(H))]
    for i in range(c.N):
        up, down = c.nudged_costs(i, 0, 0)
        quotient = rf"\frac{{{minus(up, down)}}}{{{number(2 * H)}}}"
        lines.append(line(slope(entry(W(i), 0, 0)), quotient, number((up - down) / (2 * H)), sign=r"\approx"))
    return lines


def biases(c) -> list[str]:
    """(5.4)."""
    lines = []
    for i in range(c.N):
        lines.append(line(p(i + 1), f"{W(i)} {matrix([[q(i)], ['1']])}", *worked_out(c.W[i], c.q[i])))
    for i in reversed(range(c.N)):
        d = c.deltas[c.L - i]
        symbols = f"{delta(c.L - i)} {matrix([[forward(transposed(sub('q', i))), '1']])}"
        lines.append(line(slope(W(i)), symbols, *worked_out(d, c.q[i].T)))
        lines.append(line(slope(sub("b", i + 1)), delta(c.L - i), matrix(d)))
    return lines


def mean_of_batches(c) -> list[str]:
    """(5.6)."""
    lines = []
    gradients = [(batch.n, batch.outer_products) for batch in c.batches]
    for i in range(c.N):
        terms = summed(f"{n} {matrix(g[i])}" for n, g in gradients)
        mean = sum(n * g[i] for n, g in gradients) / c.n
        lines.append(line(slope(W(i)), rf"\frac{{1}}{{{c.n}}} {enclosed(terms)}", matrix(mean)))
    return lines


def along_two_directions(c) -> list[str]:
    """(5.7), at the weights themselves and at a step along u, along v, and along both."""
    lines = []
    for alpha, beta in [(0, 0), (1, 0), (0, 1), (1, 1)]:
        at = " + ".join(["w", *(["u"] if alpha else []), *(["v"] if beta else [])])
        lines.append(line(f"C({alpha}, {beta})", f"C[{at}]", number(c.moved(alpha, beta).cost)))
    return lines
