"""Gradient descent as a path: where it goes, how it ends, and what bounds η."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bplesson import Function, InputError, Network, curve, descend, descend_curve, hubble, parabola, xor
from bplesson.checks.curvature import largest_curvature
from bplesson.descent.curves import curvature
from bplesson.engine.descent import run_away

a_and_start = given(st.floats(0.1, 10), st.floats(-3, 3), st.floats(-3, 3))


@a_and_start
def test_on_a_parabola_every_step_multiplies_the_distance_by_one_minus_eta_a(a, w_star, w):
    eta = 0.3 / a
    path = descend_curve(parabola(a, w_star), w, eta, steps=10)
    expected = w_star + (w - w_star) * (1 - eta * a) ** np.arange(len(path))
    assert np.allclose(path.as_array()[:, 0], expected)
    assert np.allclose(path.costs, a * (expected - w_star) ** 2 / 2)


@a_and_start
def test_one_over_a_lands_in_one_step(a, w_star, w):
    path = descend_curve(parabola(a, w_star), w, 1 / a, steps=50)
    assert path.status == "converged" and len(path) <= 3
    assert path.weights[min(1, len(path) - 1)][0] == pytest.approx(w_star, abs=1e-9 / a)  # where it counts as there


@a_and_start
def test_two_over_a_is_the_bound(a, w_star, w):
    assume(abs(w - w_star) > 1e-3)
    inside = descend_curve(parabola(a, w_star), w, 1.9 / a, steps=500)
    outside = descend_curve(parabola(a, w_star), w, 2.1 / a, steps=500)
    assert inside.status == "converged" and inside.weights[-1][0] == pytest.approx(w_star, abs=1e-6)
    assert outside.status == "diverged" and outside.costs[-1] > outside.costs[0]
    assert np.isfinite(outside.costs).all() and np.isfinite(outside.as_array()).all()


def test_below_one_over_a_it_creeps_from_one_side_above_it_oscillates():
    creeping = np.sign(np.ravel(descend_curve(parabola(), 3.0, 0.5, 8).as_array()) - 1)
    swinging = np.sign(np.ravel(descend_curve(parabola(), 3.0, 1.5, 8).as_array()) - 1)
    assert (creeping == 1).all() and (swinging == [1, -1] * 4 + [1]).all()


def test_the_start_decides_which_minimum_and_a_plateau_holds_on():
    left, right = (descend_curve(curve("two minima"), w, 0.2, 500) for w in (-0.5, 0.5))
    assert left.status == right.status == "converged"
    assert left.weights[-1][0] < -1 < 1 < right.weights[-1][0] and left.costs[-1] < right.costs[-1]
    assert descend_curve(curve("plateau"), -3.0, 0.2, 100).weights[-1][0] == pytest.approx(-3.0, abs=1e-9)


def test_a_path_begins_at_the_start_and_every_step_is_eta_times_the_gradient():
    network, x, y = Network.chain([0.5, -1.2, 0.8]), 1.0, 0.3
    path = descend(network, x, y, eta=0.1, steps=4)
    assert len(path) == 5 and path.status == "running" and path.as_array().shape == (5, 3)
    for t in range(5):
        at = network.with_weights(path.weights[t])
        passes = at.backward(x, y)
        assert path.costs[t] == passes.cost
        if t < 4:
            stepped = [W - 0.1 * g for W, g in zip(path.weights[t], passes.gradients)]
            assert np.allclose(np.ravel(stepped), path.as_array()[t + 1])
    assert np.ravel(path.weights[0]).tolist() == [0.5, -1.2, 0.8] == np.ravel(network.weights).tolist()


def test_no_steps_is_the_start_alone_and_a_minimum_stays_where_it_is():
    assert len(descend(Network.chain([2.0]), 1.0, 0.0, 0.1, steps=0)) == 1
    at_minimum = descend(Network.chain([2.0]), 1.0, 2.0, 0.1, steps=50)
    assert len(at_minimum) == 1 and at_minimum.status == "converged"


def test_linear_regression_ends_at_the_least_squares_line():
    x, y = hubble()
    path = descend(Network([[[0.0, 0.0]]], bias=True), x, y, eta=0.5, steps=3000)
    assert path.status == "converged"
    assert np.allclose(path.as_array()[-1], np.polyfit(x[:, 0], y[:, 0], 1), atol=1e-6)
    assert (np.diff(path.costs) < 1e-15).all()


def test_the_largest_curvature_bounds_eta_there_too():
    x, y = hubble()
    network = Network([[[0.4, 0.1]]], bias=True)
    X = np.hstack([x, np.ones_like(x)])
    bound = 2 / np.linalg.eigvalsh(X.T @ X / len(x)).max()
    assert 2 / largest_curvature(network, x, y) == pytest.approx(bound, rel=1e-5)
    assert descend(network, x, y, 0.98 * bound, 20000).status == "converged"
    assert descend(network, x, y, 1.02 * bound, 20000).status == "diverged"


def test_xor_cannot_be_learned_by_a_linear_network_but_with_one_hidden_layer():
    x, y = xor()
    linear = Network.random([2, 4, 1], "identity", np.random.default_rng(1), bias=True)
    assert descend(linear, x, y, 0.1, 3000).costs[-1] == pytest.approx(0.125, abs=1e-3)
    tanh = Network.random([2, 4, 1], ["identity", "tanh", "identity"], np.random.default_rng(1), bias=True)
    path = descend(tanh, x, y, 0.3, 3000)
    assert np.array_equal(tanh.with_weights(path.weights[-1]).forward(x).y_hat > 0.5, y > 0.5)


def test_running_away_is_a_status_with_the_last_finite_state_not_an_error():
    with np.errstate(all="raise"):
        path = descend(Network.chain([2.0, 2.0]), 2.0, 1.0, eta=10.0, steps=1000)
    assert path.status == "diverged" and np.isfinite(path.costs).all() and np.isfinite(path.as_array()).all()
    assert "diverged" in repr(path) and "\n" not in repr(path)


@pytest.mark.parametrize("root", [np.sqrt, math.sqrt, lambda w: w**0.5])
def test_a_path_that_leaves_the_curve_is_not_said_to_diverge_but_told_where_there_is_no_value(root):
    path = descend_curve(curve(root), 1.0, 0.1, 50)
    after = path.weights[-1][0] - 0.1 * curve(root).slope(path.weights[-1][0])
    assert path.status == "undefined" and (np.diff(path.costs) < 0).all() and after < 0
    assert path.missing == f"no value at w = {after:.3g}"
    assert repr(path) == f"Path({len(path) - 1} steps, cost 1 to {path.costs[-1]:.3g}, undefined: {path.missing})"


def test_where_a_value_or_a_slope_is_missing_is_told_and_a_run_away_is_one_still():
    assert descend_curve(curve(lambda w: (w - 0.0) ** 2), 1.0, 3.0, 500).missing == ""
    slope = Function("level to 0", lambda w: np.abs(w), lambda w, C: np.where(w > 0.5, 1.0, np.nan))
    assert descend_curve(slope, 1.0, 0.75, 5).missing == "no slope at w = 0.25"
    path = descend(Network.chain([2.0], ["identity", lambda p: np.sqrt(p)]), 1.0, -3.0, 2.0, 5)
    assert path.status == "undefined" and path.missing == "no cost one step on" and len(path) == 1
    with pytest.raises(InputError, match="^w: expected a weight where sqrt has a value and a slope, got -1$"):
        descend_curve(curve(np.sqrt), -1, 0.1, 5)


# --- mini-batches ---


def fit(batch, seed, steps=60):
    x, y = hubble()
    return descend(Network([[[0.0, 0.0]]], bias=True), x, y, 0.2, steps, batch=batch, rng=np.random.default_rng(seed))


def test_mini_batches_are_reproducible_from_their_rng():
    assert np.array_equal(fit(4, 7).as_array(), fit(4, 7).as_array())
    assert not np.array_equal(fit(4, 7).as_array(), fit(4, 8).as_array())


def test_a_batch_of_all_examples_is_the_full_step():
    assert np.allclose(fit(24, 0).as_array(), fit(None, 0).as_array())


def test_a_mini_batch_step_is_the_gradient_of_some_of_the_examples():
    x, y = hubble()
    first, second = fit(1, 3, steps=1).as_array()
    singles = [-0.2 * Network([first[None]], bias=True).backward(a, b).gradients[0].ravel() for a, b in zip(x, y)]
    assert any(np.allclose(second - first, single) for single in singles)


def test_costs_of_mini_batches_speak_of_all_examples_and_still_fall():
    x, y = hubble()
    path = fit(4, 2)
    assert path.costs[-1] == pytest.approx(Network(path.weights[-1], bias=True).mean_cost(x, y))
    assert path.costs[-1] < 0.3 * path.costs[0] and (np.diff(path.costs) > 0).any()


# --- what the curves are ---


@given(st.floats(0.05, 20), st.floats(-2, 2))
def test_a_parabola_has_its_minimum_and_its_curvature_where_it_says(a, w_star):
    p = parabola(a, w_star)
    assert p(w_star) == 0 and p.slope(np.array(w_star)) == 0
    assert p(w_star + 1) == pytest.approx(a / 2) == p(w_star - 1)
    assert curvature(p, -4, 4) == pytest.approx(a)


@pytest.mark.parametrize("which", ["two minima", "plateau", np.cos, lambda w: -w * w, lambda w: 2 * w])
def test_only_a_parabola_that_opens_upwards_has_a_curvature(which):
    assert curvature(curve(which), -3, 3) is None


def test_a_parabola_of_ones_own_is_recognised():
    assert curvature(curve(lambda w: 3 * (w - 1) ** 2 + 2), -3, 3) == pytest.approx(6, rel=1e-6)


@pytest.mark.parametrize(("name", "minima"), [("parabola", 1), ("two minima", 2), ("plateau", 1)])
def test_curves_have_as_many_minima_as_their_names_say(name, minima):
    slope = curve(name).slope(np.linspace(-4, 4, 2001) + 1e-5)
    assert ((slope[:-1] < 0) & (slope[1:] > 0)).sum() == minima


@pytest.mark.parametrize("eta", [0, -0.1, np.nan, np.inf, "fast", None])
def test_eta_must_be_above_zero(eta):
    for go in (
        lambda: descend(Network.chain([1.0]), 1.0, 1.0, eta, 5),
        lambda: descend_curve(parabola(), 1.0, eta, 5),
        lambda: Network.chain([1.0]).step([[[1.0]]], eta),
    ):
        with pytest.raises(InputError, match=r"^eta: expected a number above 0, got [^\n]+$"):
            go()


@pytest.mark.parametrize(
    ("cost", "weights", "gone"),
    [
        (2.9e9, [5.0], False),
        (3.1e9, [5.0], True),
        (-3.1e9, [5.0], True),
        (1.0, [np.array([[5.0, -101.0]]), np.array([[1.0]])], True),
        (1.0, [np.array([[5.0, -99.0]]), np.array([[1.0]])], False),
        (np.inf, [5.0], True),
        (np.nan, [5.0], True),
        (1.0, [np.nan], True),
    ],
)
def test_beyond_all_bounds_is_a_cost_a_weight_or_what_is_no_number(cost, weights, gone):
    assert run_away(cost, 2.0, weights, 100.0) == gone
    assert run_away(cost, -2.0, weights, 100.0) == gone
