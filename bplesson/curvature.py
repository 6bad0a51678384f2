"""How sharply the cost bends: what bounds the learning rate."""

import numpy as np

from bplesson.network import Network, single


def largest_curvature(network: Network, x, y, h: float = 1e-4) -> float:
    """The largest eigenvalue λ of the matrix of second derivatives ∂²C/∂w∂w', from differences of gradients.

    Near a minimum gradient descent is stable while η < 2/λ, as on the parabola of 1.10, whose λ is a.
    """
    network = single(network)

    def gradient(at):
        weights, taken = [], 0
        for W in network.weights:
            weights.append(at[taken : taken + W.size].reshape(W.shape))
            taken += W.size
        return np.concatenate([g.ravel() for g in network._with(weights).backward(x, y).gradients])

    here = np.concatenate([W.ravel() for W in network.weights])
    nudges = h * np.eye(here.size)
    with np.errstate(over="ignore", invalid="ignore"):
        second = np.array([(gradient(here + nudge) - gradient(here - nudge)) / (2 * h) for nudge in nudges])
    if not np.isfinite(second).all():
        return float("inf")
    return float(np.linalg.eigvalsh((second + second.T) / 2)[-1])
