"""The panels of lesson 7: images of 8 × 8 pixels in rows, curves over the epochs, and a confusion matrix."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator

from bplesson.kit.palette import BETWEEN, FAINT, FORWARD, GRID, INK, LEVELS, MUTED, NEXT
from bplesson.kit.words import tick

SIDE = 8  # pixels of an image across and down
GAP = 1.5  # between two images, in their pixels
ACROSS = 7.06  # inches, of a row of images
WORDS = 0.1, 0.155  # inches below an image: where there are words at all, and for each line of them
PAPER = LinearSegmentedColormap.from_list("paper", ["white", INK])  # from paper to ink
WEIGHTS = LinearSegmentedColormap.from_list("weights", ["white", BETWEEN, INK])  # 0 is in the middle
SHARES = LinearSegmentedColormap.from_list("shares", ["white", LEVELS[-1]])  # light enough for dark numbers


def inches(how_many: int, columns: int, lines: int = 0) -> float:
    """The height of so many images in rows of `columns`, with so many lines of words below each."""
    rows = -(-how_many // columns)
    return rows * (_inch(columns) * (SIDE + GAP) + _below(lines)) - _inch(columns) * GAP


def _inch(columns: int) -> float:
    """What a pixel of an image is in inches."""
    return ACROSS / (columns * (SIDE + GAP) - GAP)


def _below(lines: int) -> float:
    return WORDS[0] + lines * WORDS[1] if lines else 0.0


def draw_pictures(
    figure: Figure, pictures: np.ndarray, columns: int, words: Sequence[str] = (), colours=PAPER, low=0.0, high=1.0
) -> None:
    """pictures (m, 64) from the bottom of the figure up, in rows of `columns`, with some `words` below each."""
    lines = 1 + words[0].count("\n") if words else 0
    across, down = SIDE + GAP, SIDE + GAP + _below(lines) / _inch(columns)
    width, height = figure.get_size_inches()
    high_up = inches(len(pictures), columns, lines)
    ax = figure.add_axes([(1 - ACROSS / width) / 2, 0.04 / height, ACROSS / width, high_up / height])
    rows = -(-len(pictures) // columns)
    for k, picture in enumerate(pictures):
        left, top = across * (k % columns), down * (k // columns)
        ax.imshow(picture.reshape(SIDE, SIDE), extent=(left, left + SIDE, top + SIDE, top), cmap=colours, vmin=low,
                  vmax=high, interpolation="nearest")  # fmt: skip
        edge = [left, left + SIDE, left + SIDE, left, left], [top, top, top + SIDE, top + SIDE, top]
        ax.plot(*edge, color=MUTED, linewidth=0.6, clip_on=False)
        if words:
            ax.text(left + SIDE / 2, top + SIDE + 0.5, words[k], ha="center", va="top", fontsize=9, linespacing=1.15)
    ax.set(xlim=(0, across * columns - GAP), ylim=(down * rows - GAP, 0), aspect="equal")
    ax.axis("off")


def draw_curves(ax: Axes, training: Sequence[float], test: Sequence[float], title: str, percent: bool) -> None:
    """A value of every epoch 0, 1, …, on the training images (blue, solid) and on the test images (dark, dashed)."""
    ax.plot(training, color=FORWARD, linewidth=2, label="training images")
    ax.plot(test, color=INK, linewidth=1.6, linestyle=NEXT, label="test images")
    ax.set(xlabel="epochs", title=title, xlim=(0, len(training) - 1))
    if percent:
        ax.set(ylim=(80, 100.4), yticks=range(80, 101, 5))
    else:
        ax.set_yscale("log")
        ax.yaxis.set_minor_locator(NullLocator())
        ax.yaxis.set_major_formatter(tick)
    ax.grid(True, linewidth=0.8, color=GRID)
    ax.legend(loc="lower right" if percent else "upper right")


def draw_confusion(ax: Axes, table: np.ndarray) -> None:
    """table[is, said]: a number in every cell that is not 0, the mistakes bold; the bluer, the larger the share."""
    d = len(table)
    share = table / np.maximum(1, table.sum(axis=1, keepdims=True))
    ax.imshow(np.sqrt(share), cmap=SHARES, vmin=0, vmax=1, interpolation="nearest")
    for (row, column), count in np.ndenumerate(table):
        if count:
            ax.text(column, row, str(count), ha="center", va="center", weight="normal" if row == column else "bold")
    for edge in np.arange(0.5, d - 1):
        ax.axhline(edge, color=FAINT, linewidth=0.8)
        ax.axvline(edge, color=FAINT, linewidth=0.8)
    ax.set(xticks=range(d), yticks=range(d), xlabel="what the network says", ylabel="what it is")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(True)
