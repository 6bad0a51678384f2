"""Numbers as people type them."""

import numpy as np
import pytest

from bplesson.errors import InputError
from bplesson.practice.typed import read

TYPED = {
    "1/3": 1 / 3, "-1/3": -1 / 3, "−2·3": -6, "−2,5": -2.5, "2 * -3": -6, " 0.5 ": 0.5, "½": 0.5, "−½": -0.5,
    "1e-3": 0.001, "(1 − 3) × 2": -4, "+4": 4, "--4": 4, ".5": 0.5, "3.": 3, "1 + 2 * 3": 7, "6/2/3": 1, "–7": -7,
}  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_a_number_is_read_as_it_is_typed(text):
    assert read("x1", text).value == pytest.approx(TYPED[text], abs=1e-12)


@pytest.mark.parametrize("empty", [None, ..., "", "  "])
def test_nothing_typed_is_no_number(empty):
    assert read("x1", empty) is None


BAD = ["abc", "1/0", "nan", "inf", "1,2,3", "2x", "()", "1 2", "2**3", "__import__('os')", "9" * 70, "1e999", "(" * 50]


@pytest.mark.parametrize(
    "bad", [*BAD, float("nan"), np.inf, True, [1, 2], 1j, np.array([1.0, 2.0]), {}, b"1", object()]
)
def test_what_is_no_number_is_said_with_the_name_of_its_box(bad):
    with pytest.raises(InputError, match="^delta1: expected "):
        read("delta1", bad)


@pytest.mark.parametrize("given", [3, 3.0, np.float32(3), np.int64(3), np.array(3.0), np.array([3.0])])
def test_numbers_of_python_and_numpy_are_taken(given):
    assert read("x1", given).value == 3.0


@pytest.mark.parametrize(
    "typed, true, right",
    [
        ("0.33", 1 / 3, True), ("0.3", 1 / 3, False), ("0.34", 1 / 3, False), ("-0.67", -2 / 3, True),
        ("0.67", -2 / 3, False), ("12", 12.4, True), ("12", 13, False), ("12.5", 12.5, True), ("1.2e2", 123, True),
        (0.5, 0.504, True), (0.5, 0.51, False), (1.0, 1.04, True), ("2", 2, True), ("2", 3, False), ("0", 0.004, False),
        ("0", 0, True), ("1/3", 1 / 3, True), ("1/3", 0.33, False), ("0,125", 0.125, True), ("100", 101, False),
    ],
)  # fmt: skip
def test_a_number_may_be_rounded_to_two_digits_or_to_a_whole_one(typed, true, right):
    assert read("x1", typed).fits(true) is right
