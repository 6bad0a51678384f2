"""What the command says of a class's marks at the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from bplesson.errors import shown
from bplesson.kit.words import enumerated, percent, precise
from bplesson.practice.item import items
from bplesson.teach.mark_tables import WAITING, States
from bplesson.teach.points import Graded
from bplesson.teach.tally import Count, Results, skills, unnamed

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
        of = max(one.of for one in those)
        line += f", {precise(sum(got) / len(got))} of {precise(of)} points on average"
        line += f" ({precise(min(got))} to {precise(max(got))})"
    by_hand = sum(any(part.by_hand for part in one.parts) for one in those)
    return line + (f"; {by_hand} with something to mark by hand" if by_hand else "")


def told_waiting(states: States) -> Iterator[str]:
    """Who has handed in what is not graded, in a sentence for each assignment."""
    for assignment in dict.fromkeys(of for _, of in states):
        late = [id for (id, of), state in states.items() if of == assignment and state == WAITING]
        if late:
            yield f"Handed in, but not graded: {some(late)}. Run nbgrader autograde {assignment}: it says why."


def some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    names = sorted(names)
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return enumerated([*(name if name.isprintable() else shown(name) for name in names[:NAMED]), *more])
