"""Practice of lesson 5 beside both passes: xor by hand, a check by nudges, two wrong ideas."""

import numpy as np
import pytest

from bplesson.practice.checking import check
from bplesson.practice.nudges import NETWORKS


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
        (by_nudges(over=4e-4), "half of what"),
        (by_nudges(over=-2e-4), "The sign is turned round"),
        (by_nudges(over=1), "not yet divided"),
        (by_nudges(0.05, back=False), "put it back before the next"),
        (nudge_of_all, "does not nudge each weight"),
        (lambda cost, weights: [np.ones(W.shape) for W in weights], "does not nudge each weight"),
        (lambda cost, weights: [cost(weights) * W for W in weights], "does not nudge each weight"),
        (lambda cost, weights: [g + 1 for g in by_new_lists(cost, weights)], "No mistake of the list"),
        (lambda cost, weights: [g * np.nan for g in by_new_lists(cost, weights)], "No mistake of the list"),
        (lambda cost, weights: by_new_lists(cost, weights)[0], "of shape (2,)"),
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
