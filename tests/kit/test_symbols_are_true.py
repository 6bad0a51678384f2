"""The symbols themselves, as a lesson prints them, say what is true: they are read, and every letter gets its value."""

import re

import numpy as np
import pytest

from bplesson.equations import equation
from bplesson.kit.symbols import plain
from tests.kit.examples import names_and_values
from tests.kit.reader import evaluated
from tests.kit.reference import BY_NAME, Layered, chains

CHAIN = ["3.3", *(f"3.{k}" for k in range(5, 12)), "3.13", "3.14", "3.15"]
LINEAR = ["4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.11"]
BENT = ["5.1", "5.2", "5.4"]


def three_weights(tag: str, seed: int) -> Layered:
    """A network of three layers of weights, as in the printed formulas."""
    rng = np.random.default_rng(seed)
    if tag in CHAIN:
        weights, x, y, _ = chains(1, shortest=3)[0]
        sizes, weights = [1] * 4, [np.reshape(w, (1, 1)) for w in weights * rng.uniform(0.5, 2, 3)]
    else:
        sizes = [2, 3, 4, 2]
        weights = [rng.normal(size=(after, before + (tag == "5.4"))) for before, after in zip(sizes, sizes[1:])]
    names = ["identity"] * 4 if tag in LINEAR else rng.choice([name for name in BY_NAME if name != "relu"], 4).tolist()
    return Layered(weights, names, rng.normal(size=(1, sizes[0])), rng.normal(size=(1, sizes[-1])), tag == "5.4")


def statements(latex: str) -> list[str]:
    """What is said, one equation after the other, without its conditions in words."""
    latex = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|\\quad \\text\{with .*?(?= \\cr|\n)", "", latex)
    latex = latex.replace(" \\cr\n&\\quad ", " ")  # a line that goes on below
    return [part for line in latex.split(" \\cr\n") for part in line.split(r"\qquad") if "=" in part]


def at_layer(i: int, latex: str) -> str:
    """The statement for the weights between layers i and i+1; k is then L - i, and there are N = 3 of them."""
    for letters, value in [("{i,i+1}", f"{{{i}{i + 1}}}"), ("{i+1}", i + 1), ("{L-i}", 2 - i), ("{k+1}", 3 - i),
                           ("_k", f"_{2 - i}"), ("_i", f"_{i}"), ("_N", "_3")]:  # fmt: skip
        latex = latex.replace(letters, str(value))
    return latex


def at_first_node(text: str) -> str:
    """The statement for node 0, where it speaks of nodes that are not summed over."""
    free = set("abcd") - set(re.findall(r"Σ_(\w)", text))
    return re.sub(r"\[([a-d])(?:, ([a-d]))?\]", lambda found: _numbered(found, free), text)


def _numbered(found, free) -> str:
    return f"[{', '.join('0' if each in free else each for each in found.groups() if each)}]"


def compare(latex: str, tag: str, seed: int) -> int:
    """How many parts were found equal to their left sides; an assertion fails at the first that is not."""
    net, compared = three_weights(tag, seed), 0
    values = names_and_values(tag, (*net.case, 0.1))
    values["C[w_01, w_12, w_23]"] = float(net.cost())
    for i in range(3):
        for statement in statements(at_layer(i, latex)):
            left, *parts = at_first_node(plain(statement)).split(" = ")
            for part in parts:
                assert evaluated(part, values).agrees_with(evaluated(left, values).value), (statement, part)
                compared += 1
    return compared


@pytest.mark.parametrize("tag", [*CHAIN, *LINEAR, *BENT])
@pytest.mark.parametrize("seed", range(3))
def test_both_sides_of_the_printed_symbols_are_equal(tag, seed):
    assert compare(equation(tag).latex, tag, seed) >= 3


@pytest.mark.parametrize(
    ("tag", "right", "wrong"),
    [
        ("3.15", "{L-i}", "{k+1}"), ("3.14", "w_{12}", "w_{01}"), ("3.9", "w_{12}", "w_{01}"),
        ("4.7", r"x_i^{\mathsf{T}}", r"x_{i+1}^{\mathsf{T}}"), ("4.2", "[b, a]", "[a, b]"),
        ("4.6", r"^{\mathsf{T}}", ""), ("4.6", "[b, a]", "[a, b]"), ("4.5", "[d, c]", "[c, d]"),
        ("4.4", r"\frac{1}{2} \sum", r"\sum"), ("5.1", r"\odot", ""), ("5.1", "'", ""), ("5.2", "{L-i}", "{k+1}"),
    ],
)  # fmt: skip
def test_a_wrong_letter_is_noticed(tag, right, wrong):
    latex = equation(tag).latex
    assert right in latex
    with pytest.raises((AssertionError, ValueError, IndexError, KeyError, StopIteration)):
        compare(latex.replace(right, wrong), tag, 1)


@pytest.mark.parametrize("in_numbers", [True, False])
def test_4_11_has_the_shape_of_every_factor_under_it(in_numbers):
    net = three_weights("4.11", 0)
    values = names_and_values("4.11", (*net.case, 0.1))
    shown = equation("4.11").with_numbers(*net.case).text if in_numbers else plain(equation("4.11").latex)
    sizes = {f"d_{i}": d for i, d in enumerate(net.sizes)} | {str(d): d for d in range(9)}
    factors = re.findall(r"\[(\S+) × (\S+): ([^\]]+)\]", shown)
    assert len(factors) == 2 + 3 + 4
    for rows, columns, symbols in factors:
        assert evaluated(symbols, values).value.shape == (sizes[rows], sizes[columns])
