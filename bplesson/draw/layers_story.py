"""What a selected weight or node of a diagram of layers tells: where its number comes from, in marks and in words."""

from itertools import product as combinations
from math import prod

from bplesson.draw.layers import Shape, entry, matrix, values, weight
from bplesson.draw.scene import Filling, factor, number, product, sub
from bplesson.network import Network, Passes

Place = tuple[int, int, int]  # i, b, a of a weight
SHOWN = 3  # paths and terms that are written out, where there are more than four


def tell(fill: Filling, network: Network, passes: Passes, y, phase: str, selected: str, paths: bool) -> None:
    """Put the story of `selected` ("w01_20", "node 1.2" or "") into the filling."""
    shape = Shape.of(network)
    if selected.startswith("w"):
        place = int(selected[1]), int(selected[4]), int(selected[5])
        _mark_weight(fill, shape, place, phase)
        if phase in ("forward", "cost"):
            fill.words["story-1"] = [("muted", "The derivatives come with the backward sub-step.")]
        elif paths:
            _tell_paths(fill, network, passes, shape, place)
        else:
            _tell_weight(fill, passes, shape, place)
    elif selected:
        i, a = map(int, selected.split()[1].split("."))
        _tell_node(fill, network, passes, shape, y, phase, i, a)
    else:
        fill.words["story-1"] = [("muted", "Click a weight or a node: where does its number come from?")]


def paths_from(shape: Shape, place: Place) -> list[tuple[int, ...]]:
    """Every path from the end of that weight to an output, as the nodes that it passes: node b, …, output node."""
    i, b, _ = place
    return [(b, *rest) for rest in combinations(*(range(d) for d in shape.sizes[i + 2 :]))]


def along(network: Network, passes: Passes, shape: Shape, place: Place, path: tuple[int, ...]) -> list[float]:
    """The factors that a path puts together, from the output back: δ₀ of its output, then weights (and slopes)."""
    i, factors = place[0], [float(passes.delta[0][0, path[-1]])]
    for j in reversed(range(i + 1, shape.N)):  # back over the weight from layer j to layer j+1
        a, b = path[j - i - 1], path[j - i]
        factors.append(float(network.weights[j][b, a]))
        if not shape.linear:
            factors.append(float(network.activations[j].slope(passes.p[j], passes.q[j][..., : shape.sizes[j]])[0, a]))
    return factors


def multiplications(shape: Shape) -> tuple[int, int]:
    """For all derivatives of a network without biases, path by path and with stored values (4.8)."""
    stored = sum(d * e for d, e in zip(shape.sizes, shape.sizes[1:], strict=False))
    return (shape.N**2 + shape.N) * prod(shape.sizes), 3 * stored - shape.sizes[0] * shape.sizes[1]


def _mark_weight(fill: Filling, shape: Shape, place: Place, phase: str) -> None:
    """The weight missing, the value at its source, the δ at its end, and what leads to the two of them."""
    i, b, a = place
    name = weight(*place)
    before = [weight(j, c, d) for j, c, d in shape.weights() if j < i - 1 or (j == i - 1 and c == a)]
    behind = [weight(j, c, d) for j, c, d in shape.weights() if j > i + 1 or (j == i + 1 and d == b)]
    behind = [each for each in behind if not (shape.bias and int(each[-1]) == shape.sizes[int(each[1])])]
    others = {weight(*each) for each in shape.weights()} - {name, *before, *behind}
    for each in others:
        fill.mark("dim", f"line-{each}", f"port-{each}", each, *([] if _hidden(fill, each) else [f"g{each[1:]}"]))
    fill.mark("forward", *[f"line-{each}" for each in before])
    source = f"one-{i}" if a == shape.sizes[i] else f"pill-{i}-{a}"
    fill.mark("forward", source)
    fill.mark("missing", f"line-{name}", f"port-{name}", name)
    if phase not in ("forward", "cost"):
        fill.mark("backward", *[f"line-{each}" for each in behind], f"dpill-{i + 1}-{b}")
        fill.mark("missing", f"g{name[1:]}")


def _hidden(fill: Filling, name: str) -> bool:
    return fill.marks.get(f"g{name[1:]}") == "hidden"


def _tell_weight(fill: Filling, passes: Passes, shape: Shape, place: Place) -> None:
    """∂C/∂W_{i,i+1}[b, a] = δ_{L-i}[b] q_i[a]."""
    i, b, a = place
    k = shape.N - 1 - i
    delta, q = float(passes.delta[k][0, b]), float(passes.q[i][0, a])
    one = a == shape.sizes[i]
    fill.words["story-1"] = [
        ("missing", f"∂C/∂{entry(*place)}"), ("plain", " = "), ("backward", values("δ", k, b)), ("plain", " · "),
        ("forward", "1" if one else values(shape.after, i, a)), ("plain", " = "), ("backward", factor(delta)),
        ("plain", " × "), ("forward", factor(q)), ("plain", f" = {number(delta * q)}"),
    ]  # fmt: skip
    source = "the node that is always 1" if one else f"node {a} of layer {i}"
    fill.words["story-2"] = [
        ("muted", f"What its end, node {b} of layer {i + 1}, gets from behind, times what {source} sends.")
    ]


