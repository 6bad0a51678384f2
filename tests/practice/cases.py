"""What holds for every item that asks for numbers, looped over many seeds."""

from collections import Counter
from itertools import count, cycle

from numpy.random import default_rng

from bplesson.practice.item import Item, parted, short

ENOUGH = 50  # cases with a mistake


def planted(item: Item, ids: tuple[str, ...]) -> dict[str, set[tuple[str, ...]]]:
    """For each mistake all that its numbers were called, in 50 cases of all levels; right numbers are right."""
    times, found = Counter(dict.fromkeys(ids, 0)), {id: set() for id in ids}
    for seed in count():
        for level in range(item.levels):
            case = item.case(seed, level)
            assert case.answer(**case.right).ok and set(case.key.wrong) <= set(ids)
            for id in [id for id in case.key.wrong if times[id] < ENOUGH]:
                times[id] += 1
                found[id].update(case.answer(**form({})).mistakes for form in case.key.wrong[id])
        if min(times.values()) >= ENOUGH:
            return found
        assert seed < 4 * ENOUGH, times


def right_however_rounded(item: Item, times: int = 1000) -> bool:
    """Whether right numbers, rounded to 2 to 6 digits as one types them, are never called wrong."""
    cases = [item.case(seed, seed % item.levels) for seed in range(20)]
    digits = default_rng(0).integers(2, 7, (times, 20))
    answers = (
        (
            case,
            {
                name: f"{value:.{max(d, len(str(int(value))) + 1)}g}"
                for d, (name, value) in zip(row, case.right.items())
            },
        )
        for case, row in zip(cycle(cases), digits)
    )
    return all(case.answer(**typed).ok for case, typed in answers)


def never_named_by_chance(item: Item, times: int = 500) -> bool:
    """Whether random numbers, which fit no mistake, get no name."""
    cases, rng = [item.case(seed, seed % item.levels) for seed in range(20)], default_rng(0)
    verdicts = (
        case.answer(**{name: round(rng.uniform(-9, 9), 4) for name in case.asks})
        for case, _ in zip(cycle(cases), range(times))
    )
    return all(not verdict.ok and verdict.mistakes == () for verdict in verdicts)


def all_are_short_and_parted(item: Item) -> bool:
    """Whether 200 cases have short numbers and part all mistakes, and those of lower levels as well."""
    cases = [item.case(seed) for seed in range(200)]
    cases += [item.case(seed, level) for level in range(item.levels - 1) for seed in range(50)]
    return all(short(case) and parted(case, item.twins) and case.says for case in cases)
