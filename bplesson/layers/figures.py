"""The figures of lesson 4, each named by the outline's number."""

from collections.abc import Collection, Iterable, Sequence
from math import hypot, prod
from types import SimpleNamespace

import numpy as np
from matplotlib.figure import Figure

from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, listed, one_of, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, INK
from bplesson.kit.parts import ROW, SOLID, Factor, Grid, Sheet, Weight, between
from bplesson.kit.pen import still
from bplesson.kit.product import Product
from bplesson.kit.scene import Box
from bplesson.kit.words import amount, bracketed, short, sub
from bplesson.layers.equations import derivative, paths_from, weights_back, work_by_formula
from bplesson.layers.scene import Shape, matrix, values

MOST_PATHS = 8  # that can be told apart in a picture
DASHES = [SOLID, (6, 2), (1.2, 1.4), (6, 2, 1.2, 2), (10, 3), (3, 1.5), (6, 2, 1, 2, 1, 2), (2, 4)]


# --- what several figures need: layers of nodes with the edges between them, numbers in words, checks ---


class Net:
    """Layers of nodes on a sheet, side by side from `left` to `right`, each centred on `middle`."""

    def __init__(
        self, sheet: Sheet, sizes: Sequence[int], left: float, right: float, middle: float, pitch: float, radius: float
    ):
        self.sheet, self.radius = sheet, radius
        self.weights = Shape(tuple(sizes), bias=False, linear=True).weights()
        apart = (right - left) / (len(sizes) - 1)
        self.places = [
            [Box("", left + i * apart, middle + (b - (d - 1) / 2) * pitch, 2 * radius, 2 * radius) for b in range(d)]
            for i, d in enumerate(sizes)
        ]

    def ends(self, weight: Weight) -> tuple[Box, Box]:
        """The nodes between which a weight stands."""
        return self.places[weight.i][weight.a], self.places[weight.i + 1][weight.b]

    def edges(self, role: str, without: Collection[Weight] = ()) -> None:
        for weight in self.weights:
            if weight not in without:
                self.sheet.edge(*self.ends(weight), role)

    def names(self, level: float, first: int = 0) -> None:
        """ "layer 0", "layer 1", … above the nodes."""
        for i, layer in enumerate(self.places, start=first):
            self.sheet.text(layer[0].x, level, f"layer {i}", "muted", 14)

    def nodes(self, said: dict[tuple[int, int], tuple[str, str, str]]) -> None:
        """`said`: name, number and role of node (i, b); what it does not tell of is an empty circle."""
        for i, layer in enumerate(self.places):
            for b, place in enumerate(layer):
                self.sheet.node(place.x, place.y, self.radius, *said.get((i, b), ("", "", "muted")))

    def on_edge(self, weight: Weight, words: str, role: str = "plain", along: float = 0.78) -> None:
        self.sheet.on_edge(*self.ends(weight), words, role, along)


def _as_words(numbers) -> list[list[str]]:
    """The numbers of a matrix, or of a vector as a column, as they are printed."""
    numbers = np.asarray(numbers, dtype=float)
    return [[short(v) for v in row] for row in (numbers if numbers.ndim == 2 else numbers[:, None])]


def _in_a_row(numbers) -> str:
    return ", ".join(map(short, numbers))


def _in_brackets(words: Sequence[Sequence[str]]) -> str:
    return f"[{'; '.join(', '.join(row) for row in words)}]"


def _times(numbers) -> str:
    """The numbers as factors of a product."""
    return " · ".join(bracketed(short(each)) for each in numbers)


def _sum_of_products(left, right) -> str:
    """a · b + a · b + … and what that is."""
    return f"{' + '.join(map(_times, zip(left, right, strict=True)))} = {short(np.dot(left, right))}"


def _matrix(name: str, W) -> np.ndarray:
    W = finite_array(name, W)
    if W.ndim != 2:
        raise InputError(f"{name}: expected a matrix, got shape {W.shape}")
    return W


