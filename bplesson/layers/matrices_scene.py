"""The same network as matrices: one line a layer, W · q = p on the left, the table δ qᵀ = ∂C/∂W on the right."""

from bplesson.engine.network import Network
from bplesson.kit.parts import Grid, Node, Weight
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.seen import Seen, new_weight
from bplesson.kit.words import fitting, number, sub
from bplesson.layers.scene import DIGITS, FORWARD_ONLY, NARROWEST, STORIES, STORY, Shape, fill_own, matrix, story_lines

CELL, ROW = 68, 26
WIDE, TWO_ROWS = 82, 37  # of a cell in which a learner's derivative stands above the right one, with its sign
SIGN, APART, MARGIN = 24, 30, 8
Cell = tuple[str, str, str]  # its id, what a click on it selects, what a screen reader calls it


def matrices_scene(shape: Shape) -> Scene:
    """The layout; items: w01_20 and g01_20 (entries of W and of ∂C/∂W), c0-1 and r0-1 (q₀[1] as column and as row),
    o1-2 (what arrives at node 2 of layer 1), e1-2 (the same after the activation), d1-2 (its δ)."""
    items: list[Box | Line | Text] = []
    columns = 2 if shape.linear else 3  # beside the widest W
    widest = max(len(shape.sources(i)) for i in range(shape.N))
    table = MARGIN + CELL * (widest + columns) + SIGN * columns + APART
    top, right = 0.0, 0.0
    for i in range(shape.N):
        rows = top + 58  # of W and of the table, the first one's upper edge
        _put_forward(items, shape, i, rows)
        right = max(right, _put_table(items, shape, i, table, rows))
        top = rows + _height(shape) * max(shape.sizes[i + 1], len(shape.sources(i))) + 26
    items += [Text("cost", 8, top + 10, "cost", "start"), *story_lines(top + 40)]
    return Scene(max(right, NARROWEST), top + 32 + STORY * STORIES, tuple(items))


def _put_forward(items: list, shape: Shape, i: int, top: float) -> None:
    """W · q = p, and q of the next layer where there is an activation."""
    entries = [[(w.name, w.name, f"weight {w.label}") for w in row] for row in _rows(shape, i)]
    row = _height(shape)
    W = _put(items, MARGIN, top, entries, name=f"W{i}", row=row)
    q = _put(items, W.right + SIGN, top, _column(shape, "c", i, "" if i else "value"), "forward", f"c{i}", row)
    p = _put(items, q.right + SIGN, top, _column(shape, "o", i + 1, "value"), "forward", f"o{i + 1}", row)
    items.append(Text(f"times-{i}", W.right + SIGN / 2, W.middle))
    items.append(Text(f"equals-{i}", q.right + SIGN / 2, W.middle))
    if not shape.linear:
        items.append(Text(f"bend-{i}", p.right + SIGN / 2, W.middle, "muted"))
        _put(items, p.right + SIGN, top, _column(shape, "e", i + 1), "forward", f"e{i + 1}", row)


def _put_table(items: list, shape: Shape, i: int, left: float, top: float) -> float:
    """δ at the left, qᵀ above, and ∂C/∂W in between; gives back where its words end."""
    entries = [[(w.gradient, w.name, f"derivative by {w.label}") for w in row] for row in _rows(shape, i)]
    tall, column = _height(shape), _column(shape, "d", i + 1, "backward value")
    delta = _put(items, left, top, column, "backward", f"d{i + 1}", tall)
    wide, above = (WIDE, 8) if shape.beside else (CELL, 0)
    values = [[cell for (cell,) in _column(shape, "r", i)]]
    q = _put(items, delta.right + 8, top - 30, values, "forward", cell=wide)
    table = _put(items, q.left, top, entries, row=tall, cell=wide, drop=above)
    if shape.beside:
        _put_own(items, shape, i, table)
    items.append(Text(f"name-r{i}", q.right + 8, top - 17, "forward", "start", 14))
    items.append(Text(f"name-g{i}", q.right + 8, table.middle, "plain", "start", 14))
    return q.right + 134


def _rows(shape: Shape, i: int) -> list[list[Weight]]:
    return [[Weight(i, b, a) for a in shape.sources(i)] for b in range(shape.sizes[i + 1])]


def _column(shape: Shape, kind: str, i: int, what: str = "") -> list[list[Cell]]:
    """A cell for each node of layer i, what leaves it (c, r) with a node that is always 1, which cannot be selected.

    Cells that say `what` of their node they are can be reached with the keyboard.
    """
    there = shape.sources(i) if kind in ("c", "r") else range(shape.sizes[i])
    nodes = [Node(i, b).name if b < shape.sizes[i] else "" for b in there]
    return [[(f"{kind}{i}-{b}", node, f"{what} of {node}" if what and node else "")] for b, node in enumerate(nodes)]


def _height(shape: Shape) -> float:
    """The height of a row of a matrix."""
    return TWO_ROWS if shape.beside else ROW


def _put_own(items: list, shape: Shape, i: int, table: Grid) -> None:
    """A learner's own derivatives, in each cell above the right one."""
    for weight in (each for row in _rows(shape, i) for each in row):
        x, y = table.at(weight.b, weight.a)
        items.append(Text(weight.own, x, y - 8, size=DIGITS, select=weight.name))


