"""Whose mistake is it? What three people did is told right from wrong, for everyone by themselves; nothing is told."""

from collections import Counter
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import RECORD, Record
from bplesson.kit.scene import Blank, Box
from bplesson.kit.words import short
from bplesson.practice.item import different, item, items
from bplesson.practice.people_scene import sheet_of_people
from bplesson.practice.three_answers import NAMES, ThreeAnswers, explains, levels, three_answers

FIT = [(which, level) for which in items() for level in range(levels(which))]
SEEDS = range(5)


@cache
def answers_of(which: str, level: int, seed: int) -> ThreeAnswers:
    """The three answers of that seed."""
    return three_answers(item(which), seed, level)


def numbers(case: ThreeAnswers) -> dict[str, int]:
    """What is right to say of each of the three."""
    return {name: (*case.listed, "").index(id) + 1 for name, id in case.made.items()}


@pytest.fixture
def record(monkeypatch):
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    return RECORD


# what is judged ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which, level", FIT)
def test_what_each_of_them_did_is_accepted_and_nothing_else(which, level):
    for seed in SEEDS:
        case = answers_of(which, level, seed)
        right = numbers(case)
        verdict = case.answer(**right)
        assert verdict.ok and verdict.says.startswith("All three are right.\nA: right, "), (seed, verdict)
        assert verdict.mistakes == tuple(filter(None, case.made.values()))
        for name in NAMES:
            for number in set(range(1, len(case.listed) + 2)) - {right[name]}:
                verdict = case.answer(**{**right, name: number})
                others = [each for each in NAMES if each != name]
                assert not verdict.ok and verdict.boxes[name].startswith("wrong: look at "), (seed, name, number)
                assert all(verdict.boxes[each] == "right" for each in others)
                line = next(line for line in verdict.says.split("\n") if line.startswith(f"{name}: "))
                assert f" of {name}: what would it be " in line and "right," not in line
                assert not any(sentence in line for sentence in case.sentences)


@pytest.mark.parametrize("which, level", FIT)
def test_two_or_three_made_a_mistake_each_and_no_two_answers_are_the_same(which, level):
    for seed in SEEDS:
        case = answers_of(which, level, seed)
        made = [id for id in case.made.values() if id]
        assert 2 <= len(made) == len(set(made)) and set(made) <= set(case.listed)
        assert 2 <= len(case.listed) <= 4 and len(set(case.sentences)) == len(case.listed)
        assert all(different(case.answers[a], case.answers[b]) for a, b in ("AB", "AC", "BC"))
        for name, id in case.made.items():
            assert id or not different(case.answers[name], case.of.right)
            assert [each for each in case.listed if explains(case.of, each, case.answers[name])] == [id] * bool(id)


def test_a_twin_of_the_mistake_that_was_made_counts_too():
    case = next(each for each in (answers_of("P2.1", 2, seed) for seed in range(30)) if "O1" in each.made.values())
    name = next(name for name, id in case.made.items() if id == "O1")
    for twin in ("B1", "E1"):
        listed = tuple(twin if id == "O1" else id for id in case.listed)
        verdict = replace(case, listed=listed).answer(**{name: listed.index(twin) + 1})
        assert verdict.boxes[name] == "right" and verdict.mistakes == (twin,)


def test_who_is_right_and_who_made_which_mistake_may_stand_anywhere():
    for which, level in (("P2.1", 2), ("P1.4", 0), ("P4.1", 1)):
        seen, places = Counter(), Counter()
        for seed in range(40):
            case = answers_of(which, level, seed)
            seen["".join(name for name in NAMES if not case.made[name]) or "nobody"] += 1
            places.update((name, number) for name, number in numbers(case).items() if case.made[name])
        assert set(seen) == {*NAMES, "nobody"} and min(seen.values()) > 2, seen
        assert set(places) == {(name, number) for name in NAMES for number in range(1, 5)}, places


@pytest.mark.parametrize("which, level", FIT)
def test_the_task_holds_all_that_is_needed_and_tells_nothing(which, level):
    for seed in SEEDS:
        case = answers_of(which, level, seed)
        assert case.says in case.task and all(sentence in case.task for sentence in case.sentences)
        for name in NAMES:
            assert all(f"{case.of.label(ask)} = {case.cell(name, ask)}" in case.task for ask in case.of.asks)
        for words in (case.says, case.task):
            assert not set(case.listed) & set(words.replace(".", " ").replace(",", " ").split()) - set("ABC")
        swapped = replace(case, made=dict(zip(NAMES, reversed(case.made.values()))))
        assert swapped.task == case.task
    assert three_answers(item(which), seed, level).task == case.task  # the last of them once more


