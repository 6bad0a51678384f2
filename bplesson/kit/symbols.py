"""How equations are written in LaTeX: colours by meaning, names with their indices, rounded numbers."""

from math import isfinite, isnan

from bplesson.kit import palette
from bplesson.kit.words import significant

SIGMA = r"\sigma"


def coloured(colour: str, symbols: str) -> str:
    """`symbols` in that colour, in a form that every typesetter of notebooks reads the same way."""
    return rf"{{\color{{{colour}}}{{{symbols}}}}}"


def forward(symbols: str) -> str:
    """A forward value, blue."""
    return coloured(palette.FORWARD, symbols)


def backward(symbols: str) -> str:
    """A backward value, green."""
    return coloured(palette.BACKWARD, symbols)


def missing(symbols: str) -> str:
    """The weight that is left out of the product: red, boxed and named, so that colour is not needed to see it."""
    return rf"\underset{{\text{{missing}}}}{{\boxed{{{coloured(palette.MISSING, symbols)}}}}}"


def named(symbols: str, name: str) -> str:
    """A brace under `symbols` with their name below it."""
    return rf"\underset{{{name}}}{{\underbrace{{{symbols}}}}}"


def indices(*each: int | str) -> str:
    """Indices side by side, 01; with a comma between them where one has two digits, 9,10."""
    return ("" if all(len(str(index)) == 1 for index in each) else ",").join(map(str, each))


def sub(name: str, *each: int | str) -> str:
    """`name` with its indices below the line, as words.sub writes it in plain text: x_i, w_{01}."""
    below = indices(*each)
    return f"{name}_{below}" if len(below) == 1 else f"{name}_{{{below}}}"


def w(i: int) -> str:
    """The weight from node i to node i+1."""
    return sub("w", i, i + 1)


def W(i: int) -> str:
    """The weight matrix from layer i to layer i+1."""
    return sub("W", i, i + 1)


def x(i: int | str) -> str:
    """The value x_i of a linear node, blue."""
    return forward(sub("x", i))


def p(i: int | str) -> str:
    """The value p_i before the activation, blue."""
    return forward(sub("p", i))


def q(i: int | str) -> str:
    """The value q_i after the activation, blue."""
    return forward(sub("q", i))


def delta(k: int | str) -> str:
    """The backward value δ_k, green."""
    return backward(sub(r"\delta", k))


def sigma(i: int, argument: str) -> str:
    """σ_i(…)."""
    return f"{sub(SIGMA, i)}({argument})"


def bend(i: int, argument: str | None = None) -> str:
    """The slope σ_i'(p_i)."""
    return f"{sub(SIGMA, i)}'({sub('p', i) if argument is None else argument})"


def entry(name: str, *nodes: int | str) -> str:
    """name[b, a]."""
    return f"{name}[{', '.join(map(str, nodes))}]"


def slope(weight: str) -> str:
    """∂C/∂w."""
    return rf"\frac{{\partial C}}{{\partial {weight}}}"


def transposed(symbols: str) -> str:
    """The transpose of a matrix, or a column written as a row."""
    return symbols + r"^{\mathsf{T}}"


def matrix(rows) -> str:
    """The rows of symbols between parentheses."""
    return r"\begin{pmatrix} " + r" \cr ".join(" & ".join(row) for row in rows) + r" \end{pmatrix}"


def enclosed(symbols: str) -> str:
    """Parentheses as tall as what they enclose."""
    return rf"\left({symbols}\right)"


def aligned(*lines: str) -> str:
    r"""Equations under one another, aligned at &; they end with \cr, since Markdown eats one half of \\."""
    return "\\begin{aligned}\n" + " \\cr\n".join(lines) + "\n\\end{aligned}"


def rounded(value: float) -> str:
    """`value` to three significant digits, as words.rounded writes it in plain text."""
    if not isfinite(value):
        return r"\text{undefined}" if isnan(value) else r"\infty" if value > 0 else r"-\infty"
    digits, exponent = significant(value)
    return rf"{digits} \times 10^{{{exponent}}}" if exponent else digits
