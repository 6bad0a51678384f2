"""The equations of lesson 1: cost and gradient descent."""

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.descent.examples_equations import (
    one_example,
    one_layer,
    one_prediction,
    one_probability,
    one_weight,
    squared_error,
    straight_line,
)
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import backward, factor, line, minus, number, slope, times


def mean_by_hand(c) -> float:
    """(1/n) Σ (f(x⁽ᵉ⁾; w) - y⁽ᵉ⁾)² / 2, one example after the other."""
    return sum((c.f(i) - c.y[i]) ** 2 / 2 for i in range(len(c.y))) / len(c.y)


def sign_of(change) -> np.ndarray:
    """-1, 0 or 1; what is only rounding counts as 0."""
    return np.sign(np.round(change, 9))


def parabola_by_hand(c) -> list[float]:
    """C and w_{t+1} - w_* from a and w_*."""
    a, w_star = c.x[0, 0] ** 2, c.y[0] / c.x[0, 0]
    return [a * (c.w[0] - w_star) ** 2 / 2, (1 - c.eta * a) * (c.w[0] - w_star)]


def cross_entropy(y_hat: float, y: float) -> float:
    """-y ln ŷ - (1-y) ln(1-ŷ), where 0 ln 0 is 0."""
    return -sum(share * np.log(q) for share, q in [(y, y_hat), (1 - y, 1 - y_hat)] if share)


def slope_in_p(c) -> float:
    """∂C/∂p at the output, by nudging p in front of the sigmoid."""
    p = c.network.forward(c.x).p[-1].item()
    return float(numeric_slope(lambda p: cross_entropy(1 / (1 + np.exp(-p)), c.y[0]), p))


def mean_of(values) -> str:
    """The mean of the numbers, not worked out; of many only the first two and the last."""
    shown = [number(v) for v in values]
    if len(shown) > 4:
        shown = [*shown[:2], r"\ldots", shown[-1]]
    return shown[0] if len(values) == 1 else rf"\frac{{1}}{{{len(values)}}} ({' + '.join(shown)})"


def cost_at(c) -> str:
    """C[w[0], …] with the weights put in, where they are few."""
    weights = np.concatenate([W.ravel() for W in c.network.weights])
    return f"C[{', '.join(number(w) for w in weights)}]" if len(weights) <= 4 else "C[w]"


def step_lines(c, in_symbols, in_numbers) -> list[str]:
    """One step of every weight: in symbols, with its slope put in, and where it lands."""
    several = [(f"w[{a}]", f"w[{a}]", slope(f"w[{a}]"), r"\leftarrow") for a in range(len(c.w))]
    names = several if len(c.w) > 1 else [("w_{t+1}", "w_t", r"\frac{dC}{dw}", "=")]
    return [
        line(after, f"{now} - {in_symbols(by)}", f"{number(w)} - {in_numbers(s)}", number(w - c.eta * s), sign=sign)
        for (after, now, by, sign), w, s in zip(names, c.w, c.slopes)
    ]


def parabola_lines(c) -> list[str]:
    """a and w_*, the cost and the distance after a step."""
    w, x, y, (cost, distance) = c.w[0], c.x[0, 0], c.y[0], parabola_by_hand(c)
    a, w_star = x * x, y / x
    return [
        line("a", "x^2", f"{factor(x)}^2", number(a)),
        line(r"w_{\ast}", r"\frac{y}{x}", rf"\frac{{{number(y)}}}{{{factor(x)}}}", number(w_star)),
        line("C[w]", rf"\frac{{{number(a)} \times ({minus(w, w_star)})^2}}{{2}}", number(cost)),
        line(
            r"w_{t+1} - w_{\ast}",
            rf"(1 - {times(c.eta, a)}) \times ({minus(w, w_star)})",
            number(distance),
        ),
    ]


