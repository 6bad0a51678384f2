"""A weight nudged to both sides: the rates that are measured, those that are claimed, and the error over h."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bplesson import InputError, Network, direction
from bplesson.chain.nudge_equations import difference_errors, nudge

weights = st.lists(st.floats(-1.5, 1.5), min_size=1, max_size=6)
smooth = st.sampled_from(["identity", "tanh", "sigmoid", "softplus", "sine"])


@given(weights, smooth, st.floats(-1.5, 1.5), st.floats(-1.5, 1.5), st.data())
def test_every_value_moves_as_the_chain_rule_says(weights, activation, x, y, data):
    i = data.draw(st.integers(0, len(weights) - 1))
    found = nudge(Network.chain(weights, activation), x, y, i, 1e-5)
    assert found.names[0] == f"w{i}{i + 1}" and found.names[-1] == "C"
    assert len(found.names) == 2 * (len(weights) - i) + 2
    assert found.measured == pytest.approx(found.claimed, abs=1e-6)


def test_claims_and_values_of_a_chain_done_by_hand():
    found = nudge(Network.chain([2.0, 3.0]), x=1.0, y=4.0, i=0, h=0.5)
    assert found.names == ("w01", "p1", "q1", "p2", "q2", "C")
    assert found.claimed.tolist() == [1.0, 1.0, 1.0, 3.0, 3.0, 6.0]
    assert found.low.tolist() == [1.5, 1.5, 1.5, 4.5, 4.5, 0.125]
    assert found.high.tolist() == [2.5, 2.5, 2.5, 7.5, 7.5, 6.125]
    assert found.measured.tolist() == [1.0, 1.0, 1.0, 3.0, 3.0, 6.0]


def test_the_claim_for_the_cost_is_delta_times_q():
    network = Network.chain([0.5, -1.2, 0.8], "tanh")
    passes = network.backward(1.0, 0.3)
    for i in range(3):
        claimed = nudge(network, 1.0, 0.3, i, 0.1).claimed[-1]
        assert claimed == pytest.approx((passes.delta[2 - i] * passes.q[i]).item())


def test_the_error_falls_with_the_square_of_h_and_rises_again_when_h_is_tiny():
    network = Network.chain([0.5, -1.2, 0.8], "tanh")
    along = direction(network, 0)
    large = difference_errors(network, 1.0, 0.3, along, [0.1, 0.01, 0.001])
    assert large[:-1] / large[1:] == pytest.approx([100, 100], rel=0.02)
    tiny = difference_errors(network, 1.0, 0.3, along, np.logspace(-12, -11, 40))
    best = difference_errors(network, 1.0, 0.3, along, np.logspace(-6, -5, 40))
    assert np.median(tiny) > 1000 * np.median(best)


def test_over_one_weight_of_a_linear_chain_the_central_difference_is_exact():
    network = Network.chain([0.5, -1.2, 0.8])
    assert difference_errors(network, 1.0, 0.3, direction(network, 1), [1.0, 0.5, 0.25]).max() < 1e-14


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (lambda: nudge(Network.chain([1.0]), 1.0, 0.0, 0, 0.0), "h"),
        (lambda: nudge(Network.chain([1.0]), 1.0, 0.0, 3, 0.1), "weight"),
        (lambda: nudge(Network([np.ones((2, 1))]), 1.0, [0.0, 0.0], 0, 0.1), "network"),
        (lambda: difference_errors(Network.chain([1.0]), 1.0, 0.0, direction(Network.chain([1.0]), 0), "h"), "h"),
    ],
)
def test_bad_input_is_one_sentence(call, name):
    with pytest.raises(InputError) as caught:
        call()
    assert str(caught.value).startswith(f"{name}: expected") and "\n" not in str(caught.value)
