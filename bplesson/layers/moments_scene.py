"""The numbers of a sub-step of layers in the order in which they are found, and a diagram on which some are to come.

A moment is named by its number: "q-1-2" (p and q of node 2 of layer 1), "a-1-2" (what arrives at it on the way back),
"d-1-2" (its δ), "g01_20" (the derivative by w01_20).
"""

from collections.abc import Sequence
from functools import cache

from bplesson.kit.parts import Node, Weight
from bplesson.kit.scene import Filling
from bplesson.layers.scene import Shape


@cache
def moments(shape: Shape, phase: str) -> tuple[str, ...]:
    """The moments of a sub-step: node after node; on the way back what arrives, then δ, then the derivatives behind.

    In a linear network what arrives at a node is its δ.
    """
    nodes = [[f"{i}-{b}" for b in range(d)] for i, d in enumerate(shape.sizes)]
    if phase == "forward":
        return tuple(f"q-{node}" for layer in nodes[1:] for node in layer)
    found = []
    for i in reversed(range(1, shape.N + 1)) if phase == "backward" else ():
        found += [f"{kind}-{node}" for kind in ("d" if shape.linear else "ad") for node in nodes[i]]
        found += [Weight(i - 1, b, a).gradient for b in range(shape.sizes[i]) for a in shape.sources(i - 1)]
    return tuple(found)


def ends_row(shape: Shape, moment: str) -> bool:
    """Whether a node, or a row of derivatives, is complete with that number."""
    if moment.startswith("g"):
        weight = weight_of(moment)
        return weight.a == shape.sources(weight.i)[-1]
    return not moment.startswith("a")


def node_of(moment: str) -> Node:
    return Node(*map(int, moment[2:].split("-")))


def weight_of(moment: str) -> Weight:
    return Weight.parse(f"w{moment[1:]}")


def row_of(shape: Shape, moment: str) -> list[Weight]:
    """The weights of the row to which that derivative belongs: all that arrive at its node."""
    i, b, _ = weight_of(moment)
    return [Weight(i, b, a) for a in shape.sources(i)]


def hide_on_diagram(fill: Filling, shape: Shape, ahead: Sequence[str]) -> None:
    """Hide these numbers on a diagram of layers; the names of nodes stay."""
    for moment in ahead:
        if moment.startswith("g"):
            fill.mark("hidden", moment)
            continue
        kind, (i, b) = moment[0], node_of(moment)
        fill.mark("hidden", *[f"{each}v-{i}-{b}" for each in {"q": "pq", "d": "d"}.get(kind, "")])
        if kind == "d" and i == shape.N:
            fill.mark("hidden", f"from-cost-{b}")
    if ahead:  # the δ of the inputs, which no weight uses, come with the whole sub-step
        fill.mark("hidden", *[f"dv-0-{a}" for a in range(shape.sizes[0])])
