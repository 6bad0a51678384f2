"""Plots as strokes, which the browser draws by itself: matplotlib artists, recorded and not painted."""

from typing import NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_hex, to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from bplesson.kit.glyphs import SCALE, like_digits, outline

FAR = 1e5  # pixels
CAPS = {"projecting": "square"}  # in the browser's words, where they are others
AS_IT_IS = IdentityTransform()


class Stroke(NamedTuple):
    """One path: how it is drawn, its points (n, 2) in pixels from the bottom left, and their codes (n,)."""

    style: dict
    points: np.ndarray
    codes: np.ndarray


class Recorder(RendererBase):
    """A matplotlib renderer that keeps what it is told to draw. Texts become paths, so that no font is needed."""

    def __init__(self, figure: Figure):
        super().__init__()
        self.figure = figure
        self._found, self._rooms = [], {}

    def record(self, artist: Artist) -> list[Stroke]:
        """What that artist draws; nothing while it is not to be seen."""
        self._found = []
        artist.draw(self)
        return self._found

    def moved(self, line: Line2D, before: list[Stroke]) -> list[Stroke] | None:
        """What that line draws, if only its numbers are others than when it drew `before`.

        None if that cannot be told: then or now some of it is not to be seen, or not every point is drawn as it is.
        """
        if not line.get_xydata().size:
            return []
        simple = line.get_drawstyle() == "default" and line.get_markevery() is None and line.get_linewidth()
        if not simple or len(before) != (line.get_linestyle() != "None") + (line.get_marker() != "None"):
            return None
        places, found = line.get_transform().transform(np.asarray(line.get_xydata(), float)), []
        for style, points, codes in before:
            if "at" in style:
                if not (seen := _in_sight(places)):
                    return None
                found.append(Stroke({**style, "at": seen}, points, codes))
                continue
            path = Path(places)
            clean = self._cleaned(path, AS_IT_IS, style["width"], path.should_simplify, line.get_snap())
            if clean.codes[0] == Path.STOP:
                return None
            found.append(Stroke({**style, "count": len(clean.vertices)}, clean.vertices, clean.codes))
        return found

    def points_to_pixels(self, points):
        return points * self.figure.dpi / 72

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.figure.bbox.width, self.figure.bbox.height

    def flipy(self) -> bool:
        return False

    def draw_path(self, gc, path: Path, transform, rgbFace=None) -> None:
        self._keep(gc, path, transform, rgbFace, path.should_simplify and rgbFace is None)

    def draw_markers(self, gc, marker_path, marker_trans, path, trans, rgbFace=None) -> None:
        """The marker once, and the places where it stands; those beyond all sight are left out."""
        if seen := _in_sight(trans.transform(path.vertices)):
            self._keep(gc, marker_path, marker_trans, rgbFace, False, seen)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None) -> None:
        """Numbers change with every move: what is no formula is put together from digits that are laid out already."""
        if ismath:
            return super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
        size = self.points_to_pixels(prop.get_size_in_points()) / SCALE
        gc.set_linewidth(0)
        place = Affine2D().scale(size).rotate_deg(angle).translate(x, y)
        self.draw_path(gc, outline(s, prop), place, gc.get_rgb())

    def get_text_width_height_descent(self, s, prop, ismath):
        """The same for all numbers of as many digits, so that no word moves when only its digits change."""
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        words = like_digits(s), prop.copy()
        if words not in self._rooms:
            self._rooms[words] = super().get_text_width_height_descent(words[0], prop, ismath)
        return self._rooms[words]

    def _keep(self, gc, path, transform, face, simplify, at=()) -> None:
        """In the same words as the browser's canvas."""
        width = self.points_to_pixels(gc.get_linewidth())
        clean = self._cleaned(path, transform, width, simplify, gc.get_snap(), whole=at or face is not None)
        if clean.codes[0] == Path.STOP:  # nothing of it is within sight
            return
        style = {"count": len(clean.vertices)}
        if width:
            style |= {"stroke": _colour(gc, gc.get_rgb()), "width": width, "join": gc.get_joinstyle()}
            cap = gc.get_capstyle()
            style["cap"] = CAPS.get(cap, cap)
        if face is not None:
            style["fill"] = _colour(gc, face)
        offset, dashes = gc.get_dashes()
        if dashes is not None:
            style["dashes"] = [self.points_to_pixels(each) for each in dashes]
            style["offset"] = self.points_to_pixels(offset)
        if (box := gc.get_clip_rectangle()) is not None:
            style["clip"] = list(box.bounds)
        if at:
            style["at"] = at
        self._found.append(Stroke(style, clean.vertices, clean.codes))

    def _cleaned(self, path: Path, transform, width: float, simplify: bool, snap, whole=False) -> Path:
        """The path in pixels, without what is beyond the picture unless it is needed whole."""
        x1, y1 = self.get_canvas_width_height()
        return path.cleaned(
            transform, remove_nans=True, clip=None if whole else (-width, -width, x1 + width, y1 + width),
            simplify=simplify, curves=True, stroke_width=width, snap=snap, sketch=None,
        )  # fmt: skip


