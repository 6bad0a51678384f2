"""The cost around a path of training, on a plane of weights whose two directions the learner chooses (5.7)."""

import ipywidgets as widgets
import numpy as np

from bplesson.checks.inputs import like_weights
from bplesson.engine.descent import Path
from bplesson.engine.landscape import landscape
from bplesson.engine.network import single
from bplesson.errors import InputError, shown, whole_number
from bplesson.kit.controls import Choice, Number, button, row
from bplesson.kit.screen import Screen
from bplesson.kit.words import number, percent
from bplesson.training.directions_plots import directions_stage
from bplesson.training.directions_presets import DIRECTIONS_PRESETS
from bplesson.training.plane import Walked

WORK = 160_000  # numbers of a layer in one landscape: so many take about five milliseconds


class DirectionsExplorer(Screen):
    """The cost of `network` for x, y on a plane of weights through one end of `path`, which is what descend returns.

    `across` and `up` name the two directions; the second is turned until it stands at right angles to the first.
    `around`: the plane goes through the "end" or the "start". `reach` of the picture up and down, in distances to the
    furthest step of the path. `t`: the step where the point stands. After any change `directions` (two, of length 1,
    shaped like the weights), `share` (of the path's length, how much lies in the plane), `cost`, `cost_on_map` and
    `apart`, the distance of the point from the plane, are those of the state on the screen.
    """

    across = Choice("start to end")
    up = Choice("downhill at the start")
    around = Choice("end")
    around_choices = ("end", "start")
    reach = Number(0.75, positive=True)
    t = Number(0.0)
    draws = Number(0.0)  # how often random directions have been drawn
    presets = DIRECTIONS_PRESETS
    _drawn = _plane_of = None  # what the map and the plane were made for

    def __init__(
        self, network, x, y, path, across="start to end", up="downhill at the start", around="end", reach=0.75, t=None,
        seed=0,
    ):  # fmt: skip
        super().__init__()
        x, y = single(network).examples(x, y)
        if not isinstance(path, Path):
            raise InputError(f"path: expected what bp.descend returns, got {shown(path)}")
        like_weights("path.weights[0]", path.weights[0], network.weights)
        self.network, self.path, self._seed = network, path, whole_number("seed", seed, least=0)
        self._walked = Walked(network, x, y, path)
        self.labels = self._walked.names
        self.across_choices = self.up_choices = tuple(self.labels)
        self._put(across=across, up=up, around=around, reach=reach, t=len(path) - 1 if t is None else t)
        self._compute()  # raises here, before anything is on the screen, if something does not fit
        live, self._map, self._costs = directions_stage(path.costs)
        knobs = {
            "t": self._knob("t", "t", 0, max(1, len(path) - 1), step=1),
            "reach": self._knob("reach", "reach", 0.1, 3.0, step=0.05),
        }
        self._begin(live, knobs, self._make_more(), seed)
        self._picture.on_place(self._map.ax, self._guard(self._nearest))

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        made, options = {}, [(label, key) for key, label in self.labels.items()]
        for name in ("across", "up"):
            made[name] = widgets.Dropdown(
                options=options, description=name, style={"description_width": "45px"}, layout={"width": "265px"}
            )
            made[name].observe(self._guard(lambda change, name=name: self._pick(name, change.new)), "value")
        draw = self._guard(self.random_directions)
        return made | {"random": button("new random directions", "two directions drawn at random", draw)}

    def _make_more(self) -> list:
        self._around = widgets.Dropdown(
            options=self.around_choices, description="around the", layout={"width": "220px"}
        )
        self._around.observe(self._guard(lambda change: setattr(self, "around", change.new)), "value")
        return [row(self._around)]

    def _pick(self, name: str, key: str) -> None:
        other = "up" if name == "across" else "across"
        if key == getattr(self, other):  # the two change places
            self._put(**{other: getattr(self, name)})
        setattr(self, name, key)

    def random_directions(self) -> None:
        """Two new directions, drawn at random."""
        self._change(across="random", up="random too", draws=self.draws + 1)

    # results ---------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        t = whole_number("t", self.t, least=0)
        if t > len(self.path) - 1:
            raise InputError(f"t: expected a step of the path, 0 to {len(self.path) - 1}, got {t}")
        plane_of = self.across, self.up, self.around, whole_number("draws", self.draws, least=0)
        if self._plane_of != plane_of:
            self.plane = self._walked.plane(*plane_of[:3], (self._seed, plane_of[3]))
            self._plane_of = plane_of
            self.directions = tuple(map(self._walked.matrices, self.plane.axes))
            self.share = self.plane.share
            self._costs_on_map = self._cost_on_map(self._walked.steps)
        self.cost = float(self.path.costs[t])
        self.cost_on_map = float(self._cost_on_map([t])[0])
        self.apart = self.plane.apart(self._walked.weights[t], t)

    def _cost_on_map(self, steps) -> np.ndarray:
        return self._walked.cost(self.plane.anchor + self.plane.shadow[steps] @ self.plane.axes)

    # screen ----------------------------------------------------------------------------------------------------------
    def _follow(self) -> None:
        self._buttons["across"].value, self._buttons["up"].value = self.across, self.up
        self._around.value = self.around

    def _draw(self) -> None:
        plane, walked, t = self.plane, self._walked, int(self.t)
        drawn = self._plane_of, self.reach, self._live.pixel_ratio
        if self._drawn != drawn:
            self._drawn = drawn
            across, up = self._map.grid(self.reach * plane.far, WORK // (len(walked.x) * max(self.network.sizes)))
            here = self.network.at(walked.matrices(plane.anchor))
            seen = landscape(here, walked.x, walked.y, self.directions[0], across, self.directions[1], up)
            self._map.show_cost(seen.cost)
        wide = self._map.ax.get_xlim()[1]
        names = f"{self.labels[self.across]}, ± {number(wide)}", self.labels[self.up]
        self._map.show_path(plane.shadow[walked.steps], plane.shadow[t], names)
        self._costs.show(walked.steps, self._costs_on_map, t, self.cost)

    def _nearest(self, across: float, up: float) -> None:
        self.t = float(np.argmin(np.linalg.norm(self.plane.shadow - [across, up], axis=1)))

    def _notice(self) -> str:
        part = f"{self._part()} of the length of the path"
        told = (
            f"<b>{part}</b> lies in this plane." if self.share >= 0.5 else f"⚠ <b>Only {part}</b> lies in this plane."
        )
        told += f" <b>Step {int(self.t)}</b>: the cost is {number(self.cost)}"
        if self.apart > 0.005 * self.plane.far:
            told += (
                f"; the path is {number(self.apart)} away from the plane here, and below it the map shows"
                f" {number(self.cost_on_map)}"
            )
        return f'<span aria-live="polite">{told}.</span>'

    def _part(self) -> str:
        return percent(self.share)

    def _says(self) -> str:
        return repr(self)

    def code(self) -> None:
        """Not for this explorer: raises an InputError that says what draws the map instead."""
        raise InputError("code: expected bp.landscape instead, which takes the two `directions` of this explorer")

    def __repr__(self) -> str:
        return (
            f"DirectionsExplorer of {self.network!r}: across {self.labels[self.across]}, up {self.labels[self.up]},"
            f" around the {self.around} of the path; {self._part()} of its length lies in this plane; at step"
            f" {int(self.t)} of {len(self.path) - 1} C = {number(self.cost)}, on the map {number(self.cost_on_map)}"
        )
