"""A check by nudges that a learner has written: its derivatives are looked at, and each cost that it asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit import words
from bplesson.practice.checking import UNKNOWN, Asked, Call, returned
from bplesson.practice.diagnosis import Verdict, named

NEAR = 1e-3  # of the largest derivative: what differences are allowed to be off
TINY = 1e-7  # a nudge below it is lost in the rounding of the cost
ASKED = Asked(lambda function: (), "derivatives", "networks", "matrices")
WHOLE = [[[1, -1], [1, 2], [-1, 0]], [[2, -1, 1], [1, 1, -2]]]  # as the lesson writes them: arrays of integers
NETWORKS = (  # weights, activations, x, y
    ([[[0.5, -1], [1.5, 0.25]], [[2, -0.5]]], ["identity", "tanh", "identity"], [[1, 0.5]], [[-1]]),
    (
        [[[0.5, 1], [-1, 0.5], [0.25, -0.5]], [[1, -2, 0.5], [-0.5, 1, 1.5]]],
        ["identity", "tanh", "identity"],
        [[1, 2], [-1, 0.5], [0.5, -1]],
        [[1, 0], [-1, 2], [0.5, 1]],
    ),
    ([[[0.5, -1.5, 2]]], ["identity", "sigmoid"], [[1, 2, -0.5], [0.5, -1, 1]], [[1], [-0.5]]),
    (WHOLE, ["identity", "tanh", "identity"], [[0.5, 1]], [[-3, 3]]),
)
ONE_WAY = "The nudge goes one way only; up and down, over 2h, is nearer (5.3)."
SEVERAL = "More than one weight is off its place at a time: nudge a single one, and put it back before the next one."
ONLY_NEAR = "The derivatives agree to three digits only because the nudges are so small."
NOT_BACK = "Here the nudged weight was not put back."
NO_COST = "It does not nudge each weight: move one, and see by how much `cost(weights)` changes."
RATIOS = {
    2.0: "All are twice too large: the way from w − h to w + h is 2h (5.3).",
    0.5: "All are half of what they should be: divide by the whole way from the one cost to the other (5.3).",
    -1.0: "The sign is turned round: it is the cost above minus the cost below (5.3).",
}


@dataclass
class Nudged:
    """A network, and what a function that nudges its weights did with it: `asked` are the weights of each cost."""

    network: Network
    x: np.ndarray
    y: np.ndarray
    weights: list[np.ndarray]
    asked: list[list[np.ndarray]] = field(default_factory=list)
    mine: Sequence[np.ndarray] = ()

    def __post_init__(self):
        self.given = [np.array(W) for W in self.weights]
        self.right = list(self.network.backward(self.x, self.y).gradients)
        self.C = self.at(self.weights)

    def at(self, weights) -> float:
        """The cost with these weights."""
        return float(self.network.with_weights(weights).mean_cost(self.x, self.y))

    def cost(self, weights) -> float:
        """What the learner's function calls."""
        value = self.at(weights)
        self.asked.append([np.array(W) for W in weights])
        return value

    def off(self, other: Sequence[np.ndarray] | None = None) -> float:
        """By how much mine differs from other derivatives, by default the right ones; of the largest."""
        other = self.right if other is None else other
        far = np.max(self.far(other))
        return float(far / max(np.abs(g).max() for g in other)) if np.isfinite(far) else np.inf

    def far(self, other: Sequence[np.ndarray]) -> list[float]:
        """By how much mine differ from other derivatives, matrix by matrix."""
        return [float(np.abs(np.asarray(a) - b).max()) for a, b in zip(self.mine, other)]

    def moved(self) -> list[np.ndarray]:
        """By how much the weights were moved each time, all in one row."""
        flat = np.concatenate([W.ravel() for W in self.weights])
        return [np.concatenate([np.ravel(W) for W in each]).astype(float) - flat for each in self.asked]

    def nudges(self) -> np.ndarray:
        """The largest move of each time, with its sign; 0 where nothing moved."""
        return np.array([each[np.abs(each).argmax()] for each in self.moved()])

    @property
    def several(self) -> bool:
        """Whether more than one weight was off its place at a time, by more than rounding."""
        return any(np.sum(np.abs(each) > 1e-3 * np.abs(each).max()) > 1 for each in self.moved())

    def by_nudges(self, up: float, down: float) -> list[np.ndarray]:
        """The derivatives that nudges so far up and so far down make."""
        found = [np.zeros(W.shape) for W in self.weights]
        for i, g in enumerate(found):
            for place in np.ndindex(g.shape):
                costs = []
                for way in (up, -down):
                    nudged = [np.array(W, float) for W in self.weights]
                    nudged[i][place] += way
                    costs.append(self.at(nudged))
                g[place] = (costs[0] - costs[1]) / (up + down)
        return found


