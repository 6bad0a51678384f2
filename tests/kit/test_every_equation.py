"""What holds for every equation: it is tested, can be typeset anywhere, checks itself, and prints true numbers."""

import html
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from runpy import run_path

import numpy as np
import pytest
from markdown_it import MarkdownIt

from bplesson import InputError, Network
from bplesson.equations import EQUATIONS, Formula, equation
from bplesson.kit import palette, symbols
from tests.kit.examples import example, names_and_values
from tests.kit.plain import plain
from tests.kit.reader import evaluated, factors_of
from tools.format_lessons import with_formulas

HERE = Path(__file__).resolve().parent
LESSONS = sorted((HERE.parents[1] / "lessons").glob("*.md"))
OUTLINE = [
    *(f"1.{k}" for k in (1, 3, 4, 5, 8, 9, 10, 12, 13)),
    *(f"2.{k}" for k in (*range(2, 8), *range(9, 18))),
    *(f"3.{k}" for k in (1, 3, *range(5, 16), 17)),
    *(f"4.{k}" for k in range(2, 12)),
    *(f"5.{k}" for k in (1, 2, 3, 4, 6, 7)),
    *(f"6.{k}" for k in (1, 2, 3)),
    "7.2",
]
TYPESETTABLE = {  # in JupyterLab, on GitHub, in VS Code: MathJax without extensions, GitHub's short list, KaTeX
    "frac", "hat", "sum", "ldots", "cdot", "eta", "partial", "ln", "qquad", "ast", "text", "times", "leftarrow",
    "color", "boxed", "underset", "underbrace", "delta", "begin", "end", "cr", "infty",
    "sigma", "Delta", "alpha", "beta", "mathsf", "odot", "lVert", "rVert", "approx", "vdots", "quad", "left", "right",
}  # fmt: skip
IN_NUMBERS = ["2.15", "3.15"]  # as lessons show them
each_equation = pytest.mark.parametrize("tag", EQUATIONS)
each_in_numbers = pytest.mark.parametrize("tag", IN_NUMBERS)


def all_latex(tag: str) -> list[str]:
    """The symbols of an equation, and the same in numbers where it has them."""
    numbers = [equation(tag).with_numbers(*example(tag)).latex] if tag in IN_NUMBERS else []
    return [equation(tag).latex, *numbers]


def test_every_equation_of_the_outline_is_there():
    assert list(EQUATIONS) == OUTLINE


@each_equation
def test_every_equation_has_a_test_of_its_number(tag):
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.parent.glob("*/test_*equations.py"))
    assert re.search(rf"^def test_{tag.replace('.', '_')}_[a-z]\w+\(", tests, re.MULTILINE)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_tag_in_a_lesson_is_an_equation(path):
    assert set(re.findall(r"\\tag\{(.*?)\}", path.read_text(encoding="utf-8"))) <= set(EQUATIONS)


@each_equation
def test_an_equation_says_what_it_is_in_one_sentence(tag):
    says = equation(tag).says
    assert says[0].isupper() and says.endswith(".") and len(says) <= 120
    assert repr(equation(tag)) == f"({tag}) {says}"


@each_equation
def test_latex_uses_only_what_can_be_typeset_everywhere(tag):
    for latex in all_latex(tag):
        assert set(re.findall(r"\\([A-Za-z]+)", latex)) <= TYPESETTABLE
        assert latex.count("{") == latex.count("}") and latex.count("(") == latex.count(")")
        assert latex.count(r"\color") < 50 and r"\tag" not in latex and "$" not in latex


@each_equation
def test_markdown_leaves_the_latex_alone(tag):
    for latex in all_latex(tag):
        rendered = html.unescape(MarkdownIt().render(f"$$\n{latex}\n$$"))
        assert rendered == f"<p>$$\n{latex}\n$$</p>\n"


def test_colours_are_those_of_the_figures_and_the_missing_weight_is_boxed_and_named_too():
    for tag in ("2.12", "2.14", "3.13", "4.11"):
        box = rf"\\underset\{{\\text\{{missing\}}\}}\{{\\boxed\{{\{{\\color\{{{palette.MISSING}\}}\{{[wW]_"
        assert len(re.findall(box, equation(tag).latex)) == equation(tag).latex.count(palette.MISSING) == 3


FILES = ["descent/", "chain/", "layers/", "training/", "start/", "digits/"]


