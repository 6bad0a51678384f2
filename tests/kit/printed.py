"""The code that an explorer prints, and what it does."""

import contextlib
import io


def code_of(explorer) -> str:
    """What `code()` prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        explorer.code()
    return out.getvalue()


def ran(explorer, **known) -> tuple[dict, str]:
    """What the printed code leaves behind where a reader knows `known`, and what it prints in turn."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code_of(explorer), "printed", "exec"), known)
    return known, out.getvalue()
