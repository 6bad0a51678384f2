"""First weights (6.2, 6.3): what their size does to q on the way forward and to δ on the way back, layer by layer."""

import ipywidgets as widgets
import numpy as np

from bplesson.checks.results import quiet
from bplesson.engine.activations import LEAK, activation
from bplesson.engine.network import Network
from bplesson.errors import InputError, shown
from bplesson.kit.controls import button
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.menus import NAMES, name_of
from bplesson.kit.seen import no_value, refusal
from bplesson.kit.traits import Pick, Slider, Whole
from bplesson.kit.words import number, percent
from bplesson.start.code import DRAWS, start_code
from bplesson.start.plots import start_stage
from bplesson.start.presets import START_PRESETS

EXAMPLES = 100
FLAT = 0.05  # below such a slope a node counts as saturated
LEVEL = {  # the scale that keeps q and δ level in wide layers, in units of 1/√d_in, and what its square is called
    "identity": (1.0, "1, that is mean(W²) = 1/d_in"),
    "tanh": (1.0, "1, that is mean(W²) = 1/d_in, as long as the values stay small"),
    "sine": (1.0, "1, that is mean(W²) = 1/d_in, as long as the values stay small"),
    "relu": (2**0.5, "√2 = 1.41, that is mean(W²) = 2/d_in"),
    "leaky relu": ((2 / (1 + LEAK**2)) ** 0.5, "1.41, that is mean(W²) = 1.98/d_in"),
}


