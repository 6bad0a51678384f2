"""The chain as a diagram: forward values on the upper lane, backward values on the lower one, gradients in between.

The derivative of weight w_{i,i+1} stands between the two values it is made of: q_i up to its left, δ_{L-i} down to its
right (2.15, 3.15).
"""

from bplesson.draw.scene import Box, Filling, Line, Runs, Scene, Text, factor, number, product, sub
from bplesson.network import Network, Passes

PITCH, PILL = 172, 116
TOP, MIDDLE, BOTTOM = 70, 132, 194  # the three lanes
STORY = 240


def chain_scene(network: Network) -> Scene:
    """The layout for a chain of that many weights; items are named by what they show: q1, w01, g01, d1 (layer 1)."""
    N, linear = len(network.weights), is_linear(network)
    tall = 38 if linear else 54
    items: list[Box | Line | Text] = []
    for i in range(N + 1):
        x = _x(i)
        if i < N:
            edge, what = f"w{i}{i + 1}", sub("w", i, i + 1)
            ends = x + PILL / 2, _x(i + 1) - PILL / 2
            between = sum(ends) / 2
            items += [
                Line(f"line-{edge}", ((ends[0], TOP), (ends[1], TOP)), "forward", select=edge, label=f"weight {what}"),
                Line(f"back-{edge}", ((ends[1], BOTTOM), (ends[0], BOTTOM)), "backward"),
                Line(f"from-q-{edge}", ((x + 30, TOP + tall / 2), (between - 16, MIDDLE - 13)), "forward"),
                Line(f"from-d-{edge}", ((_x(i + 1) - 30, BOTTOM - 19), (between + 16, MIDDLE + 13)), "backward"),
                Text(edge, between, 24, select=edge),
                Text(f"new-{edge}", between, 52, size=13, select=edge),
                Text(f"g{i}{i + 1}", between, MIDDLE, select=edge),
            ]
        node, name = f"node {i}", f"node {i}"
        items += [
            Box(f"pill-{i}", x, TOP, PILL, tall, "forward", select=node, label=name),
            Text(f"q{i}", x, TOP if linear else TOP + 13, "forward", select=node),
            Box(f"dpill-{i}", x, BOTTOM, PILL, 38, "backward", select=node, label=f"backward value of {name}"),
            Text(f"d{i}", x, BOTTOM, "backward", select=node),
        ]
        if not linear:
            items.append(Text(f"p{i}", x, TOP - 12, "forward", select=node))
            items.append(Text(f"s{i}", x, TOP - tall / 2 - 12, "muted", size=12))
    x = _x(N + 1) - 12
    items += [
        Line("to-cost", ((_x(N) + PILL / 2, TOP), (x - PILL / 2, TOP)), "forward"),
        Line("from-cost", ((x, TOP + 27), (x, BOTTOM), (_x(N) + PILL / 2, BOTTOM)), "backward"),
        Box("cost-box", x, TOP, PILL, 54, "cost"),
        Text("cost-name", x, TOP - 12, "cost", size=13),
        Text("cost", x, TOP + 13, "cost"),
        Text("label", x, 24, "muted"),
        Text("story-1", 18, STORY, anchor="start", size=16),
        Text("story-2", 18, STORY + 26, anchor="start", size=16),
    ]
    return Scene(max(x + PILL / 2 + 8, 620), STORY + 44, tuple(items))


def chain_filling(
    network: Network, passes: Passes, y: float, phase: str, selected: str, after: Network | None = None
) -> Filling:
    """The numbers of both passes and what is highlighted; `after` is the network once the step is taken (update)."""
    N, linear, fill = len(network.weights), is_linear(network), Filling()
    for i in range(N + 1):
        q = float(passes.q[i][0, 0])
        fill.words[f"q{i}"] = f"{_node(network, i)} = {number(q)}"
        fill.words[f"d{i}"] = f"{sub('δ', N - i)} = {number(passes.delta[N - i][0, 0])}"
        if not linear:
            fill.words[f"p{i}"] = f"{sub('p', i)} = {number(passes.p[i][0, 0])}"
            fill.words[f"s{i}"] = network.activations[i].name
        if i < N:
            w, g = float(network.weights[i][0, 0]), float(passes.gradients[i][0, 0])
            fill.words[f"w{i}{i + 1}"] = f"{sub('w', i, i + 1)} = {number(w)}"
            stepped = after is not None and phase == "update"
            fill.words[f"new-w{i}{i + 1}"] = f"→ {number(after.weights[i][0, 0])}" if stepped else ""
            fill.words[f"g{i}{i + 1}"] = f"∂C/∂{sub('w', i, i + 1)} = {number(g)}"
    fill.words["cost-name"] = "C = ½(ŷ − y)²"
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    fill.words["label"] = f"label y = {number(y)}"
    if phase in ("forward", "cost"):
        fill.mark("hidden", *[f"{kind}{i}" for i in range(N + 1) for kind in ("dpill-", "d")], "from-cost")
        edges = [f"{i}{i + 1}" for i in range(N)]
        fill.mark("hidden", *[kind + edge for edge in edges for kind in ("back-w", "from-q-w", "from-d-w", "g")])
    if selected.startswith("w"):
        _tell_weight(fill, network, passes, int(selected[1]), phase)
    elif selected.startswith("node"):
        _tell_node(fill, network, passes, int(selected.split()[1]), phase)
    else:
        fill.words["story-1"] = [("muted", "Click a weight or a node: where does its number come from?")]
        fill.words["story-2"] = ""
    return fill


