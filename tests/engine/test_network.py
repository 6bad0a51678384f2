"""Network: what the two passes give, whatever the shape, and that nothing is ever changed."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import bplesson as bp
from bplesson import Network
from bplesson.chain.nudge_equations import nudge
from tests.engine.reference import Case

random_cases = st.integers(0, 10**6).map(Case.random)


def arrays(passes) -> list[np.ndarray]:
    """All numbers of both passes."""
    return [*passes.p, *passes.q, passes.cost, *passes.delta, *passes.gradients]


@given(random_cases)
def test_all_shapes_are_those_of_the_notation(case):
    n, N, passes = len(case.x), len(case.weights), case.network.backward(case.x, case.y)
    assert [p.shape for p in passes.p] == [(n, d) for d in case.sizes]
    assert [q.shape for q in passes.q] == [(n, d + (case.bias and i < N)) for i, d in enumerate(case.sizes)]
    assert [d.shape for d in passes.delta] == [(n, d) for d in reversed(case.sizes)]
    assert [g.shape for g in passes.gradients] == [W.shape for W in case.weights]
    assert passes.y_hat is passes.q[-1] and np.shape(passes.cost) == ()
    assert case.network.sizes == tuple(case.sizes) and case.network.hidden == N - 1


@given(random_cases)
def test_forward_gives_the_p_and_q_of_the_backward_pass(case):
    forward, passes = case.network.forward(case.x), case.network.backward(case.x, case.y)
    assert all(map(np.array_equal, forward.p + forward.q, passes.p + passes.q))
    assert np.array_equal(case.network.mean_cost(case.x, case.y), passes.cost)


@given(random_cases)
def test_gradients_are_delta_times_q_averaged(case):
    passes, L = case.network.backward(case.x, case.y), case.network.hidden
    for i, gradient in enumerate(passes.gradients):
        outer = [np.outer(d, q) for d, q in zip(passes.delta[L - i], passes.q[i])]
        assert np.allclose(gradient, np.mean(outer, axis=0), rtol=1e-9, atol=1e-12)


@given(random_cases)
def test_cost_and_gradients_of_a_batch_are_the_means_over_its_examples(case):
    network, passes = case.network, case.network.backward(case.x, case.y)
    single = [network.backward(x[None], y[None]) for x, y in zip(case.x, case.y)]
    assert np.allclose(passes.cost, np.mean([each.cost for each in single]), rtol=1e-9, atol=1e-12)
    for i, gradient in enumerate(passes.gradients):
        assert np.allclose(gradient, np.mean([each.gradients[i] for each in single], axis=0), rtol=1e-9, atol=1e-12)


@given(random_cases)
def test_last_delta_is_the_derivative_by_the_input(case):
    assume(not {"relu", "leaky relu"} & set(case.activations))
    x, y, h = case.x[:1], case.y[:1], 1e-5
    delta = case.network.backward(x, y).delta[-1]
    for a in range(x.shape[1]):
        nudge = h * np.eye(x.shape[1])[a]
        measured = (case.network.mean_cost(x + nudge, y) - case.network.mean_cost(x - nudge, y)) / (2 * h)
        assert delta[0, a] == pytest.approx(measured, rel=1e-4, abs=1e-7)


@given(random_cases)
def test_asking_twice_gives_the_same_answer_and_changes_nothing(case):
    network, before = case.network, [case.x.copy(), case.y.copy(), *(W.copy() for W in case.weights)]
    first, second = network.backward(case.x, case.y), network.backward(case.x, case.y)
    assert all(map(np.array_equal, arrays(first), arrays(second)))
    assert all(map(np.array_equal, before, [case.x, case.y, *network.weights]))


def test_a_network_cannot_be_changed():
    mine = np.array([[0.5]])
    network = Network([mine])
    mine[0, 0] = 99.0
    assert network.weights[0].item() == 0.5
    with pytest.raises(FrozenInstanceError):
        network.weights = ()
    with pytest.raises(FrozenInstanceError):
        network.backward(1.0, 1.0).cost = 0.0
    with pytest.raises(ValueError, match="read-only"):
        network.weights[0][0, 0] = 1.0
    with pytest.raises(TypeError):
        network.weights[0] = mine


@given(random_cases, st.floats(1e-3, 1.0))
def test_a_step_goes_eta_times_against_the_gradient_and_leaves_the_old_network(case, eta):
    network, passes = case.network, case.network.backward(case.x, case.y)
    stepped = network.step(passes.gradients, eta)
    for new, old, mine, gradient in zip(stepped.weights, network.weights, case.weights, passes.gradients, strict=True):
        assert np.allclose(new, mine - eta * gradient) and np.array_equal(old, mine)
    assert stepped.activations == network.activations and stepped.bias == network.bias


@given(random_cases)
def test_a_small_step_lowers_the_cost(case):
    passes = case.network.backward(case.x, case.y)
    slope = sum((g**2).sum() for g in passes.gradients)
    assume(slope > 1e-4 and not {"relu", "leaky relu"} & set(case.activations))
    stepped = case.network.step(passes.gradients, 1e-6 / max(1.0, slope))
    assert stepped.mean_cost(case.x, case.y) < passes.cost


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=6), st.floats(-2, 2), st.floats(-2, 2))
def test_a_chain_is_a_network_of_one_by_one_matrices(weights, x, y):
    chain, network = Network.chain(weights, "tanh"), Network([[[w]] for w in weights], "tanh")
    assert all(W.shape == (1, 1) for W in chain.weights)
    assert all(map(np.array_equal, arrays(chain.backward(x, y)), arrays(network.backward([[x]], [[y]]))))


def test_the_chain_of_the_lesson_by_hand():
    passes = Network.chain([0.5, -1.2, 0.8]).backward(1.0, 0.3)
    assert np.allclose(np.ravel(passes.p), [1.0, 0.5, -0.6, -0.48])
    assert np.allclose(np.ravel(passes.delta), [-0.78, -0.624, 0.7488, 0.3744])
    assert np.allclose(np.ravel(passes.gradients), [0.7488, -0.312, 0.468])
    assert passes.cost == pytest.approx(0.3042)


def test_a_2_3_2_network_by_hand():
    network = Network([[[1, 2], [0, -1], [3, 1]], [[1, 0, 2], [-1, 1, 0]]])
    passes = network.backward([1, -1], [5, 0])
    assert passes.p[1].tolist() == [[-1, 1, 2]] and passes.p[2].tolist() == [[3, 2]]
    assert passes.cost == 4 and passes.delta[0].tolist() == [[-2, 2]]
    assert passes.delta[1].tolist() == [[-4, 2, -4]]
    assert passes.gradients[1].tolist() == [[2, -2, -4], [-2, 2, 4]]
    assert passes.gradients[0].tolist() == [[-4, 4], [2, -2], [-4, 4]]


# --- biases are weights from a node that is always 1 ---


@given(st.integers(0, 10**6), st.sampled_from(["identity", "tanh", "sigmoid", "softplus"]))
def test_a_bias_is_a_weight_from_an_input_that_is_always_1(seed, output):
    rng = np.random.default_rng(seed)
    W, x, y = rng.normal(size=(2, 4)), rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    with_bias = Network([W], ["identity", output], bias=True).backward(x, y)
    with_node = Network([W], ["identity", output]).backward(np.hstack([x, np.ones((5, 1))]), y)
    assert np.allclose(with_bias.cost, with_node.cost)
    assert np.allclose(with_bias.gradients[0], with_node.gradients[0])
    assert np.allclose(with_bias.delta[1], with_node.delta[1][:, :3])


@given(st.integers(0, 10**6))
def test_in_a_deep_network_every_layer_passes_such_a_node_on(seed):
    rng = np.random.default_rng(seed)
    W_01, W_12, x, y = (
        rng.normal(size=(3, 3)),
        rng.normal(size=(2, 4)),
        rng.normal(size=(4, 2)),
        rng.normal(size=(4, 2)),
    )
    passed_on = np.vstack([W_01, [0, 0, 1]])
    with_bias = Network([W_01, W_12], bias=True).backward(x, y)
    with_node = Network([passed_on, W_12]).backward(np.hstack([x, np.ones((4, 1))]), y)
    assert np.allclose(with_bias.gradients[0], with_node.gradients[0][:3])
    assert np.allclose(with_bias.gradients[1], with_node.gradients[1])


@given(random_cases)
def test_biases_of_zero_change_nothing(case):
    assume(not case.bias)
    widened = [np.hstack([W, np.zeros((len(W), 1))]) for W in case.weights]
    with_bias = Network(widened, case.network.activations, case.network.cost, bias=True).backward(case.x, case.y)
    without = case.network.backward(case.x, case.y)
    assert np.allclose(with_bias.cost, without.cost)
    for a, b in zip(with_bias.gradients, without.gradients):
        assert np.allclose(a[:, :-1], b, atol=1e-12)


# --- a grid of weights is one pass ---


@given(random_cases, st.integers(0, 5))
def test_grid_axes_give_the_same_as_a_loop(case, i):
    i, grid = i % len(case.weights), np.random.default_rng(len(case.x)).normal(size=(3, 2))
    many = [W + grid[..., None, None] if j == i else W for j, W in enumerate(case.weights)]
    at_once = case.network.with_weights(many).backward(case.x, case.y)
    assert at_once.cost.shape == grid.shape
    for place in np.ndindex(grid.shape):
        one = [W + grid[place] if j == i else W for j, W in enumerate(case.weights)]
        alone = case.network.with_weights(one).backward(case.x, case.y)
        assert np.allclose(at_once.cost[place], alone.cost, rtol=1e-9, atol=1e-12)
        for g, h in zip(at_once.gradients, alone.gradients):
            g = np.broadcast_to(g, (*grid.shape, *h.shape))[place]
            assert np.allclose(g, h, rtol=1e-9, atol=1e-9)


# --- the rest ---


def test_random_weights_come_from_the_rng_with_the_scale_of_the_layer():
    network = Network.random([100, 200, 3], "tanh", np.random.default_rng(0), bias=True)
    assert network.sizes == (100, 200, 3)
    assert network.weights[0][:, :-1].std() == pytest.approx(0.1, rel=0.05)
    assert (network.weights[0][:, -1] == 0).all() and (network.weights[1][:, -1] == 0).all()
    again = Network.random([100, 200, 3], "tanh", np.random.default_rng(0), bias=True)
    assert all(map(np.array_equal, network.weights, again.weights))
    assert Network.random([50, 50], "tanh", np.random.default_rng(0), scale=3.0).weights[0].std() == pytest.approx(
        3, rel=0.1
    )


def test_with_weights_keeps_everything_else():
    network = Network([[[1.0, 2.0]]], ["identity", "sigmoid"], "binary cross-entropy", bias=True)
    other = network.with_weights([[[3.0, 4.0]]])
    assert (other.activations, other.cost, other.bias) == (network.activations, network.cost, True)
    assert other.weights[0].tolist() == [[3.0, 4.0]]


def test_a_network_that_has_run_away_is_a_result_not_a_warning():
    with np.errstate(all="raise"):
        passes = Network.chain([1e200, 1e200]).backward(1.0, 1.0)
        stepped = Network.chain([1e200]).step([[[-1e308]]], 1e10)
    assert passes.cost == np.inf and stepped.weights[0].item() == np.inf


def test_repr_is_one_true_line():
    assert (
        repr(Network.chain([0.5, -1.2], ["identity", "tanh", "identity"]))
        == "Network(1-1-1, identity-tanh, squared error)"
    )
    assert repr(Network([np.ones((3, 3))], bias=True)) == "Network(2-3, identity, squared error, bias)"


@pytest.mark.parametrize(("x", "y"), [(2.0, 1.0), ([2.0], [1.0]), ([[2.0]], [[1.0]]), (np.float32(2), np.int64(1))])
def test_a_number_a_list_and_an_array_are_all_one_example(x, y):
    assert Network.chain([3.0]).backward(x, y).gradients[0].tolist() == [[10.0]]


def test_a_flat_list_is_several_examples_for_one_input_and_one_example_for_several():
    assert Network.chain([3.0]).forward([1.0, 2.0]).y_hat.tolist() == [[3.0], [6.0]]
    assert Network([[[1.0, 10.0]]]).forward([1.0, 2.0]).y_hat.tolist() == [[21.0]]


def results() -> dict[str, np.ndarray]:
    """Every array of every frozen result."""
    rng = np.random.default_rng(0)
    x, y = np.ones((2, 2)), np.ones((2, 1))
    network = Network.random([2, 2, 1], "tanh", rng, bias=True)
    along = bp.direction(network, 0)
    path = bp.descend(network, x, y, 0.1, 2)
    passes = network.backward(x, y)
    objects = {
        "forward": network.forward(x), "backward": passes, "step": network.step(passes.gradients, 0.1),
        "path": path, "path on a curve": bp.descend_curve("parabola", 1.0, 0.1, 2),
        "landscape": bp.landscape(network, x, y, along, [0.0], bp.direction(network, 1), [0.0]),
        "nudge": nudge(Network.chain([1.0]), 1.0, 0.0, 0, 0.1),
        "trained": next(bp.train(network, x, y, 0.1, 1, 1, rng)),
        "of weights": network,
    }  # fmt: skip
    found = {}

    def collect(name, value):
        if isinstance(value, np.ndarray):
            found[name] = value
        elif isinstance(value, tuple):
            for k, each in enumerate(value):
                collect(f"{name}[{k}]", each)

    for name, each in objects.items():
        for part in (*vars(each), *(["delta"] if name == "backward" else [])):
            collect(f"{name}.{part}", getattr(each, part))
    return found


def test_nothing_can_be_written_into_a_result():
    arrays = results()
    assert {"backward.gradients[0]", "backward.delta[2]", "forward.q[1]", "path.costs", "path.weights[1][0]",
            "landscape.cost", "nudge.measured", "step.weights[0]", "trained.weights[1]"} <= set(arrays)  # fmt: skip
    assert [name for name, array in arrays.items() if array.flags.writeable] == []


def test_the_readers_own_arrays_stay_writable():
    x, y, first = np.ones((2, 2)), np.ones((2, 1)), np.zeros(1)
    network = Network([np.ones((1, 2))])
    network.backward(x, y), bp.landscape(network, x, y, bp.direction(network, 0), first)
    x[0] = y[0] = first[0] = 2.0
