"""Every format of a number, with what it writes."""

import numpy as np
import pytest

from bplesson.kit import words


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (words.number, 0.0, "0"), (words.number, -1.2, "−1.20"), (words.number, 0.00123, "0.0012"),
        (words.number, 1234.5, "1234"), (words.number, 1e5, "1.0e5"), (words.number, -3e-7, "−3.0e−7"),
        (words.fitting, -12345.0, "−1.2e4"), (words.fitting, -1.2e-10, "−1e−10"), (words.factor, -0.5, "(−0.500)"),
        (words.factor, 0.5, "0.500"), (words.short, -0.0, "0"), (words.short, -1.2, "−1.2"), (words.short, 2e7, "2e7"),
        (words.short, 2e-5, "2e−5"), (words.hundredths, 0.481, "0.48"), (words.hundredths, 1e-9, "0.00"),
        (words.tenths, 5.8333, "5.8"), (words.tenths, 9.99, "10"), (words.tenths, -0.25, "−0.2"),
        (words.number, -np.inf, "−∞"), (words.number, np.nan, "nan"),
        (words.rounded, -1.5e-5, "−1.5 × 10^−5"), (words.rounded, 1165.0, "1165"), (words.rounded, 2 / 3, "0.667"),
        (words.rounded, np.inf, "∞"), (words.rounded, -np.inf, "−∞"), (words.rounded, np.nan, "undefined"),
        (words.bracketed, "-2", "(-2)"), (words.bracketed, "−2", "(−2)"), (words.bracketed, "2", "2"),
        (words.precise, -0.0, "0"), (words.precise, -0.123456, "−0.12346"), (words.precise, 1.23456e-7, "1.235e−7"),
        (words.precise, 1.23456e12, "1.235e12"), (words.percent, 0.996, "99 %"), (words.percent, 1.0, "100 %"),
        (words.percent, 0.004, "0 %"), (words.percent, 1 - 1e-12, "100 %"), (words.probability, 0.996, "> 99 %"),
        (words.probability, 0.004, "< 1 %"),
        (words.probability, 0.25, "25 %"), (words.seconds, 0.2, "1 s"), (words.seconds, 12.6, "13 s"),
        (words.tick, 0.01, "0.01"), (words.tick, 1e-6, "10⁻⁶"), (words.tick, 1e8, "10⁸"), (words.tick, 100.0, "100"),
        (words.amount, 1234567, "1,234,567"), (words.amount, 23_400_000, "2.3 · 10⁷"),
        (words.power, -12, "10⁻¹²"), (words.cut, "abcdefghijklmn", "abcdefghijk…"), (words.slope_name, 3, "σ₃'(p₃)"),
    ],
)  # fmt: skip
def test_what_a_format_writes(write, value, text):
    assert write(value) == text


def test_a_power_of_ten_is_written_with_as_many_digits_as_there_is_room_for():
    assert [words.precise(-1.23456e-12, letters) for letters in (11, 9, 7)] == ["−1.235e−12", "−1.23e−12", "−1e−12"]


def test_a_change_is_told_with_the_digits_that_it_takes():
    assert words.change(0.5, 0.25) == "from 0.500 to 0.250"
    assert words.change(1.0000001, 1.0) == "from 1.0000001 to 1"
    assert words.change(-3.00000001e-9, -3e-9) == "from −3.00000001e−9 to −3e−9"


def test_a_number_that_is_kept_with_few_digits_stays_a_number():
    assert words.kept(0.0123456, 2) == 0.012 and words.kept(-98765.0, 3) == -98800.0
