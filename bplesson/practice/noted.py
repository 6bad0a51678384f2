"""Slips that are not in the catalogue: sentences for numbers that others have made of a case."""

from collections.abc import Mapping
from dataclasses import replace

from bplesson.practice.diagnosis import Numbers, Verdict
from bplesson.practice.typed import Typed


def noted(verdict: Verdict, typed: Mapping[str, Typed | None], notes: Mapping[str, Numbers]) -> Verdict:
    """The verdict with the first sentence of `notes` whose numbers are all those that are off.

    A mistake of the catalogue comes first; a note counts as none.
    """
    states = verdict.boxes or {}
    off = [name for name, state in states.items() if not state.startswith(("right", "empty"))]
    if off and not verdict.mistakes:
        for sentence, made in notes.items():
            if all(name in made and typed[name].fits(made[name]) for name in off):
                return replace(verdict, says=sentence)
    return verdict
