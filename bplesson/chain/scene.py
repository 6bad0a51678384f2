"""The chain as a diagram, and what it tells of the selected weight or node; a nudge as a table on the chain.

Forward values stand on the upper lane, backward values on the lower one. The derivative of weight w_{i,i+1} stands
between the two values it is made of: q_i up to its left, δ_{L-i} down to its right (2.15, 3.15).
"""

from collections.abc import Sequence
from math import prod

from bplesson.chain.case_equations import derivative
from bplesson.chain.nudge_equations import Nudge
from bplesson.chain.nudged_scene import change_below, change_of_cost
from bplesson.chain.sizes_scene import SCALE, carry_sizes
from bplesson.engine.network import Network
from bplesson.kit.parts import Node, Weight, cost, story, value
from bplesson.kit.scene import SIZE, Box, Filling, Line, Runs, Scene, Text
from bplesson.kit.seen import FORWARD_ONLY, Seen, compared, new_weight
from bplesson.kit.words import cut, fitting, number, precise, product, slope_name, sub
from bplesson.kit.worked import delta_times_value, enough, equals, meeting, read

PITCH, PILL, TALL = 172, 116, 54  # from node to node; width of a box, and height, with room for what stood there before
WAS = PILL - 6  # room for it
TOP, MIDDLE, BOTTOM = 74, 132, 198  # the three lanes
STORY = 251
FORWARD_OF_NODE, BACKWARD_OF_NODE = ("pill-", "p", "q", "s"), ("dpill-", "d", "down-", "slope-")  # what a pass brings
BACKWARD_OF_EDGE = ("back-", "from-q-", "from-d-", "times-")
COLUMN, LABELS = 84, 140  # of the table of a nudge
ROWS = {"low": 76, "high": 100, "measured": 132, "claimed": 156}


def is_linear(network: Network) -> bool:
    """Identity everywhere: p_i = q_i, and both are called x_i (lesson 2)."""
    return all(activation.name == "identity" for activation in network.activations)


def node_name(network: Network, i: int) -> str:
    return sub("x" if is_linear(network) else "q", i)


# --- the diagram ---


def chain_scene(network: Network) -> Scene:
    """The layout for a chain of that many weights; items are named by what they show: q1, w01, g01, d1 (layer 1)."""
    N, linear = len(network.weights), is_linear(network)
    items: list[Box | Line | Text] = []
    for i in range(N + 1):
        items += [*(_edge(Weight(i), linear) if i < N else ()), *_node(i, linear)]
    prediction, delta = _boxes(N, linear)
    box = Box("cost-box", prediction.x + PITCH - 6, TOP, PILL + 12, 54, "cost")
    items += [
        Line("to-cost", (prediction.right, box.left), "forward"),
        Line("from-cost", (box.bottom, (box.x, BOTTOM), delta.right), "backward"),
        *cost(box),
        *SCALE.items(box.x - 116, MIDDLE - 21),
        *change_of_cost(box, MIDDLE - 5),
        Text("label", box.x, 27, "muted"),
        *story(18, STORY, [16, 16] if linear else [16, 16, SIZE], 26 if linear else 25.5),
    ]
    return Scene(max(box.right[0] + 9, 620 if linear else 760), STORY + (44 if linear else 70), tuple(items))


def _boxes(i: int, linear: bool) -> tuple[Box, Box]:
    """The boxes of node i: of its forward values and of its backward value."""
    name, x = Node(i).name, 64 + i * PITCH
    return (
        Box(f"pill-{i}", x, TOP, PILL, TALL, "forward", name, name),
        Box(f"dpill-{i}", x, BOTTOM, PILL, TALL, "backward", name, f"backward value of {name}"),
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
        Line(f"from-d-{name}", ((u - 26, over), (middle + 56, MIDDLE + 12)), "backward"),
        Text(name, middle, 9, select=name, was=WAS),
        Text(f"new-{name}", middle, source.top[1] - 6, select=name),
        Text(weight.gradient, middle, MIDDLE, select=name, was=WAS),
        Text(weight.own, middle - 10, MIDDLE - 19, anchor="start", select=name),
        *([] if linear else [Text(f"times-{name}", middle, BOTTOM + 15, "backward")]),
    ]


