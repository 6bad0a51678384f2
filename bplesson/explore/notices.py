"""The sentence under the diagram: where things stand, what goes wrong, and the bound that was broken."""

from collections.abc import Callable

from bplesson.draw.scene import number, sub

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
    """Why the next step raises the cost, or leads beyond all bounds (`after` None), and which η would not.

    `bend` is the curvature at the point; 2/bend is named where it is a bound, and broken.
    """
    eta, smaller = explorer.eta, explorer.eta / 2
    while smaller > 1e-12 and not explorer._cost_with(smaller) < explorer.cost:
        smaller /= 2
    if after is None:
        said = "⚠ <b>Diverged</b>: the next step leads beyond all bounds."
    else:
        said = f"⚠ The next step <b>overshoots</b>: the cost goes up, {change(explorer.cost, after)}."
    if bend > 2 / eta:
        said += f" η = {number(eta)} is above 2/curvature = {number(2 / bend)}."
    return f"{said} With η = {number(smaller)} the cost would fall."


def downhill(before: float, after: float) -> str:
    """What the next step does to the cost, when it does well."""
    return f"One step of gradient descent takes the cost {change(before, after)}."


def change(before: float, after: float) -> str:
    """From one number to the other, with as many digits as it takes to tell them apart."""
    if number(before) != number(after):
        return f"from {number(before)} to {number(after)}"
    return f"from {before:.6g} to {after:.6g}"


def network_notice(explorer, flat: Callable, faint: Callable) -> str:
    """The line for an explorer of weights; `flat` says why every derivative is 0, `faint` why some are nearly so."""
    return line(explorer.t, PHASES[explorer.phase], _sentence(explorer, flat, faint))


def slope_notice(explorer, a: float | None, bend: float, cost_after: float | None) -> str:
    """The line for a curve; `a` is its curvature if it is a parabola, `bend` the curvature at the point."""
    sentence = "" if explorer.phase != "update" else _slope_sentence(explorer, a, bend, cost_after)
    return line(explorer.t, SLOPE_PHASES[explorer.phase], sentence)


def _slope_sentence(explorer, a, bend, cost_after) -> str:
    if explorer.status == "converged":
        level = abs(bend) < 1e-6
        where = "a plateau" if level else "a minimum" if bend > 0 else "the top of a hill"
        return f"The slope is 0: this is {where}, and nothing moves."
    if cost_after is None or (cost_after > explorer.cost and a is None):
        return too_large(explorer, bend, cost_after)
    if a is not None:
        return _regime(explorer.eta, a)
    if abs(explorer.slope) < 0.01 and bend < 0.01:
        where = "Near the top of a hill" if bend < -0.01 else "A plateau"
        return f"{where}: the slope is only {number(explorer.slope)}, so the step is tiny."
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


def _sentence(explorer, flat, faint) -> str:
    if explorer.phase in ("forward", "cost"):
        return ""
    cost_after = explorer._cost_after()
    if explorer.status == "converged":
        if explorer.cost < 1e-9:
            return "The prediction equals the label: no error, so every derivative is 0 and nothing moves."
        if any(g.any() for g in explorer.passes.gradients):
            why = faint(explorer) or "In every product some factor is nearly 0."
            return f"Every derivative is nearly 0, though the prediction is wrong: nothing moves any more. {why}"
        return f"Every derivative is 0, though the prediction is wrong: nothing moves. {flat(explorer)}"
    if cost_after is None or cost_after > explorer.cost:
        return too_large(explorer, explorer._bend(), cost_after)  # the bend is asked only here: it takes many passes
    return f"{downhill(explorer.cost, cost_after)} {faint(explorer)}"


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
        return f"{' and '.join(zeros)} are 0, so each product still holds a 0 with one weight taken out: a saddle."
    return "A plateau: some factor of every product is 0."


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
    does = "grows: slopes times weights are larger" if first > last else "vanishes: slopes times weights are smaller"
    return f"{sub('δ', L)} is {number(first / last)} times {sub('δ', 0)}. Going back, δ {does} than 1."
