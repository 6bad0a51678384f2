"""How equations are written: colours by meaning, rounded numbers, and the same in plain text."""

import re

import numpy as np

from bplesson.kit.palette import BACKWARD, FORWARD, MISSING


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


def transposed(symbols: str) -> str:
    """The transpose of a matrix, or a column written as a row."""
    return symbols + r"^{\mathsf{T}}"


def matrix(values) -> str:
    """The rows of numbers (or symbols) between parentheses; of more than six only the first two and the last."""
    rows = [[each if isinstance(each, str) else number(each) for each in _few(row, r"\ldots")] for row in values]
    rows = _few(rows, [r"\vdots"] * len(rows[0]))
    return r"\begin{pmatrix} " + r" \cr ".join(" & ".join(row) for row in rows) + r" \end{pmatrix}"


def _few(values, dots) -> list:
    values = list(values)
    return values if len(values) <= 6 else [*values[:2], dots, values[-1]]


def enclosed(symbols: str) -> str:
    """Parentheses as tall as what they enclose."""
    return rf"\left({symbols}\right)"


def aligned(*lines: str) -> str:
    r"""Equations under one another, aligned at &; they end with \cr, since Markdown eats one half of \\."""
    return "\\begin{aligned}\n" + " \\cr\n".join(lines) + "\n\\end{aligned}"


def line(left: str, *parts: str, sign: str = "=") -> str:
    """left = part = part …, without a part that says the same as the one before it."""
    kept = [part for before, part in zip((left, *parts), parts) if plain(part) != plain(before)] or parts[:1]
    return f"{left} &{sign} " + " = ".join(kept) if kept else f"&{left}"


def number(value: float, digits: int = 3) -> str:
    """`value` to so many significant digits, without trailing zeros; a power of ten where there would be many.

    A whole number below 10,000 is written in full.
    """
    if not np.isfinite(value):
        return r"\text{undefined}" if np.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    mantissa, exponent = f"{value + 0.0:.{digits - 1}e}".split("e")
    if value and not -4 < int(exponent) < 5:
        return rf"{float(mantissa):.{digits}g} \times 10^{{{int(exponent)}}}"
    if float(value).is_integer() and abs(value) < 1e4:
        return str(int(value))
    return f"{float(f'{mantissa}e{exponent}'):.{digits + 4}f}".rstrip("0").rstrip(".")


def factor(value: float, digits: int = 3) -> str:
    """A number inside a product or a difference: in parentheses if it is negative."""
    text = number(value, digits)
    return f"({text})" if text.startswith("-") else text


def times(*values: float) -> str:
    """The product of the numbers, not worked out."""
    return r" \times ".join(map(factor, values)) if len(values) > 1 else number(values[0])


def minus(a: float, b: float) -> str:
    """The difference a - b, not worked out, with as many digits as it takes to see it."""
    digits = 3
    while digits < 12 and abs(float(f"{a:.{digits}g}") - float(f"{b:.{digits}g}") - (a - b)) > 0.01 * abs(a - b):
        digits += 1
    return f"{number(a, digits)} - {factor(b, digits)}"


PARTIAL = r"\partial "
BRACED = r"\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}"  # balanced, up to four braces deep
SIGNS = {"delta": "δ", "Delta": "Δ", "sigma": "σ", "eta": "η", "ast": "*", "times": "×", "odot": "⊙", "cdot": "·",
         "leftarrow": "←", "approx": "≈", "ldots": "…", "vdots": "…", "sum": "Σ", "infty": "∞", "ln": "ln"}  # fmt: skip
PLAIN = [
    (r"\^\{\\mathsf\{T\}\}", "ᵀ"),
    (r"\\begin\{pmatrix\} (.*?) \\end\{pmatrix\}", lambda found: _in_brackets(found[1])),
    (r"\\color\{#\w+\}", ""),
    (rf"\\underset\{{\\text\{{missing\}}\}}\{{\\boxed{BRACED}\}}", r"[\1 missing]"),
    (rf"\\underset{BRACED}\{{\\underbrace{BRACED}\}}", r"[\1: \2]"),
    (r"\\hat\{y\}", "ŷ"),
    (r"(?<![a-z])e\^" + BRACED, r"exp(\1)"),
    (r"\\frac\{1\}\{(\w+)\}", r"1/\1"),
    (rf"\\frac\{{(\\partial \w*|dC)\}}{BRACED}", r"\1/\2"),
    (rf"\\frac{BRACED}{BRACED}", lambda found: _quotient(found[1], found[2])),
    (r"_\{(\w+[+-]\w+)\}", r"_(\1)"),
    (r"\\partial ", "∂"),
    (r"\\text" + BRACED, r"\1"),
    *((rf"\\{name}(?![a-z])", sign) for name, sign in SIGNS.items()),
    (r"\\lVert | \\rVert", "‖"),
    (r"\\(left|right)(?=[()])|\\quad(?![a-z])", ""),
    (r"[{}&]", ""),
    (r"-", "−"),
    (r"\s+", " "),
]


def _in_brackets(matrix: str) -> str:
    """[[1, 2], [3, 4]] from 1 & 2 \\cr 3 & 4."""
    rows = (", ".join(row.split(" & ")) for row in matrix.split(r" \cr "))
    return f"[[{'], ['.join(rows)}]]"


def _quotient(above: str, below: str) -> str:
    """above / below, in parentheses where they are needed."""
    if re.search(r" [+-] ", re.sub(r"\([^()]*\)", "", above)):
        above = f"({above})"
    return f"{above} / {f'({below})' if ' ' in below.replace(PARTIAL, '') else below}"


def plain(latex: str) -> str:
    """The same line in letters and signs, for a reader without typesetting."""
    for pattern, text in PLAIN:
        latex = re.sub(pattern, text, latex)
    return latex.strip()
