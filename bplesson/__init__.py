"""Learn backpropagation by moving it. The names below are those that the lessons use."""

from bplesson.curves import curve, parabola
from bplesson.datasets import hubble, xor
from bplesson.descent import descend, descend_curve
from bplesson.draw.lesson_1 import (
    figure_1_2,
    figure_1_3,
    figure_1_5,
    figure_1_7,
    figure_1_10,
    figure_1_11,
    figure_1_12,
    figure_1_13,
)
from bplesson.draw.lesson_2 import (
    figure_2_1,
    figure_2_3,
    figure_2_12,
    figure_2_13,
    figure_2_14,
    figure_2_16,
    figure_2_17,
)
from bplesson.equations import equation
from bplesson.errors import InputError
from bplesson.explore.chain import ChainExplorer
from bplesson.explore.slope import SlopeExplorer
from bplesson.functions import Function, wrong_slope
from bplesson.gradcheck import check_gradient
from bplesson.landscape import direction, landscape
from bplesson.network import Network
from bplesson.work import microseconds, multiplications

__all__ = [
    "ChainExplorer",
    "Function",
    "InputError",
    "Network",
    "SlopeExplorer",
    "check_gradient",
    "curve",
    "descend",
    "descend_curve",
    "direction",
    "equation",
    "figure_1_2",
    "figure_1_3",
    "figure_1_5",
    "figure_1_7",
    "figure_1_10",
    "figure_1_11",
    "figure_1_12",
    "figure_1_13",
    "figure_2_1",
    "figure_2_3",
    "figure_2_12",
    "figure_2_13",
    "figure_2_14",
    "figure_2_16",
    "figure_2_17",
    "hubble",
    "landscape",
    "microseconds",
    "multiplications",
    "parabola",
    "wrong_slope",
    "xor",
]
