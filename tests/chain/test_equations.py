"""Every equation of lesson 3 against computer algebra, an autodiff library or plain loops, for 1 to 6 weights."""

import math

import autograd
import numpy as np
import pytest
import sympy

from bplesson import Function, Network
from bplesson.equations import equation
from tests.kit.reference import Layered, bent_chains, chains, close, joined

on_chains = pytest.mark.parametrize("chain", bent_chains(12), ids=lambda chain: "-".join(chain.names))


def both_sides(tag, network, x, y):
    """Left and right, after check() has found that they agree."""
    assert equation(tag).check(network, x, y)
    return equation(tag).left(network, x, y), equation(tag).right(network, x, y)


def derivatives(chain) -> np.ndarray:
    """∂C/∂w_{i,i+1} from an autodiff library."""
    return joined(chain.gradients)


SYMBOLS = sympy.symbols("w_01 w_12 w_23 p_0 y")
FUNCTIONS = [sympy.tanh, lambda p: 1 / (1 + sympy.exp(-p)), sympy.sin, lambda p: p]


class ThreeWeights:
    """The chain of the lesson in symbols: tanh at the input, then sigmoid, sine, identity."""

    names = ["tanh", "sigmoid", "sine", "identity"]

    def __init__(self):
        *self.w, p_0, self.y = SYMBOLS
        self.p, self.q = [p_0], []
        for i in range(4):
            self.q.append(FUNCTIONS[i](self.p[i]))
            if i < 3:
                self.p.append(self.w[i] * self.q[i])
        self.C = (self.q[3] - self.y) ** 2 / 2

    def number(self, expressions, weights, x, y) -> list[float]:
        return [float(sympy.N(each.subs(dict(zip(SYMBOLS, [*weights, x, y]))))) for each in expressions]

    def slope(self, i: int):
        """σ_i'(p_i)."""
        v = sympy.Symbol("v")
        return sympy.diff(FUNCTIONS[i](v), v).subs(v, self.p[i])


THREE = ThreeWeights()
in_symbols = pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(6, shortest=3, longest=3))


def lesson_chain(weights) -> Network:
    return Network.chain(weights, THREE.names)


# --- 3.1: linear, or not ---

TWO = [([1.0, 2.0], [0.0, 0.0]), ([-1.5, 0.5], [0.0, 0.0]), ([0.25, -3.0], [1.0, 2.0])]


@pytest.mark.parametrize(("x", "y"), TWO)
@pytest.mark.parametrize("weights", [[1.0], [0.5, -1.2, 0.8], [3.0, -1.0, 2.0, 0.7]])
def test_3_1_holds_for_the_identity_and_for_every_linear_chain(weights, x, y):
    expected = math.prod(weights) * (2 * x[0] - 3 * x[1])
    for side in both_sides("3.1", Network.chain(weights), x, y):
        assert close(side, expected)


@pytest.mark.parametrize(("x", "y"), TWO)
@pytest.mark.parametrize(
    ("network", "g"),
    [
        (Network.chain([1.0], ["identity", "tanh"]), math.tanh),
        (Network.chain([1.0], ["identity", "relu"]), lambda x: max(0.0, x)),
        (Network([[[2.0, 0.5]]], bias=True), lambda x: 2 * x + 0.5),  # affine: a straight line, but not linear
    ],
)
def test_3_1_fails_for_tanh_relu_and_an_affine_map(network, g, x, y):
    assert equation("3.1").check(network, x, y) is False
    assert close(equation("3.1").left(network, x, y), g(2 * x[0] - 3 * x[1]))
    assert close(equation("3.1").right(network, x, y), 2 * g(x[0]) - 3 * g(x[1]))


def test_3_1_holds_for_linear_layers_of_several_nodes_too():
    rng = np.random.default_rng(1)
    W_01, W_12 = rng.normal(size=(3, 1)), rng.normal(size=(1, 3))
    for side in both_sides("3.1", Network([W_01, W_12]), [1.0, 2.0], [0.0, 0.0]):
        assert close(side, (W_12 @ W_01).item() * (2 * 1 - 3 * 2))


# --- 3.3 to 3.6: forward ---


@on_chains
def test_3_3_forward_takes_a_weight_and_an_activation_in_turn(chain):
    p, q = chain.forward()
    for side in both_sides("3.3", *chain.case):
        assert close(side, joined([*p[1:], *q]))


