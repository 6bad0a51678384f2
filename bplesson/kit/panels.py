"""The two plots of an explorer, as artists that are made once and moved: a landscape and a curve with its tangent."""

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import BACKWARD, FAINT, FORWARD, INK, PATH, STYLE
from bplesson.kit.pixels import Relief

DECADES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 320)  # powers of ten that the picture may reach up or down

LADDER = np.array([1, 2, 5, 10]) * 10.0 ** np.arange(-4, 10)[:, None]


def slope_stage() -> tuple[Live, "CurvePanel"]:
    """One wide curve."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 3.4)
        curve = CurvePanel(figure.add_axes([0.085, 0.155, 0.895, 0.755]))
    return Live(figure, curve.moving), curve


def weight_stage(weights: int) -> tuple[Live, "LandscapePanel | None", "CurvePanel"]:
    """A landscape and a curve side by side; for a single weight, which has no landscape, the curve alone."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 2.9)
        if weights == 1:
            curve = CurvePanel(figure.add_axes([0.1, 0.185, 0.86, 0.7]))
            return Live(figure, curve.moving), None, curve
        surface = LandscapePanel(figure.add_axes([0.075, 0.185, 0.41, 0.7]))
        curve = CurvePanel(figure.add_axes([0.57, 0.185, 0.41, 0.7]))
    return Live(figure, [*surface.moving, *curve.moving]), surface, curve


