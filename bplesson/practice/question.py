"""A question whose answer is what some code returns; the code is called when somebody has said what it will be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from bplesson.checks.results import quiet
from bplesson.errors import InputError, listed, one_of, real_array, shown, whole_number
from bplesson.kit.words import enumerated, precise
from bplesson.practice.diagnosis import Key, Verdict
from bplesson.practice.item import Case
from bplesson.practice.signatures import wrong_because
from bplesson.practice.spoken import ORDINALS
from bplesson.practice.typed import Typed, read

YOURS = "your answer"
OTHER = "Not that one. Read what stands above once more: which sentence or number there decides it?"
DOTS = "It is not written yet: put your lines in place of the dots, and run that cell."
ASIDE = "Run the cells above once more, from the top, and put back what was changed in them."


class Unfit(Exception):
    """What the code returned is no answer to the question."""


class NotWritten(Exception):
    """A function that the learner is to write returned its dots."""


@dataclass(frozen=True)
class Question(Case):
    """`code()` returns the right answer: a number for each of `asks`, or of the one with options the right option.

    `slips` are sentences for wrong answers, each with such an answer or a function that returns one; `then` is said
    with the right one. A function is called once, when it is needed.
    """

    code: Callable = field(default=lambda: 0, kw_only=True)
    slips: Mapping[str, object] = field(default_factory=dict, kw_only=True)
    then: str = field(default="", kw_only=True)

    @cached_property
    def right(self) -> dict[str, float]:
        """The right numbers by name, or the number of the right option, from 1 on."""
        return dict(zip(self.asks, self._numbers(lambda: self._returned)))

    @cached_property
    def _returned(self):
        return self.code()

    def answer(self, **given) -> Verdict:
        """The verdict on these numbers, by the names in `asks`."""
        typed = [read(self.label(name), given.get(name)) for name in self.asks]
        if typed.count(None) == len(typed):
            return Verdict(False, (), "Say it first.", dict.fromkeys(self.asks, "empty"))
        if self._problem:
            return Verdict(False, (), self._problem)
        boxes = {name: _state(each, self.right[name]) for name, each in zip(self.asks, typed)}
        if "off" in boxes.values():
            said = self._slip(typed)
            return Verdict(False, (said,) if said else (), said or self._wrong(typed), boxes)
        if empty := [self.label(name) for name, state in boxes.items() if state == "empty"]:
            return Verdict(False, (), f"Right so far; still to come: {enumerated(empty)}.", boxes)
        many = {1: "Right.", 2: "Both are right."}.get(len(boxes), f"All {len(boxes)} are right.")
        return Verdict(True, (), f"{many} {self.then}".strip(), boxes)

    def told(self) -> str:
        """The right answer in words, and what is said with it."""
        if self._problem:
            return self._problem
        names = [f"{self.labels[name]} = " if name in self.labels else "" for name in self.asks]
        found = [name + self.right_in_words(each) for name, each in zip(names, self.asks)]
        return f"The answer: {', '.join(found)}. {self.then}".strip()

    def right_in_words(self, name: str) -> str:
        """The right number as a reader sees it, a whole one with more than three digits too; or the right option."""
        value = self.right[name]
        whole = not self.options and round(value) == round(value, 9)
        return precise(round(value)) if whole else super().right_in_words(name)

    def label(self, name: str) -> str:
        """How a number is called in a sentence."""
        return self.labels.get(name, YOURS)

    @cached_property
    def _problem(self) -> str:
        """What a learner reads if there is no right answer at the moment; else ""."""
        try:
            _ = self.right
        except NotWritten:
            return DOTS
        except Unfit as problem:
            return f"The code of this question returned {problem}. {ASIDE}"
        except Exception as problem:  # of the learner's own functions, perhaps
            return f"The code of this question cannot be run now ({type(problem).__name__}: {problem}). {ASIDE}"
        return ""

    def _slip(self, typed: Sequence[Typed | None]) -> str:
        """The sentence of the first slip that makes these numbers; one that cannot be worked out now is left out."""
        for sentence, answer in self.slips.items():
            try:
                made = self._numbers(answer)
            except Exception:  # as above; the right answer could be worked out, so the verdict stands without this one
                continue
            if all(each is None or each.fits(value) for each, value in zip(typed, made)):
                return sentence
        return ""

    def _wrong(self, typed: Sequence[Typed | None]) -> str:
        if self.options:
            return OTHER
        right, labels = list(self.right.values()), [self.labels.get(name, "") for name in self.asks]
        return wrong_because(typed, right, labels, _counts(self._returned) and min(right) >= 0)

    @quiet
    def _numbers(self, answer) -> list[float]:
        """An answer, or what a function returns, as numbers by place; of an option its place, from 1 on."""
        found = answer() if callable(answer) else answer
        if _dots(found):
            raise NotWritten
        if self.options:
            return [_place(found, self.options[self.asks[0]])]
        try:
            numbers = _flat(found)
        except InputError:
            raise Unfit(f"{shown(found)}, which is not made of numbers") from None
        if len(numbers) != len(self.asks):
            count = "one number is" if len(self.asks) == 1 else f"{len(self.asks)} numbers are"
            raise Unfit(f"{len(numbers)} number{'s' * (len(numbers) != 1)}, where {count} asked")
        if not np.isfinite(numbers).all():
            raise Unfit(f"{shown(found)}, which nobody can type")
        return numbers


def question(code, labels: Sequence[str], options, says: str, slips, then: str, boxes: int) -> Question:
    """The question with these parts, each checked; `labels` and `boxes` say how many numbers are asked."""
    if not callable(code):
        raise InputError(f"code: expected a function that works it out, lambda: forward(weights, 1), got {shown(code)}")
    for name, each in (("says", says), ("then", then), *(("labels", each) for each in labels)):
        if not isinstance(each, str):
            raise InputError(f"{name}: expected a text, got {shown(each)}")
    if options is not None and labels:
        raise InputError(f"labels: expected none beside options, got {', '.join(map(repr, labels))}")
    if not isinstance(slips, Mapping | None) or not all(isinstance(each, str) for each in slips or ()):
        raise InputError(f"slips: expected {{sentence: the wrong answer, or a function}}, got {shown(slips)}")
    count = len(labels) or whole_number("boxes", boxes)
    if count > len(ORDINALS):
        raise InputError(f"boxes: expected at most {len(ORDINALS)}, got {count}")
    asks = ("choice",) if options is not None else tuple(f"n{k}" for k in range(count))
    names = labels or (ORDINALS[:count] if count > 1 else ())
    more = {"code": code, "slips": dict(slips or {}), "then": then, "labels": dict(zip(asks, names))}
    more["options"] = {} if options is None else {"choice": _options(options)}
    more["called"] = {asks[0]: YOURS} if not names else {}
    return Question(asks, Key(dict, {}), says, **more)


def _options(options) -> tuple[str, ...]:
    found = tuple(listed("options", options, "two texts or more"))
    if (
        isinstance(options, str)
        or not all(isinstance(each, str) for each in found)
        or len(set(found)) < max(2, len(found))
    ):
        raise InputError(f"options: expected two different texts or more, got {shown(options)}")
    return found


def _state(typed: Typed | None, right: float) -> str:
    return "empty" if typed is None else "right" if typed.fits(right) else "off"


def _place(found, options: Sequence[str]) -> int:
    """The number of an option, from 1 on; it is given as the text, or as its place from 0 on."""
    try:
        if isinstance(found, str):
            return options.index(one_of("answer", str(found), options)) + 1
        if isinstance(found, bool | np.bool_):
            raise InputError("a truth value says nothing of options")
        place = whole_number("answer", found, least=0)
        return options.index(options[place]) + 1
    except (InputError, IndexError):
        raise Unfit(f"{shown(found)}, which is none of the options") from None


def _dots(found) -> bool:
    return found is ... or isinstance(found, list | tuple) and any(map(_dots, found))


def _counts(found) -> bool:
    """Whether all of them are whole numbers for Python, as what `len` or `sum` of yes and no returns."""
    if isinstance(found, list | tuple):
        return all(map(_counts, found))
    return np.asarray(found).dtype.kind in "iu"


def _flat(found) -> list[float]:
    """All numbers in the order in which they are read, of lists within lists and of arrays."""
    if isinstance(found, list | tuple):
        return [number for each in found for number in _flat(each)]
    if isinstance(found, str | bytes | dict | set):
        raise InputError("answer: expected numbers")
    return np.ravel(real_array("answer", found)).tolist()
