"""The figures of lesson 7, each named by the outline's number, and what they are drawn with."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from bplesson.checks.inputs import rows as checked_rows
from bplesson.data.digits import CLASSES, PIXELS, SIDE
from bplesson.engine.network import Network, single
from bplesson.engine.training import classes, confusion
from bplesson.errors import InputError, listed, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.palette import BETWEEN, FAINT, FORWARD, GRID, INK, LEVELS, MUTED, NEXT
from bplesson.kit.panels import decimal_ticks
from bplesson.kit.words import amount, percent, short

COLUMNS = 8  # of hidden nodes, or of wrong answers, in a row
GAP = 1.5  # between two images, in their pixels
ACROSS = 7.06  # inches, of a row of images
WORDS = 0.1, 0.155  # inches below an image: where there are words at all, and for each line of them
PAPER = LinearSegmentedColormap.from_list("paper", ["white", INK])  # from paper to ink
WEIGHTS = LinearSegmentedColormap.from_list("weights", ["white", BETWEEN, INK])  # 0 is in the middle
SHARES = LinearSegmentedColormap.from_list("shares", ["white", LEVELS[-1]])  # light enough for dark numbers


def figure_7_1(x, y, rows: int = 4) -> Still:
    """The first `rows` images of every digit among x (n, 64), y (n, 10), one digit a column."""
    x, y, rows = checked_rows("x", x, PIXELS), checked_rows("y", y, CLASSES), whole_number("rows", rows)
    label = y.argmax(axis=1)
    found = [np.flatnonzero(label == digit)[:rows] for digit in range(CLASSES)]
    if min(map(len, found)) < rows:
        raise InputError(f"rows: expected at most {min(map(len, found))}, the images of the rarest digit, got {rows}")
    images = x[np.transpose(found).ravel()]
    return Still(
        f"{len(images)} of {amount(len(x))} images of 8 × 8 pixels, from paper (white) to ink (black): {rows} of each"
        " digit, from 0 on the left to 9 on the right.",
        lambda figure: _draw_pictures(figure, images, CLASSES),
        height=inches(len(images), CLASSES) + 0.08,
    )


def figure_7_3(networks: Sequence[Network], x, y, x_test, y_test) -> Still:
    """Cost and right answers of networks[0], the start, and of the network after each epoch 1, 2, …"""
    networks = [single(each) for each in listed("networks", networks, "the networks of all epochs")]
    if len(networks) < 2:
        raise InputError(f"networks: expected the start and at least one epoch, got {len(networks)}")
    curves = [np.transpose([_judged(each, *images) for each in networks]) for images in ((x, y), (x_test, y_test))]
    costs, shares = zip(*curves)

    def draw(figure: Figure) -> None:
        _draw_curves(figure.add_axes([0.075, 0.16, 0.39, 0.72]), *costs, "cost", percent=False)
        _draw_curves(figure.add_axes([0.575, 0.16, 0.4, 0.72]), *shares, "right answers, in %", percent=True)

    summary = "; ".join(
        f"on the {name} images the cost falls from {short(cost[0])} to {short(cost[-1])}, and"
        f" {percent(share[1] / 100, 1)} of the answers are right after one epoch,"
        f" {percent(share[-1] / 100, 1)} at the end"
        for name, cost, share in zip(("training", "test"), costs, shares)
    )
    return Still(f"{len(networks) - 1} epochs: {summary}.", draw, height=3.3)


def _judged(network: Network, x, y) -> tuple[float, float]:
    """The cost, and the share of right answers in %, from one forward pass."""
    x, y = network.examples(x, y)
    forward = network.forward(x)
    said, label = forward.y_hat.argmax(axis=1), y.argmax(axis=1)
    return float(network.cost.value(forward.p[-1], forward.y_hat, y).mean()), 100 * float((said == label).mean())


def figure_7_4(network: Network) -> Still:
    """The weights into each node of the first hidden layer, and the digits that it speaks for and against most."""
    if len(single(network).weights) != 2 or (network.sizes[0], network.sizes[-1]) != (PIXELS, CLASSES):
        raise InputError(f"network: expected 64 inputs, one hidden layer and 10 outputs, got {network!r}")
    into, out_of = network.weights[0][:, :PIXELS], network.weights[1][:, : network.sizes[1]]
    largest = float(np.quantile(np.abs(into), 0.98))  # a few weights may be beyond the scale
    pro, contra = out_of.argmax(axis=0), out_of.argmin(axis=0)
    words = [f"+{a}  −{b}" for a, b in zip(pro, contra)]

    def draw(figure: Figure) -> None:
        _draw_pictures(figure, into, COLUMNS, words, WEIGHTS, -largest, largest)
        scale = figure.add_axes([0.34, 1 - 0.2 / figure.get_figheight(), 0.32, 0.12 / figure.get_figheight()])
        scale.imshow(np.linspace(0, 1, 101)[None], cmap=WEIGHTS, aspect="auto")
        scale.set(xticks=[0, 50, 100], xticklabels=[f"{short(-largest)} or less", "0", f"{short(largest)} or more"])
        scale.set(yticks=[], ylabel="weight  ")
        scale.yaxis.label.set(rotation=0, ha="right", va="center")

    summary = "; ".join(f"node {b} for {a}, against {c}" for b, (a, c) in enumerate(zip(pro, contra)))
    return Still(
        f"The weights into {len(into)} hidden nodes as images, from {short(-largest)} or less (white) over 0 (grey) to"
        f" {short(largest)} or more (black); below each the digit that it speaks for most, and the one that it speaks"
        f" against most: {summary}.",
        draw,
        height=inches(len(into), COLUMNS, 1) + 0.5,
    )


def figure_7_4_confusion(network: Network, x, y) -> Still:
    """How many of the images x (n, 64), y (n, 10) of each digit were taken for which digit."""
    table, (said, _) = confusion(network, x, y), classes(network, x, y)
    times = {1: "once", 2: "twice"}
    mistakes = [
        f"{row} taken for {column} {times.get(count, f'{count} times')}"
        for (row, column), count in np.ndenumerate(table)
        if count and row != column
    ]

    def draw(figure: Figure) -> None:
        _draw_confusion(figure.add_axes([0.12, 0.13, 0.85, 0.85]), table)

    none = int((said < 0).sum())  # of a network that has run away
    summary = ", ".join([*mistakes, *([f"{none} get no answer: ŷ is no number"] if none else [])]) or "no mistake"
    return Still(f"Of {len(said)} images {np.trace(table)} are taken for what they are; {summary}.", draw, 4.6, 4.6)


def figure_7_4_wrong(network: Network, x, y) -> Still:
    """The images among x (n, 64), y (n, 10) that get a wrong answer, the surest answer first; at most 16 of them."""
    if single(network).sizes[0] != PIXELS:
        raise InputError(f"network: expected {PIXELS} inputs, got {network!r}")
    said, label = classes(network, x, y)
    x, y = network.examples(x, y)
    y_hat = network.forward(x).y_hat
    if (said < 0).any():
        raise InputError(f"network: expected finite predictions, got {y_hat[said < 0][0][0]}: it has run away")
    wrong = np.flatnonzero(said != label)
    wrong = wrong[np.argsort(-y_hat[wrong, said[wrong]], kind="stable")]
    sure = [percent(y_hat[e, said[e]]) for e in wrong]
    shown = wrong[: 2 * COLUMNS]
    words = [f"says {said[e]} ({how})\nit is {label[e]}" for e, how in zip(shown, sure)]
    columns = min(COLUMNS, max(len(shown), 5))

    def draw(figure: Figure) -> None:
        if len(shown):
            _draw_pictures(figure, x[shown], columns, words)
        else:
            figure.text(0.5, 0.5, "no wrong answer", ha="center", va="center")

    summary = "; ".join(f"{said[e]} (sure of it to {how}) where it is {label[e]}" for e, how in zip(wrong, sure))
    return Still(
        f"{len(wrong)} of {len(x)} answers are wrong{f': {summary}' if summary else ''}.",
        draw,
        height=inches(max(1, len(shown)), columns, 2) + 0.08,
    )


# what they are drawn with --------------------------------------------------------------------------------------------
def inches(how_many: int, columns: int, lines: int = 0) -> float:
    """The height of so many images in rows of `columns`, with so many lines of words below each."""
    rows = -(-how_many // columns)
    return rows * (_inch(columns) * (SIDE + GAP) + _below(lines)) - _inch(columns) * GAP


def _inch(columns: int) -> float:
    """What a pixel of an image is in inches."""
    return ACROSS / (columns * (SIDE + GAP) - GAP)


def _below(lines: int) -> float:
    return WORDS[0] + lines * WORDS[1] if lines else 0.0


def _draw_pictures(
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
        extent = left, left + SIDE, top + SIDE, top
        image = picture.reshape(SIDE, SIDE)
        ax.imshow(image, cmap=colours, vmin=low, vmax=high, extent=extent, interpolation="nearest")
        edge = [left, left + SIDE, left + SIDE, left, left], [top, top, top + SIDE, top + SIDE, top]
        ax.plot(*edge, color=MUTED, linewidth=0.6, clip_on=False)
        if words:
            ax.text(left + SIDE / 2, top + SIDE + 0.5, words[k], ha="center", va="top", linespacing=1.15)
    ax.set(xlim=(0, across * columns - GAP), ylim=(down * rows - GAP, 0), aspect="equal")
    ax.axis("off")


def _draw_curves(ax: Axes, training: Sequence[float], test: Sequence[float], title: str, percent: bool) -> None:
    """A value of every epoch 0, 1, …, on the training images (blue, solid) and on the test images (dark, dashed)."""
    ax.plot(training, color=FORWARD, linewidth=2, label="training images")
    ax.plot(test, color=INK, linewidth=1.6, linestyle=NEXT, label="test images")
    ax.set(xlabel="epochs", title=title, xlim=(0, len(training) - 1))
    if percent:
        ax.set(ylim=(80, 100.4), yticks=range(80, 101, 5))
    else:
        ax.set_yscale("log")
        decimal_ticks(ax.yaxis)
    ax.grid(True, linewidth=0.8, color=GRID)
    ax.legend(loc="lower right" if percent else "upper right")


def _draw_confusion(ax: Axes, table: np.ndarray) -> None:
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
