"""What an equation is: its symbols, its two sides as computations, and the same line with numbers put in."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bplesson.errors import InputError, finite_number, shown
from bplesson.network import Network

FORWARD = "#0072B2"  # blue: forward values
BACKWARD = "#009E73"  # green: backward values
MISSING = "#D55E00"  # red, and boxed: the weight that is missing from its own derivative (2.12)


@dataclass(frozen=True, repr=False)
class Formula:
    """An equation with numbers put in: `latex` to be typeset, `text` for what cannot typeset."""

    latex: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/latex": f"$$ {self.latex} $$", "text/plain": self.text}


@dataclass(frozen=True, repr=False)
class Equation:
    """One numbered equation of the lessons: `says` in a sentence, `latex` in symbols (without its tag).

    Its methods take a network, its examples x (n, d_0) and y (n, d_N), and η; they raise InputError for a network that
    the equation does not speak of.
    """

    tag: str
    says: str
    latex: str
    case: Callable  # (network, x, y, eta) to what the three below compute with
    one_way: Callable
    another_way: Callable
    lines: Callable

    def left(self, network: Network, x, y, eta: float = 0.1) -> float | np.ndarray:
        """The left side: what the engine, or a nudge of the weights, gives."""
        return _plain_number(self.one_way(self._case(network, x, y, eta)))

    def right(self, network: Network, x, y, eta: float = 0.1) -> float | np.ndarray:
        """The right side: what the symbols say, computed without the backward pass."""
        return _plain_number(self.another_way(self._case(network, x, y, eta)))

    def check(self, network: Network, x, y, eta: float = 0.1) -> bool:
        """Whether the two sides agree; some are measured by nudges, hence to seven digits."""
        left, right = self.left(network, x, y, eta), self.right(network, x, y, eta)
        return bool(np.allclose(left, right, rtol=1e-7, atol=1e-9 * max(1.0, np.abs(left).max())))

    def with_numbers(self, network: Network, x, y, eta: float = 0.1) -> Formula:
        """The equation with the numbers of this network put in, rounded to three digits."""
        lines = self.lines(self._case(network, x, y, eta))
        latex = lines[0].replace(" &= ", " = ") if len(lines) == 1 else aligned(*lines)
        return Formula(latex, "; ".join(plain(line) for line in lines))

    def _case(self, network, x, y, eta):
        if not isinstance(network, Network):
            raise InputError(f"network: expected a Network, got {shown(network)}")
        x, y = network._examples(x, y)
        case = self.case(network, x, y, finite_number("eta", eta, positive=True))
        if isinstance(case, str):
            raise InputError(f"network: equation ({self.tag}) expects {case}; got {network!r} and {len(x)} examples")
        return case

    def __repr__(self) -> str:
        return f"({self.tag}) {self.says}"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/latex": rf"$$ {self.latex} \tag{{{self.tag}}} $$", "text/plain": repr(self)}


def coloured(colour: str, symbols: str) -> str:
    """`symbols` in that colour, in a form that every typesetter of notebooks reads the same way."""
    return rf"{{\color{{{colour}}}{{{symbols}}}}}"


def forward(symbols: str) -> str:
    """A forward value, blue."""
    return coloured(FORWARD, symbols)


def backward(symbols: str) -> str:
    """A backward value, green."""
    return coloured(BACKWARD, symbols)


def missing(symbols: str) -> str:
    """The weight that is left out of the product: red, boxed and named, so that colour is not needed to see it."""
    return rf"\underset{{\text{{missing}}}}{{\boxed{{{coloured(MISSING, symbols)}}}}}"


def named(symbols: str, name: str) -> str:
    """A brace under `symbols` with their name below it."""
    return rf"\underset{{{name}}}{{\underbrace{{{symbols}}}}}"


def slope(weight: str) -> str:
    """∂C/∂w."""
    return rf"\frac{{\partial C}}{{\partial {weight}}}"


def aligned(*lines: str) -> str:
    r"""Equations under one another, aligned at &; they end with \cr, since Markdown eats one half of \\."""
    return "\\begin{aligned}\n" + " \\cr\n".join(lines) + "\n\\end{aligned}"


def line(left: str, *parts: str) -> str:
    """left = part = part …, leaving out a part that only repeats the one before it."""
    kept = [part for before, part in zip((left, *parts), parts) if part != before]
    return f"{left} &= " + " = ".join(kept)


def number(value: float) -> str:
    """Three significant digits, without trailing zeros; powers of ten where there would be many zeros."""
    if not np.isfinite(value):
        return r"\text{undefined}" if np.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    mantissa, exponent = f"{value:.2e}".split("e")
    if value and not -4 < int(exponent) < 5:
        return rf"{_trimmed(mantissa)} \times 10^{{{int(exponent)}}}"
    return _trimmed(f"{float(f'{value:.3g}'):.6f}")


def factor(value: float) -> str:
    """A number inside a product or a difference: in parentheses if it is negative."""
    return f"({number(value)})" if number(value).startswith("-") else number(value)


def times(*values: float) -> str:
    """The product of the numbers, not worked out."""
    return r" \times ".join(map(factor, values)) if len(values) > 1 else number(values[0])


BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"  # balanced, up to four braces deep
PLAIN = [
    (r"\\color\{#\w+\}", ""),
    (rf"\\underset\{{\\text\{{missing\}}\}}\{{\\boxed{BRACED}\}}", r"[\1 missing]"),
    (rf"\\underset{BRACED}\{{\\underbrace{BRACED}\}}", r"[\1: \2]"),
    (r"\\hat\{y\}", "ŷ"),
    (r"\\frac\{1\}\{(\w+)\}", r"1/\1 "),
    (rf"\\frac\{{(\\partial [Cx]\w*|dC)\}}{BRACED}", r"\1/\2"),
    (rf"\\frac{BRACED}{BRACED}", r"\1 / \2"),
    (r"\\text" + BRACED, r"\1"),
    *((rf"\\{name}(?![a-z]) ?", sign) for name, sign in {"partial": "∂", "delta": "δ", "eta": "η", "ast": "*"}.items()),
    *((rf"\\{name}(?![a-z])", sign) for name, sign in
      {"times": "×", "leftarrow": "←", "ldots": "…", "cdot": "·", "infty": "∞", "ln": "ln", "quad": " "}.items()),
    (r"[{}&]", ""),
    (r"-", "−"),
    (r"\s+", " "),
]  # fmt: skip


def plain(latex: str) -> str:
    """The same line in letters and signs, for a reader without typesetting."""
    for pattern, text in PLAIN:
        latex = re.sub(pattern, text, latex)
    return latex.strip()


def _trimmed(digits: str) -> str:
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits).replace("-0", "0", digits in ("-0", "-0.000000"))


def _plain_number(value) -> float | np.ndarray:
    value = np.asarray(value, dtype=float)
    return float(value) if value.ndim == 0 else value
