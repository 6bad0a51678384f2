"""The chain: one node a layer, every number of both passes on the diagram, the cost landscape beside it."""

import numpy as np
from traitlets import Any

from bplesson.curvature import largest_curvature
from bplesson.descent import TOO_HIGH
from bplesson.draw.chain import chain_filling, chain_scene, is_linear
from bplesson.draw.scene import number, sub
from bplesson.errors import InputError, finite_number
from bplesson.explore.chain_menus import ChainMenus
from bplesson.explore.controls import LARGEST, Number
from bplesson.explore.explorer import Explorer
from bplesson.explore.notices import chain_notice
from bplesson.explore.plots import WeightPlots
from bplesson.explore.presets import BENT_PRESETS, CHAIN_PRESETS
from bplesson.explore.source import chain_source
from bplesson.explore.walk import FLAT, Point
from bplesson.network import Network

REACH = 3.0  # of the sliders of the weights


class ChainExplorer(Explorer):
    """A chain of 1 to 6 weights w01, w12, …: each of them a trait, a slider, and a number on the diagram.

    `activations`: one for all nodes 0 … N or a list of N+1, names or Python functions. `select`: "w12" or "node 2".
    `axes`: the two weights of the landscape. After any change `network`, `passes`, `cost`, `delta`, `gradients`,
    `path`, shape (t+1, N), and `status` are those of the state on the screen.
    """

    x = Number(1.0)
    y = Number(0.3)
    activations = Any("identity")
    axes = Any()
    data = ("x", "y", "activations")

    def __init__(
        self, weights=(0.5, -1.2, 0.8), x=1.0, y=0.3, activations="identity", eta=0.1, select="", axes=None, seed=0
    ):
        weights = chain_weights(weights)
        N = len(weights)
        self.names = tuple(f"w{i}{i + 1}" for i in range(N))
        self.places = {name: (i, 0, 0) for i, name in enumerate(self.names)}
        self.labels = {name: sub("w", i, i + 1) for i, name in enumerate(self.names)}
        self.selected_choices = ("", *self.names, *(f"node {i}" for i in range(N + 1)))
        self.first = min(N, 3) + 1
        super().__init__()
        self.add_traits(**{name: Number() for name in self.names})
        self._put(**dict(zip(self.names, weights, strict=True)))
        self._put(
            x=x,
            y=y,
            eta=eta,
            activations=activations,
            selected=select,
            axes=self._checked_axes(axes or self.names[1:3] if N > 2 else axes or self.names),
        )
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        self.bends = not is_linear(self.network)
        presets = BENT_PRESETS if self.bends else CHAIN_PRESETS
        self.presets = {name: preset for name, preset in presets.items() if len(preset.state["weights"]) == N}
        self._linear = is_linear(self.network)
        self._menus = ChainMenus(self)
        self._plots = WeightPlots(N)
        knobs = {name: self._knob(name, self.labels[name], -REACH, REACH) for name in self.names[:3]}
        knobs["eta"] = self._knob("eta", "η", 0.01, 1.0)
        knobs |= {name: self._knob(name, self.labels[name], -REACH, REACH) for name in self.names[3:]}
        knobs |= {"x": self._knob("x", sub("x", 0), -2.0, 2.0), "y": self._knob("y", "y", -2.0, 2.0)}
        self._begin(self._plots.live, knobs, self._menus.folded(), seed, chain_scene(self.network))
        if self._plots.surface:
            self._picture.on_place(self._plots.surface.ax, self._guard(self._placed))
        self._picture.on_place(
            self._plots.curve.ax, self._guard(lambda across, up: self._placed_on_curve(round(across, 2)))
        )

    def _make_buttons(self):
        return {**super()._make_buttons(), "activation": self._menus.here.view}

    def _checked_axes(self, axes) -> tuple[str, ...]:
        axes = tuple(axes)
        if len(self.names) > 1 and (len(set(axes)) != 2 or not set(axes) <= set(self.names)):
            raise InputError(f"axes: expected two of {', '.join(self.names)}, got {axes!r}")
        return axes

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self.axes = self._checked_axes(self.axes)
        self.network = Network.chain(self._point(), self.activations)
        self.passes = self.network.backward(self.x, self.y)
        self.cost = float(self.passes.cost)
        self.delta = [float(each[0, 0]) for each in self.passes.delta]
        self.gradients = [float(each[0, 0]) for each in self.passes.gradients]
        self.after = None if not any(self.gradients) else self._next(self._point())

    def _next(self, point: Point) -> Point | None:
        network = self.network._with([np.full((1, 1), w) for w in point])
        passes = network.backward(self.x, self.y)
        if max(abs(float(g[0, 0])) for g in passes.gradients) <= FLAT:
            return None
        after = network.step(passes.gradients, self.eta)
        cost = float(after.mean_cost(self.x, self.y))
        start = self._cost_at(self._visited[0]) if self._visited else float(passes.cost)
        weights = tuple(float(W[0, 0]) for W in after.weights)
        if not np.isfinite(cost) or cost > TOO_HIGH * (1 + start) or max(map(abs, weights)) > LARGEST:
            return None
        return weights

    def _cost_at(self, point: Point) -> float:
        return float(self.network._with([np.full((1, 1), w) for w in point]).mean_cost(self.x, self.y))

    def _example(self) -> tuple:
        """What enters and what should come out, to tell one landscape from another."""
        return self.x, self.y

    @property
    def path(self) -> np.ndarray:
        """The weights at every step up to now, shape (t+1, N)."""
        return np.array(self._visited[: self._t + 1])

    @property
    def status(self) -> str:
        """ "running", "converged" (every derivative is 0) or "diverged" (the next step leads beyond all bounds)."""
        if max(map(abs, self.gradients)) <= FLAT:
            return "converged"
        return "running" if self.after is not None else "diverged"

    # screen ----------------------------------------------------------------------------------------------------------
    def _filling(self):
        after = self.network._with([np.full((1, 1), w) for w in self.after]) if self.after else None
        filling = chain_filling(self.network, self.passes, self.y, self.phase, self.selected, after)
        return filling, repr(self)

    def _notice(self) -> str:
        cost_after = self._cost_at(self.after) if self.after else None
        return chain_notice(self, cost_after, lambda: largest_curvature(self.network, self.x, self.y))

    def _cost_with(self, eta: float) -> float:
        """The cost after one step with that learning rate."""
        return float(self.network.step(self.passes.gradients, eta).mean_cost(self.x, self.y))

    def _follow(self) -> None:
        linear = is_linear(self.network)
        if linear != self._linear:
            self._linear = linear
            self._lay_out(chain_scene(self.network))
        self._menus.follow()

    def _node(self) -> int | None:
        """The node whose activation is shown: the selected one, in a chain that has activations."""
        return None if self._linear else self._menus.node

    def _draw(self) -> None:
        point = dict(zip(self.names, self._point(), strict=True))
        limits = {name: (min(w, -REACH), max(w, REACH)) for name, w in point.items()}
        self._plots.draw(self, limits, self._node())

    def _placed(self, x: float, y: float) -> None:
        self._put(**dict(zip(self.axes, (round(x, 2), round(y, 2)), strict=True)), phase="backward")
        self._react(set(self.axes))

    def _placed_on_curve(self, value: float) -> None:
        """Give that value to the weight of the curve; over an activation, to p: the weight before the node makes it."""
        node = self._node()
        if node is None:
            setattr(self, self._plots.over, value)
        elif node == 0:
            self.x = value
        elif q := self.passes.q[node - 1].item():
            setattr(self, self.names[node - 1], round(value / q, 3))

    def _says(self) -> str:
        here = ", ".join(map(number, self._point()))
        step = f", the next step leads to {', '.join(map(number, self.after))}" if self.after else ""
        node = self._node()
        beside = f"; beside it the activation of node {node}" if node is not None else ""
        return f"Cost over {' and '.join(self.axes)} at weights {here}: C = {number(self.cost)}{step}{beside}"

    def _random_point(self) -> Point:
        return tuple(float(w) for w in self._rng.uniform(-2, 2, len(self.names)).round(2))

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        rest = {"activations": "identity", **{name: value for name, value in state.items() if name != "weights"}}
        return {**dict(zip(self.names, state["weights"], strict=True)), **rest}

    def _source(self) -> str:
        return chain_source(self.network, self._point(), self.x, self.y, self.eta)

    def __repr__(self) -> str:
        weights = ", ".join(f"{name} = {number(w)}" for name, w in zip(self.names, self._point(), strict=True))
        gradients = ", ".join(map(number, self.gradients))
        return (
            f"ChainExplorer at step {self._t}: {weights}; x = {number(self.x)}, y = {number(self.y)},"
            f" prediction {number(self.passes.y_hat[0, 0])}, C = {number(self.cost)}; derivatives {gradients}"
        )


def chain_weights(weights) -> list[float]:
    """`weights` as 1 to 6 finite numbers."""
    try:
        weights = list(weights)
    except TypeError:
        raise InputError(f"weights: expected 1 to 6 numbers, got {weights!r}") from None
    if not 1 <= len(weights) <= 6:
        raise InputError(f"weights: expected 1 to 6 numbers, got {len(weights)}")
    return [finite_number(f"weights[{i}]", w) for i, w in enumerate(weights)]
