"""A lesson that is opened in real JupyterLab, and that nobody touches, stays as it is in its file."""

import json
from pathlib import Path

import pytest

from tools.lab import browser, open_notebook

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.fixture
def saved_soon(served):
    """JupyterLab as it is served, which saves by itself what has changed for two seconds."""
    folder, settings, address = served
    own = settings / "user" / "@jupyterlab" / "docmanager-extension" / "plugin.jupyterlab-settings"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(json.dumps({"autosaveInterval": 2}))
    yield folder, address
    own.unlink()


def test_a_lesson_that_nobody_touches_is_saved_with_the_same_bytes(saved_soon):
    folder, address = saved_soon
    stored, lesson = NOTEBOOKS / "02_linear_chain.ipynb", folder / "02_linear_chain.ipynb"
    lesson.write_bytes(stored.read_bytes())
    before = lesson.stat().st_mtime_ns
    with browser() as chromium:
        page, _ = open_notebook(chromium, address(lesson.name))
        for _ in range(100):
            if lesson.stat().st_mtime_ns > before:
                break
            page.wait_for_timeout(200)
        else:
            raise AssertionError("not saved within 20 s")
        page.wait_for_timeout(500)
    assert lesson.read_bytes() == stored.read_bytes()
