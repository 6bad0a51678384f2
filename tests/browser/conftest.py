"""JupyterLab and Chromium for one file of tests, in the window that its VIEW names: width, height, dark or not."""

from pathlib import Path

import nbformat
import pytest

from tools.lab import browser, lab, open_notebook, run_all, use_theme

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


@pytest.fixture(scope="module")
def opened(request, tmp_path_factory):
    """A function that opens a notebook of that name and runs it."""
    width, height, dark = request.module.VIEW
    settings, folder = tmp_path_factory.mktemp("settings"), tmp_path_factory.mktemp("notebooks")
    for path in NOTEBOOKS.glob("*.ipynb"):
        lesson = nbformat.read(path, as_version=4)
        for cell in lesson.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(lesson, folder / path.name)
    with browser() as chromium, lab(folder, settings) as address:

        def run(name):
            use_theme(settings, dark)  # anew, since a page may have changed it
            page, errors = open_notebook(chromium, address(f"{name}.ipynb"), width, height)
            run_all(page)
            page.locator("canvas.bp-picture").last.wait_for()
            page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
            return page, errors

        yield run
