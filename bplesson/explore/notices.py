"""The sentence under the diagram: where things stand, what goes wrong, and the bound that was broken."""

from collections.abc import Callable

from bplesson.draw.scene import number, sub

PHASES = {
    "forward": "<b>Forward</b>: the input runs to the right, and every value on the way is kept.",
    "cost": "<b>Cost</b>: the prediction is compared with the label.",
    "backward": "",
    "update": "<b>Update</b>: every weight moves by −η times its own derivative.",
}


def line(t: int, phase: str, sentence: str) -> str:
    """The step number, the sub-step, and the sentence, as HTML."""
    return f'<span aria-live="polite"><b>Step {t}.</b> {PHASES[phase]} {sentence}</span>'


def blow_up(eta: float, bound: float) -> str:
    """Why the next step leads beyond all bounds."""
    return (
        f"⚠ <b>Diverged</b>: the next step leads beyond all bounds. Here η = {number(eta)}, and a step is stable only"
        f" below 2/curvature = {number(bound)}. Choose a smaller η, or go back to the best step."
    )


def uphill(eta: float, before: float, after: float, bound: float) -> str:
    """Why the next step raises the cost."""
    return (
        f"⚠ The next step <b>overshoots</b>: the cost goes up, from {number(before)} to {number(after)}."
        f" η = {number(eta)} is too large here; steps are safe below about {number(bound)}."
    )


def downhill(before: float, after: float) -> str:
    return f"One step of gradient descent takes the cost from {number(before)} to {number(after)}."


def chain_notice(explorer, cost_after: float | None, bound: Callable[[], float]) -> str:
    """The line for a chain; `bound` is asked only where it is needed, since it takes many passes."""
    return line(explorer.t, explorer.phase, _sentence(explorer, cost_after, bound))


def slope_notice(explorer, a: float | None, bend: float, cost_after: float | None) -> str:
    """The line for a curve; `a` is its curvature if it is a parabola, `bend` the curvature at the point."""
    sentence = "" if explorer.phase in ("forward", "cost") else _slope_sentence(explorer, a, bend, cost_after)
    return line(explorer.t, "backward" if explorer.phase == "update" else explorer.phase, sentence)


def _slope_sentence(explorer, a, bend, cost_after) -> str:
    eta = explorer.eta
    if explorer.status == "converged":
        where = "a minimum" if bend > 0 else "the top of a hill" if bend < 0 else "level ground"
        return f"The slope is 0: this is {where}, and nothing moves."
    if cost_after is None:
        return (
            blow_up(eta, 2 / bend)
            if bend > 0
            else f"⚠ <b>Diverged</b>: the cost falls without end, and w runs away at η = {number(eta)}."
        )
    if a is not None:
        return _regime(eta, a)
    if cost_after > explorer.cost:
        return (
            uphill(eta, explorer.cost, cost_after, 2 / bend)
            if bend > 0
            else f"⚠ The next step leaps over a minimum and the cost goes up. η = {number(eta)} is too large here."
        )
    if abs(explorer.slope) < 0.01:
        return f"A plateau: the slope is only {number(explorer.slope)}, so the step is tiny."
    return downhill(explorer.cost, cost_after)


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


def _sentence(explorer, cost_after, bound) -> str:
    if explorer.phase in ("forward", "cost"):
        return ""
    network, passes = explorer.network, explorer.passes
    if explorer.status == "converged":
        if explorer.cost < 1e-9:
            return "The prediction equals the label: no error, so every derivative is 0 and nothing moves."
        return f"Every derivative is 0, though the prediction is wrong: nothing moves. {_flat(network, passes)}"
    if cost_after is None:
        return blow_up(explorer.eta, bound())
    if cost_after > explorer.cost:
        return uphill(explorer.eta, explorer.cost, cost_after, bound())
    return f"{downhill(explorer.cost, cost_after)} {_faint(network, passes)}"


def _slopes(network, passes) -> list[float]:
    return [float(f.slope(p, q)[0, 0]) for f, p, q in zip(network.activations, passes.p, passes.q, strict=True)]


def _flat(network, passes) -> str:
    zeros = [sub("w", i, i + 1) for i, W in enumerate(network.weights) if W[0, 0] == 0]
    if len(zeros) > 1:
        return f"{' and '.join(zeros)} are 0, so each product still holds a 0 with one weight taken out: a saddle."
    dead = [i for i, slope in enumerate(_slopes(network, passes)) if slope == 0]
    if dead:
        return f"The slope at node {dead[-1]} is 0: nothing comes back through it, whatever η is."
    return "A plateau: some factor of every product is 0."


def _faint(network, passes) -> str:
    faint = [i for i, slope in enumerate(_slopes(network, passes)) if i and abs(slope) < 0.05]
    if not faint:
        return ""
    i = faint[-1]
    slope = _slopes(network, passes)[i]
    if slope == 0:
        return f"Node {i} is dead: its slope is 0, and no weight before it can learn from this example."
    return f"Node {i} is saturated: its slope {number(slope)} lets hardly anything come back through it."
