"""A practice without a browser: what it takes, what it says, how its level moves, and that nothing of it stays."""

import gc
import html
import re

import numpy as np
import pytest
from ipywidgets import Widget
from matplotlib.figure import Figure

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import RECORD, Record
from bplesson.practice import item as drawn
from bplesson.practice.item import Case, item, items
from bplesson.practice.practice import Practice

FAILED = "The checker itself failed, which says nothing about your answer"


@pytest.fixture(autouse=True)
def record(monkeypatch):
    """The attempts of this test alone."""
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    return RECORD


@pytest.fixture
def chain():
    """δ₁ = −6, δ₂ = −24 and the derivatives −48, 36, −72 are asked."""
    return bp.practice("P2.1", seed=3, level=1)


def sentence(practice) -> str:
    """What stands under the diagram, as it is read."""
    return html.unescape(re.sub("<[^>]*>", "", practice._sentence.value))


def type_in(practice, **texts) -> None:
    """Type into boxes as the browser does: it sends the texts of all of them."""
    practice._diagram.typed = practice._diagram.typed | texts


def signs(practice) -> dict[str, str]:
    """The sign in each box that has one."""
    return {name: sign for name, (sign, _) in practice._diagram.filling["judged"].items()}


# what is taken -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "arguments, said",
    [
        (("P9.9",), "item: expected one of"),
        ((2.1,), "item: expected a number such as 'P2.1', got 2.1"),
        ((None,), "item: expected a number such as"),
        (("P2.4",), "item: P2.4 asks for a function, which is checked by bp.check('P2.4', …)"),
        (("P2.1", -1), "seed: expected a whole number from 0 up, got -1"),
        (("P2.1", 1.5), "seed: expected a whole number"),
        (("P2.1", "three"), "seed: expected"),
        (("P2.1", float("nan")), "seed: expected"),
        (("P2.1", None), "seed: expected"),
        (("P2.1", 0, 3), "level: expected one of 0, 1, 2, got 3"),
        (("P2.1", 0, -1), "level: expected one of"),
        (("P2.1", 0, 0.5), "level: expected one of"),
        (("P2.1", 0, "hard"), "level: expected one of"),
        (("P2.1", 0, None), "level: expected one of"),
    ],
)
def test_an_item_a_seed_or_a_level_that_is_none_is_refused(arguments, said):
    with pytest.raises(InputError) as problem:
        bp.practice(*arguments)
    assert str(problem.value).startswith(said)


@pytest.mark.parametrize("name, value", [("seed", -1), ("seed", 0.5), ("seed", "a"), ("level", 7), ("level", "1")])
def test_what_is_refused_later_leaves_the_case_as_it_was(chain, name, value):
    before = repr(chain), chain._sheet
    type_in(chain, delta1="-6")
    with pytest.raises(InputError, match=f"^{name}: expected"):
        setattr(chain, name, value)
    assert (repr(chain), chain._sheet) == before and chain.typed == {"delta1": "-6"}
    assert (chain.seed, chain.level) == (3, 1)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1j, True, [1, 2], "one", "1/0", "2+", "1" * 61, {}])
def test_an_answer_in_code_that_is_no_number_is_refused_and_nothing_has_changed(chain, record, number):
    chain.answer(delta1=-6)
    count = len(record.attempts)
    with pytest.raises(InputError, match="^delta1: expected"):
        chain.answer(delta1=number)
    assert chain.typed == {"delta1": "-6"} and len(record.attempts) == count


def test_an_answer_for_what_is_not_asked_is_refused_with_what_is(chain):
    for name in ("x1", "delta0", "nonsense"):
        with pytest.raises(InputError, match=f"^answer: expected one of 'delta1', .*'w23', got '{name}'"):
            chain.answer(**{name: 1})


@pytest.mark.parametrize("typed", ["abc", "nan", "1/0", "--", "2 3", "δ", "−", "1" * 200, "<b>2</b>", "open('a')"])
def test_a_text_in_a_box_that_is_no_number_is_said_to_be_none_and_all_others_are_judged(chain, record, typed):
    type_in(chain, delta1=typed, delta2="-24")
    verdict = chain.check()
    assert not verdict.ok and verdict.mistakes == () and record.attempts == []
    assert verdict.says.startswith("δ₁: expected a number")
    assert signs(chain) == {"delta1": "?", "delta2": "✓"}
    assert "<b>2" not in chain._sentence.value and "wrong" not in verdict.says