def _tell_weight(fill: Filling, network, passes, i: int, phase: str) -> None:
    """∂C/∂w_{i,i+1} = δ_{L-i} q_i: the chain up to the weight's source, the chain back to its end, itself missing."""
    N, L, edge = len(network.weights), network.hidden, f"w{i}{i + 1}"
    others = [f"{kind}w{j}{j + 1}" for j in range(N) if j != i for kind in ("from-q-", "from-d-")]
    backward = [f"back-w{j}{j + 1}" for j in range(N) if j <= i]
    early = [f"{kind}{j}" for j in range(i + 1) for kind in ("dpill-", "d")]
    late = [f"{kind}{j}" for j in range(i + 1, N + 1) for kind in ("pill-", "q", "p", "s")]
    for mark, ids in {
        "forward": [f"pill-{j}" for j in range(i + 1)] + [f"line-w{j}{j + 1}" for j in range(i)] + [f"from-q-{edge}"],
        "backward": [f"dpill-{j}" for j in range(i + 1, N + 1)] + [f"back-w{j}{j + 1}" for j in range(i + 1, N)]
        + [f"from-d-{edge}", "from-cost"],
        "missing": [f"line-{edge}", edge, f"g{i}{i + 1}"],
        "dim": [*others, *backward, *early, *late, *[f"g{j}{j + 1}" for j in range(N) if j != i]],
    }.items():  # fmt: skip
        fill.mark(mark, *[each for each in ids if fill.marks.get(each) != "hidden"])
    if phase in ("forward", "cost"):
        fill.words["story-1"] = [("muted", "The derivatives come with the backward sub-step.")]
        return
    delta, q = float(passes.delta[L - i][0, 0]), float(passes.q[i][0, 0])
    fill.words["story-1"] = [
        ("missing", f"∂C/∂{sub('w', i, i + 1)}"), ("plain", " = "), ("backward", sub("δ", L - i)), ("plain", " · "),
        ("forward", _node(network, i)), ("plain", " = "), ("backward", factor(delta)), ("plain", " × "),
        ("forward", factor(q)), ("plain", f" = {number(delta * q)}"),
    ]  # fmt: skip
    fill.words["story-2"] = _expanded(network, i)


def _expanded(network, i: int) -> Runs:
    """The whole product with its own weight missing (2.12, 3.13)."""
    N, linear = len(network.weights), is_linear(network)
    back = [f"({_node(network, N)} − y)"]
    for j in reversed(range(i + 1, N + 1)):
        back += [] if linear else [f"{_slope(j)}"]
        back += [sub("w", j - 1, j)] if j > i + 1 else []
    ahead = [sub("w", j, j + 1) for j in reversed(range(i))] + [sub("x", 0)]
    forward = " · ".join(ahead) if linear else sub("q", i)
    missing = f" [{sub('w', i, i + 1)} missing] "
    return [("plain", "= "), ("backward", " · ".join(back)), ("missing", missing), ("forward", forward)]


def _tell_node(fill: Filling, network, passes, i: int, phase: str) -> None:
    N, name = len(network.weights), _node(network, i)
    fill.mark("forward", f"pill-{i}", *([f"line-w{i - 1}{i}", f"pill-{i - 1}"] if i else []))
    q = [float(each[0, 0]) for each in passes.q]
    linear = is_linear(network)
    if i == 0:
        first: Runs = [("forward", f"{sub('x', 0)} = {number(passes.p[0][0, 0])}"), ("plain", " is the input")]
    else:
        w = float(network.weights[i - 1][0, 0])
        first = [("forward", f"{name if linear else sub('p', i)} = {sub('w', i - 1, i)} · {_node(network, i - 1)}"
                             f" = {product([w, q[i - 1]])} = {number(passes.p[i][0, 0])}")]  # fmt: skip
    if not linear:
        first.append(("forward", f",  {sub('q', i)} = {network.activations[i].name}({sub('p', i)}) = {number(q[i])}"))
    fill.words["story-1"] = first
    if phase in ("forward", "cost"):
        fill.words["story-2"] = [("muted", "Its backward value comes with the backward sub-step.")]
        return
    k, delta = N - i, [float(each[0, 0]) for each in passes.delta]
    slope = float(network.activations[i].slope(passes.p[i], passes.q[i])[0, 0])
    tail, with_slope = ("", []) if linear else (f" · {_slope(i)}", [slope])
    fill.mark("backward", f"dpill-{i}")
    if i == N:
        fill.mark("backward", "from-cost")
        fill.words["story-2"] = [("backward", f"{sub('δ', 0)} = ({name} − y){tail} = {number(delta[0])}")]
    else:
        w = float(network.weights[i][0, 0])
        fill.mark("backward", f"back-w{i}{i + 1}", f"dpill-{i + 1}")
        whose = ",  which no weight uses" if i == 0 else ""
        fill.words["story-2"] = [
            ("backward", f"{sub('δ', k)} = {sub('w', i, i + 1)} · {sub('δ', k - 1)}{tail}"
                         f" = {product([w, delta[k - 1], *with_slope])} = {number(delta[k])}"), ("plain", whose),
        ]  # fmt: skip


def is_linear(network: Network) -> bool:
    """Identity everywhere: p_i = q_i, and both are called x_i (lesson 2)."""
    return all(activation.name == "identity" for activation in network.activations)


def _node(network: Network, i: int) -> str:
    return sub("x" if is_linear(network) else "q", i)


def _slope(i: int) -> str:
    return f"{sub('σ', i)}'({sub('p', i)})"


def _x(i: int) -> float:
    return 64 + i * PITCH
