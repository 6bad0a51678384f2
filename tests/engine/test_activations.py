"""Activations: value and slope belong together, far out too; functions of one's own are taken as they come."""

import math

import autograd
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bplesson as bp
from bplesson import Function, InputError, Network, wrong_slope
from bplesson.engine.activations import ACTIVATIONS, activation
from tests.engine import reference

ONE_BY_ONE = [name for name in ACTIVATIONS if name != "softmax"]
each_activation = pytest.mark.parametrize("name", ONE_BY_ONE)
numbers = st.floats(-30, 30).filter(lambda p: abs(p) > 1e-6)  # not on the kink of ReLU


def test_there_is_a_reference_for_every_activation():
    assert set(ONE_BY_ONE) == {name for name in reference.ACTIVATIONS if not name.startswith("own")}


@each_activation
@given(p=numbers)
def test_value_and_slope_are_those_of_the_definition(name, p):
    definition = reference.ACTIVATIONS[name][1]
    assert activation(name)(np.array(p)) == pytest.approx(definition(p), rel=1e-12, abs=1e-15)
    assert activation(name).slope(np.array(p)) == pytest.approx(autograd.grad(definition)(p), rel=1e-9, abs=1e-12)


@each_activation
@given(p=st.lists(st.floats(-5, 5), min_size=1, max_size=6))
def test_slope_is_the_same_with_a_stored_value_and_keeps_the_shape(name, p):
    sigma, p = activation(name), np.reshape(p, (1, -1))
    assert sigma(p).shape == sigma.slope(p).shape == p.shape
    assert np.array_equal(sigma.slope(p), sigma.slope(p, sigma(p)))


@each_activation
def test_nothing_overflows_far_out(name):
    p = np.array([-1000.0, -40.0, 40.0, 1000.0])
    with np.errstate(all="raise", under="ignore"):
        assert np.isfinite(activation(name)(p)).all() and np.isfinite(activation(name).slope(p)).all()


def test_far_out_values_are_the_limits():
    far = np.array([-1000.0, 1000.0])
    assert np.array_equal(activation("sigmoid")(far), [0, 1])
    assert np.array_equal(activation("softplus")(far), [0, 1000])
    assert np.array_equal(activation("tanh").slope(far), [0, 0])


def test_relu_has_slope_zero_at_its_kink_and_a_tenth_of_it_leaks():
    assert activation("relu").slope(np.array([-1.0, 0.0, 1.0])).tolist() == [0, 0, 1]
    assert activation("leaky relu")(np.array([-1.0, 2.0])).tolist() == [-0.1, 2]


@given(st.lists(st.floats(-1000, 1000), min_size=2, max_size=6), st.floats(-1000, 1000))
def test_softmax_gives_probabilities_that_no_shift_changes(p, shift):
    q = activation("softmax")(np.array([p]))
    assert q.min() >= 0 and q.sum() == pytest.approx(1)
    assert np.allclose(q, activation("softmax")(np.array([p]) + shift), atol=1e-9)
    assert q.argmax() == np.argmax(p) or q[0, np.argmax(p)] == pytest.approx(q.max())


def test_softmax_has_no_slope_of_its_own():
    with pytest.raises(InputError, match="^activations: 'softmax' mixes the nodes"):
        activation("softmax").slope(np.array([[1.0, 2.0]]))


@each_activation
def test_the_check_of_slopes_accepts_every_slope_of_the_package(name):
    assert wrong_slope(activation(name)) is None


def cube(p):
    return p**3


@given(st.floats(-3, 3))
def test_slope_of_an_own_function_is_measured(p):
    assert Function.own(cube).slope(np.array([[p]])) == pytest.approx(3 * p**2, rel=1e-9, abs=1e-9)
    assert activation(cube).slope(np.array([[p]])) == pytest.approx(3 * p**2, rel=1e-9, abs=1e-9)


