"""The figures of lesson 4 about outer products, shapes and work, each named by the outline's number."""

from collections.abc import Iterable, Sequence
from math import prod

from matplotlib.figure import Figure

from bplesson.engine.network import Network
from bplesson.errors import InputError, listed, one_of, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, INK
from bplesson.kit.parts import ROW, Grid, Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.words import amount, short, sub
from bplesson.layers.net_figures import as_words, bracketed
from bplesson.layers.scene import matrix, values


def figure_4_7(weights: Sequence, x: Sequence[float], y: Sequence[float], i: int, place: tuple[int, int]) -> Still:
    """The multiplication table of δ_{L-i} (at the left) and x_iᵀ (on top) that is ∂C/∂W_{i,i+1}; one entry told."""
    network = Network(weights)
    if i not in range(len(network.weights)) or place not in list(_places(network.weights[i].shape)):
        raise InputError(f"i, place: expected a weight of {network!r}, got {i} and {place}")
    passes, k, (b, a) = network.backward([x], [y]), network.hidden - i, place
    delta, q, gradient = passes.delta[k][0], passes.q[i][0], passes.gradients[i]
    told = f"{bracketed(delta[b])} · {bracketed(q[a])} = {short(gradient[b, a])}"
    rows, columns = gradient.shape
    sheet, middle, cell = Sheet(720, ROW * rows + 126), ROW * rows / 2 + 78, 56
    table, top, side = (Grid(*each, cell) for each in ((230, middle, rows, columns), (230, 50, 1, columns),
                                                       (160, middle, rows, 1)))  # fmt: skip
    for d in range(columns):
        _boxed(sheet, top, 0, d, short(q[d]), "forward")
    for c in range(rows):
        _boxed(sheet, side, c, 0, short(delta[c]), "backward")
        for d in range(columns):
            _boxed(sheet, table, c, d, short(gradient[c, d]), "missing" if (c, d) == place else "muted")
    sheet.text(table.right + 10, 50, f"{sub('x', i)}ᵀ", "forward", 16.5, "start")
    sheet.text(side.centre, table.top - 14, sub("δ", k), "backward", 16.5)
    sheet.text(table.right + 44, 50, f"1 × {columns}", "muted", 14, "start")
    for grid in (side, table):
        sheet.text(grid.centre, grid.bottom + 16, f"{rows} × {grid.columns}", "muted", 14)
    weight, right = Weight(i, b, a), table.right + 60
    sheet.text(right, middle - 24, f"∂C/∂{weight.label}", "missing", 16.5, "start")
    sheet.text(right, middle, f"= {values('δ', k, b)} · {values('x', i, a)}", size=16.5, anchor="start")
    sheet.text(right, middle + 24, f"= {told}", size=16.5, anchor="start")
    table = "; ".join(", ".join(map(short, row)) for row in gradient)
    return still(
        f"A multiplication table: {sub('δ', k)} = ({', '.join(map(short, delta))}) at the left, {sub('x', i)} ="
        f" ({', '.join(map(short, q))}) on top, ∂C/∂{matrix(i)} = [{table}] inside; entry [{b}, {a}] = {told}.",
        sheet.scene,
        sheet.filling,
    )


def _boxed(sheet: Sheet, grid: Grid, b: int, a: int, words: str, part: str) -> None:
    sheet.box(*grid.at(b, a), grid.cell - 4, ROW - 4, part, rounding=5)
    sheet.text(*grid.at(b, a), words, "plain" if part == "muted" else part, 16)


def _places(shape) -> list[tuple[int, int]]:
    return [(b, a) for b in range(shape[0]) for a in range(shape[1])]


