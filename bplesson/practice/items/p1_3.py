"""P1.3: whether a descent creeps, lands, swings or runs away, and the learning rate from which on it does the last."""

import math
from itertools import permutations

from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, listed, of_lines
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.ways import factor, times

CREEPS, LANDS, SWINGS, HOPS, BLOWS_UP = ROWS = range(1, 6)
CURVATURES, TRIPLES = (0.5, 2, 2.5, 4, 5, 8, 10), ((1, 1, 2), (2, 2, 4), (1, 2, 5), (0.5, 1, 2.5))
RATES = (0.01, 0.02, 0.05, 0.1, 0.125, 0.2, 0.25, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4)
ORDERS = tuple(permutations(range(3)))
WHAT = ("creeps", "lands in one step", "swings ever closer", "hops for ever", "blows up")  # CREEPS to BLOWS_UP
ASKED = (("factor", "choice"), ("factor", "bound", "choice"), ("a", "factor", "bound", "choice"))
LABELS = {"choice": "the path"}
FACTOR, BOUND = (
    "By which factor does a step multiply the distance to the minimum",
    "the bound above which η is too large",
)
TASKS = (
    f"{FACTOR}, and what does the path do?",
    f"{FACTOR}, what is {BOUND}, and what does the path do?",
    f"What is a? {FACTOR}, what is {BOUND}, and what does the path do?",
)

WORDS = {
    "S2": "A factor 2 too much or too little: the curvature a is the mean of x² itself (1.10).",
    "M1": "The sum was taken: the curvature a is the mean of x² (1.10).",
    "U1": "The step went uphill: η a is taken away from 1, not added (1.10).",
    "U2": "The learning rate is missing: the factor is 1 − η a (1.10).",
}
TAKEN = "That is η a, what a step takes away from the distance: the factor is what it leaves of it, 1 − η a (1.10)."


def row(factor: float) -> int:
    """The row of the table of 1.10 to which a factor belongs."""
    if math.isclose(factor, 0, abs_tol=1e-9):
        return LANDS
    if math.isclose(factor, -1):
        return HOPS
    if abs(factor) >= 1:
        return BLOWS_UP
    return CREEPS if factor > 0 else SWINGS


def lines_of(a: float, eta: float) -> Lines:
    """What one step leaves of the distance, what follows from it, and 2/a (1.10)."""
    return {
        "a": lambda _: a,
        "factor": lambda made: 1 - eta * made["a"],
        "bound": lambda made: 2 / made["a"] if made["a"] else math.inf,
        "choice": lambda made: row(made["factor"]),
    }


def ways_of(a: float, eta: float, x: list[float]) -> dict[str, Way]:
    """The mean of x², and what follows from it (1.10)."""
    squares = " + ".join(times(each, each) for each in x)
    rows = "between 0 and 1 creeps, 0 lands, between −1 and 0 swings, −1 hops, below −1 blows up"
    return {
        "a": Way(
            "The slope is a times the distance to the minimum, which makes a the mean of x² (1.10).", f"({squares}) / 3"
        ),
        "factor": Way("The factor is 1 − η a (1.10).", f"1 − {times(eta, a)}"),
        "bound": Way("The path blows up when the factor is below −1: for η above 2/a (1.10).", f"2 / {factor(a)}"),
        "choice": Way(f"The factor says it: {rows} (1.10)."),
    }


def make(draw: Draw, level: int) -> Case | None:
    """Any row of the table; a is given at first, then that of three examples, whose x come in any order."""
    wanted, triple = draw.pick(ROWS), draw.pick(TRIPLES)
    a = sum(each * each for each in triple) / 3 if level == 2 else draw.pick(CURVATURES)
    rates = [eta for eta in RATES if row(1 - eta * a) == wanted]
    if not rates:
        return None
    eta, x = draw.pick(rates), [triple[k] * draw.pick((-1, 1)) for k in draw.pick(ORDERS)]
    wrong = {"U1": ({"factor": lambda made: 1 + eta * made["a"]},), "U2": ({"factor": lambda made: 1 - made["a"]},)}
    if level == 2:
        wrong |= {"S2": ({"a": lambda _: 2 * a}, {"a": lambda _: a / 2}), "M1": ({"a": lambda _: 3 * a},)}
        says = f"ŷ = w x, three examples with x = {listed(x)}. Their cost is a parabola with some curvature a."
    else:
        says = f"A parabola with the curvature a = {short(a)}."
    says += f" Gradient descent with η = {short(eta)}. {TASKS[level]}"
    ways = {name: way for name, way in ways_of(a, eta, x).items() if name in ASKED[level]}
    notes = {TAKEN: {"factor": eta * a}}
    more = {"labels": LABELS, "options": {"choice": WHAT}, "ways": ways, "notes": notes}
    return of_lines(lines_of(a, eta), wrong, ASKED[level], says, () if level == 2 else ["a"], WORDS, **more)


ITEM = Item("P1.3", "creeps, lands, swings or runs away, and the bound of the learning rate", make, 3)
