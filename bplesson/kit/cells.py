"""Which cell an explorer stands in: once the cell has been run again, what nobody holds any more is closed."""

import gc
import re
from collections import defaultdict
from types import FunctionType, ModuleType
from weakref import WeakSet

from IPython import get_ipython
from ipywidgets import Widget
from traitlets import HasTraits

from bplesson.kit.controls import everything

RESULTS = re.compile(r"_+\d*")  # _, __, ___ and _7: the results of cells, which nobody asked to keep
# of every cell, and of every run of it: the explorers that it made or displayed
_runs: dict[str, dict[str, WeakSet]] = defaultdict(lambda: defaultdict(WeakSet))


def note(explorer) -> None:
    """The explorer stands in the cell that runs now; nothing is noted where no notebook says which cell that is."""
    cell, run = _running()
    if cell:
        _runs[cell][run].add(explorer)
        get_ipython().events.register("post_run_cell", _close_what_is_gone)


def _running() -> tuple[str | None, str | None]:
    """The cell and its run, as JupyterLab names them."""
    asked = getattr(get_ipython(), "get_parent", dict)()
    return asked.get("metadata", {}).get("cellId"), asked.get("header", {}).get("msg_id")


def _close_what_is_gone(result) -> None:
    """Close what the cell's earlier runs left, unless it stands in another cell or a variable leads to it."""
    cell, now = _running()
    if set(_runs.get(cell, ())) <= {now}:
        return
    runs, shell = _runs[cell], get_ipython()
    earlier = {explorer for run, explorers in runs.items() if run != now for explorer in explorers}
    others = [each for name, each in _runs.items() if name != cell]
    standing = {explorer for each in others for explorers in each.values() for explorer in explorers} | set(runs[now])
    held = _reached(_variables(shell.user_ns), earlier, shell)
    for explorer in earlier - standing - held:
        explorer.close()
    _forget(earlier - standing - held, shell)
    _runs[cell] = defaultdict(WeakSet, {run: each for run, each in ((now, runs[now]), ("", WeakSet(held))) if each})


def _variables(names: dict) -> list:
    return [value for name, value in names.items() if not RESULTS.fullmatch(name)]


def _forget(closed: set, shell) -> None:
    """Let the history of results go of what has been closed: each holds a figure."""
    for name in [name for name in shell.user_ns if RESULTS.fullmatch(name)]:
        if name in shell.user_ns and _reached([shell.user_ns[name]], closed, shell):
            shell.del_var(name)


def _reached(values: list, explorers: set, shell) -> set:
    """Those explorers that one gets to from `values`: themselves, their widgets, or something that contains them."""
    wanted = {id(part): each for each in explorers for part in (each, *everything(each.view))}
    seen, found, ahead = {id(shell.user_ns), id(shell.user_ns.get("_oh"))}, set(), list(values)
    while ahead:
        thing = ahead.pop()
        if id(thing) in wanted:
            found.add(wanted[id(thing)])
        elif id(thing) not in seen:
            seen.add(id(thing))
            ahead += filter(gc.is_tracked, _inside(thing))  # what is not tracked, as a number, contains nothing
    return found


def _inside(thing) -> tuple | list:
    """What belongs to a thing; not the modules around a function, nor the kernel behind a widget."""
    kind = type(thing)
    if issubclass(kind, FunctionType):
        return [thing.__closure__, thing.__defaults__, thing.__kwdefaults__, thing.__dict__]
    if issubclass(kind, Widget):
        return getattr(thing, "children", ())
    return [] if issubclass(kind, (type, ModuleType, HasTraits)) else gc.get_referents(thing)
