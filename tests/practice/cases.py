"""Cases of an item, drawn once for all tests of a file: which are unfit, and which planted mistakes are not named."""

from dataclasses import dataclass, field
from functools import cache

from bplesson.practice.item import Case, Item, item, parted, short


@cache
def case_of(which: str, seed: int, level: int) -> Case:
    """The case of that item."""
    return item(which).case(seed, level)


def cases(which: str, seeds: int) -> list[Case]:
    """As many cases of every level."""
    return [case_of(which, seed, level) for level in range(item(which).levels) for seed in range(seeds)]


def unfit(which: str, seeds: int = 200) -> list[tuple[int, str]]:
    """The cases, of as many for every level, that are too long, or call their right answer wrong.

    A case in which two mistakes have one answer is never given, so that is looked at in every tenth only.
    """
    return [
        (k, case.says)
        for k, case in enumerate(cases(which, seeds))
        if not (short(case) and case.answer(**case.right).ok and (k % 10 or parted(case, item(which).twins)))
    ]


@dataclass
class Planted:
    """By the ids of mistakes: `seen`, how often planted; `missed`, the level, the seed and what was said instead."""

    seen: dict[str, int] = field(default_factory=dict)
    missed: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)


def plant(which: str, seeds: int = 50) -> Planted:
    """Every mistake in each of its forms, in as many cases of every level; beside it only twins may be named."""
    planted = Planted()
    for level, seed in ((level, seed) for level in range(item(which).levels) for seed in range(seeds)):
        case = case_of(which, seed, level)
        for id, form in ((id, form) for id, forms in case.key.wrong.items() for form in forms):
            made = form({})
            verdict = case.answer(**{name: made[name] for name in case.asks})
            planted.seen[id] = planted.seen.get(id, 0) + 1
            if verdict.ok or id not in verdict.mistakes or not _are_twins(verdict.mistakes, item(which)):
                planted.missed.setdefault(id, []).append((level, seed, verdict.says))
    return planted


def _are_twins(ids: tuple[str, ...], of: Item) -> bool:
    return all(one == other or any({one, other} <= group for group in of.twins) for one in ids for other in ids)
