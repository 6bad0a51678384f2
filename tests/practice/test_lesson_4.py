"""P4.1 to P4.3: layers by head, shapes and transposes, paths and multiplications."""

import numpy as np
import pytest

from bplesson.practice.by_hand import worked
from bplesson.practice.item import item
from bplesson.practice.items import p4_1, p4_2, p4_3
from bplesson.practice.practice import practice
from tests.practice.cases import cases, plant, unfit

ITEMS = [p4_1.ITEM, p4_2.ITEM, p4_3.ITEM]
SEEN = {
    "P4.1": "S1 S2 S3 B1 B2 B3 B4 B5 B6 B10 O1 O3 E1 E2",
    "P4.2": "S2 B1 B2 B4 B6 O1 E1 E2 E3",
    "P4.3": "B10 W1 W2 W3 W4",
}


@pytest.mark.parametrize("which", ITEMS, ids=lambda each: each.id)
def test_every_mistake_in_numbers_is_named(which):
    planted = plant(which.id, 13 if which is p4_1.ITEM else 50)
    assert planted.missed == {} and set(planted.seen) == set(SEEN[which.id].split())


@pytest.mark.parametrize("which", ITEMS, ids=lambda each: each.id)
def test_cases_are_short_tell_all_mistakes_apart_and_know_what_is_right(which):
    assert item(which.id) is which and unfit(which.id, 50 if which is p4_1.ITEM else 200) == []


@pytest.mark.parametrize("which", ITEMS, ids=lambda each: each.id)
def test_a_case_is_the_same_for_the_same_seed_and_says_in_words_what_is_asked(which):
    for level in range(which.levels):
        case, again = which.case(7, level), which.case(7, level)
        assert case.says == again.says and case.right == again.right
        assert all(case.label(name) != name or name == "choice" for name in case.asks)


# P4.1 ----------------------------------------------------------------------------------------------------------------
def test_4_7_the_right_numbers_are_those_of_the_engine():
    for case in cases("P4.1", 3):
        passes = case.network.backward(case.x, case.y)
        for name, value in case.right.items():
            if name.startswith("w"):
                place = tuple(map(int, name[4:]))
                assert value == passes.gradients[int(name[1])][place]
            elif name.startswith("delta"):
                assert value == passes.delta[int(name[5])][0, int(name[7:])]
            else:
                assert value == passes.q[int(name[1])][0, int(name[3:])]


def test_a_slip_is_followed_through():
    case = p4_1.ITEM.case(3, 2)
    slip = case.right["delta1_0"] + 20
    w01 = {f"w01_0{a}": slip * case.x[0, a] for a in range(2)}
    verdict = case.answer(**case.right | {"delta1_0": slip} | w01)
    assert not verdict.ok and verdict.mistakes == ()
    assert "The first number that is off: δ₁[0]." in verdict.says
    assert {verdict.boxes[name] for name in w01} == {"right, given your δ₁[0]"}
    assert {verdict.boxes[name] for name in case.right if name not in w01} == {"right", "off"}


def test_two_mistakes_are_both_named():
    case = p4_1.ITEM.case(5, 1)
    W, delta0 = case.network.weights[1], -np.array([case.right["delta0_0"], case.right["delta0_1"]])
    delta1, x0, x1 = W @ delta0, case.x[0], case.network.weights[0] @ case.x[0]
    answer = {f"delta0_{b}": delta0[b] for b in range(2)} | {f"delta1_{a}": delta1[a] for a in range(2)}
    answer |= {f"w12_{b}{a}": delta0[b] * x1[a] for b in range(2) for a in range(2)}
    answer |= {f"w01_{b}{a}": delta1[b] * x0[a] for b in range(2) for a in range(2)}
    assert set(case.answer(**answer).mistakes) == {"S1", "B4"}


def test_what_was_said_to_be_known_is_what_the_network_has():
    case = p4_1.ITEM.case(0, 0)
    assert "Known: x₁ = (" in case.says and "δ₀ = (" in case.says and case.says.endswith("What are δ₁ and ∂C/∂W₀₁?")
    assert {name.split("_")[0] for name in case.shown} == {"x1", "x2", "delta0"}
    assert "Known" not in p4_1.ITEM.case(0, 2).says


# P4.2 ----------------------------------------------------------------------------------------------------------------
def _value(product: str, matrices: dict[str, np.ndarray]) -> np.ndarray:
    """A product as the item writes it, "2 Aᵀ y xᵀ", worked out from left to right."""
    result = np.eye(1)
    for factor in product.split():
        M = np.eye(1) * 2 if factor == "2" else matrices[factor.rstrip("ᵀ")]
        M = M.T if factor.endswith("ᵀ") else M
        result = result * M if 1 in (M.size, result.size) and result.shape == (1, 1) else result @ M
    return result


