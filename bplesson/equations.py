"""Every numbered equation of the lessons: its LaTeX, its two sides as computations, its numbers, its check."""

from bplesson.chain import equations as lesson_3
from bplesson.chain import linear_equations as lesson_2
from bplesson.descent import equations as lesson_1
from bplesson.digits import equations as lesson_7
from bplesson.errors import InputError, shown
from bplesson.kit.equation import Equation, Formula
from bplesson.layers import equations as lesson_4
from bplesson.start import equations as lesson_6
from bplesson.training import equations as lesson_5

__all__ = ["EQUATIONS", "Equation", "Formula", "equation"]

LESSONS = (lesson_1, lesson_2, lesson_3, lesson_4, lesson_5, lesson_6, lesson_7)
EQUATIONS = {each.tag: each for lesson in LESSONS for each in lesson.EQUATIONS}


def equation(tag: str) -> Equation:
    """The equation with that number, as printed in the lessons: equation("2.15"); InputError for an unknown one."""
    if isinstance(tag, str) and tag in EQUATIONS:
        return EQUATIONS[tag]
    raise InputError(f"tag: expected one of {', '.join(EQUATIONS)}, got {shown(tag)}")
