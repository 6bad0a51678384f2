"""Layers of several nodes: every number of both passes on the diagram or in matrices, and each one's own story."""

from dataclasses import replace

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array, shown
from bplesson.kit.controls import LARGEST, Choice, Number
from bplesson.kit.menus import Menus
from bplesson.kit.own import LAYERS
from bplesson.kit.parts import Node, Weight
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.sentence import network_notice
from bplesson.kit.traits import Check, Slider
from bplesson.kit.weights import REACH, WeightExplorer
from bplesson.kit.words import number
from bplesson.layers.code import layers_code
from bplesson.layers.matrices_scene import (
    hide_in_matrices,
    mark_matrices,
    mark_moment_in_matrices,
    matrices_filling,
    matrices_scene,
)
from bplesson.layers.moment_story import mark_moment, tell_moment
from bplesson.layers.moments_scene import ends_row, hide_on_diagram, moments
from bplesson.layers.presets import LAYERS_PRESETS
from bplesson.layers.scene import Shape, follow_right, layers_filling, layers_scene
from bplesson.layers.sentence import layers_faint, layers_flat
from bplesson.layers.sizes_scene import carry_sizes
from bplesson.layers.story import mark_layers, put_story, story, tell

SMALL = ((2.0, -2.0), (1.0, 1.0), (-2.0, 3.0)), ((3.0, -2.0, 1.0), (1.0, 1.0, 2.0))  # the network of lesson 4


