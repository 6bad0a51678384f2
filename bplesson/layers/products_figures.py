"""The figures of lesson 4 about outer products, shapes and work, each named by the outline's number."""

from collections.abc import Iterable, Sequence
from math import prod

from matplotlib.figure import Figure

from bplesson.engine.network import Network
from bplesson.errors import InputError, listed, one_of, whole_number
from bplesson.kit.figure import Still, canvas
from bplesson.kit.palette import BACKWARD, FORWARD, INK, MISSING, MUTED, PARTS
from bplesson.kit.parts import Weight
from bplesson.kit.words import short, sub
from bplesson.layers.matrices_figures import Grid, as_words, bracketed, cell_box, draw_matrix, sign
from bplesson.layers.scene import matrix, values

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def figure_4_7(weights: Sequence, x: Sequence[float], y: Sequence[float], i: int, place: tuple[int, int]) -> Still:
    """The multiplication table of δ_{L-i} (at the left) and x_iᵀ (on top) that is ∂C/∂W_{i,i+1}; one entry told."""
    network = Network(weights)
    if i not in range(len(network.weights)) or place not in list(_places(network.weights[i].shape)):
        raise InputError(f"i, place: expected a weight of {network!r}, got {i} and {place}")
    passes, k, (b, a) = network.backward([x], [y]), network.hidden - i, place
    delta, q, gradient = passes.delta[k][0], passes.q[i][0], passes.gradients[i]
    told = f"{bracketed(delta[b])} · {bracketed(q[a])} = {short(gradient[b, a])}"
    rows, columns = gradient.shape
    height = 27 * rows + 126

    def draw(figure: Figure) -> None:
        ax, middle, cell = canvas(figure, height), 64 + 27 * rows / 2 + 14, 56
        table = Grid(230, middle, rows, columns, cell)
        top, side = Grid(230, 50, 1, columns, cell), Grid(160, middle, rows, 1, cell)
        for d in range(columns):
            _boxed(ax, top, 0, d, short(q[d]), "forward")
        for c in range(rows):
            _boxed(ax, side, c, 0, short(delta[c]), "backward")
            for d in range(columns):
                _boxed(ax, table, c, d, short(gradient[c, d]), "missing" if (c, d) == place else "")
        ax.text(table.right + 10, 50, f"{sub('x', i)}ᵀ", va="center", fontsize=12, color=FORWARD)
        ax.text(side.left + cell / 2, table.top - 14, sub("δ", k), ha="center", va="center", fontsize=12,
                color=BACKWARD)  # fmt: skip
        ax.text(table.right + 44, 50, f"1 × {columns}", va="center", fontsize=10, color=MUTED)
        ax.text(side.left + cell / 2, table.bottom + 16, f"{rows} × 1", ha="center", va="center", fontsize=10,
                color=MUTED)  # fmt: skip
        ax.text((table.left + table.right) / 2, table.bottom + 16, f"{rows} × {columns}", ha="center", va="center",
                fontsize=10, color=MUTED)  # fmt: skip
        lines = [f"∂C/∂{Weight(i, b, a).label}", f"= {values('δ', k, b)} · {values('x', i, a)}", f"= {told}"]
        for n, words in enumerate(lines):
            ax.text(table.right + 60, middle - 24 + 24 * n, words, va="center", fontsize=12,
                    color=INK if n else MISSING)  # fmt: skip

    table = "; ".join(", ".join(map(short, row)) for row in gradient)
    return Still(
        f"A multiplication table: {sub('δ', k)} = ({', '.join(map(short, delta))}) at the left, {sub('x', i)} ="
        f" ({', '.join(map(short, q))}) on top, ∂C/∂{matrix(i)} = [{table}] inside; entry [{b}, {a}] = {told}.",
        draw,
        height=height / 100,
    )


def _boxed(ax, grid: Grid, b: int, a: int, words: str, part: str) -> None:
    cell_box(ax, grid, b, a, part)
    ax.text(*grid.at(b, a), words, ha="center", va="center", fontsize=12, color=PARTS[part][0] if part else INK)


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
    tall = 27 * max(network.sizes)
    lanes = [tall / 2 + 30, 1.5 * tall + 84, 2.5 * tall + 138]
    height = 3 * tall + 166

    def draw(figure: Figure) -> None:
        ax = canvas(figure, height)
        pitch = (720 - 70) / (2 * N + 1.2)
        for i in range(N + 1):
            centre = 46 + 2 * i * pitch
            draw_matrix(ax, centre - 18, lanes[0], said[f"x{i}"], sub("x", i), "forward")
            if i:
                name = f"delta{N - i}"
                draw_matrix(ax, centre - 18, lanes[2], said[name], sub("δ", N - i), "backward")
            if i < N:
                W = network.weights[i]
                middle = centre + pitch
                grid = draw_matrix(ax, middle - 18 * W.shape[1], lanes[0], as_words(W), matrix(i))
                draw_matrix(ax, middle - 18 * W.shape[1], lanes[1], said[f"W{i}{i + 1}"], f"∂C/∂{matrix(i)}")
                for edge, way in ((grid.left - 14, -1), (grid.right + 14, 1)):
                    sign(ax, edge, lanes[0], "→")
        draw_matrix(ax, 46 + 2.0 * N * pitch + 62, lanes[0], as_words(y), "y")
        for i in range(1, N):
            back = "←" if f"delta{N - i}" in asked else f"←  {matrix(i)}ᵀ  ←"
            sign(ax, 46 + (2 * i + 1) * pitch, lanes[2], back, 12)

    names = {f"x{i}": sub("x", i) for i in range(N + 1)} | {f"delta{k}": sub("δ", k) for k in range(N)}
    names |= {f"W{i}{i + 1}": f"∂C/∂{matrix(i)}" for i in range(N)}
    told = "; ".join(f"{names[name]} = {_in_brackets(words)}" for name, words in said.items())
    fixed = "; ".join(f"{matrix(i)} = {_in_brackets(as_words(W))}" for i, W in enumerate(network.weights))
    return Still(f"Both passes: {fixed}; y = {_in_brackets(as_words(y))}; {told}.", draw, height=height / 100)


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
                ax.annotate(f"{name}, width {d}: {_amount(amounts[-1])}", (depths[-1], amounts[-1]), xytext=(8, 0),
                            textcoords="offset points", va="center", fontsize=9.5, color=colour,
                            annotation_clip=False)  # fmt: skip
        ax.set_xticks(depths)
        ax.grid(True, linewidth=0.8)
        ax.set(xlabel="number of weight matrices N", ylabel="multiplications for all derivatives")

    told = "; ".join(
        f"width {d}: path by path {_amount(both[0][-1])}, stored values {_amount(both[1][-1])}"
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


def _amount(value: int) -> str:
    if value < 10**7:
        return f"{value:,}"
    digits, power = f"{value:.1e}".split("e+")
    return f"{digits} · 10{str(int(power)).translate(RAISED)}"
