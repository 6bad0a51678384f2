"""Calls of functions that make both passes: `backpropagate` and its like, in the signatures that the lessons teach."""

from collections.abc import Callable, Sequence

import numpy as np

from bplesson.checks.functions import Function
from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network
from bplesson.practice import rules
from bplesson.practice.checking import Arrays, Call
from bplesson.practice.mistakes import CATALOGUE, Mistake
from bplesson.practice.rules import RIGHT, Rules, Run

SQUARE = Function("square", lambda p: p * p, lambda p, q: 2 * p)
DIVIDED_TWICE = "Divided by the number of examples twice: the mean is taken once (4.9)."
OF_STEPS = ("B7", "U1", "U2")  # what shows only where there is a learning rate
OF_SLOPES = tuple(mistake.id for mistake in CATALOGUE if mistake.id.startswith("L"))  # not in a linear network
NAMES = {"leaky relu": "leaky"}  # what lessons call an activation
PLAIN = {"identity": lambda p: p, "relu": lambda p: np.maximum(p, 0), "square": lambda p: p * p,
         "leaky relu": lambda p: np.maximum(p, 0.1 * p), "tanh": np.tanh,
         "sigmoid": lambda p: 1 / (1 + np.exp(-p))}  # fmt: skip


def function_of(name: str) -> Function:
    """An activation of the engine, or the square."""
    return SQUARE if name == "square" else ACTIVATIONS[name]


def activations_for(function: Callable, names: Sequence[str]) -> list[Callable]:
    """Python functions for these activations: the learner's own where the function can see one of that name.

    The lessons keep slopes in a table whose keys are the learner's own functions.
    """
    known = getattr(function, "__globals__", {})
    own = [known.get(NAMES.get(name, name)) for name in names]
    return [np.tanh if name == "tanh" else mine if callable(mine) else PLAIN[name] for name, mine in zip(names, own)]


def call(network: Network, x, y, arguments: tuple, read: Callable[[Run], Arrays], on: str, no=OF_STEPS) -> Call:
    """A call whose result is read from both passes; `no` are the mistakes that cannot be made in it."""
    no = (*no, *OF_SLOPES) if all(f.name == "identity" for f in network.activations) else tuple(no)
    return call_of(network, x, y, lambda rules: read(Run(network, x, y, rules=rules)), arguments, on, no)


def call_of(network: Network, x, y, result: Callable[[Rules], Arrays], arguments, on: str, no=(), others=None) -> Call:
    """A call whose result comes out by rules, from one run or several.

    `others()` is what comes out, form by form, with mistakes that are wrong rules in this call only, or no rules.
    """

    def wrong() -> dict[str, list[Arrays]]:
        made = others() if others else {}
        for mistake in CATALOGUE:
            forms = [] if mistake.id in no else _forms(mistake, result)
            if forms:
                made[mistake.id] = [*made.get(mistake.id, ()), *forms]
        return made

    square, n = all(W.shape[0] == W.shape[1] for W in network.weights), len(network.examples(x, y)[0])
    notes = {DIVIDED_TWICE: [result(RIGHT.with_(mean=_divided_twice))]} if n > 1 else {}
    return Call(arguments, result(RIGHT), wrong, on, result, tuple(no), lambda: notes, square=square, examples=n)


def _divided_twice(run: Run, i: int, each: np.ndarray) -> np.ndarray:
    return rules.mean(run, i, each) / len(each)


def _forms(mistake: Mistake, result: Callable[[Rules], Arrays]) -> list[Arrays]:
    found = []
    for form in mistake.forms:
        try:
            found.append(result(RIGHT.with_(**form)))
        except (ValueError, IndexError):  # shapes that do not fit: a learner's function would have stopped there
            continue
    return found


def numbers(run: Run) -> Arrays:
    """The derivatives of a chain, one number a weight."""
    return [g.reshape(()) for g in run.gradients]


def matrices(run: Run) -> Arrays:
    """The derivatives of layers, one matrix a layer of weights."""
    return run.gradients


def named(network: Network, examples: int = 1) -> str:
    """A network in words."""
    if max(network.sizes) == 1:
        words = f"a chain of {len(network.weights)} weights"
    else:
        words = f"a {'-'.join(map(str, network.sizes))} network"
    return f"{words} with {examples} examples" if examples > 1 else words
