"""The plots of the chain, of what linear means (3.1), of depth (3.17), and of a nudged weight (3.16)."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from bplesson.chain.scene import title
from bplesson.kit.axis import DEPTHS, Axis, decades, powers, rung
from bplesson.kit.palette import BACKWARD, DASHED, DOTTED, FAINT, FAINTLY, FORWARD, GAP, INK, MUTED, VEILED
from bplesson.kit.panels import Panel, put, stage
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.weight_plots import NO_PATH, WeightPlots
from bplesson.kit.words import cut, number, power, sub

LOWEST, HIGHEST = 1e-17, 1e3  # the errors of a nudge that are shown; 0 is drawn as the lowest
SMALLEST = 1e-12  # the left end of the axis of h
CLOSE = {"columnspacing": 0.8, "handletextpad": 0.4, "handlelength": 1.8}  # a legend above a plot, as wide as this


def linearity_stage() -> tuple:
    """One curve, no wider than a small window has room for."""
    return stage(3.4, lambda figure: [LinearityPanel(figure.add_axes([0.14, 0.155, 0.84, 0.755]))], width=5.9)


def depth_stage() -> tuple:
    """Two plots side by side on the same axes."""
    places = [0.085, 0.165, 0.405, 0.735], [0.585, 0.165, 0.405, 0.735]
    return stage(3.0, lambda figure: [DepthPanels(*map(figure.add_axes, places))])


def nudge_stage() -> tuple:
    """The error over h, and beside it what was measured and claimed."""
    left, right = [0.085, 0.185, 0.42, 0.7], [0.58, 0.185, 0.405, 0.7]
    return stage(2.9, lambda figure: [ErrorPanel(figure.add_axes(left)), RatesPanel(figure.add_axes(right))])


class ChainPlots(WeightPlots):
    """Landscape and curve of a chain; while a node is selected that has an activation, the curve is this one."""

    def _draw_curve(self, explorer, limits) -> None:
        """σ_i with its tangent at p_i, whose slope is a factor of δ (3.14)."""
        i = explorer._node()
        if i is None:
            super()._draw_curve(explorer, limits)
            return
        self.over = ""
        f = explorer.network.activations[i]
        p, q = explorer.passes.p[i].item(), explorer.passes.q[i].item()
        changed = self._across.change(rung(max(4.0, 1.05 * abs(p))), of=("node", i, f), keep=explorer._place > 0)
        (reach,) = self._across.reach
        along = np.linspace(-reach, reach, 181)
        with np.errstate(all="ignore"):
            values = f.value(along)
        if changed:
            self.curve.set_axes(sub("p", i), (-reach, reach), "", sub("q", i))
            self.curve.reach_all(np.append(values, q))
        self.curve.curve.set_data(along, values)
        caption, slope = f"node {i}: {cut(f.name)}", None
        if explorer.phase not in FORWARD_ONLY:
            slope = f.slope(explorer.passes.p[i], explorer.passes.q[i]).item()
            caption = f"{caption}, {sub('σ', i)}' = {number(slope)}"
        self.curve.caption.set_text(caption)
        self.curve.move(p, q, slope, NO_PATH, None)
        self.curve.guess.move(None)


class LinearityPanel(Panel):
    """The curve, g at x₁ and x₂ (blue), g at ax₁ + bx₂ (black), and a·g(x₁) + b·g(x₂) (hollow) at the same place."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        for through_zero in (ax.axhline, ax.axvline):
            through_zero(0, color=FAINT, linewidth=1, zorder=0)
        self.curve = self.line(FORWARD, 2, zorder=2)
        self.points = [self.dot(marker=marker, colour=FORWARD, zorder=4) for marker in "<>"]
        self.guides = [self.line(colour, 1, FAINTLY, zorder=1) for colour in (FORWARD, FORWARD, INK)]
        self.gap = self.line(INK, 2.2, GAP)
        self.left = self.dot(zorder=6)
        self.right = self.ring(marker="D", size=11, markerfacecolor="none", markeredgewidth=1.6, zorder=5)
        self.labels = [self.text(words, color=FORWARD, zorder=7) for words in ("$x_1$", "$x_2$")]
        sides = "$g(ax_1 + bx_2)$", "$a\\,g(x_1) + b\\,g(x_2)$"
        self.sides = [self.text(words, va="center", zorder=7, bbox=VEILED) for words in sides]
        self.size = self.text(va="center", zorder=7, bbox=VEILED)
        self.title = ax.set_title("")
        ax.set(xlabel="$x$", ylabel="$g(x)$")
        self._both = Axis(slack=3)

    def reach(self, name: str, x, values) -> None:
        """Beyond all `x` and `values` of the function of that name."""
        across, up = rung(max(2.0, 1.08 * np.abs(x).max())), rung(max(1.0, 1.08 * np.abs(values).max()))
        if self._both.change(across, up, of=name):
            self.ax.set(xlim=(-across, across), ylim=(-1.1 * up, 1.1 * up))
            self.title.set_text(f"g(x): {name}")

    def move(self, x, g, at: float, left: float, right: float, gap: str) -> None:
        """The two points (x, g), and at ax₁ + bx₂ = `at` both sides of the equation and their `gap` in words."""
        (west, east), (floor, top) = self.ax.get_xlim(), self.ax.get_ylim()
        width, height = east - west, top - floor
        for point, label, here, value, way in zip(self.points, self.labels, x, g, (-1, 1) if x[0] <= x[1] else (1, -1)):
            put(point, (here, value))
            label.set(x=here + way * 0.008 * width, y=floor + 0.03 * height, ha="right" if way < 0 else "left")
        for guide, here, value in zip(self.guides, (*x, at), (*g, min(left, right))):
            put(guide, (here, floor), (here, value))
        put(self.gap, (at, left), (at, right))
        put(self.left, (at, left))
        put(self.right, (at, right))
        inward, outward, sign = ("left", "right", 1) if at <= west + 0.6 * width else ("right", "left", -1)
        middle, higher = (left + right) / 2, 1 if left >= right else -1
        spread = max(abs(left - right), 0.095 * height) / 2  # two lines of text need as much
        for text, way in zip(self.sides, (higher, -higher)):
            text.set(x=at + 0.02 * sign * width, y=middle + way * spread, ha=inward)
        self.size.set(text=gap, x=at - 0.024 * sign * width, y=middle, ha=outward)


