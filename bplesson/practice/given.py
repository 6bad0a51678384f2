"""Cases on numbers that somebody gives, those of a lesson: which of the numbers are asked, under the lesson's names."""

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, finite_number, listed, one_of, shown
from bplesson.kit.words import enumerated, short
from bplesson.practice.functions import function_of
from bplesson.practice.item import Case, of_passes
from bplesson.practice.item import short as is_short
from bplesson.practice.layers import matrices, of_layers, part_of, vector
from bplesson.practice.rules import Run
from bplesson.practice.ways import as_written, chain_ways, in_letters

PROBES = np.array([-2.0, -0.5, 0.3, 1.0, 3.0])  # where a function is compared with the square
NODES = 6  # in a layer, so that they have room
INPUT = re.compile(r"[xp]0(_\d+)?")
OF_LABEL = ("delta", "dq", "w")  # numbers for which there has to be a label


def own_chain(weights, x, y, activations, ask, mistakes: Iterable[str]) -> Case:
    """Both passes on a chain: what comes before the numbers that are asked is given; y may be None."""
    network = Network.chain(weights, known(activations))
    x = finite_number("x", x)
    label = network.forward(x).y_hat.item() if y is None else finite_number("y", y)
    run = Run(network, x, label)
    values = run.values if run.linear else run.with_came
    asks = asked(ask, _askable(values, y), len(network.weights), y is None)
    case = of_passes(network, x, label, asks, mistakes, "", labels={name: in_letters(name) for name in values})
    ways = chain_ways(network, values, label, case.asks)
    says = f"{_chain_told(network, x, y)} {what([case.label(name) for name in case.asks])}"
    names = list(values)
    begun = min((names.index(name) for name in case.asks if name.startswith(OF_LABEL)), default=0)
    late = [name for name in names[begun:] if name.startswith("dq")]  # these would give away what is asked before them
    given = {name: value for name, value in before(case, values).items() if name in case.shown and name not in late}
    return finished(replace(case, says=says, shown=given, ways=ways, y=None if y is None else case.y))


def own_layers(weights, x, y, activations, biases, ask, mistakes: Iterable[str]) -> Case:
    """The same on layers; `biases` are those of layers 1 … N, or None."""
    network = Network(_with_biases(weights, biases), known(activations), bias=biases is not None)
    if max(network.sizes) > NODES:
        raise InputError(f"weights: expected layers of at most {NODES} nodes, got {max(network.sizes)}")
    x = _one("x", x)
    label = network.forward(x).y_hat[0] if y is None else _one("y", y)
    asks = asked(ask, _askable(Run(network, x, label).values, y), len(network.weights), y is None)
    sizes = "-".join(map(str, network.sizes))
    opening = f"A {sizes} network{' with biases, the last number of each row' if network.bias else ''}"
    opening += f": {matrices(network)}.{_activations_told(network)} x = {vector(x)}"
    opening += "." if y is None else f", label y = {vector(label)}."
    case = of_layers(network, x, label, asks, mistakes, opening)
    return finished(case if y is not None else replace(case, y=None))


def finished(case: Case) -> Case:
    """The case; if its numbers have more digits than those of others, three are enough."""
    return replace(case, long=not is_short(case))


def before(case: Case, names: Iterable[str]) -> dict[str, float]:
    """What of `shown` comes before the last number that is asked; no other derivative by a weight is given away."""
    names = list(names)
    last = max(map(names.index, case.asks))
    return {name: case.shown[name] for name in names[:last] if name in case.shown and name[0] != "w"}


def what(labels: list[str]) -> str:
    """The question for these numbers."""
    return f"What {'is' if len(labels) == 1 else 'are'} {enumerated(labels)}?"