class StartExplorer(Explorer):
    """`depth` layers of `width` nodes each, without biases, with first weights of mean square scale²/width.

    `draw`: "normal", "uniform", "coins" (plus or minus the same number) or "all equal"; `activation` of all nodes but
    the inputs. 100 random examples of mean square 1 run forward; a random error at the output runs back. After any
    change `size_q` (depth + 1,) and `size_delta` (depth,), for layers 1 … depth, hold the root of the mean square of q
    and of δ (in units of δ₀), `factor_q` and `factor_delta` what one layer multiplies them by, `saturated` and `dead`
    the share of slopes below 0.05 and of nodes that are dead for all examples, layer by layer.
    """

    depth = Whole("depth", 1, 40, default=20)
    width = Whole("width", 1, 256, default=64)
    activation = Pick("activation", NAMES, "tanh", name_of, read=activation)
    scale = Slider("scale", 0.0, 4.0, default=1.0)
    seed = Whole("seed", 0, 20, default=0, most=10**6)
    draw = Pick("weights", DRAWS, "normal")
    on_top = "scale", "activation", "depth", "width"
    buttons = BACK
    presets = START_PRESETS
    _kept: tuple = (None, None)  # what was drawn last, and for which state

    def _stage(self) -> tuple[Live, dict]:
        live, self._panels = start_stage()
        return live, {}

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        def to(scale):
            return self._guard(lambda: setattr(self, "scale", scale))

        return {
            "new": button("new weights", "the next seed", self._guard(self.new_weights)),
            "one": button("scale 1: 1/d_in", "mean(W²) = 1/d_in", to(1.0)),
            "two": button("scale √2: 2/d_in", "mean(W²) = 2/d_in", to(2**0.5)),
            **super()._make_buttons(),
        }

    def new_weights(self) -> None:
        """Other weights and examples of the same kind: the next seed."""
        self.seed += 1

    # results ---------------------------------------------------------------------------------------------------------
    @quiet
    def _compute(self) -> None:
        if self.scale < 0:
            raise InputError(f"scale: expected a number of at least 0, got {shown(self.scale)}")
        self._function = activation(self.activation)
        d, N = self.width, self.depth
        x, error, drawn = self._drawn()
        weights = [self.scale / d**0.5 * each for each in drawn]
        self.network = network = Network(weights, ["identity"] + [self._function] * N)
        values = network.forward(x / size(x))
        slopes = np.array(
            [np.broadcast_to(network.activations[i].slope(values.p[i], values.q[i]), x.shape) for i in range(1, N + 1)]
        )
        delta = [error * slopes[-1]]
        for i in range(N - 1, 0, -1):
            delta.append(network.flow_back(delta[-1], i, values.p[i], values.q[i]))
        first = size(delta[0]) or 1.0
        self._q, self._delta = np.array(values.q), np.array(delta[::-1]) / first  # of layers 0 … N and 1 … N
        self.size_q, self.size_delta = size(self._q), size(self._delta)
        if not np.isfinite([*self.size_q, *self.size_delta]).all():
            said = no_value(network, values) or "a slope or a δ is no number"
            raise InputError(refusal("scale", shown(self.scale), said))
        self.factor_q = (self.size_q[-1] / self.size_q[0]) ** (1 / N)
        self.factor_delta = (self.size_delta[0] / (self.size_delta[-1] or 1.0)) ** (1 / max(1, N - 1))
        self.saturated = np.mean((np.abs(slopes) < FLAT) & (slopes != 0), axis=(1, 2))
        self.dead = np.mean((slopes == 0).all(axis=1), axis=1)

    def _drawn(self) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """Examples and errors (EXAMPLES, width), and weights of mean square 1; kept while only their scale changes."""
        of = self.seed, self.depth, self.width, self.draw
        if of != self._kept[0]:
            rng = np.random.default_rng(self.seed)
            x, error = rng.standard_normal((2, EXAMPLES, self.width))
            self._kept = of, (x, error, [DRAWS[self.draw](rng, self.width) for _ in range(self.depth)])
        return self._kept[1]

    # screen ----------------------------------------------------------------------------------------------------------
    def _notice(self) -> str:
        return f'<span aria-live="polite">{" ".join(filter(None, self._sentences()))}</span>'

    def _sentences(self) -> list[str]:
        if self.scale == 0:
            return ["All weights are 0: no δ comes back past the last layer. No weight before it can learn."]
        twins = self.draw == "all equal" and self.width > 1
        return [
            f"All weights are equal: the {self.width} nodes of a layer are <b>twins</b>." if twins else "",
            f"From layer to layer q {does(self.factor_q)}"
            + (f", and on the way back δ {does(self.factor_delta)}." if self.depth > 1 else "."),
            self._shares(),
            "" if twins else self._level(),
        ]

    def _shares(self) -> str:
        saturated, dead = self.saturated.mean(), self.dead.mean()
        said = [f"{percent(saturated)} of the slopes are below {FLAT} (saturated)"] if saturated >= 0.005 else []
        said += [f"{percent(dead)} of the nodes are dead for all {EXAMPLES} examples"] if dead >= 0.005 else []
        return f"{'; '.join(said)}." if said else ""

    def _level(self) -> str:
        name = self._function.name
        if name not in LEVEL:
            return f"For {name} there is no simple rule: its values do not lie around 0."
        return f"Level with {name}: scale {LEVEL[name][1]}."

    def _draw(self) -> None:
        self._panels.reach(self.depth, np.concatenate([self.size_q, self.size_delta]))
        self._panels.move(self._q, self._delta, self.size_q, self.size_delta)

    def _says(self) -> str:
        return f"Histograms of q and δ in every layer, and their typical sizes on a logarithmic axis; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        return super()._from_preset(state) | {"seed": self.seed}  # the weights in hand are seen in another state

    def _source(self) -> str:
        return start_code(self._function, self.depth, self.width, self.scale, self.draw, self.seed)

    def __repr__(self) -> str:
        return (
            f"StartExplorer: {self.depth} layers of {self.width} nodes, {self._function.name}, weights {self.draw} with"
            f" scale {number(self.scale)}; typical size of q at the end {number(self.size_q[-1])}, of δ at layer 1"
            f" {number(self.size_delta[0])}; one layer multiplies q by {number(self.factor_q)}, δ by"
            f" {number(self.factor_delta)}"
        )


def size(values: np.ndarray) -> np.ndarray:
    """The root of the mean square over examples and nodes, the last two axes."""
    return np.sqrt(np.mean(np.square(values), axis=(-2, -1)))


def does(factor: float) -> str:
    """In words what a factor does."""
    if 0.96 <= factor <= 1.04:
        return "<b>keeps its size</b>"
    return f"<b>{'shrinks' if factor < 1 else 'grows'}</b> to {number(factor)} times its size"
