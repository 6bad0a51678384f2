"""Axes reach far enough, and what stands still is drawn again only when it has changed."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.axis import DEPTHS, Axis, decades, powers, rung


def test_a_rung_is_the_first_one_that_is_high_enough():
    assert [rung(value) for value in (0.0011, 1.0, 1.01, 3.0, 99.0)] == [0.002, 1.0, 2.0, 5.0, 100.0]
    assert (rung(7, DEPTHS), rung(41, DEPTHS)) == (10, 40)


def test_a_reach_is_kept_while_it_is_enough_and_not_far_too_large():
    axis = Axis(slack=3)
    assert axis.change(5.0, 2.0)
    assert not axis.change(2.0, 1.0) and axis.reach == (5.0, 2.0)
    assert axis.change(6.0, 2.0) and axis.reach == (6.0, 2.0)  # not enough across
    assert axis.change(6.0, 0.5) and axis.reach == (6.0, 0.5)  # far too large up
    assert axis.change(6.0, 0.5, of="another function") and not axis.change(6.0, 0.5, of="another function")


def test_an_axis_of_nothing_else_changes_with_what_is_shown():
    axis = Axis()
    assert axis.change(of="w01") and not axis.change(of="w01") and axis.change(of="w12")


def test_decades_hold_all_sizes_that_a_computer_can_hold():
    sizes = np.array([0.0, 2e-3, 5e7])
    assert decades(sizes) == (3, 8) and decades(np.zeros(3)) == (1, 1)
    for extreme in (5e-324, 1.7e308):
        down, up = decades(np.array([extreme]))
        assert 10.0**-down > 0 and np.isfinite(10.0**up)
    assert powers(3, 8, apart=4) == [0, 4, 8]


def test_weights_far_beyond_the_slider_still_have_a_picture():
    assert bp.DepthExplorer(depth=40, activation="identity", w=1e6)._panels.axes[0].get_ylim()[1] == 1e307


MOVES = {
    "FitExplorer": ("w", np.linspace(1.0, 5.0, 9)),
    "SlopeExplorer": ("w", np.linspace(-0.5, 2.0, 9)),
    "ChainExplorer": ("w12", np.linspace(0.5, 1.0, 9)),
    "LinearityExplorer": ("x2", np.linspace(-0.5, 1.0, 9)),
    "NudgeExplorer": ("h", np.geomspace(1e-6, 1e-2, 9)),
    "DepthExplorer": ("w", np.linspace(0.9, 1.1, 9)),
    "LayersExplorer": ("x_0", np.linspace(0.5, 1.0, 9)),
    "TrainingExplorer": ("t", range(9)),
    "StartExplorer": ("scale", np.linspace(1.0, 1.2, 9)),
}


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", MOVES)
def test_small_moves_do_not_draw_what_stands_still_again(name, monkeypatch):
    explorer, drawn = getattr(bp, name)(), []
    trait, values = MOVES[name]
    setattr(explorer, trait, values[0])
    figure, recorder = explorer._live.figure, explorer._live._recorder
    record = recorder.record
    monkeypatch.setattr(recorder, "record", lambda artist: drawn.append(artist) or record(artist))
    for value in values:
        setattr(explorer, trait, value)
    assert drawn.count(figure) <= 1


@pytest.mark.usefixtures("seen")
def test_a_new_axis_is_drawn_at_once():
    explorer = bp.DepthExplorer()
    before = np.asarray(explorer._live.image()).copy()
    explorer.depth = 40
    figure, after = explorer._live.figure, np.asarray(explorer._live.image())
    box = explorer._panels.axes[0].bbox
    below = slice(int(figure.bbox.height - box.y0) + 2, int(figure.bbox.height - box.y0) + 20)  # the names of the ticks
    assert (before[below, :, :3] != after[below, :, :3]).any()
