"""What an equation is, and how its symbols are written."""

from dataclasses import dataclass

FORWARD = "#0072B2"  # blue: forward values
BACKWARD = "#009E73"  # green: backward values
MISSING = "#D55E00"  # red, and boxed: the weight that is missing from its own derivative (2.12)


@dataclass(frozen=True, repr=False)
class Equation:
    """One numbered equation of the lessons: `says` in a sentence, `latex` in symbols (without its tag)."""

    tag: str
    says: str
    latex: str

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


def rows(*lines: str) -> str:
    r"""Equations under one another, aligned at &; they end with \cr, since Markdown eats one half of \\."""
    return "\\begin{aligned}\n" + " \\cr\n".join(lines) + "\n\\end{aligned}"
