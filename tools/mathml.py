"""The formulas of the lessons as MathML, which browsers set by themselves: no script and no network is needed."""

import re
from html import escape

from latex2mathml.converter import convert

TAG = re.compile(r"\\tag\{([^}]*)\}")
# What the lessons write, and what the converter knows for the same.
SAME = {r"\cr": r"\\", r"\begin{aligned}": r"\begin{align*}", r"\end{aligned}": r"\end{align*}"}
LEFT = re.compile(r"\\|<mi>&<")  # what the converter does not know, it leaves as it is
BETTER = [
    (re.compile(r' xmlns=""'), ""),
    # the sign of a number: a minus behind an operator, if that does not close something
    (
        re.compile(r"(<mo(?: [^>]*)?>(?!&#x00029;|\]|\))[^<]*</mo>(?:<mspace[^>]*>)?<mo)>(?=&#x02212;)"),
        r'\1 form="prefix">',
    ),
    # a thin space around the name of a function
    (
        re.compile(r"(?<=</mi>)(?=<mi>ln</mi>)|(?<=<mi>ln</mi>)(?!<mo[ >])|(?<=<mi>tanh</mi>)(?!<mo[ >])"),
        '<mspace width="0.17em"/>',
    ),
    # the bars of a length: as high as letters
    (re.compile(r"<mo>(?=&#x02016;)"), '<mo stretchy="false">'),
]


def mathml(latex: str, block: bool) -> str:
    """The formula as HTML: a block, with its number at the right, or in the line. ValueError if it cannot be set."""
    number = TAG.search(latex)
    source = TAG.sub("", latex).strip()
    for ours, theirs in SAME.items():
        source = source.replace(ours, theirs)
    formula = convert(source, xmlns="", display="block" if block else "inline")
    if LEFT.search(formula):
        raise ValueError(f"this formula cannot be set in MathML: {latex}")
    for pattern, better in BETTER:
        formula = pattern.sub(better, formula)
    if not block:
        return formula
    tag = f'<span class="number">({escape(number[1])})</span>' if number else ""
    return f'<div class="formula">{formula}{tag}</div>'
