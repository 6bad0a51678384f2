"""The sentence of a training: where it stands, how good it is, and what goes wrong."""

import numpy as np

from bplesson.checks.curvature import largest_curvature
from bplesson.kit.own_sentence import own_sentence, written
from bplesson.kit.seen import SHARE
from bplesson.kit.sentence import DIVERGED, UNSEEN, downhill, nearly_0, own_step, rises, spoken, too_large
from bplesson.kit.words import amount, change, kept, number
from bplesson.training.run import StepRun

SMALL = 60  # weights, up to which the curvature is computed for a sentence
BACK = 20  # steps that the sentence looks back
TRIED = 200  # steps that a smaller η is tried for, before it is named


def training_notice(explorer) -> str:
    """The line for the present step, as HTML."""
    where = f"<b>Step {explorer.t}{_epoch(explorer)}.</b> C = {number(explorer.cost)}."
    happens = _own_step(explorer) if explorer.derivatives.wrong else _what_happens(explorer)
    said = where, _how_good(explorer), _own(explorer), happens, _comparison(explorer)
    return spoken(*said)


def _own(explorer) -> str:
    """What is to be known of the learner's own function, and in which step it failed."""
    own, stumbled = explorer._own, explorer._run.stumbled
    said = own_sentence(own, explorer.derivatives)
    if own is None or stumbled is None or explorer.derivatives.said:
        return said
    why = f": {written(stumbled[1])}" if own.verdict.ok else "."
    return f"{said} In step {stumbled[0]} the right derivatives stood in{why}"


def _own_step(explorer) -> str:
    """What wrong derivatives of all examples do: whether the next step climbs, and how far the run has come."""
    if explorer.status == "undefined":
        return f"⚠ {explorer.undefined}."
    if explorer.at_rest:
        return "By your derivatives nothing moves."
    if explorer.batch is not None:
        return DIVERGED if explorer.cost_after is None else _moved(explorer)
    right = explorer.network.step(explorer.passes.gradients, explorer.eta)
    return own_step(explorer.cost, explorer.cost_after, float(right.mean_cost(explorer.x, explorer.y)))


def _epoch(explorer) -> str:
    if explorer.batch is None:
        return ""
    each = explorer._run.steps
    return f", epoch {explorer.t // each} ({each} steps of {explorer.batch} examples each)"


def _how_good(explorer) -> str:
    if explorer.accuracy is None:
        distance = float(np.sqrt(np.mean((explorer.passes.y_hat - explorer.y) ** 2)))
        return f"The typical distance between curve and label is {number(distance)}."
    right, n = int(explorer._right.sum()), len(explorer.y)
    return f"{f'All {n}' if right == n else f'{right} of {n}'} examples are on the right side."


def _what_happens(explorer) -> str:
    status = explorer.status
    if status == "undefined":
        return f"⚠ {explorer.undefined}. {_slower(explorer)}"
    if status == "diverged":
        return f"{DIVERGED} {_slower(explorer)}"
    if explorer.batch is None and not explorer.at_rest and rises(explorer.cost, explorer.cost_after):
        few = sum(W.size for W in explorer.network.weights) <= SMALL and not explorer.playing
        bend = largest_curvature(explorer.network, explorer.x, explorer.y) if few else 0.0
        return too_large(explorer, bend, explorer.cost_after)
    if status == "learned":
        return "<b>Learned.</b>"
    if status in ("converged", "plateau"):
        return _stuck(explorer)
    return _moved(explorer)


def _moved(explorer) -> str:
    t, costs = explorer.t, explorer._run.costs
    if t == 0:
        return f"The weights are random. {downhill(explorer.cost, explorer.cost_after)}"
    back = max(0, t - BACK)
    if abs(costs[t] - costs[back]) <= UNSEEN * abs(costs[back]):
        return f"In {_steps(t - back)} the cost changed by less than a millionth of it."
    way = "went up" if costs[t] > costs[back] else "fell"
    return f"In {_steps(t - back)} the cost {way} {change(costs[back], costs[t])}."


def _slower(explorer) -> str:
    """The first of η/2, η/4, … with which the run does not end like this, tried out."""
    run, eta = explorer._run, kept(explorer.eta / 2, 2)  # as it is shown: that number has to work
    while eta > 1e-4:
        other = StepRun(run.start, run.x, run.y, eta, run.batch, run.seed)
        if other.go_to(TRIED) == TRIED and other.costs[-1] < other.costs[0]:
            return f"η is too large. From the same start, η = {number(eta)} lowers the cost: tried for {TRIED} steps."
        eta = kept(eta / 2, 2)
    return "No smaller η that was tried avoids it: try another activation, or other data."


def _steps(count: int) -> str:
    return "the last step" if count == 1 else f"the last {count} steps"


def _stuck(explorer) -> str:
    if explorer.status == "converged":
        said = "Every derivative is 0: nothing moves any more."
        if largest := _largest(explorer.passes):
            said = f"{nearly_0(largest)}: nothing moves that could be seen."
        if not explorer.hidden and explorer.output == "identity" and explorer.cost <= 1.001 * _lowest(explorer):
            said += " This is the lowest cost that a network without a hidden layer can have."
        return said
    back = explorer.t - 100
    fell = 1 - explorer.cost / explorer._run.costs[back]
    if fell < -0.01:
        or_batch = "" if explorer.batch is None else ", or more examples a step"
        return f"The cost is higher than 100 steps ago: it jumps about. Try a smaller η{or_batch}."
    return f"<b>A plateau</b>: in 100 steps the cost fell by {number(100 * max(fell, 0.0))} %."


def _largest(passes) -> float:
    """The largest derivative, in size; one that is no more than the rounding of its addends counts as 0."""
    largest = 0.0
    for delta, q, g in zip(reversed(passes.delta[:-1]), passes.q, passes.gradients):
        addends = np.abs(delta).T @ np.abs(q) / len(q)
        largest = max(largest, float(np.where(np.abs(g) <= SHARE * addends, 0.0, np.abs(g)).max()))
    return largest


def _lowest(explorer) -> float:
    """The cost of the best straight line or plane through the examples."""
    ones = np.column_stack([explorer.x, np.ones(len(explorer.x))])
    left = explorer.y - ones @ np.linalg.lstsq(ones, explorer.y)[0]
    return float(np.mean(left**2)) / 2


def _comparison(explorer) -> str:
    if explorer.kept is None:
        return ""
    budget, before, looked = explorer._budget, float(explorer.kept[-1]), explorer._run.looked_at
    by_steps = explorer.across == "steps"
    if explorer.t < budget:
        end = f"step {budget} too" if by_steps else f"step {budget}, after {amount(int(looked(budget)))} examples"
        return f"The run before is kept (dashed). Change a setting and play: this one stops at {end}."
    now = number(float(explorer._run.costs[budget]))
    if by_steps:
        return f"Both runs have taken {budget} steps: C = {number(before)} before, {now} now."
    first, second = amount(int(explorer._kept_run.looked_at(explorer._kept_place))), amount(int(looked(budget)))
    return f"Before: C = {number(before)} after {first} examples. Now: C = {now} after {second} examples."
