"""The figures of lesson 4 that show a network and its matrices, each named by the outline's number."""

from collections.abc import Iterable, Sequence
from math import prod

import numpy as np
from matplotlib.figure import Figure

from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, one_of
from bplesson.kit.figure import Still, canvas
from bplesson.kit.palette import BACKWARD, FORWARD, INK, MISSING, PLAIN
from bplesson.kit.words import short, sub
from bplesson.layers.matrices_figures import (
    as_words,
    bracketed,
    draw_matrix,
    number_rows,
    outline,
    sign,
    sum_of_products,
)
from bplesson.layers.net_figures import between, draw_edges, draw_node, draw_paths, label_edge, name_layers, node_places
from bplesson.layers.paths_equations import paths
from bplesson.layers.scene import entry, matrix, values

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
    edges = [(i, b, a) for i in range(len(sizes) - 1) for b in range(sizes[i + 1]) for a in range(sizes[i])]
    on_edge = {(i, b, a): short(network.weights[i][b, a]) if weights else entry(i, b, a) for i, b, a in edges}
    height = 104 * max(sizes) + 22

    def draw(figure: Figure) -> None:
        ax, radius = canvas(figure, height), 30
        at = node_places(sizes, 62, 658, height / 2 + 12, 102)
        draw_edges(ax, at, radius, plain=PLAIN)
        name_layers(ax, at, 13)
        for i, b in places:
            draw_node(ax, at[i][b], radius, values("x", i, b), said[i, b])
        for edge, words in on_edge.items():
            label_edge(ax, at, edge, words, along=0.74 if weights is None else 0.78)

    if weights is None:
        told = "Layers of 2, 3 and 2 nodes; from every node an arrow leads to every node of the next layer, such as"
        told += f" {entry(0, 2, 0)} from node 0 of layer 0 to node 2 of layer 1."
    else:
        told = "; ".join(f"{sub('x', i)} = ({', '.join(said[i, b] for b in range(d))})" for i, d in enumerate(sizes))
        told = f"Layers of {', '.join(map(str, sizes))} nodes with their weights: {told}."
    return Still(told, draw, height=height / 100)


def figure_4_1_entry(W: Sequence, b: int, a: int) -> Still:
    """Row b of W_01 beside the edges that arrive at node b, column a beside the edges that leave node a."""
    W, (b, a) = _matrix("W", W), _place(W, b, a)
    sizes = W.shape[::-1]
    halves = [
        (f"row {b}: what arrives at node {b} of layer 1", {(0, b, c): "forward" for c in range(sizes[0])}),
        (f"column {a}: what leaves node {a} of layer 0", {(0, c, a): "backward" for c in range(sizes[1])}),
    ]
    height = 64 * max(sizes) + 70

    def draw(figure: Figure) -> None:
        ax = canvas(figure, height)
        for left, (title, parts) in zip((0, 365), halves, strict=True):
            at = node_places(sizes, left + 34, left + 180, height / 2 + 22, 62)
            plain = {edge: part for edge, part in parts.items() if part == "forward"}
            draw_edges(ax, at, 22, plain)
            for edge in parts.keys() - plain.keys():
                ax.plot(
                    *zip(*between(at[0][a], at[1][edge[1]], 22)),
                    color=BACKWARD,
                    linestyle=(0, (4, 2.5)),
                    linewidth=2.2,
                    zorder=2,
                )
            name_layers(ax, at, 42)
            for i, layer in enumerate(at):
                for c, place in enumerate(layer):
                    draw_node(ax, place, 22, values("x", i, c))
            for edge in parts:
                label_edge(ax, at, edge, short(W[edge[1], edge[2]]), along=0.66)
            grid = draw_matrix(ax, left + 246, height / 2 + 22, as_words(W), matrix(0), shape="")
            number_rows(ax, grid)
            outline(ax, grid, "forward", row=b) if plain else outline(ax, grid, "backward", column=a)
            ax.text(left + 10, 16, title, va="center", fontsize=11.5, color=FORWARD if plain else BACKWARD)

    row, column = (", ".join(map(short, each)) for each in (W[b], W[:, a]))
    return Still(
        f"Row {b} of {matrix(0)}, ({row}), holds the weights that arrive at node {b} of layer 1;"
        f" column {a}, ({column}), those that leave node {a} of layer 0.",
        draw,
        height=height / 100,
    )


