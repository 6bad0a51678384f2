"""Is g linear (3.1)? The curve of g, and above or below ax₁ + bx₂ the two sides of the equation with their gap."""

import matplotlib
import numpy as np
from matplotlib.axes import Axes

from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import FAINT, FORWARD, INK, STYLE
from bplesson.kit.panels import rung


def linearity_stage() -> tuple[Live, "LinearityPanel"]:
    """One wide curve."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 3.4)
        panel = LinearityPanel(figure.add_axes([0.105, 0.155, 0.875, 0.755]))
    return Live(figure, panel.moving), panel


class LinearityPanel:
    """The curve, g at x₁ and x₂ (blue), g at ax₁ + bx₂ (black), and a·g(x₁) + b·g(x₂) (hollow) at the same place."""

    def __init__(self, ax: Axes):
        self.ax = ax
        for line in (ax.axhline, ax.axvline):
            line(0, color=FAINT, linewidth=1, zorder=0)
        self.curve = ax.plot([], [], color=FORWARD, linewidth=2, zorder=2)[0]
        self.points = [ax.plot([], [], marker, color=FORWARD, markersize=9, markeredgecolor="white", zorder=4)[0]
                       for marker in "<>"]  # fmt: skip
        self.guides = [ax.plot([], [], color=colour, linewidth=1, linestyle=(0, (1, 2)), zorder=1)[0]
                       for colour in (FORWARD, FORWARD, INK)]  # fmt: skip
        self.gap = ax.plot([], [], color=INK, linewidth=2.2, linestyle=(0, (3, 1.5)), zorder=3)[0]
        self.left = ax.plot([], [], "o", color=INK, markersize=9, markeredgecolor="white", zorder=6)[0]
        self.right = ax.plot(
            [], [], "D", markersize=11, markerfacecolor="none", markeredgecolor=INK, markeredgewidth=1.6, zorder=5
        )[0]
        lifted = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}
        self.labels = [ax.text(0, 0, words, color=FORWARD, zorder=7) for words in ("$x_1$", "$x_2$")]
        self.sides = [ax.text(0, 0, words, zorder=7, bbox=lifted)
                      for words in ("$g(ax_1 + bx_2)$", "$a\\,g(x_1) + b\\,g(x_2)$")]  # fmt: skip
        self.size = ax.text(0, 0, "", va="center", zorder=7, bbox=lifted)
        self.moving = [
            self.curve,
            *self.points,
            *self.guides,
            self.gap,
            self.left,
            self.right,
            *self.labels,
            *self.sides,
        ]
        self.moving.append(self.size)
        self.title = ax.set_title("")
        ax.set(xlabel="$x$", ylabel="$g(x)$")
        self._framed = None

    def frame(self, name: str, x, values) -> bool:
        """Reach beyond all `x` and `values`, on a 1-2-5 ladder; True if what stands still had to change."""
        reach, height = rung(max(2.0, 1.08 * np.abs(x).max())), rung(max(1.0, 1.08 * np.abs(values).max()))
        if self._framed is not None and self._framed[0] == name:
            old_reach, old_height = self._framed[1:]
            if reach <= old_reach <= 3 * reach and height <= old_height <= 3 * height:
                return False
        self._framed = name, reach, height
        self.ax.set(xlim=(-reach, reach), ylim=(-1.1 * height, 1.1 * height))
        self.title.set_text(f"g(x): {name}")
        return True

    def move(self, x, g, at: float, left: float, right: float, gap: str) -> None:
        """The two points (x, g), and at ax₁ + bx₂ = `at` both sides of the equation and their `gap` in words."""
        (west, east), (floor, top) = self.ax.get_xlim(), self.ax.get_ylim()
        height = top - floor
        aside = 0.008 * (east - west)
        for point, label, here, value, way in zip(self.points, self.labels, x, g, (-1, 1) if x[0] <= x[1] else (1, -1)):
            point.set_data([here], [value])
            label.set(x=here + way * aside, y=floor + 0.03 * height, ha="right" if way < 0 else "left")
        for guide, here, value in zip(self.guides, (*x, at), (*g, min(left, right))):
            guide.set_data([here, here], [floor, value])
        self.gap.set_data([at, at], [left, right])
        self.left.set_data([at], [left])
        self.right.set_data([at], [right])
        inward = -1 if at > west + 0.6 * (east - west) else 1
        apart = 0.095 * height  # two lines of text need as much
        middle, higher = (left + right) / 2, 1 if left >= right else -1
        spread = max(abs(left - right) / 2, apart / 2)
        for text, way in zip(self.sides, (higher, -higher)):
            text.set(x=at + 0.02 * inward * (east - west), y=middle + way * spread,
                     ha="left" if inward > 0 else "right", va="center")  # fmt: skip
        self.size.set(text=gap, x=at - 0.024 * inward * (east - west), y=middle, ha="right" if inward > 0 else "left")
