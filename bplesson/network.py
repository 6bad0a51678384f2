"""A feedforward network: its forward pass, its backward pass, its gradients. The lessons end in this file."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bplesson.activations import activation
from bplesson.costs import Cost, check_labels, cost
from bplesson.errors import InputError, finite_array, finite_number, whole_number
from bplesson.functions import Function


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Passes(Forward):
    """Both passes. delta[k] = ∂C/∂p_{N-k} of every example, (..., n, d_{N-k}); cost and gradients are means over them.

    gradients[i] = ∂C/∂weights[i] has the shape of weights[i].
    """

    cost: np.ndarray
    delta: tuple[np.ndarray, ...]
    gradients: tuple[np.ndarray, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Network:
    """weights[i], (d_{i+1}, d_i), carries layer i to layer i+1: entry [b, a] takes node a to node b.

    `activations`: one for all layers 0 … N (the input layer included) or a sequence of N+1; each a name or a Python
    function. `cost`: a name, or a Python function of (y_hat, y). `bias`: every layer but the last gets one more node that
    is always 1, so weights[i] is (d_{i+1}, d_i + 1) and its last column holds the biases. Weights may carry leading grid
    axes, which broadcast: a whole cost landscape is one forward pass. Raises InputError for what does not fit.
    """

    weights: tuple[np.ndarray, ...]
    activations: tuple[Function, ...] | str = "identity"
    cost: Cost | str = "squared error"
    bias: bool = False

    def __post_init__(self):
        put = object.__setattr__  # the one moment in which a frozen object may be filled
        put(self, "weights", _checked_weights(self.weights, self.bias))
        put(self, "activations", _checked_activations(self.activations, len(self.weights)))
        put(self, "cost", cost(self.cost))
        last = self.activations[-1].name
        if self.cost.output not in (None, last):
            raise InputError(f"cost: {self.cost.name!r} expects {self.cost.output!r} at the output layer, got {last!r}")
        if "softmax" in [a.name for a in self.activations[:-1]] or (
            last == "softmax" and self.cost.output != "softmax"
        ):
            raise InputError("activations: 'softmax' is possible only at the output layer, with cost='cross-entropy'")

    def forward(self, x) -> Forward:
        """All p and q for the examples x, (n, d_0): p_0 = x, q_i = σ_i(p_i), p_{i+1} = W_{i,i+1} q_i  (3.3, 5.1)."""
        with np.errstate(over="ignore", invalid="ignore"):  # a network that has diverged is a result, not a warning
            return Forward(*self._forward(_rows("x", x, self.sizes[0])))

    def backward(self, x, y) -> Passes:
        """Both passes for the examples x, (n, d_0), and labels y, (n, d_N): p, q, cost, delta and gradients (5.2)."""
        x, y = self._examples(x, y)
        N, L = len(self.weights), self.hidden
        with np.errstate(over="ignore", invalid="ignore"):
            p, q = self._forward(x)
            value = _mean(self.cost.value(p[N], q[N], y))
            delta = [self.cost.delta_0(p[N], q[N], y, self.activations[N])]
            for i in reversed(range(N)):
                d = p[i].shape[-1]  # without the node that is always 1: nothing flows back into it
                back = _product(delta[-1], self.weights[i][..., :d])  # Wᵀ δ_k, one example a row
                delta.append(self.activations[i].times_slope(back, p[i], q[i][..., :d]))  # δ_{k+1} = (Wᵀ δ_k) ⊙ σ'(p)
            gradients = [_mean_outer(delta[L - i], q[i]) for i in range(N)]  # ∂C/∂W_{i,i+1} = δ_{L-i} q_iᵀ
        return Passes(tuple(p), tuple(q), value, tuple(delta), tuple(gradients))

    def mean_cost(self, x, y) -> np.ndarray:
        """C averaged over the examples (1.4): a number, or an array over the grid axes of the weights."""
        x, y = self._examples(x, y)
        with np.errstate(over="ignore", invalid="ignore"):
            p, q = self._forward(x)
            return _mean(self.cost.value(p[-1], q[-1], y))

    def step(self, gradients, eta: float) -> "Network":
        """The network after one step of gradient descent: w - η ∂C/∂w, weight by weight (1.9)."""
        eta = finite_number("eta", eta, positive=True)
        with np.errstate(over="ignore", invalid="ignore"):
            return self._with([W - eta * g for W, g in zip(self.weights, gradients, strict=True)])

    def with_weights(self, weights) -> "Network":
        """The same network with other weights, checked."""
        return Network(weights, self.activations, self.cost, self.bias)

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
        weights = [np.reshape(finite_number(f"weights[{i}]", w), (1, 1)) for i, w in enumerate(weights)]
        return cls(weights, activations, cost)

    @classmethod
    def random(cls, sizes, activations, rng, cost="squared error", bias=False, scale=None) -> "Network":
        """Normal random weights with standard deviation `scale`, by default 1/√d_in (6.3); biases start at 0."""
        sizes = [whole_number(f"sizes[{i}]", d) for i, d in enumerate(sizes)]
        weights = [rng.normal(0.0, scale or d**-0.5, (e, d)) for d, e in zip(sizes, sizes[1:])]
        return cls([np.pad(W, ((0, 0), (0, int(bias)))) for W in weights], activations, cost, bias)

    def __repr__(self) -> str:
        names = "-".join(dict.fromkeys(a.name for a in self.activations))
        return f"Network({'-'.join(map(str, self.sizes))}, {names}, {self.cost.name}{', bias' * self.bias})"

    def _forward(self, x):
        p, q = [x], []
        for activation, W in zip(self.activations, self.weights):
            q.append(activation.value(p[-1]))
            if self.bias:
                q[-1] = np.concatenate([q[-1], np.ones((*q[-1].shape[:-1], 1))], axis=-1)
            p.append(_product(q[-1], W.mT))  # p_{i+1} = W_{i,i+1} q_i, one example a row
        q.append(self.activations[-1].value(p[-1]))
        return p, q

    def _examples(self, x, y):
        x, y = _rows("x", x, self.sizes[0]), _rows("y", y, self.sizes[-1])
        if len(x) != len(y):
            raise InputError(f"y: expected {len(x)} labels, one for each example in x, got {len(y)}")
        check_labels(self.cost, y)
        return x, y

    def _with(self, weights) -> "Network":
        """The same network with other weights of the same shapes, unchecked: they may have overflowed."""
        other = object.__new__(Network)
        other.__dict__.update(self.__dict__, weights=tuple(weights))
        return other


def _product(a, b):
    """The matrix product a b; over a single shared node it is a plain multiplication, which NumPy does faster."""
    return a * b if a.shape[-1] == 1 else a @ b


def _mean_outer(delta, q):
    """The mean over the examples of the outer product δ qᵀ, (..., d_{i+1}, d_i)."""
    n = delta.shape[-2]
    return delta.mT * q if n == 1 else delta.mT @ q / n


def _mean(values):
    """The mean over the last axis, the examples."""
    n = values.shape[-1]
    return values[..., 0] if n == 1 else values.sum(axis=-1) / n


def _rows(name: str, value, d: int) -> np.ndarray:
    """`value` as an (n, d) array: a single number, one example of length d, or n examples."""
    rows = finite_array(name, value)
    if rows.ndim < 2:
        rows = rows.reshape(-1, 1) if d == 1 else rows.reshape(1, -1)
    if rows.ndim != 2 or rows.shape[1] != d:
        raise InputError(f"{name}: expected shape (n, {d}), one example a row, got {np.shape(value)}")
    return rows


def _checked_weights(weights, bias: bool) -> tuple[np.ndarray, ...]:
    try:
        weights = list(weights)
    except TypeError:
        raise InputError(f"weights: expected a list of matrices, got {weights!r}") from None
    if not weights:
        raise InputError("weights: expected at least one matrix, got none")
    checked = [finite_array(f"weights[{i}]", W).copy() for i, W in enumerate(weights)]
    for i, W in enumerate(checked):
        if W.ndim < 2:
            raise InputError(f"weights[{i}]: expected a matrix of shape (d_{i + 1}, d_{i}), got shape {W.shape}")
        if i and W.shape[-1] != (wanted := checked[i - 1].shape[-2] + bias):
            one = ", the node that is always 1 included" if bias else ""
            raise InputError(f"weights[{i}]: expected shape ({W.shape[-2]}, {wanted}){one}, got {W.shape}")
        W.setflags(write=False)
    if bias and checked[0].shape[-1] < 2:
        raise InputError(
            "weights[0]: with bias=True expected a column for the bias beside the inputs, got one column in all"
        )
    return tuple(checked)


def _checked_activations(activations, N: int) -> tuple[Function, ...]:
    if isinstance(activations, (str, Function)) or callable(activations):
        return (activation(activations),) * (N + 1)
    try:
        activations = tuple(activation(each) for each in activations)
    except TypeError:
        raise InputError(f"activations: expected a name or a list of names, got {activations!r}") from None
    if len(activations) != N + 1:
        raise InputError(
            f"activations: expected {N + 1}, one for every layer from the input to the output, got {len(activations)}"
        )
    return activations
