"""The command of a teacher: `bplesson-teach course`, `variants`, `marks`; each with `--help`."""

import argparse
import sys
from textwrap import fill

from bplesson.errors import InputError
from bplesson.teach.assignment import name_of
from bplesson.teach.course import write_course
from bplesson.teach.hand_out import write_variants
from bplesson.teach.lessons import TITLES
from bplesson.teach.marks import marks

COURSE = """Write an nbgrader course with an assignment for each lesson: numbers to fill in, functions to write, a
question to mark by hand. The folder also gets a secret, from which all numbers follow: keep a copy of
bplesson_secret.txt, and show it to nobody."""
THEN = """Then, in that folder (with the Python environment activated, for nbgrader calls other programs):
  nbgrader generate_assignment "lesson_*"             makes release/, with the same numbers for everybody
  bplesson-teach variants . --students ../class.csv   numbers of each learner's own: then learners get
                                                      variants/ID/lesson_02/lesson_02.ipynb, and not release/
What they hand in is put into submitted/ID/lesson_02/lesson_02.ipynb.
  nbgrader autograde lesson_02                        marks it
  nbgrader generate_feedback lesson_02                writes feedback/ID/lesson_02, a page for each learner
  bplesson-teach marks .                              the points of the class, and its mistakes"""
VARIANTS = """Write for each learner of a class list a copy of every assignment with other numbers, into
DIR/variants/ID, and the key for all of them into DIR/key. Run nbgrader generate_assignment "lesson_*" before, and give
each learner the folder variants/ID. From then on submissions are marked by these numbers. Learners who have a copy keep
it: a longer list only adds the new ones."""
MARKS = """Write marks.csv, mistakes.csv and mistakes.png into DIR, anew each time: who has how many points, and which
mistakes the class made how often. Run nbgrader autograde before. Nothing that learners wrote is run."""
LIST = """The class list is a CSV file with a line for each learner:
  id,first_name,last_name
  s01,Anna,Adler
  s02,Ben,Brandt
id is the name of the learner's folder in submitted/: letters, digits and . _ - @ +. The names may be left out."""


def lessons(text: str) -> list[int]:
    """The lessons in one word of the command: "2", or "2,4,5"."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    known = {str(lesson) for lesson in TITLES}
    if not words or not known.issuperset(words):
        raise argparse.ArgumentTypeError(
            f"expected numbers from {min(TITLES)} to {max(TITLES)} after DIR, as in `DIR --lessons 2 4`, got {text!r}"
        )
    return list(map(int, words))


def assignment(text: str) -> str:
    """The name of an assignment, which may be typed as the number of its lesson."""
    return name_of(int(text)) if text.isdecimal() else text


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
        return made

    course = command("course", "write an nbgrader course: an assignment for each lesson", COURSE, THEN)
    titles = "; ".join(f"{k}: {title}" for k, title in TITLES.items())
    every = {"nargs": "+", "type": lessons, "default": [list(TITLES)]}
    course.add_argument("--lessons", metavar="N", help=f"all, if none is named. {titles}", **every)
    course.add_argument("--name", default="", help="the name of the course in nbgrader (else that of the folder)")
    anew = "write the assignments anew, if they are there already; secret and numbers stay the same"
    course.add_argument("--overwrite", action="store_true", help=anew)
    variants = command("variants", "give each learner numbers of their own", VARIANTS, LIST)
    variants.add_argument("--students", required=True, metavar="CLASS.csv", help="the class list, see below")
    anew = "write copies anew, if they are there already; everybody's numbers stay the same"
    variants.add_argument("--overwrite", action="store_true", help=anew)
    table = command("marks", "after nbgrader autograde: the points of the class, and its mistakes", MARKS, LIST)
    table.add_argument("--students", metavar="CLASS.csv", help="the class list: who has handed in nothing has a line")
    only = "only this one: lesson_02, or 2"
    table.add_argument("--assignment", type=assignment, metavar="NAME", help=only)
    return whole


def main(arguments: list[str] | None = None) -> int:
    """Do what was typed; 1 if it cannot be done, and a sentence that says why."""
    given = parser().parse_args(arguments)
    try:
        if given.command == "course":
            course = write_course(given.folder, sum(given.lessons, []), given.name, given.overwrite)
            print(f"{course.folder}: a course on the lessons {', '.join(map(str, course.lessons))}.\n{THEN}")
        elif given.command == "variants":
            print(write_variants(given.folder, given.students, given.overwrite))
        else:
            marks(given.folder, given.students, given.assignment)
    except InputError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