def _place(name: str, W: np.ndarray, b: int, a: int) -> tuple[int, int]:
    rows, columns = W.shape
    if b not in range(rows) or a not in range(columns):
        raise InputError(f"{name}: expected a row below {rows} and a column below {columns}, got [{b}, {a}]")
    return b, a


def _weight(name: str, network: Network, *given: int) -> Weight:
    if given not in Shape.of(network).weights():
        raise InputError(f"{name}: expected (i, b, a) of a weight of {network!r}, got {given}")
    return Weight(*given)


def _whole_numbers(name: str, given) -> list[int]:
    return [whole_number(f"{name}[{k}]", each) for k, each in enumerate(listed(name, given, "whole numbers"))]


# --- nodes and the matrix between them ---


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
    net = Net(sheet, sizes, 62, 658, sheet.height / 2 + 12, 102, 30)
    net.edges("muted")
    net.names(13)
    net.nodes({(i, b): (values("x", i, b), said[i, b], "forward") for i, b in places})
    for weight in net.weights:
        words = weight.label if weights is None else short(network.weights[weight.i][weight.b, weight.a])
        net.on_edge(weight, words, along=0.74 if weights is None else 0.78)
    if weights is None:
        told = "Layers of 2, 3 and 2 nodes; from every node an arrow leads to every node of the next layer, such as"
        told += f" {Weight(0, 2, 0).label} from node 0 of layer 0 to node 2 of layer 1."
    else:
        told = "; ".join(f"{sub('x', i)} = ({', '.join(said[i, b] for b in range(d))})" for i, d in enumerate(sizes))
        told = f"Layers of {', '.join(map(str, sizes))} nodes with their weights: {told}."
    return still(told, sheet.scene, sheet.filling)


def figure_4_1_entry(W: Sequence, b: int, a: int) -> Still:
    """Row b of W_01 beside the edges that arrive at node b, column a beside the edges that leave node a."""
    W = _matrix("W", W)
    b, a = _place("b, a", W, b, a)
    sheet = Sheet(720, 64 * max(W.shape) + 70)
    said = {(i, c): (values("x", i, c), "", "forward") for i, d in enumerate(W.shape[::-1]) for c in range(d)}
    for left, role, line in ((0, "forward", b), (365, "backward", a)):
        middle = sheet.height / 2 + 22
        net = Net(sheet, W.shape[::-1], left + 34, left + 180, middle, 62, 22)
        _put_used(net, W, 0, role, line, said, along=0.66)
        _put_framed(sheet, Grid(left + 246, middle, *W.shape), W, 0, role, line)
    sheet.text(10, 16, f"row {b}: what arrives at node {b} of layer 1", "forward", 16, "start")
    sheet.text(375, 16, f"column {a}: what leaves node {a} of layer 0", "backward", 16, "start")
    told = f"Row {b} of {matrix(0)}, ({_in_a_row(W[b])}), holds the weights that arrive at node {b} of layer 1;"
    told += f" column {a}, ({_in_a_row(W[:, a])}), those that leave node {a} of layer 0."
    return still(told, sheet.scene, sheet.filling)


def _put_used(net: Net, W, i: int, role: str, line: int, said: dict, along: float, back: bool = False) -> None:
    """Two layers, and on their edges the row (forward) or the column (backward) of that number of W_{i,i+1}.

    `said`: as in Net.nodes; `back`: whether the edges point back.
    """
    used = [weight for weight in net.weights if line == (weight.b if role == "forward" else weight.a)]
    net.edges("faint", without=used)
    for weight in used:
        start, stop = between(*net.ends(weight))
        net.sheet.line(*((stop, start) if back else (start, stop)), role=role)
    net.names(42, first=i)
    net.nodes(said)
    for weight in used:
        net.on_edge(weight, short(W[weight.b, weight.a]), along=along)


