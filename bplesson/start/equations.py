"""The equations of lesson 6: twins, and what spread comes out of a layer when its weights are dealt out anew."""

from dataclasses import replace
from itertools import product

import numpy as np

from bplesson.checks.functions import Function
from bplesson.engine.network import Network
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, delta, entry, p, q, slope
from bplesson.layers.case_equations import Layers, flat, squared_error

MOST = 8  # nodes in a layer whose weights are dealt in every way: 2⁸ signs times 8 places
KEPT = {"identity": 1.0, "relu": 0.5}  # what an activation leaves of the mean square, over all signs


def mean_square(values) -> float:
    """The mean of the squares of all values."""
    return float(np.mean(np.square(values)))


# --- which networks the equations speak of ---


def twins(network, x, y, eta):
    """In every hidden layer all nodes are twins: the same weights arrive at them, and the same weights leave them."""
    inside = network.weights if not network.bias else [W[:, :-1] for W in network.weights]
    same = [np.ptp(W, axis=0).max() == 0 for W in network.weights[:-1]]
    same += [np.ptp(W, axis=1).max() == 0 for W in inside[1:]]
    fits = max(network.sizes[1:-1], default=1) > 1 and all(same)
    return squared_error(network, x, y, eta) if fits else "hidden layers of twins, with equal weights in and out"


def dealt(network, x, y, eta):
    """Small layers, since their weights are dealt in every way."""
    fits = not network.bias and max(network.sizes) <= MOST
    return squared_error(network, x, y, eta) if fits else f"at most {MOST} nodes a layer, and no bias"


def kept(network, x, y, eta):
    """The same with activations that leave a known share of the mean square."""
    fits = {each.name for each in network.activations[1:]} <= set(KEPT)
    return dealt(network, x, y, eta) if fits else "the identity or ReLU at all nodes behind the input"


# --- what is computed ---


def with_nodes_moved(c: Layers) -> list[np.ndarray]:
    """δ_{L-i} q_iᵀ, where every node of a hidden layer has given its place to the next one."""
    moved = []
    for i, gradient in enumerate(c.outer_products):
        if i > 0:
            inside = np.roll(gradient[:, : c.network.sizes[i]], 1, axis=1)
            gradient = np.hstack([inside, gradient[:, c.network.sizes[i] :]])
        moved.append(np.roll(gradient, 1, axis=0) if i < c.L else gradient)
    return moved


def all_deals(W: np.ndarray) -> np.ndarray:
    """The rows of W in every place and with every choice of signs, one below the other."""
    signs = np.array(list(product((1.0, -1.0), repeat=W.shape[1])))
    placed = [np.roll(W, shift, axis=1) for shift in range(W.shape[1])]
    return np.concatenate([signs * row for row in np.concatenate(placed)])


def dealt_forward(c: Layers, i: int, activation: Function | str = "identity") -> np.ndarray:
    """What the engine makes of q_i with all deals of W_{i,i+1}, and an activation behind them."""
    return Network([all_deals(c.W[i])], ["identity", activation]).forward(c.passes.q[i]).y_hat


def dealt_backward(c: Layers, i: int) -> np.ndarray:
    """What arrives at q_i when the engine takes δ_{L-i} back through all deals of the columns of W_{i,i+1}."""
    back, error = Network([all_deals(c.W[i].T).T]), c.passes.delta[c.L - i]
    return back.backward(np.zeros((c.n, back.sizes[0])), -error).delta[1]  # at rest the error is minus the label


def spread_measured(c: Layers) -> list[float]:
    """mean(p²) of layers 1 … N, then what arrives at layers L … 0."""
    forward = [mean_square(dealt_forward(c, i)) for i in range(c.N)]
    return forward + [mean_square(dealt_backward(c, i)) for i in reversed(range(c.N))]


def spread_by_formula(c: Layers) -> list[float]:
    """d · mean(W²) · mean(q²), then d · mean(W²) · mean(δ²)."""
    forward = [W.shape[1] * mean_square(W) * mean_q(c, i) for i, W in enumerate(c.W)]
    deltas = [mean_square([e.deltas[k] for e in c.examples]) for k in range(c.N)]
    return forward + [W.shape[0] * mean_square(W) * each for W, each in zip(reversed(c.W), deltas)]


def mean_q(c: Layers, i: int) -> float:
    """mean(q_i²) over nodes and examples."""
    return mean_square([e.q[i] for e in c.examples])


def share(c: Layers, i: int) -> float:
    """What the activation of layer i leaves of the mean square."""
    return KEPT[c.network.activations[i].name]


def levelled(c: Layers) -> Layers:
    """The network with its weights stretched until mean(W_{i,i+1}²) is 1/d_i, or 2/d_i before a ReLU."""
    wanted = [1 / (share(c, i + 1) * d) for i, d in enumerate(c.network.sizes[:-1])]
    stretched = [W * np.sqrt(v / mean_square(W)) for W, v in zip(c.W, wanted)]
    return replace(c, network=c.network.with_weights(stretched))


def kept_measured(c: Layers) -> list[float]:
    """mean(q²) behind every layer of weights; then by what the stretched weights multiply it."""

    def behind(c, i):
        return mean_square(dealt_forward(c, i, c.network.activations[i + 1]))

    level = levelled(c)
    return [behind(c, i) for i in range(c.N)] + [behind(level, i) / mean_q(level, i) for i in range(c.N)]


def kept_by_formula(c: Layers) -> list[float]:
    """1 or ½ times d · mean(W²) · mean(q²); and then 1."""
    return [share(c, i + 1) * each for i, each in enumerate(spread_by_formula(c)[: c.N])] + [1.0] * c.N


# --- the equations ---


def square(symbols: str) -> str:
    """The mean of the squares of all that is called so."""
    return rf"\text{{mean}}({symbols}^2)"


INTO, OUT_OF = slope("W_{i-1,i}"), slope("W_{i,i+1}")
ARRIVES = f"({slope(q('i'))})"
IN_W = rf"d_i \times {square('W_{i,i+1}')} \times {square(q('i'))}"

# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "6.1",
        "Twins b and c in layer i: the derivatives of all their weights are equal, so they stay twins.",
        rf"{entry(INTO, 'b', 'a')} = {entry(INTO, 'c', 'a')}"
        rf" \qquad {entry(OUT_OF, 'd', 'b')} = {entry(OUT_OF, 'd', 'c')}",
        twins,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(with_nodes_moved(c)),
    ),
    Equation(
        "6.2",
        "Mean squares multiply: nodes, weights, values; on the left over all signs and places of the weights.",
        aligned(
            f"{square(p('i+1'))} &= {IN_W}",
            rf"{square(ARRIVES)} &= d_{{i+1}} \times {square('W_{i,i+1}')} \times {square(delta('L-i'))}",
        ),
        dealt,
        spread_measured,
        spread_by_formula,
    ),
    Equation(
        "6.3",
        "What comes out is as large as what goes in when mean(W²) is 1/d; with ReLU, which halves, when it is 2/d.",
        aligned(
            rf"\text{{identity: }} {square(q('i+1'))} &= {IN_W}",
            rf"&\quad \text{{level for }} {square('W_{i,i+1}')} = \frac{{1}}{{d_i}}",
            rf"\text{{ReLU: }} {square(q('i+1'))} &= \frac{{1}}{{2}} \times {IN_W}",
            rf"&\quad \text{{level for }} {square('W_{i,i+1}')} = \frac{{2}}{{d_i}}",
        ),
        kept,
        kept_measured,
        kept_by_formula,
    ),
]
