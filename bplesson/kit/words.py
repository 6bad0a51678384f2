"""Numbers, names and products as words: every format of a number stands here, and nowhere else."""

from collections.abc import Sequence
from math import floor, isfinite, isnan, log10

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


# numbers in fixed width: on diagrams, in sentences -------------------------------------------------------------------
def number(value: float, digits: int = 3) -> str:
    """Three significant digits (or more), one fewer below 0.01, with a true minus sign; ∞ and nan as such."""
    value, more = float(value), digits - 3
    if value == 0:
        return "0"
    if 999.5 * 10**more <= abs(value) < 1e4:
        return _tidy(f"{value:.0f}")
    if 1e-2 <= abs(value) < 999.5 * 10**more:
        return _tidy(f"{value:#.{digits}g}".rstrip("."))
    if 1e-3 <= abs(value) < 1e-2:
        return _tidy(f"{value:.{4 + more}f}")
    return _tidy(f"{value:.{1 + more}e}")


def fitting(value: float) -> str:
    """`number` with at most seven letters: the boxes of a diagram are made for these."""
    text = number(value)
    return text if len(text) <= 7 else _tidy(f"{value:.0e}")


def precise(value: float, letters: int = 11) -> str:
    """Up to five significant digits: two more than elsewhere, since small differences matter here.

    A power of ten that would take more `letters` than there is room for is written with fewer digits.
    """
    if 0.01 <= abs(value) < 1e5 or value == 0:
        return _tidy(f"{value or 0.0:.5g}")  # −0 too is written 0
    powers = (_tidy(f"{value:.{places}e}") for places in (3, 2, 1, 0))
    return next(power for power in powers if len(power) <= letters)


def moved(before: float, after: float) -> str:
    """`fitting` for a number that was `before`: with more digits if it takes them to tell the two apart.

    Where seven letters are too few for that it is written ≈ 0.150, if there is room: it has moved by less than is seen.
    """
    if before == after or fitting(before) != fitting(after):
        return fitting(after)
    texts = (number(after, digits) for digits in (4, 5, 6) if number(after, digits) != number(before, digits))
    about = f"≈ {fitting(after)}"
    return next((text for text in texts if len(text) <= 7), about if len(about) <= 7 else fitting(after))


def step_between(value: float) -> str:
    """A round number between two lines of a map, without idle zeros: 0.02, 5e−10."""
    return short(value) if value > 1e-9 else _tidy(f"{value:.0e}")


def change(before: float, after: float) -> str:
    """From one number to the other, with as many digits as it takes to tell them apart."""
    if number(before) != number(after):
        return f"from {number(before)} to {number(after)}"
    digits = next((d for d in range(6, 17) if f"{before:.{d}g}" != f"{after:.{d}g}"), 17)
    return _tidy(f"from {before:.{digits}g} to {after:.{digits}g}")


def kept(value: float, digits: int) -> float:
    """The number that is left of `value` with that many significant digits."""
    return float(f"{value:.{digits}g}")


def _tidy(text: str) -> str:
    """What Python writes, with a true minus sign, and powers of ten without idle signs and zeros: 2e−5, 1.5e12."""
    return text.replace("e-0", "e-").replace("e+0", "e").replace("e+", "e").replace("-", "−").replace("inf", "∞")


# numbers without idle zeros: on stills, beside axes, in equations ----------------------------------------------------
def short(value: float) -> str:
    """At most three significant digits and no idle zeros, with a true minus sign: a still needs no fixed width."""
    return _tidy(f"{round(float(value), 12) + 0.0:.3g}")  # rounding, and −0, are written 0


def hundredths(value: float) -> str:
    """Two places after the point: of a distance on a picture, 0.00 says that there is none to be seen."""
    return _tidy(f"{value:.2f}")


def tenths(value: float) -> str:
    """One place after the point, and none of a whole number: of an average, more would say nothing."""
    return _tidy(f"{value:.1f}".removesuffix(".0"))


def tick(value: float, _=None) -> str:
    """A power of ten beside an axis as it is written by hand, 0.01: drawn ten times faster than 10 with an exponent."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if 9e-6 < value < 9e4 else power(round(log10(value)))


def power(exponent: int) -> str:
    """10 to that power, in letters that need no typesetting: a tenth of its time."""
    return "10" + str(exponent).translate(SUPERSCRIPTS)


def amount(value: int) -> str:
    """A whole number in groups of three digits; a power of ten from ten millions on."""
    if value < 10**7:
        return f"{value:,}"
    mantissa, exponent = f"{value:.1e}".split("e+")
    return f"{mantissa} · {power(int(exponent))}"


def significant(value: float) -> tuple[str, int]:
    """Three significant digits without idle zeros, and the power of ten that goes with them: ("1.5", -5), else 0.

    A whole number below 10,000 is written in full.
    """
    mantissa, exponent = f"{value + 0.0:.2e}".split("e")
    if value and not -4 < int(exponent) < 5:
        return f"{float(mantissa):.3g}", int(exponent)
    if float(value).is_integer() and abs(value) < 1e4:
        return str(int(value)), 0
    return f"{float(f'{mantissa}e{exponent}'):.7f}".rstrip("0").rstrip("."), 0


def rounded(value: float) -> str:
    """`value` as an equation with numbers has it: three significant digits, 1.5 × 10^−5, ∞ or undefined."""
    if not isfinite(value):
        return "undefined" if isnan(value) else "∞" if value > 0 else "−∞"
    digits, exponent = significant(value)
    return (f"{digits} × 10^{exponent}" if exponent else digits).replace("-", "−")


# shares and times ----------------------------------------------------------------------------------------------------
def percent(share: float, places: int = 0) -> str:
    """A share in percent; all of it is 100 %, and nothing less that is more than rounding."""
    unit = 10**places
    units = floor(100 * unit * share + 1e-6) if share > 0.99 else round(100 * unit * share)
    return f"{units / unit:.{places}f} %"


def probability(share: float) -> str:
    """A probability in whole percent, and no certainty that is none."""
    return "> 99 %" if share > 0.99 else "< 1 %" if share < 0.01 else percent(share)


def seconds(value: float) -> str:
    """A time to wait, roughly."""
    return f"{max(value, 1):.0f} s"


# products and names --------------------------------------------------------------------------------------------------
def bracketed(text: str) -> str:
    """A number that is already written, as a factor: in brackets if it has a minus sign."""
    return f"({text})" if text.startswith(("-", "−")) else text


def factor(value: float, digits: int = 3) -> str:
    """A number as a factor of a product: negative ones in brackets."""
    return bracketed(number(value, digits))


def product(values: Sequence[float], digits: int = 3) -> str:
    """The product written out with its factors."""
    return " × ".join(factor(value, digits) for value in values)


def sub(name: str, *indices: int) -> str:
    """`name` with its indices below the line: sub("w", 0, 1) is w₀₁."""
    return name + "".join(map(str, indices)).translate(SUBSCRIPTS)


def slope_name(i: int) -> str:
    """The slope of σᵢ where it is taken."""
    return f"{sub('σ', i)}'({sub('p', i)})"


def cut(name: str) -> str:
    """The name of an activation, cut where it is too long for its place."""
    return name if len(name) <= 12 else f"{name[:11]}…"


def enumerated(names: Sequence[str]) -> str:
    """The names as a sentence has them: "a", "a and b", "a, b and c"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
