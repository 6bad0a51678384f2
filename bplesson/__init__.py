"""Learn backpropagation by moving it. The names below are those that the lessons use."""

from importlib import import_module

from bplesson import practice
from bplesson.checks.functions import Function, wrong_slope
from bplesson.checks.work import microseconds, multiplications
from bplesson.data import digits as data_of_digits
from bplesson.data.datasets import circles, hubble, line, sine, two_moons, xor
from bplesson.descent.curves import curve, descend_curve, parabola
from bplesson.engine.descent import descend
from bplesson.engine.gradcheck import check_gradient
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.engine.training import accuracy, confusion, train
from bplesson.equations import equation
from bplesson.errors import InputError

digits = data_of_digits.digits  # the data set, and not the room of lesson 7, which is called so too
del practice  # the room, which has been loaded once: the name is that of the function in it
# What draws is loaded when it is first used: matplotlib's figures take longer to load than all the rest.
DRAWN = {
    "bplesson.chain.chain": ["ChainExplorer"],
    "bplesson.chain.depth": ["DepthExplorer"],
    "bplesson.chain.linearity": ["LinearityExplorer"],
    "bplesson.chain.nudge": ["NudgeExplorer"],
    "bplesson.layers.layers": ["LayersExplorer"],
    "bplesson.training.directions": ["DirectionsExplorer"],
    "bplesson.digits.digits": ["DigitsExplorer"],
    "bplesson.digits.draw": ["DrawExplorer"],
    "bplesson.descent.fit": ["FitExplorer"],
    "bplesson.descent.slope": ["SlopeExplorer"],
    "bplesson.training.training": ["TrainingExplorer"],
    "bplesson.start.start": ["StartExplorer"],
    "bplesson.start.starts": ["StartsExplorer"],
    "bplesson.practice.checking": ["check"],
    "bplesson.practice.people": ["whose_mistake"],
    "bplesson.practice.hunt": ["bug_hunt"],
    "bplesson.practice.practice": ["practice"],
    "bplesson.practice.guess": ["guess"],
    "bplesson.practice.recall": ["recall"],
    "bplesson.practice.before": ["before", "after"],
    "bplesson.practice.record": ["record"],
    "bplesson.descent.figures": [f"figure_1_{k}" for k in (2, 3, 7, 10, 11, 12, 13)],
    "bplesson.chain.figures": [
        *(f"figure_2_{k}" for k in (1, 3, 12, 14, 16, 17)),
        *(f"figure_3_{k}" for k in (2, 3, 7, 12, 13, 14, 15, 16)),
    ],
    "bplesson.layers.figures": [
        *("figure_4_1", "figure_4_1_entry", "figure_4_2", "figure_4_5", "figure_4_6", "figure_4_6_turned"),
        *("figure_4_7", "figure_4_7_passes", "figure_4_8", "figure_4_11"),
    ],
    "bplesson.training.figures": [f"figure_5_{k}" for k in (1, 5, 6)],
    "bplesson.start.figures": [f"figure_6_{k}" for k in (1, 2, 3)],
    "bplesson.digits.figures": ["figure_7_1", "figure_7_3", "figure_7_4", "figure_7_4_confusion", "figure_7_4_wrong"],
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
