"""Practice of lesson 5 beside both passes: xor by hand, a check by nudges, two wrong ideas."""

from itertools import count

import numpy as np
import pytest

from bplesson.errors import InputError
from bplesson.practice.checking import check
from bplesson.practice.item import item
from bplesson.practice.nudges import NETWORKS
from tests.practice.cases import plant, unfit

ODD = count(1)  # a number that is never the same


# P5.4, numeric_gradients ---------------------------------------------------------------------------------------------
def by_nudges(h=1e-4, cost_of=lambda cost: cost, down=True, over=None, dtype=float, back=True):
    """numeric_gradients as a learner may write it, in copies of the weights, with one thing changed."""

    def numeric_gradients(cost, weights):
        asked, gradients = cost_of(cost), []
        mine = [np.array(W, dtype) for W in weights]
        for W in mine:
            g = np.zeros(W.shape)
            for place in np.ndindex(W.shape):
                before = W[place]
                W[place] = before + h
                above = asked(mine)
                W[place] = before - h if down else before
                below = asked(mine)
                if back:
                    W[place] = before
                g[place] = (above - below) / (over or (2 * h if down else h))
            gradients.append(g)
        return gradients

    return numeric_gradients


def by_new_lists(cost, weights):
    gradients = []
    for i, W in enumerate(weights):
        g = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            nudge = np.zeros(W.shape)
            nudge[place] = 1e-5
            up = weights[:i] + [W + nudge] + weights[i + 1 :]
            down = weights[:i] + [W - nudge] + weights[i + 1 :]
            g[place] = (cost(up) - cost(down)) / 2e-5
        gradients.append(g)
    return gradients


def put_back_by_sums(cost, weights):
    """In place, and back but for rounding; integers become floats first."""
    mine = weights if weights[0].dtype == float else [W.astype(float) for W in weights]
    h, gradients = 1e-4, []
    for W in mine:
        g = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            W[place] += h
            above = cost(mine)
            W[place] -= 2 * h
            g[place] = (above - cost(mine)) / (2 * h)
            W[place] += h
        gradients.append(g)
    return gradients


def in_place(cost, weights):
    h, gradients = 1e-4, []
    for W in weights:
        g = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            W[place] += h
            above = cost(weights)
            W[place] -= 2 * h
            g[place] = (above - cost(weights)) / (2 * h)
        gradients.append(g)
    return gradients


def cut_off(cost, weights):
    h, gradients = 1e-4, []
    for i, W in enumerate(weights):
        g = np.zeros(W.shape)
        for place in np.ndindex(W.shape):
            up, down = [V.copy() for V in weights], [V.copy() for V in weights]
            up[i][place] += h
            down[i][place] -= h
            g[place] = (cost(up) - cost(down)) / (2 * h)
        gradients.append(g)
    return gradients


def nudge_into_integers(cost, weights):
    gradients = []
    for i, W in enumerate(weights):
        g = np.zeros_like(W)
        for place in np.ndindex(W.shape):
            nudge = np.zeros(W.shape)
            nudge[place] = 1e-4
            g[place] = (
                cost([*weights[:i], W + nudge, *weights[i + 1 :]]) - cost([*weights[:i], W, *weights[i + 1 :]])
            ) / 1e-4
        gradients.append(g)
    return gradients


def same_kind(cost, weights):
    for i, W in enumerate(weights):
        V = W.copy()
        V += 0.0
    return by_new_lists(cost, weights)


def nudge_of_all(cost, weights):
    h = 1e-4
    return [
        np.full(
            W.shape, (cost([V + h * (V is W) for V in weights]) - cost([V - h * (V is W) for V in weights])) / (2 * h)
        )
        for W in weights
    ]


@pytest.mark.parametrize(
    "function", [by_new_lists, put_back_by_sums, *(by_nudges(h) for h in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8))]
)
def test_a_right_check_by_nudges_is_never_refused(function):
    said = check("P5.4", function)
    assert said.ok and said.says == "All 33 derivatives of 4 networks agree to three digits."


