"""A lesson that is opened in real JupyterLab, and that nobody touches, stays as it is in its file."""

import nbformat

from tools.build_notebooks import LESSONS, NOTEBOOKS, read_lesson

SAVE = """() => window.jupyterapp.commands.execute("docmanager:save")"""


def test_a_lesson_that_nobody_touches_is_saved_with_the_same_bytes(opened, served):
    stored, lesson = NOTEBOOKS / "02_linear_chain.ipynb", served[0] / "02_linear_chain.ipynb"
    page, _ = opened(lesson.name, lambda path: path.write_bytes(stored.read_bytes()), 1440, 900, dark=False, run=False)
    before = lesson.stat().st_mtime_ns
    page.wait_for_timeout(1000)  # what JupyterLab writes into the notebook by itself, once its kernel runs, is there
    page.evaluate(SAVE)
    assert lesson.stat().st_mtime_ns > before
    assert lesson.read_bytes() == stored.read_bytes()


def test_a_double_click_on_a_text_opens_no_source_and_code_can_be_changed(opened):
    def write(path):
        nbformat.write(read_lesson(LESSONS / "02_linear_chain.md"), path)

    page, _ = opened("locked.ipynb", write, 1440, 900, dark=False, run=False)
    text, code = page.locator(".jp-MarkdownCell").nth(1), page.locator(".jp-CodeCell").nth(1)
    text.locator("p").first.dblclick()
    code.locator(".cm-content").click()
    page.keyboard.type("# mine")
    assert "# mine" in code.locator(".cm-content").inner_text()
    assert page.locator(".jp-MarkdownCell:not(.jp-mod-rendered)").count() == 0
