"""How results are handed out: without warnings, write-protected, and filled the quickest way."""

import numpy as np

quiet = np.errstate(all="ignore")  # a network that has diverged is a result, not a warning


def protect(arrays) -> None:
    """Nothing can be written into a result by accident."""
    for array in arrays:
        array.setflags(False)


def frozen(kind: type, fields: dict):
    """An object of a frozen dataclass with these fields, made without a call for each of them."""
    made = object.__new__(kind)
    made.__dict__.update(fields)
    return made
