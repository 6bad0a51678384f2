"""How much work is it? The multiplications that a function of numbers makes, and the time it takes (2.16)."""

import time
from collections.abc import Callable

from bplesson.errors import InputError, finite_number, listed, shown


def multiplications(function: Callable, weights, *numbers) -> int:
    """How many multiplications function(weights, *numbers) makes; it is handed numbers that count."""
    if not callable(function):
        raise InputError(f"function: expected a Python function, got {shown(function)}")
    times, weights = [0], listed("weights", weights, "a list of numbers")
    counted = [Counted(finite_number(f"weights[{i}]", w), times) for i, w in enumerate(weights)]
    function(counted, *(Counted(finite_number("numbers", v), times) for v in numbers))
    return times[0]


def microseconds(function: Callable, *arguments, runs: int = 5) -> float:
    """The time of function(*arguments): the shortest of several runs, since all else on a machine only adds to it."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        function(*arguments)
        taken.append(time.perf_counter() - start)
    return 1e6 * min(taken)


class Counted(float):
    """A number that adds one to times[0] whenever it is multiplied; what is computed from it counts too."""

    def __new__(cls, value: float, times: list[int]):
        made = super().__new__(cls, value)
        made.times = times
        return made

    def __mul__(self, other):
        self.times[0] += 1
        return Counted(float(self) * float(other), self.times)

    def __add__(self, other):
        return Counted(float(self) + float(other), self.times)

    def __sub__(self, other):
        return Counted(float(self) - float(other), self.times)

    def __rsub__(self, other):
        return Counted(float(other) - float(self), self.times)

    __rmul__, __radd__ = __mul__, __add__
