"""What depth does to the backward chain (3.17): δ_k over k, and the slopes and weights that it is a product of."""

import matplotlib
import numpy as np
from matplotlib.axes import Axes

from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import BACKWARD, FAINT, INK, STYLE
from bplesson.kit.panels import DECADES
from bplesson.kit.words import power

DEPTHS = (5, 10, 20, 40)


def depth_stage() -> tuple[Live, "DepthPanels"]:
    """Two plots side by side on the same axes."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 3.0)
        panels = DepthPanels(*(figure.add_axes([left, 0.165, 0.405, 0.735]) for left in (0.085, 0.585)))
    return Live(figure, panels.moving), panels


class DepthPanels:
    """Left |δ_k|; right the slope of every node, the product of the slopes so far, and |w|^k. What is 0 is a cross."""

    def __init__(self, left: Axes, right: Axes):
        self.axes = left, right
        green = {"color": BACKWARD, "linestyle": (0, (5, 2.5)), "linewidth": 1.8}
        self.delta = left.plot([], [], marker="o", markersize=6, zorder=4, **green)[0]
        self.product = right.plot([], [], marker="o", markersize=4, zorder=4, label="product of slopes", **green)[0]
        self.slopes = right.plot([], [], "s", markersize=6, markerfacecolor="white", markeredgecolor=BACKWARD, zorder=5,
                                 label="one slope")[0]  # fmt: skip
        self.weights = right.plot([], [], color=INK, linestyle=(0, (1, 1.5)), zorder=3, label="$|w|^k$")[0]
        self.crosses = [ax.plot([], [], "x", color=INK, markersize=7, markeredgewidth=2, zorder=6, clip_on=False)[0]
                        for ax in self.axes]  # fmt: skip
        left.set_title("$|\\delta_k|$ for an error of 1 at the output  (× is 0)")
        for ax in self.axes:
            ax.set(yscale="log", xlabel="k, counted from the output (node N − k)")
            ax.minorticks_off()
            ax.axhline(1, color=FAINT, linewidth=1, zorder=0)
        right.legend(loc="lower left", bbox_to_anchor=(-0.04, 0.98), ncols=3, columnspacing=1.3, handletextpad=0.5)
        self.moving = [self.delta, self.product, self.slopes, self.weights, *self.crosses]
        self._framed = None

    def frame(self, depth: int, sizes: np.ndarray) -> bool:
        """Reach as deep and as far as the positive `sizes`; True if what stands still had to change."""
        exponents = np.log10(sizes[sizes > 0]) if (sizes > 0).any() else np.zeros(1)
        framed = (
            next(each for each in DEPTHS if each >= depth),
            *(_decades(way * exponents) for way in (-1, 1)),
        )
        if self._framed and all(now <= before <= 2 * now for now, before in zip(framed, self._framed)):
            return False
        self._framed = deep, down, up = framed
        powers = range(-min(down, 307), (up if up > 1 else 0) + 1)
        powers = [each for each in powers if each % -(-len(powers) // 8) == 0]
        for ax in self.axes:
            ax.set(xlim=(-0.5, deep - 0.5), ylim=(10.0 ** -min(down, 307), 10.0 ** (up if up > 1 else 0.4)))
            ax.set_xticks(range(0, deep, max(1, deep // 5)))
            ax.set_yticks([10.0**each for each in powers], [power(each) for each in powers])
        return True

    def move(self, slopes: np.ndarray, w: float, delta: np.ndarray) -> None:
        """slopes[k] of node N-k, delta[k], and the one weight w, for k = 0 … L."""
        k, floor = np.arange(len(delta)), self.axes[0].get_ylim()[0]
        product = np.abs(np.cumprod(slopes))
        for line, sizes in ((self.delta, np.abs(delta)), (self.product, product), (self.slopes, np.abs(slopes))):
            line.set_data(k, np.where(sizes > 0, sizes, np.nan))
        self.weights.set_data(k, np.abs(w) ** k if w else np.where(k == 0, 1.0, np.nan))
        for crosses, sizes in zip(self.crosses, (delta, product)):
            zero = k[sizes == 0]
            crosses.set_data(zero, np.full(zero.size, floor))


def _decades(exponents: np.ndarray) -> int:
    return next((each for each in DECADES if each >= exponents.max()), DECADES[-1])