@pytest.mark.parametrize("empty", ["", " ", "\t \u00a0"])
def test_empty_boxes_and_boxes_of_spaces_are_the_same(chain, record, empty):
    type_in(chain, **dict.fromkeys(chain.blanks, empty))
    assert chain.check().says == "Nothing is filled in yet." and record.attempts == []
    assert signs(chain) == {}
    type_in(chain, delta1="-6")
    assert chain.check().says == "Right so far; still to come: δ₂, ∂C/∂w₀₁, ∂C/∂w₁₂ and ∂C/∂w₂₃."
    assert signs(chain) == {"delta1": "✓"} and record.attempts == []


def test_numbers_are_read_as_people_type_them():
    case = bp.practice("P2.1", seed=3, level=1)
    for text in ("-6", "−6", "–6", " -6 ", "-6,0", "-6.0", "-12/2", "(−2) · 3", "-2*3", "-6e0", "- 6", "-(2+4)"):
        type_in(case, delta1=text)
        case.check()
        assert signs(case) == {"delta1": "✓"}, text
    fractions = bp.practice("P2.1", seed=3, level=1)
    for text in ("1/3", "−2,5", "0.5", "½"):
        type_in(fractions, delta1=text)
        fractions.check()
        assert signs(fractions) == {"delta1": "✗"}, text


# what is said --------------------------------------------------------------------------------------------------------
def test_right_a_mistake_a_slip_and_a_number_that_is_off():
    practice = bp.practice("P2.1", seed=3, level=1)
    assert practice.answer(**practice.case.right).says == "All 5 are right."
    assert practice.verdict.ok and sentence(practice).startswith("All 5 are right.")
    mistake = practice.answer(**{id: number for id, number in made(practice, "O3").items()})
    assert mistake.mistakes == ("O3",) and not mistake.ok and sentence(practice).startswith(mistake.says)
    slip = practice.answer(delta1=-5, delta2=-20, w01=-40, w12=30, w23=-72)
    assert signs(practice) == {"delta1": "✗", "delta2": "(✓)", "w01": "(✓)", "w12": "(✓)", "w23": "✓"}
    assert "The first number that is off: δ₁." in slip.says
    assert sentence(practice).endswith("(✓) Right, given what came before: δ₂, ∂C/∂w₀₁ and ∂C/∂w₁₂.")
    assert "right, given" in practice._diagram.filling["judged"]["delta2"][1]


def made(practice, id: str) -> dict[str, float]:
    """The numbers that a mistake makes in the case of a practice."""
    numbers = practice.case.key.wrong[id][0]({})
    return {name: numbers[name] for name in practice.blanks}


def test_an_earlier_box_changed_after_a_check_has_all_later_ones_judged_anew():
    practice = bp.practice("P2.1", seed=3, level=1)
    practice.answer(delta1=-5, delta2=-20, w01=-40, w12=30, w23=-72)
    type_in(practice, delta1="-6")
    assert signs(practice) == {"delta2": "✗", "w01": "(✓)", "w12": "✗", "w23": "✓"}
    assert sentence(practice) == "δ₁ changed: press check."
    type_in(practice, delta2="-24")
    assert signs(practice) == {"w01": "✗", "w12": "✗", "w23": "✓"}
    assert sentence(practice) == "δ₁ and δ₂ changed: press check."
    practice.check()
    assert signs(practice) == {"delta1": "✓", "delta2": "✓", "w01": "✗", "w12": "✗", "w23": "✓"}


def test_code_and_boxes_say_the_same():
    answers = (
        {"delta1": -6},
        {"delta1": 6, "w01": "1/3"},
        {"delta1": -5, "delta2": -20},
        {"delta1": 0.1 + 0.2, "w23": np.float64(-72)},
        {"delta1": 1e300},
        {"delta1": 1e-300},
        {"delta1": np.array([-6.0])},
        {"delta1": None, "delta2": ..., "w12": "  "},
    )
    for numbers in answers:
        code, boxes = (bp.practice("P2.1", seed=3, level=1) for _ in range(2))
        verdict = code.answer(**numbers)
        type_in(boxes, **code._diagram.typed)
        assert boxes.check() == verdict == code.case.answer(**numbers)
        assert sentence(boxes) == sentence(code) and signs(boxes) == signs(code)


