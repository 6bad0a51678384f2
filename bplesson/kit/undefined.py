"""Values that are no numbers: the first of them in the order of the passes, by its name, and where it comes from."""

import numpy as np

from bplesson.engine.network import Forward, Network, Passes
from bplesson.kit.words import number, sub


def no_number(network: Network, passes: Passes) -> str:
    """The first value of the two passes that is no number, and where it comes from; "" if all of them are numbers."""
    if said := no_value(network, passes):
        return said
    if not np.isfinite(passes.cost):
        return "C is no number: the cost function gave " + number(passes.cost)
    for k, delta in enumerate(passes.delta):
        i = network.hidden + 1 - k
        d = network.sizes[i]
        if (found := _first(delta)) is not None:
            p, q = passes.p[i], passes.q[i][..., :d]
            slope = np.broadcast_to(network.activations[i].slope(p, q), p.shape)[found]
            at = f"{_node('p', i, network, found)} = {number(p[found])}"
            why = f"the slope of the activation gave {number(slope)} at {at}"
            if np.isfinite(slope):
                why = "a product in it is too large for the computer" if k else "the slope of the cost is no number"
            return f"{_name('δ', k, network, delta, found)} is no number: {why}"
    return ""


def refusal(setting: str, value: str, said: str) -> str:
    """Why a state is refused in which some value is no number, as `said`: for its activation, or for that setting."""
    if "the activation gave" in said:
        return f"activation: expected one that gives numbers here, with {setting} = {value}, but {said}"
    return f"{setting}: expected a value with which all numbers stay finite, got {value}: {said}"


def no_value(network: Network, forward: Forward) -> str:
    """The first value of a forward pass that is no number, and where it comes from; "" if all of them are numbers."""
    for i, (p, q) in enumerate(zip(forward.p, forward.q, strict=True)):
        if (found := _first(p)) is not None:
            return f"{_name('p', i, network, p, found)} is no number: a sum in it is too large for the computer"
        if (found := _first(q)) is not None:
            why = f"the activation gave {number(q[found])} at {_node('p', i, network, found)} = {number(p[found])}"
            return f"{_name('q', i, network, q, found)} is no number: {why}"
    return ""


def _first(values: np.ndarray) -> tuple[int, int] | None:
    """Example and node of the first value that is no number."""
    if np.isfinite(values).all():
        return None
    example, node = np.argwhere(~np.isfinite(values))[0]
    return int(example), int(node)


def _name(letter: str, index: int, network: Network, values: np.ndarray, found: tuple[int, int]) -> str:
    """A value with the example that it belongs to, where there are several."""
    return _node(letter, index, network, found) + (f" of example {found[0]}" if len(values) > 1 else "")


def _node(letter: str, index: int, network: Network, found: tuple[int, int]) -> str:
    """A value by the name that it has on the screen: q₁ in a chain, q₁[0] in layers."""
    return sub(letter, index) + (f"[{found[1]}]" if max(network.sizes) > 1 else "")
