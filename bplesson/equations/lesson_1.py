"""The equations of lesson 1: cost and gradient descent."""

from dataclasses import dataclass

import numpy as np

from bplesson.equations.formula import Equation, factor, line, number, times
from bplesson.gradcheck import numeric_gradients
from bplesson.network import Network


@dataclass(frozen=True)
class Examples:
    """A network with one output, its n examples and η."""

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
        """x, with a column of ones where the network has a bias: what the weights of the first layer multiply."""
        return np.hstack([self.x, np.ones((len(self.x), 1))]) if self.network.bias else self.x

    @property
    def y_hat(self) -> np.ndarray:
        """The predictions, (n,)."""
        return self.network.forward(self.x).y_hat[:, 0]

    @property
    def label(self) -> np.ndarray:
        """The labels, (n,)."""
        return self.y[:, 0]

    @property
    def passes(self):
        """Both passes of the engine."""
        return self.network.backward(self.x, self.y)

    @property
    def slope(self) -> np.ndarray:
        """The derivatives by the weights of the first layer, measured by nudging them."""
        return numeric_gradients(self.network, self.x, self.y)[0].ravel()


def plain_output(network, x, y, eta):
    """Squared error over any number of examples."""
    if network.cost.name != "squared error" or network.sizes[-1] != 1:
        return "one output and the squared error"
    return Examples(network, x, y, eta)


def one_example(network, x, y, eta):
    """Squared error of one example."""
    return plain_output(network, x, y, eta) if len(x) == 1 else "one example"


def one_layer(network, x, y, eta):
    """One layer of weights and one output, whatever its activation and cost."""
    one = len(network.weights) == 1 and network.weights[0].ndim == 2 and network.sizes[-1] == 1
    return Examples(network, x, y, eta) if one else "a single layer of weights and one output"


def line_fit(network, x, y, eta):
    """Linear regression: one layer of weights, nothing but identities."""
    if len(network.weights) != 1 or {a.name for a in network.activations} != {"identity"}:
        return "linear regression: a single layer of weights, identity, squared error"
    return plain_output(network, x, y, eta)


def one_prediction(network, x, y, eta):
    """Linear regression, one example."""
    return line_fit(network, x, y, eta) if len(x) == 1 else "one example"


def one_weight(network, x, y, eta):
    """The parabola: one weight, one example; its a is x², its w_* is y/x."""
    parabola = network.weights[0].size == 1 and len(x) == 1 and x[0, 0] != 0
    return line_fit(network, x, y, eta) if parabola else "one weight and one example with x other than 0"


def two_weights(network, x, y, eta):
    """A straight line: the slope w_1 and the height w_2, which a bias or a second input of ones carries."""
    case = line_fit(network, x, y, eta)
    line = network.weights[0].size == 2 and not isinstance(case, str) and (case.inputs[:, 1] == 1).all()
    return case if line else "a straight line: one weight and a bias (or an input that is always 1), squared error"


def one_probability(network, x, y, eta):
    """Binary cross-entropy behind a sigmoid, one example."""
    if network.cost.name != "binary cross-entropy" or network.sizes[-1] != 1 or len(x) != 1:
        return "one example, one sigmoid output and the binary cross-entropy"
    return Examples(network, x, y, eta)


def prediction(c, i=0):
    """f(x_i; w) in plain Python: sums and products of numbers, layer by layer."""
    values = [sigma(v) for sigma, v in zip([c.network.activations[0]] * c.x.shape[1], c.x[i])]
    for W, sigma in zip(c.network.weights, c.network.activations[1:]):
        values = values + [1.0] * c.network.bias
        values = [sigma(sum(w * v for w, v in zip(row, values))) for row in W]
    return float(values[0])
