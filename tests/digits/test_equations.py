"""The equations of lesson 7 against an autodiff library, computer algebra, and numbers of many digits."""

import re
from decimal import Decimal, getcontext
from pathlib import Path

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sympy

from bplesson import Network
from bplesson.engine.costs import COSTS
from bplesson.equations import equation
from tests.digits.examples import classes, of_classes
from tests.kit.plain import plain
from tests.kit.reader import evaluated
from tests.kit.reference import close, joined
from tests.kit.test_symbols_are_true import at_first_node, statements

LESSON = Path(__file__).resolve().parents[2] / "lessons" / "07_handwritten_digits.md"
each_case = pytest.mark.parametrize("seed", range(6))


def case(seed: int) -> tuple:
    return classes(seed, np.random.default_rng(seed))


def linear(p) -> Network:
    """A network whose p_1 is just that, for x = 1."""
    return Network([np.reshape(p, (-1, 1))], ["identity", "softmax"], "cross-entropy")


@each_case
def test_7_2_softmax_cost_slopes_and_delta_by_an_autodiff_library(seed):
    network, x, y = case(seed)
    known = of_classes(network, x, y)
    N, d = len(network.weights), network.sizes[-1]
    slopes = [known[f"∂ŷ[{c}] / ∂p_{N}[{b}]"] for c in range(d) for b in range(d)]
    expected = joined([known["ŷ"], known["C"], known["C"], slopes, known["δ_0"]])
    assert equation("7.2").check(network, x, y)
    assert close(equation("7.2").left(network, x, y), expected)
    assert close(equation("7.2").right(network, x, y), expected)


def test_7_2_the_cancellation_by_computer_algebra():
    p, y = sympy.symbols("p0:4"), sympy.symbols("y0:4")
    total = sum(sympy.exp(each) for each in p)
    y_hat = [sympy.exp(each) / total for each in p]
    C = -sum(share * sympy.log(q) for share, q in zip(y, y_hat))
    for b in range(4):
        for c in range(4):
            assert sympy.simplify(sympy.diff(y_hat[c], p[b]) - y_hat[c] * (int(c == b) - y_hat[b])) == 0
        by_chain_rule = sum(-y[c] / y_hat[c] * sympy.diff(y_hat[c], p[b]) for c in range(4))
        assert sympy.simplify(by_chain_rule - sympy.diff(C, p[b])) == 0
        left_over = sympy.simplify(by_chain_rule - (y_hat[b] * sum(y) - y[b]))
        assert left_over == 0  # and the shares add up to 1


def test_7_2_with_two_classes_it_is_the_cross_entropy_of_lesson_1():
    yes = Network([[[0.7]]], ["identity", "sigmoid"], "binary cross-entropy")
    two = linear([0.7, 0.0])
    for x, y in [(1.3, 1.0), (-2.0, 0.0), (0.4, 0.3)]:
        one, other = yes.backward(x, y), two.backward(x, [y, 1 - y])
        assert close(one.y_hat[0, 0], other.y_hat[0, 0]) and close(one.cost, other.cost)
        assert close(one.delta[0][0, 0], other.delta[0][0, 0])


@pytest.mark.parametrize("p", [[1000.0, 0.0, -5.0], [-1000.0, -1001.0, -1003.0], [30.0, -800.0, 2.0], [0.1, 0.2, 0.3]])
@pytest.mark.parametrize("right", range(3))
def test_7_2_the_safe_form_has_the_right_cost_where_the_plain_one_overflows(p, right):
    getcontext().prec = 1000
    powers = [Decimal(value).exp() for value in p]
    exact = -(powers[right] / sum(powers)).ln()
    y = np.eye(3)[right]
    passes = linear(p).backward(1.0, y)
    assert float(passes.cost) == pytest.approx(float(exact), rel=1e-12, abs=1e-13)
    assert passes.delta[0][0] == pytest.approx(
        [float(e / sum(powers)) - share for e, share in zip(powers, y)], abs=1e-15
    )


