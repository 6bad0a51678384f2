"""The networks and examples of lesson 1: what its equations are computed from."""

from dataclasses import dataclass

import numpy as np

from bplesson.engine.gradcheck import numeric_gradients
from bplesson.engine.network import Network


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
