"""Layers of several nodes as a diagram: every node with its numbers, every edge with its weight and its derivative.

At the left of each node stands a port for every edge that arrives: the ports of node b are row b of the weight matrix,
the ports of the edges that leave node a are its column a.
"""

from dataclasses import dataclass

from bplesson.chain.scene import is_linear
from bplesson.engine.network import Network
from bplesson.kit.parts import Node, Weight, cost, story
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.seen import FORWARD_ONLY, Seen, compared, new_weight
from bplesson.kit.sizes import Scale
from bplesson.kit.words import fitting, number, sub

PILL, PORT, GAP, ROW = 112, 143, 22, 20  # widths of a node and of a port, room for the lines, height of a port
EDGE = 2  # at the left of the diagram
TWO_ROWS = 36  # height of a port in which a learner's derivative stands above the right one
IN_PILL, IN_PORT = 64.5, 65  # room for a number
BACK = 26  # the height of the box of a δ
ROOMY, WITH_BLANK = 30, 31  # heights of a port and of a number of a node in which there is room for a blank
PORT_WITH_BLANK = 153
BETWEEN, TOP = 16, 44  # between two nodes of a layer, above the first
SCALE = Scale(sizes=(1e-3, 1e3), widths=(0.8, 6.2), samples=(100, 1, 0.01))  # there is less room than in a chain
UNDER_SCALE = 100  # the middle of a cost that stands close below it
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
    """What a diagram of layers has to know of its network: nodes per layer, with or without biases, p apart from q.

    `beside`: a learner's own derivatives stand beside the right ones. `blanks`: numbers may be asked.
    """

    sizes: tuple[int, ...]
    bias: bool
    linear: bool
    beside: bool = False
    blanks: bool = False

    @classmethod
    def of(cls, network: Network, beside: bool = False) -> "Shape":
        return cls(network.sizes, network.bias, is_linear(network), beside)

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


class Layout:
    """Where the layers stand: the heights of their nodes, of what leaves them, and of the ports at which edges end."""

    def __init__(self, shape: Shape):
        self.shape, self.forward, self.back = shape, 26 if shape.linear else 46, BACK
        self.wide = PORT  # of a port
        self.row, self.drop = TWO_ROWS if shape.beside else ROW, 0 if shape.linear else 11  # of q below the middle
        if shape.blanks:
            self.forward, self.back = WITH_BLANK if shape.linear else 2 * WITH_BLANK - 4, WITH_BLANK
            self.wide = PORT_WITH_BLANK
            self.row, self.drop = ROOMY, 0 if shape.linear else 13.5
        layers = range(shape.N + 1)
        self.ports = [shape.sizes[i - 1] + shape.bias if i else 0 for i in layers]
        block = [max(self.forward + self.back + 4, self.row * each) for each in self.ports]
        block[-1] = max(block[-1], self.forward + self.back + 24)  # the label stands below each output
        tall = [d * (each + BETWEEN) for d, each in zip(shape.sizes, block, strict=True)]
        for i in layers[:-1]:
            tall[i] += shape.bias * (30 + BETWEEN)
        self.height = max(tall)
        tops = [TOP + (self.height - each) / 2 for each in tall]
        self.middles = [
            [tops[i] + b * (block[i] + BETWEEN) + block[i] / 2 for b in range(shape.sizes[i])] for i in layers
        ]
        self.ones = [tops[i] + tall[i] - BETWEEN - 15 for i in layers]  # the heights of the nodes that are always 1

    def x(self, i: int) -> float:
        return EDGE + PILL / 2 + i * (PILL + GAP + self.wide + 4)

    def boxes(self, i: int, b: int) -> tuple[Box, Box]:
        """The boxes of a node: of its forward values and of its backward value."""
        key, node, called = f"{i}-{b}", Node(i, b).name, f"node {b} of layer {i}"
        y = self.middles[i][b] - (self.back + 4) / 2
        low = y + self.forward / 2 + 4 + self.back / 2
        return (
            Box(f"pill-{key}", self.x(i), y, PILL, self.forward, "forward", node, called),
            Box(f"dpill-{key}", self.x(i), low, PILL, self.back, "backward", node, f"backward value of {called}"),
        )

    def one(self, i: int) -> Box:
        return Box(f"one-{i}", self.x(i) + PILL / 2 - 20, self.ones[i], 40, 28, "forward")

    def source(self, weight: Weight) -> Box:
        """The box at which an edge begins."""
        of_one = weight.a == self.shape.sizes[weight.i]
        return self.one(weight.i) if of_one else self.boxes(weight.i, weight.a)[0]

    def port(self, weight: Weight) -> Box:
        """The box at which an edge ends, with its weight and its derivative."""
        y = self.middles[weight.i + 1][weight.b] + self.row * (weight.a + 0.5 - self.ports[weight.i + 1] / 2)
        x = self.x(weight.i + 1) - PILL / 2 - 4 - self.wide / 2
        return Box(f"port-{weight.name}", x, y, self.wide, self.row - 2, "plain", weight.name, f"weight {weight.label}")


