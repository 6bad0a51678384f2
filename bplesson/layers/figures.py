"""The figures of lesson 4 that show a network and its matrices, each named by the outline's number."""

from collections.abc import Iterable, Sequence
from math import prod

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, one_of
from bplesson.kit.figure import Still
from bplesson.kit.parts import Sheet, Weight, between
from bplesson.kit.pen import still
from bplesson.kit.words import short, sub
from bplesson.layers.equations import paths
from bplesson.layers.net_figures import (
    as_words,
    bracketed,
    ends,
    every_weight,
    name_layers,
    node_places,
    put_edges,
    put_paths,
    sum_of_products,
)
from bplesson.layers.scene import matrix, values

MOST_PATHS = 8  # that can be told apart in a picture


def figure_4_1(weights: Sequence | None = None, x: Sequence[float] | None = None, ask: Iterable[str] = ()) -> Still:
    """Layers of 2, 3 and 2 nodes in letters; or any layers with their weights and the numbers that the input x makes.

    `ask`: names of nodes ("x1[2]", …) at which a question mark stands in place of the number.
    """
    if (weights is None) != (x is None):
        raise InputError("figure_4_1: expected weights and x together, or neither")
    network = Network([np.ones((3, 2)), np.ones((2, 3))] if weights is None else weights)
    sizes, q = network.sizes, network.forward([[1.0, 1.0]] if x is None else [x]).q
    places = [(i, b) for i, d in enumerate(sizes) for b in range(d)]
    asked = {one_of("ask", name, [f"x{i}[{b}]" for i, b in places]) for name in ask}
    said = {(i, b): "" if x is None else "?" if f"x{i}[{b}]" in asked else short(q[i][0, b]) for i, b in places}
    sheet = Sheet(720, 104 * max(sizes) + 22)
    at = node_places(sizes, 62, 658, sheet.height / 2 + 12, 102, 30)
    put_edges(sheet, at, rest="muted")
    name_layers(sheet, at, 13)
    for i, b in places:
        sheet.node(at[i][b].x, at[i][b].y, 30, values("x", i, b), said[i, b])
    for weight in every_weight(sizes):
        words = weight.label if weights is None else short(network.weights[weight.i][weight.b, weight.a])
        sheet.on_edge(*ends(at, weight), words, along=0.74 if weights is None else 0.78)
    if weights is None:
        told = "Layers of 2, 3 and 2 nodes; from every node an arrow leads to every node of the next layer, such as"
        told += f" {Weight(0, 2, 0).label} from node 0 of layer 0 to node 2 of layer 1."
    else:
        told = "; ".join(f"{sub('x', i)} = ({', '.join(said[i, b] for b in range(d))})" for i, d in enumerate(sizes))
        told = f"Layers of {', '.join(map(str, sizes))} nodes with their weights: {told}."
    return still(told, sheet.scene, sheet.filling)


def figure_4_1_entry(W: Sequence, b: int, a: int) -> Still:
    """Row b of W_01 beside the edges that arrive at node b, column a beside the edges that leave node a."""
    W, (b, a) = _matrix("W", W), _place(W, b, a)
    sizes = W.shape[::-1]
    sheet = Sheet(720, 64 * max(sizes) + 70)
    _row_or_column(sheet, 0, W, {Weight(0, b, c): "forward" for c in range(sizes[0])},
                   f"row {b}: what arrives at node {b} of layer 1", row=b)  # fmt: skip
    _row_or_column(sheet, 365, W, {Weight(0, c, a): "backward" for c in range(sizes[1])},
                   f"column {a}: what leaves node {a} of layer 0", column=a)  # fmt: skip
    row, column = (", ".join(map(short, each)) for each in (W[b], W[:, a]))
    return still(
        f"Row {b} of {matrix(0)}, ({row}), holds the weights that arrive at node {b} of layer 1;"
        f" column {a}, ({column}), those that leave node {a} of layer 0.",
        sheet.scene,
        sheet.filling,
    )


def _row_or_column(sheet: Sheet, left: float, W, parts: dict[Weight, str], title: str, **line: int) -> None:
    """Two layers with some of their edges, and beside them the matrix with the row or the column of these."""
    middle, part = sheet.height / 2 + 22, next(iter(parts.values()))
    at = node_places(W.shape[::-1], left + 34, left + 180, middle, 62, 22)
    put_edges(sheet, at)
    for weight in parts:  # they all point forward
        sheet.line(*between(*ends(at, weight)), role=part)
    name_layers(sheet, at, 42)
    for i, layer in enumerate(at):
        for c, place in enumerate(layer):
            sheet.node(place.x, place.y, 22, values("x", i, c))
    for weight in parts:
        sheet.on_edge(*ends(at, weight), short(W[weight.b, weight.a]), along=0.66)
    grid = sheet.matrix(left + 246, middle, as_words(W), matrix(0), shape="")
    sheet.number_lines(grid)
    sheet.outline(grid, part, **line)
    sheet.text(left + 10, 16, title, part, 16, "start")


