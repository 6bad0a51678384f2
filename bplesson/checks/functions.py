"""A function of one variable together with its slope: what activations and cost curves are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

import numpy as np

from bplesson.checks.results import quiet, row_sum
from bplesson.errors import InputError, finite_number, real_array, shown

STEP = 1e-3  # of the five-point difference: truncation h⁴ and rounding ε/h both stay near 1e-12


@quiet  # where a function has no value, its slope is no number
def numeric_slope(value: Callable, v, h: float = STEP) -> np.ndarray:
    """The slope of `value` at `v`, any shape, from five points: (f₋₂ - 8f₋₁ + 8f₊₁ - f₊₂) / 12h."""
    v = np.asarray(v, dtype=float)
    h = h * np.maximum(1.0, np.abs(v))
    return (value(v - 2 * h) - 8 * value(v - h) + 8 * value(v + h) - value(v + 2 * h)) / (12 * h)


def slope_beside_kinks(value: Callable, v, here) -> np.ndarray:
    """`numeric_slope`, where a kink within its reach does not enter: `here` is value(v).

    Where the slopes from the left and from the right differ, a smaller step may not reach the kink any more. At the
    kink itself, where no step helps, the mean of the two sides is a slope as good as any.
    """
    slope, at_kink = _slope_and_kinks(value, v, here, STEP)
    for h in (1e-5, 1e-7):
        if not at_kink.any():
            break
        nearer, still = _slope_and_kinks(value, v, here, h)
        slope = np.where(at_kink & ~still, nearer, slope)
        at_kink = at_kink & still
    return slope


@quiet
def _slope_and_kinks(value: Callable, v, here, h: float) -> tuple[np.ndarray, np.ndarray]:
    """The numeric slope with step h, and whether the slopes from the left and from the right differ."""
    v = np.asarray(v, dtype=float)
    h = h * np.maximum(1.0, np.abs(v))
    left, right, slope = three_slopes(value(v - 2 * h), value(v - h), here, value(v + h), value(v + 2 * h), h)
    return slope, np.abs(right - left) > 1e-6 * (1 + np.abs(left) + np.abs(right))


def three_slopes(down2, down, here, up, up2, h) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From five values, each h from the next: the slope from the left, from the right, and across (from all five)."""
    left, right = (3 * here - 4 * down + down2) / (2 * h), (-3 * here + 4 * up - up2) / (2 * h)
    return left, right, (down2 - 8 * down + 8 * up - up2) / (12 * h)


@dataclass(frozen=True)
class Function:
    """q = value(p), element by element; its slope is rule(p, q), so that a stored q is not computed twice.

    The rule None says that the slope is 1 everywhere.
    """

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    rule: Callable[[np.ndarray, np.ndarray], np.ndarray] | None

    def __call__(self, p) -> np.ndarray:
        """The value at p, any shape. InputError where the function overflows at p; `value` then gives nan there."""
        q = self.value(p)
        if (plain := getattr(self.value, "__wrapped__", None)) and np.isnan(q).any():
            for each in np.broadcast_to(p, np.shape(q))[np.isnan(q)].tolist():
                try:
                    plain(each)
                except OverflowError as problem:
                    raise InputError(
                        f"{self.name}: expected a number at p = {each:.6g}, got OverflowError: {problem}"
                        " (np.exp gives infinity where math.exp does this)"
                    ) from None
                except Exception:
                    continue  # whatever else it says has been said by `value`
        return q

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
        value = guarded(value, name)
        if slope is None:
            return cls(value.__name__, value, lambda p, q: slope_beside_kinks(value, p, q))
        given = guarded(slope, f"slope of {value.__name__}")
        function = cls(value.__name__, value, lambda p, q: given(p))
        if (complaint := wrong_slope(function)) is not None:
            raise InputError(complaint)
        return function


