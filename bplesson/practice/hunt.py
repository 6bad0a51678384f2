"""A bug hunt: a function with one wrong line. Which line is it, and which line belongs there?"""

import html
from collections.abc import Callable

import ipywidgets as widgets
from traitlets import Int

from bplesson.errors import InputError, one_of, shown, whole_number
from bplesson.kit.blanks import Blanks
from bplesson.kit.controls import row
from bplesson.kit.explorer import Explorer
from bplesson.kit.record import RECORD
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.sentence import spoken
from bplesson.kit.words import enumerated
from bplesson.practice.bugs import Bugs, Planted, bugs, lines
from bplesson.practice.bugs.trial import Trial, trial, written
from bplesson.practice.checking import judged
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.hunt_scene import code_scene
from bplesson.practice.item import Draw, item
from bplesson.practice.mistakes import MISTAKES

ASKS = "One line of this function is wrong. Choose it, then press check."
START = "Where to look? “try it on numbers” shows what comes back, and what should."
SIGNS = {True: "✗ off", False: "✓ right"}
MENDS = "Now mend it: choose the line that belongs there, then press check."


class BugHunt(Explorer):
    """A function with one wrong line: `function` can be called, `source` is its text, `mends` what the line may become.

    `answer(line=4)`, and `answer(mend=2)` once the line is found, say what the screen says; `check(f)` checks a mended
    function of one's own. `seed` says which function it is; `verdict` is the last answer's.
    """

    diagram_of = Blanks
    seed = Int(0)
    kind = "bug hunt"  # in the record
    takes = ("functions", "seed")
    held = ("hunted", "trial", "_bugs", "_options", "_scene_now", "typed", "verdict", "_found", "_misses", "_said")
    buttons = {
        "check": ("check", "whether it is that line; so does Enter", "check"),
        "hint": ("hint", "which numbers are off; once more: since when", "hint"),
        "try": ("try it on numbers", "what it returns, and what it should", "try_it"),
        "another": ("another one", "a function with another wrong line", "another"),
    }  # fmt: skip
    hunted: Planted | None = None
    verdict: Verdict | None = None
    trial: Trial | None = None
    typed: dict[str, str] = {}
    _found = False  # the wrong line
    _misses = 0  # right lines that were taken for it
    _hints = 0
    _said = ""  # a hint, in place of the verdict
    _laid = None

    def _open(self, functions: tuple[Bugs, ...], seed=0) -> None:
        self._all = [(each, planted) for each in functions for planted in each.planted]
        super()._open(seed=whole_number("seed", seed, least=0))

    # state -----------------------------------------------------------------------------------------------------------
    def _react(self, changed: set[str]) -> None:
        if "seed" in changed:
            self.hunted = None
        super()._react(changed)

    def _compute(self) -> None:
        if self.hunted is not None:
            return
        round_, k = divmod(whole_number("seed", self.seed, least=0), len(self._all))
        self._bugs, self.hunted = _mixed(self._all, "hunt", self._all[0][0].which, round_)[k]
        self.trial = trial(self._bugs, self.hunted, self.seed)
        self._options = _mixed(self._bugs.mends(self.function), "mend", self.seed)
        self.typed, self.verdict, self._found, self._misses, self._hints, self._said = {}, None, False, 0, 0, ""
        self._scene_now, self._mended = code_scene(lines(self.function), ()), None

    @property
    def function(self) -> Callable:
        """The function with the wrong line: it can be called."""
        return self.hunted.function

    @property
    def source(self) -> str:
        """The text of the function."""
        return "\n".join(lines(self.function))

    @property
    def mends(self) -> tuple[str, ...]:
        """What may stand in place of the wrong line; nothing before that is found."""
        return tuple(lines(each)[self._place].strip() for each in self._options) if self._found else ()

    @property
    def _place(self) -> int:
        return self._bugs.place(self.function)

    def answer(self, line: int | None = None, mend: int | None = None) -> Verdict:
        """Say which line is wrong, counted from 1; once it is found, which of `mends` belongs there, counted from 1."""
        if line is None and mend is None:
            raise InputError("line: expected the number of the line that is wrong, got none")
        if line is not None:
            verdict = self._check_line(_number("line", line, len(lines(self.function))))
            if mend is None or not verdict.ok:
                return verdict
        if not self._found:
            raise InputError("mend: expected the wrong line to be found first, by answer(line=4), say")
        self.typed = self.typed | {"mend": str(_number("mend", mend, len(self._options)))}
        return self._check_mend()

    def check(self, function: Callable | None = None) -> Verdict:
        """Judge what is chosen; or a mended `function` of one's own, as bp.check does."""
        if function is None:
            if self._found:
                return self._check_mend()
            line = self.typed.get("line")
            return self._check_line(int(line)) if line else self._tell(Verdict(False, (), ASKS), counts=False)
        if not callable(function):
            raise InputError(f"function: expected a Python function, got {shown(function)}")
        verdict = judged(self._bugs.asked, function)  # the screen asks for something else
        answer = getattr(function, "__code__", None), verdict.says
        RECORD.tried(self._bugs.which, self.kind, verdict.ok, verdict.mistakes, answer)
        return verdict

    def _check_line(self, line: int) -> Verdict:
        """Judge a line that is said to be wrong; it counts until the wrong one is found, which then stays chosen."""
        counts = not self._found
        self.typed = {"line": str(line if counts else self._place + 1)}
        if line - 1 != self._place:
            self._misses += 1
            return self._tell(Verdict(False, (), self._of_right_line(line - 1)), counts)
        if counts:
            self._found = True
            self._scene_now = code_scene(lines(self.function), self.mends)
        verdict = self._tell(Verdict(True, (), f"Yes, it is line {line}. {MENDS}"), counts)
        self._diagram.go_to("mend")
        return verdict

    def _of_right_line(self, k: int) -> str:
        """What is said of a line that was taken for the wrong one; from the second one on, where to look."""
        says = f"Line {k + 1} is right: it {self._bugs.does[k]}."
        if self._misses < 2:
            return f"{says} Try it on numbers: which of them are off?"
        return f"{says} The wrong line stands {'above' if self._place < k else 'below'} it."

    def _check_mend(self) -> Verdict:
        if "mend" not in self.typed:
            return self._tell(Verdict(False, (), MENDS), counts=False)
        self._mended = self._options[int(self.typed["mend"]) - 1]
        self._scene_now = code_scene(lines(self._mended), self.mends)
        verdict = judged(self._bugs.asked, self._mended)
        if not verdict.ok:
            return self._tell(Verdict(False, verdict.mistakes, f"With this line it is not right yet. {verdict.says}"))
        return self._tell(Verdict(True, (), f"Mended. {verdict.says} What was wrong: {self._what()}"))

    def _what(self) -> str:
        """What the planted mistake is, in a sentence."""
        said = judged(self._bugs.asked, self.function)
        alone = not self.hunted.id or said.mistakes == (self.hunted.id,)
        return said.says if alone else MISTAKES[self.hunted.id].sentence

    def _tell(self, verdict: Verdict, counts: bool = True) -> Verdict:
        self.verdict, self._said = verdict, ""
        self._react(set())
        if counts:
            answer = self.seed, tuple(sorted(self.typed.items())), verdict.says
            RECORD.tried(self._bugs.which, self.kind, verdict.ok, verdict.mistakes, answer)
        return verdict

    def hint(self) -> None:
        """Which numbers are off; asked once more, since when; once the line is found, what is wrong with it."""
        self._hints += 1
        if self._found:
            self._said = f"Hint: {self._what()}"
        else:
            self._said = f"Hint: {self.trial.which() if self._hints == 1 else self.trial.since()}"
            self._numbers.layout.display = ""
        self._react(set())

    def try_it(self) -> None:
        """Show numbers to try it on, with what it returns and what it should."""
        self._numbers.layout.display = ""
        self._react(set())

    def another(self) -> None:
        """A function with another wrong line."""
        self._change(seed=self.seed + 1)

    # screen ----------------------------------------------------------------------------------------------------------
    def _stage(self):
        return None, {}

    def _make_scene(self) -> Scene:
        self._laid = self._scene_now
        return self._scene_now

    def _make_view(self) -> None:
        self._numbers = widgets.HTML(layout={"display": "none", "overflow": "auto"})
        self._above = (self._numbers,)
        super()._make_view()
        self._diagram.observe(self._guard(lambda change: self._chosen_in(change.new)), "typed")
        self._diagram.on_enter(self._guard(self.check))

    def _make_head(self) -> list:
        return [row(self._question)]

    def _chosen_in(self, typed: dict[str, str]) -> None:
        """What a learner has chosen: what was said of another choice no longer stands."""
        if typed != self.typed:
            self.typed = dict(typed)
            if self._found:
                self.typed["line"] = str(self._place + 1)
            self.verdict, self._said = None, ""
        self._react(set())

    def _follow(self) -> None:
        if self._scene_now is not self._laid:
            if not self._found:
                self._numbers.layout.display = "none"
            self._lay_out(self._make_scene())
        if self._diagram.typed != self.typed:
            self._diagram.typed = dict(self.typed)
        knows = f" {html.escape(self._bugs.knows)}" if self._bugs.knows else ""
        self._question.value = f"<b>{self._bugs.which}, bug hunt: {self._bugs.name}</b><br>{ASKS}{knows}"
        now = self.trial if self._mended is None else self.trial.with_(self._mended)
        self._numbers.value = "" if now is None else _table(now)

    def _filling(self):
        filling, verdict = Filling({"mends": "The line that belongs there:"} if self._found else {}), self.verdict
        if self._found:
            filling.judged["line"] = ("✓", "this is the wrong line")
        elif verdict is not None and "line" in self.typed:
            filling.judged["line"] = ("✗", "this line is right")
        if self._found and verdict is not None and "mend" in self.typed:
            filling.judged["mend"] = ("✓", "right") if verdict.ok else ("✗", "wrong")
        return filling, f"{self._bugs.name}, line by line"

    def _notice(self) -> str:
        said = self._said or (self.verdict.says if self.verdict else MENDS if self._found else START)
        return spoken(html.escape(said), "")

    def __repr__(self) -> str:
        text = " | ".join(f"{k}: {line.strip()}" for k, line in enumerate(lines(self.function), start=1))
        return f"{self._bugs.which}, bug hunt: one line is wrong, which? {text}"


