"""A function of the learner's own, run on cases on which every mistake shows: what agrees, or which mistake it is."""

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bplesson.errors import InputError, one_of, shown
from bplesson.kit.record import RECORD
from bplesson.kit.words import precise, short
from bplesson.practice.calling import SECONDS, Outcome, other_arguments, outcome, trouble
from bplesson.practice.diagnosis import Verdict, groups_of, named, said
from bplesson.practice.item import item
from bplesson.practice.mistakes import OF_PASSES
from bplesson.practice.results import Arrays, agree, alike, arrays, same, whole_arrays
from bplesson.practice.rules import RIGHT, Rules


@dataclass(frozen=True)
class Call:
    """One call of a function: its arguments, what it must return, and what each mistake returns in each of its forms.

    `on` says on what it is called: "a chain of 3 weights". `wrong` is asked only if the result is not right.
    `notes` are what else is often done, and not in the catalogue: the results with it, by the sentence that says it.
    """

    arguments: tuple
    right: Arrays
    wrong: Callable[[], Mapping[str, Sequence[Arrays]]]
    on: str
    result: Callable[[Rules], Arrays] | None = None  # what comes out by these rules, if it is made of both passes
    no: tuple[str, ...] = ()  # mistakes that cannot be made in it
    notes: Callable[[], Mapping[str, Sequence[Arrays]]] = dict
    square: bool = False  # whether all matrices are
    examples: int = 1

    def made(self, rules: Rules) -> Arrays:
        """What comes out by these rules; nothing where shapes do not fit."""
        try:
            return self.result(rules)
        except (ValueError, IndexError):
            return ()


@dataclass(frozen=True)
class Asked:
    """A function that a lesson asks for: `calls(function)` are made anew for each check.

    `what` its numbers are ("derivatives"), `entries` what one of the list belongs to ("weights"); `on` what the calls
    are made on ("chains"); `unseen` is a sentence on what is not compared; `signature` how it is called.
    """

    calls: Callable[[Callable], Sequence[Call]]  # given the function: it may know activations by its own names
    what: str
    on: str
    entries: str = "weights"
    unseen: str = ""
    judge: Callable[[Callable], Verdict] | None = None  # for a function that is judged in another way
    signature: str = ""


@dataclass(frozen=True)
class Answer:
    """What one call gave: `mine`, arrays like the right ones, or the `ids` and `words` that say why there are none."""

    mine: Arrays | None
    ids: tuple[str, ...] = ()
    words: str = ""

    @property
    def sentence(self) -> str:
        """What a learner reads, the mistakes included."""
        return f"{named(self.ids)} {self.words}" if self.ids else self.words


UNKNOWN = "No known mistake explains it."
NOT_WRITTEN = "It is not written yet."


def check(which: str, function: Callable) -> Verdict:
    """Check a function that a lesson asks for: `which` is the item, "P4.4", or item and function, "P2.4 backward".

    The verdict prints as one to three sentences and has `.ok`, `.mistakes` (ids of the catalogue) and `.says`.
    """
    asked = _asked(which, function)
    if function is ... or function is None:
        return Verdict(False, (), NOT_WRITTEN)
    if not callable(function):
        raise InputError(f"function: expected a Python function, got {shown(function)}")
    verdict = judged(asked, function)
    if verdict.says != NOT_WRITTEN:
        answer = getattr(function, "__code__", None), verdict.says
        RECORD.tried(which.split()[0], "function", verdict.ok, verdict.mistakes, answer)
    return verdict


def _asked(which: str, function) -> Asked:
    if not isinstance(which, str) or not which.split():
        raise InputError(f"item: expected a number such as 'P2.4', got {shown(which)}")
    number, *names = which.split()
    functions = item(number).functions
    if not functions:
        raise InputError(f"item: {number} asks for numbers, not for a function")
    name = " ".join(names) or getattr(function, "__name__", "")
    if not names and name not in functions:
        name = next(iter(functions))
    return functions[one_of("function", name, functions)]


def judged(asked: Asked, function: Callable) -> Verdict:
    """The verdict on a function that is asked for like this; a fault of the check is not said to be the function's."""
    try:
        return asked.judge(function) if asked.judge else _judged(asked, function)
    except Exception as problem:
        fault = f"{type(problem).__name__}: {problem}"
        return Verdict(False, (), f"The check itself failed, which says nothing about your function ({fault}).")


def returned(asked: Asked, function: Callable, call: Call, arguments: tuple) -> tuple[Arrays, Verdict | None]:
    """What comes back with these arguments, as arrays like the right ones; a verdict where nothing can be judged."""
    answer = _answer(asked, call, outcome(function, arguments))
    return answer.mine or [], None if answer.mine is not None else Verdict(False, answer.ids, answer.sentence)


