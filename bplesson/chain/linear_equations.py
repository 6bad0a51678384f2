"""The equations of lesson 2: the linear chain, in symbols for its three weights, in numbers for any length."""

from math import prod

import numpy as np

from bplesson.chain import linear_lines_equations as lines
from bplesson.chain.linear_case_equations import Chain, by_expanded_formulas, by_stored_values, chain, long_chain
from bplesson.chain.linear_lines_equations import delta, others, x
from bplesson.checks.work import multiplications
from bplesson.engine.network import Network
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned

ONE = np.ones((1, 1))
THREE = Chain(Network.chain([1.0, 1.0, 1.0]), ONE, ONE, 0.1, in_numbers=False)  # the chain of the lesson, in symbols

# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; its lines with numbers.
EQUATIONS = [
    Equation(
        "2.2",
        "Each node is the node before it times the weight between them; substituted, the output is one long product.",
        r"x_{i+1} = w_{i,i+1} x_i \qquad x_3 = w_{23} w_{12} w_{01} x_0",
        chain,
        lambda c: [p.item() for p in c.passes.p[1:]],
        lambda c: [prod(c.source(i + 1)) for i in range(c.N)],
        lines.step_by_step,
    ),
    Equation(
        "2.3",
        "A linear chain collapses: a single weight does the same as all of them together.",
        r"x_3 = w_c x_0 \qquad w_c = w_{23} w_{12} w_{01}",
        chain,
        lambda c: c.passes.y_hat.item(),
        lambda c: prod(c.w) * c.x.item(),
        lines.collapsed,
    ),
    Equation(
        "2.4",
        "The cost of the chain as a function of its weights.",
        r"C[w_{01}, w_{12}, w_{23}] = \frac{(w_{23} w_{12} w_{01} x_0 - y)^2}{2}",
        chain,
        lambda c: c.passes.cost,
        lambda c: c.error * c.error / 2,
        lines.cost_of_weights,
    ),
    Equation(
        "2.5",
        "The derivative by the last weight.",
        r"\frac{\partial C}{\partial w_{23}} = (x_3 - y) w_{12} w_{01} x_0",
        chain,
        lambda c: c.gradients[-1],
        lambda c: prod(others(c, c.N - 1)),
        lambda c: lines.expanded_lines(c, [c.N - 1]),
    ),
    Equation(
        "2.6",
        "The derivative by a weight in the middle.",
        r"\frac{\partial C}{\partial w_{12}} = (x_3 - y) w_{23} w_{01} x_0",
        long_chain,
        lambda c: c.gradients[1:-1],
        lambda c: [prod(others(c, i)) for i in range(1, c.N - 1)],
        lambda c: lines.expanded_lines(c, range(1, c.N - 1)),
    ),
    Equation(
        "2.7",
        "The derivative by the first weight.",
        r"\frac{\partial C}{\partial w_{01}} = (x_3 - y) w_{23} w_{12} x_0",
        chain,
        lambda c: c.gradients[0],
        lambda c: prod(others(c, 0)),
        lambda c: lines.expanded_lines(c, [0]),
    ),
    Equation(
        "2.9",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        r"\frac{\partial C}{\partial w_{i,i+1}} = (x_3 - y) \frac{\partial x_3}{\partial w_{i,i+1}}",
        chain,
        lambda c: c.gradients,
        lambda c: [c.error * c.nudged_output(i) for i in range(c.N)],
        lines.proportional,
    ),
    Equation(
        "2.10",
        "The forward chains: the input, multiplied by one weight more each time.",
        aligned(*lines.forward_chains(THREE)),
        chain,
        lambda c: [p.item() for p in c.passes.p],
        lambda c: [prod(c.source(i)) for i in range(c.N + 1)],
        lines.forward_chains,
    ),
    Equation(
        "2.11",
        "The backward chains: the error, multiplied by one weight more each time, starting at the output.",
        aligned(*lines.backward_chains(THREE)),
        chain,
        lambda c: [d.item() for d in c.passes.delta],
        lambda c: [prod(c.rest(k)) for k in range(c.N + 1)],
        lines.backward_chains,
    ),
    Equation(
        "2.12",
        "Each derivative is the full product of error, weights and input, with its own weight missing.",
        aligned(*lines.own_weight_missing(THREE)),
        chain,
        lambda c: c.nudged,
        lambda c: [prod(others(c, i)) for i in range(c.N)],
        lines.own_weight_missing,
    ),
    Equation(
        "2.13",
        "The backward values: each is the one before it times one weight; the last is the derivative by the input.",
        aligned(*lines.backward_values(THREE)),
        chain,
        lambda c: [*(d.item() for d in c.passes.delta), c.nudged_input()],
        lambda c: [*c.deltas(), c.deltas()[-1]],
        lines.backward_values,
    ),
    Equation(
        "2.14",
        "What stands left of the missing weight is a backward value, what stands right of it a forward value.",
        aligned(*lines.two_chains(THREE)),
        chain,
        lambda c: c.nudged,
        lambda c: [prod(c.rest(c.N - 1 - i)) * prod(c.source(i)) for i in range(c.N)],
        lines.two_chains,
    ),
    Equation(
        "2.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        rf"\frac{{\partial C}}{{\partial w_{{i,i+1}}}} = {delta('L-i')} {x('i')}",
        chain,
        lambda c: c.gradients,
        lambda c: [c.deltas()[c.N - 1 - i] * c.values()[i] for i in range(c.N)],
        lines.delta_times_x,
    ),
    Equation(
        "2.16",
        "Multiplications for all N derivatives: about three for each with stored values, N for each from scratch.",
        r"\underset{\text{stored values}}{\underbrace{N + (N - 1) + N}} = 3N - 1"
        r" \qquad \underset{\text{expanded formulas}}{\underbrace{N + N \cdot N}} = N^2 + N",
        chain,
        lambda c: [
            multiplications(algorithm, c.w, c.x.item(), c.y.item())
            for algorithm in (by_stored_values, by_expanded_formulas)
        ],
        lambda c: [3 * c.N - 1, c.N**2 + c.N],
        lines.counts,
    ),
    Equation(
        "2.17",
        "Gradient descent on the chain: every weight takes a step against its own derivative.",
        rf"w_{{i,i+1}} \leftarrow w_{{i,i+1}} - \eta {delta('L-i')} {x('i')}",
        chain,
        lambda c: [W.item() for W in c.network.step(c.passes.gradients, c.eta).weights],
        lambda c: [w - c.eta * c.deltas()[c.N - 1 - i] * c.values()[i] for i, w in enumerate(c.w)],
        lines.steps_of_descent,
    ),
]
