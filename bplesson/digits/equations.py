"""The equations of lesson 7: softmax and cross-entropy."""

from bplesson.chain.lines_equations import delta, p
from bplesson.digits.classes_equations import CROSS_ENTROPY, Y_HAT, one_example, power, safe_form, softmax_and_cost
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned
from bplesson.layers.case_equations import flat
from bplesson.layers.lines_equations import entry

P = p("N")
Y_HAT_B, Y_HAT_C = entry(Y_HAT, "b"), entry(Y_HAT, "c")

# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; its lines with numbers.
EQUATIONS = [
    Equation(
        "7.2",
        "Softmax, cross-entropy, its safe form (m is the largest p), the slopes of softmax, and what is left in δ_0.",
        aligned(
            rf"{Y_HAT_B} &= \frac{{{power(entry(P, 'b'))}}}{{\sum_c {power(entry(P, 'c'))}}}",
            f"C &= {CROSS_ENTROPY}",
            f"C &= {safe_form(P)}",
            rf"\frac{{\partial {Y_HAT_C}}}{{\partial {entry(P, 'b')}}} &= {Y_HAT_C} (I[c, b] - {Y_HAT_B})",
            rf"{entry(delta(0), 'b')} &= -\sum_c \frac{{y[c]}}{{{Y_HAT_C}}} {Y_HAT_C} (I[c, b] - {Y_HAT_B})"
            rf" = {Y_HAT_B} - y[b]",
        ),
        one_example,
        lambda c: flat([c.passes.y_hat, c.passes.cost, c.passes.cost, c.measured_slopes, c.passes.delta[0]]),
        lambda c: flat([c.y_hat, c.costs, c.slopes, c.delta_0]),
        softmax_and_cost,
    ),
]
