"""The digits with the settings of lesson 7, and what training, accuracy and confusion promise."""

import statistics
import time

import numpy as np
import pytest

import bplesson as bp

NAMES = ["identity", "tanh", "softmax"]


def start(rng, hidden: int = 32) -> bp.Network:
    return bp.Network.random([64, hidden, 10], NAMES, rng, "cross-entropy", bias=True)


@pytest.fixture(scope="module")
def trained() -> dict[int, tuple]:
    """For each of five seeds the last network and its test images, trained as in the lesson."""
    found = {}
    for seed in range(5):
        x, y, *test = bp.digits(seed)
        rng = np.random.default_rng(seed)
        *_, network = bp.train(start(rng), x, y, eta=0.5, epochs=60, batch=32, rng=rng)
        found[seed] = network, test
    return found


def test_7_3_the_median_of_five_seeds_is_at_least_97_percent(trained):
    right = [bp.accuracy(network, *test) for network, test in trained.values()]
    assert statistics.median(right) >= 0.97
    assert min(right) >= 0.955


def test_7_3_all_training_images_are_right_in_the_end(trained):
    x, y, _, _ = bp.digits(0)
    network, _ = trained[0]
    assert bp.accuracy(network, x, y) == 1.0
    assert network.mean_cost(x, y) == pytest.approx(0.0058, abs=0.0005)


def test_7_3_a_training_takes_seconds_at_most():
    x, y, _, _ = bp.digits()
    rng = np.random.default_rng(0)
    begun = time.perf_counter()
    for _ in bp.train(start(rng), x, y, eta=0.5, epochs=60, batch=32, rng=rng):
        pass
    assert time.perf_counter() - begun < 10  # 0.2 s on a machine that has nothing else to do


def test_7_4_weights_from_pixels_that_are_always_paper_never_move(trained):
    x, _, _, _ = bp.digits(0)
    paper = np.append(x.max(axis=0) == 0, False)  # the last one is the node that is always 1
    assert paper.sum() == 3
    moved = trained[0][0].weights[0] - start(np.random.default_rng(0)).weights[0]
    assert (moved[:, paper] == 0).all() and (np.abs(moved[:, ~paper]).max(axis=0) > 0).all()


def test_7_4_a_shift_by_one_pixel_spoils_half_of_the_answers(trained):
    network, (x, y) = trained[0]
    for way in [(0, 1), (0, -1), (1, 0), (-1, 0)]:
        shifted = np.roll(x.reshape(-1, 8, 8), way, axis=(1, 2)).reshape(-1, 64)
        assert 0.4 < bp.accuracy(network, shifted, y) < 0.6


def test_training_is_what_a_few_lines_of_numpy_do():
    x, y, _, _ = bp.digits()
    rng = np.random.default_rng(3)
    first = start(rng, hidden=8)
    state = rng.bit_generator.state
    *_, ours = bp.train(first, x, y, eta=0.3, epochs=2, batch=50, rng=rng)
    rng.bit_generator.state = state
    (W01, W12), one = first.weights, np.ones((len(x), 1))
    for _ in range(2):
        order = rng.permutation(len(x))
        for rows in [order[k : k + 50] for k in range(0, len(x), 50)]:
            q0 = np.hstack([x, one])[rows]
            q1 = np.hstack([np.tanh(q0 @ W01.T), one[rows]])
            e = np.exp(q1 @ W12.T)
            delta0 = (e / e.sum(axis=1, keepdims=True) - y[rows]) / len(rows)
            delta1 = (delta0 @ W12)[:, :-1] * (1 - q1[:, :-1] ** 2)
            W12, W01 = W12 - 0.3 * delta0.T @ q1, W01 - 0.3 * delta1.T @ q0
    assert np.allclose(ours.weights[0], W01, rtol=1e-10) and np.allclose(ours.weights[1], W12, rtol=1e-10)


def test_training_gives_one_network_an_epoch_and_can_be_stopped():
    x, y = bp.two_moons(30)
    network = bp.Network.random([2, 3, 1], "tanh", np.random.default_rng(0))
    all_of_them = list(bp.train(network, x, y, eta=0.1, epochs=4, batch=7, rng=np.random.default_rng(1)))
    assert len(all_of_them) == 4
    run = bp.train(network, x, y, eta=0.1, epochs=4, batch=7, rng=np.random.default_rng(1))
    for k in range(2):
        assert np.array_equal(next(run).weights[0], all_of_them[k].weights[0])
    assert not np.array_equal(network.weights[0], all_of_them[0].weights[0])  # the one handed in has not changed


def test_one_batch_of_all_examples_is_plain_gradient_descent():
    x, y = bp.two_moons(20)
    network = bp.Network.random([2, 3, 1], "tanh", np.random.default_rng(0))
    *_, last = bp.train(network, x, y, eta=0.2, epochs=5, batch=20, rng=np.random.default_rng(0))
    path = bp.descend(network, x, y, eta=0.2, steps=5)
    assert all(np.allclose(a, b, rtol=1e-12) for a, b in zip(last.weights, path.weights[-1]))


def test_a_training_that_runs_away_is_a_result_and_no_warning(recwarn):
    x, y = bp.line(20)
    network = bp.Network([[[1.0, 1.0]]], bias=True)
    *_, last = bp.train(network, x, y, eta=1e9, epochs=60, batch=5, rng=np.random.default_rng(0))
    assert not np.isfinite(last.weights[0]).all() and not np.isfinite(last.mean_cost(x, y))
    assert len(recwarn) == 0


def test_confusion_counts_what_is_taken_for_what():
    network = bp.Network([np.eye(3)], ["identity", "softmax"], "cross-entropy")
    x = np.eye(3)[[0, 0, 1, 2, 2, 2]]  # says just that
    y = np.eye(3)[[0, 1, 1, 2, 2, 0]]
    assert bp.confusion(network, x, y).tolist() == [[1, 0, 1], [1, 1, 0], [0, 0, 2]]
    assert bp.accuracy(network, x, y) == pytest.approx(4 / 6)


@pytest.mark.parametrize(
    ("given", "name"),
    [({"eta": 0}, "eta"), ({"eta": "fast"}, "eta"), ({"epochs": 0}, "epochs"), ({"epochs": 1.5}, "epochs"),
     ({"batch": 0}, "batch"), ({"batch": 21}, "batch"), ({"rng": 0}, "rng"), ({"x": [[1.0]]}, "x"),
     ({"y": [1.0]}, "y"), ({"network": "a network"}, "network")],
)  # fmt: skip
def test_bad_input_is_one_sentence_at_once(given, name):
    x, y = bp.two_moons(20)
    usual = {"network": bp.Network([[[1.0, 1.0]]]), "x": x, "y": y, "eta": 0.1, "epochs": 2, "batch": 5,
             "rng": np.random.default_rng(0)}  # fmt: skip
    with pytest.raises(bp.InputError, match=rf"^{name}: expected [^\n]+, got [^\n]+$"):
        bp.train(**usual | given)
