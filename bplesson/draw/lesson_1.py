"""The figures of lesson 1, each named by the outline's number. `draw_…` puts one panel on given axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.curves import curve as named_curve
from bplesson.curves import parabola
from bplesson.datasets import hubble
from bplesson.descent import Path, descend, descend_curve
from bplesson.draw.palette import BACKWARD, FAINT, FORWARD, INK, MUTED, PATH
from bplesson.draw.panels import LandscapePanel
from bplesson.draw.still import Still
from bplesson.errors import InputError
from bplesson.functions import Function
from bplesson.landscape import direction, landscape
from bplesson.network import Network

DASHED, DOTTED = (0, (5, 2.5)), (0, (1, 1.5))
LIFTED = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # words that cross a line


def figure_1_2() -> Still:
    """The training loop: a random start, then four steps round and round."""
    return Still(
        "The training loop. Start with random weights; then, round and round: 1 predict (run forward), 2 measure (the"
        " cost), 3 find the way down (the slopes, backward), 4 tweak (update the weights).",
        lambda figure: draw_loop(figure.add_axes([0, 0, 1, 1])),
        height=2.7,
    )


def draw_loop(ax: Axes) -> None:
    """Four boxes in a circle, and one box from which the circle is entered."""
    ax.set(xlim=(0, 720), ylim=(270, 0))
    ax.axis("off")
    boxes = {
        (92, 60): ("start", "random weights", MUTED, DOTTED),
        (335, 60): ("1  predict", "run the network forward", FORWARD, "-"),
        (605, 60): ("2  measure", "the cost: how far off?", INK, "-"),
        (605, 210): ("3  find the way down", "the slopes, backward", BACKWARD, DASHED),
        (335, 210): ("4  tweak", "update the weights", INK, "-"),
    }
    for (x, y), (name, what, colour, line) in boxes.items():
        width = 160 if name == "start" else 204
        ax.add_patch(
            FancyBboxPatch((x - width / 2, y - 32), width, 64, boxstyle="round,pad=0,rounding_size=12", facecolor="white",
                           edgecolor=colour, linestyle=line, linewidth=1.8)
        )  # fmt: skip
        ax.text(x, y - 11, name, ha="center", va="center", weight="bold", color=colour)
        ax.text(x, y + 12, what, ha="center", va="center")
    sideways = [((174, 60), (231, 60)), ((439, 60), (501, 60)), ((501, 210), (439, 210))]
    for start, end in [*sideways, ((605, 94), (605, 176)), ((335, 176), (335, 94))]:
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=15, color=INK, linewidth=1.6,
                                     shrinkA=0, shrinkB=0))  # fmt: skip
    ax.text(470, 135, "again and again, until\nthe cost no longer falls", ha="center", va="center", color=MUTED)


def figure_1_3(deviations: Sequence[float] = (-1.0, -3.0, -4.0), tangent_at: float = -3.0) -> Still:
    """The squared error over the deviation ŷ - y, with points at `deviations` and the tangent at one deviation."""
    pairs = ", ".join(f"{short(each)} costs {short(each * each / 2)}" for each in deviations)
    return Still(
        f"The squared error over the deviation ŷ − y is a parabola that touches 0 at 0. A deviation of {pairs}."
        f" The tangent at {short(tangent_at)} has the slope {short(tangent_at)}.",
        lambda figure: draw_squared_error(figure.add_axes([0.08, 0.17, 0.89, 0.79]), deviations, tangent_at),
        height=3.4,
    )


def draw_squared_error(ax: Axes, deviations: Sequence[float], tangent_at: float) -> None:
    """The parabola (ŷ - y)²/2, points with their errors, and a tangent whose slope is the deviation itself."""
    reach = 1.15 * max(np.abs([*deviations, tangent_at, 1.0]))
    e = np.linspace(-reach, reach, 201)
    top = reach**2 / 2
    ax.plot(e, e**2 / 2, color=FORWARD, linewidth=2)
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    _tangent(ax, tangent_at, tangent_at**2 / 2, tangent_at, 0.28 * reach)
    for each in deviations:
        ax.plot([each], [each**2 / 2], "o", markersize=7, color=INK, markeredgecolor="white", zorder=5)
        inside = -1 if each > 0 else 1
        ax.plot([each, each], [0, each**2 / 2], color=MUTED, linewidth=1.2, linestyle=DOTTED, zorder=1)
        ax.text(each + 0.05 * reach * inside, each**2 / 2 + 0.015 * top, f"error {short(each**2 / 2)}",
                ha="left" if inside > 0 else "right", va="bottom")  # fmt: skip
    end = tangent_at - 0.28 * reach * np.sign(tangent_at)
    ax.text(end + 0.03 * reach, tangent_at**2 / 2 + tangent_at * (end - tangent_at), f"slope {short(tangent_at)}", color=BACKWARD,
            ha="left", va="center", bbox=LIFTED)  # fmt: skip
    ax.set(xlabel="deviation ŷ − y", ylabel="error (ŷ − y)² / 2", ylim=(-0.04 * top, 1.02 * top), xlim=(-reach, reach))


def figure_1_5(x, y, w: float = 2.0) -> Still:
    """Examples x, y (n,) with the line w x on the left; on the right what that w costs, on the curve C[w]."""
    x, y, w = np.ravel(x), np.ravel(y), float(w)
    if x.shape != y.shape or not x.any():
        raise InputError(f"x, y: expected as many labels as inputs, not all inputs 0, got {x.size} and {y.size}")
    cost = _cost_of_line(x, y, w)

    def draw(figure: Figure) -> None:
        draw_deviations(figure.add_axes([0.07, 0.17, 0.38, 0.74]), x, y, w)
        draw_cost_of_line(figure.add_axes([0.57, 0.17, 0.41, 0.74]), x, y, w)

    return Still(
        f"Left: {x.size} examples and the predictions of w = {short(w)}, which deviate by"
        f" {', '.join(short(each) for each in w * x - y)}. Right: the cost of every w, with"
        f" C = {short(cost)} marked at w = {short(w)}.",
        draw,
        height=3.2,
    )


def _cost_of_line(x, y, w):
    return np.mean((np.multiply.outer(w, x) - y) ** 2, axis=-1) / 2


def draw_deviations(ax: Axes, x, y, w: float) -> None:
    """The examples, the line ŷ = w x, and the deviation of each example as a stroke between the two."""
    right, top = 1.2 * x.max(), 1.18 * max(y.max(), w * x.max())
    low = min(0.0, 1.1 * y.min(), 1.1 * w * x.max(), 1.1 * w * x.min())
    ax.plot([0, right], [0, w * right], color=FORWARD, linewidth=2)
    for j, (at, label) in enumerate(zip(x, y, strict=True)):
        shift = 0.022 * right * np.sum(x[:j] == at)  # strokes of equal inputs stand side by side
        ax.plot([at + shift] * 2, [w * at, label], color=MUTED, linewidth=1.6, linestyle=DOTTED)
        ax.plot([at], [label], "s", markersize=7, color=INK, markeredgecolor="white", zorder=5)
        ax.plot([at], [w * at], "o", markersize=7, color=FORWARD, markeredgecolor="white", zorder=4)
        side = 1 if shift else -1
        ax.text(at + shift + 0.03 * right * side, (label + w * at) / 2, short(w * at - label), va="center",
                ha="left" if side > 0 else "right", bbox=LIFTED)  # fmt: skip
    last = int(np.argmax(x))
    away = 0.035 * (top - low) * (1 if y[last] >= w * x[last] else -1)
    for name, at, way in (("label", y[last], away), ("prediction", w * x[last], -away)):
        ax.text(x[last], at + way, name, ha="center", va="bottom" if way > 0 else "top", bbox=LIFTED)
    ax.set(xlabel="x (hours)", ylabel="y (kilometres)", xlim=(0, right), ylim=(low, top))
    ax.set_title(f"the line ŷ = {short(w)} x and its deviations")


def draw_cost_of_line(ax: Axes, x, y, w: float) -> None:
    """The cost C[w] of the line w x, with a point at w."""
    best = float(x @ y / (x @ x))
    reach = max(1.0, 1.1 * abs(w - best), abs(best))
    along = np.linspace(best - reach, best + reach, 201)
    costs, cost = _cost_of_line(x, y, along), _cost_of_line(x, y, w)
    ax.plot(along, costs, color=FORWARD, linewidth=2)
    ax.plot([w, w], [0, cost], color=MUTED, linewidth=1.2, linestyle=DOTTED)
    ax.plot([w], [cost], "o", markersize=8, color=INK, markeredgecolor="white", zorder=5)
    inside = -1 if w > best else 1
    ax.text(w + 0.07 * reach * inside, cost + 0.02 * costs.max(), f"C[{short(w)}] = {short(cost)}",
            ha="left" if inside > 0 else "right", va="bottom", bbox=LIFTED)  # fmt: skip
    ax.set(xlabel="w", ylabel="cost C[w]", ylim=(0, 1.03 * costs.max()), xlim=(along[0], along[-1]))
    ax.set_title("what every w costs")


def figure_1_7(curve: Function | str = "parabola", w_left: float = -0.6, w_right: float = 2.4) -> Still:
    """A cost curve with its minimum w_*, and a point on either side with its tangent and the way it has to move."""
    curve, w_left, w_right = named_curve(curve), float(w_left), float(w_right)
    if not w_left < w_right:
        raise InputError(f"w_left, w_right: expected w_left below w_right, got {w_left} and {w_right}")
    along = np.linspace(w_left - 0.2 * (w_right - w_left), w_right + 0.2 * (w_right - w_left), 2001)
    w_star = float(along[np.argmin(curve(along))])
    slopes = [float(curve.slope(np.asarray(w))) for w in (w_left, w_right)]
    told = [
        f"At w_{side} = {short(w)} the slope is {_sign(slope)} ({short(slope)}): {_way(slope)}."
        for side, w, slope in zip("LR", (w_left, w_right), slopes, strict=True)
    ]
    return Still(
        f"A cost curve over one weight with its minimum at w_* = {short(w_star)}. {' '.join(told)}",
        lambda figure: draw_two_sides(figure.add_axes([0.07, 0.13, 0.91, 0.84]), curve, along, w_left, w_star, w_right),
        height=3.8,
    )


def _sign(slope: float) -> str:
    return "positive" if slope > 0 else "negative" if slope < 0 else "zero"


def _way(slope: float) -> str:
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
        _tangent(ax, w, cost, slope, 0.13 * width)
        ax.plot([w, w], [floor, cost], color=MUTED, linewidth=1.2, linestyle=DOTTED, zorder=1)
        ax.plot([w], [cost], "o", markersize=9, color=INK, markeredgecolor="white", zorder=5)
        ax.text(w + 0.03 * width * side, cost + 0.09 * height, f"slope {short(slope)}\n{_sign(slope)}", color=BACKWARD,
                ha="left" if side > 0 else "right", va="center", linespacing=1.35)  # fmt: skip
        if slope:
            end = w - np.sign(slope) * 0.2 * width
            level = low - 0.13 * height
            ax.add_patch(FancyArrowPatch((w, level), (end, level), arrowstyle="-|>", mutation_scale=16, color=INK,
                                         linewidth=2, shrinkA=0, shrinkB=0, zorder=4))  # fmt: skip
            ax.text((w + end) / 2, level + 0.03 * height, _way(slope), ha="center", va="bottom", bbox=LIFTED)
    ax.plot([w_star, w_star], [floor, low], color=MUTED, linewidth=1.2, linestyle=DOTTED, zorder=1)
    ax.plot([w_star], [low], "D", markersize=8, color=INK, markeredgecolor="white", zorder=5)
    ax.text(w_star, low + 0.07 * height, "the minimum\nslope 0", ha="center", va="bottom", linespacing=1.35)
    names = [f"${name}$\n{short(w)}" for name, w in (("w_L", w_left), ("w_*", w_star), ("w_R", w_right))]
    ax.set_xticks([w_left, w_star, w_right], names)
    ax.set(yticks=[], ylabel="cost C[w]")


REGIMES = {  # η times a: what gradient descent does on a parabola, and how its bound is written
    0.3: ("creeps", "0 < η < 1/a"),
    1.0: ("lands", "η = 1/a"),
    1.7: ("swings", "1/a < η < 2/a"),
    2.2: ("blows up", "η > 2/a"),
}


def figure_1_10(a: float = 1.0) -> Still:
    """Gradient descent on the parabola of curvature a with four learning rates, one in each regime."""
    curve = parabola(a, 0.0)
    paths = {}
    for share, (name, _) in REGIMES.items():
        start, steps = (-1.2, 6) if share < 2 else (-0.5, 5)
        paths[share / a] = name, descend_curve(curve, start, share / a, steps)

    def draw(figure: Figure) -> None:
        for k, ((eta, (name, path)), (_, bound)) in enumerate(zip(paths.items(), REGIMES.values(), strict=True)):
            ax = figure.add_axes([0.065 + 0.237 * k, 0.17, 0.21, 0.6])
            draw_regime(ax, curve, path, first=k == 0)
            ax.set_title(f"{name}\n{bound}\nhere η = {short(eta)}", fontsize=10, linespacing=1.4)

    told = "; ".join(
        f"η = {short(eta)} {name}: {', '.join(short(w) for w in path.as_array()[:4, 0])} …"
        for eta, (name, path) in paths.items()
    )
    return Still(f"Four learning rates on C = a(w − w_*)²/2 with a = {short(a)}. w − w_* step by step: {told}", draw, height=3.3)


def draw_regime(ax: Axes, curve: Function, path: Path, first: bool = True) -> None:
    """One path on a parabola around 0, its first points numbered by t."""
    reach = 1.5
    along = np.linspace(-reach, reach, 121)
    ax.plot(along, curve(along), color=FORWARD, linewidth=2)
    w = path.as_array()[:, 0]
    ax.plot(w, curve(w), color=PATH, marker=".", markersize=8, linewidth=1.1, zorder=3)
    ax.plot(w[:1], curve(w[:1]), "o", markersize=8, color=INK, markeredgecolor="white", zorder=5)
    top = float(curve(np.asarray(reach)))
    for t in range(min(3, len(w))):
        out = 0.27 if w[t] > -0.05 else -0.27
        ax.text(w[t] + out, float(curve(w[t])) - 0.02 * top, str(t), ha="center", va="center", fontsize=9)
    ax.set(xlim=(-reach - 0.15, reach + 0.15), ylim=(-0.1 * top, 1.02 * top), xticks=[-1, 0, 1], yticks=[])
    ax.set_xlabel(r"$w - w_*$", labelpad=2)
    if first:
        ax.set_ylabel("cost C")


def figure_1_11(starts: Sequence[float] = (0.0, 0.2), flat: Sequence[float] = (-1.5, 0.1), eta: float = 0.2, steps: int = 100) -> Still:
    """Left: two starts on the curve with two minima. Right: two starts on the curve with a plateau."""
    panels = [("two minima", tuple(starts), (-2.4, 2.4)), ("plateau", tuple(flat), (-3.0, 3.2))]
    paths = {name: [descend_curve(named_curve(name), w, eta, steps) for w in at] for name, at, _ in panels}

    def draw(figure: Figure) -> None:
        for k, (name, _, limits) in enumerate(panels):
            ax = figure.add_axes([0.075 + 0.5 * k, 0.16, 0.41, 0.73])
            draw_starts(ax, named_curve(name), paths[name], limits)
            ax.set_title(name)
            ax.set_ylabel("" if k else "cost C")

    told = "; ".join(
        f"{name}: " + ", ".join(f"from {short(w[0])} to {short(w[-1])}" for w in (path.as_array()[:, 0] for path in each))
        for name, each in paths.items()
    )
    return Still(f"Where {steps} steps with η = {short(eta)} lead. {told}.", draw, height=3.3)


def draw_starts(ax: Axes, curve: Function, paths: Sequence[Path], limits) -> None:
    """A cost curve with the paths from several starts; a ring where a path begins, a diamond where it ends."""
    along = np.linspace(*limits, 301)
    costs = curve(along)
    height = np.ptp(costs[np.abs(along) < 0.9 * max(np.abs(limits))])
    ax.plot(along, costs, color=FORWARD, linewidth=2)
    for k, path in enumerate(paths):
        w = path.as_array()[:, 0]
        ax.plot(w, curve(w), color=PATH, marker=".", markersize=6, linewidth=1.1, zorder=3)
        ax.plot(w[-1:], curve(w[-1:]), "D", markersize=8, color=INK, markeredgecolor="white", zorder=4)
        ax.plot(w[:1], curve(w[:1]), "o", markersize=9, markerfacecolor="white", markeredgecolor=INK, zorder=5)
        stays = abs(w[-1] - w[0]) < 0.05
        ax.text(w[0] + (0 if stays else 0.1 * (2 * k - 1)), float(curve(w[0])) + 0.07 * height,
                f"start {short(w[0])}" + (": stays" if stays else ""), ha="center" if stays else ("right", "left")[k],
                va="bottom")  # fmt: skip
        if not stays:
            ax.text(w[-1], float(curve(w[-1])) - 0.06 * height, f"end {short(w[-1])}", ha="center", va="top")
    ax.set(xlabel="w", xlim=limits, ylim=(costs.min() - 0.22 * height, costs.min() + 1.35 * height))


def figure_1_12(y: float = 1.0, predictions: Sequence[float] = (0.9, 0.5, 0.1)) -> Still:
    """Squared error and cross-entropy of one example with label y (0 or 1) over the prediction ŷ, and their slopes."""
    if y not in (0, 1):
        raise InputError(f"y: expected 0 or 1, got {y!r}")
    right = np.linspace(0.012, 1.0, 300)  # the probability that the prediction gives to the true answer
    y_hat = right if y else 1 - right
    way = 1 if y else -1
    lines = {
        "squared error": (FORWARD, "-", lambda q: (1 - q) ** 2 / 2, lambda q: -way * (1 - q)),
        "cross-entropy": (PATH, DASHED, lambda q: -np.log(q), lambda q: -way / q),
    }

    def draw(figure: Figure) -> None:
        for k, title in enumerate(("cost C", "slope ∂C/∂ŷ")):
            ax = figure.add_axes([0.065 + 0.5 * k, 0.165, 0.42, 0.72])
            at = np.array(predictions) if y else 1 - np.array(predictions)
            for name, (colour, line, *curves) in lines.items():
                ax.plot(y_hat, curves[k](right), color=colour, linestyle=line, linewidth=2)
                ax.plot(predictions, curves[k](at), "o", color=colour, markersize=6, markeredgecolor="white", zorder=4)
            draw_two_costs_frame(ax, k, y, lines)
            ax.set_title(f"{title}, for y = {short(y)}")

    told = ", ".join(
        f"ŷ = {short(p)} costs {short((p - y) ** 2 / 2)} and {short(-np.log(p if y else 1 - p))}" for p in predictions
    )
    return Still(f"Squared error and cross-entropy for the label {short(y)}: {told}; the second grows beyond all bounds.", draw, height=3.3)


def draw_two_costs_frame(ax: Axes, k: int, y: float, lines: dict) -> None:
    """Limits, axis names and the names of the two lines on the lines themselves."""
    way = 1 if y else -1
    ax.set(xlabel="prediction ŷ", xlim=(-0.02, 1.02), ylim=(-0.15, 4.7) if k == 0 else sorted((1.7 * way, -12 * way)))
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    for name, (colour, _, *curves) in lines.items():
        q = 0.05 if name == "squared error" else 0.16
        rise = 0.1 if k == 0 else 1.25 * way if name == "squared error" else -0.6 * way
        at = q if y else 1 - q
        ax.text(at + 0.03 * way, curves[k](q) + rise, name, color=colour, ha="left" if y else "right",
                va="bottom" if k == 0 or y else "top")  # fmt: skip


def figure_1_13(start: Sequence[float] = (-0.5, 1.0), eta: float = 0.5, steps: int = 100) -> Still:
    """Hubble's galaxies with the line on its way to them, and the same way on the cost over (w_1, w_2)."""
    x, y = hubble()
    network = Network([[list(start)]], bias=True)
    path = descend(network, x, y, eta, steps)
    w = path.as_array()

    def draw(figure: Figure) -> None:
        draw_hubble(figure.add_axes([0.08, 0.15, 0.385, 0.75]), x, y, w)
        draw_descent(figure.add_axes([0.57, 0.15, 0.405, 0.75]), network, x, y, w)

    return Still(
        f"Left: 24 galaxies and the line at t = 0 and t = {len(w) - 1}. Right: the cost over (w_1, w_2), a long valley, and"
        f" the path from ({short(w[0, 0])}, {short(w[0, 1])}) to ({short(w[-1, 0])}, {short(w[-1, 1])}): a few long"
        f" steps down into the valley, then short ones along it.",
        draw,
        height=3.6,
    )


