"""nbgrader's own steps with what a course of numbers for each learner needs: they are named in nbgrader_config.py.

What a learner types is data here; functions run in the kernel that nbgrader starts, and are judged there by a check
that is loaded anew. As always with nbgrader, code that was handed in runs with the rights of whoever marks: it can read
what they can read, and one who knows IPython well can make it show a mark for a function. Lessons and package contain
right functions anyway; what a learner has understood, the numbers and the question tell.
"""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute, NbGraderPreprocessor

from bplesson.practice.item import Item, item
from bplesson.teach.assignment import renumber
from bplesson.teach.bundles import COPY
from bplesson.teach.checked_cell import of_function, of_numbers, outputs
from bplesson.teach.class_list import folded
from bplesson.teach.course import Course, read_course
from bplesson.teach.judge import as_data, nothing
from bplesson.teach.lessons import TITLES, numbers_of
from bplesson.teach.sheets import sheet_of
from bplesson.teach.variants import EVERYBODY

LOST = "# This cell was missing: what stood in it is not there.\n"
FRESH = """import os, sys
sys.path[:] = [place for place in sys.path if place and os.path.abspath(place) != os.getcwd()]
for name in [name for name in sys.modules if name.partition(".")[0] == "bplesson"]:
    del sys.modules[name]  # whatever was made of them, the check is the right one
"""
COMMON = "This is the copy that is the same for all, not yours"
OF_ANOTHER = "This notebook has the numbers of another learner: your own copy counts."


class OfCourse(NbGraderPreprocessor):
    """A step that knows the course in whose folder nbgrader was started."""

    @property
    def directory(self):
        """nbgrader's view of the folders of the course."""
        return self.parent.parent.coursedir

    @property
    def course(self) -> Course:
        """The course; InputError if its settings or its secret are missing."""
        return read_course(self.directory.root)


class RestoreCells(OfCourse):
    """Gives all cells that nbgrader knows what the teacher's version says of them, and puts back those deleted."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The notebook as it was handed in; what was deleted stands at its end, below all answers."""
        about = resources["nbgrader"]
        folder = self.directory.format_path(self.directory.source_directory, ".", about["assignment"])
        source = nbformat.read(Path(folder, f"{about['notebook']}.ipynb"), as_version=4)
        known = {grade_id(cell): cell for cell in source.cells if grade_id(cell)}
        cells = []
        for cell in nb.cells:
            id, found = grade_id(cell), {grade_id(each) for each in cells}
            if id in known and id not in found:
                cells.append(_restored(cell, known[id]))
                continue
            for name in ("nbgrader", "bplesson"):
                cell.metadata.pop(name, None)
            if id not in known or not is_locked(known[id]):  # a second copy of a locked cell is worth nothing
                cells.append(cell)
        there = {grade_id(each) for each in cells}
        nb.cells = cells + [_restored(None, cell) for id, cell in known.items() if id not in there]
        return nb, resources


def grade_id(cell: NotebookNode) -> str:
    """The name that nbgrader has for a cell; "" if it has none."""
    about = cell.metadata.get("nbgrader")
    return str(about.get("grade_id") or "") if isinstance(about, dict) else ""


def is_check(cell: NotebookNode) -> bool:
    """Whether it is a checking cell of ours (RestoreCells has seen to it that no other says so)."""
    return "part" in cell.metadata.get("bplesson", {})


def is_locked(cell: NotebookNode) -> bool:
    """Whether a learner may not change the cell."""
    return not cell.metadata.nbgrader["solution"]


def _restored(cell: NotebookNode | None, source: NotebookNode) -> NotebookNode:
    """The cell of the assignment; in one that a learner writes into stands what the learner wrote."""
    restored = deepcopy(source)
    if not is_locked(source):
        restored.source = LOST if cell is None else cell.source
    return restored


def asked() -> list[tuple[Item, int]]:
    """All items that ask for numbers, each with its level."""
    return [pair for lesson in TITLES for pair in numbers_of(lesson)]


class OwnNumbers(OfCourse):
    """Puts the learner's own numbers into the tasks, which nbgrader has just overwritten with those of the source."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The notebook with the tasks of the learner who has handed it in, or those of the copy that all can have."""
        course, learner = self.course, resources["nbgrader"]["student"]
        whose = EVERYBODY if _copy_of(nb, course, learner) == EVERYBODY else learner
        there = {cell.metadata.get("bplesson", {}).get("item") for cell in nb.cells}
        mine = {each.id: sheet_of(each, course.case(each, k, whose)) for each, k in asked() if each.id in there}
        renumber(nb, mine)
        return nb, resources


class RunCells(Execute):
    """Runs the cells; one that cannot be stopped, or that ends the kernel, is the last, and those above it count."""

    def preprocess(self, nb: NotebookNode, resources: dict, *more, **others) -> tuple[NotebookNode, dict]:
        """The notebook with its outputs, as far as they came."""
        self._stuck, checking = 0, {k: cell.source for k, cell in enumerate(nb.cells) if is_check(cell)}
        for k in checking:
            nb.cells[k].source = FRESH + checking[k]
        try:
            nb, resources = super().preprocess(nb, resources, *more, **others)
        except (DeadKernelError, CellTimeoutError) as problem:
            self.log.warning("The cells below were not run: %s", problem)
        for k, source in checking.items():
            nb.cells[k].source = source
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: dict, index: int) -> tuple[NotebookNode, dict]:
        """One cell; after two that had to be stopped no more are tried."""
        if self._stuck < 2:
            cell, resources = super().preprocess_cell(cell, resources, index)
            self._stuck += any(each.get("ename") == "CellTimeoutError" for each in cell.get("outputs", ()))
        return cell, resources


class JudgeAnswers(OfCourse):
    """Writes into each checking cell what it is worth, for nbgrader, and says why, for the learner."""

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """The notebook with a mark in each of these cells; what a learner's code has put there is gone."""
        course, learner = self.course, resources["nbgrader"]["student"]
        levels = {each.id: level for each, level in asked()}
        copy_of = _copy_of(nb, course, learner)
        nb.metadata["bplesson"] = {"learner": learner} if copy_of is None else {COPY: copy_of}
        # said once, in the first of the checking cells
        first = f"{COMMON} ({learner}): its own numbers were marked." if copy_of == EVERYBODY else ""
        for cell in filter(is_check, nb.cells):
            about = cell.metadata.bplesson
            which, of = item(about["item"]), float(cell.metadata.nbgrader["points"])
            if copy_of:
                mark = nothing(of, OF_ANOTHER)
            elif about["part"] == "numbers":
                mark = of_numbers(cell, course, learner, which, levels[which.id], of, copy_of == EVERYBODY)
            else:
                mark = of_function(cell, which.id, about["part"], of)
            mark, first = replace(mark, words=f"{first} {mark.words}".strip()), ""
            cell.outputs = outputs(mark, as_data(which, about["part"], mark), cell.execution_count)
        return nb, resources


def _copy_of(nb: NotebookNode, course: Course, learner: str) -> str | None:
    """The other learner for whom a notebook was written; EVERYBODY for the copy in release/, which says of nobody.

    None for the learner's own, and where all have the same numbers. Whoever takes the name out of a neighbour's copy
    is marked by the numbers of everybody, which are nobody's own.
    """
    about = nb.metadata.get("bplesson")
    name = str(about.get("learner") or "") if isinstance(about, dict) else ""
    return None if not course.turns or folded(name) == folded(learner) else name or EVERYBODY
