"""The same network as matrices: one line a layer, W · q = p on the left, the table δ qᵀ = ∂C/∂W on the right."""

from bplesson.engine.network import Network, Passes
from bplesson.kit.parts import Node, Weight, value
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.seen import as_seen, stepped
from bplesson.kit.words import fitting, number, sub
from bplesson.layers.scene import DIGITS, NARROWEST, STORIES, STORY, Shape, matrix, story_lines

CELL, ROW = 68, 26
SIGN, APART, MARGIN = 24, 30, 8


def matrices_scene(shape: Shape) -> Scene:
    """The layout; items: w01_20 and g01_20 (entries of W and of ∂C/∂W), c0-1 and r0-1 (q₀[1] as column and as row),
    o1-2 (what arrives at node 2 of layer 1), e1-2 (the same after the activation), d1-2 (its δ)."""
    items: list[Box | Line | Text] = []
    left = max(
        (each + 3 if shape.linear else each + 4) for each in (shape.sizes[i] + shape.bias for i in range(shape.N))
    )
    table = MARGIN + CELL * left + SIGN * (2 if shape.linear else 3) + APART - CELL
    top, right = 0.0, 0.0
    for i in range(shape.N):
        before = [_node(shape, i, a) for a in shape.sources(i)]
        after = [_node(shape, i + 1, b) for b in range(shape.sizes[i + 1])]
        wide, tall = len(before), len(after)
        rows = top + 58  # the first row of W and of the table
        x = MARGIN
        entries = [[Weight(i, b, a) for a in shape.sources(i)] for b in range(tall)]
        _grid(items, x, rows, entries)
        items += [
            Text(f"name-W{i}", x + CELL * wide / 2, top + 44),
            _size(x + CELL * wide / 2, rows, tall, wide, f"W{i}"),
        ]
        x += CELL * wide + SIGN
        items.append(Text(f"times-{i}", x - SIGN / 2, rows + ROW * tall / 2))
        x = _column(items, x, rows, f"c{i}", before, "forward", top, "" if i else "value") + SIGN
        items.append(Text(f"equals-{i}", x - SIGN / 2, rows + ROW * tall / 2))
        x = _column(items, x, rows, f"o{i + 1}", after, "forward", top, "value") + SIGN
        if not shape.linear:
            items.append(Text(f"bend-{i}", x - SIGN / 2, rows + ROW * tall / 2, "muted"))
            x = _column(items, x, rows, f"e{i + 1}", after, "forward", top)
        _column(items, table, rows, f"d{i + 1}", after, "backward", top, "backward value")
        inner = table + CELL + 8
        for a, node in enumerate(before):
            _cell(items, f"r{i}-{a}", inner + CELL * a, top + 28, "forward", node)
        _grid(items, inner, rows, entries, derivatives=True)
        items.append(Text(f"name-r{i}", inner + CELL * wide + 8, top + 41, "forward", "start", 14))
        items.append(Text(f"name-g{i}", inner + CELL * wide + 8, rows + ROW * tall / 2, "plain", "start", 14))
        right = max(right, inner + CELL * wide + 134)
        top = rows + ROW * max(tall, wide) + 26
    items += [Text("cost", 8, top + 10, "cost", "start"), *story_lines(top + 40)]
    return Scene(max(right, NARROWEST), top + 32 + STORY * STORIES, tuple(items))


