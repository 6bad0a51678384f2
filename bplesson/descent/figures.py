"""The figures of lesson 1, each named by the outline's number and followed by the panels that it is made of."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.checks.functions import Function
from bplesson.data.datasets import hubble
from bplesson.descent.curves import curve as named_curve
from bplesson.descent.curves import descend_curve, parabola
from bplesson.engine.descent import descend
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, DASHED, DOTTED, FAINT, FORWARD, INK, LIFTED, MUTED, PATH
from bplesson.kit.panels import LandscapePanel, dot, drop, ring
from bplesson.kit.words import short

# --- what several figures draw ---


def beside(side: float) -> str:
    """How words are aligned that stand on the right of a point (side > 0), or on its left."""
    return "left" if side > 0 else "right"


def _draw_arrow(ax: Axes, start, end, width: float = 1.6) -> None:
    style = {"arrowstyle": "-|>", "mutation_scale": 15, "color": INK, "linewidth": width, "zorder": 4}
    ax.add_patch(FancyArrowPatch(start, end, shrinkA=0, shrinkB=0, **style))


def _draw_tangent(ax: Axes, w: float, cost: float, slope: float, reach: float) -> None:
    """The tangent at (w, cost), `reach` to either side."""
    ends = np.array([-reach, reach])
    ax.plot(w + ends, cost + slope * ends, color=BACKWARD, linewidth=2, linestyle=DASHED, zorder=4)


def _draw_path(ax: Axes, curve: Function, w: np.ndarray, size: float) -> None:
    """The weights w (t+1,) that gradient descent visits, on their curve."""
    ax.plot(w, curve(w), color=PATH, marker=".", markersize=size, linewidth=1.1, zorder=3)


# --- the training loop, and what the cost is (1.2 to 1.5) ---


def figure_1_2() -> Still:
    """The training loop: a random start, then four steps round and round."""
    return Still(
        "The training loop. Start with random weights; then, round and round: 1 predict (run forward), 2 measure (the"
        " cost), 3 find the way down (the slopes, backward), 4 tweak (update the weights).",
        lambda figure: _draw_loop(figure.add_axes([0, 0, 1, 1])),
        height=2.7,
    )


def _draw_loop(ax: Axes) -> None:
    """Four boxes in a circle, and one box from which the circle is entered."""
    ax.set(xlim=(0, 720), ylim=(270, 0))
    ax.axis("off")
    boxes = [
        (92, 60, 160, "start", "random weights", MUTED, DOTTED),
        (335, 60, 204, "1  predict", "run the network forward", FORWARD, "-"),
        (605, 60, 204, "2  measure", "the cost: how far off?", INK, "-"),
        (605, 210, 204, "3  find the way down", "the slopes, backward", BACKWARD, DASHED),
        (335, 210, 204, "4  tweak", "update the weights", INK, "-"),
    ]
    for x, y, width, name, what, colour, line in boxes:
        look = {"facecolor": "white", "edgecolor": colour, "linestyle": line, "linewidth": 1.8}
        rounded = "round,pad=0,rounding_size=12"
        ax.add_patch(FancyBboxPatch((x - width / 2, y - 32), width, 64, boxstyle=rounded, **look))
        ax.text(x, y - 11, name, ha="center", va="center", weight="bold", color=colour)
        ax.text(x, y + 12, what, ha="center", va="center")
    _draw_arrow(ax, (174, 60), (231, 60))
    _draw_arrow(ax, (439, 60), (501, 60))
    _draw_arrow(ax, (605, 94), (605, 176))
    _draw_arrow(ax, (501, 210), (439, 210))
    _draw_arrow(ax, (335, 176), (335, 94))
    ax.text(470, 135, "again and again, until\nthe cost no longer falls", ha="center", va="center", color=MUTED)


def figure_1_3(deviations: Sequence[float] = (-1.0, -3.0, -4.0), tangent_at: float = -3.0) -> Still:
    """The squared error over the deviation ŷ - y, with points at `deviations` and the tangent at one deviation."""
    pairs = ", ".join(f"{short(e)} costs {short(e * e / 2)}" for e in deviations)
    return Still(
        f"The squared error over the deviation ŷ − y is a parabola that touches 0 at 0. A deviation of {pairs}."
        f" The tangent at {short(tangent_at)} has the slope {short(tangent_at)}.",
        lambda figure: _draw_squared_error(figure.add_axes([0.08, 0.17, 0.89, 0.79]), deviations, tangent_at),
        height=3.4,
    )


def _draw_squared_error(ax: Axes, deviations: Sequence[float], tangent_at: float) -> None:
    """The parabola (ŷ - y)²/2, points with their errors, and a tangent whose slope is the deviation itself."""
    reach = 1.15 * max(np.abs([*deviations, tangent_at, 1.0]))
    along, top = np.linspace(-reach, reach, 201), reach**2 / 2
    ax.plot(along, along**2 / 2, color=FORWARD, linewidth=2)
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    for e in deviations:
        error, inside = e**2 / 2, -1 if e > 0 else 1
        dot(ax, e, error, size=7)
        drop(ax, e, 0, error)
        at = e + 0.05 * reach * inside, error + 0.015 * top
        ax.text(*at, f"error {short(error)}", ha=beside(inside), va="bottom")
    inside, slope = -1 if tangent_at > 0 else 1, tangent_at
    _draw_tangent(ax, tangent_at, tangent_at**2 / 2, slope, 0.28 * reach)
    end = tangent_at - 0.28 * reach * np.sign(tangent_at)
    at = end - 0.03 * reach * inside, tangent_at**2 / 2 + slope * (end - tangent_at) - 0.015 * top
    ax.text(*at, f"slope {short(slope)}", color=BACKWARD, ha=beside(-inside), va="center")
    ax.set(xlabel="deviation ŷ − y", ylabel="error (ŷ − y)² / 2", ylim=(-0.04 * top, 1.02 * top), xlim=(-reach, reach))


# --- gradient descent on a curve (1.7 to 1.11) ---


def figure_1_7(curve: Function | str = "parabola", w_left: float = -0.6, w_right: float = 2.4) -> Still:
    """A cost curve with its minimum w_*, and a point on either side with its tangent and the way it has to move."""
    curve, w_left, w_right = named_curve(curve), float(w_left), float(w_right)
    if not w_left < w_right:
        raise InputError(f"w_left, w_right: expected w_left below w_right, got {w_left} and {w_right}")
    along = np.linspace(w_left - 0.2 * (w_right - w_left), w_right + 0.2 * (w_right - w_left), 2001)
    w_star = float(along[np.argmin(curve(along))])
    summary = []
    for side, w in (("L", w_left), ("R", w_right)):
        slope = float(curve.slope(w))
        summary.append(f"At w_{side} = {short(w)} the slope is {_sign(slope)} ({short(slope)}): {_way(slope)}.")
    return Still(
        f"A cost curve over one weight with its minimum at w_* = {short(w_star)}. {' '.join(summary)}",
        lambda figure: _draw_two_sides(
            figure.add_axes([0.07, 0.13, 0.91, 0.84]), curve, along, w_left, w_star, w_right
        ),
        height=3.8,
    )


def _sign(slope: float) -> str:
    return "positive" if slope > 0 else "negative" if slope < 0 else "zero"


def _way(slope: float) -> str:
    return "go left" if slope > 0 else "go right" if slope < 0 else "stay"


def _draw_two_sides(ax: Axes, curve: Function, along, w_left: float, w_star: float, w_right: float) -> None:
    """The curve, the tangents left and right of its minimum, and under them the arrows of movement."""
    costs = curve(along)
    width, low, height = along[-1] - along[0], costs.min(), np.ptp(costs)
    floor, level = low - 0.24 * height, low - 0.13 * height
    ax.plot(along, costs, color=FORWARD, linewidth=2.2)
    for w, side in ((w_left, 1), (w_right, -1)):
        cost, slope = float(curve(w)), float(curve.slope(w))
        _draw_tangent(ax, w, cost, slope, 0.13 * width)
        drop(ax, w, floor, cost)
        dot(ax, w, cost)
        at, words = (w + 0.03 * width * side, cost + 0.09 * height), f"slope {short(slope)}\n{_sign(slope)}"
        ax.text(*at, words, color=BACKWARD, ha=beside(side), va="center", linespacing=1.35)
        if slope:
            end = w - np.sign(slope) * 0.2 * width
            _draw_arrow(ax, (w, level), (end, level), width=2)
            ax.text((w + end) / 2, level + 0.03 * height, _way(slope), ha="center", va="bottom", bbox=LIFTED)
    drop(ax, w_star, floor, low)
    dot(ax, w_star, low, "D", size=8)
    ax.text(w_star, low + 0.07 * height, "the minimum\nslope 0", ha="center", va="bottom", linespacing=1.35)
    names = [f"${name}$\n{short(w)}" for name, w in (("w_L", w_left), ("w_*", w_star), ("w_R", w_right))]
    ax.set_xticks([w_left, w_star, w_right], names)
    ax.set(xlim=(along[0], along[-1]), ylim=(floor, low + 1.02 * height), yticks=[], ylabel="cost C[w]")


REGIMES = [  # η times a; what gradient descent does there on a parabola; its bound; where it starts; how many steps
    (0.3, "creeps", "0 < η < 1/a", -1.2, 6),
    (1.0, "lands", "η = 1/a", -1.2, 6),
    (1.7, "swings", "1/a < η < 2/a", -1.2, 6),
    (2.2, "blows up", "η > 2/a", -0.5, 5),
]


def figure_1_10(a: float = 1.0) -> Still:
    """Gradient descent on the parabola of curvature a with four learning rates, one in each regime."""
    curve = parabola(a, 0.0)
    paths = [descend_curve(curve, w, eta_a / a, steps).as_array()[:, 0] for eta_a, _, _, w, steps in REGIMES]

    def draw(figure: Figure) -> None:
        for k, (eta_a, name, bound, *_) in enumerate(REGIMES):
            ax = figure.add_axes([0.065 + 0.237 * k, 0.17, 0.21, 0.6], ylabel="" if k else "cost C")
            _draw_regime(ax, curve, paths[k])
            ax.set_title(f"{name}\n{bound}\nhere η = {short(eta_a / a)}", linespacing=1.4)

    summary = "; ".join(
        f"η = {short(eta_a / a)} {name}: {', '.join(map(short, w[:4]))} …"
        for (eta_a, name, *_), w in zip(REGIMES, paths, strict=True)
    )
    return Still(
        f"Four learning rates on C = a(w − w_*)²/2 with a = {short(a)}. w − w_* step by step: {summary}",
        draw,
        height=3.3,
    )


def _draw_regime(ax: Axes, curve: Function, w: np.ndarray) -> None:
    """One path on a parabola around 0, its first points numbered by t."""
    reach, top = 1.5, float(curve(1.5))
    along = np.linspace(-reach, reach, 121)
    ax.plot(along, curve(along), color=FORWARD, linewidth=2)
    _draw_path(ax, curve, w, size=8)
    dot(ax, w[:1], curve(w[:1]), size=8)
    for t in range(min(3, len(w))):
        out = 0.27 if w[t] > -0.05 else -0.27
        ax.text(w[t] + out, float(curve(w[t])) - 0.02 * top, str(t), ha="center", va="center")
    ax.set(xlim=(-reach - 0.15, reach + 0.15), ylim=(-0.1 * top, 1.02 * top), xticks=[-1, 0, 1], yticks=[])
    ax.set_xlabel(r"$w - w_*$", labelpad=2)


def figure_1_11(
    starts: Sequence[float] = (0.0, 0.2), flat: Sequence[float] = (-1.5, 0.1), eta: float = 0.2, steps: int = 100
) -> Still:
    """Left: two starts on the curve with two minima. Right: two starts on the curve with a plateau."""
    panels, summary = [], []
    for name, at, limits in (("two minima", starts, (-2.4, 2.4)), ("plateau", flat, (-3.0, 3.2))):
        curve = named_curve(name)
        paths = [descend_curve(curve, w, eta, steps).as_array()[:, 0] for w in at]
        panels.append((curve, paths, limits))
        summary.append(f"{name}: " + ", ".join(f"from {short(w[0])} to {short(w[-1])}" for w in paths))

    def draw(figure: Figure) -> None:
        for k, (curve, paths, limits) in enumerate(panels):
            ax = figure.add_axes([0.075 + 0.5 * k, 0.16, 0.41, 0.73], ylabel="" if k else "cost C")
            _draw_starts(ax, curve, paths, limits)
            ax.set_title(curve.name)

    return Still(f"Where {steps} steps with η = {short(eta)} lead. {'; '.join(summary)}.", draw, height=3.3)


def _draw_starts(ax: Axes, curve: Function, paths: Sequence[np.ndarray], limits) -> None:
    """A cost curve with the paths from several starts; a ring where a path begins, a diamond where it ends."""
    along = np.linspace(*limits, 301)
    costs = curve(along)
    height = np.ptp(costs[np.abs(along) < 0.9 * max(np.abs(limits))])
    ax.plot(along, costs, color=FORWARD, linewidth=2)
    for k, w in enumerate(paths):
        _draw_path(ax, curve, w, size=6)
        dot(ax, w[-1:], curve(w[-1:]), "D", size=8, zorder=4)
        ring(ax, w[:1], curve(w[:1]), size=9, zorder=5)
        above = float(curve(w[0])) + 0.07 * height
        if abs(w[-1] - w[0]) < 0.05:
            ax.text(w[0], above, f"start {short(w[0])}: stays", ha="center", va="bottom")
        else:
            side = 2 * k - 1  # the first start on the left, all others on the right
            ax.text(w[0] + 0.1 * side, above, f"start {short(w[0])}", ha=beside(side), va="bottom")
            ax.text(w[-1], float(curve(w[-1])) - 0.06 * height, f"end {short(w[-1])}", ha="center", va="top")
    ax.set(xlabel="w", xlim=limits, ylim=(costs.min() - 0.22 * height, costs.min() + 1.35 * height))


# --- another cost, and two weights (1.12, 1.13) ---

TWO_COSTS = {  # over what the prediction gives to the true answer: the cost, and how steeply it falls
    "squared error": (lambda right: (1 - right) ** 2 / 2, lambda right: 1 - right),
    "cross-entropy": (lambda right: -np.log(right), lambda right: 1 / right),
}


def figure_1_12(y: float = 1.0, predictions: Sequence[float] = (0.9, 0.5, 0.1)) -> Still:
    """Squared error and cross-entropy of one example with label y (0 or 1) over the prediction ŷ, and their slopes."""
    if y not in (0, 1):
        raise InputError(f"y: expected 0 or 1, got {y!r}")

    def draw(figure: Figure) -> None:
        _draw_two_costs(figure.add_axes([0.065, 0.165, 0.42, 0.72]), y, predictions)
        _draw_two_costs(figure.add_axes([0.565, 0.165, 0.42, 0.72]), y, predictions, slopes=True)

    summary = []
    for y_hat in predictions:
        costs = [short(cost(y_hat if y else 1 - y_hat)) for cost, _ in TWO_COSTS.values()]
        summary.append(f"ŷ = {short(y_hat)} costs {' and '.join(costs)}")
    return Still(
        f"Squared error and cross-entropy for the label {short(y)}: {', '.join(summary)}; the second grows beyond all"
        " bounds.",
        draw,
        height=3.3,
    )


def _draw_two_costs(ax: Axes, y: float, predictions: Sequence[float], slopes: bool = False) -> None:
    """Squared error and cross-entropy over the prediction ŷ for the label y (0 or 1), or the slopes of both."""
    way = 1 if y else -1
    right, given = np.linspace(0.012, 1.0, 300), np.array(predictions)
    if slopes:
        ax.set(ylim=sorted((1.7 * way, -12 * way)), title=f"slope ∂C/∂ŷ, for y = {short(y)}")
    else:
        ax.set(ylim=(-0.15, 4.7), title=f"cost C, for y = {short(y)}")
    ax.set(xlabel="prediction ŷ", xlim=(-0.02, 1.02))
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    looks = [(INK, "-", 0.05, 1.25 * way), (PATH, DASHED, 0.16, -0.6 * way)]
    for (name, (cost, fall)), (colour, line, at, rise) in zip(TWO_COSTS.items(), looks, strict=True):
        drawn, sign = (fall, -way) if slopes else (cost, 1)
        ax.plot(right if y else 1 - right, sign * drawn(right), color=colour, linestyle=line, linewidth=2)
        dot(ax, given, sign * drawn(given if y else 1 - given), size=6, colour=colour, zorder=4)
        place = (at if y else 1 - at) + 0.03 * way, sign * drawn(at) + (rise if slopes else 0.1)
        ax.text(*place, name, color=colour, ha=beside(way), va="top" if slopes and not y else "bottom")


def figure_1_13(start: Sequence[float] = (0.0, 1.0), eta: float = 0.5, steps: int = 100) -> Still:
    """Hubble's galaxies with the line on its way to them, and the same way on the cost over (w[0], w[1])."""
    x, y = hubble()
    network = Network([[list(start)]], bias=True)
    w = descend(network, x, y, eta, steps).as_array()
    last = len(w) - 1
    first, second, end = (f"({short(w[t, 0])}, {short(w[t, 1])})" for t in (0, min(1, last), last))

    def draw(figure: Figure) -> None:
        _draw_hubble(figure.add_axes([0.095, 0.15, 0.375, 0.75]), x, y, w)
        _draw_descent(figure.add_axes([0.57, 0.15, 0.41, 0.75]), network, x, y, w)

    return Still(
        f"Left: {len(x)} galaxies and the line at t = 0 and t = {last}. Right: the cost over (w[0], w[1]), a long"
        f" valley, and the path from {first} over {second} to {end}.",
        draw,
        height=3.6,
    )


