"""A figure that is drawn fast: what stands still is drawn once and kept, what moves is drawn on top of it."""

import io
from collections.abc import Sequence

import matplotlib
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from PIL import Image

from bplesson.kit.palette import STYLE
from bplesson.kit.pixels import PixelImage
from bplesson.kit.strokes import Recorder, packed


class Live:
    """The artists `animated` of `figure` change often; all others are drawn again only after one of them has changed.

    Matplotlib itself knows when that is: it calls the figure stale for a change of any artist that is not animated, and
    an animated one for a change of its own. Pictures of pixels lie below lines and words.
    """

    def __init__(self, figure: Figure, animated: Sequence[Artist]):
        self.figure = figure
        self.animated = sorted(animated, key=lambda artist: artist.get_zorder())
        for artist in self.animated:
            artist.set_animated(True)  # left out of an ordinary draw
        self._recorder = Recorder(figure)
        self._background, self._frame, self._kept = None, b"", {}

    @property
    def pixel_ratio(self) -> float:
        """Pixels of the picture for one at 100 dots an inch."""
        return self.figure.dpi / 100

    def image(self) -> Image.Image:
        """The picture as it is now."""
        self._forget()
        canvas = self.figure.canvas
        canvas.restore_region(self._background)
        for artist in self.animated:
            self.figure.draw_artist(artist)
        return self._pixels()

    def parts(self) -> dict:
        """The picture as it is now for a browser to put together, from the bottom to the top.

        `frame`: what stands still, as a JPEG, a tenth of the time of a PNG, and at this quality no difference to the
        eye; `images`: pictures of pixels; `strokes`: all else that moves.
        """
        self._forget()
        if not self._frame:
            self.figure.canvas.restore_region(self._background)
            out = io.BytesIO()
            self._pixels().save(out, format="JPEG", quality=94, subsampling=0)
            self._frame = out.getvalue()
        images, strokes = [], []
        for artist in self.animated:
            if artist not in self._kept:
                seen, pixels = artist.get_visible(), isinstance(artist, PixelImage)
                self._kept[artist] = [] if not seen else artist.parts() if pixels else self._recorder.record(artist)
                artist.stale = False
            (images if isinstance(artist, PixelImage) else strokes).extend(self._kept[artist])
        return {"frame": self._frame, "images": images, "strokes": packed(strokes)}

    def _forget(self) -> None:
        """Whatever is no longer as it was when it was drawn; the background is drawn again where it is needed."""
        canvas = self.figure.canvas
        if self._background is None or self.figure.stale:
            with matplotlib.rc_context(STYLE):
                canvas.draw()
            self._background, self._frame, self._kept = canvas.copy_from_bbox(self.figure.bbox), b"", {}
        for artist in self.animated:
            if artist.stale:
                self._kept.pop(artist, None)

    def _pixels(self) -> Image.Image:
        canvas = self.figure.canvas
        # X: the fourth byte of a pixel is left alone, which saves a copy
        return Image.frombuffer("RGBX", canvas.get_width_height(), canvas.buffer_rgba(), "raw", "RGBX", 0, 1)
