"""Short questions one after the other: which they are, what counts, where to look again; no still tells them."""

import html
import re
from pathlib import Path

import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import RECORD, Attempt, Record
from bplesson.practice.diagnosis import fits
from bplesson.practice.recall import NEXT, NOT_YET, RESULT
from bplesson.practice.short_questions import BEFORE_AND_AFTER, QUESTIONS, questions_before
from bplesson.practice.typed import rounded

LESSONS = Path(__file__).resolve().parents[2] / "lessons"
SEEDS = range(30)


@pytest.fixture(autouse=True)
def record(monkeypatch):
    """The attempts of this test alone."""
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    return RECORD


def said(practice) -> str:
    """What stands under the sheet, as it is read."""
    return html.unescape(re.sub("<[^>]*>", "", practice._sentence.value))


def cells(practice) -> list[list[str]]:
    """The table of what came out, row by row."""
    rows = re.findall("<tr>(.*?)</tr>", practice._question.value)
    return [
        [html.unescape(each).replace("\xa0", " ") for each in re.findall("<t[hd][^>]*>(.*?)</t", row)] for row in rows
    ]


def shown(practice) -> list[str]:
    """The words on the buttons that can be pressed."""
    return [each.description for each in practice._buttons.values() if each.layout.display != "none"]


def at(lesson: int, which: str):
    """A recall in which a question of that item is on the screen."""
    seed = next(seed for seed in range(1000) if which in [each.item for each in questions_before(lesson, seed)])
    made = bp.recall(lesson, seed)
    made.place = [each.item for each in made.questions].index(which)
    return made


# the questions -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.item)
def test_a_short_question_has_few_boxes_and_its_numbers_tell_the_mistakes_of_its_item(question):
    seen = set()
    for seed in range(6):
        case = question.case(seed)
        assert 1 <= len(case.asks) <= (4 if question.item == "P7.1" else 3)
        assert case.answer(**case.right).ok
        for id, forms in case.key.wrong.items():
            for numbers in ({name: form({})[name] for name in case.asks} for form in forms):
                if not fits({name: rounded(float(value)) for name, value in numbers.items()}, case.right):
                    verdict = case.answer(**numbers)
                    assert not verdict.ok and id in verdict.mistakes, (seed, id)
                    seen.add(id)
    assert seen


@pytest.mark.parametrize("which", ["P4.1", "P5.1"])
def test_what_a_shortened_question_leaves_out_is_neither_asked_nor_told(which):
    question = next(each for each in QUESTIONS if each.item == which)
    recall = at(7, which)
    assert recall.blanks == question.asks
    assert recall.case.says.endswith("What are δ₁[0], δ₁[1] and ∂C/∂W₀₁[1, 0]?")
    assert not {"w01_00", "w01_01", "w01_11", *question.asks} & recall.case.shown.keys()
    assert "∂C/∂W₀₁" in recall._sheet[1].words.values()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.item)
def test_the_sections_to_look_at_again_stand_in_their_lesson(question):
    text = next(LESSONS.glob(f"0{question.lesson}_*.md")).read_text(encoding="utf-8")
    headings = "\n".join(re.findall(r"(?m)^## .*", text))
    for section in re.findall(r"\d\.\d+", question.sections):
        assert section.startswith(f"{question.lesson}.")
        assert re.search(rf"## {re.escape(section)}\D", headings), section


@pytest.mark.parametrize("lesson", range(2, 8))
def test_one_question_is_of_the_last_lesson_and_two_are_from_further_back(lesson):
    drawn = set()
    for seed in SEEDS:
        questions = questions_before(lesson, seed)
        lessons = [each.lesson for each in questions]
        assert len(set(questions)) == 3 and lessons[0] == lesson - 1
        assert lessons[1:] == [1, 1] if lesson <= 3 else max(lessons[1:]) < lesson - 1 and len(set(lessons)) == 3
        drawn |= set(questions)
    assert drawn == {each for each in QUESTIONS if each.lesson < lesson}


def test_numbers_are_fresh_each_time_and_the_same_for_a_seed():
    assert len({bp.recall(4).seed for _ in range(5)}) > 1
    one, other = bp.recall(4, seed=7), bp.recall(4, seed=7)
    assert one.case.says == other.case.says and one.questions == other.questions


