"""The panels of a training, as artists that are made once and moved. Forward values are blue: white low, blue high."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, LogLocator, MaxNLocator, NullLocator
from PIL import Image

from bplesson.draw.palette import BACKWARD, FORWARD, INK, MUTED, STYLE
from bplesson.draw.panels import rung
from bplesson.draw.relief import Relief

MANY = 8  # nodes that are shown
RANGES = {"tanh": (-1.0, 1.0), "sine": (-1.0, 1.0), "sigmoid": (0.0, 1.0)}
FINE = 4  # pixels across for one prediction: what lies between is interpolated
SHOWN = 400  # points of a cost line
HIGH = 255 * (0.72 * np.array(to_rgb(FORWARD)) + 0.28)
TONES = (255 + np.linspace(0, 1, 256)[:, None] * (HIGH - 255)).astype(np.float32)
FRAME = 255 * np.array([*to_rgb(MUTED), 1.0])
DARK = 255 * np.array(to_rgb(INK), dtype=np.float32)


class Shades(Relief):
    """Fills its axes with values from white (low) to blue (high), and draws a line where others cross a level."""

    def set_values(self, values: np.ndarray, low: float, high: float, crossing: np.ndarray, level: float) -> None:
        """values, crossing: (rows, columns), row 0 at the bottom; any size, what lies between is interpolated."""
        rows, columns = self._device_pixels()
        span = max(high - low, 1e-12)
        tone = np.clip((_resized(values, rows, columns) - low) * (255 / span), 0, 255).astype(np.uint8)
        crossing = _resized(crossing, rows, columns) - level
        step = np.full_like(crossing, 1e-12)
        step[:, :-1] += np.abs(np.diff(crossing, axis=1))
        step[:-1] += np.abs(np.diff(crossing, axis=0))
        line = np.clip(1.6 - np.abs(crossing) / step, 0, 1) * (step > 1e-9)  # about three pixels wide
        colour = TONES[tone]
        self._picture = np.full((rows, columns, 4), 255, dtype=np.uint8)
        self._picture[..., :3] = colour + line[..., None] * (DARK - colour)
        for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
            self._picture[edge] = FRAME


def _resized(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    finite = np.nan_to_num(values, nan=0.0, posinf=1e30, neginf=-1e30).clip(-1e30, 1e30).astype(np.float32)
    return np.asarray(Image.fromarray(finite).resize((columns, rows), Image.Resampling.BILINEAR))


class AnswerPanel:
    """The prediction over the inputs, as shades for two of them and as a curve for one, and the examples."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.shades = Shades(ax)
        self.curve = ax.plot([], [], color=FORWARD, linewidth=2.2, zorder=4)[0]
        marks = {"markeredgecolor": INK, "linestyle": "none", "clip_on": False}
        self.zeros = ax.plot([], [], "o", markersize=6, markerfacecolor="white", zorder=3, **marks)[0]
        self.ones = ax.plot([], [], "s", markersize=6, markerfacecolor=INK, zorder=3, **marks)[0]
        self.ones.set_markeredgecolor("white")
        self.wrong = ax.plot([], [], "o", markersize=13, markerfacecolor="none", zorder=3, **marks)[0]
        self.key = ax.text(0, -0.215, "", transform=ax.transAxes, fontsize=9, va="top")
        self.moving = [self.shades, self.curve, self.zeros, self.ones, self.wrong]

    def frame(self, x, y, labelled: bool) -> None:
        """Axes and examples."""
        self.x, self.y, self.labelled, self.wide = x, y, labelled, x.shape[1] == 2
        self.shades.set_visible(self.wide)
        self.curve.set_visible(not self.wide)
        self.limits = [_widened(each, 0.25 if self.wide else 0.1) for each in x.T]
        low, high = _widened(y[:, 0], 0.25)
        self.low, self.high = (0.0, 1.0) if labelled else (low, high)
        self.level = 0.5 if labelled else float(y.mean())
        above = y[:, 0] > self.level
        places = x.T if self.wide else np.array([x[:, 0], y[:, 0]])
        if self.wide:
            self.ax.set(xlim=self.limits[0], ylim=self.limits[1], xlabel="input x₀[0]", ylabel="input x₀[1]")
            self.ax.set_title(f"prediction ŷ: white {self.low:.3g}, blue {self.high:.3g}; line: ŷ = {self.level:.3g}")
            self.key.set_text("○ label 0    ■ label 1" if labelled else f"○ label below    ■ above {self.level:.3g}")
        else:
            self.ax.set(xlim=self.limits[0], ylim=(low, high), xlabel="input x₀", ylabel="label y, prediction ŷ")
            self.ax.set_title("prediction ŷ (line) and the examples")
            self.key.set_text("○ example: its label y")
            above[:] = False
        self.key.set_text(self.key.get_text() + ("    large ring: on the wrong side" if labelled else ""))
        self.zeros.set_data(*places[:, ~above])
        self.ones.set_data(*places[:, above])
        small = len(x) > 200
        for marks in (self.zeros, self.ones):
            marks.set_markersize(3 if small else 8 if len(x) < 20 else 5.5)

    def grid(self) -> np.ndarray:
        if not self.wide:
            return np.linspace(*self.limits[0], 241).reshape(-1, 1)
        rows, columns = self.shades.pixels()
        self._shape = rows // FINE, columns // FINE
        # the middle of each patch of pixels, as the interpolation has it
        across, up = (
            low + (high - low) * (np.arange(count) + 0.5) / count
            for (low, high), count in zip(self.limits, self._shape[::-1])
        )
        return np.column_stack([each.ravel() for each in np.meshgrid(across, up)])

    def as_picture(self, values: np.ndarray) -> np.ndarray:
        """values (m, ...) on the grid as (rows, columns, ...)."""
        return values.reshape(*self._shape, *values.shape[1:])

    def move(self, y_hat: np.ndarray, right: np.ndarray) -> None:
        """Predictions y_hat (m,) on the grid, and which examples are on the right side, (n,)."""
        if self.wide:
            values = self.as_picture(y_hat)
            self.shades.set_values(values, self.low, self.high, values, self.level)
        else:
            self.curve.set_data(self.grid()[:, 0], np.clip(y_hat, -1e9, 1e9))
        places = self.x if self.wide else np.column_stack([self.x, self.y])
        self.wrong.set_data(*places[~right].T)


