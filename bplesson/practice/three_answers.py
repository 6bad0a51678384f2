"""Three people's answers to one case: which mistake each of them made, and what is said of a guess about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from bplesson.errors import InputError, one_of, shown
from bplesson.kit.words import enumerated, kept
from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Numbers, Verdict
from bplesson.practice.item import DIGITS, Case, Draw, Item, different, item
from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.typed import read

NAMES = ("A", "B", "C")
LISTED = 4  # mistakes, of which some were made
NOBODY_RIGHT = 3  # in one of so many cases
NONE, RIGHT = "no mistake", "right"
BEYOND, TRIES = 10_000, 20  # to the seed of the next case, if this one shows too few mistakes
AT_ONCE = {"M10"}  # seen without a look at the case: every number is 0
CELL = 14  # letters of an option that stands in the table itself
QUESTION = "A, B and C have answered this, each with one of these mistakes or with none. What did each of them do?"


@dataclass(frozen=True)
class ThreeAnswers(Case):
    """A case whose numbers are the mistakes of A, B and C: 1 is the first that is `listed`, the last option is none.

    `of` is the case that they answered, `answers` are their numbers, `made` are the ids of their mistakes, "" of none.
    """

    of: Case | None = None
    listed: tuple[str, ...] = ()
    answers: Mapping[str, Numbers] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)

    @property
    def task(self) -> str:
        """The whole task as text: the case, what each of the three found, the mistakes, and how they are answered."""
        people = " ".join(f"{name}: {', '.join(self._found(name))}." for name in NAMES)
        listed = " ".join(f"({k}) {sentence}" for k, sentence in enumerate(self.sentences, start=1))
        options = "".join(f" {line}" for line in self.options_of_case)
        return (
            f"{self.says}{options} {people} {listed} Answer A, B and C with 1 to {len(self.listed)}, or with {RIGHT!r}."
        )

    @property
    def sentences(self) -> list[str]:
        """The mistakes that may have been made, in the order in which they are numbered."""
        return [self._sentence(id) for id in self.listed]

    @property
    def options_of_case(self) -> list[str]:
        """What stands behind the numbers of a choice, a line for each choice whose options are long."""
        choices = {name: each for name, each in self.of.options.items() if name in self.of.asks and not _fit(each)}
        listed = {name: "; ".join(f"{k}: {words}" for k, words in enumerate(each, 1)) for name, each in choices.items()}
        return [f"{self.of.label(name)}: {words}." for name, words in listed.items()]

    def _sentence(self, id: str) -> str:
        return self.of.key.words.get(id, MISTAKES[id].sentence)

    def _found(self, name: str) -> list[str]:
        return [f"{self.of.label(ask)} = {self.cell(name, ask)}" for ask in self.of.asks]

    def cell(self, name: str, ask: str) -> str:
        """What one of the three answered to that, in letters; of a choice with long options its number."""
        value, options = self.answers[name][ask], self.of.options.get(ask, ())
        return options[round(value) - 1] if options and _fit(options) else written(value)

    def first_apart(self) -> str:
        """The first number on which the three do not agree."""
        return next(ask for ask in self.of.asks if not self.agreed(ask))

    def agreed(self, ask: str) -> bool:
        """Whether all three have this number, and it is right."""
        return all(_same(self.answers[name], self.of.right, ask) for name in NAMES)

    # what a learner says of them -------------------------------------------------------------------------------------
    def number(self, name: str, said) -> int | None:
        """What was said of one of the three as the number of an option; InputError if there is no such."""
        if isinstance(said, str) and said.strip().lower() in (RIGHT, NONE):
            return len(self.listed) + 1
        typed = read(name, said)
        if typed is not None and typed.value not in range(1, len(self.listed) + 2):
            raise InputError(f"{name}: expected 1 to {len(self.listed)}, or {RIGHT!r}, got {shown(said)}")
        return None if typed is None else round(typed.value)

    def answer(self, **given) -> Verdict:
        """The verdict on what is said of A, B and C, each by itself: the number of a mistake, or "right"."""
        for name in given:
            one_of("answer", name, NAMES)
        said = {name: self.number(name, given.get(name)) for name in NAMES}
        if not any(said.values()):
            return Verdict(False, (), "Nothing is chosen yet.", dict.fromkeys(NAMES, "empty"))
        boxes = {name: self._box(name, number) for name, number in said.items()}
        lines = [self._line(name, said[name], boxes[name]) for name in NAMES if said[name]]
        if empty := [name for name in NAMES if not said[name]]:
            lines.append(f"Still to come: {enumerated(empty)}.")
        ok = set(boxes.values()) == {RIGHT}
        seen = [self._id(said[name]) for name in NAMES if boxes[name] == RIGHT]
        return Verdict(ok, tuple(filter(None, seen)), "\n".join(["All three are right."] * ok + lines), boxes)

    def _id(self, number: int) -> str:
        return (*self.listed, "")[number - 1]

    def _box(self, name: str, number: int | None) -> str:
        if number is None:
            return "empty"
        id = self._id(number)
        fits = explains(self.of, id, self.answers[name]) if id else not different(self.answers[name], self.of.right)
        return RIGHT if fits else f"wrong: look at {self.of.label(self._where(name, id))} of {name}"

    def _line(self, name: str, number: int, box: str) -> str:
        """What is said of one of the three: what they did, or at which number one sees that they did not."""
        id = self._id(number)
        if box == RIGHT:
            return f"{name}: right, mistake {number}. {self._sentence(id)}" if id else f"{name}: right, no mistake."
        label = self.of.label(self._where(name, id))
        if id:
            return f"{name}: not mistake {number}. Look at {label} of {name}: what would it be with mistake {number}?"
        return f"{name}: there is a mistake. Look at {label} of {name}: what would it be by the rule?"

    def _where(self, name: str, id: str) -> str:
        """The first number of this one that is other than with that mistake, in the form that leads furthest."""
        made = [form({}) for form in self.of.key.wrong[id]] if id else [self.of.right]
        return max((_first_apart(self.of, each, self.answers[name]) for each in made), key=self.of.asks.index)

    def working(self) -> list[str]:
        """What each of the three did, and the first number that shows it, a line each."""
        lines = []
        for name in NAMES:
            id, mine = self.made[name], self.answers[name]
            if not id:
                lines.append(f"{name}: no mistake.")
                continue
            ask = _first_apart(self.of, self.of.right, mine)
            by_rule = written(self.of.right[ask]) if ask not in self.of.options else self._right_option(ask)
            number = self.listed.index(id) + 1
            seen = f"{self.of.label(ask)} of {name} is {self.cell(name, ask)}; by the rule it is {by_rule}."
            lines.append(f"{name}: mistake {number}. {self._sentence(id)} {seen}")
        return lines

    def _right_option(self, ask: str) -> str:
        options, number = self.of.options[ask], round(self.of.right[ask])
        return options[number - 1] if _fit(options) else str(number)


def explains(case: Case, id: str, numbers: Numbers) -> bool:
    """Whether these numbers come out with that mistake, in one of its forms."""
    return any(not different(form({}), numbers) for form in case.key.wrong[id])


def _fit(options: Iterable[str]) -> bool:
    return max(map(len, options)) <= CELL


def _same(one: Numbers, other: Numbers, ask: str) -> bool:
    return not different({ask: one[ask]}, {ask: other[ask]})


def _first_apart(case: Case, one: Numbers, other: Numbers) -> str:
    return next(ask for ask in case.asks if not _same(one, other, ask))


# how they are drawn --------------------------------------------------------------------------------------------------
@cache
def levels(which: str) -> int:
    """How many levels of an item have numbers that tell mistakes apart: not those where a learner chooses freely."""
    found = item(which)
    return sum(type(found.case(0, level)) is Case for level in range(found.levels)) if found.make else 0


def three_answers(of: Item, seed: int, level: int) -> ThreeAnswers:
    """The three answers of that seed: of two or three people a mistake each, which no two of those listed share."""
    for attempt in range(TRIES):
        case, draw = of.case(seed + BEYOND * attempt, level), Draw("whose mistake", of.id, level, seed, attempt)
        found = _parted(case, _shuffled(draw, [id for id in case.key.wrong if id not in AT_ONCE | _hidden(of)]))
        if len(found) > 1:
            return _planted(draw, case, found)
    raise AssertionError(f"{of.id}: no case with two mistakes in {TRIES} tries for seed {seed}, level {level}")


def _hidden(of: Item) -> set[str]:
    """Of mistakes that no number parts all but one: the value at the end, if it is among them, stands on the screen."""
    return {id for group in of.twins for id in sorted(group, key=lambda id: (id != "O1", id))[1:]}


def _parted(case: Case, ids: list[str]) -> dict[str, list[Numbers]]:
    """Up to LISTED mistakes with what they make; those with short numbers first, none of which makes what others do."""
    all_made: dict[str, list[Numbers]] = {}
    found: dict[str, list[Numbers]] = {}

    def take(id: str, made: list[Numbers]) -> None:
        others = [each for other in found for each in all_made[other]]
        if len(found) < LISTED and all(different(one, other) for one in all_made[id] for other in others):
            found[id] = made

    for id in ids:
        if len(found) == LISTED:
            return found
        all_made[id] = [_asked(case, form({})) for form in case.key.wrong[id]]
        if plain := [each for each in all_made[id] if _is_plain(each)]:
            take(id, plain)
    for id in (id for id in ids if id not in found):
        take(id, all_made[id])
    return found


def _planted(draw: Draw, case: Case, found: Mapping[str, list[Numbers]]) -> ThreeAnswers:
    """Mistakes of two of the three, or of all, and who made which; the others that are listed were not made."""
    ids = list(found)
    nobody_right = len(ids) > 2 and not draw.pick(range(NOBODY_RIGHT))
    did = _shuffled(draw, ids[:3] if nobody_right else [*ids[:2], ""])
    answers = {name: draw.pick(found[id]) if id else _asked(case, case.right) for name, id in zip(NAMES, did)}
    listed = tuple(_shuffled(draw, ids))
    options = (*(f"mistake {k}" for k in range(1, len(listed) + 1)), NONE)
    return ThreeAnswers(
        NAMES,
        case.key,
        f"{case.says} {QUESTION}",
        case.network,
        case.x,
        case.y,
        case.eta,
        case.shown,
        called={name: f"what {name} did" for name in NAMES},
        options=dict.fromkeys(NAMES, options),
        of=case,
        listed=listed,
        answers=answers,
        made=dict(zip(NAMES, did)),
    )


def _asked(case: Case, numbers: Numbers) -> Numbers:
    return {ask: float(numbers[ask]) + 0.0 for ask in case.asks}  # + 0.0: there is no −0


def _is_plain(numbers: Numbers) -> bool:
    return all(kept(value, DIGITS) == round(value, 9) and abs(value) < 10**DIGITS for value in numbers.values())


def _shuffled(draw: Draw, values: Iterable) -> list:
    left = list(values)
    return [left.pop(draw.pick(range(len(left)))) for _ in range(len(left))]
