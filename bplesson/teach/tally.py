"""How many learners of a class have made which mistake, and how much of each skill is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.points import Result

Results = Mapping[str, Iterable[Result]]  # by learner


@dataclass(frozen=True)
class Count:
    """`learners` of the `of` who were asked an item where it can be seen made a mistake; `items`: how many in which."""

    mistake: str
    learners: int
    of: int
    items: Mapping[str, int]

    @property
    def name(self) -> str:
        """What was done, without what belongs there."""
        return MISTAKES[self.mistake].says.split(": ")[0]


@dataclass(frozen=True)
class Skill:
    """How many learners were checked in an item, how many were right in all of it, and the share of points they got."""

    item: str
    learners: int
    right: int
    share: float


def mistakes(results: Results) -> list[Count]:
    """Every mistake that somebody has made, the most frequent first; who made it twice counts once."""
    asked, made = {}, {}
    for learner, each in results.items():
        for result in each:
            asked.setdefault(result.item, set()).add(learner)
            for id in result.mistakes:
                made.setdefault(id, {}).setdefault(result.item, set()).add(learner)
    counts = [
        Count(
            id,
            len(set().union(*by_item.values())),
            len(set().union(*(asked[item] for item in by_item))),
            {item: len(by_item[item]) for item in sorted(by_item)},
        )
        for id, by_item in made.items()
    ]
    order = list(MISTAKES)
    return sorted(counts, key=lambda count: (-count.learners, order.index(count.mistake)))


def skills(results: Results) -> list[Skill]:
    """Every item that was checked, in the order of its number."""
    got = {}
    for learner, each in results.items():
        for result in each:
            points, of = got.setdefault(result.item, {}).get(learner, (0.0, 0.0))
            got[result.item][learner] = points + result.points, of + result.of
    return [
        Skill(
            item,
            len(by_learner),
            sum(points >= of for points, of in by_learner.values()),
            sum(points for points, _ in by_learner.values()) / (sum(of for _, of in by_learner.values()) or 1.0),
        )
        for item, by_learner in sorted(got.items())
    ]


def unnamed(results: Results) -> int:
    """How many learners lost points in a part where no mistake was named."""
    return sum(any(r.points < r.of and not r.mistakes for r in each) for each in results.values())
