"""A case on layers: the diagram of lessons 4 and 5, with blanks where numbers are asked; what is not given is left out.

Of a case with several examples the weights themselves are asked: there are no passes to be seen.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from bplesson.chain.scene import is_linear
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Blank, Box, Filling, Line, Scene, Text
from bplesson.kit.words import short, sub
from bplesson.layers.scene import PILL, TOP, Layout, Shape, layers_scene, matrix, values
from bplesson.practice.item import Case
from bplesson.practice.rows_scene import spoken

IN_NODE, IN_PORT, HEIGHT = 64, 68, 24.5  # widths of a blank beside the name of a node's number, and in a port
WEIGHT = 79  # from the left of a port to the end of its weight
LEFT_OUT = ("story-", "cost", "to-cost", "from-cost", "ports-", "scale-", "stop-")
CALLED = {"relu": "ReLU", "leaky relu": "leaky ReLU"}  # in the lessons


def places(case: Case) -> dict[str, str]:
    """The id of the text at which each number of a case stands, by its name in the case."""
    network = case.network
    shape, N, found = Shape.of(network), len(network.weights), {}
    if _asks_weights(case):
        return {weight.name: weight.name for weight in shape.weights()}
    for i, d in enumerate(network.sizes):
        for b in range(d):
            found |= {f"x{i}_{b}": f"qv-{i}-{b}"} if shape.linear else {}
            found |= {} if shape.linear else {f"p{i}_{b}": f"pv-{i}-{b}", f"q{i}_{b}": f"qv-{i}-{b}"}
            found[f"delta{N - i}_{b}"] = f"dv-{i}-{b}"
    return found | {weight.name: weight.gradient for weight in shape.weights()}


def of_layers_sheet(case: Case) -> tuple[Scene, Filling]:
    """The layout of a case, and what it tells."""
    network, weights_asked, number_at = case.network, _asks_weights(case), places(case)
    shape = Shape(network.sizes, network.bias, weights_asked or is_linear(network), blanks=True)
    told = _weights_told(case) if weights_asked else _numbers_told(case, number_at)
    asked = {number_at[name]: name for name in case.asks}
    seen = told.keys() | asked.keys()
    items = _items(shape, weights_asked, seen)
    place = {item.id: item for item in items}
    blanks = [_blank(place[id], case, name) for id, name in asked.items()]
    words = told | _headings(case, shape, seen) | _names(case, shape, seen)
    at = Layout(shape)
    width, height = at.x(shape.N) + PILL / 2 + 8, TOP + at.height
    return Scene(width, height, (*(item for item in items if item.id not in asked), *blanks)), Filling(words)


def _items(shape: Shape, weights_asked: bool, seen: Iterable[str]) -> list[Box | Line | Text]:
    """The diagram of the lessons without the cost and the story, with other ports; nothing can be selected."""
    at, items = Layout(shape), []
    of_ports = {id for weight in shape.weights() for id in (weight.name, weight.gradient)}
    for item in layers_scene(shape).items:
        unseen = item.id.startswith("dpill-") and item.id.replace("dpill", "dv") not in seen
        if not unseen and item.id not in of_ports and not item.id.startswith(LEFT_OUT):
            items.append(replace(item, select="", role="muted" if item.id.startswith("port-") else item.role))
    for i in range(1, shape.N + 1):
        port = at.port(Weight(i - 1, 0, 0))
        left = port.left[0]
        middle = port.x if weights_asked else left + WEIGHT - 12
        items.append(Text(f"matrix-{i}", middle, 14, "muted"))
        items.append(Text(f"derivatives-{i}", port.right[0] - IN_PORT / 2, 14, "muted"))
        items.append(Text(f"sigma-{i}", at.x(i), 32, "muted"))
    for weight in shape.weights():
        items += _in_port(at.port(weight), weight, weights_asked)
    return items


def _in_port(port: Box, weight: Weight, weights_asked: bool) -> list[Text]:
    """The place of an entry in its matrix, its weight, and its derivative where that is asked."""
    (left, y), (right, _) = port.left, port.right
    if weights_asked:
        named = Text(f"entry-{weight.key}", left + 5, y, "muted", "start")
        return [named, Text(weight.name, right - 4, y, anchor="end")]
    return [
        Text(f"entry-{weight.key}", left + 5, y, "muted", "start"),
        Text(weight.name, left + WEIGHT, y, anchor="end"),
        Text(weight.gradient, right - 4, y, anchor="end"),
    ]


def _blank(text: Text, case: Case, name: str) -> Blank:
    """A blank where a number would stand."""
    width = IN_PORT if name.startswith("w") else IN_NODE
    return Blank(f"ask-{name}", name, text.x + 1 - width / 2, text.y, width, HEIGHT, spoken(case, name))


# words ---------------------------------------------------------------------------------------------------------------
def _asks_weights(case: Case) -> bool:
    return len(case.x) > 1


def _weights_told(case: Case) -> dict[str, str]:
    """The weights that are given."""
    return {name: short(value) for name, value in case.shown.items()}


def _numbers_told(case: Case, number_at: dict[str, str]) -> dict[str, str]:
    """All weights, the input, and what else is given, by the ids of the texts."""
    told = {number_at[name]: short(value) for name, value in case.shown.items()}
    for b, value in enumerate(case.x[0]):
        told |= {id: short(value) for id in (f"pv-0-{b}", f"qv-0-{b}")}
    for i, W in enumerate(case.network.weights):
        told |= {Weight(i, b, a).name: short(w) for (b, a), w in np.ndenumerate(W)}
    labels = () if case.y is None else case.y[0]
    return told | {f"label-{b}": f"y[{b}] = {short(label)}" for b, label in enumerate(labels)}


def _headings(case: Case, shape: Shape, seen: Iterable[str]) -> dict[str, str]:
    """What stands above the columns: layers with their activations, matrices, derivatives."""
    weights_asked = _asks_weights(case)
    words = {f"layer-{i}": f"layer {i}" for i in range(shape.N + 1)}
    for i in range(1, shape.N + 1):
        words[f"matrix-{i}"] = matrix(i - 1)
        if not weights_asked and any(each.gradient in seen for each in shape.weights() if each.i == i - 1):
            words[f"derivatives-{i}"] = f"∂C/∂{matrix(i - 1)}"
        if not is_linear(case.network):
            name = case.network.activations[i].name
            words[f"sigma-{i}"] = CALLED.get(name, name)
    return words


def _names(case: Case, shape: Shape, seen: Iterable[str]) -> dict[str, str]:
    """The names of numbers in the nodes, and of entries in the ports."""
    weights_asked, words = _asks_weights(case), {}
    for weight in shape.weights():
        words[f"entry-{weight.key}"] = f"[{weight.b}, {weight.a}]"
    for i, d in enumerate(shape.sizes):
        letters = [("q", shape.after, i), ("d", "δ", shape.N - i), *([] if shape.linear else [("p", "p", i)])]
        for id, letter, index in letters:
            words |= {f"{id}-{i}-{b}": values(letter, index, b) for b in range(d) if f"{id}v-{i}-{b}" in seen}
        if weights_asked:
            words |= {f"q-{i}-{b}": f"{_role(i, shape.N)}[{b}]" for b in range(d)}
        if shape.bias and i < shape.N:
            words[f"always-{i}"] = "1"
    return words


def _role(i: int, N: int) -> str:
    return "x" if i == 0 else "ŷ" if i == N else sub("q", i)
