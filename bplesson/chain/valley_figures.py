"""The panels of lesson 2 that are about work (2.16) and descent (2.17): each puts one picture on given axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from bplesson.engine.descent import Path
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.kit.palette import INK, MUTED, PATH
from bplesson.kit.pixels import PixelImage
from bplesson.kit.words import amount, short

DASHED, DOTTED = (0, (4, 2.5)), (0, (1, 1.6))
LIFTED = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}  # words that cross a line


def draw_work(ax: Axes, depths: Sequence[int], work: dict[str, list[float]], unit: str) -> None:
    """One line a way on logarithmic axes, its name at its end."""
    looks = [(INK, "-", "o"), (PATH, DASHED, "s"), (MUTED, DOTTED, "^")]
    for (name, values), (colour, line, marker) in zip(work.items(), looks, strict=False):
        ax.loglog(depths, values, color=colour, linestyle=line, marker=marker, markersize=6, markeredgecolor="white",
                  linewidth=2)  # fmt: skip
        most = f"{name}:\n{amount(round(values[-1]))} at N = {depths[-1]}"
        ax.annotate(most, (depths[-1], values[-1]), xytext=(10, 0),
                    textcoords="offset points", va="center", color=colour, annotation_clip=False)  # fmt: skip
    ax.set_xticks(depths, [str(N) for N in depths])
    ax.minorticks_off()
    ax.yaxis.set_major_formatter(lambda value, _: amount(round(value)))
    ax.grid(True, linewidth=0.8)
    ax.set(xlabel="number of weights N in the chain", ylabel=unit)


def draw_valley(ax: Axes, network: Network, x: float, y: float, paths: dict[str, Path]) -> None:
    """The landscape, its valley, its saddle, and the paths: a ring where one begins, a diamond where it ends."""
    ax.set(xlim=(-3, 3), ylim=(-2.7, 2.7), xlabel="w₁₂", ylabel="w₂₃", title="cost: white is low, each line doubles it")
    shades = PixelImage(ax)
    rows, columns = shades.pixels()
    across, up = np.linspace(-3, 3, columns), np.linspace(-2.7, 2.7, rows)
    shades.set_cost(landscape(network, x, y, direction(network, 0), across, direction(network, 1), up).cost)
    product = y / x
    for side in (1, -1):
        w = side * np.linspace(abs(product) / 2.7, 3, 200)
        ax.plot(w, product / w, color=INK, linewidth=1.6, linestyle=DASHED, zorder=2)
    ax.plot([0], [0], "X", markersize=17, color=INK, markeredgecolor="white", zorder=4)
    ax.text(0.2, -0.12, "saddle at (0, 0)", ha="left", va="top", bbox=LIFTED, zorder=3)
    ax.text(1.6, product / 1.6 + 0.12, f"valley: w₁₂ · w₂₃ = {short(product)}", bbox=LIFTED, zorder=3)
    for name, path in paths.items():
        w = path.as_array()
        ax.plot(w[:, 0], w[:, 1], color=PATH, marker=".", markersize=5, linewidth=1.2, zorder=3)
        ax.plot(
            *w[:1].T, "o", markersize=10, markerfacecolor="white", markeredgecolor=PATH, markeredgewidth=1.8, zorder=5
        )
        ax.plot(*w[-1:].T, "D", markersize=8, color=PATH, markeredgecolor="white", zorder=6)
        ax.annotate(
            name, w[0], xytext=(9, 6), textcoords="offset points", weight="bold", fontsize=12, bbox=LIFTED, zorder=5
        )
