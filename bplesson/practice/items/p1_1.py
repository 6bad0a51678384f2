"""P1.1: the cost of one example, and of three."""

from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, of_lines, points
from bplesson.practice.item import Case, Draw, Item

WEIGHTS, INPUTS, DEVIATIONS = (-2, -1, 0.5, 2, 3, 4), (-3, -2, -1, 1, 2, 4), (-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)
ASKED = (("e1", "C1"), ("e1", "e2", "e3", "C1", "C2", "C3", "C"), ("C",))
TASKS = (
    "Asked for this example: its deviation e1 = ŷ − y and its squared error C1.",
    "Asked: the deviations e1, e2, e3 (ŷ − y), the squared errors C1, C2, C3, and the cost C of all three.",
    "Asked: the cost C of all three together.",
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


def make(draw: Draw, level: int) -> Case | None:
    """One example on the first level, then three, whose errors have a short mean."""
    n = 3 if level else 1
    w, x, e = draw.pick(WEIGHTS), draw.picks(INPUTS, n), draw.picks(DEVIATIONS, n)
    if len({abs(each) for each in e}) < n:
        return None
    y = [w * a - b for a, b in zip(x, e)]
    says = f"ŷ = w x with w = {short(w)}; examples (x, y): {points(x, y)}. {TASKS[level]}"
    numbers = range(1, n + 1)
    labels = {f"e{k}": f"ŷ − y of example {k}" for k in numbers} | {f"C{k}": f"C of example {k}" for k in numbers}
    return of_lines(lines_of(w, x, y), wrong_of(w, x, y), ASKED[level], says, words=WORDS, labels=labels)


ITEM = Item("P1.1", "the cost of one example, and of three", make, 3)
