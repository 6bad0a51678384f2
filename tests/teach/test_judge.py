"""From numbers to points: what is right, what follows, and what is worth nothing."""

import pytest

from bplesson.practice.item import item
from bplesson.teach.judge import Mark, mark_numbers

CASE = item("P2.1").case(0, 2)


def test_all_right_has_all_points_and_each_number_its_share():
    assert mark_numbers(CASE, CASE.right, 9).points == 9
    assert mark_numbers(CASE, CASE.right, 4.5).points == 4.5
    for name in CASE.asks:
        rest = {other: value for other, value in CASE.right.items() if other != name}
        mark = mark_numbers(CASE, rest, 9)
        assert (mark.points, mark.mistakes) == (8, ())
        assert CASE.label(name) in mark.words


def test_a_number_that_follows_from_a_wrong_one_counts():
    wrong = CASE.key.wrong["S1"][0]({})
    mark = mark_numbers(CASE, wrong, 9)
    assert (mark.points, mark.mistakes) == (8, ("S1",))
    assert "Right, given what came before, and counted: δ₁, δ₂" in mark.words


@pytest.mark.parametrize("typed", [0, "0", 0.0, "0 * 5"])
def test_zeros_do_not_follow_from_zeros(typed):
    assert mark_numbers(CASE, dict.fromkeys(CASE.asks, typed), 9).points == 0


@pytest.mark.parametrize("typed", [None, "", "abc", "nan", "[1, 2]", "__import__('os')", "9" * 99])
def test_what_is_no_number_is_worth_nothing_and_all_others_count(typed):
    mark = mark_numbers(CASE, CASE.right | {"delta1": typed}, 9)
    assert mark.points == 8 and "δ₁" in mark.words


def test_names_that_are_not_asked_change_nothing():
    assert mark_numbers(CASE, CASE.right | {"ok": 10, "x9": 1}, 9).points == 9
    assert mark_numbers(CASE, {}, 9).points == mark_numbers(CASE, {"ok": 10}, 9).points == 0


def test_what_was_not_filled_in_is_said_so_and_told_apart_from_what_is_wrong():
    some = {name: CASE.right[name] for name in CASE.asks[:6]}
    mark = mark_numbers(CASE, some, 9)
    assert (mark.points, mark.left_open) == (6, 3)
    assert mark.words.startswith("Right so far; not filled in: ") and "to come" not in mark.words
    assert mark_numbers(CASE, {}, 9).left_open == mark_numbers(CASE, dict.fromkeys(CASE.asks, " "), 9).left_open == 9
    wrong = mark_numbers(CASE, some | {CASE.asks[0]: 1e6}, 9)
    assert wrong.left_open == 3 and wrong.points < 6
    assert (
        mark_numbers(CASE, CASE.right, 9).left_open
        == mark_numbers(CASE, dict.fromkeys(CASE.asks, 77), 9).left_open
        == 0
    )


def test_where_all_together_count_and_some_are_open_nothing_is_called_wrong():
    case = item("P5.3").case(0, 0)
    first = case.asks[0]
    mark = mark_numbers(case, {first: case.right[first]}, 3)
    assert mark.left_open == 3 - mark.points and mark.words.startswith("Not filled in: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("begins with 2", "begins with 2. 0 of 10"),
        ("Right.", "Right. 0 of 10"),
        ("why?", "why? 0 of 10"),
        ("", "0 of 10"),
    ],
)
def test_the_points_begin_a_sentence_of_their_own(words, told):
    assert Mark(0.0, 10.0, (), words).told() == f"{told} points."


def test_where_many_answers_are_right_all_of_them_together_count():
    case = item("P5.3").case(0, 0)
    assert mark_numbers(case, case.right, 3).points == 3
    assert mark_numbers(case, dict.fromkeys(case.asks, 1), 3).points == 0
