"""Functions for networks with biases, whose matrices have one column more (5.4): they drive a picture, no item asks."""

from collections.abc import Callable

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.checking import Asked
from bplesson.practice.functions import activations_for, call, matrices, named
from bplesson.practice.item import Draw

NUMBERS = (-1.5, -1, -0.5, 0.5, 1, 1.5, 2)
NETWORKS = (  # nodes and activations of each layer; one is square, or a transpose that is missing would not be seen
    ((2, 2, 2, 2), ("identity", "tanh", "sigmoid", "identity")),
    ((2, 3, 1), ("identity", "sigmoid", "tanh")),
    ((3, 2, 2), ("identity", "leaky relu", "identity")),
    ((1, 4, 3, 1), ("identity", "tanh", "leaky relu", "identity")),
)


def _networks(bent: bool):
    for sizes, names in NETWORKS:
        draw = Draw("biased", bent, sizes)
        weights = [np.array(draw.picks(NUMBERS, d_out, d_in + 1)) for d_in, d_out in zip(sizes, sizes[1:])]
        yield draw, Network(weights, names if bent else "identity", bias=True)


def _with_biases(function: Callable, bent: bool, rows: bool):
    """Calls of function(weights, sigmas, x, y), or without sigmas; x and y are one example, or rows of several."""
    for n, (draw, network) in zip((3, 4, 1, 5), _networks(bent)):
        shapes = [(n, d) if rows else (d,) for d in (network.sizes[0], network.sizes[-1])]
        x, y = (np.array(draw.picks(NUMBERS, *shape)) for shape in shapes)
        sigmas = [activations_for(function, [f.name for f in network.activations])] if bent else []
        weights = [np.array(W) for W in network.weights]
        on = f"{named(network, n if rows else 1)} and biases" if rows else f"{named(network)} with biases"
        yield call(network, x, y, (weights, *sigmas, x, y), matrices, on)


def _asked(bent: bool, rows: bool) -> Asked:
    return Asked(lambda function: list(_with_biases(function, bent, rows)), "derivatives", "networks with biases")


BIASED = {  # by the number of arguments, one example or rows
    "one": {3: _asked(bent=False, rows=False), 4: _asked(bent=True, rows=False)},
    "rows": {4: _asked(bent=True, rows=True)},
}
