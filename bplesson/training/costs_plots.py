"""The cost of a training over its steps and the sizes of its gradients, as artists that are made once and moved."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from bplesson.kit.axis import Axis, rung
from bplesson.kit.palette import BACKWARD, BEFORE, FORWARD, MUTED, WHITE
from bplesson.kit.panels import Panel, decimal_ticks, put

SHOWN = 400  # points of a cost line


class CostPanel(Panel):
    """The cost over the steps, on a logarithmic axis; the run before stands beside it as a dashed line."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.set(yscale="log", xlabel="step t", title="cost C of all examples (each line: ten times)")
        decimal_ticks(ax.yaxis)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        ax.grid(axis="y")
        self.before = ax.plot([], [], color=MUTED, linewidth=1.8, linestyle=BEFORE)[0]  # stands still
        self.now = self.line(FORWARD, zorder=4)
        self.here = self.dot(size=7, clip_on=False)
        self.now_name, self.before_name = (self.text(words, zorder=5) for words in ("  now", "  before"))
        self._both = Axis()

    def reach(self, costs, kept, last: int) -> None:
        """All that is to be shown, with the line of the run before, if it is `kept`."""
        values = np.concatenate([costs, kept if kept is not None else []])
        low, high = np.log10(np.clip([values.min(), values.max()], 1e-12, 1e12))
        right = len(kept) - 1 if kept is not None else max(100, round(rung(max(len(costs) - 1, last))))
        bottom, top = np.floor(low), np.ceil(high + 1e-9)
        if not self._both.change(of=(right, bottom, top, None if kept is None else (len(kept), float(kept.sum())))):
            return
        self.ax.set(xlim=(0, right), ylim=(10.0**bottom, 10.0 ** max(top, bottom + 1)))
        for artist in (self.before, self.before_name):
            artist.set_visible(kept is not None)
        if kept is not None:
            self.before.set_data(*_thinned(kept))
            self.before_name.set_position((right, max(kept[-1], 1e-12)))

    def move(self, costs, kept) -> None:
        """The costs of this run, (t+1,); its name beside the point only where there is another line, `kept`."""
        steps, values = _thinned(costs)
        self.now.set_data(steps, values)
        put(self.here, (steps[-1], values[-1]))
        self.now_name.set_visible(kept is not None)
        self.now_name.set_position((steps[-1], values[-1]))
        if kept is not None:  # the name of the lower line below it, so that the two never meet
            lower = costs[-1] < kept[len(costs) - 1]
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
        self.bars = ax.barh(range(6), [1.0] * 6, left=self.ENDS[0], height=0.55, color=BACKWARD, hatch="///")
        for bar in self.bars:
            self.animate(bar).set_edgecolor(WHITE)

    def set_layers(self, names: list[str]) -> None:
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
