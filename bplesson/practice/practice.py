"""A case to be worked on the screen: blanks on the diagram, and what is said of what was typed into them."""

import html
from inspect import signature
from time import perf_counter

import ipywidgets as widgets

from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.blanks import Blanks
from bplesson.kit.controls import Choice, Menu, Seed, row
from bplesson.kit.explorer import Explorer
from bplesson.kit.number_box import written
from bplesson.kit.record import RECORD
from bplesson.kit.scene import Filling, Scene
from bplesson.kit.sentence import spoken
from bplesson.kit.words import enumerated
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.item import Case, Item, item
from bplesson.practice.judging import SIGNS, is_whole, judge, words_of
from bplesson.practice.sheet_scene import sheet_of
from bplesson.practice.typed import LONGEST, read

FILL_IN = "Fill in the boxes, then press check. You may type −2.5, 1/3 or 2 · (−4)."
CHOOSE = "Choose, then press check."
LATE = 0.5  # seconds: a text of the last box may come in after the press on check, over another channel
IN_A_ROW = 2  # cases that went right, or wrong, before the level changes


class Practice(Explorer):
    """Cases of one item without end: `case` is the one on the screen, `blanks` are the names of what it asks.

    `seed` and `level` say which case; `answer(delta1=-8)` fills in blanks and checks them. `verdict` is the last one.
    """

    diagram_of = Blanks
    seed = Seed(0)
    level = Choice(0)
    kind = "numbers"  # in the record
    takes = ("item", "seed", "level", "own")
    held = ("case", "_sheet", "typed", "verdict", "_since", "_said")
    buttons = {
        "check": ("check", "what is right, and what is wrong; so does Enter in a box", "_check_here"),
        "hint": ("hint", "the rule for the first box that is not right; once more: its factors", "hint"),
        "working": ("show the working", "how each number is found", "show_working"),
        "another": ("another one", "other numbers; harder after two that went well", "another"),
    }  # fmt: skip
    case: Case | None = None
    verdict: Verdict | None = None
    typed: dict[str, str] = {}
    _since: frozenset[str] = frozenset()  # blanks that have changed since the last check
    _said = ""  # a hint, in place of the verdict
    _laid = None
    _menu: Menu | None = None
    _checked_at = -LATE  # on the screen

    def _open(self, item: Item, seed=0, level=0, own: Case | None = None) -> None:
        self._own = self._next = own
        self._item, self._streak, self._hinted, self._helped = item, [], {}, False
        self.level_choices = tuple(range(item.levels))
        super()._open(seed=whole_number("seed", seed, least=0), level=level)

    # state -----------------------------------------------------------------------------------------------------------
    def _react(self, changed: set[str]) -> None:
        if changed & {"seed", "level"}:
            self.case = self._next = None
        super()._react(changed)

    def _compute(self) -> None:
        if self.case is None:
            self.case = self._make_case()
            self._sheet, self.typed, self.verdict, self._since = self._make_sheet(), {}, None, frozenset()
            self._said, self._hinted, self._helped = "", {}, False

    def _make_case(self) -> Case:
        """The case of the present seed and level; at first the one that was given, if there is one."""
        return self._next or self._item.case(self.seed, self.level)

    def _make_sheet(self) -> tuple[Scene, Filling]:
        """The sheet of the present case."""
        return sheet_of(self.case)

    @property
    def blanks(self) -> tuple[str, ...]:
        """The names of what is asked, in the order of the passes."""
        return self.case.asks

    def answer(self, **numbers) -> Verdict:
        """Fill in these numbers, empty all other blanks, and check: floats, or texts as one types them, "-1/3"."""
        for name, number in numbers.items():
            read(one_of("answer", name, self.blanks), number)  # raises if it is no number
        self.typed = {name: _as_text(value) for name, value in numbers.items() if value not in (None, ...)}
        return self.check()

    def check(self) -> Verdict:
        """Judge what stands in the blanks."""
        self.verdict, self._since, self._said = judge(self.case, self.typed), frozenset(), ""
        if is_whole(self.verdict):
            self._count()
        self._react(set())
        return self.verdict

    def _count(self) -> None:
        """Put a whole answer on record; copied from the working, it says nothing."""
        answer = *self._answered(), tuple(sorted(self.typed.items()))
        if not (self._helped and self.verdict.ok):
            RECORD.tried(self._item.id, self.kind, self.verdict.ok, self._named(), answer)

    def _check_here(self) -> None:
        """Check what was typed on the screen, and go to the first blank that is off; code leaves the cursor alone."""
        self.check()
        self._checked_at = perf_counter()
        if off := next((name for name in self.blanks if self._sign(name) in ("✗", "?", "")), ""):
            self._diagram.go_to(off)

    def _answered(self) -> tuple:
        """What tells this case from others, for the record."""
        return (self.case.says,) if self.case is self._own else (self.seed, self.level)

    def _named(self) -> tuple[str, ...]:
        """The learner's mistakes, for the record."""
        return self.verdict.mistakes

    def hint(self) -> None:
        """The rule for the first blank that is not right; asked once more, its factors."""
        now = judge(self.case, self.typed).boxes or {}
        name = next((name for name in self.blanks if now.get(name) != "right"), None)
        if name is None:
            self._said = "Nothing is missing: press check."
        else:
            way, count = self.case.ways[name], self._hinted.get(name, 0)
            self._hinted[name] = count + 1
            self._said = f"Hint: {self.case.told(name)}"
            if count and way.factors:
                self._said += f" Here that is {way.factors}."
            if count > 1 or count and not way.factors:
                self._said += " More than that tells only the working."
        self._react(set())

    def show_working(self) -> None:
        """How each number is found, or that no more."""
        self._helped = True
        self._lines.layout.display = "none" if self._lines.layout.display == "" else ""
        self._react(set())

    def another(self) -> None:
        """Other numbers; a level up after two cases in a row that went right, one down after two that went wrong."""
        answered = self.verdict is not None and is_whole(self.verdict)
        if answered or self._helped:
            self._streak.append(answered and self.verdict.ok and not self._helped)
        level, last = self.level, self._streak[-IN_A_ROW:]
        if len(last) == IN_A_ROW and len(set(last)) == 1:
            level, self._streak = min(max(level + (1 if last[0] else -1), 0), self._item.levels - 1), []
        before = self.level
        self._change(seed=0 if self.case is self._own else self.seed + 1, level=level)
        if level != before:
            more = "harder ones" if level > before else "easier ones"
            self._said = f"Level {level} now: {more}. {self._instruction()}"
            self._react(set())

    # screen ----------------------------------------------------------------------------------------------------------
    def _stage(self):
        return None, {}

    def _make_scene(self) -> Scene:
        self._laid = self._sheet
        return self._sheet[0]

    def _make_view(self) -> None:
        self._lines = widgets.HTML(layout={"display": "none"})
        super()._make_view()
        self._diagram.observe(self._guard(lambda change: self._typed_in(change.new)), "typed")
        self._diagram.on_enter(self._guard(self._check_here))
        above = [each for each in self.view.children if each is not self._more]
        self.view.children = (*above, self._lines, *([self._more] if self._more.children else []))

    def _make_head(self) -> list:
        return [row(self._question)]

    def _make_more(self) -> list:
        last = self.level_choices[-1]
        name = {level: str(level) for level in self.level_choices}
        name |= {0: "0 (easiest)", last: f"{last} (hardest)"} if last else {}
        self._menu = Menu("level", self.level_choices, self._to("level"), name.get, "190px")
        return [self._menu.view]

    def _typed_in(self, typed: dict[str, str]) -> None:
        """What a learner has typed: what was judged is judged anew, but for what has changed since."""
        changed = {name for name in self.blanks if typed.get(name, "") != self.typed.get(name, "")}
        self.typed = dict(typed)
        if changed and perf_counter() < self._checked_at + LATE:
            self._check_here()
            return
        if self.verdict is not None and changed:
            self._since |= changed
            self.verdict = judge(self.case, self.typed)
            since = [self.case.label(name) for name in self.blanks if name in self._since]
            self._said = f"{enumerated(since)} changed: press check."
        self._react(set())

    def _sign(self, name: str) -> str:
        state = ((self.verdict and self.verdict.boxes) or {}).get(name, "empty")
        return "" if name in self._since else next(sign for start, sign in SIGNS.items() if state.startswith(start))

    def _follow(self) -> None:
        if self._sheet is not self._laid:
            self._lay_out(self._make_scene())
            self._diagram.forget()  # another case is no change of the one before
            self._lines.layout.display = "none"
        if self._diagram.typed != self.typed:
            self._diagram.typed = dict(self.typed)
        self._question.value = self._headed()
        if self._menu:
            self._menu.show(self.level)
        self._lines.value = "".join(f"<div>{html.escape(line)}</div>" for line in self.working())

    def _headed(self) -> str:
        """What stands above the sheet, as HTML."""
        leveled = self._item.levels > 1 and self.case is not self._own
        level = f" · level {self.level} of {self._item.levels - 1}" if leveled else ""
        return f"<b>{self._item.id}: {html.escape(self._item.skill)}</b>{level}<br>{self._task()}"

    def _task(self) -> str:
        """What is given and asked, as HTML."""
        return html.escape(self.case.says)

    def working(self) -> list[str]:
        """How each number is found, a line each."""
        return self.case.working()

    def _filling(self):
        filling = self._sheet[1]
        boxes = (self.verdict and self.verdict.boxes) or {}
        filling.judged = {
            name: (self._sign(name), words_of(boxes.get(name, "empty"), self.case))
            for name in self.blanks
            if self._sign(name)
        }
        return filling, self.case.says

    def _instruction(self) -> str:
        """What to do, as long as nothing else is said."""
        if set(self.blanks) <= set(self.case.options):
            return CHOOSE
        return FILL_IN.replace("boxes", "boxes and choose") if self.case.options else FILL_IN

    def _notice(self) -> str:
        if self._said or self.verdict is None:
            return spoken(html.escape(self._said or self._instruction()))
        said, whole, boxes = self.verdict.says, is_whole(self.verdict), self.verdict.boxes or {}
        given = [self.case.label(name) for name in self.blanks if self._sign(name) == "(✓)"]
        empty = [self.case.label(name) for name in self.blanks if boxes.get(name) == "empty"]
        also = [f"(✓) Right, given what came before: {enumerated(given)}."] if given else []
        if empty and whole and "still to come" not in said.lower():
            also.append(f"Still to come: {enumerated(empty)}.")
        unkept = html.escape(RECORD.unkept) if whole else ""
        return spoken(html.escape(said).replace("\n", "<br>"), *also, unkept)

    def __repr__(self) -> str:
        return f"{self._item.id}, {self._item.skill}: {self.case.task}"


