"""A learner runs a notebook, and then runs it again without a restart: both times it says what is stored in it."""

import os

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
    before = os.times()
    runs = execute(stored, NOTEBOOKS, times=2)
    after = os.times()
    worked = sum(getattr(after, each) - getattr(before, each) for each in ("children_user", "children_system"))
    for run in runs:
        normalise(run)
        assert words(run) == words(stored)
    assert worked < 2 * 20, "a notebook runs in less than 20 s, whatever else the machine does"
