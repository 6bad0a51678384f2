"""P1.5: `descend(slope, w, eta, steps)`, and `gradient(w, x, y)` for a straight line, as lesson 1 writes them."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bplesson.practice.by_hand import worked
from bplesson.practice.calling import outcome
from bplesson.practice.checking import Asked, Call, judged
from bplesson.practice.diagnosis import Verdict, named, retold
from bplesson.practice.item import Item
from bplesson.practice.line_fit import WORDS, fit_lines, fit_notes, fit_wrong
from bplesson.practice.results import Arrays

Step = Callable[[Callable, np.ndarray, float, np.ndarray], np.ndarray]  # slope, w, eta and the start: the next w


@dataclass(frozen=True)
class Descent:
    """What `descend` is called with, and on what that is, in words."""

    on: str
    slope: Callable
    w: float | np.ndarray
    eta: float
    steps: int

    def path(self, step: Step, more: int = 0) -> np.ndarray:
        """Every place from the start on."""
        start = np.asarray(self.w, float)
        path = [start]
        for _ in range(self.steps + more):
            path.append(step(self.slope, path[-1], self.eta, start))
        return np.array(path)


def down(slope, w, eta, start) -> np.ndarray:
    """The right step (1.9)."""
    return w - eta * slope(w)


GLANCE = 1.0  # seconds for a first look at a path: three steps take none
WRONG: Mapping[str, Step] = {
    "U1": lambda slope, w, eta, start: w + eta * slope(w),
    "U2": lambda slope, w, eta, start: w - slope(w),
}
NOTED: Mapping[str, Step] = {  # done often, and not in the catalogue
    "The step is not kept, w stays where it is: `w = w - eta * slope(w)` (1.9).": lambda slope, w, eta, start: w,
    "Only the sign of the slope counts: the step is η times the slope itself (1.9).": (
        lambda slope, w, eta, start: w - eta * np.sign(slope(w))
    ),
    "The slope was taken only once, at the start: it is taken anew at every place (1.9).": (
        lambda slope, w, eta, start: w - eta * slope(start)
    ),
}
DESCENTS = (
    Descent("a parabola", lambda w: 2 * (w - 4), 2.0, 0.1, 3),
    Descent("a curve with two minima", lambda w: w**3 - w, 0.5, 0.25, 5),
    Descent("a start that is a whole number", lambda w: 3 * (w + 2), 5, 0.1, 4),
    Descent("a pair of weights", lambda w: np.array([2 * w[0] + w[1], w[0] - 3]), np.array([1.0, -2.0]), 0.2, 4),
    Descent("a single step", lambda w: w - 3, -1.0, 0.5, 1),
)


def _descend(function) -> list[Call]:
    """descend(slope, w, eta, steps): every place from the start on."""
    return [
        Call((each.slope, each.w, each.eta, each.steps), list(each.path(down)), lambda each=each: _wrong(each), each.on)
        for each in DESCENTS
    ]


def _wrong(descent: Descent) -> dict[str, list[Arrays]]:
    made = {id: [list(descent.path(step))] for id, step in WRONG.items()}
    if isinstance(descent.w, int):  # an array made of the start holds whole numbers only
        cut = descent.path(lambda *given: np.trunc(down(*given)))
        made["U4"] = [list(cut), list(np.trunc(descent.path(down)))]
    return made


def _judged(function: Callable) -> Verdict:
    """Where the catalogue does not explain a path, it may have other places, or a step that is often taken."""
    if _piles_up(function, DESCENTS[0]):
        return Verdict(False, ("U5",), named(("U5",)))
    verdict = judged(DESCEND, function)
    return verdict if verdict.ok or verdict.mistakes else _of_places(function, DESCENTS[0]) or verdict


def _piles_up(function: Callable, descent: Descent) -> bool:
    """Whether a right path is longer the second time: a later descent, of a pair, would break off."""
    first = _path_by(function, descent)
    return _alike(first, descent.path(down)) and len(_path_by(function, descent)) > len(first)


def _of_places(function: Callable, descent: Descent) -> Verdict | None:
    """The verdict on a path that lacks places or has too many, or on a step that is not in the catalogue."""
    mine = _path_by(function, descent)
    for ids, step in {(): down, **{(id,): step for id, step in WRONG.items()}}.items():
        if said := _places(mine, descent, step):
            return Verdict(False, ids, f"{named(ids)} {said}" if ids else said)
    noted = (said for said, step in NOTED.items() if _alike(mine, descent.path(step)))
    return next((Verdict(False, (), said) for said in noted), None)


def _path_by(function: Callable, descent: Descent) -> np.ndarray:
    """What the function returns, as an array; an empty one if it is none."""
    found = outcome(function, copy.deepcopy((descent.slope, descent.w, descent.eta, descent.steps)), GLANCE)
    try:
        return np.asarray([] if found.error or found.stopped else found.result, float)
    except (TypeError, ValueError):
        return np.array([])


def _places(mine: np.ndarray, descent: Descent, step: Step) -> str:
    """In a sentence, which places of the path are missing, or too many; "" if none."""
    longer = descent.path(step, more=1)
    asked = f"steps = {descent.steps} makes a path of {descent.steps + 1} places, the start and one after each step."
    start = "The start is missing: a path begins with w itself, before the first step."
    others = (
        (longer[1:-1], start),
        (longer[1:], start),
        (longer, f"One step too many: {asked}"),
        (longer[:-2], f"One step too few: {asked}"),
        (longer[-2], "Only the end came back: asked is the whole path, every place from the start on."),
        (np.array([longer[0], *longer[:-2]]), "The start stands twice: after it comes the place after the first step."),
    )
    return next((said for places, said in others if _alike(mine, places)), "")


def _alike(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and np.allclose(one, other)


# the line ------------------------------------------------------------------------------------------------------------
POINTS = (
    ((2, -1), (1, 3, -2), (5, 2, -8.5)),
    ((0.5, 4), (2, -1, 4, 3, -3), (3, 6, 7.5, 2, 1)),
    ((-3, 1.5), (2, -2), (1, 4)),
    ((4, -2), (1.5,), (1,)),
)


def _gradient(function) -> list[Call]:
    """gradient(w, x, y): the derivatives of the cost by w[0] and w[1]."""
    calls = []
    for given in POINTS:
        w, x, y = (np.array(each, float) for each in given)
        on = "1 point" if len(x) == 1 else f"{len(x)} points"
        made = {"wrong": partial(_wrong_gradients, w, x, y), "notes": partial(_noted_gradients, w, x, y)}
        calls.append(Call((w, x, y), _both(w, x, y, {}), on=on, **made))
    return calls


def _both(w: np.ndarray, x: np.ndarray, y: np.ndarray, others: Mapping) -> Arrays:
    numbers = worked({**fit_lines(w, x, y), **others}, {})
    return [np.array(numbers["g0"]), np.array(numbers["g1"])]


def _noted_gradients(w: np.ndarray, x: np.ndarray, y: np.ndarray) -> dict[str, list[Arrays]]:
    made = fit_notes(w, x, y).items()
    return {sentence: [[np.array(numbers["g0"]), np.array(numbers["g1"])]] for sentence, numbers in made}


def _wrong_gradients(w: np.ndarray, x: np.ndarray, y: np.ndarray) -> dict[str, list[Arrays]]:
    made = {id: [_both(w, x, y, others) for others in forms] for id, forms in fit_wrong(w, x, y).items()}
    right = _both(w, x, y, {})
    made["M10"] = [[g * (1 // len(x)) for g in right]]
    return made


DESCEND = Asked(_descend, "places", "descents", "moments", signature="descend(slope, w, eta, steps)")
SAID = WORDS | {"U6": "The two are in each other's places: first the derivative by w[0], then that by w[1] (1.13)."}
GRADIENT = Asked(_gradient, "derivatives", "sets of points", signature="gradient(w, x, y)")
ITEM = Item(
    "P1.5",
    "gradient descent, and the gradient of a straight line, as functions",
    functions={
        "descend": replace(DESCEND, judge=_judged),
        "gradient": replace(GRADIENT, judge=lambda function: retold(judged(GRADIENT, function), SAID)),
    },
)
