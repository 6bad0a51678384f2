"""The chain: one node a layer, every number of both passes on the diagram, the cost landscape beside it."""

from bplesson.chain.presets import BENT_PRESETS, CHAIN_PRESETS
from bplesson.chain.scene import chain_filling, chain_scene, is_linear
from bplesson.chain.sentence import chain_faint, chain_flat
from bplesson.errors import InputError, finite_number, listed
from bplesson.kit.code import chain_source
from bplesson.kit.controls import Number
from bplesson.kit.menus import ChainMenus
from bplesson.kit.parts import Node, Weight
from bplesson.kit.seen import as_seen
from bplesson.kit.sentence import network_notice
from bplesson.kit.weights import REACH, WeightExplorer
from bplesson.kit.words import number, sub


class ChainExplorer(WeightExplorer):
    """A chain of 1 to 6 weights w01, w12, …: each of them a trait, a slider, and a number on the diagram.

    `activations`: one for all nodes 0 … N or a list of N+1, names or Python functions. `select`: "w12" or "node 2".
    `axes`: the two weights of the landscape. After any change `network`, `passes`, `cost`, `delta`, `gradients`,
    `path`, shape (t+1, N), and `status` are those of the state on the screen.
    """

    x = Number(1.0)
    y = Number(0.3)
    data = ("x", "y", "activations")

    def __init__(
        self, weights=(0.5, -1.2, 0.8), x=1.0, y=0.3, activations="identity", eta=0.1, select="", axes=None, seed=0
    ):
        weights = chain_weights(weights)
        N = len(weights)
        self.first = min(N, 3) + 1
        super().__init__()
        self._name_weights([(1, 1)] * N, lambda i, b, a: Weight(i).name, lambda i, b, a: Weight(i).label)
        self.selected_choices = ("", *self.names, *(Node(i).name for i in range(N + 1)))
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
        plots = self._make_plots()
        knobs = {name: self._knob(name, self.labels[name], -REACH, REACH) for name in self.names[:3]}
        knobs["eta"] = self._knob("eta", "η", 0.01, 1.0)
        knobs |= {name: self._knob(name, self.labels[name], -REACH, REACH) for name in self.names[3:]}
        knobs |= {"x": self._knob("x", sub("x", 0), -2.0, 2.0), "y": self._knob("y", "y", -2.0, 2.0)}
        self._begin(plots.live, knobs, self._menus.folded(), seed, chain_scene(self.network))
        self._hear_clicks(self._placed_on_curve)

    def _make_buttons(self):
        return {**super()._make_buttons(), "activation": self._menus.here.view}

    @property
    def weights(self) -> list[float]:
        """The weights; setting them puts all of them on the screen as one change."""
        return [getattr(self, name) for name in self.names]

    @weights.setter
    def weights(self, weights) -> None:
        weights = chain_weights(weights)
        if len(weights) != len(self.names):
            raise InputError(f"weights: expected {len(self.names)} of them, got {len(weights)}")
        self._change(**dict(zip(self.names, weights, strict=True)))

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        super()._compute()
        self.delta = [float(each[0, 0]) for each in self.passes.delta]
        self.gradients = [float(each[0, 0]) for each in self.passes.gradients]

    def _example(self) -> tuple:
        return self.x, self.y

    # screen ----------------------------------------------------------------------------------------------------------
    def _filling(self):
        after = self._at(self.after) if self.after else None
        filling = chain_filling(self.network, self.passes, self.y, self.phase, self.selected, after)
        return filling, repr(self)

    def _notice(self) -> str:
        return network_notice(self, chain_flat, chain_faint)

    def _follow(self) -> None:
        super()._follow()
        linear = is_linear(self.network)
        if linear != self._linear:
            self._linear = linear
            self._lay_out(chain_scene(self.network))
        self._menus.follow()

    def _node(self) -> int | None:
        """The node whose activation is shown: the selected one, in a chain that has activations."""
        return None if self._linear else self._menus.node

    def _draw(self) -> None:
        self._plots.draw(self, self._limits(), self._node())

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

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        rest = {"activations": "identity", **{name: value for name, value in state.items() if name != "weights"}}
        return {**dict(zip(self.names, state["weights"], strict=True)), **rest}

    def _source(self) -> str:
        return chain_source(self.network, self._point(), self.x, self.y, self.eta)

    def __repr__(self) -> str:
        weights = ", ".join(f"{name} = {number(w)}" for name, w in zip(self.names, self._point(), strict=True))
        seen = as_seen(self.network, self.passes, self.y)
        gradients = ", ".join(number(g[0, 0]) for g in seen.gradients)
        return (
            f"ChainExplorer at step {self._t}: {weights}; x = {number(self.x)}, y = {number(self.y)},"
            f" prediction {number(seen.q[-1][0, 0])}, C = {number(seen.cost)}; derivatives {gradients}"
        )


def chain_weights(weights) -> list[float]:
    """`weights` as 1 to 6 finite numbers."""
    weights = listed("weights", weights, "1 to 6 numbers")
    if not 1 <= len(weights) <= 6:
        raise InputError(f"weights: expected 1 to 6 numbers, got {len(weights)}")
    return [finite_number(f"weights[{i}]", w) for i, w in enumerate(weights)]
