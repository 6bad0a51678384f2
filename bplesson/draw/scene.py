"""A diagram as data: boxes, lines and texts with ids. Two pens draw it: the browser (explore/) and matplotlib (pen.py).

A scene is laid out once; what changes from one slider tick to the next is a `Filling`: the words of the texts and the
marks ("dim", "hidden", "forward", "backward", "missing") of the items.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

Runs = list[tuple[str, str]]  # [(role, words), …]: one text in several colours


@dataclass(frozen=True)
class Box:
    id: str
    x: float  # centre
    y: float
    width: float
    height: float
    role: str = "plain"
    select: str = ""  # what a click on it selects
    label: str = ""  # what a screen reader calls it


@dataclass(frozen=True)
class Line:
    id: str
    points: tuple[tuple[float, float], ...]
    role: str = "plain"
    arrow: bool = True
    select: str = ""
    label: str = ""
    touch: float = 26  # how wide it is for a finger
    turns: bool = False  # marked "backward", its arrow points back


@dataclass(frozen=True)
class Text:
    id: str
    x: float
    y: float  # of the middle of the letters
    role: str = "plain"
    anchor: str = "middle"  # or "start", "end"
    size: float = 15
    select: str = ""


@dataclass(frozen=True)
class Scene:
    """Items in drawing order, in a frame of width × height units (about pixels)."""

    width: float
    height: float
    items: tuple[Box | Line | Text, ...]

    def as_dict(self) -> dict:
        """The scene as plain data for the browser."""
        items = [{"kind": type(item).__name__.lower(), **asdict(item)} for item in self.items]
        return {"width": self.width, "height": self.height, "items": items}


@dataclass
class Filling:
    """What changes: words by text id (a string, or runs of (role, words)) and marks by item id."""

    words: dict[str, str | Runs] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def mark(self, mark: str, *ids: str) -> None:
        self.marks.update(dict.fromkeys(ids, mark))


SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def sub(name: str, *indices: int) -> str:
    """`name` with its indices below the line: sub("w", 0, 1) is w₀₁."""
    return name + "".join(map(str, indices)).translate(SUBSCRIPTS)


def number(value: float, digits: int = 3) -> str:
    """Three significant digits (or more), one fewer below 0.01, with a true minus sign."""
    value, more = float(value), digits - 3
    if value == 0:
        return "0"
    if 999.5 * 10**more <= abs(value) < 1e4:
        text = f"{value:.0f}"
    elif 1e-2 <= abs(value) < 999.5 * 10**more:
        text = f"{value:#.{digits}g}".rstrip(".")
    elif 1e-3 <= abs(value) < 1e-2:
        text = f"{value:.{4 + more}f}"
    else:
        text = _power(f"{value:.{1 + more}e}")
    return text.replace("-", "−")


def fitting(value: float) -> str:
    """`number` with at most seven letters: the boxes of a diagram are made for these."""
    text = number(value)
    return text if len(text) <= 7 else _power(f"{value:.0e}").replace("-", "−")


def factor(value: float, digits: int = 3) -> str:
    """A number as a factor of a product: negative ones in brackets."""
    return f"({number(value, digits)})" if value < 0 else number(value, digits)


def product(values: Sequence[float], digits: int = 3) -> str:
    """The product written out with its factors."""
    return " × ".join(factor(value, digits) for value in values)


def _power(text: str) -> str:
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e")
