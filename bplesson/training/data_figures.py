"""The panels of lesson 5 that are about xor (5.5) and about mini-batches (5.6): each puts one picture on given axes."""

import numpy as np
from matplotlib.axes import Axes

from bplesson.engine.descent import Path
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.kit.palette import DASHED, GRID, INK, LEVELS, MUTED, PATH, VEILED
from bplesson.kit.pixels import PixelImage
from bplesson.kit.words import short

CORNERS = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]  # of xor, with their labels
LOOKS = {24: (INK, "-", 2.4), 4: (INK, DASHED, 1.6), 1: (PATH, "-", 0.9)}  # by size of the batch


def draw_surface(ax: Axes, network: Network) -> None:
    """The prediction over both inputs, in steps of ¼, with the four corners of xor; thick where it is ½."""
    along = np.linspace(-0.35, 1.35, 121)
    grid = np.column_stack([each.ravel() for each in np.meshgrid(along, along)])
    prediction = network.forward(grid).y_hat.reshape(len(along), len(along))
    ax.contourf(along, along, prediction, levels=[-9, 0.0, 0.25, 0.5, 0.75, 1.0, 9], colors=LEVELS)
    ax.contour(along, along, prediction, levels=[0.5], colors=[INK], linewidths=2)
    for (a, b), label in CORNERS:
        _corner(ax, a, b, label)
        said = float(network.forward([[a, b]]).y_hat[0, 0])
        ax.text(a, b - 0.17, f"ŷ = {short(round(said, 2) + 0.0)}", ha="center", va="center", fontsize=9.5, bbox=VEILED)
    ax.set(xlabel="input 0", ylabel="input 1", title="prediction; the thick line is ½", xticks=[0, 1], yticks=[0, 1],
           xlim=(-0.35, 1.35), ylim=(-0.35, 1.35))  # fmt: skip


def draw_hidden(ax: Axes, network: Network, hidden: np.ndarray) -> None:
    """The four corners where the hidden nodes put them, (4, 2), and the line on which the output is ½."""
    w = network.weights[1][0]
    along = np.array([-1.4, 1.4])
    if abs(w[1]) > abs(w[0]):
        ax.plot(along, (0.5 - w[2] - w[0] * along) / w[1], color=INK, linewidth=2, zorder=1)
    elif w[0] != 0:
        ax.plot((0.5 - w[2] - w[1] * along) / w[0], along, color=INK, linewidth=2, zorder=1)
    spots: list[tuple[float, float, list[str]]] = []
    for ((a, b), label), (u, v) in zip(CORNERS, hidden, strict=True):
        _corner(ax, u, v, label)
        near = next((names for p, q, names in spots if abs(p - u) < 0.12 and abs(q - v) < 0.12), None)
        if near is None:
            spots.append((u, v, [f"({a}, {b})"]))
        else:
            near.append(f"({a}, {b})")
    for u, v, names in spots:
        down = -1 if v > 0.75 or v < -0.9 else 1
        side = "right" if u > 0.6 else "left" if u < -0.6 else "center"
        ax.text(u + {"right": 0.1, "left": -0.1}.get(side, 0), v + 0.22 * down, " and ".join(names), ha=side,
                va="center", fontsize=9.5, bbox=VEILED, zorder=2)  # fmt: skip
    ax.set(xlabel="hidden node 0, q₁[0]", ylabel="hidden node 1, q₁[1]", title="the same inputs in the hidden layer",
           xlim=(-1.4, 1.4), ylim=(-1.4, 1.4), xticks=[-1, 0, 1], yticks=[-1, 0, 1])  # fmt: skip
    ax.grid(True, linewidth=0.6)


def _corner(ax: Axes, x: float, y: float, label: int) -> None:
    marker, size = ("s", 10) if label else ("o", 11)
    ax.plot([x], [y], marker, markersize=size, markerfacecolor=INK if label else "white", markeredgecolor=INK,
            markeredgewidth=1.8, zorder=4, clip_on=False)  # fmt: skip


def draw_batches(ax: Axes, network: Network, x, y, paths: dict[int, Path]) -> None:
    """The cost over the two weights of a line, and the paths with batches of several sizes on it."""
    ax.set(xlim=(-0.55, 0.95), ylim=(-0.55, 1.1), xlabel=r"$w[0]$ (slope of the line)",
           ylabel=r"$w[1]$ (its height at x = 0)", title="cost: white is low, each line doubles it")  # fmt: skip
    shades = PixelImage(ax)
    rows, columns = shades.pixels()
    start = network.weights[0][0]
    across, up = np.linspace(-0.55, 0.95, columns) - start[0], np.linspace(-0.55, 1.1, rows) - start[1]
    shades.set_cost(landscape(network, x, y, direction(network, 0, 0, 0), across, direction(network, 0, 0, 1), up).cost)
    for batch in sorted(paths):
        colour, line, width = LOOKS[batch]
        ax.plot(*paths[batch].as_array().T, color=colour, linestyle=line, linewidth=width, zorder=3)
    ax.plot(*start, "o", markersize=10, markerfacecolor="white", markeredgecolor=INK, markeredgewidth=1.8, zorder=5)
    best = np.linalg.lstsq(np.hstack([x, np.ones_like(x)]), y)[0][:, 0]
    ax.plot(*best, "X", markersize=12, color=INK, markeredgecolor="white", zorder=5)


def draw_costs(ax: Axes, n: int, paths: dict[int, Path]) -> None:
    """The cost over all n examples by the number of epochs."""
    for batch in sorted(paths):
        colour, line, width = LOOKS[batch]
        costs, label = paths[batch].costs, f"batches of {batch}" if batch < n else f"all {n}"
        epochs = np.arange(len(costs)) * batch / n
        ax.semilogy(epochs, costs, color=colour, linestyle=line, linewidth=width, label=label)
    ax.set(xlabel="epochs", title="cost over all galaxies")
    ax.minorticks_off()
    low = min(path.costs.min() for path in paths.values())
    high = max(path.costs.max() for path in paths.values())
    ticks = [tick for tick in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if 0.8 * low < tick < 1.2 * high]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.grid(True, linewidth=0.8, color=GRID)
    ax.legend(loc="upper right")
    ax.tick_params(colors=MUTED, labelcolor=INK)
