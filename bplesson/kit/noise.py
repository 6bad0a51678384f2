"""What a reader sees of both passes: a number that is only the rounding of its addends is shown as 0."""

from dataclasses import dataclass

import numpy as np

from bplesson.engine.network import Network, Passes

SHARE = 1e-12  # of the sizes of its addends: what is left of a sum below that is their rounding


@dataclass(frozen=True, eq=False)
class Seen:
    """p, q, error ŷ − y, slopes, delta, gradients and cost of one example, in the shapes of Passes, noise set to 0.

    The slopes are those at the p of the engine: beside a kink even noise decides which of two slopes was taken.
    """

    p: list[np.ndarray]
    q: list[np.ndarray]
    error: np.ndarray
    slopes: list[np.ndarray]
    delta: list[np.ndarray]
    gradients: list[np.ndarray]
    cost: float


def slopes_of(network: Network, passes: Passes) -> list[np.ndarray]:
    """The slope of every activation where it is taken; the node that is always 1 has none."""
    nodes = [q[..., :d] for q, d in zip(passes.q, network.sizes, strict=True)]
    return [f.slope(p, q) for f, p, q in zip(network.activations, passes.p, nodes, strict=True)]


@np.errstate(all="ignore")
def as_seen(network: Network, passes: Passes, y) -> Seen:
    """Both passes of one example with squared error, as they are shown.

    Every sum may be off by SHARE of its addends, and hands that on to all that is computed from it.
    """
    N, sizes, y = len(network.weights), network.sizes, np.reshape(y, (1, -1))
    slopes = slopes_of(network, passes)
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


def without_noise(value: float, *addends: float) -> float:
    """`value`, or 0 if it is no more than the rounding of the addends whose sum it is."""
    value, most = float(value), SHARE * float(np.abs(addends).sum())
    return 0.0 if abs(value) <= most < np.inf else value


def stepped(network: Network, after: Network, seen: Seen, i: int, b: int, a: int) -> float:
    """The weight [b, a] of matrix i after a step, as it is shown: where it was, if its derivative is only noise."""
    old, new = float(network.weights[i][b, a]), float(after.weights[i][b, a])
    return without_noise(new, old, new - old) if seen.gradients[i][b, a] else old


def _settled(values, off) -> list[np.ndarray]:
    return [np.where((np.abs(v) <= o) & np.isfinite(o), 0.0, v) for v, o in zip(values, off, strict=True)]
