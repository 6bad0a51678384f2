"""A straight line through points (1.5): its deviations, half their squares, and its place on the cost curve."""

import numpy as np

from bplesson.descent.code import fit_code
from bplesson.descent.fit_plots import fit_stage
from bplesson.descent.line_curves import POINTS, best_w, cost_of_line, own_points, points
from bplesson.descent.presets import FIT_PRESETS
from bplesson.kit.controls import LARGEST
from bplesson.kit.explorer import OWN, Explorer
from bplesson.kit.live import Live
from bplesson.kit.sentence import spoken
from bplesson.kit.traits import Pick, Slider
from bplesson.kit.words import enumerated, short

QUESTION = "<b>Drag w: where is the lowest point of the curve, and how large are the squares there?</b>"
LISTED = 6  # points whose deviations are told one by one, at most


class PickPoints(Pick):
    """A trait that is the name of points, or points of the learner's own, given as (x, y)."""

    def __init__(self, label: str, default: str):
        super().__init__(label, POINTS, default, lambda each: each.name, read=points, width="210px")

    def validate(self, obj, value):
        found = points(value)
        return found.name if found.name in POINTS else found


class FitExplorer(Explorer):
    """The line ŷ = w x through points x, y (n,), without any the three walks of lesson 1, and what that w costs.

    `data` is the name of points, or a pair (x, y). After any change `y_hat`, `deviations` (ŷ − y) and `errors` (half
    their squares), each (n,), `cost`, the mean of the errors, and `slope`, dC/dw, are those of the line on the screen.
    """

    w = Slider("w", 0.0, 8.0, default=2.0)
    data = PickPoints("points", "three walks")
    on_top = ("w", "data")
    takes = ("x", "y", "w")
    buttons = {
        "undo": ("undo", "take the last move back", "undo"),
        "reset": ("reset", "back to the start: the state that you were given or have chosen", "reset"),
    }
    presets = FIT_PRESETS
    _read = None  # the data that `x` and `y` were made of

    def _open(self, x=None, y=None, **state) -> None:
        if x is not None or y is not None:
            state["data"] = own_points(x, y)
        super()._open(**state)

    def _stage(self) -> tuple[Live, dict]:
        live, self._line_panel, self._cost_panel = fit_stage()
        return live, {self._line_panel.ax: self._tilted, self._cost_panel.ax: lambda w, cost: self._dragged(w)}

    def _arrows(self) -> tuple:
        return self._cost_panel.ax, lambda: [self.w], self._dragged

    def _make_view(self) -> None:
        super()._make_view()
        self._question.value = QUESTION

    def _chosen(self, name: str) -> None:
        super()._chosen(name)
        if name == OWN:
            self._question.value = QUESTION

    # moves -----------------------------------------------------------------------------------------------------------
    def _tilted(self, x: float, y: float) -> None:
        """Let the line pass through a point of the picture, unless that is so near to 0 that it tells no tilt."""
        if abs(x) > 0.1 * np.abs(self.x).max():
            self._dragged(y / x)

    def _dragged(self, w: float) -> None:
        low, high = self._ends
        self.w = round(min(max(w, low), high), 2)

    def reset(self) -> None:
        """Back to the start: the state that was given or chosen."""
        self._change(**self._origin)

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        if self.data != self._read:
            self._read = self.data
            self._points = points(self.data)
            self.x, self.y = self._points.arrays
            self._ends = ends(self.x, self.y)
        self.y_hat = self.w * self.x
        self.deviations = self.y_hat - self.y
        self.errors = self.deviations**2 / 2
        self.cost = float(cost_of_line(self.x, self.y, self.w))
        self.slope = float(np.mean(self.deviations * self.x))

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        self._controls["w"].set_range(*self._ends)

    def _notice(self) -> str:
        here = f"<b>w = {short(self.w)}.</b>"
        return spoken(here, self._told(), f"<b>C = {short(self.cost)}</b>.", self._lowest())

    def _told(self) -> str:
        """The deviations and the errors, and what the cost has to do with them; it ends before the cost."""
        deviations, errors = (enumerated(list(map(short, each))) for each in (self.deviations, self.errors))
        n = len(self.x)
        if n == 1:
            return f"The deviation ŷ − y is {deviations}. Half its square is the cost:"
        if n > LISTED:
            lie = f"The {n} deviations ŷ − y lie between {self._between()}."
            return f"{lie} The mean of half their squares is the cost:"
        return f"The deviations ŷ − y are {deviations}, half their squares {errors}. Their mean is the cost:"

    def _between(self) -> str:
        return f"{short(self.deviations.min())} and {short(self.deviations.max())}"

    def _lowest(self) -> str:
        """That this is the lowest point, once the learner stands on it."""
        close = 1e-9 * max(1.0, abs(self.w))
        return "No other w costs less." if abs(self.w - best_w(self.x, self.y)) <= close else ""

    def _draw(self) -> None:
        w_ends = min(self._ends[0], self.w), max(self._ends[1], self.w)
        self._line_panel.reach(self._points, w_ends)
        self._cost_panel.reach(self._points, w_ends)
        self._line_panel.move(self.w, self.deviations)
        self._cost_panel.move(self.w, self.cost)

    def _says(self) -> str:
        return f"Left the points, the line and half the square of every deviation, right the cost curve; {self!r}"

    # in and out ------------------------------------------------------------------------------------------------------
    def _source(self) -> str:
        return fit_code(self.x, self.y, self.w)

    def __repr__(self) -> str:
        told = f"deviations between {self._between()}"
        if len(self.x) <= LISTED:
            deviations, errors = (", ".join(map(short, each)) for each in (self.deviations, self.errors))
            told = f"ŷ − y = {deviations}; half squares {errors}"
        return (
            f"FitExplorer: {self._points.name}, ŷ = w x with w = {short(self.w)}; {told};"
            f" C = {short(self.cost)}, slope {short(self.slope)}"
        )


def ends(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The ends of the slider and of the cost curve: as far to both sides of the lowest point as that is from 0."""
    best = best_w(x, y)
    reach = max(abs(best), 0.5 * float(np.abs(y).max() / np.abs(x).max())) or 1.0
    low, high = np.clip([best - reach, best + reach], -LARGEST, LARGEST)
    return round(float(low), 6), round(float(high), 6)
