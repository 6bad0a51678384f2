"""P2.4: `forward`, `backward` and `backpropagate` for a linear chain, as lesson 2 writes them."""

from dataclasses import replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.checking import Asked
from bplesson.practice.functions import call, named, numbers
from bplesson.practice.item import Item

CHAINS = (([3, -1, 2], 0.5, -1), ([2, 0.5, -3, 1.5], -2, 4), ([-2], 3, 1), ([0.5, 4, -1.5, -2, 3], 1.5, -2))


def _backpropagate(function):
    """backpropagate(weights, x0, y): the derivatives by all weights."""
    for weights, x0, y in CHAINS:
        network = Network.chain(weights)
        yield call(network, x0, y, (list(weights), x0, y), numbers, named(network))


def _forward(function):
    """forward(weights, x0): the values of all nodes."""
    for weights, x0, y in CHAINS:
        network = Network.chain(weights)
        yield call(network, x0, y, (list(weights), x0), lambda run: [q.reshape(()) for q in run.q], named(network))


def _backward(function):
    """backward(weights, delta0): all δ, from the output back to the input."""
    for weights, x0, y in CHAINS:
        network = Network.chain(weights)
        delta0 = float(network.forward(x0).y_hat[0, 0]) - y
        yield call(
            network, x0, y, (list(weights), delta0), lambda run: [d.reshape(()) for d in run.delta], named(network)
        )


def _mean_gradients(function):
    """mean_gradients(weights, inputs, labels): the mean of the derivatives over several examples."""
    for k, (weights, x0, y) in enumerate(CHAINS):
        network = Network.chain(weights)
        inputs, labels = [x0, x0 + 1.5, -2 * x0][: 3 - k % 2], [y, y - 2, y + 0.5][: 3 - k % 2]
        columns = [[each] for each in inputs], [[each] for each in labels]
        usual = call(network, *columns, (list(weights), inputs, labels), numbers, named(network, len(inputs)))
        notes = dict(usual.notes()) | _notes_of_mean(network, inputs, labels)
        yield replace(usual, notes=lambda notes=notes: notes)


def _notes_of_mean(network: Network, inputs, labels):
    """What is often taken for the mean of the derivatives, and is in no catalogue."""
    first = network.backward(inputs[0], labels[0]).gradients
    of_means = network.backward(np.mean(inputs), np.mean(labels)).gradients
    mean = network.backward([[x0] for x0 in inputs], [[y] for y in labels]).gradients
    n, N = len(inputs), len(mean)
    made = {
        "Only the first example was counted: the mean is taken over the derivatives of all examples (1.4).": first,
        "The mean was taken of inputs and labels: take it last, of the derivatives (1.4).": of_means,
        "The sum was divided by the number of weights: divide by the number of examples (1.4).": [
            g * n / N for g in mean
        ],
    }
    return {says: [[g.reshape(()) for g in gradients]] for says, gradients in made.items()}


ITEM = Item(
    "P2.4",
    "both passes of a linear chain as functions",
    functions={
        "backpropagate": Asked(
            lambda f: list(_backpropagate(f)), "derivatives", "chains", signature="backpropagate(weights, x0, y)"
        ),
        "forward": Asked(lambda f: list(_forward(f)), "values", "chains", "nodes", signature="forward(weights, x0)"),
        "backward": Asked(lambda f: list(_backward(f)), "δ", "chains", "nodes", signature="backward(weights, delta0)"),
        "mean_gradients": Asked(
            lambda f: list(_mean_gradients(f)),
            "derivatives",
            "chains",
            signature="mean_gradients(weights, inputs, labels)",
        ),
    },
)
