"""What the command says of a class's marks at the terminal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean

from bplesson.errors import shown
from bplesson.kit.words import enumerated, percent, tenths
from bplesson.practice.item import items
from bplesson.teach.mark_tables import Copies, States
from bplesson.teach.points import Graded
from bplesson.teach.tally import Count, Results, left_open, skills, unnamed

NAMED = 5  # learners in a sentence


def told(states: States, graded: Sequence[Graded], counts: Sequence[Count], results: Results) -> Iterator[str]:
    """Points, mistakes and skills, a line each."""
    for assignment in dict.fromkeys(of for _, of in states):
        yield _points(assignment, sum(of == assignment for _, of in states), graded)
    yield "Mistakes, the most frequent first:" if counts else "No mistake was named."
    for count in counts:
        yield f"  {count.learners} of {count.of}  {count.name} ({count.id}, in {enumerated(list(count.items))})"
    if other := unnamed(results):
        yield f"  {other} of {len(results)}  Wrong in some part, by no mistake that has a name"
    if empty := left_open(results):
        yield f"  {empty} of {len(results)}  Left open in some part"
    found = skills(results)
    if found:
        yield "Share of the points, by skill:"
    for skill in found:
        whole = f"all of it right: {skill.right} of {skill.learners}"
        yield f"  {percent(skill.share)}  {skill.item} {items()[skill.item].skill} ({whole})"


def _points(assignment: str, learners: int, graded: Sequence[Graded]) -> str:
    those = [one for one in graded if one.assignment == assignment]
    line = f"{assignment}: {len(those)} of {learners} learners graded"
    if those:
        got = [one.points for one in those]
        of = [sum(part.of for part in one.parts if part.points or not part.by_hand) for one in those]
        line += f", {tenths(mean(got))} of {tenths(mean(of))} points on average"
        line += f" ({tenths(min(got))} to {tenths(max(got))})"
    by_hand = sum(any(part.by_hand for part in one.parts) for one in those)
    marked = f" of what is marked so far; {by_hand} with something to mark by hand in nbgrader's formgrader"
    return line + (marked if by_hand else "")


def told_copies(copies: Copies) -> Iterator[str]:
    """Who has handed in another copy than their own, a line each."""
    for (id, assignment), other in copies.items():
        if other:
            yield f"{id} handed in the notebook of {other} ({assignment}), which brings no points: look at both."
        else:
            yield f"{id} handed in the copy of release/ ({assignment}), not their own: marked by the numbers in it."


def told_misnamed(misnamed: Mapping[tuple[str, str], tuple[str, str]]) -> Iterator[str]:
    """Whose notebook has a name that nbgrader does not look for, a line each."""
    for (id, assignment), (name, wanted) in misnamed.items():
        where = f"{id}: submitted/{id}/{assignment} has {shown(name)}, expected {wanted!r}"
        yield f"{where}: rename it, and run nbgrader autograde {assignment}."


def told_waiting(waiting: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Who has handed in what is not graded, as learner and assignment, in a sentence for each assignment."""
    for assignment in dict.fromkeys(of for _, of in waiting):
        ids = [id for id, of in waiting if of == assignment]
        yield f"Handed in, but not graded: {some(ids)}. Run nbgrader autograde {assignment}: it says why."


def some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    names = sorted(names)
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return enumerated([*(name if name.isprintable() else shown(name) for name in names[:NAMED]), *more])
