"""Accuracy and confusion say how many answers are right, of one output as of several; what is no number is wrong."""

import re

import numpy as np
import pytest

import bplesson as bp
from bplesson import InputError, Network, accuracy, confusion

X, Y = bp.xor()
SAYS_X = Network([[[1.0, 0.0]]])  # the first of the two inputs: right for two of the four examples
NAN = Network([[[1e200, 1e200]], [[1e200]]])  # 0, or infinite


def test_with_one_output_it_is_the_side_of_one_half_as_the_explorer_counts():
    assert accuracy(SAYS_X, X, Y) == 0.5
    assert confusion(SAYS_X, X, Y).tolist() == [[1, 1], [1, 1]]
    for seed in range(5):
        explorer = bp.TrainingExplorer(seed=seed)
        explorer.t = 30
        assert accuracy(explorer.network, X, Y) == explorer.accuracy
    assert accuracy(bp.Network.random([2, 3, 1], "tanh", np.random.default_rng(1), scale=0.01), X, Y) == 0.5


def test_what_is_no_number_or_says_neither_counts_as_wrong():
    assert NAN.forward(X).y_hat.ravel().tolist() == [0.0, np.inf, np.inf, np.inf]
    assert accuracy(NAN, X, Y) == 0.25 and confusion(NAN, X, Y).tolist() == [[1, 0], [0, 0]]
    halves = Network([[[0.0, 0.0, 0.5]]], bias=True)
    assert accuracy(halves, X, Y) == 0 and confusion(halves, X, Y).sum() == 0
    two = Network([np.full((1, 2), 1e200), [[1e200], [1.0]]])  # one of its two outputs is infinite
    assert accuracy(two, X[1:], np.eye(2)[[0, 0, 1]]) == 0
    assert "3 get no answer" in bp.figure_7_4_confusion(two, X[1:], np.eye(2)[[0, 0, 1]]).says


@pytest.mark.parametrize("count", [accuracy, confusion])
def test_labels_without_a_class_are_told(count):
    with pytest.raises(InputError, match="y: expected labels 0 and 1, for the two sides of 0.5, got"):
        count(SAYS_X, X, 2 * Y - 1)
    with pytest.raises(InputError, match=r"y: expected rows with 1 for the class .* got \[0.0, 0.0\]$"):
        count(Network([np.eye(2)]), X[:1], [[0.0, 0.0]])


@pytest.mark.parametrize("n", [1, 2, 9, 10, 11, 20])
@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
@pytest.mark.parametrize("kind", [int, float, list])
def test_numbers_of_classes_as_labels_are_told_what_helps(n, shape, kind):
    x, _, x_test, y_test = bp.digits()
    numbers = y_test[:n].argmax(axis=1).reshape(shape)
    numbers = numbers.tolist() if kind is list else numbers.astype(kind)
    network = Network.random([64, 10], ["identity", "softmax"], np.random.default_rng(0), "cross-entropy")
    calls = {
        "backward": network.backward, "mean_cost": network.mean_cost, "accuracy": lambda x, y: accuracy(network, x, y),
        "train": lambda x, y: bp.train(network, x, y, 0.1, 1, 1, np.random.default_rng(0)),
        "descend": lambda x, y: bp.descend(network, x, y, 0.1, 1),
        "check_gradient": lambda x, y: bp.check_gradient(network, x, y),
    }  # fmt: skip
    for name, call in calls.items():
        with pytest.raises(InputError) as problem:
            call(x_test[:n], numbers)
        assert "1 for the class of each example and 0 for the others" in str(problem.value), name
        assert f"expected shape ({n}, 10)" in str(problem.value)
    advice = re.search(r"np\.eye\(10\)\[(.*)\] makes", str(problem.value))[1]
    ravelled = {"y": lambda y: y, "np.ravel(y).astype(int)": lambda y: np.ravel(y).astype(int)}[advice]
    assert network.backward(x_test[:n], np.eye(10)[ravelled(numbers)]).cost > 0


def test_one_label_of_several_numbers_is_still_one_example():
    assert Network([np.eye(2)]).mean_cost([1.0, 2.0], [1, 0]) == 2.0
