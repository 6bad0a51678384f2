"""What is told, and marked on a diagram of layers, of the number that was found last."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.parts import Node
from bplesson.kit.scene import Filling, Runs
from bplesson.kit.seen import SHARE, Seen
from bplesson.kit.words import factor, number, sub
from bplesson.kit.worked import enough, equals, meeting
from bplesson.layers.moments_scene import node_of, row_of, weight_of
from bplesson.layers.scene import Shape, matrix, values
from bplesson.layers.story import (
    mark_column,
    mark_row,
    mark_weight,
    put_story,
    sum_lines,
    tell_backward,
    tell_forward,
    tell_weight,
    worked_out,
    wrapped,
)


def arriving(network: Network, passes: Seen, i: int) -> np.ndarray:
    """What arrives at the nodes of layer i on the way back: ŷ − y, or Wᵀδ of the layer behind; only rounding is 0."""
    k = len(network.weights) - i
    if k == 0:
        return passes.error[0]
    products = network.weights[i][:, : network.sizes[i]] * passes.delta[k - 1][0][:, None]
    total, addends = products.sum(axis=0), np.abs(products).sum(axis=0)
    noise = (np.abs(total) <= SHARE * addends) & np.isfinite(addends)
    noise |= (passes.delta[k][0] == 0) & (total * passes.slopes[i][0] != 0)
    return np.where(noise, 0.0, total)


def tell_moment(
    fill: Filling, network: Network, passes: Seen, y, moment: str, by_rows: bool, in_matrices: bool, width: float
) -> None:
    """How that number was found, or where it ends a row and it goes `by_rows`, that row."""
    shape, room = Shape.of(network), width - 24
    if moment.startswith("g"):
        lines = _tell_row(passes, shape, moment, room) if by_rows else tell_weight(passes, shape, weight_of(moment))
    elif moment.startswith("q"):
        lines = tell_forward(network, passes, shape, node_of(moment), room)
    elif moment.startswith("a"):
        lines = _tell_arriving(network, passes, shape, y, node_of(moment), room)
    elif in_matrices and not shape.linear:
        lines = _tell_bent(network, passes, shape, node_of(moment))
    else:
        lines = tell_backward(network, passes, shape, y, node_of(moment), room)
    put_story(fill, lines)


def mark_moment(fill: Filling, shape: Shape, moment: str, by_rows: bool) -> None:
    """Mark on the diagram what that number, or its row, is made of."""
    if moment.startswith("g") and by_rows:
        i, b, _ = weight_of(moment)
        fill.mark("backward", f"dpill-{i + 1}-{b}")
        for each in row_of(shape, moment):
            fill.mark("forward", f"one-{i}" if each.a == shape.sizes[i] else f"pill-{i}-{each.a}", f"line-{each.name}")
            fill.mark("missing", f"port-{each.name}", each.gradient)
    elif moment.startswith("g"):
        mark_weight(fill, shape, weight_of(moment), True)
    elif moment.startswith("q"):
        i, b = node_of(moment)
        mark_row(fill, shape, Node(i, b))
        fill.mark("forward", *[f"one-{i - 1}" if a == shape.sizes[i - 1] else f"pill-{i - 1}-{a}"
                               for a in shape.sources(i - 1)])  # fmt: skip
    else:
        mark_column(fill, shape, node_of(moment))


def _arriving_name(shape: Shape, i: int, a: int) -> str:
    return f"ŷ[{a}] − y[{a}]" if i == shape.N else f"({matrix(i)}ᵀ {sub('δ', shape.N - i - 1)})[{a}]"


def _tell_arriving(network: Network, passes: Seen, shape: Shape, y, node: Node, room: float) -> list[Runs]:
    """At an output the error, elsewhere the sum over the column of the next matrix."""
    i, a = node
    name, result = _arriving_name(shape, i, a), arriving(network, passes, i)[a]
    if i < shape.N:
        k = shape.N - 1 - i
        terms = list(zip(network.weights[i][:, a], passes.delta[k][0], strict=True))
        head = f"{name} = column {a} of {matrix(i)} · {sub('δ', k)} = "
        return sum_lines("backward", head, terms, None, result, "", room, 2)
    q = float(passes.q[i][0, a])
    digits = enough(lambda digits: worked_out([[q], [-y[a]]], digits), result)
    told = f"{name} = {number(q, digits or 3)} − {factor(y[a], digits or 3)}{equals(digits, result)}"
    return [[("backward", told)]]


def _tell_bent(network: Network, passes: Seen, shape: Shape, node: Node) -> list[Runs]:
    """δ as what arrives times the slope."""
    i, a = node
    name, slope = _arriving_name(shape, i, a), f"{sub('σ', i)}'({values('p', i, a)})"
    product = _product(arriving(network, passes, i)[a], passes.slopes[i][0, a], passes.delta[shape.N - i][0, a])
    opened, closed = ("(", ")") if i == shape.N else ("", "")
    return [[("backward", f"{values('δ', shape.N - i, a)} = {opened}{name}{closed} · {slope} = {product}")]]


def _tell_row(passes: Seen, shape: Shape, moment: str, room: float) -> list[Runs]:
    """A row of ∂C/∂W: the δ at its end times every value that arrives there."""
    i, b, _ = weight_of(moment)
    k = shape.N - 1 - i
    value = f"{sub(shape.after, i)}ᵀ"
    head = [
        ("missing", f"row {b} of ∂C/∂{matrix(i)}"),
        ("plain", " = "),
        ("backward", values("δ", k, b)),
        ("plain", " · "),
        ("forward", f"({value}, 1)" if shape.bias else value),
        ("plain", ":  the δ of its node, times the value at the source of each weight"),
    ]
    numbers = zip(passes.q[i][0], passes.gradients[i][b], strict=True)
    told = [_product(passes.delta[k][0, b], q, gradient) for q, gradient in numbers]
    return [head, *wrapped("plain", "", told, "", ",     ", room, 3)]


def _product(left: float, right: float, result: float) -> str:
    """The product of two numbers, and what it is."""
    return "".join(words for _, words in meeting(left, right, result))
