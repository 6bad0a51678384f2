"""A class list: a CSV file with a line for each learner. What is not clear in it is said with its line."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bplesson.errors import InputError, file_name, shown

READ = ("id", "first_name", "last_name")
COLUMNS = (*READ, "email", "lms_user_id")  # those that nbgrader knows in its own class lists
ID = re.compile(r"[^\W_][\w.@+-]{0,98}(?<![.])")  # nbgrader names a folder by it, and looks for that with patterns
NO_LETTERS = {"Cc", "Cs", "Zl", "Zp"}  # as Unicode calls what ends a line or steers a screen
ID_IN_WORDS = "letters, digits and . _ - @ +, a letter or digit first, no point last, at most 99 of them"


@dataclass(frozen=True)
class Learner:
    """One line of a class list; the names are "" where the list has none."""

    id: str
    first_name: str = ""
    last_name: str = ""


def folded(id: str) -> str:
    """The id by which a learner is known, however it was typed: in small letters, each with one spelling."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", id).casefold()).strip()


def why_no_id(id: str) -> str:
    """What is wrong with an id, as the end of a sentence; "" where nothing is."""
    plain = unicodedata.normalize("NFKC", id)
    if plain != id:
        return f"{shown(id)} has letters that only look like those of {shown(plain)}: type the id anew"
    return "" if ID.fullmatch(id) else f"expected {ID_IN_WORDS}, got {shown(id)}"


def read_class(path) -> list[Learner]:
    """The learners of a CSV file with the columns id, first_name and last_name, of which only id must be there.

    Columns are separated by commas, or by semicolons if the first line has no comma; a name with one in it stands in
    quotes. Capitals in the names of the columns, a byte order mark, the line ends of any system, spaces around a value
    and empty lines at the end are all right. InputError says the file, the line, and what is expected there, for
    anything else.
    """
    name = file_name(path)
    lines = _lines(name)
    _, header = next(lines, (1, None))
    if header is None:
        raise InputError(f"{name.name} is empty: expected a line with the names of the columns, {', '.join(READ)}")
    header = [column.lower() for column in header]
    _check_columns(name, header)
    learners, places, empty = [], {}, None
    for line, values in lines:
        if not any(values):
            empty = empty or line
            continue
        where = f"{name.name}, line"
        if empty:
            raise InputError(f"{where} {empty}: the line is empty, and others follow: delete it, or add who is missing")
        if len(values) != len(header):
            raise InputError(
                f"{where} {line}: expected a value for each of the {len(header)} columns, got {len(values)} "
                "(a name with a comma or a semicolon in it stands in quotes)"
            )
        row = dict(zip(header, values, strict=True))
        if why := why_no_id(row["id"]) if row["id"] else "expected an id, got none":
            raise InputError(f"{where} {line}, id: {why}")
        first, id = places.setdefault(folded(row["id"]), (line, row["id"]))
        if first != line:
            same = "is" if id == row["id"] else f"is the same as {shown(id)}, which stands"
            raise InputError(f"{where} {line}: the id {shown(row['id'])} {same} in line {first} already")
        learners.append(Learner(*(row.get(column, "") for column in READ)))
    if not learners:
        raise InputError(f"{name.name}: expected a line for each learner below the names of the columns, got none")
    return learners


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record of the file with the number of the line in which it begins, without spaces around the values."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise InputError(f"{path.name}: expected a class list that can be read: {problem.strerror}") from None
    except UnicodeDecodeError as problem:
        line = problem.object[: problem.start].count(b"\n") + 1
        raise InputError(f"{path.name}, line {line}: expected text in UTF-8 (save it as CSV UTF-8)") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.partition("\n")[0]
    mark = ";" if ";" in first and "," not in first else ","  # spreadsheets of a language with decimal commas write ;
    reader, begins = csv.reader(io.StringIO(text), delimiter=mark, strict=True, skipinitialspace=True), 1
    try:
        for values in reader:
            values = [value.strip() for value in values]
            odd = next((value for value in values if set(map(unicodedata.category, value)) & NO_LETTERS), None)
            if odd is not None:
                raise InputError(f"{path.name}, line {begins}: expected letters, got {shown(odd)} (a quote left open?)")
            yield begins, values
            begins = reader.line_num + 1
    except csv.Error:
        raise InputError(f"{path.name}, line {begins}: a quote is not closed, or stands inside a value") from None


def _check_columns(path: Path, header: list[str]) -> None:
    where = f"{path.name}, line 1"
    if "id" not in header:
        found = ", ".join(header[:5]) + ", …" * (len(header) > 5)
        raise InputError(f"{where}: a column named `id` is missing; found: {found} (expected {', '.join(READ)})")
    for column in header:
        if column not in COLUMNS:
            raise InputError(f"{where}: expected columns among {', '.join(COLUMNS)}, got {shown(column)}")
        if header.count(column) > 1:
            raise InputError(f"{where}: the column {column} is there twice")
