"""Layers of several nodes: every number of both passes on the diagram or in matrices, and each one's own story."""

import ipywidgets as widgets
import numpy as np
from traitlets import Any, Bool

from bplesson.activations import ACTIVATIONS
from bplesson.curvature import largest_curvature
from bplesson.descent import TOO_HIGH
from bplesson.draw.layers import Shape, entry, layers_filling, layers_scene, weight
from bplesson.draw.layers_matrices import filling_order, mark_matrices, matrices_filling, matrices_scene
from bplesson.draw.layers_story import tell
from bplesson.draw.scene import number
from bplesson.errors import InputError, finite_array, listed
from bplesson.explore.controls import LARGEST, Choice, Number, button, row
from bplesson.explore.explorer import Explorer
from bplesson.explore.layers_notice import layers_notice
from bplesson.explore.layers_presets import LAYERS_PRESETS
from bplesson.explore.layers_source import layers_source
from bplesson.explore.plots import WeightPlots
from bplesson.explore.walk import FLAT, Point
from bplesson.network import Network, Passes

REACH = 3.0  # of the sliders of the weights
SMALL = ((2.0, -2.0), (1.0, 1.0), (-2.0, 3.0)), ((3.0, -2.0, 1.0), (1.0, 1.0, 2.0))  # the network of lesson 4


