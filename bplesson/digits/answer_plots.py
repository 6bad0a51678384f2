"""What a network makes of one image, as a still picture: the page, the hidden nodes, the outputs, δ at the input."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.digits.panels_plots import pixel_axes
from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, FAINT, FORWARD, INK, rgb
from bplesson.kit.tiles import DEEP, PAPER, SIDE, Blocks, tone

PAGE, CELL, ROOM = 216, 20, 12  # pixels: side of the page, of a cell of the layers, room between two layers
GREEN = np.array(rgb(BACKWARD))
FELT = 0.15  # a δ that is smaller than this share of the largest one gets no sign


def answer_still(image: np.ndarray, answer: dict, says: str) -> Still:
    """image (64,); `answer` as the widget in the browser gets it."""
    rows = [-(-len(layer["q"]) // SIDE) for layer in answer["layers"]]
    tall = max(PAGE, sum(rows) * CELL + ROOM * max(0, len(rows) - 1))

    def draw(figure: Figure):
        top = tall + 12
        put_cells(figure, 16, top, PAGE, tone(image.reshape(SIDE, SIDE), DEEP), "input: the page")
        below = top
        for i, (layer, count) in enumerate(zip(answer["layers"], rows)):
            shares = np.full(count * SIDE, np.nan)
            shares[: len(layer["q"])] = (np.array(layer["q"]) - layer["low"]) / (layer["high"] - layer["low"])
            title = answer["hidden"] if i == 0 else ""
            put_cells(figure, 262, below, CELL * SIDE, tone(shares.reshape(count, SIDE), DEEP), title)
            below -= count * CELL + ROOM
        put_bars(figure, 462, top, answer)
        delta = np.array(answer["delta"]).reshape(SIDE, SIDE)
        size = np.abs(delta) / max(np.abs(delta).max(), 1e-12)
        title = answer["help"].replace(" (+) ", " (+)\n")
        ax = put_cells(figure, 626, top, CELL * SIDE, tone(0.6 * size, GREEN), title)
        for k, a in np.argwhere(size >= FELT):
            ax.text(a + 0.5, k + 0.5, "+" if delta[k, a] < 0 else "−", ha="center", va="center", weight="bold")

    return Still(says, draw, 8.2, (tall + 56) / 100)


def put_cells(figure: Figure, left: float, top: float, width: float, colours: np.ndarray, title: str) -> Axes:
    """colours (rows, columns, 3) as cells in a thin grid; nan for places without one."""
    rows, columns, _ = colours.shape
    ax = pixel_axes(figure, left, top - width * rows / columns, width, width * rows / columns)
    empty = np.isnan(colours)
    Blocks(ax).set_colours(np.where(empty, PAPER, colours))
    ax.set(xlim=(0, columns), ylim=(rows, 0), xticks=[], yticks=[])
    ax.set_title(title, fontsize=9.5, linespacing=1.3)
    for k, a in np.argwhere(~empty[..., 0]):
        corners = np.array([[a, k], [a + 1, k], [a + 1, k + 1], [a, k + 1], [a, k]])
        ax.plot(*corners.T, color=FAINT, linewidth=0.8, clip_on=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def put_bars(figure: Figure, left: float, top: float, answer: dict) -> None:
    """A bar for each output, the largest one in bold letters."""
    ax = pixel_axes(figure, left, top - PAGE, 90, PAGE)
    ax.barh(range(10), answer["probabilities"], height=0.6, color=FORWARD)
    ax.set(xlim=(0, 1), ylim=(9.6, -0.6), xticks=[], yticks=range(10))
    ax.set_title("outputs: the probability\nof each digit", fontsize=9.5, linespacing=1.3)
    ax.tick_params(length=0)
    for digit, label in enumerate(ax.get_yticklabels()):
        weight = "bold" if digit == answer["prediction"] else "normal"
        label.set_weight(weight)
        ax.text(answer["probabilities"][digit] + 0.05, digit, answer["shares"][digit], va="center", fontsize=9,
                weight=weight, color=INK)  # fmt: skip
