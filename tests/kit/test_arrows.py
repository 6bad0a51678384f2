"""Arrow keys in the plots move the point as clicks do, a little at a time."""

import numpy as np
import pytest

import bplesson as bp


def press(explorer, *steps):
    for step in steps:
        explorer._picture._handle_custom_msg({"step": step}, [])


RIGHT, LEFT, UP, DOWN = [1, 0], [-1, 0], [0, 1], [0, -1]


def test_on_a_landscape_they_move_both_weights():
    chain = bp.ChainExplorer([0.5, -1.2, 0.8])
    across, up = chain.axes
    before = getattr(chain, across), getattr(chain, up)
    press(chain, RIGHT, RIGHT)
    assert getattr(chain, across) > before[0] and getattr(chain, up) == before[1]
    press(chain, LEFT, LEFT, UP)
    assert getattr(chain, across) == pytest.approx(before[0]) and getattr(chain, up) > before[1]
    press(chain, DOWN)
    assert getattr(chain, up) == pytest.approx(before[1])


ALONG = {
    "SlopeExplorer": "w",
    "FitExplorer": "w",
    "LinearityExplorer": "x1",
    "NudgeExplorer": "log_h",
}


@pytest.mark.parametrize("name", ALONG)
def test_on_a_curve_up_and_right_are_more_and_down_and_left_are_less(name):
    explorer, trait = getattr(bp, name)(), ALONG[name]
    values = [getattr(explorer, trait)]
    for step in (RIGHT, UP, LEFT, DOWN):
        press(explorer, step)
        values.append(getattr(explorer, trait))
    assert values[0] < values[1] < values[2]
    assert values[3:] == pytest.approx([values[1], values[0]], abs=0.001)


def test_a_chain_of_one_weight_has_a_curve_alone_along_which_they_move():
    chain = bp.ChainExplorer([0.5])
    press(chain, UP)
    assert chain.w01 > 0.5


def test_a_landing_is_proposed_step_by_step_and_no_weight_is_moved():
    slope = bp.SlopeExplorer("parabola", w=-1.0, eta=0.2)
    slope.predict = "landing"
    press(slope, RIGHT, RIGHT, RIGHT)
    assert slope.w == -1.0 and slope._prediction.proposed["w"] > -1.0
    one = slope._prediction.proposed["w"]
    press(slope, RIGHT)
    assert slope._prediction.proposed["w"] > one


def test_in_the_confusion_table_they_choose_the_row_whose_wrong_answers_are_shown():
    digits, chosen = bp.DigitsExplorer(), []
    for step in (UP, DOWN, RIGHT, DOWN, LEFT, *[DOWN] * 12, *[UP] * 11):
        press(digits, step)
        chosen.append(digits.digit)
    assert chosen[:5] == [None, 0, 1, 2, 1]
    assert chosen[5:17] == [*range(2, 10), 9, 9, 9, 9]
    assert chosen[17:] == [*range(8, -1, -1), None, None]


def test_on_a_map_of_directions_they_walk_along_the_path_as_far_as_can_be_seen():
    network, (x, y) = bp.Network.random([2, 3, 1], "tanh", np.random.default_rng(0), bias=True), bp.xor()
    walked = bp.DirectionsExplorer(network, x, y, bp.descend(network, x, y, eta=0.3, steps=150), t=0)
    seen, places = 0.01 * np.ptp(walked._map.ax.get_xlim()), [0.0]
    while places[-1] < 150:
        press(walked, RIGHT)
        before, places = int(places[-1]), [*places, walked.t]
        gone = np.linalg.norm(walked.plane.shadow[before : int(walked.t) + 1] - walked.plane.shadow[before], axis=1)
        assert gone[:-1].max() < seen and (gone[-1] >= seen or walked.t == 150)
    assert 5 < len(places) < 150
    press(walked, RIGHT)
    assert walked.t == 150
    for _ in places:
        press(walked, LEFT)
    assert walked.t == 0


def test_where_a_plot_has_no_point_to_move_the_keys_are_left_to_the_page():
    assert bp.ChainExplorer()._picture.arrows and not bp.DepthExplorer()._picture.arrows
