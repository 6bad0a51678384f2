"""What a selected weight or node of a diagram of layers tells: where its number comes from, in marks and in words."""

from collections.abc import Sequence

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.parts import Node, Weight
from bplesson.kit.scene import Filling, Runs
from bplesson.kit.seen import Seen
from bplesson.kit.words import amount, cut, factor, number, product, sub
from bplesson.kit.worked import add_up, delta_times_value, enough, equals, meeting, read
from bplesson.layers.equations import paths_from, weights_back, work_by_formula
from bplesson.layers.scene import STORIES, Shape, matrix, values

LETTERS = {" .,:·": 5.2, "()[]₀₁₂₃₄": 6.4, "−×+=→": 13.5, "W…": 16.0}  # widths in a wide typeface; of others, 10
WIDTHS = {letter: width for letters, width in LETTERS.items() for letter in letters}


def tell(
    fill: Filling, network: Network, passes: Seen, y, known: bool, selected: str, paths: bool, width: float
) -> None:
    """Put the story of `selected` ("w01_20", "node 1.2" or "") into the filling of a scene of that width.

    `known`: the backward pass has come to it.
    """
    shape, room = Shape.of(network), width - 24
    if selected.startswith("w"):
        weight = Weight.parse(selected)
        if not known:
            lines = [[("muted", "The derivatives come with the backward sub-step.")]]
        elif paths:
            lines = _tell_paths(network, passes, shape, weight, room)
        else:
            lines = tell_weight(passes, shape, weight)
    elif selected:
        node = Node.parse(selected)
        lines = tell_forward(network, passes, shape, node, room)
        if known:
            lines += tell_backward(network, passes, shape, y, node, room)
        else:
            lines.append([("muted", "Its backward value comes with the backward sub-step.")])
    else:
        lines = [[("muted", "Click a weight or a node: where does its number come from?")]]
    put_story(fill, lines)


def put_story(fill: Filling, lines: Sequence[Runs]) -> None:
    fill.words |= {f"story-{k}": line for k, line in enumerate(lines, start=1)}


def mark_layers(fill: Filling, shape: Shape, known: bool, selected: str) -> None:
    """Mark on the diagram what the story of `selected` is made of."""
    if selected.startswith("w"):
        mark_weight(fill, shape, Weight.parse(selected), known)
    elif selected:
        mark_node(fill, shape, Node.parse(selected), known)


def story(fill: Filling) -> str:
    """What `tell` has told, as plain text for a screen reader."""
    lines = [fill.words.get(f"story-{k + 1}", []) for k in range(STORIES)]
    return " ".join("".join(words for _, words in line).strip() for line in lines).strip()


def mark_weight(fill: Filling, shape: Shape, weight: Weight, known: bool) -> None:
    """The weight missing, the value at its source, the δ at its end, and what leads to the two of them."""
    i, b, a = weight
    one, weights = a == shape.sizes[i], shape.weights()  # nothing leads to the node that is always 1
    before = [each for each in weights if not one and (each.i < i - 1 or (each.i == i - 1 and each.b == a))]
    behind = [each for each in weights if each.i > i + 1 or (each.i == i + 1 and each.a == b)]
    behind = [each for each in behind if each.a < shape.sizes[each.i]]  # no path leads over the node that is always 1
    for each in {*weights} - {weight, *before, *behind}:
        derivative = [] if fill.marks.get(each.gradient) == "hidden" else [each.gradient]
        fill.mark("dim", f"line-{each.name}", f"port-{each.name}", each.name, *derivative)
    fill.mark("forward", *[f"line-{each.name}" for each in before])
    fill.mark("forward", f"one-{i}" if one else f"pill-{i}-{a}")
    fill.mark("missing", f"line-{weight.name}", f"port-{weight.name}", weight.name)
    if known:
        fill.mark("backward", *[f"line-{each.name}" for each in behind], f"dpill-{i + 1}-{b}")
        fill.mark("missing", weight.gradient)


def mark_node(fill: Filling, shape: Shape, node: Node, known: bool) -> None:
    """The node with its row, and once it has a δ, with its column and the δ that come over it."""
    mark_row(fill, shape, node)
    if known:
        mark_column(fill, shape, node)


def mark_row(fill: Filling, shape: Shape, node: Node) -> None:
    """The value of a node, and the weights that make it."""
    fill.mark("forward", f"pill-{node.i}-{node.a}")
    mark_edges(fill, "forward", [each for each in shape.weights() if (each.i + 1, each.b) == node])


