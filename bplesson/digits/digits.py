"""Training on the digits: a network learns to read; how far it is, where it is wrong, and what it has learned."""

from time import perf_counter

import ipywidgets as widgets
import numpy as np

from bplesson.data.digits import CLASSES
from bplesson.digits.plots import DigitsStage
from bplesson.digits.run import EPOCHS
from bplesson.digits.sentence import DIGITS_PRESETS, digits_notice, digits_source, percent
from bplesson.digits.state import Digits
from bplesson.errors import InputError
from bplesson.kit.controls import Menu, button
from bplesson.kit.player import Playing
from bplesson.kit.state import alone
from bplesson.kit.words import number

BUSY = 0.04  # seconds that the epochs of one picture may take, if it is not a single one
LAYERS = ((), (2,), (4,), (8,), (16,), (32,), (64,), (128,), (16, 16), (32, 32))
BATCHES = (1, 4, 16, 32, 128, 512, None)


class DigitsExplorer(Digits, Playing):
    """A 64-…-10 network with biases, softmax and cross-entropy learns the digits in mini-batches.

    `hidden`: nodes of each hidden layer; `batch`: images a step, None for all; `epochs`: how many are to be done;
    `pace`: epochs a picture; `digit`: show wrong answers to this digit only. After any change `network`, `costs`,
    `test_costs` (epoch+1,), `accuracy` (of the test images), `accuracies` (epoch+1,), `confusion` (10, 10) [is, said]
    and `wrong`, the numbers of the test images with a wrong answer, are those of `epoch`, which `epoch = …` sets.
    """

    presets = DIGITS_PRESETS
    play_labels = "train", "stop"
    seconds_left: float | None = None  # while it trains

    def __init__(self, hidden=(32,), activation="tanh", eta=0.5, batch=32, epochs=60, seed=0):
        super().__init__()
        self._put(hidden=hidden, activation=activation, eta=eta, batch=batch, epochs=epochs, seed=seed)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        self._stage, self._framed = DigitsStage(), None
        knobs = {
            "hidden": Menu("hidden", LAYERS, self._to("hidden"), _nodes),
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

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        made = {
            "play": ("train", "epoch after epoch, until all are done or you stop it", self._toggle),
            "back": ("◂ epoch", "one epoch back", self.step_back),
            "step": ("epoch ▸", "one epoch", self.step),
            "reset": ("reset", "back to the same start; once more: to the settings you were given", self.reset),
            "new": ("new start", "other first weights: the next seed", self.new_start),
        }
        buttons = {name: button(label, tip, self._guard(react)) for name, (label, tip, react) in made.items()}
        return super()._make_buttons() | buttons

    # play ------------------------------------------------------------------------------------------------------------
    def play(self) -> None:
        """Train, picture after picture, until all epochs are done or until `pause`; what was reached stays."""
        if self._epoch >= self.epochs:
            raise InputError(f"epochs: expected more than the {self.epochs} that are done, set it before you go on")
        self._marks = [(perf_counter(), self._epoch)]
        super().play()

    @alone
    def _label_play(self) -> None:
        super()._label_play()
        if not self.playing:
            self.seconds_left = None
            self._sentence.value = self._notice()

    def _beat(self) -> None:
        """The epochs of one picture, and the picture."""
        begun = self._epoch
        self._advance(min(begun + self.pace, self.epochs), BUSY)
        self._marks = [*self._marks[-10:], (perf_counter(), self._epoch)]
        (since, first), (now, last) = self._marks[0], self._marks[-1]
        self.seconds_left = (self.epochs - last) * (now - since) / max(1, last - first)
        if self._epoch in (begun, self.epochs):
            self._pause()
        self._react(set())

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        self._buttons["back"].disabled = self._epoch == 0
        done = self._epoch >= self.epochs and not self.playing
        self._buttons["step"].disabled = self._buttons["play"].disabled = done

    def _draw(self) -> None:
        run, test = self._run, self._test
        batch = "all images" if self.batch == len(self.data[0]) else f"{self.batch} image{'s' * (self.batch > 1)}"
        settings = f"epoch ({run.steps} step{'s' * (run.steps > 1)} of {batch}, η = {number(self.eta)})"
        if self._framed != self.hidden:
            self._framed = self.hidden
            self._stage.set_axes(self.hidden)
        so_far = slice(self._epoch + 1)
        costs, shares = ([each[so_far] for each in pair] for pair in (run.costs, run.shares))
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
    def _from_preset(self, state: dict) -> dict:
        return {**{name: getattr(DigitsExplorer, name).default_value for name in GIVEN}, **state}

    def _batch_name(self, batch) -> str:
        return f"all {len(self.data[0])}" if batch in (None, len(self.data[0])) else str(batch)

    def _source(self) -> str:
        return digits_source(self)

    def __repr__(self) -> str:
        return (
            f"DigitsExplorer at epoch {self._epoch} of {self.epochs}: {'-'.join(map(str, self.network.sizes))} network,"
            f" {self.activation}, η = {number(self.eta)}, {self.batch} images a step, seed {self.seed};"
            f" right: {percent(self.accuracy)} of {len(self._test.label)} test images"
        )


GIVEN = ("hidden", "activation", "eta", "batch", "epochs", "seed", "pace", "digit")


def _nodes(hidden) -> str:
    return f"{', '.join(map(str, hidden))} nodes" if hidden else "no layer"


def _digit_name(digit) -> str:
    return "to all digits" if digit is None else f"to {digit} only"
