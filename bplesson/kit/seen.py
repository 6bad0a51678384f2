"""What a reader sees of both passes: what is only rounding is shown as 0, and what is no number is said by its name."""

from dataclasses import dataclass

import numpy as np

from bplesson.engine.network import Forward, Network, Passes
from bplesson.kit.words import fitting, moved, number, sub

FORWARD_ONLY = ("forward", "cost")  # the sub-steps in which nothing of the backward pass is on the screen yet
SHARE = 1e-12  # of the sizes of its addends: what is left of a sum below that is their rounding


@dataclass(frozen=True, eq=False)
class Seen:
    """p, q, error ŷ − y, slopes, delta, gradients and cost of one example, in the shapes of Passes, noise set to 0.

    `own` are the derivatives of a learner's own function, beside the right ones, where they are to be seen.
    The slopes are those at the p of the engine: beside a kink even noise decides which of two slopes was taken.
    """

    p: list[np.ndarray]
    q: list[np.ndarray]
    error: np.ndarray
    slopes: list[np.ndarray]
    delta: list[np.ndarray]
    gradients: list[np.ndarray]
    cost: float
    own: list[np.ndarray] | None = None

    @property
    def taken(self) -> list[np.ndarray]:
        """The derivatives that a step goes by."""
        return self.gradients if self.own is None else self.own


@np.errstate(all="ignore")
def as_seen(network: Network, passes: Passes, y) -> Seen:
    """Both passes of one example with squared error, as they are shown.

    Every sum may be off by SHARE of its addends, and hands that on to all that is computed from it.
    """
    N, sizes, y = len(network.weights), network.sizes, np.reshape(y, (1, -1))
    nodes = [q[..., :d] for q, d in zip(passes.q, sizes, strict=True)]  # without the one that is always 1
    slopes = [f.slope(p, q) for f, p, q in zip(network.activations, passes.p, nodes, strict=True)]
    off_p, off_q = [np.zeros_like(passes.p[0])], []
    for i in range(N + 1):
        off = np.abs(slopes[i]) * off_p[i]
        ones = passes.q[i].shape[-1] - sizes[i]  # the node that is always 1 is exact
        off_q.append(np.pad(off, ((0, 0), (0, ones))) if ones else off)
        if i < N:
            off_p.append((SHARE * np.abs(passes.q[i]) + off_q[i]) @ np.abs(network.weights[i]).T)
    off_error = SHARE * (np.abs(passes.y_hat) + np.abs(y)) + off_q[N]
    off_delta = [off_error * np.abs(slopes[N])]
    for k, i in enumerate(reversed(range(N))):
        back = (SHARE * np.abs(passes.delta[k]) + off_delta[k]) @ np.abs(network.weights[i][:, : sizes[i]])
        off_delta.append(back * np.abs(slopes[i]))
    p, q = _settled(passes.p, off_p), _settled(passes.q, off_q)
    (error,), delta = _settled([passes.y_hat - y], [off_error]), _settled(passes.delta, off_delta)
    gradients = [np.where(delta[N - 1 - i].T * q[i] == 0, 0.0, g) for i, g in enumerate(passes.gradients)]
    return Seen(p, q, error, slopes, delta, gradients, float(passes.cost) if error.any() else 0.0)


def compared(own: float, right: float) -> str:
    """A learner's own derivative, and by a sign whether it is the right one, which stands below it."""
    return f"{fitting(own)} {'=' if own == right else '≠'}"


def without_noise(value: float, *addends: float) -> float:
    """`value`, or 0 if it is no more than the rounding of the addends whose sum it is."""
    value, most = float(value), SHARE * float(np.abs(addends).sum())
    return 0.0 if abs(value) <= most < np.inf else value


def stepped(network: Network, after: Network, seen: Seen, i: int, b: int, a: int) -> float:
    """The weight [b, a] of matrix i after a step, as it is shown: where it was, if its derivative is only noise."""
    old, new = float(network.weights[i][b, a]), float(after.weights[i][b, a])
    return without_noise(new, old, new - old) if seen.taken[i][b, a] else old


def new_weight(network: Network, after: Network, seen: Seen, i: int, b: int, a: int) -> str:
    """`stepped` as it is written: told apart from the weight before the step, if it has moved."""
    return moved(float(network.weights[i][b, a]), stepped(network, after, seen, i, b, a))


def _settled(values, off) -> list[np.ndarray]:
    return [np.where((np.abs(v) <= o) & np.isfinite(o), 0.0, v) for v, o in zip(values, off, strict=True)]


# values that are no numbers -------------------------------------------------------------------------------------------
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
