"""The way to every number that is asked: a rule, and factors that lead to it; choices have their options."""

import re

import pytest

from bplesson.kit.words import short
from bplesson.practice.item import items
from bplesson.practice.typed import read
from tests.practice.cases import case_of

RULE_ALONE = {"P2.2", "P3.1", "P3.3", "P4.2", "P5.3"}  # some of whose numbers are read off or chosen, not worked out
MANY = {"P3.3", "P5.3"}  # whose answers may be right in many ways: none of their numbers is right alone
SEEDS = 8
LEVELS = [(id, level) for id, each in items().items() if each.make for level in range(each.levels)]


def cases(which: str, level: int):
    return [case_of(which, seed, level) for seed in range(SEEDS)]


def stands_alone(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@pytest.mark.parametrize("which, level", LEVELS)
def test_every_number_that_is_asked_has_its_way(which, level):
    for case in cases(which, level):
        assert set(case.ways) >= set(case.asks)
        for name, way in case.ways.items():
            assert way.rule.endswith((".", "!")) and way.rule[0] != " "
            assert way.factors or name in case.options or which in RULE_ALONE, (name, case.says)


@pytest.mark.parametrize("which, level", LEVELS)
def test_the_factors_typed_as_an_answer_are_right(which, level):
    for case in cases(which, level):
        for name, way in case.ways.items():
            if way.factors:
                assert name not in case.right or read(name, way.factors).fits(case.right[name]), (name, way, case.says)
                assert which in MANY or case.answer(**{name: way.factors}).boxes[name] == "right"


@pytest.mark.parametrize("which, level", LEVELS)
def test_a_hint_does_not_say_the_number(which, level):
    for case in cases(which, level):
        for name, way in ((name, case.ways[name]) for name in case.asks):
            right = short(case.right[name])
            assert way.factors != right
            for text in (way.rule, way.factors):
                assert not re.search(rf"= ?{re.escape(right)}(?![\w.])", text), (name, way)


@pytest.mark.parametrize("which, level", LEVELS)
def test_a_choice_has_its_options_and_the_right_one_is_among_them(which, level):
    for case in cases(which, level):
        assert set(case.options) <= set(case.asks)
        assert "choice" not in case.asks or "choice" in case.options
        for name, options in case.options.items():
            assert len(set(options)) == len(options) >= 2 and all(options)
            assert case.right[name] in range(1, len(options) + 1)


@pytest.mark.parametrize("which, level", LEVELS)
def test_the_task_is_said_without_names_of_code(which, level):
    for case in cases(which, level):
        assert "Asked" not in case.says and not stands_alone("choice", case.says)
        for name in case.asks:
            letter = re.sub(r"[₀-₉]", "", case.label(name)).split(" ")[0]  # C is the lesson's letter, and a name
            assert name in (case.label(name), letter, "node") or not stands_alone(name, case.says), (name, case.says)
            assert name in case.task