def _draw_hubble(ax: Axes, x, y, w) -> None:
    """Distance and speed of the galaxies, and the line w[0] x + w[1] at a few steps of the path w (t+1, 2)."""
    dot(ax, x[:, 0], y[:, 0], size=5.5, zorder=4)
    ends, last = np.array([0.0, 2.2]), len(w) - 1
    heights = w[:, :1] * ends + w[:, 1:]  # of every line, at its two ends
    level = -np.inf
    for t in sorted({0, min(1, last), min(10, last), last}, key=lambda t: heights[t, 1]):
        style = {"color": PATH, "linewidth": 1.2, "linestyle": DASHED, "zorder": 2}
        if t == last:
            style = {"color": FORWARD, "linewidth": 2.2, "zorder": 3}
        ax.plot(ends, heights[t], **style)
        level = max(min(heights[t, 1], 1.2), level + 0.1)  # the names at the right end keep their distance
        ax.text(ends[1] + 0.03, level, f"t = {t}", va="center", color=style["color"])
    ax.set(xlabel="distance x (megaparsec)", ylabel="speed y (1000 km/s)", title="the line on its way")
    ax.set(xlim=(0, 2.85), xticks=[0, 0.5, 1, 1.5, 2], ylim=(-0.45, 1.25))


def _draw_descent(ax: Axes, network: Network, x, y, w) -> None:
    """The cost over the two weights of `network` with the path w (t+1, 2) on it."""
    panel = LandscapePanel(ax)
    low, high = np.minimum(w.min(axis=0), [-0.8, -1.0]) - 0.1, np.maximum(w.max(axis=0), [1.6, 1.2]) + 0.1
    limits = (low[0], high[0] + 0.35), (low[1], high[1] + 0.1)
    panel.set_axes("$w[0]$ (slope of the line)", "$w[1]$ (its height at x = 0)", *limits)
    across, up = panel.offsets(*w[0])
    along = direction(network, 0, 0, 0), across, direction(network, 0, 0, 1), up
    panel.shades.set_cost(landscape(network, x, y, *along).cost)
    panel.move(w[-1], w, None)
    for t in sorted({0, min(1, len(w) - 1), len(w) - 1}):
        across, up = ax.transAxes.inverted().transform(ax.transData.transform(w[t]))
        away = (-0.03 if across > 0.8 else 0.03), (-0.02 if up > 0.9 else 0.02)  # from the nearest edge
        style = {"ha": beside(away[0]), "va": "bottom" if away[1] > 0 else "top", "bbox": LIFTED, "zorder": 6}
        ax.text(across + away[0], up + away[1], f"t = {t}", transform=ax.transAxes, **style)
