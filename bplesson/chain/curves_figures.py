"""The panels of lesson 3 that are about curves (3.7, 3.16): activations with their slopes, a chain beside a line."""

import numpy as np
from matplotlib.axes import Axes

from bplesson.checks.functions import Function
from bplesson.kit.palette import BACKWARD, DASHED, FAINT, FORWARD, INK, LIFTED, MUTED
from bplesson.kit.words import hundredths


def draw_activation(ax: Axes, sigma: Function, at: float, q: float, slope: float) -> None:
    """σ solid, σ' dashed, over p from -3 to 3; a dot on each of them at p = `at`."""
    p = np.linspace(-3, 3, 601)
    p = np.sort(np.append(p, [-1e-9, 1e-9]))  # both sides of a kink at 0
    slopes = sigma.slope(p)
    jumps = np.flatnonzero(np.abs(np.diff(slopes)) > 0.5) + 1
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.axvline(at, color=MUTED, linewidth=0.8, linestyle=(0, (1, 2)), zorder=1)
    ax.plot(p, sigma(p), color=FORWARD, linewidth=2)
    ax.plot(np.insert(p, jumps, np.nan), np.insert(slopes, jumps, np.nan), color=BACKWARD, linewidth=2,
            linestyle=DASHED)  # fmt: skip
    for value, colour in ((q, FORWARD), (slope, BACKWARD)):
        ax.plot([at], [value], "o", markersize=6.5, color=colour, markeredgecolor="white", zorder=5)
    ax.set(xlim=(-3, 3), ylim=(-1.4, 2.4), xticks=(-2, 0, 2), yticks=(-1, 0, 1, 2), title=sigma.name)


def draw_no_collapse(ax: Axes, x, y_hat, w_c: float, worst: int) -> None:
    """The predictions of a chain over its input, and the line w_c x that comes closest to them at its worst point."""
    ax.axhline(0, color=FAINT, linewidth=1, zorder=0)
    ax.axvline(0, color=FAINT, linewidth=1, zorder=0)
    ax.plot(x, y_hat, color=FORWARD, linewidth=2.2, label="the chain")
    ax.plot(x, w_c * x, color=MUTED, linewidth=1.8, linestyle=DASHED, label="the best single weight")
    gap = np.sort([y_hat[worst], w_c * x[worst]])
    ax.plot([x[worst]] * 2, gap, color=INK, linewidth=1.4, marker="_", markersize=9)
    side = 1 if -0.8 * x[-1] > x[worst] or 0 < x[worst] < 0.8 * x[-1] else -1  # away from 0, but not beyond the axes
    apart = hundredths(gap[1] - gap[0])
    ax.annotate(apart, (x[worst], gap.mean()), xytext=(7 * side, 0), textcoords="offset points",
                va="center", ha="left" if side > 0 else "right", bbox=LIFTED, zorder=5)  # fmt: skip
    ax.set(xlabel="input $x_0$", ylabel="prediction ŷ", xlim=(x[0], x[-1]))
    ax.legend(loc="best", fontsize=10)