def _node(i: int, linear: bool) -> list[Box | Line | Text]:
    """The values of a node on both lanes; where it has an activation, p above q, and its slope on the way down."""
    pill, back = _boxes(i, linear)
    x, node = pill.x, pill.select
    if linear:
        return [*value(f"q{i}", pill, was=WAS), *value(f"d{i}", back, was=WAS), change_below(i, pill)]
    return [
        pill,
        Text(f"p{i}", x, TOP - 12, "forward", select=node),
        Text(f"q{i}", x, TOP + 13, "forward", select=node),
        *value(f"d{i}", back, was=WAS),
        Text(f"s{i}", x, pill.top[1] - 8, "muted", select=node),
        Line(f"down-{i}", (pill.bottom, back.top), "backward"),
        change_below(i, pill),
        Text(f"slope-{i}", x + 11, BOTTOM - 38, "backward", anchor="start", select=node),
        Text(f"stop-{i}", x, BOTTOM + 35.5, select=node),
    ]


def moments(N: int, linear: bool, phase: str) -> tuple[str, ...]:
    """The texts of the numbers of a sub-step of a chain of N weights, in the order in which they are found.

    A derivative is possible as soon as the δ at the end of its weight is there.
    """
    if phase == "forward":
        return tuple(each for i in range(N + 1) for each in ((f"q{i}",) if linear else (f"p{i}", f"q{i}")))[linear:]
    if phase == "backward":
        return tuple(each for i in reversed(range(N)) for each in (f"d{i + 1}", Weight(i).gradient))
    return ()


def chain_filling(
    network: Network,
    passes: Seen,
    y: float,
    phase: str,
    selected: str,
    after: Network | None = None,
    moment: str = "",
    ahead: Sequence[str] = (),
) -> Filling:
    """The numbers of both passes and what is highlighted; `after` is the network once the step is taken (update).

    `moment` is the number found last, if it goes number by number; those `ahead` are not to be seen yet.
    """
    N, linear, fill = len(network.weights), is_linear(network), Filling()
    for i in range(N + 1):
        fill.words[f"q{i}"] = f"{node_name(network, i)} = {fitting(passes.q[i][0, 0])}"
        fill.words[f"d{i}"] = f"{sub('δ', N - i)} = {fitting(passes.delta[N - i][0, 0])}"
        if not linear:
            fill.words[f"p{i}"] = f"{sub('p', i)} = {fitting(passes.p[i][0, 0])}"
            fill.words[f"s{i}"] = cut(network.activations[i].name)
            fill.words[f"slope-{i}"] = f"{sub('σ', i)}' = {fitting(passes.slopes[i][0, 0])}"
    for weight in map(Weight, range(N)):
        i, name, label = weight.i, weight.name, weight.label
        moved = after is not None and phase == "update"
        fill.words[name] = f"{label} = {fitting(float(network.weights[i][0, 0]))}"
        fill.words[f"new-{name}"] = [("plain", f"→ {new_weight(network, after, passes, i, 0, 0)}")] if moved else ""
        fill.words[f"times-{name}"] = f"· {label}"
        right = float(passes.gradients[i][0, 0])
        fill.words[weight.gradient] = f"∂C/∂{label} = {fitting(right)}"
        if passes.own is not None and phase not in FORWARD_ONLY:
            fill.words[weight.own] = f"{'yours ' if linear else ''}{compared(float(passes.own[i][0, 0]), right)}"
    fill.words["cost-name"] = f"C = ½({node_name(network, N)} − y)²"
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    fill.words["label"] = f"label y = {fitting(y)}"
    if phase in FORWARD_ONLY:
        fill.mark("hidden", "from-cost", *(f"{kind}{i}" for i in range(N + 1) for kind in BACKWARD_OF_NODE))
        for weight in map(Weight, range(N)):
            fill.mark("hidden", weight.gradient, *(f"{kind}{weight.name}" for kind in BACKWARD_OF_EDGE))
    _hide_ahead(fill, N, ahead)
    carry_sizes(fill, network, passes, phase, ahead)
    if moment:
        _tell_moment(fill, network, passes, moment)
    elif selected.startswith("w"):
        tell_weight(fill, network, passes, Weight.parse(selected).i, phase)
    elif selected.startswith("node"):
        tell_node(fill, network, passes, Node.parse(selected).i, phase)
    else:
        fill.words["story-1"] = [("muted", "Click a weight or a node: where does its number come from?")]
        curve = "" if linear else "A node also shows its activation, to look at and to change."
        fill.words["story-2"] = [("muted", curve)]
    return fill


