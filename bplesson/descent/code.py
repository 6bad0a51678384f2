"""A step on a cost curve as plain NumPy that runs without this package."""

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
