"""A figure that is drawn fast: what has not changed since it was recorded is not recorded again."""

from collections.abc import Sequence

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.text import Text
from PIL import Image

from bplesson.kit.palette import STYLE
from bplesson.kit.pixels import PixelImage
from bplesson.kit.strokes import Recorder, packed


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
        self._still, self._kept = None, {}

    def parts(self) -> dict:
        """The picture as it is now for a browser to put together, from the bottom to the top.

        `still`: the strokes of what stands still; `images`: pictures of pixels; `strokes`: all else that moves.
        """
        self._forget()
        if self._still is None:
            with matplotlib.rc_context(STYLE):
                found = self._recorder.record(self.figure)
                cuts = self._cuts()
            size = self._recorder.get_canvas_width_height()
            self._still = {**packed(found), "size": [float(side) for side in size], "cuts": cuts}
        images, strokes = [], []
        for artist in self.animated:
            if artist not in self._kept:
                seen, pixels = artist.get_visible(), isinstance(artist, PixelImage)
                self._kept[artist] = [] if not seen else artist.parts() if pixels else self._recorder.record(artist)
                artist.stale = False
            (images if isinstance(artist, PixelImage) else strokes).extend(self._kept[artist])
        return {"still": self._still, "images": images, "strokes": packed(strokes)}

    def _cuts(self) -> list[float]:
        """Where the picture may be cut from top to bottom: between axes with all their words."""
        found, end = [], None
        for low, high in sorted(self._reach(ax) for ax in self.figure.axes if ax.get_visible()):
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

    def image(self) -> Image.Image:
        """The picture as it is now, painted here."""
        self._forget()
        canvas = self.figure.canvas
        with matplotlib.rc_context(STYLE):
            canvas.draw()
        for artist in self.animated:
            self.figure.draw_artist(artist)
        # X: the fourth byte of a pixel is left alone, which saves a copy
        return Image.frombuffer("RGBX", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX", 0, 1)

    def _forget(self) -> None:
        """Whatever is no longer as it was when it was recorded."""
        if self.figure.stale:
            self._still, self._kept = None, {}
        for artist in self.animated:
            if artist.stale:
                self._kept.pop(artist, None)


def _within(axis: Axis, tick: Tick) -> bool:
    low, high = sorted(axis.get_view_interval())
    return low <= tick.get_loc() <= high
