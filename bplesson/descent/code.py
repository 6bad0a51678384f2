"""A step on a cost curve, and a line through points, as plain NumPy that runs without this package."""

import numpy as np

from bplesson.checks.functions import Function
from bplesson.kit.code import name_of, script


def slope_code(curve: Function, a: float | None, w: float, eta: float) -> str:
    """One step on a cost curve of one weight; `a` is its curvature where the curve is a parabola."""
    if a is not None:
        w_star = w - float(curve.slope(w)) / a
        value, slope = f"{a!r} * (w - {w_star!r})**2 / 2", f"{a!r} * (w - {w_star!r})"
    else:
        value, slope = f"{name_of(curve)}(w)", f"{name_of(curve)}_slope(w, C)"
    lines = [
        f"w, eta = {w!r}, {eta!r}",
        f"C = {value}",
        f"slope = {slope}",
        "w = w - eta * slope",
        "print(C, slope, w)",
    ]
    return script([curve] if a is None else [], lines)


def fit_code(x: np.ndarray, y: np.ndarray, w: float) -> str:
    """The line w x through the points x, y (n,), its deviations, and its cost with the slope."""
    lines = [
        f"x, y = np.array({x.tolist()!r}), np.array({y.tolist()!r})",
        f"w = {w!r}",
        "y_hat = w * x",
        "deviations = y_hat - y",
        "C = np.mean(deviations**2 / 2)",
        "slope = np.mean(deviations * x)",
        "print(deviations, C, slope)",
    ]
    return script([], lines)
