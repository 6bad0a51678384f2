"""A function of the learner's own, run on cases on which every mistake shows: how much agrees, or which mistake it is."""

import contextlib
import copy
import ctypes
import io
import linecache
import re
import threading
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from bplesson.errors import InputError, one_of
from bplesson.practice.diagnosis import Verdict, named
from bplesson.practice.item import item
from bplesson.practice.mistakes import OF_PASSES
from bplesson.practice.rules import RIGHT, Rules

SECONDS = 5.0  # for all calls of a function together
PACKAGE = str(Path(__file__).resolve().parents[1])
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")  # of a function, another one in each run
CLOSE = {"rtol": 1e-6, "atol": 1e-9}
Arrays = Sequence[np.ndarray]


@dataclass(frozen=True)
class Call:
    """One call of a function: its arguments, what it must return, and what each mistake returns in each of its forms.

    `on` says on what it is called: "a chain of 3 weights". `wrong` is asked only if the result is not right.
    """

    arguments: tuple
    right: Arrays
    wrong: Callable[[], Mapping[str, Sequence[Arrays]]]
    on: str
    result: Callable[[Rules], Arrays] | None = None  # what comes out by these rules, if it is made of both passes
    no: tuple[str, ...] = ()  # mistakes that cannot be made in it

    def made(self, rules: Rules) -> Arrays:
        """What comes out by these rules; nothing where shapes do not fit."""
        try:
            return self.result(rules)
        except (ValueError, IndexError):
            return ()


@dataclass(frozen=True)
class Asked:
    """A function that a lesson asks for: `calls()` are made anew for each check.

    `what` its numbers are ("derivatives"), `entries` what one of the list belongs to ("weights"); `on` what the calls
    are made on ("chains"); `pairs`, of two mistakes, is called with a call if one alone does not explain the result.
    """

    calls: Callable[[Callable], Sequence[Call]]  # given the function: it may know activations by its own names
    what: str
    on: str
    entries: str = "weights"
    unseen: str = ""
    judge: Callable[[Callable], Verdict] | None = None  # for a function that is judged in another way


class _Stopped(BaseException):
    """Raised inside a function that does not end."""


@dataclass
class _Outcome:
    result: object = None
    error: BaseException | None = None
    stopped: bool = False


def check(which: str, function: Callable) -> Verdict:
    """Check a function that a lesson asks for: `which` is the item, "P4.4", or item and function, "P2.4 backward".

    The verdict prints as one to three sentences and has `.ok`, `.mistakes` (ids of the catalogue) and `.says`.
    """
    asked = _asked(which, function)
    if not callable(function):
        raise InputError(f"function: expected a Python function, got {function!r}")
    return judged(asked, function)


def _asked(which: str, function) -> Asked:
    if not isinstance(which, str) or not which.split():
        raise InputError(f"item: expected a number such as 'P2.4', got {which!r}")
    number, *names = which.split()
    functions = item(number).functions
    if not functions:
        raise InputError(f"item: {number} asks for numbers, not for a function")
    name = names[0] if names else getattr(function, "__name__", "")
    if not names and name not in functions:
        name = next(iter(functions))
    return functions[one_of("function", name, functions)]


# calling a function of somebody else ---------------------------------------------------------------------------------
def outcome(function: Callable, arguments: tuple, seconds: float = SECONDS) -> _Outcome:
    """What the function returns or raises; what it prints is not shown, and it is stopped after some seconds."""
    found = _Outcome()

    def run() -> None:
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.result = function(*arguments)
        except _Stopped:
            found.stopped = True
        except BaseException as problem:
            found.error = problem

    thread = threading.Thread(target=run, daemon=True)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        thread.start()
        thread.join(seconds)
        for _ in range(20):  # a loop that catches everything gets it again
            if not thread.is_alive():
                break
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_Stopped))
            thread.join(0.1)
    found.stopped = found.stopped or thread.is_alive()
    return found


