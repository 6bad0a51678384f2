"""The equations of lesson 2: the linear chain, written out for its three weights."""

from bplesson.equations.formula import Equation, backward, forward, missing, named, rows, slope

N = 3  # the chain of the lesson


def w(i: int) -> str:
    """The weight from node i to node i+1."""
    return f"w_{{{i}{i + 1}}}"


def forward_chain(i: int, source: int = 0) -> str:
    """w_{i-1,i} … w_01 x_0, the value of node i."""
    return " ".join([w(j) for j in reversed(range(source, i))] + [f"x_{source}"])


def backward_chain(k: int) -> str:
    """(x_N - y) w_{N-1,N} …, the error times k weights, in the order in which they stand in the full product."""
    return " ".join([f"(x_{N} - y)"] + [w(N - 1 - j) for j in range(k)])


def delta_name(k: int | str) -> str:
    """δ_k."""
    return rf"\delta_{{{k}}}" if isinstance(k, str) else rf"\delta_{k}"


def delta(k: int | str) -> str:
    """The backward value δ_k."""
    return backward(delta_name(k))


def x(i: int | str) -> str:
    """The forward value x_i."""
    return forward(f"x_{i}")


LAST = N - 1

EQUATIONS = [
    Equation(
        "2.2",
        "Each node is the node before it times the weight between them; substituted, the output is one long product.",
        rf"x_{{i+1}} = w_{{i,i+1}} x_i \qquad x_{N} = {forward_chain(N)}",
    ),
    Equation(
        "2.3",
        "A linear chain collapses: a single weight does the same as all of them together.",
        r"x_3 = w_c x_0 \qquad w_c = w_{23} w_{12} w_{01}",
    ),
    Equation(
        "2.4",
        "The cost of the chain as a function of its weights.",
        r"C[w_{01}, w_{12}, w_{23}] = \frac{(w_{23} w_{12} w_{01} x_0 - y)^2}{2}",
    ),
    Equation(
        "2.5",
        "The derivative by the last weight.",
        rf"{slope(w(2))} = (x_3 - y) w_{{12}} w_{{01}} x_0",
    ),
    Equation(
        "2.6",
        "The derivative by the weight in the middle.",
        rf"{slope(w(1))} = (x_3 - y) w_{{23}} w_{{01}} x_0",
    ),
    Equation(
        "2.7",
        "The derivative by the first weight.",
        rf"{slope(w(0))} = (x_3 - y) w_{{23}} w_{{12}} x_0",
    ),
    Equation(
        "2.9",
        "Every derivative is proportional to the error: where there is no error, there is no correction.",
        rf"{slope('w_{i,i+1}')} = (x_3 - y) \frac{{\partial x_3}}{{\partial w_{{i,i+1}}}}",
    ),
    Equation(
        "2.10",
        "The forward chains: the input, multiplied by one weight more each time.",
        rows(*(f"{x(i)} &= {forward_chain(i)}" for i in range(N + 1))),
    ),
    Equation(
        "2.11",
        "The backward chains: the error, multiplied by one weight more each time, starting at the output.",
        rows(*(f"&{backward(backward_chain(k))}" for k in range(N + 1))),
    ),
    Equation(
        "2.12",
        "Each derivative is the full product of error, weights and input, with its own weight missing.",
        rows(
            *(
                f"{slope(w(i))} &= {backward(backward_chain(LAST - i))} {missing(w(i))} {forward(forward_chain(i))}"
                for i in reversed(range(N))
            )
        ),
    ),
    Equation(
        "2.13",
        "The backward values: each is the one before it times one weight; the last is the derivative by the input.",
        rows(
            f"{delta(0)} &= x_{N} - y",
            *(
                f"{delta(k + 1)} &= {w(LAST - k)} {delta(k)}" + (k == LAST) * r" = \frac{\partial C}{\partial x_0}"
                for k in range(N)
            ),
        ),
    ),
    Equation(
        "2.14",
        "What stands left of the missing weight is a backward value, what stands right of it a forward value.",
        rows(
            *(
                f"{slope(w(i))} &= {backward(named(backward_chain(LAST - i), delta_name(LAST - i)))} {missing(w(i))}"
                f" {forward(named(forward_chain(i), f'x_{i}'))} = {delta(LAST - i)} {x(i)}"
                for i in reversed(range(N))
            )
        ),
    ),
    Equation(
        "2.15",
        "The derivative by a weight is the backward value at its end times the forward value at its source.",
        f"{slope('w_{i,i+1}')} = {delta('L-i')} {x('i')}",
    ),
    Equation(
        "2.16",
        "Multiplications for all N derivatives: about three for each with stored values, N for each from scratch.",
        r"\underset{\text{stored values}}{\underbrace{N + (N - 1) + N}} = 3N - 1"
        r" \qquad \underset{\text{expanded formulas}}{\underbrace{N + N \cdot N}} = N^2 + N",
    ),
    Equation(
        "2.17",
        "Gradient descent on the chain: every weight takes a step against its own derivative.",
        rf"w_{{i,i+1}} \leftarrow w_{{i,i+1}} - \eta {delta('L-i')} {x('i')}",
    ),
]