@pytest.mark.parametrize(
    ("function", "id"),
    [
        (by_nudges(cost_of=lambda cost: lambda weights: np.sqrt(2 * cost(weights))), "G1"),
        (by_nudges(1e-14), "G2"),
        (by_nudges(1e-15), "G2"),
        (by_nudges(1e-18), "G2"),
        (by_nudges(1e-7, dtype=np.float32), "G2"),
        (by_nudges(1e-5, dtype=np.float32), "G2"),
        (cut_off, "G3"),
        (nudge_into_integers, "G3"),
        (same_kind, "G3"),
        (in_place, "U3"),
        (lambda cost, weights: by_new_lists(cost, weights)[::-1], "U6"),
        (lambda cost, weights: [g.T for g in by_new_lists(cost, weights)], "E2"),
    ],
)
def test_a_wrong_check_by_nudges_is_named(function, id):
    assert check("P5.4 numeric_gradients", function).mistakes == (id,)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (by_nudges(1e-2, down=False), "With h = 0.01 the derivatives are off by up to"),
        (by_nudges(0.3), "The nudge is too large. With h = 0.3"),
        (by_nudges(over=1e-4), "twice too large"),
        (by_nudges(0, over=1, cost_of=lambda cost: lambda weights: np.sum(weights[0])), "does not nudge each weight"),
        (
            by_nudges(0, over=1, cost_of=lambda cost: lambda weights: cost(weights) * next(ODD)),
            "No known mistake",
        ),
        (by_nudges(1e-8, over=1e-8), "twice too large"),
        (by_nudges(over=4e-4), "half of what"),
        (by_nudges(over=-2e-4), "The sign is turned round"),
        (by_nudges(over=1), "not yet divided"),
        (by_nudges(0.05, back=False), "put it back before the next"),
        (by_nudges(1e-4, back=False), "put it back before the next"),
        (by_nudges(1e-5, back=False), "only because the nudges are so small. More than one weight is off"),
        (nudge_of_all, "does not nudge each weight"),
        (lambda cost, weights: [np.ones(W.shape) for W in weights], "does not nudge each weight"),
        (lambda cost, weights: [cost(weights) * W for W in weights], "does not nudge each weight"),
        (lambda cost, weights: [g + 1 for g in by_new_lists(cost, weights)], "No known mistake"),
        (lambda cost, weights: [g * np.nan for g in by_new_lists(cost, weights)], "No known mistake"),
        (lambda cost, weights: by_new_lists(cost, weights)[0], "has the shape (2,)"),
        (lambda cost, weights: cost(weights[0]), "Python stops in your line"),
        (lambda cost, weights: ..., "not written yet"),
    ],
)
def test_what_is_no_mistake_of_the_catalogue_is_said_in_words(function, said):
    verdict = check("P5.4", function)
    assert not verdict.ok and verdict.mistakes == () and said in verdict.says


def test_one_sided_differences_that_are_near_are_right_and_told_of_the_better_ones():
    verdict = check("P5.4", by_nudges(1e-5, down=False))
    assert verdict.ok and "up and down, over 2h, is nearer (5.3)" in verdict.says


def test_the_networks_part_the_derivatives_of_the_cost_from_those_of_the_output():
    assert any(len(x) == 1 and len(y[0]) == 1 for _, _, x, y in NETWORKS)


# P5.3, xor by hand ---------------------------------------------------------------------------------------------------
XOR = item("P5.3")


def test_200_cases_of_xor_are_short_and_solved_by_the_solution_that_they_hold():
    assert unfit("P5.3") == []
    for seed in range(200):
        case = XOR.case(seed, seed % 3)
        verdict = case.answer(**case.right)
        assert verdict.ok and verdict.mistakes == () and set(verdict.boxes.values()) == {"right"}
        assert np.allclose(case.network.forward(case.x).y_hat, case.y)


