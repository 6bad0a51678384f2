"""The items: every case is short, the same each time, and tells its mistakes apart."""

import pytest

from bplesson.errors import InputError
from bplesson.practice.item import Draw, item, items
from tests.practice.cases import unfit


def test_cases_of_the_linear_chain_are_short_and_tell_their_mistakes_apart():
    assert unfit("P2.1", 50) == []


def test_a_case_is_the_same_each_time():
    case = item("P2.1").case(7, 2)
    assert case.right == item("P2.1").case(7, 2).right
    assert Draw("P2.1", 2, 7, 0).picks(range(100), 4) == Draw("P2.1", 2, 7, 0).picks(range(100), 4)
    assert Draw("a").picks(range(1000), 3) != Draw("b").picks(range(1000), 3)


def test_what_is_not_asked_is_shown():
    case = item("P2.1").case(3, 0)
    assert case.asks == ("w01", "w12", "w23") and {"x1", "x2", "x3", "delta0", "delta1"} <= set(case.shown)


def test_every_item_is_found_by_its_number():
    assert {"P2.1", "P2.4", "P4.4"} <= set(items())
    assert all(each.id == id and (each.make or each.functions) for id, each in items().items())


@pytest.mark.parametrize("which", ["P0.0", None, 2.1, ""])
def test_another_number_is_said_to_be_none(which):
    with pytest.raises(InputError, match="^item: expected "):
        item(which)


@pytest.mark.parametrize("seed", [-1, 1.5, "a", None])
def test_a_seed_that_is_none_is_said(seed):
    with pytest.raises(InputError, match="^seed: expected a "):
        item("P2.1").case(seed)
