"""The equations of lesson 6: twins, and how large the first weights should be."""

from bplesson.kit.equation import Equation
from bplesson.kit.symbols import aligned, delta, entry, p, q, slope
from bplesson.layers.case_equations import flat
from bplesson.start import case_equations as starts


def square(symbols: str) -> str:
    """The mean of the squares of all that is called so."""
    return rf"\text{{mean}}({symbols}^2)"


INTO, OUT_OF = slope("W_{i-1,i}"), slope("W_{i,i+1}")
ARRIVES = f"({slope(q('i'))})"
IN_W = rf"d_i \times {square('W_{i,i+1}')} \times {square(q('i'))}"

# Each: its number, a sentence, its symbols; which networks it speaks of; left side; right side.
EQUATIONS = [
    Equation(
        "6.1",
        "Twins b and c in layer i: the derivatives of all their weights are equal, so they stay twins.",
        rf"{entry(INTO, 'b', 'a')} = {entry(INTO, 'c', 'a')}"
        rf" \qquad {entry(OUT_OF, 'd', 'b')} = {entry(OUT_OF, 'd', 'c')}",
        starts.twins,
        lambda c: flat(c.passes.gradients),
        lambda c: flat(starts.with_nodes_moved(c)),
    ),
    Equation(
        "6.2",
        "Mean squares multiply: nodes, weights, values; on the left over all signs and places of the weights.",
        aligned(
            f"{square(p('i+1'))} &= {IN_W}",
            rf"{square(ARRIVES)} &= d_{{i+1}} \times {square('W_{i,i+1}')} \times {square(delta('L-i'))}",
        ),
        starts.dealt,
        starts.spread_measured,
        starts.spread_by_formula,
    ),
    Equation(
        "6.3",
        "What comes out is as large as what goes in when mean(W²) is 1/d; with ReLU, which halves, when it is 2/d.",
        aligned(
            rf"\text{{identity: }} {square(q('i+1'))} &= {IN_W}",
            rf"&\quad \text{{level for }} {square('W_{i,i+1}')} = \frac{{1}}{{d_i}}",
            rf"\text{{ReLU: }} {square(q('i+1'))} &= \frac{{1}}{{2}} \times {IN_W}",
            rf"&\quad \text{{level for }} {square('W_{i,i+1}')} = \frac{{2}}{{d_i}}",
        ),
        starts.kept,
        starts.kept_measured,
        starts.kept_by_formula,
    ),
]
