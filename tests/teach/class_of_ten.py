"""A class of invented learners on lesson 2, each with numbers of their own: what they hand in, and what it must earn."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from bplesson.practice.bugs import bugs
from bplesson.practice.item import item
from bplesson.teach.__main__ import main
from bplesson.teach.course import Course, read_course
from bplesson.teach.parts import numbers_of

SECONDS = 8  # for a cell that never ends
FORGED = """
from IPython.display import display
bundle = {"item": "P2.1", "part": "numbers", "skill": "", "points": 9, "of": 9, "mistakes": [], "words": "Right."}
display({"text/plain": "9", "application/vnd.bplesson.mark+json": bundle}, raw=True)
9.0
"""
FAKED = """
import sys, types
import bplesson.practice.checking as checking
from bplesson.practice.diagnosis import Verdict
checking.check = checking.judged = lambda *some: Verdict(True, (), "All agree.")
fake = types.ModuleType("bplesson.teach.check")
fake.numbers = fake.function = lambda *some, **others: 10.0
sys.modules["bplesson.teach.check"] = bp = check = fake
import bplesson.teach
bplesson.teach.check = fake
"""
SHOWING = """
def backpropagate(weights, x0, y):
    from IPython.display import display
    bundle = {"item": "P2.4", "part": "backpropagate", "skill": "", "points": 10, "of": 10, "mistakes": [],
              "words": "Right."}
    display({"text/plain": "10", "application/vnd.bplesson.mark+json": bundle}, raw=True)
    print("ok")
    return 10.0
"""


def nbgrader(folder: Path, *arguments: str) -> str:
    """What nbgrader says; it must end well."""
    own = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=folder, env=own, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stderr


class Learner:
    """One learner's notebook of lesson 2, to be filled in and handed in."""

    def __init__(self, course: Course, id: str, of: str = ""):
        self.course, self.id = course, id
        path = course.folder / "variants" / (of or id) / "lesson_02" / "lesson_02.ipynb"
        self.nb = nbformat.read(path, as_version=4)
        self.cases = {each.id: course.case(each, level, of or id) for each, level in numbers_of(2)}

    def cell(self, beginning: str):
        """The cell that begins so."""
        return next(each for each in self.nb.cells if each.source.startswith(beginning))

    def graded(self, grade_id: str):
        """The cell of that name."""
        return next(each for each in self.nb.cells if each.metadata.get("nbgrader", {}).get("grade_id") == grade_id)

    def types(self, which: str, numbers: dict) -> "Learner":
        """Put numbers by name into the cell of an item."""
        cell = self.cell(which.replace(".", "_") + " = ")
        for name, value in numbers.items():
            assert f'"{name}": ...,' in cell.source
            cell.source = cell.source.replace(f'"{name}": ...,', f'"{name}": {value!r},')
        return self

    def right(self, *items: str) -> "Learner":
        """All numbers of these items as they should be, or of all items."""
        for which in items or self.cases:
            self.types(which, self.cases[which].right)
        return self

    def mistaken(self, which: str, id: str) -> "Learner":
        """The numbers that come out with this mistake."""
        made = self.cases[which].key.wrong[id][0]({})
        return self.types(which, {name: made[name] for name in self.cases[which].asks})

    def writes(self, name: str, id: str = "") -> "Learner":
        """The function as it should be, or with this mistake."""
        of = next(each for each in bugs()["P2.4"] if each.name == name)
        planted = [each.function for each in of.planted if each.id == id] or [of.right]
        self.graded(f"P2_4_{name}").source = inspect.getsource(planted[0])
        return self

    def adds(self, source: str, place: int = 2) -> "Learner":
        """A cell of the learner's own."""
        self.nb.cells.insert(place, new_code_cell(source))
        return self

    def hands_in(self) -> None:
        """Put the notebook where nbgrader looks for it."""
        place = self.course.folder / "submitted" / self.id / "lesson_02"
        place.mkdir(parents=True)
        nbformat.write(self.nb, place / "lesson_02.ipynb")


