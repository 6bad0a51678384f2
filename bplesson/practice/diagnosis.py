"""What is wrong with an answer: which mistakes explain it, what is right given what came before, and what is off."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.typed import Typed

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, `ok`; the `mistakes` that explain it, by their ids; and what a learner reads, `says`.

    `boxes` says of each number: "right", "right, given …", "empty", "off", or the id of the mistake that made it.
    """

    ok: bool
    mistakes: tuple[str, ...]
    says: str
    boxes: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return self.says


@dataclass(frozen=True)
class Key:
    """What can be answered: `right(held)` are the right numbers by name in the order of the passes, if those in `held`
    stand as they are; `wrong` makes the same with a mistake, by its id, in each way in which it is made."""

    right: Callable[[Numbers], Numbers]
    wrong: Mapping[str, tuple[Callable[[Numbers], Numbers], ...]]
    pairs: Mapping[tuple[str, str], tuple[Callable[[Numbers], Numbers], ...]] | None = None


def fits(typed: Mapping[str, Typed], numbers: Numbers | None) -> bool:
    """Whether every typed number is the one of that name."""
    return numbers is not None and all(name in numbers and each.fits(numbers[name]) for name, each in typed.items())


def explain(typed: Mapping[str, Typed], key: Key, label: Callable[[str], str]) -> Verdict:
    """The verdict on `typed`, numbers by name, each None where nothing was typed; `label` is how a number is called."""
    given = {name: each for name, each in typed.items() if each is not None}
    empty = [name for name in typed if name not in given]
    if not given:
        return Verdict(False, (), "Nothing is filled in yet.", dict.fromkeys(typed, "empty"))
    right = key.right({})
    if fits(given, right):
        boxes = {name: "right" if name in given else "empty" for name in typed}
        if empty:
            return Verdict(False, (), f"Right so far; still to come: {_listed(map(label, empty))}.", boxes)
        return Verdict(True, (), "Right." if len(given) == 1 else f"All {len(given)} numbers are right.", boxes)
    boxes = _boxes(given, key, right, label) | dict.fromkeys(empty, "empty")
    boxes = {name: boxes[name] for name in typed}
    whole = _explaining(given, key.wrong)
    if whole:
        return Verdict(False, whole, named(whole), boxes)
    groups = _steps(given, key, right) or _pair(given, key)
    if groups:
        ids = tuple(dict.fromkeys(id for group in groups for id in group))
        return Verdict(False, ids, " ".join(map(named, groups)), boxes)
    return Verdict(False, (), _first_off(given, boxes, label), boxes)


def _explaining(given: Mapping[str, Typed], wrong, held: Numbers | None = None) -> tuple[str, ...]:
    """The mistakes with which all of these numbers come out."""
    return tuple(id for id, forms in wrong.items() if any(fits(given, _safe(form, held or {})) for form in forms))


def _safe(form: Callable, held: Numbers) -> Numbers | None:
    """What a mistake makes; None where it cannot be made here, because shapes do not fit."""
    try:
        return form(held)
    except (ValueError, IndexError):
        return None


def _boxes(given, key: Key, right: Numbers, label) -> dict[str, str]:
    """Each number judged by those before it."""
    boxes, held, off = {}, {}, []
    for name in [name for name in right if name in given]:
        each = given[name]
        if each.fits(right[name]):
            boxes[name] = "right"
        elif off and each.fits(key.right(held)[name]):
            boxes[name] = f"right, given your {label(off[-1])}"
        else:
            off.append(name)
            boxes[name] = next(iter(_explaining({name: each}, key.wrong, held)), "off")
        held[name] = each.value
    return boxes


def _steps(given, key: Key, right: Numbers) -> tuple[tuple[str, ...], ...] | None:
    """At most two groups of mistakes that explain all numbers, each from those before it; None if there are none."""
    held, causes = {}, []
    for name in [name for name in right if name in given]:
        each = given[name]
        if not each.fits(right[name]) and not each.fits(key.right(held)[name]):
            found = _explaining({name: each}, key.wrong, held)
            if not found:
                return None
            causes.append(set(found))
        held[name] = each.value
    order = [id for id in key.wrong if any(id in cause for cause in causes)]
    one = tuple(id for id in order if all(id in cause for cause in causes))
    if one:
        return (one,)
    for a, b in combinations(order, 2):
        if all(a in cause or b in cause for cause in causes):
            return ((a,), (b,))
    return None


def _pair(given: Mapping[str, Typed], key: Key) -> tuple[tuple[str, ...], ...]:
    """Two mistakes with which all of these numbers come out, as two groups; none if there are no two."""
    for ids, forms in (key.pairs or {}).items():
        if any(fits(given, _safe(form, {})) for form in forms):
            return tuple((id,) for id in ids)
    return ()


def named(ids: tuple[str, ...]) -> str:
    """What a learner reads of these mistakes, which cannot be told apart."""
    if len(ids) == 1:
        return MISTAKES[ids[0]].sentence
    return "One of these: " + " Or: ".join(MISTAKES[id].sentence for id in ids)


def _first_off(given, boxes: Mapping[str, str], label) -> str:
    name = next(
        name for name in boxes if boxes[name] not in ("right", "empty") and not boxes[name].startswith("right,")
    )
    rest = "" if all(state != "right" for state in boxes.values()) else " What is marked right may stay."
    return f"The first number that is off is {label(name)}. Which rule leads to it, and from which numbers?{rest}"


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
