"""A skill that is practised: how its cases are drawn, what is asked, which functions a learner writes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from random import Random

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.words import kept
from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers, Verdict, explain
from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.noted import noted
from bplesson.practice.passes import ByRules
from bplesson.practice.rules import RIGHT, Rules, Run
from bplesson.practice.typed import read, rounded

DIGITS = 3  # of any number of a case
TRIES = 400


class Draw:
    """Numbers for a case; the same on every machine: of Python's generator only `random()` is promised to stay."""

    def __init__(self, *seed):
        self._random = Random(" ".join(map(str, seed))).random

    def pick(self, values):
        """One of the values."""
        return values[int(self._random() * len(values))]

    def picks(self, values, *shape: int):
        """A nested list of that shape, each entry one of the values."""
        first, *rest = shape
        return [self.picks(values, *rest) if rest else self.pick(values) for _ in range(first)]


@dataclass(frozen=True)
class Way:
    """How one number is found: the rule with the number of its equation, and its factors, "2 · (−4)".

    There are none where the rule says it all; else they can be typed as an answer, which is right.
    """

    rule: str
    factors: str = ""


@dataclass(frozen=True)
class Lane:
    """A chain as a row: the words in its nodes, `above` them, and at its weights; one of these may be `missing`."""

    nodes: tuple[str, ...]
    weights: tuple[str, ...]
    above: tuple[str, ...] = ()
    missing: int | None = None


@dataclass(frozen=True)
class Case:
    """One task: `says` states it, `asks` are the numbers to find, in the order of the passes, `key` knows them.

    `network`, x, y and eta are there where the task has them; `shown` are the numbers that are given away. `labels` are
    the names that a reader sees, `called` those that a screen reader says, where they are others. Of a number with
    `options` one is chosen: 1 is the first. `ways` say how each number is found. A `lane` stands above the blanks.
    Of `long` numbers, which have more digits than a case has if it is drawn, three digits are enough. `notes` are slips
    that are not in the catalogue: their numbers by the sentence that is said of them.
    """

    asks: tuple[str, ...]
    key: Key
    says: str
    network: Network | None = None
    x: np.ndarray | None = None
    y: np.ndarray | None = None
    eta: float | None = None
    shown: Numbers = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ways: Mapping[str, Way] = field(default_factory=dict)
    lane: Lane | None = None
    long: bool = False
    notes: Mapping[str, Numbers] = field(default_factory=dict)

    @property
    def task(self) -> str:
        """The whole task as text: what is given, and under which names the numbers are answered."""
        return f"{self.says} Find {', '.join(map(self._asked, self.asks))}."

    def _asked(self, name: str) -> str:
        label, options = self.label(name), enumerate(self.options.get(name, ()), start=1)
        listed = "; ".join(f"{k}: {words}" for k, words in options)
        return name + (f" ({label})" if label != name else "") + (f" [{listed}]" if listed else "")

    def label(self, name: str) -> str:
        """How a number is called in a sentence."""
        return self.labels.get(name, name)

    @property
    def right(self) -> dict[str, float]:
        """The right numbers by name."""
        numbers = self.key.right({})
        return {name: numbers[name] for name in self.asks}

    def right_in_words(self, name: str) -> str:
        """The right number as a reader sees it, or the right option."""
        value = self.right[name]
        return self.options[name][int(value) - 1].rstrip(".") if name in self.options else written(value)

    def told(self, name: str) -> str:
        """The rule of a number, with its name before it where that is not the beginning of the rule."""
        label, rule = self.label(name), self.ways[name].rule
        return rule if rule.startswith(label) else f"{label}: {rule}"

    def working(self) -> list[str]:
        """How each number is found, a line each."""
        factors = {name: f"{way.factors} = " if way.factors else "" for name, way in self.ways.items()}
        return [f"{self.told(name)} Here: {factors[name]}{self.right_in_words(name)}." for name in self.asks]

    def answer(self, **given) -> Verdict:
        """The verdict on these numbers: floats, or texts as one types them, `delta1="-1/3"`."""
        for name in given:
            one_of("answer", name, self.asks)
        typed = {name: read(name, given.get(name)) for name in self.asks}
        if self.long:
            typed = {name: each and each.to_digits(DIGITS) for name, each in typed.items()}
        return noted(explain(typed, self.key, self.label), typed, self.notes)


