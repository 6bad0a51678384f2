"""What a function returned, as arrays like the right ones; and whether arrays are the same."""

import copy
from collections.abc import Iterable, Sequence

import numpy as np

from bplesson.checks.results import quiet
from bplesson.errors import InputError, real_array

RELATIVE, ABSOLUTE = 1e-6, 1e-9  # how near is the same
Arrays = Sequence[np.ndarray]


def arrays(
    result, right: Arrays, on: str, what: str = "numbers", entries: str = "entries"
) -> tuple[list[np.ndarray], str]:
    """The result as a list of arrays, copied; and a sentence, if their number or a shape is not that of `right`."""
    each_one = f"one for each of the {entries}" if len(right) > 1 else "and no more"
    try:
        mine = _listed(result, right)
    except InputError:
        kind = "what are not all numbers" if isinstance(result, (list, tuple, np.ndarray)) else type(result).__name__
        return [], f"On {on} it returns {kind}: expected {_counted(right, what)}, {each_one}."
    if len(mine) != len(right):
        return mine, f"On {on} it returns {_counted(mine, what)}: expected {_counted(right, what)}, {each_one}."
    mine = [each.reshape(np.shape(b)) if each.size == np.size(b) == 1 else each for each, b in zip(mine, right)]
    for k, (a, b) in enumerate(zip(mine, right)):
        if a.shape != np.shape(b):
            place = f"entry {k} of what it returns" if len(right) > 1 else "what it returns"
            return mine, f"On {on} {place} {_of_shape(a.shape)}: expected {_wanted(np.shape(b))}."
    return mine, ""


def _counted(some: Arrays, what: str) -> str:
    if len(some) != 1:
        return f"{len(some)} {what}"
    return "a single number" if np.size(some[0]) == 1 else "a single array"


def _of_shape(shape: tuple[int, ...]) -> str:
    return f"has the shape {shape}" if shape else "is a single number"


def _wanted(shape: tuple[int, ...]) -> str:
    return f"the shape {shape}" if shape else "a single number"


def _listed(result, right: Arrays) -> list[np.ndarray]:
    if isinstance(result, (str, bytes, dict, set, frozenset)):
        raise InputError("result: expected numbers")
    alone = not isinstance(result, Iterable) or isinstance(result, np.ndarray) and result.ndim == 0
    if alone or len(right) == 1 and not _is_list_of_one(result, right):
        return [_copied(result)]
    return [_copied(each) for each in result]


def _is_list_of_one(result, right: Arrays) -> bool:
    """Whether a list holds the one array that is expected, and is not that array itself, row by row."""
    if not isinstance(result, (list, tuple, np.ndarray)) or len(result) != 1:
        return False
    try:
        return np.shape(result) != np.shape(right[0]) or np.size(right[0]) == 1
    except ValueError:  # rows of different lengths
        return True


def _copied(value) -> np.ndarray:
    return np.array(real_array("result", value), dtype=float)


def alike(mine: Arrays, right: Arrays) -> bool:
    """Whether these are the same arrays, but for rounding; what is no number is like what is none."""
    return len(mine) == len(right) and all(map(_close, mine, right))


@quiet
def _close(a, b) -> bool:
    if np.shape(a) != np.shape(b):
        return False
    near = np.abs(np.subtract(a, b)) <= ABSOLUTE + RELATIVE * np.abs(b)
    return bool((near | (a == b) | np.isnan(a) & np.isnan(b)).all())


def agree(mine: Arrays, right: Arrays) -> bool:
    """Whether these are the same finite arrays, but for rounding."""
    return alike(mine, right) and all(np.isfinite(each).all() for each in mine)


def same(one, other) -> bool:
    """Whether two arguments are the same, entry by entry."""
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.shape == other.shape and np.array_equal(one, other)
    return one is other or callable(one) or isinstance(one, np.random.Generator) or bool(np.all(one == other))


def whole_arrays(arguments: tuple) -> tuple | None:
    """The same arguments, but arrays that hold whole numbers are arrays of integers; None if there is no such array."""
    found = []

    def whole(each):
        if isinstance(each, (list, tuple)):
            return type(each)(map(whole, each))
        if not isinstance(each, np.ndarray) or each.dtype != float or not np.all(each == np.round(each)):
            return copy.deepcopy(each)
        found.append(each)
        return each.astype(int)

    made = tuple(map(whole, arguments))
    return made if found else None
