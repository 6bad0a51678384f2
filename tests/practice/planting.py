"""What every item of numbers keeps, as loops: planted mistakes are named, and what is right is never called wrong."""

from collections.abc import Iterable

from bplesson.practice.item import Case, Item, parted, short


def cases(item: Item, seeds: int) -> Iterable[Case]:
    """A case of each seed, the levels in turn."""
    return (item.case(seed, seed % item.levels) for seed in range(seeds))


def unnamed(item: Item, seeds: int = 50) -> list[str]:
    """Where a planted mistake is not named, or named beside one that is no twin of it; empty if all are.

    A mistake with several forms is made in one of them, from seed to seed in another one.
    """
    found = []
    for seed, case in enumerate(cases(item, seeds)):
        for id, forms in case.key.wrong.items():
            form = forms[seed // item.levels % len(forms)]
            answer = {name: value for name, value in form({}).items() if name in case.asks}
            mistakes = case.answer(**answer).mistakes
            if id not in mistakes or not _are_twins(mistakes, item):
                found.append(f"seed {seed}: {id} is called {mistakes}")
    return found


def _are_twins(ids: tuple[str, ...], item: Item) -> bool:
    return all(one == other or any({one, other} <= group for group in item.twins) for one in ids for other in ids)


def unfit(item: Item, seeds: int = 200) -> list[int]:
    """The seeds whose case is too long, or has two mistakes with one answer, or calls its right answer wrong."""
    return [
        seed
        for seed, case in enumerate(cases(item, seeds))
        if not (short(case) and parted(case, item.twins) and case.answer(**case.right).ok)
    ]
