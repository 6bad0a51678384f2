"""What notebooks show can be read in a small window: no letter of a figure or plot is smaller than 13.6 pixels."""

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import bplesson as bp
from bplesson.kit.figure import DPI
from tests.kit.test_axis import MOVES

SMALLEST = 13.6  # of which browsers leave 11
W01, W12 = [[2, -1], [-2, 1], [-2, 3]], [[3, -2, 1], [1, 4, 2]]
RELU = ["identity", "relu", "identity"]
BENT = {"weights": [4, -2.5, 3], "x": 0.5, "y": -5, "activations": ["identity", "identity", "relu", "identity"]}
STRAIGHT = {"weights": [3, -1, 2], "x": 0.5, "y": -1}
DRAWN = {  # with numbers as the lessons have them
    "1_2": bp.figure_1_2,
    "1_3": bp.figure_1_3,
    "1_7": lambda: bp.figure_1_7(w_left=-0.6, w_right=2.4),
    "1_10": bp.figure_1_10,
    "1_11": bp.figure_1_11,
    "1_12": lambda: bp.figure_1_12(y=1),
    "1_13": bp.figure_1_13,
    "2_1": bp.figure_2_1,
    "2_3": lambda: bp.figure_2_3([3, -1, 2], 0.5),
    "2_12": lambda: bp.figure_2_12(**STRAIGHT),
    "2_14": lambda: bp.figure_2_14(**STRAIGHT),
    "2_17": bp.figure_2_17,
    "3_2": bp.figure_3_2,
    "3_3": lambda: bp.figure_3_3([4, -2.5, 3], 0.5, BENT["activations"]),
    "3_7": lambda: bp.figure_3_7(["identity", "relu", "tanh"]),
    "3_12": lambda: bp.figure_3_12(**BENT),
    "3_13": lambda: bp.figure_3_13(**BENT),
    "3_14": lambda: bp.figure_3_14(**BENT),
    "3_15": lambda: bp.figure_3_15(**BENT),
    "3_16": lambda: bp.figure_3_16(weights=[1.5, -1, 2], activations="tanh"),
    "4_1": bp.figure_4_1,
    "4_1_entry": lambda: bp.figure_4_1_entry(W01, 2, 0),
    "4_2": lambda: bp.figure_4_2(W01, [2, 1], 2),
    "4_5": lambda: bp.figure_4_5([W01, W12], [2, 1], [0, 1], (0, 2, 0)),
    "4_6": lambda: bp.figure_4_6(W12, [1, 4, 3], [-1, 2], 1, 2),
    "4_6_turned": lambda: bp.figure_4_6_turned(W12, [-1, 2]),
    "4_7": lambda: bp.figure_4_7([W01, W12], [2, 1], [0, 1], 0, (2, 0)),
    "4_7_passes": lambda: bp.figure_4_7_passes([W01, W12], [2, 1], [0, 1]),
    "4_8": lambda: bp.figure_4_8([3, 10]),
    "4_11": lambda: bp.figure_4_11([5, 4, 3, 2]),
    "5_1": lambda: bp.figure_5_1([W01, W12], RELU, [2, 1], [-3, 3]),
    "5_6": lambda: bp.figure_5_6(eta=0.1, epochs=3),
    "6_3": lambda: bp.figure_6_3([1, 4, 16]),
}


def small(figure: Figure) -> set[str]:
    """Words that are smaller than that."""
    figure.draw_without_rendering()
    texts = [each for each in figure.findobj(Text) if each.get_visible() and each.get_text().strip()]
    assert texts
    return {each.get_text() for each in texts if each.get_fontsize() * DPI / 72 < SMALLEST - 0.01}


@pytest.mark.parametrize("name", MOVES)
def test_no_word_of_a_plot_is_small(name):
    assert not small(getattr(bp, name)()._live.figure)


WITH_MANY_NODES = {name: getattr(bp, name) for name in MOVES} | {
    "DigitsExplorer": lambda: bp.DigitsExplorer(hidden=(64,)),
    "StartsExplorer": bp.StartsExplorer,
}


@pytest.mark.parametrize("name", WITH_MANY_NODES)
def test_no_word_of_a_plot_is_cut(name):
    figure = WITH_MANY_NODES[name]()._live.figure
    for artist in figure.findobj():
        artist.set_animated(False)
    figure.draw_without_rendering()
    hidden = {text for ax in figure.axes if not ax.get_visible() for text in ax.findobj(Text)}
    ticks = {
        label for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for label in axis.get_ticklabels(which="both")
    }
    for text in set(figure.findobj(Text)) - ticks - hidden:
        if text.get_visible() and text.get_text().strip():
            extent = text.get_window_extent()
            assert figure.bbox.x0 <= extent.x0 and extent.x1 <= figure.bbox.x1, text.get_text()
            assert figure.bbox.y0 <= extent.y0 and extent.y1 <= figure.bbox.y1, text.get_text()


@pytest.mark.parametrize("name", DRAWN)
def test_no_word_of_a_figure_is_small(name):
    assert not small(DRAWN[name]().figure)