def layers_scene(shape: Shape) -> Scene:
    """The layout; items are named by what they show: q1-2, d1-2 (layer 1, node 2), w01_20, g01_20."""
    at, lines, items = Layout(shape), [], []
    for i in range(shape.N + 1):
        items.append(Text(f"layer-{i}", at.x(i), 14, "muted"))
        if i:
            items.append(Text(f"ports-{i}", at.port(Weight(i - 1, 0, 0)).x, 14, "muted"))
        if shape.bias and i < shape.N:
            one = at.one(i)
            items += [one, Text(f"always-{i}", one.x, one.y)]
        for b in range(shape.sizes[i]):
            items += _node(at, i, b)
            for weight in [Weight(i - 1, b, a) for a in shape.sources(i - 1)] if i else ():
                lines.append(_edge(at, weight))
                items += _port(at, weight)
    box = Box("cost-box", at.x(shape.N) + PILL / 2 + 83, max(TOP + at.height / 2, UNDER_SCALE), 126, 54, "cost")
    for b in range(shape.sizes[-1]):
        output, back = at.boxes(shape.N, b)
        (x, y), label = box.left, back.bottom[1] + 12
        lines += [
            Line(f"to-cost-{b}", (output.right, (x, y - 12)), "forward"),
            Line(f"from-cost-{b}", ((x, y + 12), back.right), "backward"),
        ]
        items.append(Text(f"label-{b}", output.x, label, "muted"))
    below = TOP + at.height + 8
    scale = Text("scale-name", box.x - 50, 14, anchor="start"), *SCALE.items(box.x - 50, 31)
    items += [*cost(box), *scale, *story_lines(below)]
    return Scene(max(box.right[0] + 2, NARROWEST), below + STORY * STORIES, (*lines, *items))


def _node(at: Layout, i: int, b: int) -> list[Box | Text]:
    """The names of its values at the left of its boxes, the numbers at the right; p above q if there are both."""
    (pill, back), key, drop = at.boxes(i, b), f"{i}-{b}", at.drop
    rows = [("q", pill, drop), ("d", back, 0), *([] if at.shape.linear else [("p", pill, -drop)])]
    x, top = pill.top
    items: list[Box | Text] = [pill, back, Text(f"stop-{key}", x, top - 8, select=pill.select)]
    for name, box, down in rows:
        (left, y), (right, _) = box.left, box.right
        items += [
            Text(f"{name}-{key}", left + 4, y + down, box.role, "start", select=box.select),
            Text(f"{name}v-{key}", right - 4, y + down, box.role, "end", select=box.select, room=IN_PILL),
        ]
    return items


def _edge(at: Layout, weight: Weight) -> Line:
    """From the value of a node to the port of its weight; on the way back to the δ of the node, if it has one."""
    end, right = at.port(weight).left, at.x(weight.i) + PILL / 2
    of_one = weight.a == at.shape.sizes[weight.i]
    home = at.source(weight) if of_one else at.boxes(weight.i, weight.a)[1]
    there, back = ((right, at.source(weight).y), end), (end, (right, home.y))
    return Line(f"line-{weight.name}", there, "muted", select=weight.name, touch=9, back=back)


