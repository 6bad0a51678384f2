"""An invented class, each with numbers of their own: what they hand in of three lessons, through the real nbgrader."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from bplesson.teach.__main__ import main
from bplesson.teach.assignment import name_of
from bplesson.teach.course import Course, read_course
from bplesson.teach.lessons import functions_of, numbers_of
from bplesson.teach.variants import EVERYBODY

SECONDS = 20  # for a cell that never ends; much less, and a busy machine stops one that would
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
    """One learner's notebook of a lesson, to be filled in and handed in; perhaps that of another, or of EVERYBODY."""

    def __init__(self, course: Course, id: str, lesson: int = 2, of: str | None = None):
        self.course, self.id, self.lesson = course, id, lesson
        whose = id if of is None else of
        place = course.folder / ("release" if whose == EVERYBODY else f"variants/{whose}")
        self.nb = nbformat.read(place / name_of(lesson) / f"{name_of(lesson)}.ipynb", as_version=4)
        self.cases = {each.id: course.case(each, level, whose) for each, level in numbers_of(lesson)}

    def cell(self, beginning: str):
        """The cell that begins so."""
        return next(each for each in self.nb.cells if each.source.startswith(beginning))

    def graded(self, id: str):
        """The cell that nbgrader knows by this name."""
        return next(each for each in self.nb.cells if grade_id(each) == id)

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
        of = next(each for each in functions_of(self.lesson) if each.name == name)
        [function] = [each.function for each in of.planted if each.id == id] if id else [of.right]
        self.graded(f"{of.which.replace('.', '_')}_{name}").source = inspect.getsource(function)
        return self

    def adds(self, source: str, place: int = 2) -> "Learner":
        """A cell of the learner's own."""
        self.nb.cells.insert(place, new_code_cell(source))
        return self

    def hands_in(self) -> None:
        """Put the notebook where nbgrader looks for it."""
        place = self.course.folder / "submitted" / self.id / name_of(self.lesson)
        place.mkdir(parents=True)
        nbformat.write(self.nb, place / f"{name_of(self.lesson)}.ipynb")


MISTAKES = {  # by learner: in which item, or in which function
    "wrong_1": {"P2.1": "S1", "P2.3": "U1", "backpropagate": "B2", "mean_gradients": "M1"},
    "wrong_2": {"P2.1": "B7", "P2.3": "U2", "backpropagate": "S3", "mean_gradients": "M10"},
    "wrong_3": {"P2.1": "O3", "P2.3": "O4", "backpropagate": "S1", "mean_gradients": "S2"},
}
IDS = ("right", *MISTAKES, "common", "empty", "endless", "deleter", "thief", "forger", "faker")


def grade_id(cell) -> str:
    """nbgrader's name of a cell, "" if it has none."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def honest(course: Course) -> None:
    """The submissions of those who have done what they could."""
    for lesson in course.lessons:
        right = Learner(course, "right", lesson).right()
        for each in functions_of(lesson):
            right.writes(each.name)
        right.hands_in()
    for id, made in MISTAKES.items():
        learner = Learner(course, id).right("P2.2")
        for where, mistake in made.items():
            learner = learner.mistaken(where, mistake) if "." in where else learner.writes(where, mistake)
        learner.hands_in()
    Learner(course, "common", of=EVERYBODY).right().writes("backpropagate").hands_in()
    Learner(course, "empty").hands_in()
    endless = Learner(course, "endless").right()
    endless.graded("P2_4_backpropagate").source = "def backpropagate(weights, x0, y):\n    while True:\n        pass"
    endless.graded("P2_4_mean_gradients").source = "while True:\n    pass"
    endless.hands_in()


def dishonest(course: Course) -> None:
    """The submissions of those who would have points for nothing."""
    deleter = Learner(course, "deleter").right("P2.1").writes("backpropagate", "S1")
    deleter.cell("P2_2 = ").source = 'P2_2 = {\n    "x": 0,5,\n}'
    gone = {"P2_1_check", "P2_1_task", "P2_2_check", "P2_4_backpropagate_check", "P2_4_mean_gradients_check"}
    deleter.nb.cells = [each for each in deleter.nb.cells if grade_id(each) not in gone]
    deleter.graded("P2_3_check").metadata.nbgrader |= {"grade": False, "solution": True, "points": 99}
    deleter.hands_in()
    Learner(course, "thief", of="right").right().writes("backpropagate").writes("mean_gradients").hands_in()
    forger = Learner(course, "forger").adds(FORGED).adds('print("ok")')
    for each in forger.nb.cells:
        if grade_id(each).endswith("_check"):
            each.source = FORGED
    forger.nb.cells.append(nbformat.from_dict({**forger.graded("P2_1_check"), "id": "again"}))
    forger.graded("P2_4_backpropagate").source = 'print("ok")\nbackpropagate = 10.0\n10.0'
    forger.graded("P2_4_mean_gradients").source = 'P2_2 = 2.0\nP2_3 = {"points": 10}\n"ok"'
    forger.hands_in()
    faker = Learner(course, "faker").adds(FAKED)
    faker.types("P2.1", dict.fromkeys(faker.cases["P2.1"].asks, 0))
    faker.graded("P2_4_backpropagate").source = SHOWING
    faker.hands_in()


def marked_course(folder: Path) -> Course:
    """A course whose class has got its own numbers, handed in, been marked and been answered."""
    place = folder / "course"
    assert main(["course", str(place), "--lessons", "2", "4", "5"]) == 0
    nbgrader(place, "generate_assignment", "lesson_*")
    (folder / "class.csv").write_text("id,first_name,last_name\n" + "".join(f"{id},A,B\n" for id in IDS))
    assert main(["variants", str(place), "--students", str(folder / "class.csv")]) == 0
    course = read_course(place)
    honest(course)
    dishonest(course)
    nbgrader(place, "autograde", "lesson_*", f"--Execute.timeout={SECONDS}")
    nbgrader(place, "generate_feedback", "lesson_*")
    return course
