"""The plots of a line through points (1.5): left its deviations with half their squares, right the cost curve."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from bplesson.descent.line_curves import Points, cost_of_line
from bplesson.descent.outline_plots import Outlines
from bplesson.kit.axis import LADDER
from bplesson.kit.palette import DOTTED, FORWARD, GAP, HIGH, INK, MUTED, VEILED
from bplesson.kit.panels import Panel, put, stage
from bplesson.kit.words import short

NAMED = 4  # points whose errors stand on the picture, at most
OUTLINED = 8  # points whose whole squares are drawn, at most: of more only the halves
ROOM = 46  # pixels at 100 dots an inch: a square with such a side has room for its error
LETTER, CLEAR = 9, 11  # pixels: how wide a letter of an error is, and how far from its square and the line it stands
BELOW, ABOVE = 0.06, 0.11  # of the height: left free; above there is the square that tells the scale
CORNERS = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]


def fit_stage() -> tuple:
    """The points with their line, and beside them the cost curve."""
    left, right = [0.065, 0.135, 0.515, 0.78], [0.67, 0.135, 0.315, 0.78]
    return stage(3.7, lambda figure: [LinePanel(figure.add_axes(left)), CostPanel(figure.add_axes(right))])


class LinePanel(Panel):
    """Labels, predictions, deviations as strokes, and beside each stroke its square, half of it filled: the error.

    A square is one on the screen: its side is the deviation, as long as on the axis of y.
    """

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set_title("■ label y    ● prediction ŷ = w x    ◤ half square: its error")
        self.labels = self.dot(marker="s", size=7, zorder=3.5)
        self.unit = ax.plot([], [], color=MUTED, linewidth=1.2)[0]
        self.unit_name = self.text(va="center", zorder=6, bbox=VEILED)
        self.halves = self.animate(PathPatch(Path(np.zeros((1, 2))), facecolor=HIGH, alpha=0.5, linewidth=0, zorder=1))
        ax.add_patch(self.halves)
        self.squares = self.line(MUTED, 1, DOTTED, zorder=2)
        self.fitted = self.line(FORWARD, 2, zorder=2)
        self.strokes = self.line(INK, 1.6, GAP)
        self.predictions = self.dot(size=7, colour=FORWARD, zorder=4)
        self.errors = Outlines(ax)
        self.animate(self.errors.patch)
        box = ax.get_position()
        self.width, self.height = 100 * ax.figure.get_size_inches() * (box.width, box.height)
        self._of = None

    def reach(self, points: Points, w_ends: tuple[float, float]) -> None:
        """Room for the labels, and for all predictions and squares between these two w."""
        if self._of == (points, w_ends):
            return
        self._of, (self.x, self.y) = (points, w_ends), points.arrays
        self.sides = _sides(self.x)
        self.labels.set_data(self.x, self.y)
        self.ax.set(xlabel=points.across, ylabel=points.up)
        predictions = np.multiply.outer(w_ends, self.x)
        low, high = min(0.0, predictions.min(), self.y.min()), max(0.0, predictions.max(), self.y.max())
        height = high - low or 1.0
        self.ax.set_ylim(low - BELOW * height * (low < 0), high + ABOVE * height)
        self._reach_across(np.abs(predictions - self.y).max(axis=0))
        self._measure()
        self._set_unit()

    def _reach_across(self, largest: np.ndarray) -> None:
        """Room from side to side for squares as large as this, (n,): the wider the axis, the wider they are on it."""
        low, high = min(0.0, self.x.min()), max(0.0, self.x.max())
        margin = 0.1 * (high - low)
        for _ in range(4):
            self.ax.set_xlim(low, high + margin)
            self._measure()
            edges = self.x + self.sides * largest * self.wide
            low, high = min(low, edges.min()), max(high, edges.max())

    def _measure(self) -> None:
        """Pixels, at 100 dots an inch, for 1 of y, and as much of x as is as long on the screen."""
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        self.pixels = self.height / (high - low)
        self.wide = self.pixels * (right - left) / self.width

    def _set_unit(self) -> None:
        """The square by which the others are measured: its side a round number of y, at least 16 pixels."""
        side = next((each for each in LADDER if each * self.pixels >= 16), LADDER[-1])
        left, top = self.ax.get_xlim()[0], self.ax.get_ylim()[1]
        x, y, wide = left + 10 / self.pixels * self.wide, top - 4 / self.pixels, side * self.wide
        put(self.unit, (x, y), (x + wide, y), (x + wide, y - side), (x, y - side), (x, y))
        self.unit_name.set_position((x + wide + 6 / self.pixels * self.wide, y - side / 2))
        self.unit_name.set_text(f"side {short(side)} as on the y axis: area {short(side * side)}")

    def move(self, w: float, deviations: np.ndarray) -> None:
        """The line ŷ = w x, whose predictions deviate from the labels so far, (n,)."""
        left, right = self.ax.get_xlim()
        put(self.fitted, (left, w * left), (right, w * right))
        self.predictions.set_data(self.x, self.y + deviations)
        edges = self.x + self.sides * np.abs(deviations) * self.wide
        gap = np.full(len(self.x), np.nan)
        foot, head = self.y, self.y + deviations
        self.strokes.set_data(_joined(self.x, self.x, gap), _joined(foot, head, gap))
        self.squares.set_visible(len(self.x) <= OUTLINED)
        self.squares.set_data(_joined(self.x, edges, edges, self.x, gap), _joined(foot, foot, head, head, gap))
        self.halves.set(path=self._halves(edges, head))
        self._write(w, deviations, edges)

    def _halves(self, edges: np.ndarray, head: np.ndarray) -> Path:
        """The half of each square at its label; all turn the same way, or where two overlap there would be a hole."""
        turned = self.sides * (head - self.y) < 0
        first, last = (self.x, head), (edges, self.y)
        (x0, y0), (x2, y2) = (
            (np.where(turned, b, a) for a, b in zip(one, other)) for one, other in ((first, last), (last, first))
        )
        return Path(np.column_stack([_joined(x0, self.x, x2, x0), _joined(y0, self.y, y2, y0)]), CORNERS * len(x0))

    def _write(self, w: float, deviations: np.ndarray, edges: np.ndarray) -> None:
        """The errors, unless they are too many: in the halves, or beside squares that are too small for that."""
        words = []
        for k, deviation in enumerate(deviations if len(self.x) <= NAMED else ()):
            said, side = short(deviation**2 / 2), self.sides[k]
            pixel, large = side * self.wide / self.pixels, abs(deviation) * self.pixels
            if large >= ROOM:
                words.append((said, self.x[k] + pixel * max(0.36 * large, 23), self.y[k] + 0.23 * deviation, "center"))
            else:
                beside = edges[k] + CLEAR * pixel
                at = self._off_the_line(
                    w * np.array([beside, beside + LETTER * len(said) * pixel]), deviation, self.y[k]
                )
                words.append((said, beside, at, "left" if side > 0 else "right"))
        self.errors.show(words)

    def _off_the_line(self, line: np.ndarray, deviation: float, y: float) -> float:
        """How high a word stands: at the label y, or beyond it if the line is near at one of the word's ends, (2,)."""
        away = CLEAR / self.pixels
        return min(y, line.min() - away) if deviation > 0 else max(y, line.max() + away)


