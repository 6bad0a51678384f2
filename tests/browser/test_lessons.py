"""Every notebook in real JupyterLab and Chromium: it runs, its explorers answer to keys and clicks, and look right."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import ElementHandle, Page

from tests.browser.explorers import (
    boxes,
    check_looks,
    explorers,
    has_diagram,
    pixels,
    until_changed,
    violations,
    words,
)
from tools.lab import open_notebook, run_all, use_theme, write_notebook

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
SMALL, LARGE = (1024, 768), {"width": 1440, "height": 900}


WHOLE = "02_linear_chain"  # as a learner has it; of the others there is what they show, without texts and editors
TOGETHER = 12  # code cells of a lesson in one cell: JupyterLab shows 50 outputs of a cell
PICTURES = "count => document.querySelectorAll('canvas.bp-picture').length === count"


def write_unrun(path: Path) -> None:
    """The notebook of that name as it is before anyone has run it."""
    lesson = nbformat.read(NOTEBOOKS / path.name, as_version=4)
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    if path.stem == WHOLE:
        return nbformat.write(lesson, path)
    code = [cell.source for cell in lesson.cells if cell.cell_type == "code"]
    joined = ["\n".join(code[k : k + TOGETHER]) for k in range(0, len(code), TOGETHER)]
    write_notebook(path, ["%config InteractiveShell.ast_node_interactivity = 'all'", *joined])


def count_explorers(name: str) -> int:
    """How many explorers with plots the notebook shows, by the outputs that it keeps."""
    lesson = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    said = [output.get("data", {}).get("text/plain", "") for cell in lesson.cells for output in cell.get("outputs", [])]
    return sum("Explorer" in each.split(" ")[0] and not each.startswith("DrawExplorer") for each in said)


@pytest.fixture
def alone(served, chromium):
    """A function that opens a notebook in a page of its own, as a learner has it, small and dark, and runs it."""
    folder, settings, address = served
    pages = []

    def open_and_run(name):
        write_unrun(folder / name)
        use_theme(settings, dark=True)
        page, errors = open_notebook(chromium, address(name), *SMALL)
        pages.append(page)
        run_all(page)
        return page, errors

    yield open_and_run
    for page in pages:
        page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_and_its_explorers_answer_in_a_small_dark_and_a_large_light_window(opened, alone, name):
    file = f"{name}.ipynb"
    page, errors = alone(file) if name == WHOLE else opened(file, write_unrun, *SMALL, dark=True)
    page.wait_for_function(PICTURES, arg=count_explorers(name), polling=200)
    page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
    bad = '.jp-OutputArea-output[data-mime-type*="stderr"], .jp-OutputArea-output[data-mime-type*="error"]'
    assert page.locator(bad).all_text_contents() == []
    found = [each.element_handle() for each in explorers(page)]
    assert len(found) == count_explorers(name) > 0
    for explorer in found:
        check_moves(page, explorer)
    dark = [check(explorer) for explorer in found]
    assert violations(page) == []
    use_light_theme(page)
    page.set_viewport_size(LARGE)
    light = [check(explorer) for explorer in found]
    assert violations(page, ["color-contrast"]) == []  # no other rule knows of colours
    assert all(one != other for one, other in zip(dark, light, strict=True) if one)
    assert errors == []


def use_light_theme(page: Page) -> None:
    """Change the theme while the notebook is open, as its menu does."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has_text="Theme").first.hover()
    page.locator(".lm-Menu-item", has_text="JupyterLab Light").click()
    page.wait_for_selector('[data-jp-theme-light="true"]', state="attached")


def check(explorer: ElementHandle) -> str | None:
    """Nothing is cut off, and its diagram can be read; returns the colour of the diagram's ground."""
    explorer.scroll_into_view_if_needed()
    check_width(explorer)
    if not has_diagram(explorer):
        return None
    check_looks(explorer)
    return explorer.evaluate("explorer => getComputedStyle(explorer.querySelector('.bp-diagram rect')).fill")


def check_moves(page: Page, explorer: ElementHandle) -> None:
    """It answers to keys and, where there is a diagram, to a click in its plots."""
    explorer.scroll_into_view_if_needed()
    check_key(page, explorer)
    if has_diagram(explorer):
        check_click(page, explorer, (0.3, 0.35))


FOCUS = """explorer => {
  const handle = explorer.querySelector(".noUi-handle");
  handle.focus();
  return handle.getAttribute("aria-valuenow") === handle.getAttribute("aria-valuemax");
}"""


def check_key(page: Page, explorer: ElementHandle) -> None:
    """Keys on the first slider change the numbers on the diagram, if there is one, and the picture."""
    said, seen = words(explorer), pixels(explorer)
    if explorer.query_selector('button:text-is("keep and run again")'):  # the first slider is η: it moves nothing yet
        explorer.query_selector('button:text-is("step ▸")').click()
        return until_changed(page, lambda: pixels(explorer), seen)
    at_end = explorer.evaluate(FOCUS)
    for _ in range(2):
        page.keyboard.press("PageDown" if at_end else "PageUp")  # five steps each
    if has_diagram(explorer):
        until_changed(page, lambda: words(explorer), said)
    until_changed(page, lambda: pixels(explorer), seen)


def check_click(page: Page, explorer: ElementHandle, place: tuple[float, float]) -> None:
    """A click into the plot sets the weights."""
    before, seen = (boxes(explorer), words(explorer)), pixels(explorer)
    canvas = explorer.query_selector("canvas.bp-picture")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.click(position={"x": place[0] * box["width"], "y": place[1] * box["height"]})
    until_changed(page, lambda: (boxes(explorer), words(explorer)), before)
    until_changed(page, lambda: pixels(explorer), seen)


def check_width(explorer: ElementHandle) -> None:
    """The picture is not wider than what it stands in."""
    assert explorer.evaluate(
        "explorer => explorer.querySelector('canvas.bp-picture').getBoundingClientRect().right"
        " <= explorer.getBoundingClientRect().right + 1"
    )
