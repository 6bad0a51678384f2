"""The product with its own weight missing, built once: as text, as words of a diagram, and as LaTeX."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from bplesson.kit import symbols


@dataclass(frozen=True, eq=False)
class Factor:
    """A factor in LaTeX and in words; its value, a number or a matrix, where numbers are wanted."""

    latex: str
    words: str
    value: float | np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class Product:
    """∂C/∂w: the backward factors, the weight itself, which is missing, and the forward factors."""

    back: Sequence[Factor]
    missing: Factor
    ahead: Sequence[Factor]

    def latex(self, between: str = " ", left: str = "", right: str = "") -> str:
        """Green, red in a box, and blue; with braces under both chains, if their names `left` and `right` are given."""
        back, ahead = (between.join(each.latex for each in chain) for chain in (self.back, self.ahead))
        back, ahead = symbols.named(back, left) if left else back, symbols.named(ahead, right) if right else ahead
        return between.join([symbols.backward(back), symbols.missing(self.missing.latex), symbols.forward(ahead)])

    @property
    def in_full(self) -> str:
        """All factors but the missing one, in LaTeX without colours."""
        return " ".join(each.latex for each in (*self.back, *self.ahead))

    @property
    def runs(self) -> list[tuple[str, str]]:
        """The words in three pieces, each with the role that gives it its colour."""
        back, ahead = (" · ".join(each.words for each in chain) for chain in (self.back, self.ahead))
        return [("backward", back), ("missing", f" [{self.missing.words} missing] "), ("forward", ahead)]

    @property
    def text(self) -> str:
        """All factors in one line of words."""
        back, ahead = ([each.words for each in chain] for chain in (self.back, self.ahead))
        return " · ".join([*back, f"[{self.missing.words} missing]", *ahead])

    @property
    def value(self) -> float | np.ndarray:
        """What the factors come to, from left to right."""
        return reduce(np.dot, [each.value for each in (*self.back, *self.ahead)])
