"""The explorer of a cost curve: where its sliders end, and for which curve a picture of one's own stands."""

import pytest

import bplesson as bp

WEIGHTS = ("w", "w_left", "w_right")


def ends(explorer, name):
    """The two ends of a slider, and what its knob takes them to be."""
    knob = explorer._controls[name]
    return (knob.slider.min, knob.slider.max), (knob.low, knob.high)


@pytest.mark.parametrize("name", WEIGHTS)
def test_the_sliders_end_where_the_picture_ends(name):
    assert ends(bp.SlopeExplorer(), name) == ((-3, 5),) * 2
    assert ends(bp.SlopeExplorer(reach=(-10, 10)), name) == ((-10, 10),) * 2
    assert ends(bp.SlopeExplorer(lambda w: w * w, w=8, reach=(7, 9)), name) == ((7, 9),) * 2
    explorer = bp.SlopeExplorer()
    explorer.curve = "two minima"
    assert ends(explorer, name) == ((-2.6, 2.6),) * 2
    explorer.curve = "plateau"
    assert ends(explorer, name) == ((-3, 5),) * 2


def test_a_slider_stays_where_it_was_dragged_after_its_range_has_changed():
    explorer = bp.SlopeExplorer(reach=(-10, 10))
    slider = explorer._controls["w"].slider
    slider.value = 8.0
    assert explorer.w == 8.0 == slider.value
    explorer.curve = "two minima"
    assert explorer.w == 8.0 and slider.value == pytest.approx(2.6)  # the box goes beyond the slider
    slider.value = 2.0
    assert explorer.w == 2.0 == slider.value
    explorer.curve = "parabola"
    assert explorer.w == 2.0 == pytest.approx(slider.value)


def test_both_ends_of_a_slider_reach_the_browser_in_one_message(monkeypatch):
    explorer, sent = bp.SlopeExplorer("two minima", reach=(7, 9), w=8), []
    slider = explorer._controls["w"].slider
    monkeypatch.setattr(slider, "_send", lambda message, buffers=None: sent.append(message.get("state", {})))
    explorer.curve = "plateau"
    explorer.curve = "two minima"
    assert [(each["min"], each["max"]) for each in sent if "min" in each or "max" in each] == [(-3, 5), (7, 9)]


def test_a_reach_belongs_to_the_curve_of_that_name_however_the_name_is_written():
    explorer = bp.SlopeExplorer("two minima", reach=(-4, 4))
    explorer.curve = "parabola"
    assert explorer._panel.ax.get_xlim() == (-3, 5)
    explorer.curve = " ".join(["two", "minima"])  # an equal name, and another object
    assert explorer._panel.ax.get_xlim() == (-4, 4)
