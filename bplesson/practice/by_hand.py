"""Numbers worked out by hand, one line after another: a mistake is another line."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import inf

from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, is_seen

Lines = Mapping[str, Callable[[Numbers], float]]  # each number by its name, from those before it


def worked(lines: Lines, held: Numbers) -> dict[str, float]:
    """All numbers, one line after another; those that are held stand."""
    numbers = {}
    for name, line in lines.items():
        try:
            numbers[name] = float(held[name] if name in held else line(numbers))
        except OverflowError:  # the square of a huge number that was typed
            numbers[name] = inf
    return numbers


def key_of(
    lines: Lines,
    wrong: Mapping[str, Iterable[Lines]],
    asks: Iterable[str] | None = None,
    given: Numbers | None = None,
    words: Mapping[str, str] | None = None,
) -> Key:
    """The key of such lines: `wrong` are the other lines of each mistake, by its id; what is `given` stands.

    `words` are the sentences of those mistakes for which the task has other letters than the catalogue.
    """
    asks, given = tuple(lines if asks is None else asks), dict(given or {})

    def numbers(others: Lines) -> Callable[[Numbers], Numbers]:
        def made(held: Numbers) -> Numbers:
            values = worked({**lines, **others}, given | dict(held))
            return {name: values[name] for name in asks}

        return made

    right = numbers({})({})
    forms = [(id, others) for id, each in wrong.items() for others in each if is_seen(numbers(others), right)]
    seen = {id: tuple(numbers(others) for other, others in forms if other == id) for id, _ in forms}

    def pairs() -> Iterable:
        for (id, others), (other, second) in combinations(forms, 2):
            if id != other and not others.keys() & second.keys():
                yield (id, other), numbers({**others, **second})

    return Key(lambda held: worked(lines, given | dict(held)), seen, pairs, words or {})


def of_lines(
    lines: Lines,
    wrong: Mapping[str, Iterable[Lines]],
    asks: Iterable[str],
    says: str,
    shown: Iterable[str] = (),
    words: Mapping[str, str] | None = None,
    **more,
) -> Case:
    """A case of such lines, in which what is `shown` stands; `wrong` and `words` as in `key_of`."""
    asks = tuple(name for name in lines if name in asks)
    given = {name: value for name, value in worked(lines, {}).items() if name in shown}
    return Case(asks, key_of(lines, wrong, asks, given, words), says, shown=given, **more)


def constant(value: float) -> Callable[[Numbers], float]:
    """A line of a number that follows from the task alone."""
    return lambda found: value


def chosen(right: str, wrong: Mapping[str, str], order: Callable) -> tuple[Key, str]:
    """The key of a choice, and its options in words: the right one and one for each mistake, in the order drawn.

    `order` is given all options, and returns them in another order. What is asked is the number of the option.
    """
    options = order([right, *wrong.values()])
    key = key_of(
        {"choice": constant(options.index(right) + 1)},
        {id: ({"choice": constant(options.index(option) + 1)},) for id, option in wrong.items()},
    )
    return key, "; ".join(f"{k}: {option}" for k, option in enumerate(options, start=1))


def listed(values: Iterable[float]) -> str:
    """Numbers as a sentence has them, between commas."""
    return ", ".join(map(short, values))


def points(x: Iterable[float], y: Iterable[float]) -> str:
    """Examples as pairs: (1, 3), (2, −5)."""
    return ", ".join(f"({listed(pair)})" for pair in zip(x, y))
