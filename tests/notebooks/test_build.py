"""The build of a notebook from a lesson: the same bytes each time, nothing that changes by itself, no error hidden."""

import base64
import importlib.util
import io
import json
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from tools.build_notebooks import DEAD, METADATA, BuildError, build, for_colab, main, read_lesson, small
from tools.check import main as check
from tools.format_lessons import format_lesson

HEAD = "---\njupytext:\n  text_representation: {extension: .md, format_name: myst}\n---\n\n"
LESSON = """# Small

```{code-cell} ipython3
import numpy as np
import bplesson as bp
```

Two lines, a picture and a live widget:

```{code-cell} ipython3
import ipywidgets
from bplesson.kit.figure import Still
print("one")
print("two")
display(Still("A line that rises.", lambda figure: figure.subplots().plot([1, 2])))
ipywidgets.IntSlider(3)
```

The same cell twice:

```{code-cell} ipython3
print("again")
```

```{code-cell} ipython3
print("again")
```
"""


def lesson(folder, body):
    path = folder / "09_small.md"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def test_two_builds_are_the_same_bytes_and_keep_only_what_lasts(tmp_path):
    source = lesson(tmp_path, LESSON)
    first = build(source, tmp_path).read_bytes()
    assert build(source, tmp_path).read_bytes() == first
    notebook = json.loads(first)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == [1, 2, 3, 4, 5]
    editable = {(cell["cell_type"], cell["metadata"].get("editable", True)) for cell in notebook["cells"]}
    assert editable == {("markdown", False), ("code", True)}  # a double click does not open the source of a text
    assert cells[0]["outputs"] == []  # the cell for Colab
    stream, picture, slider = cells[2]["outputs"]
    assert "".join(stream["text"]) == "one\ntwo\n"
    assert picture["data"]["text/plain"] == ["A line that rises."]
    shown = Image.open(io.BytesIO(base64.b64decode(picture["data"]["image/png"])))
    assert shown.text == {"Description": "A line that rises."}
    assert list(slider["data"]) == ["text/plain"]


def test_below_every_explorer_stands_once_what_to_do_when_it_is_dead(tmp_path):
    explorer = "```{code-cell} ipython3\nbp.ChainExplorer()\n```\n\n"
    used = "```{code-cell} ipython3\nexplorer = bp.ChainExplorer()\n```\n\n"
    body = f"Look:\n\n{explorer}So.\n\n{explorer}{explorer}{DEAD}\n\nYes.\n\n{used}No.\n\n{explorer}"
    cells = read_lesson(lesson(tmp_path, body)).cells
    said = [cell.source for cell in cells if cell.cell_type == "markdown"]
    assert said == ["Look:", f"{DEAD}\n\nSo.", DEAD, f"{DEAD}\n\nYes.", "No.", DEAD]
    above = read_lesson(lesson(tmp_path, f'Only "Loading widget…"?\n\n{explorer}So.')).cells
    assert [cell.source for cell in above if cell.cell_type == "markdown"][1] == "So."


ADDRESS = "https://github.com/someone/lessons"


def opened_in_colab(monkeypatch, repository, returncode=0, here=False) -> list[str]:
    """Run the cell for Colab as if it were there, and the package here or not; what it hands to pip."""
    asked = []

    def run(command):
        asked.append(command[-1])
        return SimpleNamespace(returncode=returncode)

    monkeypatch.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name if here else None)
    monkeypatch.setattr(subprocess, "run", run)
    exec(for_colab(repository, "1.2.0").source, {})
    return asked


def test_anywhere_but_in_colab_the_first_cell_does_and_says_nothing(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(subprocess, "run", lambda command: pytest.fail(f"ran {command}"))
    for repository in (None, ADDRESS):
        exec(for_colab(repository, "1.2.0").source, {})
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("repository", "place"), [(None, "bplesson.zip"), (ADDRESS, f"git+{ADDRESS}@v1.2.0")])
def test_in_colab_the_first_cell_installs_what_is_not_there_yet(monkeypatch, capsys, repository, place):
    assert opened_in_colab(monkeypatch, repository) == [place]
    assert opened_in_colab(monkeypatch, repository, here=True) == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("repository", "advice"), [(None, "Pack its folder"), (ADDRESS, "Open that address")])