def test_a_colour_that_is_changed_in_the_palette_changes_in_every_formula(monkeypatch):
    old = {name: getattr(palette, name) for name in ("FORWARD", "BACKWARD", "MISSING")}
    new = {"FORWARD": "#111111", "BACKWARD": "#222222", "MISSING": "#333333"}
    for name, colour in new.items():
        monkeypatch.setattr(palette, name, colour)
    modules = [run_path(str(HERE.parents[1] / "bplesson" / f"{file}equations.py")) for file in FILES]
    written = {each.tag: each for module in modules for each in module["EQUATIONS"]}
    assert list(written) == OUTLINE
    for tag, each in written.items():
        latex = equation(tag).latex
        for name, colour in old.items():
            latex = latex.replace(colour, new[name])
        assert each.latex == latex and not set(old.values()) & set(re.findall(r"#\w+", each.latex))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_colour_in_a_lesson_is_one_of_the_palette(path):
    known = {palette.FORWARD, palette.BACKWARD, palette.MISSING}
    other = [
        f"{path.name}, line {k}: {line}"
        for k, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not set(re.findall(r"\\color\{(.*?)\}", line)) <= known
    ]
    assert other == [], "make format writes formulas with a number; the others are to be changed by hand"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_make_format_writes_every_tagged_formula_and_changes_nothing_else(path):
    lesson = path.read_text(encoding="utf-8")
    assert with_formulas(lesson) == lesson
    emptied = re.sub(r"(?s)\$\$( \\small)?((?!\$\$).)*?\\tag\{", r"$$\1 \\tag{", lesson)
    assert (emptied != lesson) == (r"\tag{" in lesson) and with_formulas(emptied) == lesson


def test_make_format_leaves_formulas_without_a_number_alone():
    lesson = "$$ x = 1 $$\n\nand\n\n$$ x = 2 \\tag{2.15} $$\n\nand $y$ and\n\n$$ z \\tag{9.9} $$\n"
    written = f"$$ {equation('2.15').latex} \\tag{{2.15}} $$"
    assert with_formulas(lesson) == lesson.replace("$$ x = 2 \\tag{2.15} $$", written)


@each_equation
@pytest.mark.parametrize("seed", range(6))
def test_check_finds_that_both_sides_agree(tag, seed):
    assert equation(tag).check(*example(tag, seed)) is True


@each_equation
def test_check_finds_an_error_of_a_thousandth_in_either_side(tag):
    right, left = equation(tag).another_way, equation(tag).one_way
    wrong = [
        replace(equation(tag), another_way=lambda c: 1.001 * np.asarray(right(c))),
        replace(equation(tag), one_way=lambda c: 1.001 * np.asarray(left(c))),
    ]
    assert [each.check(*example(tag)) for each in wrong] == [False, False]


def test_check_is_false_where_numbers_overflow():
    assert equation("2.4").check(Network.chain([1e200, 1e200, 1.0]), 1.0, 1.0) is False


@each_equation
def test_an_equation_cannot_be_changed_and_gives_the_same_answer_twice(tag):
    case = example(tag)
    assert np.array_equal(equation(tag).left(*case), equation(tag).left(*case))
    assert all_latex(tag) == all_latex(tag)
    with pytest.raises(FrozenInstanceError):
        equation(tag).latex = ""


# --- the numbers that are put in ---


def test_the_reader_of_numbers_can_read():
    assert evaluated("−2 + 3", {}).value == 1
    assert evaluated("2 × (−3)^2 / 4 − 1", {}).value == 3.5
    assert evaluated("(x_3 − y) [w_23 missing] w_12", {"x_3": 5.0, "y": 1.0, "w_12": 0.5}).value == 2
    assert evaluated("1/2 (3 + 5)", {}).value == 4
    assert evaluated("2.5 × 10^−2 − 1 × 10^2", {}).value == pytest.approx(-99.975)
    assert evaluated("0.667", {}).agrees_with(2 / 3) and not evaluated("0.666", {}).agrees_with(2 / 3)
    assert evaluated("0.667 × 3", {}).agrees_with(2.0) and not evaluated("0.667 × 3", {}).agrees_with(2.01)