def mark_column(fill: Filling, shape: Shape, node: Node) -> None:
    """The δ of a node, and the weights and δ that make it."""
    i, a = node
    leaving = [each for each in shape.weights() if (each.i, each.a) == node]
    mark_edges(fill, "backward", leaving)
    fill.mark("backward", f"dpill-{i}-{a}", *[f"dpill-{i + 1}-{each.b}" for each in leaving])
    if i == shape.N:
        fill.mark("backward", f"from-cost-{a}")


def mark_edges(fill: Filling, mark: str, weights: Sequence[Weight]) -> None:
    for each in weights:
        fill.mark(mark, f"line-{each.name}", f"port-{each.name}", each.name)


def tell_weight(passes: Seen, shape: Shape, weight: Weight) -> list[Runs]:
    """∂C/∂W_{i,i+1}[b, a] = δ_{L-i}[b] q_i[a]."""
    i, b, a = weight
    k = shape.N - 1 - i
    delta, q, gradient = passes.delta[k][0, b], passes.q[i][0, a], passes.gradients[i][b, a]
    one = a == shape.sizes[i]
    source = "the node that is always 1" if one else f"node {a} of layer {i}"
    value = "1" if one else values(shape.after, i, a)
    return [
        [*delta_times_value(weight.label, values("δ", k, b), value), *meeting(delta, q, gradient)],
        [("muted", f"What its end, node {b} of layer {i + 1}, gets from behind, times what {source} sends.")],
    ]


def _tell_paths(network: Network, passes: Seen, shape: Shape, weight: Weight, room: float) -> list[Runs]:
    """The same derivative as a sum over all paths from the weight to the outputs (4.5), and the work that this is."""
    i, b, a = weight
    total, q, paths = float(passes.delta[shape.N - 1 - i][0, b]), passes.q[i][0, a], paths_from(shape.sizes, i, b)
    factors = [_along(network, passes, shape, weight, path) for path in paths]
    many = f"{len(paths)} paths" if len(paths) > 1 else "1 path"
    value = "1" if a == shape.sizes[i] else values(shape.after, i, a)
    head = [
        ("missing", f"∂C/∂{weight.label}"),
        ("plain", f" = sum over {many} × "),
        ("forward", value),
        ("plain", " = "),
    ]
    digits = enough(lambda digits: add_up(factors, digits), total) or 3
    told = [f"{'→'.join(map(str, path))}: {product(each, digits)}" for path, each in zip(paths, factors, strict=True)]
    if i == shape.N - 1:
        told = [f"the weight ends at an output, whose δ₀[{b}] is {number(factors[0][0])}"]
    lines = [head + meeting(total, q, passes.gradients[i][b, a]), *wrapped("backward", "", told, "", ",   ", room, 2)]
    if shape.linear and not shape.bias:  # 4.8 counts these
        by_paths, stored = work_by_formula(shape.sizes)
        count = f"path by path: {amount(by_paths)} multiplications; with stored values: {amount(stored)}."
        lines.append([("muted", f"All {len(shape.weights())} derivatives and the prediction, {count}")])
    return lines


def _along(network: Network, passes: Seen, shape: Shape, weight: Weight, path: tuple[int, ...]) -> list[float]:
    """The factors that a path puts together, from the output back: δ₀ of its output, then weights (and slopes)."""
    factors = [float(passes.delta[0][0, path[-1]])]
    back = weights_back(network.weights, weight.i, path)
    if shape.linear:
        return factors + back
    slopes = [float(passes.slopes[j][0, a]) for j, a in enumerate(path[:-1], start=weight.i + 1)]
    for w, slope in zip(back, reversed(slopes), strict=True):
        factors += [w, slope]
    return factors


def tell_forward(network: Network, passes: Seen, shape: Shape, node: Node, room: float) -> list[Runs]:
    """The sum over its row (4.2), and what the activation makes of it."""
    (i, a), p, q = node, float(passes.p[node.i][0, node.a]), float(passes.q[node.i][0, node.a])
    if i == 0:
        lines = [[("forward", f"{values('x', 0, a)} = {number(p)} is an input")]]
    else:
        source = sub(shape.after, i - 1)
        source = f"({source}, 1)" if shape.bias else source
        head = f"{values('x' if shape.linear else 'p', i, a)} = row {a} of {matrix(i - 1)} · {source} = "
        terms = list(zip(network.weights[i - 1][a], passes.q[i - 1][0], strict=True))
        lines = sum_lines("forward", head, terms, None, p, "", room, 2 if shape.linear else 1)  # four lines in all
    if shape.linear:
        return lines
    sigma, slope = network.activations[i], float(passes.slopes[i][0, a])
    digits = enough(lambda digits: float(sigma.value(np.array(read(p, digits)))), q)
    at = number(p, digits) if digits else values("p", i, a)
    bent = f"{values('q', i, a)} = {cut(sigma.name)}({at}) = {number(q)}"
    return [*lines, [("forward", bent), ("backward", f",   slope {sub('σ', i)}' there = {number(slope)}")]]


