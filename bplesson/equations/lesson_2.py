"""The equations of lesson 2: the linear chain, in symbols for its three weights, in numbers for any length."""

from math import prod

import numpy as np

from bplesson.equations.chain import Chain, by_expanded_formulas, by_stored_values, chain, long_chain
from bplesson.equations.formula import Equation
from bplesson.equations.symbols import (
    aligned,
    backward,
    factor,
    forward,
    line,
    minus,
    missing,
    named,
    number,
    slope,
    times,
)
from bplesson.network import Network
from bplesson.work import multiplications


def w(i: int) -> str:
    """The weight from node i to node i+1."""
    return f"w_{{{i}{i + 1}}}" if i < 9 else f"w_{{{i},{i + 1}}}"


def sub(name: str, i: int | str) -> str:
    """x_i, δ_k, …"""
    return f"{name}_{i}" if len(str(i)) == 1 else f"{name}_{{{i}}}"


def x(i: int | str) -> str:
    """The forward value x_i, blue."""
    return forward(sub("x", i))


def delta(k: int | str) -> str:
    """The backward value δ_k, green."""
    return backward(sub(r"\delta", k))


def source(i: int) -> str:
    """The forward chain of node i: w_{i-1,i} … w_01 x_0."""
    return " ".join([*(w(j) for j in reversed(range(i))), "x_0"])


def rest(k: int, N: int) -> str:
    """The backward chain k: (x_N - y) w_{N-1,N} …, with k weights."""
    return " ".join([f"({sub('x', N)} - y)", *(w(N - 1 - j) for j in range(k))])


def product(c, values) -> tuple[str, ...]:
    """The product in numbers and what it comes to; nothing where only symbols are wanted."""
    return (times(*values), number(prod(values))) if c.in_numbers else ()


def others(c, i: int) -> list[float]:
    """The factors of ∂C/∂w_{i,i+1}: (x_N - y), all weights but its own, x_0."""
    return [*c.rest(c.N - 1 - i), *c.source(i)]


def expanded_lines(c, which) -> list[str]:
    """(2.5) to (2.7)."""
    return [line(slope(w(i)), f"{rest(c.N - 1 - i, c.N)} {source(i)}", *product(c, others(c, i))) for i in which]


def step_by_step(c) -> list[str]:
    """(2.2)."""
    x = c.values()
    steps = [line(sub("x", i + 1), f"{w(i)} {sub('x', i)}", *product(c, [c.w[i], x[i]])) for i in range(c.N)]
    return [*steps, line(sub("x", c.N), source(c.N), *product(c, c.source(c.N)))]


def collapsed(c) -> list[str]:
    """(2.3)."""
    weights = " ".join(w(i) for i in reversed(range(c.N)))
    return [
        line("w_c", weights, *product(c, c.w[::-1])),
        line(sub("x", c.N), "w_c x_0", *product(c, [prod(c.w), c.x.item()])),
    ]


def cost_of_weights(c) -> list[str]:
    """(2.4)."""
    y, cost = c.y.item(), number(c.error * c.error / 2)
    at = ", ".join(number(w) for w in c.w)
    return [line(f"C[{at}]", rf"\frac{{({times(*c.source(c.N))} - {factor(y)})^2}}{{2}}", cost)]


def proportional(c) -> list[str]:
    """(2.9)."""
    x_N = sub("x", c.N)
    return [
        line(
            slope(w(i)),
            rf"({x_N} - y) \frac{{\partial {x_N}}}{{\partial {w(i)}}}",
            *product(c, [c.error, prod(others(c, i)[1:])]),
        )
        for i in reversed(range(c.N))
    ]


def forward_chains(c) -> list[str]:
    """(2.10)."""
    return [line(x(i), source(i), *product(c, c.source(i))) for i in range(c.N + 1)]


def backward_chains(c) -> list[str]:
    """(2.11)."""
    return [line(backward(rest(k, c.N)), *product(c, c.rest(k))) for k in range(c.N + 1)]