def test_the_reader_of_numbers_can_read_matrices_functions_and_sums():
    W, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[5.0], [6.0]])
    known = {"W_01": W, "x_0": x, "x_1": W @ x, "σ_1": np.tanh, "δ_0": x}
    for text, value in [
        ("[[1, 2], [3, 4]] [[5], [6]]", [[17], [39]]), ("W_01 x_0", [[17], [39]]), ("W_01ᵀ x_0", [[23], [34]]),
        ("1/2 W_01", [[0.5, 1], [1.5, 2]]), ("x_0 ⊙ x_0", [[25], [36]]), ("diag(x_0) x_0", [[25], [36]]),
        ("1/2 ‖x_0 − [[1], [3]]‖^2", 12.5), ("W_01[1, 0] x_0[1]", 18), ("[[x_0ᵀ, 1]]", [[5, 6, 1]]),
        ("[[3 − 1], [2 × (−3)]]", [[2], [-6]]), ("Σ_b W_01[b, 1] δ_0[b]", 34), ("σ_1(0)", 0), ("σ_1(x_0)", np.tanh(x)),
        ("Σ_b Σ_c (x_0[b] − 1) W_01[b, c]", 4 * 3 + 5 * 7), ("[2 × 1: x_0] [1 × 2: x_0ᵀ]", x @ x.T),
        ("ln(Σ_b x_0[b]) + 1", np.log(11) + 1), ("2 exp(x_0[0] − 5) / (Σ_b exp(x_0[b] − 5))", 2 / (1 + np.e)),
    ]:  # fmt: skip
        read = evaluated(text, known)
        assert np.shape(read.value) == np.shape(value) and np.allclose(read.value, value), text


@pytest.mark.parametrize("text", ["x_0 + 1", "x_0 x_0", "x_0 ⊙ [[1, 2]]", "[[1, 2]] + [[1], [2]]", "2 ⊙ x_0"])
def test_the_reader_of_numbers_refuses_shapes_that_do_not_fit(text):
    with pytest.raises((AssertionError, ValueError)):
        evaluated(text, {"x_0": np.array([[5.0], [6.0]])})


def test_the_reader_of_numbers_notices_one_wrong_entry():
    truth = np.array([[0.667, 1.0], [2 / 3, 4.0]])
    assert evaluated("[[0.667, 1], [0.667, 4]]", {}).agrees_with(truth)
    assert not evaluated("[[0.667, 1], [0.666, 4]]", {}).agrees_with(truth)
    assert not evaluated("[[0.667, 0.667], [1, 4]]", {}).agrees_with(truth)
    assert not evaluated("0.667", {}).agrees_with(np.array([[0.667]]))


@each_in_numbers
@pytest.mark.parametrize("seed", range(6))
def test_all_parts_of_an_equation_with_numbers_are_equal_and_true_and_in_the_order_of_their_symbols(tag, seed):
    case = example(tag, seed)
    values, printed = names_and_values(tag, case), equation(tag).with_numbers(*case).text.split("; ")
    assert len(printed) == len(case[0].weights)
    for line in printed:
        left, symbols, numbers, result = line.split(" = ")
        for part in (symbols, numbers, result):
            assert evaluated(part, values).agrees_with(evaluated(left, values).value), (line, part)
        for factor, number in zip(factors_of(symbols), factors_of(numbers), strict=True):
            assert evaluated(number, {}).agrees_with(evaluated(factor, values).value), (line, factor)


@each_in_numbers
def test_text_and_latex_say_the_same_in_numbers(tag):
    for seed, scale in [(0, 1.0), (1, 1.0), (2, 1e-6), (3, 1e7), (4, 1e200)]:
        network, x, y, eta = example(tag, seed)
        shown = equation(tag).with_numbers(network.with_weights([scale * W for W in network.weights]), x, y, eta)
        lines = re.sub(r"\\(begin|end)\{aligned\}\n?", "", shown.latex).strip().split(" \\cr\n")
        assert "; ".join(map(plain, lines)) == shown.text


