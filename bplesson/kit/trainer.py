"""An explorer that goes step by step: its place in a run, its buttons, and its play."""

import math

from bplesson.errors import whole_number
from bplesson.kit.controls import Number
from bplesson.kit.explorer import BACK, Explorer
from bplesson.kit.player import RATE, Player

BUSY = 0.04  # seconds that the steps or epochs of one picture may take
AGAIN = {
    **BACK,
    "new": ("new start", "other first weights: the next seed", "new_start"),
}


def place(name: str, doc: str) -> property:
    """The place in the run as a property of that name; setting it goes there."""

    def go(self, value: int) -> None:
        self._go_to(whole_number(name, value, least=0))

    return property(lambda self: self._place, go, doc=doc)


class Trainer(Explorer):
    """Stands at a place of a run, a step or an epoch, which follows from the settings and its number alone.

    η may change on the way; every trait in `anew` begins another run, and ends the play unless it `plays_on`. The run
    is a `Run` of trained networks, or a `Path` of weights. Among the buttons is one named "play".
    """

    eta = Number(0.1, positive=True)
    pace = 1  # places a picture
    rate: float = RATE  # pictures a second, at most
    anew: frozenset[str] = frozenset()
    plays_on = False  # with another run, as with the one before
    status: str  # in a word, where it stands: a property of the subclass
    seed: int  # of the run: a trait, where `new_start` is not a method of the subclass's own
    held = ("_run", "_place")
    play_labels = "play", "pause"  # of the button, while it stands and while it plays
    _run = None
    _place = 0
    _limit = math.inf  # the last place that may be reached

    def _begin_run(self):
        """A run with the present settings; InputError if one of them does not fit."""
        raise NotImplementedError

    def _arrive(self, **state) -> None:
        """Bring the traits in line with the place, where some of them follow from it; `state` are others to set."""

    def _arrived(self, before: str) -> bool:
        """Whether playing ends here, where the status was `before` one picture ago."""
        return False

    def _make_buttons(self) -> dict:
        made = super()._make_buttons()
        made["play"].layout.min_width = "55px"  # room for either of its two words: what stands beside it stays there
        return made

    def _make_view(self) -> None:
        self._player = Player(self)
        super()._make_view()

    # places ----------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        if self._run is None:
            self._run, self._place = self._begin_run(), 0

    def _react(self, changed: set[str]) -> None:
        """Bring the run in line with what changed, then all else."""
        anew = changed & self.anew
        if anew:
            self._run = None
        elif "eta" in changed and self._run:
            self._run = self._run.change_eta(self._place, self.eta)
        try:
            super()._react(changed)
        finally:
            if anew and not self.plays_on:
                self._pause()

    def _go_to(self, place: int, seconds: float = math.inf, **state) -> None:
        """Go to that place, on or back; it ends earlier at the limit, or where numbers run away.

        `state` are traits that are set where the place was reached.
        """
        begun, place = self._place, min(place, self._limit)
        with self._or_back():
            self._place = self._run.go_to(place, seconds)
            self._arrive(**state if self._place == place else {})
        self._react(set())
        if self._place == self._limit or self._place < place and (seconds == math.inf or self._place == begun):
            self._pause()

    def step(self) -> None:
        """One step of gradient descent."""
        self._go_to(self._place + 1)

    def step_back(self) -> None:
        """One step back."""
        self._go_to(max(0, self._place - 1))

    def begin(self) -> None:
        """The same first weights once more, with the present settings."""
        self._react(set(self.anew))

    def new_start(self) -> None:
        """Other first weights: the next seed."""
        self.seed = self.seed + 1

    # play ------------------------------------------------------------------------------------------------------------
    @property
    def playing(self) -> bool:
        """Whether it moves by itself now."""
        return self._player.playing

    def play(self) -> None:
        """Go on by itself, picture after picture, until `pause` or until nothing moves any more; that is one move."""
        if not self.playing:
            self._remember(set())
        self._player.play()

    def pause(self) -> None:
        """Stop after the present picture."""
        self._pause()

    def _pause(self) -> None:
        self._player.pause()

    def _goes_on(self) -> bool:
        return self.playing

    def _toggle(self) -> None:
        if self.playing:
            self.pause()
        else:
            self.play()

    def _beat(self) -> None:
        """The places of one picture, no longer than BUSY seconds, and the picture."""
        before = self.status
        self._go_to(self._place + self.pace, BUSY)
        if self._arrived(before):
            self._pause()

    def _label_play(self) -> None:
        self._buttons["play"].description = self.play_labels[self.playing]
        if not self.playing:
            self._say()  # aloud, now that nothing moves any more

    def close(self) -> None:
        """Stop, and take the explorer off the screen and out of memory."""
        self._pause()
        super().close()