def matrices_filling(network: Network, passes: Passes, y, phase: str, after: Network | None) -> Filling:
    """The numbers of both passes in their cells."""
    shape, fill, passes = Shape.of(network), Filling(), as_seen(network, passes, y)
    known = phase not in ("forward", "cost")
    moved = after is not None and phase == "update"
    for weight in shape.weights():
        i, b, a = weight
        entry = stepped(network, after, passes, i, b, a) if moved else network.weights[i][b, a]
        fill.words[weight.name] = fitting(entry)
        fill.words[weight.gradient] = fitting(passes.gradients[i][b, a])
    for i in range(shape.N):
        wide, tall = len(shape.sources(i)), shape.sizes[i + 1]
        q, p, k = sub(shape.after, i), sub("x" if shape.linear else "p", i + 1), shape.N - 1 - i
        column, row = (f"({q}, 1)", f"({q}ᵀ, 1)") if shape.bias else (q, f"{q}ᵀ")
        for a in range(wide):
            fill.words[f"c{i}-{a}"] = fill.words[f"r{i}-{a}"] = fitting(passes.q[i][0, a])
        for b in range(tall):
            fill.words[f"o{i + 1}-{b}"] = fitting(passes.p[i + 1][0, b])
            fill.words[f"e{i + 1}-{b}"] = fitting(passes.q[i + 1][0, b])
            fill.words[f"d{i + 1}-{b}"] = fitting(passes.delta[k][0, b])
        fill.words |= {
            f"name-W{i}": f"new {matrix(i)}" if moved else matrix(i), f"size-W{i}": f"{tall} × {wide}",
            f"times-{i}": "·", f"equals-{i}": "=", f"bend-{i}": "→", f"name-c{i}": column, f"size-c{i}": f"{wide} × 1",
            f"name-o{i + 1}": p, f"size-o{i + 1}": f"{tall} × 1",
            f"name-e{i + 1}": sub("q", i + 1), f"size-e{i + 1}": f"{tall} × 1",
            f"name-d{i + 1}": sub("δ", k), f"size-d{i + 1}": f"{tall} × 1", f"name-r{i}": f"{row}   1 × {wide}",
            f"name-g{i}": f"= ∂C/∂{matrix(i)}   {tall} × {wide}",
        }  # fmt: skip
        if not known:
            hidden = [Weight(i, b, a).gradient for b in range(tall) for a in range(wide)]
            hidden += [f"d{i + 1}-{b}" for b in range(tall)] + [f"r{i}-{a}" for a in range(wide)]
            fill.mark("hidden", *hidden, *[f"box-{each}" for each in hidden])
            fill.mark("hidden", f"name-d{i + 1}", f"size-d{i + 1}", f"name-r{i}", f"name-g{i}")
    cost = number(passes.cost) if phase != "forward" else "?"
    fill.words["cost"] = f"y = ({', '.join(map(fitting, y))}),   C = ½‖ŷ − y‖² = {cost}"
    return fill


def mark_matrices(fill: Filling, shape: Shape, phase: str, selected: str) -> None:
    """Where the selected entry or node stands in the matrices; of ∂C/∂W the entries behind it are not filled yet."""
    known = phase not in ("forward", "cost")
    if selected.startswith("w"):
        weight = Weight.parse(selected)
        i, b, a = weight
        _mark(fill, "missing", selected, weight.gradient if known else selected)
        _mark(fill, "forward", f"c{i}-{a}", *([f"r{i}-{a}"] if known else []))
        if known:
            _mark(fill, "backward", f"d{i + 1}-{b}")
            order = filling_order(shape)
            later = [Weight.parse(name).gradient for name in order[order.index(selected) + 1 :]]
            fill.mark("dim", *[f"box-{each}" for each in later])
            fill.words.update(dict.fromkeys(later, ""))
    elif selected:
        i, a = Node.parse(selected)
        if i:
            _mark(fill, "forward", *[Weight(i - 1, a, c).name for c in shape.sources(i - 1)], f"o{i}-{a}")
            _mark(fill, "forward", *[f"c{i - 1}-{c}" for c in shape.sources(i - 1)])
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


def _node(shape: Shape, i: int, a: int) -> str:
    return Node(i, a).name if a < shape.sizes[i] else ""


def _grid(items, x: float, y: float, weights: list[list[Weight]], derivatives: bool = False) -> None:
    for b, row in enumerate(weights):
        for a, weight in enumerate(row):
            name, what = (weight.gradient, "derivative by") if derivatives else (weight.name, "weight")
            _cell(items, name, x + CELL * a, y + ROW * b, "plain", weight.name, f"{what} {weight.label}")


def _column(items, x: float, y: float, name: str, nodes: list[str], role: str, top: float, what: str = "") -> float:
    """A column with a cell a node, its name above and its size below; gives back its right edge.

    Cells that say `what` of their node they are can be reached with the keyboard.
    """
    d = len(nodes)
    for b, node in enumerate(nodes):
        _cell(items, f"{name}-{b}", x, y + ROW * b, role, node, f"{what} of {node}" if what and node else "")
    items += [Text(f"name-{name}", x + CELL / 2, top + 44, role), _size(x + CELL / 2, y, d, 1, name)]
    return x + CELL


def _cell(items, name: str, x: float, y: float, role: str, select: str, label: str = "") -> None:
    items += value(name, Box(f"box-{name}", x + CELL / 2, y + ROW / 2, CELL - 2, ROW - 2, role, select, label), DIGITS)


def _size(x: float, y: float, tall: int, wide: int, name: str) -> Text:
    return Text(f"size-{name}", x, y + ROW * tall + 11, "muted", size=13.5)
