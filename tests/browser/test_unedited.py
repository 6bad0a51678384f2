"""A lesson opened in real JupyterLab that nobody touches: its file stays as it is, its figures are told."""

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


def test_figures_have_their_sentence_as_alternative_text_before_any_cell_has_run(opened):
    stored = NOTEBOOKS / "02_linear_chain.ipynb"
    outputs = [each for cell in nbformat.read(stored, 4).cells for each in cell.get("outputs", [])]
    figures = [each.data for each in outputs if "image/png" in each.get("data", {})]
    page, _ = opened("told.ipynb", lambda path: path.write_bytes(stored.read_bytes()), 1440, 900, dark=False, run=False)
    pictures = page.locator('.jp-RenderedImage img[src^="data:image/png"]')
    pictures.nth(3).wait_for(state="attached")
    page.wait_for_timeout(1000)
    told = pictures.evaluate_all("all => all.map((each) => each.alt)")
    assert len(told) >= 4 and set(told) <= {each["text/plain"].partition(". Question: ")[0] for each in figures}


def test_figures_do_not_glare_on_a_dark_page_before_any_cell_has_run(opened):
    stored = NOTEBOOKS / "02_linear_chain.ipynb"
    for dark, dimmed in ((True, "brightness(0.82)"), (False, "none")):
        page, _ = opened("dim.ipynb", lambda path: path.write_bytes(stored.read_bytes()), 1440, 900, dark, run=False)
        figure = page.locator('.jp-RenderedImage img[src^="data:image/png"]').first
        figure.wait_for(state="attached")
        assert figure.evaluate("each => getComputedStyle(each).filter") == dimmed
