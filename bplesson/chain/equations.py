"""The equations of lessons 2 and 3: the chain, linear or not, in symbols for its three weights."""

from math import prod

import numpy as np

from bplesson.chain.case_equations import (
    Chain,
    after,
    any_chain,
    backward_chain,
    before,
    by_expanded_formulas,
    by_stored_values,
    derivative,
    forward_chain,
    linear_chain,
    two_inputs,
    with_a_middle,
)
from bplesson.checks.work import multiplications
from bplesson.kit import symbols, words
from bplesson.kit.equation import Equation, Formula
from bplesson.kit.product import Factor
from bplesson.kit.symbols import aligned, backward, bend, delta, forward, named, p, q, slope, sub, w, x

LINEAR, BENT = True, False  # a chain without activations, whose values are called x; and any chain
SLOPES = named(r"\sigma_N'(p_N) \sigma_{N-1}'(p_{N-1}) \ldots \sigma_{N-k}'(p_{N-k})", r"\text{slopes}")
WEIGHTS = named(r"w_{N-1,N} \ldots w_{N-k,N-k+1}", r"\text{weights}")
A, B = 2.0, -3.0  # the a and b of (3.1)
PLACES = [  # of the three weights: what each is called, and which weights of a longer chain it stands for
    ("the first weight", 0),
    ("a weight in the middle", slice(1, -1)),
    ("the last weight", -1),
]


def joined(factors: list[Factor]) -> str:
    """The factors side by side."""
    return " ".join(each.latex for each in factors)


def comes_to(factors: list[Factor]) -> float:
    """Their product in numbers."""
    return prod(each.value for each in factors)


def products(c: Chain, linear: bool) -> list[float]:
    """All factors of every derivative, multiplied."""
    return [derivative(i, c.N, linear, c).value for i in range(c.N)]


def in_full(tag: str, i: int, linear: bool) -> Equation:
    """∂C/∂w_{i,i+1} of a chain of three weights, all formulas put in."""
    (says, place), case = PLACES[i], linear_chain if linear else any_chain
    return Equation(
        tag,
        f"The derivative by {says}." if linear else f"The derivative by {says}, in full.",
        f"{slope(w(i))} = {derivative(i, 3, LINEAR).in_full}" if linear else in_two_lines(i),
        with_a_middle(case) if i == 1 else case,
        lambda c: c.gradients[place],
        lambda c: products(c, linear)[place],
    )


def in_two_lines(i: int) -> str:
    """That of the chain of lesson 3: one line would be wider than a page."""
    end = r"\sigma_0(p_0))))"
    first, rest = derivative(i, 3, BENT, nested=True).in_full.split(f"{end} ", 1)
    return aligned(f"{slope(w(i))} &= {first}{end}", rf"&\quad {rest}")


def two_chains(i: int) -> str:
    """∂C/∂w_{i,i+1} of the chain of lesson 2 with a brace under either chain: δ_{L-i} times x_i."""
    product = derivative(i, 3, LINEAR).latex(left=sub(r"\delta", 2 - i), right=sub("x", i))
    return f"{slope(w(i))} &= {product} = {delta(2 - i)} {x(i)}"


