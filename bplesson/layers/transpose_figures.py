"""Figures 4.6 and 4.6 turned: forward a node collects along its row, backward along its column."""

from collections.abc import Sequence

import numpy as np

from bplesson.errors import InputError, finite_array
from bplesson.kit.figure import Still
from bplesson.kit.parts import Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.words import short, sub
from bplesson.layers.net_figures import as_words, ends, name_layers, node_places, put_edges, sum_of_products
from bplesson.layers.scene import matrix, values


def figure_4_6(W: Sequence, x: Sequence[float], delta: Sequence[float], b: int, a: int) -> Still:
    """W_12 used twice: forward, node b of layer 2 collects along row b; backward, node a of layer 1 along column a."""
    W, x, delta = _fitting(W, x, delta)
    if b not in range(len(W)) or a not in range(len(W[0])):
        raise InputError(f"b, a: expected an entry of a matrix of shape {W.shape}, got [{b}, {a}]")
    forward = f"{values('x', 2, b)} = {sum_of_products(W[b], x)} = {short(W[b] @ x)}"
    backward = f"{values('δ', 1, a)} = {sum_of_products(W[:, a], delta)} = {short(W[:, a] @ delta)}"
    sheet, (d_2, d_1) = Sheet(720, 68 * max(W.shape) + 96), W.shape
    arriving = {(0, c): (values("x", 1, c), short(x[c])) for c in range(d_1)}
    leaving = {(1, c): (values("δ", 0, c), short(delta[c])) for c in range(d_2)}
    _half(sheet, 0, W, {Weight(0, b, c): "forward" for c in range(d_1)},
          arriving | {(1, b): (values("x", 2, b), short(W[b] @ x))},
          f"forward: along row {b}", forward, row=b)  # fmt: skip
    _half(sheet, 365, W, {Weight(0, c, a): "backward" for c in range(d_2)},
          leaving | {(0, a): (values("δ", 1, a), short(W[:, a] @ delta))},
          f"backward: along column {a}", backward, column=a)  # fmt: skip
    return still(
        f"Forward, node {b} of layer 2 collects along row {b} of {matrix(1)}: {forward}. Backward, node {a} of layer 1"
        f" collects along column {a} of {matrix(1)}: {backward}.",
        sheet.scene,
        sheet.filling,
    )


def _half(sheet: Sheet, left: float, W, parts: dict[Weight, str], words, title: str, sums: str, **line: int) -> None:
    """Two layers with some edges and some numbers, the matrix with one line framed, and the sum below."""
    middle, part = sheet.height / 2, next(iter(parts.values()))
    at = node_places(W.shape[::-1], left + 36, left + 200, middle, 68, 25)
    put_edges(sheet, at, parts)
    name_layers(sheet, at, 42, first=1)
    for i, layer in enumerate(at):
        for c, place in enumerate(layer):
            name, value = words.get((i, c), ("", ""))
            sheet.node(place.x, place.y, 25, name, value, part if name else "muted")
    for weight in parts:
        sheet.on_edge(*ends(at, weight), short(W[weight.b, weight.a]), along=0.6)
    grid = sheet.matrix(left + 250, middle, as_words(W), matrix(1), cell=32, shape="")
    sheet.number_lines(grid)
    sheet.outline(grid, part, **line)
    sheet.text(left + 10, 15, title, part, 16.5, "start")
    sheet.text(left + 10, sheet.height - 16, sums, part, 15, "start")


def figure_4_6_turned(W: Sequence, delta: Sequence[float]) -> Still:
    """W_12 with its columns, the same columns lying down as the rows of its transpose, and the product with δ_0."""
    W = finite_array("W", W)
    W, _, delta = _fitting(W, np.zeros(W.shape[-1]), delta)
    result, sheet, middle = W.T @ delta, Sheet(720, 190), 92
    upright = sheet.matrix(40, middle, as_words(W), matrix(1), shape="")
    lying = sheet.matrix(upright.right + 220, middle, as_words(W.T), f"{matrix(1)}ᵀ", "backward")
    column = sheet.matrix(lying.right + 34, middle, as_words(delta), sub("δ", 0), "backward")
    sheet.matrix(column.right + 48, middle, as_words(result), sub("δ", 1), "backward")
    sheet.text(column.right + 24, middle, "=", size=19)
    for a in range(W.shape[1]):
        sheet.outline(upright, "backward", column=a)
        sheet.outline(lying, "backward", row=a)
        sheet.text(upright.at(0, a)[0], upright.bottom + 11, str(a), "backward", 13.2)
        sheet.text(lying.left - 8, lying.at(a, 0)[1], f"column {a} is row {a}", "backward", 13.2, "end")
    sheet.text(upright.centre, upright.bottom + 28, " × ".join(map(str, W.shape)), "muted", 13.2)
    sheet.line((upright.right + 14, middle), (upright.right + 72, middle), role="muted")
    told = "; ".join(f"({', '.join(map(short, column))})" for column in W.T)
    return still(
        f"The columns of {matrix(1)}, {told}, are the rows of its transpose; times {sub('δ', 0)} they give"
        f" {sub('δ', 1)} = ({', '.join(map(short, result))}).",
        sheet.scene,
        sheet.filling,
    )


def _fitting(W, x, delta) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The matrix, a value for each of its columns and a δ for each of its rows."""
    W, x, delta = finite_array("W", W), finite_array("x", x), finite_array("delta", delta)
    if W.ndim != 2 or x.shape != W.shape[1:] or delta.shape != W.shape[:1]:
        raise InputError(f"W: expected a matrix for {x.size} values x and {delta.size} values δ, got shape {W.shape}")
    return W, x, delta
