"""The state of a training: its settings, the step at which it stands, the run before it. No widgets here."""

import numpy as np
from traitlets import Any

from bplesson.checks.inputs import layers
from bplesson.engine.network import Network
from bplesson.engine.training import LEARNED, right_side
from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.controls import LARGEST, Choice
from bplesson.kit.path import FLAT, Steps
from bplesson.kit.run import Running
from bplesson.kit.undefined import no_number
from bplesson.training.run import Run
from bplesson.training.settings import OUTPUTS, batch_size, examples, is_labelled

LAST = 100_000  # the last step that a training can reach
LOOK_BACK, STILL = 100, 0.01  # a plateau: in so many steps the cost falls by less than this share


class Training(Running, Steps):
    """A network and examples, and gradient descent that can be walked on and back.

    η may change on the way; every other setting begins a new run. Step t follows from the settings and t alone.
    """

    data = Any("xor")
    hidden = Any((3,))
    activation = Any("tanh")
    output = Choice("identity")
    output_choices = tuple(OUTPUTS)
    batch = Any(None)
    anew = frozenset({"data", "hidden", "activation", "output", "batch", "seed"})  # what begins a new run
    _run: Run | None = None
    x: np.ndarray | None = None
    kept: np.ndarray | None = None  # the costs of the run before

    # state -----------------------------------------------------------------------------------------------------------
    @property
    def costs(self) -> np.ndarray:
        """The cost over all examples at steps 0 … t, shape (t+1,)."""
        return np.array(self._run.costs[: self._t + 1])

    @property
    def accuracy(self) -> float | None:
        """The share of examples on the right side of 0.5; None if the labels are not 0 and 1."""
        return float(self._right.mean()) if self._labelled else None

    @property
    def status(self) -> str:
        """ "undefined" (some value, here or one step on, is no number), "diverged", "learned", "converged" (every
        derivative is 0, or 1e-5 at most), "plateau" or "running"."""
        if self.undefined:
            return "undefined"
        if self.after is None:
            return "diverged"
        half_square = float(np.mean((self.passes.y_hat - self.y) ** 2)) / 2
        if self._labelled and self._right.all() and half_square < LEARNED:
            return "learned"
        if self.at_rest:
            return "converged"
        if self._t >= LOOK_BACK and self.cost > (1 - STILL) * self._run.costs[self._t - LOOK_BACK]:
            return "plateau"
        return "running"

    @property
    def _limit(self) -> int:
        """The last step that may be taken: with a kept run beside it, as many as that one took."""
        return LAST if self.kept is None else len(self.kept) - 1

    def _compute(self) -> None:
        if self._run is None:
            self._begin_run()
        self.network = self._run.network.at(self._run.weights(self._t))
        self.passes = self.network.backward(self.x, self.y)
        self.cost, self.gradients = float(self.passes.cost), self.passes.gradients
        self._right = right_side(self.passes.y_hat, self.y) if self._labelled else np.ones(len(self.y), dtype=bool)
        self.at_rest = max(float(np.abs(g).max()) for g in self.gradients) <= FLAT  # nothing moves that could be seen
        self.after = self._cost_after()
        self.undefined = no_number(self.network, self.passes) or ("" if self.after is not None else self._ahead())

    def _ahead(self) -> str:
        """Which value is no number one step on, where there is no next step; "" if the numbers have run away."""
        network = self._run.network.at(self._run.after())
        passes = network.backward(self.x, self.y)
        far = max(float(np.abs(W).max()) for W in network.weights) > LARGEST or passes.cost == np.inf
        said = "" if far else no_number(network, passes)
        return said and f"The next step leads to where {said}"

    def _cost_after(self) -> float | None:
        """The cost one step on; None if that is beyond all bounds."""
        if self._t < self._run.last:
            return self._run.costs[self._t + 1]
        following = self._run.following()
        return following[1] if following else None

    def _begin_run(self) -> None:
        x, y = examples(self.data)
        if self.x is None or not (np.array_equal(x, self.x) and np.array_equal(y, self.y)):
            self.x, self.y, self._labelled = x, y, is_labelled(y)
            self.kept = None  # costs of other examples: nothing to compare
        self._put(
            hidden=layers(self.hidden),
            batch=batch_size(self.batch, len(self.x)),
            seed=whole_number("seed", self.seed, least=0),
        )
        output, cost = OUTPUTS[one_of("output", self.output, OUTPUTS)]
        sizes = (self.x.shape[1], *self.hidden, 1)
        activations = ["identity", *[self.activation] * len(self.hidden), output]
        start = Network.random(sizes, activations, np.random.default_rng(self.seed), cost, bias=True)
        if not np.isfinite(start.mean_cost(x, y)):
            said = no_number(start, start.backward(x, y))
            raise InputError(f"activation: expected a finite cost of the first weights, but {said}")
        self._run, self._t = Run(start, self.x, self.y, self.eta, self.batch, self.seed), 0

    def _keep(self) -> None:
        super()._keep()
        self._good_run = self._run, self._t, self.kept, self.x, self.y, self._labelled

    def _go_back(self) -> None:
        self._run, self._t, self.kept, self.x, self.y, self._labelled = self._good_run
        super()._go_back()

    def _place(self) -> int:
        return self._t

    def _arrived(self, before: str) -> bool:
        """Whether playing ends here: it has just been learned, or nothing moves that could be seen.

        Beside a kept run it goes on, to take as many steps as that one.
        """
        just = self.status == "learned" != before
        return self.kept is None and (just or self.at_rest)

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int) -> None:
        """Go to step t, on or back; it ends earlier at the budget, or where numbers run away."""
        with self._lock:
            within = min(t, self._limit)
            while self._run.last < within and self._run.go_on():
                pass
            self._t = min(within, self._run.last)
            if self._t < t or self._t == self._limit:
                self._pause()
            self._react(set())

    def keep(self) -> None:
        """Keep this run's costs beside the next one, which then gets as many steps: an equal budget."""
        if self._t == 0:
            raise InputError("keep: expected at least one step to compare with, got step 0")
        self._pause()
        self.kept = self.costs
        self._react(set(self.anew))

    def forget(self) -> None:
        """Take away the run that was kept, and with it the limit of steps."""
        self.kept = None
        self._react(set())

    def restore(self) -> None:
        """The step of this run with the lowest cost, after one that ran away."""
        self._pause()
        self.walk_to(int(np.argmin(self._run.costs)))
