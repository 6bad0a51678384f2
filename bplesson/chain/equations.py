"""The equations of lesson 3: the non-linear chain, in symbols for its three weights, in numbers for any length."""

from math import prod

import numpy as np

from bplesson.chain import lines_equations as lines
from bplesson.chain.case_equations import A, B, NonlinearChain, long_nonlinear_chain, mixture, nonlinear_chain
from bplesson.chain.lines_equations import after, delta, p, q
from bplesson.engine.network import Network
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, named

ONE = np.ones((1, 1))
THREE = NonlinearChain(Network.chain([1.0, 1.0, 1.0]), ONE, ONE, 0.1, in_numbers=False)  # of the lesson, in symbols
SLOPES = named(r"\sigma_N'(p_N) \sigma_{N-1}'(p_{N-1}) \ldots \sigma_{N-k}'(p_{N-k})", r"\text{slopes}")
WEIGHTS = named(r"w_{N-1,N} \ldots w_{N-k,N-k+1}", r"\text{weights}")


def expanded(i: int) -> str:
    """The derivative by w_{i,i+1} of the chain of the lesson, in full, in two lines: one would be wider than a page."""
    end = r"\sigma_0(p_0))))"
    first, rest = lines.expanded(THREE, [i])[0].split(f"{end} ", 1)
    return aligned(first + end, rf"&\quad {rest}")


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; its lines with numbers.
EQUATIONS = [
    Equation(
        "3.1",
        "A function is linear when a mixture of inputs gives the same mixture of outputs.",
        "g(a x + b y) = a g(x) + b g(y)",
        mixture,
        lambda c: c.network.forward(c.mixed).y_hat.item(),
        lambda c: A * c.g(c.x[0]) + B * c.g(c.x[1]),
        lines.linear_or_not,
    ),
    Equation(
        "3.3",
        "A weight carries q of one node to p of the next; the activation of a node carries its p to its q.",
        rf"{p('i+1')} = w_{{i,i+1}} {q('i')} \qquad {q('i')} = \sigma_i({p('i')})",
        nonlinear_chain,
        lambda c: [each.item() for each in (*c.passes.p[1:], *c.passes.q)],
        lambda c: [*c.p[1:], *c.q],
        lines.step_by_step,
    ),
    Equation(
        "3.5",
        "Substituted into one another, the steps forward are one nested formula.",
        f"q_3 = {after(3)}",
        nonlinear_chain,
        lambda c: c.passes.y_hat.item(),
        lambda c: c.nested(c.N),
        lines.in_one,
    ),
    Equation(
        "3.6",
        "The cost of the chain as a function of its weights.",
        aligned(
            r"C[w_{01}, w_{12}, w_{23}] &= \frac{(q_3 - y)^2}{2}",
            rf"&\quad = \frac{{({after(3)} - y)^2}}{{2}}",
        ),
        nonlinear_chain,
        lambda c: c.passes.cost,
        lambda c: (c.nested(c.N) - c.y.item()) ** 2 / 2,
        lines.cost_of_weights,
    ),
    Equation(
        "3.7",
        "The derivative by the last weight, in full.",
        expanded(2),
        nonlinear_chain,
        lambda c: c.gradients[-1],
        lambda c: prod(c.others(c.N - 1)),
        lambda c: lines.expanded(c, [c.N - 1]),
    ),
    Equation(
        "3.8",
        "The derivative by a weight in the middle, in full.",
        expanded(1),
        long_nonlinear_chain,
        lambda c: c.gradients[1:-1],
        lambda c: [prod(c.others(i)) for i in range(1, c.N - 1)],
        lambda c: lines.expanded(c, range(1, c.N - 1)),
    ),
    Equation(
        "3.9",
        "The derivative by the first weight, in full.",
        expanded(0),
        nonlinear_chain,
        lambda c: c.gradients[0],
        lambda c: prod(c.others(0)),
        lambda c: lines.expanded(c, [0]),
    ),
    Equation(
        "3.10",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        r"\frac{\partial C}{\partial w_{i,i+1}} = (q_3 - y) \frac{\partial q_3}{\partial w_{i,i+1}}",
        nonlinear_chain,
        lambda c: c.gradients,
        lambda c: [c.error * c.nudged_output(i) for i in range(c.N)],
        lines.proportional,
    ),
    Equation(
        "3.11",
        "The forward values: weights and activations take turns, from the input to the output.",
        aligned(*lines.forward_values(THREE)),
        nonlinear_chain,
        lambda c: [each.item() for pair in zip(c.passes.p, c.passes.q) for each in pair],
        lambda c: [each for pair in zip(c.p, c.q) for each in pair],
        lines.forward_values,
    ),
    Equation(
        "3.12",
        "The backward chains: slopes of activations and weights take turns, from the output to the input.",
        aligned(*lines.backward_chains(THREE)),
        nonlinear_chain,
        lambda c: c.backward_values(),
        lambda c: [prod(c.rest[: many + 1]) for many in range(len(c.rest))],
        lines.backward_chains,
    ),
    Equation(
        "3.13",
        "Each derivative is a backward chain times a forward chain, with its own weight missing in between.",
        aligned(*lines.own_weight_missing(THREE)),
        nonlinear_chain,
        lambda c: c.nudged,
        lambda c: [prod(c.others(i)) for i in range(c.N)],
        lines.own_weight_missing,
    ),
    Equation(
        "3.14",
        "The backward values: each is the one before it times a weight and a slope.",
        aligned(*lines.backward_values(THREE)),
        nonlinear_chain,
        lambda c: [*(d.item() for d in c.passes.delta), c.nudged_input()],
        lambda c: [*c.deltas, c.deltas[-1]],
        lines.backward_values,
    ),
    Equation(
        "3.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        rf"\frac{{\partial C}}{{\partial w_{{i,i+1}}}} = {delta('L-i')} {q('i')}",
        nonlinear_chain,
        lambda c: c.gradients,
        lambda c: [c.deltas[c.N - 1 - i] * c.q[i] for i in range(c.N)],
        lines.delta_times_q,
    ),
    Equation(
        "3.17",
        "A backward value is the error times all slopes and all weights on its way: many small slopes make it vanish.",
        aligned(f"{delta('k')} &= (q_N - y) {SLOPES}", rf"&\quad {WEIGHTS}"),
        nonlinear_chain,
        lambda c: [d.item() for d in c.passes.delta],
        lambda c: [c.error * prod(c.slopes[c.N - k :]) * prod(c.w[c.N - k :]) for k in range(c.N + 1)],
        lines.slopes_and_weights,
    ),
]
