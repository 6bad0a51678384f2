"""Chains, one node a layer, in plain Python numbers and as products: what the equations of lessons 2 and 3 stand on."""

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate
from operator import mul

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.descent.equations import Examples
from bplesson.engine.gradcheck import numeric_gradients
from bplesson.engine.network import Network, Passes
from bplesson.kit import symbols, words
from bplesson.kit.product import Factor, Product


@dataclass(frozen=True)
class Chain:
    """A chain with squared error and one example; w[i] carries node i to node i+1.

    The linear chain of lesson 2 has the identity everywhere: its x_i is both p_i and q_i, and its slopes are 1.
    """

    network: Network
    x: np.ndarray
    y: np.ndarray
    eta: float

    @cached_property
    def w(self) -> list[float]:
        return [W.item() for W in self.network.weights]

    @property
    def N(self) -> int:
        return len(self.w)

    @cached_property
    def passes(self) -> Passes:
        """Both passes of the engine."""
        return self.network.backward(self.x, self.y)

    @property
    def gradients(self) -> list[float]:
        """∂C/∂w_{i,i+1} from the engine."""
        return [g.item() for g in self.passes.gradients]

    @property
    def nudged(self) -> list[float]:
        """∂C/∂w_{i,i+1} measured by nudging the weights."""
        return [g.item() for g in numeric_gradients(self.network, self.x, self.y)]

    def nudged_output(self, i: int) -> float:
        """∂x_N/∂w_{i,i+1} (∂q_N/∂w_{i,i+1}) measured by nudging the weight."""

        def output(w):
            weights = [*self.w[:i], float(w), *self.w[i + 1 :]]
            return self.network.with_weights([[[v]] for v in weights]).forward(self.x).y_hat.item()

        return float(numeric_slope(output, self.w[i]))

    def nudged_input(self) -> float:
        """∂C/∂x_0 (∂C/∂p_0) measured by nudging the input."""
        return float(numeric_slope(lambda x_0: self.network.mean_cost(x_0, self.y), self.x.item()))

    def sigma(self, i: int, p: float) -> float:
        """σ_i(p)."""
        return float(self.network.activations[i](np.asarray(p)))

    @cached_property
    def p(self) -> list[float]:
        """p_0 … p_N, each from the one before it."""
        p = [self.x.item()]
        for i, w in enumerate(self.w):
            p.append(w * self.sigma(i, p[i]))
        return p

    @cached_property
    def q(self) -> list[float]:
        """q_0 … q_N."""
        return [self.sigma(i, p) for i, p in enumerate(self.p)]

    @cached_property
    def slopes(self) -> list[float]:
        """σ_0'(p_0) … σ_N'(p_N)."""
        return [float(sigma.slope(np.asarray(p))) for sigma, p in zip(self.network.activations, self.p)]

    @cached_property
    def error(self) -> float:
        """q_N - y."""
        return self.q[-1] - self.y.item()

    def nested(self, i: int) -> float:
        """q_i as one formula: σ_i(w_{i-1,i} σ_{i-1}(…))."""
        return self.sigma(i, self.w[i - 1] * self.nested(i - 1) if i else self.x.item())

    @cached_property
    def deltas(self) -> list[float]:
        """δ_0 … δ_N, each from the one before it."""
        delta = [self.error * self.slopes[-1]]
        for w, bend in zip(reversed(self.w), reversed(self.slopes[:-1])):
            delta.append(delta[-1] * w * bend)
        return delta

    def backward_values(self) -> list[float]:
        """∂C/∂q_N, ∂C/∂p_N, ∂C/∂q_{N-1}, …, ∂C/∂p_0 from the engine."""
        delta = [each.item() for each in self.passes.delta]
        by_q = [self.passes.y_hat.item() - self.y.item(), *(d * w for d, w in zip(delta, reversed(self.w)))]
        return [each for pair in zip(by_q, delta) for each in pair]


