"""Questions in running text: the code is called when an answer is checked, and what is wrong with it is said."""

import html
import re

import numpy as np
import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import RECORD, Record
from bplesson.practice.record import told

WEIGHTS = [3, -1, 2]


@pytest.fixture(autouse=True)
def record(monkeypatch):
    """The attempts of this test alone."""
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    return RECORD


def forward(weights, x0):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    return x


@pytest.fixture
def four():
    """x₀ to x₃ are 1, 3, −3, −6."""
    slips = {"That is the input 0.5.": lambda: forward(WEIGHTS, 0.5)}
    return bp.guess(lambda: forward(WEIGHTS, 1), "x₀", "x₁", "x₂", "x₃", slips=slips, then="Twice as large.")


@pytest.fixture
def choice():
    slips = {"Mind the sign.": "rises"}
    return bp.guess(lambda: "falls", options=["rises", "falls", "stays the same"], says="And the cost?", slips=slips)


def sentence(guess) -> str:
    return html.unescape(re.sub("<[^>]*>", "", guess._sentence.value))


def signs(guess) -> list[str]:
    judged = guess._diagram.filling["judged"]
    return [judged.get(name, ("", ""))[0] for name in guess.blanks]


@pytest.mark.parametrize(
    "said, words",
    [
        ((1, 3, 3, 6), "x₂ and x₃: the size is right, the sign is turned round."),
        ((1, 3, -3, 6), "Only x₃ is off: the size is right, the sign is turned round."),
        ((-6, -3, 3, 1), "The right numbers, in reverse order."),
        ((3, -3, -6, -12), "Shifted by one: each number stands one place too early."),
        ((0, 1, 3, -3), "Shifted by one: each number stands one place too late."),
        ((1, 3, -6, -3), "x₂ and x₃ have changed places."),
        ((3, -3, 1, -6), "The right numbers, but x₀, x₁ and x₂ stand in each other's places."),
        ((2, 6, -6, -12), "All of them: twice as large as it should be."),
        (("1/2", 3, -3, -6), "Only x₀ is off: half as large as it should be."),
        ((1, "1/3", -3, -6), "Only x₁ is off: 1 divided by the right number."),
        ((1, 9, -3, -6), "Only x₁ is off: the square of the right number."),
        ((1, 1.73, -3, -6), "Only x₁ is off: the square root of the right number."),
        ((1, 3, -3, -5), "Only x₃ is off: one too much."),
        ((1, 3, -3, -50), "Only x₃ is off: the sign is right, the size is not."),
        ((1, 3, -3, 50), "Only x₃ is off: neither the sign nor the size is right."),
        ((1, 3.05, -3, -6), "Only x₁ is off: nearly right, but not within rounding."),
        ((1, 3, -3, 0), "Only x₃ is off: it is not 0."),
        ((1, 30, 70, -6), "The first that is off is x₁: the sign is right, the size is not."),
        ((0.5, 1.5, -1.5, -3), "That is the input 0.5."),
        ((0.5, "", "", ""), "That is the input 0.5. Still to come: x₁, x₂ and x₃."),
        ((1, "", "", ""), "Right so far; still to come: x₁, x₂ and x₃."),
        ((1, 3, -3, "−6"), "All 4 are right. Twice as large."),
    ],
)
def test_what_is_wrong_is_said(four, said, words):
    four.answer(*said)
    assert sentence(four).startswith(words)


@pytest.mark.parametrize(
    "right, said, words",
    [
        (1 / 3, "0.3", "Rounded too roughly."),
        (1 / 3, "0.33", "Right."),
        (1 / 3, "1/3", "Right."),
        (2.0, "4", "Twice as large as it should be, or the square of the right number. Which of the two was it?"),
        (0.0, "5", "That is not it."),
        (np.array([[2.5]]), "2.5", "Right."),
        ([np.float64(7)], "-7", "The size is right"),
    ],
)
def test_of_a_single_number_no_name_is_needed(right, said, words):
    guess = bp.guess(lambda: right)
    assert str(guess.answer(said)).startswith(words) and "your answer" not in sentence(guess)


