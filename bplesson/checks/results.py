"""How results are made, without warnings, write-protected, and quickly: what hurries says why it is quicker."""

from collections.abc import Callable

import numpy as np

quiet = np.errstate(all="ignore")  # a network that has diverged is a result, not a warning


def protect(arrays) -> None:
    """Nothing can be written into a result by accident."""
    for array in arrays:
        array.setflags(False)


# --- what hurries; no result depends on it ---

# NumPy works faster with an array of no dimension than with a Python number
ONE, HALF = np.ones(()), np.array(0.5)

np.empty(1_000_000)  # 8 MB, taken and given back: from now on the C library keeps freed memory for the next pass


def product(sizes: tuple[int, ...], bias: bool) -> Callable:
    """The matrix product; between the 1×1 matrices of a chain plain multiplication does it, and faster."""
    return np.multiply if max(sizes) == 1 and not bias else np.matmul


def mean(values: np.ndarray) -> np.ndarray:
    """The mean over the last axis, the examples; a single one is its own mean."""
    n = values.shape[-1]
    return values[..., 0] if n == 1 else values.sum(axis=-1) / n


def mean_outer(delta: np.ndarray, q: np.ndarray, n: int) -> np.ndarray:
    """The mean of δ qᵀ over the n examples, (..., n, d) and (..., n, e) to (..., d, e): (1/n) Δᵀ Q.

    For a single example a multiplication does it, and faster.
    """
    return delta.mT * q if n == 1 else delta.mT @ q / n


def row_max(values: np.ndarray) -> np.ndarray:
    """The largest of each row, (..., n, d) to (..., n), from columns of a copy: four times faster."""
    return values.mT.copy().max(axis=-2)


def row_sum(values: np.ndarray) -> np.ndarray:
    """The sum of each row, (..., n, d) to (..., n), as a matrix product: five times faster."""
    return values @ np.ones(values.shape[-1])


def row_squares(values: np.ndarray) -> np.ndarray:
    """The sum of the squares of each row, (..., n, d) to (..., n); for a single column there is nothing to add."""
    return (values * values)[..., 0] if values.shape[-1] == 1 else np.vecdot(values, values)


def frozen(kind: type, fields: dict):
    """An object of a frozen dataclass with these fields, made without a call for each of them."""
    made = object.__new__(kind)
    made.__dict__.update(fields)
    return made
