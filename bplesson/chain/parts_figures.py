"""The panels of lesson 3 that are about the chain (3.2 to 3.15): every node opened into its p and its q."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import mul

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.chain.case_equations import Chain
from bplesson.engine.network import Network
from bplesson.errors import finite_number, one_of
from bplesson.kit.palette import MUTED, PARTS
from bplesson.kit.words import short, sub

BOX, GAP, MARGIN = 166, 58, 16  # of an opened node, between two of them, at the sides
LEFT, ROW_PITCH = 112, 80  # of the rows of products: where the boxes begin, from one to the next

Cell = tuple[str, str]  # a name and a number (or "")


def lane_width(nodes: int) -> float:
    """The width of so many opened nodes, in pixels."""
    return 2 * MARGIN + nodes * BOX + (nodes - 1) * GAP


def node_middle(i: int) -> float:
    """Where the middle of opened node i is."""
    return MARGIN + i * (BOX + GAP) + BOX / 2


def sheet(figure: Figure, width: float, height: float) -> Axes:
    """Axes over the whole figure that count in pixels, downwards."""
    ax = figure.add_axes([0, 0, 1, 1])
    ax.set(xlim=(0, width), ylim=(height, 0), aspect="equal")
    ax.axis("off")
    return ax


def draw_lane(
    ax: Axes, level: float, way: str, cells: Sequence[tuple[Cell, Cell]], inside: Sequence[str], between: Sequence[str]
) -> None:
    """Opened nodes at that height, each with its left and right cell; `way` is "forward" or "backward".

    `inside` and `between` stand over the arrows in the nodes and between them.
    """
    colour, line = PARTS[way]
    for i, pair in enumerate(cells):
        left = MARGIN + i * (BOX + GAP)
        ax.add_patch(
            FancyBboxPatch((left, level - 28), BOX, 56, boxstyle="round,pad=0,rounding_size=14", facecolor="white",
                           edgecolor=colour, linestyle=line, linewidth=1.8)
        )  # fmt: skip
        for (name, value), at in zip(pair, (left + 33, left + BOX - 33), strict=True):
            ax.text(at, level - (11 if value else 0), name, ha="center", va="center", color=colour, fontsize=11)
            ax.text(at, level + 12, value, ha="center", va="center", fontsize=11.5)
        _arrow(ax, left + 64, left + BOX - 64, level + 12, way, inside[i], 9.5)
        if i < len(between):
            _arrow(ax, left + BOX + 2, left + BOX + GAP - 2, level, way, between[i], 9.5 if way == "backward" else 10.5)


def _arrow(ax: Axes, left: float, right: float, level: float, way: str, words: str, size: float) -> None:
    ends = (left, level), (right, level)
    start, end = ends if way == "forward" else ends[::-1]
    colour, line = PARTS[way]
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=13, color=colour, linestyle=line,
                                 linewidth=1.8, shrinkA=0, shrinkB=0))  # fmt: skip
    ax.text((left + right) / 2, level - 15, words, ha="center", va="center", fontsize=size)


def draw_row(
    ax: Axes, level: float, label: str, factors: Sequence[Cell], missing: int, groups: Sequence[Cell], result: str
) -> None:
    """One derivative as a row of boxes: slopes with round ends, weights with corners, its own weight dotted.

    factors[missing] is left out of the product; `groups`, if any, name what stands left and right of it.
    """
    ax.text(LEFT - 14, level, f"{label} =", ha="right", va="center", fontsize=11.5)
    for c, (name, value) in enumerate(factors):
        part = "backward" if c < missing else "missing" if c == missing else "forward"
        colour, line = PARTS[part]
        width, at = ROW_PITCH - 14, LEFT + c * ROW_PITCH
        rounding = 20 if "σ" in name else 5
        ax.add_patch(
            FancyBboxPatch((at, level - 22), width, 44, boxstyle=f"round,pad=0,rounding_size={rounding}",
                           facecolor="white", edgecolor=colour, linestyle=line, linewidth=1.8)
        )  # fmt: skip
        below = "missing" if part == "missing" else value
        weight = "bold" if part == "missing" else "normal"
        ax.text(at + width / 2, level - (9 if below else 0), name, ha="center", va="center", fontsize=10,
                color=colour, weight=weight)  # fmt: skip
        ax.text(at + width / 2, level + 10, below, ha="center", va="center", weight=weight,
                fontsize=8.5 if part == "missing" else 10.5, color=colour)  # fmt: skip
        if c and missing not in (c, c - 1):
            ax.text(at - 7, level, "·", ha="center", va="center", fontsize=14)
    ax.text(LEFT + len(factors) * ROW_PITCH - 6, level, result and f"= {result}", va="center", fontsize=11.5)
    for (name, value), part, first, last in zip(
        groups, ("backward", "forward"), (0, missing + 1), (missing - 1, len(factors) - 1), strict=False
    ):
        start, stop, under = LEFT + first * ROW_PITCH, LEFT + last * ROW_PITCH + ROW_PITCH - 14, level + 28
        colour = PARTS[part][0]
        ax.plot([start, start, stop, stop], [under, under + 5, under + 5, under], color=colour, linewidth=1.4)
        words = f"{name} = {value}" if value else name
        ax.text((start + stop) / 2, under + 17, words, ha="center", va="center", fontsize=10.5, color=colour)


def under(ax: Axes, x: float, y: float, words: str, align: str = "center") -> None:
    """A quiet line of words below or above what it explains."""
    ax.text(x, y, words, ha=align, va="center", fontsize=10, color=MUTED)


def texts(names: Sequence[str], values: Sequence[float] | None) -> list[Cell]:
    """Names with their numbers, or with nothing."""
    return [(name, "" if values is None else short(values[k])) for k, name in enumerate(names)]


def times(factor: float) -> str:
    """What a value is multiplied with on its way: negative numbers in brackets."""
    return f"· ({short(factor)})" if factor < 0 else f"· {short(factor)}"


def one_chain(weights, x, y, activations) -> Chain:
    """A chain with one example, its numbers checked."""
    x, y = (np.full((1, 1), finite_number(name, value)) for name, value in (("x", x), ("y", y)))
    return Chain(Network.chain(weights, activations), x, y, eta=1.0)


def cells_of(chain: Chain, ask: Iterable[str], lanes) -> list[list]:
    """The lanes as pairs of (name, number) for each node; what is asked for is a question mark."""
    N, chains = chain.N, list(accumulate(chain.rest, mul))
    known = {}
    for i in range(N + 1):
        k = N - i
        known[f"p{i}"] = sub("p", i), chain.p[i]
        known[f"q{i}"] = sub("q", i), chain.q[i]
        known[f"dq{i}"] = f"∂C/∂{sub('q', i)}", chains[2 * k]
        known[f"dp{i}"] = f"∂C/∂{sub('p', i)}", chains[2 * k + 1]
        known[f"delta{k}"] = sub("δ", k), chains[2 * k + 1]
    keys = [
        [tuple(f"{kind}{N - i if kind == 'delta' else i}" for kind in lane) for i in range(N + 1)] for lane in lanes
    ]
    asked = {one_of("ask", name, [key for lane in keys for pair in lane for key in pair]) for name in ask}
    return [
        [tuple((known[key][0], "?" if key in asked else short(known[key][1])) for key in pair) for pair in lane]
        for lane in keys
    ]
