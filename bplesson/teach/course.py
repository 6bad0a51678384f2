"""The folder of a course: what nbgrader reads, and what the teacher keeps, the secret above all."""

import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from bplesson.errors import InputError
from bplesson.practice.item import Case, Item
from bplesson.teach.assignment import STUB, name_of, notebook
from bplesson.teach.class_list import folded
from bplesson.teach.key import write_key
from bplesson.teach.variants import EVERYBODY, Turns, case_of, sheets_of

SECRET, SETTINGS, CONFIG = "bplesson_secret.txt", "bplesson_course.json", "nbgrader_config.py"
CONFIGURED = '''"""What nbgrader has to know of this course. Written by bplesson-teach; add what you need."""

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from bplesson.teach.grading import JudgeAnswers, OwnNumbers, RestoreCells, RunCells

c = get_config()
c.CourseDirectory.course_id = {id!r}
c.ClearSolutions.code_stub = {{"python": {stub!r}}}
c.Execute.timeout = 60  # seconds in which a cell of a learner has to end
c.Autograde.sanitize_preprocessors = [
    RestoreCells,  # cells that a learner has deleted or changed are those of the assignment again
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    OwnNumbers,  # the tasks have the numbers of this learner
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    RunCells,
    IgnorePattern,
    LimitOutput,
    JudgeAnswers,  # numbers are judged here, outside the kernel in which the learner's code has run
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
'''


@dataclass(frozen=True)
class Course:
    """A course: its folder, its name, its lessons, the secret behind its numbers.

    `turns` are the learners who have numbers of their own, by their ids, each with how often an item was drawn anew;
    if there are none, the numbers are the same for all.
    """

    folder: Path
    id: str
    lessons: tuple[int, ...]
    secret: str
    turns: Mapping[str, Turns] = field(default_factory=dict)

    def case(self, item: Item, level: int, learner: str) -> Case:
        """The case that this learner has to work on."""
        id = learner if self.turns else EVERYBODY
        return case_of(self.secret, self.id, item, level, id, self.turns.get(folded(id), {}))

    def save(self, folder: Path) -> None:
        """Write the settings, without the secret, into a folder."""
        settings = {"course": self.id, "lessons": list(self.lessons), "turns": dict(self.turns)}
        text = json.dumps(settings, indent=1, ensure_ascii=False)
        aside = folder / f".{SETTINGS}"
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(folder / SETTINGS)


def read_course(folder: str | Path) -> Course:
    """The course in a folder; InputError if there is none, or if its secret is missing."""
    folder = Path(folder)
    try:
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        id, lessons, turns = settings["course"], tuple(settings["lessons"]), settings["turns"]
    except FileNotFoundError:
        raise InputError(
            f"{folder.resolve()}: {SETTINGS} is not in this folder: expected the folder that `bplesson-teach course` "
            "wrote (inside it that is a point: `.`)"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{folder / SETTINGS}: cannot be read: it is written by `bplesson-teach course`") from None
    try:
        secret = (folder / SECRET).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        secret = ""
    if not secret:
        raise InputError(
            f"{folder / SECRET}: the secret of the course is missing. Put back your copy: from another secret other "
            "numbers would follow than your learners have"
        )
    return Course(folder, id, lessons, secret, turns)


def write_course(folder: str | Path, lessons: Sequence[int], id: str = "", overwrite: bool = False) -> Course:
    """Write a course for these lessons; one that is there is only written anew with `overwrite`.

    Its secret stays then, and so does all that is not written here: other lessons, what was handed in, marks.
    """
    folder, lessons = Path(folder), tuple(sorted(set(lessons)))
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file, a folder is needed")
    if folder.exists() and any(folder.iterdir()):
        if not overwrite:
            raise InputError(f"{folder}: is there already and not empty; with --overwrite its course is written anew")
        if not (folder / SETTINGS).exists():
            raise InputError(f"{folder}: has other files in it, and no course: choose a folder that is empty, or new")
        before = read_course(folder)
        if id not in ("", before.id):
            raise InputError(f"name: expected {before.id}, for the numbers follow from it, got {id}")
        course = replace(before, lessons=tuple(sorted({*before.lessons, *lessons})))
    else:
        course = Course(folder, id or folder.resolve().name, lessons, secrets.token_hex(32))
    with aside(folder) as new:
        _fill(course, lessons, new)
        move(new / "source", folder / "source")
        (new / "source").rmdir()
        move(new, folder)
    return course


def _fill(course: Course, lessons: Sequence[int], new: Path) -> None:
    """All files of a course; of these lessons the notebooks."""
    (new / CONFIG).write_text(CONFIGURED.format(id=course.id, stub=STUB), encoding="utf-8")
    course.save(new)
    (new / SECRET).write_text(course.secret + "\n", encoding="utf-8")
    (new / SECRET).chmod(0o600)
    sheets = sheets_of(course.secret, course.id, course.lessons, EVERYBODY, {})
    for lesson in lessons:
        place = new / "source" / name_of(lesson)
        place.mkdir(parents=True)
        nbformat.write(notebook(lesson, sheets), place / f"{name_of(lesson)}.ipynb")
    if not course.turns:  # else the key has the numbers of each learner, and is written with them
        write_key(new / "key", course.lessons, {EVERYBODY: sheets})


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A new folder beside this one, to fill before it takes its place; it is gone at the end."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-", ignore_cleanup_errors=True) as new:
        yield Path(new)


def move(new: Path, folder: Path) -> None:
    """Move what is in `new` into a folder, in place of what has the same names there."""
    folder.mkdir(parents=True, exist_ok=True)
    for each in sorted(new.iterdir()):
        old = folder / each.name
        if old.is_dir():
            with aside(old) as away:
                os.replace(old, away / "old")
                os.replace(each, old)
        else:
            os.replace(each, old)
