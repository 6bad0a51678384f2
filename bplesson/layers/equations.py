"""The equations of lesson 4: linear layers of several nodes, in numbers for layers of any size."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from bplesson.engine.gradcheck import numeric_gradients
from bplesson.kit import symbols, words
from bplesson.kit.equation import Equation
from bplesson.kit.product import Factor, Product
from bplesson.kit.symbols import aligned, backward, delta, entry, forward, named, slope, sub, transposed, x
from bplesson.layers import identities_equations as identities
from bplesson.layers.case_equations import (
    Layers,
    few_paths,
    flat,
    linear_examples,
    linear_layers,
    one_or_two_matrices,
)
from bplesson.layers.paths_equations import (
    by_formula,
    by_sums,
    counted,
    deltas_by_sums,
    entries_of_gradients,
    gradient_by_paths,
)

W = "W_{i,i+1}"
SIZES, QUAD = ["d_0", "d_1", "d_2", "d_3"], r" \quad "
OF_LAYER = r"\quad \text{with } i = L - k"
DELTA_OF_E, X_OF_E = backward(r"\delta_{L-i}^{(e)}"), forward(transposed("(x_i^{(e)})"))  # of example e
DELTAS, X = backward(transposed(r"\Delta_{L-i}")), forward("X_i")  # of all examples, one a row


def derivative(i: int, N: int, sizes: Sequence, c: Layers | None = None) -> Product:
    """∂C/∂W_{i,i+1} = W_{i+1,i+2}ᵀ … (x_N - y) [W_{i,i+1} missing] x_iᵀ, under every factor its shape."""

    def factor(latex: str, name: str, rows, columns, value=None) -> Factor:
        return Factor(named(latex, rf"{rows} \times {columns}"), name, value)

    chain = [
        factor(transposed(symbols.W(j)), f"{words.sub('W', j, j + 1)}ᵀ", sizes[j], sizes[j + 1], c and c.W[j].T)
        for j in range(i + 1, N)
    ]
    chain.append(factor(f"({sub('x', N)} - y)", f"({words.sub('x', N)} − y)", sizes[N], 1, c and c.error))
    value = factor(transposed(sub("x", i)), f"{words.sub('x', i)}ᵀ", 1, sizes[i], c and c.q[i].T)
    return Product(chain, Factor(symbols.W(i), words.sub("W", i, i + 1)), [value])


# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "4.2",
        "Each layer is the layer before it times a matrix; every node is a sum over the nodes before it.",
        rf"{x('i+1')} = {W} {x('i')} \qquad {entry(x('i+1'), 'b')} = \sum_a {entry(W, 'b', 'a')} {entry(x('i'), 'a')}",
        linear_layers,
        lambda c: flat(c.passes.p[1:]),
        lambda c: flat(by_sums(c)),
    ),
    Equation(
        "4.3",
        "Linear layers collapse: a single matrix does the same as all of them together.",
        "x_3 = W_c x_0 \\qquad W_c = W_{23} W_{12} W_{01}",
        linear_layers,
        lambda c: c.passes.y_hat[0],
        lambda c: (reduce(np.matmul, c.W[::-1]) @ c.q[0]).ravel(),
    ),
    Equation(
        "4.4",
        "The cost of one example is half the squared length of the difference, a sum over the outputs.",
        r"C = \frac{1}{2} \lVert x_N - y \rVert^2 = \frac{1}{2} \sum_b (x_N[b] - y[b])^2",
        linear_layers,
        lambda c: c.passes.cost,
        lambda c: sum((a - b) ** 2 for a, b in zip(by_sums(c)[-1], c.y[0])) / 2,
    ),
    Equation(
        "4.5",
        "The derivative by one weight is a sum over all paths that lead from it to an output.",
        rf"{slope(entry('W_{01}', 'b', 'a'))} = \sum_c \sum_d (x_3[d] - y[d]) W_{{23}}[d, c] W_{{12}}[c, b] x_0[a]",
        few_paths,
        lambda c: numeric_gradients(c.network, c.x, c.y)[0],
        gradient_by_paths,
    ),
    Equation(
        "4.6",
        "The same sum, once for every node: the error flows back through the transposed matrices.",
        aligned(
            f"{delta(0)} &= x_N - y",
            rf"{delta('k+1')} &= {transposed(W)} {delta('k')} {OF_LAYER}",
            rf"{entry(delta('k+1'), 'a')} &= \sum_b {entry(W, 'b', 'a')} {entry(delta('k'), 'b')}",
        ),
        linear_layers,
        lambda c: [*flat(c.passes.delta), *flat(c.passes.delta)],
        lambda c: [*flat(c.deltas), *flat(deltas_by_sums(c))],
    ),
    Equation(
        "4.7",
        "The derivative by a matrix is an outer product: δ at its end times x at its source.",
        rf"{slope(W)} = {delta('L-i')} {forward(transposed('x_i'))}"
        rf" \qquad {slope(entry(W, 'b', 'a'))} = {entry(delta('L-i'), 'b')} {entry(x('i'), 'a')}",
        linear_layers,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(entries_of_gradients(c)),
    ),
    Equation(
        "4.8",
        "Multiplications for all derivatives: path by path along P paths, or with stored values and M weights.",
        aligned(
            r"P &= d_0 d_1 \ldots d_N",
            r"M &= d_0 d_1 + d_1 d_2 + \ldots + d_{N-1} d_N",
            r"\text{path by path} &= N P + N \cdot N P = (N^2 + N) P",
            r"\text{stored values} &= M + (M - d_0 d_1) + M = 3 M - d_0 d_1",
        ),
        few_paths,
        counted,
        by_formula,
    ),
    Equation(
        "4.9",
        "With n examples the derivative is a mean, and one product of the arrays whose rows are the examples.",
        rf"{slope(W)} = \frac{{1}}{{n}} \sum_{{e=1}}^{{n}} {DELTA_OF_E} {X_OF_E} = \frac{{1}}{{n}} {DELTAS} {X}",
        linear_examples,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(c.outer_products),
    ),
    Equation(
        "4.10",
        "The derivative of a number by a matrix has the shape of the matrix; x and y stay at their ends.",
        identities.LATEX,
        one_or_two_matrices,
        lambda c: flat(identities.nudged(c)),
        lambda c: flat(identities.by_products(c)),
    ),
    Equation(
        "4.11",
        "Each derivative is a backward chain times a forward value, with its own matrix missing in between.",
        aligned(
            *(rf"{slope(symbols.W(i))} &= {derivative(i, 3, SIZES).latex(between=QUAD)}" for i in reversed(range(3)))
        ),
        linear_layers,
        lambda c: flat(reversed(numeric_gradients(c.network, c.x, c.y))),
        lambda c: flat([derivative(i, c.N, c.network.sizes, c).value for i in reversed(range(c.N))]),
    ),
]
