"""A feedforward network: its forward pass, its backward pass, its gradients. The lessons end in this file."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bplesson.checks.functions import Function
from bplesson.checks.inputs import checked_activations, checked_weights, labels, like_weights, rows
from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.costs import Cost, check_labels, cost
from bplesson.errors import InputError, finite_number, generator, listed, shown, whole_number

quiet = np.errstate(all="ignore")  # a network that has diverged is a result, not a warning
np.empty(1_000_000)  # 8 MB, taken and given back: from now on the C library keeps freed memory for the next pass


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


@dataclass(frozen=True, eq=False, init=False)
class Passes(Forward):
    """Both passes. delta[k] = ∂C/∂p_{N-k} of every example, (..., n, d_{N-k}); cost and gradients are means over them.

    gradients[i] = ∂C/∂weights[i] has the shape of weights[i].
    """

    cost: np.ndarray
    gradients: tuple[np.ndarray, ...]
    used: tuple[np.ndarray, ...] = field(repr=False)  # δ_0 … δ_{N-1}, all that the gradients need
    network: "Network" = field(repr=False)

    def __init__(self, p, q, cost, gradients, used, network):
        protect((*p, *q, *gradients, *used))
        # the quickest way to fill a frozen object
        self.__dict__.update(p=p, q=q, cost=cost, gradients=gradients, used=used, network=network)

    @cached_property
    @quiet
    def delta(self) -> tuple[np.ndarray, ...]:
        """δ_0 … δ_N. The last belongs to no weight: it is ∂C/∂p_0 (2.13), computed when somebody asks for it."""
        last = self.network.flow_back(self.used[-1], 0, self.p[0], self.q[0])
        protect((last,))
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
        put = object.__setattr__  # the one moment in which a frozen object may be filled
        put(self, "bias", bool(self.bias))
        put(self, "weights", checked_weights(self.weights, self.bias))
        put(self, "activations", checked_activations(self.activations, len(self.weights)))
        put(self, "cost", cost(self.cost))
        softmax, last = ACTIVATIONS["softmax"], self.activations[-1]
        if self.cost.output not in (None, last):
            wanted = self.cost.output.name
            raise InputError(f"activations: expected {wanted!r} at the output, for {self.cost.name}, got {last.name!r}")
        if softmax in self.activations[:-1] or (last is softmax and self.cost.output is not softmax):
            names = [f.name for f in self.activations]
            raise InputError(f"activations: expected 'softmax' only at the output, with cross-entropy, got {names}")

    @quiet
    def forward(self, x) -> Forward:
        """All p and q for the examples x, (n, d_0): p_0 = x, q_i = σ_i(p_i), p_{i+1} = W_{i,i+1} q_i  (3.3, 5.1)."""
        p, q = self._forward(rows("x", x, self.sizes[0]))
        protect((*p, *q))
        return Forward(tuple(p), tuple(q))

    @quiet
    def backward(self, x, y) -> Passes:
        """Both passes for the examples x, (n, d_0), and labels y, (n, d_N): p, q, cost, delta and gradients (5.2)."""
        x, y = self.examples(x, y)
        n, N, L = len(x), len(self.weights), len(self.weights) - 1
        p, q = self._forward(x)
        value = _mean(self.cost.value(p[N], q[N], y))
        delta = [self.cost.delta_0(p[N], q[N], y, self.activations[N])]
        for i in range(L, 0, -1):
            delta.append(self.flow_back(delta[-1], i, p[i], q[i]))
        if n == 1:
            gradients = [delta[L - i].mT * q[i] for i in range(N)]  # ∂C/∂W_{i,i+1} = δ_{L-i} q_iᵀ
        else:
            gradients = [delta[L - i].mT @ q[i] / n for i in range(N)]  # its mean over the examples
        return Passes(tuple(p), tuple(q), value, tuple(gradients), tuple(delta), self)

    def flow_back(self, delta, i, p, q):
        """δ of layer i, whose p and q are handed in, from that of layer i+1: δ_{k+1} = (Wᵀ δ_k) ⊙ σ'(p)  (5.1)."""
        W = self.weights[i]
        if self.bias:  # nothing flows back into the node that is always 1
            W, q = W[..., :-1], q[..., :-1]
        return self.activations[i].times_slope(self._product(delta, W), p, q)

    @quiet
    def mean_cost(self, x, y) -> np.ndarray:
        """C averaged over the examples (1.4): a number, or an array over the grid axes of the weights."""
        x, y = self.examples(x, y)
        p, q = self._forward(x)
        return _mean(self.cost.value(p[-1], q[-1], y))

    @quiet
    def step(self, gradients, eta: float) -> "Network":
        """The network after one step of gradient descent: w - η ∂C/∂w, weight by weight (1.9)."""
        eta, gradients = finite_number("eta", eta, positive=True), like_weights("gradients", gradients, self.weights)
        return self.at([W - eta * g for W, g in zip(self.weights, gradients, strict=True)])

    def at(self, weights) -> "Network":
        """The same network with other weights of the same shapes, unchecked: they may have overflowed."""
        other = object.__new__(Network)
        protect(weights)
        other.__dict__.update(self.__dict__, weights=tuple(weights))
        return other

    def with_weights(self, weights) -> "Network":
        """The same network with other weights, checked."""
        return Network(weights, self.activations, self.cost, self.bias)

    def examples(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """x as (n, d_0) and y as (n, d_N), if they are examples for this network; else an InputError."""
        x = rows("x", x, self.sizes[0])
        y = labels(y, len(x), self.sizes[-1])
        check_labels(self.cost, y)
        return x, y

    @property
    def hidden(self) -> int:
        """L = N - 1, the number of hidden layers."""
        return len(self.weights) - 1

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Nodes per layer, d_0 … d_N, the node that is always 1 not counted."""
        return (self.weights[0].shape[-1] - self.bias, *(W.shape[-2] for W in self.weights))

    @classmethod
    def chain(cls, weights, activations="identity", cost="squared error") -> "Network":
        """One node a layer: weights are the numbers w_01, w_12, …"""
        weights = listed("weights", weights, "a list of numbers")
        weights = [np.reshape(finite_number(f"weights[{i}]", w), (1, 1)) for i, w in enumerate(weights)]
        return cls(weights, activations, cost)

    @classmethod
    def random(cls, sizes, activations, rng, cost="squared error", bias=False, scale=None) -> "Network":
        """Normal random weights with standard deviation `scale`, by default 1/√d_in (6.3); biases start at 0."""
        sizes = [whole_number(f"sizes[{i}]", d) for i, d in enumerate(listed("sizes", sizes, "nodes per layer"))]
        normal = generator("rng", rng).standard_normal
        if len(sizes) < 2:
            raise InputError(f"sizes: expected at least the inputs and the outputs, got {sizes}")
        scale = None if scale is None else finite_number("scale", scale)
        weights = [normal((e, d)) * (d**-0.5 if scale is None else scale) for d, e in zip(sizes, sizes[1:])]
        return cls([np.pad(W, ((0, 0), (0, int(bias)))) for W in weights], activations, cost, bias)

    def __repr__(self) -> str:
        names = "-".join(dict.fromkeys(a.name for a in self.activations))
        return f"Network({'-'.join(map(str, self.sizes))}, {names}, {self.cost.name}{', bias' * self.bias})"

    def _forward(self, x):
        p, q = [x.view()], []  # a view: what is done to it is not done to the reader's own array
        for sigma, W in zip(self.activations, self.weights):
            q.append(sigma.value(p[-1]))
            if self.bias:
                q[-1] = np.concatenate([q[-1], np.ones((*q[-1].shape[:-1], 1))], axis=-1)
            p.append(self._product(q[-1], W.mT))  # p_{i+1} = W_{i,i+1} q_i, one example a row
        q.append(self.activations[-1].value(p[-1]))
        return p, q

    @cached_property
    def _product(self):
        """The matrix product; between the 1×1 matrices of a chain plain multiplication does it, and faster."""
        return np.multiply if max(self.sizes) == 1 and not self.bias else np.matmul


def protect(arrays) -> None:
    """Nothing can be written into a result by accident."""
    for array in arrays:
        array.setflags(False)


def _mean(values):
    """The mean over the last axis, the examples."""
    n = values.shape[-1]
    return values[..., 0] if n == 1 else values.sum(axis=-1) / n


def single(network) -> Network:
    """`network`, if it is one, and not a whole grid of them."""
    if not isinstance(network, Network):
        raise InputError(f"network: expected a Network, got {shown(network)}")
    if any(W.ndim > 2 for W in network.weights):
        raise InputError(f"network: expected one matrix a layer, got shapes {[W.shape for W in network.weights]}")
    return network
