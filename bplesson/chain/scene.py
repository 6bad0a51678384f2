"""The chain as a diagram: forward values on the upper lane, backward values on the lower one, gradients in between.

The derivative of weight w_{i,i+1} stands between the two values it is made of: q_i up to its left, δ_{L-i} down to its
right (2.15, 3.15).
"""

from bplesson.chain.story import is_linear, node_name, tell_node, tell_weight
from bplesson.engine.network import Network, Passes
from bplesson.kit.parts import Node, Weight, cost, story, value
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.seen import FORWARD_ONLY, as_seen, stepped
from bplesson.kit.words import cut, fitting, number, sub

PITCH, PILL = 172, 116
TOP, MIDDLE, BOTTOM = 70, 132, 194  # the three lanes
STORY = 240
SEEN_LATE = ("dpill-", "d", "down-", "slope-")  # of a node, what only the backward pass brings
BESIDE_LATE = ("back", "from-q", "from-d", "times")  # the same of an edge


def chain_scene(network: Network) -> Scene:
    """The layout for a chain of that many weights; items are named by what they show: q1, w01, g01, d1 (layer 1)."""
    N, linear = len(network.weights), is_linear(network)
    items: list[Box | Line | Text] = []
    for i in range(N + 1):
        items += [*(_edge(Weight(i), linear) if i < N else ()), *_node(i, linear)]
    last, box = _boxes(N, linear), Box("cost-box", _x(N + 1) - 12, TOP, PILL, 54, "cost")
    items += [
        Line("to-cost", (last[0].right, box.left), "forward"),
        Line("from-cost", (box.bottom, (box.x, BOTTOM), last[1].right), "backward"),
        *cost(box),
        Text("label", box.x, 24, "muted", size=14),
        *story(18, STORY, [16, 16] if linear else [16, 16, 15], 26 if linear else 25.5),
    ]
    return Scene(max(box.right[0] + 8, 620 if linear else 760), STORY + (44 if linear else 70), tuple(items))


def _boxes(i: int, linear: bool) -> tuple[Box, Box]:
    """The boxes of node i: of its forward values and of its backward value."""
    name = Node(i).name
    return (
        Box(f"pill-{i}", _x(i), TOP, PILL, 38 if linear else 54, "forward", name, name),
        Box(f"dpill-{i}", _x(i), BOTTOM, PILL, 38, "backward", name, f"backward value of {name}"),
    )


def _edge(weight: Weight, linear: bool) -> list[Line | Text]:
    """The weight on the upper lane, the way back on the lower one, and in between its derivative and what makes it."""
    i, name = weight.i, weight.name
    (source, _), (end, behind) = _boxes(i, linear), _boxes(i + 1, linear)
    middle = (source.right[0] + end.left[0]) / 2
    (x, under), (u, over) = source.bottom, behind.top
    return [
        Line(f"line-{name}", (source.right, end.left), "forward", select=name, label=f"weight {weight.label}"),
        Line(f"back-{name}", (behind.left, (source.right[0], BOTTOM)), "backward"),
        Line(f"from-q-{name}", ((x + 30, under), (middle - 16, MIDDLE - 13)), "forward"),
        Line(f"from-d-{name}", ((u - 30, over), (middle + 16, MIDDLE + 13)), "backward"),
        Text(name, middle, 24 if linear else 13, select=name),
        Text(f"new-{name}", middle, 52, size=13, select=name),
        Text(weight.gradient, middle, MIDDLE, select=name),
        *([] if linear else [Text(f"times-{name}", middle, BOTTOM + 15, "backward", size=13)]),
    ]


def _node(i: int, linear: bool) -> list[Box | Line | Text]:
    """The values of a node on both lanes; where it has an activation, p above q, and its slope on the way down."""
    pill, back = _boxes(i, linear)
    x, node = pill.x, pill.select
    if linear:
        return [*value(f"q{i}", pill), *value(f"d{i}", back)]
    return [
        pill,
        Text(f"p{i}", x, TOP - 12, "forward", select=node),
        Text(f"q{i}", x, TOP + 13, "forward", select=node),
        *value(f"d{i}", back),
        Text(f"s{i}", x, pill.top[1] - 12, "muted", size=13, select=node),
        Line(f"down-{i}", (pill.bottom, back.top), "backward"),
        Text(f"slope-{i}", x + 8, BOTTOM - 36, "backward", anchor="start", size=13, select=node),
    ]


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
    for weight in map(Weight, range(N)):
        i, name = weight.i, weight.name
        moved = after is not None and phase == "update"
        fill.words[name] = f"{weight.label} = {fitting(float(network.weights[i][0, 0]))}"
        fill.words[f"new-{name}"] = f"→ {fitting(stepped(network, after, passes, i, 0, 0))}" if moved else ""
        fill.words[f"times-{name}"] = f"· {weight.label}"
        fill.words[weight.gradient] = f"∂C/∂{weight.label} = {fitting(float(passes.gradients[i][0, 0]))}"
    fill.words["cost-name"] = "C = ½(ŷ − y)²"
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    fill.words["label"] = f"label y = {fitting(y)}"
    if phase in FORWARD_ONLY:
        fill.mark("hidden", *[f"{kind}{i}" for i in range(N + 1) for kind in SEEN_LATE], "from-cost")
        for weight in map(Weight, range(N)):
            fill.mark("hidden", weight.gradient, *[f"{kind}-{weight.name}" for kind in BESIDE_LATE])
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
