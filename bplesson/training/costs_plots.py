"""The cost of a training over its steps and the sizes of its gradients, as artists that are made once and moved."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, LogLocator, MaxNLocator, NullLocator

from bplesson.kit.palette import BACKWARD, FORWARD, INK, MUTED
from bplesson.kit.panels import rung
from bplesson.kit.words import tick

SHOWN = 400  # points of a cost line


class CostPanel:
    """The cost over the steps, on a logarithmic axis; the run before stands beside it as a dashed line."""

    def __init__(self, ax: Axes):
        self.ax = ax
        ax.set(yscale="log", xlabel="step t", title="cost C of all examples (each line: ten times)")
        ax.yaxis.set_major_locator(LogLocator(10, numticks=8))
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(tick)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y")
        self.before = ax.plot([], [], color=MUTED, linewidth=1.8, linestyle=(0, (4, 2)))[0]
        self.before_name = ax.text(0, 0, "  before", color=INK, zorder=5)
        self.now = ax.plot([], [], color=FORWARD, linewidth=1.8, zorder=4)[0]
        self.here = ax.plot([], [], "o", markersize=7, markerfacecolor=INK, markeredgecolor="white", zorder=5)[0]
        self.here.set_clip_on(False)
        self.now_name = ax.text(0, 0, "  now", zorder=5)
        self.moving = [self.now, self.here, self.now_name, self.before_name]
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

    def move(self, costs, kept) -> None:
        """The costs of this run, (t+1,); its name beside the point only where there is another line, `kept`."""
        steps, values = _thinned(costs)
        self.now.set_data(steps, values)
        self.here.set_data(steps[-1:], values[-1:])
        self.now_name.set_visible(kept is not None)
        self.now_name.set_position((steps[-1], values[-1]))
        if kept is not None:  # the name of the lower line below it, so that the two never meet
            lower = costs[-1] < kept[len(costs) - 1]
            self.now_name.set_va("top" if lower else "bottom")
            self.before_name.set_va("bottom" if lower else "top")


class GradientPanel:
    """One bar for each weight layer: the size of its gradient."""

    ENDS = 1e-5, 10.0

    def __init__(self, ax: Axes):
        self.ax = ax
        ax.set(xscale="log", xlim=self.ENDS)
        ax.xaxis.set_major_locator(FixedLocator([1e-5, 1e-2, 10]))
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(tick)
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
        self.ax.set_yticks(range(len(names)), names)
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
