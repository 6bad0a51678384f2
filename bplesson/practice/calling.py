"""Calling a function of somebody else: what it returns or raises, in which of its own lines, and that it ends."""

import contextlib
import ctypes
import inspect
import io
import linecache
import re
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

SECONDS = 5  # for all calls of a function together
PATIENCE = 2.0  # seconds in which a function is stopped
MOST = 1000  # of what is made one by one, `yield` say, no more are taken
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
PRODUCT = re.compile(r"^matmul: .* \(size (\d+) is different from (\d+)\)$")
NO_ARRAY = re.compile(r"^matmul: Input operand ([01]) does not have enough dimensions")
PACKAGE = str(Path(__file__).resolve().parents[1])


class _Stopped(BaseException):
    """Raised inside a function that does not end."""


class _StoppedTwice(_Stopped):
    """The same; what catches it meets another one in its next line, so that a loop that catches everything ends too."""

    def __init__(self):
        frame = sys._getframe(1)
        while frame is not None and not frame.f_code.co_filename.startswith(PACKAGE):
            frame.f_trace, frame = _in_its_next_line, frame.f_back
        sys.settrace(_in_its_next_line)


def _in_its_next_line(frame, event, _):
    if event == "line":
        raise _Stopped


@dataclass
class Outcome:
    """What a function returned, or the `error` that it raised, or that it was `stopped`; and what it `printed`."""

    result: object = None
    error: BaseException | None = None
    stopped: bool = False
    printed: str = ""


def outcome(function: Callable, arguments: tuple, seconds: float = SECONDS) -> Outcome:
    """What the function returns or raises; what it prints is not shown, and it is stopped after some seconds."""
    found = Outcome()
    thread = threading.Thread(target=_run, args=(function, arguments, found), daemon=True)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        thread.start()
        thread.join(seconds)
        found.stopped = thread.is_alive()
        _stop(thread)
    found.printed = printed.getvalue()
    return found


def _run(function: Callable, arguments: tuple, found: Outcome) -> None:
    with contextlib.suppress(_Stopped):
        try:
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = function(*arguments)
                if inspect.iscoroutine(result):
                    result.close()
                found.result = list(islice(result, MOST)) if isinstance(result, Iterator) else result
        except _Stopped:
            sys.settrace(None)
            found.stopped = True
        except BaseException as problem:
            found.error = problem


def _stop(thread: threading.Thread) -> None:
    """End a thread from outside, again and again until it does."""
    until = time.monotonic() + PATIENCE
    while thread.is_alive() and time.monotonic() < until:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(_StoppedTwice))
        thread.join(0.01)


def own_line(problem: BaseException) -> str:
    """The learner's own line in which it happened, as it stands; "" if it cannot be found."""
    foreign = (PACKAGE, "<frozen", "<__array_function__")
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        ours = frame.filename.startswith(foreign) or "site-packages" in frame.filename
        line = "" if ours else (frame.line or linecache.getline(frame.filename, frame.lineno or 0)).strip()
        if line:  # code that was made from a text, as in a dataclass, has none
            return line
    return ""


def trouble(found: Outcome, on: str) -> str:
    """In a sentence, that a call did not end, or what it raised and where; "" if nothing of the kind."""
    if found.stopped:
        return f"On {on} it had not ended after {SECONDS} seconds and was stopped: is there a loop that never ends?"
    if found.error is None:
        return ""
    line = own_line(found.error)
    where = f"in your line `{line}`" if line else "in your function"
    return f"On {on} Python stops {where}: {_message(found.error)}"


def _message(problem: BaseException) -> str:
    """An error in one line, without the addresses of functions, which are others in each run."""
    try:
        said = ADDRESS.sub("", " ".join(str(problem).split()))
    except Exception:  # an error of the learner's own, whose text cannot be made
        said = ""
    said = _of_product(said)
    said = said if len(said) <= 200 else said[:197] + "..."
    return f"{type(problem).__name__}: {said}".rstrip(": ")


def _of_product(said: str) -> str:
    """What NumPy says of `@`, in words in which shapes are read from left to right."""
    if sizes := PRODUCT.match(said):
        return f"the shapes do not fit for `@`: the left one ends with {sizes[2]}, the right one begins with {sizes[1]}"
    if side := NO_ARRAY.match(said):
        return f"`@` takes two arrays, and on its {('left', 'right')[int(side[1])]} stands a single number"
    return said


def other_arguments(function: Callable, arguments: tuple, signature: str) -> str:
    """In a sentence, that a function cannot be called with these arguments; "" if it can, or if nobody knows."""
    try:
        takes = inspect.signature(function)
    except (TypeError, ValueError):  # of functions that are not written in Python
        return ""
    try:
        takes.bind(*arguments)
    except TypeError:
        names = ", ".join(takes.parameters)
        wanted = f"expected {signature}" if signature else f"it is called with {len(arguments)} arguments"
        return f"It takes ({names}): {wanted}."
    return ""
