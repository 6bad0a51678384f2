"""A run of training: the cost of every step, and the weights of any step. Plain NumPy, no state but the run itself."""

from array import array

import numpy as np

from bplesson.engine.descent import TOO_HIGH
from bplesson.engine.network import Network, stepped
from bplesson.kit.controls import LARGEST

KEPT = 400  # sets of weights at most; those between them are computed again when they are asked for


class Run:
    """Gradient descent on the examples x (n, d_0), y (n, d_N) from the weights of `network`.

    Each step takes all examples, or the next `batch` of them in an order that is new in every epoch and follows from
    `seed` and the epoch alone. Hence weights and costs of step t are the same whenever and however one gets there.
    """

    def __init__(self, network: Network, x, y, eta: float, batch: int | None, seed: int):
        self.network, self.x, self.y, self.batch, self.seed = network, x, y, batch, seed
        self.etas = {0: eta}  # from which step on which learning rate
        self.costs = array("d", [float(network.mean_cost(x, y))])  # over all examples
        self._head = network.weights
        self._kept, self._apart = {0: self._head}, 1
        self._order = -1, None  # the epoch, and its order of the examples

    @property
    def last(self) -> int:
        """The last step that has been computed."""
        return len(self.costs) - 1

    @property
    def epoch(self) -> int:
        """The number of steps that an epoch has."""
        return 1 if self.batch is None else -(-len(self.x) // self.batch)

    def rows(self, t: int):
        """Which examples step t takes."""
        if self.batch is None:
            return slice(None)
        epoch, k = divmod(t, self.epoch)
        if self._order[0] != epoch:
            self._order = epoch, np.random.default_rng([self.seed, epoch]).permutation(len(self.x))
        return self._order[1][k * self.batch : (k + 1) * self.batch]

    def eta(self, t: int) -> float:
        """The learning rate of step t."""
        return next(eta for begin, eta in reversed(self.etas.items()) if begin <= t)

    def change_eta(self, t: int, eta: float) -> None:
        """Go on with another learning rate from step t; what has been computed beyond t is dropped."""
        self._head = self.weights(t)
        self._kept = {step: weights for step, weights in self._kept.items() if step <= t}
        self.etas = {begin: each for begin, each in self.etas.items() if begin < t} | {t: eta}
        self.costs = self.costs[: t + 1]

    def weights(self, t: int) -> tuple[np.ndarray, ...]:
        """The weights of a step t that has been computed."""
        if t == self.last:
            return self._head
        step = max(each for each in self._kept if each <= t)
        weights = self._kept[step]
        for step in range(step, t):
            weights = self._after(weights, step)
        return weights

    def following(self) -> tuple | None:
        """Weights and cost one step beyond the last one; None where they would be beyond all bounds."""
        weights = self.after()
        cost = float(self.network.at(weights).mean_cost(self.x, self.y))
        largest = max(np.abs(W).max() for W in weights)
        within = np.isfinite(cost) and cost <= TOO_HIGH * (1 + self.costs[0]) and largest <= LARGEST
        return (weights, cost) if within else None

    def after(self) -> tuple[np.ndarray, ...]:
        """The weights one step beyond the last one, wherever they are."""
        return self._after(self._head, self.last)

    def go_on(self) -> bool:
        """One step more; False where there is none."""
        if (following := self.following()) is None:
            return False
        self._head, cost = following
        self.costs.append(cost)
        if self.last % self._apart == 0:
            self._kept[self.last] = self._head
        if len(self._kept) > KEPT:
            self._apart *= 2
            self._kept = {step: each for step, each in self._kept.items() if step % self._apart == 0}
        return True

    def _after(self, weights, t: int) -> tuple[np.ndarray, ...]:
        rows, eta = self.rows(t), self.eta(t)
        gradients = self.network.at(weights).backward(self.x[rows], self.y[rows]).gradients
        with np.errstate(all="ignore"):
            return tuple(stepped(weights, gradients, eta))
