"""A lesson opened in real JupyterLab that nobody touches: its file stays as it is, its figures are told."""

import json

import nbformat
import pytest

from tools.build_notebooks import LESSONS, NOTEBOOKS, read_lesson
from tools.lab import browser, lay_out_all_cells, open_notebook


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


def test_figures_have_their_sentence_as_alternative_text_before_any_cell_has_run(served):
    folder, settings, address = served
    lay_out_all_cells(settings)
    stored = NOTEBOOKS / "02_linear_chain.ipynb"
    (folder / "told.ipynb").write_bytes(stored.read_bytes())
    outputs = [each for cell in nbformat.read(stored, 4).cells for each in cell.get("outputs", [])]
    figures = [each.data for each in outputs if "image/png" in each.get("data", {})]
    with browser() as chromium:
        page, _ = open_notebook(chromium, address("told.ipynb"))
        pictures = page.locator('.jp-RenderedImage img[src^="data:image/png"]')
        pictures.nth(3).wait_for(state="attached")
        page.wait_for_timeout(1000)
        told = pictures.evaluate_all("all => all.map((each) => each.alt)")
    assert len(told) >= 4 and set(told) <= {each["text/plain"].partition(". Question: ")[0] for each in figures}
