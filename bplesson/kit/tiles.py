"""Small pictures side by side, and many digits at once: both as one artist, since what moves has to be drawn fast."""

import numpy as np
from matplotlib.axes import Axes

from bplesson.kit.palette import FAINT, FORWARD, INK, WHITE, rgb
from bplesson.kit.pixels import PixelImage

SIDE = 8  # pixels of an image across and down
STEP = SIDE + 1  # from one picture to the next
PAPER, LINE, BLUE = (np.array(rgb(colour)) for colour in (WHITE, FAINT, FORWARD))
PALE = 0.72 * BLUE + 0.28 * PAPER  # as blue as dark letters on it allow
DEEP = 0.55 * BLUE  # for pictures without letters


def tone(values: np.ndarray, top: np.ndarray) -> np.ndarray:
    """values (...) from 0, white, to 1, the colour `top`, as colours (..., 3)."""
    return PAPER + np.clip(values, 0, 1)[..., None] * (top - PAPER)


class Blocks(PixelImage):
    """Fills its axes with blocks of one colour each."""

    def set_colours(self, colours: np.ndarray) -> None:
        """colours (rows, columns, 3), 0 … 255, row 0 on top."""
        rows, columns = self._device_pixels()
        down = (np.arange(rows)[::-1] * colours.shape[0]) // rows  # draw_image begins at the bottom
        across = (np.arange(columns) * colours.shape[1]) // columns
        self._picture = np.full((rows, columns, 4), 255, dtype=np.uint8)
        self._picture[..., :3] = colours.astype(np.uint8)[down][:, across]


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
            colours[top : top + STEP + 1, left : left + STEP + 1] = LINE
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
