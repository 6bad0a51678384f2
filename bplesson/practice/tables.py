"""Which of the numbers that are asked stand together: in a table, in one line, or alone."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bplesson.practice.item import Case

OF = re.compile(r"“?(.+?) of (.+?)”?")  # "C of example 1"
ENTRY = re.compile(r"(.+)\[(\d+), (\d+)\]")  # "W₀₁[1, 0]"
NODE = re.compile(r"(.+)\[\d+\]")  # "δ₁[0]"
COLUMNS, ACROSS = 4, 3  # of a table, and numbers in a line, at most
FEW = 5  # lines in which each number has its own
BRIEF = 10  # letters of a name that may stand beside others in a line

Place = tuple[str, str, str]  # what stands in the corner of a table, before its row and above its column


@dataclass(frozen=True)
class Table:
    """Numbers by their names, in rows with headings below a row of headings."""

    corner: str
    columns: tuple[str, ...]
    rows: dict[str, tuple[str, ...]]

    @property
    def names(self) -> list[str]:
        """All numbers, row by row."""
        return [name for row in self.rows.values() for name in row]


Line = tuple[str, ...]  # numbers by their names


def parts_of(case: Case, names: Sequence[str], packed: bool = False) -> list[Table | Line]:
    """These numbers as they stand below one another; `packed`: short names side by side, to be not so high."""
    parts = list(_parts(case, names))
    if packed or sum(isinstance(part, tuple) for part in parts) > FEW:
        return list(_packed(case, parts))
    return parts


def _parts(case: Case, names: Sequence[str]) -> Iterator[Table | Line]:
    left = list(names)
    while left:
        part = () if left[0] in case.options else _table(case, left) or _line(case, left)
        yield part or (left[0],)
        del left[: len(part.names if isinstance(part, Table) else part) or 1]


def _table(case: Case, names: list[str]) -> Table | None:
    """The largest table with which these names begin, if there is one."""
    tables = [_grown([way(case.label(name)) for name in names], names) for way in (_entry, _row_of, _column_of)]
    return max(filter(None, tables), key=lambda table: len(table.names), default=None)


def _entry(label: str) -> Place | None:
    found = ENTRY.fullmatch(label)
    return found and (found[1], f"row {found[2]}", f"column {found[3]}")


def _row_of(label: str) -> Place | None:
    found = OF.fullmatch(label)
    return found and ("", found[2], found[1])


def _column_of(label: str) -> Place | None:
    found = OF.fullmatch(label)
    return found and ("", found[1], found[2])


def _grown(places: list[Place | None], names: list[str]) -> Table | None:
    """The table that the first places make, row by row, if it has more than one column."""
    if places[0] is None:
        return None
    corner, first, _ = places[0]
    columns = tuple(place[2] for place in _while(places, lambda place: place and place[:2] == (corner, first)))[
        :COLUMNS
    ]
    if len(columns) < 2 or len(set(columns)) < len(columns):
        return None
    rows, n = {}, len(columns)
    for start in range(0, len(places) - n + 1, n):
        row = places[start : start + n]
        if not row[0] or row[0][1] in rows or row != [(corner, row[0][1], column) for column in columns]:
            break
        rows[row[0][1]] = tuple(names[start : start + n])
    return Table(corner, columns, rows)


def _line(case: Case, names: list[str]) -> Line:
    """The entries of one column with which these names begin; one or two are no line."""
    stems = [found and found[1] for found in (NODE.fullmatch(case.label(name)) for name in names)]
    if not stems[0]:
        return ()
    line = tuple(names[: len(_while(stems, lambda stem: stem == stems[0]))][:ACROSS])
    return line if len(line) > 2 else ()


def _packed(case: Case, parts: list[Table | Line]) -> Iterator[Table | Line]:
    """The same, with short names of lines that follow each other in one line."""
    line = ()
    for part in parts:
        brief = isinstance(part, tuple) and all(
            name not in case.options and len(case.label(name)) <= BRIEF for name in part
        )
        if brief and len(line) + len(part) <= ACROSS:
            line += part
            continue
        if line:
            yield line
        line = part if brief else ()
        if not brief:
            yield part
    if line:
        yield line


def _while(values: list, fits: Callable) -> list:
    """The values up to the first that does not fit."""
    end = next((k for k, value in enumerate(values) if not fits(value)), len(values))
    return values[:end]
