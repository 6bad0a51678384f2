"""The boxes of the explorers: numbers as people write them, and what is held to its last digit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bplesson as bp
from bplesson.kit.controls import Knob
from bplesson.kit.number_box import ROOM, brief, read_number, written
from tests.kit.test_left_behind import MAKERS

READ = {
    "0,5": 0.5,
    " 0.5 ": 0.5,
    ",5": 0.5,
    "-0,25": -0.25,
    "−0.25": -0.25,
    "+3": 3.0,
    "5.": 5.0,
    "1e-3": 0.001,
    "1,5E2": 150.0,
    "0,125": 0.125,
    "- 2": -2.0,
}
NOT_READ = ["", "abc", "1,250", "-12,500,000", "1.2.3", "1,2,3", "1.000,5", "0x10", "1_000", "2*3", "__import__('os')"]
NOT_READ += ["inf", "nan", "--1", "e5", "½"]


@pytest.mark.parametrize("text", READ)
def test_a_decimal_comma_a_true_minus_and_a_power_of_ten_are_understood(text):
    assert read_number("w", text) == READ[text]
    explorer = bp.ChainExplorer(weights=[0.7, 1.0, 1.0])
    explorer._controls["w01"].box.text = text
    assert explorer.w01 == READ[text] and "cannot be done" not in explorer._sentence.value
    assert explorer._controls["w01"].box.text == written(READ[text])


@pytest.mark.parametrize("text", NOT_READ)
def test_what_cannot_be_read_is_told_in_a_sentence_and_the_box_shows_what_is_held(text):
    explorer = bp.ChainExplorer(weights=[0.7, 1.0, 1.0])
    box = explorer._controls["w01"].box
    for _ in range(2):
        box.text = text
        assert "<b>That cannot be done.</b> w₀₁: expected a number " in explorer._sentence.value
        assert explorer.w01 == 0.7 and box.text == "0.7"
        box.text = "0.70"  # the same number, in other words
        assert explorer.w01 == 0.7 and box.text == "0.7"


@given(st.floats(-1e6, 1e6))
def test_a_box_says_every_digit_of_its_number_without_a_power_of_ten(number):
    assert "e" not in written(number) and read_number("w", written(number)) == number


@given(st.floats(-1e6, 1e6))
def test_what_stands_in_a_box_is_the_number_rounded_to_what_it_has_room_for(number):
    said = brief(written(number))
    if said == "":
        assert 0 < abs(number) <= 0.5 * 10.0 ** -(ROOM - 3)
        return
    places = max(0, ROOM - len(f"{number:.0f}."))
    assert len(said) <= ROOM + 1 and abs(float(said) - number) <= 0.5 * 10.0**-places * (1 + 1e-9)


def test_a_step_leaves_no_box_with_digits_that_are_cut_off():
    explorer = bp.SlopeExplorer("parabola", w=-1.0, eta=0.2)
    for _ in range(2):
        explorer.step()
    box = explorer._controls["w"].box
    assert explorer.w != -0.28 and box.value == explorer.w and box.brief == "-0.28"
    box.text = "a half"
    assert box.brief == "-0.28"
    assert brief("a half") == brief("0.000001") == "" and brief("0") == "0" and brief("-123456.789") == "-123457"


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_every_box_of_every_explorer_takes_a_comma_and_shows_what_is_held(make):
    explorer = make()
    for name, knob in explorer._controls.items():
        if not isinstance(knob, Knob):
            continue
        value = round(knob.low + 0.3 * (knob.high - knob.low) + (0 if knob.step >= 1 else 0.0625), 4)
        value = round(value) if knob.step >= 1 else value
        knob.box.text = str(value).replace(".", ",") + ("" if knob.step >= 1 else "0")
        assert getattr(explorer, name) == pytest.approx(value, abs=1e-3 if name == "log_h" else 0)
        assert knob.box.value == getattr(explorer, name) and "," not in knob.box.text


def test_a_box_shows_what_is_held_to_the_last_digit_and_changes_nothing_by_that():
    explorer = bp.ChainExplorer()
    for value in (0.12345678, 123456.789012345, -1e-7, 1 / 3):
        explorer.w01 = value
        assert explorer._controls["w01"].box.value == explorer.w01 == value
    explorer.step()
    held, box = explorer._point(), explorer._controls["w12"].box
    assert box.value == explorer.w12 != round(explorer.w12, 4)
    box.text = box.text + "0"  # as from a box that was entered and left
    assert explorer._point() == held and explorer.t == 1


def test_a_page_that_is_no_test_image_has_no_number_in_its_box():
    explorer = bp.DrawExplorer()
    explorer.clear()
    box = explorer._controls["example"].box
    assert box.text == "" and explorer.example is None
    box.text = "0"
    assert explorer.example == 0 and np.array_equal(explorer.image, explorer.data[2][0])
