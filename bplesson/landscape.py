"""The cost seen along one or two directions in weight space: a curve or a landscape, in one vectorised forward pass."""

from dataclasses import dataclass

import numpy as np

from bplesson.errors import InputError, finite_array, shown
from bplesson.network import Network

AT_ONCE = 4_000_000  # numbers per layer in one forward pass; a larger grid is done in strips to bound the memory


@dataclass(frozen=True)
class Landscape:
    """cost[r, s] at the weights w + second[r]·(second direction) + first[s]·(first direction); rows run up the picture.

    A curve, over one direction only, has `second` = None and cost[s].
    """

    first: np.ndarray
    second: np.ndarray | None
    cost: np.ndarray


def direction(network: Network, i: int, b: int = 0, a: int = 0) -> tuple[np.ndarray, ...]:
    """The direction in which only one weight moves: weights[i][b, a], from node a of layer i to node b of layer i+1."""
    along = [np.zeros(W.shape[-2:]) for W in network.weights]
    try:
        along[i][b, a] = 1.0
    except (IndexError, TypeError):
        raise InputError(f"weight: expected a weight of {network!r}, got weights[{i}][{b}, {a}]") from None
    return tuple(along)


def landscape(network: Network, x, y, along, first, across=None, second=None) -> Landscape:
    """The cost at offsets `first` along the direction `along` and, if given, `second` along `across`.

    A direction is a tuple of arrays shaped like the weights; the offsets are 1-d and counted from the present weights.
    """
    first = _offsets("first", first)
    if across is None:
        return Landscape(first, None, _costs(network, x, y, [(first, along)]))
    second = _offsets("second", second)
    strip = max(1, AT_ONCE // (len(first) * max(network.sizes) * np.size(x)))
    rows = [
        _costs(network, x, y, [(first, along), (second[r : r + strip, None], across)])
        for r in range(0, len(second), strip)
    ]
    return Landscape(first, second, np.concatenate(rows))


def _costs(network, x, y, moves) -> np.ndarray:
    moved = []
    for i, W in enumerate(network.weights):
        for offsets, along in moves:
            if along[i].shape != network.weights[i].shape:
                raise InputError(f"direction[{i}]: expected shape {network.weights[i].shape}, got {along[i].shape}")
            if along[i].any():  # weights that stay put get no grid axes: they broadcast
                W = W + offsets[..., None, None] * along[i]
        moved.append(W)
    grid = np.broadcast_shapes(*(offsets.shape for offsets, _ in moves))
    return np.broadcast_to(network._with(moved).mean_cost(x, y), grid)


def _offsets(name: str, values) -> np.ndarray:
    values = finite_array(name, values)
    if values.ndim != 1:
        raise InputError(f"{name}: expected a row of offsets, got {shown(values)}")
    return values