@pytest.mark.parametrize("make", [lambda: bp.recall(4), bp.before, bp.after], ids=["recall", "before", "after"])
def test_what_a_notebook_keeps_is_the_same_each_time_and_holds_no_number_of_a_question(make):
    one, other = make(), make()
    other.another()
    kept = [each._repr_mimebundle_() for each in (one, other)]
    assert [each["text/plain"] for each in kept] == [repr(one)] * 2
    assert kept[0]["image/png"] == kept[1]["image/png"]
    assert one.case.says not in " ".join([repr(one), *one._cover()])


@pytest.mark.parametrize("lesson", [1, 8, 0, -1, 2.0, "3", None, True])
def test_a_lesson_that_cannot_look_back_is_refused(lesson):
    with pytest.raises(InputError, match="^lesson: expected the number of a lesson from 2 to 7, got"):
        bp.recall(lesson)


@pytest.mark.parametrize("seed", [-1, 0.5, "a"])
def test_a_seed_that_is_none_is_refused(seed):
    with pytest.raises(InputError, match="^seed: expected"):
        bp.recall(3, seed)


# one after the other -------------------------------------------------------------------------------------------------
def test_a_mistake_is_named_counts_and_is_looked_up_again(record):
    recall = at(4, "P2.1")
    right = recall.case.right
    (mistake, (form, *_)), *_ = recall.case.key.wrong.items()
    verdict = recall.answer(**form({}))
    assert mistake in verdict.mistakes and shown(recall)[-1] in (NEXT, RESULT)
    assert record.attempts == [Attempt("P2.1", "recall", False, verdict.mistakes)]
    recall.answer(**right)
    assert [each.ok for each in record.attempts] == [False, True]
    assert recall.results == {recall.place: "wrong"}, "the first answer counts"
    recall.place = 3
    assert "2.13 to 2.15 in lesson 2 (find every derivative of a chain of three weights)" in said(recall)


def test_all_three_right_need_no_second_look():
    recall = bp.recall(5, seed=3)
    for place in range(3):
        assert shown(recall) == ["check", "hint", "show the working", NOT_YET]
        assert recall._question.value.startswith(f"<b>Question {place + 1} of 3: ")
        recall.answer(**recall.case.right)
        assert shown(recall)[-1] == (RESULT if place == 2 else NEXT)
        recall.another()
    assert "3 of 3" in recall._question.value and said(recall).startswith("All of it is still there")
    assert shown(recall) == ["three others"] and recall._diagram.layout.display == "none"


def test_what_is_left_open_is_no_attempt_and_is_looked_up_again(record):
    recall = bp.recall(6, seed=2)
    for _ in range(3):
        recall.another()
    assert record.attempts == [] and recall.results == dict.fromkeys(range(3), "open")
    assert all(f"{each.see} ({each.can})" in said(recall) for each in recall.questions)


def test_what_is_copied_from_the_working_stays_open(record):
    recall = bp.recall(3, seed=1)
    recall.show_working()
    assert shown(recall)[-1] == NEXT and recall._lines.layout.display == ""
    recall.answer(**recall.case.right)
    assert recall.results == {0: "open"} and record.attempts == []
    recall.another()
    assert recall._lines.layout.display == "none"


def test_another_round_has_other_questions_and_nothing_of_the_first_one():
    recall = bp.recall(4, seed=1)
    first = recall.questions
    recall.answer(**recall.case.right)
    for _ in range(4):
        recall.another()
    assert (recall.seed, recall.place, recall.results, recall.typed) == (2, 0, {}, {})
    assert recall.questions == questions_before(4, 2) != first
    assert shown(recall) == ["check", "hint", "show the working", NOT_YET] and recall._diagram.layout.display == ""


def test_behind_the_last_question_nothing_is_asked():
    recall = bp.recall(2, seed=1)
    recall.place = 3
    for ask in (recall.check, recall.answer, recall.show_working):
        with pytest.raises(InputError, match="expected a question on the screen"):
            ask()
    for name, value in {"place": 4, "level": 1}.items():
        with pytest.raises(InputError, match=f"^{name}: expected one of"):
            setattr(recall, name, value)
    recall.undo()
    assert recall.place == 0 and recall.answer(**recall.case.right).ok


def test_numbers_of_another_question_are_not_said_to_have_changed():
    after, again = bp.after(), bp.practice("P2.1")
    after.place = 4  # both have a diagram of layers
    for practice in (after, again):
        practice.another()
        assert practice._diagram.filling["moved"] == {}


