"""The plots of a network: which landscape, which curve, the costs so far, and when they must be computed again."""

import numpy as np
from matplotlib.figure import Figure

from bplesson.engine.landscape import direction, landscape
from bplesson.kit.axis import Axis
from bplesson.kit.panels import CostsPanel, CurvePanel, LandscapePanel, Panel, stage
from bplesson.kit.seen import FORWARD_ONLY

HIGH = 2.4  # inches: diagram, controls and plots stand on one screen
LOW, UP = 0.22, 0.645  # of that height: where the axes begin, and how high they are
NO_PATH = np.empty((0, 2))
WIDTH = 8.4  # inches, as wide as the diagrams


class WeightPlots:
    """A landscape over the explorer's two `axes` (for two weights or more), a curve over one weight, and the costs.

    The explorer tells `places`, name of a weight to (i, b, a), and `labels`, name of a weight to what a reader sees.
    """

    def __init__(self, weights: int):
        self.surface: LandscapePanel | None = None
        if weights == 1:
            self.live, self.curve, self.costs = stage(HIGH, _two_panels, width=WIDTH)
        else:
            self.live, self.surface, self.curve, self.costs = stage(HIGH, _three_panels, width=WIDTH)
        self.over = ""  # the weight of the curve
        self._plane, self._across = Axis(), Axis(slack=3)
        self._surface_of = None  # what the landscape shows now

    def draw(self, explorer, limits: dict[str, tuple[float, float]]) -> None:
        """Move everything to where the explorer is; `limits` says how far the picture reaches for every weight."""
        if self.surface:
            self._draw_surface(explorer, limits)
        self._draw_curve(explorer, limits)
        path = explorer.path
        self.costs.move(explorer._costs(path) if len(path) > 1 else np.array([explorer.cost]))

    def _draw_surface(self, explorer, limits) -> None:
        network, point = explorer.network, np.array(explorer._point())
        axes = [explorer.names.index(name) for name in explorer.axes]
        plane = explorer.axes, *(limits[name] for name in explorer.axes)
        if another := self._plane.change(of=plane):
            self.surface.set_axes(*(explorer.labels[name] for name in explorer.axes), *plane[1:])
        surface_of = tuple(np.delete(point, axes)), explorer._example(), network.activations, plane
        if self._surface_of != surface_of:  # a weight that is on the axes leaves the landscape as it is
            self._surface_of = surface_of
            across, up = self.surface.offsets(*point[axes])
            along = [direction(network, *explorer.places[name]) for name in explorer.axes]
            cost = landscape(network, explorer.x, explorer.y, along[0], across, along[1], up).cost
            self.surface.show_cost(cost, another)
        after = np.array(explorer.after)[axes] if _shows_step(explorer) else None
        self.surface.move(point[axes], explorer.path[:, axes], after)
        marks = explorer._prediction.marks
        self.surface.guess.move([marks[name] for name in explorer.axes if name in marks])

    def _draw_curve(self, explorer, limits) -> None:
        self.over = explorer._over()
        k, w = explorer.names.index(self.over), getattr(explorer, self.over)
        i, b, a = explorer.places[self.over]
        along = np.linspace(*limits[self.over], 181)
        costs = landscape(
            explorer.network, explorer.x, explorer.y, direction(explorer.network, i, b, a), along - w
        ).cost
        slope = "your slope" if _is_wrong(explorer, i, b, a) else "its slope"
        if another := self._across.change(of=(self.over, limits[self.over], slope)):
            self.curve.set_axes(explorer.labels[self.over], limits[self.over], f"cost C and {slope}")
        self.curve.reach(explorer.cost, costs, keep=explorer._place > 0 and not another)
        self.curve.caption.set_text("")
        self.curve.curve.set_data(along, costs)
        after = None
        if _shows_step(explorer):  # as if this weight alone were moved
            point = list(explorer._point())
            point[k] = explorer.after[k]
            after = point[k], explorer._cost_at(tuple(point))
        slope = float(explorer.derivatives.taken[i][b, a]) if explorer.phase not in FORWARD_ONLY else None
        self.curve.move(w, explorer.cost, slope, NO_PATH, after)
        self.curve.guess.move(explorer._prediction.marks.get(self.over))


def _shows_step(explorer) -> bool:
    ahead = explorer.after is not None and explorer.phase not in FORWARD_ONLY
    return ahead and not explorer._prediction.open


def _is_wrong(explorer, i: int, b: int, a: int) -> bool:
    """Whether the slope on the curve is one of the learner's own that does not belong to it."""
    shown = explorer.seen.own is not None and explorer.phase not in FORWARD_ONLY
    return shown and bool(explorer.derivatives.differ[i][b, a])


def _two_panels(figure: Figure) -> list[Panel]:
    return [
        CurvePanel(figure.add_axes([0.085, LOW, 0.61, UP])),
        CostsPanel(figure.add_axes([0.785, LOW, 0.2, UP])),
    ]


def _three_panels(figure: Figure) -> list[Panel]:
    return [
        LandscapePanel(figure.add_axes([0.08, LOW, 0.317, UP])),
        CurvePanel(figure.add_axes([0.5, LOW, 0.247, UP])),
        CostsPanel(figure.add_axes([0.817, LOW, 0.17, UP])),
    ]
