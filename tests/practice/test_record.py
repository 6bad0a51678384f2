"""What was tried is kept in memory, and in a file only where one asks for it: whole or not at all."""

import json
import os
from pathlib import Path

import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import LARGEST, RECORD, VERSION, Attempt, Record
from bplesson.practice.record import told

ONE = {"skill": "P2.1", "kind": "numbers", "ok": True, "mistakes": []}


@pytest.fixture(autouse=True)
def fresh(monkeypatch, tmp_path):
    """The kernel has just been started, in an empty folder."""
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "mine.json"


def text_of(attempts=(ONE,), **changed) -> str:
    return json.dumps({"format": "bplesson record", "version": VERSION, "attempts": list(attempts)} | changed)


def skills(file: Path) -> list[str]:
    return [each["skill"] for each in json.loads(file.read_text(encoding="utf-8"))["attempts"]]


# what is refused, and left alone -------------------------------------------------------------------------------------
FOREIGN = {
    "empty": ("", "no JSON, or was cut off"),
    "a poem": ("Roses are red", "no JSON, or was cut off"),
    "cut off": (text_of()[:-9], "no JSON, or was cut off"),
    "nested without end": ("[" * 100_000, "no JSON, or was cut off"),
    "a list": ("[1, 2]", "something else"),
    "a number": ("3", "something else"),
    "somebody else's": ('{"format": "notebook", "cells": []}', "something else"),
    "without a version": ('{"format": "bplesson record", "attempts": []}', "something else"),
    "version 0": (text_of(version=0), "something else"),
    "version true": (text_of(version=True), "something else"),
    "version as text": (text_of(version="1"), "something else"),
    "later": (text_of(version=VERSION + 1), "a later version"),
    "without attempts": ('{"format": "bplesson record", "version": 1}', "an entry is not as it should be"),
    "attempts as text": (text_of().replace(json.dumps([ONE]), '""'), "an entry is not as it should be"),
    "an entry that is none": (text_of([3]), "an entry is not as it should be"),
    "an entry as a list": (text_of([list(ONE)]), "an entry is not as it should be"),
    "an entry with less": (text_of([{"skill": "P2.1", "ok": True}]), "an entry is not as it should be"),
    "an entry with more": (text_of([ONE | {"name": "Ada"}]), "an entry is not as it should be"),
    "a skill that is none": (text_of([ONE | {"skill": 3}]), "an entry is not as it should be"),
    "half right": (text_of([ONE | {"ok": 0.5}]), "an entry is not as it should be"),
    "mistakes as a text": (text_of([ONE | {"mistakes": "S1"}]), "an entry is not as it should be"),
    "mistakes as numbers": (text_of([ONE | {"mistakes": [1]}]), "an entry is not as it should be"),
    "too large": (" " * (LARGEST + 1), "too large for one"),
}


@pytest.mark.parametrize("text, why", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_no_whole_record_is_refused_and_left_alone(file, text, why):
    file.write_text(text, encoding="utf-8")
    RECORD.tried("P1.1", "numbers", True)
    with pytest.raises(
        InputError, match=r"^path: expected a record of bplesson, got .*; it was left as it is$"
    ) as said:
        bp.record(file)
    assert why in str(said.value)
    RECORD.tried("P1.2", "numbers", False)
    assert file.read_text(encoding="utf-8") == text and os.listdir() == ["mine.json"]
    assert [each.skill for each in RECORD.attempts] == ["P1.1", "P1.2"] and RECORD.path is None


def test_bytes_that_are_no_text_are_refused(file):
    file.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="no JSON, or was cut off"):
        bp.record(file)
    assert file.read_bytes() == b"\xff\xfe\x00\x01"


@pytest.mark.parametrize("path", [3, 1.5, ["a"], b"mine.json"])
def test_what_names_no_file_is_refused(path):
    with pytest.raises(InputError, match="^path: expected the name of a file, got"):
        bp.record(path)


