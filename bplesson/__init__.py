"""Learn backpropagation by moving it. The names below are those that the lessons use."""

from bplesson.curves import curve, parabola
from bplesson.datasets import hubble, xor
from bplesson.descent import descend, descend_curve
from bplesson.errors import InputError
from bplesson.explore.chain import ChainExplorer
from bplesson.explore.slope import SlopeExplorer
from bplesson.functions import Function, wrong_slope
from bplesson.gradcheck import check_gradient
from bplesson.landscape import direction, landscape
from bplesson.network import Network

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
    "hubble",
    "landscape",
    "parabola",
    "wrong_slope",
    "xor",
]
