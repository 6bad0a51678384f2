"""What the plots of all explorers are made of: panels with artists that are made once and moved; marks and lines."""

from collections.abc import Callable, Sequence

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator, ScalarFormatter
from matplotlib.transforms import ScaledTranslation

from bplesson.kit.axis import DECADES, Axis, rung
from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import BACKWARD, DASHED, DOTTED, FAINT, FORWARD, INK, LIFTED, MUTED, NEXT, PATH, STYLE, WHITE
from bplesson.kit.pixels import DOUBLING, LEVEL, Levels, PixelImage, levels
from bplesson.kit.words import power, short, step_between, tick

TWO_DECADES = 100
SINGLY = 40  # steps that are marked one by one


def stage(height: float, build: Callable[[Figure], Sequence["Panel"]], width: float = 8.0) -> tuple:
    """A live figure as wide as an explorer, `height` inches high, and the panels that `build` puts on it."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(width, height)
        panels = build(figure)
    return Live(figure, [artist for panel in panels for artist in panel.animated]), *panels


class Panel:
    """Axes with artists that are made once, empty, and then moved: they are drawn on top of all that stands still."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.animated: list[Artist] = []

    def animate(self, artist):
        """Count `artist` among those that move."""
        self.animated.append(artist)
        return artist

    def line(self, colour: str, width: float = 1.8, dashes="-", zorder: float = 3, **more) -> Line2D:
        style = {"color": colour, "linewidth": width, "linestyle": dashes, "zorder": zorder, **more}
        return self.animate(self.ax.plot([], [], **style)[0])

    def dot(self, **style) -> Line2D:
        return self.animate(dot(self.ax, **style))

    def ring(self, **style) -> Line2D:
        return self.animate(ring(self.ax, **style))

    def cross(self) -> Line2D:
        """For what is 0, and has no place on a logarithmic axis: it stands on the rim."""
        style = {"color": INK, "markersize": 7, "markeredgewidth": 2, "zorder": 6, "clip_on": False}
        return self.animate(self.ax.plot([], [], "x", **style)[0])

    def text(self, words: str = "", x: float = 0.0, y: float = 0.0, **style) -> Text:
        return self.animate(self.ax.text(x, y, words, **style))


def dot(ax: Axes, x=(), y=(), marker: str = "o", size: float = 9, colour: str = INK, **more) -> Line2D:
    """Solid marks, with a white edge that parts them from lines below."""
    style = {"markersize": size, "markerfacecolor": colour, "markeredgecolor": WHITE, "zorder": 5, **more}
    return ax.plot(x, y, marker, **style)[0]


def ring(ax: Axes, x=(), y=(), marker: str = "o", size: float = 8, colour: str = INK, **more) -> Line2D:
    """Hollow marks."""
    style = {"markersize": size, "markerfacecolor": WHITE, "markeredgecolor": colour, "zorder": 4, **more}
    return ax.plot(x, y, marker, **style)[0]


def drop(ax: Axes, x: float, low: float, high: float) -> Line2D:
    """A thin dotted line up and down, which leads the eye from a point to an axis."""
    return ax.plot([x, x], [low, high], color=MUTED, linewidth=1.2, linestyle=DOTTED, zorder=1)[0]


class ShortTicks(ScalarFormatter):
    """Short numbers beside an axis, above them the power of ten that they are multiples of, clear of the title."""

    def __init__(self, axis: YAxis):
        super().__init__(useOffset=False)
        self.set_powerlimits((-3, 4))
        axis.set_major_formatter(self)
        axis.get_offset_text().set(x=-0.03, ha="right")
        axis.OFFSETTEXTPAD = 7  # points

    def get_offset(self) -> str:
        said = super().get_offset()  # 1e5, or nothing
        return f"× {power(int(said.removeprefix('1e').replace('−', '-')))}" if said else ""


