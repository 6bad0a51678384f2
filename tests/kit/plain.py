"""A formula in LaTeX as a line of letters and signs, which the reader of numbers can read."""

import re

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
