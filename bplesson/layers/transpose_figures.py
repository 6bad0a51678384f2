"""Figures 4.6 and 4.6 turned: forward a node collects along its row, backward along its column."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.errors import InputError, finite_array
from bplesson.kit.figure import Still, canvas
from bplesson.kit.palette import BACKWARD, FORWARD, MUTED
from bplesson.kit.words import short, sub
from bplesson.layers.matrices_figures import (
    arrow,
    as_words,
    draw_matrix,
    number_rows,
    outline,
    sign,
    sum_of_products,
)
from bplesson.layers.net_figures import draw_edges, draw_node, label_edge, name_layers, node_places
from bplesson.layers.scene import matrix, values


def figure_4_6(W: Sequence, x: Sequence[float], delta: Sequence[float], b: int, a: int) -> Still:
    """W_12 used twice: forward, node b of layer 2 collects along row b; backward, node a of layer 1 along column a."""
    W, x, delta = _fitting(W, x, delta)
    if b not in range(len(W)) or a not in range(len(W[0])):
        raise InputError(f"b, a: expected an entry of a matrix of shape {W.shape}, got [{b}, {a}]")
    forward = f"{values('x', 2, b)} = {sum_of_products(W[b], x)} = {short(W[b] @ x)}"
    backward = f"{values('δ', 1, a)} = {sum_of_products(W[:, a], delta)} = {short(W[:, a] @ delta)}"
    height = 68 * max(W.shape) + 96

    def draw(figure: Figure) -> None:
        ax, middle = canvas(figure, height), height / 2
        d_2, d_1 = W.shape
        _half(ax, 0, middle, W, {(0, b, c): "forward" for c in range(d_1)},
              {(0, c): (values("x", 1, c), short(x[c])) for c in range(d_1)}
              | {(1, b): (values("x", 2, b), short(W[b] @ x))},
              f"forward: along row {b}", forward, "forward", row=b)  # fmt: skip
        _half(ax, 365, middle, W, {(0, c, a): "backward" for c in range(d_2)},
              {(1, c): (values("δ", 0, c), short(delta[c])) for c in range(d_2)}
              | {(0, a): (values("δ", 1, a), short(W[:, a] @ delta))},
              f"backward: along column {a}", backward, "backward", column=a)  # fmt: skip

    return Still(
        f"Forward, node {b} of layer 2 collects along row {b} of {matrix(1)}: {forward}. Backward, node {a} of layer 1"
        f" collects along column {a} of {matrix(1)}: {backward}.",
        draw,
        height=height / 100,
    )


def _half(ax: Axes, left, middle, W, parts, words, title, sums, part, **line) -> None:
    """Two layers with some edges and some numbers, the matrix with one line framed, and the sum below."""
    at = node_places(W.shape[::-1], left + 36, left + 200, middle, 68)
    draw_edges(ax, at, 25, parts)
    name_layers(ax, at, 42, first=1)
    for i, layer in enumerate(at):
        for c, place in enumerate(layer):
            name, value = words.get((i, c), ("", ""))
            draw_node(ax, place, 25, name, value, part if name else "")
    for edge in parts:
        label_edge(ax, at, edge, short(W[edge[1], edge[2]]), along=0.6)
    grid = draw_matrix(ax, left + 250, middle, as_words(W), matrix(1), cell=32, shape="")
    number_rows(ax, grid)
    outline(ax, grid, part, **line)
    colour = FORWARD if part == "forward" else BACKWARD
    ax.text(left + 10, 15, title, va="center", fontsize=12, color=colour)
    ax.text(left + 10, 2 * middle - 16, sums, va="center", fontsize=11, color=colour)


def figure_4_6_turned(W: Sequence, delta: Sequence[float]) -> Still:
    """W_12 with its columns, the same columns lying down as the rows of its transpose, and the product with δ_0."""
    W = finite_array("W", W)
    W, _, delta = _fitting(W, np.zeros(W.shape[-1]), delta)
    result, columns = W.T @ delta, W.shape[1]

    def draw(figure: Figure) -> None:
        ax, middle = canvas(figure, 190), 92
        upright = draw_matrix(ax, 40, middle, as_words(W), matrix(1), shape="")
        lying = draw_matrix(ax, upright.right + 220, middle, as_words(W.T), f"{matrix(1)}ᵀ", "backward")
        column = draw_matrix(ax, lying.right + 34, middle, as_words(delta), sub("δ", 0), "backward")
        draw_matrix(ax, column.right + 48, middle, as_words(result), sub("δ", 1), "backward")
        sign(ax, column.right + 24, middle, "=")
        for a in range(columns):
            outline(ax, upright, "backward", column=a)
            outline(ax, lying, "backward", row=a)
            _below(ax, upright.at(0, a)[0], upright.bottom + 11, str(a), BACKWARD)
            ax.text(lying.left - 8, lying.at(a, 0)[1], f"column {a} is row {a}", ha="right", va="center", fontsize=9.5,
                    color=BACKWARD)  # fmt: skip
        _below(ax, (upright.left + upright.right) / 2, upright.bottom + 28, " × ".join(map(str, W.shape)), MUTED)
        arrow(ax, (upright.right + 14, middle), (upright.right + 72, middle))

    told = "; ".join(f"({', '.join(map(short, column))})" for column in W.T)
    return Still(
        f"The columns of {matrix(1)}, {told}, are the rows of its transpose; times {sub('δ', 0)} they give"
        f" {sub('δ', 1)} = ({', '.join(map(short, result))}).",
        draw,
        height=1.9,
    )


def _below(ax: Axes, x: float, y: float, words: str, colour: str) -> None:
    ax.text(x, y, words, ha="center", va="center", fontsize=9.5, color=colour)


def _fitting(W, x, delta) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The matrix, a value for each of its columns and a δ for each of its rows."""
    W, x, delta = finite_array("W", W), finite_array("x", x), finite_array("delta", delta)
    if W.ndim != 2 or x.shape != W.shape[1:] or delta.shape != W.shape[:1]:
        raise InputError(f"W: expected a matrix for {x.size} values x and {delta.size} values δ, got shape {W.shape}")
    return W, x, delta
