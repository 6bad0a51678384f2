"""The cost seen along one or two directions in weight space: a curve or a landscape, in one vectorised forward pass."""

from dataclasses import dataclass
from operator import index

import numpy as np

from bplesson.checks.inputs import like_weights, offsets
from bplesson.checks.results import protect
from bplesson.engine.network import Network, single
from bplesson.errors import InputError, shown

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
    along = [np.zeros(W.shape) for W in single(network).weights]
    try:
        along[index(i)][index(b), index(a)] = 1.0
    except (IndexError, TypeError):
        raise InputError(f"weight: expected i, b, a of a weight of {network!r}, got {shown((i, b, a))}") from None
    return tuple(along)


def landscape(network: Network, x, y, along, first, across=None, second=None) -> Landscape:
    """The cost at offsets `first` along the direction `along` and, if given, `second` along `across`.

    A direction is a tuple of arrays shaped like the weights; the offsets are 1-d and counted from the present weights.
    """
    x, y = single(network).examples(x, y)
    first, along = offsets("first", first), like_weights("along", along, network.weights)
    if across is None:
        moves, columns = [(first, along)], 1
    else:
        second, across = offsets("second", second), like_weights("across", across, network.weights)
        moves, columns = [(second[:, None], across), (first, along)], len(first)
    rows = len(moves[0][0])
    strip = max(1, AT_ONCE // (columns * len(x) * max(network.sizes)))
    costs = [_costs(network, x, y, moves, slice(r, r + strip)) for r in range(0, rows, strip)]
    cost = np.concatenate(costs)
    protect([cost])
    return Landscape(first, second, cost)


def _costs(network: Network, x, y, moves, strip: slice) -> np.ndarray:
    """The costs of the rows in `strip`: those offsets of the first of `moves`, and all of the second."""
    moves = [(moves[0][0][strip], moves[0][1]), *moves[1:]]
    moved = list(network.weights)
    for distance, direction in moves:
        for i, W in enumerate(direction):
            if W.any():  # weights that stay put get no grid axes: they broadcast
                moved[i] = moved[i] + distance[..., None, None] * W
    grid = np.broadcast_shapes(*(distance.shape for distance, _ in moves))
    return np.broadcast_to(network.at(moved).mean_cost(x, y), grid)
