"""Numbers as people type them: fractions, products, a comma, a true minus; read by a small grammar, never evaluated."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor, isfinite, log10
from numbers import Real

import numpy as np

from bplesson.errors import InputError, shown

NUMBER = re.compile(r"(\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE]([+-]?\d+))?")
TOKEN = re.compile(rf"\s*(?:({NUMBER.pattern})|(\S))")
LONGEST = 60  # letters in one answer


@dataclass(frozen=True)
class Typed:
    """A number, and how far from it the true one may be: half a unit of its last digit where it was rounded."""

    value: float
    within: float = 0.0

    def fits(self, true: float) -> bool:
        """Whether this is that number, or that number rounded to two digits or more, or to a whole number."""
        return isfinite(true) and bool(abs(self.value - true) <= self.within + 1e-9 * max(1.0, abs(true)))

    def to_digits(self, digits: int) -> "Typed":
        """The same, as if it had been rounded to so many digits, if it has more."""
        unit = 10.0 ** (floor(log10(abs(self.value))) - digits + 1) if self.value else 0.0
        return replace(self, within=max(self.within, 0.5 * unit))


def read(name: str, given) -> Typed | None:
    """A number from a box or from code; None for an empty one; InputError, with the name, for anything else."""
    if given is None or given is ... or (isinstance(given, str) and not given.strip()):
        return None
    if isinstance(given, str):
        return _parsed(name, given)
    if isinstance(given, (bool, np.bool_)) or not isinstance(given, (Real, np.generic, np.ndarray)):
        raise InputError(f"{name}: expected a number, got {shown(given)}")
    if np.size(given) != 1 or not np.isrealobj(given) or not np.isfinite(value := float(np.reshape(given, ())[()])):
        raise InputError(f"{name}: expected one finite number, got {shown(given)}")
    return rounded(value)


@lru_cache(maxsize=1 << 12)  # while a case is drawn, the same few numbers are compared again and again
def rounded(value: float) -> Typed:
    """A number of a calculation, as if somebody had typed it with all its digits."""
    return Typed(value, _unit(repr(value)))


def _unit(text: str) -> float:
    """Half a unit of the last digit of a decimal number; one of a single digit, 0.5, is taken for 0.50."""
    mantissa, _, exponent = text.lower().lstrip("+-").partition("e")
    whole, _, decimals = mantissa.partition(".")
    if not decimals.strip("0"):
        decimals = ""  # a float that is whole is written with one decimal, which says nothing
    digits = (whole + decimals).lstrip("0")
    if not digits:
        return 0.0
    last = len(decimals) + max(2 - len(digits), 0)
    return 0.5 * 10.0 ** (int(exponent or 0) - last) * (1 + 1e-9)


def _parsed(name: str, text: str) -> Typed:
    if len(text) > LONGEST:
        raise InputError(f"{name}: expected a number of at most {LONGEST} letters, got {len(text)}")
    plain = text.replace("−", "-").replace("–", "-").replace("·", "*").replace("×", "*").replace("∕", "/")
    plain = plain.replace("½", "(1/2)").replace("¼", "(1/4)").replace("¾", "(3/4)")
    tokens = [m.group(1) or m.group(4) for m in TOKEN.finditer(plain)]
    parser = _Parser([t for t in tokens if t])
    try:
        value = parser.sum()
        if parser.left or not np.isfinite(value):
            raise ValueError
    except (ValueError, ZeroDivisionError, OverflowError, RecursionError):
        raise InputError(f"{name}: expected a number such as −2.5, 1/3 or 2 · (−4), got {shown(text)}") from None
    alone = NUMBER.fullmatch(plain.strip().lstrip("+-").strip())
    return Typed(value, _unit(alone.group().replace(",", ".")) if alone else 0.0)


class _Parser:
    """Sums of products of signed numbers and brackets."""

    def __init__(self, tokens: list[str]):
        self.left = tokens

    def _next_is(self, *signs: str) -> bool:
        return bool(self.left) and self.left[0] in signs

    def sum(self) -> float:
        value = self.product()
        while self._next_is("+", "-"):
            sign = self.left.pop(0)
            value += self.product() if sign == "+" else -self.product()
        return value

    def product(self) -> float:
        value = self.signed()
        while self._next_is("*", "/"):
            sign = self.left.pop(0)
            value = value * self.signed() if sign == "*" else value / self.signed()
        return value

    def signed(self) -> float:
        if self._next_is("+", "-"):
            return self.signed() if self.left.pop(0) == "+" else -self.signed()
        if self._next_is("("):
            self.left.pop(0)
            value = self.sum()
            if not self._next_is(")"):
                raise ValueError
            self.left.pop(0)
            return value
        if not self.left or not NUMBER.fullmatch(self.left[0]):
            raise ValueError
        return float(self.left.pop(0).replace(",", "."))
