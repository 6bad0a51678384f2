"""How sharply the cost bends: what bounds the learning rate."""

import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.network import Network, matrices, single


def largest_curvature(network: Network, x, y, h: float = 1e-4) -> float:
    """The largest eigenvalue λ of the matrix of second derivatives ∂²C/∂w∂w', from differences of gradients.

    Near a minimum gradient descent is stable while η < 2/λ, as on the parabola of 1.10, whose λ is a.
    """
    size = sum(W.size for W in single(network).weights)
    second = np.array([_second(network, x, y, each, h) for each in np.eye(size)])
    if not np.isfinite(second).all():
        return float("inf")
    return float(np.linalg.eigvalsh((second + second.T) / 2)[-1])


def curvature_along(network: Network, x, y, direction, h: float = 1e-4) -> float:
    """How sharply the cost bends in one direction, a row of all weights: dᵀ(∂²C/∂w∂w')d with d of length 1.

    It is never above the largest curvature, and costs two passes.
    """
    d = np.asarray(direction) / (np.linalg.norm(direction) or 1.0)
    return float(d @ _second(single(network), x, y, d, h))


@quiet
def _second(network: Network, x, y, along: np.ndarray, h: float) -> np.ndarray:
    """How the gradient, as one row, changes per unit in the direction `along`."""

    def gradient(at):
        weights = matrices(at, [W.shape for W in network.weights])
        return np.concatenate([g.ravel() for g in network.at(weights).backward(x, y).gradients])

    here = np.concatenate([W.ravel() for W in network.weights])
    return (gradient(here + h * along) - gradient(here - h * along)) / (2 * h)