def own_line(problem: BaseException) -> str:
    """The learner's own line in which it happened, as it stands; "" if it cannot be found."""
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if (
            not frame.filename.startswith(PACKAGE)
            and "site-packages" not in frame.filename
            and "<frozen" not in frame.filename
        ):
            return (frame.line or linecache.getline(frame.filename, frame.lineno or 0)).strip()
    return ""


def trouble(found: _Outcome, on: str) -> str:
    """In a sentence, that a call did not end, or what it raised and where; "" if nothing of the kind."""
    if found.stopped:
        return (
            f"It had not ended after {SECONDS:.0f} seconds on {on}, and was stopped: is there a loop that never ends?"
        )
    if found.error is None:
        return ""
    said = ADDRESS.sub("", f"{type(found.error).__name__}: {found.error}".rstrip(": "))
    line = own_line(found.error)
    where = f"in your line `{line}`" if line else "in your function"
    return f"On {on} Python stops {where}: {said}"


# judging what came back ----------------------------------------------------------------------------------------------
def judged(asked: Asked, function: Callable) -> Verdict:
    """The verdict on a function that is asked for like this."""
    if asked.judge:
        return asked.judge(function)
    calls, results = list(asked.calls(function)), []
    for call in calls:
        arguments = copy.deepcopy(call.arguments)
        found = outcome(function, arguments)
        said = _stopped(found, call)
        if not said and not _same(arguments, call.arguments):
            return Verdict(False, ("U3",), named(("U3",)))
        if not said:
            mine, said = _arrays(found.result, call, asked)
        if said:
            return _broken_off(said, asked, calls, results)
        results.append(mine)
    if all(map(_agree, calls, results)):
        return _piled(asked, function, calls) or Verdict(True, (), _praise(asked, calls))
    fitting = _fitting(calls, results)
    pairs = () if fitting else _pairs(calls, results)
    if pairs:
        return Verdict(False, pairs[0], " ".join(named((id,)) for id in pairs[0]))
    return Verdict(False, fitting, named(fitting) if fitting else _first_off(asked, calls, results))


def _stopped(found: _Outcome, call: Call) -> tuple:
    """Ids and a sentence, if there is no result to judge."""
    if said := trouble(found, call.on):
        return (), said
    parts = found.result if isinstance(found.result, (list, tuple)) else [found.result]
    if any(each is ... for each in parts):
        return (), "It is not written yet."
    if found.result is None:
        return (), "It returns nothing: is there a `return` at its end?"
    return ()


def _broken_off(said: tuple, asked: Asked, calls: Sequence[Call], results: Sequence[Arrays]) -> Verdict:
    """The verdict where one call has no result: those before it may tell why."""
    ids, words = said
    if results and not ids and not all(map(_agree, calls, results)):
        ids = _fitting(calls[: len(results)], results)
        return Verdict(False, ids, f"{named(ids)} {words}" if ids else words)
    agreed = f"{len(results)} of {len(calls)} {asked.on} agree. " if results and not ids else ""
    return Verdict(False, ids, agreed + words)


def _praise(asked: Asked, calls: Sequence[Call]) -> str:
    n = sum(int(np.size(each)) for call in calls for each in call.right)
    return f"All {n} {asked.what} of {len(calls)} {asked.on} agree." + (f" {asked.unseen}" if asked.unseen else "")


def _piled(asked: Asked, function: Callable, calls: Sequence[Call]) -> Verdict | None:
    """That a second call with the same arguments returns something else."""
    call = calls[0]
    again = outcome(function, copy.deepcopy(call.arguments))
    mine, said = _arrays(again.result, call, asked) if again.error is None else (None, ())
    if said or mine is None or not _agree(call, mine):
        return Verdict(
            False, ("U5",), f"A second call with the same arguments returns something else. {named(('U5',))}"
        )
    return None


def _same(one, other) -> bool:
    """Whether two arguments are the same, entry by entry."""
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and np.array_equal(one, other)
    return one is other or callable(one) or isinstance(one, np.random.Generator) or bool(one == other)


def _agree(call: Call, mine: Arrays) -> bool:
    return _alike(mine, call.right)


def _alike(mine: Arrays, right: Arrays) -> bool:
    return len(mine) == len(right) and all(
        np.shape(a) == np.shape(b) and np.allclose(a, b, **CLOSE) for a, b in zip(mine, right)
    )


