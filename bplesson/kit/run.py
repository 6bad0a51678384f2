"""The state of a training: most settings begin a new run, η may change on the way. No widgets here."""

from traitlets import Any

from bplesson.kit.controls import Number
from bplesson.kit.state import State


class Running(State):
    """A state that stands somewhere in `_run`; each place follows from the settings and its number alone."""

    eta = Number(0.5, positive=True)
    seed = Any(0)  # of the first weights and of the order of the examples
    anew: frozenset[str] = frozenset()  # the traits that begin a new run
    _run = None

    def _place(self) -> int:
        """Where in the run it stands: a step, or an epoch."""
        raise NotImplementedError

    def _react(self, changed: set[str]) -> None:
        """Bring the run in line with what changed, then all else."""
        if changed & self.anew:
            self._pause()
            self._run = None
        elif "eta" in changed:
            self._run.change_eta(self._place(), self.eta)
        super()._react(changed)

    def reset(self) -> None:
        """Back to the SAME start, with the present η; from there, back to the settings that were given or chosen."""
        self._pause()
        if self._place() == 0:
            self._put(**self._origin)
        self._react(set(self.anew))

    def new_start(self) -> None:
        """Other first weights: the next seed."""
        self.seed = self.seed + 1
