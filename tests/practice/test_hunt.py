"""A bug hunt: every planted function has one wrong line, which is named; the screen and the code say the same."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.record import RECORD, Record
from bplesson.practice import hunt as hunting
from bplesson.practice.bugs import bugs, lines
from bplesson.practice.bugs.trial import trial
from bplesson.practice.checking import judged
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.hunt import bug_hunt

ALL = [each for some in bugs().values() for each in some]
TWINS = {"B1", "O1", "E1"}  # in a linear chain no number parts them
NAMES = [f"{each.which} {each.name}" for each in ALL]


@pytest.mark.parametrize("some", ALL, ids=NAMES)
def test_the_right_function_passes_and_each_of_its_lines_is_told(some):
    assert judged(some.asked, some.right).ok
    assert len(lines(some.right)) == len(some.does)
    assert some.right.__name__ == some.name and lines(some.right)[0].startswith(f"def {some.name}(")


@pytest.mark.parametrize("some", ALL, ids=NAMES)
def test_each_planted_function_is_named_and_has_one_wrong_line_with_others_to_choose_from(some):
    assert 3 <= len(some.planted)
    for planted in some.planted:
        verdict = judged(some.asked, planted.function)
        expected = {planted.id} - {""}
        assert not verdict.ok and expected <= set(verdict.mistakes) <= expected | (TWINS if expected & TWINS else set())
        assert "No known mistake" not in verdict.says
        place, mends = some.place(planted.function), some.mends(planted.function)
        assert {some.place(each) for each in mends if each is not some.right} == {place}
        texts = [lines(each)[place] for each in [planted.function, *mends]]
        assert len(set(texts)) == len(texts) >= 4
        assert mends[0] is some.right
    assert not any(judged(some.asked, each).ok for each in some._also)


@pytest.mark.parametrize("some", ALL, ids=NAMES)
def test_on_the_numbers_that_are_drawn_the_mistake_shows(some):
    for planted in some.planted:
        for seed in range(5):
            tried = trial(some, planted, seed)
            assert any(tried.off) and tried.which().startswith("Off: ")
            assert tried.since().startswith("Inside the function ") and tried.since().endswith(".")


def test_the_hint_says_since_when_numbers_are_off():
    (some,) = (each for each in ALL if (each.which, each.name) == ("P2.4", "backpropagate"))
    said = {planted.id: trial(some, planted, 0) for planted in some.planted}
    assert said["S1"].since() == "Inside the function x is right, but delta is off from delta[0] on, counted from 0."
    assert said["B2"].since() == "Inside the function x is right, but delta is off from delta[1] on, counted from 0."
    assert said["O3"].since().endswith("x and delta are right: only what is made of them in the end is off.")
    assert said["B2"].which() == "Off: ∂C/∂w₀₁ and ∂C/∂w₁₂. Right: ∂C/∂w₂₃."


@pytest.fixture
def hunt(monkeypatch):
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    hunt = bug_hunt("P4.4", seed=0)
    yield hunt
    hunt.close()


def wrong_line(hunt) -> int:
    return hunt._place + 1


def right_mend(hunt) -> int:
    return hunt._options.index(hunt._bugs.right) + 1


def test_a_hunt_from_a_wrong_guess_to_the_mended_function(hunt):
    verdict = hunt.answer(line=3)
    assert not verdict.ok and verdict.says.startswith("Line 3 is right: it begins the values x with the input.")
    assert "below" not in verdict.says
    assert hunt.answer(line=3).says.endswith("The wrong line stands below it.")
    assert hunt.mends == ()
    found = hunt.answer(line=wrong_line(hunt))
    assert found.ok and found.says.startswith(f"Yes, it is line {wrong_line(hunt)}.") and len(hunt.mends) == 3
    wrong = next(k for k in (1, 2, 3) if k != right_mend(hunt))
    verdict = hunt.answer(mend=wrong)
    assert not verdict.ok and verdict.mistakes and verdict.says.startswith("With this line it is not right yet.")
    verdict = hunt.answer(mend=right_mend(hunt))
    assert verdict.ok and verdict.says.startswith("Mended. All 85 derivatives of 5 networks agree. What was wrong: ")
    assert verdict.says in hunt._sentence.value.replace("&#x27;", "'")
    assert [each.ok for each in RECORD.attempts] == [False, False, True, False, True]
    assert {(each.skill, each.kind) for each in RECORD.attempts} == {("P4.4", "bug hunt")}


def test_line_and_mend_in_one_answer(hunt):
    assert hunt.answer(line=wrong_line(hunt), mend=right_mend(hunt)).ok
    hunt.another()
    assert not hunt.answer(line=1, mend=1).ok and hunt.mends == ()


def test_a_function_of_ones_own_is_checked(hunt):
    assert hunt.check(hunt._bugs.right).ok
    assert hunt.check(hunt.function).mistakes == (hunt.hunted.id,)
    with pytest.raises(bp.InputError, match="function: expected a Python function, got 3"):
        hunt.check(3)


def test_the_text_is_that_of_the_function_which_runs(hunt):
    assert hunt.source.startswith("def backpropagate(weights, x0, y):\n    N, L = ")
    assert "@" not in hunt.source.split("\n")[0]
    got = hunt.function(*hunt.trial.arguments.values())
    assert all(np.array_equal(a, b) for a, b in zip(got, hunt.trial.got))


def test_the_screen_and_the_code_say_the_same(hunt):
    same = bug_hunt("P4.4", seed=0)
    for line in (2, wrong_line(hunt)):
        said = same.answer(line=line)
        hunt._diagram.typed = {"line": str(line)}
        hunt._buttons["check"].click()
        assert hunt.verdict == said and hunt._sentence.value == same._sentence.value
    said = same.answer(mend=1)
    hunt._diagram.typed = hunt._diagram.typed | {"mend": "1"}
    hunt._buttons["check"].click()
    assert hunt.verdict == said and hunt._diagram.filling == same._diagram.filling
    same.close()


def test_check_without_a_choice_asks_for_one_and_counts_for_nothing(hunt):
    assert hunt.check().says == hunting.ASKS
    hunt.answer(line=wrong_line(hunt))
    assert hunt.check().says == hunting.MENDS
    assert len(RECORD.attempts) == 1


def test_once_the_line_is_found_it_stays(hunt):
    hunt.answer(line=wrong_line(hunt))
    hunt._diagram.typed = {"line": "1"}
    assert hunt._diagram.typed["line"] == str(wrong_line(hunt)) and hunt.mends
    assert hunt.answer(line=1).says.startswith("Line 1 is right") and hunt.mends


def test_hints_and_numbers(hunt):
    assert hunt._numbers.layout.display == "none"
    hunt.hint()
    assert "Hint: Off: " in hunt._sentence.value and hunt._numbers.layout.display == ""
    hunt.hint()
    assert "Hint: Inside the function " in hunt._sentence.value
    hunt.try_it()
    assert hunt._numbers.layout.display == ""
    assert "it should return" in hunt._numbers.value and "✗ off" in hunt._numbers.value
    hunt.answer(line=wrong_line(hunt))
    assert "✗ off" in hunt._numbers.value
    for mend in range(1, len(hunt.mends) + 1):
        ok = hunt.answer(line=wrong_line(hunt), mend=mend).ok
        assert ("✗ off" in hunt._numbers.value) != ok  # the numbers are those of the mended function
        assert (hunt.mends[mend - 1] in " ".join(hunt._diagram.scene["items"][0]["options"])) or not ok
    hunt.hint()
    assert hunt._what().split(":")[0] in hunt._sentence.value


def test_one_after_another_no_function_comes_twice_until_all_have_been_there():
    hunt = bug_hunt("P1.5")
    seen = []
    for _ in hunt._all:
        seen.append(hunt.source)
        hunt.another()
    hunt.close()
    assert len(set(seen)) == len(seen) == 10
    again, other = bug_hunt("P1.5", seed=3), bug_hunt("P1.5", seed=3)
    assert again.source == other.source == seen[3] and repr(again) == repr(other)
    again.close(), other.close()


def test_without_a_kernel_there_is_a_picture_and_one_line_with_the_source(hunt):
    bundle = hunt._repr_mimebundle_()
    assert bundle["image/png"].startswith(b"\x89PNG") and "\n" not in bundle["text/plain"]
    assert all(line.strip() in bundle["text/plain"] for line in hunt.source.splitlines())


def test_a_fault_of_the_check_is_not_said_to_be_the_learners(hunt, monkeypatch):
    failed = Verdict(False, (), "The check itself failed, which says nothing about your function (x).")
    hunt.answer(line=wrong_line(hunt))
    monkeypatch.setattr(hunting, "judged", lambda asked, function: failed)
    assert "The check itself failed" in hunt.answer(mend=right_mend(hunt)).says


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda hunt: bug_hunt("P2.1"), "item: expected one with functions to hunt in, P1.5, P2.4, .*, got 'P2.1'"),
        (lambda hunt: bug_hunt("P9.9"), "item: expected one of "),
        (lambda hunt: bug_hunt(3), "item: expected a number such as 'P2.4', got 3"),
        (lambda hunt: bug_hunt("P4.4 forward"), "function: expected one of 'backpropagate', 'batch_gradients'"),
        (lambda hunt: bug_hunt("P4.4", seed=-1), "seed: expected a whole number"),
        (lambda hunt: hunt.answer(), "line: expected the number of the line that is wrong, got none"),
        (lambda hunt: hunt.answer(line=10), "line: expected a number from 1 to 9, got 10"),
        (lambda hunt: hunt.answer(line="four"), "line: expected "),
        (lambda hunt: hunt.answer(mend=1), "mend: expected the wrong line to be found first"),
    ],
)
def test_what_cannot_be_answered_is_said(hunt, ask, says):
    with pytest.raises(bp.InputError, match=says):
        ask(hunt)
    assert RECORD.attempts == []


def test_one_function_of_an_item_can_be_asked_for():
    hunt = bug_hunt("P2.4 mean_gradients")
    assert hunt.source.startswith("def mean_gradients(weights, inputs, labels):")
    hunt.close()
