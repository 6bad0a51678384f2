"""P7.2: `softmax` and `delta_0`, each with wrong lines."""

import numpy as np

from bplesson.practice.bugs import Bugs
from bplesson.practice.item import Draw


def _values(draw: Draw) -> tuple:
    rows = ([0, -1, -2], [-1, 0, -3], [-2, -2, 0], [1000, 0, 2], [-2, 1000, 1])
    return (np.array([draw.pick(rows) for _ in range(2)], float),)


def _answers(draw: Draw) -> tuple:
    rows = ([0.7, 0.2, 0.1], [0.1, 0.6, 0.3], [0.2, 0.3, 0.5], [0.5, 0.1, 0.4])
    return np.array([draw.pick(rows) for _ in range(2)]), np.eye(3)[[draw.pick(range(3)) for _ in range(2)]]


def _row(k: int) -> str:
    return f"row {k}"


SOFTMAX = Bugs(
    "P7.2",
    "softmax",
    _values,
    (
        "makes the powers of e, so that none is too large",
        "divides them by their sum, row by row",
    ),
    _row,
)
DELTA_0 = Bugs(
    "P7.2",
    "delta_0",
    _answers,
    (
        "makes δ at the output (7.2)",
        "hands it on",
    ),
    _row,
)


def softmax(p):
    e = np.exp(p)
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX.wrong("C1", softmax)


def softmax(p):
    e = np.exp(p) - p.max(axis=1, keepdims=True)
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX.wrong("C2", softmax)


def softmax(p):
    e = np.exp(p.max(axis=1, keepdims=True) - p)
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX.also(softmax)


def softmax(p):
    e = np.exp(p - p.max(axis=1, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


SOFTMAX.wrong("C3", softmax)


def softmax(p):
    e = np.exp(p - p.max(axis=1, keepdims=True))
    return e / e.sum()


SOFTMAX.wrong("C3", softmax)


def softmax(p):
    e = np.exp(p - p.max(axis=1, keepdims=True))
    return e / e.max(axis=1, keepdims=True)


SOFTMAX.also(softmax)


def softmax(p):
    e = np.exp(p - p.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


SOFTMAX.right = softmax


def delta_0(y_hat, y):
    delta = y - y_hat  # (7.2)
    return delta


DELTA_0.wrong("S1", delta_0)


def delta_0(y_hat, y):
    delta = 2 * (y_hat - y)  # (7.2)
    return delta


DELTA_0.wrong("S2", delta_0)


def delta_0(y_hat, y):
    delta = (y_hat - y) * y_hat * (1 - y_hat)  # (7.2)
    return delta


DELTA_0.wrong("S6", delta_0)


def delta_0(y_hat, y):
    delta = -y * (1 - y_hat)  # (7.2)
    return delta


DELTA_0.wrong("S7", delta_0)


def delta_0(y_hat, y):
    delta = y_hat - y  # (7.2)
    return delta


DELTA_0.right = delta_0

BUGS = (SOFTMAX, DELTA_0)
