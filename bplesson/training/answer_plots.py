"""What a network and its nodes answer, as artists that are made once and moved: white is low, blue is high."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from bplesson.kit.axis import RANGES
from bplesson.kit.palette import FORWARD, INK, MUTED, STYLE, rgb
from bplesson.kit.panels import Panel
from bplesson.kit.pixels import PixelImage
from bplesson.kit.tiles import PALE, PAPER
from bplesson.kit.words import short

MANY = 8  # nodes that are shown
PATCH = 4  # pixels across for one prediction: what lies between is interpolated
TONES = (PAPER + np.linspace(0, 1, 256)[:, None] * (PALE - PAPER)).astype(np.float32)
FRAME = np.array([*rgb(MUTED), 255.0])
DARK = np.array(rgb(INK), dtype=np.float32)


class Shades(PixelImage):
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


class AnswerPanel(Panel):
    """The prediction over the inputs, as shades for two of them and as a curve for one, and the examples."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.shades = self.animate(Shades(ax))
        self.curve = self.line(FORWARD, 2.2, zorder=4)
        self.zeros = self.ring(zorder=3, clip_on=False)
        self.ones = self.dot(marker="s", zorder=3, clip_on=False)
        self.wrong = self.ring(size=13, markerfacecolor="none", zorder=3, clip_on=False)
        self.key = ax.text(0, -0.215, "", transform=ax.transAxes, va="top")

    def set_examples(self, x, y, labelled: bool) -> None:
        """The examples, and the axes that show them."""
        self.x, self.y, self.labelled, self.wide = x, y, labelled, x.shape[1] == 2
        self.shades.set_visible(self.wide)
        self.curve.set_visible(not self.wide)
        self.limits = [_widened(each, 0.25 if self.wide else 0.1) for each in x.T]
        low, high = _widened(y[:, 0], 0.25)
        self.low, self.high = (0.0, 1.0) if labelled else (low, high)
        self.level = 0.5 if labelled else float(y.mean())
        level = short(self.level)
        above = y[:, 0] > self.level
        places = x.T if self.wide else np.array([x[:, 0], y[:, 0]])
        if self.wide:
            self.ax.set(xlim=self.limits[0], ylim=self.limits[1], xlabel="input x₀[0]", ylabel="input x₀[1]")
            self.ax.set_title(f"prediction ŷ: white {short(self.low)}, blue {short(self.high)}; line: ŷ = {level}")
            self.key.set_text("○ label 0    ■ label 1" if labelled else f"○ label below    ■ above {level}")
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
        self._shape = rows // PATCH, columns // PATCH
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


class NodesPanel(Panel):
    """A small picture for each node of a hidden layer: what it answers to every input, and where its p is 0."""

    def __init__(self, figure: Figure, left: float, bottom: float):
        width, height = 0.072, 0.072 * figure.get_figwidth() / figure.get_figheight()
        self.axes = [figure.add_axes([left + k * (width + 0.009), bottom, width, height]) for k in range(MANY)]
        self.shades = [Shades(ax) for ax in self.axes]
        self.curves = [ax.plot([], [], color=FORWARD, linewidth=1.6)[0] for ax in self.axes]
        self.animated = [*self.shades, *self.curves]
        self.title = figure.text(left, bottom + height + 0.025, "", fontsize=STYLE["axes.titlesize"])
        for spine in (spine for ax in self.axes for spine in ax.spines.values()):
            spine.set_visible(True)
        self.count = 0

    def set_nodes(self, nodes: int, layer: int, activation: str, inputs: int, limits) -> None:
        """As many pictures as the layer has nodes, and what their shades mean."""
        self.count, self.inputs, self.range = min(nodes, MANY), inputs, RANGES.get(activation)
        for k, ax in enumerate(self.axes):
            ax.set_visible(k < self.count)
            ax.set(xticks=[], yticks=[], xlim=limits[0], ylim=(-0.1, 1.1))  # curves go from their lowest, 0, to 1
            ax.set_xlabel(f"node {k}", labelpad=2)
            self.shades[k].set_visible(k < self.count and inputs == 2)
            self.curves[k].set_visible(k < self.count and inputs == 1)
        what = f"q of layer {layer}, node by node" + (f" (the first {MANY})" if nodes > MANY else "")
        low, high = [short(each) for each in self.range or ()] or ("its lowest", "highest")
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
                self.curves[k].set_data(answer.grid()[:, 0], (finite - low) / max(high - low, 1e-6))


def _widened(values, share: float) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = share * (high - low) or 1.0
    return low - room, high + room
