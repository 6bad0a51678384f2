"""A feedforward network: its forward pass, its backward pass, its gradients. The lessons end in this file."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bplesson.checks.functions import Function
from bplesson.checks.inputs import checked_examples, checked_parts, like_weights, node_counts, rows, single_weights
from bplesson.checks.results import frozen, mean, mean_outer, product, protect, quiet
from bplesson.engine.costs import Cost
from bplesson.errors import InputError, finite_number, generator, shown


@dataclass(frozen=True, eq=False)
class Forward:
    """What the forward pass stores: p[i] and q[i] of every layer i = 0 … N, each (..., n, d_i), one example a row.

    With biases, q[0] … q[N-1] end with a column of ones: the node that is always 1 (5.4).
    """

    p: tuple[np.ndarray, ...]
    q: tuple[np.ndarray, ...]

    @property
    def y_hat(self) -> np.ndarray:
        """The prediction ŷ = q_N, (..., n, d_N)."""
        return self.q[-1]


@dataclass(frozen=True, eq=False)
class Passes(Forward):
    """Both passes. delta[k] = ∂C/∂p_{N-k} of every example, (..., n, d_{N-k}); cost and gradients are means over them.

    gradients[i] = ∂C/∂weights[i] has the shape of weights[i].
    """

    cost: np.ndarray
    gradients: tuple[np.ndarray, ...]
    used: tuple[np.ndarray, ...] = field(repr=False)  # δ_0 … δ_{N-1}, all that the gradients need
    network: "Network" = field(repr=False)

    @cached_property
    @quiet
    def delta(self) -> tuple[np.ndarray, ...]:
        """δ_0 … δ_N. The last belongs to no weight: it is ∂C/∂p_0 (2.13), computed when somebody asks for it."""
        last = self.network.flow_back(self.used[-1], 0, self.p[0], self.q[0])
        protect([last])
        return (*self.used, last)


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """weights[i], (d_{i+1}, d_i), carries layer i to layer i+1: entry [b, a] takes node a to node b.

    `activations`: one for all layers 0 … N (the input layer included) or a sequence of N+1; each a name or a Python
    function. `cost`: a name, or a Python function of (y_hat, y). `bias`: every layer but the last gets one more node
    that is always 1, so weights[i] is (d_{i+1}, d_i + 1) and its last column holds the biases. Weights may carry
    leading grid axes, which broadcast: a cost landscape is one forward pass. Raises InputError for what does not fit.
    """

    weights: tuple[np.ndarray, ...]
    activations: tuple[Function, ...] | str = "identity"
    cost: Cost | str = "squared error"
    bias: bool = False

    def __post_init__(self):
        parts = checked_parts(self.weights, self.activations, self.cost, self.bias)
        self.__dict__.update(parts)  # the one moment in which a frozen object may be filled

    # the two passes --------------------------------------------------------------------------------------------------
    @quiet
    def forward(self, x) -> Forward:
        """All p and q for the examples x, (n, d_0): p_0 = x, q_i = σ_i(p_i), p_{i+1} = W_{i,i+1} q_i  (3.3, 5.1)."""
        p, q = self._forward(rows("x", x, self.sizes[0]))
        protect((*p, *q))
        return Forward(tuple(p), tuple(q))

    def _forward(self, x):
        p = [x.view()]  # a view: what is done to it is not done to the reader's own array
        q = [self.activations[0].value(p[0])]
        for W, sigma in zip(self.weights, self.activations[1:]):
            if self.bias:
                q[-1] = with_one(q[-1])
            p.append(self._product(q[-1], W.mT))  # p_{i+1} = W_{i,i+1} q_i, one example a row  (5.1)
            q.append(sigma.value(p[-1]))
        return p, q

    @quiet
    def backward(self, x, y) -> Passes:
        """Both passes for the examples x, (n, d_0), and labels y, (n, d_N): p, q, cost, delta and gradients (5.2)."""
        x, y = self.examples(x, y)
        p, q = self._forward(x)
        N = len(self.weights)
        L = N - 1
        cost = mean(self.cost.value(p[N], q[N], y))
        delta = [self.cost.delta_0(p[N], q[N], y, self.activations[N])]
        for i in range(L, 0, -1):
            delta.append(self.flow_back(delta[-1], i, p[i], q[i]))
        gradients = [mean_outer(delta[L - i], q[i], len(x)) for i in range(N)]  # ∂C/∂W_{i,i+1} = δ_{L-i} q_iᵀ  (5.2)
        protect((*p, *q, *gradients, *delta))
        stored = {"p": tuple(p), "q": tuple(q), "gradients": tuple(gradients), "used": tuple(delta)}
        return frozen(Passes, {**stored, "cost": cost, "network": self})

    def flow_back(self, delta, i, p, q):
        """δ of layer i, whose p and q are handed in, from that of layer i+1: δ_{k+1} = (Wᵀ δ_k) ⊙ σ'(p)  (5.1).

        With one example a row it is the other way round: W_{i,i+1} q_i is written q Wᵀ, and Wᵀ δ is δ W.
        """
        W = self.weights[i]
        if self.bias:  # nothing flows back into the node that is always 1
            W, q = W[..., :-1], q[..., :-1]
        return self.activations[i].times_slope(self._product(delta, W), p, q)

    @cached_property
    def _product(self):
        return product(self.sizes, self.bias)  # `@`, but quicker for a chain

    @quiet
    def mean_cost(self, x, y) -> np.ndarray:
        """C averaged over the examples (1.4): a number, or an array over the grid axes of the weights."""
        x, y = self.examples(x, y)
        p, q = self._forward(x)
        return mean(self.cost.value(p[-1], q[-1], y))

    # other weights ---------------------------------------------------------------------------------------------------
    @quiet
    def step(self, gradients, eta: float) -> "Network":
        """The network after one step of gradient descent: w - η ∂C/∂w, weight by weight (1.9)."""
        eta, gradients = finite_number("eta", eta, positive=True), like_weights("gradients", gradients, self.weights)
        return self.at(stepped(self.weights, gradients, eta))

    def at(self, weights) -> "Network":
        """The same network with other weights of the same shapes, unchecked: they may have overflowed."""
        protect(weights)
        return frozen(Network, {**self.__dict__, "weights": tuple(weights)})

    def with_weights(self, weights) -> "Network":
        """The same network with other weights, checked."""
        return Network(weights, self.activations, self.cost, self.bias)

    # what it is made of ----------------------------------------------------------------------------------------------
    @property
    def hidden(self) -> int:
        """L = N - 1, the number of hidden layers."""
        return len(self.weights) - 1

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Nodes per layer, d_0 … d_N, the node that is always 1 not counted."""
        return (self.weights[0].shape[-1] - self.bias, *(W.shape[-2] for W in self.weights))

    def examples(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """x as (n, d_0) and y as (n, d_N), if they are examples for this network; else an InputError."""
        return checked_examples(x, y, self.sizes, self.cost)

    def __repr__(self) -> str:
        names = "-".join(dict.fromkeys(a.name for a in self.activations))
        return f"Network({'-'.join(map(str, self.sizes))}, {names}, {self.cost.name}{', bias' * self.bias})"

    @classmethod
    def chain(cls, weights, activations="identity", cost="squared error") -> "Network":
        """One node a layer: weights are the numbers w_01, w_12, …"""
        return cls(single_weights(weights), activations, cost)

    @classmethod
    def random(cls, sizes, activations, rng, cost="squared error", bias=False, scale=None) -> "Network":
        """Normal random weights with standard deviation `scale`, by default 1/√d_in (6.3); biases start at 0."""
        sizes, normal = node_counts(sizes), generator("rng", rng).standard_normal
        scale = None if scale is None else finite_number("scale", scale)
        weights = [normal((d_out, d)) * (d**-0.5 if scale is None else scale) for d, d_out in zip(sizes, sizes[1:])]
        return cls([np.pad(W, ((0, 0), (0, int(bias)))) for W in weights], activations, cost, bias)


def with_one(q: np.ndarray) -> np.ndarray:
    """The values of a layer, (..., n, d), and beside them the node that is always 1 (5.4)."""
    return np.concatenate([q, np.ones((*q.shape[:-1], 1))], axis=-1)


def stepped(weights, gradients, eta: float) -> list[np.ndarray]:
    """One step of gradient descent, w_{t+1} = w_t - η ∂C/∂w, for every matrix of weights (1.9)."""
    return [W - eta * g for W, g in zip(weights, gradients, strict=True)]


def single(network) -> Network:
    """`network`, if it is one, and not a whole grid of them."""
    if not isinstance(network, Network):
        raise InputError(f"network: expected a Network, got {shown(network)}")
    if any(W.ndim > 2 for W in network.weights):
        raise InputError(f"network: expected one matrix a layer, got shapes {[W.shape for W in network.weights]}")
    return network
