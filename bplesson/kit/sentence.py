"""The sentence under the diagram: where things stand, what goes wrong, and the bound that was broken."""

from collections.abc import Callable

import numpy as np

from bplesson.kit.words import number, sub

UNSEEN = 1e-6  # of the cost: a change by less is not told as a rise or a fall, it may be rounding
HALVINGS = 60  # of η, until one is found with which the cost falls

PHASES = {
    "forward": "<b>Forward</b>: the input runs to the right, and every value on the way is kept.",
    "cost": "<b>Cost</b>: the prediction is compared with the label.",
    "backward": "",
    "update": "<b>Update</b>: every weight moves by −η times its own derivative.",
}


SLOPE_PHASES = {
    "forward": "<b>Forward</b>: here we stand, at the weight w.",
    "cost": "<b>Cost</b>: the curve says what this weight costs.",
    "backward": "<b>Backward</b>: the tangent gives the slope.",
    "update": "",
}


def line(t: int, said: str, sentence: str) -> str:
    """The step number, what the sub-step does, and the sentence, as HTML."""
    return f'<span aria-live="polite"><b>Step {t}.</b> {said} {sentence}</span>'


def too_large(explorer, bend: float, after: float | None) -> str:
    """That the next step raises the cost, or leads beyond all bounds (`after` None), and an η with which it falls.

    `bend` is the curvature at the point. 2/bend is a bound on a parabola alone (1.10), so it is said to be one.
    """
    if after is None:
        said = "⚠ <b>Diverged</b>: the next step leads beyond all bounds."
    else:
        said = f"⚠ The next step <b>overshoots</b>: the cost goes up, {change(explorer.cost, after)}."
    return f"{said} {smaller_eta(explorer)}{parabola_bound(explorer.eta, bend)}"


def smaller_eta(explorer) -> str:
    """The first of η/2, η/4, … with which the cost was computed and is lower; "" if there is none."""
    for k in range(1, HALVINGS):
        eta = float(f"{explorer.eta / 2**k:.2g}")  # as it is shown: it is the number on the screen that has to work
        cost = explorer._cost_with(eta)
        if np.isfinite(cost) and explorer.cost - cost > UNSEEN * abs(explorer.cost):
            to = f" to {number(cost)}" if number(cost) != number(explorer.cost) else ""
            return f"With η = {number(eta)} the cost would fall{to}."
    return ""


def parabola_bound(eta: float, bend: float) -> str:
    """What 2/bend says where η is above it: something about a parabola, nothing about this one step."""
    if not 2 / eta < bend < np.inf:
        return ""
    return (
        f" On a parabola that bends as the cost does here, any η below 2/curvature = {number(2 / bend)} would lower it."
    )


def beyond_parabola(bend: float) -> str:
    """Why the cost may fall although η is above 2/bend."""
    return (
        f"It falls although η is above 2/curvature = {number(2 / bend)}: that is a bound for parabolas,"
        " and this cost is none."
    )


def rises(before: float, after: float) -> bool:
    """Whether the cost goes up by more than rounding."""
    return after - before > UNSEEN * abs(before)


def downhill(before: float, after: float) -> str:
    """What the next step does to the cost, when it does well."""
    if abs(after - before) <= UNSEEN * abs(before):
        return f"One step of gradient descent changes the cost, {number(before)}, by less than a millionth of it."
    return f"One step of gradient descent takes the cost {change(before, after)}."


def change(before: float, after: float) -> str:
    """From one number to the other, with as many digits as it takes to tell them apart."""
    if number(before) != number(after):
        return f"from {number(before)} to {number(after)}"
    digits = next((d for d in range(6, 17) if f"{before:.{d}g}" != f"{after:.{d}g}"), 17)
    return f"from {before:.{digits}g} to {after:.{digits}g}".replace("-", "−")


def network_notice(explorer, flat: Callable, faint: Callable) -> str:
    """The line for an explorer of weights; `flat` says why every derivative is 0, `faint` why some are nearly so."""
    return line(explorer.t, PHASES[explorer.phase], _sentence(explorer, flat, faint))


def slope_notice(explorer, a: float | None, bend: float, cost_after: float | None) -> str:
    """The line for a curve; `a` is its curvature if it is a parabola, `bend` the curvature at the point."""
    sentence = "" if explorer.phase != "update" else _slope_sentence(explorer, a, bend, cost_after)
    return line(explorer.t, SLOPE_PHASES[explorer.phase], sentence)


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


