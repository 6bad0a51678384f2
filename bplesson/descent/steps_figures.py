"""The panels of lesson 1 that are about gradient descent (1.7 to 1.13): each puts one picture on given axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch

from bplesson.checks.functions import Function
from bplesson.descent.costs_figures import draw_tangent
from bplesson.engine.descent import Path
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.kit.palette import BACKWARD, DASHED, FORWARD, INK, LIFTED, PATH
from bplesson.kit.panels import LandscapePanel, dot, drop, ring
from bplesson.kit.words import short


def sign(slope: float) -> str:
    return "positive" if slope > 0 else "negative" if slope < 0 else "zero"


def way(slope: float) -> str:
    return "go left" if slope > 0 else "go right" if slope < 0 else "stay"


def draw_two_sides(ax: Axes, curve: Function, along, w_left: float, w_star: float, w_right: float) -> None:
    """The curve, the tangents left and right of its minimum, and under them the arrows of movement."""
    costs = curve(along)
    width, low, height = along[-1] - along[0], costs.min(), np.ptp(costs)
    floor = low - 0.24 * height
    ax.set(xlim=(along[0], along[-1]), ylim=(floor, low + 1.02 * height))
    ax.plot(along, costs, color=FORWARD, linewidth=2.2)
    for name, w, side in ((r"w_L", w_left, 1), (r"w_R", w_right, -1)):
        cost, slope = float(curve(np.asarray(w))), float(curve.slope(np.asarray(w)))
        draw_tangent(ax, w, cost, slope, 0.13 * width)
        drop(ax, w, floor, cost)
        dot(ax, w, cost)
        ax.text(w + 0.03 * width * side, cost + 0.09 * height, f"slope {short(slope)}\n{sign(slope)}", color=BACKWARD,
                ha="left" if side > 0 else "right", va="center", linespacing=1.35)  # fmt: skip
        if slope:
            end = w - np.sign(slope) * 0.2 * width
            level = low - 0.13 * height
            ax.add_patch(FancyArrowPatch((w, level), (end, level), arrowstyle="-|>", mutation_scale=16, color=INK,
                                         linewidth=2, shrinkA=0, shrinkB=0, zorder=4))  # fmt: skip
            ax.text((w + end) / 2, level + 0.03 * height, way(slope), ha="center", va="bottom", bbox=LIFTED)
    drop(ax, w_star, floor, low)
    dot(ax, w_star, low, "D", size=8)
    ax.text(w_star, low + 0.07 * height, "the minimum\nslope 0", ha="center", va="bottom", linespacing=1.35)
    names = [f"${name}$\n{short(w)}" for name, w in (("w_L", w_left), ("w_*", w_star), ("w_R", w_right))]
    ax.set_xticks([w_left, w_star, w_right], names)
    ax.set(yticks=[], ylabel="cost C[w]")


def draw_regime(ax: Axes, curve: Function, path: Path, first: bool = True) -> None:
    """One path on a parabola around 0, its first points numbered by t."""
    reach = 1.5
    along = np.linspace(-reach, reach, 121)
    ax.plot(along, curve(along), color=FORWARD, linewidth=2)
    w = path.as_array()[:, 0]
    ax.plot(w, curve(w), color=PATH, marker=".", markersize=8, linewidth=1.1, zorder=3)
    dot(ax, w[:1], curve(w[:1]), size=8)
    top = float(curve(np.asarray(reach)))
    for t in range(min(3, len(w))):
        out = 0.27 if w[t] > -0.05 else -0.27
        ax.text(w[t] + out, float(curve(w[t])) - 0.02 * top, str(t), ha="center", va="center", fontsize=9)
    ax.set(xlim=(-reach - 0.15, reach + 0.15), ylim=(-0.1 * top, 1.02 * top), xticks=[-1, 0, 1], yticks=[])
    ax.set_xlabel(r"$w - w_*$", labelpad=2)
    if first:
        ax.set_ylabel("cost C")


def draw_starts(ax: Axes, curve: Function, paths: Sequence[Path], limits) -> None:
    """A cost curve with the paths from several starts; a ring where a path begins, a diamond where it ends."""
    along = np.linspace(*limits, 301)
    costs = curve(along)
    height = np.ptp(costs[np.abs(along) < 0.9 * max(np.abs(limits))])
    ax.plot(along, costs, color=FORWARD, linewidth=2)
    for k, path in enumerate(paths):
        w = path.as_array()[:, 0]
        ax.plot(w, curve(w), color=PATH, marker=".", markersize=6, linewidth=1.1, zorder=3)
        dot(ax, w[-1:], curve(w[-1:]), "D", size=8, zorder=4)
        ring(ax, w[:1], curve(w[:1]), size=9, zorder=5)
        stays = abs(w[-1] - w[0]) < 0.05
        ax.text(w[0] + (0 if stays else 0.1 * (2 * k - 1)), float(curve(w[0])) + 0.07 * height,
                f"start {short(w[0])}" + (": stays" if stays else ""), va="bottom",
                ha="center" if stays else ("right", "left")[min(k, 1)])  # fmt: skip
        if not stays:
            ax.text(w[-1], float(curve(w[-1])) - 0.06 * height, f"end {short(w[-1])}", ha="center", va="top")
    ax.set(xlabel="w", xlim=limits, ylim=(costs.min() - 0.22 * height, costs.min() + 1.35 * height))


def draw_hubble(ax: Axes, x, y, w) -> None:
    """Distance and speed of the galaxies, and the line w[0] x + w[1] at a few steps of the path w (t+1, 2)."""
    dot(ax, x[:, 0], y[:, 0], size=5.5, zorder=4)
    ends = np.array([0.0, 2.2])
    last = len(w) - 1
    lines = [(*(w[t, 0] * ends + w[t, 1]), t) for t in {0, min(1, last), min(10, last), last}]
    level = -np.inf
    for near, far, t in sorted(lines, key=lambda line: line[1]):
        level = max(far, level + 0.1)  # the names at the right end keep their distance
        ax.plot(ends, [near, far], color=FORWARD if t == last else PATH, linewidth=2.2 if t == last else 1.2,
                linestyle="-" if t == last else DASHED, zorder=3 if t == last else 2)  # fmt: skip
        ax.text(ends[1] + 0.03, level, f"t = {t}", va="center", fontsize=9, clip_on=True,
                color=FORWARD if t == last else PATH)  # fmt: skip
    ax.set(xlabel="distance x (megaparsec)", ylabel="speed y (1000 km/s)", title="the line on its way")
    ax.set(xlim=(0, 2.85), xticks=[0, 0.5, 1, 1.5, 2], ylim=(-0.45, 1.25))


def draw_descent(ax: Axes, network: Network, x, y, w) -> None:
    """The cost over the two weights of `network` with the path w (t+1, 2) on it."""
    panel = LandscapePanel(ax)
    low, high = np.minimum(w.min(axis=0), [-0.8, -1.0]) - 0.1, np.maximum(w.max(axis=0), [1.6, 1.2]) + 0.1
    panel.set_axes(
        r"$w[0]$ (slope of the line)",
        r"$w[1]$ (its height at x = 0)",
        (low[0], high[0] + 0.35),
        (low[1], high[1] + 0.1),
    )
    across, up = panel.offsets(*w[0])
    along = direction(network, 0, 0, 0), across, direction(network, 0, 0, 1), up
    panel.shades.set_cost(landscape(network, x, y, *along).cost)
    panel.move(w[-1], w, None)
    for t in sorted({0, min(1, len(w) - 1), len(w) - 1}):
        across, up = ax.transAxes.inverted().transform(ax.transData.transform(w[t]))
        away = (-0.03 if across > 0.8 else 0.03), (-0.02 if up > 0.9 else 0.02)  # from the nearest edge
        ax.text(across + away[0], up + away[1], f"t = {t}", transform=ax.transAxes, fontsize=9.5, bbox=LIFTED, zorder=6,
                ha="left" if away[0] > 0 else "right", va="bottom" if away[1] > 0 else "top")  # fmt: skip


def pair(w) -> str:
    """Two weights as a point: (w[0], w[1])."""
    return f"({short(w[0])}, {short(w[1])})"
