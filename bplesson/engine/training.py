"""Training with mini-batches, one network an epoch, and how well a network tells classes apart."""

from collections.abc import Iterator

import numpy as np

from bplesson.checks.inputs import batch_size
from bplesson.checks.results import quiet
from bplesson.engine.network import Network, single, stepped
from bplesson.errors import InputError, finite_number, generator, shown, whole_number

LEARNED = 0.02  # half the mean squared deviation of what counts as learned


def train(network: Network, x, y, eta: float, epochs: int, batch: int, rng) -> Iterator[Network]:
    """The network after each of the `epochs`: the examples are shuffled by `rng`, then each `batch` of them is a step.

    x is (n, d_0), y is (n, d_N); the last batch may be smaller. One may stop at any time and keep what was reached.
    With a learning rate that is too large the weights overflow: their cost is then infinite or no number (1.10).
    """
    x, y = single(network).examples(x, y)
    eta, rng = finite_number("eta", eta, positive=True), generator("rng", rng)
    epochs, batch = whole_number("epochs", epochs), batch_size(batch, len(x))
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
        network = network.at(stepped(network.weights, gradients, eta))
    return network


def right_side(y_hat, y) -> np.ndarray:
    """Which predictions of a single node are on the side of 0.5 on which their label is, from (n, 1) to (n,).

    One within 0.001 of 0.5, or one that is no finite number, is on neither side.
    """
    return (np.isfinite(y_hat) & np.where(y > 0.5, y_hat > 0.501, y_hat < 0.499))[:, 0]


def largest(y_hat) -> np.ndarray:
    """The node with the largest ŷ of each example, from (n, d) to (n,); -1 where one is no finite number."""
    return np.where(np.isfinite(y_hat).all(axis=1), y_hat.argmax(axis=1), -1)


def classes(network: Network, x, y) -> tuple[np.ndarray, np.ndarray]:
    """The class that the network says of each example, -1 for none, and the class that is right."""
    x, y = single(network).examples(x, y)
    y_hat = network.forward(x).y_hat
    if y.shape[1] == 1:
        if not np.isin(y, (0.0, 1.0)).all():
            raise InputError(f"y: expected labels 0 and 1, for the two sides of 0.5, got {shown(y[:, 0].tolist())}")
        sides = [right_side(y_hat, np.full_like(y, side)) for side in (0.0, 1.0)]
        return np.select(sides, (0, 1), -1), y[:, 0].astype(int)
    if (tied := (y == y.max(axis=1, keepdims=True)).sum(axis=1) > 1).any():
        row = shown(y[tied][0].tolist())
        raise InputError(f"y: expected rows with 1 for the class of the example and 0 for the others, got {row}")
    return largest(y_hat), y.argmax(axis=1)


def confusion(network: Network, x, y) -> np.ndarray:
    """How many examples of each class were taken for which class: entry [is, said], shape (classes, classes).

    y is (n, d_N), 1 for the class that an example belongs to; what a network says is the node with the largest ŷ. With
    a single output the classes are 0 and 1, and what it says is the side of 0.5. An example for which it says nothing,
    because ŷ is no finite number or within 0.001 of 0.5, stands in no column.
    """
    return table(*classes(network, x, y), max(2, network.sizes[-1]))


def table(said, right, d: int) -> np.ndarray:
    """How many examples of each of d classes were taken for which class: entry [is, said]; -1 is none."""
    given = said >= 0
    return np.bincount(d * right[given] + said[given], minlength=d * d).reshape(d, d)


def accuracy(network: Network, x, y) -> float:
    """The share of the examples whose class the network says, between 0 and 1; to say none is wrong (`confusion`)."""
    said, right = classes(network, x, y)
    return float((said == right).mean())
