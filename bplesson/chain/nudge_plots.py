"""A nudged weight: w − h and w + h through the whole chain as a table on the chain, and the error of it over h."""

from collections.abc import Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes

from bplesson.chain.nudge_equations import Nudge
from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import BACKWARD, FAINT, INK, MUTED, STYLE
from bplesson.kit.panels import rung
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import digits, power, sub

PITCH, LABELS = 82, 126
ROWS = {"low": 76, "high": 100, "measured": 132, "claimed": 156}
FLOOR = 1e-17  # errors of 0 are drawn here
SMALLEST = 1e-12  # the left end of the axis of h


def nudge_scene(names: Sequence[str]) -> Scene:
    """One column for each of the values, from the weight to C, and four rows of numbers."""
    items: list[Box | Line | Text] = []
    for k, name in enumerate(names):
        x, role = LABELS + 50 + k * PITCH, "forward" if 0 < k < len(names) - 1 else "cost" if k else "plain"
        if k:
            items.append(Line(f"to-{name}", ((x - 56, 32), (x - 30, 32)), "forward"))
        items += [Box(f"box-{name}", x, 32, 60, 34, role), Text(f"name-{name}", x, 32, role)]
        items += [
            Text(f"{row}-{name}", x, y, "backward" if row == "claimed" else "plain", size=13) for row, y in ROWS.items()
        ]
    items += [Text(f"row-{row}", 14, y, "muted", anchor="start", size=14) for row, y in ROWS.items()]
    items.append(Line("rule", ((14, 116), (LABELS + 50 + len(names) * PITCH - 46, 116)), "muted", arrow=False))
    return Scene(max(LABELS + 50 + len(names) * PITCH - 36, 620), 176, tuple(items))


def nudge_filling(nudge: Nudge) -> Filling:
    """The numbers of every column."""
    fill = Filling()
    weight = title(nudge.names[0])
    fill.words = {
        "row-low": f"at {weight} − h",
        "row-high": f"at {weight} + h",
        "row-measured": "difference / 2h",
        "row-claimed": "by the chain rule",
    }
    for name, *numbers in zip(nudge.names, nudge.low, nudge.high, nudge.measured, nudge.claimed):
        fill.words[f"name-{name}"] = title(name)
        fill.words |= {f"{row}-{name}": digits(value, letters=9) for row, value in zip(ROWS, numbers)}
    return fill


def title(name: str) -> str:
    """ "w01" as w₀₁."""
    return sub(name[0], *map(int, name[1:]))


def nudge_stage() -> tuple[Live, "ErrorPanel", "RatesPanel"]:
    """The error over h, and beside it what was measured and claimed."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 2.9)
        error = ErrorPanel(figure.add_axes([0.085, 0.185, 0.42, 0.7]))
        rates = RatesPanel(figure.add_axes([0.58, 0.185, 0.405, 0.7]))
    return Live(figure, [*error.moving, *rates.moving]), error, rates


class ErrorPanel:
    """|measured − claimed| over h: a V, with its two arms as dotted lines and the present h as a point."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.curve = ax.plot([], [], color=INK, linewidth=1.1, zorder=3)[0]
        self.arms = [ax.plot([], [], color=MUTED, linewidth=1.4, linestyle=(0, (1, 1.5)), zorder=2)[0] for _ in "<>"]
        self.point = ax.plot(
            [], [], "o", markersize=9, markerfacecolor=INK, markeredgecolor="white", zorder=5, clip_on=False
        )[0]
        self.moving = [*self.arms, self.curve, self.point]
        powers = {"x": range(-12, 1, 3), "y": range(-16, 5, 4)}
        ax.set(xscale="log", yscale="log", xlim=(SMALLEST, 1.0), ylim=(FLOOR, 1e3))
        ax.set_xlabel("h  (dotted: like 1/h, like h²)")
        ax.set_xticks([10.0**each for each in powers["x"]], [power(each) for each in powers["x"]])
        ax.set_yticks([10.0**each for each in powers["y"]], [power(each) for each in powers["y"]])
        ax.minorticks_off()
        for across, side, words in ((0.02, "left", "h too small: rounding"), (0.98, "right", "h too large: C bends")):
            ax.text(across, 0.97, words, transform=ax.transAxes, ha=side, va="top", color=MUTED, fontsize=9)
        self.title = ax.set_title("")

    def move(self, h: np.ndarray, errors: np.ndarray, arms, at: float, error: float) -> None:
        """errors over h, the factors `arms` of 1/h and h² (0: no such arm), and the point (at, error)."""
        self.curve.set_data(h, np.maximum(errors, FLOOR))
        for line, arm, exponent in zip(self.arms, arms, (-1, 2)):
            line.set_data(h, arm * h**exponent if arm else np.full(h.size, np.nan))
        self.point.set_data([np.clip(at, SMALLEST, 1.0)], [np.clip(error, FLOOR, 1e3)])


class RatesPanel:
    """For every value: a bar for the measured change per unit of w, a green dash for the derivative."""

    def __init__(self, ax: Axes):
        self.ax = ax
        ax.axhline(0, color=MUTED, linewidth=1, zorder=1)
        self.bars = ax.plot(
            [], [], color=FAINT, linewidth=13, solid_capstyle="butt", zorder=2, label="measured, difference / 2h"
        )[0]
        self.tops = ax.plot([], [], "_", color=INK, markersize=13, markeredgewidth=1.4, zorder=3)[0]
        self.claims = ax.plot(
            [], [], "D", color=BACKWARD, markersize=6, markerfacecolor="none", markeredgewidth=1.6, zorder=4,
            label="chain rule",
        )[0]  # fmt: skip
        self.moving = [self.bars, self.tops, self.claims]
        self.legend = ax.legend(loc="lower left", bbox_to_anchor=(-0.04, 0.98), ncols=2, columnspacing=1.5)
        self.legend.legend_handles[0].set_linewidth(8)
        self._framed = None

    def frame(self, names: Sequence[str], sizes: np.ndarray) -> bool:
        """Names below the bars, and an axis that holds them; True if what stands still had to change."""
        height = rung(max(1.1 * float(np.abs(sizes).max()), 1e-4))
        if self._framed and self._framed[0] == names and height <= self._framed[1] <= 3 * height:
            return False
        self._framed = names, height
        self.ax.set(xlim=(-0.6, len(names) - 0.4), ylim=(-height, height))
        self.ax.set_xticks(range(len(names)), [title(name) for name in names])
        return True

    def move(self, measured: np.ndarray, claimed: np.ndarray) -> None:
        k = np.arange(len(measured))
        gaps = np.full(k.size, np.nan)
        self.bars.set_data(np.repeat(k, 3), np.column_stack([np.zeros(k.size), measured, gaps]).ravel())
        self.tops.set_data(k, measured)
        self.claims.set_data(k, claimed)
