"""The code that explorers print: real functions, which compute what the engine computes."""

import numpy as np
import pytest

import bplesson as bp
from bplesson import Function, Network
from bplesson.chain import code as chain
from bplesson.chain.linearity import CANDIDATES
from bplesson.descent.curves import CURVES
from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit import code as kit
from bplesson.kit.menus import NAMES
from bplesson.layers import code as layers
from tests.kit.printed import code_of

EVERY = {**ACTIVATIONS, **CURVES, **CANDIDATES}
del EVERY["softmax"], EVERY["parabola"]


def is_step(mine, network, passes, eta=0.3):
    """Whether one step with these gradients leads where the engine's step leads."""
    space = {"weights": network.weights, "gradients": mine, "eta": eta}
    exec(compile(kit.UPDATE, "printed", "exec"), space)
    stepped = network.step(passes.gradients, eta).weights
    return all(map(np.allclose, mine, passes.gradients)) and all(map(np.allclose, space["weights"], stepped))


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_both_printed_passes_are_those_of_the_engine(name, bias):
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((7, 3)), rng.standard_normal((7, 2))
    network = Network.random([3, 5, 4, 2], ["identity", name, "tanh", name], rng, bias=bias, scale=1.3)
    passes, functions = network.backward(x, y), network.activations
    p, q = kit.forward(network.weights, functions, x, bias)
    delta = kit.backward(network.weights, [f.slope for f in functions], p, q, q[-1] - y)
    assert all(map(np.array_equal, p, passes.p)) and all(map(np.array_equal, q, passes.q))
    assert len(delta) == 4 and all(map(np.allclose, delta, passes.delta))
    assert is_step(kit.mean_gradients(delta, q), network, passes)


@pytest.mark.parametrize("name", NAMES)
def test_both_printed_passes_of_a_chain_are_those_of_the_engine(name):
    weights = np.random.default_rng(2).uniform(-2, 2, 4).tolist()
    network = Network.chain(weights, [name, "sine", name, "tanh", name])
    passes, functions = network.backward(0.7, -0.4), network.activations
    p, q = chain.forward(weights, functions, 0.7)
    delta = chain.backward(weights, [f.slope for f in functions], p, q, q[-1] + 0.4)
    assert np.allclose([p, q, delta], np.squeeze([passes.p, passes.q, passes.delta]))
    assert chain.cost(weights, functions, 0.7, -0.4) == pytest.approx(float(passes.cost))
    measured = [chain.nudge(i, 1e-5, weights, functions, 0.7, -0.4) for i in range(4)]
    assert measured == pytest.approx(np.ravel(passes.gradients), abs=1e-8)


def test_both_printed_passes_without_activations_are_those_of_the_engine():
    rng = np.random.default_rng(3)
    nodes = Network.random([3, 4, 2], "identity", rng)
    for room, network in [(chain, Network.chain([0.5, -1.2, 0.8])), (layers, nodes)]:
        x, y = rng.standard_normal(network.sizes[0]), rng.standard_normal(network.sizes[-1])
        passes = network.backward(x, y)
        values = room.linear_forward([np.squeeze(W) for W in network.weights], np.squeeze(x))
        delta = room.linear_backward([np.squeeze(W) for W in network.weights], values[-1] - np.squeeze(y))
        assert all(np.allclose(a, b[0]) for a, b in zip(values, passes.q, strict=True))
        assert all(np.allclose(a, b[0]) for a, b in zip(delta, passes.delta, strict=True))


@pytest.mark.parametrize("name", EVERY)
def test_the_text_of_a_function_and_of_its_slope_defines_that_function(name):
    f, space, p = EVERY[name], {"np": np}, np.linspace(-3, 3, 14)
    exec(compile(kit.text_of(f), "printed", "exec"), space)
    value, slope = space[kit.name_of(f)], space[f"{kit.name_of(f)}_slope"]
    assert np.array_equal(value(p), f.value(p)) and np.array_equal(slope(p, value(p)) * np.ones(14), f.slope(p))


def test_a_comment_comes_along_and_a_name_of_the_engine_does_not():
    assert "# equals 1/(1 + e^-p), without overflow" in kit.text_of(ACTIVATIONS["sigmoid"])
    assert "1 - q * q" in kit.text_of(ACTIVATIONS["tanh"]) and "0.1 * p" in kit.text_of(ACTIVATIONS["leaky relu"])


def test_a_function_of_ones_own_is_taken_for_no_other_of_its_name():
    def tanh(p):
        return p**3

    own = Function.own(tanh)
    assert kit.value_text(own) == "def tanh(p):\n    return p**3"
    assert "(tanh(p + 1e-5) - " in kit.slope_text(own)
    unknown = Function.own(lambda p: p**3, name="own")
    assert kit.value_text(unknown) == "# put the definition of your own function own here"


def test_first_weights_are_those_of_the_package():
    network = Network.random([3, 5, 2], "tanh", np.random.default_rng(4), bias=True)
    mine = kit.first_weights([3, 5, 2], seed=4)
    assert all(np.array_equal(a, b) for a, b in zip(mine, network.weights, strict=True))


def test_a_chain_of_lesson_2_is_printed_without_activations():
    code = code_of(bp.ChainExplorer([0.5, -1.2]))
    assert "activation" not in code and "x = linear_forward(weights, x0)  #" in code
