"""Is a gradient right? Every weight is nudged up and down, and the cost is asked directly."""

from dataclasses import dataclass

import numpy as np

from bplesson.errors import InputError
from bplesson.functions import numeric_slope
from bplesson.network import Network


@dataclass(frozen=True)
class GradientCheck:
    """The largest disagreement: in which weight, what was claimed, what the nudge measured.

    `error` is relative to the largest derivative, so that derivatives near 0 do not raise false alarms.
    """

    ok: bool
    where: str
    claimed: float
    measured: float
    error: float

    def __repr__(self) -> str:
        word = "all derivatives agree" if self.ok else "the derivatives disagree"
        return f"{word}; largest relative difference {self.error:.1e}, in {self.where}: claimed {self.claimed:.6g}, measured {self.measured:.6g}"


def numeric_gradients(network: Network, x, y) -> tuple[np.ndarray, ...]:
    """∂C/∂W by nudging one weight after the other, shaped like the weights; four forward passes a weight."""
    gradients = []
    for i, W in enumerate(network.weights):
        gradient = np.zeros(W.shape)
        for place in np.ndindex(W.shape):

            def cost_with(w, i=i, place=place):
                weights = [V.copy() for V in network.weights]
                weights[i][place] = w
                return network._with(weights).mean_cost(x, y)

            gradient[place] = numeric_slope(cost_with, W[place])
        gradients.append(gradient)
    return tuple(gradients)


def check_gradient(network: Network, x, y, gradients=None, tolerance: float = 1e-7) -> GradientCheck:
    """Compare `gradients` (by default those of the backward pass) with numeric ones, weight by weight."""
    gradients = network.backward(x, y).gradients if gradients is None else gradients
    if len(gradients) != len(network.weights):
        raise InputError(
            f"gradients: expected {len(network.weights)} arrays, one for each weight matrix, got {len(gradients)}"
        )
    measured = numeric_gradients(network, x, y)
    scale = max(1e-12, *(np.abs(m).max() for m in measured))
    worst = (-1.0, 0, (0, 0))
    for i, (g, m) in enumerate(zip(gradients, measured, strict=True)):
        if np.shape(g) != m.shape:
            raise InputError(f"gradients[{i}]: expected shape {m.shape}, got {np.shape(g)}")
        off = np.abs(g - m) / scale
        place = np.unravel_index(np.argmax(off), off.shape)
        worst = max(worst, (float(off[place]), i, place), key=lambda each: each[0])
    error, i, place = worst
    place = tuple(map(int, place))
    return GradientCheck(
        error <= tolerance, f"weights[{i}]{list(place)}", float(gradients[i][place]), float(measured[i][place]), error
    )
