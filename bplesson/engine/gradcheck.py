"""Is a gradient right? Every weight is nudged up and down, and the cost is asked directly."""

from dataclasses import dataclass, field

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.checks.gradients import check_costs, claimed_gradients, name_of, right_slopes
from bplesson.engine.network import Network, single
from bplesson.errors import finite_number


@dataclass(frozen=True)
class GradientCheck:
    """The largest disagreement: in which weight, what was claimed, what the nudge measured.

    `error` is relative to the largest derivative, so that derivatives near 0 do not raise false alarms. `kinks`: where
    the cost has a kink, the least and the largest slope beside it; any value between them is right, and `measured` is
    the nearest of them.
    """

    ok: bool
    where: str
    claimed: float
    measured: float
    error: float
    kinks: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return (
            f"{'all derivatives agree' if self.ok else 'the derivatives disagree'}; largest relative difference"
            f" {self.error:.1e}, in {self.where}: claimed {self.claimed:.6g}, measured {self.measured:.6g}"
            f"{self._at_kinks()}"
        )

    def _at_kinks(self) -> str:
        if not self.kinks:
            return ""
        where, (low, high) = next(iter(self.kinks.items()))
        others = f", and {len(self.kinks) - 1} more" if len(self.kinks) > 1 else ""
        return f"; at a kink: {where}, where any value from {low:.6g} to {high:.6g} is right{others}"


def numeric_gradients(network: Network, x, y) -> tuple[np.ndarray, ...]:
    """∂C/∂W by nudging one weight after the other, shaped like the weights; four forward passes a weight."""
    gradients = []
    for i, W in enumerate(single(network).weights):
        gradient = np.zeros(W.shape)
        for place in np.ndindex(W.shape):

            def cost_with(w, i=i, place=place):
                weights = [V.copy() for V in network.weights]
                weights[i][place] = w
                return network.at(weights).mean_cost(x, y)

            gradient[place] = numeric_slope(cost_with, W[place])
        gradients.append(gradient)
    return tuple(gradients)


def check_gradient(network: Network, x, y, gradients=None, tolerance: float = 1e-7) -> GradientCheck:
    """Compare `gradients` (by default those of the backward pass) with numeric ones, weight by weight.

    Where they differ, the nudge may have walked over a kink, of a ReLU say: a second look with smaller nudges decides.
    """
    tolerance, (x, y) = finite_number("tolerance", tolerance), single(network).examples(x, y)
    check_costs(network, x, y)
    claimed = claimed_gradients(network, x, y, gradients)
    measured = [np.array(m) for m in numeric_gradients(network, x, y)]
    rounding = 1e-8 + 1e-5 * abs(float(network.mean_cost(x, y)))  # below that a nudge measures nothing
    scale = max(rounding, *(np.abs(m[np.isfinite(m)]).max(initial=0.0) for m in measured))
    worst, kinks = None, {}
    for i, W in enumerate(network.weights):
        for place in np.ndindex(W.shape):
            where, slack = name_of(i, place), tolerance * scale
            said, right = float(claimed[i][place]), float(measured[i][place])
            if not abs(said - right) <= slack:
                low, high, noise = right_slopes(network, x, y, i, place, said, slack)
                right, slack = float(min(max(said, low), high)), slack + noise
                if low < high:
                    kinks[where] = float(low), float(high)
            off = abs(said - right)
            if worst is None or off - slack > worst[0]:
                found = GradientCheck(bool(off <= slack), where, said, right, off / scale, kinks)
                worst = off - slack, found
    return worst[1]
