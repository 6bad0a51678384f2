"""P3.3: is a function linear or not, with four numbers that show it (3.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers, Verdict
from bplesson.practice.item import Case, Draw, Item, Way, different, is_seen
from bplesson.practice.items.p3_1 import listed
from bplesson.practice.typed import read
from bplesson.practice.ways import factor, times

CHOSEN, SIDES = ("a", "b", "x", "y"), ("left", "right")
LINEAR, NOT_LINEAR = 1, 2
FACTORS, ARGUMENTS = (-3, -2, -1, 2, 3), (-3, -2, -1, 1, 2, 3)
OPTIONS = {"choice": ("is linear", "is not linear")}
LABELS = {"left": "g(ax + by)", "right": "a g(x) + b g(y)", "choice": "the function g"}
TASKS = (  # both sides of given numbers first, then numbers of the learner's own
    "Take {given}. What are g(ax + by) and a g(x) + b g(y)? Is g linear? (These numbers may not be enough to show it.)",
    "Choose four numbers a, b, x and y. What are g(ax + by) and a g(x) + b g(y) with them? Is g linear? If it is not, "
    "your numbers must show it: the two must differ.",
)
SAYS_OF_G = Way(
    "If the two differ, g is not linear. If they agree, it may still not be: of one number, only a multiple of x is "
    "linear (3.1)."
)
OWN = Way(
    "Any numbers will do for which g(ax + by) and a g(x) + b g(y) differ, if they ever do: try one negative (3.1)."
)


@dataclass(frozen=True)
class Shape:
    """A function of one number: how it is written, whether it is linear, and straight.

    `put` writes g of a sum that has some value, both given: "3 · (2 · 1 + 4) − 1".
    """

    text: str
    g: Callable[[float], float]
    put: Callable[[str, float], str]
    linear: bool = False
    straight: bool = False


def _line(slope: float, at_0: float) -> Shape:
    rest = f" {'−' if at_0 < 0 else '+'} {written(abs(at_0))}" if at_0 else ""
    return Shape(
        f"g(x) = {written(slope)}x{rest}",
        lambda x: slope * x + at_0,
        lambda sum, value: f"{factor(slope)} · ({sum}){rest}",
        linear=at_0 == 0,
        straight=True,
    )


def _bent(text: str, by: Callable[[float], float]) -> Shape:
    """A function that multiplies its number `by` something, which is not the same everywhere."""
    return Shape(text, lambda x: by(x) * x, lambda sum, value: f"{factor(by(value))} · ({sum})")


BENT = (
    _bent("g(x) = x²", lambda x: x),
    _bent("g is ReLU, g(x) = max(x, 0)", lambda x: 1.0 if x > 0 else 0.0),
    _bent("g is leaky ReLU, g(x) = x if x > 0, otherwise 0.1x", lambda x: 1.0 if x > 0 else 0.1),
    _bent("g(x) = |x|", lambda x: 1.0 if x > 0 else -1.0),
)


def _ways(shape: Shape, chosen: Numbers, level: int) -> dict[str, Way]:
    """How both sides are found, with the numbers where these are given; and what they say of g."""
    a, b, x, y = (chosen[name] for name in CHOSEN)
    inside = f"{times(a, x)} + {times(b, y)}"
    sides = {
        "left": ("ax + by first, then g of it (3.1).", shape.put(inside, a * x + b * y)),
        "right": (
            "g of x and g of y first, then a times the one and b times the other (3.1).",
            f"{times(a, shape.g(x))} + {times(b, shape.g(y))}",
        ),
    }
    ways = {name: Way(rule, "" if level else factors) for name, (rule, factors) in sides.items()}
    return ways | dict.fromkeys(CHOSEN, OWN) | {"choice": SAYS_OF_G}


@dataclass(frozen=True)
class OfYourOwn(Case):
    """A case in which a, b, x and y are free: both sides follow from them, and where g is not linear they must differ.

    `at` makes the key for four numbers.
    """

    at: Callable[[Numbers], Key] | None = None
    linear: bool = False

    def answer(self, **given) -> Verdict:
        """The verdict on both sides and on the choice, with the four numbers that were chosen."""
        typed = {name: read(name, given.get(name)) for name in CHOSEN}
        empty = [name for name in CHOSEN if typed[name] is None]
        if empty and any(read(name, given.get(name)) is not None for name in self.asks):
            boxes = {name: "empty" if name in empty else "right" for name in CHOSEN}
            said = f"Choose a, b, x and y first, both sides follow from them; still to come: {', '.join(empty)}."
            return Verdict(False, (), said, boxes | dict.fromkeys((*SIDES, "choice"), "empty"))
        if empty:
            return super().answer(**given)
        key = self.at({name: each.value for name, each in typed.items()})
        sides = key.right({})
        if not all(map(isfinite, sides.values())):
            return Verdict(False, (), "With numbers as large as these no side can be worked out: choose smaller ones.")
        verdict = Case(self.asks, key, self.says, labels=self.labels).answer(**given)
        return verdict if self.linear or not verdict.ok or _differ(sides) else _shows_nothing(verdict, sides)


def _differ(numbers: Numbers) -> bool:
    return different({"side": numbers["left"]}, {"side": numbers["right"]})


def _shows_nothing(verdict: Verdict, sides: Numbers) -> Verdict:
    """The verdict on four numbers for which both sides agree, though g is not linear."""
    said = f"g is not linear, but these numbers do not show it: both sides are {written(sides['left'])}. Choose others."
    return Verdict(False, (), said, {**verdict.boxes, **dict.fromkeys(CHOSEN, "off")})


def key_for(shape: Shape, chosen: Numbers, asks: tuple[str, ...]) -> Key:
    """What can be answered about g with these four numbers."""
    a, b, x, y = (chosen[name] for name in CHOSEN)
    g, truth = shape.g, LINEAR if shape.linear else NOT_LINEAR
    left, right, inside = g(a * x + b * y), a * g(x) + b * g(y), g(a * x) + g(b * y)

    def numbers(left=left, right=right, choice=truth) -> Callable[[Numbers], Numbers]:
        found = {**chosen, "left": left, "right": right, "choice": choice}
        return lambda held: {name: float(found[name]) for name in asks}

    idea = "N1" if shape.straight else "N2"
    forms = {
        "N3": (numbers(left=inside), numbers(right=inside), numbers(left=right, right=left)),
        idea: () if shape.linear else (numbers(choice=LINEAR),),
    }
    seen = {id: tuple(form for form in ways if is_seen(form, numbers()({}))) for id, ways in forms.items()}
    return Key(numbers(), {id: ways for id, ways in seen.items() if ways})


def make(draw: Draw, level: int) -> Case | None:
    """A function and four numbers, given or to be chosen; given ones do not always show that g is not linear."""
    kind = draw.pick(("linear", "affine", "bent", "bent"))
    line = _line(draw.pick((-3, -2, 2, 3, 4)), 0 if kind == "linear" else draw.pick((-2, -1, 1, 2)))
    shape = draw.pick(BENT) if kind == "bent" else line
    values = dict(zip(CHOSEN, [*draw.picks(FACTORS, 2), *draw.picks(ARGUMENTS, 2)]))
    asks = (*CHOSEN, *SIDES, "choice") if level else (*SIDES, "choice")
    key = key_for(shape, values, asks)
    shows = _differ(key.right({}))
    if values["x"] == values["y"] or (level and not shape.linear and not shows):
        return None
    says = f"{shape.text}. {TASKS[level].format(given=listed(values))}"
    more = {"labels": LABELS, "options": OPTIONS, "ways": _ways(shape, values, level)}
    if not level:
        return Case(asks, key, says, shown=values, **more)
    return OfYourOwn(asks, key, says, at=lambda chosen: key_for(shape, chosen, asks), linear=shape.linear, **more)


ITEM = Item("P3.3", "linear or not, with four numbers that show it", make, 2)
