"""What is wrong with an answer: which mistakes explain it, what is right given what came before, and what is off."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations, product

from bplesson.kit.words import enumerated
from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.typed import Typed

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, `ok`; the `mistakes` that explain it, by their ids; and what a learner reads, `says`.

    `boxes` says of each number: "right", "right, given …", "empty", "off", or the id of the mistake that made it; or
    "together" where many answers are right, so that no number is off by itself.
    """

    ok: bool
    mistakes: tuple[str, ...]
    says: str
    boxes: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return self.says


def one_by_one(form: Callable[[Numbers], Numbers], held: Numbers) -> Numbers:
    """Every number of `held` as a form makes it if those before it stand."""
    before, found = {}, {}
    for name, value in held.items():
        found[name] = form(before)[name]
        before[name] = value
    return found


@dataclass(frozen=True)
class Key:
    """What can be answered: `right(held)` are the right numbers by name in the order of the passes, if those in `held`
    stand as they are; `wrong` makes the same with a mistake, by its id, in each way in which it is made.

    `pairs()` goes through what two mistakes together make: their ids, and how. `words` are the sentences of mistakes
    for which this task has other letters than the catalogue. `each(form, held)` makes every number from those before it
    in `held`, which stands in the order of the passes.
    """

    right: Callable[[Numbers], Numbers]
    wrong: Mapping[str, tuple[Callable[[Numbers], Numbers], ...]]
    pairs: Callable[[], Iterable[tuple[tuple[str, str], Callable[[Numbers], Numbers]]]] = tuple
    words: Mapping[str, str] = field(default_factory=dict)
    each: Callable[[Callable[[Numbers], Numbers], Numbers], Numbers] = one_by_one


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
    if fits(given, right) or _right_by_steps(given, key, right):
        boxes = {name: "right" if name in given else "empty" for name in typed}
        if empty:
            return Verdict(
                False, (), f"Right so far; still to come: {enumerated([label(name) for name in empty])}.", boxes
            )
        return Verdict(
            True, (), {1: "Right.", 2: "Both are right."}.get(len(given), f"All {len(given)} are right."), boxes
        )
    made = _made(key.wrong, _alone)
    whole = _explaining(given, made)
    boxes, causes = _boxes(given, key, right, label, {id: key.wrong[id] for id in whole} or key.wrong)
    boxes |= dict.fromkeys(empty, "empty")
    boxes = {name: boxes[name] for name in typed}
    turned = [name for name, state in boxes.items() if state == TURNED]
    groups = (whole,) if whole else _pair(given, key, right, made) or _steps(causes, key)
    if turned and not (whole or any(OF_SIGNS & set(group) for group in groups)):
        groups = ()  # a lost sign is likelier than two mistakes that come out like it
    if groups:
        ids = tuple(dict.fromkeys(id for group in groups for id in group))
        return retold(Verdict(False, ids, said(groups), boxes), key.words)
    return Verdict(False, (), _of_signs([label(name) for name in turned]) or _first_off(given, boxes, label), boxes)


def _right_by_steps(given: Mapping[str, Typed], key: Key, right: Numbers) -> bool:
    """Whether every number is right, or follows from right ones before it as they were rounded."""
    held = {name: given[name].value for name in right if name in given}
    follows = key.each(key.right, held)
    return all(given[name].fits(right[name]) or given[name].fits(follows[name]) for name in held)


def _explaining(given: Mapping[str, Typed], made: Mapping[str, Iterable[Numbers | None]]) -> tuple[str, ...]:
    """The mistakes with which all of these numbers come out; `made` is what each makes, in each of its forms."""
    return tuple(id for id, ways in made.items() if any(fits(given, numbers) for numbers in ways))


def _made(wrong: Mapping[str, Iterable[Callable]], make: Callable[[Callable], Numbers]) -> dict[str, list]:
    """What `make` makes with each form of each mistake."""
    return {id: [_safe(make, form) for form in forms] for id, forms in wrong.items()}


def _safe(make: Callable[[Callable], Numbers], form: Callable) -> Numbers | None:
    """What a mistake makes; None where it cannot be made here, because shapes do not fit."""
    try:
        return make(form)
    except (ValueError, LookupError):
        return None


def _alone(form: Callable[[Numbers], Numbers]) -> Numbers:
    return form({})


def _boxes(given, key: Key, right: Numbers, label, wrong) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """Each number judged by those before it; and of each that is off the mistakes, of those in `wrong`, behind it."""
    held = {name: given[name].value for name in right if name in given}
    follows, made = key.each(key.right, held), _made(wrong, lambda form: key.each(form, held))
    without = cache(lambda before: key.each(key.right, {**held, before: right[before]}))
    boxes, origin, causes = {}, {}, []
    for name in held:
        each = given[name]
        if each.fits(right[name]) or not origin and each.fits(follows[name]):
            boxes[name] = "right"
        elif origin and each.fits(follows[name]):
            origin[name] = _origin(name, follows[name], without, origin)
            boxes[name] = f"right, given your {label(origin[name])}"
        else:
            origin[name] = name
            causes.append(_explaining({name: each}, made))
            boxes[name] = causes[-1][0] if causes[-1] else "off"
            if len(wrong) == len(key.wrong) and follows[name] and replace(each, value=-each.value).fits(follows[name]):
                boxes[name] = TURNED
    off = [name for name, state in boxes.items() if not state.startswith("right")]
    if TURNED in boxes.values() and any(boxes[name] != TURNED for name in off):  # a sign alone does not explain all
        boxes |= {name: cause[0] if cause else "off" for name, cause in zip(off, causes)}
    return boxes, causes


