"""Mistakes planted in the answers to an item: which of them were there to be seen, and which were not named."""

from dataclasses import dataclass, field
from functools import cache

from bplesson.practice.item import Case, item


@dataclass
class Planted:
    """By the ids of mistakes: `seen`, how often planted; `missed`, the level, the seed and what was said instead."""

    seen: dict[str, int] = field(default_factory=dict)
    missed: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)


@cache
def case_of(which: str, seed: int, level: int) -> Case:
    """Drawn once for all tests."""
    return item(which).case(seed, level)


def plant(which: str, seeds: int = 50) -> Planted:
    """Every mistake in each of its forms, in as many cases of every level."""
    planted = Planted()
    for level, seed in ((level, seed) for level in range(item(which).levels) for seed in range(seeds)):
        case = case_of(which, seed, level)
        for id, form in ((id, form) for id, forms in case.key.wrong.items() for form in forms):
            verdict = case.answer(**form({}))
            planted.seen[id] = planted.seen.get(id, 0) + 1
            if verdict.ok or id not in verdict.mistakes:
                planted.missed.setdefault(id, []).append((level, seed, verdict.says))
    return planted


def cases(which: str, seeds: int) -> list[Case]:
    """As many cases of every level."""
    return [case_of(which, seed, level) for level in range(item(which).levels) for seed in range(seeds)]
