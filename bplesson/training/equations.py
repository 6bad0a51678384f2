"""The equations of lesson 5: the whole algorithm, in numbers for networks of any size."""

import numpy as np

from bplesson.engine.landscape import landscape
from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, backward, delta, forward, matrix, p, q, slope, transposed
from bplesson.layers.case_equations import (
    H,
    any_network,
    flat,
    one_example,
    several_examples,
    squared_error,
    with_biases,
)

W = "W_{i,i+1}"
DELTAS, Q = backward(transposed(r"\Delta_{L-i}")), forward("Q_i")  # of all examples, one a row
OFFSETS = np.array([-1.0, 0.0, 1.0])


def deltas_with_diagonal_matrices(c) -> list[np.ndarray]:
    """δ_0 … δ_N, where every slope is an entry of a diagonal matrix."""
    delta = [np.diag(c.slopes[-1].ravel()) @ c.error]
    for i in reversed(range(c.N)):
        delta.append(np.diag(c.slopes[i].ravel()) @ c.W[i].T @ delta[-1])
    return delta


def central_differences(c) -> list[np.ndarray]:
    """(C[w+h] - C[w-h]) / 2h for every weight."""
    differences = []
    for i, W in enumerate(c.W):
        costs = [c.nudged_costs(i, b, a) for b, a in np.ndindex(W.shape)]
        differences.append([(up - down) / (2 * H) for up, down in costs])
    return differences


def biases_added(c) -> list[np.ndarray]:
    """p_1 … p_N, where the last column of every matrix is added at the end."""
    p, q = [], c.network.activations[0](c.p[0])
    for i, W in enumerate(c.W):
        p.append(W[:, :-1] @ q + W[:, -1:])
        q = c.network.activations[i + 1](p[-1])
    return p


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "5.1",
        "Both passes; σ' goes element by element, which is a product with a diagonal matrix.",
        aligned(
            rf"{p('i+1')} &= {W} {q('i')} \qquad {q('i')} = \sigma_i({p('i')})",
            rf"{delta(0)} &= (q_N - y) \odot \sigma_N'(p_N)",
            rf"{delta('k+1')} &= ({transposed(W)} {delta('k')}) \odot \sigma_i'(p_i)"
            rf" = \text{{diag}}(\sigma_i'(p_i)) {transposed(W)} {delta('k')} \quad \text{{with }} i = L - k",
        ),
        one_example,
        lambda c: flat([*c.passes.p, *c.passes.q, *c.passes.delta, *c.passes.delta]),
        lambda c: flat([*c.p, *c.q, *c.deltas, *deltas_with_diagonal_matrices(c)]),
    ),
    Equation(
        "5.2",
        "The derivative by a matrix: δ at its end times q at its source, the mean over the examples.",
        rf"{slope(W)} = {delta('L-i')} {forward(transposed('q_i'))}"
        rf" \qquad \text{{for }} n \text{{ examples: }} \frac{{1}}{{n}} {DELTAS} {Q}",
        squared_error,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(c.outer_products),
    ),
    Equation(
        "5.3",
        "A derivative can be measured: nudge the weight up and down, and see how far the cost moves.",
        r"\frac{\partial C}{\partial w} \approx \frac{C[w + h] - C[w - h]}{2 h}",
        any_network,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(central_differences(c)),
    ),
    Equation(
        "5.4",
        "A bias is a weight from a node that is always 1: the formula is unchanged, and its derivative is δ.",
        aligned(
            f"{p('i+1')} &= {W} {matrix([[q('i')], ['1']])}",
            f"{slope(W)} &= {delta('L-i')} {matrix([[forward(transposed('q_i')), '1']])}",
            f"{slope('b_{i+1}')} &= {delta('L-i')}",
        ),
        with_biases,
        lambda c: flat([*c.passes.p[1:], *c.passes.gradients, *(g[:, -1] for g in c.passes.gradients)]),
        lambda c: flat([*biases_added(c), *c.outer_products, *(c.deltas[c.L - i] for i in range(c.N))]),
    ),
    Equation(
        "5.6",
        "The derivatives of batches average to that of all n examples; n_j of them are in batch j.",
        r"\frac{\partial C}{\partial W_{i,i+1}} = \frac{1}{n} \sum_j n_j \frac{\partial C_j}{\partial W_{i,i+1}}",
        several_examples,
        lambda c: flat(c.passes.gradients),
        lambda c: sum(batch.n * flat(batch.outer_products) for batch in c.batches) / c.n,
    ),
    Equation(
        "5.7",
        "The cost along two directions u and v through the present weights w.",
        r"C(\alpha, \beta) = C[w + \alpha u + \beta v]",
        squared_error,
        lambda c: landscape(c.network, c.x, c.y, c.directions[0], OFFSETS, c.directions[1], OFFSETS).cost,
        lambda c: [[c.moved(alpha, beta).cost for alpha in OFFSETS] for beta in OFFSETS],
    ),
]
