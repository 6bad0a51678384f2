"""A checking cell after it was run: what it has handed on becomes a mark, and its outputs what nbgrader reads."""

from nbformat import NotebookNode
from nbformat.v4 import new_output

from bplesson.practice.checking import NOT_WRITTEN
from bplesson.practice.item import Item
from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.course import Course
from bplesson.teach.judge import ANSWERS, MARK, Mark, as_in_the_key, mark_numbers, nothing
from bplesson.teach.key import is_of_another
from bplesson.teach.sheets import dictionary
from bplesson.teach.variants import EVERYBODY

COPIED = 4  # numbers from which on it is no chance if all are right for another learner


def of_numbers(
    cell: NotebookNode, course: Course, learner: str, which: Item, level: int, of: float, common: bool = False
) -> Mark:
    """The mark for the numbers that the cell has handed on; `common`: they belong to the copy that all can have."""
    found = _bundles(cell, ANSWERS)
    answers = found[0].get("answers") if len(found) == 1 else None
    if not isinstance(answers, dict):
        return nothing(of, _unread(dictionary(which.id), _error(cell)))
    case = course.case(which, level, EVERYBODY if common else learner)
    mark, written = mark_numbers(case, answers, of), as_in_the_key(case, answers)
    unexplained = 0 < mark.points < of and not mark.mistakes and len(written) >= COPIED
    if course.turns and unexplained and is_of_another(course.folder / "key", which.id, learner, written):
        return nothing(of, "These are the right numbers of another learner: your own copy counts.")
    return mark


def _unread(name: str, error: str) -> str:
    """That there are no numbers under this name, and why."""
    if f"name '{name}' is not defined" in error:
        return f"The cell `{name} = …` could not be run, so there are no numbers to read (a comma? write 0.5). {error}"
    return f"There are no numbers to read in `{name}`. {error}".strip()


def of_function(cell: NotebookNode, which: str, part: str, of: float) -> Mark:
    """The mark that the check has given in the kernel, if it is one mark for just this function."""
    found, error = _bundles(cell, MARK), _error(cell)
    given = found[0] if len(found) == 1 and not error else {}
    if (given.get("item"), given.get("part")) != (which, part) or given.get("points") not in (0, of):
        return nothing(of, f"`{part}` could not be checked. {error}".strip())
    named = given.get("mistakes")
    mistakes = tuple(id for id in MISTAKES if id in named) if isinstance(named, list) else ()
    words, points = str(given.get("words")), float(given["points"])
    return Mark(points, of, mistakes, words, of - points if words == NOT_WRITTEN else 0.0)


def _bundles(cell: NotebookNode, kind: str) -> list[dict]:
    """What the cell has handed on of this kind."""
    shown = [each.data.get(kind) for each in cell.outputs if each.output_type == "display_data"]
    return [each for each in shown if isinstance(each, dict)]


def _error(cell: NotebookNode) -> str:
    """What stopped the cell, in words; "" if nothing did."""
    if not cell.outputs and cell.execution_count is None:
        return "The cells were not run to the end: does one above never end?"
    errors = [each for each in cell.outputs if each.output_type == "error"]
    return f"{errors[0].ename}: {errors[0].evalue}".rstrip(": ") + "." if errors else ""


def outputs(mark: Mark, data: dict, count: int | None) -> list[NotebookNode]:
    """The outputs of a checking cell: the mark as data and in words, and the points, which nbgrader reads."""
    return [
        new_output("display_data", data={"text/plain": mark.told(), MARK: data}),
        new_output("execute_result", data={"text/plain": repr(mark.points)}, execution_count=count),
    ]
