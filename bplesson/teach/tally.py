"""How many learners of a class have made which mistake, and how much of each skill is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bplesson.practice.item import items
from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.points import Result

ORDER = list(MISTAKES)
Results = Mapping[str, Iterable[Result]]  # by learner


@dataclass(frozen=True)
class Count:
    """`learners` of the `of` who were asked an item where it can be seen made a mistake; `items`: how many in which.

    Of several `mistakes` it was one: the numbers of that item do not tell which.
    """

    mistakes: tuple[str, ...]
    learners: int
    of: int
    items: Mapping[str, int]

    @property
    def id(self) -> str:
        """ "B4", or "B1 or O1 or E1"."""
        return " or ".join(self.mistakes)

    @property
    def name(self) -> str:
        """What was done, without what belongs there."""
        more = len(self.mistakes) - 1
        twins = f", or one of {more} that come out alike" if more > 1 else ", or another that comes out alike"
        return MISTAKES[self.mistakes[0]].says.split(": ")[0] + (twins if more else "")

    @property
    def sentence(self) -> str:
        """What was done, and what belongs there."""
        return " Or: ".join(MISTAKES[id].sentence for id in self.mistakes)


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
            for ids in _told_apart(result):
                made.setdefault(ids, {}).setdefault(result.item, set()).add(learner)
    counts = [
        Count(
            ids,
            len(set().union(*by_item.values())),
            len(set().union(*(asked[item] for item in by_item))),
            {item: len(by_item[item]) for item in sorted(by_item)},
        )
        for ids, by_item in made.items()
    ]
    return sorted(counts, key=lambda count: (-count.learners, list(map(ORDER.index, count.mistakes))))


def _told_apart(result: Result) -> set[tuple[str, ...]]:
    """The mistakes of a result, each alone, but for twins that were named together: these are one."""
    groups = {id: twins & set(result.mistakes) for twins in items()[result.item].twins for id in twins}
    return {tuple(sorted(groups.get(id, {id}), key=ORDER.index)) for id in result.mistakes}


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
    """How many learners lost points in a part where something is wrong, and no mistake was named."""
    return sum(any(result.unnamed for result in each) for each in results.values())


def left_open(results: Results) -> int:
    """How many learners have not filled in all of some part."""
    return sum(any(result.left_open for result in each) for each in results.values())
