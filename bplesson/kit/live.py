"""A figure that is drawn fast: what has not changed since it was recorded is not recorded again."""

from collections.abc import Sequence

import matplotlib
from matplotlib.artist import Artist
from matplotlib.figure import Figure
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
            artist.set_animated(True)  # left out of an ordinary draw
        self._recorder = Recorder(figure)
        self._still, self._kept = None, {}

    def parts(self) -> dict:
        """The picture as it is now for a browser to put together, from the bottom to the top.

        `still`: the strokes of what stands still; `images`: pictures of pixels; `strokes`: all else that moves.
        """
        self._forget()
        if self._still is None:
            with matplotlib.rc_context(STYLE):
                self._still = packed(self._recorder.record(self.figure))
        images, strokes = [], []
        for artist in self.animated:
            if artist not in self._kept:
                seen, pixels = artist.get_visible(), isinstance(artist, PixelImage)
                self._kept[artist] = [] if not seen else artist.parts() if pixels else self._recorder.record(artist)
                artist.stale = False
            (images if isinstance(artist, PixelImage) else strokes).extend(self._kept[artist])
        width, height = self._recorder.get_canvas_width_height()
        return {"still": {**self._still, "size": [width, height]}, "images": images, "strokes": packed(strokes)}

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
