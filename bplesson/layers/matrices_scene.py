"""The same network as matrices, one line a layer: W · q = p, what arrives ⊙ σ′ = δ, and the table δ qᵀ = ∂C/∂W."""

from collections.abc import Sequence

from bplesson.engine.network import Network
from bplesson.kit.parts import Grid, Node, Weight
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.seen import Seen, new_weight
from bplesson.kit.words import fitting, number, slope_name, sub
from bplesson.layers.moment_story import arriving
from bplesson.layers.moments_scene import node_of, weight_of
from bplesson.layers.scene import FORWARD_ONLY, NARROWEST, STORIES, STORY, Shape, fill_own, matrix, story_lines

CELL, ROW = 71, 26
WIDE, TWO_ROWS = 82, 37  # of a cell in which a learner's derivative stands above the right one, with its sign
SIGN, APART, MARGIN = 20, 24, 8
MADE = 88  # room for what a δ is made of in a linear network: W₁₂ᵀ · δ₀ =
NAME, NAME_WITH_1 = 205, 260  # room for the name of a table, δ₁ x₀ᵀ = ∂C/∂W₀₁, and its size
Cell = tuple[str, str, str]  # its id, what a click on it selects, what a screen reader calls it


def matrices_scene(shape: Shape) -> Scene:
    """The layout; items: w01_20 and g01_20 (entries of W and of ∂C/∂W), c0-1 and r0-1 (q₀[1] as column and as row),
    o1-2 (p of node 2 of layer 1), e1-2 (the same after the activation), a1-2 (what arrives at it on the way back),
    s1-2 (its slope), d1-2 (its δ)."""
    items: list[Box | Line | Text] = []
    columns = 2 if shape.linear else 3  # beside the widest W
    widest = max(len(shape.sources(i)) for i in range(shape.N))
    back = MARGIN + CELL * (widest + columns) + SIGN * columns + APART
    top, right = 0.0, 0.0
    for i in range(shape.N):
        rows = top + 58  # of W and of the table, the first one's upper edge
        _put_forward(items, shape, i, rows)
        delta = _put_backward(items, shape, i + 1, back, rows)
        right = max(right, _put_table(items, shape, i, delta, rows))
        top = rows + _height(shape) * max(shape.sizes[i + 1], len(shape.sources(i))) + 26
    items += [Text("cost", 8, top + 10, "cost", "start"), *story_lines(top + 40)]
    return Scene(max(right + MARGIN, NARROWEST), top + 32 + STORY * STORIES, tuple(items))


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


def _put_backward(items: list, shape: Shape, i: int, left: float, top: float) -> Grid:
    """The δ of layer i, before it what arrives ⊙ σ′, or in a linear network what it is made of, in letters."""
    row, delta = _height(shape), _column(shape, "d", i, "backward value")
    if shape.linear:
        grid = _put(items, left + MADE, top, delta, "backward", f"d{i}", row)
        items.append(Text(f"made-{i}", grid.left - 4, grid.middle, "backward", "end"))
        return grid
    arrives = _put(items, left, top, _column(shape, "a", i), "backward", f"a{i}", row)
    slope = _put(items, arrives.right + SIGN, top, _column(shape, "s", i), "backward", f"s{i}", row)
    items.append(Text(f"by-{i}", arrives.right + SIGN / 2, slope.middle))
    items.append(Text(f"gives-{i}", slope.right + SIGN / 2, slope.middle))
    return _put(items, slope.right + SIGN, top, delta, "backward", f"d{i}", row)


