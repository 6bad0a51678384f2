"""Both passes of a network with biases in plain NumPy, as explorers print them: the text that is shown is this text."""

import inspect

import numpy as np


def first_weights(sizes, seed, scale=1.0):
    normal = np.random.default_rng(seed).standard_normal
    weights = [scale * normal((e, d)) * d**-0.5 for d, e in zip(sizes, sizes[1:])]
    return [np.pad(W, ((0, 0), (0, 1))) for W in weights]  # the last column: biases, 0 at first


def with_one(q):
    return np.column_stack([q, np.ones(len(q))])  # the node that is always 1


def forward(weights, x, activation):
    p, q = [x], [with_one(x)]
    for W in weights:
        p.append(q[-1] @ W.T)
        q.append(with_one(activation(p[-1])))
    return p, q


def backward(weights, p, q, delta, activation_slope):
    gradients = [None] * len(weights)
    for i in reversed(range(len(weights))):
        gradients[i] = delta.T @ q[i] / len(delta)
        if i > 0:
            delta = (delta @ weights[i][:, :-1]) * activation_slope(p[i], q[i][:, :-1])
    return gradients


def text_of(*functions) -> list[str]:
    """The lines of these functions, two empty lines between them."""
    texts = [inspect.getsource(function).rstrip().splitlines() for function in functions]
    return [line for text in texts for line in [*text, "", ""]]


def activation_and_slope(value: str, slope: str) -> list[str]:
    """The lines that define an activation from the formula of q by p, and that of its slope by p and q."""
    return [f"def activation(p):\n    return {value}\n\n", f"def activation_slope(p, q):\n    return {slope}\n\n"]


def generated(make, given: str) -> list[str]:
    """The lines that define a data set of the package and make it."""
    text = [line for line in inspect.getsource(inspect.unwrap(make)).splitlines() if not line.startswith("@")]
    text[0] = text[0].split(" ->")[0].rstrip(":") + ":"
    return [*text, "", "", f"x, y = {make.__name__}({given})"]
