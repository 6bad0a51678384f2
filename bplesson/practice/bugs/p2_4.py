"""P2.4: `backpropagate` for a linear chain, and the mean over several examples, each with wrong lines."""

import numpy as np

from bplesson.kit.words import sub
from bplesson.practice.bugs import Bugs
from bplesson.practice.item import Draw

NUMBERS = (-3, -2, -1, 2, 3, 4)


def _chain(draw: Draw) -> tuple:
    return draw.picks(NUMBERS, 3), draw.pick(NUMBERS), draw.pick(NUMBERS)


def _chain_and_examples(draw: Draw) -> tuple:
    return draw.picks(NUMBERS, 2), draw.picks(NUMBERS, 3), draw.picks(NUMBERS, 3)


def _by_weight(k: int) -> str:
    return sub("∂C/∂w", k, k + 1)


BACKPROPAGATE = Bugs(
    "P2.4",
    "backpropagate",
    _chain,
    (
        "begins the values x with the input",
        "goes through the weights from the first to the last",
        "makes the next value of the forward pass (2.2)",
        "numbers the weights: L belongs to the last one",
        "begins the backward pass with the error (2.13)",
        "goes back through the weights, without the first one",
        "carries δ back through one weight (2.13)",
        "makes the derivatives of the values of both passes (2.15)",
    ),
    _by_weight,
)
MEAN_GRADIENTS = Bugs(
    "P2.4",
    "mean_gradients",
    _chain_and_examples,
    (
        "begins with 0 for each weight",
        "goes through the examples",
        "adds the derivatives of this example",
        "hands on the mean (1.4)",
    ),
    _by_weight,
    "backpropagate is right: it makes the derivatives of one example.",
)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [y - x[-1]]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("S1", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [(x[-1] - y) ** 2]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("S3", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("B2", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [2 * (x[-1] - y)]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("S2", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[0])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.also(backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w + delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.also(backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("O3", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("E1", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] * x[i + 1] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.wrong("O1", backpropagate)


def backpropagate(weights, x0, y):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    L = len(weights) - 1
    delta = [x[-1] - y]  # (2.13)
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])  # (2.13)
    return [delta[L - i] * x[i] for i in range(L + 1)]  # (2.15)


BACKPROPAGATE.right = backpropagate


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = np.array(backpropagate(weights, x0, y))
    return total / len(inputs)  # (1.4)


MEAN_GRADIENTS.wrong("M8", mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total - backpropagate(weights, x0, y)
    return total / len(inputs)  # (1.4)


MEAN_GRADIENTS.wrong("S1", mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total + np.mean(backpropagate(weights, x0, y))
    return total / len(inputs)  # (1.4)


MEAN_GRADIENTS.also(mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total + backpropagate(weights, x0, y)
    return total  # (1.4)


MEAN_GRADIENTS.wrong("M1", mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total + backpropagate(weights, x0, y)
    return total * (1 // len(inputs))  # (1.4)


MEAN_GRADIENTS.wrong("M10", mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total + backpropagate(weights, x0, y)
    return total / (2 * len(inputs))  # (1.4)


MEAN_GRADIENTS.wrong("S2", mean_gradients)


def mean_gradients(weights, inputs, labels):
    total = np.zeros(len(weights))
    for x0, y in zip(inputs, labels):
        total = total + backpropagate(weights, x0, y)
    return total / len(inputs)  # (1.4)


MEAN_GRADIENTS.right = mean_gradients

BUGS = (BACKPROPAGATE, MEAN_GRADIENTS)
