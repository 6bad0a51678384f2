"""Every equation of lesson 4 against computer algebra, an autodiff library, plain loops or counting."""

from functools import cache

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sympy

from bplesson import Network
from bplesson.equations import equation
from tests.kit.reference import Counting, Layered, chains, close, count, joined, layered

on_layers = pytest.mark.parametrize("net", layered(8, linear=True, n=1, bias=False), ids=lambda net: str(net.sizes))


def both_sides(tag, network, x, y):
    """Left and right, after check() has found that they agree."""
    assert equation(tag).check(network, x, y)
    return equation(tag).left(network, x, y), equation(tag).right(network, x, y)


def symbolic(net) -> tuple[list, list, sympy.Expr, dict]:
    """The matrices in symbols, the columns x_0 … x_N, the cost, and the numbers to put in."""
    W, x, C, symbols, _ = in_symbols(tuple(net.sizes))
    return W, x, C, dict(zip(symbols, joined([*net.weights, net.x, net.y])))


@cache
def in_symbols(sizes):
    """The same for all networks of these sizes, and ∂C/∂W_{i,i+1} as a function of the numbers."""
    shapes = list(zip(sizes[1:], sizes))
    W = [sympy.Matrix(*shape, lambda b, a, i=i: sympy.Symbol(f"W{i}_{b}_{a}")) for i, shape in enumerate(shapes)]
    x = [sympy.Matrix(sizes[0], 1, lambda a, _: sympy.Symbol(f"x_{a}"))]
    y = sympy.Matrix(sizes[-1], 1, lambda b, _: sympy.Symbol(f"y_{b}"))
    for V in W:
        x.append(V * x[-1])
    C = sum((x[-1] - y).applyfunc(lambda v: v**2)) / 2
    symbols = joined([*W, x[0], y])
    derivatives = [V.applyfunc(lambda w: sympy.diff(C, w)) for V in W]
    return W, x, C, symbols, sympy.lambdify([symbols], derivatives, cse=True)


def derivatives(net) -> list[np.ndarray]:
    """∂C/∂W_{i,i+1} by computer algebra, entry by entry."""
    return in_symbols(tuple(net.sizes))[-1](joined([*net.weights, net.x, net.y]))


@on_layers
def test_4_2_every_node_is_a_sum_over_the_nodes_before_it(net):
    p, _ = net.forward()
    for side in both_sides("4.2", *net.case):
        assert close(side, joined(p[1:]))


def test_4_2_by_hand_on_a_2_3_2_network_with_small_integers():
    network = Network([[[1, 2], [0, -1], [3, 1]], [[2, 1, 0], [-1, 0, 1]]])
    for side in both_sides("4.2", network, [[2.0, 1.0]], [[0.0, 0.0]]):
        assert close(side, [1 * 2 + 2 * 1, 0 * 2 - 1 * 1, 3 * 2 + 1 * 1, 2 * 4 + 1 * -1, -1 * 4 + 1 * 7])


@on_layers
def test_4_3_one_matrix_does_the_same_as_all(net):
    W, x, _, _ = symbolic(net)
    W_c = W[0]
    for V in W[1:]:
        W_c = V * W_c
    by_one_matrix = sympy.lambdify([joined([*W, x[0]])], W_c * x[0], cse=True)
    for other in (net.x[0], -3 * net.x[0], np.arange(1.0, 1 + net.x.shape[1])):
        for side in both_sides("4.3", net.network, other[None], net.y):
            assert close(side, by_one_matrix(joined([*net.weights, other]))[:, 0])


@on_layers
def test_4_4_cost_is_half_the_squared_length_of_the_difference(net):
    _, _, C, numbers = symbolic(net)
    for side in both_sides("4.4", *net.case):
        assert close(side, float(C.subs(numbers)))


@on_layers
def test_4_5_derivative_by_one_weight_is_a_sum_over_all_paths(net):
    for side in both_sides("4.5", *net.case):
        assert close(side, derivatives(net)[0])


