"""The plots of lesson 6: how the values of a deep network spread (6.2), and what several starts cost (6.4)."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from bplesson.kit.axis import DEPTHS, Axis, decades, powers, rung
from bplesson.kit.palette import BACKWARD, DASHED, FAINT, FORWARD, INK, SEVERAL, STYLE, VEILED
from bplesson.kit.panels import Panel, stage
from bplesson.kit.words import power

REACH, BINS = 2.5, 41  # of the histograms; what lies beyond is counted at the rim
SHOWN = 21  # layers that get a histogram, at most
LOWEST, HIGHEST = 1e-4, 10.0  # the costs that are shown
APART = 0.065  # of the height of a panel: names do not stand closer
POINTS = 200  # of a curve


def set_powers(ax: Axes, exponents, named: bool = True) -> None:
    """Ticks of a logarithmic axis at these powers of ten, each with a line across."""
    ax.minorticks_off()
    names = [power(each) if each else "1" for each in exponents]
    ax.set_yticks([10.0**each for each in exponents], names if named else [""] * len(names))
    ax.grid(axis="y", color=FAINT)


# --- StartExplorer ---


def start_stage() -> tuple:
    """Two rows of histograms at the left, one above the other, and beside them two curves over the layers."""
    places = [0.055, 0.585, 0.42, 0.31], [0.055, 0.07, 0.42, 0.31], [0.585, 0.105, 0.4, 0.79]
    return stage(4.6, lambda figure: [StartPanels(*map(figure.add_axes, places))])


class StartPanels(Panel):
    """Above q, below δ: a histogram of the values for each layer. Beside them typical sizes; what is 0 is a cross."""

    def __init__(self, above: Axes, below: Axes, beside: Axes):
        super().__init__(beside)
        self.above, self.below, self.beside = above, below, beside
        self.histograms = [Histograms(above, FORWARD), Histograms(below, BACKWARD)]
        self.animated += [each.patch for each in self.histograms]
        above.set_title("→ values q in each layer: wide is frequent;\n     all beyond ±2.5 stand at the edge")
        below.set_title("← the same for δ: values of each layer,\n     in units of the typical δ₀")
        for ax in (above, below):
            ax.set(ylim=(-REACH, REACH), yticks=range(-2, 3))
        self.q = self.line(FORWARD, zorder=4, marker="o", markersize=5)
        self.delta = self.line(BACKWARD, dashes=DASHED, marker="s", markersize=6, markerfacecolor="white")
        self.names = [
            self.text(name, color=colour, va="center", ha=side, zorder=6, bbox=VEILED)
            for name, colour, side in (("q", FORWARD, "left"), ("δ", BACKWARD, "right"))
        ]
        self.crosses = self.cross()
        beside.axhline(1, color=INK, linewidth=1.2, zorder=0)
        beside.set(yscale="log", xlabel="layer $i$  (its δ is $\\delta_{N-i}$)")
        beside.set_title("typical size (root of the mean square):\n→ ● q   ← □ δ   × is 0   thin line: 1")
        self._all = Axis(slack=2)

    def reach(self, depth: int, sizes: np.ndarray) -> None:
        """As deep, and as far as the positive `sizes`."""
        deep, (down, up) = rung(depth, DEPTHS), decades(sizes)
        if not self._all.change(down, up, of=deep):
            return
        set_powers(self.beside, powers(down, up, apart=-(-(down + up) // 6)))
        self.beside.set_ylim(10.0**-down, 10.0**up)
        for ax in (self.above, self.below, self.beside):
            ax.set_xlim(-0.8, deep + 0.8)
            ax.set_xticks(range(0, deep + 1, max(1, deep // 5)))

    def move(self, q: np.ndarray, delta: np.ndarray, size_q: np.ndarray, size_delta: np.ndarray) -> None:
        """q of layers 0 … N, (N+1, …), and δ of layers 1 … N, (N, …); their typical sizes."""
        N, floor = len(q) - 1, self.beside.get_ylim()[0]
        step = -(-(N + 1) // SHOWN)
        self.histograms[0].show(range(0, N + 1, step), q[::step], step)
        self.histograms[1].show(range(N, 0, -step), delta[::-step], step)
        layers = np.arange(N + 1), np.arange(1, N + 1)
        zeros = []
        for line, at, sizes in zip((self.q, self.delta), layers, (size_q, size_delta)):
            line.set_data(at, np.where(sizes > 0, sizes, np.nan))
            zeros.append(at[sizes == 0])
        self.crosses.set_data(np.concatenate(zeros), np.full(sum(map(len, zeros)), floor))
        aside = 0.03 * np.ptp(self.beside.get_xlim())  # beyond the last mark
        ends = (N + aside, size_q[-1]), (1 - aside, size_delta[0])
        for name, (at, size) in zip(self.names, ends):
            name.set_position((at, max(size, 1.15 * floor)))


class Histograms:
    """For each layer how often which value occurs, drawn to both sides of the layer's place."""

    def __init__(self, ax: Axes, colour: str):
        self.patch = PathPatch(Path(np.zeros((1, 2))), facecolor=colour, linewidth=0, zorder=3)
        ax.add_patch(self.patch)

    def show(self, layers: range, values: np.ndarray, step: int) -> None:
        """values (layers, …) of these layers, which are every `step`-th one."""
        counts = counted(values.reshape(len(layers), -1))
        others = np.delete(counts, BINS // 2, axis=1).max(axis=1)
        largest = np.maximum(others, 0.25 * counts[:, BINS // 2])[:, None]  # a spike at 0 may be cut off
        half = np.repeat(0.44 * step * np.clip(counts / largest, 0.06 * (counts > 0), 1.0), 2, axis=1)
        up = np.repeat(np.linspace(-REACH, REACH, BINS + 1), 2)[1:-1]
        across = np.array(layers)[:, None] + np.concatenate([half, -half[:, ::-1], half[:, :1]], axis=1)
        along = np.broadcast_to(np.concatenate([up, up[::-1], up[:1]]), across.shape)
        codes = np.full(across.shape, Path.LINETO)
        codes[:, 0], codes[:, -1] = Path.MOVETO, Path.CLOSEPOLY
        self.patch.set(path=Path(np.column_stack([across.ravel(), along.ravel()]), codes.ravel()))


def counted(values: np.ndarray) -> np.ndarray:
    """How many of each row fall into each of the bins; those beyond the reach into the outermost: (rows, BINS)."""
    place = np.clip((values + REACH) * (BINS / (2 * REACH)), 0, BINS - 1).astype(np.intp)
    first = BINS * np.arange(len(values))
    return np.bincount((place + first[:, None]).ravel(), minlength=BINS * len(values)).reshape(-1, BINS)


# --- StartsExplorer ---


def starts_stage(learned: float) -> tuple:
    """Three panels side by side; a line at the cost that counts as learned."""

    def build(figure: Figure) -> list[Panel]:
        axes = [figure.add_axes([0.085 + 0.31 * k, 0.145, 0.275, 0.76]) for k in range(3)]
        panels = [StartsPanel(ax, learned) for ax in axes]
        axes[0].set_ylabel("cost C")
        for ax in axes:
            set_powers(ax, range(-4, 2), named=ax is axes[0])
        return panels

    return stage(3.3, build)


class StartsPanel(Panel):
    """The cost of each start over the steps, each with its number where its line ends."""

    def __init__(self, ax: Axes, learned: float):
        super().__init__(ax)
        ax.set(yscale="log", ylim=(LOWEST, HIGHEST), xlabel="step t")
        ax.axhline(learned, color=INK, linewidth=0.9, zorder=1)
        self.lines = [self.line(FORWARD, 1.6, dashes) for dashes in SEVERAL]
        style = {"va": "center", "zorder": 4, "bbox": VEILED}
        self.names = [self.text(transform=ax.get_xaxis_transform(), **style) for _ in SEVERAL]
        self.title = self.text(y=1.03, transform=ax.transAxes, fontsize=STYLE["axes.titlesize"])
        self._across = Axis()

    def reach(self, steps: int) -> None:
        """So many steps; there is room for the names at the right."""
        if self._across.change(of=steps):
            self.ax.set_xlim(0, 1.4 * steps)
            self.ax.set_xticks([0, steps // 2, steps])

    def move(self, title: str, costs: np.ndarray) -> None:
        """costs (starts, steps + 1), not finite from where a start has run away."""
        self.title.set_text(title)
        steps = costs.shape[1] - 1
        shown = np.unique(np.linspace(0, steps, min(steps + 1, POINTS)).astype(int))
        ends, away = {}, {}
        for k, (line, each) in enumerate(zip(self.lines, costs)):
            low = np.flatnonzero(each[shown] <= HIGHEST)
            inside = shown[: low[-1] + 1 if low.size else 1]
            heights = np.clip(np.nan_to_num(each[inside], nan=HIGHEST), LOWEST, HIGHEST)
            if len(inside) < len(shown):
                away[k] = inside[-1]
                inside, heights = np.append(inside, inside[-1]), np.append(heights, HIGHEST)
            else:
                ends[k] = share(heights[-1])
            line.set_data(inside, heights)
        labels = [(steps, min(max(height, 0.03), 0.88), numbers(which)) for height, which in together(ends)]
        if away:
            labels.append((min(max(away.values()), 0.5 * steps), 0.95, f"{numbers(away)} ran away ↑"))
        for k, text in enumerate(self.names):
            at, height, said = labels[k] if k < len(labels) else (0, 0, "")
            text.set_text(said)
            text.set_position((at + 0.02 * steps, height))


def share(cost: float) -> float:
    """Where on the height of a panel a cost stands, 0 to 1."""
    return float(np.log(cost / LOWEST) / np.log(HIGHEST / LOWEST))


def together(heights: dict[int, float]) -> list[tuple[float, list[int]]]:
    """Places that are APART, each with those that end near it: its height, and which they are."""
    groups: list[tuple[float, list[int]]] = []
    for k in sorted(heights, key=heights.get):
        at, group = heights[k], [k]
        while groups and at - groups[-1][0] < APART:
            group = groups.pop()[1] + group
            at = float(np.mean([heights[each] for each in group]))
        groups.append((at, group))
    return groups


def numbers(which) -> str:
    return ", ".join(map(str, sorted(which)))
