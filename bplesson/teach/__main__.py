"""The command of a teacher: `bplesson-teach course`, `variants`, `marks`; each with `--help`."""

import argparse
import sys

from bplesson.errors import InputError
from bplesson.teach.course import write_course
from bplesson.teach.hand_out import write_variants
from bplesson.teach.lessons import TITLES
from bplesson.teach.marks import marks

THEN = "Now in that folder: nbgrader generate_assignment lesson_NN."
NEXT = """Then, in that folder:
  nbgrader generate_assignment lesson_02       makes release/lesson_02, which learners get
  nbgrader autograde lesson_02                 marks what stands in submitted/ID/lesson_02
  nbgrader generate_feedback lesson_02         writes feedback/ID/lesson_02, a page for each learner
"""


def parser() -> argparse.ArgumentParser:
    """What can be typed."""
    whole = argparse.ArgumentParser(
        "bplesson-teach", description="Assignments on the lessons, with numbers for each learner, on nbgrader."
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    lessons = "; ".join(f"{k}: {title}" for k, title in TITLES.items())

    course = commands.add_parser(
        "course",
        help="write an nbgrader course: an assignment for each lesson",
        description="Write an nbgrader course with an assignment for each lesson: numbers to fill in, functions to "
        "write, a question to mark by hand. The folder also gets a secret, from which all numbers follow: keep a copy "
        "of bplesson_secret.txt, and show it to nobody.",
        epilog=NEXT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    course.add_argument("folder", metavar="DIR", help="the folder of the course; it is made")
    course.add_argument(
        "--lessons", type=int, nargs="+", choices=list(TITLES), default=list(TITLES), metavar="N", help=lessons
    )
    course.add_argument("--name", default="", help="the name of the course in nbgrader (else that of the folder)")
    course.add_argument("--overwrite", action="store_true", help="write a course that is there anew; its secret stays")

    variants = commands.add_parser(
        "variants",
        help="give each learner numbers of their own",
        description="Write for each learner of a class list a copy of every assignment with other numbers, into "
        "DIR/variants/ID, and the key for all of them into DIR/key. Run nbgrader generate_assignment before. Learners "
        "who have a copy keep it, so a longer list only adds the new ones.",
    )
    variants.add_argument("folder", metavar="DIR", help="the folder of the course")
    variants.add_argument("--students", required=True, metavar="CLASS.csv", help="a table with the column id")
    variants.add_argument("--overwrite", action="store_true", help="write the copies of these learners anew")

    table = commands.add_parser(
        "marks",
        help="after nbgrader autograde: a table of the class, and which mistakes were made how often",
        description="Write marks.csv, mistakes.csv and mistakes.png into DIR: who has how many points, and which "
        "mistakes the class made how often. Run nbgrader autograde before. Nothing that learners wrote is run.",
    )
    table.add_argument("folder", metavar="DIR", help="the folder of the course")
    table.add_argument("--students", metavar="CLASS.csv", help="the class list: who has handed in nothing is named too")
    table.add_argument("--assignment", metavar="NAME", help="only this one, lesson_02 say")
    table.add_argument("--overwrite", action="store_true", help="write tables that are there anew")
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Do what was typed; 1 if it cannot be done, and a sentence that says why."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "course":
            course = write_course(given.folder, given.lessons, given.name, given.overwrite)
            print(f"{course.folder}: lessons {', '.join(map(str, course.lessons))}. {THEN}")
        elif given.command == "marks":
            marks(given.folder, given.students, given.assignment, given.overwrite)
        else:
            print(write_variants(given.folder, given.students, given.overwrite))
    except InputError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
