"""JupyterLab and Chromium, started and loaded once for all browser tests: one notebook after another opens there."""

import pytest
from playwright.sync_api import expect

from tools.lab import browser, close_notebooks, lab, listen, open_in_page, run_all, use_theme, write_notebook

expect.set_options(timeout=15_000)  # other tests are at work beside these


@pytest.fixture(scope="package")
def served(tmp_path_factory):
    """The folder that JupyterLab serves, that of its settings, and the address of a notebook by its name."""
    folder, settings = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("settings")
    use_theme(settings, dark=False)
    with lab(folder, settings) as address:
        yield folder, settings, address


@pytest.fixture(scope="package")
def chromium():
    """A Chromium."""
    with browser() as started:
        yield started


@pytest.fixture(scope="package")
def tab(served, chromium):
    """JupyterLab in a tab that nothing is open in, and the list that collects errors of the page."""
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    errors = listen(page)
    page.goto(served[2](), timeout=180_000)
    page.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", polling=200, timeout=90_000)
    assert errors == []
    yield page, errors


@pytest.fixture(scope="module")
def opened(served, tab):
    """A function that opens a notebook, given by how it is written, in a window of that size and theme.

    It is run, unless told otherwise. What was open before is closed.
    """
    folder, (page, errors) = served[0], tab

    def open_and_run(name, write, width, height, dark, run=True):
        write(folder / name)
        page.set_viewport_size({"width": width, "height": height})
        close_notebooks(page)
        errors.clear()
        open_in_page(page, name, dark)
        if run:
            run_all(page)
        return page, errors

    yield open_and_run
    close_notebooks(page)


@pytest.fixture(scope="module")
def page(request, opened):
    """The notebook of the cells that a file of tests lists as its CELLS, each with an explorer, in the window VIEW.

    No error in the browser while the tests use it.
    """
    cells = ["import bplesson as bp", *request.module.CELLS]
    page, errors = opened(f"{request.path.stem}.ipynb", lambda path: write_notebook(path, cells), *request.module.VIEW)
    page.locator(".bp-picture, .bp-drawing").nth(len(cells) - 2).wait_for()
    page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
    yield page
    assert errors == []