@dataclass(frozen=True)
class Item:
    """A skill by its number in the outline, "P2.1". `make(draw, level)` draws a case, which may turn out unfit.

    `twins` are groups of mistakes that no number of this item can part. `levels`: how many there are, the easiest is 0.
    `functions` are those that a learner writes: what `check` knows of them, by their names. `own(weights=…)` makes a
    case of given numbers.
    """

    id: str
    skill: str
    make: Callable[[Draw, int], Case] | None = None
    levels: int = 1
    twins: tuple[frozenset[str], ...] = ()
    functions: Mapping[str, object] = field(default_factory=dict)
    own: Callable[..., Case] | None = None

    def like(self, case: Case) -> int:
        """The level on which the same numbers are asked, or as many of them as on any."""

        def alike(level: int) -> float:
            asks = asked(self.id, level)
            return len(asks & set(case.asks)) / len(asks | set(case.asks))

        return max(range(self.levels), key=alike)

    def case(self, seed: int = 0, level: int | None = None) -> Case:
        """The case of that seed: its numbers are short, and every mistake that it can show makes another answer."""
        level = self.levels - 1 if level is None else level
        seed = whole_number("seed", seed, least=0)
        for attempt in range(TRIES):
            case = self.make(Draw(self.id, level, seed, attempt), level)
            if case is not None and short(case) and parted(case, self.twins):
                return case
        raise AssertionError(f"{self.id}: no case in {TRIES} tries for seed {seed}, level {level}")


def of_passes(
    network: Network, x, y, asks: Iterable[str], mistakes: Iterable[str], says: str, eta: float = 0.1, labels=None
) -> Case:
    """A case of both passes on one example: what is not asked is shown, and stands."""
    asks, labels = tuple(asks), labels or {}
    first = Run(network, x, y, eta)
    whole = first.with_came if any(name.startswith("dq") for name in asks) else first.values
    asks = tuple(name for name in whole if name in asks)
    shown = {name: value for name, value in whole.items() if name not in asks}
    x, y = network.examples(x, y)

    @lru_cache(maxsize=2)  # every rule, and every δ that is held, is tried on the same numbers
    def forward(held: tuple) -> Run:
        return Run(network, x, y, eta, held=shown | dict(held))

    def run(rules: Rules, held: Numbers) -> Run:
        of_forward = tuple(pair for pair in held.items() if pair[0][0] in "pqx")
        return forward(of_forward).by(rules, shown | held)

    def numbers(**others: Callable) -> ByRules:
        return ByRules(RIGHT.with_(**others), asks, run)

    right = numbers()
    numbers_of_right = right({})
    forms = [(id, form, numbers(**form)) for id in mistakes for form in MISTAKES[id].forms]
    seen = [(id, form, made) for id, form, made in forms if is_seen(made, numbers_of_right)]
    wrong = {id: tuple(made for other, _, made in seen if other == id) for id, _, _ in seen}

    def pairs() -> Iterable:
        for (id, form, _), (other, second, _) in combinations(seen, 2):
            if id != other and not form.keys() & second.keys():
                yield (id, other), lambda held, both=form | second: numbers(**both)(held)

    return Case(asks, Key(right, wrong, pairs, each=ByRules.each), says, network, x, y, eta, shown, labels)


def is_seen(form: Callable, right: Numbers) -> bool:
    """Whether a mistake can be made here, and makes another answer."""
    try:
        made = form({})
    except (ValueError, LookupError):  # shapes that do not fit
        return False
    return bool(np.isfinite(list(made.values())).all()) and different(made, right)


def different(one: Numbers, other: Numbers) -> bool:
    """Whether two answers differ in some number, also if it is rounded like something typed."""
    return any(
        not rounded(float(one[name])).fits(other[name]) and not rounded(float(other[name])).fits(one[name])
        for name in other
    )


def short(case: Case) -> bool:
    """Whether no number of the case has more than DIGITS digits."""
    numbers = [*case.key.right({}).values(), *case.shown.values()]
    return all(kept(value, DIGITS) == round(value, 9) and abs(value) < 10**DIGITS for value in numbers)


def parted(case: Case, twins: tuple[frozenset[str], ...] = ()) -> bool:
    """Whether any two mistakes, but for twins, make different answers."""
    made = [(id, form({})) for id, forms in case.key.wrong.items() for form in forms]
    for k, (id, numbers) in enumerate(made):
        for other, others in made[k + 1 :]:
            if id != other and not any({id, other} <= group for group in twins) and not different(numbers, others):
                return False
    return True


@cache
def asked(which: str, level: int) -> frozenset[str]:
    """What an item asks on that level."""
    return frozenset(item(which).case(0, level).asks)


@cache
def items() -> dict[str, Item]:
    """All items by their numbers: each is a file in `items/`."""
    from bplesson.practice import items as folder

    modules = sorted(each.name for each in iter_modules(folder.__path__))
    found = [import_module(f"{folder.__name__}.{name}").ITEM for name in modules]
    return {item.id: item for item in found}


def item(which: str) -> Item:
    """The item of that number; InputError for another."""
    if not isinstance(which, str):
        raise InputError(f"item: expected a number such as 'P2.1', got {which!r}")
    return items()[one_of("item", which, items())]