class LayersExplorer(WeightExplorer):
    """A network of 1 to 4 weight matrices and 1 to 6 nodes a layer, with one example x, y.

    `weights[i]` is (d_{i+1}, d_i), with `bias` (d_{i+1}, d_i + 1). Each of its entries is a trait: w01_20 is
    weights[0][2, 0]; so are the inputs x_0, x_1, … and the labels y_0, …. `activations`: one for all layers 0 … N or a
    list. `select`: "w01_20" or "node 1.2" (node 2 of layer 1). `view`: "numbers" on a diagram or "matrices". `paths`:
    tell a weight's derivative path by path. `backward`: a function of your own, backpropagate(weights, x0, y) for a
    linear network or backpropagate(weights, sigmas, x, y) for any, where x and y are arrays (d,) and matrices have a
    last column more with `bias`; its derivatives are shown and make the steps. `predict`: "cost", "direction" or
    "landing", what is asked before each step, and answered by `guess`. After any change `network`, `passes`,
    `cost`, `gradients` (your own, if you gave a function), `weights`, `path`, shape (t+1, number of weights), and
    `status` are those of the state on the screen.
    """

    view_as = Choice("numbers")
    view_as_choices = ("numbers", "matrices")
    eta = Slider("η", 0.005, 0.5, default=0.02, step=0.005, positive=True)
    paths = Check("all paths")
    also = {"weight": Slider("", -REACH, REACH, wide=("168px", "76px"))}
    on_top = ("weight", "eta", "paths")
    takes = (
        "weights", "x", "y", "activations", "eta", "bias", "select", "view", "paths", "axes", "seed", "backward",
        "predict",
    )  # fmt: skip
    drives = LAYERS
    among_controls = "view", "entry back", "entry on"
    buttons = WeightExplorer.buttons | {
        "view": ("", "the same numbers on a diagram, or as matrices", "_turn"),
        "entry back": ("◂ entry", "the number of the backward pass before", "_entry_back"),
        "entry on": ("entry ▸", "the next number of the backward pass: what arrives, δ, derivatives", "_entry_on"),
    }
    _tells_selected = True  # rather than the number that was found last

    def _open(
        self, weights=SMALL, x=(2.0, 1.0), y=(0.0, 1.0), bias=False, select="", view="numbers", axes=None, **state
    ) -> None:
        network = _checked(weights, state.get("activations", "identity"), bias)
        self._shape, sizes = Shape.of(network), network.sizes
        self._inputs = tuple(f"x_{a}" for a in range(sizes[0]))
        self._outputs = tuple(f"y_{b}" for b in range(sizes[-1]))
        self.data = ("activations", "backward", *self._inputs, *self._outputs)
        shapes = [W.shape for W in network.weights]
        self.presets = {
            name: preset
            for name, preset in LAYERS_PRESETS.items()
            if not bias and [np.shape(W) for W in preset.state["weights"]] == shapes
        }
        self._name_weights(
            shapes, lambda *w: Weight(*w).name, lambda *w: Weight(*w).label, lambda label: Number(), network.bias
        )
        example = {name: Slider(name.replace("_", "[") + "]", -2.0, 2.0) for name in (*self._inputs, *self._outputs)}
        self.add_traits(**example)
        self.selected_choices = ("", *self.names, *(Node(i, a).name for i, d in enumerate(sizes) for a in range(d)))
        super()._open(
            **dict(zip(self.names, _flat(network.weights), strict=True)),
            **dict(zip(self._inputs, _vector("x", x, sizes[0]), strict=True)),
            **dict(zip(self._outputs, _vector("y", y, sizes[-1]), strict=True)),
            selected=select,
            view_as=view,
            axes=tuple(dict.fromkeys((self.names[0], self.names[-1]))) if axes is None else axes,
            **state,
        )

    # state -----------------------------------------------------------------------------------------------------------
    @property
    def weights(self) -> tuple[np.ndarray, ...]:
        """The weight matrices; setting them puts all of them on the screen as one change."""
        return self.network.weights

    @weights.setter
    def weights(self, weights) -> None:
        network = _checked(weights, self.activations, self._shape.bias)
        if network.sizes != self._shape.sizes:
            raise InputError(f"weights: expected layers of {self._shape.sizes} nodes, got {network.sizes}")
        self._change(**dict(zip(self.names, _flat(network.weights), strict=True)))

    @property
    def x(self) -> np.ndarray:
        """The inputs, shape (d_0,)."""
        return np.array([getattr(self, name) for name in self._inputs])

    @x.setter
    def x(self, values) -> None:
        self._change(**dict(zip(self._inputs, _vector("x", values, len(self._inputs)), strict=True)))

    @property
    def y(self) -> np.ndarray:
        """The labels, shape (d_N,)."""
        return np.array([getattr(self, name) for name in self._outputs])

    @y.setter
    def y(self, values) -> None:
        self._change(**dict(zip(self._outputs, _vector("y", values, len(self._outputs)), strict=True)))

    @property
    def weight(self) -> float:
        """The weight that the first slider moves: the selected one, the first that leads to the selected node, or else
        the first of the landscape's axes.
        """
        return getattr(self, self._on_slider())

    @weight.setter
    def weight(self, value: float) -> None:
        setattr(self, self._on_slider(), value)

    def _on_slider(self) -> str:
        if self.selected in self.names:
            return self.selected
        i, b = Node.parse(self.selected) if self.selected else (0, 0)
        return Weight(i - 1, b, 0).name if i else self.axes[0]

    def _over(self) -> str:
        """The curve is over the weight of the slider, unless a question is asked on another."""
        return super()._over() if self.predict in ("direction", "landing") else self._on_slider()

    def _example(self) -> tuple:
        return *self.x, *self.y

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        super()._compute()
        self._shape, self.gradients = Shape.of(self.network, self.beside), self.derivatives.taken

    # number by number ------------------------------------------------------------------------------------------------
    def _moments(self, phase: str) -> tuple[str, ...]:
        return moments(self._shape, phase)

    @property
    def moment_choices(self) -> tuple[str, ...]:
        """Those of any activations: a state is taken back trait by trait."""
        bent = replace(self._shape, linear=False)
        return ("", *(moment for phase in self.phase_choices for moment in moments(bent, phase)))

    def _stops(self) -> list[tuple[str, str]]:
        """On the diagram node by node and row by row, in the matrices entry by entry."""
        stops = super()._stops()
        if self.view_as == "matrices" or not self.fine:
            return stops
        return [each for each in stops if each[1] in ("", self.moment) or ends_row(self._shape, each[1])]

    def _react(self, changed: set[str]) -> None:
        if self.moment and not any(self.moment in self._moments(phase) for phase in self.phase_choices):
            self._put(moment="")
        if changed & {"moment", "selected"}:
            self._tells_selected = "moment" not in changed
        super()._react(changed)

    # screen ----------------------------------------------------------------------------------------------------------
    def _make_scene(self):
        self._laid_out = self._shape, self.view_as
        return (layers_scene if self.view_as == "numbers" else matrices_scene)(self._shape)

    def _make_more(self) -> list:
        self._menus = Menus(self)
        return [self._menus.view]

    def _fill_more(self) -> None:
        self._menus.fill()

    def _turn(self) -> None:
        self.view_as = "matrices" if self.view_as == "numbers" else "numbers"

    def _entry_on(self) -> None:
        entries, here = self._moments("backward"), self._entry() + 1
        self._stand(("backward", entries[here] if here < len(entries) else ""))

    def _entry_back(self) -> None:
        entries, here = self._moments("backward"), self._entry()
        here = len(entries) if here < 0 else here
        self._stand(("backward", entries[here - 1] if here else ""))

    def _entry(self) -> int:
        """The place of the entry that was filled last, or else of that of the selected weight; −1 without one."""
        entries = self._moments("backward")
        selected = Weight.parse(self.selected).gradient if self.selected in self.names else ""
        last = self.moment if self.moment in entries else selected
        return entries.index(last) if last else -1

    def _filling(self):
        after = self._at(self.after) if self.after is not None else None
        diagram, ahead = self.view_as == "numbers", self.ahead
        fill, hide = (layers_filling, hide_on_diagram) if diagram else (matrices_filling, hide_in_matrices)
        filling = fill(self.network, self.seen, self.y, self._phase_seen, after)
        hide(filling, self._shape, ahead)
        if self.moment and not self._tells_selected:
            self._tell_moment(filling, diagram)
        else:
            self._tell_selected(filling, diagram, ahead)
        follow_right(filling, self._shape)
        if diagram:
            carry_sizes(filling, self.network, self.seen, self._phase_seen, ahead)
        self._prediction.mark(filling)
        return filling, f"{self!r}. {story(filling)}"

    def _tell_selected(self, filling, diagram: bool, ahead) -> None:
        """Mark and tell what is selected, as far as its numbers are found."""
        known = self._phase_seen not in FORWARD_ONLY and self._last_of(self.selected) not in ahead
        (mark_layers if diagram else mark_matrices)(filling, self._shape, known, self.selected)
        i, a = Node.parse(self.selected) if self.selected.startswith("node") else (0, 0)
        if f"q-{i}-{a}" in ahead:
            put_story(filling, [[("muted", "Its value comes later in the forward sub-step.")]])
        else:
            told = known, self.selected, self.paths, self._scene.width
            tell(filling, self.network, self.seen, self.y, *told)

    def _tell_moment(self, filling, diagram: bool) -> None:
        """Mark and tell the number that was found last."""
        by_rows = diagram and self.fine and ends_row(self._shape, self.moment)
        if diagram:
            mark_moment(filling, self._shape, self.moment, by_rows)
        else:
            mark_moment_in_matrices(filling, self._shape, self.moment)
        place = self.moment, by_rows, not diagram, self._scene.width
        tell_moment(filling, self.network, self.seen, self.y, *place)

    def _last_of(self, selected: str) -> str:
        """The last number that the backward pass finds of what is selected; the δ of an input come with the whole."""
        if selected in self.names:
            return Weight.parse(selected).gradient
        i, a = Node.parse(selected) if selected else (0, 0)
        return f"d-{i}-{a}" if i else self._moments("backward")[-1]

    def _notice(self) -> str:
        return network_notice(self, layers_flat, layers_faint)

    def _follow(self) -> None:
        super()._follow()
        if self._laid_out != (self._shape, self.view_as):
            self._lay_out(self._make_scene())
        self._buttons["view"].description = "as matrices" if self.view_as == "numbers" else "as a diagram"
        self._controls["weight"].box.description = self.labels[self._on_slider()]
        self._controls["weight"].set_range(*self._limits()[self._on_slider()])
        self._menus.follow()

    def _says(self) -> str:
        places = " and ".join(self.labels[name] for name in self.axes)
        here = ", ".join(number(getattr(self, name)) for name in self.axes)
        return f"Cost over {places}, now {here}: C = {number(self.cost)}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        weights = _flat([np.array(W) for W in state["weights"]])
        own = {"activations": "identity", "view_as": "numbers", "moment": ""} | dict(
            zip(self.names, weights, strict=True)
        )
        own |= {name: value for name, value in state.items() if name not in ("weights", "x", "y")}
        own |= dict(zip(self._inputs, state["x"], strict=True)) | dict(zip(self._outputs, state["y"], strict=True))
        return super()._from_preset(own)

    def _source(self) -> str:
        return layers_code(self.network, self.x, self.y, self.eta)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self._shape.sizes))
        outputs = ", ".join(number(v) for v in self.seen.q[-1][0])
        largest = max(float(np.abs(g).max()) for g in self.seen.taken)
        return (
            f"LayersExplorer at step {self.t}: {sizes}{', biases' * self._shape.bias};"
            f" x = {', '.join(map(number, self.x))}, prediction {outputs}, y = {', '.join(map(number, self.y))},"
            f" C = {number(self.seen.cost)}; largest derivative {number(largest)}{self._asked()}"
        )


