"""Training: a network learns from examples, and every part of it is to be seen while it does."""

from time import perf_counter

import ipywidgets as widgets
import numpy as np
from traitlets import Any

from bplesson.engine.activations import ACTIVATIONS
from bplesson.errors import InputError, whole_number
from bplesson.kit.controls import Choice, Menu, button
from bplesson.kit.player import Playing
from bplesson.kit.words import number
from bplesson.training.code import training_source
from bplesson.training.plots import TrainingStage
from bplesson.training.presets import TRAINING_PRESETS
from bplesson.training.sentence import training_notice
from bplesson.training.settings import DATA, examples
from bplesson.training.state import Training

BUSY = 0.04  # seconds that the steps of one picture may take
LAYERS = ((), (1,), (2,), (3,), (4,), (6,), (8,), (16,), (4, 4), (8, 8), (8, 8, 8))
BATCHES = (None, 1, 2, 5, 10, 20, 50)


class TrainingExplorer(Training, Playing):
    """A network with biases learns `data`: "xor", "two moons", "circles", "line", "sine" or your own (x, y).

    x is (n, 1) or (n, 2), y is (n, 1). `hidden`: nodes of each hidden layer; `activation` of the hidden nodes, `output`
    "identity", "tanh", "sigmoid" or "sigmoid, cross-entropy"; `batch`: examples a step, None for all; `seed` of the
    first weights and of the order of the batches; `pace`: steps a picture. After any change `network`, `cost`, `costs`,
    shape (t+1,), `gradients`, `accuracy` and `status` are those of step `t`, which `t = …` sets.
    """

    pace = Choice(1)
    pace_choices = (1, 2, 5, 10, 50)
    layer = Any(1)  # the hidden layer whose nodes are shown
    presets = TRAINING_PRESETS

    def __init__(
        self, data="xor", hidden=(3,), activation="tanh", output="identity", eta=0.5, batch=None, seed=0, pace=1
    ):
        super().__init__()
        self._put(data=data, hidden=hidden, activation=activation, output=output)
        self._put(eta=eta, batch=batch, seed=seed, pace=pace)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        self._stage, self._framed = TrainingStage(), None
        knobs = {
            "data": Menu("data", DATA, self._guard(self._switch_data), _data_name),
            "hidden": Menu("hidden", LAYERS, self._to("hidden"), _nodes),
            "eta": self._knob("eta", "η", 0.01, 2.0),
            "batch": Menu("examples a step", BATCHES, self._to("batch"), lambda batch: str(batch or "all")),
            "seed": self._knob("seed", "seed", 0, 20, 1),
            "activation": Menu("activation", _names(), self._to("activation"), _name),
            "output": Menu("output", self.output_choices, self._to("output")),
            "pace": Menu("steps a picture", self.pace_choices, self._to("pace")),
            "layer": Menu("show layer", (1,), self._to("layer")),
        }
        for name in ("batch", "pace"):
            knobs[name].view.style.description_width = "116px"
        self._begin(self._stage.live, knobs, [], 0)

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        made = {
            "back": ("◂ step", "one step back", self.step_back),
            "step": ("step ▸", "one step of gradient descent", self.step),
            "play": ("play", "step after step, until you pause", self._toggle),
            "reset": ("reset", "back to the same start; once more: to the settings you were given", self.reset),
            "new": ("new start", "other first weights: the next seed", self.new_start),
            "keep": ("keep and run again", "this run stays as a dashed line; the next gets as many steps", self.keep),
            "forget": ("forget the run before", "take the dashed line away", self.forget),
            "restore": ("back to the best step", "the lowest cost of this run", self.restore),
        }
        buttons = {name: button(label, tip, self._guard(react)) for name, (label, tip, react) in made.items()}
        return super()._make_buttons() | buttons

    def _beat(self) -> None:
        """The steps of one picture, no longer than BUSY seconds, and the picture."""
        until, goal = perf_counter() + BUSY, min(self._t + self.pace, self._limit)
        while self._run.last < goal and self._run.go_on() and perf_counter() < until:
            pass
        begun, before, self._t = self._t, self.status, min(goal, self._run.last)
        self._react(set())
        if self._t in (begun, self._limit) or self._arrived(before):
            self._pause()
            self._sentence.value = self._notice()  # spoken, now that nothing moves any more

    # results and screen ----------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        begun = self._run is None
        super()._compute()
        most, layer = max(1, len(self.hidden)), whole_number("layer", self.layer)
        if layer > most and not begun:
            raise InputError(f"layer: expected a hidden layer, at most {most}, got {layer}")
        if layer > most:
            self._put(layer=most)

    def _follow(self) -> None:
        n, few = len(self.y), len(self.hidden) < 2
        self._knobs["batch"].offer([each for each in BATCHES if each is None or each <= n])
        self._knobs["layer"].offer(range(1, max(2, len(self.hidden) + 1)))
        self._knobs["layer"].view.layout.display = "none" if few else ""
        buttons = self._buttons
        buttons["back"].disabled = self._t == 0
        buttons["keep"].layout.display = "" if self.kept is None else "none"
        buttons["forget"].layout.display = "none" if self.kept is None else ""
        buttons["restore"].layout.display = "" if self.status == "diverged" else "none"

    def _draw(self) -> None:
        framed = self.hidden, self.layer, _name(self.activation)
        if self._framed != framed or self._framed_x is not self.x:
            self._framed, self._framed_x = framed, self.x
            self._stage.set_axes(self.x, self.y, self._labelled, *framed)
        forward = self.network.forward(self._stage.grid())
        norms = [float(np.linalg.norm(g)) for g in self.gradients]
        self._stage.move(forward, self.layer, self._right, self.costs, self.kept, self._run.last, norms)

    def _notice(self) -> str:
        return training_notice(self)

    def _cost_with(self, eta: float) -> float:
        """The cost after one step of all examples with that learning rate."""
        return float(self.network.step(self.gradients, eta).mean_cost(self.x, self.y))

    def _says(self) -> str:
        norms = ", ".join(number(float(np.linalg.norm(g))) for g in self.gradients)
        kept = "" if self.kept is None else f"; the run before ended at C = {number(float(self.kept[-1]))}"
        return f"Prediction, cost over the steps, nodes and gradients: {self!r}; sizes of the gradients {norms}{kept}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        given = {"activation": "tanh", "output": "identity", "batch": None, "seed": 0, "pace": 1, "layer": 1}
        return {**given, **state}

    def _switch_data(self, data) -> None:
        batch = self.batch if self.batch and self.batch <= len(examples(data)[0]) else None
        self._put(data=data, batch=batch)
        self._react({"data"})

    def _source(self) -> str:
        return training_source(self)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.network.sizes))
        right = "" if self.accuracy is None else f", {int(self._right.sum())} of {len(self.y)} on the right side"
        return (
            f"TrainingExplorer at step {self._t}: {_data_name(self.data)}, {sizes} network, {_name(self.activation)},"
            f" η = {number(self.eta)}, {self.batch or 'all'} examples a step, seed {self.seed};"
            f" C = {number(self.cost)}{right}"
        )


def _nodes(hidden) -> str:
    return f"{', '.join(map(str, hidden))} node{'s' * (hidden != (1,))}" if hidden else "no layer"


def _names() -> list[str]:
    return [name for name in ACTIVATIONS if name != "softmax"]


def _name(activation) -> str:
    return activation if isinstance(activation, str) else getattr(activation, "name", None) or activation.__name__


def _data_name(data) -> str:
    return data if isinstance(data, str) else "your own"
