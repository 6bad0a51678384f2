"""Depth: δ as the product of slopes and weights that it is, as numbers, as lines and in a sentence."""

import re

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.menus import NAMES
from tests.kit.printed import ran


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity", "sine", np.tanh])
@pytest.mark.parametrize("depth", [1, 2, 7, 40])
def test_delta_is_that_of_a_backward_pass_with_an_error_of_one(activation, depth):
    explorer = bp.DepthExplorer(depth, activation, w=0.9, x=0.5)
    network = bp.Network.chain([0.9] * depth, ["identity"] + [activation] * depth)
    label = network.forward(0.5).y_hat.item() - 1.0
    assert explorer.delta == pytest.approx([d.item() for d in network.backward(0.5, label).delta[:depth]], rel=1e-6)


def test_delta_is_the_product_of_what_stands_beside_it():
    explorer = bp.DepthExplorer()
    explorer.w, explorer.depth = 1.4, 12
    panels, k = explorer._panels, np.arange(12)
    assert panels.delta.get_xdata().tolist() == k.tolist()
    assert panels.delta.get_ydata() == pytest.approx(np.abs(explorer.delta))
    assert panels.delta.get_ydata() == pytest.approx(panels.product.get_ydata() * panels.weights.get_ydata())
    assert panels.product.get_ydata() == pytest.approx(np.cumprod(panels.slopes.get_ydata()))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"activation": "sigmoid"}, "shrinks"),
        ({"activation": "identity", "w": 1.8}, "grows"),
        ({"activation": "identity", "w": 1.0}, "keeps its size"),
        ({"activation": "relu", "w": -1.0}, "dead"),
        ({"activation": "identity", "w": 0.0}, "is 0"),
        ({"depth": 1}, "One weight"),
    ],
)
def test_the_sentence_says_what_depth_does(given, said):
    assert said in bp.DepthExplorer(**given)._sentence.value


def test_the_factor_per_layer_is_the_one_that_makes_the_whole():
    explorer = bp.DepthExplorer(depth=11, activation="identity", w=1.5)
    ratio, layer = re.search(r"is (\S+) times .* about (\S+) per", explorer._sentence.value).groups()
    assert float(ratio) == pytest.approx(1.5**10, rel=0.01) and float(layer) == pytest.approx(1.5, rel=0.01)


def test_zeros_are_crosses_at_the_bottom_of_the_picture():
    explorer = bp.DepthExplorer(depth=6, activation="relu", w=-1.0, x=0.5)
    crosses = explorer._panels.crosses[0].get_xydata()
    assert crosses[:, 0].tolist() == list(range(6))
    assert set(crosses[:, 1]) == {explorer._panels.axes[0].get_ylim()[0]}
    explorer.w = 1.0
    assert len(explorer._panels.crosses[0].get_xydata()) == 0


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("w", [3.0, -2.5, 0.01])
def test_the_picture_reaches_from_the_smallest_to_the_largest_number(w):
    explorer = bp.DepthExplorer(depth=40, activation="identity", w=w)
    low, high = explorer._panels.axes[0].get_ylim()
    assert low <= np.abs(explorer.delta).min() and np.abs(explorer.delta).max() <= high
    assert explorer._panels.axes[0].get_xlim()[1] > 39


@pytest.mark.parametrize("activation", NAMES)
def test_the_printed_code_runs_and_computes_the_same(activation):
    explorer = bp.DepthExplorer(9, activation, w=1.3, x=-0.4)
    space, _ = ran(explorer)
    assert space["delta"][:9] == pytest.approx(explorer.delta.tolist())


@pytest.mark.parametrize("w", [1.0, 2.6])
def test_the_sentence_says_how_large_the_slopes_are(w):
    explorer = bp.DepthExplorer(w=w)
    least, most = re.search(r"slopes here are (\S+) to (\S+)\.", explorer._sentence.value).groups()
    assert [float(least), float(most)] == pytest.approx([explorer.slopes.min(), explorer.slopes.max()], rel=0.01)


def test_slopes_that_are_all_alike_are_said_once():
    assert "The slopes here are 1.00." in bp.DepthExplorer(activation="identity", w=1.5)._sentence.value
