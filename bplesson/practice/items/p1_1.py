"""P1.1: the cost of one example, and of three."""

from collections.abc import Iterable

from bplesson.errors import finite_number
from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, of_lines, points
from bplesson.practice.given import asked, examples, finished, what
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.ways import factor, times

WEIGHTS, INPUTS, DEVIATIONS = (-2, -1, 0.5, 2, 3, 4), (-3, -2, -1, 1, 2, 4), (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
ASKED = (("e1", "C1"), ("e1", "e2", "e3", "C1", "C2", "C3", "C"), ("C",))
TASKS = (
    "How far is the prediction from the label, ŷ − y, and what is the squared error C?",
    "What are ŷ − y and the squared error C of each example, and what is the cost C of all three together?",
    "What is the cost C of all three together?",
)

WORDS = {
    "S1": "The sign of the deviation is turned round: it is prediction minus label, ŷ − y (1.3).",
    "S2": "A factor 2 too much or too little: the squared error is half of the square (1.3).",
    "S9": "Every label met every prediction: each example has one prediction and one label (1.4).",
    "M1": "The sum was taken: the cost is the mean, so divide by the number of examples (1.4).",
    "M8": "Only the last example was counted: the cost is the mean over all of them (1.4).",
}


def lines_of(w: float, x: list[float], y: list[float]) -> Lines:
    """The deviations, their squared errors, and the mean of these (1.3, 1.4)."""
    numbers = range(1, len(x) + 1)
    return {
        **{f"e{k}": lambda _, e=w * a - b: e for k, a, b in zip(numbers, x, y)},
        **{f"C{k}": lambda made, k=k: made[f"e{k}"] ** 2 / 2 for k in numbers},
        "C": lambda made: sum(made[f"C{k}"] for k in numbers) / len(x),
    }


def wrong_of(w: float, x: list[float], y: list[float]) -> dict[str, tuple[Lines, ...]]:
    """Sign, ½ and mean; and the mean over every label with every prediction."""
    numbers = range(1, len(x) + 1)
    every = sum((w * a - b) ** 2 / 2 for a in x for b in y)
    return {
        "S1": ({f"e{k}": lambda _, e=w * a - b: -e for k, a, b in zip(numbers, x, y)},),
        "S2": tuple({f"C{k}": lambda made, k=k, f=f: f * made[f"e{k}"] ** 2 for k in numbers} for f in (1, 0.25)),
        "S9": ({"C": lambda _: every / len(x) ** 2}, {"C": lambda _: every / len(x)}, {"C": lambda _: every}),
        "M1": ({"C": lambda made: sum(made[f"C{k}"] for k in numbers)},),
        "M8": ({"C": lambda made: made[f"C{len(x)}"] / len(x)}, {"C": lambda made: made[f"C{len(x)}"]}),
    }


def labels_of(n: int) -> dict[str, str]:
    """What a reader sees; of a single example no number is needed."""
    if n == 1:
        return {"e1": "ŷ − y", "C1": "C"}
    numbers = range(1, n + 1)
    return {f"e{k}": f"ŷ − y of example {k}" for k in numbers} | {
        **{f"C{k}": f"C of example {k}" for k in numbers},
        "C": "C of all three" if n == 3 else "C of all",
    }


def ways_of(w: float, x: list[float], y: list[float]) -> dict[str, Way]:
    """Prediction minus label, half of its square, and the mean of these."""
    ways, errors = {}, []
    for k, (a, b) in enumerate(zip(x, y), start=1):
        e = w * a - b
        errors.append(e * e / 2)
        ways[f"e{k}"] = Way("ŷ − y is the prediction w x minus the label y (1.3).", f"{times(w, a)} − {factor(b)}")
        ways[f"C{k}"] = Way("C of one example is half of the square of ŷ − y (1.3).", f"{times(e, e)} / 2")
    rule = f"The cost is the mean: add the squared errors of all examples, and divide by {len(x)} (1.4)."
    return ways | {"C": Way(rule, f"({' + '.join(map(short, errors))}) / {len(x)}")}


def make(draw: Draw, level: int) -> Case | None:
    """One example on the first level, then three, whose errors have a short mean."""
    n = 3 if level else 1
    w, x, e = draw.pick(WEIGHTS), draw.picks(INPUTS, n), draw.picks(DEVIATIONS, n)
    if len({abs(each) for each in e}) < n:
        return None
    y = [w * a - b for a, b in zip(x, e)]
    given = f"one example: x = {short(x[0])}, y = {short(y[0])}" if n == 1 else f"examples (x, y): {points(x, y)}"
    says = f"ŷ = w x with w = {short(w)}; {given}. {TASKS[level]}"
    return case_of(w, x, y, ASKED[level], says)


def case_of(w: float, x: list[float], y: list[float], asks: Iterable[str], says: str) -> Case:
    """The case in which these numbers are asked."""
    ways, more = ways_of(w, x, y), {"words": WORDS, "labels": labels_of(len(x))}
    ways = {name: ways[name] for name in asks}
    return of_lines(lines_of(w, x, y), wrong_of(w, x, y), asks, says, ways=ways, **more)


def own(w, x, y, ask=None) -> Case:
    """The cost of somebody's own examples: x and y are numbers, or lists of them."""
    w, (x, y) = finite_number("w", w), examples(x, y)
    labels = labels_of(len(x))
    asks = asked(ask, [name for name in lines_of(w, x, y) if name in labels])
    given = f"examples (x, y): {points(x, y)}" if len(x) > 1 else f"one example: x = {short(x[0])}, y = {short(y[0])}"
    question = what([labels[name] for name in labels if name in asks])
    return finished(case_of(w, x, y, asks, f"ŷ = w x with w = {short(w)}; {given}. {question}"))


ITEM = Item("P1.1", "the cost of one example, and of three", make, 3, own=own)
