"""Every equation of lesson 6 against an autodiff library, sums written out, or dice thrown many times."""

from itertools import product

import numpy as np
import pytest

from bplesson import Network, descend
from bplesson.equations import equation
from tests.kit.examples import all_deals, mean_squares, twins
from tests.kit.reference import Layered, close, joined, layered

small = pytest.mark.parametrize("net", layered(10, bias=False), ids=lambda net: f"{net.sizes}, {len(net.x)}")


def both_sides(tag, network, x, y):
    """Left and right, after check() has found that they agree."""
    assert equation(tag).check(network, x, y)
    return equation(tag).left(network, x, y), equation(tag).right(network, x, y)


def each_example(net):
    return [(net.forward(e)[1], net.deltas(e)) for e in range(len(net.x))]


# --- 6.1 ---


@pytest.mark.parametrize("seed", range(8))
def test_6_1_twins_have_equal_derivatives(seed):
    net = twins(seed, np.random.default_rng(seed))
    gradients = net.gradients
    for side in both_sides("6.1", *net.case):
        assert close(side, joined(gradients))
    for i, d in enumerate(net.sizes[1:-1]):
        into, out_of = gradients[i], gradients[i + 1]
        for b, c in product(range(d), repeat=2):
            assert np.allclose(into[b], into[c]) and np.allclose(out_of[:, b], out_of[:, c])


@pytest.mark.parametrize("seed", range(4))
def test_6_1_twins_stay_twins_for_ever(seed):
    net = twins(seed, np.random.default_rng(seed))
    path = descend(*net.case, eta=0.02, steps=300)
    last = net.network.with_weights(path.weights[-1])
    assert not np.allclose(path.as_array()[-1], path.as_array()[0])
    for into, d in zip(last.weights[:-1], net.sizes[1:]):
        assert np.ptp(into, axis=0).max() < 1e-12 and len(into) == d


def test_6_1_nodes_that_differ_ever_so_little_have_other_derivatives():
    net = twins(0, np.random.default_rng(0))
    net.weights[0][0, 0] += 1e-3
    into = net.gradients[0]
    assert np.ptp(into, axis=0).max() > 1e-6


# --- 6.2 ---


@small
def test_6_2_the_mean_square_over_all_signs_and_places_is_a_product(net):
    N, each = net.N, each_example(net)
    names = mean_squares(net, each)
    expected = [names[f"mean(p_{i + 1}^2)"] for i in range(N)]
    expected += [names[f"mean((∂C/∂q_{i})^2)"] for i in reversed(range(N))]
    for side in both_sides("6.2", *net.case):
        assert close(side, np.array(expected))


def test_6_2_coins_by_hand():
    assert sorted(all_deals([1, 1], [3, 1])[:4]) == [-4, -2, 2, 4]  # squares 16, 4, 4, 16: 10 = 2 · 1 · 5
    for side in both_sides("6.2", Network([[[1.0, 1.0]]]), [[3.0, 1.0]], [[0.0]]):
        assert side[0] == pytest.approx(10)


@pytest.mark.parametrize("draw", ["normal", "uniform", "coins"])
def test_6_2_weights_drawn_anew_many_times_give_the_same_spread(draw):
    rng = np.random.default_rng(62)
    q, d, scale = rng.normal(size=(1, 6)), 6, 0.4
    drawn = {
        "normal": rng.normal(0, scale, (200_000, d)),
        "uniform": rng.uniform(-scale * 3**0.5, scale * 3**0.5, (200_000, d)),
        "coins": scale * rng.choice([-1.0, 1.0], (200_000, d)),
    }[draw]
    measured = np.mean((drawn @ q[0]) ** 2)
    by_formula = equation("6.2").right(Network([np.full((1, d), scale)]), q, [[0.0]])[0]
    assert measured == pytest.approx(by_formula, rel=0.02)  # five standard errors: sqrt(2/200000) each


# --- 6.3 ---


@pytest.mark.parametrize(
    "names", [["identity", "relu", "relu"], ["tanh", "relu", "identity"], ["sine", "identity", "relu"]]
)
@pytest.mark.parametrize("seed", range(3))
def test_6_3_relu_halves_the_mean_square_and_the_identity_keeps_it(names, seed):
    rng = np.random.default_rng(seed)
    net = Layered([rng.normal(size=(4, 3)), rng.normal(size=(2, 4))], names, rng.normal(size=(5, 3)), np.zeros((5, 2)))
    each = each_example(net)
    expected = []
    for i, W in enumerate(net.weights):
        p = np.array([deal for row in W for q, _ in each for deal in all_deals(row, q[i])])
        expected.append(np.mean(np.maximum(p, 0) ** 2 if names[i + 1] == "relu" else p**2))
    for side in both_sides("6.3", *net.case):
        assert close(side, np.array([*expected, 1.0, 1.0]))


@pytest.mark.parametrize("name", ["identity", "relu"])
def test_6_3_the_scale_named_keeps_the_spread_and_no_other_does(name):
    rng = np.random.default_rng(0)
    d, x = 5, rng.normal(size=(3, 5))
    for v, level in [(1 / d, name == "identity"), (2 / d, name == "relu"), (0.5 / d, False)]:
        W = np.sqrt(v) * rng.choice([-1.0, 1.0], (4, d))
        net = Network([W], ["identity", name])
        behind = equation("6.3").left(net, x, np.zeros((3, 4)))[0]
        assert np.isclose(behind, np.mean(x**2)) == level


def test_6_3_backward_a_relu_halves_too_when_half_of_the_nodes_are_awake():
    rng = np.random.default_rng(3)
    d, draws = 64, 400
    ratios = []
    for _ in range(draws):
        network = Network.random([d, d, d], ["identity", "relu", "identity"], rng)
        x, error = rng.normal(size=(2, 1, d))  # an error that does not depend on the weights
        delta = network.backward(x, network.forward(x).y_hat - error).delta
        ratios.append(np.mean(delta[1] ** 2) / np.mean(delta[0] ** 2))
    assert np.mean(ratios) == pytest.approx(0.5, rel=0.05)  # d_out · 1/d · ½
