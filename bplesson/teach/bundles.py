"""What the checking cells of an autograded notebook have found: read as data, and taken only where it fits the points.

Nothing of the notebook is run. What stands in it is a learner's, but for the outputs of the cells that nbgrader put
back and ran: only these are looked at, and each has to agree with the gradebook.
"""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from bplesson.errors import InputError, shown
from bplesson.practice.item import items
from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.class_list import why_no_id
from bplesson.teach.points import DUST, Part, Read, Result

COPY = "copy_of"  # under which the metadata of an autograded notebook say whose copy it is, if not the learner's own
MIME = "application/vnd.bplesson.mark+json"


def read_results(path: Path, parts: Mapping[str, Part]) -> Read:
    """The results in the checking cells of a notebook, and a sentence for each that cannot be taken.

    `parts` are those of the gradebook by the names of their cells. InputError for a file that is no notebook.
    """
    found, problems, seen = [], [], set()
    notebook = _notebook(path)
    for name, cell in _checking_cells(notebook["cells"]):
        if name not in parts:
            continue
        bundles = list(_bundles(cell))
        if name in seen or len(bundles) > 1:
            problems.append(f"{name}: expected one result, got several, so none is counted")
            found = [(other, result) for other, result in found if other != name]
        elif bundles:
            try:
                found.append((name, _result(bundles[0], parts[name])))
            except InputError as problem:
                problems.append(f"{name}: {problem}")
        seen.add(name)
    return Read([result for _, result in found], problems, _copy_of(notebook))


def _copy_of(notebook: dict) -> str | None:
    """Whose copy it is, as grading.py has written; None for the learner's own, "" for the one that all can have."""
    other = _at(notebook, "metadata", "bplesson", COPY)
    return None if not isinstance(other, str) else other if other == "" or not why_no_id(other) else "another learner"


def _notebook(path: Path) -> dict:
    """The notebook in that file."""
    try:
        notebook = json.loads(path.read_bytes())
        cells = notebook["cells"]
    except OSError as problem:
        raise InputError(f"expected a notebook that can be read: {problem.strerror}") from None
    except (ValueError, RecursionError, TypeError, KeyError):  # no JSON, or none of a notebook
        raise InputError("expected a notebook, got a file that is none") from None
    if not isinstance(cells, list):
        raise InputError("expected a notebook, got a file that is none")
    return notebook


def _checking_cells(cells: list) -> Iterator[tuple[str, dict]]:
    """Each cell that nbgrader locks and marks by itself, with its name."""
    for cell in cells:
        own = _at(cell, "metadata", "nbgrader")
        if isinstance(own, dict) and own.get("grade") is True and own.get("solution") is False:
            if isinstance(own.get("grade_id"), str):
                yield own["grade_id"], cell


def _bundles(cell: dict) -> Iterator:
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else []:
        data = _at(output, "data")
        if isinstance(data, dict) and MIME in data:
            yield data[MIME]


def _at(value, *keys: str):
    """What stands in dicts within dicts under these keys; None where there is nothing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _result(bundle, part: Part) -> Result:
    """The result that a bundle says, if all of it can be true; InputError says what cannot."""
    if not isinstance(bundle, dict):
        raise InputError(f"expected a result, got {shown(bundle)}")
    item, name, mistakes = bundle.get("item"), bundle.get("part"), bundle.get("mistakes")
    if not (isinstance(item, str) and item in items()):
        raise InputError(f"item: expected the number of an item, got {shown(item)}")
    if not (isinstance(name, str) and name.isprintable() and len(name) <= 80):
        raise InputError(f"part: expected a short name, got {shown(name)}")
    if not (isinstance(mistakes, list) and all(isinstance(id, str) and id in MISTAKES for id in mistakes)):
        raise InputError(f"mistakes: expected ids of the catalogue, got {shown(mistakes)}")
    for key, wanted in (("points", part.checked), ("of", part.of)):
        value = bundle.get(key)
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if wanted is None or not (number and math.isclose(value, wanted, abs_tol=1e-6)):
            raise InputError(f"{key}: expected {shown(wanted)} as in the gradebook, got {shown(value)}")
    left_open = bundle.get("left_open", 0.0)
    if not (isinstance(left_open, int | float) and 0 <= left_open <= part.of - part.checked + DUST):
        raise InputError(f"left_open: expected points that are not there, got {shown(left_open)}")
    mistakes = tuple(dict.fromkeys(mistakes))
    return Result(item, name, float(bundle["points"]), float(bundle["of"]), mistakes, float(left_open))
