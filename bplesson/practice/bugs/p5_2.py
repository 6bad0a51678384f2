"""P5.2: `backpropagate` through layers with activations, and the mean over rows, each with wrong lines."""

import numpy as np

from bplesson.kit.words import sub
from bplesson.practice.bugs import Bugs
from bplesson.practice.bugs.activations import identity, relu, slope
from bplesson.practice.item import Draw

NUMBERS = (-2, -1, 0.5, 1, 2)
KNOWS = "slope is right: slope[σ] is the slope of the activation σ."


def _drawn(draw: Draw, *shape: int) -> np.ndarray:
    return np.array(draw.picks(NUMBERS, *shape), float)


def _layers(draw: Draw) -> tuple:
    sigmas = [draw.pick((identity, relu)), np.tanh, draw.pick((relu, np.tanh))]
    return [_drawn(draw, 2, 2), _drawn(draw, 2, 2)], sigmas, _drawn(draw, 2), _drawn(draw, 2)


def _rows(draw: Draw) -> tuple:
    weights, sigmas, *_ = _layers(draw)
    return weights, sigmas, _drawn(draw, 3, 2), _drawn(draw, 3, 2)


def _by_matrix(k: int) -> str:
    return sub("∂C/∂W", k, k + 1)


BACKPROPAGATE = Bugs(
    "P5.2",
    "backpropagate",
    _layers,
    (
        "begins the lists p and q with the input, before and after its activation",
        "goes through the matrices, each with the activation of the layer that it leads to",
        "makes the next p",
        "makes q of it",
        "numbers the matrices: L belongs to the last one",
        "begins the backward pass with the errors times the slopes at the output",
        "goes back through the hidden layers",
        "carries δ back through one matrix, and multiplies it by the slopes of the layer (5.1)",
        "makes the derivatives, a matrix for each matrix",
    ),
    _by_matrix,
    KNOWS,
)
MEAN_GRADIENTS = Bugs(
    "P5.2",
    "mean_gradients",
    _rows,
    (
        "begins the lists p and q with the inputs, one example a row",
        "goes through the matrices, each with the activation of the layer that it leads to",
        "makes the next p, row by row",
        "makes q of it",
        "numbers the matrices: L belongs to the last one",
        "begins the backward pass with the errors times the slopes at the output",
        "goes back through the hidden layers",
        "carries δ back through one matrix, and multiplies it by the slopes of the layer",
        "makes the derivatives, the mean over the examples (5.2)",
    ),
    _by_matrix,
    KNOWS,
)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(y - q[-1]) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("S1", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [q[-1] - y]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("S4", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](q[-1] - y)]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("S8", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i] @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("B4", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(q[i], delta[L - i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("E2", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1])
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("L1", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](q[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("L3", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i + 1]) for i in range(L + 1)]


BACKPROPAGATE.wrong("O1", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], p[i]) for i in range(L + 1)]


BACKPROPAGATE.wrong("O2", backpropagate)


def backpropagate(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(weights[i].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


BACKPROPAGATE.right = backpropagate


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * q[i])
    return [delta[L - i].T @ q[i] / len(x) for i in range(L + 1)]


MEAN_GRADIENTS.wrong("L5", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i]) / len(x))
    return [delta[L - i].T @ q[i] / len(x) for i in range(L + 1)]


MEAN_GRADIENTS.wrong("M2", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i].T * slope[sigmas[i]](p[i]))
    return [delta[L - i].T @ q[i] / len(x) for i in range(L + 1)]


MEAN_GRADIENTS.wrong("B4", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i]))
    return [q[i].T @ delta[L - i] / len(x) for i in range(L + 1)]


MEAN_GRADIENTS.wrong("E2", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i]))
    return [delta[L - i].T @ q[i] for i in range(L + 1)]


MEAN_GRADIENTS.wrong("M1", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i]))
    return [delta[L - i].T @ q[i] / y.size for i in range(L + 1)]


MEAN_GRADIENTS.wrong("M3", mean_gradients)


def mean_gradients(weights, sigmas, x, y):
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i]))
    return [delta[L - i].T @ q[i] / len(x) for i in range(L + 1)]


MEAN_GRADIENTS.right = mean_gradients

BUGS = (BACKPROPAGATE, MEAN_GRADIENTS)