def test_4_5_the_printed_formula_with_its_two_sums():
    rng = np.random.default_rng(5)
    net = Layered([rng.normal(size=s) for s in [(3, 2), (4, 3), (2, 4)]], ["identity"] * 4, *rng.normal(size=(2, 1, 2)))
    p, _ = net.forward()
    (W_01, W_12, W_23), x_0, x_3, y = net.weights, p[0], p[3], net.y[0]
    written = np.zeros(W_01.shape)
    for b in range(3):
        for a in range(2):
            for c in range(4):
                for d in range(2):
                    written[b, a] += (x_3[d] - y[d]) * W_23[d, c] * W_12[c, b] * x_0[a]
    for side in both_sides("4.5", *net.case):
        assert close(side, written)


@on_layers
def test_4_6_delta_flows_back_through_the_transposed_matrices(net):
    once = joined(net.deltas())
    for side in both_sides("4.6", *net.case):
        assert close(side, joined([once, once]))


@on_layers
def test_4_6_delta_is_the_derivative_by_the_values_of_a_layer(net):
    W, x, _, numbers = symbolic(net)
    expected = []
    for i in reversed(range(net.N + 1)):
        cut = sympy.Matrix(*x[i].shape, lambda a, _: sympy.Symbol(f"cut_{a}"))
        output = cut
        for V in W[i:]:
            output = V * output
        C = sum((output - sympy.Matrix(net.y[0])).applyfunc(lambda v: v**2)) / 2
        at = numbers | dict(zip(cut, x[i].subs(numbers)))
        expected += [float(sympy.diff(C, value).subs(at)) for value in cut]
    for side in both_sides("4.6", *net.case):
        assert close(side, expected * 2)


@on_layers
def test_4_7_gradient_is_the_outer_product_of_delta_and_x(net):
    for side in both_sides("4.7", *net.case):
        assert close(side, joined(derivatives(net)))
        assert close(side, joined(net.gradients))


@pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(6, shortest=3))
def test_4_7_one_node_a_layer_gives_back_lesson_2(weights, x, y, eta):
    case = Network([np.reshape(w, (1, 1)) for w in weights]), x, y
    for tag, linear in [("4.2", "2.2"), ("4.3", "2.3"), ("4.4", "2.4"), ("4.7", "2.15")]:
        for side in both_sides(tag, *case):
            assert close(np.ravel(side), np.ravel(equation(linear).left(*case)))
    assert close(equation("4.5").right(*case).item(), equation("2.7").right(*case))
    assert close(equation("4.8").left(*case)[:0:-1], equation("2.16").left(*case))


def nodes_on_paths(sizes) -> list[tuple[int, ...]]:
    """All paths, made one layer at a time."""
    found = [()]
    for d in sizes:
        found = [(*path, node) for path in found for node in range(d)]
    return found


@on_layers
def test_4_8_multiplications_path_by_path_and_with_stored_values(net):
    W = [[[Counting(w) for w in row] for row in V] for V in net.weights]
    x_0, y = [Counting(v) for v in net.x[0]], [Counting(v) for v in net.y[0]]
    sizes, results = net.sizes, {}
    every = nodes_on_paths(sizes)

    def along(path, start, left_out=None):
        for i in range(net.N):
            if i != left_out:
                start = start * W[i][path[i + 1]][path[i]]
        return start

    def path_by_path():
        ends = [sum_up(along(path, x_0[path[0]]) for path in every if path[-1] == d) for d in range(sizes[-1])]
        results["paths"] = []
        for i in range(net.N):
            for b in range(sizes[i + 1]):
                for a in range(sizes[i]):
                    through = [path for path in every if (path[i], path[i + 1]) == (a, b)]
                    terms = (along(path, ends[path[-1]] - y[path[-1]], i) * x_0[path[0]] for path in through)
                    results["paths"].append(sum_up(terms).value)

    def with_stored_values():
        x, delta = [x_0], []
        for i in range(net.N):
            x.append([sum_up(w * v for w, v in zip(row, x[i])) for row in W[i]])
        delta.append([v - label for v, label in zip(x[-1], y)])
        for i in range(net.N - 1, 0, -1):
            delta.append([sum_up(W[i][b][a] * d for b, d in enumerate(delta[-1])) for a in range(sizes[i])])
        products = [d * v for i in range(net.N) for d in delta[net.N - 1 - i] for v in x[i]]
        results["stored"] = [each.value for each in products]

    for side in both_sides("4.8", *net.case):
        assert close(side, [len(every), count(path_by_path), count(with_stored_values)])
    assert close(results["paths"], joined(derivatives(net)))
    assert close(results["stored"], joined(derivatives(net)))