def figure_4_2(W: Sequence, x: Sequence[float], row: int) -> Still:
    """W_01 x_0 = x_1 with one row, the column x_0 and the entry that they make framed, and that entry worked out."""
    W, x = _matrix("W", W), finite_array("x", x)
    row, _ = _place(W, row, 0)
    if x.shape != W.shape[1:]:
        raise InputError(f"x: expected {W.shape[1]} numbers, one for each column of W, got shape {x.shape}")
    sums = f"{values('x', 1, row)} = {sum_of_products(W[row], x)} = {short(W[row] @ x)}"

    def draw(figure: Figure) -> None:
        ax, middle = canvas(figure, 190), 78
        left = 360 - (36 * W.shape[1] + 200) / 2
        grid = draw_matrix(ax, left, middle, as_words(W), matrix(0))
        column = draw_matrix(ax, grid.right + 40, middle, as_words(x), sub("x", 0), "forward")
        result = draw_matrix(ax, column.right + 50, middle, as_words(W @ x), sub("x", 1), "forward")
        sign(ax, column.right + 25, middle, "=")
        outline(ax, grid, "forward", row=row)
        outline(ax, column, "forward", column=0)
        outline(ax, result, "forward", row=row, column=0)
        sign(ax, 360, 168, sums, 12.5)

    return Still(f"{matrix(0)} {sub('x', 0)} = {sub('x', 1)}; row {row} times the column: {sums}.", draw, height=1.9)


def figure_4_5(weights: Sequence, x: Sequence[float], y: Sequence[float], weight: tuple[int, int, int]) -> Still:
    """Every path from the weight (i, b, a) = weights[i][b, a] to the outputs, its product, and the sum of all."""
    network = Network(weights)
    sizes, passes = network.sizes, network.backward([x], [y])
    i = weight[0] if weight[0] in range(len(sizes) - 1) else _unknown(weight)
    b, a = _place(network.weights[i], *weight[1:])
    tails = [(b, *rest) for rest in paths(sizes[i + 2 :])]
    if len(tails) > MOST_PATHS:
        raise InputError(f"weight: expected at most {MOST_PATHS} paths to the outputs, got {len(tails)}")
    factors = [_along(network, passes, i, a, path) for path in tails]
    sums = [f"{' · '.join(map(bracketed, each))} = {short(prod(each))}" for each in factors]
    total = short(sum(map(prod, factors)))
    height = max(92 * max(sizes), 34 + 26 * len(sums)) + 24

    def draw(figure: Figure) -> None:
        ax, radius, middle = canvas(figure, height), 27, height / 2 + 11
        at = node_places(sizes, 38, 400, middle, 92)
        draw_edges(ax, at, radius)
        draw_paths(ax, at, radius, (i, b, a), tails)
        name_layers(ax, at, 13)
        for j, layer in enumerate(at):
            for c, place in enumerate(layer):
                on_path = any(0 <= j - i - 1 < len(path) and path[j - i - 1] == c for path in tails) or (j, c) == (i, a)
                known = j == i and c == a
                draw_node(ax, place, radius, values("x", j, c), short(passes.q[j][0, c]) if known else "",
                          "forward" if on_path else "")  # fmt: skip
        label_edge(ax, at, (i, b, a), entry(i, b, a), MISSING, 0.5)
        for j, c, e in {(i + 1 + j, path[j + 1], path[j]) for path in tails for j in range(len(path) - 1)}:
            label_edge(ax, at, (j, c, e), short(network.weights[j][c, e]), along=0.36)
        for c, (u, v) in enumerate(at[-1]):
            deviation = f"{values('x', len(sizes) - 1, c)} − y[{c}]\n= {short(passes.delta[0][0, c])}"
            ax.text(u + radius + 6, v, deviation, va="center", fontsize=10.5, color=BACKWARD)
        top = middle - 13 * (len(sums) + 1)
        for k, words in enumerate([*sums, f"sum = {total}"]):
            label = f"{k + 1}:  " if k < len(sums) else ""
            ax.text(542, top + 26 * k, label + words, va="center", fontsize=10, color=INK if label else MISSING)

    told = "; ".join(f"path {k + 1}: {words}" for k, words in enumerate(sums))
    return Still(f"All paths from {entry(i, b, a)} to the outputs. {told}. Sum = {total}.", draw, height=height / 100)


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
