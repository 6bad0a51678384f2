"""Depth (3.17): what is left of δ after many layers, as a product of slopes and weights that can be changed."""

import numpy as np

from bplesson.chain.code import depth_code
from bplesson.chain.plots import depth_stage
from bplesson.chain.presets import DEPTH_PRESETS
from bplesson.engine.activations import activation
from bplesson.engine.network import Network
from bplesson.errors import InputError, shown
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.menus import NAMES, name_of
from bplesson.kit.seen import no_value, refusal
from bplesson.kit.traits import Pick, Slider, Whole
from bplesson.kit.words import number, sub

DEEPEST = 40
STEEPEST = {
    "sigmoid": "The slope of a sigmoid is never above ¼.",
    "tanh": "The slope of tanh is 1 at 0, less elsewhere.",
}


class DepthExplorer(Explorer):
    """A chain of `depth` weights, 1 to 40, all equal to `w`, and `activation` at every node but the input.

    After any change `slopes`[k] is the slope at node N-k and `delta`[k] the backward value there, for k = 0 … N-1, when
    the error at the output, q_N − y, is 1.
    """

    depth = Whole("depth", 1, DEEPEST, default=10)
    activation = Pick("activation", NAMES, "sigmoid", name_of, read=activation)
    w = Slider("w", -3.0, 3.0, default=1.0)
    x = Slider(sub("x", 0), -2.0, 2.0, default=0.5)
    buttons = BACK
    presets = DEPTH_PRESETS

    def _stage(self) -> tuple[Live, dict]:
        live, self._panels = depth_stage()
        return live, {}

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self._function = activation(self.activation)
        network = Network.chain([self.w] * self.depth, ["identity"] + [self._function] * self.depth)
        values = network.forward(self.x)
        with np.errstate(all="ignore"):
            slopes = [self._function.slope(p, q).item() for p, q in zip(values.p[1:], values.q[1:])]
            self.slopes = np.array(slopes[::-1])
            self.delta = np.cumprod(
                self.slopes * np.where(np.arange(self.depth) > 0, self.w, 1.0)
            )  # δ_{k+1} = δ_k w σ'
        if not np.isfinite(self.delta).all():
            said = no_value(network, values) or "a slope or a δ is no number"
            raise InputError(refusal("w", shown(self.w), said))

    # screen ----------------------------------------------------------------------------------------------------------
    def _notice(self) -> str:
        return f'<span aria-live="polite">{self._sentence_on_depth()}</span>'

    def _sentence_on_depth(self) -> str:
        L, dead = self.depth - 1, np.flatnonzero(self.slopes == 0)
        if dead.size:
            k = int(dead[0])
            return (
                f"Node {self.depth - k} is <b>dead</b>: its slope is 0, and so is every δ from {_delta(k)} on."
                " No weight that leads up to this node can learn, whatever η is."
            )
        if L == 0:
            return f"One weight: {_delta(0)} = {number(self.delta[0])}, the slope of the one node. Make it deeper."
        if self.delta[-1] == 0:
            return f"{_delta(L)}, at the first weight, is 0: a product with a factor 0, or too small for the computer."
        ratio = abs(float(self.delta[-1] / self.delta[0]))
        layer = ratio ** (1 / L)
        does = "<b>shrinks</b>" if layer < 0.95 else "<b>grows</b>" if layer > 1.05 else "keeps its size"
        return (
            f"{_delta(L)}, at the first weight, is {number(ratio)} times {_delta(0)}, at the last one: going back, δ"
            f" {does}, by a factor of about {number(layer)} per layer. The slopes here are {self._between()}."
            f" {STEEPEST.get(self._function.name, '')}"
        )

    def _between(self) -> str:
        """The smallest slope and the largest: their squares hardly move on an axis of many powers of ten."""
        least, most = number(self.slopes.min()), number(self.slopes.max())
        return least if least == most else f"{least} to {most}"

    def _draw(self) -> None:
        sizes = np.abs([*self.delta, *self.slopes, *np.cumprod(self.slopes), self.w ** (self.depth - 1)])
        self._panels.reach(self.depth, sizes)
        self._panels.move(self.slopes, self.w, self.delta)

    def _says(self) -> str:
        return f"The size of δ over the layers on a logarithmic axis; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _source(self) -> str:
        return depth_code(self._function, self.depth, self.w, self.x)

    def __repr__(self) -> str:
        return (
            f"DepthExplorer: {self.depth} weights of {number(self.w)}, {self._function.name}, x = {number(self.x)};"
            f" δ at the output {number(self.delta[0])}, at the first weight {number(self.delta[-1])}"
        )


def _delta(k: int) -> str:
    return sub("δ", k)
