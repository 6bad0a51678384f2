"""What is wrong with numbers that somebody said: told from the right ones, which are not told themselves."""

from collections.abc import Callable, Sequence
from math import sqrt

from bplesson.kit.words import enumerated, kept
from bplesson.practice.typed import Typed

Signature = tuple[str, str, Callable[[float], float | None]]  # what was said, what to look at; made of the right number

TURNED = "Is a factor negative, or a difference turned round?"
SIGN: Signature = ("the size is right, the sign is turned round", TURNED, lambda v: -v)
OTHERS: tuple[Signature, ...] = (
    ("twice as large as it should be", "Was a ½ lost, or something counted twice?", lambda v: 2 * v),
    ("half as large as it should be", "Is there a ½ too many?", lambda v: v / 2),
    ("1 divided by the right number", "What is divided by what?", lambda v: 1 / v if v else None),
    ("the square of the right number", "Is there a square too many?", lambda v: v * v),
    ("the square root of the right number", "Was a square forgotten?", lambda v: sqrt(v) if v > 0 else None),
    ("one too much", "Was something counted that does not belong there?", lambda v: v + 1),
    ("one too little", "Was something left out?", lambda v: v - 1),
    ("rounded too roughly", "Give two digits, or more.", lambda v: kept(v, 1)),
)
OF_COUNTS: tuple[Signature, ...] = (
    ("one too many", "Was something counted that does not belong there?", lambda v: v + 1),
    ("one too few", "Was something left out?", lambda v: v - 1),
)
NEAR = 0.02  # of the right number
LOOK = "Which rule leads to it, and from which numbers?"


def wrong_because(
    given: Sequence[Typed | None], right: Sequence[float], labels: Sequence[str], counts: bool = False
) -> str:
    """A sentence on what is off; of a number without a name its label is "". A single number is not named.

    `given` has None where nothing was said; at least one of the others is wrong. Of `counts` no factor is looked
    for.
    """
    off = [k for k, each in enumerate(given) if each and not each.fits(right[k])]
    if None not in given and (said := _of_places(given, right, labels, off)):
        return said
    said = [(k, _signatures(given[k], right[k], counts)) for k in off]
    if len(off) > 1:
        shared = [each for each in said[0][1] if all(each in others for _, others in said)]
        if shared:
            who = "All of them" if len(off) == len(given) else enumerated([labels[k] for k in off])
            return f"{who}: {_told(shared)}"
    k, found = said[0]
    size = _size if counts else _sign_or_size
    words = _told(found) if found else f"{size(given[k].value, right[k])}. {LOOK}"
    if not labels[k] or len(given) == 1:
        return words[0].upper() + words[1:]
    who = f"Only {labels[k]} is off" if len(off) == 1 else f"The first that is off is {labels[k]}"
    return f"{who}: {words}"


def _signatures(given: Typed, right: float, counts: bool) -> list[Signature]:
    """Those that fit; a sign alone where it fits, since it is the likeliest."""
    if given.fits(-right):
        return [SIGN]
    made = [(each, each[2](right)) for each in (OF_COUNTS if counts else OTHERS)]
    found = [each for each, value in made if value is not None and given.fits(value)]
    return found[:2]


def _told(found: Sequence[Signature]) -> str:
    words, look, _ = found[0]
    return f"{words}. {look}" if len(found) == 1 else f"{words}, or {found[1][0]}. Which of the two was it?"


def _size(given: float, right: float) -> str:
    return "too large" if given > right else "too small"


def _sign_or_size(given: float, right: float) -> str:
    if abs(given - right) <= NEAR * abs(right):
        return "nearly right, but not within rounding"
    if not given:
        return "it is not 0"
    if not right:
        return "that is not it"
    return "the sign is right, the size is not" if given * right > 0 else "neither the sign nor the size is right"


def _of_places(given: Sequence[Typed], right: Sequence[float], labels: Sequence[str], off: Sequence[int]) -> str:
    """What is said where the right numbers stand in wrong places; else ""."""

    def fit(some: Sequence[Typed], others: Sequence[float]) -> bool:
        return all(each.fits(value) for each, value in zip(some, others, strict=True))

    if len(off) < 2 or len(set(right)) < 2:
        return ""
    if len(given) > 2 and fit(given, right[::-1]):
        return "The right numbers, in reverse order."
    if fit(sorted(given, key=lambda each: each.value), sorted(right)):
        if len(off) == 2:
            return f"{enumerated([labels[k] for k in off])} have changed places."
        return f"The right numbers, but {enumerated([labels[k] for k in off])} stand in each other's places."
    if len(given) > 2 and len(off) > 1:
        if fit(given[:-1], right[1:]):
            return "Shifted by one: each number stands one place too early. Where do they begin?"
        if fit(given[1:], right[:-1]):
            return "Shifted by one: each number stands one place too late. Where do they begin?"
    return ""