@pytest.mark.parametrize("tag", [tag for tag in EQUATIONS if tag not in IN_NUMBERS])
def test_an_equation_that_is_not_shown_in_numbers_says_which_are(tag):
    with pytest.raises(InputError, match=rf"^with_numbers: expected [^\n]*\(2\.15\) or \(3\.15\), got \({tag}\)$"):
        equation(tag).with_numbers(*example(tag))


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (0.192, "0.192"), (-1.2, "-1.2"), (1.0, "1"), (0.0, "0"), (-0.0, "0"), (2 / 3, "0.667"), (1234.5, "1230"),
        (0.00123456, "0.00123"), (1.5e-5, r"1.5 \times 10^{-5}"), (-2e7, r"-2 \times 10^{7}"),
        (1165.0, "1165"), (-1165.0, "-1165"), (12345.0, "12300"), (99999.0, r"1 \times 10^{5}"),
        (np.inf, r"\infty"), (-np.inf, r"-\infty"), (np.nan, r"\text{undefined}"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_to_three_digits(value, latex):
    assert symbols.rounded(value) == latex


def test_negative_factors_stand_in_parentheses_and_minus_is_a_minus_sign():
    shown = equation("2.15").with_numbers(Network.chain([0.5, -1.2, 0.8]), 1.0, 0.3)
    assert r"= (-0.624) \times 0.5 = -0.312" in shown.latex
    assert "∂C/∂w_12 = δ_1 x_1 = (−0.624) × 0.5 = −0.312" in repr(shown)
    assert "-" not in repr(shown) and "\n" not in repr(shown)


def test_what_a_notebook_shows_is_latex_with_its_number_and_text():
    shown = equation("2.15").with_numbers(Network.chain([2.0]), 1.0, 0.0)
    assert isinstance(shown, Formula)
    assert shown._repr_mimebundle_() == {"text/latex": f"$$ {shown.latex} $$", "text/plain": shown.text}
    bundle = equation("2.15")._repr_mimebundle_()
    assert bundle["text/latex"] == rf"$$ {equation('2.15').latex} \tag{{2.15}} $$"
    assert bundle["text/plain"] == repr(equation("2.15"))


@pytest.mark.parametrize("tag", ["2.4", "2.15", "3.15", "4.3", "4.4"])
def test_a_network_that_has_overflowed_is_found_to_disagree_and_its_numbers_are_still_printed(tag):
    network, x, y, eta = example(tag)
    runaway = network.with_weights([1e150 * W + 1e149 for W in network.weights])
    x = np.full(np.shape(x), 1e10)
    assert equation(tag).check(runaway, x, y, eta) is False
    if tag in IN_NUMBERS:
        assert isinstance(equation(tag).with_numbers(runaway, x, y, eta), Formula)


def test_infinite_numbers_are_printed_too():
    shown = equation("2.15").with_numbers(Network.chain([1e200, 1e200, 1.0]), 1.0, 1.0)
    assert r"\infty" in shown.latex and "∞" in shown.text


def test_paths_that_would_take_forever_are_refused():
    network = Network.random([20, 20, 20, 20], "identity", np.random.default_rng(0))
    for tag in ("4.5", "4.8"):
        with pytest.raises(InputError, match="at most 100,000 paths"):
            equation(tag).left(network, np.ones((1, 20)), np.ones((1, 20)))


# --- bad input ---

CHAIN = Network.chain([0.5, -1.2, 0.8])
LAYERS = Network([np.ones((3, 2)), np.ones((2, 3))])
CLASSES = Network([np.ones((2, 2))], ["identity", "softmax"], "cross-entropy")
BAD = [
    ("1.1", (CHAIN, 1.0, 1.0), "linear regression"),
    ("1.1", (Network([[[1.0]]]), [1.0, 2.0], [1.0, 2.0]), "a single example"),
    ("1.3", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "a single example"),
    ("1.4", (Network([[[1.0], [2.0]]]), 1.0, [[1.0, 2.0]]), "one output"),
    ("1.5", (Network.chain([1.0], ["identity", "sigmoid"], "binary cross-entropy"), 1.0, 1.0), "the squared error"),
    ("1.9", (CHAIN, 1.0, 1.0), "one layer of weights"),
    ("1.10", (Network.chain([1.0]), 0.0, 1.0), "x is not 0"),
    ("1.12", (CHAIN, 1.0, 1.0), "binary cross-entropy"),
    ("1.13", (Network([[[1.0, 2.0]]]), [[1.0, 2.0]], 1.0), "a straight line"),
    ("2.15", (Network.chain([1.0, 2.0], "tanh"), 1.0, 1.0), "a linear chain"),
    ("2.15", (Network([[[1.0, 2.0]]]), [[1.0, 2.0]], 1.0), "a linear chain"),
    ("2.15", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "one example"),
    ("2.6", (Network.chain([1.0, 2.0]), 1.0, 1.0), "at least three weights"),
    ("3.1", (CHAIN, 1.0, 1.0), "two examples"),
    ("3.1", (LAYERS, [[1.0, 2.0]] * 2, [[1.0, 2.0]] * 2), "one input, one output"),
    ("3.8", (Network.chain([1.0, 2.0], "tanh"), 1.0, 1.0), "at least three weights"),
    ("3.15", (LAYERS, [[1.0, 2.0]], [[1.0, 2.0]]), "one node a layer"),
    ("3.15", (Network([[[1.0, 2.0]]], bias=True), 1.0, 1.0), "no bias"),
    ("3.15", (Network.chain([1.0], ["identity", "sigmoid"], "binary cross-entropy"), 1.0, 1.0), "squared error"),
    ("3.15", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "one example"),
    ("4.2", (Network.chain([1.0, 2.0], "tanh"), 1.0, 1.0), "a linear network"),
    ("4.2", (Network([[[1.0, 2.0]]], bias=True), 1.0, 1.0), "no bias"),
    ("4.7", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "one example"),
    ("4.8", (Network.chain([1.0] * 9), 1.0, 1.0), "7 layers of weights"),
    ("4.9", (Network.chain([1.0, 2.0], "tanh"), 1.0, 1.0), "a linear network"),
    ("4.10", (CHAIN, 1.0, 1.0), "one or two layers"),
    ("5.1", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "one example"),
    ("5.1", (Network([[[1.0, 2.0]]], bias=True), 1.0, 1.0), "without biases"),
    ("5.2", (Network.chain([1.0], ["identity", "sigmoid"], "binary cross-entropy"), 1.0, 1.0), "the squared error"),
    ("5.4", (CHAIN, 1.0, 1.0), "with biases"),
    ("5.6", (CHAIN, [1.0, 2.0], [1.0, 2.0]), "more than 2 examples"),
    ("5.7", (Network.chain([1.0], ["identity", "sigmoid"], "binary cross-entropy"), 1.0, 1.0), "the squared error"),
    ("6.1", (CHAIN, 1.0, 1.0), "layers of twins"),
    ("6.1", (Network([[[1.0], [2.0]], [[1.0, 1.0]]]), 1.0, 1.0), "layers of twins"),
    ("6.1", (Network([[[1.0], [1.0]], [[1.0, 2.0]]]), 1.0, 1.0), "layers of twins"),
    ("6.2", (Network([np.ones((9, 1))]), 1.0, np.ones((1, 9))), "at most 8 nodes"),
    ("6.2", (Network([[[1.0, 2.0]]], bias=True), 1.0, 1.0), "no bias"),
    ("6.3", (Network([[[1.0]]], "tanh"), 1.0, 1.0), "the identity or ReLU"),
    ("7.2", (LAYERS, [[1.0, 2.0]], [[1.0, 0.0]]), "a softmax output"),
    ("7.2", (CLASSES, [[1.0, 2.0]] * 2, [[1.0, 0.0]] * 2), "one example"),
]


@pytest.mark.parametrize(("tag", "case", "wanted"), BAD)
@pytest.mark.parametrize("method", ["left", "right", "check"])
def test_an_equation_says_which_networks_it_speaks_of(tag, case, wanted, method):
    with pytest.raises(InputError, match=r"^network: [^\n]+$") as problem:
        getattr(equation(tag), method)(*case)
    assert f"equation ({tag}) expects" in str(problem.value) and wanted in str(problem.value)
    assert repr(case[0]) in str(problem.value)


@pytest.mark.parametrize("tag", ["2.18", 2.15, None, "", ["2.15"], "\\tag{2.15}"])
def test_an_unknown_tag_is_answered_with_the_list_of_tags(tag):
    with pytest.raises(InputError, match=r"^tag: expected one of 1\.1, [^\n]*\d\.\d+, got [^\n]+$"):
        equation(tag)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        (("a network", 1.0, 1.0), "network"), ((None, 1.0, 1.0), "network"),
        ((Network([np.ones((5, 1, 1))]), 1.0, 1.0), "network"),
        ((CHAIN, "one", 1.0), "x"), ((CHAIN, [[1.0, 2.0]], 1.0), "x"), ((CHAIN, [], 1.0), "x"),
        ((CHAIN, 1.0, np.nan), "y"), ((CHAIN, 1.0, [1.0, 2.0]), "y"),
        ((CHAIN, 1.0, 1.0, 0.0), "eta"), ((CHAIN, 1.0, 1.0, -1), "eta"), ((CHAIN, 1.0, 1.0, "fast"), "eta"),
        ((CHAIN, 1.0, 1.0, np.inf), "eta"), ((CHAIN, 1.0, 1.0, [0.1, 0.2]), "eta"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["left", "right", "check", "with_numbers"])
def test_bad_input_gives_one_line_that_names_it(case, name, method):
    with pytest.raises(InputError, match=rf"^{name}: expected [^\n]+, got [^\n]+$"):
        getattr(equation("2.15"), method)(*case)