# from calls to a verdict ---------------------------------------------------------------------------------------------
def _judged(asked: Asked, function: Callable) -> Verdict:
    calls, answers, until = list(asked.calls(function)), [], time.monotonic() + SECONDS
    if words := _no_such_function(asked, function, calls[0]):
        return Verdict(False, (), words)
    for call in calls:
        arguments = copy.deepcopy(call.arguments)
        found = outcome(function, arguments, max(until - time.monotonic(), 0.1))
        if not same(arguments, call.arguments):
            return Verdict(False, ("U3",), named(("U3",)))
        answers.append(_answer(asked, call, found))
        if found.stopped or (answers[-1].mine is None and len(answers) == 1):
            break
    right = [answer.mine is not None and agree(answer.mine, call.right) for call, answer in zip(calls, answers)]
    if right[0] and (verdict := _piled(function, calls[0])):
        return verdict
    if all(right):
        return _of_whole_numbers(asked, function, calls) or Verdict(True, (), _praise(asked, calls))
    return _what_is_wrong(asked, calls, answers, right)


def _no_such_function(asked: Asked, function: Callable, call: Call) -> str:
    if isinstance(function, type):
        return f"It is a class, {function.__name__}: a function is asked for, made with `def`."
    return other_arguments(function, call.arguments, asked.signature)


def _answer(asked: Asked, call: Call, found: Outcome) -> Answer:
    """What a call gave, as arrays like the right ones, or a sentence that says why there are none."""
    if words := trouble(found, call.on):
        return Answer(None, (), words)
    parts = found.result if isinstance(found.result, (list, tuple)) else [found.result]
    if any(each is ... for each in parts):
        return Answer(None, (), NOT_WRITTEN)
    if found.result is None:
        printed = "It prints, but what is printed is not handed on" if found.printed else "It returns nothing"
        return Answer(None, (), f"{printed}: is there a `return` at its end?")
    mine, words = arrays(found.result, call.right, call.on, asked.what, asked.entries)
    return Answer(None, _of_shape(mine, call), words) if words else Answer(mine)


def _of_shape(mine: Arrays, call: Call) -> tuple[str, ...]:
    """The mistakes that make arrays of these wrong shapes."""
    shapes, right = [np.shape(each) for each in mine], [np.shape(each) for each in call.right]
    if len(mine) != len(right):
        return ()
    if alike(mine[::-1], call.right):
        return ("U6",)
    made = tuple(id for id, forms in call.wrong().items() if any(alike(mine, form) for form in forms))
    if made or not all(np.isfinite(each).all() for each in mine):
        return made
    if "E2" not in call.no and shapes == [shape[::-1] for shape in right]:
        return ("E2",)
    if call.result and "E3" not in call.no and not any(shapes) and all(len(shape) == 2 for shape in right):
        return ("E3",)
    return made


def _what_is_wrong(asked: Asked, calls: Sequence[Call], answers: Sequence[Answer], right: Sequence[bool]) -> Verdict:
    """The mistakes that explain what came back; else what is off, and what breaks off."""
    got = [(call, answer.mine) for call, answer in zip(calls, answers) if answer.mine is not None]
    broken = next((answer for answer in answers if answer.mine is None), None)
    part = f"{sum(right)} of {len(calls)} {asked.on} agree. {_only_where(calls, right)}" if any(right) else ""
    if all(agree(mine, call.right) for call, mine in got):
        return Verdict(False, broken.ids, f"{part}{broken.sentence}")
    fitting = _breaking(_fitting(got), [call for call, answer in zip(calls, answers) if answer.mine is None])
    groups = (fitting,) if fitting else groups_of(_pairs(got))
    if groups:
        words = f"{said(groups)} {broken.words}" if broken else said(groups)
        return Verdict(False, tuple(dict.fromkeys(id for group in groups for id in group)), words)
    if broken:
        return Verdict(False, broken.ids, broken.sentence)
    return Verdict(False, (), _note(got) or part + _off(got))


def _fitting(got: Sequence[tuple[Call, Arrays]]) -> tuple[str, ...]:
    """The mistakes with which all of these results come out; where one does not show, the right result does."""
    if all(alike(mine[::-1], call.right) for call, mine in got):
        return ("U6",)
    return _with_which([call.wrong() for call, _ in got], got)


def _breaking(ids: tuple[str, ...], calls: Sequence[Call]) -> tuple[str, ...]:
    """Of several mistakes those with which there is no result in these calls either, if there are such.

    `reshape` never breaks off: where a call did, it was the missing transpose, which looks the same in a square matrix.
    """
    ids = tuple(id for id in ids if id != "D1" or not calls)
    if len(ids) < 2:
        return ids
    passing = {id for call in calls for id in call.wrong()}
    return tuple(id for id in ids if id not in passing) or ids


def _note(got: Sequence[tuple[Call, Arrays]]) -> str:
    """The first sentence, of what is not in the catalogue, with which all of these results come out; "" if none."""
    return next(iter(_with_which([call.notes() for call, _ in got], got)), "")


def _with_which(made: Sequence[Mapping], got: Sequence[tuple[Call, Arrays]]) -> tuple[str, ...]:
    """The names of what was made for each call that agree with the results of all calls."""

    def explains(name: str) -> bool:
        forms = (each.get(name, [call.right]) for each, (call, _) in zip(made, got))
        return all(any(alike(mine, form) for form in some) for some, (_, mine) in zip(forms, got))

    return tuple(name for name in dict.fromkeys(name for each in made for name in each) if explains(name))


