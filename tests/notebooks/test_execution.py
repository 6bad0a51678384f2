"""A learner runs a notebook, and then runs it again without a restart: both times it says what is stored in it."""

import time

import nbformat
import pytest

from tools.build_notebooks import LESSONS, NOTEBOOKS, execute, normalise

NAMES = sorted(path.stem for path in LESSONS.glob("*.md"))


def words(notebook) -> list[tuple[str, list]]:
    """The code cells with all that they show in words; not those whose output is meant to differ."""
    return [
        (cell.source, [output.get("text", output.get("data", {}).get("text/plain")) for output in cell.outputs])
        for cell in notebook.cells
        if cell.cell_type == "code" and "nbval-ignore-output" not in cell.metadata.get("tags", [])
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_first_and_the_second_run_show_what_is_stored(name):
    stored = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    start = time.perf_counter()
    runs = execute(stored, NOTEBOOKS, times=2)
    seconds = time.perf_counter() - start
    for run in runs:
        normalise(run)
        assert words(run) == words(stored)
    assert seconds < 2 * 20, "a notebook runs in less than 20 s"