def _arrays(result, call: Call, asked: Asked) -> tuple[list[np.ndarray], tuple]:
    """The result as arrays like the right ones, or ids and a sentence that say why it cannot be."""
    right = call.right
    if len(right) == 1 and not isinstance(result, (list, tuple)):
        result = [result]
    try:
        mine = [np.asarray(each, dtype=float) for each in result]
    except (TypeError, ValueError):
        return [], (
            (),
            f"It returns {type(result).__name__}: expected {len(right)} {asked.what}, one for each of the {asked.entries}.",
        )
    if len(right) == 1 and len(mine) != 1:
        mine = [np.asarray(result, dtype=float)] if _even(result) else mine
    if len(mine) != len(right):
        return [], (
            (),
            f"On {call.on} it returns {len(mine)} {asked.what}: expected {len(right)}, one for each of the {asked.entries}.",
        )
    mine = [each.reshape(np.shape(b)) if each.size == np.size(b) == 1 else each for each, b in zip(mine, right)]
    for k, (a, b) in enumerate(zip(mine, right)):
        if a.shape != np.shape(b):
            return [], _wrong_shape(k, mine, right, call, asked)
    return mine, ()


def _even(result) -> bool:
    try:
        return np.asarray(result, dtype=float).size > 0
    except (TypeError, ValueError):
        return False


def _wrong_shape(k: int, mine, right, call: Call, asked: Asked) -> tuple:
    said = f"On {call.on} number {k} of the {asked.entries} gets {asked.what} of shape {mine[k].shape}: expected {np.shape(right[k])}."
    if _alike(mine[::-1], right):
        return ("U6",), f"{named(('U6',))} {said}"
    if all(a.shape == np.shape(b)[::-1] for a, b in zip(mine, right)):
        return ("E2",), f"{named(('E2',))} {said}"
    if all(a.ndim == 0 for a in mine):
        return ("E3",), f"{named(('E3',))} {said}"
    return (), said


def _fitting(calls: Sequence[Call], results: Sequence[Arrays]) -> tuple[str, ...]:
    """The mistakes with which all of these results come out; where one does not show, the right result does."""
    if all(_alike(mine[::-1], call.right) for mine, call in zip(results, calls)):
        return ("U6",)
    made = [call.wrong() for call in calls[: len(results)]]
    return tuple(
        id
        for id in dict.fromkeys(id for each in made for id in each)
        if all(
            any(_alike(mine, form) for form in each.get(id, [call.right]))
            for mine, each, call in zip(results, made, calls)
        )
    )


def _pairs(calls: Sequence[Call], results: Sequence[Arrays]) -> tuple[tuple[str, str], ...]:
    """Pairs of mistakes in two rules with which all of these results come out."""
    if calls[0].result is None:
        return ()
    found = {}
    forms = [(mistake.id, form) for mistake in OF_PASSES for form in mistake.forms if mistake.id not in calls[0].no]
    for (one, form), (other, second) in combinations(forms, 2):
        if one != other and not set(form) & set(second):
            rules = RIGHT.with_(**form, **second)
            if all(_alike(mine, call.made(rules)) for mine, call in zip(results, calls)):
                found[one, other] = True
    return tuple(found)


def _first_off(asked: Asked, calls, results) -> str:
    agree = sum(map(_agree, calls, results))
    k = next(k for k, (call, mine) in enumerate(zip(calls, results)) if not _agree(call, mine))
    call, mine = calls[k], results[k]
    n = next(n for n, (a, b) in enumerate(zip(mine, call.right)) if not np.allclose(a, b, **CLOSE))
    some = f"{agree} of {len(calls)} {asked.on} agree. " if agree else ""
    right_ones = [j for j, (a, b) in enumerate(zip(mine, call.right)) if np.allclose(a, b, **CLOSE)]
    which = f", those of number {', '.join(map(str, right_ones))} are right" if right_ones else ""
    return f"{some}On {call.on} the {asked.what} of number {n} of the {asked.entries} are off{which}. No mistake of the list explains it."
