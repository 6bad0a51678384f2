"""A planted function on numbers: what it returns, what it should, and which of its own lists are off, since when."""

import copy
import inspect
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bplesson.kit.words import enumerated, precise
from bplesson.practice.bugs import Bugs, Planted
from bplesson.practice.calling import outcome
from bplesson.practice.item import Draw
from bplesson.practice.results import agree

TRIES = 400
SMALLEST, LARGEST = 0.01, 1000  # numbers that are easily compared


@dataclass(frozen=True)
class Trial:
    """The `arguments` of one call by their names; `got` is what comes back, `due` what should, entry by entry."""

    arguments: dict
    got: list[np.ndarray]
    due: list[np.ndarray]
    names: list[str]  # of the entries
    lists: dict[str, int | None]  # lists inside the function, in their order: the first entry that is off, if one is

    @property
    def off(self) -> list[bool]:
        """Which entries are not as they should be."""
        return [not same(a, b) for a, b in zip(self.got, self.due)]

    def which(self) -> str:
        """Which entries are off, in a sentence."""
        wrong = [name for name, off in zip(self.names, self.off) if off]
        right = [name for name, off in zip(self.names, self.off) if not off]
        return f"Off: {enumerated(wrong)}. " + (f"Right: {enumerated(right)}." if right else "No number is right.")

    def since(self) -> str:
        """From where on the numbers inside are off, in a sentence."""
        off = next((name for name, first in self.lists.items() if first is not None), "")
        names = list(self.lists)
        good = names[: names.index(off)] if off else names
        right = f"{enumerated(good)} {'is' if len(good) == 1 else 'are'} right" if good else ""
        if off:
            begins = f"{off} is off from {off}[{self.lists[off]}] on, counted from 0"
            return f"Inside the function {right + ', but ' if right else ''}{begins}."
        return f"Inside the function {right}: only what is made of them in the end is off." if right else self.which()

    def with_(self, function: Callable) -> "Trial | None":
        """The same with what another function returns; None if that cannot be set beside what is due."""
        got = _entries(function, tuple(self.arguments.values()))
        return replace(self, got=got) if got is not None and len(got) == len(self.due) else None


def trial(bugs: Bugs, planted: Planted, seed: int) -> Trial:
    """The first numbers drawn for that seed on which the mistake shows."""
    for attempt in range(TRIES):
        arguments = bugs.draw(Draw(bugs.which, bugs.name, planted.id, seed, attempt))
        got, due = (_entries(function, arguments) for function in (planted.function, bugs.right))
        if got is not None and len(got) == len(due) and not all(map(same, got, due)) and all(map(_readable, due)):
            named = dict(zip(planted.function.__code__.co_varnames, arguments))
            names = [bugs.entry(k) for k in range(len(due))]
            return Trial(named, got, due, names, _lists(planted.function, bugs.right, arguments))
    raise AssertionError(f"{bugs.which} {bugs.name}: {planted.id} does not show in {TRIES} tries")


def same(one, other) -> bool:
    """Whether two entries are the same, shape and all."""
    return np.shape(one) == np.shape(other) and agree([np.asarray(one)], [np.asarray(other)])


def _readable(entry: np.ndarray) -> bool:
    """Whether no number of an entry is so small, or so large, that it says nothing."""
    return bool(((entry == 0) | (np.abs(entry) >= SMALLEST) & (np.abs(entry) < LARGEST)).all())


def written(value) -> str:
    """An argument or a result as a reader sees it."""
    if callable(value):
        return getattr(value, "says", value.__name__)
    if isinstance(value, list | tuple) or np.ndim(value):
        return f"[{', '.join(map(written, value))}]"
    return precise(float(value))


def _entries(function: Callable, arguments: tuple) -> list[np.ndarray] | None:
    found = outcome(function, copy.deepcopy(arguments))
    return None if found.error or found.stopped else [np.asarray(each, float) for each in found.result]


def _lists(function: Callable, right: Callable, arguments: tuple) -> dict[str, int | None]:
    """The lists and arrays that a function makes, in their order, each with the first entry that is off, if one is."""
    mine, due = _inside(function, arguments), _inside(right, arguments)
    return {name: _first_off(mine[name], value) for name, value in due.items() if name in mine}


def _first_off(mine, due) -> int | None:
    if len(mine) != len(due):
        return min(len(mine), len(due))
    return next((k for k, (a, b) in enumerate(zip(mine, due)) if not same(a, b)), None)


def _inside(function: Callable, arguments: tuple) -> dict:
    """The lists and arrays of a function as they are when it returns."""
    found, code, before = {}, function.__code__, sys.getprofile()

    def watch(frame, event, _):
        if event == "return" and frame.f_code is code:
            found.update(frame.f_locals)

    sys.setprofile(watch)
    try:
        with np.errstate(all="ignore"):
            function(*copy.deepcopy(arguments))
    finally:
        sys.setprofile(before)
    own = set(found) - set(code.co_varnames[: code.co_argcount]) - {"w", "W"}  # those go through the weights
    text = inspect.getsource(function)
    kept = {name: found[name] for name in sorted(own, key=lambda name: re.search(rf"\b{name}\b", text).start())}
    return {name: value for name, value in kept.items() if isinstance(value, list) or np.ndim(value)}
