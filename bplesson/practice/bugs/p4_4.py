"""P4.4: `backpropagate` with matrices, and the same for examples in rows, each with wrong lines."""

import numpy as np

from bplesson.kit.words import sub
from bplesson.practice.bugs import Bugs
from bplesson.practice.item import Draw

NUMBERS = (-3, -2, -1, 1, 2, 3)


def _drawn(draw: Draw, *shape: int) -> np.ndarray:
    return np.array(draw.picks(NUMBERS, *shape), float)


def _layers(draw: Draw) -> tuple:
    return [_drawn(draw, 2, 2), _drawn(draw, 2, 2)], _drawn(draw, 2), _drawn(draw, 2)


def _rows(draw: Draw) -> tuple:
    return [_drawn(draw, 2, 2), _drawn(draw, 2, 2)], _drawn(draw, 3, 2), _drawn(draw, 3, 2)


def _by_matrix(k: int) -> str:
    return sub("∂C/∂W", k, k + 1)


BACKPROPAGATE = Bugs(
    "P4.4",
    "backpropagate",
    _layers,
    (
        "numbers the layers: N is the output, L belongs to the last matrix",
        "begins the values x with the input",
        "goes through the matrices from the first to the last",
        "makes the next values of the forward pass (4.2)",
        "begins the backward pass with the errors",
        "goes back through the matrices, without the first one",
        "carries δ back through one matrix (4.6)",
        "makes the derivatives, a matrix for each matrix (4.7)",
    ),
    _by_matrix,
)
BATCH_GRADIENTS = Bugs(
    "P4.4",
    "batch_gradients",
    _rows,
    (
        "numbers the layers: N is the output, L belongs to the last matrix",
        "begins the values X with the inputs, one example a row",
        "goes through the matrices from the first to the last",
        "makes the next values of the forward pass, row by row (4.9)",
        "begins the backward pass with the errors, one example a row",
        "goes back through the matrices, without the first one",
        "carries the rows of D back through one matrix (4.9)",
        "makes the derivatives, the mean over the examples (4.9)",
    ),
    _by_matrix,
)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [y - x[N]]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("S1", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [2 * (x[N] - y)]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("S2", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [(x[N] - y) ** 2]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("S3", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("B2", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("B4", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W[0] * delta[-1][0])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("B10", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(x[i], delta[L - i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("E2", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], np.ones_like(x[i])) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("O3", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i + 1]) for i in range(N)]  # (4.7)


BACKPROPAGATE.wrong("O1", backpropagate)


def backpropagate(weights, x0, y):
    N, L = len(weights), len(weights) - 1
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])  # (4.2)
    delta = [x[N] - y]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])  # (4.6)
    return [np.outer(delta[L - i], x[i]) for i in range(N)]  # (4.7)


BACKPROPAGATE.right = backpropagate


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W.T)
    return [D[L - i].T @ X[i] / len(X0) for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("B4", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W / len(X0))
    return [D[L - i].T @ X[i] / len(X0) for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("M2", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W)
    return [D[L - i].T @ X[i] for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("M1", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W)
    return [D[L - i].T @ X[i] / Y.size for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("M3", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W)
    return [X[i].T @ D[L - i] / len(X0) for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("E2", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] * W.sum(axis=1))
    return [D[L - i].T @ X[i] / len(X0) for i in range(N)]  # (4.9)


BATCH_GRADIENTS.wrong("B5", batch_gradients)


def batch_gradients(weights, X0, Y):
    N, L = len(weights), len(weights) - 1
    X = [X0]
    for W in weights:
        X.append(X[-1] @ W.T)
    D = [X[N] - Y]
    for W in reversed(weights[1:]):
        D.append(D[-1] @ W)
    return [D[L - i].T @ X[i] / len(X0) for i in range(N)]  # (4.9)


BATCH_GRADIENTS.right = batch_gradients

BUGS = (BACKPROPAGATE, BATCH_GRADIENTS)
