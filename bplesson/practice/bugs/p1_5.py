"""P1.5: `descend`, and `gradient` of a straight line, each with wrong lines."""

import numpy as np

from bplesson.kit.words import short
from bplesson.practice.bugs import Bugs
from bplesson.practice.item import Draw


def _descent(draw: Draw) -> tuple:
    a, m = draw.pick((1, 2, 3)), draw.pick((-2, -1, 1, 3))

    def slope(w):
        return a * (w - m)

    slope.says = f"the function {short(a)} · (w − {short(m)})".replace("− −", "+ ")
    return slope, float(draw.pick((0, 2, 4, 5))), draw.pick((0.1, 0.2, 0.5)), 3


def _line(draw: Draw) -> tuple:
    w, x, y = (np.array(draw.picks((-2, -1, 1, 2, 3, 4), n), float) for n in (2, 3, 3))
    return w, x, y


DESCEND = Bugs(
    "P1.5",
    "descend",
    _descent,
    (
        "keeps the start as the first place",
        "repeats what follows, once for each step",
        "makes the step (1.9)",
        "keeps the new place",
        "hands on all places",
    ),
    lambda k: f"after {k} steps" if k != 1 else "after 1 step",
)
GRADIENT = Bugs(
    "P1.5",
    "gradient",
    _line,
    (
        "makes the predictions on the line, one for each point",
        "makes the deviations (1.13)",
        "hands on the derivatives by w[0] and by w[1] (1.13)",
    ),
    lambda k: f"∂C/∂w[{k}]",
)


def descend(slope, w, eta, steps):
    path = [w]
    for t in range(steps):
        w = w + eta * slope(w)  # (1.9)
        path.append(w)
    return np.array(path)


DESCEND.wrong("U1", descend)


def descend(slope, w, eta, steps):
    path = [w]
    for t in range(steps):
        w = w - slope(w)  # (1.9)
        path.append(w)
    return np.array(path)


DESCEND.wrong("U2", descend)


def descend(slope, w, eta, steps):
    path = [w]
    for t in range(steps):
        w = w - eta * slope(path[0])  # (1.9)
        path.append(w)
    return np.array(path)


DESCEND.wrong("", descend)


def descend(slope, w, eta, steps):
    path = [w]
    for t in range(steps):
        w = w - eta * np.sign(slope(w))  # (1.9)
        path.append(w)
    return np.array(path)


DESCEND.wrong("", descend)


def descend(slope, w, eta, steps):
    path = [w]
    for t in range(steps):
        w = w - eta * slope(w)  # (1.9)
        path.append(w)
    return np.array(path)


DESCEND.right = descend


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = y - y_hat
    return np.array([np.mean(deviation * x), np.mean(deviation)])


GRADIENT.wrong("S1", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = 2 * (y_hat - y)
    return np.array([np.mean(deviation * x), np.mean(deviation)])


GRADIENT.wrong("S2", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = (y_hat - y) ** 2
    return np.array([np.mean(deviation * x), np.mean(deviation)])


GRADIENT.wrong("S3", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = y_hat - y
    return np.array([np.sum(deviation * x), np.sum(deviation)])


GRADIENT.wrong("M1", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = y_hat - y
    return np.array([np.mean(deviation * y_hat), np.mean(deviation)])


GRADIENT.wrong("O1", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = y_hat - y
    return np.array([np.mean(deviation * x), np.sum(deviation)])


GRADIENT.wrong("M4", gradient)


def gradient(w, x, y):
    y_hat = w[0] * x + w[1]
    deviation = y_hat - y
    return np.array([np.mean(deviation * x), np.mean(deviation)])


GRADIENT.right = gradient

BUGS = (DESCEND, GRADIENT)
