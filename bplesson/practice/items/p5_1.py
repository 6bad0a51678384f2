"""P5.1: both passes through layers with activations, node by node, and biases."""

from dataclasses import dataclass

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.functions import function_of
from bplesson.practice.given import own_layers
from bplesson.practice.item import Case, Draw, Item
from bplesson.practice.layers import matrices, of_layers, vector

WEIGHTS, BIASES, INPUTS = (-3, -2, -1, 1, 2, 3), (-2, -1, 0, 1, 2, 3), (-2, -1, 1, 2, 3)
ERRORS = (-3, -2, -1, 1, 2, 3)  # ten times as large where the slope of the output is 0.1, so that δ₀ is whole
BACKWARD = ("delta0", "delta1", "w12", "w01")
BOTH = ("p1", "q1", "p2", "q2", *BACKWARD)
START, PATHS, SQUARE_ONLY = "S1 S2 S3 S4 S8", "B1 B2 B3 B10 O3", "B4 B5 B6 O1 E1"
WORDS = {"leaky relu": "a leaky ReLU (slope 0.1 below 0)", "square": "the square, q = p²", "relu": "a ReLU",
         "identity": "the identity"}  # fmt: skip
LARGEST = {"p1": 9, "q1": 16, "p2": 60, "delta1": 99}  # of what has to be carried on by head


@dataclass(frozen=True)
class Level:
    """A network, what is asked of it, and the mistakes that it shows."""

    hidden: str
    output: str
    asks: tuple[str, ...]
    mistakes: str
    nodes: int = 2
    bias: bool = False


LEVELS = (
    Level("leaky relu", "identity", ("delta1", "w01"), f"L1 L5 L9 L11 L13 {PATHS} {SQUARE_ONLY} E2"),
    Level("square", "leaky relu", BACKWARD, f"{START} L1 L2 L3 L5 L7 L9 L13 {PATHS} {SQUARE_ONLY} E2 O2"),
    Level("relu", "leaky relu", BOTH, f"{START} L1 L2 L5 L7 L8 L9 L10 L13 {PATHS} O2", nodes=3),
    Level("square", "leaky relu", BOTH, f"{START} L1 L2 L3 L5 L7 L9 L13 {PATHS} {SQUARE_ONLY} O2 M5 M7 K1", bias=True),
)
DRAWS = 40  # in one try, until the numbers are fit
# with straight pieces; with the square, whose slope at q is 2p², as is p times its slope
TWINS = (frozenset({"L1", "L10", "L11"}), frozenset({"L5", "L13"}), frozenset({"L3", "L13"}))


def make(draw: Draw, level: int) -> Case | None:
    """Numbers for the head that hide no slope: at least one node of each kind where an activation has two slopes."""
    kind = LEVELS[level]
    drawn = next(filter(None, (_drawn(draw, kind) for _ in range(DRAWS))), None)
    if drawn is None:
        return None
    network, x, y = drawn
    mistakes = kind.mistakes.split()
    case = of_layers(network, x, y, kind.asks, mistakes, _opening(network, kind, x, y))
    return case if set(case.key.wrong) == set(mistakes) else None


def _drawn(draw: Draw, kind: Level) -> tuple[Network, np.ndarray, np.ndarray] | None:
    """A network, an input and a label, if they are fit."""
    network, x = _network(draw, kind), np.array(draw.picks(INPUTS, 2), float)
    passes = network.forward(x)
    p1, p2 = passes.p[1][0], passes.p[2][0]
    steep = (p2 > 0) | (kind.output == "identity")
    y = passes.y_hat[0] - np.where(steep, 1, 10) * np.array(draw.picks(ERRORS, 2), float)
    biased = not kind.bias or any((W[:, -1] == 0).any() for W in network.weights)
    fit = biased and _shows_slopes(kind.hidden, p1) and _shows_slopes(kind.output, p2) and _by_head(network, x, y)
    return (network, x, y) if fit else None


def _network(draw: Draw, kind: Level) -> Network:
    weights = []
    for d_out, d_in in ((kind.nodes, 2), (2, kind.nodes)):
        rows = draw.picks(WEIGHTS, d_out, d_in)
        weights.append([row + [draw.pick(BIASES)] if kind.bias else row for row in rows])
    sigmas = [function_of(name) for name in ("identity", kind.hidden, kind.output)]
    return Network(weights, sigmas, bias=kind.bias)


def _shows_slopes(activation: str, p: np.ndarray) -> bool:
    """Whether the values before an activation tell its slope from 1, from its value, and from that elsewhere."""
    if activation == "identity":
        return bool(p.all())
    if activation == "square":
        return set(p).isdisjoint((0, 0.5, 1))
    return bool(p.all() and p.min() < 0 < p.max())


def _by_head(network: Network, x, y) -> bool:
    passes = network.backward(x, y)
    values = {"p1": passes.p[1], "q1": passes.q[1], "p2": passes.p[2], "delta1": passes.delta[1]}
    return all(v.any() and np.abs(v).max() <= LARGEST[name] for name, v in values.items())


def _opening(network: Network, kind: Level, x, y) -> str:
    sizes = "-".join(map(str, network.sizes))
    biases = ", with biases (the last number of each row)" if kind.bias else ""
    return (
        f"A {sizes} network{biases}: {matrices(network)}. The hidden nodes have {WORDS[kind.hidden]}, those of the"
        f" output {WORDS[kind.output]}. x = {vector(x)}, label y = {vector(y)}."
    )


def own(weights, x, y=None, activations="identity", biases=None, ask=None) -> Case:
    """The passes through layers of somebody's own."""
    all_seen = dict.fromkeys(id for level in LEVELS for id in level.mistakes.split())
    return own_layers(weights, x, y, activations, biases, ask, all_seen)


ITEM = Item("P5.1", "both passes with activations and biases", make, len(LEVELS), TWINS, own=own)