def draw_hubble(ax: Axes, x, y, w) -> None:
    """Distance and speed of the galaxies, and the line w_1 x + w_2 at a few steps of the path w (t+1, 2)."""
    ax.plot(x[:, 0], y[:, 0], "o", markersize=5.5, color=INK, markeredgecolor="white", zorder=4)
    ends = np.array([0.0, 2.2])
    last = len(w) - 1
    for t in sorted({0, min(1, last), min(10, last), last}):
        line = w[t, 0] * ends + w[t, 1]
        ax.plot(ends, line, color=FORWARD if t == last else PATH, linewidth=2.2 if t == last else 1.2,
                linestyle="-" if t == last else DASHED, zorder=3 if t == last else 2)  # fmt: skip
        ax.text(ends[1] + 0.03, line[1], f"t = {t}", va="center", fontsize=9, color=FORWARD if t == last else PATH)
    ax.set(xlabel="distance x (megaparsec)", ylabel="speed y (1000 km/s)", xlim=(0, 2.55), ylim=(-0.45, 1.25))
    ax.set_title("the line on its way")


def draw_descent(ax: Axes, network: Network, x, y, w) -> None:
    """The cost over the two weights of `network` with the path w (t+1, 2) on it."""
    panel = LandscapePanel(ax)
    low, high = np.minimum(w.min(axis=0), [-0.8, -1.0]) - 0.1, np.maximum(w.max(axis=0), [1.6, 1.2]) + 0.1
    panel.frame(r"$w_1$ (slope of the line)", r"$w_2$ (its height at x = 0)", (low[0], high[0]), (low[1], high[1]))
    across, up = panel.offsets(*w[0])
    panel.relief.set_cost(landscape(network, x, y, direction(network, 0, 0, 0), across, direction(network, 0, 0, 1), up).cost)
    panel.move(w[-1], w, None)
    for t, way in ((0, 1), (len(w) - 1, 1)):
        ax.text(w[t, 0] + 0.06 * way, w[t, 1] + 0.06, f"t = {t}", fontsize=9.5, va="bottom", bbox=LIFTED, zorder=6)


def short(value: float) -> str:
    """At most three significant digits and no idle zeros, with a true minus sign: a still needs no fixed width."""
    return f"{round(float(value), 6):.3g}".replace("-", "−")


def _tangent(ax: Axes, w: float, cost: float, slope: float, reach: float) -> None:
    """The tangent at (w, cost), `reach` to either side."""
    ax.plot([w - reach, w + reach], [cost - slope * reach, cost + slope * reach], color=BACKWARD, linewidth=2, linestyle=DASHED, zorder=4)
