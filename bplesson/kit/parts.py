"""What diagrams are made of: weights and nodes, by the names under which they are drawn, selected and looked up."""

from typing import NamedTuple

from bplesson.kit.words import sub


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
