"""From a learner's numbers to points, mistakes and words: what is right given what came before counts."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from textwrap import fill

from bplesson.errors import InputError
from bplesson.kit.words import enumerated, short
from bplesson.practice.item import Case, Item
from bplesson.practice.judging import judge
from bplesson.practice.typed import read

ANSWERS, MARK = "application/vnd.bplesson.answers+json", "application/vnd.bplesson.mark+json"  # kinds of output
GIVEN = "right, given"
NOT_WRONG = ("right", "empty", "together")  # how the state of a number begins, if nothing can be said against it
COMING = "still to come: ", "not filled in: "  # what a check says while somebody works, and what a mark says
WIDTH = 88  # of a line, in letters


@dataclass(frozen=True)
class Mark:
    """The points for one part of an assignment, `of` so many; the ids of the mistakes, and what the learner reads.

    `left_open` are the points that are not there because nothing was filled in: all others were lost.
    """

    points: float
    of: float
    mistakes: tuple[str, ...]
    words: str
    left_open: float = 0.0

    def told(self) -> str:
        """The words, with the points behind them, in lines of a page."""
        return fill(f"{sentence(self.words)} {short(self.points)} of {short(self.of)} points.".strip(), WIDTH)


def sentence(words: str) -> str:
    """The words with a full stop, if they have no other end."""
    return words if not words or words.endswith((".", "!", "?")) else f"{words}."


def mark_numbers(case: Case, answers: Mapping[str, object], of: float) -> Mark:
    """The mark for numbers by name, floats or texts; the points are shared equally among all that are asked.

    A 0 that only follows from another wrong 0 earns nothing: with zeros everywhere nearly all would follow.
    """
    typed = {name: answers[name] for name in case.asks if name in answers}
    verdict = judge(case, typed)
    boxes = verdict.boxes or {}
    given = [name for name in case.asks if boxes.get(name, "").startswith(GIVEN) and _counts(typed[name])]
    right = [name for name in case.asks if verdict.ok or boxes.get(name) == "right"]
    words = sentence(verdict.says.replace("\n", " ").replace(*COMING).replace(*map(str.capitalize, COMING)))
    if given:
        words += f" Right, given what came before, and counted: {enumerated([case.label(name) for name in given])}."
    points = of * (len(right) + len(given)) / len(case.asks)
    return Mark(points, of, verdict.mistakes, words, _left_open(case, answers, boxes, of, of - points))


def _left_open(case: Case, answers: Mapping[str, object], boxes: Mapping[str, str], of: float, lost: float) -> float:
    """The points of what was not filled in: all that are lost, if nothing that was filled in is wrong."""
    empty = sum(answers.get(name) is None or not str(answers[name]).strip() for name in case.asks)
    wrong = any(not state.startswith(NOT_WRONG) for state in boxes.values())
    return of * empty / len(case.asks) if wrong else lost if empty else 0.0


def _counts(typed) -> bool:
    return read("answer", typed).value != 0


def as_in_the_key(case: Case, answers: Mapping[str, object]) -> dict[str, str]:
    """The numbers that can be read, without choices, as the key writes them."""
    found = {}
    for name in case.asks:
        with suppress(InputError):
            if name not in case.options and (typed := read(name, answers.get(name))):
                found[name] = short(typed.value)
    return found


def nothing(of: float, words: str) -> Mark:
    """No points, and why."""
    return Mark(0.0, of, (), words)


def as_data(item: Item, part: str, mark: Mark) -> dict:
    """A mark as it stands in an autograded notebook."""
    about = {"item": item.id, "part": part, "skill": item.skill, "points": mark.points, "of": mark.of}
    return about | {"mistakes": list(mark.mistakes), "words": mark.words, "left_open": mark.left_open}
