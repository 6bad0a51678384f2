"""The record of a learner as it is printed: skill by skill, and the mistakes that were made most."""

from collections import Counter

from bplesson.kit.record import RECORD, Attempt
from bplesson.practice.item import items
from bplesson.practice.mistakes import MISTAKES

MOST = 5  # mistakes that are listed
NOTHING = "Nothing has been tried yet."
BEFORE, AFTER = "before", "after"  # the kinds of attempts before the first lesson, and after the last one


def record(path=None) -> None:
    """Print what was tried and how it went since the kernel was started, skill by skill; nothing is written.

    With a `path` it goes on with that file: what stands in it counts too, and what was tried and stands in no file yet,
    or is tried from now on, is added to it. It is JSON: {"format", "version", "attempts": [{"skill", "kind", "ok",
    "mistakes"}]}, and nothing else.
    """
    if path is not None:
        RECORD.go_on_with(path)
    print("\n".join(told(RECORD.attempts)))
    if RECORD.path:
        print(kept())


def kept() -> str:
    """Where the record is kept, or why it is not; "" where no file has been named."""
    return RECORD.unkept or f"Kept in {RECORD.path.name}." if RECORD.path else ""


def first_answers(attempts: list[Attempt], kind: str) -> dict[str, bool]:
    """Whether the first attempt of that kind was right, by skill."""
    found = {}
    for each in attempts:
        if each.kind == kind:
            found.setdefault(each.skill, each.ok)
    return found


def told(attempts: list[Attempt]) -> list[str]:
    """The lines of a record."""
    if not attempts:
        return [NOTHING]
    lines = []
    for kind in (BEFORE, AFTER):
        if answers := first_answers(attempts, kind).values():
            lines.append(f"Questions {kind} the lessons: right {sum(answers)} of {len(answers)}")
    tried = dict.fromkeys((each.skill, each.kind) for each in attempts if each.kind not in (BEFORE, AFTER))
    for skill, kind in tried:
        results = [each.ok for each in attempts if (each.skill, each.kind) == (skill, kind)]
        lines.append(f"{_called(skill)} · {kind}: right {sum(results)} of {len(results)} times")
    made = Counter(id for each in attempts for id in each.mistakes)
    if made:
        lines.append("Mistakes, the most frequent first:")
        lines += [
            f"  {count} × {MISTAKES[id].sentence if id in MISTAKES else id}" for id, count in made.most_common(MOST)
        ]
    return lines


def _called(skill: str) -> str:
    found = items().get(skill)
    return f"{skill}, {found.skill}" if found else skill
