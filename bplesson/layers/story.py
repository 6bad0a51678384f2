"""What a selected weight or node of a diagram of layers tells: where its number comes from, in marks and in words."""

from collections.abc import Sequence
from itertools import product as combinations
from math import prod

import numpy as np

from bplesson.engine.network import Network, Passes
from bplesson.kit.parts import Node, Weight
from bplesson.kit.scene import Filling, Runs
from bplesson.kit.seen import FORWARD_ONLY, Seen, as_seen
from bplesson.kit.words import amount, cut, factor, number, product, sub
from bplesson.kit.worked import add_up, delta_times_value, enough, equals, meeting, read
from bplesson.layers.scene import STORIES, Shape, matrix, values

WIDTHS = {each: width for letters, width in ((" .,:·", 5.2), ("()[]₀₁₂₃₄", 6.4), ("−×+=→", 13.5), ("W…", 16.0))
          for each in letters}  # fmt: skip


def tell(
    fill: Filling, network: Network, passes: Passes, y, phase: str, selected: str, paths: bool, width: float
) -> None:
    """Put the story of `selected` ("w01_20", "node 1.2" or "") into the filling of a scene of that width."""
    shape, room, passes = Shape.of(network), width - 24, as_seen(network, passes, y)
    if selected.startswith("w"):
        weight = Weight.parse(selected)
        _mark_weight(fill, shape, weight, phase)
        if phase in FORWARD_ONLY:
            lines = [[("muted", "The derivatives come with the backward sub-step.")]]
        elif paths:
            lines = _tell_paths(network, passes, shape, weight, room)
        else:
            lines = _tell_weight(passes, shape, weight)
    elif selected:
        i, a = Node.parse(selected)
        _mark_node(fill, shape, phase, i, a)
        lines = _tell_node(network, passes, shape, y, phase, i, a, room)
    else:
        lines = [[("muted", "Click a weight or a node: where does its number come from?")]]
    fill.words |= {f"story-{k}": line for k, line in enumerate(lines, start=1)}


def story(fill: Filling) -> str:
    """What `tell` has told, as plain text for a screen reader."""
    lines = [fill.words.get(f"story-{k + 1}", []) for k in range(STORIES)]
    return " ".join("".join(words for _, words in line).strip() for line in lines).strip()


def paths_from(shape: Shape, weight: Weight) -> list[tuple[int, ...]]:
    """Every path from the end of that weight to an output, as the nodes that it passes: node b, …, output node."""
    i, b, _ = weight
    return [(b, *rest) for rest in combinations(*(range(d) for d in shape.sizes[i + 2 :]))]


def along(network: Network, passes: Seen, shape: Shape, weight: Weight, path: tuple[int, ...]) -> list[float]:
    """The factors that a path puts together, from the output back: δ₀ of its output, then weights (and slopes)."""
    i, factors = weight.i, [float(passes.delta[0][0, path[-1]])]
    for j in reversed(range(i + 1, shape.N)):  # back over the weight from layer j to layer j+1
        a, b = path[j - i - 1], path[j - i]
        factors.append(float(network.weights[j][b, a]))
        if not shape.linear:
            factors.append(float(passes.slopes[j][0, a]))
    return factors


def multiplications(shape: Shape) -> tuple[int, int]:
    """For all derivatives of a network without biases, path by path and with stored values (4.8)."""
    stored = sum(d * e for d, e in zip(shape.sizes, shape.sizes[1:], strict=False))
    return (shape.N**2 + shape.N) * prod(shape.sizes), 3 * stored - shape.sizes[0] * shape.sizes[1]


def _mark_weight(fill: Filling, shape: Shape, weight: Weight, phase: str) -> None:
    """The weight missing, the value at its source, the δ at its end, and what leads to the two of them."""
    i, b, a = weight
    one = a == shape.sizes[i]  # nothing leads to the node that is always 1
    before = [each for each in shape.weights() if not one and (each.i < i - 1 or (each.i == i - 1 and each.b == a))]
    behind = [each for each in shape.weights() if each.i > i + 1 or (each.i == i + 1 and each.a == b)]
    behind = [each for each in behind if each.a < shape.sizes[each.i]]  # no path leads over the node that is always 1
    for each in {*shape.weights()} - {weight, *before, *behind}:
        derivative = [] if fill.marks.get(each.gradient) == "hidden" else [each.gradient]
        fill.mark("dim", f"line-{each.name}", f"port-{each.name}", each.name, *derivative)
    fill.mark("forward", *[f"line-{each.name}" for each in before])
    fill.mark("forward", f"one-{i}" if one else f"pill-{i}-{a}")
    fill.mark("missing", f"line-{weight.name}", f"port-{weight.name}", weight.name)
    if phase not in ("forward", "cost"):
        fill.mark("backward", *[f"line-{each.name}" for each in behind], f"dpill-{i + 1}-{b}")
        fill.mark("missing", weight.gradient)


def _tell_weight(passes: Seen, shape: Shape, weight: Weight) -> list[Runs]:
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
    total, q, paths = float(passes.delta[shape.N - 1 - i][0, b]), passes.q[i][0, a], paths_from(shape, weight)
    factors = [along(network, passes, shape, weight, path) for path in paths]
    many = f"{len(paths)} paths" if len(paths) > 1 else "1 path"
    first = [
        ("missing", f"∂C/∂{weight.label}"), ("plain", f" = sum over {many} × "),
        ("forward", "1" if a == shape.sizes[i] else values(shape.after, i, a)), ("plain", " = "),
        *meeting(total, q, passes.gradients[i][b, a]),
    ]  # fmt: skip
    digits = enough(lambda digits: add_up(factors, digits), total) or 3
    told = [f"{'→'.join(map(str, path))}: {product(each, digits)}" for path, each in zip(paths, factors, strict=True)]
    if i == shape.N - 1:
        told = [f"the weight ends at an output, whose δ₀[{b}] is {number(factors[0][0])}"]
    lines = [first, *_lines("backward", "", told, "", ",   ", room, 2)]
    if shape.linear and not shape.bias:  # 4.8 counts these
        by_paths, stored = multiplications(shape)
        count = f"path by path: {amount(by_paths)} multiplications; with stored values: {amount(stored)}."
        lines.append([("muted", f"All {len(shape.weights())} derivatives and the prediction, {count}")])
    return lines


