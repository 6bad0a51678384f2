"""The pictures of a training, and of a plane through its path: their panels, and how they stand side by side."""

from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bplesson.kit.axis import RANGES, Axis, rung
from bplesson.kit.palette import BACKWARD, BEFORE, FORWARD, LOOSE, MUTED, PATH, STYLE, VEILED, WHITE
from bplesson.kit.panels import LandscapePanel, Panel, ShortTicks, decimal_ticks, put, stage
from bplesson.kit.pixels import FLOOR, HIGHEST, Shades
from bplesson.kit.words import number, short, sub

PATCH = 4  # pixels across for one prediction: what lies between is interpolated
NODES, NODES_A_ROW = 8, 4  # nodes that are shown, below the prediction: a small window has no room beside it
NODE_WIDTH, GAP = 0.1195, 0.009  # of one of their pictures, and between two
NODE_HEIGHT, BELOW = 0.158, 0.045  # of a picture where there is one row, and below each for its name
POINTS = 400  # of a cost line
FEW = 4  # examples, up to which each ŷ stands as a number beside its point


# a training ----------------------------------------------------------------------------------------------------------
class TrainingStage:
    """Four panels in one live figure; `set_axes` sets what stands still, `move` what changes from step to step."""

    def __init__(self):
        self.live, self.answer, self.costs, self.nodes, self.gradients = stage(5.0, self._build)

    @staticmethod
    def _build(figure: Figure) -> list[Panel]:
        answer = AnswerPanel(figure.add_axes([0.093, 0.496, 0.372, 0.4365]))
        return [
            answer,
            CostPanel(figure.add_axes([0.59, 0.496, 0.34, 0.4365])),
            NodesPanel(figure, left=0.03, top=0.295, answer=answer),
            GradientPanel(figure.add_axes([0.79, 0.09, 0.19, 0.135])),
        ]

    def set_axes(self, x, y, labelled: bool, hidden: tuple[int, ...], layer: int, activation: str) -> None:
        """The examples x (n, 1 or 2), y (n, 1), the nodes of hidden layer `layer`, and one bar for each weight layer.

        `labelled`: every y is 0 or 1.
        """
        with matplotlib.rc_context(STYLE):
            self.answer.set_examples(x, y, labelled)
            self.nodes.set_nodes(hidden[layer - 1] if hidden else 0, layer, activation)
            self.gradients.set_layers([f"∂C/∂{sub('W', i, i + 1)}" for i in range(len(hidden) + 1)])

    def grid(self) -> np.ndarray:
        """The inputs whose predictions the picture wants, (m, 1 or 2)."""
        return self.answer.grid()

    def move(self, forward, layer: int, right, norms) -> None:
        """`forward`: p and q on the grid; `right` (n,): which examples are on the right side; `norms`: one a weight
        layer.
        """
        self.answer.move(forward.y_hat[:, 0], right)
        if self.nodes.count:
            self.nodes.move(forward.p[layer], forward.q[layer])
        self.gradients.move(norms)