def _in_sight(places: np.ndarray) -> list[list[float]]:
    """Those of the places (n, 2) in pixels that some picture could show."""
    return np.round(places[(np.abs(places) < FAR).all(axis=1)], 1).tolist()


def look_of(line: Line2D) -> tuple:
    """All of a line but its numbers."""
    return (
        line.get_color(), line.get_linestyle(), line.get_linewidth(), line.get_marker(), line.get_markersize(),
        line.get_markerfacecolor(), line.get_markeredgecolor(), line.get_markeredgewidth(), line.get_alpha(),
        line.get_clip_on(), line.get_fillstyle(), line.get_dash_capstyle(), line.get_solid_capstyle(),
        line._dash_pattern,  # two patterns of one's own have the same style
    )  # fmt: skip


def _colour(gc, rgb) -> str:
    """Red, green, blue and perhaps opacity as "#RRGGBBAA"."""
    opacity = gc.get_alpha() if gc.get_forced_alpha() or len(rgb) == 3 else rgb[3]
    return to_hex((*rgb[:3], opacity), keep_alpha=True)


def packed(strokes: list[Stroke]) -> dict:
    """All strokes as one message: the styles as words, points and codes as bytes, 4 + 4 and 1 a point."""
    points = np.concatenate([each.points for each in strokes]) if strokes else np.empty((0, 2))
    codes = np.concatenate([each.codes for each in strokes]) if strokes else np.empty(0)
    return {
        "styles": [each.style for each in strokes],
        "points": points.astype("<f4").tobytes(),
        "codes": codes.astype(np.uint8).tobytes(),
    }


def paint(canvas: RendererAgg, strokes: list[Stroke]) -> None:
    """Draw them here as the browser does, on a canvas with 72 dots an inch, so that a point is a pixel."""
    for style, points, codes in strokes:
        gc, path, fill = canvas.new_gc(), Path(points, codes), style.get("fill")
        gc.set_snap(False)  # what was to be snapped is
        gc.set_linewidth(style.get("width", 0))
        if "stroke" in style:
            gc.set_foreground(style["stroke"])
            gc.set_joinstyle(style["join"])
            gc.set_capstyle(next((ours for ours, browsers in CAPS.items() if browsers == style["cap"]), style["cap"]))
        if "dashes" in style:
            gc.set_dashes(style["offset"], style["dashes"])
        if "clip" in style:
            gc.set_clip_rectangle(Bbox.from_bounds(*style["clip"]))
        face = fill and to_rgba(fill)
        if "at" in style:
            canvas.draw_markers(gc, path, AS_IT_IS, Path(style["at"]), AS_IT_IS, face)
        else:
            canvas.draw_path(gc, path, AS_IT_IS, face)
        gc.restore()
