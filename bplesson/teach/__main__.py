"""The command of a teacher: `bplesson-teach course`, `variants`, `marks`; each with `--help`."""

import argparse
import sys
from textwrap import fill

from bplesson.errors import InputError
from bplesson.teach.course import write_course
from bplesson.teach.hand_out import write_variants
from bplesson.teach.lessons import TITLES
from bplesson.teach.marks import marks

COURSE = """Write an nbgrader course with an assignment for each lesson: numbers to fill in, functions to write, a
question to mark by hand. The folder also gets a secret, from which all numbers follow: keep a copy of
bplesson_secret.txt, and show it to nobody."""
THEN = """Then, in that folder:
  nbgrader generate_assignment lesson_02       makes release/lesson_02, which learners get
  nbgrader autograde lesson_02                 marks what stands in submitted/ID/lesson_02
  nbgrader generate_feedback lesson_02         writes feedback/ID/lesson_02, a page for each learner
"lesson_*" in quotes means all of them."""
VARIANTS = """Write for each learner of a class list a copy of every assignment with other numbers, into
DIR/variants/ID, and the key for all of them into DIR/key. Run nbgrader generate_assignment before. From then on
submissions are marked by these numbers. Learners who have a copy keep it: a longer list only adds the new ones."""
MARKS = """Write marks.csv, mistakes.csv and mistakes.png into DIR: who has how many points, and which mistakes the
class made how often. Run nbgrader autograde before. Nothing that learners wrote is run."""


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    about = "Assignments on the lessons, with numbers for each learner, on nbgrader."
    whole = argparse.ArgumentParser("bplesson-teach", description=about)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, brief: str, about: str, then: str = "") -> argparse.ArgumentParser:
        whole = fill(" ".join(about.split()), 100)
        kind = argparse.RawDescriptionHelpFormatter
        made = commands.add_parser(name, help=brief, description=whole, epilog=then, formatter_class=kind)
        made.add_argument("folder", metavar="DIR", help="the folder of the course")
        made.add_argument("--overwrite", action="store_true", help="write anew what is there already")
        return made

    course = command("course", "write an nbgrader course: an assignment for each lesson", COURSE, THEN)
    lessons = "; ".join(f"{k}: {title}" for k, title in TITLES.items())
    every = {"nargs": "+", "default": list(TITLES), "choices": list(TITLES)}
    course.add_argument("--lessons", type=int, metavar="N", help=f"all, if none is named. {lessons}", **every)
    course.add_argument("--name", default="", help="the name of the course in nbgrader (else that of the folder)")
    variants = command("variants", "give each learner numbers of their own", VARIANTS)
    variants.add_argument("--students", required=True, metavar="CLASS.csv", help="the class list, with a column id")
    table = command("marks", "after nbgrader autograde: the points of the class, and its mistakes", MARKS)
    table.add_argument("--students", metavar="CLASS.csv", help="the class list: who has handed in nothing has a line")
    table.add_argument("--assignment", metavar="NAME", help="only this one, lesson_02 say")
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Do what was typed; 1 if it cannot be done, and a sentence that says why."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "course":
            course = write_course(given.folder, given.lessons, given.name, given.overwrite)
            print(f"{course.folder}: a course on the lessons {', '.join(map(str, course.lessons))}.\n{THEN}")
        elif given.command == "variants":
            print(write_variants(given.folder, given.students, given.overwrite))
        else:
            marks(given.folder, given.students, given.assignment, given.overwrite)
    except InputError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