def wrong_slope(function: Function, low: float = -4.0, high: float = 4.0, tolerance: float = 1e-5) -> str | None:
    """None if the slope of `function` is right on [low, high]; otherwise a sentence: where, and by how much.

    Around every p the function rises by s per unit in four short pieces; the slope at p must lie between the least and
    the largest s. At a kink, where the slopes from the left and from the right differ, any value between them is right.
    """
    if not isinstance(function, Function):
        raise InputError(f"function: expected a Function, such as Function.own(f), got {shown(function)}")
    low, high = finite_number("low", low), finite_number("high", high)
    h, n = 1e-5, 160
    p = low + (high - low) * (np.arange(n) + 0.3137) / n  # 0.3137: not on the kinks that people build at round numbers
    with np.errstate(all="ignore"):
        values = np.array([function(p + step * h) for step in (-2, -1, 0, 1, 2)])
        s = np.diff(values, axis=0) / h
        given = function.slope(p)
        least, largest = s.min(axis=0), s.max(axis=0)
        usual = np.quantile(np.abs(s[np.isfinite(s)]), 0.9) if np.isfinite(s).any() else 0.0
        rounding = 1e-15 * np.abs(values).max(axis=0) / h
        slack = tolerance * (usual + np.maximum(-least, largest)) + rounding
        off = np.maximum(least - given, given - largest) - slack
    off[np.isnan(given)] = np.inf
    off[~np.isfinite(s).all(axis=0)] = -np.inf  # where the function itself has no value, no slope is wrong
    worst = int(np.argmax(off))
    if off[worst] <= 0:
        return None
    rise = (values[3] - values[1])[worst] / (2 * h)
    return (
        f"slope of {function.name}: at p = {p[worst]:.3g} it gives {given[worst]:.4g}, but the function itself rises"
        f" by {rise:.4g} per unit there (off by {abs(given[worst] - rise):.2g})"
    )


def guarded(f: Callable, name: str | None = None) -> Callable:
    """`f`, element by element in all its arguments, made to return their shape or to say in one sentence why it cannot.

    It is called with arrays and, if it cannot take them, number by number.
    """
    if not callable(f):
        raise InputError(f"{name or 'own function'}: expected a Python function, got {shown(f)}")
    name = name or getattr(f, "__name__", "own").replace("<lambda>", "own")

    @wraps(f)
    @quiet  # no number is an answer too, and whoever asked has to look
    def numbers(*arrays):
        arrays = np.broadcast_arrays(*arrays)
        shape, size = arrays[0].shape, arrays[0].size
        arrays = [v.reshape(() if size == 1 else shape).copy() for v in arrays]  # f may write into its arguments
        try:
            values = f(*arrays)
        except Exception:  # it may be written for single numbers
            values = [_single(f, name, each) for each in zip(*(v.ravel().tolist() for v in arrays))]
            values = real_array(name, values)
            values = values.reshape(shape) if values.shape == (size,) else values
        values = real_array(name, values)
        if values.size == size == 1:
            return values.reshape(shape)
        if values.shape != shape:
            raise InputError(f"{name}: expected the shape of its argument, {shape}, got {values.shape}")
        return values

    numbers.__name__ = name
    return numbers


def _single(f: Callable, name: str, arguments: tuple[float, ...]):
    """f of single numbers: of NumPy's where plain Python overflows, and nan where those do so too, as in math.exp."""
    for number in (float, np.float64):
        try:
            return f(*map(number, arguments))
        except OverflowError:
            continue
        except Exception as problem:
            at = ", ".join(f"{each:.6g}" for each in arguments)
            raise InputError(f"{name}: expected a number for {at}, got {type(problem).__name__}: {problem}") from None
    return np.nan


def own_cost(value: Callable, slope: Callable | None, name: str | None) -> tuple[str, Callable, Callable]:
    """A cost of the reader's own, element by element, made fit for whole layers: name, value(p, q, y), slope(q, y).

    The slope is tried for predictions and labels between 0 and 1; one that disagrees with the value is refused.
    """
    if not callable(value):
        raise InputError(f"own cost: expected a Python function of y_hat and y, got {shown(value)}")
    value = guarded(value, name)
    name = value.__name__

    def total(p, q, y):
        return row_sum(value(q, y))

    if slope is None:
        return name, total, lambda q, y: slope_beside_kinks(lambda v: value(v, y), q, value(q, y))
    slope = guarded(slope, f"slope of {name}")
    for y in (0.0, 0.3, 1.0):
        at_y = Function(name, lambda q, y=y: value(q, y), lambda q, _, y=y: slope(q, y))
        if (complaint := wrong_slope(at_y, 0.01, 0.99)) is not None:
            raise InputError(f"{complaint}, with y = {y}")
    return name, total, slope


def by_name(argument: str, which, kind: type, table: dict):
    """`which`, if it is a `kind` already, or the one of that name in `table`, or one made from a Python function.

    Raises InputError, which begins with `argument`, for anything else.
    """
    if isinstance(which, kind):
        return which
    if isinstance(which, str) and which in table:
        return table[which]
    if callable(which):
        return kind.own(which)
    names = ", ".join(map(repr, table))
    raise InputError(f"{argument}: expected one of {names} or a Python function, got {shown(which)}")
