"""The catalogue: each mistake once, in a sentence that a beginner reads, with an equation that exists."""

import re

import pytest

from bplesson.equations import EQUATIONS
from bplesson.practice.diagnosis import named, said
from bplesson.practice.mistakes import CATALOGUE, MISTAKES, OF_PASSES
from bplesson.practice.rules import Rules

OF_EACH_KIND = {"S": 9, "L": 14, "B": 10, "O": 4, "E": 3, "M": 10, "U": 6, "C": 5, "G": 3, "I": 6, "D": 1, "K": 2}
RULES = set(Rules.__dataclass_fields__)


def test_all_seventy_three_are_there_and_each_id_once():
    wanted = [f"{letter}{k}" for letter, many in OF_EACH_KIND.items() for k in range(1, many + 1)]
    ids = [mistake.id for mistake in CATALOGUE]
    assert len(wanted) == 73 and set(wanted) <= set(ids)
    assert len(ids) == len(set(ids)) == len(MISTAKES)


@pytest.mark.parametrize("mistake", CATALOGUE, ids=lambda mistake: mistake.id)
def test_the_sentence_is_plain_and_its_equation_exists(mistake):
    assert mistake.equation in EQUATIONS
    assert mistake.sentence.endswith(f" ({mistake.equation}).")
    assert len(mistake.says) <= 130 and not mistake.says.endswith((".", ":"))
    assert not re.search(r" {2}|\n", mistake.says)


@pytest.mark.parametrize("mistake", OF_PASSES, ids=lambda mistake: mistake.id)
def test_a_form_replaces_rules_by_others(mistake):
    for form in mistake.forms:
        assert form and set(form) <= RULES and all(map(callable, form.values()))


def test_what_no_number_parts_is_said_in_one_sentence_that_asks():
    words = named(("B1", "O1", "E1"))
    assert words.startswith(
        "Three mistakes lead to just these numbers, and no number parts them: which two numbers did you multiply? (a) "
    )
    assert all(MISTAKES[id].sentence in words for id in ("B1", "O1", "E1"))
    assert named(("L1", "L7")).startswith("Two mistakes") and "which of them was it? (a)" in named(("L1", "L7"))
    assert named(("S1",)) == MISTAKES["S1"].sentence


def test_two_mistakes_are_said_one_after_the_other():
    assert said((("S1",), ("O3",))) == f"Two mistakes. {MISTAKES['S1'].sentence} {MISTAKES['O3'].sentence}"
    words = said((("S1",), ("B1", "O1")))
    assert "One is open, no number tells it: which two numbers did you multiply? (a)" in words
