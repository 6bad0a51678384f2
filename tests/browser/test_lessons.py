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
from tools.lab import open_notebook, run_all, use_theme

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
SMALL, LARGE = (1024, 768), {"width": 1440, "height": 900}


def write_unrun(path: Path) -> None:
    """The notebook of that name as it is before anyone has run it."""
    lesson = nbformat.read(NOTEBOOKS / path.name, as_version=4)
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(lesson, path)


PICTURES = "count => document.querySelectorAll('canvas.bp-picture').length === count"


def count_explorers(name: str) -> int:
    """How many explorers with plots the notebook shows, by the outputs that it keeps."""
    lesson = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    said = [output.get("data", {}).get("text/plain", "") for cell in lesson.cells for output in cell.get("outputs", [])]
    return sum("Explorer" in each.split(" ")[0] and not each.startswith("DrawExplorer") for each in said)


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_and_its_explorers_answer_in_a_small_dark_and_a_large_light_window(served, chromium, name):
    folder, settings, address = served
    path = folder / f"{name}.ipynb"
    write_unrun(path)
    use_theme(settings, dark=True)  # anew, since the lesson before has changed it
    page, errors = open_notebook(chromium, address(path.name), *SMALL)  # a page of its own, as a learner has it
    run_all(page, path)
    page.wait_for_function(PICTURES, arg=count_explorers(name), polling=200)
    page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
    bad = '.jp-OutputArea-output[data-mime-type*="stderr"], .jp-OutputArea-output[data-mime-type*="error"]'
    assert page.locator(bad).all_text_contents() == []
    found = [each.element_handle() for each in explorers(page)]
    assert len(found) == count_explorers(name) > 0
    dark = [check(page, explorer, (0.3, 0.35)) for explorer in found]
    assert violations(page) == []
    use_light_theme(page)
    page.set_viewport_size(LARGE)
    light = [check(page, explorer, (0.4, 0.6)) for explorer in found]
    assert violations(page, ["color-contrast"]) == []  # no other rule knows of colours
    assert all(one != other for one, other in zip(dark, light, strict=True) if one)
    assert errors == []
    page.close()


def use_light_theme(page: Page) -> None:
    """Change the theme while the notebook is open, as its menu does."""
    page.get_by_role("menuitem", name="Settings", exact=True).click()
    page.locator(".lm-Menu-item", has_text="Theme").first.hover()
    page.locator(".lm-Menu-item", has_text="JupyterLab Light").click()
    page.wait_for_selector('[data-jp-theme-light="true"]', state="attached")


def check(page: Page, explorer: ElementHandle, place: tuple[float, float]) -> str | None:
    """It answers to keys and to a click at that place of its plots, nothing is cut off, and its diagram can be read;
    returns the colour of the diagram's ground."""
    explorer.scroll_into_view_if_needed()
    check_key(page, explorer)
    check_width(explorer)
    if not has_diagram(explorer):
        return None
    check_click(page, explorer, place)
    check_looks(explorer)
    return explorer.evaluate("explorer => getComputedStyle(explorer.querySelector('.bp-diagram rect')).fill")


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
