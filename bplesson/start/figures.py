"""The figures of lesson 6, each named by the outline's number."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import sqrt

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.engine.descent import Path
from bplesson.errors import InputError, real_array, shown, whole_number
from bplesson.kit.axis import powers
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, DOTTED, FAINT, FORWARD, INK, PATH, SEVERAL, STYLE, VEILED
from bplesson.kit.panels import dot, ring
from bplesson.kit.words import short
from bplesson.start.plots import set_powers


def figure_6_1(paths: Mapping[str, Path]) -> Still:
    """For each training, by its name, the way of the hidden nodes: every node at the two weights that lead to it."""
    for name, path in paths.items():
        if not isinstance(path, Path) or path.weights[0][0].shape[-1] < 2:
            raise InputError(f"paths[{name!r}]: expected a path of a network with two inputs, got {shown(path)}")
    ways = {name: np.array([weights[0][:, :2] for weights in path.weights]) for name, path in paths.items()}

    def draw(figure: Figure) -> None:
        width = 1 / len(ways)
        for k, (name, way) in enumerate(ways.items()):
            ax = figure.add_axes([(k + 0.2) * width, 0.15, 0.77 * width, 0.73])
            _draw_nodes(ax, way)
            ax.set_title(f"{name}: ring start, diamond end")

    summary = []
    for name, way in ways.items():
        ends = {}
        for b, (u, v) in enumerate(way[-1].round(2) + 0.0):
            ends.setdefault(f"({short(u)}, {short(v)})", []).append(b)
        summary.append(f"{name}: " + "; ".join(f"{_names(nodes)} at {at}" for at, nodes in ends.items()))
    return Still(f"Where the weights that lead to each hidden node end. {'. '.join(summary)}.", draw, height=3.4)


def _names(nodes: Sequence[int]) -> str:
    return f"node{'s' * (len(nodes) > 1)} {', '.join(map(str, nodes))}"


def _draw_nodes(ax: Axes, way: np.ndarray) -> None:
    """The two weights of every node, way (steps + 1, nodes, 2); nodes that end close together share a name."""
    places = {}
    for b, end in enumerate(way[-1]):
        ax.plot(*way[:, b].T, color=PATH, linewidth=1.4, zorder=2)
        ring(ax, *way[0, b], size=9, zorder=3)
        dot(ax, *end, "D", size=8, zorder=4)
        near = next((at for at in places if np.hypot(*(at - end)) < 0.15), tuple(end))
        places.setdefault(near, []).append(b)
    reach = 1.25 * max(1.0, np.abs(way).max())
    for (u, v), nodes in places.items():
        side, align = (-1, "right") if u > 0.5 * reach else (1, "left")
        ax.text(u + 0.09 * reach * side, v, _names(nodes), va="center", ha=align, zorder=5, bbox=VEILED)
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), xlabel="$W_{01}[b, 0]$", ylabel="$W_{01}[b, 1]$")


def figure_6_2(sizes: Mapping[str, Sequence[float]], backward: bool = False) -> Still:
    """Typical sizes layer by layer, by name, on a logarithmic axis: of q in layers 0 … N, or of δ_0 … going back."""
    values = {name: real_array(f"sizes[{name!r}]", each) for name, each in sizes.items()}
    for name, each in values.items():
        if each.ndim != 1 or not np.isfinite(each).all() or (each <= 0).any():
            raise InputError(f"sizes[{name!r}]: expected a list of numbers above 0, got {shown(sizes[name])}")
    summary = "; ".join(f"{name}: from {each[0]:.2g} to {each[-1]:.2g}" for name, each in values.items())
    return Still(
        f"Typical size of {'δ' if backward else 'q'}, layer by layer. {summary}.",
        lambda figure: _draw_sizes(figure.add_axes([0.09, 0.155, 0.885, 0.745]), values, backward),
        height=3.2,
    )


def _draw_sizes(ax: Axes, values: Mapping[str, np.ndarray], backward: bool) -> None:
    """One line for each name, which stands at its end."""
    letter, colour, inside = ("δ", BACKWARD, "white") if backward else ("q", FORWARD, FORWARD)
    for k, (name, each) in enumerate(values.items()):
        look = {"color": colour, "linestyle": SEVERAL[k % 4], "marker": "os^D"[k % 4], "markerfacecolor": inside}
        ax.semilogy(each, markersize=5, **look)
        ax.text(len(each) - 0.7, each[-1], name, va="center")
    ax.axhline(1, color=INK, linewidth=1, zorder=0)
    exponents = np.log10(np.concatenate(list(values.values())))
    down, up = max(1 - int(np.floor(exponents.min())), 1), max(int(np.ceil(exponents.max())) + 1, 1)
    set_powers(ax, powers(down, up, apart=-(-(down + up) // 6)))
    most = max(map(len, values.values()))
    ax.set(xlim=(-0.4, 1.18 * most), ylim=(10.0**-down, 10.0**up), title=f"typical size of {letter}")
    ax.set(xlabel="k of $\\delta_k$, counted from the output" if backward else "layer i", xticks=range(0, most, 5))


def figure_6_3(sizes: Sequence[int] = (1, 4, 16)) -> Still:
    """All sums of d ones with every choice of signs: how often which sum comes, and the typical size √d."""
    sizes = [whole_number(f"sizes[{k}]", d) for k, d in enumerate(sizes)]
    if max(sizes) > 16:
        raise InputError(f"sizes: expected at most 16 coins, got {max(sizes)}")
    sums = {d: [sum(signs) for signs in product((1, -1), repeat=d)] for d in sizes}

    def draw(figure: Figure) -> None:
        width = 1 / len(sizes)
        for k, d in enumerate(sizes):
            ax = figure.add_axes([(k + 0.13) * width, 0.18, 0.81 * width, 0.69])
            places, counts = np.unique(sums[d], return_counts=True)
            ax.bar(places, counts / 2**d, width=1.2, color=FORWARD)
            for typical in (-sqrt(d), sqrt(d)):
                ax.axvline(typical, color=INK, linewidth=1.4, linestyle=DOTTED)
            ax.set(xlim=(-11, 11), ylim=(0, 0.55), xlabel="the sum p", xticks=[-10, -5, 0, 5, 10])
            ax.set_title(f"d = {d}, typical size {short(round(sqrt(d), 2))}", fontsize=STYLE["font.size"])
            ax.set_yticks([0, 0.25, 0.5], ["0", "¼", "½"] if k == 0 else [""] * 3)

    summary = "; ".join(
        f"{d} one{'s' * (d > 1)}: sums from −{d} to {d}, typical size {short(round(sqrt(d), 2))}" for d in sizes
    )
    return Still(f"How often which sum comes when every sign is a coin. {summary}.", draw, height=2.6)
