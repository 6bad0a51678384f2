"""P4.4: `backpropagate` with matrices, and the same for examples in rows with their mean, as lesson 4 writes them."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.checking import Asked
from bplesson.practice.functions import call, matrices, named
from bplesson.practice.item import Draw, Item

SIZES = ((2, 2, 2, 2), (3, 3, 3), (2, 3, 2), (4, 2, 3, 1), (2, 3, 4, 2))
NUMBERS = (-3, -2, -1, -0.5, 0.5, 1.5, 2, 3)


def _networks():
    for sizes in SIZES:
        draw = Draw("P4.4", sizes)
        weights = [np.array(draw.picks(NUMBERS, d_out, d_in), float) for d_in, d_out in zip(sizes, sizes[1:])]
        yield draw, Network(weights)


def _one(function):
    """backpropagate(weights, x0, y), one example as arrays (d,)."""
    for draw, network in _networks():
        x0, y = (np.array(draw.picks(NUMBERS, d), float) for d in (network.sizes[0], network.sizes[-1]))
        yield call(network, x0, y, (list(network.weights), x0, y), matrices, named(network))


def _rows(function):
    """batch_gradients(weights, X0, Y), one example a row."""
    for n, (draw, network) in zip((3, 5, 1, 4, 3), _networks()):
        X0, Y = (np.array(draw.picks(NUMBERS, n, d), float) for d in (network.sizes[0], network.sizes[-1]))
        yield call(network, X0, Y, (list(network.weights), X0, Y), matrices, named(network, n))


ITEM = Item(
    "P4.4",
    "backpropagation with matrices",
    functions={
        "backpropagate": Asked(lambda f: list(_one(f)), "derivatives", "networks"),
        "batch_gradients": Asked(lambda f: list(_rows(f)), "derivatives", "networks"),
    },
)
