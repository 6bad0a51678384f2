"""What first weights do to the values of a deep network (6.2): how they are spread in every layer, forward and back."""

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import BACKWARD, FAINT, FORWARD, INK, STYLE
from bplesson.kit.panels import DECADES
from bplesson.kit.words import power

REACH, BINS = 2.5, 41  # of the histograms; what lies beyond is counted at the rim
SHOWN = 21  # layers that get a histogram, at most
DEPTHS = (5, 10, 20, 40)


def start_stage() -> tuple[Live, "StartPanels"]:
    """Two rows of histograms side by side, and below them two curves over the layers."""
    with matplotlib.rc_context(STYLE):
        figure = new_figure(8.0, 4.6)
        places = [0.07, 0.585, 0.43, 0.345], [0.56, 0.585, 0.43, 0.345], [0.07, 0.105, 0.92, 0.355]
        panels = StartPanels(*(figure.add_axes(place) for place in places))
    return Live(figure, panels.moving), panels


class StartPanels:
    """Left q, right δ: a histogram of the values for each layer. Below their typical sizes; what is 0 is a cross."""

    def __init__(self, left: Axes, right: Axes, below: Axes):
        self.left, self.right, self.below = left, right, below
        self.histograms = [Histograms(left, FORWARD), Histograms(right, BACKWARD)]
        left.set_title("→ how often which q  (at the rim: all beyond)")
        right.set_title("← how often which δ, in units of δ₀")
        for ax in (left, right):
            ax.set(ylim=(-REACH, REACH))
            ax.set_yticks([-2, -1, 0, 1, 2], ["−2", "−1", "0", "1", "2"])
        self.q = below.plot([], [], "o-", color=FORWARD, markersize=5, linewidth=1.8, zorder=4)[0]
        self.delta = below.plot([], [], "s", color=BACKWARD, markersize=6, markerfacecolor="white", linewidth=1.8,
                                linestyle=(0, (5, 2.5)), zorder=3)[0]  # fmt: skip
        lifted = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}
        self.names = [
            below.text(0, 0, name, color=colour, va="center", ha=side, zorder=6, bbox=lifted)
            for name, colour, side in (("q", FORWARD, "left"), ("δ", BACKWARD, "right"))
        ]
        self.crosses = below.plot([], [], "x", color=INK, markersize=7, markeredgewidth=2, zorder=6, clip_on=False)[0]
        below.axhline(1, color=INK, linewidth=1.2, zorder=0)
        below.set(yscale="log", xlabel="layer $i$  (its δ is $\\delta_{N-i}$)")
        below.set_title("typical size (root of the mean square): ● q   □ δ   × is 0   thin line: 1")
        below.minorticks_off()
        self.moving = [*(each.patch for each in self.histograms), self.q, self.delta, *self.names, self.crosses]
        self._framed = None

    def frame(self, depth: int, sizes: np.ndarray) -> bool:
        """Reach as deep and as far as the positive `sizes`; True if what stands still had to change."""
        exponents = np.log10(sizes[sizes > 0]) if (sizes > 0).any() else np.zeros(1)
        down, up = (next((each for each in DECADES if each >= reach), DECADES[-1])
                    for reach in (-exponents.min(), exponents.max()))  # fmt: skip
        framed = next(each for each in DEPTHS if each >= depth), down, up
        if self._framed and framed[0] == self._framed[0]:
            if all(now <= before <= 2 * now for now, before in zip(framed[1:], self._framed[1:])):
                return False
        self._framed = framed
        powers = [each for each in range(-min(down, 307), up + 1) if each % -(-(down + up) // 6) == 0]
        self.below.set(ylim=(10.0 ** -min(down, 307), 10.0**up))
        self.below.set_yticks([10.0**each for each in powers], [power(each) if each else "1" for each in powers])
        self.below.grid(axis="y", color=FAINT)
        for ax in (self.left, self.right, self.below):
            ax.set_xlim(-0.8, framed[0] + 0.8)
            ax.set_xticks(range(0, framed[0] + 1, max(1, framed[0] // 5)))
        return True

    def move(self, q: list, delta: list, size_q: np.ndarray, size_delta: np.ndarray) -> None:
        """The values of layers 0 … N as arrays of any shape, those of δ from layer 1 on; their typical sizes."""
        N, floor = len(q) - 1, self.below.get_ylim()[0]
        step = -(-(N + 1) // SHOWN)
        self.histograms[0].show({i: q[i] for i in range(0, N + 1, step)}, step)
        self.histograms[1].show({i: delta[i - 1] for i in range(N, 0, -step)}, step)
        layers = np.arange(N + 1), np.arange(1, N + 1)
        zeros = []
        for line, at, sizes in zip((self.q, self.delta), layers, (size_q, size_delta)):
            line.set_data(at, np.where(sizes > 0, sizes, np.nan))
            zeros.append(at[sizes == 0])
        self.crosses.set_data(np.concatenate(zeros), np.full(sum(map(len, zeros)), floor))
        ends = (N + 0.3, size_q[-1]), (0.7, size_delta[0])
        for name, (at, size) in zip(self.names, ends):
            name.set_position((at, max(size, 1.15 * floor)))


class Histograms:
    """For each layer how often which value occurs, drawn to both sides of the layer's place."""

    def __init__(self, ax: Axes, colour: str):
        self.patch = PathPatch(Path(np.zeros((1, 2))), facecolor=colour, linewidth=0, zorder=3)
        ax.add_patch(self.patch)

    def show(self, values: dict[int, np.ndarray], step: int) -> None:
        """values of some layers, every `step`-th one."""
        edges = np.linspace(-REACH, REACH, BINS + 1)
        up = np.repeat(edges, 2)[1:-1]
        corners = []
        for layer, each in values.items():
            counts = counted(each)
            middle = counts[BINS // 2]
            largest = max(np.delete(counts, BINS // 2).max(), 0.25 * middle)  # a spike at 0 may be cut off
            half = np.repeat(0.44 * step * np.clip(counts / largest, 0.06 * (counts > 0), 1.0), 2)
            corners.append(np.column_stack([np.concatenate([layer + half, layer - half[::-1], layer + half[:1]]),
                                            np.concatenate([up, up[::-1], up[:1]])]))  # fmt: skip
        codes = np.full((len(corners), len(corners[0])), Path.LINETO)
        codes[:, 0], codes[:, -1] = Path.MOVETO, Path.CLOSEPOLY
        self.patch.set_path(Path(np.concatenate(corners), codes.ravel()))


def counted(values: np.ndarray) -> np.ndarray:
    """How many of the values fall into each of the bins; those beyond the reach into the outermost, (BINS,)."""
    place = np.clip((values.ravel() + REACH) * (BINS / (2 * REACH)), 0, BINS - 1)
    return np.bincount(place.astype(np.intp), minlength=BINS)
