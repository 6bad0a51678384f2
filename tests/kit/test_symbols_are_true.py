"""The symbols themselves, as a lesson prints them, say what is true: they are read, and every letter gets its value."""

import re

import numpy as np
import pytest

from bplesson.equations import equation
from tests.kit.examples import example, names_and_values
from tests.kit.plain import plain
from tests.kit.reader import evaluated
from tests.kit.reference import BY_NAME, Layered, chains

LINEAR_CHAIN = [f"2.{k}" for k in (*range(2, 8), 9, 10, *range(12, 16))]
CHAIN = ["3.3", *(f"3.{k}" for k in range(5, 12)), "3.13", "3.14", "3.15"]
LINEAR = ["4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.11"]
BENT = ["5.1", "5.2", "5.4"]


def three_weights(tag: str, seed: int) -> Layered:
    """A network of three layers of weights, as in the printed formulas."""
    rng = np.random.default_rng(seed)
    if tag in LINEAR_CHAIN + CHAIN:
        weights, x, y, _ = chains(1, shortest=3)[0]
        sizes, weights = [1] * 4, [np.reshape(w, (1, 1)) for w in weights * rng.uniform(0.5, 2, 3)]
    else:
        sizes = [2, 3, 4, 2]
        weights = [rng.normal(size=(after, before + (tag == "5.4"))) for before, after in zip(sizes, sizes[1:])]
    bent = rng.choice([name for name in BY_NAME if name != "relu"], 4).tolist()
    names = ["identity"] * 4 if tag in LINEAR_CHAIN + LINEAR else bent
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


@pytest.mark.parametrize("tag", [*LINEAR_CHAIN, *CHAIN, *LINEAR, *BENT])
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


def test_4_11_has_the_shape_of_every_factor_under_it():
    net = three_weights("4.11", 0)
    values = names_and_values("4.11", (*net.case, 0.1))
    sizes = {f"d_{i}": d for i, d in enumerate(net.sizes)} | {"1": 1}
    factors = re.findall(r"\[(\S+) × (\S+): ([^\]]+)\]", plain(equation("4.11").latex))
    assert len(factors) == 2 + 3 + 4
    for rows, columns, symbols in factors:
        assert evaluated(symbols, values).value.shape == (sizes[rows], sizes[columns])


@pytest.mark.parametrize(("tag", "every"), [("2.11", 1), ("3.12", 2)])
def test_the_backward_chains_of_2_11_and_3_12_are_the_deltas(tag, every):
    net = three_weights("2.10" if tag == "2.11" else "3.11", 1)
    values = names_and_values(tag, (*net.case, 0.1))
    lines = plain(equation(tag).latex.replace(" \\cr\n", ";")).removeprefix("\\beginaligned ").split(";")
    chains = [evaluated(line.removesuffix("\\endaligned"), values) for line in lines]
    assert len(chains) == 4 * every
    for k, chain in enumerate(chains[every - 1 :: every]):
        assert chain.agrees_with(values[f"δ_{k}"])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("tag", ["1.3", "1.9", "1.10", "1.12"])
def test_the_printed_symbols_of_lesson_1_are_true(tag, seed):
    values = names_and_values(tag, example(tag, seed))
    for statement in statements(equation(tag).latex):
        left, right = plain(statement).split(" = ")
        assert evaluated(right, values).agrees_with(evaluated(left, values).value), statement


@pytest.mark.parametrize("seed", range(3))
def test_2_17_goes_to_the_weights_after_a_step(seed):
    case = example("2.17", seed)
    N, after = len(case[0].weights), equation("2.17").left(*case)
    values = names_and_values("2.17", case)
    for i in range(N):
        latex = equation("2.17").latex.replace("{i,i+1}", f"{{{i}{i + 1}}}").replace("{L-i}", str(N - 1 - i))
        _, symbols = plain(latex.replace("x_i", f"x_{i}")).split(" ← ")
        assert evaluated(symbols, values).agrees_with(after[i])


@pytest.mark.parametrize("seed", range(2))
def test_4_10_every_derivative_is_that_of_the_cost_before_it(seed):
    case = example("4.10", seed)
    values, compared = names_and_values("4.10", case), 0
    for line in equation("4.10").latex.split("\n")[1:-1]:
        cost, *derivatives = plain(line.removesuffix(r" \cr")).split(r"\qquad")
        for statement in derivatives:
            name, symbols = statement.split(" = ")
            name = name.strip().replace("∂C/", f"∂({cost.removeprefix('C = ').strip()}) / ")
            if name in values:
                assert evaluated(symbols, values).agrees_with(values[name])
                compared += 1
    assert compared == (4 if len(case[0].weights) == 2 else 2)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tag", ["6.2", "6.3"])
def test_the_printed_mean_squares_of_lesson_6_are_true(tag, seed):
    case = example(tag, seed)
    values, network, compared = names_and_values(tag, case), case[0], 0
    for i, sigma in enumerate(network.activations[1:]):
        latex = equation(tag).latex
        for letters, value in [("{i,i+1}", f"{{{i}{i + 1}}}"), ("{i+1}", i + 1), ("_i", f"_{i}"),
                               ("{L-i}", len(network.weights) - 1 - i)]:  # fmt: skip
            latex = latex.replace(letters, str(value))
        for statement in statements(re.sub(r" \\cr\n&\\quad .*?(?= \\cr|\n)", "", latex)):
            whose, _, statement = plain(statement).rpartition(": ")
            if whose.lower() in ("", sigma.name.lower()):
                left, right = statement.split(" = ")
                left = left.replace(f"q_{i + 1}", f"σ_{i + 1}(p_{i + 1})") if whose else left
                assert evaluated(right, values).agrees_with(values[left.strip()]), statement
                compared += 1
    assert compared >= len(network.weights)
