"""What a class hands in, marked by the real nbgrader: points, named mistakes, and cheats that earn nothing."""

import re
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest
from nbgrader.api import Gradebook

from bplesson.practice.mistakes import MISTAKES as CATALOGUE
from bplesson.teach.__main__ import main
from bplesson.teach.check import MARK
from bplesson.teach.course import Course
from bplesson.teach.grading import RunCells
from tests.teach.invented_class import MISTAKES, marked_course

pytestmark = pytest.mark.timeout(900)
CHECKS = ["P2_1_check", "P2_2_check", "P2_3_check", "P2_4_backpropagate_check", "P2_4_mean_gradients_check"]


@pytest.fixture(scope="module")
def around(tmp_path_factory) -> Path:
    """The folder in which the course lies, alone."""
    return tmp_path_factory.mktemp("around")


@pytest.fixture(scope="module")
def course(around) -> Course:
    """The marked course; always with the same secret, so that its numbers are those below."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_hex", lambda bytes: "5" * 2 * bytes)
        return marked_course(around)


def points(course: Course, learner: str, lesson: str = "lesson_02") -> dict[str, float]:
    """The automatic points in nbgrader's gradebook, by checking cell."""
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        submission = book.find_submission_notebook(lesson, lesson, learner)
        return {grade.cell.name: grade.auto_score for grade in submission.grades if grade.cell.name.endswith("_check")}


def marks(course: Course, learner: str, lesson: str = "lesson_02") -> dict[str, dict]:
    """The marks as data in the checking cells of the autograded notebook."""
    path = course.folder / "autograded" / learner / lesson / f"{lesson}.ipynb"
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.metadata.get("nbgrader", {}).get("grade")]
    shown = {cell.metadata.nbgrader.grade_id: cell.outputs[0].data for cell in cells if cell.cell_type == "code"}
    return {id: data[MARK] for id, data in shown.items()}


def feedback(course: Course, learner: str, lesson: str = "lesson_02") -> str:
    """What a learner reads on the page that nbgrader has made."""
    page = (course.folder / "feedback" / learner / lesson / f"{lesson}.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def test_what_is_right_has_all_points_in_every_lesson(course):
    for lesson in ("lesson_02", "lesson_04", "lesson_05"):
        given = marks(course, "right", lesson)
        assert len(given) >= 5 and points(course, "right", lesson) == {id: mark["of"] for id, mark in given.items()}
        assert all(mark["mistakes"] == [] and mark["skill"] for mark in given.values())
        assert "could not be" not in feedback(course, "right", lesson)


@pytest.mark.parametrize("learner", MISTAKES)
def test_every_mistake_is_named_and_costs_only_itself(course, learner):
    given, page = marks(course, learner), feedback(course, learner)
    for where, id in MISTAKES[learner].items():
        mark = given[where.replace(".", "_") + "_check" if "." in where else f"P2_4_{where}_check"]
        assert mark["mistakes"] == [id]
        assert CATALOGUE[id].sentence in mark["words"] and CATALOGUE[id].sentence in page
        assert 0 < mark["points"] < mark["of"] if "." in where else mark["points"] == 0
    assert points(course, learner) == {id: mark["points"] for id, mark in given.items()}
    assert given["P2_2_check"]["points"] == 2


def test_ten_mistakes_are_made():
    assert len({id for made in MISTAKES.values() for id in made.values()}) >= 10


def test_what_follows_from_a_wrong_number_counts(course):
    mark = marks(course, "wrong_1")["P2_1_check"]  # the sign of δ₀, and all that is made of it
    assert mark["points"] == 8 and "Right, given what came before" in mark["words"]


def test_what_is_empty_earns_nothing_and_waits_for_nothing_but_the_question(course):
    assert points(course, "empty") == dict.fromkeys(CHECKS, 0)
    assert feedback(course, "empty").count("Nothing is filled in yet.") == 3
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as book:
        grades = book.find_submission_notebook("lesson_02", "lesson_02", "empty").grades
        assert [grade.cell.name for grade in grades if grade.needs_manual_grade] == ["P2_question"]


def test_what_never_ends_is_stopped_and_all_else_counts(course):
    assert points(course, "endless") == dict(zip(CHECKS, (9, 2, 10, 0, 0)))
    assert "is there a loop that never ends?" in feedback(course, "endless")


def test_cells_that_were_deleted_or_renamed_are_put_back_and_give_what_is_due(course):
    assert points(course, "deleter") == dict(zip(CHECKS, (9, 0, 0, 0, 0)))
    given = marks(course, "deleter")
    assert given["P2_4_backpropagate_check"]["mistakes"] == ["S1"] and given["P2_3_check"]["of"] == 10


def test_the_numbers_of_another_learner_earn_nothing(course):
    assert points(course, "thief") == dict.fromkeys(CHECKS, 0)
    assert "This notebook has the numbers of another learner" in feedback(course, "thief")


def test_the_copy_that_is_the_same_for_all_is_marked_by_its_own_numbers(course):
    assert points(course, "common") == dict(zip(CHECKS, (9, 2, 10, 10, 0)))
    page = feedback(course, "common")
    assert page.count("This is the copy that is the same for all, not yours (common)") == 1
    given = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in _cells(_released(course))}
    path = course.folder / "autograded" / "common" / "lesson_02" / "lesson_02.ipynb"
    assert given["P2_1_task"] in {cell.source for cell in _cells(path)}


