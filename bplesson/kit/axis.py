"""How far the axes of a plot reach: at least as far as asked, in the steps of a ladder, and rarely elsewhere."""

from collections.abc import Sequence
from typing import Any

import numpy as np

LADDER = tuple((np.array([1, 2, 5, 10]) * 10.0 ** np.arange(-4, 10)[:, None]).ravel().tolist())
DECADES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 307)  # powers of ten that a plot may reach up or down
DEPTHS = (5, 10, 20, 40)  # layers
RANGES = {"tanh": (-1.0, 1.0), "sine": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}  # of what an activation gives


def rung(value: float, ladder: Sequence[float] = LADDER) -> float:
    """The first number of the ladder that is not below `value`, or else its last one."""
    return next((each for each in ladder if each >= value), ladder[-1])


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

    def change(self, *reach: float, of: Any = None) -> bool:
        """Take on the `reach` where the present one does not do, or is not that `of` the same thing; True if so."""
        if self.reach is not None and of == self._of:
            if all(wanted <= now <= self.slack * wanted for wanted, now in zip(reach, self.reach)):
                return False
        self.reach, self._of = reach, of
        return True