def decimal_ticks(axis: XAxis | YAxis) -> None:
    """Beside a logarithmic axis powers of ten, written as by hand, and no marks between them."""
    axis.set_major_locator(LogLocator(10, numticks=8))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(tick)


def put(line: Line2D, *points) -> None:
    """Move `line` to the points, each (x, y); without any it is gone."""
    line.set_data(*np.reshape(points, (-1, 2)).T)


class GuessedPoint:
    """Where a learner says that two weights will be: a cross with its name, gone until there is one."""

    def __init__(self, panel: Panel):
        self.cross, self.words = panel.cross(), panel.text("your guess", va="bottom", zorder=7, bbox=LIFTED)
        self.ax = panel.ax
        self.move(())

    def move(self, at) -> None:
        """Put it at (across, up); away if those are not two numbers."""
        there = len(at) == 2
        for artist in (self.cross, self.words):
            artist.set_visible(there)
        if there:
            put(self.cross, at)
            _beside(self.words, at[0], self.ax)
            self.words.set_y(at[1])


class GuessedPlace:
    """Where a learner says that a weight will be: a line from top to bottom with its name, gone until there is one."""

    def __init__(self, panel: Panel):
        self.line = panel.animate(panel.ax.axvline(0, color=INK, linewidth=1.4, linestyle=DOTTED, zorder=4))
        above = panel.ax.get_xaxis_transform()
        self.words = panel.text("your guess", y=0.98, transform=above, va="top", zorder=7, bbox=LIFTED)
        self.ax = panel.ax
        self.move(None)

    def move(self, at: float | None) -> None:
        """Put it at `at`, or away (None)."""
        if at is None and not self.line.get_visible():
            return
        low, high = self.ax.get_xlim()
        there = at is not None and bool(low <= at <= high)
        for artist in (self.line, self.words):
            artist.set_visible(there)
        if there:
            self.line.set_xdata([at, at])
            _beside(self.words, at, self.ax)


def _beside(words: Text, at: float, ax: Axes) -> None:
    """Put words to the side of `at` on which there is more room."""
    low, high = ax.get_xlim()
    to_the_left = at > (low + high) / 2
    aside = 0.02 * (high - low)
    words.set(x=at - aside if to_the_left else at + aside, ha="right" if to_the_left else "left")