def test_the_teacher_reads_who_handed_in_another_copy(course, capsys):
    assert main(["marks", str(course.folder), "--assignment", "2"]) == 0
    said = capsys.readouterr().out
    assert "thief handed in the notebook of right (lesson_02)" in said
    assert said.count(" handed in the ") == 2 and "common handed in the copy of release/ (lesson_02)" in said


def test_a_comma_in_a_number_is_said_to_be_the_likeliest_reason(course):
    assert "The cell `P2_2 = …` could not be run, so there are no numbers to read (a comma?" in feedback(
        course, "deleter"
    )


def test_neither_printing_nor_showing_a_forged_mark_earns_a_point(course):
    assert points(course, "forger") == points(course, "faker") == dict.fromkeys(CHECKS, 0)
    assert all(mark["points"] == 0 for learner in ("forger", "faker") for mark in marks(course, learner).values())


def test_the_autograded_notebook_shows_the_numbers_of_the_learner(course):
    texts = {}
    for learner in ("right", "thief"):
        path = course.folder / "autograded" / learner / "lesson_02" / "lesson_02.ipynb"
        own = course.folder / "variants" / learner / "lesson_02" / "lesson_02.ipynb"
        for place in (path, own):
            cells = {each.metadata.get("nbgrader", {}).get("grade_id"): each.source for each in _cells(place)}
            texts.setdefault(learner, []).append(cells["P2_1_task"])
    assert texts["right"][0] == texts["right"][1] != texts["thief"][0] == texts["thief"][1]


def _released(course: Course) -> Path:
    return course.folder / "release" / "lesson_02" / "lesson_02.ipynb"


def _cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


def test_a_question_goes_out_without_its_scheme_and_functions_without_solution(course):
    released = _released(course).read_text(encoding="utf-8")
    source = (course.folder / "source" / "lesson_02" / "lesson_02.ipynb").read_text(encoding="utf-8")
    for secret in ("MARK SCHEME", "BEGIN SOLUTION", "delta.append", "2 points:"):
        assert secret in source and secret not in released
    assert "return ...  # your own lines come here" in released


def test_what_cannot_be_stopped_or_ends_the_kernel_leaves_what_stands_above_it():
    stubborn = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    for last in (stubborn, "import os\nos._exit(1)"):
        nb = v4.new_notebook(cells=[v4.new_code_cell(source) for source in ("1 + 1", last, "3", "4")])
        RunCells(timeout=2, interrupt_on_timeout=True).preprocess(nb, {"metadata": {"path": "."}})
        assert nb.cells[0].outputs[0].data["text/plain"] == "2"
        assert [cell.outputs for cell in nb.cells[3:]] == [[]]


def test_nothing_outside_the_folder_of_the_course_is_touched(course, around):
    assert {each.name for each in around.iterdir()} == {"course", "class.csv"}
    assert not [each for each in course.folder.iterdir() if each.name.startswith(".b")]
