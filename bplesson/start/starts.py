"""Several starts of one network on one data set, side by side, for three scales of the first weights (6.4)."""

import numpy as np
from traitlets import Any

from bplesson.checks.inputs import layers
from bplesson.data import datasets
from bplesson.engine.activations import activation
from bplesson.engine.network import Network, quiet
from bplesson.engine.training import LEARNED
from bplesson.errors import InputError, listed, shown
from bplesson.kit.controls import Choice, Menu, Number, button
from bplesson.kit.menus import NAMES
from bplesson.kit.palette import SEVERAL
from bplesson.kit.presets import Preset
from bplesson.kit.screen import Screen
from bplesson.kit.words import number
from bplesson.start.start import Whole, named
from bplesson.start.starts_code import starts_source
from bplesson.start.starts_plots import starts_stage

SEEDS, PLACES = len(SEVERAL), ("left", "middle", "right")
LAYERS = ((2,), (4,), (8,), (8,) * 3, (8,) * 5, (16,), (16,) * 3, (16,) * 5)
DATA = {
    "xor": datasets.xor,
    "two moons": lambda: datasets.two_moons(50),
    "circles": lambda: datasets.circles(50),
    "sine": lambda: datasets.sine(50),
}
BEGIN = {"data": "two moons", "hidden": (16,) * 5, "activation": "relu", "eta": 0.1, "steps": 300, "seed": 0}
RELU, TANH = {"left": 0.5, "middle": 2**0.5, "right": 3.0}, {"left": 0.3, "middle": 1.0, "right": 3.0}
PRESETS = {
    "five layers of ReLU": Preset(
        "Why is nothing learned on the left, and what happens on the right? Can another η save them?",
        {**BEGIN, **RELU},
    ),
    "one layer of ReLU": Preset(
        "The same scales, one hidden layer. Why is a wrong scale less harmful now?",
        {**BEGIN, **RELU, "hidden": (16,)},
    ),
    "five layers of tanh": Preset(
        "Too small is as bad as with ReLU. Why is too large less bad with tanh?",
        {**BEGIN, **TANH, "hidden": (8,) * 5, "activation": "tanh", "eta": 0.3},
    ),
    "xor, two nodes": Preset(
        "The network of 5.5. Press “other starts” a few times: does the right scale save every start?",
        {**BEGIN, **TANH, "data": "xor", "hidden": (2,), "activation": "tanh", "eta": 0.3, "steps": 1000},
    ),
}


