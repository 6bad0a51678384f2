"""Two mistakes at once: on every item of numbers they are named wherever their numbers tell them apart."""

import pytest

from bplesson.practice.item import Case, Item, different, item

SEEDS = 1  # of each level
AT_MOST = 16  # pairs of a case that are typed in
ITEMS = ("P1.1", "P1.2", "P1.4", "P2.1", "P2.3", "P3.1", "P3.2", "P4.1", "P5.1")


def told_apart(case: Case, of: Item) -> list[tuple[tuple[str, str], dict[str, float]]]:
    """The pairs of a case with their numbers that neither one mistake nor two others make, but for twins."""
    right = case.right
    singles = [form({}) for forms in case.key.wrong.values() for form in forms]
    pairs = [(ids, {name: form({})[name] for name in right}) for ids, form in case.key.pairs()]
    pairs = [(ids, numbers) for ids, numbers in pairs if off(numbers, right) > 1 and not are_twins(ids, of)]
    several = spread(pairs, AT_MOST)
    return [
        (ids, numbers)
        for ids, numbers in several
        if all(apart(single, numbers) for single in singles)
        and all(same(ids, others, of) or apart(those, numbers) for others, those in pairs)
    ]


def off(numbers: dict[str, float], right: dict[str, float]) -> int:
    """How many numbers are not the right ones."""
    return sum(different({name: numbers[name]}, {name: right[name]}) for name in right)


def apart(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two answers differ, also if they are rounded; most differ by more than any rounding."""
    return any(abs(one[name] - other[name]) > 1 for name in other) or different(one, other)


def spread(values: list, most: int) -> list:
    """At most so many of them, from all over the list."""
    return values[:: max(1, -(-len(values) // most))]


def are_twins(ids: tuple[str, str], of: Item) -> bool:
    """Whether no number of the item parts these two."""
    return any(group.issuperset(ids) for group in of.twins)


def same(ids: tuple[str, str], others: tuple[str, str], of: Item) -> bool:
    """Whether two pairs are one, but for twins."""
    return any(
        all(one == other or are_twins((one, other), of) for one, other in zip(ids, order))
        for order in (others, others[::-1])
    )


@pytest.mark.parametrize("which", ITEMS)
def test_two_mistakes_are_named_where_they_can_be_told_apart(which):
    each, tried, missed = item(which), 0, []
    for level in range(each.levels):
        for seed in range(SEEDS):
            case = each.case(seed, level)
            for ids, numbers in told_apart(case, each):
                tried += 1
                verdict = case.answer(**numbers)
                missed += [] if set(ids) <= set(verdict.mistakes) else [(level, seed, ids, verdict.mistakes)]
    assert tried > 5 and len(missed) <= 0.05 * tried, missed