# the sheet -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which, level", FIT)
def test_every_number_stands_on_the_sheet_once_and_is_open_in_the_diagram_where_they_differ(which, level):
    for seed in SEEDS[:3]:
        case = answers_of(which, level, seed)
        scene, filling = sheet_of_people(case)
        ids = [each.id for each in scene.items]
        assert len(set(ids)) == len(ids)
        blanks = [each for each in scene.items if isinstance(each, Blank)]
        assert [each.name for each in blanks] == list(NAMES) and scene.items[-1] is blanks[-1]
        assert all(each.x + each.width / 2 <= scene.width and each.y + 12 <= scene.height for each in blanks)
        for ask in case.of.asks:
            in_table = [filling.words[f"{name}-{ask}"] for name in NAMES if f"{name}-{ask}" in ids]
            if in_table:
                assert in_table == [case.cell(name, ask) for name in NAMES]
                assert filling.words.get(f"ask-{ask}", "?") == "?"
            else:
                number = short(case.of.right[ask])
                assert case.agreed(ask) and any(str(words).endswith(number) for words in filling.words.values())


def test_a_chain_has_its_diagram_and_points_have_none():
    assert any(isinstance(each, Box) for each in sheet_of_people(answers_of("P2.1", 2, 0))[0].items)
    assert not any(isinstance(each, Box) for each in sheet_of_people(answers_of("P1.4", 0, 0))[0].items)


# the explorer --------------------------------------------------------------------------------------------------------
def test_the_same_words_come_from_code_and_from_the_screen(record):
    people = bp.whose_mistake("P2.1", seed=0, level=2)
    right = numbers(people.case)
    said = {name: number if people.case.made[name] else "right" for name, number in right.items()}
    verdict = people.answer(**said)
    assert verdict.ok and unescape(people._sentence.value).split(">", 1)[1].startswith("All three are right.<br>A: ")
    other = bp.whose_mistake("P2.1", seed=0, level=2)
    other._diagram.typed = {name: str(number) for name, number in right.items()}
    assert other.check().says == verdict.says
    assert {name: sign for name, (sign, _) in other._diagram.filling["judged"].items()} == dict.fromkeys(NAMES, "✓")


def test_what_is_tried_is_recorded_as_whose_mistake_once_all_is_said_or_something_is_wrong(record):
    people = bp.whose_mistake("P2.1", level=2)
    right = numbers(people.case)
    part = people.answer(A=right["A"])
    assert not part.ok and part.says.endswith("Still to come: B and C.") and record.attempts == []
    people.answer(**right)
    people.answer(**right | {"C": right["A"]})
    assert [(each.skill, each.kind, each.ok, each.mistakes) for each in record.attempts] == [
        ("P2.1", "whose mistake", True, ()),
        ("P2.1", "whose mistake", False, ()),
    ]
    assert people.answer().says == "Nothing is chosen yet."


def test_a_hint_is_the_rule_of_the_first_number_that_differs_then_its_factors_and_never_the_number():
    people = bp.whose_mistake("P2.1", level=2)
    name = people.case.first_apart()
    way, label = people.case.of.ways[name], people.case.of.label(name)
    people.hint()
    first = unescape(people._sentence.value)
    assert label in first and way.rule in first and way.factors not in first
    people.hint()
    second = unescape(people._sentence.value)
    assert f"Here that is {way.factors}." in second
    assert f"= {short(people.case.of.right[name])}" not in second


@pytest.mark.parametrize("which", [which for which in items() if levels(which)])
def test_the_working_says_what_each_did_and_the_number_that_shows_it(which):
    case = answers_of(which, levels(which) - 1, 1)
    lines = dict(zip(NAMES, case.working(), strict=True))
    for name, id in case.made.items():
        if id:
            assert f"mistake {numbers(case)[name]}. {case.sentences[numbers(case)[name] - 1]}" in lines[name]
            assert f" of {name} is " in lines[name] and "; by the rule it is " in lines[name]
        else:
            assert lines[name] == f"{name}: no mistake."


def test_another_one_is_another_case_and_rises_after_two_that_went_right(record):
    people = bp.whose_mistake("P2.1")
    for _ in range(2):
        before = people.case.task
        people.answer(**numbers(people.case))
        people.another()
        assert people.case.task != before and people.verdict is None and people.typed == {}
    assert people.level == 1 and people.case.task in repr(people)


def test_a_level_with_numbers_of_ones_own_is_left_out():
    assert levels("P3.3") == 1 and levels("P5.3") == 0 and levels("P2.4") == 0
    with pytest.raises(InputError, match="P5.3.*many different answers are right"):
        bp.whose_mistake("P5.3")
    with pytest.raises(InputError, match="P2.4.*asks for a function"):
        bp.whose_mistake("P2.4")
    with pytest.raises(InputError, match="level"):
        bp.whose_mistake("P3.3", level=1)


def test_what_cannot_be_said_of_somebody_is_refused_and_changes_nothing():
    people = bp.whose_mistake("P2.1", level=2)
    people.answer(A=1)
    for said in (0, 6, 1.5, "left", "9"):
        with pytest.raises(InputError, match="^A: expected "):
            people.answer(A=said)
    with pytest.raises(InputError, match="answer.*'D'"):
        people.answer(D=1)
    assert people.typed == {"A": "1"}
