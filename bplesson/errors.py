"""Errors that teach: the argument's name, what is expected, what came, and nothing else."""

import math
from pathlib import Path

import numpy as np

FLOAT = np.dtype(float)


class InputError(ValueError):
    """Something handed in cannot be used. The message is one sentence for the person who typed it."""

    def _render_traceback_(self):
        # IPython prints these lines instead of a traceback through the package.
        return [f"InputError: {self}"]


def shown(value: object) -> str:
    """What came, short enough to stand in a sentence."""
    try:
        text = " ".join(repr(value).split())
    except Exception:  # not our object, and nothing that its owner could read
        text = f"a {type(value).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def real_array(name: str, value) -> np.ndarray:
    """`value` as an array of floats of any shape; text, complex numbers and masked entries are refused."""
    if _has_masked(value):
        raise InputError(f"{name}: expected numbers, got a masked array, in which some are missing (try .filled(0))")
    try:
        array = np.asarray(value)
        if array.dtype.kind in "biuf":  # truth values, whole numbers, floats
            return array.astype(float, copy=False)
        if array.dtype.kind == "O":  # Python objects, one of which may be None
            return np.reshape([float(each) for each in array.flat], array.shape)
    except (TypeError, ValueError, OverflowError):  # no numbers, or rows of different lengths
        pass
    except Exception as problem:  # an array of another library that cannot become one of NumPy, a tensor say
        said = " ".join(str(problem).split())
        raise InputError(f"{name}: expected numbers, got {shown(value)}: {said}") from None
    raise InputError(f"{name}: expected numbers, got {shown(value)}")


def _has_masked(value) -> bool:
    if isinstance(value, list | tuple):
        return any(map(_has_masked, value))
    return isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value)


def finite_array(name: str, value) -> np.ndarray:
    """`value` as an array of finite floats of any shape."""
    array = value if type(value) is np.ndarray and value.dtype is FLOAT else real_array(name, value)
    if array.size == 1:
        finite = math.isfinite(array.item())
    elif array.size == 0:
        raise InputError(f"{name}: expected at least one number, got none")
    else:  # squares may overflow where the numbers do not, so a doubt is settled by a second look
        finite = math.isfinite(np.vdot(array, array)) or np.isfinite(array).all()
    if not finite:
        raise InputError(f"{name}: expected finite numbers, got {shown(value)}")
    return array


def finite_number(name: str, value, positive: bool = False) -> float:
    """`value` as one finite float, above 0 if `positive`."""
    try:
        number = float(real_array(name, value).reshape(()))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or (positive and number <= 0):
        wanted = "a number above 0" if positive else "a finite number"
        raise InputError(f"{name}: expected {wanted}, got {shown(value)}")
    return number


def whole_number(name: str, value, least: int = 1) -> int:
    """`value` as an int of at least `least`."""
    number = finite_number(name, value)
    if number != int(number) or number < least:
        raise InputError(f"{name}: expected a whole number from {least} up, got {shown(value)}")
    return int(number)


def one_of(name: str, value, choices):
    """`value`, if it is among `choices`."""
    choices = list(choices)
    if not any(value is choice or (isinstance(value, type(choice)) and value == choice) for choice in choices):
        some = ", ".join(map(repr, choices[:12])) + ", …" * (len(choices) > 12)
        raise InputError(f"{name}: expected one of {some}, got {shown(value)}")
    return value


def listed(name: str, values, wanted: str) -> list:
    """`values` as a list."""
    try:
        return list(values)
    except Exception:  # a number, or an object of another library that cannot be gone through
        raise InputError(f"{name}: expected {wanted}, got {shown(values)}") from None


def generator(name: str, rng) -> np.random.Generator:
    """`rng`, if it is a NumPy random generator."""
    if not isinstance(rng, np.random.Generator):
        raise InputError(f"{name}: expected np.random.default_rng(seed), got {shown(rng)}")
    return rng


def file_name(path) -> Path:
    """`path`, if it can name a file."""
    try:
        return Path(path)
    except TypeError:
        raise InputError(f"path: expected the name of a file, got {shown(path)}") from None
