"""Several starts of one network side by side (6.4): for each of three scales the cost of every start over the steps."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.kit.axis import Axis
from bplesson.kit.palette import FAINT, FORWARD, INK, SEVERAL, STYLE, VEILED
from bplesson.kit.panels import Panel, stage
from bplesson.kit.words import power

LOWEST, HIGHEST = 1e-4, 10.0  # the costs that are shown
APART = 0.06  # of the height of a panel: lines that end closer share a name
POINTS = 200  # of a curve


def starts_stage(learned: float) -> tuple:
    """Three panels side by side; a line at the cost that counts as learned."""

    def build(figure: Figure) -> list[Panel]:
        axes = [figure.add_axes([0.085 + 0.31 * k, 0.145, 0.275, 0.76]) for k in range(3)]
        panels = [StartsPanel(ax, learned) for ax in axes]
        axes[0].set_ylabel("cost C")
        for k, ax in enumerate(axes):
            names = ["" if k else power(each) if each else "1" for each in range(-4, 2)]
            ax.set_yticks([10.0**each for each in range(-4, 2)], names)
        return panels

    return stage(3.3, build)


class StartsPanel(Panel):
    """The cost of each start over the steps, each with its number where its line ends."""

    def __init__(self, ax: Axes, learned: float):
        super().__init__(ax)
        ax.set(yscale="log", ylim=(LOWEST, HIGHEST), xlabel="step t")
        ax.minorticks_off()
        ax.grid(axis="y", color=FAINT)
        ax.axhline(learned, color=INK, linewidth=0.9, zorder=1)
        self.lines = [self.line(FORWARD, 1.6, dashes) for dashes in SEVERAL]
        self.names = [self.text(fontsize=9, va="center", zorder=4, bbox=VEILED) for _ in SEVERAL]
        self.title = self.text(y=1.03, transform=ax.transAxes, fontsize=STYLE["axes.titlesize"])
        self._across = Axis()

    def reach(self, steps: int) -> None:
        """So many steps; there is room for the names at the right."""
        if self._across.change(of=steps):
            self.ax.set_xlim(0, 1.3 * steps)
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
            text.set_position((at + 0.02 * steps, LOWEST * (HIGHEST / LOWEST) ** height))


def share(cost: float) -> float:
    """Where on the height of a panel a cost stands, 0 to 1."""
    return float(np.log(cost / LOWEST) / np.log(HIGHEST / LOWEST))


def together(heights: dict[int, float]) -> list[tuple[float, list[int]]]:
    """Those that end within APART of one another share one place: its height, and which they are."""
    groups: list[list[int]] = []
    for k in sorted(heights, key=heights.get):
        if groups and heights[k] - heights[groups[-1][0]] < APART:
            groups[-1].append(k)
        else:
            groups.append([k])
    return [(float(np.mean([heights[k] for k in group])), group) for group in groups]


def numbers(which) -> str:
    return ", ".join(map(str, sorted(which)))
