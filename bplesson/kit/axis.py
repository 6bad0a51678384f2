"""How far the axes of a plot reach: at least as far as asked, in the steps of a ladder, and rarely elsewhere."""

from collections.abc import Sequence
from typing import Any

import numpy as np

LADDER = tuple((np.array([1, 2, 5, 10]) * 10.0 ** np.arange(-4, 10)[:, None]).ravel().tolist())
WEIGHTS = (3.0, *(each for each in LADDER if each >= 5))  # how far a plot over a weight reaches, both ways
ROOM = 0.9  # of that reach: beyond it nothing begins
FAR_TOO_LARGE = 10  # times as far as needed
DECADES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 307)  # powers of ten that a plot may reach up or down
DEPTHS = (5, 10, 20, 40)  # layers
RANGES = {"tanh": (-1.0, 1.0), "sine": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}  # of what an activation gives


def rung(value: float, ladder: Sequence[float] = LADDER) -> float:
    """The first number of the ladder that is not below `value`, or else its last one."""
    return next((each for each in ladder if each >= value), ladder[-1])


def round_step(value: float) -> float:
    """The first of 1, 2, 5, 10, … times any power of ten that is not below `value` > 0."""
    unit = 10.0 ** np.floor(np.log10(value))
    return float(rung(value / unit, (1, 2, 5, 10)) * unit)


def held(reach: np.ndarray | None, points: np.ndarray, along: bool) -> np.ndarray:
    """How far plots reach, (n,), over each of n weights that take the values `points` (t, n).

    The present `reach` stays where it holds them and, unless one goes `along` a path, is not far too large.
    """
    far = np.abs(points).max(axis=0)
    if reach is not None and (far <= reach).all() and (along or (reach <= FAR_TOO_LARGE * WEIGHTS[0]).all()):
        return reach
    wanted = np.array([rung(each / ROOM, WEIGHTS) for each in far.tolist()])
    if reach is None:
        return wanted
    enough = (far <= reach) & (along | (reach <= FAR_TOO_LARGE * wanted))
    return np.where(enough, reach, wanted)


def doubled(low: float, high: float, values: Sequence[float]) -> tuple[float, float]:
    """The range from `low` to `high`, made twice as wide towards where `values` leave it, as often as it takes."""
    least, most = min(values), max(values)
    while least < low:
        low -= high - low
    while most > high:
        high += high - low
    return float(low), float(high)


def decades(sizes: np.ndarray) -> tuple[int, int]:
    """How many powers of ten a plot of the positive `sizes` reaches down and up."""
    exponents = np.log10(sizes[sizes > 0]) if (sizes > 0).any() else np.zeros(1)
    return rung(-exponents.min(), DECADES), rung(exponents.max(), DECADES)


def powers(down: int, up: int, apart: int) -> list[int]:
    """The powers of ten from -down to up that are multiples of `apart`."""
    return [each for each in range(-down, up + 1) if each % apart == 0]


class Axis:
    """The reach of one or several axes, which is kept while it is enough and not more than `slack` times too large.

    With new axes all that stands still has to be drawn again, which takes many times as long as what moves.
    """

    def __init__(self, slack: float = 1.0):
        self.slack = slack
        self.reach: tuple[float, ...] | None = None
        self._of: Any = None

    def change(self, *reach: float, of: Any = None, keep: bool = False) -> bool:
        """Take on the `reach` where the present one does not do, or is not that `of` the same thing; True if so.

        To `keep` it is to have it never too large.
        """
        if self.reach is not None and of == self._of:
            pairs = list(zip(reach, self.reach))
            if all(wanted <= now and (keep or now <= self.slack * wanted) for wanted, now in pairs):
                return False
        self.reach, self._of = reach, of
        return True
