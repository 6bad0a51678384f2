"""Functions with one wrong line: real ones, so that the text shown is the text that runs."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from bplesson.practice.checking import Asked
from bplesson.practice.item import Draw, item


@dataclass(frozen=True)
class Planted:
    """A function with one wrong line; `id` is the mistake's in the catalogue, "" for one that only the check knows."""

    id: str
    function: Callable


class Bugs:
    """A function that a lesson asks for: `right` as it is, and those `planted`, each with another wrong line.

    `draw(draw)` gives arguments to try it on; `does` says of each line what it does; `entry(k)` is what entry k of the
    result is called; `knows` are words on what it calls.
    """

    def __init__(self, which: str, name: str, draw: Callable[[Draw], tuple], does: Sequence[str], entry, knows=""):
        self.which, self.name, self.draw, self.entry, self.knows = which, name, draw, entry, knows
        self.does = ("names the function and what it takes", *does)
        self.planted: list[Planted] = []
        self._also: list[Callable] = []
        self.right: Callable | None = None

    def wrong(self, id: str, function: Callable) -> None:
        """Plant a function with this mistake."""
        self.planted.append(Planted(id, function))

    def also(self, function: Callable) -> None:
        """Offer the wrong line of this function where one is to be chosen; it is not hunted."""
        self._also.append(function)

    @property
    def asked(self) -> Asked:
        """What the check knows of the function."""
        return item(self.which).functions[self.name]

    def place(self, function: Callable) -> int:
        """Which line of a wrong function is the wrong one, counted from 0."""
        pairs = zip(lines(function), lines(self.right), strict=True)
        (found,) = (k for k, (one, other) in enumerate(pairs) if one != other)
        return found

    def mends(self, function: Callable) -> list[Callable]:
        """Functions with another line in the place of the wrong one: the right one, and wrong ones."""
        wrong = [each.function for each in self.planted] + self._also
        others = [each for each in wrong if each is not function and self.place(each) == self.place(function)]
        return [self.right, *others]


def lines(function: Callable) -> list[str]:
    """The text of a function, line by line."""
    return inspect.getsource(function).rstrip().splitlines()


@cache
def bugs() -> dict[str, tuple[Bugs, ...]]:
    """All that can be hunted, by the number of the item: each is a file of this folder, p2_4 say."""
    found = {}
    for name in sorted(each.name for each in iter_modules(__path__) if each.name.startswith("p")):
        some = import_module(f"{__name__}.{name}").BUGS
        found[some[0].which] = some
    return found