def _port(at: Layout, weight: Weight) -> list[Box | Text]:
    port, right = at.port(weight), at.port(weight).right[0] - 3
    (drop, shift), name = ((8, 13) if at.shape.beside else (0, 0)), weight.name
    return [
        port,
        Text(name, port.x - (10 if drop else 3), port.y, anchor="end", select=name, room=IN_PORT),
        Text(weight.gradient, right - shift, port.y + drop, anchor="end", select=name, room=IN_PORT),
        *([Text(weight.own, right, port.y - drop, anchor="end", select=name)] if drop else []),
    ]


def story_lines(y: float) -> list[Text]:
    """Where the story of what is selected stands, from the height `y` on."""
    return story(8, y, [16] * STORIES, STORY)


def layers_filling(network: Network, passes: Seen, y, phase: str, after: Network | None) -> Filling:
    """The numbers of both passes; `after` is the network once the step is taken (update)."""
    shape, fill = Shape.of(network), Filling()
    moved = after is not None and phase == "update"
    for i, d in enumerate(shape.sizes):
        fill.words[f"layer-{i}"], k = f"layer {i}", shape.N - i
        shown = [("q", shape.after, i, passes.q[i]), ("d", "δ", k, passes.delta[k])]
        shown += [] if shape.linear else [("p", "p", i, passes.p[i])]
        for id, name, index, numbers in shown:
            for b in range(d):
                fill.words[f"{id}-{i}-{b}"] = values(name, index, b)
                fill.words[f"{id}v-{i}-{b}"] = fitting(numbers[0, b])
        if shape.bias and i < shape.N:
            fill.words[f"always-{i}"] = "1"
    for weight in shape.weights():
        i, b, a = weight
        fill.words[weight.name] = fitting(network.weights[i][b, a])
        beside = new_weight(network, after, passes, i, b, a) if moved else fitting(passes.gradients[i][b, a])
        fill.words[weight.gradient] = beside
        if moved:
            fill.anew.add(weight.gradient)
    if not moved:
        fill_own(fill, shape, passes, phase)
    derivatives = "      ∂C/∂W" if passes.own is None else "   yours, ∂C/∂W"
    beside = "" if phase in FORWARD_ONLY else "      → new" if moved else derivatives
    fill.words |= {f"ports-{i + 1}": f"{matrix(i)}{beside}" for i in range(shape.N)}
    for b, label in enumerate(y):
        fill.words[f"label-{b}"] = f"y[{b}] = {fitting(label)}"
    fill.words["cost-name"] = "C = ½‖ŷ − y‖²" if network.cost.name == "squared error" else network.cost.name
    fill.words["cost"] = f"= {number(passes.cost)}" if phase != "forward" else "= ?"
    if phase in FORWARD_ONLY:
        nodes = [f"{i}-{b}" for i in range(shape.N + 1) for b in range(shape.sizes[i])]
        fill.mark("hidden", *[f"{kind}-{key}" for key in nodes for kind in ("dpill", "d", "dv")])
        fill.mark("hidden", *[weight.gradient for weight in shape.weights()])
        fill.mark("hidden", *[f"from-cost-{b}" for b in range(shape.sizes[-1])])
    return fill


def fill_own(fill: Filling, shape: Shape, passes: Seen, phase: str) -> None:
    """A learner's own derivatives, where there are any, with the sign of whether they are right."""
    if passes.own is None or phase in FORWARD_ONLY:
        return
    for weight in shape.weights():
        i, b, a = weight
        fill.words[weight.own] = compared(passes.own[i][b, a], passes.gradients[i][b, a])


def follow_right(fill: Filling, shape: Shape) -> None:
    """Mark a learner's derivatives as the right ones are marked, and show none of what is not found yet."""
    for weight in shape.weights() if shape.beside else ():
        if weight.gradient in fill.marks:
            fill.mark(fill.marks[weight.gradient], weight.own)