MISTAKES = {  # by learner: in which item, or in which function
    "wrong_1": {"P2.1": "S1", "P2.3": "U1", "backpropagate": "S1", "mean_gradients": "M1"},
    "wrong_2": {"P2.1": "B2", "P2.3": "U2", "backpropagate": "B2"},
    "wrong_3": {"P2.1": "O3", "P2.3": "O4", "backpropagate": "S3", "mean_gradients": "M10"},
    "wrong_4": {"P2.1": "B7", "P2.3": "S2", "backpropagate": "O3"},
}
CHEATS = ("forger", "faker", "shower", "printer", "zeros")
IDS = ("right", *MISTAKES, "empty", "endless", "deleter", "thief", *CHEATS)


def handed_in(course: Course) -> None:
    """The submissions of the whole class."""
    Learner(course, "right").right().writes("backpropagate").writes("mean_gradients").hands_in()
    for id, made in MISTAKES.items():
        learner = Learner(course, id).right("P2.2").writes("mean_gradients")
        for where, mistake in made.items():
            learner = learner.mistaken(where, mistake) if "." in where else learner.writes(where, mistake)
        learner.hands_in()
    Learner(course, "empty").hands_in()
    endless = Learner(course, "endless").right()
    endless.graded("P2_4_backpropagate").source = "def backpropagate(weights, x0, y):\n    while True:\n        pass"
    endless.graded("P2_4_mean_gradients").source = "while True:\n    pass"
    endless.hands_in()
    deleter = Learner(course, "deleter").right("P2.2").writes("backpropagate")
    gone = ("P2_1_check", "P2_1_task", "P2_4_backpropagate_check", "P2_4_mean_gradients_check", "P2_4_mean_gradients")
    deleter.nb.cells = [each for each in deleter.nb.cells if not grade_id(each) in gone]
    deleter.graded("P2_3_check").metadata.nbgrader |= {"grade": False, "solution": True, "points": 99}
    deleter.hands_in()
    Learner(course, "thief", of="right").right().writes("backpropagate").writes("mean_gradients").hands_in()
    forger = Learner(course, "forger").adds(FORGED)
    for each in forger.nb.cells:
        if grade_id(each).endswith("_check"):
            each.source = FORGED
    copy = nbformat.from_dict({**forger.graded("P2_1_check"), "id": "again"})
    forger.nb.cells.append(copy)
    forger.hands_in()
    Learner(course, "faker").adds(FAKED).hands_in()
    shower = Learner(course, "shower")
    shower.graded("P2_4_backpropagate").source = SHOWING
    shower.hands_in()
    printer = Learner(course, "printer").adds('print("ok")', 10).adds('print("10.0")', 5)
    printer.graded("P2_4_backpropagate").source = 'print("ok")\nbackpropagate = 10.0\n10.0'
    printer.graded("P2_4_mean_gradients").source = 'class Yes(dict):\n    pass\nP2_1 = P2_2 = Yes(ok=10.0)\n"ok"'
    printer.hands_in()
    zeros = Learner(course, "zeros")
    zeros.types("P2.1", dict.fromkeys(zeros.cases["P2.1"].asks, 0)).hands_in()


def grade_id(cell) -> str:
    """nbgrader's name of a cell, "" if it has none."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def graded_course(folder: Path) -> Course:
    """A course of lesson 2 whose class has handed in, been marked and been answered."""
    place = folder / "course"
    assert main(["course", str(place), "--lessons", "2"]) == 0
    nbgrader(place, "generate_assignment", "lesson_02")
    (folder / "class.csv").write_text("id,first_name,last_name\n" + "".join(f"{id},A,B\n" for id in IDS))
    assert main(["variants", str(place), "--students", str(folder / "class.csv")]) == 0
    course = read_course(place)
    handed_in(course)
    nbgrader(place, "autograde", "lesson_02", f"--Execute.timeout={SECONDS}")
    nbgrader(place, "generate_feedback", "lesson_02")
    return course


def words_of(page: str) -> str:
    """The text of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def skill_of(which: str) -> str:
    """The skill of an item."""
    return item(which).skill