class LandscapePanel:
    """The cost over two weights, the path so far (purple), the present point and the next step (hollow)."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.relief = Relief(ax)
        self.path = ax.plot([], [], color=PATH, marker=".", markersize=5, linewidth=1.3, zorder=3)[0]
        self.step = ax.plot([], [], color=INK, linewidth=1.5, linestyle=(0, (3, 2)), zorder=4)[0]
        self.next = ax.plot([], [], "o", markersize=8, markerfacecolor="white", markeredgecolor=INK, zorder=4)[0]
        self.point = ax.plot(
            [], [], "o", markersize=9, markerfacecolor=INK, markeredgecolor="white", zorder=5, clip_on=False
        )[0]
        self.moving = [self.relief, self.path, self.step, self.next, self.point, *ax.spines.values()]
        ax.set_title("cost: white is low, each line doubles it")

    def frame(self, across: str, up: str, limits_across, limits_up) -> None:
        """What stands still: the names of the two weights and how far the picture reaches."""
        self.ax.set(xlabel=across, ylabel=up, xlim=limits_across, ylim=limits_up)

    def offsets(self, at_across: float, at_up: float) -> tuple[np.ndarray, np.ndarray]:
        """Where the costs are wanted, counted from the present weights: one for every pixel across and up."""
        rows, columns = self.relief.pixels()
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        return np.linspace(left, right, columns) - at_across, np.linspace(low, high, rows) - at_up

    def move(self, here, path, after) -> None:
        """here (2,), path (t+1, 2), after (2,) or None: positions in the plane of the two weights."""
        self.point.set_data(here[:1], here[1:])
        self.path.set_data(path[:, 0], path[:, 1])
        ends = np.array([here, after]) if after is not None else np.empty((0, 2))
        self.step.set_data(ends[:, 0], ends[:, 1])
        self.next.set_data(ends[1:, 0], ends[1:, 1])


class CurvePanel:
    """The cost over one weight, the tangent at the present point, the path so far and the next step."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.axis = ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
        self.curve = ax.plot([], [], color=FORWARD, linewidth=2, zorder=2)[0]
        self.tangent = ax.plot([], [], color=BACKWARD, linewidth=2, linestyle=(0, (5, 2.5)), zorder=3)[0]
        self.path = ax.plot([], [], color=PATH, marker=".", markersize=6, linewidth=0.9, zorder=3)[0]
        self.step = ax.plot([], [], color=INK, linewidth=1.5, linestyle=(0, (3, 2)), zorder=4)[0]
        self.next = ax.plot([], [], "o", markersize=8, markerfacecolor="white", markeredgecolor=INK, zorder=5)[0]
        self.point = ax.plot(
            [], [], "o", markersize=9, markerfacecolor=INK, markeredgecolor="white", zorder=6, clip_on=False
        )[0]
        self.probes = [self._make_probe(ax, *each) for each in (("<", "$w_L$"), (">", "$w_R$"))]
        ax.ticklabel_format(axis="y", scilimits=(-3, 4))
        self._depth = None  # how far the axis reaches below 0
        self.title = ax.set_title("")
        self.caption = ax.text(  # where the title stands, for words with numbers that change
            *(0, 1), "", transform=ax.transAxes + ScaledTranslation(0, 6 / 72, ax.figure.dpi_scale_trans),
            fontsize=self.title.get_fontsize(), va="baseline",
        )  # fmt: skip
        self.moving = [self.curve, self.tangent, self.path, self.step, self.next, self.point, self.caption]
        self.moving += [artist for probe in self.probes for artist in probe]

    @staticmethod
    def _make_probe(ax: Axes, marker: str, label: str):
        tangent = ax.plot([], [], color=INK, linewidth=1.6, linestyle=(0, (1, 1.5)), zorder=3)[0]
        place = ax.plot([], [], marker, markersize=9, color=INK, markeredgecolor="white", zorder=5)[0]
        name = ax.text(0, 0, label, fontsize=11, ha="center", va="bottom", zorder=5, clip_on=True)
        for artist in (tangent, place, name):
            artist.set_visible(False)
        return tangent, place, name

    def frame(self, name: str, limits, title: str, up: str = "cost C") -> None:
        """What stands still: the weight's name, how far the picture reaches, its title, what is drawn upwards."""
        self.ax.set(xlabel=name, ylabel=up, xlim=limits)
        self.title.set_text(title)

    def fit(self, values: np.ndarray) -> None:
        """Let the axis hold all of `values` that are numbers, for a curve that is no cost."""
        values = values[np.isfinite(values)]
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
        margin = 0.08 * (high - low) or 1.0
        self.ax.set_ylim(low - margin, high + margin)
        self._depth = None  # a cost has to rescale

    def rescale(self, cost: float, costs: np.ndarray, share: float = 0.6) -> bool:
        """Let the axis reach above the present cost and that share of `costs`; True if it had to change.

        It changes rarely, on a 1-2-5 ladder, since a new axis has to be drawn with all that stands still.
        """
        finite = np.append(costs, cost if np.isfinite(cost) else 0.0)
        finite = finite[np.abs(finite) < 1e300]
        wanted = rung(max(1.1 * finite[-1], float(np.quantile(finite, share)), 1e-3))
        top = self.ax.get_ylim()[1]
        deepest = rung(-float(finite.min())) if finite.min() < 0 else 0.0
        if wanted <= top <= 6 * wanted and self._depth == deepest:
            return False
        self._depth = deepest
        self.ax.set_ylim(-max(deepest, 0.04 * wanted), wanted)
        return True

    def move(self, w: float, cost: float, slope: float | None, path, after) -> None:
        """The point (w, cost), its slope or None; path (t+1, 2) and after (2,) or None as (weight, cost)."""
        self.point.set_data([w], [cost])
        self.tangent.set_visible(slope is not None)
        self._tangent(self.tangent, w, cost, slope or 0.0)
        self.path.set_data(path[:, 0], path[:, 1])
        if after is None:
            self.step.set_data([], [])
            self.next.set_data([], [])
        else:
            self.step.set_data([w, after[0], after[0]], [cost, cost, after[1]])  # first across: -η·slope; then the drop
            self.next.set_data([after[0]], [after[1]])

    def probe(self, which: int, w: float | None, cost: float = 0.0, slope: float = 0.0) -> None:
        """Put the left (0) or right (1) probe at w with its own tangent, or away (None)."""
        tangent, place, name = self.probes[which]
        for artist in self.probes[which]:
            artist.set_visible(w is not None)
        if w is not None:
            (low, high) = self.ax.get_ylim()
            place.set_data([w], [cost])
            name.set_position((w, cost + 0.035 * (high - low)))
            self._tangent(tangent, w, cost, slope)

    def _tangent(self, line, w, cost, slope):
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        steep = slope * (right - left) / (high - low)  # as seen: height of the axes for one width
        reach = 0.28 * (right - left) / np.hypot(1.0, steep)
        rise = slope * reach if np.isfinite(slope) else np.nan
        line.set_data([w - reach, w + reach], [cost - rise, cost + rise])


def rung(value: float) -> float:
    """The first number of the ladder 1, 2, 5, 10, … that is not below `value`."""
    steps = LADDER.ravel()
    return float(steps[min(np.searchsorted(steps, value), steps.size - 1)])
