"""The panels of lesson 2 that are about the chain (2.1 to 2.14): each puts one picture on given axes."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from bplesson.kit.palette import FORWARD, PARTS
from bplesson.kit.words import short


def draw_chain(ax: Axes, level: float, nodes: Sequence[tuple[str, str]], edges: Sequence[tuple[str, str]]) -> None:
    """Nodes and the arrows between them at that height; each is a name and a number (or "")."""
    N, radius = len(edges), 34
    pitch = (720 - 2 * 75) / N
    for i, (name, value) in enumerate(nodes):
        at = 75 + i * pitch
        ax.add_patch(Circle((at, level), radius, facecolor="white", edgecolor=FORWARD, linewidth=2))
        ax.text(at, level - (12 if value else 0), name, ha="center", va="center", color=FORWARD, fontsize=12)
        ax.text(at, level + 11, value, ha="center", va="center", fontsize=12)
    for i, (name, value) in enumerate(edges):
        start, end = 75 + i * pitch + radius, 75 + (i + 1) * pitch - radius
        ax.add_patch(
            FancyArrowPatch((start, level), (end, level), arrowstyle="-|>", mutation_scale=16, color=FORWARD,
                            linewidth=2, shrinkA=0, shrinkB=0)
        )  # fmt: skip
        words = f"{name} = {value}" if value else name
        ax.text((start + end) / 2, level - 20, words, ha="center", va="center", fontsize=12)


def draw_product(ax: Axes, level: float, label: str, names, values, parts, groups, result: float | None) -> None:
    """One row of boxes: the backward part dashed, the missing weight dotted, the forward part solid."""
    ax.text(98, level, f"{label}  =", ha="right", va="center", fontsize=12)
    count = len(names)
    pitch = min(104, 500 / count)
    left, width, height = 114, pitch - 18, 46
    for c, (name, part) in enumerate(zip(names, parts, strict=True)):
        colour, line = PARTS[part]
        at = left + width / 2 + c * pitch
        ax.add_patch(
            FancyBboxPatch((at - width / 2, level - height / 2), width, height, boxstyle="round,pad=0,rounding_size=8",
                           facecolor="white", edgecolor=colour, linestyle=line, linewidth=2)
        )  # fmt: skip
        if part == "missing":
            words = [name, "missing"]
        else:
            words = [name, short(values[c])] if values else [name]
        for word, dy in zip(words, (-10, 11) if len(words) > 1 else (0,), strict=True):
            size = 9.5 if word == "missing" else 11.5
            ax.text(at, level + dy, word, ha="center", va="center", fontsize=size, color=colour,
                    weight="bold" if part == "missing" else "normal")  # fmt: skip
        if c and "missing" not in (part, parts[c - 1]):
            ax.text(at - pitch / 2, level, "·", ha="center", va="center", fontsize=15)
    end = left + count * pitch - 4
    if result is not None:
        ax.text(end, level, f"=  {short(result)}", va="center", fontsize=12)
    for (name, value, first, last), part in zip(groups, ("backward", "forward"), strict=False):
        start, stop = left + first * pitch, left + last * pitch + width
        under = level + height / 2 + 6
        ax.plot([start, start, stop, stop], [under, under + 5, under + 5, under], color=PARTS[part][0], linewidth=1.4)
        words = name if value is None else f"{name} = {short(value)}"
        ax.text((start + stop) / 2, under + 15, words, ha="center", va="center", fontsize=11, color=PARTS[part][0])
