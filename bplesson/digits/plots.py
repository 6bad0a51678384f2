"""The pictures of lesson 7: of a training on digits, and of what a network makes of one image."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import ScaledTranslation

from bplesson.data.digits import SIDE
from bplesson.kit.axis import Axis
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, FAINT, FORWARD, INK, NEXT, STYLE, rgb
from bplesson.kit.panels import Panel, decimal_ticks, put, stage
from bplesson.kit.pixels import DEEP, PALE, PAPER, Blocks, tone

LOWEST = (90, 80, 50, 0)  # where the axis of the right answers may begin, in %
STEP = SIDE + 1  # pixels from one picture of a row to the next


# a training ----------------------------------------------------------------------------------------------------------
class DigitsStage:
    """Five panels in one live figure; `set_axes` sets what stands still, `move` what changes from epoch to epoch."""

    def __init__(self):
        self.live, self.costs, self.shares, self.confusion, self.weights, self.wrong = stage(5.2, _build)

    def set_axes(self, hidden: tuple[int, ...]) -> None:
        """Nodes of the hidden layers."""
        self.weights.set_nodes(hidden[0] if hidden else 10, bool(hidden))

    def move(self, settings: str, costs, shares, epochs: int, table, W, title: str, images, said, label) -> None:
        """settings: what stands below the costs; costs, shares: each of the training and of the test images, at epochs
        0, 1, …; table (10, 10) [is, said]; W (nodes, 64); title, images (m, 64), said (m,), label (m,) of the wrong
        answers.
        """
        self.costs.note.set_text(settings)
        costs, percent = [np.array(each) for each in costs], [100 * np.array(each) for each in shares]
        for panel, values in ((self.costs, costs), (self.shares, percent)):
            panel.reach(*values, epochs)
            panel.move(*values)
        self.confusion.move(table)
        self.weights.move(W)
        self.wrong.move(title, images, said, label)


def _build(figure: Figure) -> list[Panel]:
    return [
        CurvesPanel(_pixel_axes(figure, 62, 270, 185, 215), "cost", share=False),
        CurvesPanel(_pixel_axes(figure, 302, 270, 170, 215), "right answers, %", share=True),
        ConfusionPanel(_pixel_axes(figure, 560, 255, 230, 230)),
        WeightsPanel(figure, left=500, top=165),
        WrongPanel(figure, left=62, top=180),
    ]


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
            style = {"handlelength": 1.3, "handletextpad": 0.4, "columnspacing": 0.8, "borderpad": 0}
            ax.legend(loc="lower right", bbox_to_anchor=(1.0, 1.035), ncols=2, borderaxespad=0, **style)
        below = ax.transAxes + ScaledTranslation(0, -0.39, ax.figure.dpi_scale_trans)
        self.note = self.text(transform=below)
        self._both = Axis()

    def reach(self, training, test, epochs: int) -> None:
        """All values of both, and `epochs`."""
        values = np.concatenate([training, test])
        if self.share:
            first = 1 if len(training) > 1 else 0  # the start is random: once there is more, it need not be seen
            least = min(training[first:].min(), test[first:].min())
            limits = next(low for low in LOWEST if low <= least), 100.0
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
        self.numbers = Numbers(ax, size=7.5, advance=0.31)
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
            self.tiles.append(Tiles(_pixel_axes(figure, left, place - height, width, height), 1, self.COLUMNS))
            ax = _pixel_axes(figure, left, place - height - 30, width, 30)
            ax.set(xlim=(0.5 / STEP, self.COLUMNS + 0.5 / STEP), ylim=(2, 0))
            ax.axis("off")
            for line, word in enumerate(("said", "is")):
                self.words[row].append(ax.text(-0.02, line + 0.55, word, ha="right", va="center"))
            self.numbers.append(Numbers(ax, size=7.5, advance=0.173))
        self.title = _title_above(figure, left, top)
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
        self.tiles = Tiles(_pixel_axes(figure, left, top - height, width, height), self.ROWS, self.COLUMNS)
        self.title = _title_above(figure, left, top)
        self.animated = [self.tiles]

    def set_nodes(self, nodes: int, hidden: bool) -> None:
        """How many nodes there are, and whether they are hidden ones."""
        which = f"{'hidden' if hidden else 'output'} node{'s' * (nodes > 1)}"
        first = f"  ({self.MANY} of {nodes} nodes)" if nodes > self.MANY else ""
        self.title.set_text(f"weights into the {which}:\nblank −, blue +{first}")

    def move(self, W: np.ndarray) -> None:
        """W (nodes, 64), without biases."""
        largest = max(float(np.quantile(np.abs(W), 0.98)), 1e-12)  # a few weights may be beyond the scale
        self.tiles.set_pictures(0.5 + 0.5 * W[: self.MANY] / largest)


class Tiles(Blocks):
    """Pictures of 8 × 8 pixels in `rows` of `columns`, each in a thin frame; places without a picture stay white."""

    def __init__(self, ax: Axes, rows: int, columns: int):
        super().__init__(ax)
        self.rows, self.columns = rows, columns
        ax.axis("off")

    def set_pictures(self, pictures: np.ndarray) -> None:
        """pictures (m, 64) from 0 to 1, m at most rows × columns."""
        colours = np.full((self.rows * STEP + 1, self.columns * STEP + 1, 3), 255.0)
        for k, picture in enumerate(pictures[: self.rows * self.columns]):
            top, left = (STEP * each for each in divmod(k, self.columns))
            colours[top : top + STEP + 1, left : left + STEP + 1] = rgb(FAINT)
            colours[top + 1 : top + STEP, left + 1 : left + STEP] = tone(picture.reshape(SIDE, SIDE), DEEP)
        self.set_colours(colours)


class Numbers:
    """Whole numbers at many places: ten artists, one for each digit, whatever the numbers are."""

    def __init__(self, ax: Axes, size: float, advance: float):
        """`size`: height of a digit in points; `advance`: from one digit to the next, in units of the axes."""
        self.advance = advance
        style = {"linestyle": "none", "color": INK, "markeredgewidth": 0, "markersize": size, "zorder": 3}
        self.digits = [ax.plot([], [], marker=f"${digit}$", clip_on=False, **style)[0] for digit in range(10)]

    def move(self, places: np.ndarray, numbers: np.ndarray) -> None:
        """places (m, 2) of the middle of each number, numbers (m,), none negative."""
        found = [[] for _ in self.digits]
        for (across, up), number in zip(places, numbers):
            written = str(int(number))
            left = across - self.advance * (len(written) - 1) / 2
            for k, digit in enumerate(written):
                found[int(digit)].append((left + k * self.advance, up))
        for line, points in zip(self.digits, found):
            line.set_data(np.reshape(points, (-1, 2)).T)


def _pixel_axes(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Axes at a place given in pixels of the figure at 100 dots an inch."""
    wide, high = 100 * figure.get_size_inches()
    return figure.add_axes([left / wide, bottom / high, width / wide, height / high])


