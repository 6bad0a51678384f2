"""The folder of a course: what is written, what stays, and the sentence for what cannot be done."""

import csv
import json
import shutil
from dataclasses import replace

import nbformat
import pytest

from bplesson.errors import InputError
from bplesson.teach.__main__ import main, parser
from bplesson.teach.assignment import notebook
from bplesson.teach.course import SECRET, SETTINGS, read_course, write_course
from bplesson.teach.hand_out import write_variants
from bplesson.teach.lessons import TITLES, numbers_of
from bplesson.teach.variants import sheets_of


@pytest.fixture
def course(tmp_path):
    """A course of lesson 1 (its numbers are drawn fastest), whose assignment was released as it is."""
    made = write_course(tmp_path / "course", [1])
    shutil.copytree(made.folder / "source", made.folder / "release")
    return made


def class_list(folder, *ids):
    path = folder / "class.csv"
    path.write_text("id\n" + "\n".join(ids) + "\n")
    return path


def files(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("lesson", TITLES)
def test_every_lesson_has_an_assignment_that_is_a_valid_notebook_with_names_of_its_own(lesson):
    nb = notebook(lesson, sheets_of("a secret", "course", [lesson], "", {}))
    nbformat.validate(nb)
    about = [cell.metadata.nbgrader for cell in nb.cells if "nbgrader" in cell.metadata]
    ids = [each.grade_id for each in about]
    assert len(ids) == len(set(ids)) and len({cell.id for cell in nb.cells}) == len(nb.cells)
    assert sum(each.task for each in about) == 1 and sum(each.grade for each in about) >= 1
    assert all(each.schema_version == 3 for each in about)
    assert all(each.points > 0 for each in about if each.grade or each.task)


def test_a_course_has_what_nbgrader_reads_a_secret_and_the_key(course):
    notebook_and_key = {"source/lesson_01/lesson_01.ipynb", "key/key.csv", "key/lesson_01.ipynb"}
    made = {name for name in files(course.folder) if not name.startswith("release")}
    assert made == {"nbgrader_config.py", SECRET, SETTINGS, *notebook_and_key}
    assert read_course(course.folder) == course and len(course.secret) == 64
    assert course.secret not in (course.folder / SETTINGS).read_text()
    assert (course.folder / SECRET).stat().st_mode & 0o077 == 0
    with (course.folder / "key" / "key.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"] for row in rows} == {"everybody"} and all(row["answer"] for row in rows)
    assert [path.name for path in course.folder.parent.iterdir()] == ["course"]


def test_without_variants_all_have_the_same_numbers_and_with_them_nobody(course):
    (which, level), *_ = numbers_of(1)
    assert course.case(which, level, "ann").task == course.case(which, level, "bo").task
    own = replace(course, turns={"ann": {}})
    assert len({each.case(which, level, id).task for each in (course, own) for id in ("ann", "bo")}) == 3


def test_two_courses_have_other_secrets_and_other_numbers(course, tmp_path):
    other = write_course(tmp_path / "other", [1])
    assert other.secret != course.secret
    assert files(other.folder)["key/key.csv"] != files(course.folder)["key/key.csv"]


def test_what_is_there_is_written_anew_only_if_told_so_and_the_secret_stays(course):
    (course.folder / "submitted").mkdir()
    (course.folder / "submitted" / "mine.txt").write_text("mine")
    (course.folder / "source" / "own").mkdir()
    (course.folder / "source" / "own" / "own.ipynb").write_text("{}")
    before = files(course.folder)
    with pytest.raises(InputError, match="is there already and not empty; with --overwrite"):
        write_course(course.folder, [1])
    assert files(course.folder) == before
    (course.folder / "source" / "lesson_01" / "lesson_01.ipynb").write_text("spoilt")
    again = write_course(course.folder, [2], overwrite=True)
    assert again.secret == course.secret and again.lessons == (1, 2)
    assert (course.folder / "source" / "lesson_01" / "lesson_01.ipynb").read_text() == "spoilt"
    write_course(course.folder, [1], overwrite=True)
    after = files(course.folder)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {SETTINGS, "key/key.csv"}


def test_a_folder_that_is_no_course_is_never_written_into(tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "source").write_text("mine")
    with pytest.raises(InputError, match="thesis: is there already and not empty"):
        write_course(tmp_path / "thesis", [1])
    with pytest.raises(InputError, match="thesis: has other files in it, and no course"):
        write_course(tmp_path / "thesis", [1], overwrite=True)
    with pytest.raises(InputError, match="is a file, a folder is needed"):
        write_course(tmp_path / "thesis" / "source", [1])
    assert files(tmp_path) == {"thesis/source": b"mine"}


