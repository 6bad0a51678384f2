"""P3.5: both passes of a non-linear chain as functions, and the slope of softsign, as lesson 3 writes them."""

from collections.abc import Callable

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.words import short as written
from bplesson.practice.checking import Arrays, Asked, Call
from bplesson.practice.functions import activations_for, call, function_of, named, numbers
from bplesson.practice.item import Item
from bplesson.practice.items.p3_1 import forward
from bplesson.practice.mistakes import CATALOGUE
from bplesson.practice.rules import RIGHT

CHAINS = (  # weights, activations, p0, y
    ([4, -2.5, 3], ("identity", "square", "leaky relu", "square"), 0.5, 6),
    ([1.5, -1, 2, 0.5], ("identity", "tanh", "square", "tanh", "tanh"), 0.8, -0.3),
    ([2, 0.5, 1.5, -1], ("leaky relu", "relu", "tanh", "square", "leaky relu"), 1.5, -2),
    ([3, -2, 0.5], ("square", "leaky relu", "relu", "identity"), -0.5, 1.5),
    ([-1, 2], ("relu", "square", "relu"), 2, 3),
    ([0.5, -3], ("identity", "relu", "relu"), 3, -2),
)
POINTS = (0.5, 1, 3, 0, -0.25, -1, -2)  # where the slope of softsign is asked for
OF_DELTA = ("S1", "S2", "S3", "S4", "L1", "L2", "L7", "L9", "B2", "B6")  # all that slopes and weights alone allow
NOT_OF_DELTA = tuple(mistake.id for mistake in CATALOGUE if mistake.id not in OF_DELTA)
NOT_OF_CHAINS = ("B7", "U1", "U2", "M10", "S5", "L6")  # no step, no mean, no slope but those of the chain's activations
TO_THE_INPUT = {  # wrong slopes in a loop that ends at the input, which has a slope too
    "L1": {"slope": lambda run, i, came: came},
    "L7": {"slope": lambda run, i, came: came * run.slopes(i + 1)},
    "L9": {"slope": lambda run, i, came: np.array(run.slopes(i))},
}


def _network(weights, names) -> Network:
    return Network.chain(weights, [function_of(name) for name in names])


def _backpropagate(function: Callable):
    """backpropagate(weights, sigmas, p0, y): the derivatives by all weights."""
    for weights, names, p0, y in CHAINS:
        network = _network(weights, names)
        arguments = (list(weights), activations_for(function, names), p0, y)
        yield call(network, p0, y, arguments, numbers, named(network), NOT_OF_CHAINS)


def _table(network: Network, p0: float, **rules: Callable) -> Arrays:
    """All p in a row, and below it all q."""
    values = forward(network, p0, {}, **rules)
    return [np.array([[values[f"{letter}{i}"] for i in range(len(network.activations))] for letter in "pq"])]


def _forward(function: Callable):
    """forward(weights, sigmas, p0): all p, and all q."""
    for weights, names, p0, _ in CHAINS:
        network = _network(weights, names)
        arguments = (list(weights), activations_for(function, names), p0)
        made = {"O2": [_table(network, p0, sends=lambda p, q: p)]}
        notes = _notes_of_forward(weights, names, p0)
        yield Call(
            arguments,
            _table(network, p0),
            lambda made=made: made,
            named(network),
            no=("E2",),
            notes=lambda notes=notes: notes,
        )


def _notes_of_forward(weights, names, p0: float) -> dict[str, list[Arrays]]:
    """What is often done on the way forward, and is in no catalogue."""
    right = _table(_network(weights, names), p0)
    no_first = _table(_network(weights, ("identity", *names[1:])), p0)
    shifted = _table(_network(weights, (names[0], *names[:-1])), p0)
    return {
        "The lists are the other way round: p comes first, then q.": [[right[0][::-1]]],
        "The input has an activation too: q₀ = σ₀(p₀) (3.11).": [no_first],
        "Each node took the activation of the one before it: the first weight leads to node 1, to σ₁ (3.3).": [shifted],
    }


def _backward(function: Callable):
    """backward(weights, slopes, deviation): all δ, from the output back to the input."""
    for weights, names, p0, y in CHAINS[:4]:
        network = _network(weights, names)
        passes = network.forward(p0)
        slopes = [float(sigma.slope(p.item())) for sigma, p in zip(network.activations, passes.p)]
        arguments = (list(weights), slopes, passes.y_hat.item() - y)
        yield _to_the_input(call(network, p0, y, arguments, _deltas, named(network), NOT_OF_DELTA))


def _deltas(run) -> Arrays:
    return [delta.reshape(()) for delta in run.delta]


def _to_the_input(usual: Call) -> Call:
    """The same call, whose wrong results are also those of loops that are wrong at the input."""

    def wrong() -> dict[str, list[Arrays]]:
        made = dict(usual.wrong())
        for id, form in TO_THE_INPUT.items():
            made[id] = [*made.get(id, []), usual.made(RIGHT.with_(**form))]
        return made

    return Call(usual.arguments, usual.right, wrong, usual.on, usual.result, usual.no)


def softsign(p: float) -> float:
    """p/(1 + |p|)."""
    return p / (1 + abs(p))


def softsign_slope(p: float) -> float:
    """1/(1 + |p|)²."""
    return 1 / (1 + abs(p)) ** 2


def _softsign(function: Callable):
    """softsign_slope(p), number by number."""
    for p in POINTS:
        wrong = {
            "L3": [[np.array(softsign_slope(softsign(p)))]],
            "L4": [[np.array((1 - abs(p)) ** 2)]],  # written with q it is (1 - |q|)²
            "L5": [[np.array(softsign(p))]],
        }
        right = [np.array(softsign_slope(p))]
        yield Call((p,), right, lambda made=wrong: made, f"the number p = {written(p)}", notes=lambda p=p: _notes(p))


def _notes(p: float) -> dict[str, list[Arrays]]:
    """What is often done to a quotient, and is in no catalogue."""
    return {
        "The denominator is not squared: by the quotient rule (1 + |p|)² stands below.": [[np.array(1 / (1 + abs(p)))]],
        "For negative p the denominator is (1 − p)², since |p| is −p there.": [[_unless_0(1 + p)]],
        "The sign is turned round: softsign rises everywhere.": [[np.array(-softsign_slope(p))]],
        "Brackets are missing: all that stands below the line of the fraction belongs into them.": [[1 + p * p]],
        "That holds for p above 0: below 0 there is −p in place of |p|.": [[(1 + abs(p) - p) / (1 + abs(p)) ** 2]],
        "Below 0 the slope is positive too: softsign rises everywhere.": [[np.sign(p) * softsign_slope(p)]],
        "Numerator and denominator each got their slope: for a quotient that is not enough.": [[np.sign(p)]],
    }


def _unless_0(root: float) -> np.ndarray:
    return np.array(1 / root**2 if root else np.nan)


ITEM = Item(
    "P3.5",
    "both passes of a non-linear chain as functions, and the slope of an activation",
    functions={
        "backpropagate": Asked(lambda f: list(_backpropagate(f)), "derivatives", "chains"),
        "forward": Asked(lambda f: list(_forward(f)), "values", "chains", "lists p and q"),
        "backward": Asked(lambda f: list(_backward(f)), "δ", "chains", "nodes"),
        "softsign_slope": Asked(lambda f: list(_softsign(f)), "slopes", "numbers", "numbers"),
    },
)
