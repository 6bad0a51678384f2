"""Every equation of lesson 2 against computer algebra, an autodiff library or counting, for 1 to 6 weights."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from bplesson import Network
from bplesson.equations import equation
from tests.kit.reference import Counting, algebra, chains, close, count

on_chains = pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(12))


def both_sides(tag, weights, x, y, eta=0.1):
    """Left and right, after check() has found that they agree."""
    case = Network.chain(weights), x, y, eta
    assert equation(tag).check(*case)
    return equation(tag).left(*case), equation(tag).right(*case)


def derivatives(weights, x, y) -> np.ndarray:
    """∂C/∂w_{i,i+1} by computer algebra."""
    chain = algebra(len(weights))
    return chain.number(chain.derivatives, weights, x, y)


def autodiff(weights, x, y) -> np.ndarray:
    """∂C/∂w_{i,i+1} from an autodiff library."""

    def cost(w):
        value = x
        for i in range(len(weights)):
            value = w[i] * value
        return (value - y) ** 2 / 2

    return autograd.grad(cost)(anp.array(weights))


@on_chains
def test_2_2_output_is_the_product_of_all_weights_and_the_input(weights, x, y, eta):
    chain = algebra(len(weights))
    for side in both_sides("2.2", weights, x, y):
        assert close(side, chain.number(chain.nodes[1:], weights, x, y))


@on_chains
def test_2_3_one_weight_does_the_same_as_all(weights, x, y, eta):
    w_c = equation("2.3").right(Network.chain(weights), 1.0, y)
    for other in (x, -3.0, 0.0, 7.5):
        for side in both_sides("2.3", weights, other, y):
            assert close(side, Network.chain([w_c]).forward(other).y_hat.item())
            assert close(side, np.multiply.reduce(weights) * other)


@on_chains
def test_2_4_cost_as_a_function_of_the_weights(weights, x, y, eta):
    chain = algebra(len(weights))
    for side in both_sides("2.4", weights, x, y):
        assert close(side, chain.number([chain.C], weights, x, y).item())


@on_chains
def test_2_5_derivative_by_the_last_weight(weights, x, y, eta):
    for side in both_sides("2.5", weights, x, y):
        assert close(side, derivatives(weights, x, y)[-1])


@pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(8, shortest=3))
def test_2_6_derivative_by_the_weights_in_the_middle(weights, x, y, eta):
    for side in both_sides("2.6", weights, x, y):
        assert close(side, derivatives(weights, x, y)[1:-1])


@on_chains
def test_2_7_derivative_by_the_first_weight(weights, x, y, eta):
    for side in both_sides("2.7", weights, x, y):
        assert close(side, derivatives(weights, x, y)[0])


@on_chains
def test_2_9_derivatives_are_proportional_to_the_error(weights, x, y, eta):
    chain = algebra(len(weights))
    error = np.prod(weights) * x - y
    for side in both_sides("2.9", weights, x, y):
        assert close(side, error * chain.number(chain.output_derivatives, weights, x, y))


@on_chains
def test_2_9_without_an_error_there_is_no_correction(weights, x, y, eta):
    for side in both_sides("2.9", weights, x, np.prod(weights) * x):
        assert np.abs(side).max() < 1e-12


@on_chains
def test_2_10_forward_chains_are_the_values_of_the_nodes(weights, x, y, eta):
    chain = algebra(len(weights))
    for side in both_sides("2.10", weights, x, y):
        assert close(side, chain.number(chain.nodes, weights, x, y))


@on_chains
def test_2_11_backward_chains_are_the_derivatives_by_the_nodes(weights, x, y, eta):
    chain = algebra(len(weights))
    for side in both_sides("2.11", weights, x, y):
        assert close(side, chain.number(chain.node_derivatives, weights, x, y))


@on_chains
def test_2_12_derivative_times_its_own_weight_is_the_full_product(weights, x, y, eta):
    full = (np.prod(weights) * x - y) * np.prod(weights) * x
    for side in both_sides("2.12", weights, x, y):
        assert close(side * weights, np.full(len(weights), full))
        assert close(side, derivatives(weights, x, y))


@on_chains
def test_2_13_delta_k_is_the_derivative_by_node_n_minus_k(weights, x, y, eta):
    chain = algebra(len(weights))
    expected = chain.number(chain.node_derivatives, weights, x, y)
    for *delta, by_input in both_sides("2.13", weights, x, y):
        assert close(delta, expected)
        assert close(by_input, expected[-1])


@on_chains
def test_2_14_delta_and_x_have_subscripts_that_add_up_to_the_hidden_layers(weights, x, y, eta):
    chain = algebra(len(weights))
    deltas = chain.number(chain.node_derivatives, weights, x, y)
    nodes = chain.number(chain.nodes, weights, x, y)
    hidden = len(weights) - 1
    pairs = {B: A for A in range(hidden + 1) for B in range(hidden + 1) if A + B == hidden}
    for side in both_sides("2.14", weights, x, y):
        assert close(side, [deltas[pairs[B]] * nodes[B] for B in range(len(weights))])


@on_chains
def test_2_15_gradient_is_delta_times_x(weights, x, y, eta):
    for side in both_sides("2.15", weights, x, y):
        assert close(side, autodiff(weights, x, y))
        assert close(side, derivatives(weights, x, y))


@on_chains
def test_2_16_stored_values_need_3n_minus_1_multiplications_expanded_formulas_n_squared_plus_n(weights, x, y, eta):
    N, results = len(weights), {}
    w, x_0, label = [Counting(v) for v in weights], Counting(x), Counting(y)

    def stored():
        x, delta = [x_0], {}
        for i in range(N):
            x.append(x[i] * w[i])
        delta[0] = x[N] - label
        for k in range(N - 1):
            delta[k + 1] = delta[k] * w[N - 1 - k]
        results["stored"] = [(x[i] * delta[N - 1 - i]).value for i in range(N)]

    def expanded():
        x_N = x_0
        for i in range(N):
            x_N = x_N * w[i]
        results["expanded"] = []
        for i in range(N):
            derivative = x_N - label
            for j in range(N):
                derivative = derivative * (x_0 if j == i else w[j])
            results["expanded"].append(derivative.value)

    for side in both_sides("2.16", weights, x, y):
        assert close(side, [count(stored), count(expanded)])
    assert close(results["stored"], derivatives(weights, x, y))
    assert close(results["expanded"], derivatives(weights, x, y))


@on_chains
def test_2_17_every_weight_steps_against_its_own_derivative(weights, x, y, eta):
    for side in both_sides("2.17", weights, x, y, eta):
        assert close(side, weights - eta * autodiff(weights, x, y))


@pytest.mark.parametrize("w_12", [-2.0, 0.5, 1.0, 4.0])
def test_2_17_all_pairs_with_the_right_product_are_equally_good_and_stay_put(w_12):
    weights = [0.5, w_12, 3.0 / (0.5 * w_12)]
    assert close(equation("2.4").left(Network.chain(weights), 1.0, 3.0), 0.0)
    assert close(equation("2.17").left(Network.chain(weights), 1.0, 3.0), weights)


def test_2_17_nothing_moves_at_the_saddle():
    saddle = Network.chain([0.0, 0.0, 0.0])
    assert (equation("2.17").left(saddle, 1.0, 3.0) == 0).all()
    uphill, downhill = (
        [equation("2.4").left(Network.chain(w), 1.0, 3.0) for w in ([a, a, a], [0, 0, 0])] for a in (-0.5, 0.5)
    )
    assert uphill[0] > uphill[1] and downhill[0] < downhill[1]
