"""The points of a class as nbgrader's gradebook has them; it is opened to be read only."""

from datetime import timedelta
from pathlib import Path

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import URL, literal_column
from sqlalchemy.exc import SQLAlchemyError

from bplesson.errors import InputError
from bplesson.teach.class_list import Learner
from bplesson.teach.points import Graded, Part, Points

FILE = "gradebook.db"


def read_points(folder: Path) -> Points:
    """What the gradebook of that course folder says; InputError where there is none, or one that cannot be read."""
    path = folder / FILE
    if not path.is_file():
        raise InputError(
            f"{folder}: expected a course with a {FILE}, got none: it comes with nbgrader generate_assignment"
        )
    try:
        # course_id="": any other is written into the gradebook, if it is not there yet
        with Gradebook(_to_be_read(path), course_id="") as book:
            students = book.db.query(Student.id, Student.first_name, Student.last_name).order_by(Student.id)
            learners = {id: Learner(id, first or "", last or "") for id, first, last in students}
            assignments = [name for (name,) in book.db.query(Assignment.name).order_by(Assignment.name)]
            return Points(_graded(book), learners, assignments)
    except SQLAlchemyError as problem:
        why = str(getattr(problem, "orig", None) or problem).splitlines()[0]
        raise InputError(f"{path.name}: expected a gradebook of this version of nbgrader, got {why}") from None


def _to_be_read(path: Path) -> URL:
    """The address of a gradebook that stays as it is, also if there is none of that name."""
    return URL.create("sqlite", database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})


def _graded(book: Gradebook) -> list[Graded]:
    rows = (
        book.db.query(
            SubmittedAssignment.student_id,
            Assignment.name,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.extension,
            Assignment.duedate,
            Notebook.name,
            BaseCell.name,
            Grade.score,
            Grade.max_score,
            Grade.auto_score,
            Grade.needs_manual_grade,
        )
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .order_by(Assignment.name, SubmittedAssignment.student_id, Notebook.name, literal_column("base_cell.rowid"))
    )
    found = {}
    for learner, assignment, penalty, came, longer, due, notebook, *part in rows:
        one = found.setdefault((assignment, learner), Graded(learner, assignment))
        one.parts.append(Part(notebook, *part))
        one.penalties[notebook] = penalty or 0.0
        if came and due:
            one.hours_late = max((came - due - (longer or timedelta())).total_seconds() / 3600, 0.0)
    return list(found.values())
