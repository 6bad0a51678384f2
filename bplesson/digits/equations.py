"""The equations of lesson 7: softmax and cross-entropy, and what they are computed from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network, Passes
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, delta, enclosed, entry, p
from bplesson.layers.case_equations import flat

H = 1e-5  # by which a p is nudged
P, Y_HAT = p("N"), r"\hat{y}"
P_B, P_C, Y_HAT_B, Y_HAT_C = entry(P, "b"), entry(P, "c"), entry(Y_HAT, "b"), entry(Y_HAT, "c")
SHIFTED_SUM = enclosed(rf"\sum_c e^{{{P_C} - m}}")  # its powers cannot overflow, and it is never 0


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


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "7.2",
        "Softmax, cross-entropy, its safe form (m is the largest p), the slopes of softmax, and what is left in δ_0.",
        aligned(
            rf"{Y_HAT_B} &= \frac{{e^{{{P_B}}}}}{{\sum_c e^{{{P_C}}}}}",
            rf"C &= -\sum_b y[b] \ln {Y_HAT_B}",
            rf"C &= \ln{SHIFTED_SUM} + m - \sum_b y[b] {P_B}",
            rf"\frac{{\partial {Y_HAT_C}}}{{\partial {P_B}}} &= {Y_HAT_C} (I[c, b] - {Y_HAT_B})",
            rf"{entry(delta(0), 'b')} &= -\sum_c \frac{{y[c]}}{{{Y_HAT_C}}} {Y_HAT_C} (I[c, b] - {Y_HAT_B})"
            rf" = {Y_HAT_B} - y[b]",
        ),
        one_example,
        lambda c: flat([c.passes.y_hat, c.passes.cost, c.passes.cost, c.measured_slopes, c.passes.delta[0]]),
        lambda c: flat([c.y_hat, c.costs, c.slopes, c.delta_0]),
    ),
]
