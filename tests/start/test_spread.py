"""The right size of first weights (6.3), measured by the engine over 20 layers of 256 nodes.

The factor of a layer is mean(q_{i+1}²) / mean(q_i²), over all nodes and examples; backward the same of δ. A single draw
of weights makes single layers of ReLU differ by 20 % and more, so factors are means over draws where that is said.
"""

import numpy as np
import pytest

from bplesson import Network

WIDTH, DEPTH = 256, 20


def factors(activation, v, seed, n=16, size=1.0):
    """Of q, (DEPTH,), and of δ, (DEPTH - 1,), for weights of mean square v and an error that they do not know."""
    rng = np.random.default_rng(seed)
    activations = ["identity"] + [activation] * DEPTH
    network = Network.random([WIDTH] * (DEPTH + 1), activations, rng, scale=v**0.5)
    x, error = size * rng.standard_normal((2, n, WIDTH))
    passes = network.backward(x, network.forward(x).y_hat - error)
    q, delta = (np.array([np.mean(np.square(each)) for each in values]) for values in (passes.q, passes.delta[:DEPTH]))
    return q[1:] / q[:-1], delta[1:] / delta[:-1]


def near_one(values):
    return np.abs(values - 1).max() < 0.1


@pytest.mark.parametrize("seed", range(3))
def test_6_3_without_a_bend_every_layer_of_every_draw_keeps_its_size(seed):
    assert all(near_one(each) for each in factors("identity", 1 / WIDTH, seed, n=100))


@pytest.mark.parametrize("seed", range(3))
def test_6_3_tanh_at_rest_does_the_same(seed):
    assert all(near_one(each) for each in factors("tanh", 1 / WIDTH, seed, n=100, size=0.02))


@pytest.fixture(scope="module")
def relu_draws():
    """Factors of q and of δ with 2/d_in, each (30 draws, layers)."""
    return [np.array(each) for each in zip(*(factors("relu", 2 / WIDTH, seed) for seed in range(30)))]


def test_6_3_relu_keeps_its_size_in_every_layer_on_average_over_draws(relu_draws):
    for each in relu_draws:
        assert near_one(each.mean(axis=0))


def test_6_3_relu_keeps_its_size_in_every_draw_on_average_over_layers(relu_draws):
    for each in relu_draws:
        assert near_one(each.prod(axis=1) ** (1 / each.shape[1]))


def test_6_3_relu_with_half_of_it_halves_the_mean_square():
    q, delta = (np.mean(each, axis=0) for each in zip(*(factors("relu", 1 / WIDTH, seed) for seed in range(12))))
    assert q.mean() == pytest.approx(0.5, rel=0.03) and delta.mean() == pytest.approx(0.5, rel=0.03)


@pytest.mark.parametrize(("scale", "activation"), [(0.5, "identity"), (2.0, "identity"), (1.0, "relu"), (2.0, "relu")])
def test_any_other_size_is_a_power_of_the_depth(scale, activation):
    q, _ = factors(activation, scale**2 / WIDTH, 0)
    expected = scale**2 * (0.5 if activation == "relu" else 1.0)
    assert q.prod() ** (1 / DEPTH) == pytest.approx(expected, rel=0.1)


def test_network_random_draws_the_size_of_the_lesson():
    network = Network.random([400, 100, 900, 50], "tanh", np.random.default_rng(0))
    for W in network.weights:
        assert W.shape[1] * np.mean(W**2) == pytest.approx(1, rel=0.05)
        assert abs(W.mean()) < 4 / W.shape[1] ** 0.5 / W.size**0.5