def _nudged(C, M: np.ndarray, h: float = 1e-4) -> np.ndarray:
    found = np.zeros(M.shape)
    for place in np.ndindex(M.shape):
        nudge = np.zeros(M.shape)
        nudge[place] = h
        found[place] = ((C(M + nudge) - C(M - nudge)) / (2 * h)).item()
    return found


@pytest.mark.parametrize("formula", p4_2.FORMULAS, ids=lambda each: f"{each[0]} by {each[1]}")
def test_4_10_the_right_product_is_what_nudges_find_and_no_other_is(formula):
    C, by, right, wrong = formula
    rng = np.random.default_rng(4)
    square = 3  # where all shapes fit, only the values can tell the products apart
    matrices = {name: rng.standard_normal((square, square)) for name in "AB"}
    matrices |= {name: rng.standard_normal((square, 1)) for name in "xy"}
    half = 0.5 if "½" in C else 1.0
    measured = _nudged(lambda M: half * _value(C.replace("½ ", ""), matrices | {by: M}), matrices[by])
    assert np.allclose(_value(right, matrices), measured)
    for product in wrong.values():
        made = _value(product, matrices)
        assert made.shape != measured.shape or not np.allclose(made, measured)


def test_4_11_the_right_product_in_a_chain_is_the_derivative():
    for N in (2, 3, 4):
        rng = np.random.default_rng(N)
        weights = [rng.standard_normal((3, 3)) for _ in range(N)]
        x = [rng.standard_normal((3, 1))]
        for W in weights:
            x.append(W @ x[-1])
        named = {f"W{i}{i + 1}": W for i, W in enumerate(weights)} | {f"x{i}": v for i, v in enumerate(x)}
        named["e"] = x[N] - rng.standard_normal((3, 1))
        plain = {name.translate(p4_2.SUBSCRIPTS): value for name, value in named.items()}
        error = f"(x{N} − y)".translate(p4_2.SUBSCRIPTS)
        for i in range(N):
            right, wrong = p4_2.products(N, i)
            delta = np.linalg.multi_dot([np.eye(3), *[W.T for W in weights[i + 1 :]], named["e"]])
            made = [_value(each.replace(error, "e"), plain) for each in (right, *wrong.values())]
            assert np.allclose(made[0], delta @ x[i].T)
            assert not any(each.shape == made[0].shape and np.allclose(each, made[0]) for each in made[1:])


def test_a_choice_is_answered_by_its_number_and_every_other_option_is_a_mistake():
    case = p4_2.ITEM.case(0, 1)
    verdicts = [case.answer(choice=str(k)) for k in range(1, len(case.options["choice"]) + 1)]
    assert sum(verdict.ok for verdict in verdicts) == 1
    assert all(len(verdict.mistakes) == 1 for verdict in verdicts if not verdict.ok)
    assert case.answer(choice=99).mistakes == ()


def test_a_product_of_no_network_is_wrong_in_words_without_layers():
    for seed in range(12):
        case = p4_2.ITEM.case(seed, 2)
        for number in range(1, len(case.options["choice"]) + 1):
            says = case.answer(choice=number).says
            assert says == "Right." or "(4.10)" in says and "layer" not in says and "δ" not in says


def test_the_working_of_a_choice_ends_with_the_right_option():
    for level in (1, 2):
        practised = practice("P4.2", seed=4, level=level)
        case = practised.case
        [line] = practised.working()
        assert line.endswith(f"Here: {case.options['choice'][int(case.right['choice']) - 1]}.")


def test_a_shape_that_follows_from_a_wrong_one_is_right_given_that():
    case = p4_2.ITEM.case(1, 0)
    verdict = case.answer(**case.right | {"delta_entries": 9, "gradient_rows": 9})
    assert verdict.boxes["gradient_rows"].startswith("right, given your entries of δ")


# P4.3 ----------------------------------------------------------------------------------------------------------------
def test_4_8_the_network_of_the_lesson_has_12_paths_and_72_against_30_multiplications():
    lines, _ = p4_3.of_work([2, 3, 2])
    assert worked(lines, {}) == {"paths": 12, "weights": 12, "path_by_path": 72, "stored_values": 30}
    lines, _ = p4_3.of_work([2, 3, 2, 2])
    assert worked(lines, {}) == {"paths": 24, "weights": 16, "path_by_path": 288, "stored_values": 42}
