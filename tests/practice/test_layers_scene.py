"""Cases on layers on the screen: where their blanks stand, what is shown, and the way to each number."""

import re
from functools import cache

import pytest

import bplesson as bp
from bplesson.kit.record import RECORD
from bplesson.kit.scene import Blank, Box, Text
from bplesson.practice.item import Case, item
from bplesson.practice.sheet_scene import sheet_of
from bplesson.practice.typed import read
from tests.kit.letters import width
from tests.practice.cases import case_of

PASSES = [(which, level) for which in ("P4.1", "P5.1") for level in range(4)]
XOR = [("P5.3", level) for level in range(3)]
NARROW = 583  # what a window of 1024 has room for
HIGH = 20  # what a blank needs there
LETTER = 0.52  # of the size of a text: a letter of names such as δ₁[0]
EVERY = pytest.mark.parametrize("which, level", [*PASSES, *XOR])


SHARE = {"start": 0, "middle": 0.5, "end": 1}  # of a text, at the left of its place


@cache
def sheet(which: str, level: int, seed: int = 0):
    return sheet_of(case_of(which, seed, level))


def blanks(which: str, level: int) -> list[Blank]:
    return [each for each in sheet(which, level)[0].items if isinstance(each, Blank)]


def edges(item) -> tuple[float, float, float, float]:
    return item.x - item.width / 2, item.x + item.width / 2, item.y - item.height / 2, item.y + item.height / 2


def lies_in(inner, outer) -> bool:
    (left, right, top, bottom), (a, b, c, d) = edges(inner), edges(outer)
    return a <= left and right <= b and c <= top and bottom <= d


def box_of(name: str, N: int) -> str:
    """The box in which a number of that name is looked for."""
    letter, layer, b, a = re.fullmatch(r"([a-z]+?)(\d+)_(\d)(\d?)", name).groups()
    if letter == "w":
        return f"port-{name}"
    return f"dpill-{N - int(layer)}-{b}" if letter == "delta" else f"pill-{layer}-{b}"


# where blanks stand --------------------------------------------------------------------------------------------------
@EVERY
def test_each_blank_stands_in_the_box_of_its_number_in_the_order_of_the_passes(which, level):
    case, (scene, _) = case_of(which, 0, level), sheet(which, level)
    boxes = {each.id: each for each in scene.items if isinstance(each, Box)}
    assert [blank.name for blank in blanks(which, level)] == list(case.asks)
    for blank in blanks(which, level):
        assert lies_in(blank, boxes[box_of(blank.name, len(case.network.weights))]), blank.name


@EVERY
def test_blanks_are_large_enough_in_a_small_window_and_nothing_is_cut_off(which, level):
    scene, filling = sheet(which, level)
    found = blanks(which, level)
    assert all(blank.height * min(1, NARROW / scene.width) >= HIGH and blank.width >= 60 for blank in found)
    for k, blank in enumerate(found):
        for other in found[:k]:
            (a, b, c, d), (e, f, g, h) = edges(blank), edges(other)
            assert b <= e or f <= a or d <= g or h <= c, (blank.name, other.name)
    for each in scene.items:
        if isinstance(each, Box | Blank):
            left, right, top, bottom = edges(each)
            assert 0 < left and right < scene.width and 0 < top and bottom < scene.height
        if isinstance(each, Text) and filling.words.get(each.id):
            assert each.size / 2 < each.y < scene.height - each.size / 2, each.id


@EVERY
def test_names_of_numbers_end_before_their_blanks(which, level):
    scene, filling = sheet(which, level)
    for blank in blanks(which, level):
        for text in scene.items:
            words = filling.words.get(text.id, "") if isinstance(text, Text) else ""
            if not words or abs(text.y - blank.y) > blank.height / 2:
                continue
            long = LETTER * text.size * len(words)
            left, right, *_ = edges(blank)
            start = text.x - SHARE[text.anchor] * long
            assert start + long <= left + 2 or start >= right, (words, blank.name)


@EVERY
def test_no_two_texts_stand_upon_each_other(which, level):
    scene, filling = sheet(which, level)
    lines = [
        (each, filling.words[each.id]) for each in scene.items if isinstance(each, Text) and each.id in filling.words
    ]
    reach = [(text.x - SHARE[text.anchor] * width(words, text.size), text, words) for text, words in lines if words]
    for k, (left, text, words) in enumerate(reach):
        for start, other, said in reach[:k]:
            if abs(text.y - other.y) < text.size / 1.2:
                apart = left + width(words, text.size) <= start or start + width(said, other.size) <= left
                assert apart, (words, said)


# what is shown -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which, level", PASSES)
def test_what_is_given_is_shown_and_nothing_else(which, level):
    case, (scene, filling) = case_of(which, 0, level), sheet(which, level)
    ids = {each.id for each in scene.items}
    shown = {id for id, words in filling.words.items() if id in ids and re.fullmatch(r"[−\d.]+", words)}
    given = {re.sub(r"^delta", "d", name) for name in case.shown}
    weights = {name for name in shown if name.startswith("w")}
    assert len(weights) == sum(W.size for W in case.network.weights)
    numbers = {id for id in shown - weights if not id.startswith("always") and "v-0-" not in id}
    assert len(numbers) == len(given) and not any(id.startswith("g") for id in numbers)
    assert not ids & {"cost", "cost-box", "story-1", "dpill-0-0"}
    assert ("∂C/∂W₁₂" in filling.words.values()) == any(name.startswith("w12") for name in case.asks)