@pytest.mark.parametrize(
    "right, said, words",
    [
        (12, (13,), "One too many."),
        (np.int64(12), (11,), "One too few."),
        (np.sum([True, True]), (4,), "Too large. Which rule leads to it"),
        (range(9, 10), (3,), "Too small. Which rule leads to it"),
        (12, (6,), "Too small."),
        (12, (11.9,), "Too small."),
        (np.array([6, 6]), (12, 12), "The first that is off is first: too large."),
        ([5, np.int64(3)], (6, 4), "All of them: one too many."),
        ([2, 3], (3, 2), "first and second have changed places."),
        (12, (-12,), "The size is right, the sign is turned round."),
        (12.0, (6,), "Half as large as it should be."),
        ([12.0, 3], (6, 3), "Only first is off: half as large as it should be."),
        ([12, -3], (6, -3), "Only first is off: half as large as it should be."),
    ],
)
def test_a_count_is_not_told_of_factors_as_if_it_were_a_derivative(right, said, words):
    guess = bp.guess(lambda: list(right) if isinstance(right, range) else right, boxes=len(said))
    assert str(guess.answer(*said)).startswith(words)


def test_a_single_number_that_has_a_name_is_not_named_either():
    assert str(bp.guess(lambda: 6, "slope").answer(-6)).startswith("The size is right, the sign is turned round.")


def test_every_box_has_its_sign_and_a_text_that_is_no_number_is_never_run(four, record):
    four.answer(1, 3, 3, "")
    assert signs(four) == ["✓", "✓", "✗", ""]
    four._diagram.typed = {"n0": "print(1)", "n1": "3"}
    four._buttons["check"].click()
    assert signs(four) == ["?", "✓", "", ""] and "x₀: expected a number" in sentence(four) and len(record.attempts) == 1


def test_an_option_is_the_text_or_its_place(choice):
    assert str(choice.answer("falls")) == "Right." and str(choice.answer("rises")) == "Mind the sign."
    assert str(choice.answer("stays the same")).startswith("Not that one.")
    place = bp.guess(lambda: np.argmax(np.abs([2, -6, 3])), options=["w₀₁", "w₁₂", "w₂₃"])
    assert place.answer("w₁₂").ok and not place.answer("w₀₁").ok


def test_the_code_is_called_when_an_answer_is_checked_and_not_before():
    calls = []
    guess = bp.guess(lambda: calls.append(1) or len(calls), slips={"No.": lambda: calls.append(2) or 5})
    repr(guess), guess._repr_mimebundle_(), guess._notice()
    assert calls == []
    assert guess.answer(1).ok and calls == [1]  # right: no slip is looked at
    guess._diagram.typed = {"n0": "7"}
    assert not guess.verdict.ok and "changed: press check" in sentence(guess)
    assert calls.count(1) == 1
    guess.check()
    assert calls.count(1) == 2


@pytest.mark.parametrize(
    "code, said",
    [
        (lambda: eval("forwards"), "cannot be run now (NameError: name 'forwards' is not defined)"),
        (lambda: [1, 2], "returned 2 numbers, where one number is asked"),
        (lambda: None, "returned None, which is not made of numbers"),
        (lambda: "falls", "returned 'falls', which is not made of numbers"),
        (lambda: float("nan"), "returned nan, which nobody can type"),
        (lambda: 1 / 0, "cannot be run now (ZeroDivisionError: division by zero)"),
    ],
)
def test_code_that_does_not_work_is_said_to_be_no_fault_of_the_answer(code, said, record):
    guess = bp.guess(code)
    guess.answer(1)
    assert f"The code of this question {said}" in sentence(guess) and "Run the cells above" in sentence(guess)
    assert signs(guess) == [""] and record.attempts == []
    guess._buttons["shown"].click()
    assert said in sentence(guess)


def test_dots_that_nobody_has_replaced_yet_are_no_fault_of_the_answer(record):
    guess = bp.guess(lambda: ...)
    assert not guess.answer(1).ok and "not written yet: put your lines in place of the dots" in sentence(guess)
    assert signs(guess) == [""] and record.attempts == []


@pytest.mark.parametrize("found", ["climbs", True, 2, -1, 0.5, None])
def test_what_is_none_of_the_options_is_no_fault_either(found, record):
    guess = bp.guess(lambda: found, options=["rises", "falls"])
    guess.answer("rises")
    assert "which is none of the options" in sentence(guess) and record.attempts == []


def test_a_slip_that_cannot_be_worked_out_is_left_out():
    guess = bp.guess(lambda: 2, slips={"Never.": lambda: 1 / 0, "Half.": lambda: 1})
    assert str(guess.answer(1)) == "Half."


