"""The figures of lesson 1, each named by the outline's number."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from bplesson.checks.functions import Function
from bplesson.data.datasets import hubble
from bplesson.descent.costs_figures import (
    cost_of_line,
    draw_cost_of_line,
    draw_deviations,
    draw_loop,
    draw_squared_error,
    draw_two_costs,
)
from bplesson.descent.curves import curve as named_curve
from bplesson.descent.curves import descend_curve, parabola
from bplesson.descent.steps_figures import (
    draw_descent,
    draw_hubble,
    draw_regime,
    draw_starts,
    draw_two_sides,
    pair,
    sign,
    way,
)
from bplesson.engine.descent import descend
from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.kit.figure import Still
from bplesson.kit.words import short


def figure_1_2() -> Still:
    """The training loop: a random start, then four steps round and round."""
    return Still(
        "The training loop. Start with random weights; then, round and round: 1 predict (run forward), 2 measure (the"
        " cost), 3 find the way down (the slopes, backward), 4 tweak (update the weights).",
        lambda figure: draw_loop(figure.add_axes([0, 0, 1, 1])),
        height=2.7,
    )


def figure_1_3(deviations: Sequence[float] = (-1.0, -3.0, -4.0), tangent_at: float = -3.0) -> Still:
    """The squared error over the deviation ŷ - y, with points at `deviations` and the tangent at one deviation."""
    pairs = ", ".join(f"{short(each)} costs {short(each * each / 2)}" for each in deviations)
    return Still(
        f"The squared error over the deviation ŷ − y is a parabola that touches 0 at 0. A deviation of {pairs}."
        f" The tangent at {short(tangent_at)} has the slope {short(tangent_at)}.",
        lambda figure: draw_squared_error(figure.add_axes([0.08, 0.17, 0.89, 0.79]), deviations, tangent_at),
        height=3.4,
    )


def figure_1_5(x, y, w: float = 2.0) -> Still:
    """Examples x, y (n,) with the line w x on the left; on the right what that w costs, on the curve C[w]."""
    x, y, w = np.ravel(x), np.ravel(y), float(w)
    if x.shape != y.shape or not x.any():
        raise InputError(f"x, y: expected as many labels as inputs, not all inputs 0, got {x.size} and {y.size}")
    cost = cost_of_line(x, y, w)

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


def figure_1_7(curve: Function | str = "parabola", w_left: float = -0.6, w_right: float = 2.4) -> Still:
    """A cost curve with its minimum w_*, and a point on either side with its tangent and the way it has to move."""
    curve, w_left, w_right = named_curve(curve), float(w_left), float(w_right)
    if not w_left < w_right:
        raise InputError(f"w_left, w_right: expected w_left below w_right, got {w_left} and {w_right}")
    along = np.linspace(w_left - 0.2 * (w_right - w_left), w_right + 0.2 * (w_right - w_left), 2001)
    w_star = float(along[np.argmin(curve(along))])
    slopes = [float(curve.slope(np.asarray(w))) for w in (w_left, w_right)]
    summary = [
        f"At w_{side} = {short(w)} the slope is {sign(slope)} ({short(slope)}): {way(slope)}."
        for side, w, slope in zip("LR", (w_left, w_right), slopes, strict=True)
    ]
    return Still(
        f"A cost curve over one weight with its minimum at w_* = {short(w_star)}. {' '.join(summary)}",
        lambda figure: draw_two_sides(figure.add_axes([0.07, 0.13, 0.91, 0.84]), curve, along, w_left, w_star, w_right),
        height=3.8,
    )


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

    summary = "; ".join(
        f"η = {short(eta)} {name}: {', '.join(short(w) for w in path.as_array()[:4, 0])} …"
        for eta, (name, path) in paths.items()
    )
    return Still(
        f"Four learning rates on C = a(w − w_*)²/2 with a = {short(a)}. w − w_* step by step: {summary}",
        draw,
        height=3.3,
    )


def figure_1_11(
    starts: Sequence[float] = (0.0, 0.2), flat: Sequence[float] = (-1.5, 0.1), eta: float = 0.2, steps: int = 100
) -> Still:
    """Left: two starts on the curve with two minima. Right: two starts on the curve with a plateau."""
    panels = [("two minima", tuple(starts), (-2.4, 2.4)), ("plateau", tuple(flat), (-3.0, 3.2))]
    paths = {name: [descend_curve(named_curve(name), w, eta, steps) for w in at] for name, at, _ in panels}

    def draw(figure: Figure) -> None:
        for k, (name, _, limits) in enumerate(panels):
            ax = figure.add_axes([0.075 + 0.5 * k, 0.16, 0.41, 0.73])
            draw_starts(ax, named_curve(name), paths[name], limits)
            ax.set_title(name)
            ax.set_ylabel("" if k else "cost C")

    summary = "; ".join(
        f"{name}: "
        + ", ".join(f"from {short(w[0])} to {short(w[-1])}" for w in (path.as_array()[:, 0] for path in each))
        for name, each in paths.items()
    )
    return Still(f"Where {steps} steps with η = {short(eta)} lead. {summary}.", draw, height=3.3)


def figure_1_12(y: float = 1.0, predictions: Sequence[float] = (0.9, 0.5, 0.1)) -> Still:
    """Squared error and cross-entropy of one example with label y (0 or 1) over the prediction ŷ, and their slopes."""
    if y not in (0, 1):
        raise InputError(f"y: expected 0 or 1, got {y!r}")

    def draw(figure: Figure) -> None:
        draw_two_costs(figure.add_axes([0.065, 0.165, 0.42, 0.72]), y, predictions)
        draw_two_costs(figure.add_axes([0.565, 0.165, 0.42, 0.72]), y, predictions, slopes=True)

    summary = ", ".join(
        f"ŷ = {short(p)} costs {short((p - y) ** 2 / 2)} and {short(-np.log(p if y else 1 - p))}" for p in predictions
    )
    return Still(
        f"Squared error and cross-entropy for the label {short(y)}: {summary}; the second grows beyond all bounds.",
        draw,
        height=3.3,
    )


def figure_1_13(start: Sequence[float] = (0.0, 1.0), eta: float = 0.5, steps: int = 100) -> Still:
    """Hubble's galaxies with the line on its way to them, and the same way on the cost over (w[0], w[1])."""
    x, y = hubble()
    network = Network([[list(start)]], bias=True)
    path = descend(network, x, y, eta, steps)
    w = path.as_array()

    def draw(figure: Figure) -> None:
        draw_hubble(figure.add_axes([0.095, 0.15, 0.375, 0.75]), x, y, w)
        draw_descent(figure.add_axes([0.585, 0.15, 0.395, 0.75]), network, x, y, w)

    return Still(
        f"Left: {len(x)} galaxies and the line at t = 0 and t = {len(w) - 1}. Right: the cost over (w[0], w[1]), a long"
        f" valley, and the path from {pair(w[0])} over {pair(w[min(1, len(w) - 1)])} to {pair(w[-1])}.",
        draw,
        height=3.6,
    )
