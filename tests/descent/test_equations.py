"""Every equation of lesson 1 against a computation that does not use the package."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sympy

from bplesson import Network, hubble
from bplesson.equations import equation
from tests.kit.reference import as_network, close, lines


def both_sides(tag, *case):
    """Left and right, after check() has found that they agree."""
    assert equation(tag).check(*case)
    return equation(tag).left(*case), equation(tag).right(*case)


def exact_error(y_hat, y) -> Fraction:
    return (Fraction(float(y_hat)) - Fraction(float(y))) ** 2 / 2


def sympy_slopes(weights, x, y) -> np.ndarray:
    """The derivatives of (1/n) Σ (w·x - y)²/2, by computer algebra."""
    w = sympy.symbols(f"w0:{len(weights)}")
    C = sum((sum(a * b for a, b in zip(w, row)) - label) ** 2 / 2 for row, label in zip(x, y)) / sympy.Integer(len(y))
    return np.array([float(sympy.diff(C, each).subs(dict(zip(w, weights)))) for each in w])


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8, n=1))
def test_1_1_prediction_is_the_sum_of_weights_times_inputs(weights, x, y, eta):
    exact = sum(Fraction(w) * Fraction(v) for w, v in zip(weights, x[0]))
    for side in both_sides("1.1", as_network(weights), x, y):
        assert close(side, float(exact))


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8, n=1))
def test_1_3_error_is_half_the_squared_difference(weights, x, y, eta):
    for side in both_sides("1.3", as_network(weights), x, y):
        assert close(side, float(exact_error(weights @ x[0], y[0])))


def test_1_3_error_is_zero_where_prediction_and_label_agree_and_grows_as_they_part():
    errors = [equation("1.3").left(Network.chain([2.0]), 1.0, 2.0 + apart) for apart in (0, 0.5, 1, 2, 4)]
    assert errors[0] == 0
    assert errors == sorted(set(errors))
    assert errors == [equation("1.3").left(Network.chain([2.0]), 1.0, 2.0 - apart) for apart in (0, 0.5, 1, 2, 4)]


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8))
def test_1_4_cost_is_the_mean_over_n_examples(weights, x, y, eta):
    exact = sum(exact_error(weights @ row, label) for row, label in zip(x, y)) / len(y)
    for side in both_sides("1.4", as_network(weights), x, y[:, None]):
        assert close(side, float(exact))


@pytest.mark.parametrize("seed", range(6))
def test_1_5_cost_depends_on_the_weights_of_any_network(seed):
    rng = np.random.default_rng(seed)
    x, y, n = rng.normal(size=(5, 2)), rng.normal(size=(5, 1)), 5

    def cost(W_01, W_12):
        return sum((W_12 @ np.tanh(W_01 @ row) - label) ** 2 / 2 for row, label in zip(x, y)).item() / n

    for weights in [[rng.normal(size=(3, 2)), rng.normal(size=(1, 3))] for _ in range(2)]:
        network = Network(weights, ["identity", "tanh", "identity"])
        for side in both_sides("1.5", network, x, y):
            assert close(side, cost(*weights))


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8))
def test_1_8_step_goes_against_the_sign_of_the_slope(weights, x, y, eta):
    for side in both_sides("1.8", as_network(weights), x, y[:, None], eta):
        assert close(side, -np.sign(sympy_slopes(weights, x, y)))


def test_1_8_step_goes_right_from_the_left_of_the_minimum_left_from_its_right_and_nowhere_at_it():
    assert [equation("1.8").left(Network.chain([w]), 1.0, 2.0).item() for w in (1.0, 3.0, 2.0)] == [1, -1, 0]


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8))
def test_1_9_step_is_eta_times_the_slope(weights, x, y, eta):
    for side in both_sides("1.9", as_network(weights), x, y[:, None], eta):
        assert close(side, weights - eta * sympy_slopes(weights, x, y))


def test_1_9_holds_for_a_sigmoid_with_cross_entropy_too():
    x, y, w = np.array([[0.5], [-1.0]]), np.array([[1.0], [0.0]]), 0.7

    def cost(w):
        q = 1 / (1 + anp.exp(-w * x))
        return anp.mean(-y * anp.log(q) - (1 - y) * anp.log(1 - q))

    network = Network.chain([w], ["identity", "sigmoid"], "binary cross-entropy")
    for side in both_sides("1.9", network, x, y, 0.3):
        assert close(side, [w - 0.3 * autograd.grad(cost)(w)])


def test_1_10_is_true_in_algebra():
    w, x, y, eta = sympy.symbols("w x y eta")
    a, w_star, C = x**2, y / x, (w * x - y) ** 2 / 2
    assert sympy.simplify(C - a * (w - w_star) ** 2 / 2) == 0
    assert sympy.simplify((w - eta * sympy.diff(C, w)) - w_star - (1 - eta * a) * (w - w_star)) == 0


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8, d=1, n=1))
def test_1_10_distance_to_the_minimum_shrinks_by_one_minus_eta_a(weights, x, y, eta):
    (w,), x, y = weights, x.item(), y.item()
    expected = [float(exact_error(w * x, y)), w - eta * (w * x - y) * x - y / x]
    for side in both_sides("1.10", Network.chain([w]), x, y, eta):
        assert close(side, expected)


@pytest.mark.parametrize(
    ("eta_times_a", "after"), [(0.4, "creeps"), (1, "lands"), (1.5, "oscillates"), (2, "stays"), (2.5, "diverges")]
)
def test_1_10_bounds_are_one_over_a_and_two_over_a(eta_times_a, after):
    w, x, y = 1.0, 2.0, 4.0  # a = 4, w_* = 2
    before, (_, distance) = w - 2, equation("1.10").left(Network.chain([w]), x, y, eta_times_a / 4)
    assert {
        "creeps": -1 < distance < 0,
        "lands": distance == 0,
        "oscillates": 0 < distance < 1,
        "stays": distance == -before,
        "diverges": distance > 1,
    }[after]


@pytest.mark.parametrize("y", [0.0, 0.25, 1.0])
@pytest.mark.parametrize("w", [-2.0, 0.3, 1.7])
def test_1_12_cross_entropy_starts_the_backward_pass_with_the_difference(w, y):
    p = sympy.Symbol("p")
    q = 1 / (1 + sympy.exp(-p))
    C = -y * sympy.log(q) - (1 - y) * sympy.log(1 - q)
    expected = [float(sympy.N(each.subs(p, 1.5 * w))) for each in (C, sympy.diff(C, p))]
    network = Network.chain([w], ["identity", "sigmoid"], "binary cross-entropy")
    for side in both_sides("1.12", network, 1.5, y):
        assert close(side, expected)
    assert close(network.backward(1.5, y).delta[0].item(), expected[1])


@pytest.mark.parametrize(("weights", "x", "y", "eta"), lines(8, d=2))
def test_1_13_cost_of_a_straight_line(weights, x, y, eta):
    x = x[:, :1]
    exact = sum(exact_error(weights[0] * v + weights[1], label) for v, label in zip(x[:, 0], y)) / len(y)
    for side in both_sides("1.13", Network([weights[None]], bias=True), x, y[:, None]):
        assert close(side, float(exact))
    for side in both_sides("1.13", as_network(weights), np.hstack([x, np.ones_like(x)]), y[:, None]):
        assert close(side, float(exact))


def test_1_13_lowest_point_of_the_landscape_is_the_least_squares_line():
    x, y = hubble()
    best = np.polyfit(x[:, 0], y[:, 0], 1)

    def cost(w):
        return equation("1.13").left(Network([w[None]], bias=True), x, y)

    for nudge in ([0.01, 0], [-0.01, 0], [0, 0.01], [0, -0.01], [0.01, -0.01]):
        assert cost(best + nudge) > cost(best)