# before and after ----------------------------------------------------------------------------------------------------
def test_eight_questions_cover_all_lessons_and_have_other_numbers_afterwards():
    assert len(BEFORE_AND_AFTER) == 8 and {each.lesson for each in BEFORE_AND_AFTER} == set(range(1, 8))
    before, after = bp.before(), bp.after()
    assert before.questions == after.questions == BEFORE_AND_AFTER
    for place in range(8):
        before.place = after.place = place
        assert before.blanks == after.blanks and before.case.says != after.case.says


def test_before_names_nothing_as_wrong_and_gives_no_working(record):
    before = bp.before()
    assert shown(before) == ["that is my answer", NOT_YET]
    wrong = {name: 77 for name in before.blanks} | {"choice": 1}
    assert repr(before.answer(**wrong)) == "Noted." and before.place == 1 and before.verdict is None
    before.another()
    before.answer(**before.case.right)
    assert before.place == 3 and not before._filling()[0].judged
    assert [(each.ok, each.mistakes) for each in record.attempts] == [(False, ()), (False, ()), (True, ())]
    for _ in range(5):
        before.another()
    assert cells(before)[0] == ["you will be able to", "when"]
    assert [when for _, when in cells(before)[1:4]] == ["lesson 1", "lesson 2", "you can do it already"]
    assert shown(before) == [] and 'run bp.record("my_record.json")' in said(before)
    assert not re.search("wrong|mistake", said(before) + before._question.value)


@pytest.mark.parametrize(
    "typed, words", [({}, "Still to come: "), ({"step": "x", "choice": "1"}, "step: expected a number")]
)
def test_before_does_not_take_half_an_answer(typed, words, record):
    before = bp.before()
    before._diagram.typed = typed
    assert not before.check().ok and said(before).startswith(words) and before.place == 0
    assert record.attempts == [] and not before._filling()[0].judged


def test_both_times_stand_side_by_side_from_one_kernel_to_the_next(tmp_path, monkeypatch):
    file = tmp_path / "mine.json"
    before = bp.before()
    before.answer(**before.case.right)
    for _ in range(7):
        before.another()
    assert list(tmp_path.iterdir()) == []
    bp.record(file)
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))  # another kernel
    after = bp.after(file)
    wrong = {name: 77 for name in after.blanks} | {"choice": 1}
    assert after.answer(**wrong).boxes and shown(after)[-1] == NEXT
    after.another()
    for _ in range(7):
        after.answer(**after.case.right)
        after.another()
    head, first, *others = cells(after)
    assert head == ["can you", "before", "after"]
    assert first[1:] == ["right", "look again at 1.8 and 1.9 in lesson 1"]
    assert [row[1:] for row in others] == [["open", "right"]] * 7
    assert said(after) == "Before the lessons 1 of 8 were right; now, at the first go, 7 of 8. Kept in mine.json."


def test_before_with_a_file_keeps_all_that_is_left_open_too(tmp_path, monkeypatch):
    file = tmp_path / "mine.json"
    before = bp.before(file)
    for _ in range(8):
        before.another()
    assert "Kept in mine.json" in said(before) and "bp.record" not in said(before)
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    after = bp.after(file)
    after.place = 8
    assert [row[1] for row in cells(after)[1:]] == ["open"] * 8


def test_the_first_answers_are_what_was_known_before():
    for answer in (lambda before: before.another(), lambda before: before.answer(**before.case.right)):
        before = bp.before()
        answer(before)
    after = bp.after()
    after.place = 8
    assert cells(after)[1][1] == "open"


def test_after_without_a_before_says_so_and_shows_its_own_side(tmp_path):
    for after in (bp.after(), bp.after(tmp_path / "new.json")):
        assert "is not on record here. If you kept it, run bp.record" in said(after)
        after.another()
        assert "not on record" not in said(after)
        after.place = 8
        assert cells(after)[0] == ["can you", "after"] and len(cells(after)) == 9
        assert "What you answered before the lessons is not on record here; now, at the first go, 0 of 8." in said(
            after
        )


def test_a_file_that_is_no_record_is_refused_by_both(tmp_path):
    file = tmp_path / "else.json"
    file.write_text("[]")
    for ask in (bp.before, bp.after):
        with pytest.raises(InputError, match="^path: expected a record of bplesson"):
            ask(file)


def test_the_record_counts_recall_by_skill_and_the_eight_questions_as_one(capsys):
    before = bp.before()
    before.answer(**before.case.right)
    before.another()
    recall = at(3, "P1.2")
    recall.answer(**recall.case.right)
    bp.record()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Questions before the lessons: right 1 of 2"
    assert lines[1].startswith("P1.2, ") and lines[1].endswith(" · recall: right 1 of 1 times") and len(lines) == 2