def own_weight_missing(c) -> list[str]:
    """(2.12)."""
    return [
        line(
            slope(w(i)),
            f"{backward(rest(c.N - 1 - i, c.N))} {missing(w(i))} {forward(source(i))}",
            *product(c, others(c, i)),
        )
        for i in reversed(range(c.N))
    ]


def backward_values(c) -> list[str]:
    """(2.13)."""
    difference = (minus(c.values()[-1], c.y.item()), number(c.error)) if c.in_numbers else ()
    lines = [line(delta(0), f"{sub('x', c.N)} - y", *difference)]
    for k, d in enumerate(c.deltas()[:-1]):
        i = c.N - 1 - k
        last = [] if i else [r"\frac{\partial C}{\partial x_0}"]
        lines.append(line(delta(k + 1), f"{w(i)} {delta(k)}", *last, *product(c, [c.w[i], d])))
    return lines


def two_chains(c) -> list[str]:
    """(2.14)."""
    lines = []
    for i in reversed(range(c.N)):
        k = c.N - 1 - i
        left, right = named(rest(k, c.N), sub(r"\delta", k)), named(source(i), sub("x", i))
        chains = f"{backward(left)} {missing(w(i))} {forward(right)}"
        lines.append(line(slope(w(i)), chains, f"{delta(k)} {x(i)}", *product(c, [c.deltas()[k], c.values()[i]])))
    return lines


def delta_times_x(c) -> list[str]:
    """(2.15)."""
    return [
        line(slope(w(i)), f"{delta(c.N - 1 - i)} {x(i)}", *product(c, [c.deltas()[c.N - 1 - i], c.values()[i]]))
        for i in reversed(range(c.N))
    ]


def steps_of_descent(c) -> list[str]:
    """(2.17)."""
    lines = []
    for i, v in enumerate(c.w):
        d, q = c.deltas()[c.N - 1 - i], c.values()[i]
        symbols = rf"{w(i)} - \eta {delta(c.N - 1 - i)} {x(i)}"
        numbers = f"{number(v)} - {times(c.eta, d, q)}"
        lines.append(line(w(i), symbols, numbers, number(v - c.eta * d * q), sign=r"\leftarrow"))
    return lines


def counts(c) -> list[str]:
    """(2.16)."""
    N = c.N
    return [
        line(r"\text{stored values}", f"{N} + {N - 1} + {N}", str(3 * N - 1)),
        line(r"\text{expanded formulas}", rf"{N} + {N} \times {N}", str(N * N + N)),
    ]


ONE = np.ones((1, 1))
THREE = Chain(Network.chain([1.0, 1.0, 1.0]), ONE, ONE, 0.1, in_numbers=False)  # the chain of the lesson, in symbols

