"""The matplotlib pen: draws a scene with its filling on given axes, for stills, `save` and animations."""

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from bplesson.kit.figure import Still
from bplesson.kit.palette import BACKWARD, FAINT, FAINTLY, FORWARD, INK, LIFTED, LOOSE, MISSING, MUTED
from bplesson.kit.scene import Blank, Box, Filling, Line, Scene

COLOURS = {"forward": FORWARD, "backward": BACKWARD, "missing": MISSING, "muted": MUTED, "faint": FAINT}  # else INK
DASHES = {"backward": LOOSE, "missing": FAINTLY}  # else none
STRONG = ("forward", "backward", "missing")  # the marks that make lines thicker
POINTS = 0.72  # of a point for a unit of the scene: a unit is a pixel at 100 dots an inch


def draw_scene(ax: Axes, scene: Scene, filling: Filling) -> None:
    """Put the scene on `ax`, one unit a pixel when the axes are scene.width × scene.height pixels large."""
    ax.set(xlim=(0, scene.width), ylim=(scene.height, 0), aspect="equal")
    ax.axis("off")
    unit = ax.bbox.width / scene.width * POINTS * 100 / ax.figure.dpi
    shown = filling.shown()
    for item in scene.items:
        mark = filling.marks.get(item.id, "")
        if mark == "hidden":
            continue
        if isinstance(item, Blank):
            _draw_blank(ax, item, unit)
            continue
        strong = mark in STRONG
        role, strength = mark if strong else item.role, 0.35 if mark == "dim" else 1.0
        if isinstance(item, Box):
            _draw_box(ax, item, role, strength, strong, unit)
        elif isinstance(item, Line):
            width, back = filling.widths.get(item.id, 2.6 if strong else 1.3), item.id in filling.turned
            _draw_line(ax, item, role, strength, width, back or role == "backward", unit)
            if item.id in filling.broken:
                _draw_cross(ax, item, strength, unit)
        elif words := shown.get(item.id):
            _draw_words(ax, item, words, role, strength, unit)


def still(says: str, scene: Scene, filling: Filling) -> Still:
    """The scene as a finished figure, a unit a pixel, with a sentence for those who cannot see it."""
    return Still(
        says,
        lambda figure: draw_scene(figure.add_axes([0, 0, 1, 1]), scene, filling),
        width=scene.width / 100,
        height=scene.height / 100,
    )


def _draw_box(ax, box: Box, role, strength, strong, unit):
    look = {"facecolor": "none" if box.clear else "white", "edgecolor": COLOURS.get(role, INK), "alpha": strength}
    look |= {"linestyle": DASHES.get(role, "-"), "linewidth": (2.4 if strong else 1.4) * unit}
    if box.width == box.height == 2 * box.rounding:
        ax.add_artist(Circle((box.x, box.y), box.rounding, **look))
        return
    corner = (box.x - box.width / 2, box.y - box.height / 2)
    style = f"round,pad=0,rounding_size={min(box.rounding, box.height / 2)}"
    ax.add_artist(FancyBboxPatch(corner, box.width, box.height, boxstyle=style, **look))


def _draw_line(ax, line: Line, role, strength, width, back, unit):
    points = line.points[::-1] if line.turns and back else line.points
    look = {"color": COLOURS.get(role, INK), "linestyle": (0, line.dash) if line.dash else _dashes(role, width)}
    look |= {"linewidth": width * unit, "mutation_scale": (4 + 5.4 * min(width, 2.6) + width) * unit}
    for start, end in zip(points, points[1:], strict=False):
        style = "-|>" if line.arrow and end == points[-1] else "-"
        ax.add_artist(FancyArrowPatch(start, end, arrowstyle=style, shrinkA=0, shrinkB=0, alpha=strength, **look))


def _dashes(role: str, width: float):
    """The dashes of a role, which grow more slowly than the line."""
    dashes = DASHES.get(role, "-")
    if dashes == "-" or width <= 2.6:
        return dashes
    return 0, tuple(each * (0.4 + 1.3 / width) for each in dashes[1])


def _draw_cross(ax, line: Line, strength, unit):
    """A cross in a gap in the middle of the last part of a line: nothing comes through."""
    (x0, y0), (x1, y1) = line.points[-2:]
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    ax.add_artist(Circle((x, y), 8, facecolor="white", edgecolor="none", zorder=2))
    for slant in (-5, 5):
        look = {"color": INK, "linewidth": 2.2 * unit, "alpha": strength}
        ax.add_artist(Line2D((x - 5, x + 5), (y - slant, y + slant), **look))


def _draw_blank(ax, blank: Blank, unit):
    """An empty box, or the options each with a ring before it."""
    if not blank.options:
        corner = (blank.x - blank.width / 2, blank.y - blank.height / 2)
        look = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.4 * unit}
        ax.add_artist(FancyBboxPatch(corner, blank.width, blank.height, boxstyle="round,pad=0,rounding_size=4", **look))
    for words, (x, y) in zip(blank.options, blank.places()):
        ax.add_artist(Circle((x + 8, y), 6, facecolor="white", edgecolor=INK, linewidth=1.2 * unit))
        family = {"family": "monospace"} if blank.code else {}
        ax.text(x + 20, y, words, ha="left", va="center", color=INK, size=blank.size * unit, **family)


def _draw_words(ax, text, words, role, strength, unit):
    runs = [(role, words)] if isinstance(words, str) else words

    def look(own: str) -> dict:
        weight = "bold" if own == "missing" else "normal"
        return {"color": COLOURS.get(own, INK), "size": text.size * unit, "alpha": strength, "weight": weight}

    if len(runs) == 1:  # most are, and need no packing, which takes most of the time
        (own, run), align = runs[0], {"start": "left", "middle": "center", "end": "right"}[text.anchor]
        ax.text(text.x, text.y, run, ha=align, va="center", bbox=LIFTED if text.lifted else None, **look(own))
        return
    areas = [TextArea(run, textprops=look(own)) for own, run in runs]
    packed = HPacker(children=areas, pad=0, sep=0, align="baseline")
    align = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor]
    ax.add_artist(AnnotationBbox(packed, (text.x, text.y), frameon=False, box_alignment=(align, 0.5), pad=0))