def test_7_2_the_plain_form_does_overflow_there():
    p = np.array([[1000.0, 0.0, -5.0]])
    with np.errstate(all="ignore"):
        e = np.exp(p)
        plain_cost = -np.log(e / e.sum())[0]
    assert not np.isfinite(plain_cost).any()
    assert COSTS["cross-entropy"].value(p, np.array([[1.0, 0.0, 0.0]]), np.array([[0.0, 1.0, 0.0]])) == 1000


@each_case
def test_7_2_both_sides_of_the_printed_symbols_are_equal(seed):
    assert compare(equation("7.2").latex, seed) == 6


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(r"\sum_c e^", r"\sum_c 2 e^"), ("- m}", "+ m}"), (r"+ m", "- m"), (r"- \hat{y}[b])", r"+ \hat{y}[b])"),
     (r" = \hat{y}[b] - y[b]", r" = y[b] - \hat{y}[b]"), (r"\ln \hat{y}", r"\hat{y}")],
)  # fmt: skip
def test_7_2_a_wrong_sign_in_the_symbols_is_noticed(right, wrong):
    latex = equation("7.2").latex
    assert right in latex
    with pytest.raises(AssertionError):
        compare(latex.replace(right, wrong), 1)


def compare(latex: str, seed: int) -> int:
    """How many parts of the symbols were found equal to their left sides."""
    network, x, y = case(seed)
    values, compared = of_classes(network, x, y), 0
    for statement in statements(latex.replace("p_N", f"p_{len(network.weights)}")):
        left, *parts = at_first_node(plain(statement)).split(" = ")
        for part in parts:
            assert evaluated(part, values).agrees_with(evaluated(left, values).value), (statement, part)
            compared += 1
    return compared


def displays() -> tuple[list[str], list[str]]:
    """What the lesson displays without a number: the lines of the equation, and what else."""
    lines = [line.replace("&", "") for line in equation("7.2").latex.split("\n")[1:-1]]
    lines = {line.removesuffix(r" \cr").strip() for line in lines}
    found = re.findall(r"\$\$(.*?)\$\$", LESSON.read_text(encoding="utf-8"), re.DOTALL)
    found = [" ".join(display.split()) for display in found if r"\tag" not in display]
    return [each for each in found if each in lines], [each for each in found if each not in lines]


def test_7_2_the_displays_of_the_lesson_are_lines_of_the_equation_or_on_yes_and_no():
    assert list(map(len, displays())) == [5, 2]


@pytest.mark.parametrize(("p", "y"), [(0.7, 1.0), (-1.2, 0.0), (0.4, 0.3)])
def test_7_2_what_the_lesson_displays_on_yes_and_no_is_true(p, y):
    passes = Network([[[1.0]]], ["identity", "sigmoid"], "binary cross-entropy").backward(p, y)
    y_hat, h = float(passes.y_hat[0, 0]), 1e-6
    low, high = (-y * np.log(q) - (1 - y) * np.log(1 - q) for q in (y_hat - h, y_hat + h))
    measured = {"∂C/∂ŷ": (high - low) / (2 * h), "δ_0": float(passes.delta[0][0, 0])}
    told = [plain(each).split(" = ") for each in displays()[1]]
    assert sorted(left for left, *_ in told) == sorted(measured)
    for left, *parts in told:
        for part in parts:
            assert float(evaluated(part, {"ŷ": y_hat, "y": y}).value) == pytest.approx(measured[left], rel=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_7_5_gradients_of_the_digits_network_by_an_autodiff_library(seed):
    rng = np.random.default_rng(seed)
    weights = [rng.normal(0, 1 / 8, (32, 64)), rng.normal(0, 32**-0.5, (10, 32))]
    x, y = rng.random((50, 64)), np.eye(10)[rng.integers(0, 10, 50)]

    def mean_cost(weights):
        p = anp.dot(anp.tanh(anp.dot(x, weights[0].T)), weights[1].T)
        return anp.mean(anp.log(anp.sum(anp.exp(p), axis=1)) - anp.sum(y * p, axis=1))

    ours = Network(weights, ["identity", "tanh", "softmax"], "cross-entropy").backward(x, y)
    theirs = autograd.grad(mean_cost)(weights)
    assert ours.cost == pytest.approx(mean_cost(weights), rel=1e-12)
    for a, b in zip(ours.gradients, theirs, strict=True):
        assert np.abs(a - b).max() < 1e-10
