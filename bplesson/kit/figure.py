"""A finished figure: what a notebook shows and keeps, with one line of text that says what is to be seen."""

import io
from collections.abc import Callable
from itertools import combinations

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image, PngImagePlugin

from bplesson.errors import InputError, file_name, shown
from bplesson.kit.palette import STYLE

DPI = 100
SMALLEST = 3.5  # points: smaller words cannot be read


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of that many inches in the lessons' style, known to nothing but its caller."""
    figure = Figure(figsize=(width, height), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def write(path, data: bytes) -> None:
    """Put `data` into the file of that name; one sentence says why where it cannot be written."""
    name = file_name(path)
    try:
        name.write_bytes(data)
    except (OSError, ValueError) as problem:  # no such folder, no room, no right; a name that no file can have
        why = getattr(problem, "strerror", None) or problem
        raise InputError(f"path: expected a file that can be written, got {shown(str(name))}: {why}") from None


def described(says: str) -> PngImagePlugin.PngInfo:
    """What a PNG says of itself: explorers find it there, since JupyterLab gives a picture no alternative text."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Description", says)
    return info


class Still:
    """A figure with the sentence `says` in place of the picture for those who cannot see it."""

    def __init__(self, says: str, draw: Callable[[Figure], None], width: float = 7.2, height: float = 3.0):
        self.says = says
        with matplotlib.rc_context(STYLE):
            self.figure = new_figure(width, height)
            draw(self.figure)
            _make_room(self.figure)

    def png(self) -> bytes:
        """The figure as a PNG of 256 colours, which keeps notebooks small; it carries the sentence, as its description.

        The same bytes each time.
        """
        out = io.BytesIO()
        with matplotlib.rc_context(STYLE):
            self.figure.canvas.draw()
        picture = Image.fromarray(np.ascontiguousarray(np.asarray(self.figure.canvas.buffer_rgba())[..., :3]))
        few = picture.quantize(256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(out, format="PNG", pnginfo=described(self.says))
        return out.getvalue()

    def save(self, path: str) -> None:
        """Write the picture to `path`, a .png file."""
        write(path, self.png())

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"image/png": self.png(), "text/plain": self.says}

    def __repr__(self) -> str:
        return self.says


def _make_room(figure: Figure) -> None:
    """Set words of a diagram smaller that reach beyond their box, the figure or into others: long numbers do."""
    frames = [_frame(each) for each in figure.artists if isinstance(each, FancyBboxPatch | Circle)]
    shown = _crowded([each for each in figure.artists if isinstance(each, Text) and each.get_text()], frames)
    extents = [text.get_window_extent() for text in shown]
    for k, (text, extent) in enumerate(zip(shown, extents, strict=True)):
        middle = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
        around = [figure.bbox, *(frame for frame in frames if frame.contains(*middle))]
        left, right = max(frame.x0 for frame in around), min(frame.x1 for frame in around)
        while (extent.x0 < left or extent.x1 > right) and _shrink(text):
            extent = extents[k] = text.get_window_extent()
    extents = [extent.padded(-0.5) for extent in extents]
    for k, j in combinations(range(len(shown)), 2):
        while extents[k].overlaps(extents[j]) and any([_shrink(shown[each]) for each in (k, j)]):
            extents[k], extents[j] = (shown[each].get_window_extent().padded(-0.5) for each in (k, j))


def _frame(patch: FancyBboxPatch | Circle) -> Bbox:
    """Where it lies, in pixels, its line left out."""
    own = patch.get_bbox() if isinstance(patch, FancyBboxPatch) else Bbox([[-1, -1], [1, 1]])
    (x0, y0), (x1, y1) = patch.get_transform().transform(own)
    return Bbox([[min(x0, x1), min(y0, y1)], [max(x0, x1), max(y0, y1)]])


def _crowded(texts: list[Text], frames: list[Bbox]) -> list[Text]:
    """Those that might have too little room: to lay words out takes long, and most have plenty."""
    if not texts:
        return []
    boxes, edges = (
        np.array([each.extents for each in some])
        for some in ([_at_most(each) for each in texts], [texts[0].figure.bbox, *frames])
    )
    meet = _meet(boxes, boxes).sum(axis=1) > 1
    within = (edges[:, 0] <= boxes[:, None, 0]) & (boxes[:, None, 2] <= edges[:, 2])
    cut = (_meet(boxes, edges) & ~within).any(axis=1)
    return [text for text, crowded in zip(texts, meet | cut, strict=True) if crowded]


def _meet(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each of some boxes, (n, 4), overlaps each of the others, (m, 4): (n, m)."""
    low, high = some[:, None, :2] < others[:, 2:], others[:, :2] < some[:, None, 2:]
    return (low & high).all(axis=2)


def _at_most(text: Text) -> Bbox:
    """What words that are centred up and down may fill at most, in pixels."""
    (x, y), size = text.get_transform().transform(text.get_position()), text.get_fontsize() * DPI / 72
    lines = text.get_text().split("\n")
    width, height = size * max(map(len, lines)), 1.5 * size * len(lines)
    left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[text.get_horizontalalignment()] * width
    return Bbox.from_bounds(left, y - height / 2, width, height)


def _shrink(text) -> bool:
    """Set the words a little smaller; False where they would get too small to be read."""
    size = 0.95 * text.get_fontsize()
    if size < SMALLEST:
        return False
    text.set_fontsize(size)
    return True
