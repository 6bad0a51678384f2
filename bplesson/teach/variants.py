"""Numbers of each learner's own, from the teacher's secret and the learner's id: the same on every machine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256

from bplesson.practice.item import Case, Item
from bplesson.teach.class_list import folded
from bplesson.teach.lessons import numbers_of
from bplesson.teach.sheets import Sheet, sheet_of

EVERYBODY = ""  # the id behind the numbers of an assignment that is the same for all
TURNS = 40  # draws for one learner, until nobody else has the case
Turns = Mapping[str, int]  # how often a learner's case of an item was drawn anew; 0 where nothing is said


def seed_of(secret: str, course: str, item: str, id: str, turn: int = 0) -> int:
    """The seed of a learner's case, from 0 to 2⁵² (which a float holds); `turn` counts draws that somebody else has."""
    text = "\n".join((secret, course, item, folded(id), str(turn)))
    return int(sha256(text.encode()).hexdigest()[:13], 16)


def case_of(secret: str, course: str, item: Item, level: int, id: str, turns: Turns) -> Case:
    """The case of that item for a learner."""
    return item.case(seed_of(secret, course, item.id, id, turns.get(item.id, 0)), level)


def sheets_of(secret: str, course: str, lessons: Iterable[int], id: str, turns: Turns) -> dict[str, Sheet]:
    """All tasks of a learner by item."""
    asked = [pair for lesson in lessons for pair in numbers_of(lesson)]
    return {item.id: sheet_of(item, case_of(secret, course, item, level, id, turns)) for item, level in asked}


def sheets_of_all(secret: str, course: str, lessons: tuple[int, ...], turns: Mapping[str, Turns]) -> Iterator:
    """The tasks of all learners in `turns`, as (id, tasks by item), as they are ready."""
    ids = list(turns)
    with ProcessPoolExecutor() as pool:
        work = [(secret,) * len(ids), (course,) * len(ids), (lessons,) * len(ids), ids, turns.values()]
        yield from zip(ids, pool.map(sheets_of, *work, chunksize=4))


def parted(sheets: dict[str, dict[str, Sheet]], turns: Mapping[str, Turns], draw: Callable) -> dict[str, dict]:
    """The turns with which no two learners have the same case; `sheets` follow them.

    Who stands first keeps a case. `draw(id, item, turn)` is another sheet. Where a class has nearly as many learners as
    an item has cases, or more, some stay the same: `shared` names such items.
    """
    found = {id: dict(turns[id]) for id in sheets}
    for item in next(iter(sheets.values()), {}):
        seen = set()
        for id, mine in sheets.items():
            turn = found[id].get(item, 0)
            while mine[item].task in seen and turn < TURNS:
                turn += 1
                mine[item] = draw(id, item, turn)
            if turn:
                found[id][item] = turn
            seen.add(mine[item].task)
    return found


def shared(sheets: Mapping[str, Mapping[str, Sheet]]) -> list[str]:
    """The items of which two learners have the same case."""
    names = next(iter(sheets.values()), {})
    return [item for item in names if len({mine[item].task for mine in sheets.values()}) < len(sheets)]