class CostPanel(Panel):
    """The cost of every w, and the point at the present one."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set_title("cost C[w]: the mean of the errors")
        ax.set(xlabel="weight w", ylabel="cost C")
        self.curve = ax.plot([], [], color=FORWARD, linewidth=2, zorder=2)[0]
        self.drop = self.line(MUTED, 1.2, DOTTED, zorder=1)
        self.point = self.dot(zorder=6, clip_on=False)
        self.caption = Outlines(ax, zorder=5)
        self.animate(self.caption.patch)
        ax.ticklabel_format(axis="y", scilimits=(-3, 4))
        self._of = None

    def reach(self, points: Points, w_ends: tuple[float, float]) -> None:
        """The curve of these points between these two w."""
        if self._of == (points, w_ends):
            return
        self._of = points, w_ends
        along = np.linspace(*w_ends, 201)
        costs = cost_of_line(*points.arrays, along)
        self.curve.set_data(along, costs)
        self.ax.set(xlim=w_ends, ylim=(0, 1.12 * costs.max() or 1.0))

    def move(self, w: float, cost: float) -> None:
        """The point (w, cost)."""
        (left, right), top = self.ax.get_xlim(), self.ax.get_ylim()[1]
        put(self.drop, (w, 0), (w, cost))
        put(self.point, (w, cost))
        aside = (w - left) / (right - left) - 0.5  # of the middle: the curve is open above it
        if abs(aside) < 0.15:
            at, align = ((left + right) / 2, cost + 0.13 * top), "center"
        else:
            inwards = -0.05 * np.sign(aside) * (right - left)
            at, align = (w + inwards, cost + 0.02 * top), "right" if aside > 0 else "left"
        self.caption.show([(f"C = {short(cost)}", *at, align)])


def _sides(x: np.ndarray) -> np.ndarray:
    """On which side of its stroke a square stands, 1 right or -1 left: squares of equal inputs take turns."""
    sides = np.ones(len(x))
    for value in np.unique(x):
        same = np.flatnonzero(x == value)
        if len(same) > 1:
            sides[same] = [-1 if k % 2 == 0 else 1 for k in range(len(same))]
    return sides


def _joined(*rows: np.ndarray) -> np.ndarray:
    """For each point in turn what the rows have for it, in one row."""
    return np.column_stack(rows).ravel()
