"""Why the derivatives of a network of layers are 0, or nearly so: sentences for the line under the diagram."""

import numpy as np

from bplesson.kit.sentence import saddle


def _slopes(explorer, i: int) -> np.ndarray:
    passes, d = explorer.passes, explorer.network.sizes[i]
    return explorer.network.activations[i].slope(passes.p[i], passes.q[i][..., :d])[0]


def layers_flat(explorer) -> str:
    """Why every derivative is 0."""
    network = explorer.network
    if not explorer.passes.q[0].any():
        return "What enters is 0, and every product with a 0 is 0."
    dead = [i for i in range(1, len(network.sizes)) if not _slopes(explorer, i).any()]
    if dead:
        return f"Every slope in layer {dead[-1]} is 0: nothing comes back through it, whatever η is."
    if not any(W.any() for W in network.weights):
        said = "All weights are 0: every path to an output holds a 0, even with one weight taken out."
        return f"{said} {saddle(explorer)}"
    return "On every path some factor is 0."


def layers_faint(explorer) -> str:
    """Which node lets nothing, or hardly anything, come back through it."""
    for i in reversed(range(1, len(explorer.network.sizes))):
        slopes = _slopes(explorer, i)
        if (slopes == 0).any():
            b = int(np.flatnonzero(slopes == 0)[0])
            return f"Node {b} of layer {i} is dead: its slope is 0, and nothing comes back through it."
        if (np.abs(slopes) < 0.05).any():
            b = int(np.flatnonzero(np.abs(slopes) < 0.05)[0])
            return f"Node {b} of layer {i} is saturated: hardly anything comes back through it."
    return ""
