"""The run of lesson 5, step by step, as its settings begin it. No widgets here."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.kit.controls import LARGEST
from bplesson.kit.own import Own
from bplesson.kit.run import Run
from bplesson.kit.seen import no_number
from bplesson.training.settings import OUTPUTS


class StepRun(Run):
    """Each step takes all examples, or the next `batch` of them in an order that is new in every epoch and follows from
    `seed` and the epoch alone. With `own` the steps go by a learner's derivatives; `stumbled` is the first step for
    which there were none, so that the right ones stood in, and why."""

    _order = -1, None  # the epoch, and its order of the examples

    def __init__(self, *settings, own: Own | None = None):
        self.own, self.stumbled = own, None
        super().__init__(*settings)

    def _after(self, network: Network, place: int) -> Network:
        rows = self.rows(place)
        x, y = self.x[rows], self.y[rows]
        gradients = network.backward(x, y).gradients
        if self.own is not None:
            derivatives = self.own.derivatives(network, x, y, gradients)
            gradients = derivatives.taken
            if derivatives.said and self.stumbled is None:
                self.stumbled = place, derivatives.said
        return network.step(gradients, self.eta(place))

    def _note(self, network: Network) -> tuple[float]:
        return (float(network.mean_cost(self.x, self.y)),)

    def rows(self, t: int):
        """Which examples step t takes."""
        if self.batch is None:
            return slice(None)
        epoch, k = divmod(t, self.steps)
        if self._order[0] != epoch:
            self._order = epoch, np.random.default_rng([self.seed, epoch]).permutation(len(self.x))
        return self._order[1][k * self.batch : (k + 1) * self.batch]

    def looked_at(self, t):
        """How many examples t steps look at, where t may be an array."""
        n = len(self.x)
        each = min(self.batch or n, n)
        epochs, steps = np.divmod(t, self.steps)
        return epochs * n + steps * each  # only the last step of an epoch may be smaller

    def step_after(self, count: int) -> int:
        """The last step, at least the first, after which no more than `count` examples have been looked at."""
        n = len(self.x)
        epochs, left = divmod(count, n)
        return max(1, epochs * self.steps + left // min(self.batch or n, n))

    def cost_after(self, t: int) -> float | None:
        """The cost one step on from step t; None if that is beyond all bounds."""
        if t < self.last:
            return self.costs[t + 1]
        _, (cost,) = self.look_ahead()
        return None if self.diverged else cost

    def no_number_ahead(self) -> str:
        """Which value is no number beyond the last step; "" if the numbers have run away."""
        network, _ = self.look_ahead()
        passes = network.backward(self.x, self.y)
        far = max(float(np.abs(W).max()) for W in network.weights) > LARGEST or passes.cost == np.inf
        said = "" if far else no_number(network, passes)
        return said and f"The next step leads to where {said}"


def first_network(x, y, hidden: tuple[int, ...], activation, output: str, seed: int) -> Network:
    """Random weights for a network of one output; InputError if their cost is no number."""
    output, cost = OUTPUTS[output]
    activations = ["identity", *[activation] * len(hidden), output]
    network = Network.random((x.shape[1], *hidden, 1), activations, np.random.default_rng(seed), cost, bias=True)
    if not np.isfinite(network.mean_cost(x, y)):
        said = no_number(network, network.backward(x, y))
        raise InputError(f"activation: expected a finite cost of the first weights, but {said}")
    return network
