"""The sentence under a diagram of layers: where things stand, what goes wrong, and the bound that was broken."""

from collections.abc import Callable

import numpy as np

from bplesson.explore.notices import PHASES, downhill, line, too_large


def layers_notice(explorer, cost_after: float | None, bend: Callable[[], float]) -> str:
    """The line for a network; `bend`, the largest curvature, is asked only where it is needed: it takes many passes."""
    return line(explorer.t, PHASES[explorer.phase], _sentence(explorer, cost_after, bend))


def _sentence(explorer, cost_after, bend) -> str:
    if explorer.phase in ("forward", "cost"):
        return ""
    if explorer.status == "converged":
        if explorer.cost < 1e-9:
            return "The prediction equals the label: no error, so every derivative is 0 and nothing moves."
        if any(g.any() for g in explorer.gradients):
            why = _faint(explorer) or "On every path some factor is nearly 0."
            return f"Every derivative is nearly 0, though the prediction is wrong: nothing moves any more. {why}"
        return f"Every derivative is 0, though the prediction is wrong: nothing moves. {_flat(explorer)}"
    if cost_after is None or cost_after > explorer.cost:
        return too_large(explorer, bend(), cost_after)
    return f"{downhill(explorer.cost, cost_after)} {_faint(explorer)}"


def _slopes(explorer, i: int) -> np.ndarray:
    passes, d = explorer.passes, explorer.network.sizes[i]
    return explorer.network.activations[i].slope(passes.p[i], passes.q[i][..., :d])[0]


def _flat(explorer) -> str:
    network = explorer.network
    if not explorer.passes.q[0].any():
        return "What enters is 0, and every product with a 0 is 0."
    dead = [i for i in range(1, len(network.sizes)) if not _slopes(explorer, i).any()]
    if dead:
        return f"Every slope in layer {dead[-1]} is 0: nothing comes back through it, whatever η is."
    if not any(W.any() for W in network.weights):
        return "All weights are 0: every path to an output holds a 0, even with one weight taken out. A saddle."
    return "On every path some factor is 0."


def _faint(explorer) -> str:
    for i in reversed(range(1, len(explorer.network.sizes))):
        slopes = _slopes(explorer, i)
        if (slopes == 0).any():
            b = int(np.flatnonzero(slopes == 0)[0])
            return f"Node {b} of layer {i} is dead: its slope is 0, and nothing comes back through it."
        if (np.abs(slopes) < 0.05).any():
            b = int(np.flatnonzero(np.abs(slopes) < 0.05)[0])
            return f"Node {b} of layer {i} is saturated: hardly anything comes back through it."
    return ""
