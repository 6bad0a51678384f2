"""The figures of lesson 3 say what a computation that knows nothing of them says."""

import io
import re

import numpy as np
import pytest
from PIL import Image

import bplesson as bp

WEIGHTS, X, Y = [4.0, -2.5, 3.0], 0.5, -5.0


def square(p):
    return p * p


SIGMAS = ["relu", square, "leaky relu", "identity"]
MIXED = ["tanh", "softplus", "sine", "sigmoid"]


def said(still) -> dict[str, float]:
    """The numbers of the sentence by their names: {"p₁": 2.0, …}."""
    found = re.findall(r"([^\s,;:]+) = (−?[\d.]+\d|−?\d)", still.says)
    return {name: float(value.replace("−", "-")) for name, value in found}


def low(name, *indices):
    return name + "".join("₀₁₂₃₄₅₆"[i] for i in indices)


def cost_from(weights, activations, i, q, y):
    """The cost if node i hands on q."""
    for w, sigma in zip(weights[i:], activations[i + 1 :]):
        q = sigma(w * q)
    return (q - y) ** 2 / 2


@pytest.mark.parametrize("figure", [bp.figure_3_12, bp.figure_3_14])
@pytest.mark.parametrize("weights", [[0.9, -1.3, 0.7], [1.7]])
def test_3_12_every_backward_value_is_what_a_nudge_of_its_node_measures(figure, weights):
    sigmas = MIXED[: len(weights) + 1]
    numbers, h, N = said(figure(weights, 0.6, 0.1, sigmas)), 1e-6, len(weights)
    network = bp.Network.chain(weights, sigmas)
    forward = network.forward(0.6)
    for i, sigma in enumerate(network.activations):
        p, q = forward.p[i][0, 0], forward.q[i][0, 0]
        by_q = [cost_from(weights, network.activations, i, q + step, 0.1) for step in (h, -h)]
        by_p = [cost_from(weights, network.activations, i, sigma(p + step), 0.1) for step in (h, -h)]
        below = low("δ", N - i) if figure is bp.figure_3_14 else low("∂C/∂p", i)
        for name, value in ((low("p", i), p), (low("q", i), q), (low("∂C/∂q", i), np.subtract(*by_q) / (2 * h)),
                            (below, np.subtract(*by_p) / (2 * h))):  # fmt: skip
            assert numbers[name] == pytest.approx(value, rel=6e-3, abs=1e-6), name


@pytest.mark.parametrize("figure", [bp.figure_3_13, bp.figure_3_15])
def test_3_13_rows_end_with_the_measured_derivatives(figure):
    ends = [
        float(row.rstrip(".").split(" = ")[-1].replace("−", "-"))
        for row in figure(WEIGHTS, X, Y, SIGMAS).says.split("; ")
    ]
    h = 1e-6
    for i, end in zip((2, 1, 0), ends, strict=True):
        costs = []
        for step in (h, -h):
            w = [v + step * (k == i) for k, v in enumerate(WEIGHTS)]
            p1 = w[0] * max(X, 0)
            p2 = w[1] * p1**2
            costs.append((w[2] * max(p2, 0.1 * p2) - Y) ** 2 / 2)
        assert end == pytest.approx((costs[0] - costs[1]) / (2 * h), rel=1e-6)


def test_what_is_asked_for_is_left_open_in_words():
    still = bp.figure_3_14(WEIGHTS, X, Y, SIGMAS, ask=["p2", "q3", "delta1", "dq0"])
    assert [part for part in still.says.rstrip(".").split(", ") if part.endswith("?")] == [
        "p₂ = ?", "q₃ = ?", "δ₁ = ?", "∂C/∂q₀ = ?",
    ]  # fmt: skip
    with pytest.raises(bp.InputError, match="ask: expected one of .*, got 'delta9'"):
        bp.figure_3_14(WEIGHTS, X, Y, SIGMAS, ask=["delta9"])


def test_3_16_no_other_line_through_the_origin_fits_better_and_the_gap_is_the_largest():
    still, weights = bp.figure_3_16([1.5, -1.0, 2.0], reach=1.5), [1.5, -1.0, 2.0]
    w_c, gap, at = (
        said(still)["w_c"],
        *map(lambda s: float(s.replace("−", "-")), re.findall(r"(?:is|₀ =) (−?[\d.]+\d)", still.says)),
    )
    x = np.linspace(-1.5, 1.5, 3001)
    chain = np.tanh(x)
    for w in weights:
        chain = np.tanh(w * chain)

    def far(w):
        return np.mean((chain - w * x) ** 2)

    assert far(w_c) < min(far(w_c - 0.01), far(w_c + 0.01))
    assert np.abs(chain - w_c * x).max() == pytest.approx(gap, abs=0.01)
    assert np.abs(np.interp(at, x, chain) - w_c * at) == pytest.approx(gap, abs=0.01)


def test_a_linear_chain_has_no_gap():
    assert "The largest gap between the two is 0.00" in bp.figure_3_16([1.5, -1.0, 2.0], "identity").says


@pytest.mark.parametrize(
    "make",
    [
        lambda: bp.figure_3_2(),
        lambda: bp.figure_3_3(WEIGHTS, X, SIGMAS, ask=["p1"]),
        lambda: bp.figure_3_7(["identity", "relu", square, "tanh"]),
        lambda: bp.figure_3_13(),
    ],
)
def test_the_same_picture_each_time_with_one_line_of_words(make):
    first, again = make(), make()
    assert first.says == again.says and "\n" not in first.says
    assert first.png() == again.png()
    assert np.asarray(Image.open(io.BytesIO(first.png())).convert("L")).std() > 10  # something is drawn


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: bp.figure_3_13([1.0], 2.0), "weights, x, y: expected all three, or none of them"),
        (lambda: bp.figure_3_7([]), "activations: expected one to nine of them, got 0"),
        (lambda: bp.figure_3_3([1.0], 1.0, ["tanh"]), "activations: expected 2, one for every layer"),
        (lambda: bp.figure_3_12([1.0], "two", 1.0), "x: expected a finite number, got 'two'"),
    ],
)
def test_bad_input_is_one_sentence(make, sentence):
    with pytest.raises(bp.InputError, match=sentence):
        make()