def _checked(weights, activations, bias: bool) -> Network:
    network = Network(weights, activations, bias=bias)
    if any(W.ndim != 2 for W in network.weights):
        raise InputError(f"weights: expected one matrix a layer, got shapes {[W.shape for W in network.weights]}")
    if len(network.weights) > 4 or max(network.sizes) > 6:
        sizes = "-".join(map(str, network.sizes))
        raise InputError(f"weights: expected 1 to 4 matrices and 1 to 6 nodes a layer, got {sizes}")
    for i, W in enumerate(network.weights):
        _bounded(f"weights[{i}]", W)
    return network


def _bounded(name: str, values: np.ndarray) -> None:
    """All of them can be set, or none is."""
    if np.abs(values).max() > LARGEST:
        raise InputError(f"{name}: expected numbers between -1e6 and 1e6, got {shown(values.tolist())}")


def _flat(matrices) -> list[float]:
    """All entries, matrix after matrix, row after row: in the order of `names`."""
    return np.concatenate([np.ravel(W) for W in matrices]).astype(float).tolist()


def _vector(name: str, values, d: int) -> list[float]:
    vector = finite_array(name, values).ravel()
    if len(vector) != d:
        raise InputError(f"{name}: expected {d} numbers, one a node, got {len(vector)}")
    _bounded(name, vector)
    return [float(v) for v in vector]