def test_the_answer_is_shown_on_demand_alone_and_then_does_not_count(four, choice, record):
    four.answer(1, 3, 3, 6)
    before = len(record.attempts)
    for guess in (four, choice):
        assert "The answer" not in sentence(guess)
        guess._buttons["shown"].click()
    assert sentence(four) == "The answer: x₀ = 1, x₁ = 3, x₂ = −3, x₃ = −6. Twice as large."
    assert sentence(choice) == "The answer: falls."
    assert four.answer(1, 3, -3, -6).ok and choice.answer("falls").ok and len(record.attempts) == before
    four._buttons["shown"].click()
    four._buttons["shown"].click()
    assert sentence(four) == "All 4 are right. Twice as large."


def test_what_is_stored_holds_the_question_and_no_answer(four, choice):
    for guess, text in (
        (four, "To be said before the code is run: x₀, x₁, x₂, x₃?"),
        (choice, "To be said before the code is run: And the cost? rises / falls / stays the same?"),
        (bp.guess(lambda: 3), "To be said before the code is run: a number?"),
    ):
        guess.answer(*(["falls"] if guess is choice else range(len(guess.blanks))))
        stored = guess._repr_mimebundle_()
        assert (stored[0] if isinstance(stored, tuple) else stored)["text/plain"] == text == repr(guess)


def test_guesses_are_counted_under_one_heading_and_each_question_by_itself(four, record):
    for _ in range(2):
        bp.guess(lambda: 2).answer(2)  # the same cell, run twice
    bp.guess(lambda: 1 + 1 + 0 * len(WEIGHTS)).answer(2)
    four.answer(0.5, 1.5, -1.5, -3)
    lines = told(record.attempts)
    assert lines[0] == "Questions in the text · said before the code is run: right 2 of 3 times"
    assert lines[2] == "  1 × That is the input 0.5."


def test_it_is_low(four, choice):
    assert four._scene.height <= 40 and choice._scene.height <= 40
    assert max(four._scene.width, choice._scene.width) < 660
    many = bp.guess(lambda: range(9), boxes=9)
    assert len(many.blanks) == 9 and many._scene.width < 660 and many.case.label("n1") == "second"


@pytest.mark.parametrize(
    "arguments, named, said",
    [
        ((3,), {}, "code: expected a function that works it out, lambda: "),
        ((lambda: 3, 4), {}, "labels: expected a text, got 4"),
        ((lambda: 3, "a"), {"options": ["b", "c"]}, "labels: expected none beside options"),
        ((lambda: 3,), {"options": ["b"]}, "options: expected two different texts or more"),
        ((lambda: 3,), {"options": ["b", "b"]}, "options: expected two different texts"),
        ((lambda: 3,), {"options": "bc"}, "options: expected two different texts"),
        ((lambda: 3,), {"options": 3}, "options: expected two texts or more, got 3"),
        ((lambda: 3,), {"slips": ["no"]}, "slips: expected {sentence: "),
        ((lambda: 3,), {"says": 3}, "says: expected a text"),
        ((lambda: 3,), {"boxes": 0}, "boxes: expected a whole number from 1"),
        ((lambda: 3,), {"boxes": 99}, "boxes: expected at most"),
    ],
)
def test_what_is_no_question_is_refused(arguments, named, said):
    with pytest.raises(InputError) as problem:
        bp.guess(*arguments, **named)
    assert str(problem.value).startswith(said)


def test_an_answer_in_code_of_another_length_is_refused(four, choice):
    with pytest.raises(InputError, match="^answer: expected as many numbers as boxes, 4, got 1"):
        four.answer(1)
    with pytest.raises(InputError, match="^answer: expected one of 'rises', 'falls', 'stays the same', got 'up'"):
        choice.answer("up")


def test_a_function_that_is_not_written_yet_is_no_fault_and_nothing_of_the_answer_is_told():
    for code in (lambda: ..., lambda: [..., -3.0]):
        asked = bp.guess(code, boxes=1 if code() is ... else 2)
        said = asked.answer(*[7] * len(asked.blanks))
        assert not said.ok and said.says.startswith("It is not written yet") and "3" not in said.says


def test_a_whole_answer_is_told_with_all_its_digits():
    assert "1024" in bp.guess(lambda: 4**5).case.told() and "0.333" in bp.guess(lambda: 1 / 3).case.told()
