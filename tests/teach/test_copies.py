"""Whose numbers count: the learner's own, or those of the copy that is the same for all; a neighbour's never do."""

import nbformat.v4 as v4
import pytest

from bplesson.teach.assignment import notebook, renumber
from bplesson.teach.course import Course
from bplesson.teach.grading import JudgeAnswers, OfCourse, OwnNumbers, grade_id, is_check
from bplesson.teach.judge import ANSWERS, MARK
from bplesson.teach.lessons import numbers_of
from bplesson.teach.variants import EVERYBODY, sheets_of

LESSON = 1  # its numbers are drawn fastest


@pytest.fixture
def course(tmp_path, monkeypatch) -> Course:
    """A course of which two learners have their own numbers; the steps of nbgrader know it."""
    made = Course(tmp_path, "course", (LESSON,), "a secret", {"ann": {}, "bo": {}})
    monkeypatch.setattr(OfCourse, "course", made)
    return made


def handed_in(course: Course, whose: str, **metadata):
    """The copy of somebody, with all numbers right, after it was run."""
    nb = notebook(LESSON, sheets_of(course.secret, course.id, course.lessons, EVERYBODY, {}))
    renumber(nb, sheets_of(course.secret, course.id, course.lessons, whose, {}))
    nb.metadata |= metadata
    cases = {f"{item.id.replace('.', '_')}_check": course.case(item, k, whose) for item, k in numbers_of(LESSON)}
    for cell in nb.cells:
        if case := cases.get(grade_id(cell)):
            cell.outputs = [v4.new_output("display_data", data={ANSWERS: {"answers": case.right}})]
            cell.execution_count = 1
    return nb


def marked(nb, learner: str) -> tuple[float, float, str]:
    """Of the numbers the points, and how many there are, after nbgrader's steps; and what is said first."""
    about = {"nbgrader": {"student": learner}}
    nb, _ = OwnNumbers().preprocess(nb, about)
    nb, _ = JudgeAnswers().preprocess(nb, about)
    found = [cell.outputs[0].data[MARK] for cell in _checks(nb) if cell.metadata.bplesson["part"] == "numbers"]
    return sum(mark["points"] for mark in found), sum(mark["of"] for mark in found), found[0]["words"]


def _checks(nb) -> list:
    return [cell for cell in nb.cells if is_check(cell)]


def tasks(nb) -> list[str]:
    return [cell.source for cell in nb.cells if grade_id(cell).endswith("_task")]


def test_the_copy_with_ones_own_name_is_marked_by_ones_own_numbers(course):
    nb = handed_in(course, "ann", bplesson={"learner": "Ann", "copy_of": "bo"})
    points, of, words = marked(nb, "ann")
    assert points == of and "copy" not in words and nb.metadata.bplesson == {"learner": "ann"}


@pytest.mark.parametrize("metadata", [{}, {"bplesson": {"learner": ""}}, {"bplesson": []}])
def test_the_common_copy_is_marked_by_its_own_numbers_and_said_to_be_none_of_yours(course, metadata):
    nb = handed_in(course, EVERYBODY, **metadata)
    before = tasks(nb)
    points, of, words = marked(nb, "ann")
    assert points == of and tasks(nb) == before
    assert all("not yours" not in cell.outputs[0].data[MARK]["words"] for cell in _checks(nb)[1:])
    assert words.startswith("This is the copy that is the same for all, not yours (ann): its own numbers were marked.")
    assert nb.metadata.bplesson == {"copy_of": ""}


def test_a_neighbours_copy_earns_nothing_with_or_without_the_name_in_it(course):
    named = handed_in(course, "bo", bplesson={"learner": "bo"})
    points, _, words = marked(named, "ann")
    assert points == 0 and "numbers of another learner" in words and named.metadata.bplesson == {"copy_of": "bo"}
    points, of, _ = marked(handed_in(course, "bo"), "ann")
    assert points < of / 2
    points, of, _ = marked(handed_in(course, "bo", bplesson={"learner": "ann"}), "ann")
    assert points < of / 2


def test_where_all_have_the_same_numbers_nobody_has_another_copy(course, monkeypatch):
    monkeypatch.setattr(OfCourse, "course", Course(course.folder, "course", (LESSON,), "a secret"))
    points, of, words = marked(handed_in(course, EVERYBODY), "ann")
    assert points == of and "copy" not in words
