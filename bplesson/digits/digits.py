"""Training on the digits: a network learns to read; how far it is, where it is wrong, and what it has learned."""

import math
from collections import deque
from time import perf_counter

import numpy as np

from bplesson.checks.inputs import batch_or_all, layers
from bplesson.data.digits import CLASSES, digits
from bplesson.digits.code import digits_code
from bplesson.digits.plots import DigitsStage
from bplesson.digits.presets import DIGITS_PRESETS
from bplesson.digits.run import EPOCHS, LAYERS, NODES, EpochRun
from bplesson.digits.sentence import digits_notice
from bplesson.errors import InputError, shown
from bplesson.kit.live import Live
from bplesson.kit.menus import NAMES
from bplesson.kit.trainer import AGAIN, Trainer, place
from bplesson.kit.traits import Pick, Slider, Whole, as_given
from bplesson.kit.words import number, percent

OFFERED = ((), (2,), (4,), (8,), (16,), (32,), (64,), (128,), (16, 16), (32, 32))  # hidden layers, in the menu
BATCHES = (1, 4, 16, 32, 128, 512, None)


def _batch_name(batch) -> str:
    images = len(digits()[0])
    return f"all {images}" if batch in (None, images) else str(batch)


def _nodes(hidden) -> str:
    return f"{', '.join(map(str, hidden))} nodes" if hidden else "no layer"


def _digit_name(digit) -> str:
    return "to all digits" if digit is None else f"to {digit} only"


class DigitsExplorer(Trainer):
    """A 64-…-10 network with biases, softmax and cross-entropy learns the digits in mini-batches.

    `hidden`: nodes of each hidden layer; `batch`: images a step, None for all; `epochs`: how many are to be done;
    `pace`: epochs a picture; `digit`: show wrong answers to this digit only. After any change `network`, `costs`,
    `test_costs` (epoch+1,), `accuracy` (of the test images), `accuracies` (epoch+1,), `confusion` (10, 10) [is, said]
    and `wrong`, the numbers of the test images with a wrong answer, are those of `epoch`, which `epoch = …` sets.
    """

    hidden = Pick("hidden", OFFERED, (32,), _nodes, read=as_given)
    eta = Slider("η", 0.01, 2.0, default=0.5, positive=True)
    batch = Pick("images a step", BATCHES, 32, _batch_name, read=as_given, label_width="116px")
    epochs = Whole("epochs", 1, EPOCHS, default=60, wide=("132px", "50px"))
    seed = Whole("seed", 0, 20, default=0, most=math.inf)
    activation = Pick("activation", NAMES, "tanh")
    pace = Pick("epochs a picture", (1, 2, 5, 10), 1, label_width="116px")
    digit = Pick("wrong answers", (None, *range(CLASSES)), None, _digit_name, label_width="116px")
    takes = ("hidden", "activation", "eta", "batch", "epochs", "seed")
    anew = frozenset({"hidden", "activation", "batch", "seed"})
    presets = DIGITS_PRESETS
    play_labels = "train", "stop"
    buttons = {
        "play": ("train", "epoch after epoch, until all are done or you stop it", "_toggle"),
        "begin": ("◂◂ epoch 0", "the same first weights once more, with the present settings", "begin"),
        "back": ("◂ epoch", "one epoch back", "step_back"),
        "step": ("epoch ▸", "one epoch", "step"),
        **AGAIN,
    }

    epoch = place("epoch", "The number of epochs done; setting it goes there, on or back.")

    def _open(self, **state) -> None:
        self.data = digits()
        super()._open(**state)

    def _stage(self) -> tuple[Live, dict]:
        self._plots, self._framed = DigitsStage(), None
        return self._plots.live, {self._plots.confusion.ax: lambda said, label: self._pick(round(label))}

    def _arrows(self) -> tuple:
        return self._plots.confusion.ax, lambda: (0.0, self._row()), self._to_row

    def _row(self) -> int:
        """The row of the table whose wrong answers are shown; -1, above all rows, for those of all digits."""
        return -1 if self.digit is None else self.digit

    def _to_row(self, across: float, down: float) -> None:
        """One row down or to the right of what is chosen: the next; up or to the left: the one before."""
        row = self._row()
        row += 1 if across + (down - row) > 0 else -1
        self.digit = None if row < 0 else min(row, CLASSES - 1)

    # epochs ----------------------------------------------------------------------------------------------------------
    def _go_to(self, place: int, seconds: float = np.inf, **state) -> None:
        if place > self.epochs and seconds == np.inf:
            raise InputError(f"epoch: expected at most epochs = {self.epochs}, got {shown(place)}")
        super()._go_to(place, seconds, **state)

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
        self._put(hidden=layers(self.hidden, LAYERS, NODES), batch=batch_or_all(self.batch, n) or n)
        return EpochRun(self.data, self.hidden, self.activation, self.eta, self.batch, self.seed)

    def _compute(self) -> None:
        super()._compute()
        self._place = min(self._place, self.epochs)
        self.network = self._run.network(self._place)
        self._answers, self._test = self._run.answers(self._place)
        noted = [np.array(numbers[: self._place + 1]) for numbers in self._run.noted]
        self.costs, self.test_costs, self.train_accuracies, self.accuracies = noted
        self.accuracy, self.wrong, self.confusion = self._test.accuracy, self._test.wrong(), self._test.confusion

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        self._buttons["begin"].disabled = self._buttons["back"].disabled = self._place == 0
        done = self._place >= self.epochs
        self._buttons["step"].disabled = self._buttons["play"].disabled = done

    def _draw(self) -> None:
        run, test = self._run, self._test
        batch = "all images" if self.batch == len(self.data[0]) else f"{self.batch} image{'s' * (self.batch > 1)}"
        settings = f"epoch ({run.steps} step{'s' * (run.steps > 1)} of {batch}, η = {number(self.eta)})"
        if self._framed != self.hidden:
            self._framed = self.hidden
            self._plots.set_axes(self.hidden)
        costs, shares = (self.costs, self.test_costs), (self.train_accuracies, self.accuracies)
        wrong = test.wrong(self.digit)
        total = len(test.label) if self.digit is None else int((test.label == self.digit).sum())
        of = "test images" if self.digit is None else f"images of {self.digit}"
        title = f"wrong: {len(wrong)} of {total} {of}, surest first"
        images = self.data[2][wrong], test.said[wrong], test.label[wrong]
        W = self.network.weights[0][:, :-1]
        self._plots.move(settings, costs, shares, self.epochs, self.confusion, W, title, *images)

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
    def _source(self) -> str:
        return digits_code(self)

    def __repr__(self) -> str:
        return (
            f"DigitsExplorer at epoch {self._place} of {self.epochs}: {'-'.join(map(str, self.network.sizes))} network,"
            f" {self.activation}, η = {number(self.eta)}, {self.batch} images a step, seed {self.seed};"
            f" right: {percent(self.accuracy)} of {len(self._test.label)} test images"
        )
