"""The cost around a path of training on a plane of weights (5.7), and beside it the cost step by step."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.kit.palette import FORWARD, LOOSE, PATH, STYLE
from bplesson.kit.panels import LandscapePanel, Panel, put, stage
from bplesson.kit.pixels import FLOOR, HIGHEST


def directions_stage(costs: np.ndarray) -> tuple:
    """The plane on the left, the costs (steps + 1,) of the path on the right."""
    larger = dict.fromkeys(("xtick.labelsize", "ytick.labelsize", "legend.fontsize"), 10)

    def build(figure: Figure) -> list[Panel]:
        plane, steps = [0.045, 0.1, 0.545, 0.81], [0.685, 0.145, 0.285, 0.765]
        return [PlanePanel(figure.add_axes(plane)), StepsPanel(figure.add_axes(steps), costs)]

    return stage(3.7, build, {**STYLE, **larger})


def finer(cost: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """cost (r, c) on a grid of (rows, columns), straight in between in its logarithm, so that lines stay smooth."""
    level = np.log2(np.clip(np.nan_to_num(cost, nan=HIGHEST), FLOOR / 2, HIGHEST)).astype(np.float32)
    return 2.0 ** _between(_between(level, rows).T, columns).T


def _between(values: np.ndarray, fine: int) -> np.ndarray:
    """`values` (coarse, k) at `fine` places over the same length, (fine, k)."""
    places = np.linspace(0, len(values) - 1, fine, dtype=np.float32)
    below = np.minimum(places.astype(int), len(values) - 2)
    share = (places - below)[:, None]
    return values[below] * (1 - share) + values[below + 1] * share


class PlanePanel(LandscapePanel):
    """A landscape without ticks, whose names may change at every move; a ring where the path begins, a diamond at its
    end."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set(xticks=[], yticks=[])
        self.path.set(marker="", linewidth=1.6)
        self.begin = self.ring(size=10, colour=PATH, markeredgewidth=2, clip_on=False)
        self.end = self.dot(marker="D", size=14, colour=PATH, zorder=4, clip_on=False)
        self.names = [
            self.text(x=0.5, y=-0.03, ha="center", va="top", transform=ax.transAxes),
            self.text(x=-0.02, y=0.5, ha="right", va="center", rotation=90, transform=ax.transAxes),
        ]

    def grid(self, reach: float, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Offsets across and up, of at most `most` places, for a picture that reaches so far up and down."""
        rows, columns = self.shades.pixels()
        wide = reach * columns / rows  # the same scale both ways: what is at right angles looks so
        self.ax.set(xlim=(-wide, wide), ylim=(-reach, reach))
        coarser = max(2.0, np.sqrt(rows * columns / most))
        across, up = (max(2, round(each / coarser)) for each in (columns, rows))
        return np.linspace(-wide, wide, across), np.linspace(-reach, reach, up)

    def show_cost(self, cost: np.ndarray) -> None:
        """The cost at the places of `grid`, (up, across)."""
        self.shades.set_cost(finer(cost, *self.shades.pixels()))

    def show_path(self, path: np.ndarray, here: np.ndarray, names) -> None:
        """The shadow of the path (steps + 1, 2), the place of the point on it, and the names of the directions."""
        self.move(here, path, None)
        put(self.begin, path[0])
        put(self.end, path[-1])
        for text, name in zip(self.names, names, strict=True):
            text.set_text(name)


class StepsPanel(Panel):
    """The cost at every step (blue, solid) and what the plane shows there (purple, dashed), with the present point."""

    def __init__(self, ax: Axes, costs: np.ndarray):
        super().__init__(ax)
        top, self.bottom = max(costs.max(), 1e-12), max(costs.min(), costs.max() * 1e-6, 1e-12)
        steps = np.arange(len(costs))
        ax.semilogy(steps, np.maximum(costs, self.bottom), color=FORWARD, linewidth=2, label="on the path", zorder=2)
        self.shadow = self.line(PATH, 1.6, LOOSE, label="on the map")
        self.point = self.dot(zorder=4, clip_on=False)
        ax.set(xlabel="step t", title="cost", xlim=(0, max(1, steps[-1])), ylim=(self.bottom / 1.5, top * 3))
        ax.legend(loc="upper right", borderaxespad=0, handlelength=2.4)

    def show(self, steps: np.ndarray, costs: np.ndarray, t: int, cost: float) -> None:
        """What the plane shows at some of the steps, and the present step with its cost."""
        self.shadow.set_data(steps, np.clip(np.nan_to_num(costs, nan=np.inf), self.bottom / 1.5, 1e300))
        put(self.point, (t, max(cost, self.bottom)))
