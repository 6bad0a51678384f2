"""The backward pass against an autodiff library, on 200 random networks of every kind."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bplesson import check_gradient
from tests.engine.reference import ACTIVATIONS, COSTS, Case

SEEDS = range(200)


def relative_difference(ours, theirs) -> float:
    """The largest difference in one weight matrix, relative to the largest derivative in it."""
    return max(np.abs(a - b).max() / max(np.abs(b).max(), 1e-12) for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_gradients_agree_with_an_autodiff_library_to_ten_digits(seed):
    case = Case.random(seed)
    passes = case.network.backward(case.x, case.y)
    assert passes.cost == pytest.approx(case.mean_cost(case.weights), rel=1e-12)
    assert [g.shape for g in passes.gradients] == [W.shape for W in case.weights]
    assert relative_difference(passes.gradients, case.gradients) < 1e-10


def test_those_networks_are_of_every_kind():
    cases = [Case.random(seed) for seed in SEEDS]
    assert {len(case.weights) for case in cases} == set(range(1, 7))
    assert {d for case in cases for d in case.sizes} == set(range(1, 9))
    assert {len(case.x) for case in cases} == set(range(1, 17))
    assert {case.cost for case in cases} == set(COSTS)
    assert {(case.bias, len(case.weights)) for case in cases} == set(product([True, False], range(1, 7)))
    for i in range(7):  # at the input, at every hidden layer and at every output
        seen = {case.activations[i] for case in cases if len(case.activations) > i}
        assert seen >= set(ACTIVATIONS), f"layer {i}"


def test_a_planted_error_in_any_weight_would_be_noticed():
    alive = [case for case in map(Case.random, range(60)) if not {"relu", "leaky relu"} & set(case.activations)]
    assert len(alive) > 15
    for case in alive:
        gradients = [g.copy() for g in case.network.backward(case.x, case.y).gradients]
        largest = np.unravel_index(np.abs(gradients[0]).argmax(), gradients[0].shape)
        gradients[0][largest] *= 1 + 1e-8
        assert relative_difference(gradients, case.gradients) > 1e-10


@settings(max_examples=40)
@given(st.integers(1000, 10**6))
def test_gradients_agree_with_nudged_weights_too(seed):
    case = Case.random(seed)
    if "relu" not in case.activations and "leaky relu" not in case.activations:  # a nudge may cross a kink
        check = check_gradient(case.network, case.x, case.y)
        assert check.ok, repr(check)
