"""Learn backpropagation by moving it. The names below are those that the lessons use."""

from importlib import import_module

from bplesson.curves import curve, parabola
from bplesson.datasets import circles, hubble, line, sine, two_moons, xor
from bplesson.descent import descend, descend_curve
from bplesson.digits import digits
from bplesson.equations import equation
from bplesson.errors import InputError
from bplesson.functions import Function, wrong_slope
from bplesson.gradcheck import check_gradient
from bplesson.landscape import direction, landscape
from bplesson.network import Network
from bplesson.training import accuracy, confusion, train
from bplesson.work import microseconds, multiplications

# What draws is loaded when it is first used: matplotlib's figures take longer to load than all the rest.
DRAWN = {
    "bplesson.explore.chain": ["ChainExplorer"],
    "bplesson.explore.depth": ["DepthExplorer"],
    "bplesson.explore.linearity": ["LinearityExplorer"],
    "bplesson.explore.nudge": ["NudgeExplorer"],
    "bplesson.explore.layers": ["LayersExplorer"],
    "bplesson.explore.directions": ["DirectionsExplorer"],
    "bplesson.explore.digits": ["DigitsExplorer"],
    "bplesson.explore.drawing": ["DrawExplorer"],
    "bplesson.explore.slope": ["SlopeExplorer"],
    "bplesson.explore.training": ["TrainingExplorer"],
    "bplesson.explore.start": ["StartExplorer"],
    "bplesson.explore.starts": ["StartsExplorer"],
    "bplesson.draw.lesson_1": [f"figure_1_{k}" for k in (2, 3, 5, 7, 10, 11, 12, 13)],
    "bplesson.draw.lesson_2": [f"figure_2_{k}" for k in (1, 3, 12, 13, 14, 16, 17)],
    "bplesson.draw.lesson_3": [f"figure_3_{k}" for k in (2, 3, 7, 12, 13, 14, 15, 16)],
    "bplesson.draw.lesson_4": ["figure_4_1", "figure_4_1_entry", "figure_4_2", "figure_4_5"],
    "bplesson.draw.lesson_4_transpose": ["figure_4_6", "figure_4_6_turned"],
    "bplesson.draw.lesson_4_products": ["figure_4_7", "figure_4_7_passes", "figure_4_8"],
    "bplesson.draw.lesson_4_shapes": ["figure_4_11"],
    "bplesson.draw.lesson_5": [f"figure_5_{k}" for k in (1, 5, 6)],
    "bplesson.draw.lesson_6": [f"figure_6_{k}" for k in (1, 2, 3)],
    "bplesson.draw.lesson_7": ["figure_7_1", "figure_7_3", "figure_7_4", "figure_7_4_confusion", "figure_7_4_wrong"],
}
HOME = {name: module for module, names in DRAWN.items() for name in names}

__all__ = [
    "Function",
    "InputError",
    "Network",
    "accuracy",
    "check_gradient",
    "circles",
    "confusion",
    "curve",
    "descend",
    "descend_curve",
    "digits",
    "direction",
    "equation",
    "hubble",
    "landscape",
    "line",
    "microseconds",
    "multiplications",
    "parabola",
    "sine",
    "train",
    "two_moons",
    "wrong_slope",
    "xor",
    *HOME,
]


def __getattr__(name: str):
    if name not in HOME:
        raise AttributeError(f"module 'bplesson' has no name {name!r}")
    return getattr(import_module(HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
