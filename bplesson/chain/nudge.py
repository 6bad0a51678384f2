"""The nudge check: w − h and w + h sent through the whole chain, beside what the chain rule says about each value."""

import numpy as np
from traitlets import Any

from bplesson.chain.chain import ChainExplorer, chain_weights
from bplesson.chain.code import nudge_code
from bplesson.chain.nudge_equations import difference_errors, nudge
from bplesson.chain.plots import SMALLEST, nudge_stage
from bplesson.chain.presets import NUDGE_PRESETS
from bplesson.chain.scene import nudge_filling, nudge_scene, title
from bplesson.engine.landscape import direction
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number
from bplesson.kit.controls import Number
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Scene
from bplesson.kit.seen import no_number, refusal
from bplesson.kit.traits import Pick, Slider
from bplesson.kit.words import kept, number, precise, product, sub

GRID = np.logspace(np.log10(SMALLEST), 0, 97)  # of h: eight a decade
NEAR = 4  # places of the grid: half a decade
LEFT, RIGHT = slice(0, 33), slice(72, 89)  # places of the grid where the arms of the V are measured


class NudgeExplorer(Explorer):
    """A chain of 1 to 6 weights, one of them, `weight`, nudged by `h` to both sides.

    `weights`, `x`, `y` and `activations` as in `ChainExplorer`; each weight is a trait, w01, w12, … After any change
    `nudge` holds names, low, high, measured and claimed of the weight and all values behind it, up to C; `measured`,
    `claimed` and `error` are those of ∂C/∂w.
    """

    h = Number(0.1, positive=True)
    x = Slider(sub("x", 0), -2.0, 2.0, default=1.0)
    y = Slider("y", -2.0, 2.0, default=0.3)
    also = {"log_h": Slider("log₁₀ h", -12.0, 0.0, step=0.1, wide=("132px", "52px")), "w": Slider("w", -3.0, 3.0)}
    on_top = ("weight", "log_h", "w")
    buttons = BACK
    takes = ("weights", "x", "y", "activations", "weight", "h")
    activations = Any("tanh")
    weights = ChainExplorer.weights

    def _open(self, weights=(0.5, -1.2, 0.8), weight="w01", **state) -> None:
        weights = chain_weights(weights)
        N = len(weights)
        self.names = tuple(Weight(i).name for i in range(N))
        self.presets = {name: preset for name, preset in NUDGE_PRESETS.items() if len(preset.state["weights"]) == N}
        self.add_traits(**{name: Number() for name in self.names}, weight=Pick("weight", self.names, "w01", title))
        super()._open(**dict(zip(self.names, weights, strict=True)), weight=weight, **state)

    def _stage(self) -> tuple[Live, dict]:
        live, self._error, self._rates = nudge_stage()
        return live, {self._error.ax: lambda h, error: setattr(self, "log_h", np.log10(h))}

    def _arrows(self) -> tuple:
        return self._error.ax, lambda: [self.h], lambda h: setattr(self, "log_h", np.log10(h))

    def _make_scene(self) -> Scene:
        self._told = self.weight
        return nudge_scene(self.nudge.names)

    @property
    def log_h(self) -> float:
        """log₁₀ h, the number on the slider; setting it sets h."""
        return float(np.log10(self.h))

    @log_h.setter
    def log_h(self, value: float) -> None:
        self.h = kept(10.0 ** min(round(finite_number("log_h", value), 4), 6.0), 4)

    @property
    def w(self) -> float:
        """The weight that is nudged; setting it sets that weight."""
        return getattr(self, self.weight)

    @w.setter
    def w(self, value: float) -> None:
        setattr(self, self.weight, value)

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self.network = Network.chain([getattr(self, name) for name in self.names], self.activations)
        i = self.names.index(self.weight)
        self._passes = self.network.backward(self.x, self.y)
        self.nudge = nudge(self.network, self.x, self.y, i, self.h)
        self.measured, self.claimed = float(self.nudge.measured[-1]), float(self.nudge.claimed[-1])
        self.error = abs(self.measured - self.claimed)
        self._errors = difference_errors(self.network, self.x, self.y, direction(self.network, i), GRID)
        if not np.isfinite([*self.nudge.measured, *self.nudge.claimed, *self._errors]).all():
            said = no_number(self.network, self._passes) or "a nudged value is no number"
            raise InputError(refusal(self.weight, f"{self.w:.4g}", said))

    def _side(self) -> str:
        """Where on its V the present h stands: "left", "right" or "bottom"; "" where there is no error at all."""
        if not self._errors.any():
            return ""
        level = [self._errors[max(0, k - NEAR) : k + NEAR + 1].max() for k in range(GRID.size)]  # above the noise
        here, bottom = int(np.argmin(np.abs(np.log(GRID / self.h)))), int(np.argmin(level))
        if level[here] <= 30 * level[bottom]:
            return "bottom"
        return "left" if here < bottom else "right"

    def _arms(self) -> tuple[float, float]:
        """Factors of 1/h and of h² that follow the two arms of the V; 0 for an arm that is not there."""
        left = float(np.median(self._errors[LEFT] * GRID[LEFT]))
        right = float(np.median(self._errors[RIGHT] / GRID[RIGHT] ** 2))
        rises = np.median(self._errors[84:93]) > 10 * np.median(self._errors[68:77])  # over two decades of h
        return left, right if rises else 0.0

    # screen ----------------------------------------------------------------------------------------------------------
    def _filling(self):
        return nudge_filling(self.nudge), repr(self)

    def _follow(self) -> None:
        self._controls["w"].box.description = title(self.weight)
        if self._told != self.weight:
            self._diagram.forget()  # numbers of another weight have not moved
            self._lay_out(self._make_scene())

    def _notice(self) -> str:
        i, name = self.names.index(self.weight), title(self.weight)
        k = self.network.hidden - i
        delta, q = self._passes.delta[k].item(), self._passes.q[i].item()
        said = (
            f"Measured: (C[{name} + h] − C[{name} − h]) / 2h = <b>{precise(self.measured)}</b>."
            f" &ensp;Claimed: {sub('δ', k)} · {sub('q', i)} = {product([delta, q], 5)}"
            f" = <b>{precise(self.claimed)}</b>. &ensp;"
        )
        return f'<span aria-live="polite">{said}{self._verdict()}</span>'

    def _verdict(self) -> str:
        side = self._side()
        if not side:
            return "They are the same number, whatever h is."
        if self.error == 0:
            return "They are the same number, for this h."
        apart = f"They differ by {number(self.error)}"
        if side == "bottom":
            return f"{apart}: h is well chosen, near the lowest error that can be had."
        if side == "right":
            return f"{apart}: h is <b>too large</b>, the cost bends between w − h and w + h (right arm)."
        return f"{apart}: h is <b>too small</b>, the two costs differ only in their last digits (left arm)."

    def _draw(self) -> None:
        names = self.nudge.names[1:]
        measured, claimed = self.nudge.measured[1:], self.nudge.claimed[1:]
        self._rates.reach(names, np.array([*measured, *claimed]))
        self._error.title.set_text(f"error of the measured ∂C/∂{title(self.weight)} over h")
        self._rates.move(measured, claimed)
        self._error.move(GRID, self._errors, self._arms(), self.h, self.error)

    def _says(self) -> str:
        return f"The error of the measured derivative over h, and what was measured for every value; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        rest = {name: value for name, value in state.items() if name != "weights"}
        return super()._from_preset(dict(zip(self.names, state["weights"], strict=True)) | rest)

    def _source(self) -> str:
        weights = [getattr(self, name) for name in self.names]
        return nudge_code(self.network, weights, self.x, self.y, self.names.index(self.weight), self.h)

    def __repr__(self) -> str:
        weights = ", ".join(f"{name} = {number(getattr(self, name))}" for name in self.names)
        return (
            f"NudgeExplorer: {weights}; {self.weight} nudged by h = {self.h:g}: measured {precise(self.measured)},"
            f" claimed {precise(self.claimed)}, difference {number(self.error)}"
        )
