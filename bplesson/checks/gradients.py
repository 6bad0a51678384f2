"""What a gradient check is fed with, and what it may find for a weight near a kink, where a nudge says nothing."""

from dataclasses import replace

import numpy as np

from bplesson.checks.functions import Function, three_slopes
from bplesson.checks.inputs import like_weights
from bplesson.checks.results import quiet
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array

NEARER = (1e-4, 1e-5, 1e-6)  # nudges that walk over a kink no longer, unless it is this near
EPS = np.finfo(float).eps


def name_of(i: int, place) -> str:
    """How a learner writes the weight at `place`, (b, a), of weights[i]."""
    return f"weights[{i}]{list(map(int, place))}"


@quiet
def check_costs(network: Network, x, y) -> None:
    """The cost of every example has to be a number, or nothing can be measured."""
    passes = network.forward(x)
    finite = np.isfinite(passes.y_hat).all(axis=1)
    if not finite.all():
        k = int(np.argmin(finite))
        raise InputError(f"network: expected finite predictions, got ŷ = {_plain(passes.y_hat[k])} for example {k}")
    costs = network.cost.value(passes.p[-1], passes.q[-1], y)
    if not np.isfinite(costs).all():
        k = int(np.argmin(np.isfinite(costs)))
        at = f"example {k}: ŷ = {_plain(passes.y_hat[k])}, y = {_plain(y[k])}"
        raise InputError(f"cost: expected a finite number, got {costs[k]} for {at}")


def _plain(values) -> str:
    return ", ".join(f"{v:.6g}" for v in values)


def claimed_gradients(network: Network, x, y, gradients) -> list[np.ndarray]:
    """`gradients` or, if there are none, those of the backward pass; they have to be finite."""
    if gradients is not None:
        given = like_weights("gradients", gradients, network.weights)
        return [finite_array(f"gradients[{i}]", g) for i, g in enumerate(given)]
    gradients = network.backward(x, y).gradients
    for i, g in enumerate(gradients):
        if not np.isfinite(g).all():
            place = np.unravel_index(np.argmin(np.isfinite(g)), g.shape)
            raise InputError(f"network: expected finite derivatives, got {g[place]} for {name_of(i, place)}")
    return list(gradients)


# --- kinks ---


def right_slopes(network: Network, x, y, i: int, place, claimed: float, slack: float) -> tuple[float, float, float]:
    """What ∂C/∂weights[i][place] may be, from the least to the largest, and how far off rounding may put it.

    Raises InputError where the cost has no finite slope.
    """
    low, high, noise = _right_slopes(network, x, y, i, place, claimed, slack)
    if not np.isfinite(low + high):
        near = f"{name_of(i, place)} = {network.weights[i][place]:.6g}"
        raise InputError(f"cost: expected a finite slope on both sides of {near}, got {low:.3g} to {high:.3g}")
    return low, high, noise


@quiet
def _right_slopes(network: Network, x, y, i: int, place, claimed: float, slack: float) -> tuple[float, float, float]:
    """The same, whatever they are.

    Smaller and smaller nudges are tried until the slopes from the left and from the right agree to `slack`: then both
    are the same number. Where they differ to the last, or a node stands at a kink, there are several.
    """
    smooth, size = None, max(1.0, abs(float(network.weights[i][place])))
    for h in np.multiply(NEARER, size):
        costs = _nudged(network, x, y, i, place, h)
        left, right, slope = three_slopes(*costs, h)
        noise = _rounding(network, x, y) / h
        if np.abs(right - left).mean() <= slack / 2 + noise:
            smooth = smooth or (slope.mean(), slope.mean(), noise)
            if abs(slope.mean() - claimed) <= slack + noise:
                return slope.mean(), slope.mean(), noise
    forward = network.forward(x)
    reach = 4 * h * max(1.0, *(np.abs(q).max() for q in forward.q))
    kinks = [_sides_of_nodes(sigma, p, reach) for sigma, p in zip(network.activations, forward.p, strict=True)]
    if smooth and not any((left != right).any() for left, right in kinks):
        return smooth
    # An example may be at several kinks at once, and one weight alone does not lead to each side of all of them: so
    # the nodes are made straight too, with their slopes from the left, from the right, and the mean of both.
    sides = [(costs[2] - costs[0]) / (2 * h), (costs[4] - costs[2]) / (2 * h)]
    for share in (0.0, 0.5, 1.0):
        straight = [
            sigma if sigma is network.cost.output else _straight(sigma, p, *each, share)
            for sigma, p, each in zip(network.activations, forward.p, kinks, strict=True)
        ]
        beside = Network(network.weights, straight, network.cost, network.bias)
        sides.append(three_slopes(*_nudged(beside, x, y, i, place, h), h)[2])
    low, high = np.min(sides, axis=0).mean(), np.max(sides, axis=0).mean()
    noise += 1e-5 * np.abs(sides).mean(axis=1).max()  # two points see a slope less exactly than five
    return smooth if smooth and high - low <= noise else (low, high, noise)


def _sides_of_nodes(sigma: Function, p, h: float) -> tuple[np.ndarray, np.ndarray]:
    """The slopes of `sigma` from the left and from the right at every p that is within h of a kink; 0 elsewhere."""
    down2, down, up, up2 = (sigma.value(p + step * h) for step in (-2, -1, 1, 2))
    left, right = (down - down2) / h, (up2 - up) / h
    at_kink = np.abs(right - left) > 1e-3 * (1 + np.abs(left) + np.abs(right))
    return np.where(at_kink, left, 0.0), np.where(at_kink, right, 0.0)


def _straight(sigma: Function, p, left, right, share: float) -> Function:
    """`sigma`, but straight at the kinks near p: with the left slope and that `share` of what the right one is more."""
    here, slope = sigma.value(p), left + share * (right - left)
    return replace(sigma, value=lambda v: np.where(left != right, here + slope * (v - p), sigma.value(v)))


def _nudged(network, x, y, i, place, h) -> np.ndarray:
    """The cost of every example at w - 2h, w - h, w, w + h, w + 2h, shape (5, n)."""
    nudge = np.zeros(network.weights[i].shape)
    nudge[place] = h
    weights = list(network.weights)
    weights[i] = weights[i] + np.arange(-2.0, 3.0)[:, None, None] * nudge
    passes = network.at(weights).forward(x)
    return np.broadcast_to(network.cost.value(passes.p[-1], passes.q[-1], y), (5, len(x)))


def _rounding(network, x, y) -> float:
    """About how far the last digits of p put the mean cost off."""
    passes = network.backward(x, y)
    through_p = sum(np.abs(d * p).sum() for d, p in zip(passes.delta, reversed(passes.p), strict=True))
    return 8 * EPS * (abs(float(passes.cost)) + float(through_p) / len(x))