def _sentence(explorer, flat, faint) -> str:
    if explorer.phase in ("forward", "cost"):
        return ""
    if explorer.status == "undefined":
        ahead = explorer.after_undefined
        return f"⚠ {explorer.undefined}. {smaller_eta(explorer) if ahead else ''}"
    if explorer.status == "converged":
        return _at_rest(explorer, flat, faint)
    cost_after = explorer._cost_after()
    if cost_after is None or rises(explorer.cost, cost_after):
        return too_large(explorer, explorer._bend(), cost_after)  # the bend is asked only here: it takes many passes
    above = ""
    if explorer.eta * explorer._bend_along() > 2 and explorer.eta * (bend := explorer._bend()) > 2:
        above = beyond_parabola(bend)
    return " ".join(filter(None, (downhill(explorer.cost, cost_after), above, faint(explorer))))


def _at_rest(explorer, flat, faint) -> str:
    """Why nothing moves, or nothing that could be seen."""
    gradients = explorer.passes.gradients
    if not any(g.any() for g in gradients):
        if explorer.cost == 0:
            return "The prediction equals the label: no error, so every derivative is 0 and nothing moves."
        return f"Every derivative is 0, though the prediction is wrong: nothing moves. {flat(explorer)}"
    nearly = f"nearly 0, the largest {number(max(float(np.abs(g).max()) for g in gradients))} in size"
    if explorer.cost < 1e-9:
        return (
            f"The prediction nearly equals the label. Every derivative is {nearly}: nothing moves that could be seen."
        )
    wrong = "though the prediction is wrong: nothing moves that could be seen."
    return f"Every derivative is {nearly}, {wrong} {faint(explorer)}"


def saddle(explorer) -> str:
    """That the cost falls one way and rises another, if it does, and whether the map can show it."""
    if explorer._around() != (True, True):
        return ""
    level = " The map is level there: its two weights alone change nothing." if explorer._level_map() else ""
    return f"A saddle: nearby the cost falls one way and rises another.{level}"


def _slopes(network, passes) -> list[float]:
    return [float(f.slope(p, q)[0, 0]) for f, p, q in zip(network.activations, passes.p, passes.q, strict=True)]


def chain_flat(explorer) -> str:
    """Why every derivative of a chain is 0."""
    network, passes = explorer.network, explorer.passes
    if passes.q[0][0, 0] == 0:
        return "What enters is 0, and every product with a 0 is 0."
    dead = [str(i) for i, slope in enumerate(_slopes(network, passes)) if i and slope == 0]
    if dead:
        slopes, them = ("slopes at nodes", "them") if len(dead) > 1 else ("slope at node", "it")
        said = f"The {slopes} {' and '.join(dead)} {'are' if len(dead) > 1 else 'is'} 0"
        return f"{said}: nothing comes back through {them}, whatever η is."
    zeros = [sub("w", i, i + 1) for i, W in enumerate(network.weights) if W[0, 0] == 0]
    if len(zeros) > 1:
        said = f"{' and '.join(zeros)} are 0, so each product still holds a 0 with one weight taken out."
        return f"{said} {saddle(explorer)}"
    return "In every product some factor is 0."


def chain_faint(explorer) -> str:
    """What the slopes do to the backward chain (3.17)."""
    network, passes = explorer.network, explorer.passes
    slopes = _slopes(network, passes)
    i = min(range(1, len(slopes)), key=lambda i: abs(slopes[i]))
    if slopes[i] == 0:
        return f"Node {i} is dead: its slope is 0, and no weight before it can learn from this example."
    if abs(slopes[i]) < 0.05:
        return f"Node {i} is saturated: its slope {number(slopes[i])} lets hardly anything come back through it."
    L = network.hidden
    last, first = (abs(float(passes.delta[k][0, 0])) for k in (0, L))
    if all(f.name == "identity" for f in network.activations) or not last or 0.001 < first / last < 5:
        return ""
    does = "grows: slopes times weights make more" if first > last else "vanishes: slopes times weights make less"
    return f"{sub('δ', L)} is {number(first / last)} times {sub('δ', 0)}. Going back, δ {does} than 1."
