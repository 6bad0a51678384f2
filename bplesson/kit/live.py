"""A figure that is drawn fast: what has not changed since it was recorded is not recorded again."""

from collections.abc import Sequence

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from bplesson.kit.palette import STYLE
from bplesson.kit.pixels import PixelImage
from bplesson.kit.strokes import Recorder, look_of, packed, paint


class Live:
    """The artists `animated` of `figure` change often; the others are recorded again only if one of them has changed.

    Matplotlib itself knows when that is: it calls the figure stale for a change of any artist that is not animated, and
    an animated one for a change of its own. Pictures of pixels lie below lines and words.
    """

    def __init__(self, figure: Figure, animated: Sequence[Artist]):
        self.figure = figure
        self.animated = sorted(animated, key=lambda artist: artist.get_zorder())
        for artist in self.animated:
            artist.set(animated=True, in_layout=False)  # left out of an ordinary draw, and of the room that axes take
        self._recorder = Recorder(figure)
        self._still, self._kept, self._lines = None, {}, {}

    def parts(self) -> dict:
        """The picture as it is now for a browser to put together, from the bottom to the top.

        `still`: the strokes of what stands still; `images`: pictures of pixels; `strokes`: all else that moves.
        """
        self._record()
        return {"still": self._still, "images": self._moving(True), "strokes": packed(self._moving(False))}

    def image(self) -> Image.Image:
        """The same picture, painted here."""
        self._record()
        width, height = self._recorder.get_canvas_width_height()
        canvas = RendererAgg(width, height, 72)
        paint(canvas, self._standing)
        for artist in self.animated:
            if isinstance(artist, PixelImage):
                artist.draw(canvas)
        paint(canvas, self._moving(False))
        return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")

    def _record(self) -> None:
        """Whatever is no longer as it was when it was recorded."""
        if self.figure.stale:
            self._still, self._kept, self._lines = None, {}, {}
        if self._still is None:
            with matplotlib.rc_context(STYLE):
                self._standing = self._recorder.record(self.figure)
                cuts = self._cuts()
            size = [float(side) for side in self._recorder.get_canvas_width_height()]
            self._still = {**packed(self._standing), "size": size, "cuts": cuts}
        for artist in self.animated:
            if artist.stale or artist not in self._kept:
                self._kept[artist] = self._recorded(artist) if artist.get_visible() else []
                artist.stale = False

    def _recorded(self, artist: Artist) -> list:
        """What it draws. Of a line that looks as it did only the numbers are looked at, in a quarter of the time."""
        if isinstance(artist, PixelImage):
            return artist.parts()
        if not isinstance(artist, Line2D):
            return self._recorder.record(artist)
        look, (before, strokes) = look_of(artist), self._lines.get(artist, (None, []))
        found = self._recorder.moved(artist, strokes) if look == before else None
        if found is None:
            found = self._recorder.record(artist)
            self._lines[artist] = look, found
        return found

    def _moving(self, pixels: bool) -> list:
        """What is kept of the artists that are pictures of pixels, or of all the others."""
        return [
            each for artist in self.animated if isinstance(artist, PixelImage) == pixels for each in self._kept[artist]
        ]

    def _cuts(self) -> list[float]:
        """Where the picture may be cut from top to bottom: between axes, and through no words."""
        found, end = [], None
        apart = [self._reach(ax) for ax in self.figure.axes if ax.get_visible()]
        apart += [text.get_window_extent(self._recorder).intervalx for text in self.figure.texts if text.get_text()]
        for low, high in sorted(map(tuple, apart)):
            if end is not None and low > end:
                found.append(round(low + end) / 2)
            end = high if end is None else max(end, high)
        return found

    def _reach(self, ax: Axes) -> tuple[float, float]:
        """How far axes that have just been recorded reach to the left and to the right, with all their words."""
        ticks = [tick.label1 for axis in (ax.xaxis, ax.yaxis) for tick in axis.majorTicks if _within(axis, tick)]
        words = [ax.xaxis.label, ax.yaxis.label, ax.yaxis.get_offset_text(), *ticks]
        words += [each for each in ax.get_children() if isinstance(each, Text | Legend) and each.get_in_layout()]
        boxes = [ax.bbox, *(each.get_window_extent(self._recorder) for each in words if each.get_visible())]
        seen = [box for box in boxes if box.width]
        return min(box.x0 for box in seen), max(box.x1 for box in seen)


def _within(axis: Axis, tick: Tick) -> bool:
    low, high = sorted(axis.get_view_interval())
    return low <= tick.get_loc() <= high
