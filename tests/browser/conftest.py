"""A notebook in JupyterLab and Chromium for one file of tests: the cells that its CELLS lists, in the window VIEW."""

import pytest

from tools.lab import browser, lab, open_notebook, run_all, use_theme, write_notebook


@pytest.fixture(scope="module")
def page(request, tmp_path_factory):
    """The notebook, run; each of its cells shows an explorer. No error in the browser while the tests use it."""
    width, height, dark = request.module.VIEW
    folder, settings = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("settings")
    cells = ["import bplesson as bp", *request.module.CELLS]
    write_notebook(folder / "explorers.ipynb", cells)
    use_theme(settings, dark)
    with browser() as chromium, lab(folder, settings) as address:
        page, errors = open_notebook(chromium, address("explorers.ipynb"), width, height)
        run_all(page)
        page.locator(".bp-picture, .bp-drawing").nth(len(cells) - 2).wait_for()
        page.wait_for_timeout(1000)  # the widgets of the last cells are drawn after their cells are done
        yield page
        assert errors == []
