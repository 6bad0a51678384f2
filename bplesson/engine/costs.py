"""Costs of one example: the value C(ŷ, y) and its slope ∂C/∂ŷ, where the backward pass begins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.checks.functions import Function, by_name, own_cost
from bplesson.checks.results import HALF, row_max, row_squares, row_sum
from bplesson.engine.activations import ACTIVATIONS


@dataclass(frozen=True)
class Cost:
    """value(p, q, y) for the output layer's p, q and the label y, all (..., n, d): one number an example, (..., n).

    `slope(q, y)` is ∂C/∂q, (..., n, d). A cost that is made for one output activation has it as `output`; the slopes
    of the two then cancel and leave δ_0 = q - y (1.12).
    """

    name: str
    value: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray] | None
    output: Function | None = None
    labels: str = "finite numbers"

    def delta_0(self, p, q, y, activation: Function) -> np.ndarray:
        """δ_0 = ∂C/∂p of the output layer, (..., n, d): the slope of the cost times the slope of the activation."""
        if self.output is activation:
            return q - y
        return activation.times_slope(self.slope(q, y), p, q)

    def __repr__(self) -> str:
        return f"Cost({self.name!r})"

    @classmethod
    def own(cls, value: Callable, slope: Callable | None = None, name: str | None = None) -> "Cost":
        """A cost of your own: value(y_hat, y), element by element, added up over the d output nodes.

        Without a `slope(y_hat, y)` the slope is taken numerically. One that disagrees with the value, tried for
        predictions and labels between 0 and 1, raises an InputError that says where and by how much.
        """
        return cls(*own_cost(value, slope, name))


def _squared_error(p, q, y):
    return HALF * row_squares(q - y)


def _cross_entropy(p, q, y):
    # -Σ y log q with q = softmax(p) is log Σ e^p - Σ y p; that log is p - log q of any node: finite for the largest
    return row_max(p) - np.log(row_max(q)) - np.vecdot(y, p)


def _binary_cross_entropy(p, q, y):
    # -y log q - (1 - y) log(1 - q) with q = sigmoid(p): log(1 + e^p) - y p
    return row_sum(np.logaddexp(0.0, p) - y * p)


COSTS = {
    cost.name: cost
    for cost in (
        Cost("squared error", _squared_error,
             lambda q, y: q - y),
        Cost("cross-entropy", _cross_entropy,
             None, ACTIVATIONS["softmax"], "rows of probabilities, each at least 0 and together 1"),
        Cost("binary cross-entropy", _binary_cross_entropy,
             None, ACTIVATIONS["sigmoid"], "probabilities between 0 and 1"),
    )
}  # fmt: skip


def cost(which: str | Cost | Callable) -> Cost:
    """The cost of that name, or one made from a Python function of your own; InputError for an unknown name."""
    return by_name("cost", which, Cost, COSTS)