EQUATIONS = [
    Equation(
        "2.2",
        "Each node is the node before it times the weight between them; substituted, the output is one long product.",
        r"x_{i+1} = w_{i,i+1} x_i \qquad x_3 = w_{23} w_{12} w_{01} x_0",
        chain,
        lambda c: [p.item() for p in c.passes.p[1:]],
        lambda c: [prod(c.source(i + 1)) for i in range(c.N)],
        step_by_step,
    ),
    Equation(
        "2.3",
        "A linear chain collapses: a single weight does the same as all of them together.",
        r"x_3 = w_c x_0 \qquad w_c = w_{23} w_{12} w_{01}",
        chain,
        lambda c: c.passes.y_hat.item(),
        lambda c: prod(c.w) * c.x.item(),
        collapsed,
    ),
    Equation(
        "2.4",
        "The cost of the chain as a function of its weights.",
        r"C[w_{01}, w_{12}, w_{23}] = \frac{(w_{23} w_{12} w_{01} x_0 - y)^2}{2}",
        chain,
        lambda c: c.passes.cost,
        lambda c: c.error * c.error / 2,
        cost_of_weights,
    ),
    Equation(
        "2.5",
        "The derivative by the last weight.",
        r"\frac{\partial C}{\partial w_{23}} = (x_3 - y) w_{12} w_{01} x_0",
        chain,
        lambda c: c.gradients[-1],
        lambda c: prod(others(c, c.N - 1)),
        lambda c: expanded_lines(c, [c.N - 1]),
    ),
    Equation(
        "2.6",
        "The derivative by a weight in the middle.",
        r"\frac{\partial C}{\partial w_{12}} = (x_3 - y) w_{23} w_{01} x_0",
        long_chain,
        lambda c: c.gradients[1:-1],
        lambda c: [prod(others(c, i)) for i in range(1, c.N - 1)],
        lambda c: expanded_lines(c, range(1, c.N - 1)),
    ),
    Equation(
        "2.7",
        "The derivative by the first weight.",
        r"\frac{\partial C}{\partial w_{01}} = (x_3 - y) w_{23} w_{12} x_0",
        chain,
        lambda c: c.gradients[0],
        lambda c: prod(others(c, 0)),
        lambda c: expanded_lines(c, [0]),
    ),
    Equation(
        "2.9",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        r"\frac{\partial C}{\partial w_{i,i+1}} = (x_3 - y) \frac{\partial x_3}{\partial w_{i,i+1}}",
        chain,
        lambda c: c.gradients,
        lambda c: [c.error * c.nudged_output(i) for i in range(c.N)],
        proportional,
    ),
    Equation(
        "2.10",
        "The forward chains: the input, multiplied by one weight more each time.",
        aligned(*forward_chains(THREE)),
        chain,
        lambda c: [p.item() for p in c.passes.p],
        lambda c: [prod(c.source(i)) for i in range(c.N + 1)],
        forward_chains,
    ),
    Equation(
        "2.11",
        "The backward chains: the error, multiplied by one weight more each time, starting at the output.",
        aligned(*backward_chains(THREE)),
        chain,
        lambda c: [d.item() for d in c.passes.delta],
        lambda c: [prod(c.rest(k)) for k in range(c.N + 1)],
        backward_chains,
    ),
    Equation(
        "2.12",
        "Each derivative is the full product of error, weights and input, with its own weight missing.",
        aligned(*own_weight_missing(THREE)),
        chain,
        lambda c: c.nudged,
        lambda c: [prod(others(c, i)) for i in range(c.N)],
        own_weight_missing,
    ),
    Equation(
        "2.13",
        "The backward values: each is the one before it times one weight; the last is the derivative by the input.",
        aligned(*backward_values(THREE)),
        chain,
        lambda c: [*(d.item() for d in c.passes.delta), c.nudged_input()],
        lambda c: [*c.deltas(), c.deltas()[-1]],
        backward_values,
    ),
    Equation(
        "2.14",
        "What stands left of the missing weight is a backward value, what stands right of it a forward value.",
        aligned(*two_chains(THREE)),
        chain,
        lambda c: c.nudged,
        lambda c: [prod(c.rest(c.N - 1 - i)) * prod(c.source(i)) for i in range(c.N)],
        two_chains,
    ),
    Equation(
        "2.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        rf"\frac{{\partial C}}{{\partial w_{{i,i+1}}}} = {delta('L-i')} {x('i')}",
        chain,
        lambda c: c.gradients,
        lambda c: [c.deltas()[c.N - 1 - i] * c.values()[i] for i in range(c.N)],
        delta_times_x,
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
        counts,
    ),
    Equation(
        "2.17",
        "Gradient descent on the chain: every weight takes a step against its own derivative.",
        rf"w_{{i,i+1}} \leftarrow w_{{i,i+1}} - \eta {delta('L-i')} {x('i')}",
        chain,
        lambda c: [W.item() for W in c.network.step(c.passes.gradients, c.eta).weights],
        lambda c: [w - c.eta * c.deltas()[c.N - 1 - i] * c.values()[i] for i, w in enumerate(c.w)],
        steps_of_descent,
    ),
]