class LandscapePanel(Panel):
    """The cost over two weights, the path so far (purple), the present point and the next step (hollow)."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.shades = self.animate(PixelImage(ax))
        self.path = self.line(PATH, 1.3, marker=".", markersize=5)
        self.step = self.line(INK, 1.5, NEXT, zorder=4)
        self.next = self.ring()
        self.point = self.dot(clip_on=False)
        self.guess = GuessedPoint(self)
        self.level = self.text("", 0.5, 0.9, transform=ax.transAxes, ha="center", va="top", zorder=7)
        self.animated += ax.spines.values()
        self.levels = DOUBLING
        self.title = ax.set_title(_legend(self.levels))
        ax.yaxis.labelpad = 0  # the name of the weight stays in the picture, also beside −100

    def set_axes(self, across: str, up: str, limits_across, limits_up) -> None:
        """The names of the two weights, and how far the picture reaches."""
        self.ax.set(xlabel=across, ylabel=up, xlim=limits_across, ylim=limits_up)

    def show_cost(self, cost: np.ndarray, another: bool = False) -> None:
        """The cost at the places of `offsets`, (up, across), with lines where they tell something of it.

        Lines that do stay as they are, unless it is `another` map.
        """
        before, self.levels = self.levels, levels(cost, DOUBLING if another else self.levels)
        if self.levels != before:
            self.title.set_text(_legend(self.levels))
        how = "the same" if np.isfinite(cost).any() else "beyond all bounds"
        self.level.set_text(f"The cost is {how}\nall over this map." if self.levels is LEVEL else "")
        self.shades.set_cost(cost, self.levels)

    def offsets(self, at_across: float, at_up: float) -> tuple[np.ndarray, np.ndarray]:
        """Where the costs are wanted, counted from the present weights: one for every pixel across and up."""
        rows, columns = self.shades.pixels()
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        return np.linspace(left, right, columns) - at_across, np.linspace(low, high, rows) - at_up

    def move(self, here, path, after) -> None:
        """here (2,), path (t+1, 2), after (2,) or None: positions in the plane of the two weights."""
        put(self.point, here)
        self.path.set_data(path[:, 0], path[:, 1])
        put(self.step, *([here, after] if after is not None else []))
        put(self.next, *([after] if after is not None else []))


def _legend(levels: Levels) -> str:
    """What the colour of the page and the lines of a landscape mean."""
    if levels is LEVEL:
        return "cost C over two weights"
    lines = f"{step_between(levels.step)} more a line" if levels.step else "each line doubles it"
    return f"cost C: blank is low, {lines}"


class CurvePanel(Panel):
    """The cost over one weight, the tangent at the present point, the path so far and the next step."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
        self.curve = self.line(FORWARD, 2, zorder=2)
        self.tangent = self.line(BACKWARD, 2, DASHED)
        self.path = self.line(PATH, 0.9, marker=".", markersize=6)
        self.step = self.line(INK, 1.5, NEXT, zorder=4)
        self.next = self.ring(zorder=5)
        self.point = self.dot(zorder=6, clip_on=False)
        self.guess = GuessedPlace(self)
        self.title = ax.set_title("")
        above = ax.transAxes + ScaledTranslation(0, 6 / 72, ax.figure.dpi_scale_trans)
        size = self.title.get_fontsize()
        self.caption = self.text(y=1, transform=above, fontsize=size)  # in place of the title, with numbers that change
        self.probes = [self._make_probe(marker, name) for marker, name in (("<", "$w_L$"), (">", "$w_R$"))]
        ShortTicks(ax.yaxis)
        self._up = Axis(slack=6)

    def _make_probe(self, marker: str, name: str) -> tuple[Line2D, Line2D, Text]:
        tangent, place = self.line(INK, 1.6, DOTTED), self.dot(marker=marker)
        probe = tangent, place, self.text(name, fontsize=11, ha="center", va="bottom", zorder=5, clip_on=True)
        for artist in probe:
            artist.set_visible(False)
        return probe

    def set_axes(self, name: str, limits, title: str, up: str = "cost C") -> None:
        """The weight's name, how far the picture reaches, its title, and what is drawn upwards."""
        self.ax.set(xlabel=name, ylabel=up, xlim=limits)
        self.title.set_text(title)

    def reach_all(self, values: np.ndarray) -> None:
        """Let the axis hold all of `values` that are numbers, for a curve that is no cost."""
        values = values[np.isfinite(values)]
        low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 0.0)
        margin = 0.08 * (high - low) or 1.0
        self.ax.set_ylim(low - margin, high + margin)
        self._up = Axis(slack=6)  # a cost that comes next has to set its own

    def reach(self, cost: float, costs: np.ndarray, share: float = 0.6, keep: bool = False) -> None:
        """Let the axis reach above the present cost and that share of `costs`; to `keep` it, while the cost is in."""
        bottom, now = self.ax.get_ylim()
        if keep and self._up.reach and bottom <= cost <= now:
            return
        finite = np.append(costs, cost if np.isfinite(cost) else 0.0)
        finite = finite[np.abs(finite) < 1e300]
        top = rung(max(1.1 * finite[-1], float(np.quantile(finite, share)), 1e-3))
        deepest = rung(-float(finite.min())) if finite.min() < 0 else 0.0
        if self._up.change(top, of=deepest):
            self.ax.set_ylim(-max(deepest, 0.04 * top), top)

    def move(self, w: float, cost: float, slope: float | None, path, after) -> None:
        """The point (w, cost), its slope or None; path (t+1, 2) and after (2,) or None as (weight, cost)."""
        put(self.point, (w, cost))
        self.tangent.set_visible(slope is not None)
        self._lay(self.tangent, w, cost, slope or 0.0)
        self.path.set_data(path[:, 0], path[:, 1])
        if after is None:
            put(self.step)
            put(self.next)
        else:  # first across, by -η·slope; then the drop
            put(self.step, (w, cost), (after[0], cost), after)
            put(self.next, after)

    def probe(self, which: int, w: float | None, cost: float = 0.0, slope: float = 0.0) -> None:
        """Put the left (0) or right (1) probe at w with its own tangent, or away (None)."""
        tangent, place, name = self.probes[which]
        for artist in self.probes[which]:
            artist.set_visible(w is not None)
        if w is not None:
            (low, high) = self.ax.get_ylim()
            put(place, (w, cost))
            name.set_position((w, cost + 0.035 * (high - low)))
            self._lay(tangent, w, cost, slope)

    def _lay(self, tangent: Line2D, w: float, cost: float, slope: float) -> None:
        """A tangent through (w, cost), as long to the eye whatever its slope is."""
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        steep = slope * (right - left) / (high - low)  # as seen: height of the axes for one width
        reach = 0.28 * (right - left) / np.hypot(1.0, steep)
        rise = slope * reach if np.isfinite(slope) else np.nan
        put(tangent, (w - reach, cost - rise), (w + reach, cost + rise))


