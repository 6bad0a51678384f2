"""The tables of a class's marks, as CSV files."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bplesson.practice.item import items
from bplesson.teach.class_list import Learner
from bplesson.teach.points import Graded
from bplesson.teach.tally import Count

GRADED, WAITING, MISSING = "graded", "not graded yet", "not handed in"
HEAD = (
    *("id", "first_name", "last_name", "assignment", "state", "points", "of"),
    *("late_penalty", "hours_late", "to_mark_by_hand"),
)  # of marks.csv, before a column for each part
COLUMNS = ("mistake", "learners", "of", "name", "sentence", "items", "skills")  # of mistakes.csv
Copies = Mapping[tuple[str, str], str]  # by learner and assignment: whose copy was handed in, "" for the common one
States = Mapping[tuple[str, str], str]  # by learner and assignment


def of_copy(other: str) -> str:
    """The state of what was graded, and is the copy of another learner, or with "" the one that all can have."""
    return f"{GRADED}: " + (f"the copy of {other}" if other else "the common copy")


def marks_table(learners: Sequence[Learner], states: States, graded: list[Graded]) -> list[list]:
    """A line for each learner and assignment: the points, and those of each part, whose name stands above it."""
    marked = {(one.learner, one.assignment): one for one in graded}
    several = {one.assignment for one in graded if len(one.notebooks) > 1}

    def named(one: Graded) -> dict[str, float]:
        return {
            f"{part.notebook}/{part.name}" if one.assignment in several else part.name: _plain(part.points)
            for part in one.parts
        }

    columns = list(dict.fromkeys(name for one in marked.values() for name in named(one)))
    names = {learner.id: learner for learner in learners}
    table = [[*HEAD, *columns]]
    for (id, assignment), state in states.items():
        row = [id, names[id].first_name, names[id].last_name, assignment, state]
        if one := marked.get((id, assignment)):
            row += [_plain(one.points), _plain(one.of)]
            late = "" if one.hours_late is None else _plain(round(one.hours_late, 2))
            row += [_plain(sum(one.penalties.values())), late, sum(part.by_hand for part in one.parts)]
            row += [named(one).get(column, "") for column in columns]
        table.append(row + [""] * (len(table[0]) - len(row)))
    return table


def mistakes_table(counts: Sequence[Count]) -> list[list]:
    """A line for each mistake: how many made it, in words what it is, and in which items how many."""
    table = [[*COLUMNS]]
    for count in counts:
        where = ", ".join(f"{item} ({number})" for item, number in count.items.items())
        what = "; ".join(items()[item].skill for item in count.items)
        table.append([count.id, count.learners, count.of, count.name, count.sentence, where, what])
    return table


def _plain(value: float) -> float | int:
    """A sum of points without the dust of binary fractions; a whole number as one."""
    value = round(value, 6)
    return int(value) if value == int(value) else value


def as_csv(table: Iterable[Sequence]) -> bytes:
    """The table as a CSV file that spreadsheets too read as UTF-8."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue().encode("utf-8-sig")
