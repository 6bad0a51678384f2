"""The gradient check: it trusts right gradients, and says which weight is wrong and by how much."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import bplesson as bp
from bplesson import Function, InputError, Network, check_gradient
from bplesson.engine.gradcheck import numeric_gradients
from tests.engine.reference import Case

smooth_cases = (
    st.integers(0, 10**6).map(Case.random).filter(lambda case: not {"relu", "leaky relu"} & set(case.activations))
)


@settings(max_examples=40)
@given(smooth_cases)
def test_nudged_weights_agree_with_an_autodiff_library(case):
    for nudged, exact in zip(numeric_gradients(case.network, case.x, case.y), case.gradients, strict=True):
        assert np.allclose(nudged, exact, rtol=1e-6, atol=1e-8)


@settings(max_examples=60)
@given(smooth_cases, st.sampled_from(["sign", "factor", "thousandth", "transposed", "other"]))
def test_a_planted_error_is_found_in_its_weight(case, kind):
    gradients = [g.copy() for g in case.network.backward(case.x, case.y).gradients]
    sizes = [np.abs(g).max() for g in gradients]
    i = int(np.argmax(sizes))
    assume(sizes[i] > 1e-3)
    place = np.unravel_index(np.abs(gradients[i]).argmax(), gradients[i].shape)
    right = gradients[i][place]
    gradients[i][place] = {"sign": -right, "factor": 2 * right, "thousandth": 1.001 * right,
                           "transposed": gradients[i][0, 0] + 0.1 * right, "other": 0.0}[kind]  # fmt: skip
    assume(gradients[i][place] != right)
    found = check_gradient(case.network, case.x, case.y, gradients)
    assert not found.ok and found.error > 1e-4
    assert found.where == f"weights[{i}]{[int(v) for v in place]}"
    assert found.claimed == pytest.approx(gradients[i][place])
    assert found.measured == pytest.approx(right, rel=1e-6)


def test_the_usual_mistakes_are_found():
    rng = np.random.default_rng(5)
    network = Network.random([2, 3, 2], ["identity", "tanh", "identity"], rng)
    x, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    right = network.backward(x, y).gradients
    mistakes = {
        "sum instead of mean": [4 * g for g in right],
        "half forgotten": [2 * g for g in right],
        "sign flipped": [-g for g in right],
        "layers swapped": [right[1].T.copy(), right[0].T.copy()],
    }
    assert check_gradient(network, x, y).ok and check_gradient(network, x, y, right).ok
    for name, wrong in mistakes.items():
        assert not check_gradient(network, x, y, wrong).ok, name


def test_the_answer_is_one_line_of_words():
    network = Network.chain([0.5, -1.2, 0.8])
    assert repr(check_gradient(network, 1.0, 0.3)).startswith("all derivatives agree; largest relative difference ")
    wrong = check_gradient(network, 1.0, 0.3, [[[0.7488]], [[0.312]], [[0.468]]])
    assert repr(wrong).startswith("the derivatives disagree; ")
    assert "weights[1][0, 0]: claimed 0.312, measured -0.312" in repr(wrong) and "\n" not in repr(wrong)


def test_at_a_minimum_where_all_derivatives_vanish_there_is_no_false_alarm():
    assert check_gradient(Network.chain([0.0, 0.0, 0.0]), 1.0, 1.0).ok
    assert check_gradient(Network.chain([2.0]), 1.0, 2.0).ok


KINKED = ["identity", "tanh", "sigmoid", "relu", "leaky relu", "softplus", "sine", abs, lambda p: max(p, p / 3)]


def small_network(seed: int) -> tuple[Network, np.ndarray, np.ndarray]:
    """A network of a few weights with many examples, and so with kinks near some of them; of every activation."""
    rng = np.random.default_rng(seed)
    hidden = [int(d) for d in rng.integers(1, 4, 1 + seed % 2)]
    sizes = [1 + seed % 2, *hidden, 1]
    activations = [KINKED[k] for k in rng.integers(0, len(KINKED), len(sizes))]
    network = Network.random(sizes, activations, rng, bias=bool(rng.integers(2)), scale=1.0)
    n = int(rng.integers(1, 60))
    return network, 2 * rng.normal(size=(n, sizes[0])), rng.normal(size=(n, 1))


def test_right_gradients_of_1000_networks_of_all_activations_are_never_called_wrong():
    for seed in range(1000):
        network, x, y = small_network(seed)
        assert (check := check_gradient(network, x, y)).ok, (seed, network.activations, check)


def test_a_planted_mistake_is_found_however_near_the_kinks_are():
    """One entry is a thousandth of the largest derivative off: more than the slopes beside a kink leave open."""
    at_kinks = 0
    for seed in range(300):
        network, x, y = small_network(seed)
        gradients = [g.copy() for g in network.backward(x, y).gradients]
        largest = max(np.abs(g).max() for g in gradients)
        if largest < 1e-3:
            continue
        rng = np.random.default_rng(seed)
        i = int(rng.integers(len(gradients)))
        place = tuple(int(rng.integers(d)) for d in gradients[i].shape)
        gradients[i][place] += 1e-3 * largest * rng.choice([-1, 1])
        check = check_gradient(network, x, y, gradients)
        name = f"weights[{i}]{list(place)}"
        low, high = check.kinks.get(name, (0.0, 0.0))
        at_kinks += low < high
        assert not check.ok and check.where == name or low < gradients[i][place] < high, (seed, check)
    assert at_kinks < 5  # or little would have been asked


def test_two_moons_and_a_sine_with_relu_raise_no_false_alarm():
    for x, y in (bp.two_moons(), bp.sine()):
        for seed in range(20):
            activations, rng = ["identity", "relu", "identity"], np.random.default_rng(seed)
            network = Network.random([x.shape[1], 8, 1], activations, rng, bias=True)
            assert check_gradient(network, x, y).ok
            assert not check_gradient(network, x, y, [1.0001 * g for g in network.backward(x, y).gradients]).ok


def test_at_a_kink_any_value_between_the_two_slopes_is_right_and_the_entry_is_named():
    network = Network.chain(
        [0.0, 2.0], ["identity", "relu", "identity"]
    )  # p₁ = 0; δ₁ is -2 to the right, 0 to the left
    for claimed, ok in ((-2.0, True), (0.0, True), (-0.7, True), (-2.01, False), (0.01, False)):
        check = check_gradient(network, 1.0, 1.0, [[[claimed]], [[0.0]]])
        assert check.ok == ok, claimed
        low, high = check.kinks["weights[0][0, 0]"]
        assert (low, high) == (pytest.approx(-2), pytest.approx(0, abs=1e-6))
    assert "at a kink: weights[0][0, 0], where any value from -2 to " in repr(check) and "is right" in repr(check)


@pytest.mark.parametrize("activation", ["relu", "leaky relu", abs])
@pytest.mark.parametrize("hidden", [[1], [3], [2, 2], [3, 2, 2]])
def test_zero_inputs_and_biases_put_every_node_at_its_kink_and_nothing_is_called_wrong(activation, hidden):
    x, y = np.array([[0.0, 0.0], [1.0, -1.0], [0.0, 0.0]]), np.array([[1.0], [0.5], [-2.0]])
    for seed in range(10):
        activations = ["identity", *[activation] * len(hidden), "identity"]
        network = Network.random([2, *hidden, 1], activations, np.random.default_rng(seed), bias=True)
        check = check_gradient(network, x, y)
        assert check.ok, (seed, check)
        wrong = [g.copy() for g in network.backward(x, y).gradients]
        wrong[-1][0, -1] += 0.1  # the output's bias is at no kink
        assert not check_gradient(network, x, y, wrong).ok


def test_an_activation_of_ones_own_is_right_beside_its_kink():
    """A measured slope is that of the side on which p is, and no mixture of both."""
    relu = Function.own(lambda p: max(p, 0.0))
    assert relu.slope(np.array([1e-4, -1e-4, 2e-6, -2e-6])) == pytest.approx([1, 0, 1, 0], abs=1e-9)
    assert relu.slope(np.array([0.0])) == pytest.approx(0.5)
    network = Network([[[2.0]]], ["identity", "identity"], cost=lambda y_hat, y: abs(y_hat - y))
    assert network.backward(1.0, 2.0001).gradients[0].item() == pytest.approx(-1, abs=1e-9)


def test_a_cost_that_is_no_number_is_blamed_and_not_the_gradients():
    def spiteful(y_hat, y):
        return np.where(y_hat > 1, np.inf, (y_hat - y) ** 2)

    network = Network.chain([2.0], cost=spiteful)
    for gradients in (None, [[[1.0]]]):
        with pytest.raises(InputError, match=r"^cost: expected a finite number, got inf for example 1: ŷ = 2, y = 0$"):
            check_gradient(network, [0.1, 1.0], [0.0, 0.0], gradients)


def test_derivatives_of_the_network_that_are_no_numbers_are_blamed_on_it():
    network = Network.chain([0.0, 1.0], ["identity", Function("root", np.sqrt, lambda p, q: 0.5 / q), "identity"])
    with pytest.raises(InputError, match=r"^network: expected finite derivatives, got -?inf for weights\[0\]\[0, 0\]$"):
        check_gradient(network, 1.0, 1.0)
    with pytest.raises(
        InputError, match=r"^cost: expected a finite slope on both sides of weights\[0\]\[0, 0\] = 0, got "
    ):
        check_gradient(network, 1.0, 1.0, [[[1.0]], [[0.0]]])


def test_a_prediction_that_is_no_number_is_no_fault_of_the_cost():
    network = Network.random([2, 1], ["identity", lambda p: 1 / (p * 0)], np.random.default_rng(0))
    with pytest.raises(InputError, match=r"^network: expected finite predictions, got ŷ = -?(inf|nan) for example 0$"):
        check_gradient(network, [[1.0, 2.0]], [[0.0]])
