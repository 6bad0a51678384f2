"""Courses as they stand after `nbgrader autograde`: a real gradebook, and notebooks with what the checks have said."""

import json
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unittest.mock import patch

from nbgrader.api import Gradebook
from sqlalchemy import URL

from bplesson.teach.bundles import MIME

PARTS = {"P4.1-delta1": ("P4.1", "delta1", 2.0), "P4.1-w01": ("P4.1", "w01", 2.0), "P4.4-code": ("P4.4", "code", 6.0)}
ASSIGNMENT = "lesson4"
Answer = tuple[float, tuple[str, ...]]  # the points of a part, and the mistakes that were named
RIGHT = {name: (of, ()) for name, (_, _, of) in PARTS.items()}


def bundle(name: str, points: float, mistakes=(), **others) -> dict:
    """What a checking cell says of its part."""
    item, part, of = PARTS[name]
    said = {"item": item, "part": part, "skill": "", "points": points, "of": of, "mistakes": list(mistakes)}
    return said | {"words": "…"} | others


def shown(content) -> dict:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/plain": ["said"], MIME: content}}


def cell(name: str, *bundles, grade=True, solution=False) -> dict:
    """A checking cell after it has run, with these bundles among its outputs."""
    own = {"grade": grade, "solution": solution, "locked": True, "grade_id": name, "schema_version": 3, "task": False}
    said = {"output_type": "stream", "name": "stdout", "text": ["said\n"]}
    return {
        "cell_type": "code",
        "execution_count": 1,
        "id": name.replace(".", "-"),
        "metadata": {"nbgrader": own},
        "outputs": [said, *map(shown, bundles)],
        "source": ["check.part(...)"],
    }


def write_notebook(folder: Path, learner: str, cells: list, assignment: str = ASSIGNMENT, **metadata) -> Path:
    """The autograded notebook of a learner."""
    path = folder / "autograded" / learner / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))
    return path


@cache
def empty_gradebook() -> bytes:
    """A new gradebook; nbgrader asks another program for its version, which takes seconds, so it is made once."""
    beside = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, beside):
        Gradebook(f"sqlite:///{folder}/gradebook.db").close()
        return Path(folder, "gradebook.db").read_bytes()


def course(folder: Path, answers: Mapping[str, Mapping[str, Answer]], assignment: str = ASSIGNMENT) -> None:
    """A graded course: the points of each learner's parts in the gradebook, and the same in their notebooks.

    A part without an answer was not checked.
    """
    path = folder / "gradebook.db"
    if not path.exists():
        path.write_bytes(empty_gradebook())
    with Gradebook(URL.create("sqlite", database=str(path))) as book:
        book.add_assignment(assignment)
        book.add_notebook(assignment, assignment)
        for name, (_, _, of) in PARTS.items():
            book.add_grade_cell(name, assignment, assignment, max_score=of, cell_type="code")
        for learner, parts in answers.items():
            book.update_or_create_student(learner, first_name=learner.title(), last_name="Invented")
            submission = book.add_submission(assignment, learner)
            for grade in submission.notebooks[0].grades:
                points, _ = parts.get(grade.name, (None, ()))
                grade.auto_score, grade.needs_manual_grade = points, points is None
            book.db.commit()
            cells = [cell(name, *([bundle(name, *parts[name])] if name in parts else [])) for name in PARTS]
            write_notebook(folder, learner, cells, assignment)