class AnswerPanel(Panel):
    """The prediction over the inputs, as shades for two of them and as a curve for one, and the examples."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.shades = self.animate(Shades(ax))
        self.curve = self.line(FORWARD, 2.2, zorder=4)
        self.zeros = self.ring(zorder=3, clip_on=False)
        self.ones = self.dot(marker="s", zorder=3, clip_on=False)
        self.wrong = self.ring(size=13, markerfacecolor="none", zorder=3, clip_on=False)
        self.values = [self.text(va="center", zorder=6, bbox=VEILED) for _ in range(FEW)]
        ShortTicks(ax.yaxis)
        self.key = ax.text(0, -0.215, "", transform=ax.transAxes, va="top")

    def set_examples(self, x, y, labelled: bool) -> None:
        """The examples, and the axes that show them."""
        self.wide = x.shape[1] == 2
        self.places = x if self.wide else np.column_stack([x, y])  # of the examples, (n, 2)
        self.limits = [_widened(each, 0.25 if self.wide else 0.1) for each in x.T]
        low, high = _widened(y[:, 0], 0.25)
        self.low, self.high, self.level = (0.0, 1.0, 0.5) if labelled else (low, high, float(y.mean()))
        self.shades.set_visible(self.wide)
        self.curve.set_visible(not self.wide)
        if self.wide:
            level = short(self.level)
            title = f"prediction ŷ: blank {short(self.low)}, blue {short(self.high)}; line: ŷ = {level}"
            key = "○ label 0    ■ label 1" if labelled else f"○ label below    ■ above {level}"
            self.ax.set(ylim=self.limits[1], xlabel="input x₀[0]", ylabel="input x₀[1]", title=title)
        else:
            title, key = "prediction ŷ (line) and the examples", "○ example: its label y"
            self.ax.set(ylim=(low, high), xlabel="input x₀", ylabel="label y, prediction ŷ", title=title)
        self.ax.set_xlim(self.limits[0])
        self.key.set_text(key + ("    large ring: wrong side" if labelled else ""))
        above = (y[:, 0] > self.level) & self.wide
        for marks, which in ((self.zeros, ~above), (self.ones, above)):
            marks.set_data(*self.places[which].T)
            marks.set_markersize(3 if len(x) > 200 else 8 if len(x) < 20 else 5.5)

        self._place_values()

    def _place_values(self) -> None:
        """Beside each of few examples a place for its ŷ, on the side with more room; none where they would meet."""
        (left, right), (low, high) = self.ax.get_xlim(), self.ax.get_ylim()
        shares = (self.places - [left, low]) / [right - left, high - low]
        few = len(shares) <= FEW
        apart = few and all(
            abs(one[1] - other[1]) > 0.1 or abs(one[0] - other[0]) > 0.45
            for k, one in enumerate(shares)
            for other in shares[:k]
        )
        for k, text in enumerate(self.values):
            text.set_visible(bool(apart) and k < len(shares))
            if text.get_visible():
                to_the_right = shares[k][0] < 0.5
                aside = (0.055 if to_the_right else -0.055) * (right - left)
                text.set(x=self.places[k][0] + aside, y=self.places[k][1], ha="left" if to_the_right else "right")

    def name(self, y_hat: np.ndarray) -> None:
        """The predictions (n,) of the examples, as numbers where they are few."""
        for text, value in zip(self.values, y_hat):
            if text.get_visible():
                text.set_text(f"ŷ = {number(value)}")

    def grid(self) -> np.ndarray:
        """The inputs whose predictions the picture wants, (m, 1 or 2)."""
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
        self.wrong.set_data(*self.places[~right].T)


class NodesPanel(Panel):
    """A small picture for each node of a hidden layer: what it answers to every input, and where its p is 0."""

    def __init__(self, figure: Figure, left: float, top: float, answer: AnswerPanel):
        """left, top: of the first picture; above it stands a title."""
        self.answer, self.left, self.top = answer, left, top
        self.axes = [figure.add_axes([left, 0.1 * k, NODE_WIDTH, NODE_HEIGHT]) for k in range(NODES)]
        self.shades = [Shades(ax) for ax in self.axes]
        self.curves = [ax.plot([], [], color=FORWARD, linewidth=1.6)[0] for ax in self.axes]
        self.animated = [*self.shades, *self.curves]
        self.title = figure.text(left, top + 0.018, "", fontsize=STYLE["axes.titlesize"])
        for spine in (spine for ax in self.axes for spine in ax.spines.values()):
            spine.set_visible(True)
        self.count = 0

    def set_nodes(self, nodes: int, layer: int, activation: str) -> None:
        """As many pictures as the layer has nodes, and what their shades mean."""
        self.count, self.range, wide = min(nodes, NODES), RANGES.get(activation), self.answer.wide
        height = NODE_HEIGHT if self.count <= NODES_A_ROW else self.top / 2 - BELOW
        for k, ax in enumerate(self.axes):
            row, column = divmod(k, NODES_A_ROW)
            bottom = self.top - height - row * (height + BELOW)
            ax.set_position([self.left + column * (NODE_WIDTH + GAP), bottom, NODE_WIDTH, height])
            ax.set_visible(k < self.count)
            ax.set(xticks=[], yticks=[], xlim=self.answer.limits[0], ylim=(-0.1, 1.1))  # for curves from 0 to 1
            ax.set_xlabel(f"node {k}", labelpad=2)
            self.shades[k].set_visible(k < self.count and wide)
            self.curves[k].set_visible(k < self.count and not wide)
        what = f"q of layer {layer}" + (f" ({NODES} of {nodes})" if nodes > NODES else "")
        low, high = [short(each) for each in self.range or ()] or ("low", "high")
        if wide:
            what += f": blank {low}, blue {high}; line: p = 0"
        else:
            what += f" over the input, from {low} to {high}"
        self.title.set_text(what if nodes else "no hidden layer: no nodes between input and output")

    def move(self, p: np.ndarray, q: np.ndarray) -> None:
        """p and q of the layer on the grid, (m, nodes); with biases q has one column more."""
        for k in range(self.count):
            finite = np.nan_to_num(q[:, k], posinf=1e9, neginf=-1e9)
            low, high = self.range or (finite.min(), finite.max())
            if self.answer.wide:
                values, crossing = (self.answer.as_picture(each[:, k])[::2, ::2] for each in (q, p))
                self.shades[k].set_values(values, low, high, crossing, 0.0)
            else:
                self.curves[k].set_data(self.answer.grid()[:, 0], (finite - low) / max(high - low, 1e-6))


def _widened(values, share: float) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    room = share * (high - low) or 1.0
    return low - room, high + room


@dataclass(frozen=True)
class Curve:
    """What a run costs, (t+1,), and where each cost stands across: its step, or the examples looked at by then."""

    across: np.ndarray
    costs: np.ndarray

    def thinned(self) -> tuple[np.ndarray, np.ndarray]:
        """At most POINTS of the costs and their places, the last one among them."""
        last = len(self.costs) - 1
        steps = np.unique(np.linspace(0, last, min(last + 1, POINTS)).astype(int))
        return self.across[steps], np.maximum(self.costs[steps], 1e-12)

    def cost_at(self, place: float) -> float:
        """The cost there, or at the nearer end."""
        return float(np.interp(place, self.across, self.costs))


class CostPanel(Panel):
    """The cost over the steps, or over the examples looked at; the run before stands beside it as a dashed line."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set(yscale="log", xlabel="step t", title="cost C of all examples (lines: ten times)")
        decimal_ticks(ax.yaxis)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y")
        self.before = ax.plot([], [], color=MUTED, linewidth=1.8, linestyle=BEFORE)[0]  # stands still
        self.now = self.line(FORWARD, zorder=4)
        self.here = self.dot(size=7, clip_on=False)
        self.now_name, self.before_name = (self.text(words, zorder=5) for words in ("  now", "  before"))
        self._both = Axis()

    def show(self, now: Curve, kept: Curve | None, last: int, across: str) -> None:
        """This run, the run before if it is `kept`, and axes that reach `last` without it; `across` as in a menu."""
        self.reach(now, kept, last, across)
        self.move(now, kept)

    def reach(self, now: Curve, kept: Curve | None, last: int, across: str) -> None:
        """All that is to be shown, with the line of the run before, if it is `kept`."""
        values = np.concatenate([now.costs, kept.costs if kept else []])
        low, high = np.log10(np.clip([values.min(), values.max()], 1e-12, 1e12))
        right = int(max(kept.across[-1], now.across[-1])) if kept else round(rung(last))
        bottom, top = np.floor(low), np.ceil(high + 1e-9)
        before = (len(kept.costs), float(kept.costs.sum())) if kept else None
        if not self._both.change(of=(right, bottom, top, before, across)):
            return
        self.ax.set(xlim=(0, right), ylim=(10.0**bottom, 10.0 ** max(top, bottom + 1)))
        self.ax.set_xlabel("step t" if across == "steps" else across)
        for artist in (self.before, self.before_name):
            artist.set_visible(kept is not None)
        if kept is not None:
            self.before.set_data(*kept.thinned())
            self.before_name.set_position((kept.across[-1], max(kept.costs[-1], 1e-12)))

    def move(self, now: Curve, kept: Curve | None) -> None:
        """The costs of this run; its name beside the point only where there is another line, `kept`."""
        steps, values = now.thinned()
        self.now.set_data(steps, values)
        put(self.here, (steps[-1], values[-1]))
        self.now_name.set_visible(kept is not None)
        self.now_name.set_position((steps[-1], values[-1]))
        if kept is not None:  # the name of the lower line below it, so that the two never meet
            lower = now.costs[-1] < kept.cost_at(now.across[-1])
            self.now_name.set_va("top" if lower else "bottom")
            self.before_name.set_va("bottom" if lower else "top")


