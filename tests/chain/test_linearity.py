"""The test of 3.1: both sides of the equation, their gap, and what stands on the picture."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bplesson as bp
from bplesson.chain.linearity import CANDIDATES
from tests.kit.printed import ran

LINEAR = ("identity", "times three")
near = st.floats(-3, 3).map(lambda value: round(value, 2))
shared = bp.LinearityExplorer()


def square(x):
    return x * x


def put(explorer, **state):
    explorer._put(**state)
    explorer._react(set(state))


@settings(max_examples=25)
@given(st.sampled_from(LINEAR), near, near, near, near)
def test_no_numbers_break_a_linear_function(g, a, b, x1, x2):
    put(shared, g=g, a=a, b=b, x1=x1, x2=x2)
    assert shared.equal and "proves nothing" in shared._sentence.value


@pytest.mark.parametrize("g", [name for name in CANDIDATES if name not in LINEAR] + [square])
def test_one_choice_of_numbers_breaks_every_other_function(g):
    explorer = bp.LinearityExplorer(g, a=2.0, b=-1.5, x1=0.5, x2=1.3)
    value = explorer._function
    assert explorer.left == pytest.approx(float(value(np.asarray(2.0 * 0.5 - 1.5 * 1.3))))
    assert explorer.right == pytest.approx(2 * float(value(np.asarray(0.5))) - 1.5 * float(value(np.asarray(1.3))))
    assert not explorer.equal and explorer.gap == explorer.left - explorer.right
    assert "counterexample" in explorer._sentence.value and "not equal" in repr(explorer)


def test_a_small_gap_is_not_called_equal():
    explorer = bp.LinearityExplorer("tanh", a=1.0, b=1.0, x1=0.001, x2=0.001)
    assert 0 < abs(explorer.gap) < 1e-8 and not explorer.equal


def test_relu_passes_while_all_signs_agree_and_an_affine_map_when_a_and_b_make_one():
    assert bp.LinearityExplorer("relu", a=2.0, b=1.0, x1=0.5, x2=1.0).equal
    assert not bp.LinearityExplorer("relu", a=2.0, b=1.0, x1=0.5, x2=-1.0).equal
    assert bp.LinearityExplorer("affine", a=1.5, b=-0.5, x1=0.5, x2=2.0).equal
    assert bp.LinearityExplorer("affine", a=2.0, b=1.0).gap == pytest.approx(1 - 3)


def test_artists_stand_where_the_state_says():
    explorer = bp.LinearityExplorer("sine", a=2.0, b=-1.0, x1=0.5, x2=1.0)
    explorer.x2 = -0.75
    panel, at = explorer._panel, 2.0 * 0.5 + 0.75
    assert panel.left.get_xydata()[0] == pytest.approx([at, np.sin(at)])
    assert panel.right.get_xydata()[0] == pytest.approx([at, 2 * np.sin(0.5) - np.sin(-0.75)])
    assert [point.get_xydata()[0].tolist() for point in panel.points] == [
        [0.5, pytest.approx(np.sin(0.5))],
        [-0.75, pytest.approx(np.sin(-0.75))],
    ]
    assert panel.gap.get_ydata() == pytest.approx([explorer.left, explorer.right])
    explorer.a = 30.0  # far beyond what is on the picture
    assert panel.ax.get_xlim()[1] > explorer.at and panel.size.get_text().startswith("gap ")


def test_a_click_puts_the_nearer_of_the_two_numbers_there():
    explorer = bp.LinearityExplorer(x1=0.5, x2=1.0)
    size = explorer._live.figure.bbox
    pixel = explorer._panel.ax.transData.transform((1.5, 0.3))
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert (explorer.x1, explorer.x2) == (0.5, pytest.approx(1.5, abs=0.011))


def test_a_function_of_ones_own_is_in_the_menu_and_can_be_chosen_again():
    explorer = bp.LinearityExplorer(square)
    assert "square" in explorer._controls["g"].view.options and explorer._controls["g"].view.value == "square"
    explorer._controls["g"].view.value = "identity, x"
    assert explorer.g == "identity" and explorer.equal
    explorer._controls["g"].view.value = "square"
    assert explorer.left == explorer.at**2


@pytest.mark.parametrize("g", [*CANDIDATES, square])
def test_the_printed_code_runs_and_computes_the_same(g):
    explorer = bp.LinearityExplorer(g, a=1.5, b=-0.5, x1=0.3, x2=-2.0)
    space, _ = ran(explorer)
    assert (space["left"], space["right"]) == pytest.approx((explorer.left, explorer.right))
