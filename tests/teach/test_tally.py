"""How often a mistake is counted: once for a learner, and twins that no number parts as one."""

import pytest

from bplesson.practice.item import items
from bplesson.practice.mistakes import MISTAKES
from bplesson.teach.mark_plots import picture_of
from bplesson.teach.points import Result
from bplesson.teach.tally import Count, mistakes, skills, unnamed


def wrong(item: str, *made: str, points: float = 0.0) -> Result:
    return Result(item, "numbers", points, 2.0, made)


def test_a_learner_counts_once_however_often_the_mistake_was_made():
    results = {"ada": [wrong("P4.1", "B4"), wrong("P4.1", "B4"), wrong("P4.4", "B4")], "alan": [wrong("P4.1", "B4")]}
    assert mistakes(results) == [Count(("B4",), 2, 2, {"P4.1": 2, "P4.4": 1})]


def test_only_those_who_were_asked_are_in_the_whole():
    results = {"ada": [wrong("P4.1", "B4")], "alan": [wrong("P4.1", points=2.0)], "emmy": [wrong("P2.2")]}
    assert mistakes(results) == [Count(("B4",), 1, 2, {"P4.1": 1})]
    assert unnamed(results) == 1


def test_twins_that_were_named_together_are_one_mistake_and_two_mistakes_are_two():
    assert frozenset({"B1", "O1", "E1"}) in items()["P2.1"].twins
    results = {
        "ada": [wrong("P2.1", "E1", "B1", "O1", "S1")],
        "alan": [wrong("P2.1", "S1")],
        "emmy": [wrong("P2.1", "B1")],
    }
    found = {count.id: count.learners for count in mistakes(results)}
    assert found == {"S1": 2, "B1": 1, "B1 or O1 or E1": 1}
    twins = next(count for count in mistakes(results) if len(count.mistakes) == 3)
    assert twins.name == "The weight's own value was left in, or one of 2 that come out alike"
    assert all(MISTAKES[id].sentence in twins.sentence for id in ("B1", "O1", "E1"))


@pytest.mark.parametrize("item", [item for item in items().values() if item.twins], ids=lambda item: item.id)
def test_twins_fit_beside_their_bar(item):
    counts = [Count(tuple(sorted(twins)), 1, 2, {item.id: 1}) for twins in item.twins for _ in range(7)]
    figure = picture_of(counts[:7], "title").figure
    figure.canvas.draw()
    extents = [text.get_window_extent() for text in figure.axes[0].texts]
    assert not any(one.overlaps(other) for k, one in enumerate(extents) for other in extents[:k])
    assert min(extent.x0 for extent in extents) >= 0


def test_skills_say_what_share_of_the_points_is_there_and_who_has_all_of_it():
    results = {"ada": [wrong("P4.1", points=2.0), wrong("P4.1", points=1.0)], "alan": [wrong("P4.1", points=2.0)]}
    (skill,) = skills(results)
    assert (skill.item, skill.learners, skill.right, skill.share) == ("P4.1", 2, 1, 5 / 6)
    assert skills({}) == [] and mistakes({}) == []
