"""The state of an explorer: traits that a learner may set, and what happens after each change. No widgets here."""

from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from inspect import isfunction
from threading import RLock

from traitlets import All, HasTraits, observe

from bplesson.errors import InputError


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
    has the state to itself until all is in line again.
    """

    _built = False
    _busy = True  # under construction, or several traits set as one change
    _good: dict = {}  # the last state that could be shown
    held: tuple[str, ...] = ()  # what belongs to a state beside the traits

    def __init_subclass__(cls, **named) -> None:
        super().__init_subclass__(**named)
        for name, method in list(vars(cls).items()):
            if isfunction(method) and not name.startswith("_"):
                setattr(cls, name, alone(method))

    def setup_instance(self, *given, **named) -> None:
        object.__setattr__(self, "_lock", RLock())  # before anything is set, and so before any constructor
        super().setup_instance(*given, **named)

    @alone
    def __setattr__(self, name: str, value) -> None:
        if self._built and not name.startswith("_") and name not in self.__dict__ and not hasattr(type(self), name):
            raise InputError(f"{name}: {type(self).__name__} has no such name; try {', '.join(self._settable())}")
        super().__setattr__(name, value)

    def _settable(self) -> list[str]:
        """The names that a learner may set: traits, and properties that take a value."""
        cls = type(self)
        return sorted({*self.trait_names(), *(name for name in dir(cls) if getattr(getattr(cls, name), "fset", None))})

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

    def _recall(self) -> None:
        """Set the last state that could be shown, without showing it."""
        for name, value in self._good_held.items():
            setattr(self, name, value)
        self._put(**self._good)

    @contextmanager
    def _or_back(self):
        """Whatever fails within leads back to the last state that could be shown."""
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
        self._keep()
