"""Classes told apart by a softmax, lesson 7: what its equations are computed from, and their lines with numbers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bplesson.chain.linear_lines_equations import delta
from bplesson.chain.lines_equations import p
from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network, Passes
from bplesson.kit.symbols import enclosed, factor, line, minus, number, times
from bplesson.layers.lines_equations import entry, summed

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


def power(exponent: str) -> str:
    """e to the power of it."""
    return f"e^{{{exponent}}}"


def softmax_and_cost(c) -> list[str]:
    """(7.2), for the first and the last node."""
    N, d, y_hat, m = len(c.network.weights), len(c.p), c.y_hat, c.p.max()
    P = p(N)
    ends, lines = dict.fromkeys([0, d - 1]), []
    total = summed(power(number(v)) for v in c.p)
    for b in ends:
        symbols = rf"\frac{{{power(entry(P, b))}}}{{\sum_c {power(entry(P, 'c'))}}}"
        fraction = rf"\frac{{{power(number(c.p[b]))}}}{{{total}}}"
        lines.append(line(entry(Y_HAT, b), symbols, fraction, number(y_hat[b])))
    terms = summed(rf"{factor(share)} \times \ln {number(q)}" for share, q in zip(c.label, y_hat))
    lines.append(line("C", CROSS_ENTROPY, f"-({terms})", number(c.costs[0])))
    shifted = enclosed(summed(power(minus(v, m)) for v in c.p))
    terms = summed(times(share, v) for share, v in zip(c.label, c.p))
    lines.append(line("m", number(m)))
    lines.append(line("C", safe_form(P), rf"\ln{shifted} + {factor(m)} - ({terms})", number(c.costs[1])))
    for k in ends:
        slope = rf"\frac{{\partial {entry(Y_HAT, k)}}}{{\partial {entry(P, 0)}}}"
        symbols = f"{entry(Y_HAT, k)} ({entry('I', k, 0)} - {entry(Y_HAT, 0)})"
        in_numbers = rf"{number(y_hat[k])} \times ({minus(float(k == 0), y_hat[0])})"
        lines.append(line(slope, symbols, in_numbers, number(c.slopes[k, 0])))
    for b in ends:
        symbols = f"{entry(Y_HAT, b)} - {entry('y', b)}"
        lines.append(line(entry(delta(0), b), symbols, minus(y_hat[b], c.label[b]), number(c.delta_0[b])))
    return lines


def safe_form(p_N: str) -> str:
    """The cross-entropy without a power that could overflow, nor the logarithm of 0."""
    shifted = enclosed(rf"\sum_c {power(entry(p_N, 'c') + ' - m')}")
    return rf"\ln{shifted} + m - \sum_b {entry('y', 'b')} {entry(p_N, 'b')}"


Y_HAT = r"\hat{y}"
CROSS_ENTROPY = rf"-\sum_b {entry('y', 'b')} \ln {entry(Y_HAT, 'b')}"
