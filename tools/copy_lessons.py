"""The learner's copy of the lessons: my-lessons/, without results. What a learner wrote in it is never overwritten.

python -m tools.copy_lessons

A copy remembers in its metadata the digest of the cells it was made from. If the lesson has another one by now, it is
newer; if the copy has another one, a learner has written in it. A copy of an older lesson is renewed if nothing was
written in it; else it stays, and the newer lesson is put beside it, as 02_linear_chain_new.ipynb.
"""

import hashlib
import json
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS, COPIES = ROOT / "notebooks", ROOT / "my-lessons"
QUESTION = re.compile(r"^bp\.guess\(", re.MULTILINE)  # in a cell that asks what code will give
MISSING, UNREADABLE, CURRENT, UNTOUCHED, TOUCHED = "missing", "unreadable", "current", "untouched", "touched"


def for_learners(notebook: dict) -> dict:
    """The notebook as if no cell had been run.

    Of a question there is the picture, boxes without an answer, and not its code: beside a mistake that it knows stands
    what is said of it, and what is left would be the answer.
    """
    cells = [_unrun(cell) if cell["cell_type"] == "code" else cell for cell in notebook["cells"]]
    return notebook | {"cells": cells}


def _unrun(cell: dict) -> dict:
    source = "".join(cell["source"])
    if not QUESTION.search(source) or "..." in source:  # the dots are the learner's to replace
        return cell | {"execution_count": None, "outputs": []}
    folded = cell["metadata"] | {"jupyter": {"source_hidden": True}}
    shown = [each | {"execution_count": None} for each in cell["outputs"] if each["output_type"] == "execute_result"]
    return cell | {"execution_count": None, "outputs": shown, "metadata": folded}


def digest(notebook: dict) -> str:
    """What tells apart what stands in the cells: not results, ids or metadata.

    Nor empty cells: JupyterLab adds one when the last cell is run. Were this computed in another way, every copy would
    look as if something had been written in it.
    """
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps([cell for cell in cells if cell[1].strip()]).encode()).hexdigest()[:16]


def read(path: Path) -> bytes | None:
    """The bytes of the file, None if there is none; a folder of that name has none."""
    try:
        return b"" if path.is_dir() else path.read_bytes()
    except FileNotFoundError:
        return None


def parse(found: bytes) -> dict:
    """The notebook of these bytes. Raises ValueError if they are none."""
    try:
        notebook = json.loads(found)
        digest(notebook)
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        raise ValueError("no notebook") from problem
    return notebook


def origin(notebook: dict) -> dict:
    """The "lesson" and the "digest" that a copy was made from; empty for any other notebook."""
    metadata = notebook.get("metadata")
    found = metadata.get("bplesson") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def state(found: bytes | None, newest: str) -> str:
    """What the copy with these bytes is, where the lesson has the digest `newest`."""
    if found is None:
        return MISSING
    try:
        notebook = parse(found)
    except ValueError:
        return UNREADABLE
    made_from, now = origin(notebook).get("digest"), digest(notebook)
    if newest in (made_from, now):
        return CURRENT
    return UNTOUCHED if made_from == now else TOUCHED


def put(path: Path, text: str, before: bytes | None) -> bool:
    """Write the whole file, or nothing if it is not what it was `before`: another may be at work. Was it written?"""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(text.encode())
        if read(path) != before:
            return False
        os.replace(beside, path)
        return True
    finally:
        beside.unlink(missing_ok=True)


def places(path: Path) -> Iterator[Path]:
    """Where the copy may stand: 02_linear_chain, then 02_linear_chain_new, 02_linear_chain_new_2 and so on."""
    yield path
    yield path.with_stem(f"{path.stem}_new")
    yield from (path.with_stem(f"{path.stem}_new_{number}") for number in count(2))


def bring(lesson: dict, path: Path) -> str | None:
    """See to it that the lesson stands at `path`, or beside it; what there is to say about that, in a sentence."""
    newest, in_the_way = digest(lesson), None
    made_from = {"bplesson": {"lesson": path.stem, "digest": newest}}
    copy = lesson | {"metadata": lesson.get("metadata", {}) | made_from}
    text = json.dumps(copy, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    for place in places(path):
        found = read(place)
        was = state(found, newest)
        if was in (TOUCHED, UNREADABLE):
            in_the_way = in_the_way or was
            continue
        if was != CURRENT and not put(place, text, found):
            return bring(lesson, path)
        break
    name = f"{path.parent.name}/{path.name}"
    if in_the_way == UNREADABLE:  # said each time: JupyterLab cannot open it
        return f"{name} is no notebook that can be read. It stays, and the lesson is beside it, as {place.name}."
    if in_the_way and was != CURRENT:
        return f"{name} stays as you left it. The lesson has changed: its new version is beside it, as {place.name}."
    if was == UNTOUCHED:
        return f"{name} was renewed: the lesson has changed, and you had written nothing in it."
    return None


def left_over(folder: Path, names: set[str]) -> Iterator[str]:
    """A sentence about every copy whose lesson is none of these any more."""
    for path in sorted(folder.glob("*.ipynb")):
        if path.name not in names:
            try:
                made_from = origin(parse(read(path) or b"")).get("lesson")
            except (ValueError, OSError):
                continue  # a learner's own
            if made_from == path.stem:
                yield f"{folder.name}/{path.name} stays, but this lesson is gone, or has another name now."


def copy_lessons(source: Path, folder: Path, change: Callable[[dict], dict] = for_learners) -> Iterator[str]:
    """Bring every lesson in `source` into `folder`, after `change`; yields what there is to say.

    Raises ValueError, and writes nothing, if a lesson cannot be read or there is none; OSError if it cannot write.
    """
    lessons = {}
    for path in sorted(source.glob("*.ipynb")):
        try:
            lessons[path.name] = change(parse(read(path) or b""))
        except ValueError:
            raise ValueError(f"{source.name}/{path.name} is no notebook: get it anew, or run make notebooks") from None
    if not lessons:
        raise ValueError(f"there are no lessons in {source.name}/")
    first = not folder.exists()
    folder.mkdir(exist_ok=True)
    if first:
        yield f"{folder.name}/ is your copy of the lessons, without results. What you write in it is never overwritten."
    for name, lesson in lessons.items():
        if said := bring(lesson, folder / name):
            yield said
    yield from left_over(folder, set(lessons))


def main(source: Path = NOTEBOOKS, folder: Path = COPIES) -> None:
    try:
        for said in copy_lessons(source, folder):
            print(said)
    except ValueError as problem:
        sys.exit(f"No copy of the lessons was made: {problem}.")
    except OSError as problem:
        sys.exit(
            f"Your copy of the lessons, {folder.name}/, cannot be brought up to date ({problem.strerror or problem}). "
            f"The lessons as they are stored, with their results, are in {source.name}/: make lab COPY=no opens them."
        )


if __name__ == "__main__":
    main()