def in_numbers(c: Chain, name: str) -> Formula:
    """∂C/∂w_{i,i+1} = δ_{L-i} times the value called x or q, with their numbers, for every weight."""
    latex, text = [], []
    for i in reversed(range(c.N)):
        k, values = c.N - 1 - i, [c.deltas[c.N - 1 - i], c.q[i]]
        result = prod(values)
        numbers = r" \times ".join(words.bracketed(symbols.rounded(v)) for v in values)
        latex.append(f"{slope(w(i))} &= {delta(k)} {forward(sub(name, i))} = {numbers} = {symbols.rounded(result)}")
        numbers = " × ".join(words.bracketed(words.rounded(v)) for v in values)
        text.append(f"∂C/∂w_{symbols.indices(i, i + 1)} = δ_{k} {name}_{i} = {numbers} = {words.rounded(result)}")
    return Formula(aligned(*latex) if len(latex) > 1 else latex[0].replace("&", ""), "; ".join(text))


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; in numbers, if shown.
EQUATIONS = [
    # lesson 2: the linear chain
    Equation(
        "2.2",
        "Each node is the node before it times the weight between them; substituted, the output is one long product.",
        r"x_{i+1} = w_{i,i+1} x_i \qquad x_3 = w_{23} w_{12} w_{01} x_0",
        linear_chain,
        lambda c: [p.item() for p in c.passes.p[1:]],
        lambda c: [comes_to(forward_chain(i, LINEAR, c)) for i in range(1, c.N + 1)],
    ),
    Equation(
        "2.3",
        "A linear chain collapses: a single weight does the same as all of them together.",
        r"x_3 = w_c x_0 \qquad w_c = w_{23} w_{12} w_{01}",
        linear_chain,
        lambda c: c.passes.y_hat.item(),
        lambda c: prod(c.w) * c.x.item(),
    ),
    Equation(
        "2.4",
        "The cost of the chain as a function of its weights.",
        r"C[w_{01}, w_{12}, w_{23}] = \frac{(w_{23} w_{12} w_{01} x_0 - y)^2}{2}",
        linear_chain,
        lambda c: c.passes.cost,
        lambda c: c.error * c.error / 2,
    ),
    *(in_full(tag, i, LINEAR) for tag, i in (("2.5", 2), ("2.6", 1), ("2.7", 0))),
    Equation(
        "2.9",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        r"\frac{\partial C}{\partial w_{i,i+1}} = (x_3 - y) \frac{\partial x_3}{\partial w_{i,i+1}}",
        linear_chain,
        lambda c: c.gradients,
        lambda c: [c.error * c.nudged_output(i) for i in range(c.N)],
    ),
    Equation(
        "2.10",
        "The forward chains: the input, multiplied by one weight more each time.",
        aligned(*(f"{x(i)} &= {joined(forward_chain(i, LINEAR))}" for i in range(4))),
        linear_chain,
        lambda c: [p.item() for p in c.passes.p],
        lambda c: [comes_to(forward_chain(i, LINEAR, c)) for i in range(c.N + 1)],
    ),
    Equation(
        "2.11",
        "The backward chains: the error, multiplied by one weight more each time, starting at the output.",
        aligned(*(f"&{backward(joined(backward_chain(i, 3, LINEAR)))}" for i in reversed(range(4)))),
        linear_chain,
        lambda c: [d.item() for d in c.passes.delta],
        lambda c: [comes_to(backward_chain(i, c.N, LINEAR, c)) for i in reversed(range(c.N + 1))],
    ),
    Equation(
        "2.12",
        "Each derivative is the full product of error, weights and input, with its own weight missing.",
        aligned(*(f"{slope(w(i))} &= {derivative(i, 3, LINEAR).latex()}" for i in reversed(range(3)))),
        linear_chain,
        lambda c: c.nudged,
        lambda c: products(c, LINEAR),
    ),
    Equation(
        "2.13",
        "The backward values: each is the one before it times one weight; the last is the derivative by the input.",
        aligned(
            f"{delta(0)} &= x_3 - y",
            f"{delta(1)} &= {w(2)} {delta(0)}",
            f"{delta(2)} &= {w(1)} {delta(1)}",
            rf"{delta(3)} &= {w(0)} {delta(2)} = \frac{{\partial C}}{{\partial x_0}}",
        ),
        linear_chain,
        lambda c: [*(d.item() for d in c.passes.delta), c.nudged_input()],
        lambda c: [*c.deltas, c.deltas[-1]],
    ),
    Equation(
        "2.14",
        "What stands left of the missing weight is a backward value, what stands right of it a forward value.",
        aligned(*map(two_chains, reversed(range(3)))),
        linear_chain,
        lambda c: c.nudged,
        lambda c: [
            comes_to(backward_chain(i + 1, c.N, LINEAR, c)) * comes_to(forward_chain(i, LINEAR, c)) for i in range(c.N)
        ],
    ),
    Equation(
        "2.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        rf"\frac{{\partial C}}{{\partial w_{{i,i+1}}}} = {delta('L-i')} {x('i')}",
        linear_chain,
        lambda c: c.gradients,
        lambda c: [c.deltas[c.N - 1 - i] * c.q[i] for i in range(c.N)],
        lambda c: in_numbers(c, "x"),
    ),
    Equation(
        "2.16",
        "Multiplications for all N derivatives: about three for each with stored values, N for each from scratch.",
        r"\underset{\text{stored values}}{\underbrace{N + (N - 1) + N}} = 3N - 1"
        r" \qquad \underset{\text{expanded formulas}}{\underbrace{N + N \cdot N}} = N^2 + N",
        linear_chain,
        lambda c: [
            multiplications(algorithm, c.w, c.x.item(), c.y.item())
            for algorithm in (by_stored_values, by_expanded_formulas)
        ],
        lambda c: [3 * c.N - 1, c.N**2 + c.N],
    ),
    Equation(
        "2.17",
        "Gradient descent on the chain: every weight takes a step against its own derivative.",
        rf"w_{{i,i+1}} \leftarrow w_{{i,i+1}} - \eta {delta('L-i')} {x('i')}",
        linear_chain,
        lambda c: [W.item() for W in c.network.step(c.passes.gradients, c.eta).weights],
        lambda c: [w - c.eta * c.deltas[c.N - 1 - i] * c.q[i] for i, w in enumerate(c.w)],
    ),
    # lesson 3: any chain
    Equation(
        "3.1",
        "A function is linear when a mixture of inputs gives the same mixture of outputs.",
        "g(a x + b y) = a g(x) + b g(y)",
        two_inputs,
        lambda c: c.network.forward(A * c.x[0] + B * c.x[1]).y_hat.item(),
        lambda c: A * c.f(0) + B * c.f(1),
    ),
    Equation(
        "3.3",
        "A weight carries q of one node to p of the next; the activation of a node carries its p to its q.",
        rf"{p('i+1')} = w_{{i,i+1}} {q('i')} \qquad {q('i')} = \sigma_i({p('i')})",
        any_chain,
        lambda c: [each.item() for each in (*c.passes.p[1:], *c.passes.q)],
        lambda c: [*c.p[1:], *c.q],
    ),
    Equation(
        "3.5",
        "Substituted into one another, the steps forward are one nested formula.",
        f"q_3 = {after(3)}",
        any_chain,
        lambda c: c.passes.y_hat.item(),
        lambda c: c.nested(c.N),
    ),
    Equation(
        "3.6",
        "The cost of the chain as a function of its weights.",
        aligned(
            r"C[w_{01}, w_{12}, w_{23}] &= \frac{(q_3 - y)^2}{2}",
            rf"&\quad = \frac{{({after(3)} - y)^2}}{{2}}",
        ),
        any_chain,
        lambda c: c.passes.cost,
        lambda c: (c.nested(c.N) - c.y.item()) ** 2 / 2,
    ),
    *(in_full(tag, i, BENT) for tag, i in (("3.7", 2), ("3.8", 1), ("3.9", 0))),
    Equation(
        "3.10",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        r"\frac{\partial C}{\partial w_{i,i+1}} = (q_3 - y) \frac{\partial q_3}{\partial w_{i,i+1}}",
        any_chain,
        lambda c: c.gradients,
        lambda c: [c.error * c.nudged_output(i) for i in range(c.N)],
    ),
    Equation(
        "3.11",
        "The forward values: weights and activations take turns, from the input to the output.",
        aligned(
            *(each for i in range(4) for each in (f"{p(i)} &= {before(i) if i else 'x_0'}", f"{q(i)} &= {after(i)}"))
        ),
        any_chain,
        lambda c: [each.item() for pair in zip(c.passes.p, c.passes.q) for each in pair],
        lambda c: [each for pair in zip(c.p, c.q) for each in pair],
    ),
    Equation(
        "3.12",
        "The backward chains: slopes of activations and weights take turns, from the output to the input.",
        aligned(*(f"&{backward(joined(backward_chain(0, 3, BENT)[:many]))}" for many in range(1, 9))),
        any_chain,
        lambda c: c.backward_values(),
        lambda c: np.cumprod([each.value for each in backward_chain(0, c.N, BENT, c)]),
    ),
    Equation(
        "3.13",
        "Each derivative is a backward chain times a forward chain, with its own weight missing in between.",
        aligned(*(f"{slope(w(i))} &= {derivative(i, 3, BENT).latex()}" for i in reversed(range(3)))),
        any_chain,
        lambda c: c.nudged,
        lambda c: products(c, BENT),
    ),
    Equation(
        "3.14",
        "The backward values: each is the one before it times a weight and a slope.",
        aligned(
            f"{delta(0)} &= (q_3 - y) {bend(3)}",
            f"{delta(1)} &= {delta(0)} {w(2)} {bend(2)}",
            f"{delta(2)} &= {delta(1)} {w(1)} {bend(1)}",
            rf"{delta(3)} &= {delta(2)} {w(0)} {bend(0)} = \frac{{\partial C}}{{\partial p_0}}",
        ),
        any_chain,
        lambda c: [*(d.item() for d in c.passes.delta), c.nudged_input()],
        lambda c: [*c.deltas, c.deltas[-1]],
    ),
    Equation(
        "3.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        rf"\frac{{\partial C}}{{\partial w_{{i,i+1}}}} = {delta('L-i')} {q('i')}",
        any_chain,
        lambda c: c.gradients,
        lambda c: [c.deltas[c.N - 1 - i] * c.q[i] for i in range(c.N)],
        lambda c: in_numbers(c, "q"),
    ),
    Equation(
        "3.17",
        "A backward value is the error times all slopes and all weights on its way: many small slopes make it vanish.",
        aligned(f"{delta('k')} &= (q_N - y) {SLOPES}", rf"&\quad {WEIGHTS}"),
        any_chain,
        lambda c: [d.item() for d in c.passes.delta],
        lambda c: [c.error * prod(c.slopes[c.N - k :]) * prod(c.w[c.N - k :]) for k in range(c.N + 1)],
    ),
]
