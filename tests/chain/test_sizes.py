"""The size of what flows through a chain is seen: thick and thin lines, and lines that are broken."""

import pytest
from matplotlib.lines import Line2D

import bplesson as bp
from bplesson.chain.sizes_scene import SCALE
from bplesson.kit.pen import still
from bplesson.kit.scene import Filling, Line, Scene
from bplesson.kit.sizes import FLAT

SIZES, WIDTHS, thickness = SCALE.sizes, SCALE.widths, SCALE.thickness


def filling(explorer):
    return explorer._diagram.filling


def test_the_scale_is_logarithmic_and_ends_at_both_sides():
    assert thickness(1) == pytest.approx(sum(WIDTHS) / 2) and thickness(-3) == thickness(3)
    assert thickness(100) - thickness(10) == pytest.approx(thickness(10) - thickness(1), abs=0.11)
    assert (thickness(0), thickness(1e-300), thickness(float("inf"))) == (WIDTHS[0], WIDTHS[0], WIDTHS[1])
    assert thickness(SIZES[0]) == thickness(float("nan")) == WIDTHS[0]


def test_six_weights_show_vanishing_and_growth():
    widths = filling(bp.ChainExplorer([0.3] * 6, activations="sigmoid"))["widths"]
    back = [widths[f"back-w{i}{i + 1}"] for i in range(6)]
    assert back == sorted(back) and back[-1] > 3 * back[0] == 3 * WIDTHS[0]
    widths = filling(bp.ChainExplorer([2.0] * 6))["widths"]
    ahead = [widths[f"line-w{i}{i + 1}"] for i in range(6)]
    back = [widths[f"back-w{i}{i + 1}"] for i in range(6)]
    assert ahead == sorted(ahead) and back == sorted(back, reverse=True) and back[0] > ahead[0] + 2


def test_every_line_carries_the_number_that_it_brings():
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8], activations="tanh")
    widths, passes = filling(explorer)["widths"], explorer.passes
    for i, name in enumerate(explorer.names):
        assert widths[f"line-{name}"] == widths[f"from-q-{name}"] == thickness(passes.q[i].item())
        assert widths[f"back-{name}"] == widths[f"from-d-{name}"] == thickness(explorer.delta[2 - i])
    assert [filling(explorer)["words"][f"scale-of-{k}"] for k in range(3)] == ["size 1000", "size 1", "size 0.001"]
    assert [widths[f"scale-{k}"] for k in range(3)] == [thickness(size) for size in SCALE.samples]
    drawn = {item["id"] for item in explorer._diagram.scene["items"] if item["kind"] == "line"}
    assert drawn <= widths.keys()


@pytest.mark.parametrize(
    ("weights", "activation", "said"),
    [([1.5, -2.0, 0.8], "relu", "✕ dead"), ([3.0, 3.0, 1.0], "tanh", "✕ saturated"), ([0.5, 0.5, 0.5], "tanh", None)],
)
def test_a_dead_or_saturated_node_breaks_its_line_and_is_named(weights, activation, said):
    explorer = bp.ChainExplorer(weights, x=1.0, activations=["identity", activation, activation, "identity"])
    assert filling(explorer)["words"]["stop-2"] == (said or "")
    assert ("down-2" in filling(explorer)["broken"]) == (said is not None)
    assert (abs(explorer.seen.slopes[2].item()) <= FLAT) == (said is not None)
    explorer.phase = "forward"
    assert "stop-2" not in filling(explorer)["words"]


def test_a_value_or_a_weight_of_0_breaks_the_lines_behind_it():
    broken = filling(bp.ChainExplorer([0.5, 0.0, 0.8]))["broken"]
    assert {"line-w12", "back-w12", "line-w23", "to-cost", "back-w01", "from-d-w01"} <= set(broken)
    assert "line-w01" not in broken and "back-w23" not in broken and "from-cost" not in broken


def test_what_is_still_ahead_shows_no_size():
    explorer = bp.ChainExplorer([2.0, 0.0, 2.0])
    explorer.moment = "q1"
    widths, broken = filling(explorer)["widths"], filling(explorer)["broken"]
    assert widths["line-w12"] == thickness(2.0) and widths["line-w23"] == widths["to-cost"] == WIDTHS[0]
    assert "line-w23" not in broken


def test_the_picture_without_a_kernel_has_the_same_lines():
    scene = Scene(100, 100, (Line("thick", ((10, 10), (90, 10))), Line("gone", ((10, 50), (90, 50)))))
    fill = Filling()
    SCALE.carry(fill, 100, ["thick"])
    SCALE.carry(fill, 0, ["gone"])
    drawn = still("lines", scene, fill).figure.artists
    thick, gone = (patch.get_linewidth() for patch in drawn if hasattr(patch, "get_arrowstyle"))
    assert thick / gone == pytest.approx(thickness(100) / WIDTHS[0])
    assert sum(isinstance(each, Line2D) for each in drawn) == 2  # a cross
