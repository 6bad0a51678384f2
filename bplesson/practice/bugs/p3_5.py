"""P3.5: `backpropagate` for a chain with activations, with wrong lines."""

import numpy as np

from bplesson.kit.words import sub
from bplesson.practice.bugs import Bugs
from bplesson.practice.bugs.activations import identity, leaky, relu, slope, square
from bplesson.practice.item import Draw

NUMBERS = (-3, -2, -1, 0.5, 2, 3)
AT_THE_START, ON_THE_WAY = (identity, relu), (leaky, square, np.tanh)


def _chain(draw: Draw) -> tuple:
    sigmas = [draw.pick(AT_THE_START), draw.pick((leaky, square)), draw.pick(ON_THE_WAY), draw.pick((square, leaky))]
    return draw.picks(NUMBERS, 3), sigmas, draw.pick((0.5, 1, 2)), draw.pick(NUMBERS)


BACKPROPAGATE = Bugs(
    "P3.5",
    "backpropagate",
    _chain,
    (
        "numbers the weights: L belongs to the last one",
        "begins the lists p and q with the input, before and after its activation",
        "goes through the weights, each with the activation of the node that it leads to",
        "makes the next p (3.3)",
        "makes q of it (3.3)",
        "begins the backward pass with the error times the slope at the output (3.14)",
        "goes back through the hidden nodes",
        "carries δ back through one weight, and multiplies it by the slope of the node (3.14)",
        "makes the derivatives of the values of both passes (3.15)",
    ),
    lambda k: sub("∂C/∂w", k, k + 1),
    "slope is right: slope[σ] is the slope of the activation σ.",
)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(y - q[-1]) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("S1", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [q[-1] - y]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("S4", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](q[-1] - y)]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("S8", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1])
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("L1", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](q[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("L3", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i - 1] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("B6", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i + 1] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("O1", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * p[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("O2", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.wrong("E1", backpropagate)


def backpropagate(weights, sigmas, p0, y):
    L = len(weights) - 1
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta = [(q[-1] - y) * slope[sigmas[-1]](p[-1])]  # (3.14)
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]  # (3.15)


BACKPROPAGATE.right = backpropagate

BUGS = (BACKPROPAGATE,)