def bug_hunt(which: str, seed: int = 0) -> BugHunt:
    """Find the one wrong line of a function that a lesson asks for: `which` is the item, "P4.4", or item and function.

    `seed` says which function and which line; there are as many more as one likes.
    """
    if not isinstance(which, str) or not which.split():
        raise InputError(f"item: expected a number such as 'P2.4', got {shown(which)}")
    number, *names = which.split()
    if number not in bugs():
        item(number)  # raises if there is none of that number
        raise InputError(f"item: expected one with functions to hunt in, {enumerated(list(bugs()))}, got {number!r}")
    some = {each.name: each for each in bugs()[number]}
    if names:
        return BugHunt((some[one_of("function", " ".join(names), some)],), seed)
    return BugHunt(tuple(some.values()), seed)


def _mixed(values: list, *seed) -> list:
    """The same in another order, by that seed."""
    draw, rest, mixed = Draw(*seed), list(values), []
    while rest:
        mixed.append(rest.pop(draw.pick(range(len(rest)))))
    return mixed


def _number(name: str, value, most: int) -> int:
    found = whole_number(name, value, least=1)
    if found > most:
        raise InputError(f"{name}: expected a number from 1 to {most}, got {shown(value)}")
    return found


def _table(trial: Trial) -> str:
    """The numbers of a trial as a table."""
    given = "".join(
        f"<tr><td>{name}</td><td>= {html.escape(written(value))}</td></tr>" for name, value in trial.arguments.items()
    )
    left = '<th style="text-align: left">'
    head = f"<tr><th></th>{left}it returns</th>{left}it should return</th><th></th></tr>"
    entries = zip(trial.names, trial.got, trial.due, trial.off)
    found = "".join(
        f"<tr><td>{name}</td><td>{written(got)}</td><td>{written(due)}</td><td>{SIGNS[off]}</td></tr>"
        for name, got, due, off in entries
    )
    look = 'style="line-height: 1.5; border-spacing: 12px 0; margin-left: -6px"'
    return f"<table {look}>{given}</table><table {look}>{head}{found}</table>"
