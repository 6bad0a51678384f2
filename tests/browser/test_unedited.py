"""A lesson that is opened in real JupyterLab, and that nobody touches, stays as it is in its file."""

import json

import nbformat
import pytest

from tools.build_notebooks import LESSONS, NOTEBOOKS, read_lesson
from tools.lab import browser, open_notebook


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


def test_a_double_click_on_a_text_opens_no_source_and_code_can_be_changed(served):
    folder, _, address = served
    nbformat.write(read_lesson(LESSONS / "02_linear_chain.md"), folder / "locked.ipynb")
    with browser() as chromium:
        page, _ = open_notebook(chromium, address("locked.ipynb"))
        text, code = page.locator(".jp-MarkdownCell").nth(1), page.locator(".jp-CodeCell").nth(1)
        text.locator("p").first.dblclick()
        code.locator(".cm-content").click()
        page.keyboard.type("# mine")
        assert "# mine" in code.locator(".cm-content").inner_text()
        assert page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)").count() == 0