def practice(which: str, seed: int = 0, level: int = 0, **numbers) -> Practice:
    """Practise an item of the outline, "P2.1": the case of that seed and level, as many more as one likes after it.

    With `numbers` of a lesson the first case is made of these: `weights`, `x`, `y` …, and `ask`, the names of what is
    left open, as in the figures: ["x1", "delta1"]. After it come those drawn, on a level that asks the like.
    """
    found = item(which)
    if found.make is None:
        raise InputError(
            f"item: {which} asks for a function, which is checked by bp.check({which!r}, …), got no numbers"
        )
    if not numbers:
        return Practice(found, seed, level)
    own = _own_case(found, numbers)
    return Practice(found, 0, found.like(own), own)


def _own_case(found: Item, numbers: dict) -> Case:
    if found.own is None:
        raise InputError(f"{next(iter(numbers))}: {found.id} draws its own numbers, and takes a seed and a level")
    try:
        signature(found.own).bind(**numbers)
    except TypeError as problem:
        wanted = ", ".join(signature(found.own).parameters)
        raise InputError(f"{found.id}: expected {wanted}, got {', '.join(numbers)}: {problem}") from None
    return found.own(**numbers)


def _as_text(value) -> str:
    """A number as it could have been typed; a huge or a tiny one as Python writes it."""
    if isinstance(value, str):
        return value
    number = read("answer", value).value
    text = written(number)
    return text if len(text) <= LONGEST else repr(number)