@pytest.mark.parametrize("which, level", XOR)
def test_weights_that_are_asked_for_are_not_shown(which, level):
    case, (scene, filling) = case_of(which, 0, level), sheet(which, level)
    ids = {each.id for each in scene.items}
    assert set(case.shown) <= ids and not set(case.asks) & ids
    assert all(read("", filling.words[name]).fits(value) for name, value in case.shown.items())
    assert not any(id.startswith(("dpill", "g0", "g1")) for id in ids)


@EVERY
def test_a_case_is_told_without_names_of_the_code_and_ends_with_its_question(which, level):
    case = case_of(which, 0, level)
    assert case.says.endswith("?") and "Asked" not in case.says
    assert not re.search(r"(x|p|q|w|delta)\d", case.says)
    assert all(f"{name} ({case.label(name)})" in case.task for name in case.asks)


def test_what_a_screen_reader_says():
    labels = {blank.name: blank.label for blank in blanks("P5.1", 3)}
    assert labels["delta1_1"] == "delta 1, second node" and labels["q2_0"] == "q 2, first node"
    assert labels["w01_10"] == "derivative by W 0 1, second row, first column"
    labels = {blank.name: blank.label for blank in blanks("P5.3", 2)}
    assert labels["w01_12"] == "W 0 1, second row, third column, the bias"
    assert len(set(labels.values())) == len(labels)


# ways ----------------------------------------------------------------------------------------------------------------
def test_the_factors_of_every_way_make_the_right_number():
    for which, level in PASSES:
        for case in (case_of(which, seed, level) for seed in range(4)):
            assert set(case.ways) == set(case.asks)
            for name, way in case.ways.items():
                assert read(name, way.factors).fits(case.right[name]), (which, level, name, way)
                assert re.search(r"\([45]\.\d\)\.$", way.rule)


def test_the_ways_of_the_lessons():
    case = case_of("P4.1", 3, 0)  # W₀₁ is (2, −1), (2, 1), W₁₂ is (−2, −2), (−3, −2), x₀ = (2, 3), δ₀ = (5, −1)
    assert case.ways["delta1_0"].rule == ("Column 0 of W₁₂, the weights that leave the node, times δ₀, added up (4.6).")
    assert case.ways["delta1_0"].factors == "(−2) · 5 + (−3) · (−1)"
    assert case.ways["w01_01"].factors == "(−7) · 3"
    case = case_of("P5.1", 0, 3)
    assert case.ways["p1_0"].factors == "1 · (−2) + (−2) · 2 + 3"
    assert case.ways["q2_0"].factors == "0.1 · (−28)" and case.ways["q1_0"].factors == "(−3) · (−3)"
    assert case.ways["delta0_0"].factors == "(−2.8 − 17.2) · 0.1"
    assert case.ways["delta1_0"].factors == "((−3) · (−2) + 3 · (−1)) · (−6)"
    assert case.ways["w01_02"].factors == "(−18) · 1" and "always 1" in case.ways["w01_02"].rule


def test_xor_is_worked_out_exactly_behind_given_hidden_nodes_and_otherwise_no_number_is_given_away():
    for seed in range(30):
        case = item("P5.3").case(seed, 0)
        assert set(case.ways) == set(case.asks) and case.ways["w12_02"].factors == ""
        for name in ("w12_00", "w12_01"):
            assert read(name, case.ways[name].factors).fits(case.right[name])
    for level in (1, 2):
        case = case_of("P5.3", 0, level)
        assert set(case.ways) == set(case.asks) and not any(way.factors for way in case.ways.values())
        assert all("(5.4)" in way.rule for way in case.ways.values())


# on the screen -------------------------------------------------------------------------------------------------------
def with_slip(case: Case) -> dict[str, float]:
    """δ₁[0] is off, and the first row of derivatives follows from it."""
    slip = case.right["delta1_0"] + 20
    return case.right | {"delta1_0": slip} | {f"w01_0{a}": slip * case.x[0, a] for a in range(2)}


def test_right_answers_slips_and_hints_on_the_diagram():
    practice = bp.practice("P4.1", seed=3, level=3)
    assert practice.answer(**practice.case.right).ok
    assert {sign for sign, _ in practice._filling()[0].judged.values()} == {"✓"}
    practice.answer(**with_slip(practice.case))
    signs = {name: sign for name, (sign, _) in practice._filling()[0].judged.items()}
    assert signs["delta1_0"] == "✗" and signs["w01_00"] == signs["w01_01"] == "(✓)"
    practice.hint()
    assert "Hint: δ₁[0]: Column 0 of W₁₂" in practice._notice()
    assert practice._still().png()


def test_a_wrong_xor_is_told_in_words_signs_no_box_and_counts_as_a_try():
    practice = bp.practice("P5.3", level=2)
    before = len(RECORD.attempts)
    verdict = practice.answer(**dict.fromkeys(practice.blanks, 1))
    assert not verdict.ok and verdict.says.startswith("For (") and practice._filling()[0].judged == {}
    assert verdict.says.split(".")[0] in practice._notice()
    practice.hint()
    assert "Hint: W₀₁[0, 0]: What is added to node 0" in practice._notice()
    assert [(each.skill, each.ok) for each in RECORD.attempts[before:]] == [("P5.3", False)]
    assert practice.answer(**practice.case.right).ok and practice._filling()[0].judged["w01_00"][0] == "✓"