def test_an_answer_in_code_leaves_the_cursor_where_it_is_and_a_check_on_the_screen_moves_it(chain, monkeypatch):
    gone_to = []
    monkeypatch.setattr(chain._diagram, "go_to", gone_to.append)
    chain.answer(delta1=-6, delta2=5)
    assert gone_to == []
    chain._buttons["check"].click()
    assert gone_to == ["delta2"]
    chain._diagram._handle_custom_msg({"check": "delta1"}, [])
    assert gone_to == ["delta2", "delta2"]
    type_in(chain, **{name: str(number) for name, number in chain.case.right.items()})
    chain._buttons["check"].click()
    assert chain.verdict.ok and len(gone_to) == 2


def test_what_is_typed_in_the_browser_is_added_to_what_stands_in_the_other_boxes(chain):
    chain._diagram._handle_custom_msg({"typed": {"delta1": "-6"}}, [])
    chain._diagram._handle_custom_msg({"typed": {"delta2": "-24"}}, [])
    chain._diagram._handle_custom_msg({"check": "delta2"}, [])
    assert chain.typed == chain._diagram.typed == {"delta1": "-6", "delta2": "-24"}
    assert signs(chain) == {"delta1": "✓", "delta2": "✓"}


def test_what_was_typed_on_the_sheet_before_does_not_come_to_stand_on_the_next_one(chain):
    sheet = chain._diagram.sheet
    chain.another()
    chain._diagram._handle_custom_msg({"typed": {"delta1": "-6"}, "sheet": sheet}, [])
    assert chain.typed == {}
    chain._diagram._handle_custom_msg({"typed": {"delta1": "-6"}, "sheet": chain._diagram.sheet}, [])
    assert chain.typed == {"delta1": "-6"}


# hints, working, levels ----------------------------------------------------------------------------------------------
def test_a_hint_is_the_rule_and_then_the_factors_and_never_the_number(chain):
    type_in(chain, delta1="-6")
    assert chain.hint() is None and sentence(chain) == "Hint: δ₂ = w₁₂ δ₁: the weight that is crossed (2.13)."
    chain.hint()
    assert sentence(chain).endswith("(2.13). Here that is 4 · (−6).") and "24" not in sentence(chain)
    type_in(chain, delta2="4 · (−6)")
    chain.hint()
    assert sentence(chain).startswith("Hint: ∂C/∂w₀₁ = ") and "Here that is" not in sentence(chain)
    type_in(chain, **{name: str(number) for name, number in chain.case.right.items()})
    chain.hint()
    assert sentence(chain) == "Nothing is missing: press check."


def test_the_working_is_shown_and_hidden_and_is_right_in_every_line(chain):
    assert chain._lines.layout.display == "none"
    chain.show_working()
    assert chain._lines.layout.display == "" and chain._lines.value.count("<div>") == 5
    assert chain.working()[1] == "δ₂ = w₁₂ δ₁: the weight that is crossed (2.13). Here: 4 · (−6) = −24."
    chain.show_working()
    assert chain._lines.layout.display == "none"
    chain.show_working()
    chain.another()
    assert chain._lines.layout.display == "none"


def run(practice, *went) -> list[int]:
    """The level after each case that went right (True), wrong (False), or with the working shown ("helped")."""
    levels = []
    for each in went:
        if each == "helped":
            practice.show_working()
        right = practice.case.right
        practice.answer(**(right if each else {name: number + 0.123 for name, number in right.items()}))
        practice.another()
        levels.append(practice.level)
    return levels


def test_two_right_in_a_row_are_a_level_up_and_two_wrong_a_level_down():
    assert run(bp.practice("P2.1"), True, True, True, True, True, True) == [0, 1, 1, 2, 2, 2]
    assert run(bp.practice("P2.1", level=2), False, False, False, False, False, False) == [2, 1, 1, 0, 0, 0]
    assert run(bp.practice("P2.1", level=1), True, False, True, False, True, True) == [1, 1, 1, 1, 1, 2]


def test_the_working_shown_counts_as_help_and_not_as_right():
    assert run(bp.practice("P2.1", level=1), True, "helped", True, "helped", "helped") == [1, 1, 1, 1, 0]


def test_a_case_that_was_not_answered_counts_neither_way():
    practice = bp.practice("P2.1", level=1)
    for _ in range(3):
        practice.another()  # looked at only
        practice.check()  # nothing in it
        practice.another()
        practice.answer(delta1=practice.case.right["delta1"])  # right as far as it goes
        practice.another()
    assert practice.level == 1 and practice.seed == 9


