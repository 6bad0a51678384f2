"""A landscape of the cost is one vectorised pass that gives the same as a loop."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bplesson import Network, direction, landscape
from tests.engine.reference import Case

OFFSETS = st.lists(st.floats(-2, 2), min_size=1, max_size=4)


def moved(network, *moves) -> Network:
    """The network with its weights moved so far along each direction."""
    weights = list(network.weights)
    for offset, along in moves:
        weights = [W + offset * D for W, D in zip(weights, along)]
    return network.with_weights(weights)


@given(st.integers(0, 10**6), OFFSETS, OFFSETS)
def test_a_landscape_equals_a_loop(seed, first, second):
    case, rng = Case.random(seed), np.random.default_rng(seed)
    along, across = ([rng.normal(size=W.shape) for W in case.weights] for _ in range(2))
    cost = landscape(case.network, case.x, case.y, along, first, across, second).cost
    assert cost.shape == (len(second), len(first))
    for r, s in np.ndindex(cost.shape):
        alone = moved(case.network, (first[s], along), (second[r], across)).mean_cost(case.x, case.y)
        assert cost[r, s] == pytest.approx(alone, rel=1e-9, abs=1e-12)


@given(st.integers(0, 10**6), OFFSETS)
def test_a_curve_equals_a_loop_and_passes_through_the_present_cost(seed, offsets):
    case = Case.random(seed)
    along = direction(case.network, 0, 0, 0)
    curve = landscape(case.network, case.x, case.y, along, [0.0, *offsets])
    assert curve.second is None and curve.cost[0] == pytest.approx(case.mean_cost(case.weights))
    for offset, cost in zip(curve.first, curve.cost, strict=True):
        assert cost == pytest.approx(
            moved(case.network, (offset, along)).mean_cost(case.x, case.y), rel=1e-9, abs=1e-12
        )


@given(st.integers(0, 10**6))
def test_a_direction_moves_one_weight_only(seed):
    case = Case.random(seed)
    for i, W in enumerate(case.weights):
        b, a = np.array(W.shape) - 1
        along = direction(case.network, i, int(b), int(a))
        assert [each.shape for each in along] == [each.shape for each in case.weights]
        assert sum(each.sum() for each in along) == along[i][b, a] == 1


def test_the_landscape_of_a_chain_by_hand_rows_run_along_the_second_direction():
    network = Network.chain([1.0, 1.0])
    cost = landscape(network, 1.0, 0.0, direction(network, 0), [0.0, 1.0], direction(network, 1), [0.0, 1.0, 2.0]).cost
    assert cost.tolist() == [[0.5, 2.0], [2.0, 8.0], [4.5, 18.0]]


def test_a_large_landscape_done_in_strips_is_the_same():
    network = Network.random([1, 60, 1], "tanh", np.random.default_rng(0))
    x, y = np.linspace(-1, 1, 50)[:, None], np.zeros((50, 1))
    first, second = np.linspace(-1, 1, 61), np.linspace(-1, 1, 59)
    axes = direction(network, 0, 3, 0), direction(network, 1, 0, 5)
    whole = landscape(network, x, y, axes[0], first, axes[1], second).cost
    for r in (0, 20, 58):
        row = landscape(network, x, y, axes[0], first, axes[1], second[r : r + 1]).cost
        assert np.allclose(whole[r], row[0])


def test_a_landscape_that_overflows_is_shown_as_infinite():
    network = Network.chain([1.0, 1.0])
    with np.errstate(all="raise"):
        cost = landscape(network, 1.0, 0.0, direction(network, 0), [0.0, 1e200]).cost
    assert cost[0] == 0.5 and cost[1] == np.inf
