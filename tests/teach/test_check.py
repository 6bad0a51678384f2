"""The checking cells: what a learner reads, and what they hand on while nbgrader marks."""

import numpy as np
import pytest

from bplesson.errors import InputError
from bplesson.practice.bugs import bugs
from bplesson.teach import check
from bplesson.teach.check import ANSWERS, MARK

RIGHT = {each.name: each.right for each in bugs()["P2.4"]}


@pytest.fixture
def shown(monkeypatch) -> list[dict]:
    """What is displayed while nbgrader marks."""
    found = []
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    monkeypatch.setattr(check, "display", lambda bundle, raw: found.append(bundle))
    return found


def test_a_learner_reads_what_is_missing_and_what_is_no_number_and_not_what_is_right(capsys):
    assert check.numbers("P2.1", {"x1": 1, "x2": ..., "x3": "a"}) is None
    said = capsys.readouterr().out
    assert "x3: expected a number" in said and "Still to come: x2." in said and "ight" not in said
    check.numbers("P2.1", {"x1": -1e9, "x2": "1/3"})
    assert capsys.readouterr().out.startswith("All 2 numbers can be read.")


def test_no_dictionary_is_said():
    with pytest.raises(InputError, match="^P2.1: expected a dictionary"):
        check.numbers("P2.1", 5.0)


def test_while_marking_numbers_are_handed_on_as_data_and_are_worth_nothing_yet(shown):
    typed = {"a": 2, "b": "1/3", "c": ..., "d": np.float64(0.5), "e": [1], "f": np.inf, "g": True, "h": np.array([3])}
    assert check.numbers("P2.1", typed) == 0.0
    answers = {"a": 2.0, "b": "1/3", "c": None, "d": 0.5, "e": "[1]", "f": "inf", "g": "True", "h": 3.0}
    assert shown == [{"text/plain": str(answers), ANSWERS: {"item": "P2.1", "answers": answers}}]


def test_a_right_function_has_all_points_and_a_wrong_one_its_mistake(shown):
    assert check.function("P2.4 backpropagate", RIGHT["backpropagate"], 10) == 10
    planted = next(each.function for each in bugs()["P2.4"][0].planted if each.id == "B2")
    assert check.function("P2.4 backpropagate", planted, 10) == 0
    marks = [each[MARK] for each in shown]
    assert [(mark["points"], mark["mistakes"]) for mark in marks] == [(10, []), (0, ["B2"])]
    assert marks[1]["item"] == "P2.4" and marks[1]["part"] == "backpropagate" and marks[1]["of"] == 10


def test_a_learner_reads_the_mistake_of_a_function_at_once(capsys):
    assert check.function("P2.4 backpropagate", lambda weights, x0, y: ..., 10) is None
    assert capsys.readouterr().out == "It is not written yet.\n"


def test_what_a_function_prints_is_swallowed(shown, capsys):
    def backpropagate(weights, x0, y):
        print("ok")
        check.display({MARK: {"points": 10}}, raw=True)
        return 10.0

    assert check.function("P2.4 backpropagate", backpropagate, 10) == 0
    assert "ok" not in capsys.readouterr().out and shown[-1][MARK]["points"] == 0


def following(backpropagate, mean):
    """Both functions as they stand in one notebook."""
    names = {"backpropagate": backpropagate, "np": np}
    return type(mean)(mean.__code__, names, "mean_gradients")


def test_a_function_that_calls_a_wrong_one_before_it_is_right_given_that(shown):
    wrong = next(each.function for each in bugs()["P2.4"][0].planted if each.id == "B2")
    mean = following(wrong, RIGHT["mean_gradients"])
    assert check.function("P2.4 mean_gradients", mean, 10) == 10
    assert shown[-1][MARK]["words"].startswith("Right, given your `backpropagate`.")
    assert mean.__globals__["backpropagate"] is wrong
    summed = next(each.function for each in bugs()["P2.4"][1].planted if each.id == "M1")
    assert check.function("P2.4 mean_gradients", following(wrong, summed), 10) == 0
    assert shown[-1][MARK]["mistakes"] == ["M1"]
