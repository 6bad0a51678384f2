"""A case in rows: the numbers that are asked in tables and lines, choices with their options."""

from bplesson.kit.scene import OPTION, SIGN, SIZE, Blank, Filling, Scene, Text
from bplesson.practice.item import Case
from bplesson.practice.letters import width_of
from bplesson.practice.spoken import called
from bplesson.practice.tables import Line, Table, parts_of

WIDTH, EDGE = 760.0, 12.0  # of a sheet at most; free at its edges
BLANK, HEIGHT, PITCH, HEADING = 92.0, 28.0, 40.0, 24.0  # of a blank; from row to row; of a row of headings
NEXT, GAP, SPACE = 8.0, 28.0, 12.0  # after a name; between numbers in a line; between those in a table
RING = 24.0  # before an option
ABOVE = 8.0  # a row of headings, if something stands there
BESIDE = 620.0  # a sheet at most on which long options stand beside their name: small screens make wider ones smaller
LONG = 200.0  # a name that pushes no others to the right


def of_rows(case: Case, names=None, top: float = 4.0, width: float = WIDTH) -> tuple[Scene, Filling]:
    """Blanks for these names of the case, all if there are none given, from the height `top` on."""
    parts = parts_of(case, case.asks if names is None else names, packed=names is not None)
    sheet = _Sheet(case, top, width, _indent(case, parts, width), _steps(case, parts))
    for part in parts:
        if isinstance(part, Table):
            sheet.put_table(part)
        elif part[0] in case.options:
            sheet.put_choice(part[0])
        else:
            sheet.put_line(part)
    blanks_last = sorted(sheet.items, key=lambda item: isinstance(item, Blank))
    return Scene(min(width, sheet.right + EDGE), sheet.y + 6, tuple(blanks_last)), sheet.filling


def spoken(case: Case, name: str) -> str:
    """What a screen reader says of a blank."""
    return case.called.get(name) or called(name, case.label(name))


def before(case: Case, name: str) -> str:
    """What stands before a blank, or before options."""
    label = case.label(name).strip("“”")
    return f"{label}:" if name in case.options else f"{label} ="


def _indent(case: Case, parts: list[Table | Line], width: float) -> float:
    """Where the first blank of each row begins: behind the widest name of all rows.

    Where three or more stand side by side, a long name is left to push its own blank to the right.
    """
    headings, alone, across = [0.0], [], 0
    for part in parts:
        if isinstance(part, Table):
            headings += [width_of(words, SIZE) for words in (part.corner, *part.rows)]
        elif _is_beside(case, part[0], width):
            alone.append(width_of(before(case, part[0]), SIZE))
        across = max(across, len(part.columns if isinstance(part, Table) else part))
    return EDGE + max(headings + [each for each in alone if across < 3 or each < LONG]) + NEXT


def _is_beside(case: Case, name: str, width: float) -> bool:
    """Whether the blank, or the options, stand beside the name: long options stand below it."""
    options = case.options.get(name, ())
    return not options or width_of(before(case, name), SIZE) + _widest(options) + 2 * EDGE + NEXT <= min(width, BESIDE)


def _widest(options: tuple[str, ...]) -> float:
    return RING + max(width_of(words, SIZE) for words in options) + SIGN


def _steps(case: Case, parts: list[Table | Line]) -> list[float]:
    """How far each blank of a line begins behind the one before it: as far in every line."""
    lines = [part for part in parts if isinstance(part, tuple)]
    return [
        BLANK + GAP + NEXT + max(width_of(before(case, line[k]), SIZE) for line in lines if len(line) > k)
        for k in range(1, max(map(len, lines), default=0))
    ]


class _Sheet:
    """Items put below one another: `y` is where the next row begins, `right` how far to the right they reach."""

    def __init__(self, case: Case, top: float, width: float, indent: float, steps: list[float]):
        self.case, self.width, self.indent, self.steps = case, width, indent, steps
        self.items: list[Text | Blank] = []
        self.filling, self.y, self.right = Filling(), top, indent

    def put_table(self, table: Table) -> None:
        """Headings, and below them a row of blanks for each row."""
        self.y += ABOVE if self.items else 0
        if table.corner:
            self._write(table.corner, self.indent - NEXT, self.y + HEADING / 2, "end", SIZE)
        columns, x = [], self.indent
        for words in table.columns:
            columns.append(x)
            wide = width_of(words, SIZE)
            at, anchor = (x, "start") if wide > BLANK else (x + BLANK / 2, "middle")
            self._write(words, at, self.y + HEADING / 2, anchor, SIZE)
            self._reach(x + max(BLANK, wide))
            x += max(BLANK, wide) + SPACE
        self.y += HEADING
        for words, names in table.rows.items():
            self._write(words, self.indent - NEXT, self.y + PITCH / 2, "end", SIZE)
            for name, left in zip(names, columns):
                self._blank(name, left)
            self.y += PITCH

    def put_line(self, names: Line) -> None:
        """Numbers side by side, each with its name before it."""
        x = max(self.indent, EDGE + width_of(before(self.case, names[0]), SIZE) + NEXT)
        for k, name in enumerate(names):
            x += self.steps[k - 1] if k else 0
            self._write(before(self.case, name), x - NEXT, self.y + PITCH / 2, "end")
            self._blank(name, x)
        self.y += PITCH

    def put_choice(self, name: str) -> None:
        """The options beside the name, or below it where they are long; below one another unless they are short."""
        options, words, x = self.case.options[name], before(self.case, name), self.indent
        share = _widest(options) - SIGN
        if _is_beside(self.case, name, self.width) and x + share + SIGN <= min(self.width, BESIDE) - EDGE:
            self._write(words, x - NEXT, self.y + PITCH / 2, "end")
        else:
            x = EDGE
            self._write(words, x, self.y + PITCH / 2, "start")
            self.y += OPTION
        in_one_line = x + (share + 8) * len(options) + SIGN <= self.width - EDGE and len(options) <= 3
        across, down = ((share + 8) * len(options), OPTION) if in_one_line else (share, OPTION * len(options))
        middle = self.y + PITCH / 2 + (0 if in_one_line else (down - OPTION) / 2)
        room = across + SIGN
        self._put(Blank(f"ask-{name}", name, x + room / 2, middle, room, down, self._said(name), options, SIZE))
        self._reach(x + room)
        self.y += PITCH + down - OPTION

    def _blank(self, name: str, left: float) -> None:
        middle = self.y + PITCH / 2
        self._put(Blank(f"ask-{name}", name, left + BLANK / 2, middle, BLANK, HEIGHT, self._said(name), size=SIZE))
        self._reach(left + BLANK)

    def _write(self, words: str, x: float, y: float, anchor: str, size: float = SIZE) -> None:
        id = f"words-{len(self.filling.words)}"
        self._put(Text(id, x, y, anchor=anchor, size=size))
        self.filling.words[id] = words

    def _put(self, item: Text | Blank) -> None:
        self.items.append(item)

    def _reach(self, x: float) -> None:
        self.right = max(self.right, x)

    def _said(self, name: str) -> str:
        return spoken(self.case, name)
