"""What holds for every equation: it is tested, can be typeset anywhere, checks itself, and prints true numbers."""

import html
import re
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest
from markdown_it import MarkdownIt

from bplesson import InputError, Network, hubble
from bplesson.draw import palette
from bplesson.equations import EQUATIONS, Formula, equation, symbols
from tests.equations.reference import chains

HERE = Path(__file__).resolve().parent
LESSONS = sorted((HERE.parents[1] / "lessons").glob("*.md"))
OUTLINE = [f"1.{k}" for k in (1, 3, 4, 5, 8, 9, 10, 12, 13)] + [f"2.{k}" for k in (*range(2, 8), *range(9, 18))]
TYPESETTABLE = {  # in JupyterLab, on GitHub, in VS Code: MathJax without extensions, GitHub's short list, KaTeX
    "frac", "hat", "sum", "ldots", "cdot", "eta", "partial", "ln", "qquad", "ast", "text", "times", "leftarrow",
    "color", "boxed", "underset", "underbrace", "delta", "begin", "end", "cr", "infty",
}  # fmt: skip
each_equation = pytest.mark.parametrize("tag", EQUATIONS)


def example(tag: str, seed: int = 0) -> tuple:
    """Something that the equation speaks of."""
    rng = np.random.default_rng(seed)
    weights, x, y, eta = chains(6, shortest=3)[seed % 6]
    w = rng.uniform(-2, 2, (1, 2))
    return {
        "1.1": (Network([w]), rng.uniform(-2, 2, (1, 2)), y, eta),
        "1.4": (Network([w], bias=True), *hubble(), eta),
        "1.8": (Network([w]), rng.uniform(-2, 2, (3, 2)), rng.uniform(-2, 2, 3), eta),
        "1.9": (Network.chain(w[0, :1]), x, y, eta),
        "1.10": (Network.chain(w[0, :1]), x, y, eta),
        "1.12": (
            Network.chain(w[0], ["sine", "tanh", "sigmoid"], "binary cross-entropy"),
            x,
            float(rng.uniform()),
            eta,
        ),
        "1.13": (Network([w], bias=True), *hubble(), eta),
    }.get(tag, (Network.chain(weights), x, y, eta))


def test_every_equation_of_the_outline_is_there():
    assert list(EQUATIONS) == OUTLINE


@each_equation
def test_every_equation_has_a_test_of_its_number(tag):
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_equations_*.py"))
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
    for latex in (equation(tag).latex, equation(tag).with_numbers(*example(tag)).latex):
        assert set(re.findall(r"\\([a-z]+)", latex)) <= TYPESETTABLE
        assert latex.count("{") == latex.count("}") and latex.count("(") == latex.count(")")
        assert latex.count(r"\color") < 50 and r"\tag" not in latex and "$" not in latex


@each_equation
def test_markdown_leaves_the_latex_alone(tag):
    for latex in (equation(tag).latex, equation(tag).with_numbers(*example(tag)).latex):
        rendered = html.unescape(MarkdownIt().render(f"$$\n{latex}\n$$"))
        assert rendered == f"<p>$$\n{latex}\n$$</p>\n"


def test_colours_are_those_of_the_figures_and_the_missing_weight_is_boxed_and_named_too():
    assert (symbols.FORWARD, symbols.BACKWARD, symbols.MISSING) == (palette.FORWARD, palette.BACKWARD, palette.MISSING)
    for tag in ("2.12", "2.14"):
        box = rf"\\underset\{{\\text\{{missing\}}\}}\{{\\boxed\{{\{{\\color\{{{palette.MISSING}\}}\{{w_"
        assert len(re.findall(box, equation(tag).latex)) == equation(tag).latex.count(palette.MISSING) == 3


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
    assert equation(tag).with_numbers(*case) == equation(tag).with_numbers(*case)
    with pytest.raises(FrozenInstanceError):
        equation(tag).latex = ""


# --- the numbers that are put in ---


