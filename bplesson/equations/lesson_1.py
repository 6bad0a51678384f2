"""The equations of lesson 1: cost and gradient descent."""

from bplesson.equations.formula import Equation

EQUATIONS = [
    Equation(
        "1.1",
        "A network is a function of its input x and of its weights w; linear regression is the simplest one.",
        r"\hat{y} = f(x; w) = w_1 x_1 + w_2 x_2 + \ldots + w_d x_d = w \cdot x",
    ),
    Equation(
        "1.3",
        "The squared error of one example is zero when prediction and label agree and grows as they part.",
        r"C = \frac{(\hat{y} - y)^2}{2}",
    ),
    Equation(
        "1.4",
        "The cost of a data set is the mean of the errors of its n examples.",
        r"C = \frac{1}{n} \sum_{i=1}^{n} \frac{(\hat{y}_i - y_i)^2}{2}",
    ),
    Equation(
        "1.5",
        "Through the predictions the cost depends on the weights.",
        r"C[w] = \frac{1}{n} \sum_{i=1}^{n} \frac{(f(x_i; w) - y_i)^2}{2}",
    ),
    Equation(
        "1.8",
        "A step goes against the sign of the slope: to the left where the cost rises, to the right where it falls.",
        r"w_{t+1} = w_t - (\text{something positive}) \times (\text{sign of the slope})",
    ),
    Equation(
        "1.9",
        "Gradient descent: the step is the slope times the learning rate, taken downhill.",
        r"w_{t+1} = w_t - \eta \frac{dC}{dw}",
    ),
    Equation(
        "1.10",
        "On a parabola each step multiplies the distance to the minimum by 1 - ηa.",
        r"C[w] = \frac{a (w - w_{\ast})^2}{2} \qquad w_{t+1} - w_{\ast} = (1 - \eta a)(w_t - w_{\ast})",
    ),
    Equation(
        "1.12",
        "Cross-entropy for a prediction between 0 and 1, and the backward value with which it begins.",
        r"C = -y \ln \hat{y} - (1 - y) \ln(1 - \hat{y}) \qquad \delta_0 = \hat{y} - y",
    ),
    Equation(
        "1.13",
        "The cost of a straight line through n points, a landscape over its two weights.",
        r"C[w_1, w_2] = \frac{1}{n} \sum_{i=1}^{n} \frac{(w_1 x_i + w_2 - y_i)^2}{2}",
    ),
]
