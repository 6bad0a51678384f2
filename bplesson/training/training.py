"""Training: a network learns from examples, and every part of it is to be seen while it does."""

import math
from collections.abc import Callable

import numpy as np

from bplesson.checks.inputs import batch_or_all, layers
from bplesson.engine.activations import activation as made_function
from bplesson.engine.training import LEARNED, right_side
from bplesson.errors import InputError, whole_number
from bplesson.kit.live import Live
from bplesson.kit.menus import NAMES
from bplesson.kit.own import TRAINING, Derivatives, Own
from bplesson.kit.path import FLAT
from bplesson.kit.seen import no_number
from bplesson.kit.trainer import AGAIN, Trainer, place
from bplesson.kit.traits import Pick, Slider, Whole, as_given
from bplesson.kit.words import number
from bplesson.training.code import training_code
from bplesson.training.plots import Curve, TrainingStage
from bplesson.training.presets import TRAINING_PRESETS
from bplesson.training.run import StepRun, first_network
from bplesson.training.sentence import training_notice
from bplesson.training.settings import DATA, OUTPUTS, examples, is_labelled

LAST = 100_000  # the last step that a training can reach
LOOK_BACK, STILL = 100, 0.01  # a plateau: in so many steps the cost falls by less than this share
PACES = (1, 2, 5, 10, 100, LAST)
STEPS, LOOKED = "steps", "examples looked at"  # what the cost is drawn over
LAYERS = ((), (1,), (2,), (3,), (4,), (6,), (8,), (16,), (4, 4), (8, 8), (8, 8, 8))
BATCHES = (None, 1, 2, 5, 10, 20, 50)


def _nodes(hidden) -> str:
    return f"{', '.join(map(str, hidden))} node{'s' * (hidden != (1,))}" if hidden else "no layer"


def _speed(pace) -> str:
    return "to the end" if pace == LAST else f"×{pace}"


def _name(activation) -> str:
    return activation if isinstance(activation, str) else made_function(activation).name


def _as_own(function: Callable | None) -> Own | None:
    return None if function is None else Own(function, TRAINING, bias=True)


def _data_name(data) -> str:
    return data if isinstance(data, str) else "your own"


