"""An explorer that trains a network: its buttons, its play, and where it stands in the run."""

import ipywidgets as widgets
from traitlets import Any

from bplesson.kit.controls import Number, button
from bplesson.kit.player import Playing
from bplesson.kit.run import Run

BUSY = 0.04  # seconds that the steps or epochs of one picture may take
AGAIN = {
    "reset": ("reset", "back to the same start; once more: to the settings you were given", "reset"),
    "new": ("new start", "other first weights: the next seed", "new_start"),
}


class Trainer(Playing):
    """Stands at a place of a run, a step or an epoch, which follows from the settings and its number alone.

    η may change on the way; every trait in `anew` begins another run. A subclass has a trait `pace`, places a picture.
    """

    eta = Number(0.5, positive=True)
    seed = Any(0)  # of the first weights and of the order of the examples
    anew: frozenset[str] = frozenset()
    buttons: dict[str, tuple[str, str, str]] = {}  # what stands on each, what it says of itself, the method it calls
    held = ("_run", "_place")  # what belongs to a good state beside the traits
    _run: Run | None = None
    _place = 0

    def _begin_run(self) -> Run:
        """A run with the present settings; InputError if one of them does not fit."""
        raise NotImplementedError

    @property
    def _limit(self) -> int:
        """The last place that may be reached."""
        raise NotImplementedError

    def _arrived(self, before: str) -> bool:
        """Whether playing ends here, where the status was `before` one picture ago."""
        return False

    def _make_buttons(self) -> dict[str, widgets.Widget]:
        made = {
            name: button(label, tip, self._guard(getattr(self, method)))
            for name, (label, tip, method) in self.buttons.items()
        }
        return super()._make_buttons() | made

    # state -----------------------------------------------------------------------------------------------------------
    def _compute(self) -> None:
        if self._run is None:
            self._run, self._place = self._begin_run(), 0

    def _keep(self) -> None:
        super()._keep()
        self._good_run = {name: getattr(self, name) for name in self.held}

    def _go_back(self) -> None:
        for name, value in self._good_run.items():
            setattr(self, name, value)
        super()._go_back()

    def _react(self, changed: set[str]) -> None:
        """Bring the run in line with what changed, then all else; another run does not begin by itself."""
        anew = changed & self.anew
        if anew:
            self._run = None
        elif "eta" in changed:
            self._run.change_eta(self._place, self.eta)
        try:
            super()._react(changed)
        finally:
            if anew:
                self._pause()

    def _from_preset(self, state: dict) -> dict:
        return self.trait_defaults() | state

    # places ----------------------------------------------------------------------------------------------------------
    def _go_to(self, place: int) -> None:
        """Go to that place, on or back; it ends earlier at the limit, or where numbers run away."""
        self._place = self._run.go_to(min(place, self._limit))
        self._react(set())
        if self._place < place or self._place == self._limit:
            self._pause()

    def reset(self) -> None:
        """Back to the SAME start, with the present η; from there, back to the settings that were given or chosen."""
        if self._place == 0:
            self._put(**self._origin)
        self._react(set(self.anew))

    def new_start(self) -> None:
        """Other first weights: the next seed."""
        self.seed = self.seed + 1

    # play ------------------------------------------------------------------------------------------------------------
    def _beat(self) -> None:
        """The places of one picture, no longer than BUSY seconds, and the picture."""
        begun, before = self._place, self.status
        self._place = self._run.go_to(min(begun + self.pace, self._limit), BUSY)
        self._react(set())
        if self._place in (begun, self._limit) or self._arrived(before):
            self._pause()

    def _label_play(self) -> None:
        super()._label_play()
        if not self.playing:
            self._sentence.value = self._notice()  # spoken, now that nothing moves any more
