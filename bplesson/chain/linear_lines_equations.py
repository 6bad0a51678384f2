"""The lines of lesson 2: its equations for a chain of any length, in symbols and, if wanted, in numbers."""

from math import prod

from bplesson.kit.symbols import (
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
