"""The gradient check: it trusts right gradients, and says which weight is wrong and by how much."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bplesson import Network, check_gradient
from bplesson.gradcheck import numeric_gradients
from tests.unit.reference import Case

smooth_cases = (
    st.integers(0, 10**6).map(Case.random).filter(lambda case: not {"relu", "leaky relu"} & set(case.activations))
)


@settings(max_examples=40)
@given(smooth_cases)
def test_nudged_weights_agree_with_an_autodiff_library(case):
    for nudged, exact in zip(numeric_gradients(case.network, case.x, case.y), case.gradients, strict=True):
        assert np.allclose(nudged, exact, rtol=1e-6, atol=1e-8)


@settings(max_examples=60)
@given(smooth_cases, st.sampled_from(["sign", "factor", "thousandth", "transposed", "other"]))
def test_a_planted_error_is_found_in_its_weight(case, kind):
    gradients = [g.copy() for g in case.network.backward(case.x, case.y).gradients]
    sizes = [np.abs(g).max() for g in gradients]
    i = int(np.argmax(sizes))
    assume(sizes[i] > 1e-3)
    place = np.unravel_index(np.abs(gradients[i]).argmax(), gradients[i].shape)
    right = gradients[i][place]
    gradients[i][place] = {"sign": -right, "factor": 2 * right, "thousandth": 1.001 * right,
                           "transposed": gradients[i][0, 0] + 0.1 * right, "other": 0.0}[kind]  # fmt: skip
    assume(gradients[i][place] != right)
    found = check_gradient(case.network, case.x, case.y, gradients)
    assert not found.ok and found.error > 1e-4
    assert found.where == f"weights[{i}]{[int(v) for v in place]}"
    assert found.claimed == pytest.approx(gradients[i][place])
    assert found.measured == pytest.approx(right, rel=1e-6)


def test_the_usual_mistakes_are_found():
    rng = np.random.default_rng(5)
    network = Network.random([2, 3, 2], ["identity", "tanh", "identity"], rng)
    x, y = rng.normal(size=(4, 2)), rng.normal(size=(4, 2))
    right = network.backward(x, y).gradients
    mistakes = {
        "sum instead of mean": [4 * g for g in right],
        "half forgotten": [2 * g for g in right],
        "sign flipped": [-g for g in right],
        "layers swapped": [right[1].T.copy(), right[0].T.copy()],
    }
    assert check_gradient(network, x, y).ok and check_gradient(network, x, y, right).ok
    for name, wrong in mistakes.items():
        assert not check_gradient(network, x, y, wrong).ok, name


def test_the_answer_is_one_line_of_words():
    network = Network.chain([0.5, -1.2, 0.8])
    assert repr(check_gradient(network, 1.0, 0.3)).startswith("all derivatives agree; largest relative difference ")
    wrong = check_gradient(network, 1.0, 0.3, [[[0.7488]], [[0.312]], [[0.468]]])
    assert repr(wrong).startswith("the derivatives disagree; ")
    assert "weights[1][0, 0]: claimed 0.312, measured -0.312" in repr(wrong) and "\n" not in repr(wrong)


def test_at_a_minimum_where_all_derivatives_vanish_there_is_no_false_alarm():
    assert check_gradient(Network.chain([0.0, 0.0, 0.0]), 1.0, 1.0).ok
    assert check_gradient(Network.chain([2.0]), 1.0, 2.0).ok