class GradientPanel(Panel):
    """One bar for each weight layer: the size of its gradient."""

    ENDS = 1e-5, 10.0

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set(xscale="log", xlim=self.ENDS)
        decimal_ticks(ax.xaxis)
        ax.set_xticks([1e-5, 1e-2, 10])
        ax.tick_params(axis="y", length=0)
        ax.grid(axis="x")
        ax.set_axisbelow(True)
        ax.set_title("size (norm) of each gradient", x=-0.45)
        self.bars = ax.barh(range(6), [1.0] * 6, left=self.ENDS[0], height=0.55, color=BACKWARD)
        for bar in self.bars:
            self.animate(bar).set_edgecolor(WHITE)

    def set_layers(self, names: list[str]) -> None:
        """The names of the weight layers, the first one on top."""
        self.ax.set_yticks(range(len(names)), names)
        self.ax.set_ylim(len(names) - 0.4, -0.6)
        for k, bar in enumerate(self.bars):
            bar.set_visible(k < len(names))

    def move(self, norms) -> None:
        """The norm of each layer's gradient."""
        for bar, norm in zip(self.bars, norms):
            low, high = self.ENDS
            bar.set_width(min(max(norm, low), 2 * high) - low)


# a plane through a path ----------------------------------------------------------------------------------------------
def directions_stage(costs: np.ndarray) -> tuple:
    """The plane on the left, the costs (steps + 1,) of the path on the right."""

    def build(figure: Figure) -> list[Panel]:
        plane, steps = [0.045, 0.1, 0.545, 0.81], [0.685, 0.145, 0.285, 0.765]
        return [PlanePanel(figure.add_axes(plane)), StepsPanel(figure.add_axes(steps), costs)]

    return stage(3.7, build)


class PlanePanel(LandscapePanel):
    """A landscape without ticks, whose names may change at every move; a ring where the path begins, a diamond at its
    end."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set(xticks=[], yticks=[], title="cost: blank is low, lines double it; ○ start  ◆ end  ● now")
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
        decimal_ticks(ax.yaxis)
        ax.set(xlabel="step t", title="cost", xlim=(0, max(1, steps[-1])), ylim=(self.bottom / 1.5, top * 3))
        ax.legend(loc="upper right", borderaxespad=0, handlelength=2.4)

    def show(self, steps: np.ndarray, costs: np.ndarray, t: int, cost: float) -> None:
        """What the plane shows at some of the steps, and the present step with its cost."""
        self.shadow.set_data(steps, np.clip(np.nan_to_num(costs, nan=np.inf), self.bottom / 1.5, 1e300))
        put(self.point, (t, max(cost, self.bottom)))


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
