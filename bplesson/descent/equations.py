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


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "1.1",
        "A network is a function of its input x and of its weights w; linear regression is the simplest one.",
        r"\hat{y} = f(x; w) = w[0] x[0] + w[1] x[1] + \ldots + w[d-1] x[d-1] = w \cdot x",
        one_prediction,
        lambda c: c.y_hat[0],
        lambda c: c.f(),
    ),
    Equation(
        "1.3",
        "The squared error of one example is zero when prediction and label agree and grows as they part.",
        r"C = \frac{(\hat{y} - y)^2}{2}",
        one_example,
        lambda c: c.cost,
        mean_by_hand,
    ),
    Equation(
        "1.4",
        "The cost of a data set is the mean of the errors of its n examples.",
        r"C = \frac{1}{n} \sum_{e=1}^{n} \frac{(\hat{y}^{(e)} - y^{(e)})^2}{2}",
        squared_error,
        lambda c: c.cost,
        lambda c: sum((y_hat - y) ** 2 / 2 for y_hat, y in zip(c.y_hat, c.y)) / len(c.y),
    ),
    Equation(
        "1.5",
        "Through the predictions the cost depends on the weights.",
        r"C[w] = \frac{1}{n} \sum_{e=1}^{n} \frac{(f(x^{(e)}; w) - y^{(e)})^2}{2}",
        squared_error,
        lambda c: c.cost,
        mean_by_hand,
    ),
    Equation(
        "1.8",
        "A step goes against the sign of the slope: to the left where the cost rises, to the right where it falls.",
        r"w_{t+1} = w_t - (\text{something positive}) \times (\text{sign of the slope})",
        one_layer,
        lambda c: sign_of(c.stepped - c.w),
        lambda c: -sign_of(c.eta * c.slopes),
    ),
    Equation(
        "1.9",
        "Gradient descent: the step is the slope times the learning rate, taken downhill.",
        r"w_{t+1} = w_t - \eta \frac{dC}{dw}",
        one_layer,
        lambda c: c.stepped,
        lambda c: c.w - c.eta * c.slopes,
    ),
    Equation(
        "1.10",
        "On a parabola each step multiplies the distance to the minimum by 1 − ηa.",
        r"C[w] = \frac{a (w - w_{\ast})^2}{2} \qquad w_{t+1} - w_{\ast} = (1 - \eta a)(w_t - w_{\ast})",
        one_weight,
        lambda c: [c.cost, c.stepped[0] - c.y[0] / c.x[0, 0]],
        parabola_by_hand,
    ),
    Equation(
        "1.12",
        "Cross-entropy for a prediction between 0 and 1, and the backward value with which it begins.",
        r"C = -y \ln \hat{y} - (1 - y) \ln(1 - \hat{y}) \qquad \delta_0 = \hat{y} - y",
        one_probability,
        lambda c: [c.cost, slope_in_p(c)],
        lambda c: [cross_entropy(c.f(), c.y[0]), c.f() - c.y[0]],
    ),
    Equation(
        "1.13",
        "The cost of a straight line through n points, a landscape over its two weights.",
        r"C[w[0], w[1]] = \frac{1}{n} \sum_{e=1}^{n} \frac{(w[0] x^{(e)} + w[1] - y^{(e)})^2}{2}",
        straight_line,
        lambda c: c.cost,
        mean_by_hand,
    ),
]
