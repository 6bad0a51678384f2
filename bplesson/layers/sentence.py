"""Why the derivatives of a network of layers are 0, or nearly so: sentences for the line under the diagram."""

import numpy as np

from bplesson.kit.sentence import saddle
from bplesson.kit.sizes import FLAT


def layers_flat(explorer) -> str:
    """Why every derivative is 0, though something enters."""
    network = explorer.network
    dead = [i for i, slopes in enumerate(explorer.seen.slopes) if i and not slopes.any()]
    if dead:
        return f"Every slope in layer {dead[-1]} is 0: nothing comes back through it, whatever η is."
    if not any(W.any() for W in network.weights):
        said = "All weights are 0: every path to an output holds a 0, even with one weight taken out."
        return f"{said} {saddle(explorer)}"
    return "On every path some factor is 0."


def layers_faint(explorer) -> str:
    """Which node lets nothing, or hardly anything, come back through it: the first in the last layer that has one."""
    slopes = explorer.seen.slopes
    for i in reversed(range(1, len(slopes))):
        dead, saturated = (np.flatnonzero(each) for each in (slopes[i][0] == 0, np.abs(slopes[i][0]) <= FLAT))
        if dead.size:
            return f"Node {dead[0]} of layer {i} is dead: its slope is 0, and nothing comes back through it."
        if saturated.size:
            return f"Node {saturated[0]} of layer {i} is saturated: hardly anything comes back through it."
    return ""
