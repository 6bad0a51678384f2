"""P5.2: backpropagation for one example and for rows of them, as lesson 5 writes it; a step and an epoch of steps.

`one_batch(weights, sigmas, x, y, eta)` returns the weights after one step, `one_epoch(weights, sigmas, x, y, batches,
eta)` those after a step for each of the batches, which are lists of rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice import rules
from bplesson.practice.checking import Arrays, Asked, Call
from bplesson.practice.functions import NAMES, OF_STEPS, activations_for, call_of, function_of, matrices, named
from bplesson.practice.item import Draw, Item
from bplesson.practice.mistakes import MISTAKES, Form
from bplesson.practice.rules import RIGHT, Rules, Run

NUMBERS = (-1.5, -1, -0.5, 0.5, 1, 1.5)
TAUGHT = ("identity", "relu", "tanh")  # what the table `slope` of lesson 5 holds


@dataclass(frozen=True)
class Net:
    """A network by its sizes and activations, with n examples."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    n: int = 1
    eta: float = 0.1
    numbers: tuple[float, ...] = NUMBERS

    def drawn(self) -> tuple[Network, np.ndarray, np.ndarray]:
        """The network and its examples."""
        draw = Draw("P5.2", self.sizes, self.activations)
        weights = [draw.picks(self.numbers, d_out, d_in) for d_in, d_out in zip(self.sizes, self.sizes[1:])]
        network = Network([np.array(W, float) for W in weights], [function_of(name) for name in self.activations])
        x, y = (np.array(draw.picks(self.numbers, self.n, d), float) for d in (self.sizes[0], self.sizes[-1]))
        return network, x, y


DEEP = ("identity", "tanh", "relu", "tanh")
OWN, LEAKY = ("identity", "square", "relu", "sigmoid"), ("identity", "leaky relu", "tanh", "identity")
SINGLE = (  # in the first one a wrong product has a shape that tells which it was
    Net((3, 3, 3), ("identity", "tanh", "identity")),
    Net((3, 3, 3, 3), DEEP),
    Net((2, 3, 2), ("identity", "relu", "tanh")),
    Net((4, 2, 3, 1), ("tanh", "tanh", "identity", "tanh")),
    Net((3, 3, 3, 3), OWN),
    Net((3, 3, 3, 3), LEAKY),
)
ROWS = (  # as many examples as nodes: there a wrong product passes by its shape
    Net((3, 3, 3, 3), DEEP, 3),
    Net((3, 3, 3, 3), DEEP, 5),
    Net((3, 3, 3, 3), DEEP, 1, eta=0.5),
    Net((2, 3, 2), ("tanh", "relu", "identity"), 4, eta=0.5),
    Net((2, 3, 2), ("identity", "relu", "identity"), 4, numbers=(-1, 1, 2)),  # may be arrays of whole numbers
    Net((3, 3, 3, 3), OWN, 5),
    Net((3, 3, 3, 3), LEAKY, 5),
)
EPOCHS = (Net((3, 3, 3, 3), DEEP, 7), Net((2, 3, 2), ("tanh", "relu", "identity"), 7, eta=0.5))
BATCHES = ([4, 0, 6], [2, 5, 1], [3])


def _known(function: Callable, nets: Sequence[Net]) -> Iterator[Net]:
    """The networks whose activations the function can take: those of the lesson, and others of the learner's own."""
    names = getattr(function, "__globals__", {})
    for net in nets:
        own = [NAMES.get(name, name) for name in net.activations if name not in TAUGHT]
        table = names.get("slope")
        slopes = table if isinstance(table, dict) else names.values()
        if all(callable(names.get(name)) and names[name] in slopes for name in own):
            yield net


# mistakes that are wrong rules where the shapes let them pass --------------------------------------------------------
def _not_by_node(run: Run, i: int, came: np.ndarray) -> np.ndarray:
    return came @ run.slopes(i).T if i else rules.slope(run, i, came)


def _square_by_product(run: Run, i: int) -> np.ndarray:
    tanh = run.network.activations[i].name == "tanh"
    return 1 - run.q[i] @ run.q[i].T if tanh else run.slopes(i)