def test_every_network_that_answers_right_is_right_whatever_its_weights():
    rng = np.random.default_rng(0)
    for seed in range(1000):
        case = XOR.case(seed % 40)
        first, second = (np.array(W) for W in case.network.weights)
        scales = rng.uniform(0.3, 3, 2)
        order = rng.permutation(2)
        first, second = first * scales[:, np.newaxis], second / [*scales, 1]
        first, second = first[order], second[:, [*order, 2]]
        typed = [f"{w:.4g}" for w in [*first.ravel(), *second.ravel()]]
        assert case.answer(**dict(zip(case.asks, typed))).ok


def test_wrong_networks_are_refused_and_told_by_an_example():
    rng = np.random.default_rng(1)
    for seed in range(1000):
        case = XOR.case(seed % 40)
        verdict = case.answer(**dict(zip(case.asks, rng.integers(-3, 4, 9).tolist())))
        if not verdict.ok:
            assert verdict.mistakes == () and verdict.says.startswith("For (") and "of 4 are right" in verdict.says


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1, 1, 0, 1, 1, 5, 1, -2, 0], "nothing bends"),
        ([1, 1, -1, 1, 1, -1, 1, -2, 0], "are twins"),
        ([1, 0, 0, 1, -1, 0, 1, -2, 0], "in the same place"),
        ([1, 1, 0, 1, 1, -1, 1, -1, 0], "what is left is W₁₂"),
        ([1, 1, -1, 1, 2, 0, 1, -2, 7], "no weights of the output"),
    ],
)
def test_what_is_the_matter_with_the_hidden_layer_is_said(weights, said):
    case = next(case for case in map(XOR.case, range(999)) if case.y.ravel().tolist() == [0, 1, 1, 0])
    assert said in case.answer(**dict(zip(case.asks, weights))).says


def test_a_wrong_answer_of_xor_is_told_with_what_the_network_said():
    case = next(case for case in map(XOR.case, range(999)) if case.y.ravel().tolist() == [0, 1, 1, 0])
    said = case.answer(**dict(zip(case.asks, [1, 1, 0, 1, 1, -1, 1, "-1", 0]))).says
    assert said.startswith(
        "For (1, 1) it answers 1: expected 0. Its hidden nodes hold 2 and 1 there. 3 of 4 are right."
    )
    given = next(
        case for case in (XOR.case(k, 1) for k in range(999)) if case.shown == {"w12_00": 1, "w12_01": 1, "w12_02": 0}
    )
    assert "not as this W₁₂ needs it" in given.answer(**dict(zip(given.asks, [2, -2, 0, -1, 1, 0]))).says
    assert case.answer(w01_00=1).says.startswith("Still to come: W₀₁[0, 1]")
    with pytest.raises(InputError, match="w12_00"):
        case.answer(w12_00="one")
    with pytest.raises(InputError, match="answer: expected one of"):
        case.answer(w23_00=1)


# P5.5, two wrong ideas -----------------------------------------------------------------------------------------------
def test_the_two_wrong_ideas_are_named():
    planted = plant("P5.5", 200)
    assert planted.missed == {} and set(planted.seen) == {"K1", "K2", "B1"} and min(planted.seen.values()) >= 50


def test_200_cases_of_the_wrong_ideas_have_four_options_of_which_one_is_right():
    assert unfit("P5.5") == []
    firsts = set()
    for seed in range(200):
        case = item("P5.5").case(seed)
        verdicts = [case.answer(choice=number) for number in (1, 2, 3, 4)]
        assert [verdict.ok for verdict in verdicts].count(True) == 1
        assert all(verdict.ok or len(verdict.mistakes) == 1 for verdict in verdicts)
        assert len(set(case.options["choice"])) == 4 and all(words in case.task for words in case.options["choice"])
        firsts.add(case.right["choice"])
    assert firsts == {1, 2, 3, 4}
