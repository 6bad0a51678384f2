"""The explorer of a line through points: its numbers, areas and places are what a computation of its own finds."""

import numpy as np
import pytest

import bplesson as bp

RNG = np.random.default_rng(5)
OWN = RNG.uniform(-3, 3, 4), RNG.uniform(-3, 3, 4)
BAD = {
    "labels that are missing": ({"x": [1.0, 2.0], "y": [1.0]}, "x, y: expected one label for each"),
    "no labels at all": ({"x": [1.0, 2.0]}, "y: expected numbers, got None"),
    "no points": ({"x": [], "y": []}, "x: expected at least one number"),
    "nothing but 0": ({"x": [0.0, 0.0], "y": [1.0, 2.0]}, "x: expected an input that is 0.001"),
    "text": ({"x": "abc", "y": [1.0]}, "x: expected numbers"),
    "a label without end": ({"x": [1.0], "y": [np.inf]}, "y: expected finite numbers"),
    "a label beyond all bounds": ({"x": [1.0], "y": [1e9]}, "y: expected numbers between -1e6 and 1e6"),
    "too many": ({"x": np.ones(101), "y": np.ones(101)}, "x, y: expected one label for each of at most 100"),
    "text for w": ({"w": "two"}, "w: expected a finite number"),
}


def area(corners: np.ndarray) -> float:
    """What a polygon (m, 2) holds."""
    x, y = corners.T
    return abs(x @ np.roll(y, 1) - y @ np.roll(x, 1)) / 2


def halves(explorer) -> list[np.ndarray]:
    """The corners (3, 2) of each half square, in pixels."""
    panel = explorer._line_panel
    corners = panel.ax.transData.transform(panel.halves.get_path().vertices)
    return list(corners.reshape(-1, 4, 2)[:, :3])


def ends(explorer) -> tuple[float, float]:
    """The ends of the slider."""
    knob = explorer._controls["w"]
    return knob.slider.min, knob.slider.max


@pytest.mark.parametrize("given", [(), OWN, bp.hubble()], ids=["walks", "own", "galaxies"])
def test_1_5_cost_deviations_and_slope_are_those_of_the_line(given):
    explorer = bp.FitExplorer(*given)
    x, y = map(np.ravel, given or ([1, 1, 2], [3, 5, 8]))
    for w in (-1.5, 2.0, 4.0):
        explorer.w = w
        each = [w * a - b for a, b in zip(x, y)]
        assert explorer.deviations == pytest.approx(each)
        assert explorer.cost == pytest.approx(sum(e * e for e in each) / 2 / len(x))
        assert explorer.slope == pytest.approx(sum(e * a for e, a in zip(each, x)) / len(x))


@pytest.mark.parametrize("given", [(), OWN], ids=["walks", "own"])
def test_the_half_squares_are_as_large_on_the_screen_as_the_errors(given):
    explorer = bp.FitExplorer(*given)
    for explorer.w in (0.5, 2.0, 7.0):
        unit = area(explorer._line_panel.ax.transData.transform(explorer._line_panel.unit.get_xydata()[:4]))
        side = np.ptp(explorer._line_panel.unit.get_ydata())
        for corners, error in zip(halves(explorer), explorer.errors, strict=True):
            assert area(corners) * side**2 / unit == pytest.approx(error)
            legs = np.ptp(corners, axis=0)
            assert legs[0] == pytest.approx(legs[1])  # half of a square, not of some rectangle


def test_where_two_half_squares_overlap_there_is_no_hole():
    explorer = bp.FitExplorer(*OWN)
    for explorer.w in (-2.0, 2.0):
        turns = [np.linalg.det(np.diff(corners, axis=0)) for corners in halves(explorer)]
        assert len(set(np.sign(turns))) == 1


def test_the_point_lies_on_the_curve_and_both_sides_move_at_once():
    explorer = bp.FitExplorer()
    explorer._controls["w"].slider.value = 3.0
    cost_panel, line_panel = explorer._cost_panel, explorer._line_panel
    assert explorer.w == 3 and cost_panel.point.get_xydata().tolist() == [[3.0, explorer.cost]]
    along, costs = cost_panel.curve.get_data()
    assert np.interp(3.0, along, costs) == pytest.approx(explorer.cost, abs=1e-3)
    assert line_panel.predictions.get_ydata() == pytest.approx([3, 3, 6])
    (x0, y0), (x1, y1) = line_panel.fitted.get_xydata()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(3)


