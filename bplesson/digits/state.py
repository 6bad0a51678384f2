"""The state of a training on the digits: its settings, the epoch at which it stands, what follows. No widgets here."""

from time import perf_counter

import numpy as np
from traitlets import Any

from bplesson.checks.inputs import layers
from bplesson.data.digits import CLASSES, digits
from bplesson.digits.run import EPOCHS, LAYERS, NODES, DigitsRun
from bplesson.engine.activations import ACTIVATIONS
from bplesson.errors import InputError, shown, whole_number
from bplesson.kit.controls import Choice
from bplesson.kit.run import Running


class Digits(Running):
    """A network and the digits, and epochs of training that can be walked on and back.

    η may change on the way; every other setting of the training begins a new run. Epoch e follows from the settings and
    e alone.
    """

    hidden = Any((32,))
    activation = Choice("tanh")
    activation_choices = tuple(name for name in ACTIVATIONS if name != "softmax")
    batch = Any(32)
    epochs = Any(60)
    pace = Choice(1)
    pace_choices = (1, 2, 5, 10)
    digit = Choice(None)  # show wrong answers to this digit only
    digit_choices = (None, *range(CLASSES))
    anew = frozenset({"hidden", "activation", "batch", "seed"})  # what begins a new run
    _run: DigitsRun | None = None
    _epoch = 0

    def __init__(self):
        super().__init__()
        self.data = digits()

    # results ---------------------------------------------------------------------------------------------------------
    @property
    def epoch(self) -> int:
        """The number of epochs done; setting it goes there, on or back."""
        return self._epoch

    @epoch.setter
    def epoch(self, value: int) -> None:
        if whole_number("epoch", value, least=0) > self.epochs:
            raise InputError(f"epoch: expected at most epochs = {self.epochs}, got {shown(value)}")
        self._advance(int(value))
        self._react(set())

    @property
    def status(self) -> str:
        """ "diverged", "done" (all epochs) or "running"."""
        if self._run.diverged and self._epoch == self._run.last:
            return "diverged"
        return "done" if self._epoch == self.epochs else "running"

    def _compute(self) -> None:
        if whole_number("epochs", self.epochs) > EPOCHS:
            raise InputError(f"epochs: expected a whole number from 1 to {EPOCHS}, got {shown(self.epochs)}")
        self._put(epochs=int(self.epochs))
        if self._run is None:
            self._begin_run()
        self._epoch = min(self._epoch, self.epochs)
        self.network = self._run.networks[self._epoch]
        self._answers, self._test = self._run.answers(self._epoch)
        so_far = slice(self._epoch + 1)
        self.costs, self.test_costs = (np.array(each[so_far]) for each in self._run.costs)
        self.train_accuracies, self.accuracies = (np.array(each[so_far]) for each in self._run.shares)
        self.accuracy, self.wrong, self.confusion = self._test.accuracy, self._test.wrong(), self._test.confusion

    def _begin_run(self) -> None:
        n = len(self.data[0])
        batch = n if self.batch is None else whole_number("batch", self.batch)
        if batch > n:
            raise InputError(f"batch: expected at most all {n} images, got {shown(self.batch)}")
        self._put(hidden=layers(self.hidden, LAYERS, NODES), batch=batch, seed=whole_number("seed", self.seed, least=0))
        self._run = DigitsRun(self.data, self.hidden, self.activation, self.eta, self.batch, self.seed)
        self._epoch = 0

    def _keep(self) -> None:
        super()._keep()
        self._good_run = self._run, self._epoch

    def _go_back(self) -> None:
        self._run, self._epoch = self._good_run
        super()._go_back()

    def _place(self) -> int:
        return self._epoch

    # epochs ----------------------------------------------------------------------------------------------------------
    def _advance(self, epoch: int, seconds: float = np.inf) -> None:
        """Go to that epoch, but compute none any more after so many seconds."""
        until = perf_counter() + seconds
        while self._run.last < epoch and self._run.go_on() and perf_counter() < until:
            pass
        self._epoch = min(epoch, self._run.last)

    def step(self) -> None:
        """One epoch on."""
        self.epoch = self._epoch + 1

    def step_back(self) -> None:
        """One epoch back."""
        self.epoch = max(0, self._epoch - 1)
