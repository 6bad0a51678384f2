"""What the checking cells of an assignment call: in a learner's hands they say what was read, in autograde they mark.

Numbers are only handed on from here, and judged outside the kernel in which a learner's code has run (grading.py).
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import takewhile
from numbers import Real

import numpy as np
from IPython.display import display
from IPython.utils.capture import capture_output

from bplesson.errors import InputError, shown
from bplesson.kit.words import enumerated
from bplesson.practice.bugs import bugs
from bplesson.practice.checking import check
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.item import item
from bplesson.practice.typed import LONGEST, read
from bplesson.teach.judge import ANSWERS, MARK, Mark, as_data


def is_autograde() -> bool:
    """Whether nbgrader runs this notebook in order to mark it."""
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def numbers(which: str, answers: Mapping[str, object]) -> float | None:
    """Say what was read of the numbers of an item, and what is missing; while marking, hand them on."""
    if not isinstance(answers, Mapping):
        raise InputError(f"{which}: expected a dictionary with a number for each name, got {shown(answers)}")
    given = {str(name): as_plain(value) for name, value in answers.items()}
    if is_autograde():
        display({"text/plain": str(given), ANSWERS: {"item": which, "answers": given}}, raw=True)
        return 0.0  # what it is worth is found outside
    print(_read(given))
    return None


def as_plain(value) -> float | str | None:
    """A typed value as data: a number, a text, or None where nothing was typed."""
    if value is None or value is ...:
        return None
    if isinstance(value, str):
        return value[: LONGEST + 1]
    if isinstance(value, (Real, np.ndarray)) and not isinstance(value, (bool, np.bool_)) and np.size(value) == 1:
        number = float(np.reshape(value, ())[()])
        return number if np.isfinite(number) else str(number)
    return shown(value)


def _read(given: Mapping[str, float | str | None]) -> str:
    empty, problems = [], []
    for name, value in given.items():
        try:
            if read(name, value) is None:
                empty.append(name)
        except InputError as problem:
            problems.append(f"{problem}.")
    if empty:
        problems.append(f"Still to come: {enumerated(empty)}.")
    return " ".join(problems) or f"All {len(given)} numbers can be read. They are marked once you have handed them in."


def function(which: str, written: Callable, points: float) -> float | None:
    """Check a function, "P2.4 backpropagate", and say what is wrong with it; while marking, with the points for it.

    One that is right if those before it were right has all points: a mistake costs once.
    """
    with capture_output():  # what a learner's own code prints or shows is no verdict
        verdict = check(which, written)
        verdict = verdict if verdict.ok else _given_what_came_before(which, written) or verdict
    print(verdict.says)
    if not is_autograde():
        return None
    number, name = which.split()
    mark = Mark(points if verdict.ok else 0.0, points, verdict.mistakes, verdict.says)
    display({"text/plain": verdict.says, MARK: as_data(item(number), name, mark)}, raw=True)
    return mark.points


def _given_what_came_before(which: str, written: Callable) -> Verdict | None:
    """The verdict as it is if the functions before this one, which it may call, were right; None if it says no more."""
    number, name = which.split()
    known = getattr(written, "__globals__", {})
    before = takewhile(lambda each: each.name != name, bugs()[number])
    right = {each.name: each.right for each in before if each.name in known}
    if not right:
        return None
    own = {each: known[each] for each in right}
    known.update(right)
    try:
        verdict = check(which, written)
    finally:
        known.update(own)
    if verdict.ok:
        names = enumerated([f"`{each}`" for each in own])
        return replace(verdict, says=f"Right, given your {names}. {verdict.says}")
    return verdict if verdict.mistakes else None