def test_mouse_and_preset_and_undo_and_reset_lead_where_they_say():
    explorer = bp.FitExplorer(w=2.0)
    explorer._tilted(2.0, 10.0)  # the line passes through the point
    assert explorer.w == 5
    explorer._tilted(0.01, 10.0)  # so near to 0 that it tells no tilt
    assert explorer.w == 5
    explorer._dragged(99.0)
    assert explorer.w == 8 == ends(explorer)[1]
    explorer.undo()  # moves that follow so fast are one
    assert explorer.w == 2
    explorer.w = 3.0
    explorer.reset()
    assert explorer.w == 2
    explorer.preset = "one got lost"
    explorer.w = 1.0
    explorer.reset()
    assert (explorer.data, explorer.w) == ("one got lost", 4.0)


def test_the_slider_reaches_as_far_to_both_sides_of_the_lowest_point():
    explorer = bp.FitExplorer()
    for data, both in (("three walks", (0, 8)), ("one got lost", (0, 4.8)), (([1, 2], [0, 0]), (-1, 1))):
        explorer.data = data
        assert ends(explorer) == pytest.approx(both)


def test_a_w_beyond_the_slider_has_a_picture():
    explorer = bp.FitExplorer(w=100.0)
    assert explorer._cost_panel.ax.get_xlim()[1] == 100 and explorer._line_panel.ax.get_ylim()[1] > 200


def test_points_of_your_own_have_a_place_in_the_menu_and_those_of_the_lesson_their_name():
    explorer = bp.FitExplorer(np.array([1.0, 1.0, 2.0]), np.array([3.0, 5.0, 8.0]))
    assert explorer.data == "three walks" and explorer._line_panel.ax.get_xlabel() == "x (hours)"
    explorer.data = [1, 2], [2, 1]
    assert explorer._controls["data"].view.value == "your own points"
    explorer.data = "one walk alone"
    assert explorer.x.tolist() == [2]


@pytest.mark.parametrize(("given", "said"), BAD.values(), ids=BAD)
def test_what_is_no_line_through_points_is_refused_in_a_sentence(given, said):
    with pytest.raises(bp.InputError) as caught:
        bp.FitExplorer(**given)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("data", ["four walks", 3, ([1.0], [1.0], [1.0])], ids=str)
def test_points_that_do_not_exist_leave_the_old_ones(data):
    explorer = bp.FitExplorer()
    with pytest.raises(bp.InputError, match="^data: expected"):
        explorer.data = data
    assert explorer.data == "three walks" and explorer.cost == pytest.approx(13 / 3)


def test_the_sentence_tells_the_numbers_and_names_the_lowest_point_only_to_who_stands_there():
    explorer = bp.FitExplorer(w=2.0)
    assert "−1, −3 and −4" in explorer._sentence.value and "0.5, 4.5 and 8" in explorer._sentence.value
    assert "C = 4.33" in explorer._sentence.value and "less" not in explorer._sentence.value
    explorer.w = 4.0
    assert "No other w costs less" in explorer._sentence.value
    assert "Drag w" in explorer._question.value
    explorer.preset = "one walk alone"
    assert "deviation ŷ − y is −4" in explorer._sentence.value and "One walk alone" in explorer._question.value


def test_the_code_and_the_line_of_text_say_the_same(capsys):
    explorer = bp.FitExplorer(*OWN, w=1.5)
    explorer.code()
    text = capsys.readouterr().out
    assert repr(OWN[0].tolist()) in text and "w = 1.5" in text and "deviations**2 / 2" in text
    assert repr(bp.FitExplorer()) == (
        "FitExplorer: three walks, ŷ = w x with w = 2; ŷ − y = −1, −3, −4; half squares 0.5, 4.5, 8; C = 4.33, slope −4"
    )


def test_an_error_beside_its_square_stands_clear_of_the_line(monkeypatch):
    explorer, shown = bp.FitExplorer(), []
    monkeypatch.setattr(explorer._line_panel.errors, "show", shown.append)
    pixels, ax = explorer._line_panel.pixels, explorer._line_panel.ax
    for explorer.w in np.linspace(0.1, 7.9, 60):
        for words, x, y, align in shown[-1]:
            [(left, _), (right, _)] = ax.transData.inverted().transform([(0, 0), (8.5 * len(words), 0)])
            reach = (right - left) * {"left": 1, "center": 0, "right": -1}[align]
            gaps = (y - explorer.w * np.array([x, x + reach])) * pixels
            assert align == "center" or (np.abs(gaps) > 7).all() and np.ptp(np.sign(gaps)) == 0, (explorer.w, words)
