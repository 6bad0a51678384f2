"""A guess before the step: what is asked, how near a guess is, what came of it, and how often it was right."""

from collections.abc import Callable
from functools import partial

import numpy as np

from bplesson.errors import InputError, finite_number, one_of, shown
from bplesson.kit.controls import button, everything, row
from bplesson.kit.number_box import NumberBox, read_number, written
from bplesson.kit.record import RECORD
from bplesson.kit.scene import Filling
from bplesson.kit.sentence import UNSEEN, smaller_eta
from bplesson.kit.words import change, enumerated, factor, number

COST, DIRECTION = ("falls", "rises", "stays"), ("smaller", "larger", "stays")
TIPS = {"smaller": "the weight gets smaller", "larger": "the weight gets larger"}
SHARE_OF_STEP, SHARE_OF_AXIS = 0.1, 0.01  # by which a landing may be off: the larger of the two counts
Guess = str | dict[str, float]  # a word, or where weights land


class Prediction:
    """The guesses at the steps of one explorer, its row of buttons, and how many of them were right.

    A step is asked for where its path has not gone on yet: not where one has walked back, and once only where nothing
    moves any more or numbers run away.
    """

    def __init__(self, explorer):
        self.explorer, self._row, self._row_of = explorer, None, None
        self.clear()

    def clear(self) -> None:
        """Begin to count anew."""
        self.right = self.tried = 0
        self._told, self._told_at, self._done_at = "", None, None
        self._guessed: dict[str, float] = {}  # the last landing
        self._proposed: Guess = {}  # a landing that is not final yet
        self._proposed_at, self._weight = None, ""
        self._waited_at = None  # where a step was asked for without a guess

    # what is asked ---------------------------------------------------------------------------------------------------
    def _here(self) -> tuple:
        return self.explorer._run, self.explorer._place, self.explorer.eta

    @property
    def open(self) -> bool:
        """Whether the next step waits for a guess."""
        explorer = self.explorer
        if not explorer.predict or explorer._place < len(explorer._run.points) - 1:
            return False
        return self._done_at != self._here()

    @property
    def lands(self) -> bool:
        """Whether it is asked where the next step lands."""
        return self.explorer.predict == "landing" and self.open

    @property
    def weight(self) -> str:
        """The weight in question: the selected one, or the one whose derivative is largest, of a landing on the map.

        After a landing it is the same one along this path, so that guess and truth are seen on one curve.
        """
        explorer = self.explorer
        if explorer.selected in explorer.names:
            return explorer.selected
        if explorer.predict == "landing" and self._weight and self._told_at and self._told_at[0] is explorer._run:
            return self._weight
        among = self._on_map() if explorer.predict == "landing" else explorer.names
        return max(among, key=lambda name: abs(explorer._derivative(name)))

    def _on_map(self) -> tuple[str, ...]:
        """The weights of the landscape, where there is one; else the only one."""
        return getattr(self.explorer, "axes", self.explorer.names)

    @property
    def asked(self) -> str:
        """The question, if there is one now."""
        if not self.open:
            return ""
        if self.explorer.predict == "cost":
            return "The next step: will the cost fall or rise?"
        name = self.explorer.labels[self.weight]
        if self.explorer.predict == "direction":
            return f"The next step: which way does {name} go?"
        return f"The next step: where does {name} land?"

    def mark(self, filling: Filling) -> None:
        """Mark on the diagram the weight that is asked about, unless it is the selected one."""
        name = self.weight if self.asked and self.explorer.predict != "cost" else ""
        if name and name != self.explorer.selected:
            filling.mark("missing", name, f"line-{name}", f"port-{name}", f"box-{name}")

    # what is said ----------------------------------------------------------------------------------------------------
    @property
    def told(self) -> str:
        """What came of the last guess, as long as one stands where it led to."""
        return self._told if self._told_at == self._here()[:2] else ""

    @property
    def says(self) -> str:
        """The question as HTML, and what to do."""
        if not self.open:
            return ""
        if proposed := self.proposed:
            how = f"Your guess: {self._written(proposed)}. Press guess, or step."
        elif self._waited_at == self._here():
            how = "The step waits for your guess, or for pass."
        elif self.explorer.predict == "landing":
            axes = [self.explorer.labels[name] for name in self._on_map()]
            two = f" or, for {enumerated(axes)} at once, on the map" if len(axes) > 1 else ""
            how = f"Type it, or click on the curve{two}."
        else:
            how = ""
        return f"{'<br>' if self.told else ''}<b>{self.asked}</b> {how}".strip()

    @property
    def proposed(self) -> dict[str, float]:
        """A landing that was typed or clicked and may still be changed."""
        stands = self.lands and self._proposed_at == self._here()
        return self._proposed if stands and (len(self._proposed) > 1 or self.weight in self._proposed) else {}

    @property
    def marks(self) -> dict[str, float]:
        """The landing to be drawn, by the names of the weights: one that is proposed, or the last one."""
        return self.proposed or (self._guessed if self.told else {})

    def at(self, *names: str) -> list[float]:
        """Where these weights are, or are proposed to land."""
        return [self.proposed.get(name, getattr(self.explorer, name)) for name in names]

    def _written(self, landing: dict[str, float]) -> str:
        return " and ".join(f"{self.explorer.labels[name]} = {number(value)}" for name, value in landing.items())

    # guesses ---------------------------------------------------------------------------------------------------------
    def guess(self, answer) -> None:
        """Take the step, and tell what it does beside what was said of it."""
        if not self.explorer.predict:
            raise InputError("guess: expected an explorer that asks, as with predict = 'cost', got one that does not")
        if not self.open:
            raise InputError("guess: expected a step that has not been taken yet; this one is known, go on from it")
        self._settle(self._read(answer))

    def _settle(self, said: Guess) -> None:
        kind = self.explorer.predict
        judge = {"cost": self._judge_cost, "direction": self._judge_direction, "landing": self._judge_landing}[kind]
        right, came = judge(said)
        self.tried, self.right, self._weight = self.tried + 1, self.right + right, self.weight
        self._guessed = said if kind == "landing" else {}
        words = self._written(said) if kind == "landing" else said
        begins = "<b>✓ Right.</b>" if right else "<b>✗ Not quite.</b>" if kind == "landing" else "<b>✗ Not so.</b>"
        self._take(f"{begins} You said: {words}. {came} {self.right} of {self.tried} right.")
        RECORD.tried(kind, "prediction", right)

    def pass_over(self) -> None:
        """Take the step without a guess, which counts neither way."""
        explorer, before = self.explorer, self.explorer.cost
        self._take("")
        after = explorer.cost
        did = f"the cost went {change(before, after)}" if number(before) != number(after) else "the cost stays"
        score = f" {self.right} of {self.tried} right." if self.tried else ""
        self._told = f"Passed: {did}.{score}"
        explorer._react(set())

    def wait(self) -> None:
        """A step is wanted: it is taken if a landing is proposed; if not, it waits."""
        if self.proposed:
            self._settle(self.proposed)
        else:
            self._waited_at = self._here()
            self.explorer._react(set())

    def take_guess(self) -> None:
        """The landing in the box, or the one that was clicked, is the guess."""
        if not self.proposed:
            raise InputError("guess: expected a number in the box or a click on the curve, got neither")
        self.wait()

    def _take(self, told: str) -> None:
        explorer = self.explorer
        self._done_at = self._here()
        reached = explorer._run.go_to(explorer._place + 1)
        self._told, self._told_at = told, (explorer._run, reached)
        explorer._go_to(explorer._place + 1)

    def propose(self, *landing: float) -> bool:
        """Whether a click is meant as a guess; it is then proposed: one number, or both of the map."""
        if not self.lands:
            return False
        names = self._on_map() if len(landing) > 1 else (self.weight,)
        self._proposed, self._proposed_at = dict(zip(names, landing, strict=True)), self._here()
        self.explorer._react(set())
        return True

    def _read(self, answer) -> Guess:
        """An answer of the kind that is asked for; InputError if it is another one."""
        if self.explorer.predict == "cost":
            return one_of("guess", answer, COST)
        if self.explorer.predict == "direction":
            return one_of("guess", answer, DIRECTION)
        if not isinstance(answer, tuple | list):
            return {self.weight: finite_number("guess", answer)}
        axes = self._on_map()
        if len(axes) < 2 or len(answer) != 2:
            two = f", or two for {axes[0]} and {axes[1]}" if len(axes) > 1 else ""
            raise InputError(f"guess: expected one number for {self.weight}{two}, got {shown(answer)}")
        return {name: finite_number("guess", value) for name, value in zip(axes, answer, strict=True)}

    # what is right ---------------------------------------------------------------------------------------------------
    def _judge_cost(self, said: str) -> tuple[bool, str]:
        """Whether that is what the cost does, and what it does."""
        explorer, before = self.explorer, self.explorer.cost
        if explorer.status == "diverged":
            came = "It rises beyond all bounds: the step is not taken."
            return said == "rises", f"{came} {smaller_eta(explorer)}".strip()
        if explorer.after is None:
            return said == "stays", f"It stays: {self._why_not()}."
        after = explorer._cost_at(explorer.after)
        moved = "fell" if after < before else "rose"
        if abs(after - before) <= UNSEEN * abs(before):
            near = {"stays", *(["falls"] if after < before else []), *(["rises"] if after > before else [])}
            return said in near, "It changed by less than a millionth of itself."
        came = f"It {moved}, {change(before, after)}{self._why(moved)}"
        return said == {"fell": "falls", "rose": "rises"}[moved], came

    def _why(self, moved: str) -> str:
        """The end of the sentence on a cost that "fell" or "rose": why, where that is sure."""
        if moved == "rose":
            shorter = smaller_eta(self.explorer)
            return f": the step is too long. {shorter}" if shorter else "."
        taken = getattr(self.explorer, "derivatives", None)  # some may be wrong, of somebody's own function
        downhill = ": against the slope it goes downhill, and the step is short enough to end lower."
        return "." if taken and taken.wrong else downhill

    def _judge_direction(self, said: str) -> tuple[bool, str]:
        """Whether that is the way the weight goes, and the way it goes; a step that cannot be seen may also stay."""
        name, before, after = self.explorer.labels[self.weight], self._now(self.weight), self._landing(self.weight)
        if after == before:
            return said == "stays", f"{name} stays at {number(before)}: {self._why_not()}."
        way = "smaller" if after < before else "larger"
        near = {way, "stays"} if abs(self.explorer._derivative(self.weight)) <= self.explorer.flat else {way}
        why = f"against the sign of its derivative, {number(self.explorer._derivative(self.weight))}"
        return said in near, f"{name} goes {change(before, after)}: it gets {way}, {why}."

    def _judge_landing(self, said: dict[str, float]) -> tuple[bool, str]:
        """Whether that is near enough to where the step leads, and by how much it is off."""
        true = {name: self._landing(name) for name in said}
        off = float(np.hypot.reduce([said[name] - true[name] for name in said]))
        step = float(np.hypot.reduce([true[name] - self._now(name) for name in said]))
        limits = self.explorer._limits()
        axis = max(high - low for low, high in (limits[name] for name in said))
        near = max(SHARE_OF_STEP * step, SHARE_OF_AXIS * axis)
        by = f"off by {number(off)}, and up to {number(near)} is near enough" if off else "exactly there"
        return off <= near * (1 + 1e-9), f"The step leads to {self._written(true)}{self._worked(true)}: {by}."

    def _worked(self, landing: dict[str, float]) -> str:
        """Where a landing comes from: for one weight in numbers."""
        if len(landing) > 1:
            return ", each by −η times its own derivative"
        [(name, there)] = landing.items()
        now, eta, slope = self._now(name), self.explorer.eta, self.explorer._derivative(name)
        worked = f", which is {number(now)} − {factor(eta)} · {factor(slope)}"
        return worked if np.isclose(now - eta * slope, there) else ""

    def _now(self, name: str) -> float:
        return getattr(self.explorer, name)

    def _landing(self, name: str) -> float:
        """Where the step leads that weight; where it is, if no step can be taken or nothing moves."""
        explorer, now = self.explorer, self._now(name)
        if explorer.after is not None:
            return now if explorer._derivative(name) == 0 else explorer.after[explorer.names.index(name)]
        after = now - explorer.eta * explorer._derivative(name)
        return now if explorer.status == "converged" or not np.isfinite(after) else after

    def _why_not(self) -> str:
        """Why nothing moves."""
        if self.explorer.status == "undefined":
            return "no step can be taken"
        if self.explorer.status == "converged" and any(map(self.explorer._derivative, self.explorer.names)):
            return "nothing moves that could be seen"
        return "the derivative is 0" if self.explorer.status != "converged" else "every derivative is 0"

    # on the screen ---------------------------------------------------------------------------------------------------
    def follow(self) -> None:
        """Show the row of answers while there is a question, and only then."""
        explorer = self.explorer
        if explorer.predict and self._row_of != explorer.predict:
            self._lay_out()
        if self._row is None:
            return
        self._row.layout.display = "flex" if self.open else "none"
        if self.lands:
            self._box.description = f"{explorer.labels[self.weight]} lands at"
            landing = self.proposed.get(self.weight)
            self._box.text = "" if landing is None else written(landing)

    def _lay_out(self) -> None:
        """Another row of answers below the sentence, for another kind of question."""
        explorer, view = self.explorer, self.explorer.view
        children = [each for each in view.children if each is not self._row]
        before = self._row
        self._row, self._row_of = self._make_row(), explorer.predict
        below = children.index(explorer._sentence) + 1
        view.children = (*children[:below], self._row, *children[below:])
        if before is not None:
            for widget in everything(before):
                widget.close()

    def _make_row(self):
        explorer = self.explorer
        if explorer.predict == "landing":
            self._box = NumberBox(label_width="130px", layout={"width": "230px"})
            self._box.observe(explorer._guard(lambda change: self._typed(change.new)), "text")
            self._box.on_enter(explorer._guard(self.wait))
            answers = [self._box, self._button("guess", "take the step, and see how near that is", self.take_guess)]
        else:
            words = COST if explorer.predict == "cost" else DIRECTION
            answers = [self._button(word, TIPS.get(word, f"it {word}"), partial(self.guess, word)) for word in words]
        return row(*answers, self._button("pass", "take this step without a guess", explorer.pass_over))

    def _button(self, label: str, tip: str, react: Callable):
        return button(label, tip, self.explorer._guard(react))

    def _typed(self, text: str) -> None:
        self._proposed = {}
        if text.strip():
            self.propose(read_number(self._box.description, text))
        else:
            self.explorer._react(set())
