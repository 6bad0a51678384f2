"""Cases on networks of layers: what is asked whole layer by whole layer, and the words for its vectors and matrices."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.words import SUBSCRIPTS, enumerated, short
from bplesson.practice.item import Case, of_passes
from bplesson.practice.layer_ways import layer_ways
from bplesson.practice.spoken import ORDINALS

NAME = re.compile(r"(x|p|q|delta|w)(\d+)_(\d)(\d?)")
LETTERS = {"x": "x", "p": "p", "q": "q", "delta": "δ", "w": "∂C/∂W"}


def of_layers(network: Network, x, y, parts: Iterable[str], mistakes: Iterable[str], opening: str) -> Case:
    """A case of both passes in which whole layers are asked: `parts` such as "delta1" and "w01", or single numbers.

    What is known beside them, the forward values and the δ before those that are asked, is said after `opening`, and
    then the question.
    """
    parts = tuple(parts)
    names = _names(network)
    asks = [name for name in names if part_of(name) in parts or name in parts]
    early = names[: names.index(asks[-1])]  # what comes later would give it away
    case = of_passes(network, x, y, asks, mistakes, "", labels={name: label(name) for name in asks})
    ways = layer_ways(network, case.right | case.shown, case.y[0], case.asks)
    N = len(network.weights)
    shown = {name: value for name, value in case.shown.items() if name in early and _is_known(part_of(name), N)}
    given = _given(shown, [name for name in names if name not in shown])
    says = opening + (f" Known: {', '.join(given)}." if given else "")
    called = {name: entry_called(name) for name in asks if name.startswith("w")}
    return replace(case, says=f"{says} {question(map(part_of, case.asks))}", shown=shown, called=called, ways=ways)


def _names(network: Network) -> list[str]:
    """The names of all numbers of both passes on one example."""
    N, found = len(network.weights), []
    for letter in ("x", "p", "q"):
        found += [f"{letter}{i}_{b}" for i, d in enumerate(network.sizes) for b in range(d)]
    found += [f"delta{k}_{b}" for k in range(N + 1) for b in range(network.sizes[N - k])]
    found += [f"w{i}{i + 1}_{b}{a}" for i, W in enumerate(network.weights) for b, a in np.ndindex(W.shape)]
    return found


def _is_known(part: str, N: int) -> bool:
    """Whether a learner who is not asked for it is told it: not x once more, no δ of the input, no derivative."""
    found = re.fullmatch(r"(x|p|q|delta)(\d+)", part)
    if not found:
        return False
    letter, index = found[1], int(found[2])
    return index < N if letter == "delta" else index > 0


def _given(shown: Mapping[str, float], others: Iterable[str]) -> list[str]:
    """x₁ = (1, 4), or x₁[0] = 1 where others of the same layer are not given."""
    parts, given = dict.fromkeys(map(part_of, shown)), []
    for part in parts:
        entries = {name: value for name, value in shown.items() if part_of(name) == part}
        if part in map(part_of, others):
            given += [f"{label(name)} = {short(value)}" for name, value in entries.items()]
        else:
            given.append(f"{part_label(part)} = {vector(entries.values())}")
    return given


def part_of(name: str) -> str:
    """The layer to which a number belongs: "delta1" for "delta1_0"."""
    return name.rsplit("_", 1)[0]


# words ---------------------------------------------------------------------------------------------------------------
def label(name: str) -> str:
    """How a number is called in a lesson: δ₁[0], ∂C/∂W₀₁[2, 0]."""
    letter, layers, b, a = NAME.fullmatch(name).groups()
    return f"{LETTERS[letter]}{layers.translate(SUBSCRIPTS)}[{b}{', ' * bool(a)}{a}]"


def part_label(part: str) -> str:
    """How a layer of numbers is called: δ₁, ∂C/∂W₀₁."""
    letter, layers = re.fullmatch(r"([a-z]+?)(\d+)", part).groups()
    return LETTERS[letter] + layers.translate(SUBSCRIPTS)


def vector(values: Iterable[float]) -> str:
    """(2, −1); a single number stands alone."""
    words = list(map(short, values))
    return words[0] if len(words) == 1 else f"({', '.join(words)})"


def matrix(i: int, W: np.ndarray) -> str:
    """W₀₁ has the rows (2, −1) and (3, 1)."""
    rows = list(map(vector, W))
    layers = f"{i}{i + 1}".translate(SUBSCRIPTS)
    return f"W{layers} has the row{'s' * (len(rows) > 1)} {enumerated(rows)}"


def matrices(network: Network) -> str:
    """All weights of a network, as one clause."""
    return ", ".join(matrix(i, W) for i, W in enumerate(network.weights))


def question(parts: Iterable[str]) -> str:
    """What is asked: What are x₁, x₂ and δ₀?"""
    labels = [part_label(part) for part in dict.fromkeys(parts)]
    return f"What {'are' if len(labels) > 1 else 'is'} {enumerated(labels)}?"


def entry_called(name: str, what: str = "derivative by W") -> str:
    """What a screen reader says of an entry of a matrix: derivative by W 0 1, second row, first column."""
    _, layers, b, a = NAME.fullmatch(name).groups()
    return f"{what} {' '.join(layers)}, {ORDINALS[int(b)]} row, {ORDINALS[int(a)]} column"
