"""Why the derivatives of a chain are 0, or nearly so: sentences for the line under the diagram."""

from bplesson.kit.sentence import saddle
from bplesson.kit.words import enumerated, number, sub


def _slopes(network, passes) -> list[float]:
    return [float(f.slope(p, q)[0, 0]) for f, p, q in zip(network.activations, passes.p, passes.q, strict=True)]


def chain_flat(explorer) -> str:
    """Why every derivative of a chain is 0."""
    network, passes = explorer.network, explorer.passes
    if passes.q[0][0, 0] == 0:
        return "What enters is 0, and every product with a 0 is 0."
    dead = [str(i) for i, slope in enumerate(_slopes(network, passes)) if i and slope == 0]
    if dead:
        slopes, them = ("slopes at nodes", "them") if len(dead) > 1 else ("slope at node", "it")
        said = f"The {slopes} {enumerated(dead)} {'are' if len(dead) > 1 else 'is'} 0"
        return f"{said}: nothing comes back through {them}, whatever η is."
    zeros = [sub("w", i, i + 1) for i, W in enumerate(network.weights) if W[0, 0] == 0]
    if len(zeros) > 1:
        said = f"{enumerated(zeros)} are 0, so each product still holds a 0 with one weight taken out."
        return f"{said} {saddle(explorer)}"
    return "In every product some factor is 0."


def chain_faint(explorer) -> str:
    """What the slopes do to the backward chain (3.17)."""
    network, passes = explorer.network, explorer.passes
    slopes = _slopes(network, passes)
    i = min(range(1, len(slopes)), key=lambda i: abs(slopes[i]))
    if slopes[i] == 0:
        return f"Node {i} is dead: its slope is 0, and no weight before it can learn from this example."
    if abs(slopes[i]) < 0.05:
        return f"Node {i} is saturated: its slope {number(slopes[i])} lets hardly anything come back through it."
    L = network.hidden
    last, first = (abs(float(passes.delta[k][0, 0])) for k in (0, L))
    if all(f.name == "identity" for f in network.activations) or not last or 0.001 < first / last < 5:
        return ""
    does = "grows: slopes times weights make more" if first > last else "vanishes: slopes times weights make less"
    return f"{sub('δ', L)} is {number(first / last)} times {sub('δ', 0)}. Going back, δ {does} than 1."
