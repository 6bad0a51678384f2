"""A path of gradient descent over the cost, and the explorer that stands on it: steps, sub-steps, and the way back."""

from collections.abc import Callable

import numpy as np

from bplesson.errors import one_of, whole_number
from bplesson.kit.controls import Choice
from bplesson.kit.saving import save
from bplesson.kit.seen import FORWARD_ONLY
from bplesson.kit.trainer import Trainer, place

FLAT = 1e-5  # where no derivative is larger, nothing moves that could be seen
Point = tuple[float, ...]  # the weights, as a point of weight space


class Path:
    """The points of a path from `start`, as far as they were asked for; `after` tells the point one step on from one.

    It is None where there is none: every derivative is 0, or numbers have run away.
    """

    def __init__(self, start: Point, after: Callable[[Point], Point | None]):
        self.points, self._after = [start], after

    def go_to(self, place: int, seconds: float = np.inf) -> int:
        """Compute up to that place; returns the place that was reached."""
        while len(self.points) <= place and (point := self._after(self.points[-1])) is not None:
            self.points.append(point)
        return min(place, len(self.points) - 1)

    def cut(self, place: int) -> None:
        """Drop what has been computed beyond that place."""
        del self.points[place + 1 :]

    def change_eta(self, place: int, eta: float) -> None:
        """Go on with another learning rate from that place; `after` asks for it, so that there is none to keep here."""
        self.cut(place)


class PathExplorer(Trainer):
    """An explorer that takes steps of gradient descent, and parts of steps.

    A subclass names its weights in `names`, and says what follows from them in the methods that raise
    NotImplementedError. The path is kept as the points visited so far: step t is reproducible from t alone.
    """

    phase = Choice("backward")
    phase_choices = ("forward", "cost", "backward", "update")
    rest = "backward"  # the sub-step that shows the whole state, where the learner is between steps
    rate = 5  # steps a second
    plays_on = True  # from a weight that was moved
    names: tuple[str, ...] = ()  # of the traits that are weights
    data: tuple[str, ...] = ()  # of the traits that change the cost, so that a path cannot go on
    buttons = {
        "back": ("◂ sub-step", "one sub-step back", "substep_back"),
        "on": ("sub-step ▸", "forward, cost, backward, update: one of them", "substep"),
        "step": ("step ▸▸", "one whole step of gradient descent", "step"),
        "play": ("play", "step after step, until you pause", "_toggle"),
        "reset": ("reset", "back to the start of this path; once more: to the state you were given", "reset"),
        "new": ("new start", "other random weights", "new_start"),
        "restore": ("back to the best step", "the lowest cost on this path", "restore"),
    }
    t = place("t", "The number of steps taken on this path; setting it walks there.")

    def _next(self, point: Point) -> Point | None:
        """The point one step on, or None where there is none."""
        raise NotImplementedError

    def _cost_at(self, point: Point) -> float:
        """The cost of the weights `point`."""
        raise NotImplementedError

    def _random_point(self) -> Point:
        """Weights for a new start."""
        raise NotImplementedError

    def _open(self, seed=0, **state) -> None:
        self._rng = np.random.default_rng(whole_number("seed", seed, least=0))
        super()._open(**state)

    # state -----------------------------------------------------------------------------------------------------------
    def _point(self) -> Point:
        return tuple(getattr(self, name) for name in self.names)

    def _begin_run(self) -> Path:
        return Path(self._point(), self._next)

    @property
    def anew(self) -> frozenset[str]:
        """What begins another path: a weight, and what changes the cost."""
        return frozenset({*self.names, *self.data})

    def _react(self, changed: set[str]) -> None:
        if changed & self.anew and self.phase == "update":
            self._put(phase=self.rest)
        super()._react(changed)

    def _arrive(self, **state) -> None:
        point = dict(zip(self.names, self._run.points[self._place], strict=True))
        self._put(**{"phase": self.rest} | point | state)

    def _follow(self) -> None:
        self._buttons["back"].disabled = self._place == 0 and self.phase == "forward"
        self._buttons["restore"].layout.display = "" if self.status == "diverged" else "none"

    def _from_preset(self, state: dict) -> dict:
        return {"phase": self.rest} | super()._from_preset(state)

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int, phase: str | None = None) -> None:
        """Go to step t of the path, on or back; it ends earlier where nothing moves any more or numbers run away."""
        phase = self.rest if phase is None else one_of("phase", phase, self.phase_choices)
        self._go_to(whole_number("t", t, least=0), phase=phase)

    def substep(self) -> None:
        """The next of forward, cost, backward, update; after update the next step begins with forward."""
        here = self.phase_choices.index(self.phase)
        if self.phase == "update":
            self.walk_to(self._place + 1, "forward")
        else:
            self.phase = self.phase_choices[here + 1]

    def substep_back(self) -> None:
        """The sub-step before."""
        here = self.phase_choices.index(self.phase)
        if here > 0:
            self.phase = self.phase_choices[here - 1]
        elif self._place > 0:
            self.walk_to(self._place - 1, "update")

    def reset(self) -> None:
        """Back to the start of this path; from there, back to the state that was given or chosen."""
        self._pause()
        phase = self.phase if self.phase in FORWARD_ONLY else None
        if self._place == 0:
            self._put(**self._origin)
            self._react(set(self.anew))
        else:
            self._run.cut(0)  # it may have been walked with other learning rates
            self.walk_to(0, phase)

    def new_start(self) -> None:
        """Other random weights."""
        self._pause()
        self._put(**dict(zip(self.names, self._random_point(), strict=True)), phase=self.rest)
        self._react(set(self.names))

    def restore(self) -> None:
        """The step of this path with the lowest cost, after one that ran away."""
        self._pause()
        self.walk_to(int(np.argmin([self._cost_at(point) for point in self._run.points])))

    def save(self, path: str, steps: int = 40) -> None:
        """Write what is on the screen to a .png, or the path as a moving .gif, of at least `steps` steps if it can."""
        save(self, path, whole_number("steps", steps))
