"""Short words that change with every move, as outlines: drawn in a tenth of the time that a changed text takes."""

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

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
            outline, its_codes, width = outlined(text)
            vertices.append((x, y) + (outline - (ALIGNED[align] * width, 0.36 * SIZE)) * pixel)
            codes.append(its_codes)
        self.patch.set(path=Path(np.concatenate(vertices), np.concatenate(codes)))


def outlined(text: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Corners (m, 2) and codes of the text, from the left end of its line, and its width: all in pixels."""
    letters, at = [_letter(each) for each in text], 0.0
    vertices = []
    for corners, _, width in letters:
        vertices.append(corners + (at, 0.0))
        at += width
    return np.concatenate(vertices), np.concatenate([codes for _, codes, _ in letters]), at


@cache
def _letter(letter: str) -> tuple[np.ndarray, np.ndarray, float]:
    corners, codes = text_to_path.get_text_path(TYPEFACE, letter)  # none of a space
    width = text_to_path.get_text_width_height_descent(letter, TYPEFACE, False)[0] * SIZE / TYPEFACE.get_size()
    scaled = np.reshape(corners, (-1, 2)) * SIZE / text_to_path.FONT_SCALE
    return scaled, np.array(codes, Path.code_type), width
