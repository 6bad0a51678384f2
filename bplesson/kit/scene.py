"""A diagram as data: boxes, lines and texts with ids. Two pens draw it: diagram.js in the browser, and pen.py.

A scene is laid out once; what changes from one slider tick to the next is a `Filling`: the words of the texts and the
marks ("dim", "hidden", "forward", "backward", "missing") of the items.
"""

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