def test_in_colab_the_first_cell_says_what_to_do_where_nothing_can_be_installed(
    monkeypatch, capsys, repository, advice
):
    assert opened_in_colab(monkeypatch, repository, returncode=1)
    said = capsys.readouterr().out
    assert said.startswith("bplesson could not be installed from") and advice in said and "run this cell again" in said


def test_an_unchanged_cell_keeps_its_id_when_others_change(tmp_path):
    before = {cell.id for cell in read_lesson(lesson(tmp_path, LESSON)).cells}
    after = read_lesson(lesson(tmp_path, LESSON.replace("# Small", "# Smaller\n\n+++\n\nA new cell."))).cells
    assert len({cell.id for cell in after}) == len(after)
    assert [cell.source for cell in after if cell.id not in before] == ["# Smaller", "A new cell."]


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import sys\nprint('care' + 'ful', file=sys.stderr)", "careful"),
        ("import logging, bplesson.kit\nlogging.getLogger('matplotlib').warning('Bad ' + 'value')", "Bad value"),
    ],
)
def test_a_lesson_that_fails_or_warns_is_not_built(tmp_path, code, what):
    with pytest.raises(BuildError, match=rf"(?s)09_small\.md.*{what}"):
        build(lesson(tmp_path, f"```{{code-cell}} ipython3\n{code}\n```\n"), tmp_path)
    assert not list(tmp_path.glob("*.ipynb"))


SLOW = """import threading
Timer = threading.Timer
threading.Timer = lambda seconds, call: Timer(0, call)
import bplesson as bp
bp.ChainExplorer()"""


def test_where_nothing_can_be_written_and_fonts_are_slow_to_find_the_first_picture_comes_without_a_warning(
    tmp_path, monkeypatch
):
    (tmp_path / "a file").write_text("")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "a file" / "matplotlib"))
    notebook = json.loads(build(lesson(tmp_path, f"```{{code-cell}} ipython3\n{SLOW}\n```\n"), tmp_path).read_text())
    assert ["image/png" in output["data"] for output in notebook["cells"][1]["outputs"]] == [True]


def test_a_check_says_which_notebook_comes_out_as_it_is_stored(tmp_path, capsys):
    for name, stored in {"01_right": "2", "02_wrong": "3"}.items():
        cell = nbformat.v4.new_code_cell("print(1 + 1)", execution_count=1)
        cell.outputs = [nbformat.v4.new_output("stream", text=f"{stored}\n")]
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=METADATA), tmp_path / f"{name}.ipynb")
    with pytest.raises(SystemExit, match="1 of 2 notebooks did not come out as they are stored"):
        check([], tmp_path)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "notebooks/01_right.ipynb: every number came out again, timings aside"
    assert said[-1] == "notebooks/02_wrong.ipynb: differs, see above"
    assert any("Cell outputs differ" in line for line in said)
    with pytest.raises(SystemExit, match="no notebook in notebooks/ begins with 77"):
        check(["77"], tmp_path)


def test_a_stored_picture_looks_the_same_is_smaller_and_does_not_say_what_made_it():
    out, figure = io.BytesIO(), Figure()
    figure.subplots().imshow(np.hypot(*np.mgrid[-1:1:60j, -1:1:60j]), interpolation="bilinear")
    figure.savefig(out, metadata={"Software": "something", "Author": "someone"})
    stored = base64.b64decode(small(base64.b64encode(out.getvalue()).decode()))
    before, after = (np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), int) for png in (out.getvalue(), stored))
    assert np.abs(before - after).max() <= 8  # of 255
    assert len(stored) < len(out.getvalue()) / 2
    assert b"someone" in out.getvalue() and b"someone" not in stored and b"tEXt" not in stored


def test_a_name_that_fits_no_lesson_is_said():
    with pytest.raises(SystemExit, match="no lesson in lessons/ begins with 77"):
        main(["77"])


def test_only_the_code_of_a_lesson_is_formatted():
    lesson = "x=1\n\n```{code-cell} ipython3\n:tags: [a]\n\ny=1\ndef f():\n  pass\nf()\n```\n\n```python\nz=1\n```\n"
    code = "y = 1\n\n\ndef f():\n    pass\n\n\nf()\n"
    assert format_lesson(lesson) == lesson.replace("y=1\ndef f():\n  pass\nf()\n", code)
    assert format_lesson(format_lesson(lesson)) == format_lesson(lesson)