def _hide_ahead(fill: Filling, N: int, ahead: Sequence[str]) -> None:
    """Hide these numbers, and the lines that lead to them."""
    fill.mark("hidden", *ahead)
    for i in range(N):
        weight = Weight(i)
        if weight.gradient in ahead:
            fill.mark("hidden", f"from-q-{weight.name}", f"from-d-{weight.name}")
        if f"d{i}" in ahead or ahead and i == 0:
            fill.mark("hidden", f"back-{weight.name}", f"times-{weight.name}", f"down-{i}", f"slope-{i}")
    if ahead:
        fill.mark("hidden", "d0")  # the δ of the input, which no weight uses, comes with the whole sub-step


# --- the story: two or three lines on where the selected number comes from ---


def _tell_moment(fill: Filling, network: Network, passes: Seen, moment: str) -> None:
    """How the number was found that came last, and what it was made of."""
    if moment.startswith("g"):
        tell_weight(fill, network, passes, Weight.parse(f"w{moment[1:]}").i, "backward")
        return
    i = int(moment[1:])
    if moment.startswith("d"):
        behind = [f"back-{Weight(i).name}", f"dpill-{i + 1}"] if i < len(network.weights) else ["from-cost"]
        fill.mark("backward", f"dpill-{i}", f"down-{i}", *behind)
    else:
        fill.mark("forward", f"pill-{i}", *([f"line-{Weight(i - 1).name}", f"pill-{i - 1}"] if i else []))
    fill.words["story-1"] = moment_told(network, passes, moment)


def moment_told(network: Network, passes: Seen, moment: str) -> Runs:
    """The product by which that number was found."""
    if moment.startswith("g"):
        return _told_derivative(network, passes, Weight.parse(f"w{moment[1:]}").i)
    i = int(moment[1:])
    if moment.startswith("d"):
        return [("backward", _told_backward(network, passes, i))]
    told = _told_forward(network, passes, i)
    return told if moment.startswith("q") else told[:1]


def tell_weight(fill: Filling, network: Network, passes: Seen, i: int, phase: str) -> None:
    """∂C/∂w_{i,i+1} = δ_{L-i} q_i: the chain up to the weight's source, the chain back to its end, itself missing."""
    N, weight = len(network.weights), Weight(i)
    upstream, downstream = range(i + 1), range(i + 1, N + 1)  # the nodes on either side of the weight
    earlier, later = ([Weight(j).name for j in js] for js in (range(i), range(i + 1, N)))
    marks = {
        "forward": [f"from-q-{weight.name}", *(f"pill-{j}" for j in upstream), *(f"line-{name}" for name in earlier)],
        "backward": [
            *("from-cost", f"from-d-{weight.name}", *(f"back-{name}" for name in later)),
            *(f"{kind}-{j}" for j in downstream for kind in ("dpill", "down")),
        ],
        "missing": [f"line-{weight.name}", weight.name, weight.gradient],
        "dim": [
            *(f"{kind}{j}" for j in upstream for kind in BACKWARD_OF_NODE),
            *(f"{kind}{j}" for j in downstream for kind in FORWARD_OF_NODE),
            *(f"{kind}-{name}" for name in (*earlier, weight.name) for kind in ("back", "times")),
            *(f"{kind}-{name}" for name in (*earlier, *later) for kind in ("from-q", "from-d")),
            *(each for j in range(N) if j != i for each in (Weight(j).gradient, Weight(j).own)),
        ],
    }
    for mark, ids in marks.items():
        fill.mark(mark, *(each for each in ids if fill.marks.get(each) != "hidden"))
    if phase in FORWARD_ONLY:
        fill.words["story-1"] = [("muted", "The derivatives come with the backward sub-step.")]
        return
    fill.words["story-1"] = _told_derivative(network, passes, i)
    fill.words["story-2"] = [("plain", "= "), *derivative(i, N, is_linear(network)).runs]


def tell_node(fill: Filling, network: Network, passes: Seen, i: int, phase: str) -> None:
    """p and q of node i, its δ with all factors, and what its slope has to do with it."""
    N = len(network.weights)
    fill.mark("forward", f"pill-{i}", *([f"line-{Weight(i - 1).name}", f"pill-{i - 1}"] if i else []))
    fill.words["story-1"] = told = _told_forward(network, passes, i)
    if phase in FORWARD_ONLY:
        fill.words["story-2"] = [("muted", "Its backward value comes with the backward sub-step.")]
        return
    behind = [f"back-{Weight(i).name}", f"dpill-{i + 1}"] if i < N else ["from-cost"]
    fill.mark("backward", f"dpill-{i}", f"down-{i}", *behind)
    fill.words["story-2"] = [("backward", _told_backward(network, passes, i))]
    if not is_linear(network):
        last = f" to {sub('δ', N)}" if i else ", which no weight uses"
        fill.words["story-3"] = [
            ("backward", f"{slope_name(i)} = {number(passes.slopes[i].item())}"),
            ("plain", f": the slope of the green tangent, a factor of {sub('δ', N - i)}{last}"),
        ]
    elif i == 0:
        told.append(("plain", f";  no weight uses its {sub('δ', N)}"))


