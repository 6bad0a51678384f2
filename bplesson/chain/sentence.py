"""Why the derivatives of a chain are 0, or nearly so: sentences for the line under the diagram."""

import html

from bplesson.chain.nudged_scene import H, Nudged, signed
from bplesson.chain.scene import moment_told
from bplesson.kit.sentence import saddle, spoken
from bplesson.kit.sizes import FLAT
from bplesson.kit.words import enumerated, number, short, sub


def chain_flat(explorer) -> str:
    """Why every derivative of a chain is 0, though something enters."""
    network = explorer.network
    dead = [str(i) for i, slope in enumerate(explorer.seen.slopes) if i and slope == 0]
    if len(dead) > 1:
        return f"The slopes at nodes {enumerated(dead)} are 0: nothing comes back through them, whatever η is."
    if dead:
        return f"The slope at node {dead[0]} is 0: nothing comes back through it, whatever η is."
    zeros = [sub("w", i, i + 1) for i, W in enumerate(network.weights) if W[0, 0] == 0]
    if len(zeros) > 1:
        said = f"{enumerated(zeros)} are 0, so each product still holds a 0 with one weight taken out."
        return f"{said} {saddle(explorer)}"
    return "In every product some factor is 0."


def chain_faint(explorer) -> str:
    """What the slopes do to the backward chain (3.17)."""
    network, passes = explorer.network, explorer.passes
    slopes = [slope.item() for slope in explorer.seen.slopes]
    i = min(range(1, len(slopes)), key=lambda i: abs(slopes[i]))
    if slopes[i] == 0:
        return f"Node {i} is dead: its slope is 0, and no weight before it can learn from this example."
    if abs(slopes[i]) <= FLAT:
        return f"Node {i} is saturated: its slope {number(slopes[i])} lets hardly anything come back through it."
    L = network.hidden
    last, first = (abs(passes.delta[k].item()) for k in (0, L))
    if all(f.name == "identity" for f in network.activations) or not last or 0.001 < first / last < 5:
        return ""
    does = "grows: slopes times weights make more" if first > last else "vanishes: slopes times weights make less"
    return f"{sub('δ', L)} is {number(first / last)} times {sub('δ', 0)}. Going back, δ {does} than 1."


def found(explorer) -> str:
    """How the number was found that came last, where the way leads number by number."""
    told = moment_told(explorer.network, explorer.seen, explorer.moment)
    product = html.escape("".join(words for _, words in told), quote=False)
    guesses = explorer._prediction
    says = f"<b>{explorer.phase.capitalize()}</b>: {product}."
    return spoken(f"<b>Step {explorer.t}.</b>", guesses.told, says, guesses.says)


def nudge_sentence(explorer, nudge: Nudged) -> str:
    """What the nudge changes, and whether the derivative tells it."""
    changes, told = signed(nudge.cost), signed(nudge.told)
    sent = f"{nudge.label} goes up by h = {short(H)}, and under each value behind it stands its change."
    claim = f"the derivative tells beforehand {short(H)} · ∂C/∂{nudge.label} = {told}"
    says = f"{sent} The cost changes by {changes}; {claim}"
    if changes == told:
        compared = ", the same to these digits."
    elif nudge.cost == 0:
        compared = ": too little to be seen beside C."
    else:
        compared = ": not quite the same, since h is not infinitely small."
    return spoken(f"<b>Step {explorer.t}. Nudge</b>: {says}{compared}")
