"""Sheets in rows: everything has its place, in the order in which it is asked, and no words reach into others."""

from itertools import combinations

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from bplesson.kit.scene import SIGN, Blank, Text
from bplesson.practice.item import Case, items
from bplesson.practice.letters import width_of
from bplesson.practice.rows_scene import WIDTH, of_rows
from bplesson.practice.spoken import called
from bplesson.practice.tables import Table, parts_of
from tests.practice.cases import case_of

NUMBERS = [(id, level) for id, each in items().items() if each.make for level in range(each.levels)]
NO_KEY = None  # for a case that is only laid out
FONT = FontProperties(family="DejaVu Sans")


def sheet(labels: dict[str, str], options=None, **more):
    return of_rows(Case(tuple(labels), NO_KEY, "", labels=labels, options=options or {}), **more)


def frames(scene, filling) -> list[tuple[float, float, float, float]]:
    """What each item takes: left, right, top, bottom."""
    found = []
    for item in scene.items:
        if isinstance(item, Blank):
            width, height, left = item.width, item.height, item.x - item.width / 2
        else:
            width, height = width_of(filling.words[item.id], item.size), item.size
            left = item.x - width * {"start": 0, "middle": 0.5, "end": 1}[item.anchor]
        found.append((left, left + width, item.y - height / 2, item.y + height / 2))
    return found


def overlap(one, other) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


@pytest.mark.parametrize("which, level", NUMBERS)
def test_nothing_overlaps_or_leaves_the_sheet(which, level):
    for seed in range(4):
        scene, filling = of_rows(case_of(which, seed, level))
        taken = frames(scene, filling)
        assert scene.width <= WIDTH
        assert all(
            0 <= left and right <= scene.width and 0 <= top and bottom <= scene.height
            for left, right, top, bottom in taken
        )
        assert not any(overlap(one, other) for one, other in combinations(taken, 2))


@pytest.mark.parametrize("which, level", NUMBERS)
def test_blanks_come_in_the_order_in_which_they_are_asked(which, level):
    case = case_of(which, 1, level)
    scene, _ = of_rows(case)
    blanks = [item for item in scene.items if isinstance(item, Blank)]
    assert [blank.name for blank in blanks] == list(case.asks)
    assert [(blank.y, blank.x) for blank in blanks] == sorted((blank.y, blank.x) for blank in blanks)
    assert len({blank.label for blank in blanks}) == len(blanks)
    assert all(item.size >= 13 for item in scene.items if isinstance(item, Text | Blank))


def test_words_are_not_wider_than_they_are_taken_for():
    labels = {
        case_of(which, 1, level).label(name) for which, level in NUMBERS for name in case_of(which, 1, level).asks
    }
    for label in labels | {"w becomes smaller", "swings ever closer", "½ xᵀ Bᵀ Aᵀ A B x = √2"}:
        drawn = TextPath((0, 0), label, size=15, prop=FONT).get_extents().width
        assert drawn <= width_of(label, 15) <= 1.25 * drawn + 6, label


def test_numbers_of_several_examples_are_a_table():
    case = case_of("P1.1", 1, 1)
    table, line = parts_of(case, case.asks)
    assert table == Table(
        "", ("example 1", "example 2", "example 3"), {"ŷ − y": ("e1", "e2", "e3"), "C": ("C1", "C2", "C3")}
    )
    assert line == ("C",)


def test_a_matrix_is_a_table_with_its_name_in_the_corner():
    labels = {f"w{b}{a}": f"W₀₁[{b}, {a}]" for b in range(3) for a in range(2)}
    (table,) = parts_of(Case(tuple(labels), NO_KEY, "", labels=labels), list(labels))
    assert table.corner == "W₀₁" and list(table.rows) == ["row 0", "row 1", "row 2"]
    assert table.columns == ("column 0", "column 1") and table.names == list(labels)


def test_a_table_is_wider_than_four_numbers_nowhere():
    labels = {f"m{k}": f"size of layer {k}" for k in range(9)}
    parts = parts_of(Case(tuple(labels), NO_KEY, "", labels=labels), list(labels))
    assert [len(part.names if isinstance(part, Table) else part) for part in parts] == [4, 4, 1]


def test_many_short_names_stand_side_by_side():
    scene, _ = sheet({f"x{k}": f"x{k}" for k in range(8)})
    assert scene.height < 140 and scene.width < WIDTH


def test_options_stand_in_one_line_if_they_are_few_and_short_else_below_one_another():
    few, _ = sheet({"a": "it"}, {"a": ("falls", "rises")})
    many, _ = sheet({"a": "it"}, {"a": tuple(f"is {k}" for k in range(6))})
    assert [item.in_one_line for item in (few.items[-1], many.items[-1])] == [True, False]
    left, right = few.items[-1].places()
    assert left[1] == right[1] and right[0] + 60 < few.width - SIGN


def test_long_options_stand_below_their_name():
    long = "a sentence that says in many words what somebody may have thought of it"
    scene, _ = sheet({"a": "your choice of all these"}, {"a": (long, long + "!")})
    name, blank = scene.items
    assert blank.y - blank.height / 2 > name.y and scene.width <= WIDTH


@pytest.mark.parametrize(
    "label, words",
    {
        "δ₁[1]": "delta 1, second node",
        "∂C/∂W₀₁[1, 0]": "derivative of the cost by W 0 1, row 1, column 0",
        "∂C/∂w[0]": "derivative of the cost by w 0",
        "ŷ − y of example 2": "y hat minus y of example 2",
        "σ₁'(p₁)": "sigma 1 prime of (p 1)",
        "“rows of W₀₁”": "rows of W 0 1",
        "x₂[9]": "x 2, tenth node",
    }.items(),
)
def test_a_screen_reader_says_names_in_words(label, words):
    assert called("any", label) == words
    assert (
        called("delta1_1") == "delta 1, second node"
        and called("w01_10") == "derivative of the cost by w 0 1, row 1, column 0"
    )
