"""Pictures that fill their axes pixel by pixel: a cost landscape, values as shades of blue, blocks of one colour."""

from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from PIL import Image

from bplesson.kit.axis import round_step
from bplesson.kit.palette import CONTOUR, FORWARD, HIGH, INK, MUTED, WHITE, rgb

FLOOR = 2.0**-10  # costs below about 0.001 are all drawn white
DOUBLINGS = 16
HIGHEST = FLOOR * 2.0 ** (DOUBLINGS + 1)  # beyond it all is one shade
PAPER, DARKEST, LINE, BLUE = (np.array(rgb(colour)) for colour in (WHITE, HIGH, CONTOUR, FORWARD))
PALE = 0.72 * BLUE + 0.28 * PAPER  # as blue as dark letters on it allow
DEEP = 0.55 * BLUE  # for pictures without letters
DARK = np.array(rgb(INK))
STRENGTHS = 15  # of a line on a landscape
TONES, EDGES = 63, 4  # of a picture of values, and strengths of the line on it
FRAME = 255  # the colour of a frame around values


FEWEST = 3  # lines that are to be seen
LINES = 8  # that there are about, where each adds as much to the cost
HEADROOM = 2  # doublings above what is usual on a map
ROUNDING = 1e-12  # of a cost


@dataclass(frozen=True)
class Levels:
    """The costs of the lines on a landscape: from `lowest` up each doubles it or, with a `step`, adds that much."""

    lowest: float = FLOOR
    step: float = 0.0

    def of(self, cost: np.ndarray) -> np.ndarray:
        """How many lines lie below each cost, with fractions; 0 below all lines."""
        with np.errstate(invalid="ignore", over="ignore"):
            if self.step:
                return ((cost - self.lowest) / self.step).clip(0, DOUBLINGS + 1).astype(np.float32)
            return np.log2((cost / self.lowest).astype(np.float32).clip(1, 2.0 ** (DOUBLINGS + 1)))

    def tell(self, low: float, middle: float, high: float) -> bool:
        """Whether some lines lie between costs that are low and high for a map, and its middle one is not off them."""
        below, here, above = self.of(np.array([low, middle, high]))
        enough = np.floor(min(above, DOUBLINGS)) - np.floor(below) >= FEWEST
        within = not self.step or low >= self.lowest - self.step
        return bool(enough and within and 0 < here < DOUBLINGS)


DOUBLING, LEVEL = Levels(), Levels(0.0, np.inf)  # the usual ones, and none at all


def levels(cost: np.ndarray, before: Levels = DOUBLING) -> Levels:
    """Levels that tell something of the costs (rows, columns): those of `before` if they do, or else the usual ones.

    Where neither do, there are doublings elsewhere; steps, where the cost is not doubled three times; LEVEL where it is
    the same all over but for rounding.
    """
    some = cost[::7, ::7]
    some = some[np.isfinite(some)]
    if not some.size or np.ptp(some) <= ROUNDING * np.abs(some).max():
        return LEVEL
    low, middle, high = np.quantile(some, (0.05, 0.5, 0.95)).tolist()
    for each in (before, DOUBLING):
        if each.step < np.inf and each.tell(low, middle, high):
            return each
    if high > 0 and -high < low <= high / 2**FEWEST:
        return Levels(2.0 ** (np.ceil(np.log2(high)) + HEADROOM - DOUBLINGS))
    lowest = float(some.min())
    step = round_step(((high if high > lowest else float(some.max())) - lowest) / LINES)
    return Levels(float(np.floor(lowest / step) * step), step)


def shade(cost: np.ndarray, levels: Levels = DOUBLING) -> np.ndarray:
    """cost (rows, columns), any size, to numbers of colours in COSTS: white is low; non-finite costs count as high."""
    level = levels.of(cost)
    level = np.fmin(level, DOUBLINGS, out=level)  # also for what is no number
    band = np.floor(level)
    step = np.zeros_like(level)  # how much the level changes from a pixel to the next one
    step[:, :-1] = np.abs(np.diff(level, axis=1))
    step[:-1] += np.abs(np.diff(level, axis=0))
    nearest = np.abs(level - np.rint(level))
    line = np.clip(1.0 - nearest / np.maximum(step, 1e-6), 0.0, 0.8)
    line[(level <= 0) | (level >= DOUBLINGS) | (step <= 0)] = (
        0  # a plain is no line, even where its cost is that of one
    )
    return (band * STRENGTHS + np.rint(line * (STRENGTHS - 1))).astype(np.uint8)


def _table(tones: np.ndarray, strengths: int, line: np.ndarray) -> np.ndarray:
    """A colour (4,) for every tone (n, 3) and every strength of a line on it: (256, 4), the last ones unused."""
    colours = tones[:, None] + np.linspace(0, 1, strengths)[:, None] * (line - tones[:, None])
    table = np.full((256, 4), 255, dtype=np.uint8)
    table[: len(tones) * strengths, :3] = colours.reshape(-1, 3)
    return table


