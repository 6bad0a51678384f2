"""A question in running text, whose answer some code works out: said before that code is run."""

import html
from collections.abc import Callable, Mapping, Sequence

from bplesson.errors import InputError, shown
from bplesson.kit.controls import row
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.sentence import spoken
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.guess_scene import guess_sheet
from bplesson.practice.item import Item
from bplesson.practice.practice import Practice
from bplesson.practice.question import Question, question

ITEM = Item("Questions in the text", "said before the code is run")
FIRST = "Say it first, then press check."


class Guess(Practice):
    """One question, low enough to stand between two paragraphs; `answer(1, 3)` or `answer("falls")` answers it."""

    kind = ITEM.skill  # in the record
    takes = ("question",)
    buttons = {
        "check": ("check", "whether it is right, and what is wrong; so does Enter", "_check_here"),
        "shown": ("show the answer", "the answer, or that no more; then it counts no longer", "show_answer"),
    }  # fmt: skip

    def _open(self, question: Question) -> None:
        self._asked = question
        super()._open(ITEM)

    def _make_case(self) -> Question:
        """The question anew: what its code returned before is forgotten."""
        asked = self._asked
        more = {name: getattr(asked, name) for name in ("labels", "called", "options", "code", "slips", "then")}
        return Question(asked.asks, asked.key, asked.says, **more)

    def _make_sheet(self) -> tuple[Scene, Filling]:
        return guess_sheet(self.case)

    def answer(self, *said) -> Verdict:
        """Say this, and check: a number for each box, or the text of an option."""
        options = self.case.options.get("choice", ())
        if len(said) != len(self.blanks) or options and said[0] not in options:
            raise InputError(f"answer: expected {self._wanted()}, got {', '.join(map(shown, said)) or 'nothing'}")
        said = [str(options.index(each) + 1) if options else each for each in said]
        return super().answer(**dict(zip(self.blanks, said)))

    def _wanted(self) -> str:
        options = self.case.options.get("choice", ())
        return f"one of {', '.join(map(repr, options))}" if options else f"as many numbers as boxes, {len(self.blanks)}"

    def check(self) -> Verdict:
        """Work the answer out, and judge what was said."""
        self.case = self._make_case()
        return super().check()

    def _answered(self) -> tuple:
        code = self.case.code
        return getattr(code, "__code__", repr(code)), self.case.says, tuple(self.case.right.values())

    def show_answer(self) -> None:
        """The right answer, or that no more."""
        self._helped, self.case = True, self._make_case()
        told = self.case.told()
        self._said = "" if self._said == told else told
        self._react(set())

    # screen ----------------------------------------------------------------------------------------------------------
    def _make_view(self) -> None:
        super()._make_view()
        self._sentence.layout.flex = "1 1 300px"
        head = self._make_head() if self.case.says else []
        self.view.children = (*head, self._diagram, row(*self._buttons.values(), self._sentence), self._lines)

    def _make_more(self) -> list:
        return []

    def _follow(self) -> None:
        if self._diagram.typed != self.typed:
            self._diagram.typed = dict(self.typed)
        self._question.value = html.escape(self.case.says)

    def _instruction(self) -> str:
        return FIRST

    def _notice(self) -> str:
        return super()._notice() if self._said or self.verdict else spoken(FIRST)

    def __repr__(self) -> str:
        [*names] = next(iter(self.case.options.values()), None) or self.case.labels.values() or ["a number"]
        asked = f"{' / '.join(names) if self.case.options else ', '.join(names)}?"
        return f"To be said before the code is run: {f'{self.case.says} ' if self.case.says else ''}{asked}"


def guess(
    code: Callable,
    *labels: str,
    options: Sequence[str] | None = None,
    says: str = "",
    slips: Mapping[str, object] | None = None,
    then: str = "",
    boxes: int = 1,
) -> Guess:
    """Ask what `code()` will return: a number, as many as there are labels (or `boxes`), or one of some `options`.

    Of options it returns the text, or the place from 0 on. It is called when an answer is checked, and not before.
    `says`: the question in one line. `slips`: sentences for wrong answers, {sentence: answer, or a function}. `then`: a
    sentence with the right answer.
    """
    return Guess(question(code, labels, options, says, slips, then, boxes))
