"""The lines of lesson 3: its equations for a chain of any length, in symbols and, if wanted, in numbers."""

from math import prod

from bplesson.chain.case_equations import A, B
from bplesson.chain.linear_lines_equations import delta, product, sub, w
from bplesson.kit.symbols import backward, factor, forward, line, minus, missing, named, number, slope, times

SIGMA = r"\sigma"


def p(i: int | str) -> str:
    """The value p_i before the activation, blue."""
    return forward(sub("p", i))


def q(i: int | str) -> str:
    """The value q_i after the activation, blue."""
    return forward(sub("q", i))


def sigma(i: int, argument: str) -> str:
    """σ_i(…)."""
    return f"{sub(SIGMA, i)}({argument})"


def bend(i: int, argument: str | None = None) -> str:
    """The slope σ_i'(p_i)."""
    return f"{sub(SIGMA, i)}'({sub('p', i) if argument is None else argument})"


def before(i: int) -> str:
    """p_i as one nested formula."""
    return f"{w(i - 1)} {after(i - 1)}" if i else "p_0"


def after(i: int) -> str:
    """q_i as one nested formula: σ_i(w_{i-1,i} σ_{i-1}(…))."""
    return sigma(i, before(i))


def rest(N: int, nested: bool = False) -> list[str]:
    """The factors of the longest backward chain: (q_N - y) σ_N' w_{N-1,N} σ_{N-1}' … w_01 σ_0'."""
    factors = [f"({sub('q', N)} - y)"]
    for i in reversed(range(N + 1)):
        factors += [bend(i, before(i) if nested else None), *([w(i - 1)] if i else [])]
    return factors


def down_to(i: int, N: int, nested: bool = False) -> str:
    """The backward chain that ends at node i."""
    return " ".join(rest(N, nested)[: 2 * (N - i) + 2])


def linear_or_not(c) -> list[str]:
    """(3.1)."""
    mixed, by_parts = c.g(c.mixed), [c.g(x) for x in c.x]
    together = " + ".join(times(each, x) for each, x in zip((A, B), c.x))
    apart = " + ".join(rf"{factor(each)} \times g({number(x)})" for each, x in zip((A, B), c.x))
    worked_out = " + ".join(times(each, g) for each, g in zip((A, B), by_parts))
    return [
        line("g(a x + b y)", f"g({together})", f"g({number(c.mixed)})", number(mixed)),
        line("a g(x) + b g(y)", apart, worked_out, number(A * by_parts[0] + B * by_parts[1])),
    ]


def step_by_step(c) -> list[str]:
    """(3.3)."""
    lines = [line(q(0), sigma(0, p(0)), sigma(0, number(c.p[0])), number(c.q[0]))]
    for i in range(c.N):
        lines.append(line(p(i + 1), f"{w(i)} {q(i)}", *product(c, [c.w[i], c.q[i]])))
        lines.append(line(q(i + 1), sigma(i + 1, p(i + 1)), sigma(i + 1, number(c.p[i + 1])), number(c.q[i + 1])))
    return lines


def in_one(c) -> list[str]:
    """(3.5)."""
    return [line(sub("q", c.N), after(c.N), nested_numbers(c, c.N), number(c.q[-1]))]


def nested_numbers(c, i: int) -> str:
    """q_i as one nested formula of numbers."""
    return sigma(i, rf"{factor(c.w[i - 1])} \times {nested_numbers(c, i - 1)}" if i else number(c.p[0]))


def cost_of_weights(c) -> list[str]:
    """(3.6)."""
    at = ", ".join(number(w) for w in c.w)
    in_numbers = rf"\frac{{({minus(c.q[-1], c.y.item())})^2}}{{2}}"
    return [line(f"C[{at}]", rf"\frac{{({sub('q', c.N)} - y)^2}}{{2}}", in_numbers, number(c.error * c.error / 2))]


def expanded(c, which) -> list[str]:
    """(3.7) to (3.9); with numbers the slopes are written with p_i, since the line would be too long."""
    return [
        line(slope(w(i)), f"{down_to(i + 1, c.N, nested=not c.in_numbers)} {after(i)}", *product(c, c.others(i)))
        for i in which
    ]


def proportional(c) -> list[str]:
    """(3.10)."""
    q_N = sub("q", c.N)
    return [
        line(
            slope(w(i)),
            rf"({q_N} - y) \frac{{\partial {q_N}}}{{\partial {w(i)}}}",
            *product(c, [c.error, prod(c.others(i)[1:])]),
        )
        for i in reversed(range(c.N))
    ]


def forward_values(c) -> list[str]:
    """(3.11)."""
    lines = []
    for i in range(c.N + 1):
        by_hand = product(c, [c.w[i - 1], c.q[i - 1]]) if i else product(c, [c.p[0]])
        lines.append(line(p(i), before(i) if i else "x_0", *by_hand))
        lines.append(line(q(i), after(i), *((sigma(i, number(c.p[i])), number(c.q[i])) if c.in_numbers else ())))
    return lines


def backward_chains(c) -> list[str]:
    """(3.12)."""
    factors = rest(c.N)
    return [line(backward(" ".join(factors[:many])), *product(c, c.rest[:many])) for many in range(1, len(factors) + 1)]


def own_weight_missing(c) -> list[str]:
    """(3.13)."""
    return [
        line(
            slope(w(i)),
            f"{backward(down_to(i + 1, c.N))} {missing(w(i))} {forward(after(i))}",
            *product(c, c.others(i)),
        )
        for i in reversed(range(c.N))
    ]


def backward_values(c) -> list[str]:
    """(3.14)."""
    lines = [line(delta(0), f"({sub('q', c.N)} - y) {bend(c.N)}", *product(c, c.rest[:2]))]
    for k in range(c.N):
        i = c.N - 1 - k
        last = [] if i else [r"\frac{\partial C}{\partial p_0}"]
        numbers = product(c, [c.deltas[k], c.w[i], c.slopes[i]])
        lines.append(line(delta(k + 1), f"{delta(k)} {w(i)} {bend(i)}", *last, *numbers))
    return lines


def delta_times_q(c) -> list[str]:
    """(3.15)."""
    return [
        line(slope(w(i)), f"{delta(c.N - 1 - i)} {q(i)}", *product(c, [c.deltas[c.N - 1 - i], c.q[i]]))
        for i in reversed(range(c.N))
    ]


def slopes_and_weights(c) -> list[str]:
    """(3.17)."""
    lines = []
    for k in range(c.N + 1):
        slopes, weights = rest(c.N)[1 : 2 * k + 2 : 2], rest(c.N)[2 : 2 * k + 2 : 2]
        groups = [named(" ".join(slopes), r"\text{slopes}")]
        groups += [named(" ".join(weights), r"\text{weights}")] if weights else []
        numbers = [prod(c.rest[1 : 2 * k + 2 : 2]), *([prod(c.rest[2 : 2 * k + 2 : 2])] if weights else [])]
        lines.append(line(delta(k), " ".join([rest(c.N)[0], *groups]), *product(c, [c.error, *numbers])))
    return lines
