"""The figures of lesson 6, each named by the outline's number."""

from collections.abc import Mapping, Sequence
from itertools import product
from math import sqrt

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.engine.descent import Path
from bplesson.errors import InputError, real_array, shown, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, DOTTED, FAINT, FORWARD, INK, PATH, SEVERAL, STYLE, VEILED
from bplesson.kit.panels import dot, ring
from bplesson.kit.words import power, short

MARKS = "os^D"


def figure_6_1(paths: Mapping[str, Path]) -> Still:
    """For each training, by its name, the way of the hidden nodes: every node at the two weights that lead to it."""
    for name, path in paths.items():
        if not isinstance(path, Path) or path.weights[0][0].shape[-1] < 2:
            raise InputError(f"paths[{name!r}]: expected a path of a network with two inputs, got {shown(path)}")
    walks = {name: np.array([weights[0][:, :2] for weights in path.weights]) for name, path in paths.items()}

    def draw(figure: Figure) -> None:
        for k, (name, walk) in enumerate(walks.items()):
            width = 1 / len(walks)
            _draw_nodes(figure.add_axes([(k + 0.2) * width, 0.15, 0.77 * width, 0.73]), name, walk)

    summary = []
    for name, walk in walks.items():
        ends = {}
        for b, (u, v) in enumerate(walk[-1].round(2) + 0.0):
            ends.setdefault(f"({short(u)}, {short(v)})", []).append(str(b))
        spots = (f"node{'s' * (len(nodes) > 1)} {', '.join(nodes)} at {at}" for at, nodes in ends.items())
        summary.append(f"{name}: {'; '.join(spots)}")
    return Still(f"Where the weights that lead to each hidden node end. {'. '.join(summary)}.", draw, height=3.4)


def _draw_nodes(ax: Axes, name: str, walk: np.ndarray) -> None:
    """walk (steps + 1, nodes, 2)."""
    places = {}
    for b in range(walk.shape[1]):
        ax.plot(*walk[:, b].T, color=PATH, linewidth=1.4, zorder=2)
        ring(ax, *walk[0, b], size=9, zorder=3)
        dot(ax, *walk[-1, b], "D", size=8, zorder=4)
        near = next((at for at in places if np.hypot(*(np.array(at) - walk[-1, b])) < 0.15), tuple(walk[-1, b]))
        places.setdefault(near, []).append(str(b))
    reach = 1.25 * max(1.0, np.abs(walk).max())
    for (u, v), nodes in places.items():
        side = -1 if u > 0.5 * reach else 1
        ax.text(u + 0.09 * reach * side, v, f"node{'s' * (len(nodes) > 1)} {', '.join(nodes)}", va="center", zorder=5,
                bbox=VEILED, ha="right" if side < 0 else "left")  # fmt: skip
    for line in (ax.axhline, ax.axvline):
        line(0, color=FAINT, linewidth=1, zorder=0)
    ax.set(title=f"{name}: ring start, diamond end", xlabel="$W_{01}[b, 0]$", ylabel="$W_{01}[b, 1]$",
           xlim=(-reach, reach), ylim=(-reach, reach))  # fmt: skip


def figure_6_2(sizes: Mapping[str, Sequence[float]], backward: bool = False) -> Still:
    """Typical sizes layer by layer, by name, on a logarithmic axis: of q in layers 0 … N, or of δ_0 … going back."""
    values = {name: real_array(f"sizes[{name!r}]", each) for name, each in sizes.items()}
    for name, each in values.items():
        if each.ndim != 1 or not np.isfinite(each).all() or (each <= 0).any():
            raise InputError(f"sizes[{name!r}]: expected a list of numbers above 0, got {shown(sizes[name])}")
    letter, colour = ("δ", BACKWARD) if backward else ("q", FORWARD)

    def draw(figure: Figure) -> None:
        ax = figure.add_axes([0.09, 0.155, 0.885, 0.745])
        most = max(map(len, values.values()))
        for k, (name, each) in enumerate(values.items()):
            ax.semilogy(range(len(each)), each, color=colour, linestyle=SEVERAL[k % 4], marker=MARKS[k % 4],
                        markersize=5, markerfacecolor="white" if backward else colour)  # fmt: skip
            ax.text(len(each) - 0.7, each[-1], name, va="center")
        ax.axhline(1, color=INK, linewidth=1, zorder=0)
        ax.minorticks_off()
        low, high = (np.log10([each.min() for each in values.values()]).min(),
                     np.log10([each.max() for each in values.values()]).max())  # fmt: skip
        low, high = min(np.floor(low) - 1, -1), max(np.ceil(high) + 1, 1)
        apart = int(-(-(high - low) // 6))
        ticks = [k for k in range(int(low), int(high) + 1) if k % apart == 0]
        ax.set_yticks([10.0**k for k in ticks], [power(k) if k else "1" for k in ticks])
        ax.set(xlim=(-0.4, 1.18 * most), ylim=(10.0**low, 10.0**high), title=f"typical size of {letter}")
        ax.set(xlabel="k of $\\delta_k$, counted from the output" if backward else "layer i")
        ax.grid(axis="y", color=FAINT)
        ax.set_xticks(range(0, most, 5))

    summary = "; ".join(f"{name}: from {each[0]:.2g} to {each[-1]:.2g}" for name, each in values.items())
    return Still(f"Typical size of {letter}, layer by layer. {summary}.", draw, height=3.2)


def figure_6_3(sizes: Sequence[int] = (1, 4, 16)) -> Still:
    """All sums of d ones with every choice of signs: how often which sum comes, and the typical size √d."""
    sizes = [whole_number(f"sizes[{k}]", d) for k, d in enumerate(sizes)]
    if max(sizes) > 16:
        raise InputError(f"sizes: expected at most 16 coins, got {max(sizes)}")
    shares = {d: np.unique([sum(signs) for signs in product((1, -1), repeat=d)], return_counts=True) for d in sizes}

    def draw(figure: Figure) -> None:
        width = 1 / len(sizes)
        for k, (d, (sums, counts)) in enumerate(shares.items()):
            ax = figure.add_axes([(k + 0.13) * width, 0.18, 0.81 * width, 0.69])
            ax.bar(sums, counts / 2**d, width=1.2, color=FORWARD)
            for side in (-1, 1):
                ax.axvline(side * sqrt(d), color=INK, linewidth=1.4, linestyle=DOTTED)
            ax.set(xlim=(-11, 11), ylim=(0, 0.55), xlabel="the sum p", xticks=[-10, -5, 0, 5, 10])
            ax.set_title(f"d = {d}, typical size {short(round(sqrt(d), 2))}", fontsize=STYLE["font.size"])
            ax.set_yticks([0, 0.25, 0.5], ["0", "¼", "½"] if k == 0 else [""] * 3)

    summary = "; ".join(
        f"{d} one{'s' * (d > 1)}: sums from −{d} to {d}, typical size {short(round(sqrt(d), 2))}" for d in sizes
    )
    return Still(f"How often which sum comes when every sign is a coin. {summary}.", draw, height=2.6)