def judge(function: Callable) -> Verdict:
    """The verdict on numeric_gradients(cost, weights)."""
    runs = []
    for weights, sigmas, x, y in NETWORKS:
        network = Network([np.array(W, float) for W in weights], sigmas)
        arrays = [np.array(W, int if weights is WHOLE else float) for W in weights]
        run = Nudged(network, np.array(x, float), np.array(y, float), arrays)
        call = Call((), run.right, dict, f"a {'-'.join(map(str, network.sizes))} network")
        run.mine, verdict = returned(ASKED, function, call, (run.cost, run.given))
        whole = weights is WHOLE
        changed = any(not np.allclose(W, V, rtol=0, atol=1e-9) for W, V in zip(run.weights, run.given))
        if whole and (verdict or changed or run.off() > NEAR) and all(each.off() < NEAR for each in runs):
            return Verdict(False, ("G3",), f"{named(('G3',))} With floats all was right. {verdict or ''}".strip())
        if changed:
            return Verdict(False, ("U3",), f"{named(('U3',))} {NOT_BACK}")
        if verdict:
            return verdict
        runs.append(run)
    return _of(runs)


def _of(runs: list[Nudged]) -> Verdict:
    """The verdict on the derivatives of all networks."""
    wrong = [run for run in runs if not run.off() < NEAR]
    moved = np.concatenate([run.nudges() for run in runs])
    one_way = moved.size > 0 and (np.all(moved >= 0) or np.all(moved <= 0))
    if not wrong and any(run.several for run in runs):
        return Verdict(False, (), f"{ONLY_NEAR} {SEVERAL}")
    if not wrong:
        n = sum(g.size for run in runs for g in run.right)
        said = f"All {n} derivatives of {len(runs)} networks agree to three digits."
        return Verdict(True, (), f"{said} {ONE_WAY}" if one_way else said)
    if any(len(run.asked) < sum(W.size for W in run.weights) for run in runs):
        return Verdict(False, (), NO_COST)
    if _too_small(wrong):
        return Verdict(False, ("G2",), named(("G2",)))
    if all(run.off([g / np.sqrt(2 * run.C) for g in run.right]) < NEAR for run in runs):
        return Verdict(False, ("G1",), named(("G1",)))
    return Verdict(False, (), _in_words(wrong, one_way))


def _too_small(wrong: list[Nudged]) -> bool:
    """Whether nudges were lost in rounding: too small, or in floats of half the length."""
    short = any(W.dtype in (np.float16, np.float32) for run in wrong for each in run.asked for W in each)
    return short or all(_lost(run) for run in wrong)


def _lost(run: Nudged) -> bool:
    """Whether nudges as small as these give wrong derivatives also where all else is right."""
    h = float(np.abs(run.nudges()).max())
    if h == 0:  # w + h is w, and no cost differs from another
        return not any(np.any(g) for g in run.mine)
    return h < TINY and replace(run, mine=run.by_nudges(h, h)).off() > NEAR / 10


def _in_words(wrong: list[Nudged], one_way: bool) -> str:
    """What else may be wrong, and is no mistake of the catalogue."""
    run = wrong[0]
    if run.several:
        return SEVERAL
    first = int(np.argmax(run.far(run.right)))
    unknown = f"The derivatives by weights[{first}] are off. {UNKNOWN}"
    judged = np.isfinite(run.off()) and np.any(run.nudges())
    return (_of_the_way(wrong, one_way) if judged else "") or unknown


def _of_the_way(wrong: list[Nudged], one_way: bool) -> str:
    """Whether the way of the nudge, or what the change is divided by, explains what is off; "" if not."""
    run = wrong[0]
    h = float(np.abs(run.nudges()).max())
    far = f"With h = {words.short(h)} the derivatives are off by up to {words.percent(run.off(), 1)} of the largest."
    sign = np.sign(run.nudges().sum())
    if one_way and run.off(run.by_nudges(*((h, 0.0) if sign > 0 else (0.0, h)))) < NEAR:
        return f"{ONE_WAY} {far}"
    for ratio, said in RATIOS.items():
        if all(each.off([ratio * g for g in each.right]) < NEAR for each in wrong):
            return said
    if not one_way and run.off(run.by_nudges(h, h)) < NEAR:
        return f"The nudge is too large. {far}"
    if run.off([2 * h * g for g in run.right]) < NEAR or run.off([h * g for g in run.right]) < NEAR:
        return "The change of the cost is not yet divided by the way from the one weight to the other, 2h (5.3)."
    return ""
