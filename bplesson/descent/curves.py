"""Cost curves over a single weight, for lesson 1: each a value C(w) and, on the line below it, its slope."""

from collections.abc import Callable
from functools import wraps

import numpy as np

from bplesson.checks.functions import Function, by_name
from bplesson.checks.results import quiet
from bplesson.engine.descent import Path, follow
from bplesson.errors import InputError, finite_number

OUTSIDE = "math domain error", "expected a "  # how the functions of `math` say that they have no value there


def parabola(a: float = 1.0, w_star: float = 1.0) -> Function:
    """C(w) = a (w - w_*)² / 2: one minimum at w_*, the same curvature a everywhere (1.10)."""
    a, w_star = finite_number("a", a, positive=True), finite_number("w_star", w_star)
    name = "parabola" if (a, w_star) == (1.0, 1.0) else f"parabola, a = {a:g}, w* = {w_star:g}"
    return Function(name, lambda w: 0.5 * a * np.square(w - w_star),
                    lambda w, C: a * (w - w_star))  # fmt: skip


CURVES = {
    curve.name: curve
    for curve in (
        parabola(),
        # a quartic with minima near -1.6 and +1.5, the left one lower
        Function("two minima", lambda w: 0.12 * np.square(w * w - 2.4) + 0.1 * w + 0.2,
                 lambda w, C: 0.48 * w * (w * w - 2.4) + 0.1),
        # a bell turned upside down: flat far out, a minimum at 1
        Function("plateau", lambda w: 1 - np.exp(-2 * np.square(w - 1)),
                 lambda w, C: 4 * (w - 1) * np.exp(-2 * np.square(w - 1))),
    )
}  # fmt: skip


def curve(which) -> Function:
    """The cost curve of that name, or one made from your own f(w); InputError for an unknown name."""
    return _chosen(which)


def _chosen(which) -> Function:
    if callable(which) and not isinstance(which, Function):
        which = Function.own(_one_by_one(which))
    return by_name("curve", which, Function, CURVES)


def descend_curve(curve: Function, w: float, eta: float, steps: int, tolerance: float = 1e-9) -> Path:
    """The path of gradient descent on a cost curve of one weight, from w; the weights are arrays of shape ()."""
    curve, start = _chosen(curve), (np.array(finite_number("w", w)),)
    if not _has_value(curve, start[0]):
        raise InputError(f"w: expected a weight where {curve.name} has a value and a slope, got {w}")
    return follow(lambda w: (curve.value(w[0]), (curve.slope(w[0]),)), start, eta, steps, tolerance)


@quiet
def _has_value(curve: Function, w: np.ndarray) -> bool:
    return bool(np.isfinite([curve.value(w), curve.slope(w)]).all())


def _one_by_one(f: Callable) -> Callable:
    """`f` made to refuse arrays: a cost of one weight may use arrays of data, not to be mixed up with weights.

    Where it has no value, as 1/w at 0 or log w below 0, the answer is nan, whichever way Python or NumPy says so.
    """

    @wraps(f)
    def cost(w):
        if np.ndim(w):
            raise TypeError("one weight at a time")
        try:
            value = f(float(w))
        except ZeroDivisionError:
            return np.nan
        except ValueError as problem:
            if str(problem).startswith(OUTSIDE):
                return np.nan
            raise
        return np.nan if isinstance(value, complex) else value  # plain Python takes roots of negative numbers

    return cost


def curvature(curve: Function, low: float, high: float) -> float | None:
    """The curvature a of a parabola that opens upwards, or None where [low, high] shows that `curve` is not one."""
    w = np.linspace(low, high, 9)
    with np.errstate(all="ignore"):
        slopes = curve.slope(w)
        a = np.diff(slopes) / np.diff(w)
    if not np.isfinite(a).all() or a[0] <= 0 or not np.allclose(a, a[0], rtol=1e-6, atol=1e-9):
        return None
    return float(a.mean())
