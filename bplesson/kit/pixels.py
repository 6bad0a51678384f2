"""A cost landscape as shades of grey with contour lines: from one line to the next the cost doubles."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from bplesson.kit.palette import CONTOUR, HIGH, WHITE, rgb

FLOOR = 2.0**-10  # costs below about 0.001 are all drawn white
DOUBLINGS = 16
HIGHEST = FLOOR * 2.0 ** (DOUBLINGS + 1)  # beyond it all is one shade
LOW, DARKEST, LINE = (np.array(rgb(colour)) for colour in (WHITE, HIGH, CONTOUR))


def shade(cost: np.ndarray) -> np.ndarray:
    """cost (rows, columns), any size, to pixels (rows, columns, 4): white is low; non-finite costs count as high."""
    with np.errstate(invalid="ignore"):
        level = np.log2(np.clip(cost, FLOOR, HIGHEST).astype(np.float32) / np.float32(FLOOR))
    level = np.where(np.isfinite(level), np.minimum(level, DOUBLINGS), np.float32(DOUBLINGS))
    band = np.floor(level)
    step = np.zeros_like(level)  # how much the level changes from a pixel to the next one
    step[:, :-1] = np.abs(np.diff(level, axis=1))
    step[:-1] += np.abs(np.diff(level, axis=0))
    nearest = np.abs(level - np.rint(level))
    line = np.clip(1.0 - nearest / np.maximum(step, 1e-6), 0.0, 0.8) * (level > 0) * (level < DOUBLINGS)
    line *= step > 0  # a plain is no line, even where its cost is that of one
    paint = (band * len(_PAINT[0]) + np.rint(line * (len(_PAINT[0]) - 1))).astype(np.intp)
    return _PAINT.take(paint).view(np.uint8).reshape(*cost.shape, 4)


def _paint() -> np.ndarray:
    """One pixel, its four bytes as one number, for every band and every strength of a line, (17, 256)."""
    tone = LOW + np.linspace(0, 1, DOUBLINGS + 1)[:, None, None] ** 0.8 * (DARKEST - LOW)
    pixels = np.full((DOUBLINGS + 1, 256, 4), 255, dtype=np.uint8)
    pixels[..., :3] = tone + np.linspace(0, 1, 256)[:, None] * (LINE - tone)
    return pixels.view(np.uint32)[..., 0]


_PAINT = _paint()  # to look a colour up is faster than to mix it


class PixelImage(Artist):
    """Fills its axes with the shaded cost, pixel by pixel, without resampling."""

    def __init__(self, ax: Axes):
        super().__init__()
        self._picture = None
        self.set_zorder(0.5)
        ax.add_artist(self)

    def pixels(self) -> tuple[int, int]:
        """(rows, columns) of costs that fill the axes: one for each pixel at 100 dots an inch."""
        rows, columns = self._device_pixels()
        ratio = self.axes.figure.dpi / 100
        return round(rows / ratio), round(columns / ratio)

    def _device_pixels(self) -> tuple[int, int]:
        box = self.axes.bbox
        return max(2, round(box.height)), max(2, round(box.width))

    def set_cost(self, cost: np.ndarray) -> None:
        """cost (rows, columns), row 0 at the bottom; any size, best that of `pixels`."""
        rows, columns = self._device_pixels()
        if cost.shape == (rows, columns):
            self._picture = shade(cost)
            return
        upwards = np.linspace(0, cost.shape[0] - 1, rows).round().astype(int)  # draw_image too begins at the bottom
        across = np.linspace(0, cost.shape[1] - 1, columns).round().astype(int)
        self._picture = shade(cost)[upwards][:, across]

    def draw(self, renderer) -> None:
        if self._picture is None or not self.get_visible():
            return
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(self.axes.bbox.x0), round(self.axes.bbox.y0), self._picture)
        gc.restore()