def test_places_in_which_no_file_can_be_are_refused(tmp_path, file):
    file.write_text(text_of(), encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for path in ("", tmp_path / "folder"):
        with pytest.raises(InputError, match="^path: expected a record of bplesson, got .* cannot be read"):
            bp.record(path)
    for path in (tmp_path / "missing" / "a.json", file / "a.json", "a" * 300, "a\0b"):
        with pytest.raises(InputError, match="^path: expected a file that can be written, got"):
            bp.record(path)
    assert sorted(os.listdir(tmp_path)) == ["folder", "mine.json"] and RECORD.path is None


# whole or not at all -------------------------------------------------------------------------------------------------
def refuse(*given):
    raise OSError(28, "No space left on device")


def test_a_file_is_written_whole_or_not_at_all(file, monkeypatch, capsys):
    RECORD.tried("P1.1", "numbers", True)
    bp.record(file)
    before = file.read_text(encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", refuse)
        RECORD.tried("P1.2", "numbers", True)  # is noted all the same
        assert RECORD.unkept.startswith("It could not be kept in mine.json: expected a file that can be written")
        assert file.read_text(encoding="utf-8") == before and os.listdir() == ["mine.json"]
        capsys.readouterr()
        bp.record()
        assert "No space left on device" in capsys.readouterr().out
        with pytest.raises(InputError, match="No space left on device"):
            bp.record("other.json")
        assert os.listdir() == ["mine.json"] and RECORD.path == file
    RECORD.tried("P1.3", "numbers", True)
    assert skills(file) == ["P1.1", "P1.2", "P1.3"] and RECORD.unkept == ""


def test_nothing_is_written_unless_asked_for(tmp_path, capsys):
    practice = bp.practice("P2.1", seed=3, level=1)
    practice.answer(**practice.case.right)
    bp.check("P2.4", lambda *given: None)
    bp.record()
    assert os.listdir() == [] and RECORD.path is None and len(RECORD.attempts) == 2


def test_the_file_is_plain_json_as_it_is_documented(file):
    RECORD.tried("P2.1", "numbers", False, ("O3", "S1"))
    bp.record(file)
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "format": "bplesson record",
        "version": 1,
        "attempts": [{"skill": "P2.1", "kind": "numbers", "ok": False, "mistakes": ["O3", "S1"]}],
    }
    for name in ("format", "version", "attempts", "skill", "kind", "ok", "mistakes"):
        assert f'"{name}"' in " ".join(bp.record.__doc__.split())


# going on ------------------------------------------------------------------------------------------------------------
def test_a_record_goes_on_after_a_new_start(file, monkeypatch):
    RECORD.tried("P1.1", "numbers", True)
    bp.record(file)
    RECORD.tried("P1.2", "numbers", False, ("S1",))
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    RECORD.tried("P1.3", "numbers", True)
    bp.record(file)
    bp.record(str(file.name))  # the same cell run again
    assert skills(file) == ["P1.1", "P1.2", "P1.3"]
    assert RECORD.attempts[1] == Attempt("P1.2", "numbers", False, ("S1",))


def test_an_attempt_stands_in_one_file_only(file, tmp_path):
    other = tmp_path / "other.json"
    RECORD.tried("P1.1", "numbers", True)
    bp.record(file)
    bp.record(other)
    RECORD.tried("P1.2", "numbers", True)
    bp.record(file)
    assert skills(file) == ["P1.1"] and skills(other) == ["P1.2"]


def test_two_notebooks_go_on_with_one_file(file):
    one, other = Record(), Record()
    one.go_on_with(file)
    other.go_on_with(file)
    for skill in ("P1.1", "P1.3"):
        one.tried(skill, "numbers", True)
        other.tried(skill.replace(".", ".1"), "numbers", True)
    assert skills(file) == ["P1.1", "P1.11", "P1.3", "P1.13"]
    assert len(other.attempts) == 4


def test_a_file_that_was_deleted_is_written_anew_and_one_that_was_replaced_is_left_alone(file):
    RECORD.tried("P1.1", "numbers", True)
    bp.record(file)
    file.unlink()
    RECORD.tried("P1.2", "numbers", True)
    assert skills(file) == ["P1.1", "P1.2"]
    file.write_text("my shopping list", encoding="utf-8")
    RECORD.tried("P1.3", "numbers", True)
    assert file.read_text(encoding="utf-8") == "my shopping list" and "it was left as it is" in RECORD.unkept
    file.unlink()
    RECORD.tried("P1.4", "numbers", True)
    assert skills(file) == ["P1.1", "P1.2", "P1.3", "P1.4"]


def test_a_record_of_thousands_is_read_written_and_told(file):
    attempts = [ONE | {"skill": f"P{k % 7}.1", "ok": k % 3 > 0, "mistakes": ["S1"] * (k % 3 == 0)} for k in range(5000)]
    file.write_text(text_of(attempts), encoding="utf-8")
    RECORD.go_on_with(file)
    RECORD.tried("P2.1", "numbers", True)
    lines = told(RECORD.attempts)
    assert len(skills(file)) == 5001 and len(lines) == 9 and file.stat().st_size < LARGEST / 5


# as it is printed ----------------------------------------------------------------------------------------------------
def test_a_record_is_printed_skill_by_skill_with_the_mistakes_made_most(file, capsys):
    bp.record()
    assert capsys.readouterr().out == "Nothing has been tried yet.\n"
    for ok, mistakes in ((True, ()), (False, ("O3",)), (False, ("O3", "S1"))):
        RECORD.tried("P2.1", "numbers", ok, mistakes)
    RECORD.tried("P2.4", "function", True)
    RECORD.tried("cost", "prediction", False)
    RECORD.tried("P9.9", "numbers", False, ("X9",))  # of another edition of the lessons
    bp.record(file)
    first, function, cost, unknown, made, *rest, kept = capsys.readouterr().out.splitlines()
    assert first == "P2.1, both passes on a linear chain, and its derivatives · numbers: right 1 of 3 times"
    assert function.startswith("P2.4, ") and function.endswith(" · function: right 1 of 1 times")
    assert (cost, unknown) == ("cost · prediction: right 0 of 1 times", "P9.9 · numbers: right 0 of 1 times")
    assert made == "Mistakes, the most frequent first:" and rest[0].startswith("  2 × ") and rest[2] == "  1 × X9"
    assert kept == "Kept in mine.json."


def test_the_same_answer_once_more_is_no_other_attempt():
    for answer in ("1", "1", "2", "1"):
        RECORD.tried("P1.1", "numbers", False, answer=answer)
    assert len(RECORD.attempts) == 2
    practice = bp.practice("P2.1")
    practice.answer(w01=7)
    practice.answer(w01=7)
    assert len(RECORD.attempts) == 3

    def mine(weights, x0, y):
        return [0.0 for _ in weights]

    bp.check("P2.4", mine)
    bp.check("P2.4", mine)
    assert len(RECORD.attempts) == 4
