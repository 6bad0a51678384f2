"""The equations of lesson 1, cost and gradient descent, and the networks and examples that they speak of."""

from dataclasses import dataclass

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.engine.gradcheck import numeric_gradients
from bplesson.engine.network import Network
from bplesson.kit.equation import Equation


@dataclass(frozen=True)
class Examples:
    """A network with one output, its n examples x (n, d) and labels y (n,), and η."""

    network: Network
    x: np.ndarray
    y: np.ndarray
    eta: float

    @property
    def w(self) -> np.ndarray:
        """The weights of the first layer in a row."""
        return self.network.weights[0].ravel()

    @property
    def inputs(self) -> np.ndarray:
        """What the weights of the first layer multiply: x, and a one for the bias."""
        return np.hstack([self.x, np.ones((len(self.x), 1))]) if self.network.bias else self.x

    @property
    def y_hat(self) -> np.ndarray:
        """The predictions of the engine, (n,)."""
        return self.network.forward(self.x).y_hat[:, 0]

    @property
    def cost(self) -> float:
        """The cost that the engine gives."""
        return self.network.mean_cost(self.x, self.y[:, None])

    @property
    def stepped(self) -> np.ndarray:
        """The weights of the first layer after one step of the engine."""
        gradients = self.network.backward(self.x, self.y[:, None]).gradients
        return self.network.step(gradients, self.eta).weights[0].ravel()

    @property
    def slopes(self) -> np.ndarray:
        """The derivatives by the weights of the first layer, measured by nudging them."""
        return numeric_gradients(self.network, self.x, self.y[:, None])[0].ravel()

    def f(self, i: int = 0) -> float:
        """f(x⁽ᵉ⁾; w) number by number, without a matrix."""
        first, *others = self.network.activations
        values = [float(first(v)) for v in self.x[i]]
        for W, sigma in zip(self.network.weights, others):
            values += [1.0] * self.network.bias
            values = [float(sigma(sum(w * v for w, v in zip(row, values, strict=True)))) for row in W]
        return values[0]


# --- which networks the equations speak of ---


def squared_error(network, x, y, eta):
    """One output, squared error, any number of examples."""
    fits = network.cost.name == "squared error" and network.sizes[-1] == 1
    return Examples(network, x, y[:, 0], eta) if fits else "a network with one output and the squared error"


def one_example(network, x, y, eta):
    """The same for a single example."""
    return squared_error(network, x, y, eta) if len(x) == 1 else "a single example"


def one_layer(network, x, y, eta):
    """One layer of weights and one output; the activation and the cost do not matter."""
    fits = len(network.weights) == 1 and network.sizes[-1] == 1
    return Examples(network, x, y[:, 0], eta) if fits else "a network with one layer of weights and one output"


def regression(network, x, y, eta):
    """Linear regression: one layer of weights, no activation, squared error."""
    fits = len(network.weights) == 1 and {each.name for each in network.activations} == {"identity"}
    return squared_error(network, x, y, eta) if fits else "linear regression: one layer of weights, identity everywhere"


def one_prediction(network, x, y, eta):
    """Linear regression of a single example."""
    return regression(network, x, y, eta) if len(x) == 1 else "a single example"


def one_weight(network, x, y, eta):
    """The cost over one weight, one example: a parabola with a = x² and w_* = y/x."""
    fits = network.weights[0].size == 1 and len(x) == 1 and x[0, 0] != 0
    return regression(network, x, y, eta) if fits else "one weight and a single example whose x is not 0"


def straight_line(network, x, y, eta):
    """w[0] x + w[1], where w[1] is a bias or belongs to a second input that is always 1."""
    case = regression(network, x, y, eta)
    fits = isinstance(case, Examples) and len(case.w) == 2 and (case.inputs[:, 1] == 1).all()
    return case if fits else "a straight line: identity, squared error, one input and a bias"


def one_probability(network, x, y, eta):
    """A sigmoid output with its cross-entropy, a single example."""
    fits = network.cost.name == "binary cross-entropy" and network.sizes[-1] == 1 and len(x) == 1
    return Examples(network, x, y[:, 0], eta) if fits else "a sigmoid output, cost='binary cross-entropy', one example"


# --- what is computed ---


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
