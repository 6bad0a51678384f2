"""Activations: the value q = σ(p) and, on the line below it, the slope σ'(p), written with q where that is shorter."""

from collections.abc import Callable

import numpy as np

from bplesson.checks.functions import Function, by_name
from bplesson.checks.results import ONE, row_max, row_sum
from bplesson.errors import InputError


def _softmax(p):
    e = np.exp(p - row_max(p)[..., None])  # the shift cancels in the ratio and keeps e^p finite
    return e / row_sum(e)[..., None]


def _no_single_slope(p, q):
    raise InputError(
        "activations: 'softmax' mixes the nodes of a layer; expected it only at the output, with cost='cross-entropy'"
    )


LEAK = 0.1

ACTIVATIONS = {
    function.name: function
    for function in (
        Function("identity", lambda p: p,
                 None),  # 1 everywhere
        Function("tanh", np.tanh,
                 lambda p, q: ONE - q * q),
        Function("sigmoid", lambda p: 0.5 + 0.5 * np.tanh(0.5 * p),  # equals 1/(1 + e^-p), without overflow
                 lambda p, q: q * (ONE - q)),
        Function("relu", lambda p: np.maximum(p, 0.0),
                 lambda p, q: np.greater(p, 0).astype(float)),  # at the kink: 0
        Function("leaky relu", lambda p: np.maximum(p, LEAK * p),
                 lambda p, q: np.where(p > 0, 1.0, LEAK)),
        Function("softplus", lambda p: np.logaddexp(0.0, p),
                 lambda p, q: -np.expm1(-q)),  # equals 1 - e^-q, and 1/(1 + e^-p)
        Function("sine", np.sin,
                 lambda p, q: np.cos(p)),
        Function("softmax", _softmax,
                 _no_single_slope),
    )
}  # fmt: skip


def activation(which: str | Function | Callable) -> Function:
    """The activation of that name, or one made from a Python function of your own (its slope taken numerically).

    Raises InputError for a name that does not exist.
    """
    return by_name("activations", which, Function, ACTIVATIONS)
