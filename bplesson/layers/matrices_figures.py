"""Matrices on paper for lesson 4: entries between brackets, rows and columns outlined, the shape written below."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from bplesson.kit.palette import INK, MUTED, PARTS
from bplesson.kit.words import short

ROW = 27  # the height of an entry


@dataclass(frozen=True)
class Grid:
    """Where a drawn matrix stands: its left edge, its middle, its number of rows and columns, the width of an entry."""

    left: float
    middle: float
    rows: int
    columns: int
    cell: float

    @property
    def right(self) -> float:
        return self.left + self.columns * self.cell

    @property
    def top(self) -> float:
        return self.middle - self.rows * ROW / 2

    @property
    def bottom(self) -> float:
        return self.middle + self.rows * ROW / 2

    def at(self, b: float, a: float) -> tuple[float, float]:
        """The middle of entry [b, a]."""
        return self.left + (a + 0.5) * self.cell, self.top + (b + 0.5) * ROW


def as_words(values) -> list[list[str]]:
    """The numbers of a matrix, or of a vector as a column, as they are printed."""
    return [[short(v) for v in row] if hasattr(row, "__len__") else [short(row)] for row in values]


def draw_matrix(
    ax: Axes,
    left: float,
    middle: float,
    words: Sequence[Sequence[str]],
    name: str = "",
    role: str = "",
    cell: float = 36,
    shape: str | None = None,
) -> Grid:
    """Entries between brackets, the name above, the shape below (`shape`: other words for it, "" for none)."""
    grid = Grid(left, middle, len(words), len(words[0]), cell)
    colour = PARTS[role][0] if role else INK
    for b, row in enumerate(words):
        for a, word in enumerate(row):
            ax.text(*grid.at(b, a), word, ha="center", va="center", fontsize=11.5, color=colour)
    for edge, inward in ((grid.left, 5), (grid.right, -5)):
        ax.plot([edge + inward, edge, edge, edge + inward], [grid.top, grid.top, grid.bottom, grid.bottom],
                color=colour, linewidth=1.3)  # fmt: skip
    centre = (grid.left + grid.right) / 2
    ax.text(centre, grid.top - 13, name, ha="center", va="center", fontsize=11.5, color=colour)
    told = f"{grid.rows} × {grid.columns}" if shape is None else shape
    ax.text(centre, grid.bottom + 13, told, ha="center", va="center", fontsize=9.5, color=MUTED)
    return grid


def number_rows(ax: Axes, grid: Grid) -> None:
    """The numbers of the rows at the left and of the columns below, small: both begin at 0."""
    for b in range(grid.rows):
        ax.text(grid.left - 11, grid.at(b, 0)[1], str(b), ha="center", va="center", fontsize=9, color=MUTED)
    for a in range(grid.columns):
        ax.text(grid.at(0, a)[0], grid.bottom + 11, str(a), ha="center", va="center", fontsize=9, color=MUTED)


def outline(ax: Axes, grid: Grid, part: str, row: int | None = None, column: int | None = None) -> None:
    """A frame around a row, a column, or where both are given an entry."""
    x = grid.left + 3 if column is None else grid.left + column * grid.cell + 2
    y = grid.top + 2 if row is None else grid.top + row * ROW + 2
    width = grid.columns * grid.cell - 6 if column is None else grid.cell - 4
    height = grid.rows * ROW - 4 if row is None else ROW - 4
    colour, line = PARTS[part]
    ax.add_patch(
        FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=7", facecolor="none",
                       edgecolor=colour, linestyle=line, linewidth=2)
    )  # fmt: skip


def cell_box(ax: Axes, grid: Grid, b: int, a: int, part: str = "") -> None:
    """A frame of its own for one entry, thin unless it has a part to play."""
    colour, line = PARTS[part] if part else (MUTED, "-")
    x, y = grid.at(b, a)
    ax.add_patch(
        FancyBboxPatch((x - grid.cell / 2 + 2, y - ROW / 2 + 2), grid.cell - 4, ROW - 4, facecolor="white",
                       boxstyle="round,pad=0,rounding_size=5", edgecolor=colour, linestyle=line,
                       linewidth=1.8 if part else 0.8)
    )  # fmt: skip


def sign(ax: Axes, x: float, y: float, words: str, size: float = 14) -> None:
    """A sign between two matrices."""
    ax.text(x, y, words, ha="center", va="center", fontsize=size)


def arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float], part: str = "") -> None:
    """An arrow from one place to the other."""
    colour, line = PARTS[part] if part else (MUTED, "-")
    ax.add_patch(
        FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=14, color=colour, linestyle=line, linewidth=1.8,
                        shrinkA=0, shrinkB=0)
    )  # fmt: skip


def bracketed(value: float) -> str:
    """A number as a factor of a product: negative ones in brackets."""
    return f"({short(value)})" if value < 0 else short(value)


def sum_of_products(left: Sequence[float], right: Sequence[float]) -> str:
    """a · b + a · b + … in numbers."""
    return " + ".join(f"{bracketed(a)} · {bracketed(b)}" for a, b in zip(left, right, strict=True))