def _origin(name: str, here: float, without: Callable[[str], Numbers], origin: Mapping[str, str]) -> str:
    """The wrong number from which this one follows: `without` it, if it were right, another would stand here."""
    for before in reversed(origin):
        if abs(without(before)[name] - here) > 1e-9 * max(1.0, abs(here)):
            return origin[before]
    return next(reversed(origin.values()))


def _steps(causes: list[tuple[str, ...]], key: Key) -> tuple[tuple[str, ...], ...]:
    """At most two groups of mistakes that explain all that is off, each number from those before it."""
    if not all(causes):
        return ()
    order = [id for id in key.wrong if any(id in cause for cause in causes)]
    one = tuple(id for id in order if all(id in cause for cause in causes))
    if one:
        return (one,)
    return groups_of([(a, b) for a, b in combinations(order, 2) if all(a in cause or b in cause for cause in causes)])


def _pair(given: Mapping[str, Typed], key: Key, right: Numbers, made) -> tuple[tuple[str, ...], ...]:
    """Two mistakes with which all of these numbers come out, as two groups; `made` is what each makes alone.

    One number that is off is too little to tell two mistakes from it. A pair is tried only if it may explain each of
    the numbers: one that only one of the two changes must be what this one makes alone.
    """
    off = [name for name in right if name in given and not given[name].fits(right[name])]
    if len(off) < 2:
        return ()
    changes, makes = {}, {}
    for id, ways in made.items():
        changes[id] = {name for name in off if any(_changes(numbers, right, name) for numbers in ways)}
        makes[id] = {name for name in off if any(numbers and given[name].fits(numbers[name]) for numbers in ways)}

    def may(one: str, other: str) -> bool:
        both = changes[one] & changes[other]
        return all(name in both or name in changes[one] & makes[one] | changes[other] & makes[other] for name in off)

    tried = ((ids, form) for ids, form in key.pairs() if may(*ids))
    return groups_of([ids for ids, form in tried if fits(given, _safe(_alone, form))])


def _changes(numbers: Numbers | None, right: Numbers, name: str) -> bool:
    return numbers is not None and abs(numbers[name] - right[name]) > 1e-9 * max(1.0, abs(right[name]))


def groups_of(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Pairs that explain the same as two groups, any of the one with any of the other; none if they are no such."""
    pairs = list(pairs)
    if not pairs:
        return ()
    together, order = {frozenset(pair) for pair in pairs}, dict.fromkeys(id for pair in pairs for id in pair)
    one, other = (tuple(id for id in order if frozenset((id, partner)) in together) for partner in reversed(pairs[0]))
    complete = {frozenset(pair) for pair in product(one, other)} == together
    return (one, other) if complete else ()


TURNED = "the size is right, its sign is turned round"  # of a number that no mistake with all others explains


def _of_signs(labels: list[str]) -> str:
    """What a learner reads where all that is off are signs; "" if there is none."""
    if not labels:
        return ""
    of = "The size of" if len(labels) == 1 else "The sizes of"
    said = "is right, its sign is turned round" if len(labels) == 1 else "are right, their signs are turned round"
    return f"{of} {enumerated(labels)} {said}: which of the factors are negative?"


OF_SIGNS = {"S1", "U1"}  # mistakes that turn a sign themselves
OF_ONE_WEIGHT = {"B1", "O1", "O2", "O3", "E1"}  # mistakes in the two factors of a derivative


def named(ids: tuple[str, ...]) -> str:
    """What a learner reads of these mistakes, which cannot be told apart."""
    if len(ids) == 1:
        return MISTAKES[ids[0]].sentence
    many = {2: "Two", 3: "Three", 4: "Four"}.get(len(ids), str(len(ids)))
    return f"{many} mistakes lead to just these numbers, and no number parts them: {_which(ids)}"


def said(groups: tuple[tuple[str, ...], ...]) -> str:
    """What a learner reads of one mistake, or of two together, where each group is what may be one of them."""
    if len(groups) == 1:
        return named(groups[0])
    parts = [named(ids) if len(ids) == 1 else f"One is open, no number tells it: {_which(ids)}" for ids in groups]
    return "Two mistakes. " + " ".join(parts)


def retold(verdict: Verdict, words: Mapping[str, str]) -> Verdict:
    """The same verdict; mistakes that are in `words`, by their ids, are said with these sentences."""
    says = verdict.says
    for id in verdict.mistakes:
        says = says.replace(MISTAKES[id].sentence, words.get(id, MISTAKES[id].sentence))
    return replace(verdict, says=says)


def _which(ids: tuple[str, ...]) -> str:
    asked = "which two numbers did you multiply" if OF_ONE_WEIGHT.issuperset(ids) else "which of them was it"
    listed = [f"({letter}) {MISTAKES[id].sentence}" for letter, id in zip("abcdefghijklmnopqrstuvwxyz", ids)]
    return f"{asked}? {' '.join(listed)}"


def _first_off(given, boxes: Mapping[str, str], label) -> str:
    name = next(
        name for name in boxes if boxes[name] not in ("right", "empty") and not boxes[name].startswith("right,")
    )
    rest = "" if all(state != "right" for state in boxes.values()) else " What is marked right may stay."
    return f"The first number that is off: {label(name)}. Which rule leads to it, and from which numbers?{rest}"