class NodesPanel:
    """A small picture for each node of a hidden layer: what it answers to every input, and where its p is 0."""

    def __init__(self, figure: Figure, left: float, bottom: float):
        width, height = 0.072, 0.072 * figure.get_figwidth() / figure.get_figheight()
        self.axes = [figure.add_axes([left + k * (width + 0.009), bottom, width, height]) for k in range(MANY)]
        self.shades = [Shades(ax) for ax in self.axes]
        self.curves = [ax.plot([], [], color=FORWARD, linewidth=1.6)[0] for ax in self.axes]
        self.title = figure.text(left, bottom + height + 0.025, "", fontsize=STYLE["axes.titlesize"])
        for spine in (spine for ax in self.axes for spine in ax.spines.values()):
            spine.set_visible(True)
        self.moving = [*self.shades, *self.curves]
        self.count = 0

    def frame(self, nodes: int, layer: int, activation: str, inputs: int, limits) -> None:
        """As many pictures as the layer has nodes, and what their shades mean."""
        self.count, self.inputs, self.range = min(nodes, MANY), inputs, RANGES.get(activation)
        for k, ax in enumerate(self.axes):
            ax.set_visible(k < self.count)
            ax.set(xticks=[], yticks=[], xlim=limits[0])
            ax.set_xlabel(f"node {k}", fontsize=9, labelpad=2)
            self.shades[k].set_visible(k < self.count and inputs == 2)
            self.curves[k].set_visible(k < self.count and inputs == 1)
        what = f"q of layer {layer}, node by node" + (f" (the first {MANY})" if nodes > MANY else "")
        low, high = [f"{each:.0f}".replace("-", "−") for each in self.range or ()] or ("its lowest", "highest")
        if inputs == 2:
            what += f": white {low}, blue {high}; line: p = 0"
        else:
            what += f", over the input, from {low} to {high}"
        self.title.set_text(what if nodes else "no hidden layer: no nodes between input and output")

    def move(self, p: np.ndarray, q: np.ndarray, answer: AnswerPanel) -> None:
        """p and q of the layer on the grid, (m, nodes); with biases q has one column more."""
        for k in range(self.count):
            finite = np.nan_to_num(q[:, k], posinf=1e9, neginf=-1e9)
            low, high = self.range or (finite.min(), finite.max())
            if self.inputs == 2:
                values, crossing = (answer.as_picture(each[:, k])[::2, ::2] for each in (q, p))
                self.shades[k].set_values(values, low, high, crossing, 0.0)
            else:
                room = 0.1 * max(high - low, 1e-6)
                self.axes[k].set_ylim(low - room, high + room)
                self.curves[k].set_data(answer.grid()[:, 0], finite)


