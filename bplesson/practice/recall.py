"""Short questions, one after the other, and what came out of them; recall, at the top of a lesson."""

import html
from dataclasses import replace
from secrets import randbelow

from bplesson.errors import InputError, whole_number
from bplesson.kit import pen
from bplesson.kit.controls import Choice
from bplesson.kit.figure import Still
from bplesson.kit.scene import Filling, Scene, Text
from bplesson.kit.sentence import spoken
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.item import Case, item
from bplesson.practice.practice import Practice
from bplesson.practice.short_questions import Short, looks_back, questions_before

NOT_YET, NEXT, RESULT = "I do not know yet", "next question", "what came out"
SEEDS = 10**6  # from which one is drawn where none is given
WIDTH, PITCH = 760.0, 26.0  # of the still; from line to line


class Round(Practice):
    """A few short questions, each of an item of its own, and then what came out.

    `place` is the question on the screen, 0 is the first; behind the last one stands what came out. `results` says by
    place how the first answer was: "right", "wrong", or "open" where there was none, or the working came before it.
    """

    place = Choice(0)
    held = (*Practice.held, "_item", "questions", "results")
    buttons = Practice.buttons | {"another": (NOT_YET, "go on; what is open is no mistake", "_go_on")}
    questions: tuple[Short, ...] = ()
    results: dict[int, str] = {}
    again = ""  # what stands on the button that begins another round, where there is one

    def _open(self, seed=0) -> None:
        self.questions = self._drawn(whole_number("seed", seed, least=0))
        self.place_choices = tuple(range(len(self.questions) + 1))
        super()._open(replace(item(self.questions[0].item), levels=1), seed)

    # what a subclass fills in ----------------------------------------------------------------------------------------
    def _drawn(self, seed: int) -> tuple[Short, ...]:
        """The questions of that seed."""
        raise NotImplementedError

    def _outcome(self) -> str:
        """What came out, as HTML: it stands where the questions stood."""
        raise NotImplementedError

    def _advice(self) -> str:
        """What to do about it."""
        raise NotImplementedError

    def _cover(self) -> list[str]:
        """The lines of the still, which shows no numbers: they may be others each time."""
        raise NotImplementedError

    # state -----------------------------------------------------------------------------------------------------------
    @property
    def _is_over(self) -> bool:
        return self.place == len(self.questions)

    def _react(self, changed: set[str]) -> None:
        if "seed" in changed:
            self._put(place=0)
            self.questions, self.results = self._drawn(self.seed), {}
        if "place" in changed and not self._is_over:
            self.case = None
        super()._react(changed)

    def _make_case(self) -> Case:
        question = self.questions[self.place]
        self._item = item(question.item)
        return question.case(self.seed)

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names of what is asked, in the order of the passes; none once all questions are over."""
        return () if self._is_over else self.case.asks

    def answer(self, **numbers) -> Verdict:
        """Fill in these numbers, empty all other blanks, and check: floats, or texts as one types them, "-1/3"."""
        self._ask_for_a_question()
        return super().answer(**numbers)

    def check(self) -> Verdict:
        """Judge what stands in the blanks; the first answer is the one that counts."""
        self._ask_for_a_question()
        return super().check()

    def _ask_for_a_question(self) -> None:
        if self._is_over:
            raise InputError("answer: expected a question on the screen, but all are over; place = 0 is the first one")

    def _count(self) -> None:
        self._result("right" if self.verdict.ok else "wrong")
        super()._count()

    def show_working(self) -> None:
        """How each number is found, or that no more; a question that has not been answered before it stays open."""
        self._ask_for_a_question()
        self._result("open")
        super().show_working()

    def _result(self, result: str) -> None:
        """Note how the first answer to the present question was."""
        self.results = {self.place: result} | self.results

    def another(self) -> None:
        """On to the next question, or to what came out; what has not been answered stays open."""
        if not self._is_over:
            self._result("open")
            self._change(place=self.place + 1)
        elif self.again:
            self._change(seed=self.seed + 1)

    def _go_on(self) -> None:
        """The same on the screen, where the first blank is ready; code leaves the cursor alone."""
        self.another()
        for name in self.blanks[:1]:
            self._diagram.go_to(name)

    # screen ----------------------------------------------------------------------------------------------------------
    def _make_more(self) -> list:
        return []

    def _follow(self) -> None:
        super()._follow()
        over, go_on = self._is_over, self._buttons["another"]
        self._diagram.layout.display = "none" if over else ""
        self._lines.layout.display = "none" if over else self._lines.layout.display
        for each in self._buttons.values():
            each.layout.display = "none" if over and (each is not go_on or not self.again) else ""
        is_last = self.place == len(self.questions) - 1
        onward = NOT_YET if self.place not in self.results else RESULT if is_last else NEXT
        go_on.description = self.again if over else onward

    def _headed(self) -> str:
        if self._is_over:
            return self._outcome()
        question = self.questions[self.place]
        return f"<b>Question {self.place + 1} of {len(self.questions)}: {question.can}</b><br>{self._task()}"

    def _notice(self) -> str:
        return spoken(html.escape(self._advice())) if self._is_over else super()._notice()

    def _still(self) -> Still:
        lines = [Text(f"line-{k}", 12, PITCH * (k + 1), anchor="start") for k in range(len(self._cover()))]
        filling = Filling({text.id: words for text, words in zip(lines, self._cover())})
        return pen.still(repr(self), Scene(WIDTH, PITCH * (len(lines) + 1), tuple(lines)), filling)


class Recall(Round):
    """Three short questions on the lessons before `lesson`, with other numbers for every `seed`."""

    kind = "recall"
    takes = ("lesson", "seed")
    again = "three others"

    def _open(self, lesson, seed=None) -> None:
        self.lesson = looks_back(lesson)
        super()._open(randbelow(SEEDS) if seed is None else seed)

    def _drawn(self, seed: int) -> tuple[Short, ...]:
        return questions_before(self.lesson, seed)

    def _outcome(self) -> str:
        right = sum(result == "right" for result in self.results.values())
        return f"<b>At the first go, {right} of {len(self.questions)} were right.</b>"

    def _advice(self) -> str:
        open_ones = [each for k, each in enumerate(self.questions) if self.results.get(k) != "right"]
        if not open_ones:
            return "All of it is still there: go on."
        return f"Look again at {'; '.join(f'{each.see} ({each.can})' for each in open_ones)}."

    def _cover(self) -> list[str]:
        return [f"{self!r}.", "Run the cell, and answer them one after the other."]

    def __repr__(self) -> str:
        before = {2: "lesson 1", 3: "lessons 1 and 2"}.get(self.lesson, f"lessons 1 to {self.lesson - 1}")
        return f"Three questions on {before}, with other numbers each time"


def recall(lesson: int, seed: int | None = None) -> Recall:
    """Three short questions on the lessons before that one, 2 to 7: other ones each time, or those of a seed."""
    return Recall(lesson, seed)
