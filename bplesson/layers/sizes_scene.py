"""The size of what flows through layers: how thick their lines are, which way it flows, where nothing comes through."""

from collections.abc import Sequence

from bplesson.engine.network import Network
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Filling, Runs
from bplesson.kit.seen import FORWARD_ONLY, Seen
from bplesson.kit.sizes import stopped
from bplesson.layers.scene import SCALE, Shape


def carry_sizes(fill: Filling, network: Network, passes: Seen, phase: str, ahead: Sequence[str] = ()) -> None:
    """Let every line carry what flows along it, and say of a node that lets nothing through what it is.

    A line has one direction at a time: forward along it flows w·q of its source, and once the δ at its end is found,
    w·δ flows back, unless the line is marked as a part of the forward pass. Nothing flows back to what is always 1.
    """
    shape, back = Shape.of(network), phase not in FORWARD_ONLY
    SCALE.show(fill)
    fill.words["scale-name"] = _flows(shape, back)
    told = any(mark in ("forward", "backward", "missing") for mark in fill.marks.values())
    for weight in shape.weights():
        _carry(fill, network, passes, weight, back, told, ahead)
    N = shape.N
    for b in range(shape.sizes[N]):
        SCALE.carry(fill, passes.q[N][0, b], [f"to-cost-{b}"])
        SCALE.carry(fill, passes.error[0, b], [f"from-cost-{b}"])
        if f"q-{N}-{b}" in ahead:
            SCALE.unknown(fill, f"to-cost-{b}")
    for i, slopes in enumerate(passes.slopes):
        for b, slope in enumerate(slopes[0] if back else ()):
            if stopped(slope) and fill.marks.get(f"dv-{i}-{b}") != "hidden":
                fill.words[f"stop-{i}-{b}"] = f"[{b}] {stopped(slope)}"


def _flows(shape: Shape, back: bool) -> Runs:
    """What the lines carry."""
    forward = ("forward", f"→ w·{shape.after}")
    return [forward, ("backward", "   ← w·δ")] if back else [forward]


def _carry(
    fill: Filling, network: Network, passes: Seen, weight: Weight, back: bool, told: bool, ahead: Sequence[str]
) -> None:
    """Let this line carry what flows along it; as long as nothing is `told` of a number, each has its colour."""
    (i, b, a), N = weight, len(network.weights)
    line, w, mark = f"line-{weight.name}", network.weights[i][b, a], fill.marks.get(f"line-{weight.name}", "")
    returns = back and a < network.sizes[i] and f"d-{i + 1}-{b}" not in ahead and mark not in ("forward", "missing")
    if returns:
        SCALE.carry(fill, w * passes.delta[N - 1 - i][0, b], [line])
        fill.turned.add(line)
        if stopped(passes.slopes[i + 1][0, b]):
            fill.broken.add(line)
    else:
        SCALE.carry(fill, w * passes.q[i][0, a], [line])
        if i and f"q-{i}-{a}" in ahead:
            SCALE.unknown(fill, line)
    if not told:
        fill.mark("backward" if returns else "forward", line)