class StartsExplorer(Screen):
    """Four starts for each of three `scales` of the first weights, in units of 1/√d_in, trained for `steps` steps.

    `data`: "xor", or 50 examples of "two moons", "circles" or "sine"; `hidden`: nodes of each hidden layer;
    `activation` of the hidden nodes; the output is the identity, biases begin at 0. The starts have the seeds `seed` to
    seed + 3, and start number k draws the same numbers for every scale. After any change `costs`, shape (3, 4,
    steps + 1), holds all costs, and `learned`, shape (3,), how many starts ended below 0.02.
    """

    data = Choice("two moons")
    data_choices = tuple(DATA)
    hidden = Any((16,) * 5)
    activation = Any("relu")
    left = Number(0.5)
    middle = Number(2**0.5)
    right = Number(3.0)
    eta = Number(0.1, positive=True)
    steps = Whole(300, 1, 2000)
    seed = Whole(0, 0, 10**6)
    presets = PRESETS
    _trained = None

    def __init__(
        self,
        data="two moons",
        hidden=(16,) * 5,
        activation="relu",
        scales=(0.5, 2**0.5, 3.0),
        eta=0.1,
        steps=300,
        seed=0,
    ):
        super().__init__()
        scales = listed("scales", scales, "three numbers")
        if len(scales) != len(PLACES):
            raise InputError(f"scales: expected three numbers, got {shown(scales)}")
        self._put(data=data, hidden=hidden, activation=activation, eta=eta, steps=steps, seed=seed)
        self._put(**dict(zip(PLACES, scales)))
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        live, *self._panels = starts_stage(LEARNED)
        knobs = {
            "eta": self._knob("eta", "η", 0.01, 1.0),
            "steps": self._knob("steps", "steps", 10, 1000, 10),
            "hidden": Menu("hidden", LAYERS, self._to("hidden"), _nodes),
            "activation": Menu("activation", NAMES, self._to("activation"), named),
            **{place: self._knob(place, place, 0.0, 4.0, 0.05) for place in PLACES},
            "data": Menu("data", self.data_choices, self._to("data")),
        }
        self._begin(live, knobs, [], 0)

    def _make_buttons(self) -> dict:
        return {"other": button("other starts", "the next four seeds", self._guard(self.other_starts))}

    def other_starts(self) -> None:
        """Four other starts: the next seeds."""
        self.seed += SEEDS

    @property
    def scales(self) -> tuple[float, float, float]:
        """The three scales, from left to right."""
        return self.left, self.middle, self.right

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        hidden = layers(self.hidden)
        if min(self.scales) < 0:
            raise InputError(f"scales: expected numbers of at least 0, got {self.scales}")
        sigma = activation(self.activation)
        settings = self.data, hidden, self.activation, self.scales, self.eta, self.steps, self.seed
        if settings != self._trained:
            self.x, self.y = DATA[self.data]()
            self.costs = self._train(hidden, sigma)
            self._trained = settings
        with np.errstate(invalid="ignore"):
            self.learned = (self.costs[..., -1] < LEARNED).sum(axis=1)
            wrong, grew = ~(self.costs[..., -1] < 1e3), (self.costs >= 1e3).any(axis=-1)
            self.away, self._lost = (wrong & grew).sum(axis=1), (wrong & ~grew).sum(axis=1)

    @quiet
    def _train(self, hidden: tuple[int, ...], sigma) -> np.ndarray:
        """The costs of all starts, (3, SEEDS, steps + 1): all are trained at once, along two axes of the weights."""
        sizes, sigmas = [self.x.shape[1], *hidden, 1], ["identity"] + [sigma] * len(hidden) + ["identity"]
        starts = [
            Network.random(sizes, sigmas, np.random.default_rng(self.seed + k), bias=True).weights for k in range(SEEDS)
        ]
        weights = [np.multiply.outer(self.scales, np.array(W)) for W in zip(*starts)]
        network, costs = Network(weights, sigmas, bias=True), []
        for _ in range(self.steps + 1):
            passes = network.backward(self.x, self.y)
            costs.append(passes.cost)
            network = network._with([W - self.eta * g for W, g in zip(network.weights, passes.gradients)])
        return np.moveaxis(costs, 0, -1)

    # screen ----------------------------------------------------------------------------------------------------------
    def _draw(self) -> None:
        for panel, scale, costs, learned in zip(self._panels, self.scales, self.costs, self.learned):
            panel.reach(self.steps)
            panel.move(f"scale {scale:.3g}: {learned} of {SEEDS} learned", costs)

    def _notice(self) -> str:
        told = " ".join(self._outcome(k) for k in range(3))
        return f'<span aria-live="polite">{told} (Thin line: cost {LEARNED}. At the ends: number of the start.)</span>'

    def _outcome(self, k: int) -> str:
        constant = float(np.var(self.y)) / 2  # what the best constant answer costs
        last = self.costs[k, :, -1]
        said = f"<b>Scale {self.scales[k]:.3g}</b>: {self.learned[k] or 'none'} of {SEEDS} learned"
        if self.away[k]:
            said += f", {self.away[k]} ran away"
        if self._lost[k]:
            said += f", {self._lost[k]} came to a value that is no number"
        with np.errstate(invalid="ignore"):
            stuck = int((np.abs(last / constant - 1) < 0.03).sum())
        if stuck:
            said += f", {stuck} stand{'s' if stuck == 1 else ''} at {number(constant)}, what one constant answer costs"
        return f"{said}."

    def _says(self) -> str:
        return f"The cost of every start over the steps, one panel for each scale; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _source(self) -> str:
        return starts_source(self, SEEDS)

    def __repr__(self) -> str:
        told = "; ".join(
            f"scale {scale:.3g}: {learned} learned, {away} ran away"
            for scale, learned, away in zip(self.scales, self.learned, self.away)
        )
        return (
            f"StartsExplorer: {self.data}, hidden layers {_nodes(self.hidden)}, {named(self.activation)},"
            f" η = {number(self.eta)}, {self.steps} steps from the seeds {self.seed} to {self.seed + SEEDS - 1}; {told}"
        )


def _nodes(hidden) -> str:
    hidden = tuple(hidden)
    if not hidden:
        return "none"
    return f"{len(hidden)} of {hidden[0]}" if len(set(hidden)) == 1 else "-".join(map(str, hidden))
