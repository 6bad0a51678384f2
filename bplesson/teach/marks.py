"""The marks of a class after `nbgrader autograde`: a table of points, one of mistakes, and a picture for the lecture.

Points come from the gradebook, mistakes from the outputs of the checking cells; nothing of a submission is run.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bplesson.errors import InputError, file_name, one_of
from bplesson.kit.words import enumerated
from bplesson.teach.bundles import read_results
from bplesson.teach.class_list import Learner, folded, read_class
from bplesson.teach.gradebook import read_points
from bplesson.teach.mark_plots import picture_of
from bplesson.teach.mark_sentence import some, told, told_copies, told_misnamed, told_waiting
from bplesson.teach.mark_tables import (
    COLUMNS,
    GRADED,
    HEAD,
    MISSING,
    WAITING,
    Copies,
    States,
    as_csv,
    marks_table,
    mistakes_table,
    of_copy,
)
from bplesson.teach.points import Graded, Points, Read
from bplesson.teach.tally import Results, mistakes

FILES = ("marks.csv", "mistakes.csv", "mistakes.png")


def marks(folder, students=None, assignment: str | None = None) -> None:
    """Write marks.csv, mistakes.csv and mistakes.png into the course `folder`, anew, and print a short table.

    `students` is the class list: whoever is not in it is left out, and whoever has handed in nothing has a line all the
    same. Without one the class is who stands in the gradebook. `assignment` is the only one that is looked at. Tables
    of these names that are not ours are not replaced. What could not be read is said in a sentence each, and the rest
    goes on. InputError where there is nothing to tell, and before anything is written.
    """
    folder = file_name(folder)
    _check_ours(folder)
    listed = None if students is None else read_class(students)
    points = read_points(folder)
    chosen = points.assignments if assignment is None else [one_of("assignment", assignment, points.assignments)]
    handed_in = _handed_in(folder) | {(one.learner, one.assignment) for one in points.graded}
    learners = listed or _known(points, handed_in)
    graded = [one for one in points.graded if one.assignment in chosen and _is_folder(one.learner)]
    graded = [one for one in graded if one.marked or _place(folder, one).is_dir()]
    if not graded:
        which = assignment or "ASSIGNMENT"
        raise InputError(f"{folder}: nothing is graded yet: run nbgrader autograde {which} there first")
    strangers = _strangers(learners, [learner for learner, of in handed_in if of in chosen])
    graded = [one for one in graded if one.learner not in strangers]
    results, copies, unread = _results(folder, graded)
    states = {**_states(learners, chosen, graded, handed_in), **{pair: of_copy(copies[pair]) for pair in copies}}
    counts = mistakes(results)
    title = f"{enumerated(chosen)}: which mistakes {len(results)} learners made"
    _put(folder, FILES[0], as_csv(marks_table(learners, states, graded)))
    _put(folder, FILES[1], as_csv(mistakes_table(counts)))
    _put(folder, FILES[2], picture_of(counts, title).png())
    misnamed = _misnamed(folder, [pair for pair in states if pair in handed_in])
    waiting = [pair for pair, state in states.items() if state == WAITING and pair not in misnamed]
    left_out = [f"Left out, not in the class list: {some(strangers.values())}."] if strangers else []
    about_work = [*told_copies(copies), *left_out, *told_waiting(waiting), *told_misnamed(misnamed)]
    print("\n".join([*told(states, graded, counts, results), *about_work, *unread]))
    print(f"Written into {folder}: {enumerated(FILES)}.")


def _check_ours(folder: Path) -> None:
    """InputError for a table that does not begin as those that are written here: somebody has made or changed it."""
    for path, columns in ((folder / FILES[0], HEAD), (folder / FILES[1], COLUMNS)):
        ours = as_csv([columns]).rstrip()
        if path.exists() and not (path.is_file() and path.read_bytes().startswith(ours)):
            raise InputError(f"{path}: expected a table written by this command, or none: move it away")


# whose work is looked at ---------------------------------------------------------------------------------------------
def _place(folder: Path, one: Graded) -> Path:
    """Where nbgrader puts what it has graded."""
    return folder / "autograded" / one.learner / one.assignment


def _is_folder(name: str) -> bool:
    """Whether this names a folder in a folder, and none elsewhere."""
    return name not in ("", ".", "..") and not set(name) & set("/\\\0")


def _handed_in(folder: Path) -> set[tuple[str, str]]:
    """Learner and assignment of each submission that was collected."""
    return {(path.parent.name, path.name) for path in (folder / "submitted").glob("*/*") if path.is_dir()}


def _misnamed(folder: Path, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """By learner and assignment: a notebook that was handed in under a name that nobody looks for, and that name."""
    found = {}
    for learner, assignment in pairs:
        names = {path.name for path in (folder / "submitted" / learner / assignment).glob("*.ipynb")}
        wanted = {path.name for path in (folder / "source" / assignment).glob("*.ipynb")}
        if names and wanted and not names & wanted:
            found[learner, assignment] = min(names), min(wanted)
    return found


def _known(points: Points, handed_in: set[tuple[str, str]]) -> list[Learner]:
    """The class where there is no list: who stands in the gradebook, or has handed in."""
    return [points.learners.get(id, Learner(id)) for id in sorted({*points.learners, *(id for id, _ in handed_in)})]


def _strangers(learners: Sequence[Learner], ids: Sequence[str]) -> dict[str, str]:
    """Those of the ids that are none of the class, each with what is said of it."""
    known = {learner.id for learner in learners}
    alike = {folded(id): id for id in known}
    return {id: f"{id} (which has {alike[folded(id)]})" if folded(id) in alike else id for id in ids if id not in known}


def _states(learners: Sequence[Learner], chosen: Sequence[str], graded: Sequence[Graded], handed_in: set) -> States:
    """How far each assignment of each learner is."""
    done = {(one.learner, one.assignment) for one in graded}
    pairs = [(learner.id, assignment) for assignment in chosen for learner in learners]
    return {pair: GRADED if pair in done else WAITING if pair in handed_in else MISSING for pair in pairs}


def _results(folder: Path, graded: Sequence[Graded]) -> tuple[Results, Copies, list[str]]:
    """What the checks found, by learner, whose copies were handed in, and what could not be read, in sentences.

    Of the copy of another learner nothing was marked, so nothing was found.
    """
    results, copies, problems = {}, {}, []
    for one in _counted(graded):
        for notebook, parts in one.notebooks.items():
            path = _place(folder, one) / f"{notebook}.ipynb"
            try:
                read = read_results(path, parts)
            except InputError as problem:
                read = Read([], [str(problem)])
            if read.copy_of is not None:
                copies[one.learner, one.assignment] = read.copy_of
            if read.results and not read.copy_of:
                results.setdefault(one.learner, []).extend(read.results)
            where = path.relative_to(folder).as_posix()
            problems += [f"{where}, {why}. Its points stand; its mistakes are not counted." for why in read.problems]
    return results, copies, problems


def _counted(things: Sequence) -> Iterator:
    """The things, one after the other; whoever waits at a terminal sees how many are done."""
    for k, thing in enumerate(things, start=1):
        yield thing
        if sys.stderr.isatty():
            print(f"\r{k} of {len(things)} read", end="\n" if k == len(things) else "", file=sys.stderr, flush=True)


def _put(folder: Path, name: str, content: bytes) -> None:
    """Put `content` into a file of that name all at once: it is written under another name first."""
    try:
        handle, beside = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
        try:
            with open(handle, "wb") as file:
                file.write(content)
            os.chmod(beside, 0o644)  # made for its owner alone
            os.replace(beside, folder / name)
        except OSError:
            os.unlink(beside)
            raise
    except OSError as problem:
        raise InputError(f"{folder}: expected a folder to write {name} into: {problem.strerror}") from None
