"""The maps hold the point and tell something of the cost; their axes are steady; the costs so far stand beside them."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.axis import doubled, held, round_step
from bplesson.kit.pixels import DOUBLING, LEVEL, levels
from bplesson.kit.words import fitting, moved

MAZUR = ((0.15, 0.2, 0.35), (0.25, 0.3, 0.35)), ((0.4, 0.45, 0.6), (0.5, 0.55, 0.6))
SIGMOIDS = ["identity", "sigmoid", "sigmoid"]


def mazur(**more):
    return bp.LayersExplorer(MAZUR, [0.05, 0.1], [0.01, 0.99], SIGMOIDS, eta=0.5, bias=True, **more)


def test_a_reach_is_kept_while_it_holds_the_path():
    reach = held(None, np.array([[0.5, 2.9, -40.0]]), along=False)
    assert reach.tolist() == [3, 5, 50]
    assert held(reach, np.array([[2.9, -4.9, 1.0]]), along=True) is reach
    assert held(reach, np.array([[3.1, 0.0, 0.0]]), along=False).tolist() == [5, 5, 3]  # the last was far too large


def test_a_range_is_doubled_towards_where_values_leave_it():
    assert doubled(-3, 5, [0.0]) == (-3, 5)
    assert doubled(-3, 5, [-4.0, 0.0]) == (-11, 5)
    assert doubled(-3, 5, [20.0]) == (-3, 29)


def test_steps_are_round():
    assert [round_step(value) for value in (0.0012, 3.0, 700.0)] == pytest.approx([0.002, 5.0, 1000.0])


def test_the_map_and_the_sliders_have_room_round_the_start():
    explorer = bp.ChainExplorer([4, -2.5, 3], x=0.5, y=-5)
    assert explorer._plots.surface.ax.get_ylim() == (-5, 5)
    assert explorer._controls["w01"].slider.max == 5
    explorer.w01 = 30
    assert explorer._controls["w01"].slider.max == 50
    explorer.reset()
    assert explorer._controls["w01"].slider.max == 5


def test_the_map_is_over_the_selected_weight_and_its_partner():
    explorer = mazur()
    given = explorer.axes
    explorer.selected = "w01_00"
    assert explorer.axes[0] == "w01_00" and explorer.axes[1].startswith("w12_")  # it is multiplied by these
    explorer.axes = ("w01_01", "w01_00")
    explorer.w01_00 = 1.0
    assert explorer.axes == ("w01_01", "w01_00")  # set while it is selected
    explorer.selected = "w12_00"
    explorer.axes = given
    explorer.selected = ""
    assert explorer.axes == given


def test_a_map_goes_back_to_the_two_weights_that_were_given():
    explorer = bp.ChainExplorer([3, -1, 2], axes=("w12", "w23"))
    explorer.selected = "w01"
    assert explorer.axes[0] == "w01"
    explorer.undo()
    assert explorer.axes == ("w12", "w23")


@pytest.mark.parametrize("selected", ["", "w01_00", "w12_11"])
def test_the_map_of_small_changes_has_lines(selected):
    surface = mazur(select=selected)._plots.surface
    assert surface.levels.step and "more a line" in surface.title.get_text()


def test_a_level_map_says_so():
    surface = bp.ChainExplorer([1.0, 0, 0], x=0, y=0.3)._plots.surface
    assert surface.levels is LEVEL and "the same" in surface.level.get_text()


def test_lines_lie_where_the_costs_are():
    plane = np.linspace(0, 1, 100)[:, None] + np.linspace(0, 1, 100)
    assert levels(4 * plane**3) == DOUBLING
    huge, flat = levels(1e9 * plane**3), levels(0.3 + 1e-6 * plane)
    assert not huge.step and huge.lowest > DOUBLING.lowest
    assert flat.step and 3 <= np.ptp(np.floor(flat.of(0.3 + 1e-6 * plane))) <= 16
    assert levels(0.3 + 1.1e-6 * plane, flat) is flat  # they still do
    assert levels(np.full((50, 50), 0.3)) is levels(np.full((50, 50), np.inf)) is LEVEL


def test_the_costs_so_far_stand_beside_the_map():
    explorer = bp.ChainExplorer()
    for _ in range(5):
        explorer.step()
    steps, costs = explorer._plots.costs.costs.get_data()
    assert list(steps) == list(range(6))
    assert costs == pytest.approx([explorer._cost_at(tuple(point)) for point in explorer.path])
    assert explorer._plots.costs.point.get_xydata()[0] == pytest.approx((5, explorer.cost))


def test_the_costs_are_logarithmic_beyond_two_decades():
    explorer = bp.SlopeExplorer("parabola", w=-1.0, eta=0.2)
    panel = explorer._costs
    assert panel.ax.get_yscale() == "linear"
    explorer.t = 30
    assert panel.ax.get_yscale() == "log"
    explorer.reset()
    assert panel.ax.get_yscale() == "linear"


def test_axes_stand_still_along_a_path():
    explorer, seen = bp.ChainExplorer([2.5, -1, 2], x=0.5, y=-1, eta=0.05), set()
    for _ in range(25):
        explorer.step()
        plots = explorer._plots
        seen.add((plots.curve.ax.get_xlim(), plots.curve.ax.get_ylim(), plots.surface.ax.get_ylim()))
    assert len(seen) == 1


def test_a_step_that_three_digits_hide_is_told():
    assert moved(0.15, 0.14978) == "0.1498"
    assert moved(0.15, 0.15 - 2e-9) == "≈ 0.150"
    assert moved(0.15, 0.15) == "0.150" and moved(0.15, 0.3) == fitting(0.3)
