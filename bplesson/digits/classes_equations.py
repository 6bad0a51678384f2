"""Classes told apart by a softmax, lesson 7: what its equations are computed from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network, Passes

H = 1e-5


@dataclass(frozen=True)
class Classes:
    """A network with softmax and cross-entropy, and one example x (1, d_0) with its label y (1, d_N)."""

    network: Network
    x: np.ndarray
    y: np.ndarray

    @cached_property
    def passes(self) -> Passes:
        """Both passes of the engine."""
        return self.network.backward(self.x, self.y)

    @cached_property
    def p(self) -> np.ndarray:
        """p_N, (d_N,), layer by layer."""
        p = self.x[0]
        for sigma, W in zip(self.network.activations, self.network.weights):
            p = W @ np.append(sigma(p), [1.0] * self.network.bias)
        return p

    @property
    def label(self) -> np.ndarray:
        return self.y[0]

    @cached_property
    def y_hat(self) -> np.ndarray:
        """e^{p_N[b]} / Σ_c e^{p_N[c]}, as it stands: no shift."""
        e = np.exp(self.p)
        return e / e.sum()

    @property
    def costs(self) -> list[float]:
        """-Σ_b y[b] ln ŷ[b], and the same in its safe form."""
        m = self.p.max()
        return [-self.label @ np.log(self.y_hat), np.log(np.exp(self.p - m).sum()) + m - self.label @ self.p]

    @property
    def slopes(self) -> np.ndarray:
        """∂ŷ[c]/∂p_N[b], (d_N, d_N)."""
        return self.y_hat[:, None] * (np.eye(len(self.p)) - self.y_hat)

    @property
    def delta_0(self) -> np.ndarray:
        """Σ_c ∂C/∂ŷ[c] ∂ŷ[c]/∂p_N[b] for every b."""
        return (-self.label / self.y_hat) @ self.slopes

    @property
    def measured_slopes(self) -> np.ndarray:
        """∂ŷ[c]/∂p_N[b] by nudging the p_N of the engine."""
        softmax, p, nudges = ACTIVATIONS["softmax"].value, self.passes.p[-1], H * np.eye(len(self.p))
        return ((softmax(p + nudges) - softmax(p - nudges)) / (2 * H)).T


def one_example(network, x, y, eta):
    """Softmax and cross-entropy, a single example."""
    fits = network.cost.name == "cross-entropy" and len(x) == 1
    return Classes(network, x, y) if fits else "a softmax output, cost='cross-entropy', one example"