def sum_up(terms):
    first, *others = terms
    for term in others:
        first = first + term
    return first


def test_4_8_paths_multiply_with_every_layer_where_stored_values_only_add():
    rng = np.random.default_rng(8)
    found = [
        equation("4.8").left(Network.random([4] * (N + 1), "identity", rng), np.ones((1, 4)), np.ones((1, 4)))
        for N in (1, 2, 3, 4)
    ]
    assert [int(each[0]) for each in found] == [16, 64, 256, 1024]
    assert [int(each[2]) for each in found] == [32, 80, 128, 176]


@pytest.mark.parametrize("net", layered(8, linear=True, bias=False), ids=lambda net: f"{net.sizes}, {len(net.x)}")
def test_4_9_gradient_is_the_mean_over_the_examples(net):
    single = [Layered(net.weights, net.names, net.x[e : e + 1], net.y[e : e + 1]) for e in range(len(net.x))]
    for side in both_sides("4.9", *net.case):
        assert close(side, np.mean([joined(each.gradients) for each in single], axis=0))
        assert close(side, joined(net.gradients))


def test_4_9_one_product_of_arrays_is_the_mean():
    net = layered(4, linear=True, bias=False)[3]
    everything = [net.deltas(e)[0] for e in range(4)], [net.forward(e)[1][net.N - 1] for e in range(4)]
    Delta, X = map(np.array, everything)
    assert close(equation("4.9").left(*net.case)[-Delta.shape[1] * X.shape[1] :], (Delta.T @ X / 4).ravel())


# --- 4.10: each identity by computer algebra, entry by entry, and by central differences ---

SHAPES = [(2, 3, 2), (1, 1, 1), (3, 1, 2), (1, 4, 3), (4, 2, 5), (3, 3, 3)]  # rows of A, columns of A, columns of B
in_shapes = pytest.mark.parametrize("shape", SHAPES, ids=str)


def columns(shape):
    """y, A, B and x in symbols, x long enough for A alone (first) and for A B (second)."""
    r, s, t = shape
    A, B = (sympy.Matrix(*size, lambda i, j, n=name: sympy.Symbol(f"{n}_{i}_{j}")) for name, size in
            [("A", (r, s)), ("B", (s, t))])  # fmt: skip
    y, u, x = (sympy.Matrix(d, 1, lambda i, _, n=name: sympy.Symbol(f"{n}_{i}")) for name, d in
               [("y", r), ("u", s), ("x", t)])  # fmt: skip
    return y, A, B, u, x


def prove(C, matrix, claimed):
    """∂C/∂matrix equals the claim, entry by entry, for all numbers."""
    assert claimed.shape == matrix.shape
    for place in np.ndindex(*matrix.shape):
        assert sympy.expand(sympy.diff(C[0], matrix[place]) - claimed[place]) == 0


def measure(C, matrix, claimed):
    """∂C/∂matrix equals the claim, as far as a nudge up and down can tell."""
    assert claimed.shape == matrix.shape
    h, measured = 1e-5, np.zeros(matrix.shape)
    for place in np.ndindex(matrix.shape):
        nudge = np.zeros(matrix.shape)
        nudge[place] = h
        measured[place] = ((C(matrix + nudge) - C(matrix - nudge)) / (2 * h)).item()
    assert np.allclose(measured, claimed, rtol=1e-6, atol=1e-7)


def numbers(shape):
    rng, (r, s, t) = np.random.default_rng(shape), shape
    return [rng.normal(size=size) for size in [(r, 1), (r, s), (s, t), (s, 1), (t, 1)]]


def engine_agrees(matrices, x, y, claimed):
    """The equation of the package has these derivatives among its own, on both sides."""
    for side in both_sides("4.10", Network(matrices), x.T, y.T):
        assert any(close(side[at : at + claimed.size], claimed.ravel()) for at in range(side.size - claimed.size + 1))


