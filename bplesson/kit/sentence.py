"""The sentence under the diagram: where things stand, what goes wrong, and the bound that was broken."""

from collections.abc import Callable

import numpy as np

from bplesson.kit.own_sentence import own_sentence
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.words import change, kept, number

UNSEEN = 1e-6  # of the cost: a change by less is not told as a rise or a fall, it may be rounding
HALVINGS = 60  # of η, until one is found with which the cost falls
DIVERGED = "⚠ <b>Diverged</b>: the next step leads beyond all bounds."
PHASES = {
    "forward": "<b>Forward</b>: the input runs to the right, and every value on the way is kept.",
    "cost": "<b>Cost</b>: the prediction is compared with the label.",
    "backward": "<b>Backward</b>: the deviation runs to the left, and δ times a value is a derivative.",
    "update": "<b>Update</b>: every weight moves by −η times its own derivative.",
}


def spoken(*sentences: str) -> str:
    """The sentences as HTML, empty ones left out: a screen reader says them when they change."""
    return f'<span aria-live="polite">{" ".join(filter(None, sentences))}</span>'


# what the next step does ---------------------------------------------------------------------------------------------
def rises(before: float, after: float) -> bool:
    """Whether the cost goes up by more than rounding."""
    return after - before > UNSEEN * abs(before)


def downhill(before: float, after: float) -> str:
    """What the next step does to the cost, when it does well."""
    if abs(after - before) <= UNSEEN * abs(before):
        return f"One step of gradient descent changes the cost, {number(before)}, by less than a millionth of it."
    return f"One step of gradient descent takes the cost {change(before, after)}."


def too_large(explorer, bend: float, after: float | None) -> str:
    """That the next step raises the cost, or leads beyond all bounds (`after` None), and an η with which it falls.

    `bend` is the curvature at the point. 2/bend is a bound on a parabola alone (1.10), so it is said to be one.
    """
    said = DIVERGED
    if after is not None:
        said = f"⚠ The next step <b>overshoots</b>: the cost goes up, {change(explorer.cost, after)}."
    said += f" {smaller_eta(explorer)}"
    if 2 / explorer.eta < bend < np.inf:
        below = f"any η below 2/curvature = {number(2 / bend)} would lower it"
        said += f" On a parabola that bends as the cost does here, {below}."
    return said


def beyond_parabola(bend: float) -> str:
    """Why the cost may fall although η is above 2/bend."""
    bound = f"2/curvature = {number(2 / bend)}"
    return f"It falls although η is above {bound}: that is a bound for parabolas, and this cost is none."


def smaller_eta(explorer) -> str:
    """The first of η/2, η/4, … with which the cost was computed and is lower; "" if there is none."""
    for k in range(1, HALVINGS):
        eta = kept(explorer.eta / 2**k, 2)  # as it is shown: it is the number on the screen that has to work
        cost = explorer._cost_with(eta)
        if np.isfinite(cost) and explorer.cost - cost > UNSEEN * abs(explorer.cost):
            to = f" to {number(cost)}" if number(cost) != number(explorer.cost) else ""
            return f"With η = {number(eta)} the cost would fall{to}."
    return ""


# of explorers of weights ---------------------------------------------------------------------------------------------
def network_notice(explorer, flat: Callable, faint: Callable) -> str:
    """The line for an explorer of weights; `flat` says why every derivative is 0, `faint` why some are nearly so."""
    guesses = explorer._prediction
    here = f"<b>Step {explorer.t}.</b>", guesses.told, PHASES[explorer._phase_seen]
    if explorer.phase in FORWARD_ONLY:
        return spoken(*here, guesses.says)
    own = own_sentence(explorer._own, explorer.derivatives, ", and below them stand the right ones")
    if guesses.open or explorer._reserved:
        return spoken(*here, own, guesses.says)
    wrong = explorer.derivatives.wrong and explorer.status != "undefined"
    return spoken(*here, own, _own_step(explorer) if wrong else _sentence(explorer, flat, faint))


def _own_step(explorer) -> str:
    """What the next step does that goes by wrong derivatives, and what the right one would do."""
    right = float(explorer.network.step(explorer.passes.gradients, explorer.eta).mean_cost(explorer.x, explorer.y))
    said = own_step(explorer.cost, explorer.cost_after, right)
    return "By your derivatives nothing moves." if explorer.status == "converged" else said


def own_step(cost: float, after: float | None, right: float) -> str:
    """What a step by wrong derivatives does, to a cost `after` it or, None, beyond all bounds, and the right one."""
    if after is None:
        return DIVERGED
    if rises(cost, after):
        said = f"Your next step <b>climbs</b>: the cost goes up, {change(cost, after)}."
    else:
        said = f"Your next step takes the cost {change(cost, after)} all the same."
    if number(right) == number(after):
        return f"{said} To three digits the right one does the same."
    return f"{said} The right one would take it to {number(right)}."


def _sentence(explorer, flat, faint) -> str:
    if explorer.status == "undefined":
        ahead = explorer.after_undefined
        return f"⚠ {explorer.undefined}. {smaller_eta(explorer) if ahead else ''}"
    if explorer.status == "converged":
        return _at_rest(explorer, flat, faint)
    cost_after = explorer.cost_after
    if cost_after is None or rises(explorer.cost, cost_after):
        return too_large(explorer, explorer._bend(), cost_after)  # the bend is asked only here: it takes many passes
    above = ""
    if explorer.eta * explorer._bend_along() > 2 and explorer.eta * (bend := explorer._bend()) > 2:
        above = beyond_parabola(bend)
    return " ".join(filter(None, (downhill(explorer.cost, cost_after), above, faint(explorer))))


def _at_rest(explorer, flat, faint) -> str:
    """Why nothing moves, or nothing that could be seen."""
    gradients = explorer.seen.gradients  # what is only rounding is 0
    largest, right = max(float(np.abs(g).max()) for g in gradients), explorer.cost < 1e-9
    if largest == 0 and right:
        return "The prediction equals the label: no error, so every derivative is 0 and nothing moves."
    if largest == 0:
        enters = explorer.passes.q[0].any()
        why = flat(explorer) if enters else "What enters is 0, and every product with a 0 is 0."
        return f"Every derivative is 0, though the prediction is wrong: nothing moves. {why}"
    if right:
        return f"The prediction nearly equals the label. {nearly_0(largest)}: nothing moves that could be seen."
    wrong = "though the prediction is wrong: nothing moves that could be seen."
    return f"{nearly_0(largest)}, {wrong} {faint(explorer)}"


def nearly_0(largest: float) -> str:
    """That all derivatives are small, as a sentence that goes on."""
    return f"Every derivative is nearly 0, the largest {number(largest)} in size"


def saddle(explorer) -> str:
    """That the cost falls one way and rises another, if it does, and whether the map can show it."""
    if explorer._around() != (True, True):
        return ""
    level = " The map is level there: its two weights alone change nothing." if explorer._level_map() else ""
    return f"A saddle: nearby the cost falls one way and rises another.{level}"
