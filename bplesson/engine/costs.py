"""Costs of one example: the value C(ŷ, y) and its slope ∂C/∂ŷ, where the backward pass begins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.checks.functions import Function, by_name, guarded, row_max, row_sum, slope_beside_kinks, wrong_slope
from bplesson.engine.activations import ACTIVATIONS
from bplesson.errors import InputError, shown

HALF = np.array(0.5)  # NumPy works faster with an array of no dimension than with a Python number


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
        if not callable(value):
            raise InputError(f"own cost: expected a Python function of y_hat and y, got {shown(value)}")
        value = guarded(value, name)
        name = value.__name__

        def total(p, q, y):
            return row_sum(value(q, y))

        if slope is None:
            return cls(name, total, lambda q, y: slope_beside_kinks(lambda v: value(v, y), q, value(q, y)))
        slope = guarded(slope, f"slope of {name}")
        for y in (0.0, 0.3, 1.0):
            at_y = Function(name, lambda q, y=y: value(q, y), lambda q, _, y=y: slope(q, y))
            if (complaint := wrong_slope(at_y, 0.01, 0.99)) is not None:
                raise InputError(f"{complaint}, with y = {y}")
        return cls(name, total, slope)


def _squared_error(p, q, y):
    d = q - y
    return HALF * ((d * d)[..., 0] if d.shape[-1] == 1 else np.vecdot(d, d))  # the first is faster for a single node


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


def check_labels(cost: Cost, y: np.ndarray) -> None:
    """Raise InputError if the labels `y`, (n, d), are not what `cost` is defined for."""
    if cost.output is None:
        return
    ok = y.min() >= 0 and y.max() <= 1
    if cost.output is ACTIVATIONS["softmax"]:
        ok = ok and np.abs(row_sum(y) - 1).max() <= 1e-9
    if not ok:
        raise InputError(f"y: expected {cost.labels}, for {cost.name}, got {shown(y.tolist())}")
