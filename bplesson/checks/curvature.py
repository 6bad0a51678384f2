"""How sharply the cost bends: what bounds the learning rate."""

import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.network import Network, single


def matrices(rows: np.ndarray, shapes) -> list[np.ndarray]:
    """Rows of all weights, (..., number of weights), as matrices of these shapes, (..., d_{i+1}, d_i)."""
    ends = np.cumsum([height * width for height, width in shapes])
    parts = np.split(rows, ends[:-1], axis=-1)
    return [part.reshape(*rows.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)]


def largest_curvature(network: Network, x, y, h: float = 1e-4) -> float:
    """The largest eigenvalue λ of the matrix of second derivatives ∂²C/∂w∂w', from differences of gradients.

    Near a minimum gradient descent is stable while η < 2/λ, as on the parabola of 1.10, whose λ is a.
    """
    second = _second(network, x, y, np.eye(sum(W.size for W in single(network).weights)), h)
    if not np.isfinite(second).all():
        return float("inf")
    return float(np.linalg.eigvalsh((second + second.T) / 2)[-1])


def curvature_along(network: Network, x, y, direction, h: float = 1e-4) -> float:
    """How sharply the cost bends in one direction, a row of all weights: dᵀ(∂²C/∂w∂w')d with d of length 1.

    It is never above the largest curvature.
    """
    d = np.asarray(direction) / (np.linalg.norm(direction) or 1.0)
    return float(d @ _second(single(network), x, y, d, h))


@quiet
def _second(network: Network, x, y, along: np.ndarray, h: float) -> np.ndarray:
    """How the gradient changes per unit in each of the directions `along`, rows of all weights; two passes for all."""

    def gradients(rows):
        passes = network.at(matrices(rows, [W.shape for W in network.weights])).backward(x, y)
        return np.concatenate([g.reshape(*rows.shape[:-1], -1) for g in passes.gradients], axis=-1)

    here = np.concatenate([W.ravel() for W in network.weights])
    return (gradients(here + h * along) - gradients(here - h * along)) / (2 * h)