def cross_entropy_lines(c) -> list[str]:
    """The cost and δ_0."""
    y, y_hat = c.y[0], c.f()
    return [
        line(
            "C",
            rf"-{number(y)} \times \ln {number(y_hat)} - (1 - {number(y)}) \times \ln({minus(1, y_hat)})",
            number(c.cost),
        ),
        line(backward(r"\delta_0"), r"\hat{y} - y", minus(y_hat, y), number(y_hat - y)),
    ]


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side; its lines with numbers.
EQUATIONS = [
    Equation(
        "1.1",
        "A network is a function of its input x and of its weights w; linear regression is the simplest one.",
        r"\hat{y} = f(x; w) = w[0] x[0] + w[1] x[1] + \ldots + w[d-1] x[d-1] = w \cdot x",
        one_prediction,
        lambda c: c.y_hat[0],
        lambda c: c.f(),
        lambda c: [
            line(
                r"\hat{y}",
                " + ".join(f"w[{a}] x[{a}]" for a in range(len(c.w))),
                " + ".join(times(w, x) for w, x in zip(c.w, c.inputs[0])),
                number(c.f()),
            )
        ],
    ),
    Equation(
        "1.3",
        "The squared error of one example is zero when prediction and label agree and grows as they part.",
        r"C = \frac{(\hat{y} - y)^2}{2}",
        one_example,
        lambda c: c.cost,
        mean_by_hand,
        lambda c: [
            line("C", r"\frac{(\hat{y} - y)^2}{2}", rf"\frac{{({minus(c.y_hat[0], c.y[0])})^2}}{{2}}", number(c.cost))
        ],
    ),
    Equation(
        "1.4",
        "The cost of a data set is the mean of the errors of its n examples.",
        r"C = \frac{1}{n} \sum_{e=1}^{n} \frac{(\hat{y}^{(e)} - y^{(e)})^2}{2}",
        squared_error,
        lambda c: c.cost,
        lambda c: sum((y_hat - y) ** 2 / 2 for y_hat, y in zip(c.y_hat, c.y)) / len(c.y),
        lambda c: [line("C", mean_of(c.errors), number(c.cost))],
    ),
    Equation(
        "1.5",
        "Through the predictions the cost depends on the weights.",
        r"C[w] = \frac{1}{n} \sum_{e=1}^{n} \frac{(f(x^{(e)}; w) - y^{(e)})^2}{2}",
        squared_error,
        lambda c: c.cost,
        mean_by_hand,
        lambda c: [line(cost_at(c), mean_of(c.errors), number(c.cost))],
    ),
    Equation(
        "1.8",
        "A step goes against the sign of the slope: to the left where the cost rises, to the right where it falls.",
        r"w_{t+1} = w_t - (\text{something positive}) \times (\text{sign of the slope})",
        one_layer,
        lambda c: sign_of(c.stepped - c.w),
        lambda c: -sign_of(c.eta * c.slopes),
        lambda c: step_lines(
            c,
            lambda by: r"(\text{something positive}) \times (\text{sign of the slope})",
            lambda s: times(abs(c.eta * s), np.sign(s)),
        ),
    ),
    Equation(
        "1.9",
        "Gradient descent: the step is the slope times the learning rate, taken downhill.",
        r"w_{t+1} = w_t - \eta \frac{dC}{dw}",
        one_layer,
        lambda c: c.stepped,
        lambda c: c.w - c.eta * c.slopes,
        lambda c: step_lines(c, lambda by: rf"\eta {by}", lambda s: times(c.eta, s)),
    ),
    Equation(
        "1.10",
        "On a parabola each step multiplies the distance to the minimum by 1 − ηa.",
        r"C[w] = \frac{a (w - w_{\ast})^2}{2} \qquad w_{t+1} - w_{\ast} = (1 - \eta a)(w_t - w_{\ast})",
        one_weight,
        lambda c: [c.cost, c.stepped[0] - c.y[0] / c.x[0, 0]],
        parabola_by_hand,
        parabola_lines,
    ),
    Equation(
        "1.12",
        "Cross-entropy for a prediction between 0 and 1, and the backward value with which it begins.",
        r"C = -y \ln \hat{y} - (1 - y) \ln(1 - \hat{y}) \qquad \delta_0 = \hat{y} - y",
        one_probability,
        lambda c: [c.cost, slope_in_p(c)],
        lambda c: [cross_entropy(c.f(), c.y[0]), c.f() - c.y[0]],
        cross_entropy_lines,
    ),
    Equation(
        "1.13",
        "The cost of a straight line through n points, a landscape over its two weights.",
        r"C[w[0], w[1]] = \frac{1}{n} \sum_{e=1}^{n} \frac{(w[0] x^{(e)} + w[1] - y^{(e)})^2}{2}",
        straight_line,
        lambda c: c.cost,
        mean_by_hand,
        lambda c: [line(cost_at(c), mean_of(c.errors), number(c.cost))],
    ),
]