def _put_framed(sheet: Sheet, grid: Grid, W, i: int, role: str, line: int) -> None:
    """The matrix W_{i,i+1} with that row (forward) or column (backward) framed, and the order of its two numbers."""
    sheet.matrix(grid.left, grid.middle, _as_words(W), matrix(i), cell=grid.cell, shape="")
    sheet.number_lines(grid)
    sheet.text(grid.centre, grid.bottom + 36, "[row, column]", "muted", 14)
    sheet.outline(grid, role, **{"row" if role == "forward" else "column": line})


def figure_4_2(W: Sequence, x: Sequence[float], row: int) -> Still:
    """W_01 x_0 = x_1 with one row, the column x_0 and the entry that they make framed, and that entry worked out."""
    W, x = _matrix("W", W), finite_array("x", x)
    row, _ = _place("row", W, row, 0)
    if x.shape != W.shape[1:]:
        raise InputError(f"x: expected {W.shape[1]} numbers, one for each column of W, got shape {x.shape}")
    sums = f"{values('x', 1, row)} = {_sum_of_products(W[row], x)}"
    sheet, middle = Sheet(720, 190), 78
    grid = sheet.matrix(360 - (36 * W.shape[1] + 200) / 2, middle, _as_words(W), matrix(0))
    column = sheet.matrix(grid.right + 40, middle, _as_words(x), sub("x", 0), "forward")
    result = sheet.matrix(column.right + 50, middle, _as_words(W @ x), sub("x", 1), "forward")
    sheet.text(column.right + 25, middle, "=", size=19)
    sheet.outline(grid, "forward", row=row)
    sheet.outline(column, "forward", column=0)
    sheet.outline(result, "forward", row=row, column=0)
    sheet.text(360, 168, sums, size=17)
    told = f"{matrix(0)} {sub('x', 0)} = {sub('x', 1)}; row {row} times the column: {sums}."
    return still(told, sheet.scene, sheet.filling)


# --- the way back: over all paths, or through the transposed matrix ---


def figure_4_5(weights: Sequence, x: Sequence[float], y: Sequence[float], weight: tuple[int, int, int]) -> Still:
    """Every path from the weight (i, b, a) = weights[i][b, a] to the outputs, its product, and the sum of all."""
    network = Network(weights)
    sizes, passes, own = network.sizes, network.backward([x], [y]), _weight("weight", network, *weight)
    paths, error = paths_from(sizes, own.i, own.b), passes.delta[0][0]
    if len(paths) > MOST_PATHS:
        raise InputError(f"weight: expected at most {MOST_PATHS} paths to the outputs, got {len(paths)}")
    value = passes.q[own.i][0, own.a]
    factors = [[error[path[-1]], *weights_back(network.weights, own.i, path), value] for path in paths]
    sums = [f"{_times(each)} = {short(prod(each))}" for each in factors]
    total = short(sum(map(prod, factors)))
    sheet = Sheet(720, max(92 * max(sizes), 34 + 26 * len(sums)) + 24)
    middle = sheet.height / 2 + 11
    net = Net(sheet, sizes, 38, 400, middle, 92, 27)
    _put_paths(net, network, own, paths, short(value))
    for c, place in enumerate(net.places[-1]):
        x, y = place.right
        sheet.text(x + 6, y - 9, f"{values('x', len(sizes) - 1, c)} − y[{c}]", "backward", 14.5, "start")
        sheet.text(x + 6, y + 9, f"= {short(error[c])}", "backward", 14.5, "start")
    top = middle - 13 * (len(sums) + 1)
    for k, words in enumerate(sums):
        sheet.text(542, top + 26 * k, f"{k + 1}:  {words}", size=14, anchor="start")
    sheet.text(542, top + 26 * len(sums), f"sum = {total}", "missing", 14, "start")
    told = "; ".join(f"path {k + 1}: {words}" for k, words in enumerate(sums))
    told = f"All paths from {own.label} to the outputs. {told}. Sum = {total}."
    return still(told, sheet.scene, sheet.filling)