def names_and_values(tag: str, case: tuple) -> dict[str, float]:
    """Every symbol of the lessons with its value, computed here, by loops."""
    network, x, y, eta = case
    x, y = np.reshape(x, (-1, network.sizes[0])), np.ravel(y)
    w = np.concatenate([W.ravel() for W in network.weights])
    values = {"η": eta, "y": y[0]}
    if tag.startswith("2."):
        N, nodes = len(w), [x.item()]
        for i in range(N):
            nodes.append(w[i] * nodes[-1])
        deltas = [nodes[-1] - y[0]]
        for k in range(N):
            deltas.append(w[N - 1 - k] * deltas[-1])
        values |= {f"x_{i}": nodes[i] for i in range(N + 1)} | {f"δ_{k}": deltas[k] for k in range(N + 1)}
        values |= {f"w_{i}{i + 1}": w[i] for i in range(N)} | {"w_c": np.prod(w), "∂C/∂x_0": deltas[N]}
        values |= {f"∂C/∂w_{i}{i + 1}": deltas[0] * np.prod(np.delete(w, i)) * nodes[0] for i in range(N)}
        values |= {f"∂x_{N}/∂w_{i}{i + 1}": np.prod(np.delete(w, i)) * nodes[0] for i in range(N)}
        values |= {"stored values": 3 * N - 1, "expanded formulas": N**2 + N}
        return values | {f"C[{', '.join(rounded(v) for v in w)}]": deltas[0] ** 2 / 2}
    values |= {f"x_{a + 1}": x[0, a] for a in range(x.shape[1])} | {f"w_{a + 1}": v for a, v in enumerate(w)}
    y_hat = np.array([network.forward(row).y_hat.item() for row in x])
    values |= {"ŷ": y_hat[0], "C": np.mean((y_hat - y) ** 2) / 2, "δ_0": y_hat[0] - y[0]}
    values[f"C[{', '.join(rounded(v) for v in w)}]"] = values["C[w]"] = values["C"]
    if tag == "1.12":
        values["C"] = -y[0] * np.log(y_hat[0]) - (1 - y[0]) * np.log(1 - y_hat[0])
    if tag in ("1.8", "1.9", "1.10"):
        slopes = ((y_hat - y)[:, None] * x).mean(axis=0)
        values |= {"w_t": w[0], "w_(t+1)": w[0] - eta * slopes[0], "dC/dw": slopes[0]}
        values |= {f"∂C/∂w_{a + 1}": s for a, s in enumerate(slopes)}
        values |= {"x": x[0, 0], "a": x[0, 0] ** 2, "w_*": y[0] / x[0, 0]}
    return values


def rounded(value: float) -> str:
    """Three significant digits, as a reader writes them."""
    return np.format_float_positional(value, precision=3, fractional=False, trim="-").replace("-", "−")


class Rounded:
    """A number, and how far off it may be because only three digits (or all that are printed) are known."""

    def __init__(self, value: float, off: float = 0.0):
        self.value, self.off = value, off

    @classmethod
    def printed(cls, text: str) -> "Rounded":
        value, digits = float(text), max(3, len(text.replace(".", "").strip("0")))
        return cls(value, 0.5 * 10 ** (np.floor(np.log10(abs(value))) + 1 - digits) if value else 0.0)

    def __add__(self, other):
        return Rounded(self.value + other.value, self.off + other.off)

    def __neg__(self):
        return Rounded(-self.value, self.off)

    def __mul__(self, other):
        off = abs(self.value) * other.off + abs(other.value) * self.off + self.off * other.off
        return Rounded(self.value * other.value, off)

    def __truediv__(self, other):
        value = self.value / other.value
        return Rounded(value, (self.off + abs(value) * other.off) / (abs(other.value) - other.off))

    def ln(self):
        return Rounded(np.log(self.value), self.off / (self.value - self.off))

    def agrees_with(self, truth: float) -> bool:
        return abs(self.value - truth) <= 1.001 * self.off + 1e-9 * abs(truth) + 1e-12


def evaluated(text: str, values: dict[str, float]) -> Rounded:
    """What a line of plain text comes to, its symbols being replaced by their exact values."""
    text = re.sub(r"\[w_\d+ missing\]", "", text)
    text = re.sub(r"\[\S+: ([^\]]+)\]", r"(\1)", text)
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(name, f" #{list(values).index(name)} ")
    tokens = re.findall(r"#\d+|10\^−?\d+|\d+(?:\.\d+)?|ln|[()×/^+−]", text)
    assert "".join(tokens) == re.sub(r"\s", "", text), f"cannot read {text!r}"
    value, rest = total(tokens, list(values.values()))
    assert rest == []
    return value


def total(tokens, known):
    """A sum of products."""
    tokens = tokens if tokens[0] == "−" else ["+", *tokens]
    value = Rounded(0.0)
    while tokens and tokens[0] in "+−":
        sign, *tokens = tokens
        term, tokens = product(tokens, known)
        value += term if sign == "+" else -term
    return value, tokens


def product(tokens, known):
    """Factors with × or / or nothing between them."""
    value, tokens = power(tokens, known)
    while tokens and tokens[0] not in "+−)":
        divide = tokens[0] == "/"
        factor, tokens = power(tokens[tokens[0] in "×/" :], known)
        value = value / factor if divide else value * factor
    return value, tokens


def power(tokens, known):
    """A number, a known symbol, a logarithm or something in parentheses, perhaps squared."""
    head, *tokens = tokens
    if head == "(":
        value, (_, *tokens) = total(tokens, known)
    elif head == "ln":
        value, tokens = power(tokens, known)
        value = value.ln()
    elif head.startswith("10^"):
        value = Rounded(10.0 ** int(head[3:].replace("−", "-")))
    else:
        value = Rounded(known[int(head[1:])]) if head.startswith("#") else Rounded.printed(head)
    if tokens[:2] == ["^", "2"]:
        value, tokens = value * value, tokens[2:]
    return value, tokens


