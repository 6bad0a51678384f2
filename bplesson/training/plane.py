"""A path of training and a plane in weight space: directions, the shadow of the path, the cost on it. No widgets."""

from dataclasses import dataclass

import numpy as np

from bplesson.checks.curvature import matrices
from bplesson.engine.descent import Path
from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.kit.words import sub

NAMES = {
    "start to end": "from start to end",
    "downhill at the start": "downhill at the start",
    "main": "main direction of the path",
    "second": "second main direction",
    "random": "random direction",
    "random too": "another random direction",
}
WEIGHTS = 40  # with a direction of their own at most: those that moved furthest
FEW = 300  # steps of a longer path that are looked at


@dataclass(frozen=True)
class Plane:
    """Two unit directions `axes`, (2, weights), through `anchor`, and the `shadow`, (steps + 1, 2), of the path on it.

    `share` of the length of the path lies in the plane; `far` is the distance of its furthest step from the anchor.
    """

    anchor: np.ndarray
    axes: np.ndarray
    shadow: np.ndarray
    share: float
    far: float

    @classmethod
    def through(cls, anchor: np.ndarray, first: np.ndarray, second: np.ndarray, walked: np.ndarray) -> "Plane":
        """The plane of the directions `first` and `second`, which is turned until it is at right angles to `first`."""
        axes = np.array([first, second]) / np.maximum(np.linalg.norm([first, second], axis=1, keepdims=True), 1e-300)
        if not axes[0].any():
            raise InputError("across: expected a direction with a length, got one that is 0 on this path")
        for _ in range(2):  # the second time for the last digits
            rest = axes[1] - (axes[1] @ axes[0]) * axes[0]
            if np.linalg.norm(rest) < 1e-9:
                raise InputError(
                    "across, up: expected two different directions, got two that are the same on this path"
                )
            axes[1] = rest / np.linalg.norm(rest)
        shadow = (walked - anchor) @ axes.T
        length, seen = (np.linalg.norm(np.diff(w, axis=0), axis=1).sum() for w in (walked, shadow))
        far = float(np.linalg.norm(walked - anchor, axis=1).max())
        return cls(anchor, axes, shadow, float(seen / length) if length > 0 else 1.0, far or 1.0)

    def apart(self, w: np.ndarray, t: int) -> float:
        """The distance of w, the weights of step t in one row, from the plane."""
        return float(np.linalg.norm(w - self.anchor - self.shadow[t] @ self.axes))


class Walked:
    """The path of `network` on x, y as rows of weights, and the directions that can be looked along."""

    def __init__(self, network: Network, x: np.ndarray, y: np.ndarray, path: Path):
        self.network, self.x, self.y = network, x, y
        self.weights = path.as_array()
        self.steps = np.unique(np.linspace(0, len(path) - 1, min(len(path), FEW)).round().astype(int))
        gradients = network.at(path.weights[0]).backward(x, y).gradients
        w, whole = self.weights[self.steps], self.weights[-1] - self.weights[0]
        main = [*np.linalg.svd(w - w[-1], full_matrices=False)[2], *np.zeros((2, w.shape[1]))]
        self._known = {
            "start to end": whole,
            "downhill at the start": -np.concatenate([np.ravel(g) for g in gradients]),
            "main": main[0] if whole @ main[0] >= 0 else -main[0],  # from left to right
            "second": main[1] if whole @ main[1] >= 0 else -main[1],
        }
        self.names = dict(NAMES)
        furthest = set(np.argsort(-np.ptp(self.weights, axis=0), kind="stable")[:WEIGHTS])
        places = [(i, b, a) for i, W in enumerate(network.weights) for b, a in np.ndindex(W.shape)]
        for place, (i, b, a) in enumerate(places):
            if place in furthest:
                key = f"w{i}{i + 1}_{b}{a}" if max(a, b) < 10 else f"w{i}{i + 1}_{b}_{a}"
                self.names[key] = f"{sub('W', i, i + 1)}[{b}, {a}]"
                self._known[key] = np.eye(1, len(places), place)[0]

    def plane(self, across: str, up: str, around: str, seeds: tuple[int, int]) -> Plane:
        """The plane along the two directions of these names through the "end" or the "start" of the path."""
        first, second = (self._direction(key, seeds) for key in (across, up))
        return Plane.through(self.weights[-1 if around == "end" else 0], first, second, self.weights)

    def _direction(self, key: str, seeds: tuple[int, int]) -> np.ndarray:
        if key in self._known:
            return self._known[key]
        return np.random.default_rng([*seeds, key == "random too"]).standard_normal(self.weights.shape[1])

    def matrices(self, rows: np.ndarray) -> tuple[np.ndarray, ...]:
        """Rows of weights, (..., number of weights), as the matrices of the network."""
        return tuple(matrices(rows, [W.shape for W in self.network.weights]))

    def cost(self, rows: np.ndarray) -> np.ndarray:
        """The cost at every row of weights, (k, number of weights)."""
        return self.network.at(self.matrices(rows)).mean_cost(self.x, self.y)