class CostsPanel(Panel):
    """The cost at every step of the path up to the present one, which is marked; logarithmic beyond two decades."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.costs = self.line(PATH, 1.5, marker=".", markersize=5)
        self.point = self.dot(clip_on=False)
        ax.set(xlabel="step t", title="cost C at every step")
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        self.log = False
        self._reach = Axis(slack=6)

    def move(self, costs: np.ndarray) -> None:
        """costs (t+1,) at the steps 0 … t; what is no number is left out."""
        t, known = len(costs) - 1, costs[np.isfinite(costs) & (np.abs(costs) < 1e300)]
        highest = float(known.max(initial=0.0))
        lowest = float(known[known > 0].min(initial=highest or 1.0))
        if highest > TWO_DECADES * lowest or (t and self.log and highest):
            self._reach_log(rung(max(t, 10)), highest, lowest)
        else:
            self._reach_linear(rung(max(t, 10)), highest, float(known.min(initial=0.0)), keep=t != 1)
        shown = np.maximum(costs, self.ax.get_ylim()[0])  # 0 has no place on a logarithmic axis
        self.costs.set_data(np.arange(t + 1), shown)
        self.costs.set_markersize(5 if t <= SINGLY else 0)
        put(self.point, (t, shown[-1]))

    def _reach_log(self, across: float, highest: float, lowest: float) -> None:
        """Whole powers of ten, which are kept along a path."""
        top = int(np.ceil(np.log10(highest)))
        depth = rung(top - np.log10(lowest), DECADES)
        if self._reach.change(across, top, depth, of="logarithmic", keep=True):
            self.ax.set(xlim=(0, across), yscale="log", ylim=(10.0 ** (top - depth), 10.0**top))
            decimal_ticks(self.ax.yaxis)
            self.log = True

    def _reach_linear(self, across: float, highest: float, lowest: float, keep: bool) -> None:
        """From 0, or from the lowest cost below it; only the first step makes it smaller."""
        top, deepest = rung(max(1.1 * highest, 1e-3) if highest else 1.0), rung(-lowest) if lowest < 0 else 0.0
        if self._reach.change(across, top, of=("linear", deepest), keep=keep):
            self.ax.set(xlim=(0, across), yscale="linear", ylim=(-max(deepest, 0.04 * top), top))
            self.ax.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))  # of few digits
            self.ax.yaxis.set_major_formatter(lambda cost, _: short(cost))
            self.log = False
