"""Is a gradient right? Every weight is nudged up and down, and the cost is asked directly."""

from dataclasses import dataclass

import numpy as np

from bplesson.errors import finite_array, finite_number
from bplesson.functions import numeric_slope
from bplesson.inputs import like_weights
from bplesson.network import Network, single


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
        return (
            f"{'all derivatives agree' if self.ok else 'the derivatives disagree'}; largest relative difference"
            f" {self.error:.1e}, in {self.where}: claimed {self.claimed:.6g}, measured {self.measured:.6g}"
        )


def numeric_gradients(network: Network, x, y) -> tuple[np.ndarray, ...]:
    """∂C/∂W by nudging one weight after the other, shaped like the weights; four forward passes a weight."""
    gradients = []
    for i, W in enumerate(single(network).weights):
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
    tolerance = finite_number("tolerance", tolerance)
    gradients = single(network).backward(x, y).gradients if gradients is None else gradients
    claimed = [
        finite_array(f"gradients[{i}]", g)
        for i, g in enumerate(like_weights("gradients", gradients, single(network).weights))
    ]
    measured = numeric_gradients(network, x, y)
    rounding = 1e-8 + 1e-5 * abs(float(network.mean_cost(x, y)))  # below that a nudge measures nothing
    scale = max(rounding, *(np.abs(m).max() for m in measured))
    errors = [np.abs(g - m) / scale for g, m in zip(claimed, measured)]
    i = max(range(len(errors)), key=lambda i: errors[i].max())
    place = tuple(map(int, np.unravel_index(np.argmax(errors[i]), errors[i].shape)))
    error = float(errors[i][place])
    where = f"weights[{i}]{list(place)}"
    return GradientCheck(error <= tolerance, where, float(claimed[i][place]), float(measured[i][place]), error)
