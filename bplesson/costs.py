"""Costs of one example: the value C(ŷ, y) and its slope ∂C/∂ŷ, where the backward pass begins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.errors import InputError, shown
from bplesson.functions import Function, numeric_slope


@dataclass(frozen=True)
class Cost:
    """value(p, q, y) for the output layer's p, q and the label y, all (..., n, d): one number an example, (..., n).

    `slope(q, y)` is ∂C/∂q, (..., n, d). A cost that is made for one output activation names it in `output`; the slopes
    of the two then cancel and leave δ_0 = q - y (1.12).
    """

    name: str
    value: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray, np.ndarray], np.ndarray] | None
    output: str | None = None
    labels: str = "finite numbers"

    def delta_0(self, p, q, y, activation: Function) -> np.ndarray:
        """δ_0 = ∂C/∂p of the output layer, (..., n, d): the slope of the cost times the slope of the activation."""
        if self.output == activation.name:
            return q - y
        return activation.times_slope(self.slope(q, y), p, q)

    def __repr__(self) -> str:
        return f"Cost({self.name!r})"

    @classmethod
    def own(cls, value: Callable, slope: Callable | None = None, name: str | None = None) -> "Cost":
        """A cost of your own: value(y_hat, y), (..., n, d) to (..., n, d), summed over the d output nodes.

        Without a `slope(y_hat, y)` of the same shape the slope is taken numerically.
        """
        if not callable(value):
            raise InputError(f"own cost: expected a Python function of y_hat and y, got {shown(value)}")

        def total(p, q, y):
            each = np.asarray(value(q, y), dtype=float)
            if each.shape != np.broadcast_shapes(q.shape, y.shape):
                raise InputError(f"own cost: expected the shape of y_hat, {q.shape}, got {each.shape}")
            return each.sum(axis=-1)

        slope = slope or (lambda q, y: numeric_slope(lambda v: value(v, y), q))
        return cls(name or getattr(value, "__name__", "own"), total, slope)


COSTS = {
    cost.name: cost
    for cost in (
        Cost("squared error", lambda p, q, y: 0.5 * np.vecdot(q - y, q - y),
             lambda q, y: q - y),
        # -Σ y log q with q = softmax(p) is log Σ e^p - Σ y p; that log is p - log q of any node: finite for the largest
        Cost("cross-entropy", lambda p, q, y: p.max(axis=-1) - np.log(q.max(axis=-1)) - np.vecdot(y, p),
             None, output="softmax", labels="rows of probabilities, each at least 0 and together 1"),
        # -y log q - (1 - y) log(1 - q) with q = sigmoid(p): log(1 + e^p) - y p
        Cost("binary cross-entropy", lambda p, q, y: (np.logaddexp(0.0, p) - y * p).sum(axis=-1),
             None, output="sigmoid", labels="probabilities between 0 and 1"),
    )
}  # fmt: skip


def cost(which: str | Cost | Callable) -> Cost:
    """The cost of that name, or one made from a Python function of your own; InputError for an unknown name."""
    if isinstance(which, Cost):
        return which
    if isinstance(which, str) and which in COSTS:
        return COSTS[which]
    if callable(which):
        return Cost.own(which)
    names = ", ".join(repr(name) for name in COSTS)
    raise InputError(f"cost: expected one of {names} or a Python function, got {shown(which)}")


def check_labels(cost: Cost, y: np.ndarray) -> None:
    """Raise InputError if the labels `y`, (n, d), are not what `cost` is defined for."""
    if cost.output is None:
        return
    sums = y.sum(axis=-1)
    if y.min() < 0 or y.max() > 1 or (cost.output == "softmax" and np.abs(sums - 1).max() > 1e-9):
        raise InputError(f"y: {cost.name} expects {cost.labels}, got {shown(y.tolist())}")
