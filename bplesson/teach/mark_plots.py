"""The mistakes of a class as one picture for the next lecture, with letters for the last row."""

from collections.abc import Sequence
from textwrap import fill, wrap

from matplotlib.figure import Figure

from bplesson.kit import palette
from bplesson.kit.figure import Still
from bplesson.teach.tally import Count

WIDTH, HEIGHT = 12.8, 7.2  # inches, as wide and high as a slide
MOST = 7  # mistakes that are shown
LETTERS = 40  # of a name in a line
TITLE, LARGE, SMALL = 26, 19, 15  # points


def picture_of(counts: Sequence[Count], title: str) -> Still:
    """The most frequent mistakes as bars, each with "12 of 60": how many learners made it."""
    said = [f"{count.learners} of {count.of}: {count.name}" for count in counts[:MOST]]
    says = f"{title}. {'; '.join(said) or 'No mistake was named'}."
    return Still(says, lambda figure: draw_mistakes(figure, counts, title), WIDTH, HEIGHT)


def draw_mistakes(figure: Figure, counts: Sequence[Count], title: str) -> None:
    """One bar a mistake, the longest on top, on a track that is as long as all who were asked."""
    figure.text(0.03, 0.97, fill(title, 60), fontsize=TITLE, fontweight="bold", va="top")
    rows = counts[:MOST]
    if not rows:
        figure.text(0.5, 0.5, "No mistake was named.", fontsize=TITLE, ha="center", va="center")
        return
    ax = figure.add_axes([0.45, 0.09, 0.4, 0.76])
    for row, count in enumerate(rows):
        ax.barh(row, 1, height=0.5, color=palette.GRID)
        ax.barh(row, count.learners / count.of, height=0.5, color=palette.INK)
        ax.text(1.03, row, f"{count.learners} of {count.of}", fontsize=LARGE, fontweight="bold", va="center")
        ax.text(-0.03, row, _in_lines(count.name), fontsize=LARGE, ha="right", va="center", linespacing=1.1)
    ax.set(xlim=(0, 1), ylim=(max(len(rows), 4) - 0.5, -0.5))
    ax.set_axis_off()
    rest = len(counts) - MOST
    more = f" {rest} more mistake{'s' * (rest > 1)} in the table." if rest > 0 else ""
    said = f"Learners who made a mistake, of those who were asked.{more}"
    figure.text(0.03, 0.03, said, fontsize=SMALL, va="bottom")


def _in_lines(name: str) -> str:
    """The name in as few lines as it takes, each about as long as the others."""
    lines = len(wrap(name, LETTERS))
    return fill(name, next(width for width in range(10, LETTERS + 1) if len(wrap(name, width)) == lines))
