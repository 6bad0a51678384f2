"""The figures of lesson 2 say and show what a computation that knows nothing of them finds."""

import re

import numpy as np
import pytest
from matplotlib.text import Text

import bplesson as bp

CASES = [([3.0, -1.0, 2.0], 0.5, -1.0), ([2.0], 1.5, 1.0), ([0.5, -2.0, 1.5, 2.0], -1.0, 2.0)]


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def drawn(still) -> list[str]:
    """All words of the picture."""
    return [text.get_text() for text in still.figure.artists if isinstance(text, Text)]


def cost(weights, x, y) -> float:
    return (x * np.prod(weights) - y) ** 2 / 2


def nudged(weights, x, y) -> list[float]:
    """Every derivative, measured by central differences: exact for a chain, whose cost is quadratic in each weight."""
    found = []
    for i in range(len(weights)):
        high, low = ([w + step * (j == i) for j, w in enumerate(weights)] for step in (0.5, -0.5))
        found.append(cost(high, x, y) - cost(low, x, y))
    return found


@pytest.mark.parametrize(("weights", "x", "y"), CASES)
def test_2_1_every_node_is_the_product_of_what_lies_before(weights, x, y):
    still = bp.figure_2_1(weights, x)
    values = [float(each.split(" = ")[1].rstrip(".").replace("−", "-")) for each in still.says.split(", ")]
    assert values == pytest.approx([*(x * np.prod(weights[:i]) for i in range(len(weights) + 1)), *weights])
    assert len([words for words in drawn(still) if words.startswith("w")]) == len(weights)


def test_2_1_what_is_asked_for_is_in_no_text():
    still = bp.figure_2_1([3, -1, 2], 0.5, ask=["x1", "x3"])
    assert "x₁ = ?" in still.says and "x₂ = −1.5" in still.says and drawn(still).count("?") == 2
    assert not {"1.5", "−3"} & set(drawn(still))
    with pytest.raises(bp.InputError, match="ask: expected one of .*, got 'x4'"):
        bp.figure_2_1([3, -1, 2], 0.5, ask=["x4"])


@pytest.mark.parametrize(("weights", "x", "y"), CASES)
def test_2_3_one_weight_does_the_same(weights, x, y):
    still = bp.figure_2_3(weights, x)
    w_c = numbers(still.says.split("w_c =")[1])[0]
    assert w_c == pytest.approx(np.prod(weights)) and drawn(still)[-1].endswith(f"{w_c:g}".replace("-", "−"))


@pytest.mark.parametrize("figure", [bp.figure_2_12, bp.figure_2_14])
@pytest.mark.parametrize(("weights", "x", "y"), CASES)
def test_2_12_the_factors_of_a_row_make_the_measured_derivative(figure, weights, x, y):
    still, N = figure(weights, x, y), len(weights)
    rows = still.says.rstrip(".").split("; ")
    assert [numbers(row.split(" = ")[-1])[0] for row in rows] == pytest.approx(nudged(weights, x, y)[::-1])
    whole = [x * np.prod(weights) - y, *weights[::-1], x]
    words, factors = drawn(still), []
    for row in rows:  # what stands in the boxes from one ∂C/∂w to the next
        start = next(k for k, each in enumerate(words) if each.startswith("∂C"))
        end = next(k for k, each in enumerate(words) if k > start and each.startswith("= "))
        inside = [each.replace("−", "-") for each in words[start + 1 : end]]
        factors.append([float(each) for each in inside if re.fullmatch(r"-?[\d.]+", each)])
        assert inside.count("missing") == 1
        words = words[end + 1 :]
    for i, found in zip(reversed(range(N)), factors, strict=True):
        assert found == pytest.approx([each for k, each in enumerate(whole) if k != N - i])
        assert np.prod(found) == pytest.approx(nudged(weights, x, y)[i])


@pytest.mark.parametrize(("weights", "x", "y"), CASES)
def test_2_14_the_brackets_hold_delta_and_the_value_at_the_source(weights, x, y):
    words = drawn(bp.figure_2_14(weights, x, y))
    brackets = [numbers(each.split(" = ")[1])[0] for each in words if re.match("[δx].* = ", each)]
    pairs = list(zip(brackets[::2], brackets[1::2], strict=True))
    for i, (delta, source) in zip(reversed(range(len(weights))), pairs, strict=True):
        assert source == pytest.approx(x * np.prod(weights[:i]))
        assert delta == pytest.approx((x * np.prod(weights) - y) * np.prod(weights[i + 1 :]))


@pytest.mark.parametrize(("weights", "x", "y"), CASES)
def test_2_13_values_deltas_and_derivatives(weights, x, y):
    N, words = len(weights), bp.ChainExplorer(weights, x=x, y=y)._diagram.filling["words"]
    places = [*(f"q{i}" for i in range(N + 1)), *(f"d{i}" for i in reversed(range(N + 1)))]
    told = [numbers(words[each].split(" = ")[1])[0] for each in (*places, *(f"g{i}{i + 1}" for i in range(N)))]
    values = [x * np.prod(weights[:i]) for i in range(N + 1)]
    deltas = [(values[-1] - y) * np.prod(weights[N - k :]) for k in range(N + 1)]
    assert told == pytest.approx([*values, *deltas, *nudged(weights, x, y)])


def test_2_17_the_valley_and_its_ends():
    says = bp.figure_2_17({"A": (2.0, -0.5)}, x=2.0, y=3.0).says
    assert numbers(says.split("w₂₃ =")[1])[0] == 1.5 and numbers(says.split("with C =")[1])[0] == 4.5
    end = numbers(says.split(" to ")[1].split("where")[0])
    assert np.prod(end) == pytest.approx(1.5, abs=0.02)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: bp.figure_2_1([1.0]), "figure_2_1: expected weights and x together, or neither"),
        (lambda: bp.figure_2_12([1.0], 2.0), "weights, x, y: expected all three, or none of them"),
        (lambda: bp.figure_2_1([1.0], 2.0, ask=["w12"]), "ask: expected one of .*, got 'w12'"),
        (lambda: bp.figure_2_17(x=0.0), "x, y: expected numbers other than 0, got 0.0 and 1.0"),
    ],
)
def test_bad_input_is_one_sentence(make, sentence):
    with pytest.raises(bp.InputError, match=sentence):
        make()
