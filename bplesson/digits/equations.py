"""The equations of lesson 7: softmax and cross-entropy."""

from bplesson.digits.classes_equations import one_example
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, delta, enclosed, entry, p
from bplesson.layers.case_equations import flat

P, Y_HAT = p("N"), r"\hat{y}"
CROSS_ENTROPY = rf"-\sum_b {entry('y', 'b')} \ln {entry(Y_HAT, 'b')}"
Y_HAT_B, Y_HAT_C = entry(Y_HAT, "b"), entry(Y_HAT, "c")

# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; its lines with numbers.


def power(exponent: str) -> str:
    """e to the power of it."""
    return f"e^{{{exponent}}}"


def safe_form() -> str:
    """The cross-entropy without a power that could overflow, nor the logarithm of 0."""
    shifted = enclosed(rf"\sum_c {power(entry(P, 'c') + ' - m')}")
    return rf"\ln{shifted} + m - \sum_b {entry('y', 'b')} {entry(P, 'b')}"


EQUATIONS = [
    Equation(
        "7.2",
        "Softmax, cross-entropy, its safe form (m is the largest p), the slopes of softmax, and what is left in δ_0.",
        aligned(
            rf"{Y_HAT_B} &= \frac{{{power(entry(P, 'b'))}}}{{\sum_c {power(entry(P, 'c'))}}}",
            f"C &= {CROSS_ENTROPY}",
            f"C &= {safe_form()}",
            rf"\frac{{\partial {Y_HAT_C}}}{{\partial {entry(P, 'b')}}} &= {Y_HAT_C} (I[c, b] - {Y_HAT_B})",
            rf"{entry(delta(0), 'b')} &= -\sum_c \frac{{y[c]}}{{{Y_HAT_C}}} {Y_HAT_C} (I[c, b] - {Y_HAT_B})"
            rf" = {Y_HAT_B} - y[b]",
        ),
        one_example,
        lambda c: flat([c.passes.y_hat, c.passes.cost, c.passes.cost, c.measured_slopes, c.passes.delta[0]]),
        lambda c: flat([c.y_hat, c.costs, c.slopes, c.delta_0]),
    ),
]
