"""Training with mini-batches, one network an epoch, and how well a network tells classes apart."""

from collections.abc import Iterator

import numpy as np

from bplesson.errors import InputError, finite_number, generator, whole_number
from bplesson.network import Network, quiet, single


def train(network: Network, x, y, eta: float, epochs: int, batch: int, rng) -> Iterator[Network]:
    """The network after each of the `epochs`: the examples are shuffled by `rng`, then each `batch` of them is a step.

    x is (n, d_0), y is (n, d_N); the last batch may be smaller. One may stop at any time and keep what was reached.
    With a learning rate that is too large the weights overflow: their cost is then infinite or no number (1.10).
    """
    x, y = single(network)._examples(x, y)
    eta, rng = finite_number("eta", eta, positive=True), generator("rng", rng)
    epochs, batch = whole_number("epochs", epochs), whole_number("batch", batch)
    if batch > len(x):
        raise InputError(f"batch: expected at most n = {len(x)} examples, got {batch}")
    return _epochs(network, x, y, eta, epochs, batch, rng)


def _epochs(network, x, y, eta, epochs, batch, rng):
    for _ in range(epochs):
        network = _epoch(network, x, y, eta, batch, rng.permutation(len(x)))
        yield network


@quiet
def _epoch(network, x, y, eta, batch, order):
    """One step for each batch of the examples, in that order."""
    for start in range(0, len(x), batch):
        rows = order[start : start + batch]
        gradients = network.backward(x[rows], y[rows]).gradients
        network = network._with([W - eta * g for W, g in zip(network.weights, gradients)])
    return network


def confusion(network: Network, x, y) -> np.ndarray:
    """How many examples of each class were taken for which class: entry [is, said], shape (d_N, d_N).

    y is (n, d_N), 1 for the class that an example belongs to; what a network says is the node with the largest ŷ.
    """
    x, y = single(network)._examples(x, y)
    d = network.sizes[-1]
    said = network.forward(x).y_hat.argmax(axis=1)
    return np.bincount(d * y.argmax(axis=1) + said, minlength=d * d).reshape(d, d)


def accuracy(network: Network, x, y) -> float:
    """The share of the examples whose class the network says, between 0 and 1."""
    table = confusion(network, x, y)
    return float(np.trace(table) / table.sum())
