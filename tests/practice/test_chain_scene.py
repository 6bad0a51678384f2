"""Cases on a chain: blanks stand in their places, nothing overlaps, and nothing is given away."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from bplesson.kit.scene import Blank, Box, Filling, Line, Scene, Text
from bplesson.practice.chain_scene import of_chain, places
from bplesson.practice.item import Case, item, items
from bplesson.practice.sheet_scene import sheet_of
from tests.practice.cases import case_of

ITEMS = ("P2.1", "P2.2", "P2.3", "P3.1", "P3.2", "P3.4")
LEVELS = [(id, level) for id in ITEMS for level in range(items()[id].levels)]
SEEDS = range(10)
Area = tuple[float, float, float, float]  # left, top, right, bottom
FONT = FontProperties(family="DejaVu Sans")  # wider than those of browsers


@cache
def width_of(words: str, size: float) -> float:
    """How wide these words are, or a pixel or two more: the points that bend their outlines may stand out."""
    return np.ptp(TextPath((0, 0), words, size, prop=FONT).vertices[:, 0])


def area_of(item: Box | Text | Blank, filling: Filling) -> Area:
    """Where an item stands."""
    if not isinstance(item, Text):
        width, height, left = item.width, item.height, item.x - item.width / 2
    else:
        width, height = width_of(filling.words[item.id], item.size), item.size
        left = item.x - width * {"start": 0, "middle": 0.5, "end": 1}[item.anchor]
    return left, item.y - height / 2, left + width, item.y + height / 2


def overlap(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(outer: Area, inner: Area) -> bool:
    return all(a <= b for a, b in zip(outer[:2], inner[:2])) and all(a >= b for a, b in zip(outer[2:], inner[2:]))


def crosses(line: Line, area: Area) -> bool:
    """Whether a line goes through an area, looked at in fifty places of each of its pieces."""
    for (x, y), (u, v) in zip(line.points, line.points[1:]):
        places = ((x + k / 50 * (u - x), y + k / 50 * (v - y)) for k in range(51))
        if any(area[0] < a < area[2] and area[1] < b < area[3] for a, b in places):
            return True
    return False


def of(scene: Scene, kind: type) -> list:
    return [item for item in scene.items if isinstance(item, kind)]


def ids(scene: Scene) -> set[str]:
    return {item.id for item in scene.items}


def chains() -> list[Case]:
    """All cases that stand on the whole diagram."""
    wanted = [each for each in LEVELS if each[0] not in ("P2.2", "P3.4")]
    return [case_of(id, seed, level) for id, level in wanted for seed in SEEDS]


def test_what_came_back_to_a_node_has_its_place_below_delta():
    bent = {"weights": [40, -2.25, 3], "x": 0.5, "y": -5, "activations": ["relu", "square", "leaky relu", "identity"]}
    for ask in (["dq0", "dq1", "dq2", "dq3"], ["delta0", "dq1", "delta3"]):
        check_places([item("P3.2").own(**bent, ask=ask)])


@pytest.mark.parametrize("which, level", LEVELS)
def test_nothing_overlaps_or_leaves_the_scene_and_each_number_has_its_blank_in_order(which, level):
    check_places(case_of(which, seed, level) for seed in SEEDS)


def check_places(cases) -> None:
    """Nothing overlaps or leaves the scene, and what is asked has its blanks, in order."""
    for case in cases:
        scene, filling = sheet_of(case)
        blanks, written = of(scene, Blank), [text for text in of(scene, Text) if filling.words.get(text.id)]
        assert tuple(blank.name for blank in blanks) == case.asks
        assert len(ids(scene)) == len(scene.items)
        areas = {item.id: area_of(item, filling) for item in (*blanks, *written)}
        for id, area in areas.items():
            assert holds((0, 0, scene.width, scene.height), area), (case.says, id)
        for one, other in combinations(areas, 2):
            assert not overlap(areas[one], areas[other]), (case.says, one, other)
        for blank in blanks:
            area = areas[blank.id]
            boxes = [area_of(box, filling) for box in of(scene, Box)]
            assert all(holds(box, area) or not overlap(box, area) for box in boxes), (case.says, blank.name)
            assert not any(crosses(line, area) for line in of(scene, Line)), (case.says, blank.name)


def test_a_blank_has_room_for_a_number_and_its_sign():
    for case in chains():
        for blank in of(of_chain(case)[0], Blank):
            assert blank.width >= 66 and 22 <= blank.height and blank.label


def test_a_box_of_a_node_holds_the_names_and_the_numbers_in_it():
    for case in chains():
        scene, filling = of_chain(case)
        areas = {item.id: area_of(item, filling) for item in of(scene, Text)}
        boxes = {box.id: area_of(box, filling) for box in of(scene, Box)}
        for id, area in areas.items():
            box = {"p": "pill-", "q": "pill-", "d": "dpill-"}.get(id[0])
            assert box is None or holds(boxes[box + id[1:]], area), (case.says, id)


def test_what_is_asked_is_not_shown_nor_what_would_give_it_away():
    for case in chains():
        scene, filling = of_chain(case)
        at, N = places(case.network), len(case.network.weights)
        seen = {id for id in filling.words if id in ids(scene)}
        assert filling.words.keys() <= ids(scene)  # the browser is not told either
        assert "cost" not in seen and "d0" not in seen and "dpill-0" not in ids(scene)
        for name, id in at.items():
            if name in case.asks:
                assert filling.words[id].endswith("="), (case.says, name)
            else:
                assert (id in seen) == (name in case.shown and name not in ("C", f"delta{N}")), (case.says, name)


def test_a_weight_that_is_crossed_is_not_told_beside_a_delta_that_is_asked():
    for case in chains():
        _, filling = of_chain(case)
        N = len(case.network.weights)
        for i in range(1, N):
            assert f"times-w{i}{i + 1}" not in filling.words or f"delta{N - i}" not in case.asks


def test_weights_input_and_label_are_always_there_and_lines_lead_somewhere():
    for case in chains():
        scene, filling = of_chain(case)
        there, N = ids(scene), len(case.network.weights)
        assert {f"w{i}{i + 1}" for i in range(N)} | {"p0" if "p0" in case.shown else "q0"} <= there
        assert ("label" in there) == ("cost-box" in there) == (case.y is not None)
        for i in range(N):
            name = f"w{i}{i + 1}"
            assert f"from-d-{name}" not in there or {f"g{i}{i + 1}", f"d{i + 1}"} <= there
            assert f"back-{name}" not in there or {f"d{i}", f"d{i + 1}"} <= there
        assert "= =" not in " ".join(filling.words.values())


def test_without_a_backward_pass_there_is_no_room_for_one():
    forward, _ = of_chain(case_of("P3.1", 0, 2))
    both, _ = of_chain(case_of("P3.2", 0, 2))
    assert forward.height < both.height - 60 and forward.width < both.width
    p, q = (next(blank for blank in of(forward, Blank) if blank.name == name) for name in ("p2", "q2"))
    slope = next(blank for blank in of(forward, Blank) if blank.name == "slope2")
    assert p.x == q.x and p.y < q.y < slope.y


@pytest.mark.parametrize("which", ["P2.2", "P3.4"])
def test_a_lane_fits_on_a_small_screen_and_shows_one_missing_weight_where_that_is_asked(which):
    for seed in SEEDS:
        scene, filling = sheet_of(case := case_of(which, seed, 1 if which == "P2.2" else items()[which].levels - 1))
        assert scene.width <= 800
        missing = [text for text in of(scene, Text) if text.role == "missing"]
        assert len(missing) == (which == "P2.2")
        assert all(filling.words[text.id][-1] == "₁₂₃₄₅₆₇₈₉"[int(case.right["B"])] for text in missing)
