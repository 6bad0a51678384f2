"""A copy of each assignment for each learner, with other numbers, and the key for all of them."""

import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import nbformat

from bplesson.errors import InputError
from bplesson.kit.words import enumerated
from bplesson.teach.assignment import name_of, renumber
from bplesson.teach.class_list import Learner, folded, read_class
from bplesson.teach.course import Course, aside, move, read_course
from bplesson.teach.key import write_key
from bplesson.teach.lessons import numbers_of
from bplesson.teach.sheets import Sheet, sheet_of
from bplesson.teach.variants import case_of, parted, shared, sheets_of_all

FOLDER, BAR = "variants", 40


def write_variants(folder: str | Path, students: str | Path, overwrite: bool = False) -> str:
    """Write the copies for a class list below DIR/variants, and DIR/key; what was done, in a sentence.

    A copy that is there already stays, unless it is to be overwritten; the numbers of a learner stay in any case.
    """
    course, learners = read_course(folder), read_class(students)
    released = {lesson: _released(course, lesson) for lesson in course.lessons}
    ids = {**{id: id for id in course.turns}, **{folded(each.id): each.id for each in learners}}
    turns = {id: course.turns.get(id, {}) for id in ids}
    sheets = dict(_shown(sheets_of_all(course.secret, course.id, course.lessons, turns), len(turns)))
    turns = parted(sheets, turns, lambda id, item, turn: _drawn(course, id, item, turn))
    same = shared(sheets)
    course = replace(course, turns=turns)
    course.save(course.folder)
    wanted = [(each, lesson) for each in learners for lesson in course.lessons]
    made = [pair for pair in wanted if overwrite or not _place(course, *pair).exists()]
    with aside(course.folder / FOLDER) as new:
        _write(made, released, sheets, new)
        for learner in {learner.id: learner for learner, _ in made}.values():
            _place(course, learner).parent.mkdir(exist_ok=True)
            move(new / learner.id, _place(course, learner))
    with aside(course.folder / "key") as new:
        write_key(new / "key", course.lessons, {ids[id]: tasks for id, tasks in sheets.items()})
        move(new, course.folder)
    stay = "" if len(made) == len(wanted) else f" {len(wanted) - len(made)} were there and stay."
    many = f"{len(made)} notebook{'s' * (len(made) != 1)} for {len(learners)} learner{'s' * (len(learners) != 1)}"
    give = (
        f"Give each learner the folder {course.folder / FOLDER / 'ID'}; those in release/ are the same for everybody."
    )
    few = f"\nSome share their numbers in {enumerated(same)}: too few cases for so many learners." if same else ""
    return f"{course.folder / FOLDER}: {many}.{stay} The key: {course.folder / 'key' / 'key.csv'}.\n{give}{few}"


def _released(course: Course, lesson: int) -> nbformat.NotebookNode:
    path = course.folder / "release" / name_of(lesson) / f"{name_of(lesson)}.ipynb"
    if not path.exists():
        command = 'nbgrader generate_assignment "lesson_*"'
        raise InputError(f"{path}: is missing: run `{command}` in the folder of the course first")
    return nbformat.read(path, as_version=4)


def _place(course: Course, learner: Learner, lesson: int | None = None) -> Path:
    place = course.folder / FOLDER / learner.id
    return place if lesson is None else place / name_of(lesson)


def _drawn(course: Course, id: str, which: str, turn: int) -> Sheet:
    item, level = next(pair for lesson in course.lessons for pair in numbers_of(lesson) if pair[0].id == which)
    return sheet_of(item, case_of(course.secret, course.id, item, level, id, {which: turn}))


def _write(made: Iterable[tuple[Learner, int]], released: dict, sheets: dict[str, dict[str, Sheet]], new: Path) -> None:
    """The notebooks into new/ID/lesson_NN."""
    for learner, lesson in made:
        nb = deepcopy(released[lesson])
        renumber(nb, sheets[folded(learner.id)])
        nb.metadata["bplesson"] = {"learner": learner.id}
        nb.cells[0].source += f"\n\nThe numbers in this notebook are made for {learner.id}."
        place = new / learner.id / name_of(lesson)
        place.mkdir(parents=True)
        (place / f"{name_of(lesson)}.ipynb").write_text(nbformat.v4.writes(nb) + "\n", encoding="utf-8")


def _shown(pairs: Iterable, total: int) -> Iterator:
    """The same pairs; on a terminal a bar says how far they are."""
    for k, pair in enumerate(pairs, start=1):
        if sys.stderr.isatty():
            done = BAR * k // total
            end = "\n" if k == total else ""
            print(f"\r[{'#' * done}{'.' * (BAR - done)}] {k} of {total}", end=end, file=sys.stderr, flush=True)
        yield pair