def test_another_one_is_empty_has_other_numbers_and_no_signs(chain):
    chain.answer(delta1=5)
    chain.hint()
    before = chain.case.says
    chain.another()
    assert (chain.seed, chain.typed, chain._diagram.typed, signs(chain), chain.verdict) == (4, {}, {}, {}, None)
    assert chain.case.says != before and chain.case.says in html.unescape(chain._question.value)
    assert sentence(chain).startswith("Fill in the boxes")


# faults of ours ------------------------------------------------------------------------------------------------------
def broken(*given, **named):
    raise ZeroDivisionError("float division by zero")


@pytest.mark.parametrize("typed", [{"delta1": "-6"}, {"delta1": "abc", "delta2": "1"}])
def test_a_checker_that_fails_says_so_and_never_that_the_answer_is_wrong(chain, monkeypatch, record, typed):
    monkeypatch.setattr(drawn, "explain", broken)
    type_in(chain, **typed)
    chain._buttons["check"].click()
    assert FAILED in sentence(chain) and "ZeroDivisionError: float division by zero" in sentence(chain)
    assert "✗" not in signs(chain).values() and "wrong" not in sentence(chain)
    assert record.attempts == []
    chain._buttons["hint"].click()
    assert sentence(chain).startswith("Hint: δ₁ = ")
    chain._buttons["another"].click()
    assert chain.seed == 4 and chain.level == 1


def test_a_checker_that_fails_says_so_in_code_too(chain, monkeypatch, record):
    monkeypatch.setattr(drawn, "explain", broken)
    verdict = chain.answer(delta1=-6)
    assert not verdict.ok and verdict.says.startswith(FAILED) and record.attempts == []


def test_a_record_that_cannot_be_written_takes_no_verdict_away(chain, record, tmp_path):
    (tmp_path / "folder").mkdir()
    record.go_on_with(tmp_path / "folder" / "mine.json")
    (tmp_path / "folder" / "mine.json").unlink()
    (tmp_path / "folder").rmdir()
    type_in(chain, delta1="6")
    chain._buttons["check"].click()
    assert signs(chain) == {"delta1": "✗"} and "its sign is turned round" in sentence(chain)
    assert "It could not be kept in mine.json" in sentence(chain)


# the same each time, and nothing left --------------------------------------------------------------------------------
@pytest.mark.parametrize("which", [id for id, each in items().items() if each.make])
def test_repr_and_still_are_the_same_each_time(which):
    one, other = (bp.practice(which, seed=5) for _ in range(2))
    assert repr(one) == repr(other) and "0x" not in repr(one)
    assert repr(one).startswith(f"{which}, {item(which).skill}: ") and "\n" not in repr(one)
    assert one._still().png() == other._still().png()
    assert one._diagram.scene == other._diagram.scene
    said = [part["label"] for part in one._diagram.scene["items"] if part["kind"] == "blank"]
    assert len(said) == len(set(said)) == len(one.blanks) and all(said)  # each box has a name of its own
    names = [part["name"] for part in one._diagram.scene["items"] if part["kind"] == "blank"]
    assert tuple(names) == one.blanks  # Tab goes in the order of the passes


def test_a_practice_is_shown_as_a_widget_a_picture_and_one_line(chain):
    bundle = chain._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert bundle["text/plain"] == repr(chain)


def test_thirty_practices_made_and_closed_leave_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def alive():
        gc.collect()
        kinds = (Widget, Figure, Practice, Case)
        return [sum(isinstance(each, kind) for each in gc.get_objects()) for kind in kinds]

    def used(seed):
        practice = bp.practice("P2.1", seed=seed, level=seed % 3)
        if seed % 10 == 0:
            practice._repr_mimebundle_()  # with its picture
        practice.answer(**practice.case.right)
        practice.hint()
        practice.show_working()
        practice.another()
        practice.close()

    used(0)
    before = alive()
    for seed in range(30):
        used(seed)
    assert alive() == before and list(tmp_path.iterdir()) == []


# choices -------------------------------------------------------------------------------------------------------------
def test_a_choice_is_answered_with_the_number_of_its_option():
    practice = bp.practice("P1.2")
    (choice,) = (part for part in practice._diagram.scene["items"] if part.get("name") == "choice")
    smaller, larger = practice.case.options["choice"]
    assert choice["options"] == (smaller, larger) and f"[1: {smaller}; 2: {larger}]" in practice.case.task
    right = int(practice.case.right["choice"])
    type_in(practice, choice=str(right))
    practice.check()
    assert signs(practice)["choice"] == "✓"
    type_in(practice, choice=str(3 - right))
    practice.check()
    assert signs(practice)["choice"] == "✗" and practice.verdict.mistakes == ("U1",)
