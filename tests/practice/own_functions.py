"""Functions as a learner writes them in lessons 2 to 5, and wrong ones made of them."""

from functools import wraps

import numpy as np


def identity(p):
    return p


def relu(p):
    return np.maximum(p, 0)


def leaky(p):
    return np.maximum(p, 0.1 * p)


def sigmoid(p):
    return 1 / (1 + np.exp(-p))


def square(p):
    return p * p


slope = {
    identity: lambda p: np.ones_like(p, dtype=float),
    relu: lambda p: (np.asarray(p) > 0) * 1.0,
    leaky: lambda p: np.where(np.asarray(p) > 0, 1.0, 0.1),
    square: lambda p: 2 * p,
    np.tanh: lambda p: 1 - np.tanh(p) ** 2,
    sigmoid: lambda p: sigmoid(p) * (1 - sigmoid(p)),
}


def linear_chain(weights, x0, y):
    """2.15, with the δ made on the way."""
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    delta, L = [x[-1] - y], len(weights) - 1
    for w in reversed(weights[1:]):
        delta.append(w * delta[-1])
    return [delta[L - i] * x[i] for i in range(L + 1)]


def bent_chain(weights, sigmas, p0, y):
    """3.15."""
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    delta, L = [(q[-1] - y) * slope[sigmas[-1]](p[-1])], len(weights) - 1
    for i in range(L, 0, -1):
        delta.append(weights[i] * delta[-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i] * q[i] for i in range(L + 1)]


def linear_layers(weights, x0, y, back=lambda W, delta: W.T @ delta):
    """4.11."""
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])
    delta, L = [x[-1] - y], len(weights) - 1
    for W in reversed(weights[1:]):
        delta.append(back(W, delta[-1]))
    return [np.outer(delta[L - i], x[i]) for i in range(L + 1)]


def no_transpose(weights, x0, y):
    """B4."""
    return linear_layers(weights, x0, y, lambda W, delta: W @ delta)


def bent_layers(weights, sigmas, x, y):
    """5.2, with biases where the matrices have a column more."""
    more = weights[0].shape[1] - len(x)
    p, q = [x], [np.append(sigmas[0](x), [1.0] * more)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(W @ q[-1])
        q.append(np.append(sigma(p[-1]), [1.0] * more))
    y_hat = q[-1][: len(y)]
    delta, L = [(y_hat - y) * slope[sigmas[-1]](p[-1])], len(weights) - 1
    for i in range(L, 0, -1):
        delta.append(weights[i][:, : len(p[i])].T @ delta[-1] * slope[sigmas[i]](p[i]))
    return [np.outer(delta[L - i], q[i]) for i in range(L + 1)]


def with_one(q):
    return np.hstack([q, np.ones((len(q), 1))])


def mean_gradients(weights, sigmas, x, y):
    """5.2 for rows of examples, with biases (5.4)."""
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(with_one(q[-1]) @ W.T)
        q.append(sigma(p[-1]))
    delta, L = [(q[-1] - y) * slope[sigmas[-1]](p[-1])], len(weights) - 1
    for i in range(L, 0, -1):
        delta.append(delta[-1] @ weights[i][:, :-1] * slope[sigmas[i]](p[i]))
    return [delta[L - i].T @ with_one(q[i]) / len(x) for i in range(L + 1)]


def summed(weights, sigmas, x, y):
    """M1."""
    return [g * len(x) for g in mean_gradients(weights, sigmas, x, y)]


def bias_twice(weights, sigmas, x, y):
    """M6."""
    return [np.column_stack([g[:, :-1], g[:, -1] / len(x)]) for g in mean_gradients(weights, sigmas, x, y)]


def never_alone(weights, sigmas, x, y):
    """A function that one example is too few for."""
    if len(x) == 1:
        raise ValueError("one example is too few")
    return mean_gradients(weights, sigmas, x, y)


def turned(function):
    """S1: the same with its sign turned round, and with as many arguments."""

    @wraps(function)
    def negative(*given):
        return [-np.asarray(g) for g in function(*given)]

    return negative
