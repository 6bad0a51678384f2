"""The cost around a path of training, on a plane of weights whose two directions the learner chooses (5.7)."""

from collections.abc import Callable

import numpy as np

from bplesson.checks.inputs import like_weights
from bplesson.engine.descent import Path
from bplesson.engine.landscape import landscape
from bplesson.engine.network import single
from bplesson.errors import InputError, shown, whole_number
from bplesson.kit.controls import Number
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.live import Live
from bplesson.kit.picture import STEP
from bplesson.kit.traits import Pick, Slider
from bplesson.kit.words import number, percent
from bplesson.training.plane import Walked
from bplesson.training.plots import directions_stage
from bplesson.training.presets import DIRECTIONS_PRESETS

WORK = 160_000  # numbers of a layer in one landscape: so many take about five milliseconds


class DirectionsExplorer(Explorer):
    """The cost of `network` for x, y on a plane of weights through one end of `path`, which is what descend returns.

    `across` and `up` name the two directions; the second is turned until it stands at right angles to the first.
    `around`: the plane goes through the "end" or the "start". `reach` of the picture up and down, in distances to the
    furthest step of the path. `t`: the step where the point stands. After any change `directions` (two, of length 1,
    shaped like the weights), `share` (of the path's length, how much lies in the plane), `cost`, `cost_on_map` and
    `apart`, the distance of the point from the plane, are those of the state on the screen.
    """

    around = Pick("around the", ("end", "start"), "end", width="220px")
    reach = Slider("reach", 0.1, 3.0, default=0.75, step=0.05, positive=True)
    draws = Number(0.0)  # how often random directions have been drawn
    on_top = ("across", "up", "t", "reach")
    takes = ("network", "x", "y", "path", "across", "up", "around", "reach", "t", "seed")
    buttons = {"random": ("new random directions", "two directions drawn at random", "random_directions"), **BACK}
    presets = DIRECTIONS_PRESETS
    _drawn = _plane_of = None  # what the map and the plane were made for

    def _open(
        self, network, x, y, path, across="start to end", up="downhill at the start", t=None, seed=0, **state
    ) -> None:
        x, y = single(network).examples(x, y)
        if not isinstance(path, Path):
            raise InputError(f"path: expected what bp.descend returns, got {shown(path)}")
        like_weights("path.weights[0]", path.weights[0], network.weights)
        self.network, self.path, self._seed = network, path, whole_number("seed", seed, least=0)
        self._walked = Walked(network, x, y, path)
        self.labels, last = self._walked.names, len(path) - 1
        made = {
            "across": Pick("across", self.labels, across, self.labels.get, width="265px", label_width="45px"),
            "up": Pick("up", self.labels, up, self.labels.get, width="265px", label_width="45px"),
            "t": Slider("t", 0, max(1, last), default=last, step=1),
        }
        self.add_traits(**made)
        super()._open(across=across, up=up, t=last if t is None else t, **state)

    def _stage(self) -> tuple[Live, dict]:
        live, self._map, self._costs = directions_stage(self.path.costs)
        return live, {self._map.ax: self._nearest}

    def _arrows(self) -> tuple:
        return self._map.ax, lambda: self.plane.shadow[int(self.t)][:1], self._along

    def _along(self, across: float) -> None:
        """Along the path, on if that is to the right and else back, until the point has moved as far as can be seen."""
        here, t = self.plane.shadow[int(self.t)], int(self.t)
        way = 1 if across > here[0] else -1
        far = np.linalg.norm(self.plane.shadow[t::way] - here, axis=1)
        seen = np.flatnonzero(far >= STEP * np.ptp(self._map.ax.get_xlim()))
        self.t = float(t + way * (seen[0] if seen.size else len(far) - 1))

    def _to(self, name: str) -> Callable:
        """The two directions change places where a menu would make them the same."""
        other = {"across": "up", "up": "across"}.get(name)

        def pick(key) -> None:
            if other and key == getattr(self, other):
                self._put(**{other: getattr(self, name)})
            setattr(self, name, key)

        return self._guard(pick)

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
    def _draw(self) -> None:
        plane, walked, t = self.plane, self._walked, int(self.t)
        drawn = self._plane_of, self.reach
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
