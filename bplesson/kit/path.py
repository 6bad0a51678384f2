"""The walk of an explorer over the cost: points, steps, sub-steps, and the way back."""

import numpy as np

from bplesson.errors import whole_number
from bplesson.kit.controls import Choice, Number
from bplesson.kit.state import State

FLAT = 1e-5  # where no derivative is larger, nothing moves that could be seen
Point = tuple[float, ...]  # the weights, as a point of weight space


class Steps(State):
    """A state that stands at step t of a path, on which a subclass can walk."""

    _t = 0

    @property
    def t(self) -> int:
        """The number of steps taken on this path; setting it walks there."""
        return self._t

    @t.setter
    def t(self, value: int) -> None:
        self.walk_to(whole_number("t", value, least=0))

    def walk_to(self, t: int) -> None:
        """Go to step t, on or back."""
        raise NotImplementedError

    def step(self) -> None:
        """One whole step of gradient descent."""
        self.walk_to(self._t + 1)

    def step_back(self) -> None:
        """One whole step back on the path."""
        self.walk_to(max(0, self._t - 1))


class Walk(Steps):
    """A state that takes steps of gradient descent, and parts of steps.

    A subclass names its weights in `names`, and says what follows from them in the methods that raise
    NotImplementedError. The path is kept as the points visited so far: step t is reproducible from t alone.
    """

    eta = Number(0.1, positive=True)
    phase = Choice("backward")
    phase_choices = ("forward", "cost", "backward", "update")
    rest = "backward"  # the sub-step that shows the whole state, where the learner is between steps
    names: tuple[str, ...] = ()  # of the traits that are weights
    data: tuple[str, ...] = ()  # of the traits that change the cost, so that a path cannot go on
    _visited: list[Point] = ()  # the path, as far as it has been computed

    def _next(self, point: Point) -> Point | None:
        """The point one step on, or None where there is none: every derivative is 0, or numbers have run away."""
        raise NotImplementedError

    def _cost_at(self, point: Point) -> float:
        """The cost of the weights `point`."""
        raise NotImplementedError

    def _random_point(self) -> Point:
        """Weights for a new start."""
        raise NotImplementedError

    def _begin_state(self) -> None:
        self._visited = [self._point()]
        super()._begin_state()

    # state -----------------------------------------------------------------------------------------------------------
    def _point(self) -> Point:
        return tuple(getattr(self, name) for name in self.names)

    def _keep(self) -> None:
        super()._keep()
        self._good_path = self._visited, self._t

    def _go_back(self) -> None:
        self._visited, self._t = self._good_path
        super()._go_back()

    def _react(self, changed: set[str]) -> None:
        """Bring the path in line with what changed, then all else."""
        if changed & {*self.names, *self.data}:
            self._visited, self._t = [self._point()], 0
            if self.phase == "update":
                self._put(phase=self.rest)
        elif "eta" in changed:
            self._visited = self._visited[: self._t + 1]
        super()._react(changed)

    # steps -----------------------------------------------------------------------------------------------------------
    def walk_to(self, t: int, phase: str | None = None) -> None:
        """Go to step t of the path, on or back; it ends earlier where nothing moves any more or numbers run away."""
        while len(self._visited) <= t and (point := self._next(self._visited[-1])) is not None:
            self._visited.append(point)
        if t >= len(self._visited):
            t, phase = len(self._visited) - 1, None
            self._pause()
        self._t = t
        self._put(**dict(zip(self.names, self._visited[t], strict=True)), phase=phase or self.rest)
        self._react(set())

    def substep(self) -> None:
        """The next of forward, cost, backward, update; after update the next step begins with forward."""
        here = self.phase_choices.index(self.phase)
        if self.phase == "update":
            self.walk_to(self._t + 1, "forward")
        else:
            self.phase = self.phase_choices[here + 1]

    def substep_back(self) -> None:
        """The sub-step before."""
        here = self.phase_choices.index(self.phase)
        if here > 0:
            self.phase = self.phase_choices[here - 1]
        elif self._t > 0:
            self.walk_to(self._t - 1, "update")

    def reset(self) -> None:
        """Back to the start of this path; from there, back to the state that was given or chosen."""
        self._pause()
        phase = self.phase if self.phase in ("forward", "cost") else None
        if self._t == 0:
            self._put(**self._origin)
            self._react({*self.names, *self.data})
        else:
            del self._visited[1:]
            self.walk_to(0, phase)

    def new_start(self) -> None:
        """Other random weights."""
        self._pause()
        self._put(**dict(zip(self.names, self._random_point(), strict=True)), phase=self.rest)
        self._react(set(self.names))

    def restore(self) -> None:
        """The step of this path with the lowest cost, after one that ran away."""
        self._pause()
        self.walk_to(int(np.argmin([self._cost_at(point) for point in self._visited])))
