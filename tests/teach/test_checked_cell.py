"""What a checking cell has handed on: only what fits is taken for a mark."""

import nbformat.v4 as v4
import pytest

from bplesson.practice.item import item
from bplesson.teach.checked_cell import of_function, of_numbers, outputs
from bplesson.teach.class_list import folded
from bplesson.teach.course import Course
from bplesson.teach.judge import ANSWERS, MARK, Mark, as_data
from bplesson.teach.key import write_key
from bplesson.teach.variants import sheets_of

P2_1 = item("P2.1")


def cell(*bundles, kind=MARK, error=""):
    """A checking cell that has shown these, and perhaps ended with an error."""
    shown = [v4.new_output("display_data", data={"text/plain": "", kind: bundle}) for bundle in bundles]
    shown += [v4.new_output("error", ename="NameError", evalue=error)] if error else []
    return v4.new_code_cell("check", outputs=shown, execution_count=7)


def numbers(course, learner, answers):
    return of_numbers(cell({"answers": answers}, kind=ANSWERS), course, learner, P2_1, 2, 9)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of which two learners have their own numbers, and the key."""
    made = Course(tmp_path_factory.mktemp("course"), "course", (2,), "a secret", {"ann": {}, "bo": {}})
    write_key(made.folder / "key", (2,), {id: sheets_of("a secret", "course", (2,), id, {}) for id in ("Ann", "bo")})
    return made


GOOD = {"item": "P2.4", "part": "backpropagate", "points": 10, "of": 10, "mistakes": ["B4"], "words": "All."}


def test_one_mark_for_just_this_function_is_taken():
    assert of_function(cell(GOOD), "P2.4", "backpropagate", 10) == Mark(10, 10, ("B4",), "All.")


@pytest.mark.parametrize(
    "bundles",
    [(), (GOOD, GOOD), ("10",), ([10],), ({},), ({**GOOD, "points": 11},), ({**GOOD, "points": 5},),
     ({**GOOD, "points": "10"},), ({**GOOD, "item": "P4.4"},), ({**GOOD, "part": "numbers"},)],
)  # fmt: skip
def test_anything_else_is_worth_nothing(bundles):
    mark = of_function(cell(*bundles), "P2.4", "backpropagate", 10)
    assert mark.points == 0 and "could not be checked" in mark.words


@pytest.mark.parametrize("mistakes", [None, 5, "B4", {"B4": 1}, [["B4"]], ["x", None, 3]])
def test_mistakes_that_nobody_knows_are_left_out(mistakes):
    mark = of_function(cell({**GOOD, "points": 0, "mistakes": mistakes}), "P2.4", "backpropagate", 10)
    assert mark.mistakes == ()


def test_an_error_is_said_and_no_mark_before_it_counts():
    mark = of_function(cell(GOOD, error="name 'backpropagate' is not defined"), "P2.4", "backpropagate", 10)
    assert mark.points == 0 and "NameError: name 'backpropagate' is not defined." in mark.words


def test_a_function_that_is_not_written_is_left_open_and_one_that_is_wrong_is_not():
    for words, left_open in (("It is not written yet.", 10), ("What was added up?", 0)):
        mark = of_function(cell({**GOOD, "points": 0, "words": words}), "P2.4", "backpropagate", 10)
        assert mark.left_open == left_open


def test_a_cell_of_answers_that_does_not_run_is_said_to_be_so_with_the_likeliest_reason():
    broken = cell(error="name 'P2_1' is not defined")
    mark = of_numbers(broken, None, "ann", P2_1, 2, 9)
    assert "The cell `P2_1 = …` could not be run" in mark.words and "(a comma? write 0.5)" in mark.words
    assert "comma" not in of_numbers(cell(error="name 'x' is not defined"), None, "ann", P2_1, 2, 9).words


def test_numbers_are_marked_by_the_case_of_the_learner(course):
    for learner in ("ann", "Ann", "bo", "late"):
        assert numbers(course, learner, course.case(P2_1, 2, folded(learner)).right).points == 9
    assert numbers(course, "ann", {}).points == 0


@pytest.mark.parametrize("bundles", [(), ({"answers": [1, 2]},), ("x",), ({"answers": {}}, {"answers": {}})])
def test_no_numbers_are_said_to_be_missing(course, bundles):
    mark = of_numbers(cell(*bundles, kind=ANSWERS), course, "ann", P2_1, 2, 9)
    assert mark.points == 0 and "no numbers to read in `P2_1`" in mark.words


def test_all_that_is_right_for_another_learner_is_worth_nothing_where_what_follows_would_count(course):
    copied = course.case(P2_1, 2, "ann").right
    mark = numbers(course, "bo", copied)
    assert mark.points == 0 and "right numbers of another learner" in mark.words
    changed = copied | {"delta0": copied["delta0"] + 1}
    assert "another learner" not in numbers(course, "bo", changed).words
    assert numbers(course, "Ann", copied).points == 9


def test_nbgrader_reads_the_points_as_the_only_result():
    mark = Mark(1.5, 9, ("S1",), "A word. " * 40)
    shown, points = outputs(mark, as_data(P2_1, "numbers", mark), 7)
    assert float(points.data["text/plain"]) == 1.5 and points.output_type == "execute_result"
    assert shown.data[MARK]["mistakes"] == ["S1"] and shown.data["text/plain"].endswith("1.5 of 9 points.")
    assert max(map(len, shown.data["text/plain"].split("\n"))) <= 88
