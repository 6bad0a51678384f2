"""Costs: their value, and δ_0 with which the backward pass begins."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bplesson import InputError, Network
from bplesson.checks.functions import numeric_slope
from bplesson.engine.activations import activation
from bplesson.engine.costs import COSTS, Cost, cost

OUTPUT = {"squared error": "tanh", "cross-entropy": "softmax", "binary cross-entropy": "sigmoid"}


def one_layer(name: str, d: int) -> Network:
    """A network whose output p is its input."""
    return Network([np.eye(d)], ["identity", OUTPUT.get(name, "identity")], name)


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=3), st.lists(st.floats(-3, 3), min_size=3, max_size=3))
def test_squared_error_has_the_half_and_adds_up_the_outputs(p, y):
    network = Network([np.eye(3)])
    assert network.mean_cost(p, y) == pytest.approx(sum((a - b) ** 2 for a, b in zip(p, y)) / 2)
    assert np.allclose(network.backward(p, y).delta[0], np.subtract(p, y))


@given(st.lists(st.floats(-20, 20), min_size=4, max_size=4), st.integers(0, 3))
def test_cross_entropy_is_minus_the_log_of_the_probability_of_the_right_class(p, right):
    y = np.eye(4)[right]
    network = one_layer("cross-entropy", 4)
    q = [math.exp(v) / sum(map(math.exp, p)) for v in p]
    assert network.mean_cost(p, y) == pytest.approx(-math.log(q[right]), abs=1e-12)
    assert np.allclose(network.backward(p, y).delta[0], q - y)


@given(st.floats(-20, 20), st.floats(0, 1))
def test_binary_cross_entropy_of_a_sigmoid(p, y):
    network, q = one_layer("binary cross-entropy", 1), 1 / (1 + math.exp(-p))
    assert network.mean_cost(p, y) == pytest.approx(-y * math.log(q) - (1 - y) * math.log1p(-q), rel=1e-6, abs=1e-9)
    assert network.backward(p, y).delta[0].item() == pytest.approx(q - y)


@pytest.mark.parametrize("name", COSTS)
def test_delta_0_is_the_derivative_of_the_cost_by_p(name):
    rng = np.random.default_rng(3)
    network, p, y = one_layer(name, 3), rng.normal(size=3), np.array([0.2, 0.5, 0.3])
    for b in range(3):
        measured = numeric_slope(lambda v: network.mean_cost(np.where(np.arange(3) == b, v, p), y), p[b])
        assert network.backward(p, y).delta[0][0, b] == pytest.approx(measured, rel=1e-9)


@pytest.mark.parametrize("right", [0, 1, 2])
def test_cross_entropy_is_safe_at_plus_and_minus_a_thousand(right):
    p, y = np.array([1000.0, -1000.0, 0.0]), np.eye(3)[right]
    with np.errstate(all="raise", under="ignore"):
        passes = one_layer("cross-entropy", 3).backward(p, y)
    assert passes.cost == pytest.approx([0.0, 2000.0, 1000.0][right])
    assert np.allclose(passes.delta[0], np.eye(3)[0] - y)


@pytest.mark.parametrize(("p", "y", "expected"), [(1000, 1, 0), (1000, 0, 1000), (-1000, 1, 1000), (-1000, 0, 0)])
def test_binary_cross_entropy_is_safe_at_plus_and_minus_a_thousand(p, y, expected):
    with np.errstate(all="raise", under="ignore"):
        passes = one_layer("binary cross-entropy", 1).backward(p, y)
    assert passes.cost == pytest.approx(expected)
    assert passes.delta[0].item() == pytest.approx((p > 0) - y)


def absolute(y_hat, y):
    return np.sqrt((y_hat - y) ** 2 + 0.01)


@pytest.mark.parametrize("slope", [None, lambda y_hat, y: (y_hat - y) / absolute(y_hat, y)], ids=["measured", "given"])
def test_an_own_cost_is_added_up_over_the_outputs_and_its_slope_starts_the_backward_pass(slope):
    p, y = np.array([[0.4, -2.0], [1.0, 0.0]]), np.array([[1.0, 0.5], [1.0, -1.0]])
    passes = Network([np.eye(2)], cost=Cost.own(absolute, slope)).backward(p, y)
    assert passes.cost == pytest.approx(absolute(p, y).sum() / 2)
    assert np.allclose(passes.delta[0], (p - y) / absolute(p, y), atol=1e-9)


def test_a_python_function_is_a_cost_and_names_it():
    assert Network.chain([1.0], cost=absolute).cost.name == "absolute"
    assert repr(cost(absolute)) == "Cost('absolute')"


def test_a_wrong_slope_of_an_own_cost_is_named():
    with pytest.raises(InputError, match=r"^slope of absolute: at p = [^\n]+$"):
        Cost.own(absolute, lambda y_hat, y: y_hat - y)


def test_a_cost_for_one_output_activation_is_refused_behind_another():
    with pytest.raises(InputError, match=r"'softmax' at the output[^\n]+got 'identity'$"):
        Network.chain([1.0], cost="cross-entropy")
    with pytest.raises(InputError, match=r"'sigmoid' at the output[^\n]+got 'tanh'$"):
        Network.chain([1.0], "tanh", cost="binary cross-entropy")
    with pytest.raises(InputError, match="'softmax' only at the output"):
        Network.chain([1.0, 1.0], ["softmax", "identity", "softmax"], cost="cross-entropy")
    with pytest.raises(InputError, match="'softmax' only at the output"):
        Network.chain([1.0], "softmax")


@pytest.mark.parametrize("name", COSTS)
def test_costs_and_activations_are_handed_through_as_they_are(name):
    assert cost(cost(name)) is cost(name) and activation(activation("tanh")) is activation("tanh")
