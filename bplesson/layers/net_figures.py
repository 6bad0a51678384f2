"""Layers of several nodes on paper for lesson 4: nodes, edges, and the paths that lead from a weight to the outputs."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch

from bplesson.kit.palette import BACKWARD, FAINT, INK, MUTED, PARTS

Places = list[list[tuple[float, float]]]  # [layer][node]
Edge = tuple[int, int, int]  # i, b, a: from node a of layer i to node b of layer i+1
LINES = ["-", (0, (6, 2)), (0, (1.2, 1.4)), (0, (6, 2, 1.2, 2)), (0, (10, 3)), (0, (3, 1.5)), (0, (6, 2, 1, 2, 1, 2)),
         (0, (2, 4))]  # fmt: skip


def node_places(sizes: Sequence[int], left: float, right: float, middle: float, pitch: float) -> Places:
    """The middles of the nodes: layers side by side from `left` to `right`, each centred on `middle`."""
    apart = (right - left) / (len(sizes) - 1)
    return [
        [(left + i * apart, middle + (b - (d - 1) / 2) * pitch) for b in range(d)]
        for i, d in enumerate(sizes)
    ]  # fmt: skip


def draw_edges(ax: Axes, places: Places, radius: float, parts: Mapping[Edge, str] = {}, plain: str = FAINT) -> None:
    """Every edge as an arrow; those in `parts` in the look of their part, backward ones pointing backward."""
    for i in range(len(places) - 1):
        for b, end in enumerate(places[i + 1]):
            for a, start in enumerate(places[i]):
                part = parts.get((i, b, a), "")
                colour, line = PARTS[part] if part else (plain, "-")
                ends = (end, start) if part == "backward" else (start, end)
                ax.add_patch(
                    FancyArrowPatch(*between(*ends, radius), arrowstyle="-|>", mutation_scale=13 if part else 10,
                                    color=colour, linestyle=line, linewidth=2.2 if part else 1.2, shrinkA=0, shrinkB=0,
                                    zorder=2 if part else 1)
                )  # fmt: skip


def label_edge(ax: Axes, places: Places, edge: Edge, words: str, colour: str = INK, along: float = 0.78) -> None:
    """Words on an edge, near the node at which it arrives."""
    i, b, a = edge
    (x, y), (u, v) = places[i][a], places[i + 1][b]
    ax.text(x + along * (u - x), y + along * (v - y), words, ha="center", va="center", fontsize=9.5, color=colour,
            zorder=4, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip


def draw_node(
    ax: Axes, at: tuple[float, float], radius: float, name: str, value: str = "", part: str = "forward"
) -> None:
    """A circle with a name and, below it, a number."""
    colour, line = PARTS[part] if part else (MUTED, "-")
    ax.add_patch(Circle(at, radius, facecolor="white", edgecolor=colour, linestyle=line, linewidth=1.8, zorder=3))
    ax.text(at[0], at[1] - (9 if value else 0), name, ha="center", va="center", fontsize=9.5, color=colour, zorder=4)
    ax.text(at[0], at[1] + 9, value, ha="center", va="center", fontsize=11.5, color=INK, zorder=4)


def draw_paths(ax: Axes, places: Places, radius: float, edge: Edge, paths: Sequence[tuple[int, ...]]) -> None:
    """Each path from the end of `edge` to an output as a line of its own, numbered where it arrives; side by side
    where several take the same way."""
    i, b, a = edge
    (start, end) = between(places[i][a], places[i + 1][b], radius)
    colour, line = PARTS["missing"]
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=15, color=colour, linestyle=line,
                                 linewidth=2.6, shrinkA=0, shrinkB=0, zorder=2))  # fmt: skip
    gap = min(9.0, 1.5 * radius / max(len(paths), 1))
    for k, path in enumerate(paths):
        aside = (k - (len(paths) - 1) / 2) * gap
        line = [(x, y + aside) for x, y in (places[i + 1 + j][node] for j, node in enumerate(path))]
        if len(line) == 1:  # the weight itself arrives at an output
            continue
        ax.plot(*zip(*line), color=BACKWARD, linestyle=LINES[k], linewidth=2.2, zorder=2)
        (x, y), (u, v) = line[-2:]
        along = 1 - (radius + 12) / ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        ax.text(x + along * (u - x), y + along * (v - y), str(k + 1), ha="center", va="center", fontsize=9,
                color=BACKWARD, zorder=5,
                bbox={"boxstyle": "circle,pad=0.22", "facecolor": "white", "edgecolor": BACKWARD})  # fmt: skip


def name_layers(ax: Axes, places: Places, level: float, first: int = 0) -> None:
    """ "layer 0", "layer 1", … above the nodes."""
    for i, layer in enumerate(places):
        ax.text(layer[0][0], level, f"layer {first + i}", ha="center", va="center", fontsize=9.5, color=MUTED)


def between(start: tuple[float, float], end: tuple[float, float], radius: float) -> tuple:
    """The two points at which the straight line between two nodes leaves the one and reaches the other."""
    (x, y), (u, v) = start, end
    length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    dx, dy = (u - x) / length * radius, (v - y) / length * radius
    return (x + dx, y + dy), (u - dx, v - dy)