# names ---------------------------------------------------------------------------------------------------------------
def asked(ask: Iterable[str] | None, names: Iterable[str], N: int = 0, unlabelled: bool = False) -> list[str]:
    """Those of the `names` that are asked, all of them if `ask` is None.

    They are called as the figures call them: "x1", "x1[0]", "delta1", "W01", and "dp1" for δ of the same node of N. Of
    a chain that is not linear there is "dq1" too, ∂C/∂q.
    `unlabelled`: there is no label, and so no backward pass.
    """
    names = list(names)
    if ask is None:
        return names
    if isinstance(ask, str):
        raise InputError(f"ask: expected a list of names, got {shown(ask)}; try [{ask!r}]")
    parts = list(dict.fromkeys(part_of(name) if "_" in name else name for name in names))
    found = []
    for each in listed("ask", ask, "a list of names"):
        name = _plain(each, N) if isinstance(each, str) else each
        if unlabelled and isinstance(name, str) and name.startswith(OF_LABEL):
            raise InputError(f"y: expected the label, without which there is no {each}")
        if name not in names and name not in parts:
            one_of("ask", each, [f"W{part[1:]}" if part[0] == "w" and part not in names else part for part in parts])
        found += [name] if name in names else [full for full in names if part_of(full) == name]
    if not found:
        raise InputError(f"ask: expected at least one of {', '.join(map(repr, parts))}")
    return list(dict.fromkeys(found))


def _plain(name: str, N: int) -> str:
    """A name of a figure as that of a case: w01_10 for W01[1, 0], delta2 for dp1 of three weights."""
    name = re.sub(r"\[(\d+)(?:, ?(\d+))?\]", lambda found: f"_{found[1]}{found[2] or ''}", name)
    if (of_node := re.fullmatch(r"dp(\d+)(_\d+)?", name)) and int(of_node[1]) <= N:
        return f"delta{N - int(of_node[1])}{of_node[2] or ''}"
    return f"w{name[1:]}" if name.startswith("W") else name


def _askable(names: Iterable[str], y) -> list[str]:
    """Numbers of the passes, without a label of the forward pass alone: no input, nor what a step would lead to."""
    passes = [name for name in names if name != "C" and not name.startswith("new_w") and not INPUT.fullmatch(name)]
    return [name for name in passes if y is not None or not name.startswith(OF_LABEL)]


# what is given -------------------------------------------------------------------------------------------------------
def known(activations):
    """The same activations; a function of somebody's own that is the square is the one that the items know."""
    if isinstance(activations, str) or callable(activations):
        return _known(activations)
    return [_known(each) for each in listed("activations", activations, "names or functions")]


def _known(activation):
    if callable(activation) and getattr(activation, "__name__", "") == "square":
        try:
            return function_of("square") if np.allclose(activation(PROBES), PROBES**2) else activation
        except Exception:  # what is no function of an array is judged where networks take their activations
            return activation
    return function_of("square") if activation == "square" else activation


def _one(name: str, value) -> np.ndarray:
    array = finite_array(name, value)
    if array.ndim > 1 and len(array) != 1:
        raise InputError(f"{name}: expected the numbers of one example, got shape {array.shape}")
    return array.reshape(-1)


def examples(x, y) -> tuple[list[float], list[float]]:
    """Numbers for lesson 1: one example, or as many inputs as labels."""
    x, y = (np.ravel(finite_array(name, each)).tolist() for name, each in (("x", x), ("y", y)))
    if len(x) != len(y):
        raise InputError(f"y: expected a label for each of {len(x)} inputs, got {len(y)}")
    return x, y


def _with_biases(weights, biases) -> list:
    """The matrices, each with its biases as its last column."""
    if biases is None:
        return weights
    weights, biases = listed("weights", weights, "matrices"), listed("biases", biases, "one vector for each matrix")
    if len(weights) != len(biases):
        raise InputError(f"biases: expected one vector for each of {len(weights)} matrices, got {len(biases)}")
    found = []
    for k, (W, b) in enumerate(zip(weights, biases)):
        W, b = finite_array(f"weights[{k}]", W), np.ravel(finite_array(f"biases[{k}]", b))
        if W.ndim != 2 or len(b) != len(W):
            raise InputError(f"biases[{k}]: expected one number for each row of a matrix {W.shape}, got {len(b)}")
        found.append(np.column_stack([W, b]))
    return found


def _chain_told(network: Network, x: float, y) -> str:
    """The chain in a sentence."""
    linear = all(sigma.name == "identity" for sigma in network.activations)
    said = f"A chain with the weights {', '.join(short(W.item()) for W in network.weights)}"
    said += f", {'x₀' if linear else 'p₀'} = {short(x)}"
    said += "." if y is None else f", label y = {short(float(y))}."
    return said + _activations_told(network)


def _activations_told(network: Network) -> str:
    names = [as_written(sigma.name) for sigma in network.activations]
    return "" if set(names) == {"identity"} else f" Activations of layers 0 to {len(names) - 1}: {', '.join(names)}."