def _inner(run: Run, i: int, each: np.ndarray) -> np.ndarray:
    return run.delta[run.L - i] @ run.sources(i).T / len(run.x)


def _reshaped(run: Run, i: int) -> np.ndarray:
    W = run.matrix(i)
    return run.delta[-1] @ W.reshape(W.shape[::-1]).T


def _everywhere(id: str) -> tuple[Form, ...]:
    """A mistake in the slopes, made at the output as well: as it is if it stands in the table of slopes."""
    return tuple(form | {"start": _slope_at_output(form["slope"])} for form in MISTAKES[id].forms)


def _slope_at_output(slope: Callable) -> Callable:
    return lambda run: slope(run, run.N, _error(run))


def _error(run: Run) -> np.ndarray:
    return run.q[run.N] - run.y


HIDDEN_BY_PRODUCT = {"slope": lambda run, i, came: came * _square_by_product(run, i) if i else came * run.slopes(i)}
OTHERS = {
    "S3": (
        {"start": lambda run: _error(run) ** 2 / 2 * run.slopes(run.N)},
        {"start": lambda run: _error(run) ** 2 * run.slopes(run.N)},
    ),
    **{id: _everywhere(id) for id in ("L3", "L4", "L5", "L6", "L10", "L11", "L13")},
    "L12": ({"slope": _not_by_node},),
    "L14": (
        HIDDEN_BY_PRODUCT,
        HIDDEN_BY_PRODUCT | {"start": lambda run: _error(run) * _square_by_product(run, run.N)},
    ),
}
OF_ONE = {"D1": ({"back": _reshaped},)}
OF_ROWS = {
    "B8": ({"back": lambda run, i: run.delta[-1] * run.matrix(i)},),
    "E3": ({"mean": _inner},),
    "D1": ({"outer": lambda ends, sources: rules.outer(ends.reshape(ends.shape[::-1]).T, sources)},),
}


def _made(result: Callable[[Rules], Arrays], forms: dict) -> dict[str, list[Arrays]]:
    """What comes out with each of these forms, where the shapes let it pass."""
    found = {}
    for id, each in forms.items():
        for form in each:
            try:
                found.setdefault(id, []).append(result(RIGHT.with_(**form)))
            except (ValueError, IndexError):
                continue
    return {id: made for id, made in found.items() if made}


# calls ---------------------------------------------------------------------------------------------------------------
def _backpropagate(function: Callable) -> Iterator[Call]:
    """backpropagate(weights, sigmas, x, y), one example as arrays (d,)."""
    for net in _known(function, SINGLE):
        network, x, y = net.drawn()
        arguments = (list(network.weights), activations_for(function, net.activations), x[0], y[0])
        yield _gradients(network, x, y, arguments, OTHERS | OF_ONE)


def _mean_gradients(function: Callable) -> Iterator[Call]:
    """mean_gradients(weights, sigmas, x, y), one example a row."""
    for net in _known(function, ROWS):
        network, x, y = net.drawn()
        arguments = (list(network.weights), activations_for(function, net.activations), x, y)
        yield _gradients(network, x, y, arguments, OTHERS | OF_ROWS)


def _gradients(network: Network, x, y, arguments: tuple, forms: dict) -> Call:
    def result(by: Rules) -> Arrays:
        return matrices(Run(network, x, y, rules=by))

    def others() -> dict[str, list[Arrays]]:
        return _made(result, forms) | _by_shape(network, x, y)

    return call_of(network, x, y, result, arguments, named(network, len(x)), _no(len(x), OF_STEPS), others)


def _by_shape(network: Network, x, y) -> dict[str, list[Arrays]]:
    """What wrong products make of one example in equal layers, where the shape of the result gives them away.

    B8: `W.T * delta` is a table. L12: `came @ slopes` is one number.
    """
    if len(x) > 1 or len(network.weights) > 2 or len(set(network.sizes)) > 1:
        return {}
    run = Run(network, x, y)
    table = run.matrix(1).T * run.delta[0][0] * run.slopes(1)[0]
    single = run.came[1][0] @ run.slopes(1)[0]
    return {id: [[np.outer(delta, run.q[0][0]), run.gradients[1]]] for id, delta in (("B8", table), ("L12", single))}


