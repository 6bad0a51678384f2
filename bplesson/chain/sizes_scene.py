"""The size of what flows through a chain: how thick its lines are, and where they are broken."""

from collections.abc import Sequence

from bplesson.engine.network import Network
from bplesson.kit.parts import Weight
from bplesson.kit.scene import WIDTHS, Box, Filling, Line, Text
from bplesson.kit.seen import FORWARD_ONLY, Seen
from bplesson.kit.words import tick

FLAT = 0.05  # below such a slope a node is saturated: not a twentieth of what arrives at it comes through
SAMPLES = 1000, 1, 0.001


def scale(cost: Box, top: float) -> list[Line | Text]:
    """Three sample lines with their sizes, at the left of the way from the cost to the last node."""
    items: list[Line | Text] = []
    for k in range(len(SAMPLES)):
        x, y = cost.x - 110, top + 17 * k
        items.append(Line(f"scale-{k}", ((x, y), (x + 20, y)), "muted", arrow=False))
        items.append(Text(f"scale-of-{k}", x + 26, y, "muted", "start", 14.5))
    return items


def carry_sizes(fill: Filling, network: Network, passes: Seen, phase: str, ahead: Sequence[str] = ()) -> None:
    """Let every line carry what flows along it, and say of a node that lets nothing through what it is.

    Forward that is |q|, backward |δ|, down at a node its slope; to a derivative come the two that it is made of.
    The sizes of numbers that are `ahead` are not to be seen yet.
    """
    N = len(network.weights)
    for k, size in enumerate(SAMPLES):
        fill.carry(size, [f"scale-{k}"])
        fill.words[f"scale-of-{k}"] = f"size {tick(size)}"
    q, delta = ([abs(each.item()) for each in values] for values in (passes.q, passes.delta))
    for weight in map(Weight, range(N)):
        i, name = weight.i, weight.name
        through = float(network.weights[i].item() != 0)  # a weight of 0 lets nothing through
        fill.carry(q[i], [f"from-q-{name}"])
        fill.carry(delta[N - i - 1], [f"from-d-{name}"])
        fill.carry(q[i], [f"line-{name}"])
        fill.carry(delta[N - i - 1], [f"back-{name}"])
        if not through:
            fill.broken |= {f"line-{name}", f"back-{name}"}
        if f"q{i}" in ahead:
            _unknown(fill, f"line-{name}")
    fill.carry(q[N], ["to-cost"])
    fill.carry(passes.error.item(), ["from-cost"])
    if f"q{N}" in ahead:
        _unknown(fill, "to-cost")
    for i, slope in enumerate(passes.slopes):
        fill.carry(slope.item(), [f"down-{i}"], least=FLAT)
        hidden = phase in FORWARD_ONLY or fill.marks.get(f"down-{i}") == "hidden"
        if f"down-{i}" in fill.broken and not hidden:
            fill.words[f"stop-{i}"] = "✕ saturated" if slope.item() else "✕ dead"


def _unknown(fill: Filling, line: str) -> None:
    """A line whose number is not found yet."""
    fill.widths[line] = WIDTHS[0]
    fill.broken.discard(line)