USUAL = 1e-6, 1e2  # sizes of δ and of |w|ᵏ that axes hold in any case, or each weight would have others


class DepthPanels(Panel):
    """Left |δ_k|; right the slope of every node, the product of the slopes so far, and |w|^k. What is 0 is a cross."""

    def __init__(self, left: Axes, right: Axes):
        on_left, on_right = Panel(left), Panel(right)
        self.axes = left, right
        self.delta = on_left.line(BACKWARD, 1.8, DASHED, 4, marker="o", markersize=6)
        self.product = on_right.line(BACKWARD, 1.8, DASHED, 4, marker="o", markersize=4, label="product of slopes")
        self.slopes = on_right.ring(marker="s", size=6, colour=BACKWARD, zorder=5, label="one slope")
        self.weights = on_right.line(INK, 1.5, DOTTED, label="$|w|^k$")
        self.crosses = [panel.cross() for panel in (on_left, on_right)]
        self.animated = [*on_left.animated, *on_right.animated]
        left.set_title("$|\\delta_k|$ for an error of 1 at the output  (× is 0)")
        for ax in self.axes:
            ax.set(yscale="log", xlabel="k, counted from the output (node N − k)")
            ax.minorticks_off()
            ax.axhline(1, color=FAINT, linewidth=1, zorder=0)
        right.legend(loc="lower left", bbox_to_anchor=(-0.04, 0.98), ncols=3, **CLOSE)
        self._all = Axis(slack=2)

    def reach(self, depth: int, sizes: np.ndarray) -> None:
        """As deep, and as far as the positive `sizes`."""
        deep, (down, up) = rung(depth, DEPTHS), decades(np.append(sizes, USUAL))
        if not self._all.change(deep, down, up):
            return
        ticks = range(-down, up + 1)
        named = powers(down, up, apart=(down + up) // 10 + 1)
        for ax in self.axes:
            ax.set(xlim=(-0.5, deep - 0.5), ylim=(10.0**-down, 10.0**up))
            ax.set_xticks(range(0, deep, max(1, deep // 5)))
            ax.set_yticks([10.0**each for each in ticks], [power(each) if each in named else "" for each in ticks])

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


class ErrorPanel(Panel):
    """|measured − claimed| over h: a V, with its two arms as dotted lines and the present h as a point."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.arms = [self.line(MUTED, 1.4, DOTTED, zorder=2) for _ in "<>"]
        self.curve = self.line(INK, 1.1)
        self.point = self.dot(clip_on=False)
        ax.set(xscale="log", yscale="log", xlim=(SMALLEST, 1.0), ylim=(LOWEST, HIGHEST))
        ax.set_xlabel("h  (dotted: like 1/h, like h²)")
        for set_ticks, ticks in ((ax.set_xticks, range(-12, 1, 3)), (ax.set_yticks, range(-16, 5, 4))):
            set_ticks([10.0**each for each in ticks], [power(each) for each in ticks])
        ax.minorticks_off()
        for across, side, words in ((0.02, "left", "h too small: rounding"), (0.98, "right", "h too large: C bends")):
            ax.text(across, 0.97, words, transform=ax.transAxes, ha=side, va="top", color=MUTED)
        self.title = ax.set_title("")

    def move(self, h: np.ndarray, errors: np.ndarray, arms, at: float, error: float) -> None:
        """errors over h, the factors `arms` of 1/h and h² (0: no such arm), and the point (at, error)."""
        self.curve.set_data(h, np.maximum(errors, LOWEST))
        for line, arm, exponent in zip(self.arms, arms, (-1, 2)):
            line.set_data(h, arm * h**exponent if arm else np.full(h.size, np.nan))
        put(self.point, (np.clip(at, SMALLEST, 1.0), np.clip(error, LOWEST, HIGHEST)))


class RatesPanel(Panel):
    """For every value: a bar for the measured change per unit of w, a green diamond for the derivative."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        ax.axhline(0, color=MUTED, linewidth=1, zorder=1)
        self.bars = self.line(FAINT, 13, zorder=2, solid_capstyle="butt", label="measured, difference / 2h")
        self.tops = self.animate(ax.plot([], [], "_", color=INK, markersize=13, markeredgewidth=1.4, zorder=3)[0])
        hollow = {"markerfacecolor": "none", "markeredgewidth": 1.6}
        self.claims = self.ring(marker="D", size=6, colour=BACKWARD, label="chain rule", **hollow)
        self.legend = ax.legend(loc="lower left", bbox_to_anchor=(-0.04, 0.98), ncols=2, **CLOSE)
        self.legend.legend_handles[0].set_linewidth(8)
        self._up = Axis(slack=3)

    def reach(self, names: Sequence[str], sizes: np.ndarray) -> None:
        """Names below the bars, and an axis that holds them."""
        height = rung(max(1.1 * float(np.abs(sizes).max()), 1e-4))
        if self._up.change(height, of=names):
            self.ax.set(xlim=(-0.6, len(names) - 0.4), ylim=(-height, height))
            self.ax.set_xticks(range(len(names)), [title(name) for name in names])

    def move(self, measured: np.ndarray, claimed: np.ndarray) -> None:
        k = np.arange(len(measured))
        gaps = np.full(k.size, np.nan)
        self.bars.set_data(np.repeat(k, 3), np.column_stack([np.zeros(k.size), measured, gaps]).ravel())
        self.tops.set_data(k, measured)
        self.claims.set_data(k, claimed)
