"""What diagrams are made of: nodes, edges, rows of factors and matrices, put on a sheet one after the other.

Weights and nodes have names, under which they are drawn, selected and looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot
from typing import NamedTuple

from bplesson.kit.scene import SIZE, Box, Filling, Line, Point, Scene, Text
from bplesson.kit.words import sub

ROW = 27  # the height of an entry of a matrix
SOLID = (1, 0)  # a line without gaps, whatever its role


class Weight(NamedTuple):
    """The weight from node a of layer i to node b of layer i+1: weights[i][b, a]; on a chain, i alone says which."""

    i: int
    b: int | None = None
    a: int | None = None

    @property
    def key(self) -> str:
        """ "01" or "01_20": what the ids of its number, its line and its derivative end with."""
        return f"{self.i}{self.i + 1}" + ("" if self.b is None else f"_{self.b}{self.a}")

    @property
    def name(self) -> str:
        """ "w01" or "w01_20"."""
        return f"w{self.key}"

    @property
    def gradient(self) -> str:
        """The id of its derivative: "g01" or "g01_20"."""
        return f"g{self.key}"

    @property
    def own(self) -> str:
        """The id of what a learner's own function takes for its derivative: "own01" or "own01_20"."""
        return f"own{self.key}"

    @property
    def label(self) -> str:
        """w₀₁ or W₀₁[2, 0]: as a reader sees it."""
        return sub("w", self.i, self.i + 1) if self.b is None else f"{sub('W', self.i, self.i + 1)}[{self.b}, {self.a}]"

    @classmethod
    def parse(cls, name: str) -> "Weight":
        """The weight of that name."""
        layers, _, nodes = name.removeprefix("w").partition("_")
        return cls(int(layers[: len(layers) // 2]), *map(int, nodes))  # 9 of "910", 10 of "1011"


class Node(NamedTuple):
    """Node a of layer i; on a chain, i alone says which."""

    i: int
    a: int | None = None

    @property
    def name(self) -> str:
        """ "node 1" or "node 1.2"."""
        return f"node {self.i}" + ("" if self.a is None else f".{self.a}")

    @classmethod
    def parse(cls, name: str) -> "Node":
        """The node of that name."""
        return cls(*map(int, name.removeprefix("node ").split(".")))


def value(id: str, box: Box, size: float = SIZE, was: float = 0) -> list[Box | Text]:
    """A box with one number in it; below it `was` of room for an older one."""
    return [box, Text(id, box.x, box.y, box.role, size=size, select=box.select, was=was)]


def cost(box: Box) -> list[Box | Text]:
    """The box of the cost: what it is called, and below that what it is."""
    return [
        box,
        Text("cost-name", box.x, box.y - 12, "cost"),
        Text("cost", box.x, box.y + 13, "cost"),
    ]


def story(x: float, y: float, sizes: Sequence[float], pitch: float) -> list[Text]:
    """The lines of a story from the height y on, each in letters of its size."""
    return [Text(f"story-{k + 1}", x, y + pitch * k, anchor="start", size=size) for k, size in enumerate(sizes)]


class Factor(NamedTuple):
    """A factor in a row: its name, what stands below the name, its part, and whether its box has round ends."""

    name: str
    below: str = ""
    part: str = "plain"
    round: bool = False


@dataclass(frozen=True)
class Grid:
    """Where a matrix stands: its left edge, its middle, how many rows and columns; width and height of an entry."""

    left: float
    middle: float
    rows: int
    columns: int
    cell: float = 36
    row: float = ROW

    @property
    def right(self) -> float:
        return self.left + self.columns * self.cell

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def top(self) -> float:
        return self.middle - self.rows * self.row / 2

    @property
    def bottom(self) -> float:
        return self.middle + self.rows * self.row / 2

    def at(self, b: float, a: float) -> Point:
        """The middle of entry [b, a]."""
        return self.left + (a + 0.5) * self.cell, self.top + (b + 0.5) * self.row


class Sheet:
    """A diagram in the making: a scene and its filling, which grow with every part that is put on it."""

    def __init__(self, width: float, height: float):
        self.width, self.height, self.items, self.filling = width, height, [], Filling()

    @property
    def scene(self) -> Scene:
        return Scene(self.width, self.height, tuple(self.items))

    def text(self, x: float, y: float, words: str, role="plain", size=SIZE, anchor="middle", lifted=False) -> None:
        """Words at that place; a question mark leaves it open."""
        item = Text(self._next_id(), x, y, role, anchor, size, lifted=lifted)
        self.items.append(item)
        self.filling.words[item.id] = words
        if words == "?":
            self.filling.ask.add(item.id)

    def box(self, x: float, y: float, width: float, height: float, role="plain", rounding=10.0, clear=False) -> Box:
        return self._put(Box(self._next_id(), x, y, width, height, role, rounding=rounding, clear=clear))

    def circle(self, x: float, y: float, radius: float, role: str = "plain") -> Box:
        return self.box(x, y, 2 * radius, 2 * radius, role, rounding=radius)

    def line(self, *points: Point, role: str = "plain", arrow: bool = True, dash: tuple[float, ...] = ()) -> None:
        self._put(Line(self._next_id(), points, role, arrow, dash=dash))

    def thin(self, *points: Point, role: str) -> None:
        """A line without an arrow and without gaps, no thicker in a strong role: a bracket."""
        self.items.append(Line(self._next_id(), points, role, arrow=False, dash=SOLID))

    def node(self, x: float, y: float, radius: float, name: str, value: str = "", role: str = "forward") -> Box:
        """A circle with a name and, below it, a number."""
        box = self.circle(x, y, radius, role)
        self.text(x, y - (0.32 * radius if value else 0), name, role, max(14, 8 + radius / 4))
        self.text(x, y + 0.32 * radius, value, size=16)
        return box

    def edge(self, source: Box, end: Box, role: str = "forward") -> None:
        """An arrow from one node to the other; backward it points back."""
        start, stop = between(source, end)
        self.line(*((stop, start) if role == "backward" else (start, stop)), role=role)

    def on_edge(self, source: Box, end: Box, words: str, role: str = "plain", along: float = 0.78) -> None:
        """Words on an edge, as far along it as that."""
        at = source.x + along * (end.x - source.x), source.y + along * (end.y - source.y)
        self.text(*at, words, role, 14, lifted=True)

    def row(
        self, y: float, label: str, factors: Sequence[Factor], result="", left=104.0, pitch=80.0, groups=(), sign="·"
    ) -> None:
        """A product as a row of boxes, its own weight missing; `groups` name what stands left and right of that."""
        self.text(left - 14, y, label, size=16, anchor="end")
        boxes, parts = [], [factor.part for factor in factors]
        for c, (name, below, part, round_ends) in enumerate(factors):
            x, missing = left + c * pitch + (pitch - 12) / 2, part == "missing"
            boxes.append(self.box(x, y, pitch - 12, 46, part, 20 if round_ends else 6))
            below = "missing" if missing else below
            self.text(x, y - (10 if below else 0), name, part, 14)
            self.text(x, y + 11, below, part, 13.6 if missing else 15)
            if c and "missing" not in parts[c - 1 : c + 1]:
                self.text(x - pitch / 2, y, sign, size=20)
        self.text(boxes[-1].right[0] + 10, y, result, size=16, anchor="start")
        gap = parts.index("missing") if groups else 0
        for words, part, under in zip(groups, ("backward", "forward"), (boxes[:gap], boxes[gap + 1 :]), strict=False):
            self.bracket(under[0], under[-1], words, part)

    def bracket(self, first: Box, last: Box, words: str, role: str) -> None:
        """A bracket below some boxes of a row, and the words for all of them."""
        start, stop, y = first.left[0], last.right[0], first.y + first.height / 2 + 6
        self.thin((start, y), (start, y + 5), (stop, y + 5), (stop, y), role=role)
        self.text((start + stop) / 2, y + 16, words, role)

    def matrix(
        self, left: float, middle: float, words: Sequence[Sequence[str]], name="", role="plain", cell=36.0, shape=None
    ) -> Grid:
        """Entries between brackets, the name above, the shape below (`shape`: other words for it, "" for none)."""
        grid = Grid(left, middle, len(words), len(words[0]), cell)
        for b, row in enumerate(words):
            for a, word in enumerate(row):
                self.text(*grid.at(b, a), word, role, 16)
        for edge, inward in ((grid.left, 5), (grid.right, -5)):
            top, bottom, end = grid.top, grid.bottom, edge + inward
            self.thin((end, top), (edge, top), (edge, bottom), (end, bottom), role=role)
        self.text(grid.centre, grid.top - 13, name, role, 16)
        told = f"{grid.rows} × {grid.columns}" if shape is None else shape
        self.text(grid.centre, grid.bottom + 13, told, "muted", 14)
        return grid

    def number_lines(self, grid: Grid) -> None:
        """The numbers of the rows at the left and of the columns below, small: both begin at 0."""
        for b in range(grid.rows):
            self.text(grid.left - 11, grid.at(b, 0)[1], str(b), "muted", 14)
        for a in range(grid.columns):
            self.text(grid.at(0, a)[0], grid.bottom + 11, str(a), "muted", 14)

    def outline(self, grid: Grid, role: str, row: int | None = None, column: int | None = None) -> None:
        """A frame around a row, a column, or where both are given an entry."""
        x = grid.centre if column is None else grid.at(0, column)[0]
        y = grid.middle if row is None else grid.at(row, 0)[1]
        width = grid.columns * grid.cell - 6 if column is None else grid.cell - 4
        height = grid.rows * grid.row - 4 if row is None else grid.row - 4
        self.box(x, y, width, height, role, rounding=7, clear=True)

    def _next_id(self) -> str:
        return str(len(self.items))

    def _put(self, item: Box | Line):
        self.items.append(item)
        if item.role in ("forward", "backward", "missing"):
            self.filling.mark(item.role, item.id)  # strong lines
        return item


def between(source: Box, end: Box) -> tuple[Point, Point]:
    """The two points at which the straight line between two nodes leaves the one and reaches the other."""
    length = hypot(end.x - source.x, end.y - source.y)
    dx, dy = (end.x - source.x) / length, (end.y - source.y) / length
    r, s = source.width / 2, end.width / 2
    return (source.x + r * dx, source.y + r * dy), (end.x - s * dx, end.y - s * dy)
