"""P1.4: the gradient of a straight line through three points, both weights."""

import numpy as np

from bplesson.errors import InputError, finite_array
from bplesson.kit.words import short
from bplesson.practice.by_hand import listed, of_lines, points
from bplesson.practice.given import asked, examples, finished, what
from bplesson.practice.item import Case, Draw, Item
from bplesson.practice.line_fit import WORDS, fit_lines, fit_notes, fit_ways, fit_wrong

WEIGHTS, INPUTS, DEVIATIONS = (-3, -2, 0.5, 2, 3, 4), (-3, -2, -1, 1, 2, 3, 4), (-6, -5, -3, -1.5, 1.5, 3, 5, 6)
DEVIATING = ("e1", "e2", "e3")
ASKED = (("g0", "g1"), (*DEVIATING, "g0", "g1"), ("g0", "g1"))
LABELS = {"g0": "∂C/∂w[0]", "g1": "∂C/∂w[1]"} | {name: f"ŷ − y of point {name[1]}" for name in DEVIATING}


def make(draw: Draw, level: int) -> Case | None:
    """The deviations are given away at first, then asked too, and then neither."""
    w, x, e = draw.picks(WEIGHTS, 2), draw.picks(INPUTS, 3), draw.picks(DEVIATIONS, 3)
    if len(set(x)) < 3 or sum(e) % 1.5 or sum(a * b for a, b in zip(x, e)) % 1.5:
        return None
    y = [w[0] * a + w[1] - b for a, b in zip(x, e)]
    says = f"ŷ = w[0] x + w[1] with w[0] = {short(w[0])}, w[1] = {short(w[1])}; points (x, y): {points(x, y)}."
    if level == 0:
        says += f" The deviations ŷ − y are {listed(e)}."
    also = "the deviation ŷ − y of each point, and " if level == 1 else ""
    says += f" What are {also}the derivatives of the cost by w[0] and by w[1]?"
    ways = {name: way for name, way in fit_ways(w, x, y).items() if name in ASKED[level]}
    shown, more = () if level else DEVIATING, {"labels": LABELS, "ways": ways, "notes": fit_notes(w, x, y)}
    return of_lines(fit_lines(w, x, y), fit_wrong(w, x, y), ASKED[level], says, shown, WORDS, **more)


def own(w, x, y, ask=("g0", "g1")) -> Case:
    """The gradient of somebody's own line, w[0] x + w[1], through their points."""
    w, (x, y) = _two(w), examples(x, y)
    lines = fit_lines(w, x, y)
    labels = LABELS | {name: f"ŷ − y of point {name[1:]}" for name in lines if name[0] == "e"}
    asks = asked(ask, lines)
    says = f"ŷ = w[0] x + w[1] with w[0] = {short(w[0])}, w[1] = {short(w[1])}; points (x, y): {points(x, y)}. "
    says += what([labels[name] for name in lines if name in asks])
    ways = {name: way for name, way in fit_ways(w, x, y).items() if name in asks}
    more = {"labels": labels, "ways": ways, "notes": fit_notes(w, x, y)}
    return finished(of_lines(lines, fit_wrong(w, x, y), asks, says, (), WORDS, **more))


def _two(w) -> list[float]:
    numbers = np.ravel(finite_array("w", w)).tolist()
    if len(numbers) != 2:
        raise InputError(f"w: expected two numbers, w[0] and w[1], got {len(numbers)}")
    return numbers


ITEM = Item("P1.4", "the gradient of a straight line through three points", make, 3, own=own)
