"""The parts of diagrams: names that can be read back."""

import pytest

import bplesson as bp
from bplesson.kit.parts import Node, Weight


@pytest.mark.parametrize(
    ("weight", "name", "label"),
    [
        (Weight(0), "w01", "w₀₁"),
        (Weight(9), "w910", "w₉₁₀"),
        (Weight(10), "w1011", "w₁₀₁₁"),
        (Weight(0, 2, 0), "w01_20", "W₀₁[2, 0]"),
        (Weight(3, 0, 6), "w34_06", "W₃₄[0, 6]"),
    ],
)
def test_a_weight_is_read_back_from_its_name(weight, name, label):
    assert (weight.name, weight.label, weight.gradient) == (name, label, f"g{name[1:]}")
    assert Weight.parse(name) == weight


def test_a_node_is_read_back_from_its_name():
    for node, name in ((Node(2), "node 2"), (Node(1, 3), "node 1.3")):
        assert node.name == name and Node.parse(name) == node


@pytest.mark.parametrize("explorer", [bp.ChainExplorer, bp.LayersExplorer])
def test_names_of_explorers_are_names_of_weights(explorer):
    explorer = explorer()
    assert [Weight.parse(name).name for name in explorer.names] == list(explorer.names)
    assert all(Weight.parse(name).label == label for name, label in explorer.labels.items())
