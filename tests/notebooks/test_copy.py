"""The learner's copy of the lessons: made once, renewed where nothing was written, and never overwritten elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.test_lessons import PERSONAL, save_as_lab
from tools.build_notebooks import METADATA, NOTEBOOKS
from tools.copy_lessons import COPIES, ROOT, copy_lessons, for_learners, main, put

NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
FIRST = "is your copy of the lessons"
A, B = "01_a.ipynb", "02_b.ipynb"


def write(path: Path, *sources: str) -> None:
    """A lesson with a text, and these cells, each with a result."""
    cells = [nbformat.v4.new_markdown_cell("# Title", id="title")]
    for number, source in enumerate(sources):
        cells.append(nbformat.v4.new_code_cell(source, id=f"c{number}", execution_count=1))
        cells[-1].outputs = [nbformat.v4.new_output("stream", text="the answer\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=METADATA), path)


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    """The folder of two small lessons, and the one for their copies, which is not there yet."""
    (tmp_path / "notebooks").mkdir()
    for name in (A, B):
        write(tmp_path / "notebooks" / name, "x = 1", "print(x)")
    return tmp_path / "notebooks", tmp_path / "my-lessons"


@pytest.fixture
def copied(folders) -> tuple[Path, Path]:
    """The same, after the copy was made."""
    assert [FIRST in said for said in copy_lessons(*folders)] == [True]
    return folders


def sources(path: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(path, as_version=4).cells]


def edit(path: Path, change) -> None:
    """Open that notebook in JupyterLab, make that change of its cells, and save."""
    save_as_lab(path, lambda content: change(content["cells"]))


def state(folder: Path) -> dict[str, bytes]:
    """What every file holds, but those that JupyterLab keeps for itself."""
    return {
        path.name: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def run_cells(cells) -> None:
    """What JupyterLab makes of the cells when all are run, the last one too: results, and an empty cell at the end."""
    for cell in cells[1:]:
        cell.update(execution_count=7, outputs=[nbformat.v4.new_output("stream", text="mine\n")])
        cell.metadata.update(collapsed=True, execution={"iopub.execute_input": "2018-10-30T12:00:00Z"})
    cells.append(nbformat.v4.new_code_cell(""))


WRITTEN = {
    "edited": lambda cells: cells[1].update(source="x = 2"),
    "text edited": lambda cells: cells[0].update(source="# Mine"),
    "added": lambda cells: cells.append(nbformat.v4.new_code_cell("mine = 3")),
    "deleted": lambda cells: cells.pop(1),
    "moved": lambda cells: cells.append(cells.pop(1)),
    "of another kind": lambda cells: cells.append(nbformat.v4.new_raw_cell(cells.pop(2).source)),
}
written = pytest.mark.parametrize("change", WRITTEN.values(), ids=WRITTEN)


def test_the_copy_of_every_lesson_is_its_cells_without_results(tmp_path):
    assert list(copy_lessons(NOTEBOOKS, tmp_path)) == [] and sorted(state(tmp_path)) == NAMES
    for name in NAMES:
        lesson, copy = (nbformat.read(folder / name, as_version=4) for folder in (NOTEBOOKS, tmp_path))
        nbformat.validate(copy)
        assert copy.metadata.pop("bplesson")["lesson"] == Path(name).stem and copy.metadata == lesson.metadata
        for cell in lesson.cells:
            if cell.cell_type == "code":
                assert cell.execution_count
                question = "\nbp.guess(" in f"\n{cell.source}" and "..." not in cell.source
                shown = [each | {"execution_count": None} for each in cell.outputs] if question else []
                cell.update(execution_count=None, outputs=shown)
                if question:
                    cell.metadata["jupyter"] = {"source_hidden": True}
        assert copy.cells == lesson.cells
        assert copy.cells[0].metadata.tags == ["remove-cell"] and "google.colab" in copy.cells[0].source
        assert not PERSONAL.search((tmp_path / name).read_text(encoding="utf-8"))


def dead_links(text: str) -> list[str]:
    """The links in a text of a lesson that do not lead from the copy to where they lead from the lesson."""
    text = re.sub(
        r"(?s)```.*?```|<pre>.*?</pre>|\$.*?\$|`[^`]*`", "", text
    )  # in code f[0](x) is a call, and not a link
    links = map("".join, re.findall(r"\]\(([^)\s]+)\)|(?:src|href)=[\"']([^\"']+)", text))
    dead = []
    for link in (link for link in links if not re.match(r"[a-z]+:|#", link)):
        target = Path(os.path.normpath(COPIES / link.split("#")[0]))
        if not (target.name in NAMES if target.parent == COPIES else target.exists()):
            dead.append(link)
    return dead


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_from_the_copy_to_where_it_leads_from_the_lesson(name):
    assert COPIES.parent == NOTEBOOKS.parent  # so a path that begins with ../ is the same from both
    cells = nbformat.read(NOTEBOOKS / name, as_version=4).cells
    assert [dead_links(cell.source) for cell in cells if cell.cell_type == "markdown" and dead_links(cell.source)] == []


def test_a_link_that_a_copy_has_not_is_noticed():
    good = f"[a]({NAMES[1]}) [b](../README.md#start) ![c](../docs/path.gif) [d](https://d.org) [e](#here)"
    assert dead_links(f"{good} `f[0](x)` $f[0](x)$ <pre>f[0](x)</pre>") == []
    assert dead_links("[a](08.ipynb) ![b](b.png) <img src='c.png'>") == ["08.ipynb", "b.png", "c.png"]


def test_git_and_the_lint_leave_the_copy_alone_and_make_does_not_delete_it(tmp_path):
    assert f"{COPIES.name}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nclean:\n")[2]
    assert "rm -rf" in recipe and COPIES.name not in recipe
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in (COPIES.name, "notebooks"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.py").write_text("x=1;y=2")
    done = subprocess.run([sys.executable, "-m", "ruff", "check"], cwd=tmp_path, capture_output=True, text=True)
    assert "notebooks/a.py" in done.stdout and COPIES.name not in done.stdout


@pytest.mark.parametrize(("copy", "opened", "made"), [("", "my-lessons", True), ("COPY=no", "notebooks", False)])
def test_make_lab_opens_the_copy_and_for_authors_the_lessons(copy, opened, made):
    command = ["make", "--dry-run", "lab", *copy.split()]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert f"default_url=/lab/tree/{opened}/{NAMES[0]}" in said
    [line] = [line for line in said.splitlines() if "tools.copy_lessons" in line]
    done = subprocess.run(["sh", "-c", re.sub(r"\.venv\S* -m tools\.copy_lessons", "echo made", line)], stdout=-1)
    assert (done.returncode, done.stdout) == (0, b"made\n" if made else b"")


def test_a_second_time_nothing_is_written_and_nothing_said(copied):
    before = {path: path.stat().st_mtime_ns for path in copied[1].iterdir()}
    assert list(copy_lessons(*copied)) == []
    assert {path: path.stat().st_mtime_ns for path in copied[1].iterdir()} == before


def test_a_lesson_that_was_only_built_anew_is_no_other(copied):
    edit(copied[0] / A, lambda cells: cells[1].update(outputs=[], id="other"))
    before = state(copied[1])
    assert list(copy_lessons(*copied)) == [] and state(copied[1]) == before


@pytest.mark.parametrize("change", [lambda cells: None, run_cells], ids=["opened", "run"])
def test_a_newer_lesson_renews_a_copy_in_which_nothing_was_written(copied, change):
    lessons, copies = copied
    edit(copies / A, change)
    write(lessons / A, "x = 5")
    assert list(copy_lessons(*copied)) == [
        "my-lessons/01_a.ipynb was renewed: the lesson has changed, and you had written nothing in it."
    ]
    assert sources(copies / A) == ["# Title", "x = 5"] and b"mine" not in (copies / A).read_bytes()
    assert sorted(state(copies)) == [A, B] and list(copy_lessons(*copied)) == []


@written
def test_what_was_written_stays_and_the_newer_lesson_is_put_beside_it(copied, change):
    lessons, copies = copied
    edit(copies / A, run_cells)
    edit(copies / A, change)
    before = state(copies)
    assert list(copy_lessons(*copied)) == [] and state(copies) == before  # the lesson is the same
    write(lessons / A, "x = 5")
    assert list(copy_lessons(*copied)) == [
        "my-lessons/01_a.ipynb stays as you left it. The lesson has changed: its new version is beside it, as "
        "01_a_new.ipynb."
    ]
    assert sources(copies / "01_a_new.ipynb") == ["# Title", "x = 5"]
    assert state(copies).items() >= before.items()
    after = state(copies)
    assert list(copy_lessons(*copied)) == [] and state(copies) == after


def test_the_new_one_is_renewed_too_until_something_is_written_in_it(copied):
    lessons, copies = copied
    edit(copies / A, WRITTEN["edited"])
    for number in (5, 6):
        write(lessons / A, f"x = {number}")
        assert ["01_a_new.ipynb" in said for said in copy_lessons(*copied)] == [True]
        assert sources(copies / "01_a_new.ipynb")[1] == f"x = {number}" and len(state(copies)) == 3
    edit(copies / "01_a_new.ipynb", WRITTEN["added"])
    before = state(copies)
    write(lessons / A, "x = 7")
    assert ["01_a_new_2.ipynb" in said for said in copy_lessons(*copied)] == [True]
    assert sources(copies / "01_a_new_2.ipynb")[1] == "x = 7" and state(copies).items() >= before.items()


def test_a_copy_that_was_deleted_is_made_again(copied):
    (copied[1] / B).unlink()
    assert list(copy_lessons(*copied)) == [] and sources(copied[1] / B) == sources(copied[0] / B)


def test_files_of_a_learners_own_are_left_alone(copied):
    lessons, copies = copied
    own = {"my_record.json": "{}", "notes.ipynb": "no notebook", "01_a-Copy1.ipynb": (copies / A).read_text()}
    for name, text in own.items():
        (copies / name).write_text(text)
    (copies / "data").mkdir()
    (copies / "data" / A).write_text("x")
    (copies / "folder.ipynb").mkdir()
    write(copies / "other.ipynb", "mine = 1")
    before = {name: bytes for name, bytes in state(copies).items() if name != A}
    write(lessons / A, "x = 5")
    assert ["01_a.ipynb was renewed" in said for said in copy_lessons(*copied)] == [True]
    assert {name: bytes for name, bytes in state(copies).items() if name != A} == before


def test_a_notebook_of_a_learners_own_with_the_name_of_a_lesson_stays(folders):
    lessons, copies = folders
    copies.mkdir()
    write(copies / A, "mine = 1")
    before = (copies / A).read_bytes()
    assert ["01_a.ipynb stays as you left it" in said for said in copy_lessons(*folders)] == [True]
    assert (copies / A).read_bytes() == before and sources(copies / "01_a_new.ipynb")[1] == "x = 1"


BROKEN = {
    "empty": b"",
    "cut off": b'{"cells": [',
    "a list": b"[1, 2]",
    "a text": b'"cells"',
    "without cells": b"{}",
    "cells that are none": b'{"cells": [1]}',
    "a number as source": b'{"cells": [{"cell_type": "code", "source": 3}]}',
    "not UTF-8": b"\xff\xfe\xfa{",
    "too deep": b"[" * 100_000,
}


@pytest.mark.parametrize("found", BROKEN.values(), ids=BROKEN)
def test_a_copy_that_is_no_notebook_stays_and_the_lesson_is_put_beside_it(copied, found):
    (copied[1] / A).write_bytes(found)
    for _ in range(2):  # it is said each time, because it cannot be opened
        assert list(copy_lessons(*copied)) == [
            "my-lessons/01_a.ipynb is no notebook that can be read. It stays, and the lesson is beside it, as "
            "01_a_new.ipynb."
        ]
    assert (copied[1] / A).read_bytes() == found and len(state(copied[1])) == 3


@pytest.mark.parametrize("metadata", [None, [], {}, {"bplesson": 1}, {"bplesson": {"digest": [2]}}], ids=str)
def test_a_copy_whose_origin_is_not_known_counts_as_written_in(copied, metadata):
    lessons, copies = copied
    (copies / A).write_text(json.dumps(json.loads((copies / A).read_text()) | {"metadata": metadata}))
    before = (copies / A).read_bytes()
    assert list(copy_lessons(*copied)) == []  # it says what the lesson says
    write(lessons / A, "x = 5")
    assert ["stays as you left it" in said for said in copy_lessons(*copied)] == [True]
    assert (copies / A).read_bytes() == before


def test_a_folder_where_a_copy_should_be_stays_and_the_lesson_is_put_beside_it(folders):
    (folders[1] / A / "mine").mkdir(parents=True)
    assert ["01_a.ipynb is no notebook" in said for said in copy_lessons(*folders)] == [True]
    assert (folders[1] / A / "mine").is_dir() and sources(folders[1] / "01_a_new.ipynb")[1] == "x = 1"


def test_the_copy_of_a_lesson_with_another_name_stays(copied):
    lessons, copies = copied
    edit(copies / A, WRITTEN["edited"])
    before = state(copies)
    (lessons / A).rename(lessons / "01_c.ipynb")
    (lessons / B).unlink()
    assert list(copy_lessons(*copied)) == [
        f"my-lessons/{name} stays, but this lesson is gone, or has another name now." for name in (A, B)
    ]
    assert state(copies).items() >= before.items() and sources(copies / "01_c.ipynb")[1] == "x = 1"


def test_a_file_where_the_folder_should_be_is_said_in_one_sentence(folders):
    folders[1].write_text("mine")
    with pytest.raises(
        SystemExit, match=r"my-lessons/, cannot be brought up to date \(File exists\).* make lab COPY=no"
    ):
        main(*folders)
    assert folders[1].read_text() == "mine"


@contextmanager
def as_nobody():
    """What stands below is done without the rights of an administrator, who may write anywhere."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_in_which_nobody_may_write_is_said_in_one_sentence(copied):
    with tempfile.TemporaryDirectory() as place:  # a folder of pytest's is closed to others
        lessons, copies = (Path(place, folder.name) for folder in copied)
        for old, new in zip(copied, (lessons, copies)):
            old.rename(new)
        Path(place).chmod(0o755)
        copies.chmod(0o555)
        with as_nobody():
            assert list(copy_lessons(lessons, copies)) == []  # there is nothing to write
        write(lessons / A, "x = 5")
        before = state(copies)
        with as_nobody(), pytest.raises(SystemExit, match=r"brought up to date \(Permission denied\)"):
            main(lessons, copies)
        assert state(copies) == before
        copies.chmod(0o755)


