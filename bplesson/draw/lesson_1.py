"""The figures of lesson 1, each named by the outline's number. `draw_…` puts one panel on given axes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.curves import curve as named_curve
from bplesson.curves import parabola
from bplesson.datasets import hubble
from bplesson.descent import Path, descend, descend_curve
from bplesson.draw.palette import BACKWARD, FAINT, FORWARD, INK, MISSING, MUTED, PATH
from bplesson.draw.panels import LandscapePanel
from bplesson.draw.scene import number
from bplesson.draw.still import Still
from bplesson.functions import Function
from bplesson.landscape import direction, landscape
from bplesson.network import Network

DASHED, DOTTED = (0, (5, 2.5)), (0, (1, 1.5))


def figure_1_2() -> Still:
    """The training loop: a random start, then four steps in a circle."""
    return Still(
        "The training loop. Start with random weights; then, round and round: 1 predict, 2 measure the deviation,"
        " 3 find the way down, 4 tweak the weights.",
        lambda figure: draw_loop(figure.add_axes([0, 0, 1, 1])),
        height=3.0,
    )


def draw_loop(ax: Axes) -> None:
    """Four boxes in a circle, and one box from which the circle is entered."""
    ax.set(xlim=(0, 720), ylim=(300, 0))
    ax.axis("off")
    boxes = {
        (110, 75): ("start", "random weights", MUTED, DOTTED),
        (345, 75): ("1  predict", "run the network on each input", FORWARD, "-"),
        (595, 75): ("2  measure", "how far off are the predictions?", INK, "-"),
        (595, 225): ("3  find the way down", "which way would the cost fall?", BACKWARD, DASHED),
        (345, 225): ("4  tweak", "move each weight a little that way", INK, "-"),
    }
    for (x, y), (name, what, colour, line) in boxes.items():
        ax.add_patch(
            FancyBboxPatch((x - 105, y - 30), 210, 60, boxstyle="round,pad=0,rounding_size=10", facecolor="white",
                           edgecolor=colour, linestyle=line, linewidth=1.8)
        )  # fmt: skip
        ax.text(x, y - 10, name, ha="center", va="center", weight="bold", color=colour)
        ax.text(x, y + 12, what, ha="center", va="center", size=9.2)
    corners = list(boxes)
    sideways = [(corners[0], corners[1], 1), (corners[1], corners[2], 1), (corners[3], corners[4], -1)]
    arrows = [((x + 107 * side, y), (to - 107 * side, y)) for (x, y), (to, _), side in sideways]
    arrows += [((595, 107), (595, 193)), ((345, 193), (345, 107))]
    for start, end in arrows:
        ax.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=14, color=INK, linewidth=1.5,
                                     shrinkA=0, shrinkB=0))  # fmt: skip
    ax.text(470, 150, "again and again, until the\ncost no longer falls", ha="center", va="center", color=MUTED)
