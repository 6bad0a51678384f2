"""The sentence under one weight on its cost curve: where it stands, and what the learning rate does."""

import numpy as np

from bplesson.kit.sentence import beyond_parabola, downhill, rises, smaller_eta, spoken, too_large
from bplesson.kit.words import number

SLOPE_PHASES = {
    "forward": "<b>Forward</b>: here we stand, at the weight w.",
    "cost": "<b>Cost</b>: the curve says what this weight costs.",
    "backward": "<b>Backward</b>: the tangent gives the slope.",
    "update": "<b>Update</b>: the step is −η · slope.",
}


def slope_notice(explorer, a: float | None, bend: float, cost_after: float | None) -> str:
    """The line for a curve; `a` is its curvature if it is a parabola, `bend` the curvature at the point."""
    guesses, phase = explorer._prediction, explorer._phase_seen
    sentence = _slope_sentence(explorer, a, bend, cost_after) if phase == "update" and not explorer._reserved else ""
    about = "" if guesses.open and explorer.phase == explorer.rest else SLOPE_PHASES[phase]
    return spoken(f"<b>Step {explorer.t}.</b>", guesses.told, about, sentence or guesses.says)


def _slope_sentence(explorer, a, bend, cost_after) -> str:
    slope, eta = explorer.slope, explorer.eta
    if explorer.status == "undefined":
        return f"⚠ {explorer.undefined}. {smaller_eta(explorer) if np.isfinite(slope) else ''}"
    if explorer.status == "converged":
        where = f"{_place(explorer, bend)}, and nothing moves"
        if slope == 0:
            return f"The slope is 0: this is {where}."
        return f"The slope is nearly 0, {number(slope)}: this is {where} that could be seen."
    if cost_after is None or (rises(explorer.cost, cost_after) and a is None):
        return too_large(explorer, bend, cost_after)
    if a is not None:
        return _regime(eta, a)
    if abs(slope) < 0.01 and bend < 0.01:
        place = _place(explorer, bend)
        near = "On" if place == "a plateau" else "Near"
        return f"{near} {place}: the slope is only {number(slope)}, so the step is tiny."
    above = beyond_parabola(bend) if 2 / eta < bend < np.inf else ""
    return f"{downhill(explorer.cost, cost_after)} {above}"


def _place(explorer, bend: float) -> str:
    """What is here, where the slope is nearly 0: told from the slopes on both sides."""
    aside = min(0.5, 1e-3 + 4 * abs(explorer.slope / bend)) if bend else 0.5  # well beyond where the slope might be 0
    left, right = (float(explorer._function.slope(np.asarray(explorer.w + step))) for step in (-aside, aside))
    if left < 0 < right:
        return "a minimum"
    return "the top of a hill" if right < 0 < left else "a plateau"


def _regime(eta: float, a: float) -> str:
    """What η does on a parabola of curvature a, and the bound it is measured against (1.10)."""
    left, one, two = abs(1 - eta * a), f"1/a = {number(1 / a)}", f"2/a = {number(2 / a)}"
    if abs(eta * a - 1) < 1e-9:
        return f"η = {one}: the step lands on the minimum at once."
    if eta * a < 1:
        return f"η is below {one}: it creeps, and each step leaves {number(left)} of the distance to the minimum."
    if abs(eta * a - 2) < 1e-9:
        return f"η = {two}: it hops for ever between two points."
    if eta * a < 2:
        return f"η is between {one} and {two}: it swings across. Each step leaves {number(left)} of the distance."
    return f"⚠ η is above {two}: it <b>diverges</b>. Each step makes the distance {number(left)} times as large."
