"""In the figures of the lessons no number leaves its box or the picture or stands on another, however long it is."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.patches import Circle, FancyBboxPatch
from matplotlib.text import Text

import bplesson as bp

RELU = ["identity", "relu", "identity"]
FIGURES = {
    "2_1": lambda new: bp.figure_2_1(new(3), new()),
    "2_3": lambda new: bp.figure_2_3(new(3), new()),
    "2_14": lambda new: bp.figure_2_14(new(3), new(), new()),
    "3_12": lambda new: bp.figure_3_12(new(3), new(), new(), "tanh"),
    "3_14": lambda new: bp.figure_3_14(new(3), new(), new(), "tanh"),
    "4_1": lambda new: bp.figure_4_1([new(3, 2), new(2, 3)], new(2)),
    "4_1_entry": lambda new: bp.figure_4_1_entry(new(3, 2), 2, 0),
    "4_2": lambda new: bp.figure_4_2(new(3, 2), new(2), 2),
    "4_5": lambda new: bp.figure_4_5([new(3, 2), new(2, 3), new(2, 2)], new(2), new(2), (0, 2, 0)),
    "4_6": lambda new: bp.figure_4_6(new(2, 3), new(3), new(2), 1, 2),
    "4_6_turned": lambda new: bp.figure_4_6_turned(new(2, 3), new(2)),
    "4_7": lambda new: bp.figure_4_7([new(3, 2), new(2, 3)], new(2), new(2), 0, (2, 0)),
    "4_7_passes": lambda new: bp.figure_4_7_passes([new(3, 2), new(2, 3)], new(2), new(2)),
    "5_1": lambda new: bp.figure_5_1([new(3, 2), new(2, 3)], RELU, new(2), new(2).tolist()),
}


@pytest.mark.parametrize("sizes", [(-3, 0), (-1, 2), (1, 4)])
@pytest.mark.parametrize("name", FIGURES)
def test_long_numbers_have_room_in_every_figure(name, sizes):
    rng = np.random.default_rng(5)
    figure = FIGURES[name](
        lambda *shape: rng.choice([-1, 1], size=shape or None) * 10 ** rng.uniform(*sizes, size=shape or None)
    ).figure
    texts = [each for each in figure.artists if isinstance(each, Text) and each.get_text()]
    shown = [(text.get_text(), text.get_window_extent()) for text in texts]
    frames = [each.get_window_extent() for each in figure.artists if isinstance(each, Circle | FancyBboxPatch)]
    assert len(shown) > 5
    for words, extent in shown:
        assert figure.bbox.x0 <= extent.x0 and extent.x1 <= figure.bbox.x1, words
        for frame in frames:
            if frame.contains((extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2):
                assert frame.x0 <= extent.x0 and extent.x1 <= frame.x1, words
    for (words, extent), (others, other) in combinations(shown, 2):
        assert not extent.padded(-0.5).overlaps(other.padded(-0.5)), (words, others)


def test_a_number_too_small_to_be_shown_is_0_and_not_minus_0():
    says = bp.figure_4_5([[[-1e-13]], [[1.0]]], [1.0], [0.0], (0, 0, 0)).says
    assert "Sum = 0." in says and not re.search(r"−0(?![.\d])", says)
    says = bp.figure_4_5([[[-1e-9]], [[1.0]]], [1.0], [0.0], (0, 0, 0)).says  # small, and no rounding
    assert "Sum = −1e−9." in says


@pytest.mark.parametrize("weights", [[2, 2, 2], [9, 0.5, 8], [40, -30, 60]])
def test_names_and_numbers_beside_the_plots_stay_in_the_picture_after_a_divergence(weights):
    explorer = bp.ChainExplorer(weights, x=1, y=0.3, eta=0.3)
    explorer.step()
    figure = explorer._live.figure
    figure.draw_without_rendering()  # which puts names beside the numbers
    for ax in figure.axes:
        for text in [ax.xaxis.label, ax.yaxis.label, ax.yaxis.get_offset_text(), ax.title, *ax.get_yticklabels()]:
            extent = text.get_window_extent()
            assert not text.get_text() or figure.bbox.x0 <= extent.x0 and extent.x1 <= figure.bbox.x1, text
        power, title = ax.yaxis.get_offset_text(), ax.title
        assert not power.get_text() or power.get_window_extent().x1 < title.get_window_extent().x0