def figure_4_2(W: Sequence, x: Sequence[float], row: int) -> Still:
    """W_01 x_0 = x_1 with one row, the column x_0 and the entry that they make framed, and that entry worked out."""
    W, x = _matrix("W", W), finite_array("x", x)
    row, _ = _place(W, row, 0)
    if x.shape != W.shape[1:]:
        raise InputError(f"x: expected {W.shape[1]} numbers, one for each column of W, got shape {x.shape}")
    sums = f"{values('x', 1, row)} = {sum_of_products(W[row], x)} = {short(W[row] @ x)}"

    sheet, middle = Sheet(720, 190), 78
    grid = sheet.matrix(360 - (36 * W.shape[1] + 200) / 2, middle, as_words(W), matrix(0))
    column = sheet.matrix(grid.right + 40, middle, as_words(x), sub("x", 0), "forward")
    result = sheet.matrix(column.right + 50, middle, as_words(W @ x), sub("x", 1), "forward")
    sheet.text(column.right + 25, middle, "=", size=19)
    sheet.outline(grid, "forward", row=row)
    sheet.outline(column, "forward", column=0)
    sheet.outline(result, "forward", row=row, column=0)
    sheet.text(360, 168, sums, size=17)
    told = f"{matrix(0)} {sub('x', 0)} = {sub('x', 1)}; row {row} times the column: {sums}."
    return still(told, sheet.scene, sheet.filling)


def figure_4_5(weights: Sequence, x: Sequence[float], y: Sequence[float], weight: tuple[int, int, int]) -> Still:
    """Every path from the weight (i, b, a) = weights[i][b, a] to the outputs, its product, and the sum of all."""
    network = Network(weights)
    sizes, passes = network.sizes, network.backward([x], [y])
    i = weight[0] if weight[0] in range(len(sizes) - 1) else _unknown(weight)
    b, a = _place(network.weights[i], *weight[1:])
    own, tails = Weight(i, b, a), [(b, *rest) for rest in paths(sizes[i + 2 :])]
    if len(tails) > MOST_PATHS:
        raise InputError(f"weight: expected at most {MOST_PATHS} paths to the outputs, got {len(tails)}")
    factors = [_along(network, passes, i, a, path) for path in tails]
    sums = [f"{' · '.join(map(bracketed, each))} = {short(prod(each))}" for each in factors]
    total = short(sum(map(prod, factors)))
    sheet = Sheet(720, max(92 * max(sizes), 34 + 26 * len(sums)) + 24)
    middle = sheet.height / 2 + 11
    at = node_places(sizes, 38, 400, middle, 92, 27)
    put_edges(sheet, at)
    put_paths(sheet, at, own, tails)
    name_layers(sheet, at, 13)
    passed = {(i, a), *((i + 1 + j, path[j]) for path in tails for j in range(len(path)))}
    for j, layer in enumerate(at):
        for c, place in enumerate(layer):
            value = short(passes.q[j][0, c]) if (j, c) == (i, a) else ""
            sheet.node(place.x, place.y, 27, values("x", j, c), value, "forward" if (j, c) in passed else "muted")
    sheet.on_edge(*ends(at, own), own.label, "missing", 0.5)
    for w in {Weight(i + 1 + j, path[j + 1], path[j]) for path in tails for j in range(len(path) - 1)}:
        sheet.on_edge(*ends(at, w), short(network.weights[w.i][w.b, w.a]), along=0.36)
    for c, place in enumerate(at[-1]):
        x, y = place.right
        sheet.text(x + 6, y - 9, f"{values('x', len(sizes) - 1, c)} − y[{c}]", "backward", 14.5, "start")
        sheet.text(x + 6, y + 9, f"= {short(passes.delta[0][0, c])}", "backward", 14.5, "start")
    top = middle - 13 * (len(sums) + 1)
    for k, words in enumerate(sums):
        sheet.text(542, top + 26 * k, f"{k + 1}:  {words}", size=14, anchor="start")
    sheet.text(542, top + 26 * len(sums), f"sum = {total}", "missing", 14, "start")
    told = "; ".join(f"path {k + 1}: {words}" for k, words in enumerate(sums))
    told = f"All paths from {own.label} to the outputs. {told}. Sum = {total}."
    return still(told, sheet.scene, sheet.filling)


def _along(network: Network, passes, i: int, a: int, path: tuple[int, ...]) -> list[float]:
    """The deviation at the end of the path, the weights on the way back, x at the source of the weight: as in (4.5)."""
    steps = [network.weights[i + 1 + j][path[j + 1], path[j]] for j in reversed(range(len(path) - 1))]
    return [float(v) for v in (passes.delta[0][0, path[-1]], *steps, passes.q[i][0, a])]


def _matrix(name: str, W) -> np.ndarray:
    W = finite_array(name, W)
    if W.ndim != 2:
        raise InputError(f"{name}: expected a matrix, got shape {W.shape}")
    return W


def _place(W, b: int, a: int) -> tuple[int, int]:
    rows, columns = np.shape(W)
    if b not in range(rows) or a not in range(columns):
        raise InputError(f"place: expected a row below {rows} and a column below {columns}, got [{b}, {a}]")
    return b, a


def _unknown(weight):
    raise InputError(f"weight: expected (i, b, a) with the number i of a weight matrix, got {weight!r}")