def _put_paths(net: Net, network: Network, own: Weight, paths: Sequence[tuple[int, ...]], value: str) -> None:
    """The net with these paths from the end of a weight to the outputs, and the value at the weight's source."""
    net.edges("faint")
    net.sheet.line(*between(*net.ends(own)), role="missing")
    _put_lines(net, own, paths)
    net.names(13)
    passed = {(own.i, own.a), *((own.i + 1 + j, b) for path in paths for j, b in enumerate(path))}
    said = {(i, b): (values("x", i, b), "", "muted") for i, layer in enumerate(net.places) for b in range(len(layer))}
    said |= {(i, b): (values("x", i, b), "", "forward") for i, b in passed}
    said[own.i, own.a] = values("x", own.i, own.a), value, "forward"
    net.nodes(said)
    net.on_edge(own, own.label, "missing", 0.5)
    for weight in net.weights:
        if weight.i > own.i and {(weight.i, weight.a), (weight.i + 1, weight.b)} <= passed:
            net.on_edge(weight, short(network.weights[weight.i][weight.b, weight.a]), along=0.36)


def _put_lines(net: Net, own: Weight, paths: Sequence[tuple[int, ...]]) -> None:
    """Each path as a line, numbered where it arrives; side by side where several take the same way."""
    if len(paths[0]) == 1:  # the weight itself arrives at an output
        return
    gap, tags = min(9.0, 1.5 * net.radius / len(paths)), []
    for k, path in enumerate(paths):
        aside = (k - (len(paths) - 1) / 2) * gap
        nodes = [net.places[own.i + 1 + j][b] for j, b in enumerate(path)]
        line = [(node.x, node.y + aside) for node in nodes]
        net.sheet.line(*line, role="backward", arrow=False, dash=DASHES[k])
        (x, y), (u, v) = line[-2:]
        along = 1 - (net.radius + 14) / hypot(u - x, v - y)
        tags.append((x + along * (u - x), y + along * (v - y)))
    for k, place in enumerate(tags, start=1):
        net.sheet.circle(*place, 8.5, "muted")
        net.sheet.text(*place, str(k), "backward", 14)


def figure_4_6(W: Sequence, x: Sequence[float], delta: Sequence[float], b: int, a: int) -> Still:
    """W_12 used twice: forward, node b of layer 2 collects along row b; backward, node a of layer 1 along column a."""
    W, x, delta = _fitting(W, x, delta)
    b, a = _place("b, a", W, b, a)
    forward = f"{values('x', 2, b)} = {_sum_of_products(W[b], x)}"
    backward = f"{values('δ', 1, a)} = {_sum_of_products(W[:, a], delta)}"
    ahead = {(0, c): (values("x", 1, c), short(v), "forward") for c, v in enumerate(x)}
    ahead[1, b] = values("x", 2, b), short(W[b] @ x), "forward"
    back = {(1, c): (values("δ", 0, c), short(v), "backward") for c, v in enumerate(delta)}
    back[0, a] = values("δ", 1, a), short(W[:, a] @ delta), "backward"
    halves = (
        (0, "forward", b, ahead, f"forward: along row {b}", forward),
        (365, "backward", a, back, f"backward: along column {a}", backward),
    )
    sheet = Sheet(720, 68 * max(W.shape) + 96)
    for left, role, line, said, title, sums in halves:
        net = Net(sheet, W.shape[::-1], left + 36, left + 200, sheet.height / 2, 68, 25)
        _put_used(net, W, 1, role, line, said, along=0.6, back=role == "backward")
        _put_framed(sheet, Grid(left + 250, sheet.height / 2, *W.shape, cell=32), W, 1, role, line)
        sheet.text(left + 10, 15, title, role, 16.5, "start")
        sheet.text(left + 10, sheet.height - 16, sums, role, 15, "start")
    told = f"Forward, node {b} of layer 2 collects along row {b} of {matrix(1)}: {forward}."
    told += f" Backward, node {a} of layer 1 collects along column {a} of {matrix(1)}: {backward}."
    return still(told, sheet.scene, sheet.filling)


