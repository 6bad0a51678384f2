"""The state of an explorer: traits that a learner may set, and what happens after each change. No widgets here.

One change, `explorer.w01 = 2`, from start to end:

    __setattr__    waits for the other thread; refuses a name that cannot be set
    validate       of the trait: 2 becomes 2.0, or is refused, and nothing has changed
    _changed       goes on, unless several traits are being set as one change by `_put`
    _react         {"w01"}: subclasses drop what held for the state before, such as a run of steps
    _refresh       results from the state, then all that shows them
    _keep          the state is a good one; if anything has raised: `_recall` the last good one, and `_refresh`
"""

from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction
from threading import RLock
from time import perf_counter

import numpy as np
from traitlets import All, HasTraits, observe

from bplesson.errors import InputError

ONE_MOVE = 0.7  # seconds: changes of a slider that follow faster are one, it is drawn along
PAST = 100  # moves that can be taken back


def same(one, other) -> bool:
    """Whether two values of a trait are one: of arrays, all numbers."""
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return one is other or bool(np.all(one == other))


class Turn:
    """The right to change a state: one thread has it at a time, and may take it again within; `depth` times by now."""

    def __init__(self):
        self._lock, self.depth = RLock(), 0

    def __enter__(self) -> None:
        self._lock.acquire()
        self.depth += 1

    def __exit__(self, *problem) -> None:
        self.depth -= 1
        self._lock.release()


def alone(method: Callable) -> Callable:
    """The method as one change: another thread waits until it is done."""

    @wraps(method)
    def locked(self, *given, **named):
        with self._lock:
            return method(self, *given, **named)

    return locked


class State(HasTraits):
    """The traits are what a learner may set; `_refresh` brings all else in line, once after every change.

    In JupyterLab controls and cells live in two threads. Hence whatever is set, and every public method of a subclass,
    has the state to itself until all is in line again. From outside only traits and properties can be set; results are
    the explorer's own to set, within such a change.
    """

    _built = False
    _busy = True  # under construction, or several traits set as one change
    _good: dict = {}  # the last state that could be shown
    _past: list = []  # the good states before it, the last one last
    _moving: set[str] = set()  # what the last move changed
    _moved_at = 0.0  # when
    held: tuple[str, ...] = ()  # what belongs to a state beside the traits, and comes back with them

    def __init_subclass__(cls, **named) -> None:
        super().__init_subclass__(**named)
        for name, method in list(vars(cls).items()):
            if isfunction(method) and not name.startswith("_"):
                setattr(cls, name, alone(method))

    def setup_instance(self, *given, **named) -> None:
        object.__setattr__(self, "_lock", Turn())  # before anything is set, and so before any constructor
        super().setup_instance(*given, **named)

    @alone
    def __setattr__(self, name: str, value) -> None:
        from_outside = self._lock.depth == 1  # what the explorer does itself has taken the lock before
        if self._built and from_outside and not name.startswith("_") and not self._takes(name):
            known = name in self.__dict__ or hasattr(type(self), name)
            said = "can be read, but not set" if known else f"{type(self).__name__} has no such name"
            raise InputError(f"{name}: {said}; try {', '.join(self._settable())}")
        super().__setattr__(name, value)

    def _takes(self, name: str) -> bool:
        """Whether a learner may set that name: a trait, or a property that takes a value."""
        return self.has_trait(name) or getattr(getattr(type(self), name, None), "fset", None) is not None

    def _settable(self) -> list[str]:
        """The names that a learner may set."""
        return [name for name in dir(type(self)) if self._takes(name)]

    def _refresh(self) -> None:
        """Results and screen from the state."""
        raise NotImplementedError

    def _pause(self) -> None:
        """Stop whatever moves by itself."""

    def _begin_state(self) -> None:
        """Show the first state; to be called once all traits are set."""
        self._busy = False
        self._refresh()
        self._keep()
        self._origin = dict(self._good)
        self._built = True

    def _keep(self) -> None:
        """Remember this state as one that could be shown."""
        self._good = self._snapshot()
        self._good_held = {name: getattr(self, name) for name in self.held}

    def _stands(self) -> bool:
        """Whether the state is still the last good one."""
        held = all(self._good_held[name] is getattr(self, name) for name in self.held)
        return held and all(same(value, self._good.get(name)) for name, value in self._snapshot().items())

    def _remember(self, changed: set[str]) -> None:
        """Keep the last good state as one to which `undo` goes back, unless the move that began there still goes on."""
        now = perf_counter()
        drawn_along = changed and changed == self._moving and now < self._moved_at + ONE_MOVE
        if not (drawn_along or self._goes_on()):
            self._past = [*self._past[1 - PAST :], (self._good, self._good_held)]
        self._moving, self._moved_at = changed, now

    def _goes_on(self) -> bool:
        """Whether this change is no move of its own, as the next picture of what moves by itself."""
        return False

    @alone
    def undo(self) -> None:
        """Take the last move back."""
        if not self._past:
            return
        self._pause()
        *self._past, (self._good, self._good_held) = self._past
        self._moving = set()
        self._recall()
        self._refresh()

    def _recall(self) -> None:
        """Set the last state that could be shown, without showing it."""
        for name, value in self._good_held.items():
            setattr(self, name, value)
        self._put(**self._good)

    @contextmanager
    def _or_back(self):
        """Whatever fails within leads back to the last state that could be shown."""
        with self._lock:
            try:
                yield
            except Exception:
                self._recall()
                self._refresh()
                raise

    def _snapshot(self) -> dict:
        return {name: getattr(self, name) for name in self.trait_names()}

    def _put(self, **state) -> None:
        """Set several traits as one change."""
        busy, self._busy = self._busy, True
        try:
            for name, value in state.items():
                setattr(self, name, value)
        finally:
            self._busy = busy

    def _change(self, **state) -> None:
        """Set several traits as one change, and show it; if one of them is refused, all stay as they were."""
        try:
            self._put(**state)
        except Exception:
            self._put(**self._good)
            raise
        self._react(set(state))

    @observe(All)
    def _changed(self, change) -> None:
        if not self._busy:
            self._react({change.name})

    def _react(self, changed: set[str]) -> None:
        """Bring all in line with what changed; if that fails, return to the last good state."""
        with self._or_back():
            self._refresh()
        if not self._stands():
            self._remember(changed)
        self._keep()