COSTS = _table(PAPER + np.linspace(0, 1, DOUBLINGS + 1)[:, None] ** 0.8 * (DARKEST - PAPER), STRENGTHS, LINE)
VALUES = _table(PAPER + np.linspace(0, 1, TONES)[:, None] * (PALE - PAPER), EDGES, DARK)
VALUES[FRAME] = *rgb(MUTED), 255


class PixelImage(Artist):
    """Fills its axes with the shaded cost, pixel by pixel."""

    table = COSTS  # colours (256, 4) that its pixels are numbers of; None where they are colours themselves

    def __init__(self, ax: Axes):
        super().__init__()
        self._picture = None
        self.set_zorder(0.5)
        ax.add_artist(self)

    def pixels(self) -> tuple[int, int]:
        """(rows, columns) of costs that fill the axes."""
        box = self.axes.bbox
        return max(2, round(box.height)), max(2, round(box.width))

    def set_cost(self, cost: np.ndarray, levels: Levels = DOUBLING) -> None:
        """cost (rows, columns), row 0 at the bottom; any size, best that of `pixels`."""
        self._put(_spread(shade(cost, levels), *self.pixels()))

    def _put(self, picture: np.ndarray) -> None:
        self._picture, self.stale = picture, True

    def parts(self) -> list[dict]:
        """The picture for a browser, which makes it as large as the axes: nothing before there is one."""
        if self._picture is None:
            return []
        (rows, columns), (x, y, width, height) = self._picture.shape[:2], map(round, self.axes.bbox.bounds)
        colours = b"" if self.table is None else self.table.tobytes()
        own = {"rows": rows, "columns": columns, "pixels": self._picture.tobytes(), "colours": colours}
        return [{"x": x, "y": y, "width": width, "height": height, **own}]

    def draw(self, renderer) -> None:
        if self._picture is None or not self.get_visible():
            return
        box = self.axes.bbox
        picture = _spread(self._picture, round(box.height), round(box.width))
        gc = renderer.new_gc()
        renderer.draw_image(gc, round(box.x0), round(box.y0), picture if self.table is None else self.table[picture])
        gc.restore()
        self.stale = False


def _spread(picture: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """The same picture with so many rows and columns: each of its own pixels is a block of them."""
    if picture.shape[:2] == (rows, columns):
        return picture
    down, across = ((np.arange(want) * have) // want for have, want in zip(picture.shape, (rows, columns)))
    return picture[down][:, across]


class Shades(PixelImage):
    """Fills its axes with values from white (low) to blue (high), and draws a line where others cross a level."""

    table = VALUES

    def set_values(self, values: np.ndarray, low: float, high: float, crossing: np.ndarray, level: float) -> None:
        """values, crossing: (rows, columns), row 0 at the bottom; any size, what lies between is interpolated."""
        rows, columns = self.pixels()
        span = max(high - low, 1e-12)
        large = _resized(values, rows, columns)
        tone = np.clip((large - low) * ((TONES - 1) / span), 0, TONES - 1).round()
        crossing = (large if crossing is values else _resized(crossing, rows, columns)) - level
        step = np.full_like(crossing, 1e-12)
        step[:, :-1] += np.abs(np.diff(crossing, axis=1))
        step[:-1] += np.abs(np.diff(crossing, axis=0))
        line = np.clip(1.6 - np.abs(crossing) / step, 0, 1) * (step > 1e-9)  # about three pixels wide
        picture = (tone * EDGES + np.rint(line * (EDGES - 1))).astype(np.uint8)
        for edge in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
            picture[edge] = FRAME
        self._put(picture)


def _resized(values: np.ndarray, rows: int, columns: int) -> np.ndarray:
    finite = np.nan_to_num(values, nan=0.0, posinf=1e30, neginf=-1e30).clip(-1e30, 1e30).astype(np.float32)
    return np.asarray(Image.fromarray(finite).resize((columns, rows), Image.Resampling.BILINEAR))


def tone(values: np.ndarray, top: np.ndarray) -> np.ndarray:
    """values (...) from 0, white, to 1, the colour `top`, as colours (..., 3)."""
    return PAPER + np.clip(values, 0, 1)[..., None] * (top - PAPER)


class Blocks(PixelImage):
    """Fills its axes with blocks of one colour each."""

    table = None

    def set_colours(self, colours: np.ndarray) -> None:
        """colours (rows, columns, 3), 0 … 255, row 0 on top."""
        picture = np.full((*colours.shape[:2], 4), 255, dtype=np.uint8)
        picture[..., :3] = colours[::-1]  # from the bottom
        self._put(picture)
