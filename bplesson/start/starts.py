"""Several starts of one network on one data set, side by side, for three scales of the first weights (6.4)."""

import numpy as np

from bplesson.checks.inputs import layers
from bplesson.checks.results import quiet
from bplesson.data import datasets
from bplesson.engine.activations import activation
from bplesson.engine.network import Network, stepped
from bplesson.engine.training import LEARNED
from bplesson.errors import InputError, listed, shown
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.menus import NAMES, name_of
from bplesson.kit.palette import SEVERAL
from bplesson.kit.traits import Pick, Slider, Whole
from bplesson.kit.words import number, short
from bplesson.start.code import starts_code
from bplesson.start.plots import starts_stage
from bplesson.start.presets import STARTS_PRESETS

SEEDS, PLACES, SCALES = len(SEVERAL), ("left", "middle", "right"), (0.5, 2**0.5, 3.0)
LAYERS = ((2,), (4,), (8,), (8,) * 3, (8,) * 5, (16,), (16,) * 3, (16,) * 5)
DATA = {
    "xor": datasets.xor,
    "two moons": lambda: datasets.two_moons(50),
    "circles": lambda: datasets.circles(50),
    "sine": lambda: datasets.sine(50),
}


def _nodes(hidden) -> str:
    if not hidden:
        return "none"
    return f"{len(hidden)} of {hidden[0]}" if len(set(hidden)) == 1 else "-".join(map(str, hidden))


class StartsExplorer(Explorer):
    """Four starts for each of three `scales` of the first weights, in units of 1/√d_in, trained for `steps` steps.

    `data`: "xor", or 50 examples of "two moons", "circles" or "sine"; `hidden`: nodes of each hidden layer;
    `activation` of the hidden nodes; the output is the identity, biases begin at 0. The starts have the seeds `seed` to
    seed + 3, and start number k draws the same numbers for every scale. After any change `costs`, shape (3, 4,
    steps + 1), holds all costs, and `learned`, shape (3,), how many starts ended below 0.02.
    """

    data = Pick("data", DATA, "two moons")
    hidden = Pick("hidden", LAYERS, (16,) * 5, _nodes, read=layers)
    activation = Pick("activation", NAMES, "relu", name_of, read=activation)
    left = Slider("left", 0.0, 4.0, default=SCALES[0], step=0.05)
    middle = Slider("middle", 0.0, 4.0, default=SCALES[1], step=0.05, wide=("215px", "56px"))
    right = Slider("right", 0.0, 4.0, default=SCALES[2], step=0.05)
    eta = Slider("η", 0.01, 1.0, default=0.1, positive=True)
    steps = Whole("steps", 10, 1000, default=300, step=10, least=1, most=2000)
    seed = Whole("seed", 0, 20, default=0, most=10**6)
    takes = "data", "hidden", "activation", "scales", "eta", "steps", "seed"
    on_top = "eta", "steps", "hidden", "activation"
    buttons = {"other": ("other starts", "the next four seeds", "other_starts"), **BACK}
    presets = STARTS_PRESETS
    _trained = None

    def _open(self, scales=SCALES, **state) -> None:
        scales = listed("scales", scales, "three numbers")
        if len(scales) != len(PLACES):
            raise InputError(f"scales: expected three numbers, got {shown(scales)}")
        super()._open(**dict(zip(PLACES, scales)), **state)

    def _stage(self) -> tuple[Live, dict]:
        live, *self._panels = starts_stage(LEARNED)
        return live, {}

    def other_starts(self) -> None:
        """Four other starts: the next seeds."""
        self.seed += SEEDS

    @property
    def scales(self) -> tuple[float, float, float]:
        """The three scales, from left to right."""
        return self.left, self.middle, self.right

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self._put(hidden=layers(self.hidden))
        if min(self.scales) < 0:
            raise InputError(f"scales: expected numbers of at least 0, got {self.scales}")
        self._function = activation(self.activation)
        settings = self.data, self.hidden, self.activation, self.scales, self.eta, self.steps, self.seed
        if settings != self._trained:
            self.x, self.y = DATA[self.data]()
            self.costs = self._train(self.hidden, self._function)
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
            network = network.at(stepped(network.weights, passes.gradients, self.eta))
        return np.moveaxis(costs, 0, -1)

    # screen ----------------------------------------------------------------------------------------------------------
    def _draw(self) -> None:
        for panel, scale, costs, learned in zip(self._panels, self.scales, self.costs, self.learned):
            panel.reach(self.steps)
            panel.move(f"scale {short(scale)}: {learned} of {SEEDS} learned", costs)

    def _notice(self) -> str:
        told = " ".join(self._outcome(k) for k in range(3))
        return f'<span aria-live="polite">{told} (Thin line: cost {LEARNED}. At the ends: number of the start.)</span>'

    def _outcome(self, k: int) -> str:
        constant = float(np.var(self.y)) / 2  # what the best constant answer costs
        last = self.costs[k, :, -1]
        said = f"<b>Scale {short(self.scales[k])}</b>: {self.learned[k] or 'none'} of {SEEDS} learned"
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
        return starts_code(self, SEEDS)

    def __repr__(self) -> str:
        told = "; ".join(
            f"scale {short(scale)}: {learned} learned, {away} ran away"
            for scale, learned, away in zip(self.scales, self.learned, self.away)
        )
        return (
            f"StartsExplorer: {self.data}, hidden layers {_nodes(self.hidden)}, {self._function.name},"
            f" η = {number(self.eta)}, {self.steps} steps from the seeds {self.seed} to {self.seed + SEEDS - 1}; {told}"
        )
