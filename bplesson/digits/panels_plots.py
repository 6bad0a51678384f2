"""The panels of a training on digits, as artists that are made once and moved."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from bplesson.kit.axis import Axis
from bplesson.kit.palette import FAINT, FORWARD, INK, NEXT, STYLE
from bplesson.kit.panels import Panel, decimal_ticks, put
from bplesson.kit.tiles import PALE, STEP, Blocks, Numbers, Tiles, tone

LOWEST = (90, 80, 50, 0)  # where the axis of the right answers may begin, in %


class CurvesPanel(Panel):
    """Training (blue, solid) and test (dark, dashed) over the epochs: the cost, or the share of right answers in %."""

    def __init__(self, ax: Axes, title: str, share: bool):
        super().__init__(ax)
        self.share = share
        ax.set_xlabel("epoch" if share else "", loc="right")
        ax.set_title(title)
        ax.grid(axis="y")
        ax.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        if share:
            ax.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        else:
            ax.set_yscale("log")
            decimal_ticks(ax.yaxis)
        self.lines = [self.line(FORWARD, label="training"), self.line(INK, dashes=NEXT, label="test")]
        self.ends = [self.dot(size=6, colour=colour, zorder=4, clip_on=False) for colour in (FORWARD, INK)]
        if not share:  # one legend for the two plots, above the first one
            style = {"handlelength": 1.6, "handletextpad": 0.5, "columnspacing": 1.0, "borderpad": 0}
            ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.035), ncols=2, borderaxespad=0, **style)
        below = ax.transAxes + ScaledTranslation(0, -0.39, ax.figure.dpi_scale_trans)
        self.note = self.text(transform=below)
        self._both = Axis()

    def reach(self, training, test, epochs: int) -> None:
        """All values of both, and `epochs`."""
        values = np.concatenate([training, test])
        if self.share:
            after = np.concatenate([training[1:], test[1:], [100.0]])  # the start is random, and need not be seen
            limits = next(low for low in LOWEST if low <= after.min()), 100.0
        else:
            low, high = np.log10(np.clip([values.min(), values.max()], 1e-9, 1e9))
            limits = 10.0 ** min(np.floor(low), -2), 10.0 ** max(np.ceil(high), 1)
        if self._both.change(of=(limits, epochs)):
            self.ax.set(xlim=(0, epochs), ylim=limits)

    def move(self, training, test) -> None:
        """Values of both at epochs 0, 1, …"""
        for line, end, values in zip(self.lines, self.ends, (training, test)):
            line.set_data(np.arange(len(values)), values)
            put(end, (len(values) - 1, values[-1]))
            end.set_visible(values[-1] >= self.ax.get_ylim()[0])


class ConfusionPanel(Panel):
    """How many test images of each digit (row) were taken for which digit (column); the bluer, the larger the share."""

    def __init__(self, ax: Axes):
        super().__init__(ax)
        self.blocks = self.animate(Blocks(ax))
        self.numbers = Numbers(ax, size=6.5, advance=0.27)
        ax.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5), xticks=range(10), yticks=range(10))
        ax.set(xlabel="the network says", ylabel="it is")
        ax.tick_params(length=0)
        for spine in ax.spines.values():
            spine.set_visible(True)
        ax.set_title("confusion of the test images")
        ends = [(place, end) for place in np.arange(0.5, 9) for end in (-0.5, 9.5, np.nan)]
        across, along = np.array(ends).T
        grid = ax.plot([*across, *along], [*along, *across], color=FAINT, linewidth=0.8, zorder=1)
        self.animated += [*grid, *ax.spines.values(), *self.numbers.digits]

    def move(self, table: np.ndarray) -> None:
        """table[is, said], (10, 10): counts."""
        share = table / np.maximum(1, table.sum(axis=1, keepdims=True))
        self.blocks.set_colours(tone(np.sqrt(share), PALE))
        found = np.argwhere(table)
        self.numbers.move(found[:, ::-1], table[tuple(found.T)])


class WrongPanel(Panel):
    """Images with a wrong answer, each with what the network says and, below, what it is."""

    ROWS, COLUMNS = 2, 7
    HEIGHT = 82  # pixels from one row to the next
    SCALE = 5  # pixels on the screen for one of an image

    def __init__(self, figure: Figure, left: float, top: float):
        """left, top: of the first image, in pixels."""
        width, height = self.SCALE * (self.COLUMNS * STEP + 1), self.SCALE * (STEP + 1)
        self.tiles, self.words, self.numbers = [], [[] for _ in range(self.ROWS)], []
        for row in range(self.ROWS):
            place = top - row * self.HEIGHT
            self.tiles.append(Tiles(pixel_axes(figure, left, place - height, width, height), 1, self.COLUMNS))
            ax = pixel_axes(figure, left, place - height - 30, width, 30)
            ax.set(xlim=(0.5 / STEP, self.COLUMNS + 0.5 / STEP), ylim=(2, 0))
            ax.axis("off")
            for line, word in enumerate(("said", "is")):
                self.words[row].append(ax.text(-0.02, line + 0.55, word, fontsize=9, ha="right", va="center"))
            self.numbers.append(Numbers(ax, size=6.5, advance=0.15))
        self.title = title_above(figure, left, top)
        self.animated = [self.title, *self.tiles, *(digit for numbers in self.numbers for digit in numbers.digits)]

    def move(self, title: str, images: np.ndarray, said: np.ndarray, label: np.ndarray) -> None:
        """images (m, 64), what the network said and what they are, (m,); the first ones are shown."""
        self.title.set_text(title)
        for row, (tiles, numbers, words) in enumerate(zip(self.tiles, self.numbers, self.words)):
            here = slice(row * self.COLUMNS, (row + 1) * self.COLUMNS)
            for word in words:
                word.set_visible(len(images) > row * self.COLUMNS)
            tiles.set_pictures(images[here])
            count = len(images[here])
            across = np.tile(np.arange(count) + 0.5 + 0.5 / STEP, 2)
            lines = np.repeat([0.55, 1.55], count)
            numbers.move(np.column_stack([across, lines]), np.concatenate([said[here], label[here]]))


class WeightsPanel(Panel):
    """The weights into each node of the first layer after the input, where the pixels are that they come from."""

    ROWS, COLUMNS = 4, 8
    MANY = ROWS * COLUMNS
    SCALE = 4

    def __init__(self, figure: Figure, left: float, top: float):
        width, height = (self.SCALE * (each * STEP + 1) for each in (self.COLUMNS, self.ROWS))
        self.tiles = Tiles(pixel_axes(figure, left, top - height, width, height), self.ROWS, self.COLUMNS)
        self.title = title_above(figure, left, top)
        self.animated = [self.tiles]

    def set_nodes(self, nodes: int, hidden: bool) -> None:
        """How many nodes there are, and whether they are hidden ones."""
        which = f"{'hidden' if hidden else 'output'} node{'s' * (nodes > 1)}"
        first = f" (first {self.MANY} of {nodes})" if nodes > self.MANY else ""
        self.title.set_text(f"weights into the {which}{first}: white −, blue +")

    def move(self, W: np.ndarray) -> None:
        """W (nodes, 64), without biases."""
        largest = max(float(np.quantile(np.abs(W), 0.98)), 1e-12)  # a few weights may be beyond the scale
        self.tiles.set_pictures(0.5 + 0.5 * W[: self.MANY] / largest)


def pixel_axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in pixels of the figure at 100 dots an inch."""
    wide, high = 100 * figure.get_size_inches()
    return figure.add_axes([left / wide, bottom / high, width / wide, height / high])


def title_above(figure: Figure, left: float, top: float) -> Text:
    """A title 8 pixels above what begins there."""
    wide, high = 100 * figure.get_size_inches()
    return figure.text(left / wide, (top + 8) / high, "", fontsize=STYLE["axes.titlesize"])
