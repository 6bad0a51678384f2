"""Whose mistake is it? Three people answered the same case; a learner says of each of them what they did."""

import html
from dataclasses import replace

from bplesson.errors import InputError
from bplesson.kit.scene import Filling, Scene
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.item import item
from bplesson.practice.people_scene import sheet_of_people
from bplesson.practice.practice import Practice
from bplesson.practice.three_answers import QUESTION, ThreeAnswers, levels, three_answers

TIPS = {
    "check": "of whom it is right, and of whom it is not; so does Enter",
    "hint": "the rule for the first number that differs; once more: its factors",
    "working": "what each of them did, and where it shows",
}


class People(Practice):
    """Three people's answers to a case of one item; `answer(A=2, B="right", C=1)` says what each of them did.

    2 is the second mistake of the list. `case` holds the answers, `verdict` is the last one.
    """

    kind = "whose mistake"
    takes = ("item", "seed", "level")
    buttons = {
        name: (words, TIPS.get(name, tip), method) for name, (words, tip, method) in Practice.buttons.items()
    }  # fmt: skip

    def _make_case(self) -> ThreeAnswers:
        return three_answers(self._item, self.seed, self.level)

    def _make_sheet(self) -> tuple[Scene, Filling]:
        return sheet_of_people(self.case)

    def answer(self, **people) -> Verdict:
        """Say what A, B and C did, each with the number of a mistake or "right"; who is not named is left empty."""
        return super().answer(**{name: self.case.number(name, said) for name, said in people.items()})

    def hint(self) -> None:
        """The rule for the first number on which the three do not agree; asked once more, its factors."""
        name = self.case.first_apart()
        way, count = self.case.of.ways.get(name), self._hinted.get(name, 0)
        self._hinted[name] = count + 1
        self._said = f"Hint: {self.case.of.label(name)} is the first number that differs between A, B and C."
        if way:
            self._said += f" {way.rule}"
            self._said += f" Here that is {way.factors}." if count and way.factors else ""
        self._react(set())

    def _named(self) -> tuple[str, ...]:
        return ()  # the mistakes are those of others

    def _task(self) -> str:
        listed = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in self.case.sentences)
        given = "<br>".join(map(html.escape, [self.case.of.says, *self.case.options_of_case]))
        asked = f"<b>Whose mistake is it?</b> {QUESTION}"
        return f'{given}<br>{asked}<ol style="margin: 2px 0; line-height: 1.5">{listed}</ol>'

    def _filling(self) -> tuple[Filling, str]:
        return super()._filling()[0], self.case.task


def whose_mistake(which: str, seed: int = 0, level: int = 0) -> People:
    """Say what three people did who answered the same case of an item, "P2.1"; as many more as one likes after it."""
    found, count = item(which), levels(which)
    if not count:
        why = (
            "many different answers are right" if found.make else f"it asks for a function, see bp.bug_hunt({which!r})"
        )
        raise InputError(f"item: expected one whose numbers tell a mistake, such as 'P2.1', got {which!r}: {why}")
    return People(replace(found, levels=count), seed, level)
