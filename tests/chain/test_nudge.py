"""The nudge check: what was measured beside what is claimed, as numbers, as bars and as an error over h."""

import math

import numpy as np
import pytest

import bplesson as bp
from bplesson.chain.nudge import GRID
from tests.kit.printed import ran


def test_measured_and_claimed_are_those_of_the_cost_and_of_the_backward_pass():
    explorer = bp.NudgeExplorer(weights=[0.5, -1.2, 0.8], weight="w12", h=0.05)
    explorer.w = 0.7

    def cost(w):
        return bp.Network.chain([0.5, w, 0.8], "tanh").backward(1.0, 0.3)

    assert explorer.w12 == 0.7 and explorer.claimed == pytest.approx(cost(0.7).gradients[1].item())
    assert explorer.measured == pytest.approx((cost(0.75).cost - cost(0.65).cost).item() / 0.1)
    assert explorer.error == abs(explorer.measured - explorer.claimed)


def test_numbers_of_the_diagram_and_bars_are_those_of_the_nudge():
    explorer = bp.NudgeExplorer(weight="w23", h=0.2)
    words, found = explorer._diagram.filling["words"], explorer.nudge
    for name, measured, claimed in zip(found.names, found.measured, found.claimed, strict=True):
        said = [float(words[f"{row}-{name}"].replace("−", "-")) for row in ("measured", "claimed")]
        assert said == pytest.approx([measured, claimed], rel=1e-3)
    assert explorer._rates.claims.get_ydata() == pytest.approx(found.claimed[1:])
    assert explorer._rates.tops.get_ydata() == pytest.approx(found.measured[1:])
    assert [each.get_text() for each in explorer._rates.ax.get_xticklabels()] == ["p₃", "q₃", "C"]


def test_another_weight_lays_out_its_own_columns():
    explorer = bp.NudgeExplorer(weight="w23")
    few = len(explorer._diagram.scene["items"])
    explorer._controls["weight"].view.value = "w₀₁"
    assert explorer.weight == "w01" and len(explorer._diagram.scene["items"]) > few
    assert explorer._controls["w"].box.description == "w₀₁" and explorer._controls["w"].box.value == 0.5


def test_the_slider_of_h_is_logarithmic():
    explorer = bp.NudgeExplorer(h=0.1)
    explorer._controls["log_h"].slider.value = -3.0
    assert explorer.h == pytest.approx(1e-3) and explorer._controls["log_h"].box.value == -3.0
    explorer.h = 1e-7
    assert explorer._controls["log_h"].slider.value == pytest.approx(-7.0)
    assert explorer._error.point.get_xydata()[0] == pytest.approx([1e-7, explorer.error])


def test_a_click_on_the_picture_sets_h():
    explorer = bp.NudgeExplorer(h=0.1)
    size = explorer._live.figure.bbox
    pixel = explorer._error.ax.transData.transform((1e-6, 1e-3))
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert math.log10(explorer.h) == pytest.approx(-6, abs=0.05)


@pytest.mark.parametrize(
    ("h", "activations", "said"),
    [
        (0.3, "tanh", "too large"),
        (1e-11, "tanh", "too small"),
        (1e-5, "tanh", "well chosen"),
        (1.0, "identity", "well chosen"),  # C is a parabola over one weight: there is nothing to truncate
        (1e-9, "identity", "too small"),
    ],
)
def test_the_sentence_says_on_which_side_of_the_v_we_are(h, activations, said):
    explorer = bp.NudgeExplorer(h=h, activations=activations)
    assert f"{said}" in explorer._sentence.value.replace("<b>", "").replace("</b>", "")


def test_the_arms_of_the_v_have_the_slopes_that_are_named():
    explorer = bp.NudgeExplorer()
    left, right = (np.diff(np.log10(arm.get_ydata())) / np.diff(np.log10(GRID)) for arm in explorer._error.arms)
    assert left == pytest.approx(-1) and right == pytest.approx(2)
    drawn = explorer._error.curve.get_ydata()
    assert drawn[80] == pytest.approx(explorer._error.arms[1].get_ydata()[80], rel=0.2)
    straight = bp.NudgeExplorer(activations="identity")
    assert np.isnan(straight._error.arms[1].get_ydata()).all()  # no right arm


def test_a_dead_chain_has_no_error_at_all():
    explorer = bp.NudgeExplorer([-2.0, 1.0, 1.0], activations=["identity", "relu", "relu", "identity"])
    assert explorer.measured == explorer.claimed == 0
    assert "same number" in explorer._sentence.value


@pytest.mark.parametrize("activations", ["tanh", "identity", ["sine", "relu", "sigmoid", "softplus"], np.sin])
def test_the_printed_code_runs_and_computes_the_same(activations):
    explorer = bp.NudgeExplorer(activations=activations, weight="w12", h=0.1)
    space, _ = ran(explorer, sin=np.sin)
    assert space["measured"] == pytest.approx(explorer.measured, abs=1e-8)
    assert space["gradients"][1] == pytest.approx(explorer.claimed, abs=1e-8)


def test_the_logarithm_of_h_is_a_number_and_a_bad_one_leaves_h():
    explorer = bp.NudgeExplorer()
    explorer.log_h = -3
    assert explorer.h == 1e-3
    for bad in ("small", None, math.nan):
        with pytest.raises(bp.InputError, match="^log_h: expected a finite number"):
            explorer.log_h = bad
    assert explorer.h == 1e-3


def test_numbers_of_another_weight_are_not_marked_as_moved():
    explorer = bp.NudgeExplorer()
    explorer.weight = "w12"
    assert explorer._diagram.filling["moved"] == {}
    explorer.w = 1.0
    assert explorer._diagram.filling["moved"]
