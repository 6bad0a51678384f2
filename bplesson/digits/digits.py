"""Training on the digits: a network learns to read; how far it is, where it is wrong, and what it has learned."""

from collections import deque
from time import perf_counter

import numpy as np
from traitlets import Any

from bplesson.checks.inputs import layers
from bplesson.data.digits import CLASSES, digits
from bplesson.digits.code import digits_source
from bplesson.digits.plots import DigitsStage
from bplesson.digits.presets import DIGITS_PRESETS
from bplesson.digits.run import EPOCHS, LAYERS, NODES, EpochRun
from bplesson.digits.sentence import digits_notice
from bplesson.errors import InputError, shown, whole_number
from bplesson.kit.controls import Choice, Menu
from bplesson.kit.menus import NAMES
from bplesson.kit.trainer import AGAIN, Trainer
from bplesson.kit.words import number, percent

OFFERED = ((), (2,), (4,), (8,), (16,), (32,), (64,), (128,), (16, 16), (32, 32))  # hidden layers, in the menu
BATCHES = (1, 4, 16, 32, 128, 512, None)


class DigitsExplorer(Trainer):
    """A 64-…-10 network with biases, softmax and cross-entropy learns the digits in mini-batches.

    `hidden`: nodes of each hidden layer; `batch`: images a step, None for all; `epochs`: how many are to be done;
    `pace`: epochs a picture; `digit`: show wrong answers to this digit only. After any change `network`, `costs`,
    `test_costs` (epoch+1,), `accuracy` (of the test images), `accuracies` (epoch+1,), `confusion` (10, 10) [is, said]
    and `wrong`, the numbers of the test images with a wrong answer, are those of `epoch`, which `epoch = …` sets.
    """

    hidden = Any((32,))
    activation = Choice("tanh")
    activation_choices = NAMES
    batch = Any(32)
    epochs = Any(60)
    pace = Choice(1)
    pace_choices = (1, 2, 5, 10)
    digit = Choice(None)  # show wrong answers to this digit only
    digit_choices = (None, *range(CLASSES))
    anew = frozenset({"hidden", "activation", "batch", "seed"})
    presets = DIGITS_PRESETS
    play_labels = "train", "stop"
    buttons = {
        "play": ("train", "epoch after epoch, until all are done or you stop it", "_toggle"),
        "back": ("◂ epoch", "one epoch back", "step_back"),
        "step": ("epoch ▸", "one epoch", "step"),
        **AGAIN,
    }

    def __init__(self, hidden=(32,), activation="tanh", eta=0.5, batch=32, epochs=60, seed=0):
        self.data = digits()
        super().__init__()
        self._put(hidden=hidden, activation=activation, eta=eta, batch=batch, epochs=epochs, seed=seed)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        self._stage, self._framed = DigitsStage(), None
        knobs = {
            "hidden": Menu("hidden", OFFERED, self._to("hidden"), _nodes),
            "eta": self._knob("eta", "η", 0.01, 2.0),
            "batch": Menu("images a step", BATCHES, self._to("batch"), self._batch_name),
            "epochs": self._knob("epochs", "epochs", 1, EPOCHS, 1),
            "seed": self._knob("seed", "seed", 0, 20, 1),
            "activation": Menu("activation", self.activation_choices, self._to("activation")),
            "pace": Menu("epochs a picture", self.pace_choices, self._to("pace")),
            "digit": Menu("wrong answers", self.digit_choices, self._to("digit"), _digit_name),
        }
        for name in ("batch", "pace", "digit"):
            knobs[name].view.style.description_width = "116px"
        knobs["epochs"].box.label_width = "50px"
        self._begin(self._stage.live, knobs, [], 0)
        self._picture.on_place(self._stage.confusion.ax, self._guard(lambda said, label: self._pick(round(label))))

    # epochs ----------------------------------------------------------------------------------------------------------
    @property
    def epoch(self) -> int:
        """The number of epochs done; setting it goes there, on or back."""
        return self._place

    @epoch.setter
    def epoch(self, value: int) -> None:
        if whole_number("epoch", value, least=0) > self.epochs:
            raise InputError(f"epoch: expected at most epochs = {self.epochs}, got {shown(value)}")
        self._go_to(int(value))

    def step(self) -> None:
        """One epoch on."""
        self.epoch = self._place + 1

    def step_back(self) -> None:
        """One epoch back."""
        self.epoch = max(0, self._place - 1)

    @property
    def _limit(self) -> int:
        return self.epochs

    # play ------------------------------------------------------------------------------------------------------------
    def play(self) -> None:
        """Train, picture after picture, until all epochs are done or until `pause`; what was reached stays."""
        if self._place >= self.epochs:
            raise InputError(f"epochs: expected more than the {self.epochs} that are done, set it before you go on")
        self._marks = deque(maxlen=10)  # when the last pictures began, and at which epoch
        super().play()

    def _beat(self) -> None:
        self._marks.append((perf_counter(), self._place))
        super()._beat()

    @property
    def seconds_left(self) -> float | None:
        """How long it still trains, as far as the last pictures tell; None if it does not."""
        if not self.playing or not self._marks:
            return None
        since, first = self._marks[0]
        return (self.epochs - self._place) * (perf_counter() - since) / max(1, self._place - first)

    # results ---------------------------------------------------------------------------------------------------------
    @property
    def status(self) -> str:
        """ "diverged", "done" (all epochs) or "running"."""
        if self._run.diverged and self._place == self._run.last:
            return "diverged"
        return "done" if self._place == self.epochs else "running"

    def _begin_run(self) -> EpochRun:
        n = len(self.data[0])
        batch = n if self.batch is None else whole_number("batch", self.batch)
        if batch > n:
            raise InputError(f"batch: expected at most all {n} images, got {shown(self.batch)}")
        self._put(hidden=layers(self.hidden, LAYERS, NODES), batch=batch, seed=whole_number("seed", self.seed, least=0))
        return EpochRun(self.data, self.hidden, self.activation, self.eta, self.batch, self.seed)

    def _compute(self) -> None:
        if whole_number("epochs", self.epochs) > EPOCHS:
            raise InputError(f"epochs: expected a whole number from 1 to {EPOCHS}, got {shown(self.epochs)}")
        self._put(epochs=int(self.epochs))
        super()._compute()
        self._place = min(self._place, self.epochs)
        self.network = self._run.network(self._place)
        self._answers, self._test = self._run.answers(self._place)
        noted = [np.array(numbers[: self._place + 1]) for numbers in self._run.noted]
        self.costs, self.test_costs, self.train_accuracies, self.accuracies = noted
        self.accuracy, self.wrong, self.confusion = self._test.accuracy, self._test.wrong(), self._test.confusion

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        self._buttons["back"].disabled = self._place == 0
        done = self._place >= self.epochs
        self._buttons["step"].disabled = self._buttons["play"].disabled = done

    def _draw(self) -> None:
        run, test = self._run, self._test
        batch = "all images" if self.batch == len(self.data[0]) else f"{self.batch} image{'s' * (self.batch > 1)}"
        settings = f"epoch ({run.steps} step{'s' * (run.steps > 1)} of {batch}, η = {number(self.eta)})"
        if self._framed != self.hidden:
            self._framed = self.hidden
            self._stage.set_axes(self.hidden)
        costs, shares = (self.costs, self.test_costs), (self.train_accuracies, self.accuracies)
        wrong = test.wrong(self.digit)
        total = len(test.label) if self.digit is None else int((test.label == self.digit).sum())
        of = "test images" if self.digit is None else f"images of {self.digit}"
        title = f"wrong: {len(wrong)} of {total} {of}, surest first"
        images = self.data[2][wrong], test.said[wrong], test.label[wrong]
        W = self.network.weights[0][:, :-1]
        self._stage.move(settings, costs, shares, self.epochs, self.confusion, W, title, *images)

    def _pick(self, digit: int) -> None:
        """Show the wrong answers to this digit only; once more: to all."""
        self.digit = None if digit == self.digit else digit

    def _notice(self) -> str:
        return digits_notice(self)

    def _says(self) -> str:
        mixed = self.confusion - np.diag(np.diag(self.confusion))
        most = np.argsort(-mixed, axis=None, kind="stable")[:3]
        pairs = [(int(mixed.flat[k]), *map(int, divmod(k, CLASSES))) for k in most if mixed.flat[k]]
        said = ", ".join(f"{label} taken for {said} ({count})" for count, label, said in pairs) or "none"
        return (
            f"Cost and right answers over the epochs, confusion table, weights and wrong answers as pictures: {self!r};"
            f" cost of the test images {number(self.test_costs[-1])}; most frequent mistakes: {said}"
        )

    # in and out ------------------------------------------------------------------------------------------------------
    def _batch_name(self, batch) -> str:
        return f"all {len(self.data[0])}" if batch in (None, len(self.data[0])) else str(batch)

    def _source(self) -> str:
        return digits_source(self)

    def __repr__(self) -> str:
        return (
            f"DigitsExplorer at epoch {self._place} of {self.epochs}: {'-'.join(map(str, self.network.sizes))} network,"
            f" {self.activation}, η = {number(self.eta)}, {self.batch} images a step, seed {self.seed};"
            f" right: {percent(self.accuracy)} of {len(self._test.label)} test images"
        )


def _nodes(hidden) -> str:
    return f"{', '.join(map(str, hidden))} nodes" if hidden else "no layer"


def _digit_name(digit) -> str:
    return "to all digits" if digit is None else f"to {digit} only"
