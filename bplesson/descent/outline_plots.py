"""Short words that change with every move, as outlines: drawn in less time than changed texts take."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from bplesson.kit.glyphs import SCALE, outline
from bplesson.kit.palette import INK

TYPEFACE = FontProperties(family="DejaVu Sans")
SIZE = 13.9  # pixels at 100 dots an inch, which are 10 points
ALIGNED = {"left": 0.0, "center": 0.5, "right": 1.0}
Word = tuple[str, float, float, str]  # what it says, at which x and y, how it is aligned there


class Outlines:
    """Words at points of `ax`, all of them one artist."""

    def __init__(self, ax: Axes, zorder: float = 6):
        self.ax = ax
        self.patch = PathPatch(Path(np.zeros((1, 2))), facecolor=INK, linewidth=0, zorder=zorder)
        ax.add_patch(self.patch)
        box = ax.get_position()
        self._size = 100 * ax.figure.get_size_inches() * (box.width, box.height)

    def show(self, words: list[Word]) -> None:
        """These words instead of those before, each with its middle at the height y."""
        spread = np.diff([self.ax.get_xlim(), self.ax.get_ylim()])[:, 0]
        pixel = spread / self._size
        vertices, codes = [np.zeros((0, 2))], [np.zeros(0, Path.code_type)]
        for text, x, y, align in words:
            word = outline(text, TYPEFACE)
            corners = word.vertices * SIZE / SCALE
            vertices.append((x, y) + (corners - (ALIGNED[align] * corners[:, 0].max(), 0.36 * SIZE)) * pixel)
            codes.append(word.codes)
        self.patch.set(path=Path(np.concatenate(vertices), np.concatenate(codes)))