@in_shapes
def test_4_10_y_a_x_by_a_is_y_x(shape):
    y, A, _, x, _ = columns(shape)
    prove(y.T * A * x, A, y * x.T)
    y, A, _, x, _ = numbers(shape)
    measure(lambda A: y.T @ A @ x, A, y @ x.T)
    engine_agrees([A], x, y, y @ x.T)


@in_shapes
def test_4_10_y_a_b_x_by_a_is_y_x_b(shape):
    y, A, B, _, x = columns(shape)
    prove(y.T * A * B * x, A, y * x.T * B.T)
    y, A, B, _, x = numbers(shape)
    measure(lambda A: y.T @ A @ B @ x, A, y @ x.T @ B.T)
    engine_agrees([B, A], x, y, y @ x.T @ B.T)


@in_shapes
def test_4_10_y_a_b_x_by_b_is_a_y_x(shape):
    y, A, B, _, x = columns(shape)
    prove(y.T * A * B * x, B, A.T * y * x.T)
    y, A, B, _, x = numbers(shape)
    measure(lambda B: y.T @ A @ B @ x, B, A.T @ y @ x.T)
    engine_agrees([B, A], x, y, A.T @ y @ x.T)


@in_shapes
def test_4_10_half_x_a_a_x_by_a_is_a_x_x(shape):
    _, A, _, x, _ = columns(shape)
    prove(x.T * A.T * A * x / 2, A, A * x * x.T)
    y, A, _, x, _ = numbers(shape)
    measure(lambda A: x.T @ A.T @ A @ x / 2, A, A @ x @ x.T)
    engine_agrees([A], x, y, A @ x @ x.T)


@in_shapes
def test_4_10_half_x_b_a_a_b_x_by_a_is_a_b_x_x_b(shape):
    _, A, B, _, x = columns(shape)
    prove(x.T * B.T * A.T * A * B * x / 2, A, A * B * x * x.T * B.T)
    y, A, B, _, x = numbers(shape)
    measure(lambda A: x.T @ B.T @ A.T @ A @ B @ x / 2, A, A @ B @ x @ x.T @ B.T)
    engine_agrees([B, A], x, y, A @ B @ x @ x.T @ B.T)


@in_shapes
def test_4_10_half_x_b_a_a_b_x_by_b_is_a_a_b_x_x(shape):
    _, A, B, _, x = columns(shape)
    prove(x.T * B.T * A.T * A * B * x / 2, B, A.T * A * B * x * x.T)
    y, A, B, _, x = numbers(shape)
    measure(lambda B: x.T @ B.T @ A.T @ A @ B @ x / 2, B, A.T @ A @ B @ x @ x.T)
    engine_agrees([B, A], x, y, A.T @ A @ B @ x @ x.T)


def test_4_10_a_wrong_order_or_a_missing_transpose_would_be_noticed():
    y, A, B, _, x = columns((2, 2, 2))
    for wrong in (x * y.T, B.T * x * y.T, y * x.T * B, A.T * y * x.T):
        with pytest.raises(AssertionError):
            prove(y.T * A * B * x, A, wrong)


# --- 4.11 ---


@on_layers
def test_4_11_every_gradient_is_a_backward_chain_times_a_forward_value(net):
    for side in both_sides("4.11", *net.case):
        assert close(side, joined(reversed(derivatives(net))))


def test_4_11_the_three_printed_chains():
    rng = np.random.default_rng(11)
    W_01, W_12, W_23 = weights = [rng.normal(size=s) for s in [(3, 2), (4, 3), (2, 4)]]
    x_0, y = rng.normal(size=(2, 1)), rng.normal(size=(2, 1))
    x_1, x_2, x_3 = W_01 @ x_0, W_12 @ W_01 @ x_0, W_23 @ W_12 @ W_01 @ x_0
    written = [(x_3 - y) @ x_2.T, W_23.T @ (x_3 - y) @ x_1.T, W_12.T @ W_23.T @ (x_3 - y) @ x_0.T]

    def C(weights):
        return anp.sum((anp.dot(weights[2], anp.dot(weights[1], anp.dot(weights[0], x_0))) - y) ** 2) / 2

    by_autodiff = autograd.grad(C)(weights)
    for side in both_sides("4.11", Network(weights), x_0.T, y.T):
        assert close(side, joined(written))
        assert close(side, joined(reversed(by_autodiff)))