def _title_above(figure: Figure, left: float, top: float) -> Text:
    """A title 8 pixels above what begins there."""
    wide, high = 100 * figure.get_size_inches()
    return figure.text(left / wide, (top + 8) / high, "", fontsize=STYLE["axes.titlesize"])


# one image -----------------------------------------------------------------------------------------------------------
PAGE, CELL, ROOM = 216, 20, 12  # pixels: side of the page, of a cell of the layers, room between two layers
GREEN = np.array(rgb(BACKWARD))
FELT = 0.15  # a δ that is smaller than this share of the largest one gets no sign


def answer_still(image: np.ndarray, answer: dict, says: str) -> Still:
    """image (64,); `answer` as the widget in the browser gets it."""
    rows = [-(-len(layer["q"]) // SIDE) for layer in answer["layers"]]
    tall = max(PAGE, sum(rows) * CELL + ROOM * max(0, len(rows) - 1))

    def draw(figure: Figure):
        top = tall + 12
        _put_cells(figure, 16, top, PAGE, tone(image.reshape(SIDE, SIDE), DEEP), "input: the page")
        below = top
        for i, (layer, count) in enumerate(zip(answer["layers"], rows)):
            shares = np.full(count * SIDE, np.nan)
            shares[: len(layer["q"])] = (np.array(layer["q"]) - layer["low"]) / (layer["high"] - layer["low"])
            title = answer["hidden"] if i == 0 else ""
            _put_cells(figure, 262, below, CELL * SIDE, tone(shares.reshape(count, SIDE), DEEP), title)
            below -= count * CELL + ROOM
        _put_bars(figure, 462, top, answer)
        delta = np.array(answer["delta"]).reshape(SIDE, SIDE)
        size = np.abs(delta) / max(np.abs(delta).max(), 1e-12)
        title = answer["help"].replace(" (+) ", " (+)\n")
        ax = _put_cells(figure, 626, top, CELL * SIDE, tone(0.6 * size, GREEN), title)
        for k, a in np.argwhere(size >= FELT):
            ax.text(a + 0.5, k + 0.5, "+" if delta[k, a] < 0 else "−", ha="center", va="center", weight="bold")

    return Still(says, draw, 8.2, (tall + 56) / 100)


def _put_cells(figure: Figure, left: float, top: float, width: float, colours: np.ndarray, title: str) -> Axes:
    """colours (rows, columns, 3) as cells in a thin grid; nan for places without one."""
    rows, columns, _ = colours.shape
    ax = _pixel_axes(figure, left, top - width * rows / columns, width, width * rows / columns)
    empty = np.isnan(colours)
    Blocks(ax).set_colours(np.where(empty, PAPER, colours))
    ax.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
    ax.set_title(title, linespacing=1.3)
    for k, a in np.argwhere(~empty[..., 0]):
        corners = np.array([[a, k], [a + 1, k], [a + 1, k + 1], [a, k + 1], [a, k]])
        ax.plot(*corners.T, color=FAINT, linewidth=0.8, clip_on=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def _put_bars(figure: Figure, left: float, top: float, answer: dict) -> None:
    """A bar for each output, the largest one in bold letters."""
    ax = _pixel_axes(figure, left, top - PAGE, 90, PAGE)
    ax.barh(range(10), answer["probabilities"], height=0.6, color=FORWARD)
    ax.set(xlim=(0, 1), ylim=(9.6, -0.6), xticks=[], yticks=range(10))
    ax.set_title("outputs: the probability\nof each digit", linespacing=1.3)
    ax.tick_params(length=0)
    for digit, label in enumerate(ax.get_yticklabels()):
        weight = "bold" if digit == answer["prediction"] else "normal"
        label.set_weight(weight)
        end, share = answer["probabilities"][digit], answer["shares"][digit]
        ax.text(end + 0.05, digit, share, va="center", weight=weight, color=INK)
