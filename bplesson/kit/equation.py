"""What an equation is: its symbols and its two sides as computations; with numbers, where a lesson shows them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.engine.network import Network, single
from bplesson.errors import InputError, finite_number


@dataclass(frozen=True, repr=False)
class Formula:
    """An equation with numbers put in: `latex` to be typeset, `text` for what cannot typeset."""

    latex: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/latex": f"$$ {self.latex} $$", "text/plain": self.text}


@dataclass(frozen=True, repr=False)
class Equation:
    """One numbered equation of the lessons: `says` in a sentence, `latex` in symbols (without its tag).

    Its methods take a network, its examples x (n, d_0) and y (n, d_N), and η; they raise InputError for a network that
    the equation does not speak of.
    """

    tag: str
    says: str
    latex: str
    case: Callable  # (network, x, y, eta) to what the three below compute with
    one_way: Callable
    another_way: Callable
    numbers: Callable | None = None  # (case) to a Formula, where a lesson shows it

    def left(self, network: Network, x, y, eta: float = 0.1) -> float | np.ndarray:
        """The left side: what the engine, or a nudge of the weights, gives."""
        return self._of(self.one_way, network, x, y, eta)

    def right(self, network: Network, x, y, eta: float = 0.1) -> float | np.ndarray:
        """The right side: what the symbols say, number by number, without the backward pass."""
        return self._of(self.another_way, network, x, y, eta)

    def check(self, network: Network, x, y, eta: float = 0.1) -> bool:
        """Whether both sides agree: to seven digits, since some are measured by nudges; False where one overflows."""
        left, right = self.left(network, x, y, eta), self.right(network, x, y, eta)
        largest = max(1.0, np.abs(left).max())
        return bool(np.isfinite(largest) and np.allclose(left, right, rtol=1e-7, atol=1e-9 * largest))

    def with_numbers(self, network: Network, x, y, eta: float = 0.1) -> Formula:
        """The equation with the numbers of this network put in, rounded to three digits: δ times x, or δ times q."""
        if self.numbers is None:
            raise InputError(f"with_numbers: expected an equation that has it, as (2.15) or (3.15), got ({self.tag})")
        case = self._case(network, x, y, eta)
        with np.errstate(all="ignore"):
            return self.numbers(case)

    def _of(self, side, network, x, y, eta):
        case = self._case(network, x, y, eta)
        with np.errstate(all="ignore"):  # a network that has diverged gives infinities, not warnings
            value = np.asarray(side(case), dtype=float)
        return float(value) if value.ndim == 0 else value

    def _case(self, network, x, y, eta):
        x, y = single(network).examples(x, y)
        case = self.case(network, x, y, finite_number("eta", eta, positive=True))
        if isinstance(case, str):
            raise InputError(f"network: equation ({self.tag}) expects {case}; got {network!r}, {len(x)} example(s)")
        return case

    def __repr__(self) -> str:
        return f"({self.tag}) {self.says}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/latex": rf"$$ {self.latex} \tag{{{self.tag}}} $$", "text/plain": repr(self)}
