"""P4.4: `backpropagate` with matrices, and the same for examples in rows with their mean, as lesson 4 writes them."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.checking import Asked
from bplesson.practice.functions import call, matrices, named
from bplesson.practice.item import Draw, Item

SIZES = ((2, 2, 2, 2), (3, 3, 3), (2, 3, 2), (4, 2, 3, 1), (2, 3, 4, 2))
NUMBERS = (-3, -2, -1, -0.5, 0.5, 1.5, 2, 3)
WHOLE = (-3, -2, -1, 1, 2, 3)  # weights of the first network, which is tried with arrays of integers too


def _networks():
    for sizes in SIZES:
        draw = Draw("P4.4", sizes)
        some = WHOLE if sizes == SIZES[0] else NUMBERS
        weights = [np.array(draw.picks(some, d_out, d_in), float) for d_in, d_out in zip(sizes, sizes[1:])]
        yield draw, Network(weights)


def _drawn(draw: Draw, *shape: int) -> np.ndarray:
    """Numbers, of which the first is none that is whole."""
    numbers = np.array(draw.picks(NUMBERS, *shape), float)
    numbers.flat[0] = draw.pick((-0.5, 0.5, 1.5))
    return numbers


def _one(function):
    """backpropagate(weights, x0, y), one example as arrays (d,)."""
    for draw, network in _networks():
        x0, y = _drawn(draw, network.sizes[0]), _drawn(draw, network.sizes[-1])
        yield call(network, x0, y, (list(network.weights), x0, y), matrices, named(network))


def _rows(function):
    """batch_gradients(weights, X0, Y), one example a row."""
    for n, (draw, network) in zip((3, 5, 1, 4, 3), _networks()):
        X0, Y = _drawn(draw, n, network.sizes[0]), _drawn(draw, n, network.sizes[-1])
        yield call(network, X0, Y, (list(network.weights), X0, Y), matrices, named(network, n))


ITEM = Item(
    "P4.4",
    "backpropagation with matrices",
    functions={
        "backpropagate": Asked(
            lambda f: list(_one(f)), "derivatives", "networks", signature="backpropagate(weights, x0, y)"
        ),
        "batch_gradients": Asked(
            lambda f: list(_rows(f)), "derivatives", "networks", signature="batch_gradients(weights, X0, Y)"
        ),
    },
)
