"""How sharply the cost bends: what bounds the learning rate."""

import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.network import Network, single, stepped


def matrices(rows: np.ndarray, shapes) -> list[np.ndarray]:
    """Rows of all weights, (..., number of weights), as matrices of these shapes, (..., d_{i+1}, d_i)."""
    ends = np.cumsum([height * width for height, width in shapes])
    parts = np.split(rows, ends[:-1], axis=-1)
    return [part.reshape(*rows.shape[:-1], *shape) for part, shape in zip(parts, shapes, strict=True)]


@quiet
def largest_curvature(network: Network, x, y, h: float = 1e-4) -> float:
    """The largest eigenvalue λ of the matrix of second derivatives ∂²C/∂w∂w', from differences of gradients.

    Near a minimum gradient descent is stable while η < 2/λ, as on the parabola of 1.10, whose λ is a.
    """
    shapes = [W.shape for W in single(network).weights]

    def gradients(rows):  # of many networks in one pass
        passes = network.at(matrices(rows, shapes)).backward(x, y)
        return np.concatenate([g.reshape(len(rows), -1) for g in passes.gradients], axis=-1)

    here = np.concatenate([W.ravel() for W in network.weights])
    one_by_one = h * np.eye(here.size)
    second = (gradients(here + one_by_one) - gradients(here - one_by_one)) / (2 * h)
    if not np.isfinite(second).all():
        return float("inf")
    return float(np.linalg.eigvalsh((second + second.T) / 2)[-1])


@quiet
def curvature_along(network: Network, x, y, direction, h: float = 1e-3) -> float:
    """How sharply the cost bends in one direction, matrices like the weights: dᵀ(∂²C/∂w∂w')d with d of length 1.

    It is never above the largest curvature, and takes three costs instead of passes backward.
    """
    long = np.sqrt(sum(float((d * d).sum()) for d in direction)) or 1.0
    behind, here, ahead = (
        network.at(stepped(network.weights, direction, each / long)).mean_cost(x, y) for each in (h, 0.0, -h)
    )
    return float(behind - 2 * here + ahead) / h**2