def _put_table(items: list, shape: Shape, i: int, delta: Grid, top: float) -> float:
    """Beside δ, below qᵀ: ∂C/∂W; gives back where it ends."""
    entries = [[(w.gradient, w.name, f"derivative by {w.label}") for w in row] for row in _rows(shape, i)]
    wide, above = (WIDE, 8) if shape.beside else (CELL, 0)
    values = [[cell for (cell,) in _column(shape, "r", i)]]
    q = _put(items, delta.right + 8, top - 30, values, "forward", cell=wide)
    table = _put(items, q.left, top, entries, row=_height(shape), cell=wide, drop=above)
    if shape.beside:
        _put_own(items, shape, i, table)
    items.append(Text(f"name-r{i}", q.left - 6, top - 34, "forward", "end"))
    items.append(Text(f"name-g{i}", table.left, table.bottom + 11, "plain", "start"))
    return max(table.right, table.left + (NAME_WITH_1 if shape.bias else NAME))


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
        items.append(Text(weight.own, x, y - 8, select=weight.name))


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
                Text(id, x, y + drop, role, select=select, room=cell - 6),
            ]
    if name:
        items.append(Text(f"name-{name}", grid.centre, top - 14, role))
        items.append(Text(f"size-{name}", grid.centre, grid.bottom + 11, "muted"))
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
        _fill_forward(fill, shape, passes, i, moved)
        _fill_backward(fill, shape, network, passes, i)
        if phase in FORWARD_ONLY:
            _hide_backward(fill, shape, i)
    fill_own(fill, shape, passes, phase)
    cost = number(passes.cost) if phase != "forward" else "?"
    fill.words["cost"] = f"y = ({', '.join(map(fitting, y))}),   C = ½‖ŷ − y‖² = {cost}"
    return fill


def _fill_forward(fill: Filling, shape: Shape, passes: Seen, i: int, moved: bool) -> None:
    """W, q, p and q of the next layer."""
    wide, tall = len(shape.sources(i)), shape.sizes[i + 1]
    q, p = sub(shape.after, i), sub("x" if shape.linear else "p", i + 1)
    _fill_column(fill, f"c{i}", f"({q}, 1)" if shape.bias else q, passes.q[i][0])
    _fill_column(fill, f"o{i + 1}", p, passes.p[i + 1][0])
    _fill_column(fill, f"e{i + 1}", sub("q", i + 1), passes.q[i + 1][0, :tall])
    fill.words |= {f"name-W{i}": f"new {matrix(i)}" if moved else matrix(i), f"size-W{i}": f"{tall} × {wide}"}
    fill.words |= {f"times-{i}": "·", f"equals-{i}": "=", f"bend-{i}": "→"}


def _fill_backward(fill: Filling, shape: Shape, network: Network, passes: Seen, i: int) -> None:
    """The δ at the ends of these weights, what it is made of, and what is made of it."""
    wide, tall, k = len(shape.sources(i)), shape.sizes[i + 1], shape.N - 1 - i
    q = sub(shape.after, i)
    W = f"{matrix(i + 1)}ᵀ"
    _fill_column(fill, f"d{i + 1}", sub("δ", k), passes.delta[k][0])
    if shape.linear:
        fill.words[f"made-{i + 1}"] = f"{W} · {sub('δ', k - 1)} =" if k else "ŷ − y ="
    else:
        _fill_column(fill, f"a{i + 1}", f"{W}{sub('δ', k - 1)}" if k else "ŷ − y", arriving(network, passes, i + 1))
        _fill_column(fill, f"s{i + 1}", slope_name(i + 1), passes.slopes[i + 1][0])
        fill.words |= {f"by-{i + 1}": "⊙", f"gives-{i + 1}": "="}
    fill.words |= {f"r{i}-{a}": fitting(each) for a, each in enumerate(passes.q[i][0])}
    row = f"({q}ᵀ, 1)" if shape.bias else f"{q}ᵀ"
    fill.words[f"name-r{i}"] = f"{row}   1 × {wide} →"
    fill.words[f"name-g{i}"] = f"{sub('δ', k)} {row} = ∂C/∂{matrix(i)}   {tall} × {wide}"