def _told_derivative(network: Network, passes: Seen, i: int) -> Runs:
    """How ∂C/∂w_{i,i+1} comes from the two values that meet at the weight."""
    L = network.hidden
    delta, q, gradient = passes.delta[L - i].item(), passes.q[i].item(), passes.gradients[i].item()
    symbols = delta_times_value(Weight(i).label, sub("δ", L - i), node_name(network, i))
    return [*symbols, *meeting(delta, q, gradient)]


def _told_forward(network: Network, passes: Seen, i: int) -> Runs:
    """How p_i comes from the node before, and q_i from p_i."""
    p, linear = passes.p[i].item(), is_linear(network)
    if i == 0:
        told = [("forward", f"{sub('x', 0)} = {number(p)}"), ("plain", " is the input")]
    else:
        symbols = f"{sub('x' if linear else 'p', i)} = {Weight(i - 1).label} · {node_name(network, i - 1)}"
        numbers = product_equals([network.weights[i - 1].item(), passes.q[i - 1].item()], p)
        told = [("forward", f"{symbols} = {numbers}")]
    if not linear:
        taken = f"{cut(network.activations[i].name)}({sub('p', i)})"
        told.append(("forward", f",  {sub('q', i)} = {taken} = {number(passes.q[i].item())}"))
    return told


def _told_backward(network: Network, passes: Seen, i: int) -> str:
    """How δ of node i comes from the error, or from the δ of the node behind."""
    k = len(network.weights) - i
    if k == 0:
        symbols, factors = f"({node_name(network, i)} − y)", [passes.error]
    else:
        symbols, factors = f"{Weight(i).label} · {sub('δ', k - 1)}", [network.weights[i], passes.delta[k - 1]]
    if not is_linear(network):
        symbols, factors = f"{symbols} · {slope_name(i)}", [*factors, passes.slopes[i]]
    delta, values = passes.delta[k].item(), [each.item() for each in factors]
    return f"{sub('δ', k)} = {symbols} = {product_equals(values, delta) if len(values) > 1 else number(delta)}"


def product_equals(values: Sequence[float], result: float) -> str:
    """The product of the values and its result."""
    places = enough(lambda places: prod(read(value, places) for value in values), result)
    return product(values, places or 3) + equals(places, result)


# --- a nudged weight: w − h and w + h through the whole chain ---


def nudge_scene(names: Sequence[str]) -> Scene:
    """One column for each of the values, from the weight to C, and four rows of numbers."""
    items: list[Box | Line | Text] = []
    for k, name in enumerate(names):
        x, role = LABELS + 50 + k * COLUMN, "forward" if 0 < k < len(names) - 1 else "cost" if k else "plain"
        if k:
            items.append(Line(f"to-{name}", ((x - 56, 32), (x - 30, 32)), "forward"))
        items += [Box(f"box-{name}", x, 32, 60, 34, role), Text(f"name-{name}", x, 32, role)]
        items += [
            Text(f"{row}-{name}", x, y, "backward" if row == "claimed" else "plain", room=COLUMN - 2)
            for row, y in ROWS.items()
        ]
    items += [Text(f"row-{row}", 14, y, "muted", anchor="start") for row, y in ROWS.items()]
    items.append(Line("rule", ((14, 116), (LABELS + 50 + len(names) * COLUMN - 46, 116)), "muted", arrow=False))
    return Scene(max(LABELS + 50 + len(names) * COLUMN - 36, 620), 176, tuple(items))


def nudge_filling(nudge: Nudge) -> Filling:
    """The numbers of every column."""
    fill = Filling()
    weight = title(nudge.names[0])
    fill.words = {
        "row-low": f"at {weight} − h",
        "row-high": f"at {weight} + h",
        "row-measured": "difference / 2h",
        "row-claimed": "by the chain rule",
    }
    for name, *numbers in zip(nudge.names, nudge.low, nudge.high, nudge.measured, nudge.claimed):
        fill.words[f"name-{name}"] = title(name)
        fill.words |= {f"{row}-{name}": precise(value, letters=9) for row, value in zip(ROWS, numbers)}
    return fill


def title(name: str) -> str:
    """ "w01" as w₀₁."""
    return sub(name[0], *map(int, name[1:]))
