"""Which numbers of a diagram have changed with the last move, which way, and what they were."""

import re
from collections.abc import Mapping

NUMBER = re.compile(r"(?:^|(?<=[ =]))(−?(?:\d[\d.]*(?:e−?\d+)?|∞))$")
UP, DOWN = "▲", "▼"


def changes(before: Mapping, now: Mapping) -> dict[str, tuple[str, str]]:
    """Of each text that ended with another number before: the way in which it changed, and that number."""
    found = {}
    for id, words in now.items():
        was, here = _number(before.get(id)), _number(words)
        if was and here and was != here:
            found[id] = UP if _value(here) > _value(was) else DOWN, was
    return found


def _number(words) -> str:
    """The number with which words end; "" if they are no text or end otherwise."""
    found = NUMBER.search(words) if isinstance(words, str) else None
    return found[1] if found else ""


def _value(number: str) -> float:
    return float(number.replace("−", "-").replace("∞", "inf"))
