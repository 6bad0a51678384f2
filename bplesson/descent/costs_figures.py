"""The panels of lesson 1 that are about the cost (1.2 to 1.5, 1.12): each puts one picture on given axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.kit.palette import BACKWARD, DASHED, DOTTED, FAINT, FORWARD, INK, LIFTED, MUTED, PATH
from bplesson.kit.panels import dot, drop
from bplesson.kit.words import short


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
            FancyBboxPatch((x - width / 2, y - 32), width, 64, boxstyle="round,pad=0,rounding_size=12",
                           facecolor="white", edgecolor=colour, linestyle=line, linewidth=1.8)
        )  # fmt: skip
        ax.text(x, y - 11, name, ha="center", va="center", weight="bold", color=colour)
        ax.text(x, y + 12, what, ha="center", va="center")
    sideways = [((174, 60), (231, 60)), ((439, 60), (501, 60)), ((501, 210), (439, 210))]
    for start, end in [*sideways, ((605, 94), (605, 176)), ((335, 176), (335, 94))]:
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=15, color=INK, linewidth=1.6,
                                     shrinkA=0, shrinkB=0))  # fmt: skip
    ax.text(470, 135, "again and again, until\nthe cost no longer falls", ha="center", va="center", color=MUTED)


def draw_squared_error(ax: Axes, deviations: Sequence[float], tangent_at: float) -> None:
    """The parabola (ŷ - y)²/2, points with their errors, and a tangent whose slope is the deviation itself."""
    reach = 1.15 * max(np.abs([*deviations, tangent_at, 1.0]))
    e = np.linspace(-reach, reach, 201)
    top = reach**2 / 2
    ax.plot(e, e**2 / 2, color=FORWARD, linewidth=2)
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    draw_tangent(ax, tangent_at, tangent_at**2 / 2, tangent_at, 0.28 * reach)
    for each in deviations:
        dot(ax, each, each**2 / 2, size=7)
        inside = -1 if each > 0 else 1
        drop(ax, each, 0, each**2 / 2)
        ax.text(each + 0.05 * reach * inside, each**2 / 2 + 0.015 * top, f"error {short(each**2 / 2)}",
                ha="left" if inside > 0 else "right", va="bottom")  # fmt: skip
    end = tangent_at - 0.28 * reach * np.sign(tangent_at)
    inside = -1 if tangent_at > 0 else 1
    height = tangent_at**2 / 2 + tangent_at * (end - tangent_at) - 0.015 * top
    ax.text(end - 0.03 * reach * inside, height, f"slope {short(tangent_at)}", color=BACKWARD,
            ha="right" if inside > 0 else "left", va="center")  # fmt: skip
    ax.set(xlabel="deviation ŷ − y", ylabel="error (ŷ − y)² / 2", ylim=(-0.04 * top, 1.02 * top), xlim=(-reach, reach))


def cost_of_line(x, y, w):
    """C[w] (1.5) of the line w x for the examples x, y (n,); w of any shape."""
    return np.mean((np.multiply.outer(w, x) - y) ** 2, axis=-1) / 2


def draw_deviations(ax: Axes, x, y, w: float) -> None:
    """The examples, the line ŷ = w x, and the deviation of each example as a stroke between the two."""
    right, top = 1.2 * x.max(), 1.18 * max(y.max(), w * x.max())
    low = min(0.0, 1.1 * y.min(), 1.1 * w * x.max(), 1.1 * w * x.min())
    ax.plot([0, right], [0, w * right], color=FORWARD, linewidth=2)
    for j, (at, label) in enumerate(zip(x, y, strict=True)):
        shift = 0.022 * right * np.sum(x[:j] == at)  # strokes of equal inputs stand side by side
        ax.plot([at + shift] * 2, [w * at, label], color=MUTED, linewidth=1.6, linestyle=DOTTED)
        dot(ax, at, label, "s", size=7)
        dot(ax, at, w * at, size=7, colour=FORWARD, zorder=4)
        side = 1 if shift else -1
        if abs(label - w * at) > 0.02 * (top - low):
            ax.text(at + shift + 0.03 * right * side, (label + w * at) / 2, short(w * at - label), va="center",
                    ha="left" if side > 0 else "right", bbox=LIFTED)  # fmt: skip
    last = int(np.argmax(x))
    above = (top - low) * (1 if y[last] >= w * x[last] else -1)
    names = [("label", y[last], 0.035 * above), ("prediction", w * x[last], -0.1 * above)]
    if abs(y[last] - w * x[last]) < 0.02 * (top - low):
        names = [("label and prediction", y[last], -0.1 * above)]
    for name, at, way in names:
        ax.text(x[last], at + way, name, ha="center", va="bottom" if way > 0 else "top", bbox=LIFTED)
    ax.set(xlabel="x (hours)", ylabel="y (kilometres)", xlim=(0, right), ylim=(low, top))
    ax.set_title(f"the line ŷ = {short(w)} x and its deviations")


def draw_cost_of_line(ax: Axes, x, y, w: float) -> None:
    """The cost C[w] of the line w x, with a point at w."""
    best = float(x @ y / (x @ x))
    reach = max(1.0, 1.1 * abs(w - best), abs(best))
    along = np.linspace(best - reach, best + reach, 201)
    costs, cost = cost_of_line(x, y, along), cost_of_line(x, y, w)
    ax.plot(along, costs, color=FORWARD, linewidth=2)
    ax.plot([w, w], [0, cost], color=MUTED, linewidth=1.2, linestyle=DOTTED)
    dot(ax, w, cost, size=8)
    inside = 0 if abs(w - best) < 0.3 * reach else -1 if w > best else 1
    rise = 0.02 if inside else 0.12  # near the minimum the curve leaves room only above itself
    ax.text(w + 0.07 * reach * inside, cost + rise * costs.max(), f"C[{short(w)}] = {short(cost)}",
            ha=("center", "left", "right")[inside], va="bottom")  # fmt: skip
    ax.set(xlabel="w", ylabel="cost C[w]", ylim=(0, 1.03 * costs.max()), xlim=(along[0], along[-1]))
    ax.set_title("what every w costs")


def draw_two_costs(ax: Axes, y: float, predictions: Sequence[float], slopes: bool = False) -> None:
    """Squared error and cross-entropy over the prediction ŷ for the label y (0 or 1), or the slopes of both."""
    way = 1 if y else -1
    right = np.linspace(0.012, 1.0, 300)  # what the prediction gives to the true answer: ŷ or 1 - ŷ
    if slopes:
        costs = {"squared error": lambda q: -way * (1 - q), "cross-entropy": lambda q: -way / q}
        ax.set(ylim=sorted((1.7 * way, -12 * way)), title=f"slope ∂C/∂ŷ, for y = {short(y)}")
    else:
        costs = {"squared error": lambda q: (1 - q) ** 2 / 2, "cross-entropy": lambda q: -np.log(q)}
        ax.set(ylim=(-0.15, 4.7), title=f"cost C, for y = {short(y)}")
    ax.set(xlabel="prediction ŷ", xlim=(-0.02, 1.02))
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    for name, colour, line, at in (("squared error", INK, "-", 0.05), ("cross-entropy", PATH, DASHED, 0.16)):
        cost = costs[name]
        ax.plot(right if y else 1 - right, cost(right), color=colour, linestyle=line, linewidth=2)
        shown = np.array(predictions) if y else 1 - np.array(predictions)
        dot(ax, predictions, cost(shown), size=6, colour=colour, zorder=4)
        rise = 0.1 if not slopes else 1.25 * way if name == "squared error" else -0.6 * way
        ax.text((at if y else 1 - at) + 0.03 * way, cost(at) + rise, name, color=colour, ha="left" if y else "right",
                va="top" if slopes and not y else "bottom")  # fmt: skip


def draw_tangent(ax: Axes, w: float, cost: float, slope: float, reach: float) -> None:
    """The tangent at (w, cost), `reach` to either side."""
    ends = np.array([-reach, reach])
    ax.plot(w + ends, cost + slope * ends, color=BACKWARD, linewidth=2, linestyle=DASHED, zorder=4)