def any_chain(network, x, y, eta):
    """A chain with any activations, and one example."""
    fits = all(W.shape == (1, 1) for W in network.weights) and not network.bias and len(x) == 1
    fits = fits and network.cost.name == "squared error"
    wanted = "a chain (one node a layer, squared error, no bias), one example"
    return Chain(network, x, y, eta) if fits else wanted


def linear_chain(network, x, y, eta):
    """The same with the identity everywhere."""
    case = any_chain(network, x, y, eta)
    fits = isinstance(case, Chain) and {each.name for each in network.activations} == {"identity"}
    return case if fits else "a linear chain (identity, squared error, no bias) and one example"


def with_a_middle(case):
    """Of the chains that `case` stands for, those that have weights between the first and the last."""

    def longer(network, x, y, eta):
        return case(network, x, y, eta) if len(network.weights) > 2 else "a chain of at least three weights"

    return longer


def two_inputs(network, x, y, eta):
    """A network with one input and one output, two examples; linear or not is what (3.1) finds out."""
    fits = network.sizes[0] == network.sizes[-1] == 1 and len(x) == 2
    return Examples(network, x, y[:, 0], eta) if fits else "one input, one output, and two examples"


def by_stored_values(weights, x_0, y) -> list:
    """All derivatives from forward and backward values that are kept."""
    x = list(accumulate([x_0, *weights], mul))
    delta = list(accumulate([x[-1] - y, *reversed(weights[1:])], mul))  # δ_N, which no weight uses, is not needed
    return [d * value for d, value in zip(reversed(delta), x)]


def by_expanded_formulas(weights, x_0, y) -> list:
    """All derivatives, each from scratch as in (2.5) to (2.7); only x_N is computed once."""
    error = reduce(mul, [x_0, *weights]) - y
    return [reduce(mul, [error, *weights[:i], *weights[i + 1 :], x_0]) for i in range(len(weights))]


# --- the same chains as products: every factor in LaTeX, in words and, where they are wanted, in numbers ---


def before(i: int) -> str:
    """p_i as one nested formula."""
    return f"{symbols.w(i - 1)} {after(i - 1)}" if i else "p_0"


def after(i: int) -> str:
    """q_i as one nested formula: σ_i(w_{i-1,i} σ_{i-1}(…))."""
    return symbols.sigma(i, before(i))


def weight(i: int, chain: Chain | None = None) -> Factor:
    """w_{i,i+1}."""
    return Factor(symbols.w(i), words.sub("w", i, i + 1), chain and chain.w[i])


def backward_chain(end: int, N: int, linear: bool, chain: Chain | None = None, nested: bool = False) -> list[Factor]:
    """(q_N - y) σ_N' w_{N-1,N} σ_{N-1}' … down to the slope of node `end`: δ_{N-end}.

    A linear chain has no slopes, and its values are called x; `nested`: the slopes are taken at nested formulas.
    """
    name = "x" if linear else "q"
    factors = [Factor(f"({symbols.sub(name, N)} - y)", f"({words.sub(name, N)} − y)", chain and chain.error)]
    for i in reversed(range(end, N + 1)):
        if i < N:
            factors.append(weight(i, chain))
        if not linear:
            at = before(i) if nested else None
            factors.append(Factor(symbols.bend(i, at), words.slope_name(i), chain and chain.slopes[i]))
    return factors


def forward_chain(i: int, linear: bool, chain: Chain | None = None) -> list[Factor]:
    """w_{i-1,i} … w_01 x_0, or q_i where there are activations: nested in LaTeX, by its name in words."""
    if linear:
        return [*(weight(j, chain) for j in reversed(range(i))), Factor("x_0", words.sub("x", 0), chain and chain.p[0])]
    return [Factor(after(i), words.sub("q", i), chain and chain.q[i])]


def derivative(i: int, N: int, linear: bool = False, chain: Chain | None = None, nested: bool = False) -> Product:
    """∂C/∂w_{i,i+1}: the backward chain to the weight's end, itself missing, the forward chain to its source."""
    return Product(backward_chain(i + 1, N, linear, chain, nested), weight(i), forward_chain(i, linear, chain))
