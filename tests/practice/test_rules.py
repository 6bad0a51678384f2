"""The eight rules: with the right ones they are the engine, and with a wrong one something else comes out."""

import numpy as np
import pytest

from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network
from bplesson.practice.functions import SQUARE
from bplesson.practice.mistakes import MISTAKES, OF_PASSES
from bplesson.practice.rules import RIGHT, Run

HIDDEN = [f for name, f in ACTIVATIONS.items() if name != "softmax"] + [SQUARE]
ENDS = [("squared error", None), ("cross-entropy", "softmax"), ("binary cross-entropy", "sigmoid")]


def drawn(rng, cost, output, bias, sizes) -> tuple[Network, np.ndarray, np.ndarray]:
    """A random network with biases that are not 0, and examples for it."""
    activations = [HIDDEN[k] for k in rng.integers(len(HIDDEN), size=len(sizes))]
    activations[-1] = output or activations[-1]
    network = Network.random(sizes, activations, rng, cost, bias)
    network = network.with_weights([W + 0.1 * rng.normal(size=W.shape) for W in network.weights])
    n = int(rng.integers(1, 6))
    y = rng.normal(size=(n, sizes[-1])) if output is None else np.eye(sizes[-1])[rng.integers(sizes[-1], size=n)]
    return network, rng.normal(size=(n, sizes[0])), y


@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("cost, output", ENDS)
def test_with_the_right_rules_both_passes_are_those_of_the_engine(cost, output, bias):
    for seed in range(25):
        rng = np.random.default_rng(seed)
        network, x, y = drawn(rng, cost, output, bias, [int(d) for d in rng.integers(1, 5, size=rng.integers(2, 5))])
        run, passes = Run(network, x, y), network.backward(x, y)
        assert run.cost == pytest.approx(float(passes.cost), rel=1e-12)
        for mine, right in zip((*run.p, *run.delta, *run.gradients), (*passes.p, *passes.delta, *passes.gradients)):
            np.testing.assert_allclose(mine, right, rtol=1e-10, atol=1e-12)
        stepped = network.step(passes.gradients, 0.1)
        for mine, right in zip(run.after, stepped.weights):
            np.testing.assert_allclose(mine, right, rtol=1e-10, atol=1e-12)


def test_numbers_have_names_in_the_order_of_the_passes():
    names = list(Run(Network.chain([2, 3]), 1, 0).values)
    assert names == ["x0", "x1", "x2", "C", "delta0", "delta1", "delta2", "w01", "w12", "new_w01", "new_w12"]
    bent = Run(Network([np.ones((2, 2)), np.ones((1, 2))], "tanh"), [1, 2], 0).values
    assert [name for name in bent if name[0] in "pqw"][:7] == ["p0_0", "p0_1", "q0_0", "q0_1", "p1_0", "p1_1", "q1_0"]
    assert bent["w01_10"] == Run(Network([np.ones((2, 2)), np.ones((1, 2))], "tanh"), [1, 2], 0).gradients[0][1, 0]


def test_held_numbers_stand_and_the_rest_follows():
    run = Run(Network.chain([2, 3]), 1, 0, held={"x1": 5.0, "delta1": -1.0})
    assert (run.values["x1"], run.values["x2"], run.values["delta0"]) == (5.0, 15.0, 15.0)
    assert (run.values["delta1"], run.values["w01"], run.values["w12"]) == (-1.0, -1.0, 75.0)


def test_of_several_examples_only_derivatives_cost_and_weights_have_names():
    names = Run(Network.chain([2, 3]), [1, 2], [0, 1]).values
    assert list(names) == ["C", "w01", "w12", "new_w01", "new_w12"]


# what needs another output, another activation, biases or a step
ELSEWHERE = {"S5", "S6", "S7", "L11", "K1", "M5", "M6", "M7", "U1", "U2"}


def in_sight(network, x, y) -> dict[str, list[np.ndarray]]:
    """The derivatives that each form of each mistake makes, one after the other; none where shapes do not fit."""
    return {
        f"{mistake.id} {k}": np.concatenate(
            [g.ravel() for g in Run(network, x, y, rules=RIGHT.with_(**form)).gradients]
        )
        for mistake in OF_PASSES
        for k, form in enumerate(mistake.forms)
    }


def test_on_four_layers_of_three_nodes_and_five_examples_every_mistake_shows_and_none_has_a_twin():
    seen, pairs = {}, set()
    for seed in range(12):
        rng = np.random.default_rng(seed)
        network = Network.random([3] * 4, ["identity", SQUARE, "relu", "sigmoid"], rng, scale=0.8)
        x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
        right = np.concatenate([g.ravel() for g in Run(network, x, y).gradients])
        if not right.all():
            continue
        made = {name: g for name, g in in_sight(network, x, y).items() if not np.allclose(g, right, rtol=1e-9)}
        seen |= dict.fromkeys(name.split()[0] for name in made)
        same = [(a, b) for a in made for b in made if a < b and np.allclose(made[a], made[b], rtol=1e-9)]
        pairs |= {(a, b) for a, b in same if a.split()[0] != b.split()[0]}
    assert {mistake.id for mistake in OF_PASSES} - ELSEWHERE == set(seen)
    assert pairs == set()


def test_in_a_linear_chain_the_own_weight_the_end_and_the_next_delta_are_triplets():
    network = Network.chain([2, -3, 4])
    triplets = [Run(network, 2, 1, rules=RIGHT.with_(**MISTAKES[id].forms[0])).gradients for id in ("B1", "O1", "E1")]
    np.testing.assert_array_equal(triplets[0], triplets[1])
    np.testing.assert_array_equal(triplets[0], triplets[2])


def test_what_needs_width_slopes_or_several_examples_cannot_be_seen_in_a_linear_chain():
    network = Network.chain([2, -3, 4])
    right = Run(network, 2, 1).gradients
    hidden = ["L1", "L2", "L3", "L7", "B4", "B5", "B10", "O2", "E2", "M1", "M2", "M8", "M9"]
    for id in hidden:
        for form in MISTAKES[id].forms:
            np.testing.assert_array_equal(Run(network, 2, 1, rules=RIGHT.with_(**form)).gradients, right)