def test_an_own_function_may_work_on_single_numbers_only():
    sine = Function.own(lambda p: math.sin(p) if p > 0 else 0.0, name="half a sine")
    p = np.array([[-1.0, 0.5], [2.0, 3.0]])
    assert np.allclose(sine(p), np.where(p > 0, np.sin(p), 0))
    assert np.allclose(sine.slope(p), np.where(p > 0, np.cos(p), 0), atol=1e-9)
    assert repr(sine) == "Function('half a sine')"


def test_an_own_function_cannot_spoil_what_the_network_stores():
    def greedy(p):
        p *= 0
        return p

    p = np.array([[1.0, 2.0]])
    Function.own(greedy)(p)
    assert p.tolist() == [[1.0, 2.0]]


WRONG_SLOPES = {
    "factor": lambda p: 2 * p**2,
    "sign": lambda p: -3 * p**2,
    "forgotten 3": lambda p: p**2,
    "off by a thousandth": lambda p: 3 * p**2 + 0.001 * np.max(p**2),
    "nan": lambda p: np.full(p.shape, np.nan),
}


@pytest.mark.parametrize("wrong", WRONG_SLOPES.values(), ids=WRONG_SLOPES)
def test_a_wrong_slope_is_named_with_its_place_and_size(wrong):
    with pytest.raises(InputError, match=r"^slope of cube: at p = \S+ it gives \S+, but the function itself rises by"):
        Function.own(cube, wrong)


def test_a_right_slope_is_accepted_and_used():
    own = Function.own(cube, lambda p: 3 * p**2)
    assert wrong_slope(own) is None
    assert own.slope(np.array([2.0])).tolist() == [12.0]


@pytest.mark.parametrize("at_kink", [0.0, 0.5, 1.0])
def test_at_a_kink_any_slope_between_left_and_right_is_right(at_kink):
    def slope(p):
        return np.where(p == 0, at_kink, (p > 0).astype(float))

    assert wrong_slope(Function("relu", lambda p: np.maximum(p, 0), lambda p, q: slope(p))) is None


def test_own_activations_stand_beside_named_ones_in_a_network():
    network = Network.chain([0.5, 2.0], ["identity", cube, "tanh"])
    assert network.forward(2.0).y_hat.item() == pytest.approx(math.tanh(2.0))
    assert [each.name for each in network.activations] == ["identity", "cube", "tanh"]


def plain_sigmoid(p):
    return 1 / (1 + math.exp(-p))


def powers(p):
    return 1 / (1 + 2.718281828459045 ** -float(p))


def test_where_plain_python_overflows_numpys_numbers_are_tried_first():
    def sigmoid(p):
        if np.ndim(p):
            raise TypeError("one number at a time")
        return 1 / (1 + 2.718281828459045**-p)

    assert Function.own(sigmoid)(np.array([0.3, -1234.1])).tolist() == pytest.approx([0.574442516811659, 0.0])


@pytest.mark.parametrize("own", [plain_sigmoid, powers])
def test_an_own_function_that_overflows_names_the_place(own):
    with pytest.raises(InputError, match=r"expected a number at p = -1234\.1, got OverflowError") as problem:
        Function.own(own)(np.array([0.3, -1234.1]))
    assert str(problem.value).startswith(own.__name__) and problem.value.__suppress_context__
    assert Function.own(own)(np.array([0.3, -700.0])) == pytest.approx([0.574442516811659, 0.0])


def test_a_path_that_leads_to_such_a_place_ends_before_it_and_is_no_error():
    network = Network.chain([-5.0, 3.0], ["identity", plain_sigmoid, "identity"])
    path = bp.descend(network, 1.0, -9.0, 1e5, 5)
    assert path.status == "undefined" and path.missing == "no cost one step on"


def test_where_the_function_has_no_value_numpys_nan_stays():
    with np.errstate(invalid="ignore"):
        assert np.isnan(Function.own(np.sqrt)(np.array([-1.0]))).all()