def _hide_backward(fill: Filling, shape: Shape, i: int) -> None:
    """Nothing of the backward pass is there yet at these weights."""
    wide, tall = len(shape.sources(i)), shape.sizes[i + 1]
    _mark(fill, "hidden", *[weight.gradient for row in _rows(shape, i) for weight in row])
    _mark(fill, "hidden", *[f"{kind}{i + 1}-{b}" for kind in "asd" for b in range(tall)])
    _mark(fill, "hidden", *[f"r{i}-{a}" for a in range(wide)])
    fill.mark("hidden", *[f"{each}-{kind}{i + 1}" for each in ("name", "size") for kind in "asd"])
    fill.mark("hidden", f"name-r{i}", f"name-g{i}", *[f"{each}-{i + 1}" for each in ("made", "by", "gives")])


def _fill_column(fill: Filling, id: str, name: str, numbers) -> None:
    fill.words |= {f"name-{id}": name, f"size-{id}": f"{len(numbers)} × 1"}
    fill.words |= {f"{id}-{b}": fitting(each) for b, each in enumerate(numbers)}


def hide_in_matrices(fill: Filling, shape: Shape, ahead: Sequence[str]) -> None:
    """Leave the cells of these numbers empty: they are not found yet."""
    for moment in ahead:
        kind, ids = moment[0], [moment]
        if kind != "g":
            i, b = node_of(moment)
            ids = [f"{each}{i}-{b}" for each in {"q": "oec"}.get(kind, kind)]
        fill.mark("hidden", *ids)
        fill.mark("dim", *[f"box-{each}" for each in ids if fill.marks.get(f"box-{each}") != "hidden"])


def mark_matrices(fill: Filling, shape: Shape, known: bool, selected: str) -> None:
    """Where the selected entry or node stands in the matrices, and what it is made of."""
    if selected.startswith("w"):
        weight = Weight.parse(selected)
        _mark(fill, "missing", selected)
        _mark(fill, "forward", f"c{weight.i}-{weight.a}")
        if known:
            _mark_entry(fill, weight)
    elif selected:
        i, a = Node.parse(selected)
        if i:
            _mark_row(fill, shape, i, a)
        else:
            _mark(fill, "forward", f"c0-{a}")
        if known:
            _mark_column(fill, shape, i, a)


def mark_moment_in_matrices(fill: Filling, shape: Shape, moment: str) -> None:
    """What the number that was found last is made of."""
    if moment.startswith("g"):
        _mark_entry(fill, weight_of(moment))
    elif moment.startswith("q"):
        _mark_row(fill, shape, *node_of(moment))
    elif moment.startswith("a") or shape.linear:
        _mark_column(fill, shape, *node_of(moment))
    else:
        i, a = node_of(moment)
        _mark(fill, "backward", *[f"{kind}{i}-{a}" for kind in "asd"])


def _mark_entry(fill: Filling, weight: Weight) -> None:
    """An entry of ∂C/∂W, and the two numbers whose product it is."""
    i, b, a = weight
    _mark(fill, "missing", weight.gradient)
    _mark(fill, "forward", f"r{i}-{a}")
    _mark(fill, "backward", f"d{i + 1}-{b}")


def _mark_row(fill: Filling, shape: Shape, i: int, a: int) -> None:
    """The value of a node, and the row and the column that make it."""
    sources = shape.sources(i - 1)
    _mark(fill, "forward", *[Weight(i - 1, a, c).name for c in sources], *[f"c{i - 1}-{c}" for c in sources])
    _mark(fill, "forward", f"o{i}-{a}", f"e{i}-{a}")


def _mark_column(fill: Filling, shape: Shape, i: int, a: int) -> None:
    """The δ of a node, and the column of weights and the δ that make it."""
    if i < shape.N:
        ends = range(shape.sizes[i + 1])
        _mark(fill, "backward", *[Weight(i, b, a).name for b in ends], *[f"d{i + 1}-{b}" for b in ends])
    if i:
        _mark(fill, "backward", *[f"{kind}{i}-{a}" for kind in "asd"])


def _mark(fill: Filling, mark: str, *ids: str) -> None:
    """Mark these numbers and their boxes; what is hidden stays so."""
    for each in ids:
        if fill.marks.get(each) != "hidden":
            fill.mark(mark, each)
        if fill.marks.get(f"box-{each}") != "hidden":
            fill.mark(mark, f"box-{each}")
