"""A weight of a chain nudged to both sides: what it does to every value behind it, and the error over the nudge h."""

from dataclasses import dataclass

import numpy as np

from bplesson.checks.results import protect, quiet
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, finite_number


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


@quiet
def difference_errors(network: Network, x, y, along, h) -> np.ndarray:
    """|(C(w + h·along) − C(w − h·along)) / 2h − slope| for each of the numbers h: large h truncate, small h round."""
    h = finite_array("h", h)
    cost = landscape(network, x, y, along, np.concatenate([h, -h])).cost
    slope = sum(np.sum(g * d) for g, d in zip(network.backward(x, y).gradients, along))
    return np.abs((cost[: len(h)] - cost[len(h) :]) / (2 * h) - slope)