def figure_4_6_turned(W: Sequence, delta: Sequence[float]) -> Still:
    """W_12 with its columns, the same columns lying down as the rows of its transpose, and the product with δ_0."""
    W = finite_array("W", W)
    W, _, delta = _fitting(W, np.zeros(W.shape[-1:]), delta)
    result, sheet, middle = W.T @ delta, Sheet(720, 190), 92
    upright = sheet.matrix(40, middle, _as_words(W), matrix(1), shape="")
    lying = sheet.matrix(upright.right + 220, middle, _as_words(W.T), f"{matrix(1)}ᵀ", "backward")
    column = sheet.matrix(lying.right + 34, middle, _as_words(delta), sub("δ", 0), "backward")
    sheet.matrix(column.right + 48, middle, _as_words(result), sub("δ", 1), "backward")
    sheet.text(column.right + 24, middle, "=", size=19)
    for a in range(W.shape[1]):
        sheet.outline(upright, "backward", column=a)
        sheet.outline(lying, "backward", row=a)
        sheet.text(upright.at(0, a)[0], upright.bottom + 11, str(a), "backward", 14)
        sheet.text(lying.left - 8, lying.at(a, 0)[1], f"column {a} is row {a}", "backward", 14, "end")
    sheet.text(upright.centre, upright.bottom + 28, " × ".join(map(str, W.shape)), "muted", 14)
    sheet.line((upright.right + 14, middle), (upright.right + 72, middle), role="muted")
    columns = "; ".join(f"({_in_a_row(column)})" for column in W.T)
    told = f"The columns of {matrix(1)}, {columns}, are the rows of its transpose; times {sub('δ', 0)} they give"
    return still(f"{told} {sub('δ', 1)} = ({_in_a_row(result)}).", sheet.scene, sheet.filling)


