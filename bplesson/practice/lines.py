"""A calculation as lines: each number by a rule from those before it; a mistake is another rule for some of them."""

from collections.abc import Callable, Mapping

from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import is_seen

Rule = Callable[[Numbers], float]
Lines = Mapping[str, Rule]  # the rules by the names of their numbers, in the order in which one works them out


def numbers(lines: Lines, **others: Rule) -> Callable[[Numbers], dict[str, float]]:
    """What comes out of the lines, some by another rule, if the numbers that are held stand."""
    rules = {**lines, **others}

    def made(held: Numbers) -> dict[str, float]:
        found = {}
        for name, rule in rules.items():
            found[name] = held.get(name, rule(found))
        return found

    return made


def key_of(lines: Lines, wrong: Mapping[str, tuple[Lines, ...]]) -> Key:
    """The key of a calculation; `wrong` are, by the ids of mistakes, the lines that are other ones in each form."""
    right, seen = numbers(lines), {}
    for id, forms in wrong.items():
        made = tuple(form for form in (numbers(lines, **other) for other in forms) if is_seen(form, right({})))
        if made:
            seen[id] = made
    return Key(right, seen)


def constant(value: float) -> Rule:
    """A number that follows from the task alone."""
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