def test_nothing_is_half_written(tmp_path, monkeypatch):
    monkeypatch.setattr("bplesson.teach.course.write_key", lambda *some: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_course(tmp_path / "course", [1])
    assert list(tmp_path.iterdir()) == []


def test_a_missing_secret_is_said_and_no_other_takes_its_place(course, tmp_path):
    (course.folder / SECRET).unlink()
    students = class_list(tmp_path, "ann")
    for act in (lambda: write_variants(course.folder, students), lambda: write_course(course.folder, [1], "", True)):
        with pytest.raises(InputError, match="the secret of the course is missing. Put back your copy"):
            act()
    assert not (course.folder / SECRET).exists() and not (course.folder / "variants").exists()


@pytest.mark.parametrize("settings", ["", "[]", "{}", '{"course": 1}'])
def test_settings_that_are_spoilt_are_said(course, settings):
    (course.folder / SETTINGS).write_text(settings)
    with pytest.raises(InputError, match="cannot be read: it is written by `bplesson-teach course`"):
        read_course(course.folder)


def test_every_learner_gets_a_notebook_and_lines_in_the_key(course, tmp_path):
    said = write_variants(course.folder, class_list(tmp_path, "ann", "Bo"))
    assert "2 notebooks for 2 learners" in said and "Give each learner the folder" in said
    texts = {}
    for id in ("ann", "Bo"):
        path = course.folder / "variants" / id / "lesson_01" / "lesson_01.ipynb"
        nb = nbformat.read(path, as_version=4)
        assert nb.metadata.bplesson == {"learner": id} and f"are made for {id}." in nb.cells[0].source
        texts[id] = [cell.source for cell in nb.cells if "| name | what it is |" in cell.source]
        worked = (course.folder / "key" / "lesson_01.ipynb").read_text(encoding="utf-8")
        assert f"## {id}" in worked
    assert all(mine != others for mine, others in zip(texts["ann"], texts["Bo"]))
    with (course.folder / "key" / "key.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {"ann", "Bo"}
    assert course.secret not in "".join(path.read_text() for path in (course.folder / "variants").rglob("*.ipynb"))


def test_a_longer_list_adds_the_new_and_leaves_what_is_there(course, tmp_path):
    write_variants(course.folder, class_list(tmp_path, "ann", "bo"))
    before, place = files(course.folder / "variants"), course.folder / "variants" / "ann" / "lesson_01"
    (place / "lesson_01.ipynb").write_text("written into")
    said = write_variants(course.folder, class_list(tmp_path, "cy", "bo", "ann"))
    assert "1 notebook for 3 learners" in said and "2 were there and stay" in said
    assert (place / "lesson_01.ipynb").read_text() == "written into"
    write_variants(course.folder, class_list(tmp_path, "ann"), overwrite=True)
    after = files(course.folder / "variants")
    assert {name: after[name] for name in before} == before
    assert list(json.loads((course.folder / SETTINGS).read_text())["turns"]) == ["ann", "bo", "cy"]


def test_variants_need_what_learners_get(course, tmp_path):
    shutil.rmtree(course.folder / "release")
    with pytest.raises(InputError, match="is missing: run `nbgrader generate_assignment .lesson_"):
        write_variants(course.folder, class_list(tmp_path, "ann"))
    assert not (course.folder / "variants").exists()


def test_the_key_follows_from_the_secret_alone(course, tmp_path):
    write_variants(course.folder, class_list(tmp_path, "ann", "bo"))
    before = files(course.folder / "key")
    shutil.rmtree(course.folder / "key")
    write_variants(course.folder, class_list(tmp_path, "ann", "bo"))
    assert files(course.folder / "key") == before


def test_the_command_says_in_a_sentence_what_cannot_be_done(tmp_path, capsys):
    assert main(["variants", str(tmp_path), "--students", "none.csv"]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path}: bplesson_course.json is not in this folder" in said and "Traceback" not in said
    with pytest.raises(SystemExit):
        main(["--help"])
    assert "numbers for each learner" in capsys.readouterr().out


def test_a_folder_that_is_no_course_is_named_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as problem:
        read_course("course")
    assert str(problem.value).startswith(f"{tmp_path / 'course'}: bplesson_course.json is not in this folder")


def test_lessons_may_be_separated_by_commas_and_an_assignment_named_by_its_number():
    typed = parser().parse_args(["course", "DIR", "--lessons", "2,4", "5"])
    assert sum(typed.lessons, []) == [2, 4, 5]
    assert sum(parser().parse_args(["course", "DIR"]).lessons, []) == list(TITLES)
    for name in ("2", "lesson_02"):
        assert parser().parse_args(["marks", "DIR", "--assignment", name]).assignment == "lesson_02"


@pytest.mark.parametrize("last", ["8", "2;4", ",", "course"])
def test_what_is_no_lesson_is_said_and_where_the_folder_belongs(last, capsys):
    with pytest.raises(SystemExit):
        parser().parse_args(["course", "--lessons", "2", last])
    assert f"after DIR, as in `DIR --lessons 2 4`, got '{last}'" in capsys.readouterr().err


def test_what_is_printed_after_a_course_says_what_learners_get_and_where_it_comes_back(tmp_path, capsys):
    assert main(["course", str(tmp_path / "course"), "--lessons", "1"]) == 0
    said = capsys.readouterr().out
    for each in (
        'generate_assignment "lesson_*"',
        "bplesson-teach variants .",
        "variants/ID/lesson_02/lesson_02.ipynb, and not release/",
        "submitted/ID/lesson_02/lesson_02.ipynb",
    ):
        assert each in said