def _pairs(got: Sequence[tuple[Call, Arrays]]) -> list[tuple[str, str]]:
    """Pairs of mistakes in different rules with which all of these results come out; the smallest is tried first."""
    if any(call.result is None for call, _ in got):
        return []
    got = sorted(got, key=lambda each: sum(map(np.size, each[1])))
    found = []
    for (one, form), (other, second) in combinations(_seen([call for call, _ in got]), 2):
        if one != other and not form.keys() & second.keys():
            rules = RIGHT.with_(**form, **second)
            if all(alike(mine, call.made(rules)) for call, mine in got):
                found.append((one, other))
    return found


def _seen(calls: Sequence[Call]) -> list[tuple[str, Mapping[str, Callable]]]:
    """The mistakes that show in one of the calls, in each of their forms."""
    forms = [(mistake.id, form) for mistake in OF_PASSES for form in mistake.forms if mistake.id not in calls[0].no]
    return [
        (id, form) for id, form in forms if not all(agree(call.made(RIGHT.with_(**form)), call.right) for call in calls)
    ]


def _piled(function: Callable, call: Call) -> Verdict | None:
    """That a later call with the same arguments returns something else: more each time, or anything."""
    again, words = _once_more(function, call)
    if not words and agree(again, call.right):
        return None
    then, _ = _once_more(function, call)
    longer = len(then) > len(again) >= len(call.right)
    more = len(then) == len(again) and all(np.shape(a) == np.shape(b) for a, b in zip(then, again))
    if longer or more and agree([a - b for a, b in zip(then, again)], call.right):
        return Verdict(False, ("U5",), named(("U5",)))
    return Verdict(False, (), "A second call with the same arguments returns something else: what does it keep?")


def _once_more(function: Callable, call: Call) -> tuple[Arrays, str]:
    return arrays(outcome(function, copy.deepcopy(call.arguments)).result, call.right, call.on)


def _of_whole_numbers(asked: Asked, function: Callable, calls: Sequence[Call]) -> Verdict | None:
    """That it fails where arrays hold whole numbers and are not floats."""
    for call in calls:
        if (arguments := whole_arrays(call.arguments)) is None:
            continue
        answer = _answer(asked, call, outcome(function, arguments))
        if answer.mine is not None and agree(answer.mine, call.right):
            continue
        words = (
            f"With floats it is right, with arrays of whole numbers (`np.array([1, 2])`) it is not. {named(('U4',))}"
        )
        return Verdict(False, ("U4",), " ".join(filter(None, [words, answer.words])))
    return None


# sentences -----------------------------------------------------------------------------------------------------------
def _praise(asked: Asked, calls: Sequence[Call]) -> str:
    n = sum(int(np.size(each)) for call in calls for each in call.right)
    few, most = min(call.examples for call in calls), max(call.examples for call in calls)
    several = "" if most == 1 else f" with {few} to {most} examples" if few < most else f" with {most} examples"
    return f"All {n} {asked.what} of {len(calls)} {asked.on}{several} agree." + (
        f" {asked.unseen}" if asked.unseen else ""
    )


def _only_where(calls: Sequence[Call], right: Sequence[bool]) -> str:
    """What parts the calls with the right result from all others."""
    good = [call for call, ok in zip(calls, right) if ok]
    bad = [call for call, ok in zip(calls, right) if not ok]
    if not good or not bad:
        return ""
    if all(call.square for call in good) and not any(call.square for call in bad):
        return "It works on square matrices only. "
    most = max(call.examples for call in good)
    if all(call.examples > most for call in bad):
        return f"It works for {'one example' if most == 1 else f'up to {most} examples'} only. "
    if all(call.examples > 1 for call in good) and all(call.examples == 1 for call in bad):
        return "It works for several examples only, not for one. "
    return ""


def _off(got: Sequence[tuple[Call, Arrays]]) -> str:
    """The first entry that is not right, a single number with what it should be, and the entries that are."""
    call, mine = next((call, mine) for call, mine in got if not agree(mine, call.right))
    off = [k for k, (a, b) in enumerate(zip(mine, call.right)) if not agree([a], [b])]
    others = [str(k) for k in range(len(mine)) if k not in off]
    word = "entry" if len(others) == 1 else "entries"
    which = f"; {word} {', '.join(others)} {'is' if len(others) == 1 else 'are'} right" if others else ""
    place = f"entry {off[0]} of what it returns" if len(call.right) > 1 else "what it returns"
    is_off = _beside(mine[off[0]].item(), np.asarray(call.right[off[0]]).item()) if _single(call, off[0]) else "is off"
    return f"On {call.on} {place} {is_off}{which}. {UNKNOWN}"


def _single(call: Call, k: int) -> bool:
    return np.size(call.right[k]) == 1


def _beside(mine: float, right: float) -> str:
    """A number and the right one, with as many digits as show that they differ."""
    digits = (a_format for a_format in (short, precise, "{:.12g}".format) if a_format(mine) != a_format(right))
    write = next(digits, repr)
    return f"is {write(mine)} and should be {write(right)}"
