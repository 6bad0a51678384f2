"""Notebooks in JupyterLab, started once, and Chromium, started once for a file of browser tests."""

import pytest

from tools.lab import browser, lab, open_notebook, run_all, use_theme, write_notebook


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The folder that JupyterLab serves, that of its settings, and the address of a notebook by its name."""
    folder, settings = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("settings")
    with lab(folder, settings) as address:
        yield folder, settings, address


@pytest.fixture(scope="module")
def opened(served):
    """A function that opens a notebook, given by how it is written, in a window of that size and theme, and runs it."""
    folder, settings, address = served
    with browser() as chromium:

        def run(name, write, width, height, dark):
            write(folder / name)
            use_theme(settings, dark)  # anew, since the page before may have changed it
            page, errors = open_notebook(chromium, address(name), width, height)
            run_all(page, folder / name)
            return page, errors

        yield run


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
    page.close()
