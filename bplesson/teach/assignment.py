"""The assignment on one lesson as a notebook that nbgrader takes: its cells say what they are in their metadata."""

import inspect
from collections.abc import Mapping

import nbformat.v4 as v4
from nbformat import NotebookNode

from bplesson.practice.bugs import Bugs, activations
from bplesson.teach.lessons import (
    DOES,
    FUNCTION_POINTS,
    QUESTION_POINTS,
    QUESTIONS,
    TITLES,
    WITH_SLOPES,
    functions_of,
    numbers_of,
)
from bplesson.teach.sheets import Sheet, answer_cell, dictionary

SCHEMA = 3  # of nbgrader's metadata
IMPORTS = "import numpy as np\n\nimport bplesson as bp"
STUB = "return ...  # your own lines come here"


def name_of(lesson: int) -> str:
    """The name of the assignment on a lesson, and of its notebook: lesson_02."""
    return f"lesson_{str(lesson).zfill(2)}"


def notebook(lesson: int, sheets: Mapping[str, Sheet]) -> NotebookNode:
    """The teacher's version of an assignment, with solutions; `sheets` are the tasks with their numbers by item."""
    cells = [_markdown(_head(lesson)), _code(IMPORTS)]
    for item, _ in numbers_of(lesson):
        cells += _numbers(sheets[item.id])
    if lesson in WITH_SLOPES:
        cells += [_markdown("### Activations and their slopes"), _given(lesson)]
    for bugs in functions_of(lesson):
        cells += _function(bugs)
    cells += _question(lesson)
    for cell in cells:
        cell["id"] = cell.metadata.nbgrader["grade_id"] if "nbgrader" in cell.metadata else f"cell_{cells.index(cell)}"
    about = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
    return v4.new_notebook(cells=cells, metadata={**about, "language_info": {"name": "python"}})


def _head(lesson: int) -> str:
    return (
        f"# Lesson {lesson}: {TITLES[lesson]}, assignment\n\n"
        "Fill in the numbers, write the functions, answer the question at the end. The cell below each part says "
        "whether your answer can be read; it need not be changed. What is right given what came before counts, so go "
        "on with your own numbers. Nothing has to be perfect to be handed in."
    )


def _markdown(text: str, **metadata) -> NotebookNode:
    return v4.new_markdown_cell(text, metadata=metadata)


def _code(text: str, **metadata) -> NotebookNode:
    return v4.new_code_cell(text, metadata=metadata)


def _graded(grade_id: str, points: float | None = None, **flags) -> dict:
    """What nbgrader has to know of a cell."""
    about = {"grade": False, "solution": False, "locked": True, "task": False, "schema_version": SCHEMA}
    about |= {"grade_id": grade_id, **flags} | ({} if points is None else {"points": points})
    return {"nbgrader": about}


def _numbers(sheet: Sheet) -> list[NotebookNode]:
    """The task, the cell for the answers, and the one that reads them."""
    id, names = dictionary(sheet.item), tuple(answer.name for answer in sheet.answers)
    check = f'from bplesson.teach import check\n\ncheck.numbers("{sheet.item}", {id})'
    marked = _graded(f"{id}_check", len(names), grade=True) | {"bplesson": {"item": sheet.item, "part": "numbers"}}
    return [
        _markdown(sheet.text, **_graded(f"{id}_task"), bplesson={"item": sheet.item}),
        _code(answer_cell(sheet.item, names)),
        _code(check, **marked),
    ]


def _given(lesson: int) -> NotebookNode:
    source = inspect.getsource(activations).partition("import numpy as np")[2].strip()
    return _code(source, **_graded(f"P{lesson}_slopes"))


def _function(bugs: Bugs) -> list[NotebookNode]:
    """What the function returns, the cell to write it in, and the one that checks it."""
    id, which = f"{dictionary(bugs.which)}_{bugs.name}", f"{bugs.which} {bugs.name}"
    head, *body = inspect.getsource(bugs.right).rstrip().split("\n")
    solution = "\n".join([head, "    ### BEGIN SOLUTION", *body, "    ### END SOLUTION"])
    check = f'from bplesson.teach import check\n\ncheck.function("{which}", {bugs.name}, points={FUNCTION_POINTS})'
    marked = _graded(f"{id}_check", FUNCTION_POINTS, grade=True)
    text = f"### {bugs.which}: write `{bugs.name}` ({FUNCTION_POINTS} points)\n\n`{head[4:-1]}` returns {DOES[which]}."
    return [
        _markdown(text, **_graded(f"{id}_task")),
        _code(solution, **_graded(id, solution=True, locked=False)),
        _code(check, **marked, bplesson={"item": bugs.which, "part": bugs.name}),
    ]


def _question(lesson: int) -> list[NotebookNode]:
    """A question that is marked by hand; how, only the teacher's version says."""
    question = QUESTIONS[lesson]
    text = (
        f"### A question ({QUESTION_POINTS} points)\n\n{question.asks}\n\nAnswer in a few sentences, in the cell below."
        f"\n\n=== BEGIN MARK SCHEME ===\n\n{question.scheme}\n\n=== END MARK SCHEME ==="
    )
    return [_markdown(text, **_graded(f"P{lesson}_question", QUESTION_POINTS, task=True)), _markdown("Your answer: ")]


def renumber(nb: NotebookNode, sheets: Mapping[str, Sheet]) -> None:
    """Put the tasks of a learner into an assignment, in place."""
    for cell in nb.cells:
        item = cell.metadata.get("bplesson", {}).get("item")
        if cell.cell_type == "markdown" and item in sheets:
            cell.source = sheets[item].text