def _no(n: int, more: Sequence[str] = ()) -> tuple[str, ...]:
    """What cannot be made with n examples: 1 // n is 1 for one of them."""
    return (*more, "M10") if n == 1 else tuple(more)


def _one_batch(function: Callable) -> Iterator[Call]:
    """one_batch(weights, sigmas, x, y, eta): the weights after one step, in new arrays."""
    for net in _known(function, ROWS):
        network, x, y = net.drawn()
        arguments = (list(network.weights), activations_for(function, net.activations), x, y, net.eta)
        yield _step(network, x, y, net, arguments)


def _step(network: Network, x, y, net: Net, arguments: tuple) -> Call:
    def result(by: Rules) -> Arrays:
        return Run(network, x, y, net.eta, by).after

    def others() -> dict[str, list[Arrays]]:
        return _made(result, OTHERS | OF_ROWS)

    return call_of(network, x, y, result, arguments, named(network, len(x)), _no(len(x)), others)


def _one_epoch(function: Callable) -> Iterator[Call]:
    """one_epoch(weights, sigmas, x, y, batches, eta): the weights after one step for each batch, in new arrays."""
    for net in EPOCHS:
        network, x, y = net.drawn()
        sigmas = activations_for(function, net.activations)
        batches = [np.array(rows) for rows in BATCHES]
        yield _epoch(network, x, y, net.eta, (list(network.weights), sigmas, x, y, batches, net.eta))


def _epoch(network: Network, x, y, eta: float, arguments: tuple) -> Call:
    def result(by: Rules) -> Arrays:
        return _steps(network, x, y, eta, lambda rows: by)

    def others() -> dict[str, list[Arrays]]:
        first = [Run(network, x[rows], y[rows]).gradients for rows in BATCHES]
        at_the_start = [W - eta * sum(each) for W, *each in zip(network.weights, *first)]
        kept = _steps(network, x, y, eta, lambda rows: _values_of(Run(network, x[rows], y[rows])))
        return _made(result, OF_ROWS) | {"O4": [at_the_start, kept]}

    def notes() -> dict[str, list[Arrays]]:
        first, last = (list(Run(network, x[rows], y[rows], eta).after) for rows in (BATCHES[0], BATCHES[-1]))
        everywhere = _steps(network, x, y, eta, lambda rows: RIGHT, [range(len(x))] * len(BATCHES))
        return {
            "It ends after the first batch: does `return` stand inside the loop?": [first],
            "Every step began at the first weights: a step begins where the one before it ended.": [last],
            "Every step took all examples: it takes the rows of its batch, `x[rows]` and `y[rows]`.": [everywhere],
        }

    on = f"{named(network, len(x))} in {len(BATCHES)} batches"
    call = call_of(network, x, y, result, arguments, on, ("M10",), others)
    return replace(call, result=None, notes=notes)  # pairs would take too long here


def _steps(network: Network, x, y, eta: float, rules_for: Callable, batches: Sequence = BATCHES) -> Arrays:
    """The weights after a step for each batch, by the rules for its rows."""
    for rows in batches:
        network = network.at(Run(network, x[rows], y[rows], eta, rules_for(rows)).after)
    return list(network.weights)


def _values_of(old: Run) -> Rules:
    """The right rules, but with the forward values of another run."""
    return RIGHT.with_(
        start=lambda run: rules.start(old),
        slope=lambda run, i, came: rules.slope(old, i, came),
        source=lambda run, i: rules.source(old, i),
    )


ITEM = Item(
    "P5.2",
    "backpropagation through layers with activations, and training in batches",
    functions={
        "backpropagate": Asked(lambda f: list(_backpropagate(f)), "derivatives", "networks"),
        "mean_gradients": Asked(lambda f: list(_mean_gradients(f)), "derivatives", "networks"),
        "one_batch": Asked(lambda f: list(_one_batch(f)), "new weights", "networks", "matrices"),
        "one_epoch": Asked(lambda f: list(_one_epoch(f)), "new weights", "networks", "matrices"),
    },
)
