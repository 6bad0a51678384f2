"""A function of one variable together with its slope: what activations and cost curves are made of."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.errors import InputError, shown

STEP = 1e-3  # of the five-point difference: truncation h⁴ and rounding ε/h both stay near 1e-12


def numeric_slope(value: Callable, v, h: float = STEP) -> np.ndarray:
    """The slope of `value` at `v`, any shape, from five points: (f₋₂ - 8f₋₁ + 8f₊₁ - f₊₂) / 12h."""
    v = np.asarray(v, dtype=float)
    h = h * np.maximum(1.0, np.abs(v))
    return (value(v - 2 * h) - 8 * value(v - h) + 8 * value(v + h) - value(v + 2 * h)) / (12 * h)


@dataclass(frozen=True)
class Function:
    """q = value(p), element by element; its slope is rule(p, q), so that a stored q is not computed twice.

    The rule None says that the slope is 1 everywhere.
    """

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    rule: Callable[[np.ndarray, np.ndarray], np.ndarray] | None

    def __call__(self, p) -> np.ndarray:
        return self.value(p)

    def slope(self, p, q=None) -> np.ndarray:
        """dq/dp at p (any shape, same shape back); `q` = value(p) may be handed in where it is known."""
        if self.rule is None:
            return np.ones(np.shape(p))
        return self.rule(p, self.value(p) if q is None else q)

    def times_slope(self, g, p, q) -> np.ndarray:
        """g · σ'(p): what is left of a backward value `g` once it has come through this activation."""
        return g if self.rule is None else g * self.rule(p, q)

    def __repr__(self) -> str:
        return f"Function({self.name!r})"

    @classmethod
    def own(cls, value: Callable, slope: Callable | None = None, name: str | None = None) -> "Function":
        """A function of your own, `value(p)`, with its `slope(p)`; without one the slope is taken numerically.

        Works on arrays or on single numbers. A slope that disagrees with the function raises an InputError that says
        where and by how much.
        """
        if not callable(value):
            raise InputError(f"own function: expected a Python function of one variable, got {shown(value)}")
        name = name or getattr(value, "__name__", "own")
        guarded = _guarded(name, value)
        if slope is None:
            return cls(name, guarded, lambda p, q: numeric_slope(guarded, p))
        given = _guarded(f"slope of {name}", slope)
        function = cls(name, guarded, lambda p, q: given(p))
        if (complaint := wrong_slope(function)) is not None:
            raise InputError(complaint)
        return function


def wrong_slope(function: Function, low: float = -4.0, high: float = 4.0, tolerance: float = 1e-5) -> str | None:
    """None if the slope of `function` is right on [low, high]; otherwise a sentence: where, and by how much.

    At a kink, where the slopes from the left and from the right differ, any value between them is right.
    """
    p = np.linspace(low, high, 161) + 0.0123  # not exactly on the kinks people build at whole numbers
    h = 1e-4
    with np.errstate(all="ignore"):
        given, numeric, here = function.slope(p), numeric_slope(function, p, h), function(p)
        left, right = (here - function(p - h)) / h, (function(p + h) - here) / h
    slack = tolerance * (1 + np.abs(numeric)) + np.abs(right - left)
    off = np.where(np.isfinite(numeric), np.abs(given - numeric), 0.0)
    off = np.where(np.isfinite(off), off, np.inf)
    if not (off > slack).any():
        return None
    worst = int(np.argmax(off - slack))
    return (
        f"slope of {function.name}: at p = {p[worst]:.3g} it gives {given[worst]:.4g}, but the function itself rises"
        f" by {numeric[worst]:.4g} per unit there (off by {off[worst]:.2g})"
    )


def _guarded(name: str, f: Callable) -> Callable:
    """`f` made to keep the shape of its argument, number by number if it cannot take arrays, or to say why not."""

    def guarded(p):
        p = np.asarray(p, dtype=float)
        try:
            q = f(p.copy())  # a copy: an own function may write into its argument
        except Exception:
            try:
                q = np.array([f(float(number)) for number in p.ravel()]).reshape(p.shape)
            except Exception as problem:
                raise InputError(f"{name}: your function raised {type(problem).__name__}: {problem}") from None
        if np.shape(q) != p.shape:
            raise InputError(f"{name}: expected the shape of its argument, {p.shape}, got {np.shape(q)}")
        try:
            return np.asarray(q, dtype=float)
        except (TypeError, ValueError):
            raise InputError(f"{name}: expected numbers, got {shown(q)}") from None

    return guarded
