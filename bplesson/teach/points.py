"""What a class has handed in, and what it has brought, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bplesson.teach.class_list import Learner

DUST = 1e-6  # of binary fractions, in a sum of points


@dataclass(frozen=True)
class Part:
    """What one cell has brought: `points` of at most `of`.

    `checked` are the autograder's points, None where it gave none; `by_hand`: somebody has yet to mark it.
    """

    notebook: str
    name: str
    points: float
    of: float
    checked: float | None
    by_hand: bool


@dataclass
class Graded:
    """What a learner has handed in: its parts in the order of the notebook, and what was taken off for being late.

    `hours_late` after the due date it came in, 0 if in time; None where the gradebook does not know.
    """

    learner: str
    assignment: str
    parts: list[Part] = field(default_factory=list)
    penalties: dict[str, float] = field(default_factory=dict)
    hours_late: float | None = None

    @property
    def notebooks(self) -> dict[str, dict[str, Part]]:
        """The parts by notebook and name."""
        found = {}
        for part in self.parts:
            found.setdefault(part.notebook, {})[part.name] = part
        return found

    @property
    def points(self) -> float:
        """All points, before anything is taken off."""
        return sum(part.points for part in self.parts)

    @property
    def of(self) -> float:
        """The points that could be had."""
        return sum(part.of for part in self.parts)

    @property
    def marked(self) -> bool:
        """Whether anything was marked, by nbgrader or by hand; of an autograde that failed all is left empty."""
        return any(part.checked is not None or part.points for part in self.parts)


@dataclass(frozen=True)
class Points:
    """`graded`: what was handed in; `learners`: the names that the gradebook knows; `assignments`: all there are."""

    graded: list[Graded]
    learners: Mapping[str, Learner]
    assignments: list[str]


@dataclass(frozen=True)
class Result:
    """What was found in one part of an item: its points, the mistakes that were named, the points of what is open."""

    item: str
    part: str
    points: float
    of: float
    mistakes: tuple[str, ...] = ()
    left_open: float = 0.0

    @property
    def unnamed(self) -> bool:
        """Whether points were lost by something that has no name."""
        return not self.mistakes and self.points + self.left_open < self.of - DUST


@dataclass(frozen=True)
class Read:
    """What stands in an autograded notebook: its results, a sentence for each that cannot be taken, whose copy it is.

    `copy_of` is None for the learner's own, "" for the one that is the same for all, else another learner.
    """

    results: list[Result]
    problems: list[str]
    copy_of: str | None = None
