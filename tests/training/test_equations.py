"""Every equation of lesson 5 against an autodiff library, plain loops or computer algebra."""

import numpy as np
import pytest
import sympy

from bplesson import Network
from bplesson.equations import equation
from tests.engine.reference import Case
from tests.kit.reference import Layered, bent_chains, close, joined, layered

one_by_one = pytest.mark.parametrize("net", layered(12, n=1, bias=False), ids=lambda net: str(net.sizes))
many = pytest.mark.parametrize("net", layered(12), ids=lambda net: f"{net.sizes}, {len(net.x)}")


def both_sides(tag, network, x, y):
    """Left and right, after check() has found that they agree."""
    assert equation(tag).check(network, x, y)
    return equation(tag).left(network, x, y), equation(tag).right(network, x, y)


@one_by_one
def test_5_1_both_passes(net):
    p, q = net.forward()
    deltas = joined(net.deltas())
    for side in both_sides("5.1", *net.case):
        assert close(side, joined([*p, *q, deltas, deltas]))


@one_by_one
def test_5_1_slopes_are_entries_of_a_diagonal_matrix(net):
    p, q = net.forward()
    D = [np.diag([net.bend(i)(value) for value in p[i]]) for i in range(net.N + 1)]
    expected = [D[net.N] @ (np.array(q[net.N]) - net.y[0])]
    for i in reversed(range(net.N)):
        expected.append(D[i] @ net.weights[i].T @ expected[-1])
    how_many = sum(net.sizes)
    for side in both_sides("5.1", *net.case):
        assert close(side[-how_many:], joined(expected))


@many
def test_5_2_gradient_is_delta_times_q_averaged_over_the_examples(net):
    n = len(net.x)
    by_loops = [
        [[sum(net.deltas(e)[net.N - 1 - i][b] * net.forward(e)[1][i][a] for e in range(n)) / n
          for a in range(W.shape[1])] for b in range(W.shape[0])]
        for i, W in enumerate(net.weights)
    ]  # fmt: skip
    for side in both_sides("5.2", *net.case):
        assert close(side, joined(net.gradients))
        assert close(side, joined(by_loops))


def test_5_2_by_computer_algebra():
    w = sympy.symbols("w0:6")
    W_01, W_12 = sympy.Matrix(2, 2, w[:4]), sympy.Matrix(1, 2, w[4:])
    x, y = [(1, -2), (3, 1)], [1, -1]
    C = sum(((W_12 * (W_01 * sympy.Matrix(row)).applyfunc(sympy.tanh))[0] - label) ** 2 / 2 for row, label in zip(x, y))
    values = [0.3, -0.5, 0.2, 0.7, -1.1, 0.4]
    expected = [float(sympy.diff(C / 2, each).subs(dict(zip(w, values)))) for each in w]
    network = Network(
        [np.reshape(values[:4], (2, 2)), np.reshape(values[4:], (1, 2))], ["identity", "tanh", "identity"]
    )
    for side in both_sides("5.2", network, np.array(x, dtype=float), np.array(y, dtype=float)):
        assert close(side, expected)


@pytest.mark.parametrize("chain", bent_chains(6, shortest=3))
def test_5_2_one_node_a_layer_gives_back_lesson_3(chain):
    for side in both_sides("5.2", *chain.case):
        assert close(side, equation("3.15").left(*chain.case))


@pytest.mark.parametrize("net", layered(8, linear=True, bias=False), ids=lambda net: str(net.sizes))
def test_5_2_identity_everywhere_gives_back_lesson_4(net):
    for side in both_sides("5.2", *net.case):
        assert close(side, equation("4.9").left(*net.case))


@pytest.mark.parametrize("seed", range(90))
def test_5_3_gradient_is_a_central_difference_for_every_cost_and_activation(seed):
    case = Case.random(seed)
    for side in both_sides("5.3", case.network, case.x, case.y):
        assert np.allclose(side, joined(case.gradients), rtol=1e-6, atol=1e-8)


def test_5_3_a_wrong_gradient_would_be_noticed():
    net = layered(1)[0]
    right = equation("5.3").right(*net.case)
    for factor in (2.0, 0.5, -1.0, 1.00001):
        assert not np.allclose(factor * joined(net.gradients), right, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("net", layered(10, n=1, bias=True), ids=lambda net: str(net.sizes))
def test_5_4_bias_is_a_weight_from_a_node_that_is_always_1(net):
    p, _ = net.forward()
    of_biases = [g[:, -1] for g in net.gradients]
    for side in both_sides("5.4", *net.case):
        assert close(side, joined([*p[1:], *net.gradients, *of_biases]))
        assert close(side, joined([*p[1:], *net.gradients, *reversed(net.deltas()[:-1])]))


def test_5_4_network_with_a_bias_equals_one_with_an_input_of_one():
    W, x, y = np.array([[0.5, -1.0, 0.3]]), np.array([[2.0, 1.0]]), np.array([[0.2]])
    with_bias, with_input = Network([W], ["identity", "tanh"], bias=True), Network([W], ["identity", "tanh"])
    extended = np.hstack([x, [[1.0]]])
    assert close(equation("5.2").left(with_bias, x, y), equation("5.2").left(with_input, extended, y))


enough = pytest.mark.parametrize(
    "net", [net for n in (3, 4, 5, 7) for net in layered(4, n=n)], ids=lambda net: f"{net.sizes}, {len(net.x)}"
)


@enough
def test_5_6_batches_average_to_the_gradient_of_all_examples(net):
    for side in both_sides("5.6", *net.case):
        assert close(side, joined(net.gradients))


@enough
def test_5_6_holds_for_every_way_to_part_the_examples(net):
    n, rng = len(net.x), np.random.default_rng(6)
    for size in range(1, n + 1):
        order = rng.permutation(n)
        batches = [order[start : start + size] for start in range(0, n, size)]
        parts = [Layered(net.weights, net.names, net.x[each], net.y[each], net.bias) for each in batches]
        mean = sum(len(part.x) * joined(part.gradients) for part in parts) / n
        assert close(equation("5.6").left(*net.case), mean)
        if n % size == 0:  # equal batches: their plain mean
            assert close(equation("5.6").left(*net.case), np.mean([joined(part.gradients) for part in parts], axis=0))


@many
def test_5_7_cost_along_two_directions(net):
    rng = np.random.default_rng(0)
    u, v = ([rng.standard_normal(W.shape) for W in net.weights] for _ in range(2))
    expected = np.empty((3, 3))
    for row, beta in enumerate((-1, 0, 1)):
        for column, alpha in enumerate((-1, 0, 1)):
            expected[row, column] = net.cost([W + alpha * U + beta * V for W, U, V in zip(net.weights, u, v)])
    for side in both_sides("5.7", *net.case):
        assert close(side, expected)
        assert close(side[1, 1], float(net.cost()))
