"""The functions that explorers print: the same passes as the engine's."""

import numpy as np
import pytest

from bplesson import Network
from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.code import FORMULAS
from bplesson.kit.printed import activation_and_slope, backward, first_weights, forward, text_of, with_one


@pytest.mark.parametrize("name", FORMULAS)
def test_both_printed_passes_are_those_of_the_engine(name):
    sizes, sigma, rng = [3, 5, 4, 2], ACTIVATIONS[name], np.random.default_rng(1)
    x, y = rng.standard_normal((7, 3)), rng.standard_normal((7, 2))
    weights = first_weights(sizes, seed=0, scale=1.3)
    network = Network(weights, ["identity", name, name, "identity"], bias=True)
    passes = network.backward(x, y)
    p, q = forward(weights, x, sigma.value)
    gradients = backward(weights, p, q, p[-1] - y, sigma.slope)
    assert all(np.array_equal(mine, right) for mine, right in zip(p, passes.p, strict=True))
    assert all(np.allclose(mine, right, atol=1e-15) for mine, right in zip(gradients, passes.gradients, strict=True))


@pytest.mark.parametrize(("name", "formulas"), FORMULAS.items())
def test_a_printed_activation_is_that_of_the_engine(name, formulas):
    value, slope = (each.format(p="p", q="q") for each in formulas)
    space = {"np": np}
    exec(compile("\n".join(activation_and_slope(value, slope)), "printed", "exec"), space)
    p = np.linspace(-3, 3, 14)
    assert np.allclose(space["activation"](p), ACTIVATIONS[name].value(p))
    assert np.allclose(space["activation_slope"](p, space["activation"](p)), ACTIVATIONS[name].slope(p))


def test_first_weights_are_those_of_the_package():
    network = Network.random([3, 5, 2], "tanh", np.random.default_rng(4), bias=True)
    mine = first_weights([3, 5, 2], seed=4)
    assert all(np.array_equal(a, b) for a, b in zip(mine, network.weights, strict=True))


def test_the_text_that_is_printed_is_the_function_itself():
    space = {"np": np}
    exec(compile("\n".join(text_of(with_one, forward)), "printed", "exec"), space)
    assert space["with_one"]([[2.0]]).tolist() == with_one([[2.0]]).tolist() == [[2.0, 1.0]]