class CostPanel:
    """The cost over the steps, on a logarithmic axis; the run before stands beside it as a dashed line."""

    def __init__(self, ax: Axes):
        self.ax = ax
        ax.set(yscale="log", xlabel="step t", title="cost C of all examples (each line: ten times)")
        ax.yaxis.set_major_locator(LogLocator(10, numticks=8))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(_plain)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y")
        self.before = ax.plot([], [], color=MUTED, linewidth=1.8, linestyle=(0, (4, 2)))[0]
        self.before_name = ax.text(0, 0, " before", color=INK, fontsize=9, va="center")
        self.now = ax.plot([], [], color=FORWARD, linewidth=1.8, zorder=4)[0]
        self.here = ax.plot([], [], "o", markersize=7, markerfacecolor=INK, markeredgecolor="white", zorder=5)[0]
        self.here.set_clip_on(False)
        self.now_name = ax.text(0, 0, "  now", fontsize=9, va="bottom", zorder=5)
        self.moving = [self.now, self.here, self.now_name]
        self._framed = None

    def frame(self, costs, kept, last: int) -> bool:
        """Let the axes reach all that is to be shown; True if they had to change."""
        values = np.concatenate([costs, kept if kept is not None else []])
        low, high = np.log10(np.clip([values.min(), values.max()], 1e-12, 1e12))
        right = len(kept) - 1 if kept is not None else max(100, round(rung(max(len(costs) - 1, last))))
        framed = right, np.floor(low), np.ceil(high + 1e-9), None if kept is None else (len(kept), float(kept.sum()))
        if framed == self._framed:
            return False
        self._framed = framed
        self.ax.set(xlim=(0, right), ylim=(10.0 ** framed[1], 10.0 ** max(framed[2], framed[1] + 1)))
        for artist in (self.before, self.before_name):
            artist.set_visible(kept is not None)
        if kept is not None:
            self.before.set_data(*_thinned(kept))
            self.before_name.set_position((right, max(kept[-1], 1e-12)))
        return True

    def move(self, costs, compared: bool) -> None:
        """The costs of this run, (t+1,); its name beside the point only where there is another line."""
        steps, values = _thinned(costs)
        self.now.set_data(steps, values)
        self.here.set_data(steps[-1:], values[-1:])
        self.now_name.set_visible(compared)
        self.now_name.set_position((steps[-1], values[-1]))


class GradientPanel:
    """One bar for each weight layer: the size of its gradient."""

    ENDS = 1e-5, 10.0

    def __init__(self, ax: Axes):
        self.ax = ax
        ax.set(xscale="log", xlim=self.ENDS)
        ax.xaxis.set_major_locator(FixedLocator([1e-5, 1e-2, 10]))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(_plain)
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.set_axisbelow(True)
        ax.set_title("size (norm) of each gradient", x=-0.45)
        self.bars = ax.barh(range(6), [1.0] * 6, left=self.ENDS[0], height=0.55, color=BACKWARD, hatch="///")
        for bar in self.bars:
            bar.set_edgecolor("white")
        self.moving = list(self.bars)

    def frame(self, names: list[str]) -> None:
        """The names of the weight layers, the first one on top."""
        self.names = names
        self.ax.set_yticks(range(len(names)), names, fontsize=9)
        self.ax.set_ylim(len(names) - 0.4, -0.6)
        for k, bar in enumerate(self.bars):
            bar.set_visible(k < len(names))

    def move(self, norms) -> None:
        """The norm of each layer's gradient."""
        for bar, norm in zip(self.bars, norms):
            low, high = self.ENDS
            bar.set_width(min(max(norm, low), 2 * high) - low)


def _thinned(costs) -> tuple[np.ndarray, np.ndarray]:
    """At most SHOWN of the costs and their steps, the last one among them."""
    steps = np.unique(np.linspace(0, len(costs) - 1, min(len(costs), SHOWN)).astype(int))
    return steps, np.maximum(np.asarray(costs)[steps], 1e-12)


def _plain(value: float, _=None) -> str:
    """A power of ten as it is written by hand, 0.01; it is also drawn ten times faster than 10 with an exponent."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if value > 9e-6 else f"{value:.0e}".replace("e-", "e−")


def _widened(values, share: float) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = share * (high - low) or 1.0
    return low - room, high + room