def _fitting(W, x, delta) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The matrix, a value for each of its columns and a δ for each of its rows."""
    W, x, delta = finite_array("W", W), finite_array("x", x), finite_array("delta", delta)
    if W.ndim != 2 or x.shape != W.shape[1:] or delta.shape != W.shape[:1]:
        raise InputError(f"W: expected a matrix for {x.size} values x and {delta.size} values δ, got shape {W.shape}")
    return W, x, delta


# --- outer products, both passes, work, shapes ---


def figure_4_7(weights: Sequence, x: Sequence[float], y: Sequence[float], i: int, place: tuple[int, int]) -> Still:
    """The multiplication table of δ_{L-i} (at the left) and x_iᵀ (on top) that is ∂C/∂W_{i,i+1}; one entry told."""
    network = Network(weights)
    weight, passes, k = _weight("i, place", network, i, *place), network.backward([x], [y]), network.hidden - i
    delta, q, gradient = passes.delta[k][0], passes.q[i][0], passes.gradients[i]
    _, b, a = weight
    told = f"{_times([delta[b], q[a]])} = {short(gradient[b, a])}"
    rows, columns = gradient.shape
    sheet, middle, cell = Sheet(720, ROW * rows + 126), ROW * rows / 2 + 78, 56
    top, side = Grid(230, 50, 1, columns, cell), Grid(160, middle, rows, 1, cell)
    table = Grid(230, middle, rows, columns, cell)
    for d in range(columns):
        _put_boxed(sheet, top, 0, d, q[d], "forward")
    for c in range(rows):
        _put_boxed(sheet, side, c, 0, delta[c], "backward")
        for d in range(columns):
            _put_boxed(sheet, table, c, d, gradient[c, d], "missing" if (c, d) == (b, a) else "muted")
    sheet.text(table.right + 10, 50, f"{sub('x', i)}ᵀ", "forward", 16.5, "start")
    sheet.text(side.centre, table.top - 14, sub("δ", k), "backward", 16.5)
    sheet.text(table.right + 44, 50, f"1 × {columns}", "muted", 14, "start")
    for grid in (side, table):
        sheet.text(grid.centre, grid.bottom + 16, f"{rows} × {grid.columns}", "muted", 14)
    right = table.right + 60
    sheet.text(right, middle - 24, f"∂C/∂{weight.label}", "missing", 16.5, "start")
    sheet.text(right, middle, f"= {values('δ', k, b)} · {values('x', i, a)}", size=16.5, anchor="start")
    sheet.text(right, middle + 24, f"= {told}", size=16.5, anchor="start")
    around = f"{sub('δ', k)} = ({_in_a_row(delta)}) at the left, {sub('x', i)} = ({_in_a_row(q)}) on top"
    inside = f"∂C/∂{matrix(i)} = {_in_brackets(_as_words(gradient))} inside; entry [{b}, {a}] = {told}"
    return still(f"A multiplication table: {around}, {inside}.", sheet.scene, sheet.filling)


def _put_boxed(sheet: Sheet, grid: Grid, b: int, a: int, value: float, role: str) -> None:
    sheet.box(*grid.at(b, a), grid.cell - 4, ROW - 4, role, rounding=5)
    sheet.text(*grid.at(b, a), short(value), "plain" if role == "muted" else role, 16)


def figure_4_7_passes(weights: Sequence, x: Sequence[float], y: Sequence[float], ask: Iterable[str] = ()) -> Still:
    """Both passes as matrices: forward above, backward below, the gradients in between, as on the chain of lesson 2.

    `ask`: what is left open: "x2", "delta1" or "W12" (the derivative by W_12).
    """
    network = Network(weights)
    N, passes = len(network.weights), network.backward([x], [y])
    names = {f"x{i}": sub("x", i) for i in range(N + 1)} | {f"delta{k}": sub("δ", k) for k in range(N)}
    names |= {f"W{i}{i + 1}": f"∂C/∂{matrix(i)}" for i in range(N)}
    numbers = [*(q[0] for q in passes.q), *(delta[0] for delta in passes.delta[:N]), *passes.gradients]
    said = {name: _as_words(each) for name, each in zip(names, numbers, strict=True)}
    for name in ask:
        said[name] = [["?"] * len(row) for row in said[one_of("ask", name, names)]]
    tall = ROW * max(network.sizes)
    above, middle, below = tall / 2 + 30, 1.5 * tall + 84, 2.5 * tall + 138
    sheet, pitch = Sheet(720, 3 * tall + 166), (720 - 70) / (2 * N + 1.2)

    def put(name: str, left: float, level: float, role: str = "plain") -> None:
        sheet.matrix(left, level, said[name], names[name], role)

    for i in range(N + 1):
        centre = 46 + 2 * i * pitch
        put(f"x{i}", centre - 18, above, "forward")
        if i:
            put(f"delta{N - i}", centre - 18, below, "backward")
        if i < N:
            left = centre + pitch - 18 * network.sizes[i]
            grid = sheet.matrix(left, above, _as_words(network.weights[i]), matrix(i))
            put(f"W{i}{i + 1}", left, middle)
            for edge in (grid.left - 14, grid.right + 14):
                sheet.text(edge, above, "→", size=19)
        if 0 < i < N:
            back = "←" if said[f"delta{N - i}"][0] == ["?"] else f"←  {matrix(i)}ᵀ  ←"
            sheet.text(centre + pitch, below, back, size=16.5)
    sheet.matrix(46 + 2 * N * pitch + 62, above, _as_words(y), "y")
    given = [f"{matrix(i)} = {_in_brackets(_as_words(W))}" for i, W in enumerate(network.weights)]
    found = [f"{names[name]} = {_in_brackets(words)}" for name, words in said.items()]
    told = "; ".join([*given, f"y = {_in_brackets(_as_words(y))}", *found])
    return still(f"Both passes: {told}.", sheet.scene, sheet.filling)


def figure_4_8(widths: Sequence[int] = (3, 10), depths: Sequence[int] = (1, 2, 3, 4, 5, 6, 7, 8)) -> Still:
    """Multiplications for all derivatives by (4.8), path by path and with stored values, all layers equal."""
    widths, depths = _whole_numbers("widths", widths), _whole_numbers("depths", depths)
    work = {d: list(zip(*(work_by_formula([d] * (N + 1)) for N in depths))) for d in widths}
    ways = (("path by path", INK, "-"), ("stored values", BACKWARD, (0, (4, 2))))

    def draw(figure: Figure) -> None:
        ax = figure.add_axes([0.115, 0.14, 0.53, 0.82])
        for marker, (d, both) in zip("os^D" * len(work), work.items()):
            for amounts, (name, colour, line) in zip(both, ways, strict=True):
                look = {"marker": marker, "markersize": 5, "markeredgecolor": "white", "linewidth": 1.8}
                ax.semilogy(depths, amounts, color=colour, linestyle=line, **look)
                words, place = f"{name}, width {d}: {amount(amounts[-1])}", (depths[-1], amounts[-1])
                beside = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "annotation_clip": False}
                ax.annotate(words, place, color=colour, **beside)
        ax.set_xticks(depths)
        ax.grid(True, linewidth=0.8)
        ax.set(xlabel="number of weight matrices N", ylabel="multiplications for all derivatives")

    told = "; ".join(
        f"width {d}: path by path {amount(by_paths[-1])}, stored values {amount(stored[-1])}"
        for d, (by_paths, stored) in work.items()
    )
    said = f"Multiplications over the number of weight matrices, {depths[0]} to {depths[-1]}. At {depths[-1]}: {told}."
    return Still(said, draw, height=3.6)


def figure_4_11(sizes: Sequence[int] = (2, 3, 2, 2)) -> Still:
    """The product of all matrices and, for each of them, the derivative: backward chain, gap, forward chain."""
    sizes = _whole_numbers("sizes", sizes)
    N, pitch = len(sizes) - 1, 84
    if not 1 <= N <= 4:
        raise InputError(f"sizes: expected two to five layers, got {sizes}")
    sheet, told = Sheet(720, pitch * (N + 1) + 4), []
    whole = [(f"({sub('x', N)} − y)ᵀ", 1, sizes[N]), *((matrix(j), sizes[j + 1], sizes[j]) for j in reversed(range(N)))]
    factors = [Factor(name, f"{b} × {a}") for name, b, a in (*whole, (sub("x", 0), sizes[0], 1))]
    _put_row(sheet, 30, "all factors", factors, "shape 1 × 1")
    for k, product in enumerate(products(sizes)):
        i = N - 1 - k
        factors = [
            Factor(each.words, " × ".join(map(str, each.value.shape)), role)
            for role, part in (("backward", product.back), ("missing", [product.missing]), ("forward", product.ahead))
            for each in part
        ]
        groups, result = [sub("δ", k), f"{sub('x', i)}ᵀ"], f"shape {sizes[i + 1]} × {sizes[i]}"
        _put_row(sheet, 30 + (k + 1) * pitch, f"∂C/∂{matrix(i)} =", factors, result, groups)
        words = [
            f"[{each.name} missing]" if each.part == "missing" else f"{each.name} ({each.below})" for each in factors
        ]
        told.append(f"∂C/∂{matrix(i)} = {' '.join(words)}")
    return still(f"{'; '.join(told)}.", sheet.scene, sheet.filling)


def products(sizes: Sequence[int]) -> list[Product]:
    """The derivatives by all matrices of a network of these sizes, the last one first (4.11)."""

    def ones(*shape: int) -> np.ndarray:
        return np.broadcast_to(1.0, shape)  # a single number, however large the shape

    columns, matrices = [ones(d, 1) for d in sizes], [ones(e, d) for d, e in zip(sizes, sizes[1:])]
    case = SimpleNamespace(W=matrices, q=columns, error=columns[-1])
    return [derivative(i, sizes, case, in_full=True) for i in reversed(range(len(matrices)))]


def _put_row(sheet: Sheet, level: float, label: str, factors, result: str, groups: Sequence[str] = ()) -> None:
    sheet.row(level, label, factors, result, 118, min(96, 490 / len(factors)), groups, sign="")
