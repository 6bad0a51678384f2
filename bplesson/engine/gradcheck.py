"""Is a gradient right? Every weight is nudged up and down, and the cost is asked directly."""

from dataclasses import dataclass, field

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.checks.inputs import like_weights
from bplesson.checks.kinks import right_slopes
from bplesson.checks.results import protect, quiet
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network, single
from bplesson.errors import InputError, finite_array, finite_number


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
    _check_cost(network, x, y)
    claimed = _claimed(network, x, y, gradients)
    measured = [np.array(m) for m in numeric_gradients(network, x, y)]
    rounding = 1e-8 + 1e-5 * abs(float(network.mean_cost(x, y)))  # below that a nudge measures nothing
    scale = max(rounding, *(np.abs(m[np.isfinite(m)]).max(initial=0.0) for m in measured))
    worst, kinks = None, {}
    for i, W in enumerate(network.weights):
        for place in np.ndindex(W.shape):
            said, right, slack = float(claimed[i][place]), float(measured[i][place]), tolerance * scale
            if not abs(said - right) <= slack:
                low, high, noise = right_slopes(network, x, y, i, place, said, slack)
                if not np.isfinite(low + high):
                    near = f"{_name(i, place)} = {W[place]:.6g}"
                    raise InputError(
                        f"cost: expected a finite slope on both sides of {near}, got {low:.3g} to {high:.3g}"
                    )
                right, slack = float(min(max(said, low), high)), slack + noise
                if low < high:
                    kinks[_name(i, place)] = float(low), float(high)
            off = abs(said - right)
            if worst is None or off - slack > worst[0]:
                worst = off - slack, GradientCheck(bool(off <= slack), _name(i, place), said, right, off / scale, kinks)
    return worst[1]


def _name(i: int, place) -> str:
    return f"weights[{i}]{list(map(int, place))}"


@quiet
def _check_cost(network: Network, x, y) -> None:
    """The cost of every example has to be a number, or nothing can be measured."""
    passes = network.forward(x)
    costs = network.cost.value(passes.p[-1], passes.q[-1], y)
    if not np.isfinite(costs).all():
        k = int(np.argmin(np.isfinite(costs)))
        y_hat = ", ".join(f"{v:.6g}" for v in passes.y_hat[k])
        label = ", ".join(f"{v:.6g}" for v in y[k])
        raise InputError(
            f"cost: expected a finite {network.cost.name}, got {costs[k]} for example {k}: ŷ = {y_hat}, y = {label}"
        )


def _claimed(network: Network, x, y, gradients) -> list[np.ndarray]:
    if gradients is not None:
        given = like_weights("gradients", gradients, network.weights)
        return [finite_array(f"gradients[{i}]", g) for i, g in enumerate(given)]
    gradients = network.backward(x, y).gradients
    for i, g in enumerate(gradients):
        if not np.isfinite(g).all():
            place = np.unravel_index(np.argmin(np.isfinite(g)), g.shape)
            raise InputError(f"network: expected finite derivatives, got {g[place]} for {_name(i, place)}")
    return list(gradients)


@dataclass(frozen=True)
class Nudge:
    """What w ± h, sent through a chain, does to w and to every value behind it: p_{i+1}, q_{i+1}, …, q_N, C.

    `low` and `high` are these values at w−h and w+h, `measured` is (high − low) / 2h, and `claimed` what the chain rule
    says: 1 for w itself, δ_{L-i} q_i for C.
    """

    names: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray
    measured: np.ndarray
    claimed: np.ndarray


@quiet
def nudge(network: Network, x, y, i: int, h: float) -> Nudge:
    """Send w_{i,i+1} − h and w_{i,i+1} + h through the whole chain `network`; x and y are single numbers."""
    along, h = direction(network, i), finite_number("h", h, positive=True)
    if max(network.sizes) > 1 or network.bias:
        raise InputError(f"network: expected a chain, one node a layer, got {network!r}")
    low, high = (
        _values(network.at([W + step * d for W, d in zip(network.weights, along)]), x, y, i) for step in (-h, h)
    )
    passes = network.backward(x, y)
    names, claimed, rate = [f"w{i}{i + 1}"], [1.0], passes.q[i]  # rate: ∂p_{i+1}/∂w
    for j in range(i + 1, len(network.weights) + 1):
        names += [f"p{j}", f"q{j}"]
        claimed += [rate.item(), network.activations[j].times_slope(rate, passes.p[j], passes.q[j]).item()]
        rate = claimed[-1] * network.weights[j] if j < len(network.weights) else None
    claimed = np.array([*claimed, passes.gradients[i].item()])
    values = low, high, (high - low) / (2 * h), claimed
    protect(values)
    return Nudge((*names, "C"), *values)


def _values(network: Network, x, y, i: int) -> np.ndarray:
    """w_{i,i+1} and all that comes after it."""
    passes = network.backward(x, y)
    behind = [value.item() for pair in zip(passes.p[i + 1 :], passes.q[i + 1 :]) for value in pair]
    return np.array([network.weights[i].item(), *behind, passes.cost.item()])


def difference_errors(network: Network, x, y, along, h) -> np.ndarray:
    """|(C(w + h·along) − C(w − h·along)) / 2h − slope| for each of the numbers h: large h truncate, small h round."""
    h = finite_array("h", h)
    cost = landscape(network, x, y, along, np.concatenate([h, -h])).cost
    slope = sum(np.sum(g * d) for g, d in zip(network.backward(x, y).gradients, along))
    return np.abs((cost[: len(h)] - cost[len(h) :]) / (2 * h) - slope)
