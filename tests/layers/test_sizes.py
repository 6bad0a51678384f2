"""The size of what flows through layers is seen: thick and thin lines, which way, and where nothing comes through."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.layers.scene import SCALE


def filling(explorer):
    return explorer._diagram.filling


def of_line(explorer, i, b, a):
    return filling(explorer)["widths"][f"line-w{i}{i + 1}_{b}{a}"]


def entries(explorer):
    return [(i, b, a) for i, W in enumerate(explorer.weights) for b, a in np.ndindex(W.shape)]


@pytest.mark.parametrize("activations", ["identity", "tanh"])
def test_forward_a_line_carries_w_times_q_and_backward_w_times_delta(activations):
    explorer = bp.LayersExplorer(activations=activations)
    W, q, delta = explorer.weights, explorer.passes.q, explorer.passes.delta
    for phase in ("forward", "cost"):
        explorer.phase = phase
        for i, b, a in entries(explorer):
            assert of_line(explorer, i, b, a) == SCALE.thickness(W[i][b, a] * q[i][0, a])
        assert filling(explorer)["turned"] == []
    explorer.phase = "backward"
    for i, b, a in entries(explorer):
        assert of_line(explorer, i, b, a) == SCALE.thickness(W[i][b, a] * delta[1 - i][0, b])
        assert f"line-w{i}{i + 1}_{b}{a}" in filling(explorer)["turned"]
    drawn = {item["id"] for item in explorer._diagram.scene["items"] if item["kind"] == "line"}
    assert drawn == filling(explorer)["widths"].keys()


def test_vanishing_is_seen_from_layer_to_layer():
    explorer = bp.LayersExplorer([np.full((3, 3), 0.4)] * 3 + [np.full((1, 3), 0.4)], [1, 1, 1], [0], "sigmoid")
    layers = [of_line(explorer, i, 0, 0) for i in range(4)]
    assert layers == sorted(layers) and layers[-1] > 1.5 * layers[0]


def test_the_scale_stands_once_and_says_what_is_carried():
    explorer = bp.LayersExplorer()
    words, widths = filling(explorer)["words"], filling(explorer)["widths"]
    assert [words[f"scale-of-{k}"] for k in range(3)] == ["size 100", "size 1", "size 0.01"]
    assert [widths[f"scale-{k}"] for k in range(3)] == [SCALE.thickness(size) for size in (100, 1, 0.01)]
    assert "".join(run for _, run in words["scale-name"]).split() == ["→", "w·x", "←", "w·δ"]
    explorer.phase = "forward"
    assert filling(explorer)["words"]["scale-name"] == [("forward", "→ w·x")]


def test_each_line_turns_once_the_delta_at_its_end_is_found():
    explorer = bp.LayersExplorer()
    explorer.fine = True
    explorer.moment = "d-2-0"
    assert filling(explorer)["turned"] == [f"line-w12_0{a}" for a in range(3)]
    explorer.moment = "q-1-0"
    widths = filling(explorer)["widths"]
    assert widths["line-w12_00"] == SCALE.thickness(3 * 2) and widths["line-w12_01"] == SCALE.widths[0]
    assert filling(explorer)["broken"] == []


def test_of_a_selected_weight_what_leads_to_it_flows_forward_and_the_rest_back():
    explorer = bp.LayersExplorer(select="w12_01")
    turned, marks = set(filling(explorer)["turned"]), filling(explorer)["marks"]
    assert {"line-w12_00", "line-w12_11", "line-w01_00"} <= turned
    assert not turned & {"line-w01_10", "line-w01_11", "line-w12_01"} and marks["line-w01_10"] == "forward"
    assert of_line(explorer, 0, 1, 0) == SCALE.thickness(explorer.weights[0][1, 0] * explorer.x[0])


@pytest.mark.parametrize(
    ("activation", "first", "said"), [("relu", -1.0, "[0] dead"), ("tanh", 3.0, "[0] saturated"), ("tanh", 0.3, "")]
)
def test_a_node_that_lets_nothing_through_breaks_the_lines_back_and_is_named(activation, first, said):
    explorer = bp.LayersExplorer(
        [[[first, first], [0.2, 0.1]], [[1.0, 1.0]]], x=[1, 1], y=[0], activations=["identity", activation, "identity"]
    )
    broken = set(filling(explorer)["broken"])
    assert ({"line-w01_00", "line-w01_01"} <= broken) == bool(said) and "line-w01_10" not in broken
    assert filling(explorer)["words"].get("stop-1-0", "") == said
    explorer.phase = "forward"
    assert "stop-1-0" not in filling(explorer)["words"]


def test_nothing_flows_back_to_the_node_that_is_always_1():
    explorer = bp.LayersExplorer([[[0.5, 2.0]], [[1.0, -3.0]]], x=[1], y=[0], bias=True)
    assert "line-w01_01" not in filling(explorer)["turned"]
    assert of_line(explorer, 0, 0, 1) == SCALE.thickness(2.0) and of_line(explorer, 1, 0, 1) == SCALE.thickness(3.0)
