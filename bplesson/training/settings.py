"""What a training may be set to: its examples, layers, batch. Anything else is an InputError of one sentence."""

import numpy as np

from bplesson.checks.results import protect
from bplesson.data import datasets
from bplesson.errors import InputError, finite_array, shown

DATA = {
    "xor": datasets.xor,
    "two moons": datasets.two_moons,
    "circles": datasets.circles,
    "line": datasets.line,
    "sine": datasets.sine,
}
OUTPUTS = {  # what a reader chooses: the activation of the output, the cost
    "identity": ("identity", "squared error"),
    "tanh": ("tanh", "squared error"),
    "sigmoid": ("sigmoid", "squared error"),
    "sigmoid, cross-entropy": ("sigmoid", "binary cross-entropy"),
}


def examples(data) -> tuple[np.ndarray, np.ndarray]:
    """x (n, 1 or 2) and y (n, 1) of the data set of that name, or of one's own pair of arrays."""
    x, y = DATA[data]() if isinstance(data, str) and data in DATA else _own(data)
    protect((x, y))
    return x, y


def _own(data) -> tuple[np.ndarray, np.ndarray]:
    names = ", ".join(map(repr, DATA))
    if isinstance(data, str) or not isinstance(data, (tuple, list)) or len(data) != 2:
        raise InputError(f"data: expected one of {names} or your own (x, y), got {shown(data)}")
    x, y = (finite_array(f"data, {name}", each) for name, each in zip("xy", data))
    x, y = (each.reshape(-1, 1) if each.ndim < 2 else each for each in (x, y))
    if x.ndim != 2 or x.shape[1] not in (1, 2):
        raise InputError(f"data, x: expected shape (n, 1) or (n, 2), which a picture can show, got {x.shape}")
    if y.shape != (len(x), 1):
        raise InputError(f"data, y: expected shape ({len(x)}, 1), one label for each example in x, got {y.shape}")
    return x.copy(), y.copy()


def is_labelled(y) -> bool:
    """Whether every label is 0 or 1, so that a prediction is on the right or on the wrong side of 0.5."""
    return bool(np.isin(y, (0.0, 1.0)).all())
