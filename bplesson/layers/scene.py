"""Layers of several nodes as a diagram: every node with its numbers, every edge with its weight and its derivative.

At the left of each node stands a port for every edge that arrives: the ports of node b are row b of the weight matrix,
the ports of the edges that leave node a are its column a.
"""

from dataclasses import dataclass

from bplesson.chain.scene import is_linear
from bplesson.engine.network import Network, Passes
from bplesson.kit.noise import as_seen, stepped
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import fitting, number, sub

PILL, PORT, GAP, ROW = 108, 136, 28, 20  # widths of a node and of a port, room for the lines, height of a port
DIGITS = 12.5  # size of the numbers: two of seven letters fit side by side into a port
BETWEEN, TOP = 16, 44  # between two nodes of a layer, above the first
STORY, STORIES = 23, 4  # height of a line of the story below, and how many there may be
NARROWEST = 822  # of a scene: the story needs that, and a small window has room for 0.72 of it


def matrix(i: int) -> str:
    """W₀₁, …"""
    return sub("W", i, i + 1)


def values(name: str, i: int, a: int) -> str:
    """x₁[2], …"""
    return f"{sub(name, i)}[{a}]"


@dataclass(frozen=True)
class Shape:
    """What a diagram of layers has to know of its network: nodes per layer, with or without biases, p apart from q."""

    sizes: tuple[int, ...]
    bias: bool
    linear: bool

    @classmethod
    def of(cls, network: Network) -> "Shape":
        return cls(network.sizes, network.bias, is_linear(network))

    @property
    def N(self) -> int:
        return len(self.sizes) - 1

    @property
    def after(self) -> str:
        """The name of a value after its activation."""
        return "x" if self.linear else "q"

    def sources(self, i: int) -> range:
        """The nodes from which edges leave layer i, the one that is always 1 included."""
        return range(self.sizes[i] + self.bias)

    def weights(self) -> list[Weight]:
        """Every weight: layer after layer, row after row."""
        return [Weight(i, b, a) for i in range(self.N) for b in range(self.sizes[i + 1]) for a in self.sources(i)]


def layers_scene(shape: Shape) -> Scene:
    """The layout; items are named by what they show: q1-2, d1-2 (layer 1, node 2), w01_20, g01_20."""
    forward, backward = 26 if shape.linear else 46, 26
    ports = [shape.sizes[i - 1] + shape.bias if i else 0 for i in range(shape.N + 1)]
    block = [max(forward + backward + 4, ROW * each) for each in ports]
    block[-1] = max(block[-1], forward + backward + 24)  # the label stands below each output
    tall = [
        shape.sizes[i] * (block[i] + BETWEEN) + (shape.bias and i < shape.N) * (30 + BETWEEN)
        for i in range(shape.N + 1)
    ]
    height = max(tall)
    middles = [
        [TOP + (height - tall[i]) / 2 + b * (block[i] + BETWEEN) + block[i] / 2 for b in range(shape.sizes[i])]
        for i in range(shape.N + 1)
    ]
    out = [[y - (backward + 4) / 2 for y in middles[i]] for i in range(shape.N + 1)]  # the heights of what leaves
    lines: list[Line] = []
    items: list[Box | Line | Text] = []
    for i in range(shape.N + 1):
        x = _x(i)
        items.append(Text(f"layer-{i}", x, 14, "muted", size=14))
        if i:
            items.append(Text(f"ports-{i}", x - PILL / 2 - 4 - PORT / 2, 14, "muted", size=14))
        if shape.bias and i < shape.N:
            y = TOP + (height + tall[i]) / 2 - BETWEEN - 15
            out[i].append(y)
            items += [
                Box(f"one-{i}", x + PILL / 2 - 20, y, 40, 28, "forward"),
                Text(f"always-{i}", x + PILL / 2 - 20, y),
            ]
        for b, y in enumerate(middles[i]):
            node, key, called = f"node {i}.{b}", f"{i}-{b}", f"node {b} of layer {i}"
            left, right = x - PILL / 2 + 7, x + PILL / 2 - 6
            low = out[i][b] + forward / 2 + 4 + backward / 2
            items += [
                Box(f"pill-{key}", x, out[i][b], PILL, forward, "forward", node, called),
                Text(f"q-{key}", left, out[i][b] + (0 if shape.linear else 11), "forward", "start", DIGITS, node),
                Text(f"qv-{key}", right, out[i][b] + (0 if shape.linear else 11), "forward", "end", DIGITS, node),
                Box(
                    f"dpill-{key}", x, low, PILL, backward, "backward", node, f"backward value of node {b} of layer {i}"
                ),
                Text(f"d-{key}", left, low, "backward", "start", DIGITS, node),
                Text(f"dv-{key}", right, low, "backward", "end", DIGITS, node),
            ]
            if not shape.linear:
                items += [
                    Text(f"p-{key}", left, out[i][b] - 11, "forward", "start", DIGITS, node),
                    Text(f"pv-{key}", right, out[i][b] - 11, "forward", "end", DIGITS, node),
                ]
            for a in shape.sources(i - 1) if i else ():
                weight, port = Weight(i - 1, b, a), x - PILL / 2 - 4 - PORT / 2
                at = y - ROW * ports[i] / 2 + ROW * (a + 0.5)
                start = _x(i - 1) + PILL / 2, out[i - 1][a]
                ends = start, (port - PORT / 2, at)
                lines.append(Line(f"line-{weight.name}", ends, "muted", select=weight.name, touch=9, turns=True))
                items += [
                    Box(f"port-{weight.name}", port, at, PORT, ROW - 2, "plain", weight.name, f"weight {weight.label}"),
                    Text(weight.name, port - 3, at, anchor="end", size=DIGITS, select=weight.name),
                    Text(weight.gradient, port + PORT / 2 - 3, at, anchor="end", size=DIGITS, select=weight.name),
                ]
    x = _x(shape.N) + PILL / 2 + 46
    cost = TOP + height / 2
    for b, y in enumerate(out[shape.N]):
        edge = _x(shape.N) + PILL / 2
        low = y + forward / 2 + 4 + backward / 2
        lines += [
            Line(f"to-cost-{b}", ((edge, y), (x, cost - 12)), "forward"),
            Line(f"from-cost-{b}", ((x, cost + 12), (edge, low)), "backward"),
        ]
        items.append(Text(f"label-{b}", _x(shape.N), low + backward / 2 + 12, "muted", size=14))
    below = TOP + height + 8
    items += [
        Box("cost-box", x + 53, cost, 106, 54, "cost"),
        Text("cost-name", x + 53, cost - 12, "cost", size=13),
        Text("cost", x + 53, cost + 13, "cost"),
        *story_lines(below),
    ]
    return Scene(max(x + 108, NARROWEST), below + STORY * STORIES, (*lines, *items))


