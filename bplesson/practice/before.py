"""Before and after: eight questions before the first lesson and after the last one, shown side by side."""

import html
from collections.abc import Sequence

from bplesson.kit.record import RECORD
from bplesson.kit.words import enumerated
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.judging import UNREAD, judge
from bplesson.practice.recall import NOT_YET, Round
from bplesson.practice.record import AFTER, BEFORE, first_answers, kept
from bplesson.practice.short_questions import BEFORE_AND_AFTER, Short

KEEP = 'bp.record("my_record.json")'
ANSWER = f"Answer what you can: nothing of this has to be known. Else press “{NOT_YET}”."
NONE = "What you answered before the lessons is not on record here."
KNOWN, RIGHT, OPEN = "you can do it already", "right", "open"
SEEDS = 1000, 2000  # before and after: far from those that a practice begins with
CELL = "text-align: left; padding: 1px 18px 1px 0"


class EightQuestions(Round):
    """The eight questions of lessons 1 to 7; one that is left open is on record too."""

    takes = ("seed",)

    def _open(self, seed=SEEDS[0]) -> None:
        super()._open(seed)

    def _drawn(self, seed: int) -> tuple[Short, ...]:
        return BEFORE_AND_AFTER

    def _result(self, result: str) -> None:
        if result == "open" and self.place not in self.results:
            RECORD.tried(self._item.id, self.kind, False, (), (self.seed, result))
        super()._result(result)


class Before(EightQuestions):
    """The eight questions before the first lesson: each is answered once or left open, and nothing is said of it."""

    kind = BEFORE
    buttons = {
        "check": ("that is my answer", "go on with what is filled in; so does Enter in a box", "_check_here"),
        "another": Round.buttons["another"],
    }  # fmt: skip

    def check(self) -> Verdict:
        """Take what stands in the blanks as the answer, if it is whole, and go on."""
        self._ask_for_a_question()
        verdict = judge(self.case, self.typed)
        if said := self._not_whole(verdict):
            self._said = said
            self._react(set())
            return Verdict(False, (), said)
        RECORD.tried(self._item.id, self.kind, verdict.ok, (), (self.seed, tuple(sorted(self.typed.items()))))
        self._result("right" if verdict.ok else "wrong")
        self._change(place=self.place + 1)
        return Verdict(verdict.ok, (), "Noted.")

    def _not_whole(self, verdict: Verdict) -> str:
        """Why that is no answer yet; nothing of what is right and what is wrong. "" for one that is."""
        if verdict.boxes is None:
            return verdict.says  # a fault of ours
        unread = [state.removeprefix(UNREAD) for state in verdict.boxes.values() if state.startswith(UNREAD)]
        empty = [self.case.label(name) for name, state in verdict.boxes.items() if state == "empty"]
        if empty and not unread:
            return f"Still to come: {enumerated(empty)}. Or press “{NOT_YET}”."
        return f"{unread[0]}." if unread else ""

    def _instruction(self) -> str:
        return ANSWER

    def _outcome(self) -> str:
        right = [self.results.get(place) == "right" for place in range(len(self.questions))]
        when = [KNOWN if ok else f"lesson\u00a0{each.lesson}" for ok, each in zip(right, self.questions)]
        return _table(("you will be able to", "when"), self.questions, when)

    def _advice(self) -> str:
        keep = kept() or f"To see both side by side, keep these answers: run {KEEP} in a cell of this lesson."
        return f"Lesson 7 asks again, with other numbers. {keep}"

    def _cover(self) -> list[str]:
        return [f"{self!r}. You will be able to", *(f"· {each.can} (lesson {each.lesson})" for each in self.questions)]

    def __repr__(self) -> str:
        return "Eight questions before the first lesson, which may be left open"


class After(EightQuestions):
    """The eight questions after the last lesson, and what was known before them, if that is on record."""

    kind = AFTER

    def _open(self, seed=SEEDS[1]) -> None:
        super()._open(seed)

    def _before(self) -> dict[str, bool]:
        return first_answers(RECORD.attempts, BEFORE)

    def _instruction(self) -> str:
        if self.place or self._before():
            return super()._instruction()
        return f"{super()._instruction()} ({NONE} If you kept it, run {KEEP} first, then this cell.)"

    def _outcome(self) -> str:
        was, right = self._before(), [self.results.get(place) == "right" for place in range(len(self.questions))]
        before = [[RIGHT if was.get(each.item) else OPEN for each in self.questions]] if was else []
        after = [RIGHT if ok else f"look again at {each.see}" for ok, each in zip(right, self.questions)]
        heads = ("can you", "before", "after") if was else ("can you", "after")
        return _table(heads, self.questions, *before, after)

    def _advice(self) -> str:
        was, now, count = self._before(), sum(each == "right" for each in self.results.values()), len(self.questions)
        before = f"Before the lessons {sum(was.values())} of {count} were right" if was else NONE.rstrip(".")
        return f"{before}; now, at the first go, {now} of {count}. {kept()}".strip()

    def _cover(self) -> list[str]:
        return [f"{self!r}: can you", *(f"· {each.can}?" for each in self.questions)]

    def __repr__(self) -> str:
        return "The eight questions once more, after the last lesson"


def _table(heads: Sequence[str], questions: Sequence[Short], *columns: Sequence[str]) -> str:
    """A row for each question, in words, and what stands beside it in the columns, as HTML."""
    rows = [(each.can, *cells) for each, *cells in zip(questions, *columns, strict=True)]
    lines = [_line("th", heads), *(_line("td", row) for row in rows)]
    return f'<table style="border-collapse: collapse">{"".join(lines)}</table>'


def _line(tag: str, words: Sequence[str]) -> str:
    cells = "".join(f'<{tag} style="{CELL}">{html.escape(each)}</{tag}>' for each in words)
    return f"<tr>{cells}</tr>"


def before(path=None) -> Before:
    """Eight questions of lessons 1 to 7, which may be left open; with a `path` the answers are kept in that file.

    Without one they can still be kept afterwards, by bp.record(path); nothing is written unless a file is named.
    """
    return _on_record(Before, path)


def after(path=None) -> After:
    """The eight questions once more, with other numbers, beside what was known before.

    That stands in the file of that `path`, in which before(path) or record(path) has kept it, or on the record that is
    already open; if it stands in neither, this is said.
    """
    return _on_record(After, path)


def _on_record(kind: type[EightQuestions], path) -> EightQuestions:
    if path is not None:
        RECORD.go_on_with(path)
    return kind()