def _mark_node(fill: Filling, shape: Shape, phase: str, i: int, a: int) -> None:
    """The node with its row, and once it has a δ, with its column and the δ that come over it."""
    fill.mark("forward", f"pill-{i}-{a}")
    arriving = [Weight(i - 1, a, c).name for c in shape.sources(i - 1)] if i else []
    fill.mark("forward", *[f"{kind}-{name}" for name in arriving for kind in ("line", "port")], *arriving)
    if phase in FORWARD_ONLY:
        return
    fill.mark("backward", f"dpill-{i}-{a}")
    if i == shape.N:
        fill.mark("backward", f"from-cost-{a}")
        return
    leaving = [Weight(i, b, a).name for b in range(shape.sizes[i + 1])]
    fill.mark("backward", *[f"{kind}-{each}" for each in leaving for kind in ("line", "port")], *leaving)
    fill.mark("backward", *[f"dpill-{i + 1}-{b}" for b in range(shape.sizes[i + 1])])


def _tell_node(network: Network, passes: Seen, shape: Shape, y, phase: str, i: int, a: int, room: float) -> list[Runs]:
    """Forward the sum over its row, backward the sum over the column of the next matrix (4.2, 4.6)."""
    p, q = float(passes.p[i][0, a]), float(passes.q[i][0, a])
    most = 2 if shape.linear else 1  # lines for a sum: four in all
    if i == 0:
        lines = [[("forward", f"{values('x', 0, a)} = {number(p)} is an input")]]
    else:
        source = sub(shape.after, i - 1)
        source = f"({source}, 1)" if shape.bias else source
        head = f"{values('x' if shape.linear else 'p', i, a)} = row {a} of {matrix(i - 1)} · {source} = "
        terms = [(network.weights[i - 1][a, c], passes.q[i - 1][0, c]) for c in shape.sources(i - 1)]
        lines = _sum("forward", head, terms, None, p, "", room, most)
    slope = 1.0
    if not shape.linear:
        sigma, slope = network.activations[i], float(passes.slopes[i][0, a])
        digits = enough(lambda digits: float(sigma.value(np.array(read(p, digits)))), q)
        at = number(p, digits) if digits else values("p", i, a)
        bent = f"{values('q', i, a)} = {cut(sigma.name)}({at}) = {number(q)}"
        lines.append([("forward", bent), ("backward", f",   slope {sub('σ', i)}' there = {number(slope)}")])
    if phase in FORWARD_ONLY:
        return [*lines, [("muted", "Its backward value comes with the backward sub-step.")]]
    k = shape.N - i
    bend = "" if shape.linear else f" · {sub('σ', i)}'({values('p', i, a)})"
    opened, closed = ("(", ")") if bend else ("", "")
    name, result, slope = values("δ", k, a), float(passes.delta[k][0, a]), None if shape.linear else slope
    if i == shape.N:
        digits = enough(lambda digits: _worked_out([[q], [-y[a]]], digits, slope), result)
        error = f"{opened}{values(shape.after, i, a)} − y[{a}]{closed}{bend}"
        error += f" = {opened}{number(q, digits or 3)} − {factor(y[a], digits or 3)}{closed}"
        error += "" if slope is None else f" × {factor(slope, digits or 3)}"
        return [*lines, [("backward", f"{name} = {error}{equals(digits, result)}")]]
    terms = [(network.weights[i][b, a], passes.delta[k - 1][0, b]) for b in range(shape.sizes[i + 1])]
    head = f"{name} = {opened}column {a} of {matrix(i)} · {sub('δ', k - 1)}{closed}{bend} = "
    return lines + _sum("backward", head, terms, slope, result, "" if i else ",  which no weight uses", room, 2)


def _worked_out(terms: Sequence[Sequence[float]], digits: int, slope: float | None = None) -> float:
    """What a reader gets who adds the products up, and multiplies with the slope if there is one."""
    return add_up(terms, digits) * (1.0 if slope is None else read(slope, digits))


def _sum(role: str, head: str, terms, slope: float | None, result: float, whose: str, room: float, most: int):
    """The sum of the products, times the slope if there is one, in at most that many lines with as many digits as fit.

    Where not all terms have room, the last ones are left out: nobody can add up what is not there.
    """
    opened, closed = ("(", ")") if slope is not None and len(terms) > 1 else ("", "")

    def lines(digits: int, ends: str, cut: bool = False) -> list[Runs]:
        tail = closed if slope is None else f"{closed} × {factor(slope, digits)}"
        told = [product(each, digits) for each in terms]
        return _lines(role, head + opened, told, f"{tail}{ends}{whose}", " + ", room, most, cut)

    digits = enough(lambda digits: _worked_out(terms, digits, slope), result)
    told = lines(digits or 3, equals(digits, result))
    if digits > 3 and _is_cut(told):
        told = lines(3, equals(0, result))
    return lines(3, equals(3, result), cut=True) if _is_cut(told) else told


def _is_cut(lines: list[Runs]) -> bool:
    return any("…" in words for line in lines for _, words in line)


def _lines(
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
    """About the width of these words in a wide typeface, 16 units high."""
    return sum(WIDTHS.get(each, 10.0) for each in words)