def tell_backward(network: Network, passes: Seen, shape: Shape, y, node: Node, room: float) -> list[Runs]:
    """At an output the error, elsewhere the sum over the column of the next matrix, times the slope (4.6)."""
    (i, a), k = node, shape.N - node.i
    slope = None if shape.linear else float(passes.slopes[i][0, a])
    bend = "" if shape.linear else f" · {sub('σ', i)}'({values('p', i, a)})"
    opened, closed = ("", "") if shape.linear else ("(", ")")
    name, result = values("δ", k, a), float(passes.delta[k][0, a])
    if i < shape.N:
        terms = list(zip(network.weights[i][:, a], passes.delta[k - 1][0], strict=True))
        head = f"{name} = {opened}column {a} of {matrix(i)} · {sub('δ', k - 1)}{closed}{bend} = "
        return sum_lines("backward", head, terms, slope, result, "" if i else ",  which no weight uses", room, 2)
    q = float(passes.q[i][0, a])
    digits = enough(lambda digits: worked_out([[q], [-y[a]]], digits, slope), result)
    symbols = f"{opened}{values(shape.after, i, a)} − y[{a}]{closed}{bend}"
    numbers = f"{opened}{number(q, digits or 3)} − {factor(y[a], digits or 3)}{closed}"
    numbers += "" if slope is None else f" × {factor(slope, digits or 3)}"
    return [[("backward", f"{name} = {symbols} = {numbers}{equals(digits, result)}")]]


def worked_out(terms: Sequence[Sequence[float]], digits: int, slope: float | None = None) -> float:
    """What a reader gets who adds the products up, and multiplies with the slope if there is one."""
    return add_up(terms, digits) * (1.0 if slope is None else read(slope, digits))


def sum_lines(role: str, head: str, terms, slope: float | None, result: float, whose: str, room: float, most: int):
    """The sum of the products, times the slope if there is one, in at most that many lines with as many digits as fit.

    Where not all terms have room, the last ones are left out: nobody can add up what is not there.
    """
    opened, closed = ("(", ")") if slope is not None and len(terms) > 1 else ("", "")

    def lines(digits: int, ends: str, cut: bool = False) -> list[Runs]:
        tail = closed if slope is None else f"{closed} × {factor(slope, digits)}"
        told = [product(each, digits) for each in terms]
        return wrapped(role, head + opened, told, f"{tail}{ends}{whose}", " + ", room, most, cut)

    digits = enough(lambda digits: worked_out(terms, digits, slope), result)
    told = lines(digits or 3, equals(digits, result))
    if digits > 3 and _is_cut(told):
        told = lines(3, equals(0, result))
    return lines(3, equals(3, result), cut=True) if _is_cut(told) else told


def _is_cut(lines: list[Runs]) -> bool:
    return any("…" in words for line in lines for _, words in line)


def wrapped(
    role: str, head: str, parts: list[str], tail: str, between: str, room: float, most: int, cut: bool = False
) -> list[Runs]:
    """`head`, the parts, `tail` in at most that many lines of that width; of too many (or to `cut`) the first, and …"""
    for n in range(len(parts) - cut, 0, -1):
        shown = [*parts[:n], "…"][: len(parts)] if n < len(parts) else parts
        lines = [head + shown[0]]
        for each in [*(between + part for part in shown[1:]), tail]:
            if _length(lines[-1] + each) <= room:
                lines[-1] += each
            else:
                rest = each.lstrip(" ,)")
                lines[-1] += each.removesuffix(rest).rstrip()  # a comma or a bracket stays behind
                lines.append("      " + rest)
        if len(lines) <= most:
            break
    return [[(role, line)] for line in lines]


def _length(words: str) -> float:
    """About the width of these words, 16 units high."""
    return sum(WIDTHS.get(each, 10.0) for each in words)
