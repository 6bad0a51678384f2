"""Numbers worked out by hand, one line after another: a mistake is another line."""

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from math import inf

from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, Draw, is_seen

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


def chosen(
    draw: Draw, right: str, wrong: Iterable[tuple[str, str]], words: Mapping[str, str] | None = None
) -> tuple[Key, tuple[str, ...]]:
    """The key of a choice, and its options in an order that is drawn: the right one, and (mistake, option) of others.

    What is asked is the number of the option, under the name "choice"; `words` as in `key_of`.
    """
    options = _shuffled(draw, [("", right), *wrong])
    numbers = {}
    for number, (id, _) in enumerate(options, start=1):
        numbers.setdefault(id, []).append({"choice": constant(number)})
    [lines] = numbers.pop("")
    return key_of(lines, numbers, words=words), tuple(option for _, option in options)


def _shuffled(draw: Draw, options: Iterable) -> list:
    """The options in another order: each time one of those that are left."""
    left, found = list(options), []
    while left:
        found.append(left.pop(left.index(draw.pick(left))))
    return found


def listed(values: Iterable[float]) -> str:
    """Numbers as a sentence has them, between commas."""
    return ", ".join(map(short, values))


def points(x: Iterable[float], y: Iterable[float]) -> str:
    """Examples as pairs: (1, 3), (2, −5)."""
    return ", ".join(f"({listed(pair)})" for pair in zip(x, y))
