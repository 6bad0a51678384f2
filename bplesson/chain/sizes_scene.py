"""The size of what flows through a chain: how thick its lines are, and where they are broken."""

from collections.abc import Sequence

from bplesson.engine.network import Network
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Filling
from bplesson.kit.seen import FORWARD_ONLY, Seen
from bplesson.kit.sizes import FLAT, Scale, stopped

SCALE = Scale(sizes=(1e-4, 1e4), widths=(1.0, 8.0), samples=(1000, 1, 0.001))


def carry_sizes(fill: Filling, network: Network, passes: Seen, phase: str, ahead: Sequence[str] = ()) -> None:
    """Let every line carry what flows along it, and say of a node that lets nothing through what it is.

    Forward that is |q|, backward |δ|, down at a node its slope; to a derivative come the two that it is made of.
    The sizes of numbers that are `ahead` are not to be seen yet.
    """
    N, carry = len(network.weights), SCALE.carry
    SCALE.show(fill)
    q, delta = ([abs(each.item()) for each in values] for values in (passes.q, passes.delta))
    for weight in map(Weight, range(N)):
        i, name = weight.i, weight.name
        carry(fill, q[i], [f"from-q-{name}", f"line-{name}"])
        carry(fill, delta[N - i - 1], [f"from-d-{name}", f"back-{name}"])
        if network.weights[i].item() == 0:  # it lets nothing through
            fill.broken |= {f"line-{name}", f"back-{name}"}
        if f"q{i}" in ahead:
            SCALE.unknown(fill, f"line-{name}")
    carry(fill, q[N], ["to-cost"])
    carry(fill, passes.error.item(), ["from-cost"])
    if f"q{N}" in ahead:
        SCALE.unknown(fill, "to-cost")
    for i, slope in enumerate(passes.slopes):
        carry(fill, slope.item(), [f"down-{i}"], least=FLAT)
        if phase not in FORWARD_ONLY and fill.marks.get(f"down-{i}") != "hidden":
            fill.words[f"stop-{i}"] = f"✕ {said}" if (said := stopped(slope.item())) else ""
