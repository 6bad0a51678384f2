"""The chain as a diagram: forward values on the upper lane, backward values on the lower one, gradients in between.

The derivative of weight w_{i,i+1} stands between the two values it is made of: q_i up to its left, δ_{L-i} down to its
right (2.15, 3.15).
"""

from bplesson.chain.story import is_linear, node_name, tell_node, tell_weight
from bplesson.engine.network import Network, Passes
from bplesson.kit.noise import as_seen, stepped
from bplesson.kit.parts import Node, Weight
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import cut, fitting, number, sub

PITCH, PILL = 172, 116
TOP, MIDDLE, BOTTOM = 70, 132, 194  # the three lanes
STORY = 240
SEEN_LATE = ("dpill-", "d", "down-", "slope-")  # of a node, what only the backward pass brings


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
                Text(edge, between, 24 if linear else 13, select=edge),
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
            items += [
                Text(f"p{i}", x, TOP - 12, "forward", select=node),
                Text(f"s{i}", x, TOP - tall / 2 - 12, "muted", size=13, select=node),
                Line(f"down-{i}", ((x, TOP + tall / 2), (x, BOTTOM - 19)), "backward"),
                Text(f"slope-{i}", x + 8, BOTTOM - 36, "backward", anchor="start", size=13, select=node),
            ]
            if i < N:
                items.append(Text(f"times-{edge}", between, BOTTOM + 15, "backward", size=13))
    x = _x(N + 1) - 12
    items += [
        Line("to-cost", ((_x(N) + PILL / 2, TOP), (x - PILL / 2, TOP)), "forward"),
        Line("from-cost", ((x, TOP + 27), (x, BOTTOM), (_x(N) + PILL / 2, BOTTOM)), "backward"),
        Box("cost-box", x, TOP, PILL, 54, "cost"),
        Text("cost-name", x, TOP - 12, "cost", size=13),
        Text("cost", x, TOP + 13, "cost"),
        Text("label", x, 24, "muted", size=14),
        Text("story-1", 18, STORY, anchor="start", size=16),
        Text("story-2", 18, STORY + 26, anchor="start", size=16),
    ]
    if not linear:
        items.append(Text("story-3", 18, STORY + 51, anchor="start", size=15))
    return Scene(max(x + PILL / 2 + 8, 620 if linear else 760), STORY + (44 if linear else 70), tuple(items))


def chain_filling(
    network: Network, passes: Passes, y: float, phase: str, selected: str, after: Network | None = None
) -> Filling:
    """The numbers of both passes and what is highlighted; `after` is the network once the step is taken (update)."""
    N, linear, fill = len(network.weights), is_linear(network), Filling()
    passes = as_seen(network, passes, y)
    for i in range(N + 1):
        fill.words[f"q{i}"] = f"{node_name(network, i)} = {fitting(passes.q[i][0, 0])}"
        fill.words[f"d{i}"] = f"{sub('δ', N - i)} = {fitting(passes.delta[N - i][0, 0])}"
        if not linear:
            fill.words[f"p{i}"] = f"{sub('p', i)} = {fitting(passes.p[i][0, 0])}"
            fill.words[f"s{i}"] = cut(network.activations[i].name)
            fill.words[f"slope-{i}"] = f"{sub('σ', i)}' = {fitting(passes.slopes[i][0, 0])}"
        if i < N:
            w, g = float(network.weights[i][0, 0]), float(passes.gradients[i][0, 0])
            fill.words[f"w{i}{i + 1}"] = f"{sub('w', i, i + 1)} = {fitting(w)}"
            moved = after is not None and phase == "update"
            fill.words[f"new-w{i}{i + 1}"] = f"→ {fitting(stepped(network, after, passes, i, 0, 0))}" if moved else ""
            fill.words[f"times-w{i}{i + 1}"] = f"· {sub('w', i, i + 1)}"
            fill.words[f"g{i}{i + 1}"] = f"∂C/∂{sub('w', i, i + 1)} = {fitting(g)}"
    fill.words["cost-name"] = "C = ½(ŷ − y)²"
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    fill.words["label"] = f"label y = {fitting(y)}"
    if phase in ("forward", "cost"):
        fill.mark("hidden", *[f"{kind}{i}" for i in range(N + 1) for kind in SEEN_LATE], "from-cost")
        edges = [f"{i}{i + 1}" for i in range(N)]
        fill.mark(
            "hidden", *[kind + edge for edge in edges for kind in ("back-w", "from-q-w", "from-d-w", "times-w", "g")]
        )
    if selected.startswith("w"):
        tell_weight(fill, network, passes, Weight.parse(selected).i, phase)
    elif selected.startswith("node"):
        tell_node(fill, network, passes, Node.parse(selected).i, phase)
    else:
        fill.words["story-1"] = [("muted", "Click a weight or a node: where does its number come from?")]
        curve = "" if linear else "A node also shows its activation, to look at and to change."
        fill.words["story-2"] = [("muted", curve)]
    return fill


def _x(i: int) -> float:
    return 64 + i * PITCH