@on_chains
def test_3_5_output_is_one_nested_formula(chain):
    for side in both_sides("3.5", *chain.case):
        assert close(side, chain.forward()[1][-1][0])


@in_symbols
def test_3_5_is_the_nested_formula_of_computer_algebra(weights, x, y, eta):
    for side in both_sides("3.5", lesson_chain(weights), x, y):
        assert close(side, THREE.number([THREE.q[3]], weights, x, y)[0])


@on_chains
def test_3_6_cost_as_a_function_of_the_weights(chain):
    for side in both_sides("3.6", *chain.case):
        assert close(side, float(chain.cost()))


# --- 3.7 to 3.10: the derivatives in full ---


@on_chains
def test_3_7_derivative_by_the_last_weight(chain):
    for side in both_sides("3.7", *chain.case):
        assert close(side, derivatives(chain)[-1])


@pytest.mark.parametrize("chain", bent_chains(8, shortest=3))
def test_3_8_derivative_by_the_weights_in_the_middle(chain):
    for side in both_sides("3.8", *chain.case):
        assert close(side, derivatives(chain)[1:-1])


@on_chains
def test_3_9_derivative_by_the_first_weight(chain):
    for side in both_sides("3.9", *chain.case):
        assert close(side, derivatives(chain)[0])


@in_symbols
@pytest.mark.parametrize(("tag", "i"), [("3.7", 2), ("3.8", 1), ("3.9", 0)])
def test_3_7_3_8_3_9_are_the_derivatives_of_computer_algebra(tag, i, weights, x, y, eta):
    expected = THREE.number([sympy.diff(THREE.C, THREE.w[i])], weights, x, y)
    for side in both_sides(tag, lesson_chain(weights), x, y):
        assert close(np.ravel(side), expected)


def test_3_9_in_full_is_true_in_algebra():
    y, (w_01, w_12, w_23), q = THREE.y, THREE.w, THREE.q
    slopes = [THREE.slope(i) for i in range(4)]
    written = {
        w_23: (q[3] - y) * slopes[3] * q[2],
        w_12: (q[3] - y) * slopes[3] * w_23 * slopes[2] * q[1],
        w_01: (q[3] - y) * slopes[3] * w_23 * slopes[2] * w_12 * slopes[1] * q[0],
    }
    for w, formula in written.items():
        assert sympy.simplify(sympy.diff(THREE.C, w) - formula) == 0


@on_chains
def test_3_10_derivatives_are_proportional_to_the_error(chain):
    error = chain.forward()[1][-1][0] - chain.y.item()
    h = 1e-6

    def q_N(i, nudge):
        weights = [W + nudge * (j == i) for j, W in enumerate(chain.weights)]
        return Layered(weights, chain.names, chain.x, chain.y).forward()[1][-1][0]

    slopes = [(q_N(i, h) - q_N(i, -h)) / (2 * h) for i in range(chain.N)]
    for side in both_sides("3.10", *chain.case):
        assert np.allclose(side, error * np.array(slopes), rtol=1e-6, atol=1e-7)
        assert close(side, derivatives(chain))


@on_chains
def test_3_10_without_an_error_there_is_no_correction(chain):
    for side in both_sides("3.10", chain.network, chain.x, chain.forward()[1][-1][0]):
        assert np.abs(side).max() < 1e-12


@pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(8, shortest=3))
@pytest.mark.parametrize(
    ("tag", "linear"),
    [("3.5", "2.3"), ("3.6", "2.4"), ("3.7", "2.5"), ("3.8", "2.6"), ("3.9", "2.7"), ("3.10", "2.9"),
     ("3.13", "2.12"), ("3.14", "2.13"), ("3.15", "2.15")],
)  # fmt: skip
def test_3_4_identity_everywhere_gives_back_lesson_2(tag, linear, weights, x, y, eta):
    case = Network.chain(weights), x, y
    for side in both_sides(tag, *case):
        assert close(side, equation(linear).left(*case))


# --- 3.11 to 3.17: the two chains ---


@on_chains
def test_3_11_forward_values_p_and_q_in_turn(chain):
    p, q = chain.forward()
    for side in both_sides("3.11", *chain.case):
        assert close(side, joined([value for pair in zip(p, q) for value in pair]))
        assert len(side) == 2 * chain.N + 2


