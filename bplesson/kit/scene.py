"""A diagram as data: boxes, lines, texts and blanks with ids. Two pens draw it: diagram.js in the browser, and pen.py.

A scene is laid out once; what changes from one slider tick to the next is a `Filling`: the words of the texts and the
marks ("dim", "hidden", "forward", "backward", "missing") of the items, and how thick the lines are.
"""

from dataclasses import asdict, dataclass, field

Point = tuple[float, float]
Runs = list[tuple[str, str]]  # [(role, words), …]: one text in several colours
SIZE = 15.4  # of letters: 11 pixels in a small window, which shows 0.716 of a scene
LETTER = 0.69  # how wide letters of numbers are, in their size


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
    rounding: float = 10  # of its corners
    clear: bool = False  # what it frames is seen through it

    @property
    def left(self) -> Point:
        return self.x - self.width / 2, self.y

    @property
    def right(self) -> Point:
        return self.x + self.width / 2, self.y

    @property
    def top(self) -> Point:
        return self.x, self.y - self.height / 2

    @property
    def bottom(self) -> Point:
        return self.x, self.y + self.height / 2


@dataclass(frozen=True)
class Line:
    id: str
    points: tuple[Point, ...]
    role: str = "plain"
    arrow: bool = True
    select: str = ""
    label: str = ""
    touch: float = 26  # how wide it is for a finger
    back: tuple[Point, ...] = ()  # the way that it takes, if it takes another one, while it is marked "backward"
    dash: tuple[float, ...] = ()  # other dashes than those of its role, in widths of the line


@dataclass(frozen=True)
class Text:
    id: str
    x: float
    y: float  # of the middle of the letters
    role: str = "plain"
    anchor: str = "middle"  # or "start", "end"
    size: float = SIZE
    select: str = ""
    lifted: bool = False  # what it stands on is covered
    was: float = 0  # the room below it for the number that stood there before
    room: float = 0  # all that there is for a number, and before it for the sign of a change: longer ones are smaller

    def fitted(self, words: str) -> float:
        """The size in which the words have room; a browser measures its own letters."""
        letters = len(words) - words.count(".") / 2
        return min(self.size, self.room / (LETTER * letters)) if self.room and letters else self.size


@dataclass(frozen=True)
class Blank:
    """A place in which a number is typed, or one of some `options` is chosen; those stand in it, one a line or in one.

    What is typed is the text itself; what is chosen is the number of the option, from "1" on. `name` is what it is
    known by to those who ask for it, where ids must not be those of other items.
    """

    id: str
    name: str
    x: float  # centre
    y: float
    width: float = 58
    height: float = 24
    label: str = ""  # what a screen reader calls it
    options: tuple[str, ...] = ()
    size: float = SIZE
    code: bool = False  # its options are lines of code

    @property
    def in_one_line(self) -> bool:
        """Whether the options stand side by side."""
        return self.height < 2 * OPTION and not self.code

    def places(self) -> list[Point]:
        """Where each option stands: the middle of its left edge."""
        left, top = self.x - self.width / 2, self.y - self.height / 2
        share = (self.width - SIGN) / max(1, len(self.options))
        if self.in_one_line:
            return [(left + k * share, self.y) for k in range(len(self.options))]
        pitch = self.height / len(self.options)
        return [(left, top + (k + 0.5) * pitch) for k in range(len(self.options))]


OPTION = 24  # the height of an option that stands in one line
SIGN = 30  # behind options, kept free for the sign


@dataclass(frozen=True)
class Scene:
    """Items in drawing order, in a frame of width × height units (about pixels)."""

    width: float
    height: float
    items: tuple[Box | Line | Text | Blank, ...]

    def as_dict(self) -> dict:
        """The scene as plain data for the browser."""
        items = [{"kind": type(item).__name__.lower(), **asdict(item)} for item in self.items]
        return {"width": self.width, "height": self.height, "items": items}


@dataclass
class Filling:
    """What changes: words by text id (a string, or runs of (role, words)) and marks by item id.

    `ask`: the ids of texts whose number is left open: a question mark stands there. `judged`: what is said of blanks,
    by their ids: a sign that stands in the blank, and its words. `widths`: how thick lines are, where that says
    something. `broken`: the lines along which nothing comes, or hardly anything: a cross stands on them. `turned`: the
    lines whose arrow points back, as it does on those marked "backward", if they can turn. `anew`: texts in which
    another number stands than else, not to be compared with what was there before or will be after.
    """

    words: dict[str, str | Runs] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    ask: set[str] = field(default_factory=set)
    judged: dict[str, tuple[str, str]] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    turned: set[str] = field(default_factory=set)
    anew: set[str] = field(default_factory=set)

    def shown(self) -> dict[str, str | Runs]:
        """The words as they are seen: of "x₁ = 2" the name stays when its number is asked for."""
        return self.words | {id: _left_open(self.words.get(id, "")) for id in self.ask}

    def mark(self, mark: str, *ids: str) -> None:
        self.marks.update(dict.fromkeys(ids, mark))


def _left_open(words: str | Runs) -> str:
    name, equals, _ = words.partition("= ") if isinstance(words, str) else ("", "", "")
    return f"{name}= ?" if equals else "?"
