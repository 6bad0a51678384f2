"""P3.3: is a function linear or not, with four numbers that show it (3.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite

from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers, Verdict
from bplesson.practice.item import Case, Draw, Item, different, is_seen
from bplesson.practice.items.p3_1 import listed
from bplesson.practice.typed import read

CHOSEN, SIDES = ("a", "b", "x", "y"), ("left", "right")
LINEAR, NOT_LINEAR = 1, 2
FACTORS, ARGUMENTS = (-3, -2, -1, 2, 3), (-3, -2, -1, 1, 2, 3)
OPTIONS = f"choice: {LINEAR} if g is linear, {NOT_LINEAR} if it is not."
TASKS = (  # both sides of given numbers first, then numbers of the learner's own
    "Take {given}. Find left = g(ax + by) and right = a g(x) + b g(y), and say whether g is linear.",
    "Choose four numbers a, b, x, y, and find left = g(ax + by) and right = a g(x) + b g(y). If g is not linear, "
    "the two sides must show it.",
)


@dataclass(frozen=True)
class Shape:
    """A function of one number: how it is written, and whether it is linear, and straight."""

    text: str
    g: Callable[[float], float]
    linear: bool = False
    straight: bool = False


def _line(slope: float, at_0: float) -> Shape:
    text = f"{written(slope)}x" + (f" {'−' if at_0 < 0 else '+'} {written(abs(at_0))}" if at_0 else "")
    return Shape(f"g(x) = {text}", lambda x: slope * x + at_0, linear=at_0 == 0, straight=True)


BENT = (
    Shape("g(x) = x²", lambda x: x * x),
    Shape("g is ReLU, g(x) = max(x, 0)", lambda x: max(x, 0.0)),
    Shape("g is leaky ReLU, g(x) = x if x > 0, otherwise 0.1x", lambda x: x if x > 0 else 0.1 * x),
    Shape("g(x) = |x|", abs),
)


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
        verdict = Case(self.asks, key, self.says).answer(**given)
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
    says = f"{shape.text}. {TASKS[level].format(given=listed(values))} {OPTIONS}"
    if not level:
        return Case(asks, key, says, shown=values)
    return OfYourOwn(asks, key, says, at=lambda chosen: key_for(shape, chosen, asks), linear=shape.linear)


ITEM = Item("P3.3", "linear or not, with four numbers that show it", make, 2)