@on_chains
def test_3_12_backward_chains_are_the_derivatives_by_q_and_p_in_turn(chain):
    _, q = chain.forward()
    expected = []
    for k, delta in enumerate(chain.deltas()):
        i = chain.N - k

        def cost_after_activation(value, i=i):
            if i == chain.N:
                return (value - chain.y.item()) ** 2 / 2
            return chain.cost_after(i + 1, chain.weights[i][0] * value, chain.y[0])

        expected += [autograd.grad(cost_after_activation)(q[i][0]), delta.item()]
    for side in both_sides("3.12", *chain.case):
        assert close(side, expected)
        assert len(side) == 2 * chain.N + 2


@on_chains
def test_3_13_derivative_has_every_factor_but_its_own_weight(chain):
    for side in both_sides("3.13", *chain.case):
        assert close(side, derivatives(chain))


@in_symbols
def test_3_13_missing_weight_and_no_other_is_what_the_factors_lack(weights, x, y, eta):
    slopes = [THREE.slope(i) for i in range(4)]
    full = [THREE.q[3] - THREE.y, *slopes[1:], *THREE.w]  # σ_0' never occurs
    up_to = [[slopes[j] for j in range(1, i + 1)] + [THREE.w[j] for j in range(i + 1)] for i in range(3)]
    expected = [sympy.prod(full) / sympy.prod(left_out) * THREE.q[i] for i, left_out in enumerate(up_to)]
    for side in both_sides("3.13", lesson_chain(weights), x, y):
        assert close(side, THREE.number(expected, weights, x, y))


@on_chains
def test_3_14_delta_k_is_the_derivative_by_p_of_node_n_minus_k(chain):
    expected = joined(chain.deltas())
    for *delta, by_input in both_sides("3.14", *chain.case):
        assert close(delta, expected)
        assert close(by_input, expected[-1])


@on_chains
def test_3_15_gradient_is_delta_times_q(chain):
    _, q = chain.forward()
    deltas = joined(chain.deltas())
    for side in both_sides("3.15", *chain.case):
        assert close(side, derivatives(chain))
        assert close(side, [deltas[chain.N - 1 - i] * q[i][0] for i in range(chain.N)])


@pytest.mark.parametrize("slope_given", [True, False])
def test_3_15_holds_for_an_activation_of_the_readers_own(slope_given):
    own = Function.own(lambda p: p**3 / 9 + p, lambda p: p**2 / 3 + 1) if slope_given else lambda p: p**3 / 9 + p
    v = sympy.symbols("v0:2")
    q_0 = sympy.Rational(1, 2) ** 3 / 9 + sympy.Rational(1, 2)
    q_1 = (v[0] * q_0) ** 3 / 9 + v[0] * q_0
    C = (v[1] * q_1 - sympy.Rational(3, 10)) ** 2 / 2
    expected = [float(sympy.diff(C, each).subs({v[0]: 2, v[1]: -1})) for each in v]
    for side in both_sides("3.15", Network.chain([2.0, -1.0], [own, own, "identity"]), 0.5, 0.3):
        assert close(side, expected)


@on_chains
def test_3_17_delta_is_the_error_times_all_slopes_and_all_weights_on_its_way(chain):
    p, q = chain.forward()
    N, expected = chain.N, []
    for k in range(N + 1):
        value = q[N][0] - chain.y.item()
        for i in range(N, N - k - 1, -1):
            value = value * chain.bend(i)(p[i][0])
        for i in range(N - 1, N - k - 1, -1):
            value = value * chain.weights[i].item()
        expected.append(value)
    for side in both_sides("3.17", *chain.case):
        assert close(side, expected)
        assert close(side, joined(chain.deltas()))


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_3_17_slopes_below_one_make_delta_vanish(name):
    deltas = np.abs(equation("3.17").left(Network.chain([1.0] * 12, name), 2.0, 0.0))
    assert (np.diff(deltas) < 0).all() and deltas[-1] < 0.1 * deltas[0]


def test_3_17_weights_above_one_over_the_slope_make_delta_grow():
    growing = np.abs(equation("3.17").left(Network.chain([2.0] * 8, "leaky relu"), 1.0, 0.0))
    assert (np.diff(growing) > 0).all()