class TrainingExplorer(Trainer):
    """A network with biases learns `data`: "xor", "two moons", "circles", "line", "sine" or your own (x, y).

    x is (n, 1) or (n, 2), y is (n, 1). `hidden`: nodes of each hidden layer; `activation` of the hidden nodes, `output`
    "identity", "tanh", "sigmoid" or "sigmoid, cross-entropy"; `batch`: examples a step, None for all; `seed` of the
    first weights and of the order of the batches; `pace`: steps a picture; `across` "steps" or "examples looked
    at", of the cost and of the budget that two runs share. `backward`: a function of your own that makes the steps,
    mean_gradients(weights, sigmas, x, y) with examples in rows; each matrix of weights and of the result has a last
    column of biases. After any change `network`, `cost`, `costs`, shape (t+1,), `gradients` (your own, if you gave
    a function), `accuracy` and `status` are those of step `t`, which `t = …` sets.
    """

    data = Pick("data", DATA, "xor", _data_name, read=as_given)
    hidden = Pick("hidden", LAYERS, (3,), _nodes, read=as_given)
    eta = Slider("η", 0.01, 2.0, default=0.5, positive=True)
    batch = Pick("examples a step", BATCHES, None, lambda n: str(n or "all"), read=as_given, label_width="116px")
    seed = Whole("seed", 0, 20, default=0, most=math.inf)
    activation = Pick("activation", NAMES, "tanh", _name, read=as_given)
    output = Pick("output", OUTPUTS, "identity")
    pace = Pick("", PACES, 1, _speed, width="100px", tip="pace")
    across = Pick("across", (STEPS, LOOKED), STEPS, width="220px", label_width="50px")
    layer = Pick("show layer", (1,), 1, read=as_given)  # the hidden layer whose nodes are shown
    takes = ("data", "hidden", "activation", "output", "eta", "batch", "seed", "pace", "backward", "across")
    anew = frozenset({"data", "hidden", "activation", "output", "batch", "seed", "backward"})
    held = (*Trainer.held, "kept", "_kept_run", "x", "y", "_labelled", "_own")
    presets = TRAINING_PRESETS
    buttons = {
        "begin": ("◂◂ step 0", "the same first weights once more, with the present settings", "begin"),
        "back": ("◂ step", "one step back", "step_back"),
        "step": ("step ▸", "one step of gradient descent", "step"),
        "play": ("play", "step after step, until you pause", "_toggle"),
        **AGAIN,
        "keep": ("keep and run again", "this run stays as a dashed line; the next gets as many steps", "keep"),
        "forget": ("forget the run before", "take the dashed line away", "forget"),
        "restore": ("back to the best step", "the lowest cost of this run", "restore"),
    }
    _own: Own | None = None
    x: np.ndarray | None = None
    kept: np.ndarray | None = None  # the costs of the run before
    _kept_run: StepRun | None = None

    t = place("t", "The number of steps taken in this run; setting it goes there, on or back.")

    def _open(self, backward=None, **state) -> None:
        self._own = _as_own(backward)
        super()._open(**state)

    @property
    def backward(self) -> Callable | None:
        """The learner's own function, whose derivatives make the steps; None for the right ones."""
        return self._own and self._own.function

    @backward.setter
    def backward(self, function: Callable | None) -> None:
        self._own = _as_own(function)
        self._react({"backward"})

    def _stage(self) -> tuple[Live, dict]:
        self._plots, self._framed = TrainingStage(), None
        return self._plots.live, {}

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int) -> None:
        """Go to step t, on or back; it ends earlier at the budget, or where numbers run away."""
        self._go_to(whole_number("t", t, least=0))

    def keep(self) -> None:
        """Keep this run's costs beside the next one, which gets as many steps, or examples: an equal budget."""
        if self._place == 0:
            raise InputError("keep: expected at least one step to compare with, got step 0")
        self.kept, self._kept_run = self.costs, self._run
        self._react(set(self.anew))

    def forget(self) -> None:
        """Take away the run that was kept, and with it the limit of steps."""
        self.kept = None
        self._react(set())

    def reset(self) -> None:
        """Back to the start: the state that was given or chosen, without the run before."""
        self.kept = None
        super().reset()

    def restore(self) -> None:
        """The step of this run with the lowest cost, after one that ran away."""
        self._pause()
        self._go_to(int(np.argmin(self._run.costs)))

    @property
    def _kept_place(self) -> int:
        """Where the run that was kept ended."""
        return len(self.kept) - 1

    @property
    def _budget(self) -> int:
        """The step at which this run has taken as many steps as the kept one, or looked at as many examples."""
        if self.across == STEPS:
            return self._kept_place
        return min(LAST, self._run.step_after(int(self._kept_run.looked_at(self._kept_place))))

    @property
    def _limit(self) -> int:
        """With a kept run beside it the budget, or where it already is beyond that."""
        return LAST if self.kept is None else max(self._budget, self._place)

    def _arrived(self, before: str) -> bool:
        """It has just been learned, or nothing moves that could be seen; beside a kept run it goes on all the same."""
        just = self.status == "learned" != before
        return self.kept is None and (just or self.at_rest)

    # results ---------------------------------------------------------------------------------------------------------
    @property
    def costs(self) -> np.ndarray:
        """The cost over all examples at steps 0 … t, shape (t+1,)."""
        return np.array(self._run.costs[: self._place + 1])

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
        if self.cost_after is None:
            return "diverged"
        half_square = float(np.mean((self.passes.y_hat - self.y) ** 2)) / 2
        if self._labelled and self._right.all() and half_square < LEARNED:
            return "learned"
        if self.at_rest:
            return "converged"
        if self._place >= LOOK_BACK and self.cost > (1 - STILL) * self._run.costs[self._place - LOOK_BACK]:
            return "plateau"
        return "running"

    def _begin_run(self) -> StepRun:
        x, y = examples(self.data)
        if self.x is None or not (np.array_equal(x, self.x) and np.array_equal(y, self.y)):
            self.x, self.y, self._labelled = x, y, is_labelled(y)
            self.kept = None  # costs of other examples: nothing to compare
        self._put(hidden=layers(self.hidden), batch=batch_or_all(self.batch, len(self.x)))
        network = first_network(self.x, self.y, self.hidden, self.activation, self.output, self.seed)
        return StepRun(network, self.x, self.y, self.eta, self.batch, self.seed, own=self._own)

    def _compute(self) -> None:
        begun = self._run is None
        super()._compute()
        self.network = self._run.network(self._place)
        self.passes = self.network.backward(self.x, self.y)
        self.cost, right = float(self.passes.cost), self.passes.gradients
        self.derivatives = Derivatives(right, right)
        if self._own is not None:
            self.derivatives = self._own.derivatives(self.network, self.x, self.y, right)
        self.gradients = self.derivatives.taken
        self._right = right_side(self.passes.y_hat, self.y) if self._labelled else np.ones(len(self.y), dtype=bool)
        self.at_rest = max(float(np.abs(g).max()) for g in self.gradients) <= FLAT  # nothing moves that could be seen
        self.cost_after = self._run.cost_after(self._place)
        self.undefined = no_number(self.network, self.passes)
        if self.cost_after is None:
            self.undefined = self.undefined or self._run.no_number_ahead()
        self._settle_layer(begun)

    def _settle_layer(self, begun: bool) -> None:
        """A run that has just begun may have fewer layers than the one that was shown."""
        most, layer = max(1, len(self.hidden)), whole_number("layer", self.layer)
        if layer > most and not begun:
            raise InputError(f"layer: expected a hidden layer, at most {most}, got {layer}")
        self._put(layer=min(layer, most))

    # screen ----------------------------------------------------------------------------------------------------------
    def _make_controls(self) -> dict:
        made = super()._make_controls()
        self._beside = {name: made.pop(name) for name in ("pace", "across")}  # stand in the row of buttons
        return made

    def _make_buttons(self) -> dict:
        made, views = super()._make_buttons(), {name: control.view for name, control in self._beside.items()}
        made["play"].tooltip += "; the menu beside it says how many steps a picture takes"
        before = {name: made.pop(name) for name in ("begin", "back", "step", "play")}
        return {**before, "pace": views["pace"], **made, "across": views["across"]}

    def _make_view(self) -> None:
        super()._make_view()
        self._controls |= self._beside

    def _follow(self) -> None:
        n, few = len(self.y), len(self.hidden) < 2
        sizes = {each for each in (*BATCHES, self.batch) if each and each <= n}
        self._controls["batch"].offer([None, *sorted(sizes)])
        self._controls["layer"].offer(range(1, max(2, len(self.hidden) + 1)))
        self._controls["layer"].view.layout.display = "none" if few else ""
        buttons = self._buttons
        buttons["begin"].disabled = buttons["back"].disabled = self._place == 0
        buttons["keep"].layout.display = "" if self.kept is None else "none"
        buttons["forget"].layout.display = "none" if self.kept is None else ""
        measured = self.batch is not None or self.kept is not None or self.across == LOOKED
        self._beside["across"].view.layout.display = "" if measured else "none"
        buttons["restore"].layout.display = "" if self.status == "diverged" else "none"

    def _draw(self) -> None:
        framed = self.hidden, self.layer, _name(self.activation)
        if self._framed != framed or self._framed_x is not self.x:
            self._framed, self._framed_x = framed, self.x
            self._plots.set_axes(self.x, self.y, self._labelled, *framed)
        forward = self.network.forward(self._plots.grid())
        norms = [float(np.linalg.norm(g)) for g in self.gradients]
        self._plots.answer.name(self.passes.y_hat[:, 0])
        self._plots.move(forward, self.layer, self._right, norms)
        self._plots.costs.show(self._curve(self._run, self.costs), self._kept_curve(), self._reach(), self.across)

    def _curve(self, run: StepRun, costs: np.ndarray) -> Curve:
        steps = np.arange(len(costs))
        return Curve(run.looked_at(steps) if self.across == LOOKED else steps, costs)

    def _kept_curve(self) -> Curve | None:
        return None if self.kept is None else self._curve(self._kept_run, self.kept)

    def _reach(self) -> int:
        """How far the axis of the cost has to reach without a run beside this one."""
        last = max(self._run.last, 100)
        return int(self._run.looked_at(last)) if self.across == LOOKED else last

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
    def _chosen(self, name: str) -> None:
        self.kept = None  # a preset has no limit but its own
        super()._chosen(name)

    def _to(self, name: str) -> Callable:
        return self._guard(self._switch_data) if name == "data" else super()._to(name)

    def _switch_data(self, data) -> None:
        batch = self.batch if self.batch and self.batch <= len(examples(data)[0]) else None
        self._put(data=data, batch=batch)
        self._react({"data"})

    def _source(self) -> str:
        return training_code(self)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self.network.sizes))
        right = "" if self.accuracy is None else f", {int(self._right.sum())} of {len(self.y)} on the right side"
        return (
            f"TrainingExplorer at step {self.t}: {_data_name(self.data)}, {sizes} network, {_name(self.activation)},"
            f" η = {number(self.eta)}, {self.batch or 'all'} examples a step, seed {self.seed};"
            f" C = {number(self.cost)}{right}"
        )
