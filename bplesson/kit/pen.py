"""The matplotlib pen: draws a scene with its filling on a figure, for stills, `save` and animations."""

from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from bplesson.kit.figure import DPI, Still
from bplesson.kit.palette import BACKWARD, FAINT, FAINTLY, FORWARD, INK, LIFTED, LOOSE, MISSING, MUTED
from bplesson.kit.scene import Blank, Box, Filling, Line, Scene

COLOURS = {"forward": FORWARD, "backward": BACKWARD, "missing": MISSING, "muted": MUTED, "faint": FAINT}  # else INK
DASHES = {"backward": LOOSE, "missing": FAINTLY}  # else none
STRONG = ("forward", "backward", "missing")  # the marks that make lines thicker
POINTS = 72 / DPI  # for a unit of the scene, which is a pixel


@dataclass(frozen=True)
class Paper:
    """A figure without axes, which would take longer than all that is drawn; the units count from its top left."""

    figure: Figure
    place: Affine2D

    def add(self, artist: Artist) -> None:
        artist.set_transform(self.place)
        self.figure.add_artist(artist)


def draw_scene(figure: Figure, scene: Scene, filling: Filling) -> None:
    """Put the scene at the top left of `figure`."""
    paper = Paper(figure, Affine2D().scale(1, -1).translate(0, figure.bbox.height))
    shown = filling.shown()
    for item in scene.items:
        mark = filling.marks.get(item.id, "")
        if mark == "hidden":
            continue
        if isinstance(item, Blank):
            _draw_blank(paper, item)
            continue
        strong = mark in STRONG
        role, strength = mark if strong else item.role, 0.35 if mark == "dim" else 1.0
        if isinstance(item, Box):
            _draw_box(paper, item, role, strength, strong)
        elif isinstance(item, Line):
            width, back = filling.widths.get(item.id, 2.6 if strong else 1.3), item.id in filling.turned
            _draw_line(paper, item, role, strength, width, back or role == "backward")
            if item.id in filling.broken:
                _draw_cross(paper, item, strength)
        elif words := shown.get(item.id):
            _draw_words(paper, item, words, role, strength)


def still(says: str, scene: Scene, filling: Filling) -> Still:
    """The scene as a finished figure, a unit a pixel, with a sentence for those who cannot see it."""
    return Still(
        says,
        lambda figure: draw_scene(figure, scene, filling),
        width=scene.width / 100,
        height=scene.height / 100,
    )


def _draw_box(paper, box: Box, role, strength, strong):
    look = {"facecolor": "none" if box.clear else "white", "edgecolor": COLOURS.get(role, INK), "alpha": strength}
    look |= {"linestyle": DASHES.get(role, "-"), "linewidth": (2.4 if strong else 1.4) * POINTS}
    if box.width == box.height == 2 * box.rounding:
        paper.add(Circle((box.x, box.y), box.rounding, **look))
        return
    corner = (box.x - box.width / 2, box.y - box.height / 2)
    style = f"round,pad=0,rounding_size={min(box.rounding, box.height / 2)}"
    paper.add(FancyBboxPatch(corner, box.width, box.height, boxstyle=style, **look))


def _draw_line(paper, line: Line, role, strength, width, back):
    points = line.back if line.back and back else line.points
    look = {"color": COLOURS.get(role, INK), "linestyle": (0, line.dash) if line.dash else _dashes(role, width)}
    look |= {"linewidth": width * POINTS, "mutation_scale": (4 + 5.4 * min(width, 2.6) + width) * POINTS}
    for start, end in zip(points, points[1:], strict=False):
        style = "-|>" if line.arrow and end == points[-1] else "-"
        paper.add(FancyArrowPatch(start, end, arrowstyle=style, shrinkA=0, shrinkB=0, alpha=strength, **look))


def _dashes(role: str, width: float):
    """The dashes of a role, which grow more slowly than the line."""
    dashes = DASHES.get(role, "-")
    if dashes == "-" or width <= 2.6:
        return dashes
    return 0, tuple(each * (0.4 + 1.3 / width) for each in dashes[1])


def _draw_cross(paper, line: Line, strength):
    """A cross in a gap in the middle of the last part of a line: nothing comes through."""
    (x0, y0), (x1, y1) = line.points[-2:]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    paper.add(Circle((x, y), 8, facecolor="white", edgecolor="none", zorder=2))
    for slant in (-5, 5):
        look = {"color": INK, "linewidth": 2.2 * POINTS, "alpha": strength}
        paper.add(Line2D((x - 5, x + 5), (y - slant, y + slant), **look))


def _draw_blank(paper, blank: Blank):
    """An empty box, or the options each with a ring before it."""
    if not blank.options:
        corner = (blank.x - blank.width / 2, blank.y - blank.height / 2)
        look = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.4 * POINTS}
        paper.add(FancyBboxPatch(corner, blank.width, blank.height, boxstyle="round,pad=0,rounding_size=4", **look))
    for words, (x, y) in zip(blank.options, blank.places()):
        paper.add(Circle((x + 8, y), 6, facecolor="white", edgecolor=INK, linewidth=1.2 * POINTS))
        family = {"family": "monospace"} if blank.code else {}
        paper.add(Text(x + 20, y, words, ha="left", va="center", color=INK, size=blank.size * POINTS, **family))


def _draw_words(paper, text, words, role, strength):
    runs = [(role, words)] if isinstance(words, str) else words

    size = text.fitted("".join(run for _, run in runs)) * POINTS

    def style(own: str) -> dict:
        weight = "bold" if own == "missing" else "normal"
        return {"color": COLOURS.get(own, INK), "size": size, "alpha": strength, "weight": weight}

    if len(runs) == 1:  # most are, and need no packing, which takes most of the time
        (own, run), align = runs[0], {"start": "left", "middle": "center", "end": "right"}[text.anchor]
        label = Text(text.x, text.y, run, ha=align, va="center", **style(own))
        label.set_bbox(LIFTED if text.lifted else None)
        paper.add(label)
        return
    areas = [TextArea(run, textprops=style(own)) for own, run in runs]
    packed = HPacker(children=areas, pad=0, sep=0, align="baseline")
    align = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    look = {"xycoords": paper.place, "box_alignment": (align, 0.5), "frameon": False, "pad": 0}
    paper.add(AnnotationBbox(packed, (text.x, text.y), **look))