def story_lines(y: float) -> list[Text]:
    """Where the story of what is selected stands, from the height `y` on."""
    return [Text(f"story-{k + 1}", 8, y + STORY * k, anchor="start", size=16) for k in range(STORIES)]


def layers_filling(network: Network, passes: Passes, y, phase: str, after: Network | None) -> Filling:
    """The numbers of both passes; `after` is the network once the step is taken (update)."""
    shape, fill, passes = Shape.of(network), Filling(), as_seen(network, passes, y)
    moved = after is not None and phase == "update"
    for i in range(shape.N + 1):
        fill.words[f"layer-{i}"] = f"layer {i}"
        for b in range(shape.sizes[i]):
            key, k = f"{i}-{b}", shape.N - i
            fill.words[f"q-{key}"], fill.words[f"qv-{key}"] = values(shape.after, i, b), fitting(passes.q[i][0, b])
            fill.words[f"d-{key}"], fill.words[f"dv-{key}"] = values("δ", k, b), fitting(passes.delta[k][0, b])
            if not shape.linear:
                fill.words[f"p-{key}"], fill.words[f"pv-{key}"] = values("p", i, b), fitting(passes.p[i][0, b])
        if shape.bias and i < shape.N:
            fill.words[f"always-{i}"] = "1"
    for weight in shape.weights():
        i, b, a = weight
        fill.words[weight.name] = fitting(network.weights[i][b, a])
        beside = stepped(network, after, passes, i, b, a) if moved else passes.gradients[i][b, a]
        fill.words[weight.gradient] = fitting(beside)
    for i in range(shape.N):
        fill.words[f"ports-{i + 1}"] = f"{matrix(i)}      {'→ new' if moved else '∂C/∂W'}"
    for b, label in enumerate(y):
        fill.words[f"label-{b}"] = f"y[{b}] = {fitting(label)}"
    fill.words["cost-name"] = "C = ½‖ŷ − y‖²" if network.cost.name == "squared error" else network.cost.name
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    if phase in ("forward", "cost"):
        nodes = [f"{i}-{b}" for i in range(shape.N + 1) for b in range(shape.sizes[i])]
        fill.mark("hidden", *[f"{kind}-{key}" for key in nodes for kind in ("dpill", "d", "dv")])
        fill.mark("hidden", *[weight.gradient for weight in shape.weights()])
        fill.mark("hidden", *[f"from-cost-{b}" for b in range(shape.sizes[-1])])
        for i in range(shape.N):
            fill.words[f"ports-{i + 1}"] = matrix(i)
    return fill


def _x(i: int) -> float:
    return 8 + PILL / 2 + i * (PILL + GAP + PORT + 4)
