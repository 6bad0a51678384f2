"""Numbers of each learner's own: always the same for one, never the same for two."""

from dataclasses import replace

import pytest

from bplesson.practice.item import item
from bplesson.teach.lessons import TITLES, numbers_of
from bplesson.teach.sheets import Sheet, sheet_of
from bplesson.teach.variants import TURNS, case_of, parted, seed_of, shared, sheets_of_all

GOLDEN = {  # by id: the seed for P2.1, and what is right there; on every machine, with every version
    "1": (3324751898404581, [2, -2, 4, -3, 6, -6, -3, 12, 6]),
    "ann": (1368992998894563, [-6, 6, -12, -3, 6, -6, -12, -36, -18]),
    "Ångström": (3521012952490723, [-8, -24, -48, 5, 10, 30, -60, -80, -120]),
    "学生7": (632468483294767, [-1, 2, 8, -3, -12, 24, -48, 12, -6]),
    "user_0042": (165587540014644, [-3, -6, -3, -3, -1.5, -3, 3, 4.5, 18]),
}


@pytest.mark.parametrize("id", GOLDEN)
def test_the_numbers_of_a_learner_are_these_on_every_machine(id):
    seed, right = GOLDEN[id]
    assert seed_of("a secret", "course", "P2.1", id) == seed
    case = case_of("a secret", "course", item("P2.1"), 2, id, {})
    assert list(case.right.values()) == right


def test_an_id_counts_however_it_is_typed_and_all_else_makes_other_numbers():
    seed = seed_of("a secret", "course", "P2.1", "Ångström", 0)
    assert seed == seed_of("a secret", "course", "P2.1", " ÅNGSTRÖM ", 0)
    others = [("b secret", "course", "P2.1", "Ångström", 0), ("a secret", "other", "P2.1", "Ångström", 0),
              ("a secret", "course", "P2.2", "Ångström", 0), ("a secret", "course", "P2.1", "Angstrom", 0),
              ("a secret", "course", "P2.1", "Ångström", 1)]  # fmt: skip
    assert len({seed, *(seed_of(*each) for each in others)}) == 6
    assert all(0 <= seed_of(*each) < 2**52 for each in others)


def a_sheet(task: str) -> Sheet:
    return Sheet("P0.1", task, "", (), ())


def test_nobody_gets_a_case_that_somebody_before_has():
    sheets = {"a": {"P0.1": a_sheet("1")}, "b": {"P0.1": a_sheet("1")}, "c": {"P0.1": a_sheet("2")}}
    turns = parted(sheets, dict.fromkeys(sheets, {}), lambda id, which, turn: a_sheet(f"{turn}"))
    assert turns == {"a": {}, "b": {"P0.1": 2}, "c": {"P0.1": 3}}
    assert [mine["P0.1"].task for mine in sheets.values()] == ["1", "2", "3"]


def test_who_is_there_already_keeps_the_turns_and_an_item_with_few_cases_ends():
    sheets = {id: {"P0.1": a_sheet("1")} for id in "ab"}
    assert parted(sheets, {"a": {"P0.1": 3}, "b": {}}, lambda *_: a_sheet("1")) == {
        "a": {"P0.1": 3},
        "b": {"P0.1": TURNS},
    }


@pytest.mark.parametrize("lesson", TITLES)
def test_of_200_learners_no_two_have_the_same_case_of_anything(lesson):
    turns = {f"learner {k}": {} for k in range(200)}
    sheets = dict(sheets_of_all("a secret", "course", (lesson,), turns))
    items = {each.id: (each, level) for each, level in numbers_of(lesson)}

    def draw(id: str, which: str, turn: int) -> Sheet:
        return sheet_of(items[which][0], case_of("a secret", "course", *items[which], id, {which: turn}))

    found = parted(sheets, turns, draw)
    assert shared(sheets) == []
    for id, mine in list(sheets.items())[::20]:
        assert all(draw(id, which, found[id].get(which, 0)) == sheet for which, sheet in mine.items())


@pytest.mark.parametrize("lesson", TITLES)
def test_a_neighbour_s_answers_to_more_than_a_choice_are_of_no_use(lesson):
    ids = {f"learner {k}": {} for k in range(60)}
    sheets = dict(sheets_of_all("a secret", "course", (lesson,), ids))
    for which, level in numbers_of(lesson):
        case = which.case(0, level)
        typed = [name for name in case.asks if name not in case.options]
        answers = [mine[which.id].answers for mine in sheets.values()]
        found = {tuple(each.right for each in row if each.name in typed) for row in answers}
        assert not typed or len(found) > 24, which.id


def test_items_in_which_learners_share_a_case_are_named():
    sheets = {"a": {"P0.1": a_sheet("1"), "P0.2": a_sheet("1")}, "b": {"P0.1": a_sheet("1"), "P0.2": a_sheet("2")}}
    assert shared(sheets) == ["P0.1"] and shared({}) == []


@pytest.mark.parametrize("lesson", TITLES)
def test_all_learners_are_asked_for_the_same_names(lesson):
    for which, level in numbers_of(lesson):
        asked = {which.case(seed, level).asks for seed in range(4)}
        assert len(asked) == 1, which.id


def test_a_sheet_says_what_is_right_and_what_mistakes_make_of_it():
    case = item("P2.1").case(0, 2)
    sheet = sheet_of(item("P2.1"), case)
    assert "A chain with the weights" in sheet.text and "| `delta1` | δ₁ |" in sheet.text and "(9 points)" in sheet.text
    rows = {answer.name: answer for answer in sheet.answers}
    assert [float(row.right.replace("−", "-")) for row in rows.values()] == list(case.right.values())
    assert "(S1)" in rows["delta0"].wrong and "S1" not in rows["x1"].wrong
    assert len(sheet.working) == 9 and "(2.13)" in sheet.working[3]
    assert replace(sheet, task="") != sheet
