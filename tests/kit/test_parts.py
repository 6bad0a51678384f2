"""The parts of diagrams: names that can be read back."""

import pytest
from matplotlib.text import Text as Words

import bplesson as bp
from bplesson.kit.diagram import Diagram
from bplesson.kit.parts import Factor, Grid, Node, Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.scene import Filling, Scene, Text


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


def drawn(picture) -> list[str]:
    """All words of a finished figure."""
    return [each.get_text() for each in picture.figure.artists if isinstance(each, Words) and each.get_text()]


def test_what_is_asked_for_is_a_question_mark_in_both_pens():
    places = ["number", "named", "coloured", "empty", "known"]
    scene = Scene(400, 200, tuple(Text(place, 200, 30 + 30 * k) for k, place in enumerate(places)))
    words = {"number": "0.5", "named": "x₁ = 2", "coloured": [("forward", "δ"), ("plain", " = 3")], "known": "−7"}
    filling = Filling(words, ask={"number", "named", "coloured", "empty"})
    open_places = {"number": "?", "named": "x₁ = ?", "coloured": "?", "empty": "?", "known": "−7"}
    assert filling.shown() == open_places and filling.words == words
    assert drawn(still("asked", scene, filling)) == list(open_places.values())
    diagram = Diagram()
    diagram.show(filling, "asked")
    assert diagram.filling["words"] == open_places
    assert diagram.filling["ask"] == ["coloured", "empty", "named", "number"]


def test_a_part_with_a_question_mark_is_a_place_left_open():
    sheet = Sheet(300, 100)
    sheet.node(50, 50, 20, "x₁", "?")
    sheet.node(150, 50, 20, "x₂", "7")
    assert [sheet.filling.words[place] for place in sheet.filling.ask] == ["?"]


def test_a_letter_and_a_number_are_the_same_scene_with_another_filling():
    letters, numbers = bp.figure_3_13(), bp.figure_3_13([1, 2, 3], 1, 1)
    assert [words for words in drawn(letters) if words[0] in "w∂σ"] == [w for w in drawn(numbers) if w[0] in "w∂σ"]


def test_an_edge_ends_where_its_nodes_begin_and_points_back_in_the_backward_pass():
    sheet = Sheet(300, 100)
    left, right = sheet.node(50, 50, 20, "a"), sheet.node(250, 50, 30, "b", "2")
    sheet.edge(left, right)
    sheet.edge(left, right, "backward")
    there, back = (item.points for item in sheet.items if hasattr(item, "points"))
    assert there == ((70, 50), (220, 50)) and back == there[::-1]


def test_in_a_row_the_missing_weight_has_no_number_and_the_brackets_name_what_stands_around_it():
    sheet = Sheet(600, 100)
    factors = [Factor("e", "2", "backward"), Factor("w", "3", "missing"), Factor("x", "5", "forward")]
    sheet.row(30, "∂C/∂w =", factors, "= 10", groups=["δ = 2", "x = 5"])
    said = list(sheet.filling.words.values())
    assert "missing" in said and "3" not in said and said[-2:] == ["δ = 2", "x = 5"]
    roles = [item.role for item in sheet.items if hasattr(item, "rounding")]
    assert roles == ["backward", "missing", "forward"]


def test_the_places_of_a_matrix():
    sheet = Sheet(300, 200)
    grid = sheet.matrix(40, 100, [["1", "2", "3"], ["4", "5", "6"]], "W")
    places = {sheet.filling.words[item.id]: (item.x, item.y) for item in sheet.items if isinstance(item, Text)}
    assert all(places[str(3 * b + a + 1)] == grid.at(b, a) for b in range(2) for a in range(3))
    assert "2 × 3" in places and grid.right - grid.left == 3 * grid.cell


def test_a_matrix_with_entries_of_another_size_stands_around_the_same_middle():
    grid = Grid(10, 100, 2, 3, cell=68, row=26)
    assert (grid.top, grid.bottom, grid.right) == (74, 126, 214)
    assert grid.at(0, 0) == (44, 87) and grid.at(1, 2) == (180, 113)
