"""An explorer of one network and one example whose weights are traits: its landscape, its path, its next step."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from traitlets import Any, TraitType

from bplesson.checks.curvature import curvature_along, largest_curvature, matrices
from bplesson.checks.results import quiet
from bplesson.engine.descent import run_away
from bplesson.engine.network import Network, Passes
from bplesson.errors import InputError, listed
from bplesson.kit.axis import held
from bplesson.kit.controls import LARGEST
from bplesson.kit.live import Live
from bplesson.kit.own import Derivatives, Kind, Own
from bplesson.kit.path import FLAT, PathExplorer, Point
from bplesson.kit.seen import as_seen, no_number
from bplesson.kit.weight_plots import WeightPlots

REACH = 3.0  # of the sliders of the weights, where these are small
NEARBY = 1e-4  # by which a weight is moved to see how derivatives change with it
SAME = 1e-6  # the share by which two of these may differ


class Axes(TraitType):
    """The names of two weights, or of the only one there is."""

    def validate(self, obj, value) -> tuple[str, ...]:
        axes = tuple(listed(self.name, value, "two names of weights"))
        wanted = min(2, len(obj.names))
        if not all(each in obj.names for each in axes) or len(axes) != wanted or len(set(axes)) != wanted:
            some = ", ".join(obj.names[:6]) + ", …" * (len(obj.names) > 6)
            expected = f"two of {some}" if wanted == 2 else f"the one weight there is, ({some!r},)"
            raise InputError(f"{self.name}: expected {expected}, got {axes!r}")
        return axes


class WeightExplorer(PathExplorer):
    """Each weight is a trait; `places` says which, name to (i, b, a), and `labels` what a reader sees of it.

    A subclass has an example, `x` and `y`, as traits or properties, and says in `_example` what they are made of.
    """

    activations = Any("identity")
    axes = Axes()  # the two weights of the landscape
    plots_of = WeightPlots
    held = (*PathExplorer.held, "_own")
    drives: Kind  # the functions that `backward` may be
    _own: Own | None = None
    _reach: np.ndarray | None = None  # how far the plots reach over each weight, both ways
    _shown = 0  # the place at which they were last in line with the path
    _map: tuple = (None, "", ())  # the weights of the landscape, what was selected then, and those without a selection
    beside = False  # whether the diagram has room for a learner's derivatives beside the right ones

    def _open(self, backward=None, **state) -> None:
        self._own = self._as_own(backward)
        super()._open(**state)

    def _name_weights(self, shapes, name: Callable, label: Callable, trait: Callable, bias: bool = False) -> None:
        """Make a trait of every entry of the matrices; name and label are functions of (i, b, a), trait of a label."""
        self._shapes, self._bias = shapes, bias
        places = [(i, b, a) for i, (rows, columns) in enumerate(shapes) for b in range(rows) for a in range(columns)]
        self.places = {name(*place): place for place in places}
        self.names = tuple(self.places)
        self.labels = {each: label(*place) for each, place in self.places.items()}
        self.add_traits(**{each: trait(label) for each, label in self.labels.items()})

    def _stage(self) -> tuple[Live, dict]:
        self._plots = self.plots_of(len(self.names))
        clicks = {self._plots.curve.ax: lambda across, up: self._on_curve(round(across, 2))}
        if self._plots.surface:
            clicks[self._plots.surface.ax] = self._clicked
        return self._plots.live, clicks

    def _arrows(self) -> tuple:
        panel = self._plots.surface or self._plots.curve
        return panel.ax, lambda: self._prediction.at(*self.axes), self._clicked

    def _clicked(self, *place: float) -> None:
        place = [round(each, 2) for each in place]
        if not self._prediction.propose(*place):
            self._put(**dict(zip(self.axes, place, strict=True)), phase="backward")
            self._react(set(self.axes))

    def _on_curve(self, value: float) -> None:
        if not self._prediction.propose(value):
            self._clicked_on_curve(value)

    def _clicked_on_curve(self, value: float) -> None:
        """Give that value to the weight of the curve."""
        setattr(self, self._plots.over, value)

    def _over(self) -> str:
        """The weight of the curve: the selected one, or that of a question, or the first of the landscape's."""
        if self.selected in self.names:
            return self.selected
        return self._prediction.weight if self.predict in ("direction", "landing") else self.axes[0]

    # maps ------------------------------------------------------------------------------------------------------------
    def _turn_map(self) -> None:
        """Lay the landscape over the weight that is selected and its partner, else over the two weights that were set.

        Two that are set while a weight is selected stay until another is.
        """
        before, selected, own = self._map
        chosen = self.selected if self.selected in self.names and len(self.names) > 1 else ""
        if self.axes != before and (before is None or not chosen or chosen == selected):
            own = self.axes
        lay = self.axes == before and chosen != selected or before is None and chosen not in self.axes
        if lay and chosen:
            self._put(axes=(chosen, self._partner(chosen)))
        elif lay:
            self._put(axes=own)
        if self._map != (self.axes, chosen, own):
            self._map = self.axes, chosen, own

    @quiet
    def _partner(self, name: str) -> str:
        """The weight with which the derivative of that one changes most: their mixed second derivative is largest."""
        k, point, moved = self.names.index(name), np.array(self._point()), []
        for h in (NEARBY, -NEARBY):
            point[k] = getattr(self, name) + h
            gradients = self._at(tuple(point)).backward(self.x, self.y).gradients
            moved.append(np.concatenate([g.ravel() for g in gradients]))
        mixed = np.nan_to_num(np.abs(moved[0] - moved[1]), nan=0.0, posinf=0.0)
        mixed[k] = 0.0
        if not mixed.any():
            return next(each for each in (*self.axes, *self.names) if each != name)
        return self.names[int(np.argmax(mixed >= (1 - SAME) * mixed.max()))]

    def _hold_path(self) -> None:
        """Let the plots reach as far as the path does."""
        points = self._run.points[min(self._shown, self._place) : self._place + 1]
        self._reach, self._shown = held(self._reach, np.array(points), along=self._place > 0), self._place

    # state -----------------------------------------------------------------------------------------------------------
    def _react(self, changed: set[str]) -> None:
        if self.anew <= changed:
            self._reach = None
        super()._react(changed)

    def _example(self) -> tuple:
        """The numbers that enter and that should come out, to tell one landscape from another."""
        raise NotImplementedError

    def _matrices(self, point: Point) -> list[np.ndarray]:
        return matrices(np.array(point), self._shapes)

    def _at(self, point: Point) -> Network:
        return self.network.at(self._matrices(point))

    # a backward pass of the learner's own ----------------------------------------------------------------------------
    @property
    def backward(self) -> Callable | None:
        """The learner's own function, whose derivatives are shown and make the steps; None for the right ones."""
        return self._own and self._own.function

    @backward.setter
    def backward(self, function: Callable | None) -> None:
        self._own = self._as_own(function)
        self._react({"backward"})

    def _as_own(self, function: Callable | None) -> Own | None:
        return None if function is None else Own(function, self.drives, self._bias)

    def _derivatives(self, network: Network, passes: Passes) -> Derivatives:
        if self._own is None:
            return Derivatives(passes.gradients, passes.gradients)
        return self._own.derivatives(network, self.x, self.y, passes.gradients)

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        super()._compute()
        self.network = Network(self._matrices(self._point()), self.activations, bias=self._bias)
        self.passes = self.network.backward(self.x, self.y)
        self.derivatives = self._derivatives(self.network, self.passes)
        self._see()
        self.cost = float(self.passes.cost)
        self.undefined = no_number(self.network, self.passes)
        start = self._cost_at(self._run.points[0]) if self._place else self.cost
        self.after, self.cost_after = self._after(self.network, self.derivatives.taken, start)
        self.after_undefined = not self.undefined and self.after is None and self._leads_to_no_number()
        self._hold_path()
        self._turn_map()

    def _see(self) -> None:
        """What the diagram shows; a learner's derivatives beside the right ones, unless all are the same."""
        self.seen = as_seen(self.network, self.passes, self.y)
        made = self.derivatives
        self.beside = self._own is not None and bool(made.said or made.wrong or not self._own.verdict.ok)
        if self.beside and not made.said:
            self.seen = replace(self.seen, own=made.as_shown(self.seen.gradients))

    def _leads_to_no_number(self) -> bool:
        """Whether the next step ends where some value is no number, though no weight has run away; says which one."""
        if _steepest(self.derivatives.taken) <= FLAT:
            return False
        after = self.network.step(self.derivatives.taken, self.eta)
        passes = after.backward(self.x, self.y)
        far = max(float(np.abs(W).max()) for W in after.weights) > LARGEST or passes.cost == np.inf
        if not far and (said := no_number(after, passes)):
            self.undefined = f"The next step leads to where {said}"
        return bool(self.undefined)

    def _next(self, point: Point) -> Point | None:
        network = self._at(point)
        taken = self._derivatives(network, network.backward(self.x, self.y)).taken
        return self._after(network, taken, self._cost_at(self._run.points[0]))[0]

    @quiet
    def _after(self, network: Network, gradients, start: float) -> tuple[Point | None, float | None]:
        """The weights one step by those gradients on and their cost; None for both where there is no next step.

        `start` is the cost at the start of the path, by which one tells that numbers run away.
        """
        if not np.isfinite(steepest := _steepest(gradients)) or steepest <= FLAT:
            return None, None
        after = network.step(gradients, self.eta)
        cost = float(after.mean_cost(self.x, self.y))
        weights = tuple(np.concatenate([W.ravel() for W in after.weights]).tolist())
        if run_away(cost, start, after.weights, LARGEST):
            return None, None
        return weights, cost

    def _derivative(self, name: str) -> float:
        i, b, a = self.places[name]
        return float(self.seen.taken[i][b, a])

    def _cost_at(self, point: Point) -> float:
        return float(self._at(point).mean_cost(self.x, self.y))

    def _costs(self, points: np.ndarray) -> np.ndarray:
        """The costs of many points (n, number of weights), (n,)."""
        ends = np.cumsum([rows * columns for rows, columns in self._shapes])[:-1]
        parts = zip(np.split(points, ends, axis=1), self._shapes, strict=True)
        network = self.network.at([part.reshape(-1, *shape) for part, shape in parts])
        return np.asarray(network.mean_cost(self.x, self.y))

    def _cost_with(self, eta: float) -> float:
        """The cost after one step with that learning rate."""
        return float(self.network.step(self.derivatives.taken, eta).mean_cost(self.x, self.y))

    def _bend(self) -> float:
        return largest_curvature(self.network, self.x, self.y)

    def _bend_along(self) -> float:
        """The curvature in the direction of the step."""
        return curvature_along(self.network, self.x, self.y, self.derivatives.taken)

    def _around(self) -> tuple[bool, bool]:
        """Whether the cost falls, and whether it rises, at some weights nearby."""
        nearby = self._point() + np.random.default_rng(0).uniform(-0.05, 0.05, (32, len(self.names)))
        moved = np.array([self._cost_at(tuple(point)) for point in nearby]) - self.cost
        seen = np.abs(moved) > 1e-13 * self.cost  # or it is rounding
        return bool((moved[seen] < 0).any()), bool((moved[seen] > 0).any())

    def _level_map(self) -> bool:
        """Whether the two weights of the map, moved by 1, leave the cost as it is."""
        places = [self.names.index(name) for name in self.axes]
        points = np.tile(self._point(), (9, 1))
        points[:, places] += [(across, up) for across in (-1, 0, 1) for up in (-1, 0, 1)]
        return np.allclose([self._cost_at(tuple(point)) for point in points], self.cost, rtol=1e-13, atol=0)

    @property
    def path(self) -> np.ndarray:
        """The weights at every step up to now, shape (t+1, number of weights), in the order of `names`."""
        return np.array(self._run.points[: self._place + 1])

    @property
    def status(self) -> str:
        """ "running", "converged" (every derivative is 0, or 1e-5 at most), "diverged" (the next step leads beyond all
        bounds) or "undefined" (some value, here or one step on, is no number)."""
        if self.undefined:
            return "undefined"
        if _steepest(self.derivatives.taken) <= FLAT:
            return "converged"
        return "running" if self.after is not None else "diverged"

    # screen ----------------------------------------------------------------------------------------------------------
    def _limits(self) -> dict[str, tuple[float, float]]:
        """How far the plots reach for every weight."""
        return {name: (-reach, reach) for name, reach in zip(self.names, self._reach.tolist(), strict=True)}

    def _follow(self) -> None:
        super()._follow()
        for name, ends in self._limits().items():
            if name in self._controls:
                self._controls[name].set_range(*ends)

    def _draw(self) -> None:
        self._plots.draw(self, self._limits())

    def _random_point(self) -> Point:
        return tuple(float(w) for w in self._rng.uniform(-2, 2, len(self.names)).round(2))


def _steepest(gradients) -> float:
    return float(np.max([np.abs(g).max() for g in gradients]))  # nan, if one of them is