def _put(
    items: list, left, top, cells: list[list[Cell]], role="plain", name="", row: float = ROW, cell: float = CELL, drop=0
) -> Grid:
    """A matrix of cells; with a name, that above it and its size below; the numbers stand so much below the middle."""
    grid = Grid(left, top + row * len(cells) / 2, len(cells), len(cells[0]), cell, row)
    for b, line in enumerate(cells):
        for a, (id, select, label) in enumerate(line):
            (x, y), size = grid.at(b, a), (cell - 2, row - 2)
            items += [
                Box(f"box-{id}", x, y, *size, role, select, label),
                Text(id, x, y + drop, role, size=DIGITS, select=select),
            ]
    if name:
        items.append(Text(f"name-{name}", grid.centre, top - 14, role))
        items.append(Text(f"size-{name}", grid.centre, grid.bottom + 11, "muted", size=13.5))
    return grid


def matrices_filling(network: Network, passes: Seen, y, phase: str, after: Network | None) -> Filling:
    """The numbers of both passes in their cells."""
    shape, fill = Shape.of(network), Filling()
    moved = after is not None and phase == "update"
    for weight in shape.weights():
        i, b, a = weight
        entry = new_weight(network, after, passes, i, b, a) if moved else fitting(network.weights[i][b, a])
        fill.words[weight.name] = entry
        fill.words[weight.gradient] = fitting(passes.gradients[i][b, a])
    for i in range(shape.N):
        wide, tall, k = len(shape.sources(i)), shape.sizes[i + 1], shape.N - 1 - i
        q, p = sub(shape.after, i), sub("x" if shape.linear else "p", i + 1)
        column, row = (f"({q}, 1)", f"({q}ᵀ, 1)") if shape.bias else (q, f"{q}ᵀ")
        _fill_column(fill, f"c{i}", column, passes.q[i][0])
        _fill_column(fill, f"o{i + 1}", p, passes.p[i + 1][0])
        _fill_column(fill, f"e{i + 1}", sub("q", i + 1), passes.q[i + 1][0, :tall])
        _fill_column(fill, f"d{i + 1}", sub("δ", k), passes.delta[k][0])
        fill.words |= {f"name-W{i}": f"new {matrix(i)}" if moved else matrix(i), f"size-W{i}": f"{tall} × {wide}"}
        fill.words |= {f"times-{i}": "·", f"equals-{i}": "=", f"bend-{i}": "→"}
        fill.words |= {f"r{i}-{a}": fitting(each) for a, each in enumerate(passes.q[i][0])}
        fill.words[f"name-r{i}"] = f"{row}   1 × {wide}"
        fill.words[f"name-g{i}"] = f"= ∂C/∂{matrix(i)}   {tall} × {wide}"
        if phase in FORWARD_ONLY:
            _mark(fill, "hidden", *[weight.gradient for row in _rows(shape, i) for weight in row])
            _mark(fill, "hidden", *[f"d{i + 1}-{b}" for b in range(tall)], *[f"r{i}-{a}" for a in range(wide)])
            fill.mark("hidden", f"name-d{i + 1}", f"size-d{i + 1}", f"name-r{i}", f"name-g{i}")
    fill_own(fill, shape, passes, phase)
    cost = number(passes.cost) if phase != "forward" else "?"
    fill.words["cost"] = f"y = ({', '.join(map(fitting, y))}),   C = ½‖ŷ − y‖² = {cost}"
    return fill


def _fill_column(fill: Filling, id: str, name: str, numbers) -> None:
    fill.words |= {f"name-{id}": name, f"size-{id}": f"{len(numbers)} × 1"}
    fill.words |= {f"{id}-{b}": fitting(each) for b, each in enumerate(numbers)}


def mark_matrices(fill: Filling, shape: Shape, phase: str, selected: str) -> None:
    """Where the selected entry or node stands in the matrices; of ∂C/∂W the entries behind it are not filled yet."""
    known = phase not in FORWARD_ONLY
    if selected.startswith("w"):
        weight = Weight.parse(selected)
        i, b, a = weight
        _mark(fill, "missing", selected)
        _mark(fill, "forward", f"c{i}-{a}")
        if known:
            _mark(fill, "missing", weight.gradient)
            _mark(fill, "forward", f"r{i}-{a}")
            _mark(fill, "backward", f"d{i + 1}-{b}")
            order = filling_order(shape)
            later = [Weight.parse(name).gradient for name in order[order.index(selected) + 1 :]]
            fill.mark("dim", *[f"box-{each}" for each in later])
            fill.words.update(dict.fromkeys(later, ""))
    elif selected:
        i, a = Node.parse(selected)
        if i:
            sources = shape.sources(i - 1)
            _mark(fill, "forward", *[Weight(i - 1, a, c).name for c in sources], f"o{i}-{a}")
            _mark(fill, "forward", *[f"c{i - 1}-{c}" for c in sources])
        else:
            _mark(fill, "forward", f"c0-{a}")
        if i < shape.N and known:
            _mark(fill, "backward", *[Weight(i, b, a).name for b in range(shape.sizes[i + 1])])
            _mark(fill, "backward", *[f"d{i + 1}-{b}" for b in range(shape.sizes[i + 1])])
        if i and known:
            _mark(fill, "backward", f"d{i}-{a}")


def filling_order(shape: Shape) -> list[str]:
    """The weights in the order in which the backward pass fills in their derivatives: the last matrix first."""
    return [weight.name for weight in sorted(shape.weights(), key=lambda weight: (-weight.i, weight.b, weight.a))]


def _mark(fill: Filling, mark: str, *ids: str) -> None:
    fill.mark(mark, *ids, *[f"box-{each}" for each in ids])