def test_the_reader_of_numbers_can_read():
    assert evaluated("2 × (−3)^2 / 4 − 1", {}).value == 3.5
    assert evaluated("(x_3 − y) [w_23 missing] w_12", {"x_3": 5.0, "y": 1.0, "w_12": 0.5}).value == 2
    assert evaluated("1/2 (3 + 5)", {}).value == 4
    assert evaluated("2.5 × 10^−2 − 1 × 10^2", {}).value == pytest.approx(-99.975)
    assert evaluated("0.667", {}).agrees_with(2 / 3) and not evaluated("0.666", {}).agrees_with(2 / 3)
    assert evaluated("0.667 × 3", {}).agrees_with(2.0) and not evaluated("0.667 × 3", {}).agrees_with(2.01)


@each_equation
@pytest.mark.parametrize("seed", range(6))
def test_all_parts_of_an_equation_with_numbers_are_equal_and_true(tag, seed):
    case = example(tag, seed)
    values, printed = names_and_values(tag, case), equation(tag).with_numbers(*case).text
    assert len(re.findall(r"\d", printed)) >= 3
    for line in printed.split("; "):
        if tag == "1.8":
            line = line.replace("(something positive) × (sign of the slope)", f"η {slope_in(line)}")
        left, *parts = re.split(" = | ← ", line)
        truth = evaluated(parts[0] if "←" in line else left, values).value
        assert parts
        for part in parts:
            if "…" not in part:  # of many terms only some are shown
                assert evaluated(part, values).agrees_with(truth), (line, part)


@pytest.mark.parametrize(
    "tag", ["2.2", "2.3", "2.5", "2.6", "2.7", "2.9", "2.10", "2.11", "2.12", "2.13", "2.14", "2.15"]
)
@pytest.mark.parametrize("seed", range(6))
def test_numbers_stand_in_the_order_of_their_symbols(tag, seed):
    case = example(tag, seed)
    values, products = names_and_values(tag, case), 0
    for line in equation(tag).with_numbers(*case).text.split("; "):
        *symbols, numbers, _ = re.sub(r"\[w_\d+ missing\]| = ∂C/∂x_0", "", line).split(" = ")
        if " × " in numbers:
            factors = re.findall(r"\(.*?\)|[∂\w]+/[∂\w]+|[wxδ]_\w+", symbols[-1])
            for factor, printed in zip(factors, numbers.split(" × "), strict=True):
                assert evaluated(printed, {}).agrees_with(evaluated(factor, values).value), (line, factor)
            products += 1
    assert products


def slope_in(line: str) -> str:
    return "dC/dw" if "w_t" in line else "∂C/∂" + line[: line.index(" ")]


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (0.192, "0.192"), (-1.2, "-1.2"), (1.0, "1"), (0.0, "0"), (-0.0, "0"), (2 / 3, "0.667"), (1234.5, "1230"),
        (0.00123456, "0.00123"), (1.5e-5, r"1.5 \times 10^{-5}"), (-2e7, r"-2 \times 10^{7}"),
        (99999.0, r"1 \times 10^{5}"),
        (np.inf, r"\infty"), (-np.inf, r"-\infty"), (np.nan, r"\text{undefined}"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_to_three_digits(value, latex):
    assert symbols.number(value) == latex


def test_a_difference_is_printed_with_as_many_digits_as_it_takes_to_see_it():
    assert symbols.minus(0.5, -0.3) == "0.5 - (-0.3)"
    assert symbols.minus(0.3004, 0.3) == "0.3004 - 0.3"


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


def test_numbers_of_a_network_that_has_overflowed_are_still_printed():
    runaway = Network.chain([1e150, -1e150, 1e150])
    for tag in (tag for tag in EQUATIONS if tag.startswith("2.")):
        assert isinstance(equation(tag).with_numbers(runaway, 1e10, 1.0), Formula)
    assert "∞" in equation("2.4").with_numbers(runaway, 1e10, 1.0).text


# --- bad input ---

CHAIN = Network.chain([0.5, -1.2, 0.8])
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
]


@pytest.mark.parametrize(("tag", "case", "wanted"), BAD)
@pytest.mark.parametrize("method", ["left", "right", "check", "with_numbers"])
def test_an_equation_says_which_networks_it_speaks_of(tag, case, wanted, method):
    with pytest.raises(InputError, match=r"^network: [^\n]+$") as problem:
        getattr(equation(tag), method)(*case)
    assert f"equation ({tag}) expects" in str(problem.value) and wanted in str(problem.value)
    assert repr(case[0]) in str(problem.value)


@pytest.mark.parametrize("tag", ["2.18", 2.15, None, "", ["2.15"], "\\tag{2.15}"])
def test_an_unknown_tag_is_answered_with_the_list_of_tags(tag):
    with pytest.raises(InputError, match=r"^tag: expected one of 1\.1, [^\n]*2\.17, got [^\n]+$"):
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