class LayersExplorer(Explorer):
    """A network of 1 to 4 weight matrices and 1 to 6 nodes a layer, with one example x, y.

    `weights[i]` is (d_{i+1}, d_i), with `bias` (d_{i+1}, d_i + 1). Each of its entries is a trait: w01_20 is
    weights[0][2, 0]; so are the inputs x_0, x_1, … and the labels y_0, …. `activations`: one for all layers 0 … N or a
    list. `select`: "w01_20" or "node 1.2" (node 2 of layer 1). `view`: "numbers" on a diagram or "matrices". `paths`:
    tell a weight's derivative path by path. After any change `network`, `passes`, `cost`, `gradients`, `weights`,
    `path`, shape (t+1, number of weights), and `status` are those of the state on the screen.
    """

    activations = Any("identity")
    axes = Any()
    view_as = Choice("numbers")
    view_as_choices = ("numbers", "matrices")
    paths = Bool(False)
    first = 2

    def __init__(
        self, weights=SMALL, x=(2.0, 1.0), y=(0.0, 1.0), activations="identity", eta=0.02, bias=False, select="",
        view="numbers", paths=False, axes=None, seed=0,
    ):  # fmt: skip
        network = _checked(weights, activations, bias)
        self._shape, self.network = Shape.of(network), network
        places = self._shape.weights()
        self.names = tuple(weight(*place) for place in places)
        self.places = dict(zip(self.names, places, strict=True))
        self.labels = {name: entry(*place) for name, place in self.places.items()}
        sizes = network.sizes
        self._inputs, self._outputs = (
            tuple(f"{s}_{a}" for a in range(d)) for s, d in (("x", sizes[0]), ("y", sizes[-1]))
        )
        self.data = ("activations", *self._inputs, *self._outputs)
        nodes = [f"node {i}.{a}" for i, d in enumerate(sizes) for a in range(d)]
        self.selected_choices = ("", *self.names, *nodes)
        self._order = filling_order(self._shape)
        self.presets = {
            name: preset for name, preset in LAYERS_PRESETS.items() if self._fits(preset.state["weights"], bias)
        }
        super().__init__()
        self.add_traits(**{name: Number() for name in (*self.names, *self._inputs, *self._outputs)})
        self._put(
            **dict(zip(self.names, self._flat(network.weights), strict=True)),
            **dict(zip(self._inputs, _vector("x", x, sizes[0]), strict=True)),
            **dict(zip(self._outputs, _vector("y", y, sizes[-1]), strict=True)),
            activations=activations, eta=eta, selected=select, view_as=view, paths=bool(paths),
            axes=self._checked_axes(axes or (self.names if len(self.names) == 1 else (self.names[0], self.names[-1]))),
        )  # fmt: skip
        self._compute()
        self._laid_out = None
        self._plots = WeightPlots(len(self.names))
        knobs = {"weight": self._knob("weight", "", -REACH, REACH), "eta": self._knob("eta", "η", 0.005, 0.5, 0.005)}
        knobs["weight"].box.style.description_width, knobs["weight"].box.layout.width = "76px", "168px"
        for name in (*self._inputs, *self._outputs):
            knobs[name] = self._knob(name, name.replace("_", "[") + "]", -2.0, 2.0)
        self._begin(self._plots.live, knobs, self._make_more(), seed, self._make_scene())
        if self._plots.surface:
            self._picture.on_place(self._plots.surface.ax, self._guard(self._placed))
        self._picture.on_place(
            self._plots.curve.ax, self._guard(lambda w, cost: setattr(self, self._plots.over, round(w, 2)))
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
        self._put(**dict(zip(self.names, self._flat(network.weights), strict=True)))
        self._react(set(self.names))

    @property
    def x(self) -> np.ndarray:
        """The inputs, shape (d_0,)."""
        return np.array([getattr(self, name) for name in self._inputs])

    @x.setter
    def x(self, values) -> None:
        self._put(**dict(zip(self._inputs, _vector("x", values, len(self._inputs)), strict=True)))
        self._react(set(self._inputs))

    @property
    def y(self) -> np.ndarray:
        """The labels, shape (d_N,)."""
        return np.array([getattr(self, name) for name in self._outputs])

    @y.setter
    def y(self, values) -> None:
        self._put(**dict(zip(self._outputs, _vector("y", values, len(self._outputs)), strict=True)))
        self._react(set(self._outputs))

    @property
    def weight(self) -> float:
        """The weight that the first slider moves: the selected one, or else the first of the landscape's axes."""
        return getattr(self, self._held())

    @weight.setter
    def weight(self, value: float) -> None:
        setattr(self, self._held(), value)

    def _held(self) -> str:
        return self.selected if self.selected in self.names else self.axes[0]

    def _fits(self, weights, bias: bool) -> bool:
        shapes = [np.shape(W) for W in weights]
        return not bias and shapes == [W.shape for W in self.network.weights]

    def _flat(self, matrices) -> list[float]:
        """Entries in the order of `names`."""
        return [float(matrices[i][b, a]) for i, b, a in self.places.values()]

    def _matrices(self, point: Point) -> list[np.ndarray]:
        values, matrices = np.array(point), []
        for W in self.network.weights:
            matrices.append(values[: W.size].reshape(W.shape))
            values = values[W.size :]
        return matrices

    def _checked_axes(self, axes) -> tuple[str, ...]:
        axes = tuple(listed("axes", axes, "two names of weights"))
        if len(self.names) > 1 and (len(set(axes)) != 2 or not set(axes) <= set(self.names)):
            raise InputError(f"axes: expected two names of weights such as {self.names[0]!r}, got {axes!r}")
        return axes

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        self.axes = self._checked_axes(self.axes)
        self.network = Network(self._matrices(self._point()), self.activations, bias=self._shape.bias)
        self._shape = Shape.of(self.network)
        self.passes: Passes = self.network.backward(self.x, self.y)
        self.cost, self.gradients = float(self.passes.cost), self.passes.gradients
        self.after = self._next(self._point())

    def _next(self, point: Point) -> Point | None:
        network = self.network._with(self._matrices(point))
        passes = network.backward(self.x, self.y)
        if max(np.abs(g).max() for g in passes.gradients) <= FLAT:
            return None
        after = network.step(passes.gradients, self.eta)
        cost, weights = float(after.mean_cost(self.x, self.y)), self._flat(after.weights)
        start = self._cost_at(self._visited[0]) if self._visited else float(passes.cost)
        if not np.isfinite(cost) or cost > TOO_HIGH * (1 + start) or max(map(abs, weights)) > LARGEST:
            return None
        return tuple(weights)

    def _cost_at(self, point: Point) -> float:
        return float(self.network._with(self._matrices(point)).mean_cost(self.x, self.y))

    def _cost_with(self, eta: float) -> float:
        """The cost after one step with that learning rate."""
        return float(self.network.step(self.gradients, eta).mean_cost(self.x, self.y))

    def _example(self) -> tuple:
        """What enters and what should come out, to tell one landscape from another."""
        return *self.x, *self.y

    @property
    def path(self) -> np.ndarray:
        """The weights at every step up to now, shape (t+1, number of weights), in the order of `names`."""
        return np.array(self._visited[: self._t + 1])

    @property
    def status(self) -> str:
        """ "running", "converged" (every derivative is 0) or "diverged" (the next step leads beyond all bounds)."""
        if max(np.abs(g).max() for g in self.gradients) <= FLAT:
            return "converged"
        return "running" if self.after is not None else "diverged"

    # screen ----------------------------------------------------------------------------------------------------------
    def _make_scene(self):
        self._laid_out = self._shape, self.view_as
        return (layers_scene if self.view_as == "numbers" else matrices_scene)(self._shape)

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        self._view = button("", "the same numbers on a diagram, or as matrices", self._guard(self._turn))
        self._all_paths = widgets.Checkbox(description="all paths", indent=False, layout={"width": "100px"})
        self._all_paths.observe(self._guard(lambda change: setattr(self, "paths", change.new)), "value")
        return {
            **super()._make_buttons(),
            "view": self._view,
            "entry back": button("◂ entry", "the weight whose derivative comes before", self._guard(self._entry_back)),
            "entry on": button("entry ▸", "the weight whose derivative comes next", self._guard(self._entry_on)),
            "paths": self._all_paths,
        }

    def _turn(self) -> None:
        self.view_as = "matrices" if self.view_as == "numbers" else "numbers"

    def _entry_on(self) -> None:
        here = self._order.index(self.selected) + 1 if self.selected in self.names else 0
        self.selected = self._order[here] if here < len(self._order) else ""

    def _entry_back(self) -> None:
        here = self._order.index(self.selected) if self.selected in self.names else len(self._order)
        self.selected = self._order[here - 1] if here else ""

    def _make_more(self) -> list:
        choices = [(self.labels.get(each, each or "nothing"), each) for each in self.selected_choices]
        self._story = widgets.Dropdown(options=choices, description="explain", layout={"width": "220px"})
        self._story.observe(self._guard(lambda change: setattr(self, "selected", change.new)), "value")
        self._pickers = []
        for place, label in enumerate(("map, across", "map, up") if self._plots.surface else ()):
            options = [(self.labels[name], name) for name in self.names]
            picker = widgets.Dropdown(options=options, description=label, layout={"width": "190px"})
            picker.observe(self._guard(lambda change, place=place: self._pick(place, change.new)), "value")
            self._pickers.append(picker)
        self._menus = []
        for i in range(self._shape.N + 1):
            names = [name for name in ACTIVATIONS if name != "softmax"]
            menu = widgets.Dropdown(options=names, description=f"activation {i}", layout={"width": "210px"})
            menu.observe(self._guard(lambda change, i=i: self._switch(i, change.new)), "value")
            self._menus.append(menu)
        return [row(self._story, *self._pickers), row(*self._menus)]

    def _pick(self, place: int, name: str) -> None:
        axes = list(self.axes)
        if name == axes[1 - place]:
            axes.reverse()
        axes[place] = name
        self.axes = tuple(axes)

    def _switch(self, i: int, name: str) -> None:
        if self.network.activations[i].name != name:
            now = list(self.network.activations)
            now[i] = name
            self.activations = now

    def _filling(self):
        after = self.network._with(self._matrices(self.after)) if self.after is not None else None
        numbers = layers_filling if self.view_as == "numbers" else matrices_filling
        filling = numbers(self.network, self.passes, self.y, self.phase, after)
        if self.view_as == "numbers":
            tell(filling, self.network, self.passes, self.y, self.phase, self.selected, self.paths)
            return filling, repr(self)
        marks = dict(filling.marks)
        tell(filling, self.network, self.passes, self.y, self.phase, self.selected, self.paths)
        filling.marks = marks
        mark_matrices(filling, self._shape, self.phase, self.selected)
        return filling, repr(self)

    def _notice(self) -> str:
        cost_after = self._cost_at(self.after) if self.after is not None else None
        return layers_notice(self, cost_after, lambda: largest_curvature(self.network, self.x, self.y))

    def _follow(self) -> None:
        if self._laid_out != (self._shape, self.view_as):
            self._lay_out(self._make_scene())
        self._view.description = "as matrices" if self.view_as == "numbers" else "as a diagram"
        self._all_paths.value = self.paths
        self._knobs["weight"].box.description = self.labels[self._held()]
        self._story.value = self.selected
        for picker, name in zip(self._pickers, self.axes, strict=False):
            picker.value = name
        for menu, activation in zip(self._menus, self.network.activations, strict=True):
            if activation.name not in menu.options:
                menu.options = (*menu.options, activation.name)
            menu.value = activation.name

    def _draw(self) -> None:
        limits = {name: (min(getattr(self, name), -REACH), max(getattr(self, name), REACH)) for name in self.names}
        self._plots.draw(self, limits)

    def _placed(self, x: float, y: float) -> None:
        self._put(**dict(zip(self.axes, (round(x, 2), round(y, 2)), strict=True)), phase="backward")
        self._react(set(self.axes))

    def _says(self) -> str:
        places = " and ".join(self.labels[name] for name in self.axes)
        here = ", ".join(number(getattr(self, name)) for name in self.axes)
        return f"Cost over {places}, now {here}: C = {number(self.cost)}"

    def _random_point(self) -> Point:
        return tuple(float(w) for w in self._rng.uniform(-2, 2, len(self.names)).round(2))

    # in and out ------------------------------------------------------------------------------------------------------
    def _from_preset(self, state: dict) -> dict:
        weights = self._flat([np.array(W) for W in state["weights"]])
        rest = {"activations": "identity", "view_as": "numbers", "paths": False}
        rest |= {name: value for name, value in state.items() if name not in ("weights", "x", "y")}
        rest |= dict(zip(self._inputs, state["x"], strict=True)) | dict(zip(self._outputs, state["y"], strict=True))
        return {**dict(zip(self.names, weights, strict=True)), **rest}

    def _source(self) -> str:
        return layers_source(self.network, self.x, self.y, self.eta)

    def __repr__(self) -> str:
        sizes = "-".join(map(str, self._shape.sizes))
        outputs = ", ".join(number(v) for v in self.passes.y_hat[0])
        largest = max(float(np.abs(g).max()) for g in self.gradients)
        return (
            f"LayersExplorer at step {self._t}: {sizes}{', biases' * self._shape.bias};"
            f" x = {', '.join(map(number, self.x))}, prediction {outputs}, y = {', '.join(map(number, self.y))},"
            f" C = {number(self.cost)}; largest derivative {number(largest)}"
        )


def _checked(weights, activations, bias: bool) -> Network:
    network = Network(weights, activations, bias=bias)
    if any(W.ndim != 2 for W in network.weights):
        raise InputError(f"weights: expected one matrix a layer, got shapes {[W.shape for W in network.weights]}")
    if len(network.weights) > 4 or max(network.sizes) > 6:
        sizes = "-".join(map(str, network.sizes))
        raise InputError(f"weights: expected 1 to 4 matrices and 1 to 6 nodes a layer, got {sizes}")
    return network


def _vector(name: str, values, d: int) -> list[float]:
    vector = finite_array(name, values).ravel()
    if len(vector) != d:
        raise InputError(f"{name}: expected {d} numbers, one a node, got {len(vector)}")
    return [float(v) for v in vector]
