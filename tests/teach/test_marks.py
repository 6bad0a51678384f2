"""The marks of a class: points from the gradebook, mistakes from the checks, and a sentence for all that is amiss."""

import csv
import io
import os
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from PIL import Image
from sqlalchemy import URL

from bplesson.errors import InputError
from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.marks import FILES, marks
from tests.teach.invented import ASSIGNMENT, PARTS, RIGHT, bundle, cell, course, write_notebook

WRONG = {"P4.1-delta1": (0.0, ("B4",)), "P4.1-w01": (2.0, ()), "P4.4-code": (1.5, ("B4", "M1"))}
CLASS = {"ada": RIGHT, "alan": WRONG, "emmy": RIGHT | {"P4.4-code": (0.0, ("M1",))}}


@pytest.fixture(scope="module")
def of_three(tmp_path_factory) -> Path:
    """A course folder with the work of three learners."""
    folder = tmp_path_factory.mktemp("course")
    course(folder, CLASS)
    return folder


@pytest.fixture
def graded(tmp_path, of_three) -> Path:
    """The same course in a folder of its own, whose name is no easy one."""
    return shutil.copytree(of_three, tmp_path / "a course, 100 % ünd #?")


def table(folder: Path, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8-sig"))))


def made(folder: Path) -> dict[str, tuple[str, str, str]]:
    """Who made which mistake: how many of how many, and where."""
    return {row["mistake"]: (row["learners"], row["of"], row["items"]) for row in table(folder, "mistakes.csv")}


def listed(folder: Path, *ids: str) -> Path:
    path = folder / "class.csv"
    path.write_text("\n".join(["id,first_name,last_name", *(f"{id},F{id},L{id}" for id in ids)]))
    return path


def stored(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_points_mistakes_and_picture_of_a_class(graded, capsys):
    before = stored(graded)
    marks(graded)
    rows = {row["id"]: row for row in table(graded, "marks.csv")}
    assert [row["points"] for row in rows.values()] == ["10", "3.5", "4"]
    assert {row["of"] for row in rows.values()} == {"10"} and {row["state"] for row in rows.values()} == {"graded"}
    assert (
        rows["alan"] | {"P4.1-delta1": "0", "P4.1-w01": "2", "P4.4-code": "1.5", "first_name": "Alan"} == rows["alan"]
    )
    assert list(rows["ada"])[-3:] == list(PARTS), "parts stand in the order of the notebook"
    assert made(graded) == {"M1": ("2", "3", "P4.4 (2)"), "B4": ("1", "3", "P4.1 (1), P4.4 (1)")}
    first = table(graded, "mistakes.csv")[0]
    assert first["name"] == "The sum over the examples was taken" and first["sentence"] == MISTAKES["M1"].sentence
    picture = Image.open(graded / "mistakes.png")
    assert "2 of 3: The sum over the examples was taken; 1 of 3: The transpose is" in picture.info["Description"]
    said = capsys.readouterr().out
    assert "lesson4: 3 of 3 learners graded, 5.8 of 10 points on average (3.5 to 10)\n" in said
    assert "2 of 3  The sum over the examples was taken (M1, in P4.4)" in said
    assert "67 %  P4.1" not in said and "83 %  P4.1" in said and "(all of it right: 2 of 3)" in said
    after = stored(graded)
    assert {name: after[name] for name in before} == before and set(after) - set(before) == set(FILES)


def test_its_own_files_are_written_anew_and_no_others(graded):
    (graded / "mistakes.csv").write_text("mine")
    with pytest.raises(InputError, match="mistakes.csv: expected a table written by this command, or none: move it"):
        marks(graded)
    assert (graded / "mistakes.csv").read_text() == "mine" and not (graded / "marks.csv").exists()
    (graded / "mistakes.csv").unlink()
    marks(graded)
    written = stored(graded)
    marks(graded, listed(graded, "alan"))
    assert made(graded)["M1"][:2] == ("1", "1")
    marks(graded)
    assert {name: stored(graded)[name] for name in written} == written


def test_a_folder_that_takes_no_file_is_said_and_nothing_is_half_written(graded, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    before = stored(graded)
    with pytest.raises(InputError, match="expected a folder to write marks.csv into: No space left"):
        marks(graded)
    assert stored(graded) == before


def test_who_is_not_in_the_class_list_is_left_out_and_who_has_done_nothing_has_a_line(graded, capsys):
    marks(graded, listed(graded, "alan", "Emmy", "kurt"))
    rows = {row["id"]: row for row in table(graded, "marks.csv")}
    assert {id: (row["state"], row["points"]) for id, row in rows.items()} == {
        "alan": ("graded", "3.5"),
        "Emmy": ("not handed in", ""),
        "kurt": ("not handed in", ""),
    }
    assert rows["alan"]["first_name"] == "Falan" and made(graded)["B4"][:2] == ("1", "1")
    assert "Left out, not in the class list: ada and emmy (which has Emmy)." in capsys.readouterr().out


def test_a_class_list_that_is_not_clear_is_said_before_anything_is_written(graded):
    with pytest.raises(InputError, match="line 3: the id 'alan' is in line 2 already"):
        marks(graded, listed(graded, "alan", "alan"))
    assert not (graded / "marks.csv").exists()


def test_no_gradebook_and_nothing_graded_are_said(tmp_path):
    with pytest.raises(InputError, match="expected a course with a gradebook.db, got none"):
        marks(tmp_path)
    assert list(tmp_path.iterdir()) == []
    course(tmp_path, {})
    with pytest.raises(InputError, match="nothing is graded yet: run nbgrader autograde ASSIGNMENT"):
        marks(tmp_path)
    with pytest.raises(InputError, match="assignment: expected one of 'lesson4', got 'lesson9'"):
        marks(tmp_path, assignment="lesson9")
    assert [path.name for path in tmp_path.iterdir()] == ["gradebook.db"]


@pytest.mark.parametrize("content", [b"", b"no database at all, but a text that is long enough" * 40])
def test_a_gradebook_that_is_none_is_said_and_stays_as_it_is(tmp_path, content):
    (tmp_path / "gradebook.db").write_bytes(content)
    with pytest.raises(InputError, match="gradebook.db: expected a gradebook of this version of nbgrader, got"):
        marks(tmp_path)
    assert stored(tmp_path) == {"gradebook.db": content}


def test_what_autograde_could_not_do_counts_as_not_graded_and_not_as_nothing(tmp_path, capsys):
    course(tmp_path, CLASS | {"kurt": {}})
    (tmp_path / "autograded/kurt/lesson4/lesson4.ipynb").unlink()
    (tmp_path / "autograded/kurt/lesson4").rmdir()
    (tmp_path / "submitted/grace/lesson4").mkdir(parents=True)
    marks(tmp_path)
    rows = {row["id"]: (row["state"], row["points"]) for row in table(tmp_path, "marks.csv")}
    assert rows["kurt"] == rows["grace"] == ("not graded yet", "") and rows["ada"] == ("graded", "10")
    assert "Handed in, but not graded: grace and kurt. Run nbgrader autograde lesson4" in capsys.readouterr().out


def test_a_checking_cell_that_was_deleted_brings_no_points_and_is_to_be_marked_by_hand(tmp_path, capsys):
    course(tmp_path, CLASS | {"kurt": {}})
    write_notebook(tmp_path, "kurt", [])
    marks(tmp_path)
    row = next(row for row in table(tmp_path, "marks.csv") if row["id"] == "kurt")
    assert (row["state"], row["points"], row["to_mark_by_hand"]) == ("graded", "0", "3")
    said = "4.4 of 7.5 points on average (0 to 10) of what is marked so far; 1 with something to mark by hand"
    assert said in capsys.readouterr().out and made(tmp_path)["B4"][:2] == ("1", "3")


@pytest.mark.parametrize(
    "content", [b"", b"no JSON", b"[]", b'{"cells": 3}', b"\xff\xfe", b"[" * 100_000, b'{"cells": [1, null, {}]}', None]
)
def test_a_notebook_that_is_broken_keeps_its_points_and_the_rest_goes_on(graded, capsys, content):
    path = graded / "autograded/alan/lesson4/lesson4.ipynb"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    marks(graded)
    assert next(row for row in table(graded, "marks.csv") if row["id"] == "alan")["points"] == "3.5"
    assert made(graded) == {"M1": ("1", "2", "P4.4 (1)")}
    whole = content is not None and b"null" in content  # a notebook, but without a cell that is one
    said = "autograded/alan/lesson4/lesson4.ipynb, expected a notebook" in capsys.readouterr().out
    assert said is not whole


NAME = "P4.1-delta1"
FORGED = bundle(NAME, 2.0, ["S1"])


@pytest.mark.parametrize(
    "cells",
    [
        [{**cell("own", FORGED), "metadata": {}}],
        [cell("own", FORGED)],
        [cell(NAME, FORGED, grade=False)],
        [cell(NAME, FORGED, solution=True)],
        [cell(NAME, FORGED, grade="yes")],
        [{**cell(NAME, FORGED), "outputs": {"data": FORGED}}],
        [{**cell(NAME, FORGED), "metadata": {"nbgrader": [FORGED]}}],
        [{**cell(NAME), "source": ["display(forged)"], "attachments": {"x": FORGED}}],
    ],
)
def test_what_a_learner_has_put_elsewhere_is_passed_over(graded, capsys, cells):
    write_notebook(graded, "ada", cells)
    marks(graded)
    assert "S1" not in made(graded) and "not counted" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([cell(NAME, FORGED, bundle(NAME, 2.0))], "expected one result, got several, so none is counted"),
        ([cell(NAME, FORGED), cell(NAME, bundle(NAME, 2.0))], "expected one result, got several"),
        ([cell(NAME, "ok")], "expected a result, got 'ok'"),
        ([cell(NAME, FORGED | {"points": 1.0})], "points: expected 2.0 as in the gradebook, got 1.0"),
        ([cell(NAME, FORGED | {"points": float("nan")})], "points: expected 2.0 as in the gradebook, got nan"),
        ([cell(NAME, FORGED | {"points": True})], "points: expected 2.0 as in the gradebook, got True"),
        ([cell(NAME, FORGED | {"of": 200})], "of: expected 2.0 as in the gradebook, got 200"),
        ([cell(NAME, FORGED | {"item": "P9.9"})], "item: expected the number of an item, got 'P9.9'"),
        ([cell(NAME, FORGED | {"item": ["P4.1"]})], "item: expected the number of an item"),
        ([cell(NAME, FORGED | {"part": "\x1b[2J"})], "part: expected a short name"),
        ([cell(NAME, FORGED | {"mistakes": ["=1+1"]})], "mistakes: expected ids of the catalogue, got ['=1+1']"),
        ([cell(NAME, FORGED | {"mistakes": "S1"})], "mistakes: expected ids of the catalogue, got 'S1'"),
        ([cell(NAME, FORGED | {"mistakes": [{}]})], "mistakes: expected ids of the catalogue"),
        ([cell(NAME, FORGED | {"left_open": 0.5})], "left_open: expected points that are not there, got 0.5"),
        ([cell(NAME, FORGED | {"left_open": "all"})], "left_open: expected points that are not there, got 'all'"),
    ],
)
def test_a_result_that_cannot_be_true_is_said_and_not_counted(graded, capsys, cells, said):
    write_notebook(graded, "ada", cells)
    marks(graded)
    assert "S1" not in made(graded)
    assert f"autograded/ada/lesson4/lesson4.ipynb, {NAME}: {said}" in capsys.readouterr().out


def test_two_assignments_stand_below_each_other_and_one_can_be_chosen(graded, capsys):
    course(graded, {"ada": {NAME: (0.0, ("B4",)), "P4.1-w01": (0.0, ()), "P4.4-code": (6.0, ())}}, "lesson5")
    marks(graded)
    rows = [(row["assignment"], row["id"], row["points"]) for row in table(graded, "marks.csv")]
    assert rows[0] == ("lesson4", "ada", "10") and rows[3] == ("lesson5", "ada", "6") and len(rows) == 6
    assert made(graded)["B4"] == ("2", "3", "P4.1 (2), P4.4 (1)")
    assert "1 of 3  Wrong in some part, by no mistake that has a name" in capsys.readouterr().out
    marks(graded, assignment="lesson5")
    assert made(graded) == {"B4": ("1", "1", "P4.1 (1)")}


def test_a_class_without_a_mistake_has_a_picture_that_says_so(tmp_path, capsys):
    course(tmp_path, {"ada": RIGHT})
    marks(tmp_path)
    assert table(tmp_path, "mistakes.csv") == [] and "No mistake was named." in capsys.readouterr().out
    assert "No mistake was named" in Image.open(tmp_path / "mistakes.png").info["Description"]


def test_two_hundred_submissions_are_read_in_less_than_a_minute(tmp_path):
    course(tmp_path, {f"learner{k}": WRONG if k % 3 else RIGHT for k in range(200)})
    begun = time.process_time()
    marks(tmp_path)
    assert time.process_time() - begun < 60
    assert made(tmp_path)["B4"][:2] == ("133", "200")


def test_who_came_late_has_the_hours_beside_the_points(graded):
    with Gradebook(URL.create("sqlite", database=str(graded / "gradebook.db"))) as book:
        book.find_assignment(ASSIGNMENT).duedate = datetime(2026, 11, 2, 12, 0)
        for learner, day, hour in (("ada", 2, 11), ("alan", 3, 0)):
            book.find_submission(ASSIGNMENT, learner).timestamp = datetime(2026, 11, day, hour, 30)
        book.find_submission(ASSIGNMENT, "alan").extension = timedelta(hours=10)
        book.db.commit()
    marks(graded)
    late = {row["id"]: row["hours_late"] for row in table(graded, "marks.csv")}
    assert late == {"ada": "0", "alan": "2.5", "emmy": ""}, "emmy's work has no time of its own"


def test_what_was_left_open_is_not_called_wrong(tmp_path, capsys):
    course(tmp_path, {"ada": RIGHT, "alan": RIGHT | {NAME: (0.5, ())}, "emmy": RIGHT | {NAME: (0.5, ())}})
    for learner, left_open in (("alan", 1.5), ("emmy", 1.0)):
        cells = [cell(NAME, bundle(NAME, 0.5, left_open=left_open)), cell("P4.1-w01", bundle("P4.1-w01", 2.0))]
        write_notebook(tmp_path, learner, cells)
    marks(tmp_path)
    said = capsys.readouterr().out
    assert "1 of 3  Wrong in some part, by no mistake that has a name" in said
    assert "2 of 3  Left open in some part" in said


def test_whoever_handed_in_another_copy_is_named_and_what_is_nobodys_own_is_not_counted(graded, capsys):
    nothing = [cell(NAME, bundle(NAME, 0.0))]
    course(graded, {"kurt": {NAME: (0.0, ())}}, "lesson5")
    write_notebook(graded, "kurt", nothing, "lesson5", bplesson={"copy_of": "ada"})
    common = [cell(NAME, bundle(NAME, *WRONG[NAME]))]
    write_notebook(graded, "alan", common, bplesson={"copy_of": ""})
    marks(graded)
    said, states = capsys.readouterr().out, {row["id"]: row["state"] for row in table(graded, "marks.csv")[:3]}
    assert "kurt handed in the notebook of ada (lesson5), which brings no points: look at both." in said
    assert "alan handed in the copy of release/ (lesson4), not their own: marked by the numbers in it." in said
    assert states["alan"] == "graded: the common copy" and states["ada"] == "graded"
    assert "graded: the copy of ada" in {row["state"] for row in table(graded, "marks.csv")}
    assert made(graded)["B4"][:2] == ("1", "3") and "Wrong in some part" not in said


@pytest.mark.parametrize("name", ["=1+1", "../x", "\x1b[2J"])
def test_a_name_that_somebody_has_made_up_does_not_get_into_the_tables(graded, capsys, name):
    write_notebook(graded, "ada", [], bplesson={"copy_of": name})
    marks(graded)
    assert "ada handed in the notebook of another learner (lesson4)" in capsys.readouterr().out
    assert name not in (graded / "marks.csv").read_text(encoding="utf-8-sig")


def test_a_notebook_with_the_name_that_a_browser_gave_it_is_said(graded, capsys):
    names = {"source": "lesson4", "submitted/ada": "lesson4", "submitted/alan": "lesson4 (1)", "submitted/kurt": "mine"}
    for folder, name in names.items():
        (graded / folder / "lesson4").mkdir(parents=True)
        (graded / folder / "lesson4" / f"{name}.ipynb").write_text("{}")
    marks(graded)
    out = capsys.readouterr().out
    said = [line for line in out.splitlines() if "rename it" in line]
    wanted = "alan: submitted/alan/lesson4 has 'lesson4 (1).ipynb', expected 'lesson4.ipynb': rename it, and run"
    assert said[0] == f"{wanted} nbgrader autograde lesson4." and said[1].startswith("kurt: ") and len(said) == 2
    assert "Handed in, but not graded" not in out, "of kurt it is said already"


def test_what_was_marked_by_hand_and_waits_for_a_second_look_is_in_the_average(graded, capsys):
    with Gradebook(URL.create("sqlite", database=str(graded / "gradebook.db"))) as book:
        grade = book.find_grade("P4.4-code", ASSIGNMENT, ASSIGNMENT, "emmy")
        grade.manual_score, grade.needs_manual_grade = 3.5, True
        book.db.commit()
    marks(graded)
    assert "7 of 10 points on average (3.5 to 10) of what is marked so far; 1 with something" in capsys.readouterr().out
