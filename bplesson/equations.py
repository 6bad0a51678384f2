"""Every numbered equation of the lessons: its LaTeX, its two sides as computations, its check."""

from bplesson.chain.equations import EQUATIONS as CHAIN
from bplesson.descent.equations import EQUATIONS as DESCENT
from bplesson.digits.equations import EQUATIONS as DIGITS
from bplesson.errors import InputError, shown
from bplesson.kit.equation import Equation, Formula
from bplesson.layers.equations import EQUATIONS as LAYERS
from bplesson.start.equations import EQUATIONS as START
from bplesson.training.equations import EQUATIONS as TRAINING

__all__ = ["EQUATIONS", "Equation", "Formula", "equation"]

EQUATIONS = {each.tag: each for each in (*DESCENT, *CHAIN, *LAYERS, *TRAINING, *START, *DIGITS)}


def equation(tag: str) -> Equation:
    """The equation with that number, as printed in the lessons: equation("2.15"); InputError for an unknown one."""
    if isinstance(tag, str) and tag in EQUATIONS:
        return EQUATIONS[tag]
    raise InputError(f"tag: expected one of {', '.join(EQUATIONS)}, got {shown(tag)}")