def figure_4_7_passes(weights: Sequence, x: Sequence[float], y: Sequence[float], ask: Iterable[str] = ()) -> Still:
    """Both passes as matrices: forward above, backward below, the gradients in between, as on the chain of lesson 2.

    `ask`: what is left open: "x2", "delta1" or "W12" (the derivative by W_12).
    """
    network = Network(weights)
    N, passes = len(network.weights), network.backward([x], [y])
    known = {f"x{i}": q[0] for i, q in enumerate(passes.q)} | {f"delta{k}": passes.delta[k][0] for k in range(N)}
    known |= {f"W{i}{i + 1}": g for i, g in enumerate(passes.gradients)}
    asked = {one_of("ask", name, known) for name in ask}
    said = {
        name: [["?"] * len(row) for row in as_words(v)] if name in asked else as_words(v) for name, v in known.items()
    }
    tall = ROW * max(network.sizes)
    above, between, below = tall / 2 + 30, 1.5 * tall + 84, 2.5 * tall + 138
    sheet, pitch = Sheet(720, 3 * tall + 166), (720 - 70) / (2 * N + 1.2)
    for i in range(N + 1):
        centre = 46 + 2 * i * pitch
        sheet.matrix(centre - 18, above, said[f"x{i}"], sub("x", i), "forward")
        if i:
            sheet.matrix(centre - 18, below, said[f"delta{N - i}"], sub("δ", N - i), "backward")
        if i < N:
            left = centre + pitch - 18 * network.sizes[i]
            grid = sheet.matrix(left, above, as_words(network.weights[i]), matrix(i))
            sheet.matrix(left, between, said[f"W{i}{i + 1}"], f"∂C/∂{matrix(i)}")
            for edge in (grid.left - 14, grid.right + 14):
                sheet.text(edge, above, "→", size=19)
        if 0 < i < N:
            back = "←" if f"delta{N - i}" in asked else f"←  {matrix(i)}ᵀ  ←"
            sheet.text(centre + pitch, below, back, size=16.5)
    sheet.matrix(46 + 2 * N * pitch + 62, above, as_words(y), "y")
    names = {f"x{i}": sub("x", i) for i in range(N + 1)} | {f"delta{k}": sub("δ", k) for k in range(N)}
    names |= {f"W{i}{i + 1}": f"∂C/∂{matrix(i)}" for i in range(N)}
    told = "; ".join(f"{names[name]} = {_in_brackets(words)}" for name, words in said.items())
    fixed = "; ".join(f"{matrix(i)} = {_in_brackets(as_words(W))}" for i, W in enumerate(network.weights))
    return still(f"Both passes: {fixed}; y = {_in_brackets(as_words(y))}; {told}.", sheet.scene, sheet.filling)


def _in_brackets(words) -> str:
    return f"[{'; '.join(', '.join(row) for row in words)}]"


def figure_4_8(widths: Sequence[int] = (3, 10), depths: Sequence[int] = (1, 2, 3, 4, 5, 6, 7, 8)) -> Still:
    """Multiplications for all derivatives by (4.8), path by path and with stored values, all layers equal."""
    widths, depths = (_whole(*each) for each in (("widths", widths), ("depths", depths)))
    work = {d: ([by_paths([d] * (N + 1)) for N in depths], [stored([d] * (N + 1)) for N in depths]) for d in widths}

    def draw(figure: Figure) -> None:
        ax = figure.add_axes([0.115, 0.14, 0.53, 0.82])
        for n, (d, both) in enumerate(work.items()):
            for amounts, line, name in zip(both, ("-", (0, (4, 2))), ("path by path", "stored values"), strict=True):
                colour = INK if line == "-" else BACKWARD
                ax.semilogy(depths, amounts, color=colour, linestyle=line, marker="os^D"[n % 4], markersize=5,
                            markeredgecolor="white", linewidth=1.8)  # fmt: skip
                ax.annotate(f"{name}, width {d}: {amount(amounts[-1])}", (depths[-1], amounts[-1]), xytext=(8, 0),
                            textcoords="offset points", va="center", fontsize=9.5, color=colour,
                            annotation_clip=False)  # fmt: skip
        ax.set_xticks(depths)
        ax.grid(True, linewidth=0.8)
        ax.set(xlabel="number of weight matrices N", ylabel="multiplications for all derivatives")

    told = "; ".join(
        f"width {d}: path by path {amount(both[0][-1])}, stored values {amount(both[1][-1])}"
        for d, both in work.items()
    )
    return Still(f"Multiplications over the number of weight matrices, {depths[0]} to {depths[-1]}. At {depths[-1]}:"
                 f" {told}.", draw, height=3.6)  # fmt: skip


def _whole(name: str, values) -> list[int]:
    return [whole_number(f"{name}[{k}]", value) for k, value in enumerate(listed(name, values, "whole numbers"))]


def by_paths(sizes: Sequence[int]) -> int:
    """(N² + N) P: every derivative as its own sum over the P paths from an input to an output (4.8)."""
    N = len(sizes) - 1
    return (N * N + N) * prod(sizes)


def stored(sizes: Sequence[int]) -> int:
    """3 M - d_0 d_1: forward values and δ's computed once (4.8)."""
    return 3 * sum(a * b for a, b in zip(sizes, sizes[1:])) - sizes[0] * sizes[1]