FULL = """import resource, signal, sys
from pathlib import Path
from tools.copy_lessons import main
resource.setrlimit(resource.RLIMIT_FSIZE, (600, resource.RLIM_INFINITY))  # no file gets longer than this
main(Path(sys.argv[1]), Path(sys.argv[2]))"""


def test_where_a_file_cannot_be_written_to_its_end_the_old_one_stays_whole(copied):
    lessons, copies = copied
    before = state(copies)
    write(lessons / A, "x = 5", "y = 6")
    done = subprocess.run([sys.executable, "-c", FULL, *map(str, copied)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "cannot be brought up to date (File too large)" in done.stderr
    assert len(done.stderr.splitlines()) == 1 and state(copies) == before


def test_two_at_once_leave_whole_copies_and_nothing_else(tmp_path):
    command = (
        "import sys; from pathlib import Path; from tools.copy_lessons import *; main(NOTEBOOKS, Path(sys.argv[1]))"
    )
    start = [sys.executable, "-c", command, str(tmp_path / "my-lessons")]
    both = [subprocess.Popen(start, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(each.communicate()[1], each.returncode) for each in both] == [(b"", 0)] * 2
    assert sorted(state(tmp_path / "my-lessons")) == NAMES
    assert list(copy_lessons(NOTEBOOKS, tmp_path / "my-lessons")) == []  # all are as they should be


def test_what_another_has_written_in_the_meantime_is_not_overwritten(tmp_path):
    path = tmp_path / A
    assert put(path, "first", None) and not put(path, "second", None) and not put(path, "second", b"zeroth")
    assert state(tmp_path) == {A: b"first"}
    assert put(path, "second", b"first") and state(tmp_path) == {A: b"second"}


def test_a_copy_that_is_written_in_just_before_it_would_be_renewed_is_kept(copied, monkeypatch):
    lessons, copies = copied
    write(lessons / A, "x = 5")

    def saved_first(path, text, before):
        monkeypatch.undo()
        edit(path, WRITTEN["edited"])
        return put(path, text, before)

    monkeypatch.setattr("tools.copy_lessons.put", saved_first)
    assert ["01_a.ipynb stays as you left it" in said for said in copy_lessons(*copied)] == [True]
    assert sources(copies / A)[1] == "x = 2" and sources(copies / "01_a_new.ipynb")[1] == "x = 5"


def test_lessons_that_cannot_be_read_are_said_and_nothing_is_written(folders):
    (folders[0] / B).write_text("<<<<<<< ours")
    with pytest.raises(SystemExit, match="notebooks/02_b.ipynb is no notebook"):
        main(*folders)
    for path in folders[0].iterdir():
        path.unlink()
    with pytest.raises(SystemExit, match="there are no lessons in notebooks/"):
        main(*folders)
    assert not folders[1].exists()


def test_a_copy_may_leave_cells_out_and_is_renewed_only_if_the_others_change(folders):
    lessons, copies = folders

    def short(notebook: dict) -> dict:
        cells = [cell for cell in notebook["cells"] if "".join(cell["source"]) != "print(x)"]
        return for_learners(notebook | {"cells": cells})

    list(copy_lessons(*folders, short))
    assert sources(copies / A) == ["# Title", "x = 1"]
    write(lessons / A, "x = 1", "print(x)", "y = 2")
    assert ["renewed" in said for said in copy_lessons(*folders, short)] == [True]
    edit(lessons / A, lambda cells: cells.pop(2))
    assert list(copy_lessons(*folders, short)) == [] and sources(copies / A) == ["# Title", "x = 1", "y = 2"]
