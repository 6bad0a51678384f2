"""A computation written out with so many digits that whoever works it out gets the result that stands behind it."""

from collections.abc import Callable, Sequence
from math import prod

from bplesson.kit.scene import Runs
from bplesson.kit.seen import without_noise
from bplesson.kit.words import factor, number

MOST = 6  # digits; where even they cancel, the result is said to need more
CLOSE = 0.01  # of the result: its first two digits are those that one gets


def read(value: float, digits: int) -> float:
    """The number that stands on the screen where `value` is written with that many digits."""
    return float(number(value, digits).replace("−", "-").replace("∞", "inf"))


def enough(work_out: Callable[[int], float], result: float) -> int:
    """The fewest digits, from three on, with which `work_out` comes out at the result; 0 if MOST are too few."""
    result = float(result)  # Python's ∞ − ∞ is nan without a warning
    fits = (digits for digits in range(3, MOST + 1) if abs(float(work_out(digits)) - result) <= CLOSE * abs(result))
    return next(fits, 0)


def add_up(terms: Sequence[Sequence[float]], digits: int) -> float:
    """What a reader gets who adds up the products as they are written with that many digits."""
    products = [prod(read(value, digits) for value in each) for each in terms]
    return without_noise(sum(products), *products)


def equals(digits: int, result: float) -> str:
    """What stands behind the numbers: their result, or that they are not enough for it."""
    return f" = {number(result)}" if digits else f",  with more digits {number(result)}"


def delta_times_value(weight: str, delta: str, value: str) -> Runs:
    """∂C/∂weight = δ · value = …, each in its colour: what stands before the numbers of `meeting`."""
    product = [("backward", delta), ("plain", " · "), ("forward", value)]
    return [("missing", f"∂C/∂{weight}"), ("plain", " = "), *product, ("plain", " = ")]


def meeting(delta: float, q: float, result: float) -> Runs:
    """The backward value times the forward value, each in its colour, and the derivative that this is."""
    digits = enough(lambda digits: read(delta, digits) * read(q, digits), result)
    back, ahead = factor(delta, digits or 3), factor(q, digits or 3)
    return [("backward", back), ("plain", " × "), ("forward", ahead), ("plain", equals(digits, result))]
