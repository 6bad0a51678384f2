"""The chain: one node a layer, every number of both passes on the diagram, the cost landscape beside it."""

from functools import partial

from bplesson.chain.code import chain_code
from bplesson.chain.nudged_scene import Nudged, nudged, show_nudge
from bplesson.chain.plots import ChainPlots
from bplesson.chain.presets import BENT_PRESETS, CHAIN_PRESETS
from bplesson.chain.scene import chain_filling, chain_scene, is_linear, moments, node_name
from bplesson.chain.sentence import chain_faint, chain_flat, found, nudge_sentence
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number, listed
from bplesson.kit.controls import Choice
from bplesson.kit.menus import ChainMenus
from bplesson.kit.own import CHAIN
from bplesson.kit.parts import Node, Weight
from bplesson.kit.scene import Scene
from bplesson.kit.sentence import network_notice
from bplesson.kit.traits import Slider
from bplesson.kit.weights import REACH, WeightExplorer
from bplesson.kit.words import number, sub


class ChainExplorer(WeightExplorer):
    """A chain of 1 to 6 weights w01, w12, …: each of them a trait, a slider, and a number on the diagram.

    `activations`: one for all nodes 0 … N or a list of N+1, names or Python functions. `select`: "w12" or "node 2".
    `axes`: the two weights of the landscape. `backward`: a function of your own, backpropagate(weights, x0, y) for a
    linear chain or backpropagate(weights, sigmas, p0, y) for any; its derivatives are shown and make the steps.
    `nudging`: whether the selected weight, or else the steepest, is sent along the chain with 0.01 added to it.
    `predict`: "cost", "direction" or "landing", what is asked before each step, and answered by `guess`. After any
    change `network`, `passes`, `cost`, `delta`, `gradients` (your own, if you gave a function), `path`, shape
    (t+1, N), and `status` are those of the state on the screen.
    """

    x = Slider(sub("x", 0), -2.0, 2.0, default=1.0)
    y = Slider("y", -2.0, 2.0, default=0.3)
    eta = Slider("η", 0.01, 1.0, default=0.1, positive=True)
    nudging = Choice(False)
    nudging_choices = (False, True)
    data = ("x", "y", "activations", "backward")
    drives = CHAIN
    plots_of = ChainPlots
    buttons = WeightExplorer.buttons | {
        "nudge": ("nudge", "w + 0.01, for the selected weight: what changes? Once more takes it off", "_toggle_nudge")
    }
    takes = ("weights", "x", "y", "activations", "eta", "select", "axes", "seed", "backward", "predict")

    def _open(self, weights=(0.5, -1.2, 0.8), select="", axes=None, **state) -> None:
        weights = chain_weights(weights)
        N = len(weights)
        slider = partial(Slider, low=-REACH, high=REACH)
        self._name_weights([(1, 1)] * N, lambda i, b, a: Weight(i).name, lambda i, b, a: Weight(i).label, slider)
        self.declared = {name: self.declared[name] for name in self.names} | self.declared  # the weights first
        self.on_top = (*self.names[:3], "eta")
        self.selected_choices = ("", *self.names, *(Node(i).name for i in range(N + 1)))
        if axes is None:
            axes = self.names[1:3] if N > 2 else self.names
        network = Network.chain(weights, state.get("activations", "identity"))
        self._was_bent = not is_linear(network)
        presets = BENT_PRESETS if self._was_bent else CHAIN_PRESETS
        self.presets = {name: preset for name, preset in presets.items() if len(preset.state["weights"]) == N}
        super()._open(**dict(zip(self.names, weights, strict=True)), selected=select, axes=axes, **state)

    def _make_scene(self) -> Scene:
        self._linear = is_linear(self.network)
        return chain_scene(self.network)

    def _make_buttons(self):
        self._menus = ChainMenus(self)
        return {**super()._make_buttons(), "activation": self._menus.here.view}

    def _make_more(self) -> list:
        return [self._menus.view]

    def _fill_more(self) -> None:
        self._menus.fill()

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
        self.gradients = [float(each[0, 0]) for each in self.derivatives.taken]
        self._nudged = self._nudge() if self.nudging and not self.undefined else None

    def _nudge(self) -> Nudged:
        """What a nudge of the selected weight changes, or of the steepest."""
        sizes = [abs(each.item()) for each in self.seen.gradients]
        name = self.selected if self.selected in self.names else self.names[sizes.index(max(sizes))]
        return nudged(self.network, self.seen, self.x, self.y, self.names.index(name))

    def _react(self, changed: set[str]) -> None:
        if "nudging" in changed and self.nudging:
            self._put(phase="backward", moment="")
        elif self.phase != "backward" or self.moment:
            self._put(nudging=False)
        super()._react(changed)

    def _toggle_nudge(self) -> None:
        self.nudging = not self.nudging

    def _example(self) -> tuple:
        return self.x, self.y

    # screen ----------------------------------------------------------------------------------------------------------
    def _filling(self):
        after = self._at(self.after) if self.after else None
        place = self._phase_seen, self.selected, after, self.moment, self.ahead
        filling = chain_filling(self.network, self.seen, self.y, *place)
        if self._nudged:
            show_nudge(filling, self._nudged, node_name(self.network, 0)[0])
        self._prediction.mark(filling)
        return filling, repr(self)

    @property
    def moment_choices(self) -> tuple[str, ...]:
        """Those of any activations: which there are now may be about to change."""
        N, phases = len(self.names), self.phase_choices
        return ("", *(moment for phase in phases for moment in moments(N, False, phase)))

    def _moments(self, phase: str) -> tuple[str, ...]:
        return moments(len(self.names), is_linear(self.network), phase)

    def _notice(self) -> str:
        if self.moment:
            return found(self)
        if self._nudged:
            return nudge_sentence(self, self._nudged)
        return network_notice(self, chain_flat, chain_faint)

    def _follow(self) -> None:
        super()._follow()
        if is_linear(self.network) != self._linear:
            self._lay_out(self._make_scene())
        self._menus.follow()
        self._buttons["nudge"].button_style = "info" if self.nudging else ""

    @property
    def bends(self) -> bool:
        """Whether there are activations to change: the chain has some now, or had some when it was made."""
        return self._was_bent or not is_linear(self.network)

    def _node(self) -> int | None:
        """The node whose activation is shown: the selected one, in a chain that has activations."""
        return None if self._linear or self._prediction.lands else self._menus.node

    def _clicked_on_curve(self, value: float) -> None:
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
        step = (
            f", the next step leads to {', '.join(map(number, self.after))}"
            if self.after and not self._prediction.open
            else ""
        )
        node = self._node()
        beside = f"; beside it the activation of node {node}" if node is not None else ""
        return f"Cost over {' and '.join(self.axes)} at weights {here}: C = {number(self.cost)}{step}{beside}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        rest = {name: value for name, value in state.items() if name != "weights"}
        weights = dict(zip(self.names, state["weights"], strict=True))
        return super()._from_preset({"activations": "identity", "nudging": False} | weights | rest)

    def _source(self) -> str:
        return chain_code(self.network, self._point(), self.x, self.y, self.eta)

    def __repr__(self) -> str:
        weights = ", ".join(f"{name} = {number(w)}" for name, w in zip(self.names, self._point(), strict=True))
        seen = self.seen
        gradients = ", ".join(number(g[0, 0]) for g in seen.taken)
        right = f" ≠ {', '.join(number(g[0, 0]) for g in seen.gradients)}" if self.derivatives.wrong else ""
        return (
            f"ChainExplorer at step {self.t}: {weights}; x = {number(self.x)}, y = {number(self.y)},"
            f" prediction {number(seen.q[-1][0, 0])}, C = {number(seen.cost)};"
            f" derivatives {gradients}{right}{self._asked()}"
        )


def chain_weights(weights) -> list[float]:
    """`weights` as 1 to 6 finite numbers."""
    weights = listed("weights", weights, "1 to 6 numbers")
    if not 1 <= len(weights) <= 6:
        raise InputError(f"weights: expected 1 to 6 numbers, got {len(weights)}")
    return [finite_number(f"weights[{i}]", w) for i, w in enumerate(weights)]