def _tell_paths(fill: Filling, network, passes, shape: Shape, place: Place) -> None:
    """The same derivative as a sum over all paths from the weight to the outputs (4.5), and the work that this is."""
    i, b, a = place
    q, paths = float(passes.q[i][0, a]), paths_from(shape, place)
    factors = [along(network, passes, shape, place, path) for path in paths]
    total = sum(map(prod, factors))
    many = f"{len(paths)} paths" if len(paths) > 1 else "1 path"
    fill.words["story-1"] = [
        ("missing", f"∂C/∂{entry(*place)}"), ("plain", f" = sum over {many} × "),
        ("forward", "1" if a == shape.sizes[i] else values(shape.after, i, a)), ("plain", " = "),
        ("backward", factor(total)), ("plain", " × "), ("forward", factor(q)), ("plain", f" = {number(total * q)}"),
    ]  # fmt: skip
    told = [f"{'→'.join(map(str, path))}: {product(each)}" for path, each in zip(paths, factors, strict=True)]
    if i == shape.N - 1:
        told = [f"the weight ends at an output, whose δ₀[{b}] is {number(factors[0][0])}"]
    fill.words["story-2"] = [("backward", _few(told, ",   "))]
    if not shape.bias:
        by_paths, stored = multiplications(shape)
        count = f"path by path: {by_paths:,} multiplications; with stored values: {stored:,}."
        fill.words["story-3"] = [("muted", f"All {len(shape.weights())} derivatives and the prediction, {count}")]


def _tell_node(fill: Filling, network, passes, shape: Shape, y, phase: str, i: int, a: int) -> None:
    """Forward the sum over its row, backward the sum over the column of the next matrix (4.2, 4.6)."""
    fill.mark("forward", f"pill-{i}-{a}")
    arriving = [weight(i - 1, a, c) for c in shape.sources(i - 1)] if i else []
    fill.mark("forward", *[f"{kind}-{name}" for name in arriving for kind in ("line", "port")], *arriving)
    p, q = float(passes.p[i][0, a]), float(passes.q[i][0, a])
    before = values("x" if shape.linear else "p", i, a)
    if i == 0:
        first = f"{values('x', 0, a)} = {number(p)} is an input"
    else:
        terms = [product([network.weights[i - 1][a, c], passes.q[i - 1][0, c]]) for c in shape.sources(i - 1)]
        first = f"{before} = row {a} of {matrix(i - 1)} · {sub(shape.after, i - 1)} = {_few(terms)} = {number(p)}"
    slope, lines = 1.0, ["story-1", "story-2"]
    if not shape.linear:
        sigma, q_i = network.activations[i], passes.q[i][..., : shape.sizes[i]]
        slope, lines = float(sigma.slope(passes.p[i], q_i)[0, a]), ["story-1", "story-3"]
        bent = f"{values('q', i, a)} = {sigma.name}({number(p)}) = {number(q)}"
        fill.words["story-2"] = [("forward", bent), ("backward", f",   slope {sub('σ', i)}' there = {number(slope)}")]
    fill.words[lines[0]] = [("forward", first)]
    if phase in ("forward", "cost"):
        fill.words[lines[1]] = [("muted", "Its backward value comes with the backward sub-step.")]
        return
    k = shape.N - i
    fill.mark("backward", f"dpill-{i}-{a}")
    tail = "" if shape.linear else f" × {factor(slope)}"
    name, result = values("δ", k, a), number(passes.delta[k][0, a])
    if i == shape.N:
        fill.mark("backward", f"from-cost-{a}")
        error = f"({values(shape.after, i, a)} − y[{a}]){tail} = ({number(q)} − {factor(y[a])}){tail}"
        fill.words[lines[1]] = [("backward", f"{name} = {error} = {result}")]
        return
    leaving = [weight(i, b, a) for b in range(shape.sizes[i + 1])]
    fill.mark("backward", *[f"{kind}-{each}" for each in leaving for kind in ("line", "port")], *leaving)
    fill.mark("backward", *[f"dpill-{i + 1}-{b}" for b in range(shape.sizes[i + 1])])
    terms = [product([network.weights[i][b, a], passes.delta[k - 1][0, b]]) for b in range(shape.sizes[i + 1])]
    total = f"({_few(terms)})" if tail and len(terms) > 1 else _few(terms)
    whose = "" if i else ",  which no weight uses"
    said = f"{name} = column {a} of {matrix(i)} · {sub('δ', k - 1)} = {total}{tail} = {result}"
    fill.words[lines[1]] = [("backward", said), ("plain", whose)]


def _few(terms: list[str], between: str = " + ") -> str:
    """All of the terms, or the first of many."""
    return between.join(terms if len(terms) <= SHOWN + 1 else [*terms[:SHOWN], "…"])
