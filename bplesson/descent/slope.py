"""One weight on its cost curve: the point, its tangent, the step, and what the learning rate does to them."""

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.descent.code import slope_code
from bplesson.descent.curves import CURVES, curvature, curve
from bplesson.descent.presets import SLOPE_PRESETS
from bplesson.descent.scene import slope_filling, slope_scene
from bplesson.descent.sentence import slope_notice
from bplesson.engine.descent import run_away
from bplesson.errors import InputError, finite_number, shown
from bplesson.kit.axis import Axis, doubled
from bplesson.kit.controls import LARGEST, Choice
from bplesson.kit.live import Live
from bplesson.kit.panels import CostsPanel, CurvePanel, Panel, stage
from bplesson.kit.path import FLAT, PathExplorer, Point
from bplesson.kit.scene import Scene
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.traits import Check, Pick, Slider
from bplesson.kit.words import number

ENDS = -3.0, 5.0  # of the picture and of the sliders
REACH = {"two minima": (-2.6, 2.6)}  # where they are others
BESIDE = 15  # points of the curve on both sides of a pole that the axis need not hold: 1/w is steep there


class SlopeExplorer(PathExplorer):
    """Gradient descent on a cost curve of one weight w: `curve` is a name, a Function or your own f(w).

    `w` is the weight, `eta` the learning rate; `w_left` and `w_right` are two more points, shown with their tangents
    when `probes` is True (1.7). `reach`: the w at the two ends of the picture. `predict`: "cost", "direction" or
    "landing", what is asked before each step, and answered by `guess`. After any change `cost`, `slope`,
    `path`, shape (t+1,), `status` and `bound` (2/a on a parabola, else None) are those of the state on the screen.
    """

    w = Slider("w", *ENDS, default=-1.0)
    eta = Slider("η", 0.01, 2.5, default=0.2, positive=True)
    w_left = Slider("left", *ENDS, default=-1.0)
    w_right = Slider("right", *ENDS, default=3.0)
    curve = Pick("curve", CURVES, "parabola", lambda function: function.name, read=curve, width="240px")
    probes = Check("show the points left and right")
    on_top = ("w", "eta")
    takes = ("curve", "w", "eta", "probes", "reach", "seed", "predict")
    phase = Choice("update")
    names = ("w",)
    labels = {"w": "w"}
    data = ("curve",)
    rest = "update"
    presets = SLOPE_PRESETS
    _curve_from = None  # what the function was made of

    def _open(self, probes=None, reach=None, **state) -> None:
        self._reach, self._reach_of = _checked_reach(reach), state.get("curve", self.curve)
        self._across, self._line_of = Axis(), None
        if probes is not None:
            left, right = _pair("probes", probes)
            state |= {"w_left": left, "w_right": right, "probes": True}
        super()._open(**state)

    def _stage(self) -> tuple[Live, dict]:
        live, self._panel, self._costs = stage(3.4, _panels)
        return live, {self._panel.ax: lambda w, cost: self._clicked(round(w, 2))}

    def _arrows(self) -> tuple:
        return self._panel.ax, lambda: self._prediction.at("w"), lambda w: self._clicked(round(w, 2))

    def _clicked(self, w: float) -> None:
        if not self._prediction.propose(w):
            self.w = w

    def _make_scene(self) -> Scene:
        return slope_scene()

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        super()._compute()
        if not _same(self.curve, self._curve_from):
            self._follow_curve()
        with np.errstate(all="ignore"):
            w = np.asarray(self.w)
            self.cost = float(self._function.value(w))
            self.slope = float(self._function.slope(w))
        if not np.isfinite(self.cost):
            raise InputError(f"w: expected a weight where {self._function.name} has a value, got {self.w:.3g}")
        self.after, self.undefined = self._next((self.w,)), ""
        after = self.w - self.eta * self.slope
        if not np.isfinite(self.slope):
            self.undefined = (
                f"The curve has a value at w = {number(self.w)}, but its slope there is no number: no step can be taken"
            )
        elif self.after is None and abs(after) <= LARGEST and not self._cost_at((after,)) > -np.inf:
            self.undefined = f"The next step leads to w = {number(after)}, where the curve has no value"

    def _follow_curve(self) -> None:
        self._curve_from, self._function = self.curve, curve(self.curve)
        self._curvature = curvature(self._function, *self._ends())  # None unless it is a parabola

    def _ends(self) -> tuple[float, float]:
        if self._reach and _same(self.curve, self._reach_of):
            return self._reach
        return REACH.get(self._function.name, ENDS)

    def _next(self, point: Point) -> Point | None:
        with np.errstate(all="ignore"):
            w = np.asarray(point[0])
            slope = float(self._function.slope(w))
            after = point[0] - self.eta * slope
            start = self._cost_at(self._run.points[0])
            cost = self._cost_at((after,)) if np.isfinite(after) else np.inf
        if abs(slope) <= FLAT or not np.isfinite(slope) or run_away(cost, start, [after], LARGEST):
            return None
        return (after,)

    def _cost_at(self, point: Point) -> float:
        return float(self._function.value(np.asarray(point[0])))

    def _derivative(self, name: str) -> float:
        return self.slope

    def _random_point(self) -> Point:
        return (round(float(self._rng.uniform(*self._ends())), 2),)

    @property
    def bound(self) -> float | None:
        """2/a, the learning rate at which descent on a parabola of curvature a stops converging (1.10); else None."""
        return 2 / self._curvature if self._curvature else None

    @property
    def path(self) -> np.ndarray:
        """The weight at every step up to now, shape (t+1,)."""
        return np.array([point[0] for point in self._run.points[: self._place + 1]])

    @property
    def status(self) -> str:
        """ "running", "converged" (the slope is 0, or 1e-5 at most), "diverged" (the next step leads beyond all bounds)
        or "undefined" (there is no slope here, or no value one step on)."""
        if self.undefined:
            return "undefined"
        if abs(self.slope) <= FLAT:
            return "converged"
        return "running" if self.after else "diverged"

    # screen ----------------------------------------------------------------------------------------------------------
    def _filling(self):
        after = self.w - self.eta * self.slope
        filling = slope_filling(self.t, self.w, self.cost, self.slope, self.eta, after, self._phase_seen)
        if self._prediction.open:
            filling.words.pop("story-2", None)  # it says which way the weight goes
        return filling, repr(self)

    def _notice(self) -> str:
        bend = self._curvature or float(numeric_slope(self._function.slope, np.asarray(self.w)))
        return slope_notice(self, self._curvature, bend, self._cost_at(self.after) if self.after else None)

    def _cost_with(self, eta: float) -> float:
        """The cost after one step with that learning rate."""
        with np.errstate(all="ignore"):
            return self._cost_at((self.w - eta * self.slope,))

    def _follow(self) -> None:
        super()._follow()
        for name in ("w", "w_left", "w_right"):
            self._controls[name].set_range(*self._ends())

    def _limits(self) -> dict[str, tuple[float, float]]:
        return {"w": doubled(*self._ends(), self.path)}

    def _draw(self) -> None:
        panel, limits = self._panel, self._limits()["w"]
        another = self._line_of != (limits, self._function)
        if another:  # a weight that moves leaves the line as it is
            self._line_of, self._line = (limits, self._function), self._line_over(limits)
        along, costs, telling = self._line
        panel.reach(self.cost, telling, share=0.8, keep=self._place > 0 and not another)
        if self._across.change(of=(limits, self._function.name)):
            panel.set_axes("weight w", limits, f"cost C[w]: {self._function.name}")
        panel.curve.set_data(along, costs)
        path = self.path
        with np.errstate(all="ignore"):
            walked = np.column_stack([path, self._function.value(path)])
        after = (self.after[0], self._cost_at(self.after)) if self.after and self._phase_seen == "update" else None
        panel.move(self.w, self.cost, self.slope if self.phase not in FORWARD_ONLY else None, walked, after)
        panel.guess.move(self._prediction.marks.get("w"))
        self._costs.move(walked[:, 1])
        for which, w in enumerate((self.w_left, self.w_right)):
            at = np.asarray(w)
            panel.probe(
                which, w if self.probes else None, float(self._function.value(at)), float(self._function.slope(at))
            )

    def _line_over(self, limits: tuple[float, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Weights, their costs with a gap at every pole, and the costs that say how high the picture reaches."""
        along = np.linspace(*limits, 301)
        with np.errstate(all="ignore"):
            costs = np.array(self._function.value(along))
        poles = self._poles(along, costs)
        costs[poles] = np.nan
        near_pole = np.convolve(poles, np.ones(2 * BESIDE + 1), "same") > 0
        return along, costs, costs[~near_pole]

    def _poles(self, along: np.ndarray, costs: np.ndarray) -> np.ndarray:
        """Points after which the line has to be broken: on to the next one there is a jump against the slope of both.

        The curve 1/w falls on both sides of 0, and yet is higher on the right: it runs away between them.
        """
        poles, jumps = np.zeros(len(costs), dtype=bool), np.diff(np.where(np.isfinite(costs), costs, np.nan))
        finite = costs[np.isfinite(costs)]
        usual = np.ptp(np.quantile(finite, (0.1, 0.9))) if finite.size else 0.0
        for k in np.flatnonzero(np.abs(jumps) > usual):
            slopes = [float(self._function.slope(np.asarray(w))) for w in along[k : k + 2]]
            poles[k] = max(slope * jumps[k] for slope in slopes) < 0
        return poles

    def _says(self) -> str:
        return f"The cost curve {self._function.name}; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _source(self) -> str:
        return slope_code(self._function, self._curvature, self.w, self.eta)

    def __repr__(self) -> str:
        probes = ""
        if self.probes:
            left, right = (float(self._function.slope(np.asarray(w))) for w in (self.w_left, self.w_right))
            places = number(self.w_left), number(self.w_right)
            probes = f"; slopes {number(left)} at w = {places[0]} and {number(right)} at w = {places[1]}"
        return (
            f"SlopeExplorer at step {self.t}: {self._function.name}, w = {number(self.w)}, C = {number(self.cost)},"
            f" slope {number(self.slope)}, η = {number(self.eta)}{probes}{self._asked()}"
        )


def _panels(figure) -> list[Panel]:
    """The curve, and the costs so far."""
    return [
        CurvePanel(figure.add_axes([0.085, 0.155, 0.615, 0.755])),
        CostsPanel(figure.add_axes([0.785, 0.155, 0.2, 0.755])),
    ]


def _same(curve, other) -> bool:
    """Whether two that may be set as a curve are one: the same name, or the same function."""
    return curve is other or (isinstance(curve, str) and isinstance(other, str) and curve == other)


def _checked_reach(reach) -> tuple[float, float] | None:
    if reach is None:
        return None
    low, high = _pair("reach", reach)
    if low >= high:
        raise InputError(f"reach: expected the left end below the right end, got {reach!r}")
    return low, high


def _pair(name: str, values) -> tuple[float, float]:
    try:
        first, second = values
    except Exception:  # a number, too many of them, or an object of another library that cannot be gone through
        raise InputError(f"{name}: expected two numbers, got {shown(values)}") from None
    return finite_number(name, first), finite_number(name, second)
