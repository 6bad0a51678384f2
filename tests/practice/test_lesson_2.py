"""P2.2 and P2.3: the pair of a weight, and one step on all weights of a chain."""

import re

import pytest

from bplesson.engine.network import Network
from bplesson.practice.by_hand import worked
from bplesson.practice.item import item
from bplesson.practice.items import p2_3
from bplesson.practice.rules import Run
from tests.practice.cases import cases, plant, unfit

SEEN = {
    "P2.2": {"O1", "E1"},
    "P2.3": {"S1", "S2", "S3", "B1", "B2", "B7", "O1", "O3", "O4", "E1", "U1", "U2"},
}


@pytest.mark.parametrize("which", SEEN)
def test_every_mistake_that_can_be_seen_is_named(which):
    planted = plant(which)
    assert set(planted.seen) == SEEN[which]
    assert planted.missed == {}


@pytest.mark.parametrize("which", SEEN)
def test_every_case_is_short_and_parts_all_mistakes_and_its_right_numbers_are_right(which):
    assert unfit(which) == []
    for case in cases(which, 200):
        assert case.answer(**{name: str(round(value, 9)) for name, value in case.right.items()}).ok


@pytest.mark.parametrize("which, other", [("P2.2", 11), ("P2.3", 0.1379)])
def test_numbers_that_fit_no_mistake_get_no_name(which, other):
    for case in cases(which, 50):
        verdict = case.answer(**{name: value + other for name, value in case.right.items()})
        assert not verdict.ok and verdict.mistakes == ()


def test_2_15_the_pairs_of_a_weight_add_up_to_the_hidden_nodes():
    for case in cases("P2.2", 50):
        N = int(case.says.split(" weights")[0].split()[-1])
        assert case.right["A"] + case.right["B"] == N - 1
        lower = re.search("by w([₀-₉])", case.says)
        source = "₀₁₂₃₄₅₆₇₈₉".index(lower[1]) if lower else int(re.search(r"from node (\d+)", case.says)[1])
        assert case.right["B"] == source


def test_a_chain_too_long_for_a_picture_names_its_weight_by_both_nodes():
    case = item("P2.2").case(0, 2)
    weights, i, j = map(int, re.search(r"of (\d+) weights.*from node (\d+) to node (\d+)", case.says).groups())
    assert weights > 9 and j == i + 1 and case.lane is None
    assert case.right == {"B": i, "A": weights - 1 - i}


def test_both_factors_of_a_pair_may_be_wrong():
    case = item("P2.2").case(1, 0)  # w12 of three weights
    assert case.answer(A=1, B=2).mistakes == ("O1",)
    assert case.answer(A=2, B=1).mistakes == ("E1",)
    assert set(case.answer(A=2, B=2).mistakes) == {"O1", "E1"}


def test_2_17_the_step_is_that_of_both_passes():
    for given in [(4, -2, 0.5, 5, 0.2), (-3, 4, -1, 3, 0.05), (0.5, 2, 2, -1.5, 0.25)]:
        w01, w12, x0, error, eta = given
        made = worked(p2_3.lines_of(*given), {})
        network, y = Network.chain([w01, w12]), w12 * w01 * x0 - error
        values = Run(network, x0, y, eta).values
        assert {name: made[name] for name in values} == pytest.approx(values)
        after = Run(Network.chain([values["new_w01"], values["new_w12"]]), x0, y)
        assert made["new_x2"] == pytest.approx(after.values["x2"])
        assert (made["choice"] == p2_3.FALLS) == (after.cost < values["C"])


def test_what_no_number_parts_is_said_as_one_of_three():
    for case in cases("P2.3", 20)[20:]:
        for id in ("B1", "O1"):
            (form,) = case.key.wrong[id]
            assert set(case.answer(**form({})).mistakes) == {"B1", "O1", "E1"}


@pytest.mark.parametrize(
    "level, slip, then", [(0, "new_w01", "new_x2"), (1, "w12", "new_w12"), (2, "delta0", "delta1")]
)
def test_a_slip_is_followed_through(level, slip, then):
    for seed in range(20):
        case = item("P2.3").case(seed, level)
        numbers = case.key.right({slip: case.right[slip] + 0.37})
        verdict = case.answer(**{name: numbers[name] for name in case.asks})
        assert not verdict.ok and verdict.mistakes == ()
        assert case.label(slip) in verdict.says
        assert verdict.boxes[then] == f"right, given your {case.label(slip)}"


def test_2_8_the_cost_falls_as_often_as_it_rises():
    for level in range(3):
        falling = [item("P2.3").case(seed, level).right["choice"] == p2_3.FALLS for seed in range(100)]
        assert 35 < sum(falling) < 65
