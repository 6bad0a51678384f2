"""Bad input: one sentence with the argument's name, what is expected and what came; never a traceback of internals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bplesson import (
    Function,
    InputError,
    Network,
    check_gradient,
    curve,
    descend,
    descend_curve,
    direction,
    landscape,
    multiplications,
    parabola,
    wrong_slope,
)
from bplesson.checks.curvature import largest_curvature
from bplesson.engine.activations import activation
from bplesson.engine.costs import Cost, cost

CHAIN = Network.chain([0.5, -1.2])
WIDE = Network([np.ones((3, 2)), np.ones((1, 3))])
RNG = np.random.default_rng(0)
ALONG = direction(CHAIN, 0)
NAN, INF = float("nan"), float("inf")


def divides_by_zero(p):
    return [0.0][int(np.size(p))]


def shapeless(p):
    return np.zeros((7, 7))


def talkative(p):
    return "a lot"


def complex_number(p):
    return p * 1j


def two_arguments(p, q):
    return p


BAD = {  # argument: calls that misuse it
    "weights": [
        lambda: Network([]), lambda: Network(None), lambda: Network(3), lambda: Network.chain(0.5),
        lambda: Network.chain([]),
        lambda: CHAIN.with_weights([]), lambda: CHAIN.with_weights(None), lambda: multiplications(max, 3),
    ],
    "weights[0]": [
        lambda: Network([1.0]), lambda: Network([[1.0, 2.0]]), lambda: Network(["a"]), lambda: Network([[["a"]]]),
        lambda: Network([[[NAN]]]), lambda: Network([[[INF]]]), lambda: Network([[[]]]),
        lambda: Network([[[1.0], [1.0, 2.0]]]),
        lambda: Network([[[1j]]]), lambda: Network([[[None]]]), lambda: Network.chain("text"),
        lambda: Network.chain([None]),
        lambda: Network.chain([NAN]), lambda: Network.chain([[1.0, 2.0]]), lambda: Network([[[1.0]]], bias=True),
        lambda: CHAIN.with_weights([[[NAN]], [[1.0]]]), lambda: Network([{}]), lambda: Network([np.ones((0, 2))]),
    ],
    "weights[1]": [
        lambda: Network([np.ones((3, 2)), np.ones((2, 2))]),
        lambda: Network([np.ones((3, 2)), np.ones((3, 3)).tolist()[:0]]),
        lambda: Network([np.ones((3, 2)), np.ones((1, 3))], bias=True), lambda: Network.chain([1.0, "a"]),
        lambda: Network.chain([1.0, -INF]), lambda: CHAIN.with_weights([[[1.0]], [[1.0, 2.0]]]),
    ],
    "activations": [
        lambda: Network.chain([1.0], "tangent"), lambda: Network.chain([1.0], ["tanh"]),
        lambda: Network.chain([1.0], []),
        lambda: Network.chain([1.0], ["tanh"] * 3), lambda: Network.chain([1.0], 3), lambda: Network.chain([1.0], None),
        lambda: Network.chain([1.0], ["tanh", "Tanh"]), lambda: Network.chain([1.0], ["tanh", None]),
        lambda: activation("tangent"), lambda: activation(None), lambda: activation(3.0), lambda: activation(["tanh"]),
        lambda: Network.chain([1.0], "tanh", "cross-entropy"), lambda: Network.chain([1.0], "softmax"),
        lambda: Network.random([1, 1], "tangent", RNG),
    ],
    "cost": [
        lambda: Network.chain([1.0], cost="squared"), lambda: Network.chain([1.0], cost=None), lambda: cost(3),
        lambda: cost([]),
    ],
    "sizes": [lambda: Network.random(3, "tanh", RNG), lambda: Network.random(None, "tanh", RNG)],
    "sizes[0]": [
        lambda: Network.random([0, 1], "tanh", RNG), lambda: Network.random(["a", 1], "tanh", RNG),
        lambda: Network.random([1.5, 1], "tanh", RNG), lambda: Network.random([NAN, 1], "tanh", RNG),
        lambda: Network.random([-1, 1], "tanh", RNG),
    ],
    "sizes[1]": [lambda: Network.random([1, INF], "tanh", RNG), lambda: Network.random([1, None], "tanh", RNG)],
    "rng": [
        lambda: Network.random([1, 1], "tanh", None), lambda: Network.random([1, 1], "tanh", 0),
        lambda: descend(CHAIN, [1.0, 2.0], [1.0, 2.0], 0.1, 3, batch=1, rng=3),
        lambda: descend(CHAIN, [1.0, 2.0], [1.0, 2.0], 0.1, 3, batch=1),
    ],
    "scale": [
        lambda: Network.random([1, 1], "tanh", RNG, scale="a"), lambda: Network.random([1, 1], "tanh", RNG, scale=NAN),
    ],
    "x": [
        *(lambda use=use, x=x: use(x)
          for x in ([], None, "one", NAN, [1.0, INF], [[1.0, 2.0]], [[[1.0]]], {}, 1j, ["a"])
          for use in (CHAIN.forward, lambda x: CHAIN.backward(x, 1.0), lambda x: CHAIN.mean_cost(x, 1.0),
                      lambda x: descend(CHAIN, x, 1.0, 0.1, 3), lambda x: check_gradient(CHAIN, x, 1.0),
                      lambda x: landscape(CHAIN, x, 1.0, ALONG, [0.0]))),
        lambda: WIDE.forward([1.0, 2.0, 3.0]), lambda: WIDE.forward(1.0), lambda: WIDE.forward([[1.0], [2.0]]),
        lambda: WIDE.forward([[1.0, 2.0], [3.0]]), lambda: WIDE.forward(np.ones((0, 2))),
    ],
    "y": [
        *(lambda use=use, y=y: use(y) for y in ([], None, "one", NAN, INF, [[1.0, 2.0]], [1.0, 2.0], {}, 1j)
          for use in (lambda y: CHAIN.backward(1.0, y), lambda y: CHAIN.mean_cost(1.0, y),
                      lambda y: descend(CHAIN, 1.0, y, 0.1, 3), lambda y: check_gradient(CHAIN, 1.0, y),
                      lambda y: landscape(CHAIN, 1.0, y, ALONG, [0.0]))),
        lambda: Network.chain([1.0], "sigmoid", "binary cross-entropy").backward(1.0, 1.5),
        lambda: Network.chain([1.0], "sigmoid", "binary cross-entropy").backward(1.0, -0.1),
        lambda: Network([np.eye(2)], ["identity", "softmax"], "cross-entropy").backward([1.0, 1.0], [0.5, 0.6]),
        lambda: Network([np.eye(2)], ["identity", "softmax"], "cross-entropy").backward([1.0, 1.0], [1.5, -0.5]),
    ],
    "eta": [
        *(lambda use=use, eta=eta: use(eta) for eta in (0, -1, NAN, INF, "fast", None, [], [0.1, 0.2], 1j)
          for use in (lambda eta: CHAIN.step([[[1.0]], [[1.0]]], eta), lambda eta: descend(CHAIN, 1.0, 1.0, eta, 3),
                      lambda eta: descend_curve(parabola(), 1.0, eta, 3))),
    ],
    "steps": [
        *(lambda use=use, steps=steps: use(steps) for steps in (-1, 2.5, NAN, "many", None, [])
          for use in (lambda steps: descend(CHAIN, 1.0, 1.0, 0.1, steps),
                      lambda steps: descend_curve(parabola(), 1.0, 0.1, steps))),
    ],
    "batch": [
        *(lambda batch=batch: descend(CHAIN, [1.0, 2.0], [1.0, 2.0], 0.1, 3, batch=batch, rng=RNG)
          for batch in (0, -1, 1.5, 3, "few", NAN)),
    ],
    "gradients": [
        lambda: CHAIN.step([], 0.1), lambda: CHAIN.step([[[1.0]]], 0.1), lambda: CHAIN.step(None, 0.1),
        lambda: check_gradient(CHAIN, 1.0, 1.0, []), lambda: check_gradient(CHAIN, 1.0, 1.0, 3),
    ],
    "gradients[1]": [
        lambda: CHAIN.step([[[1.0]], [[1.0, 2.0]]], 0.1), lambda: CHAIN.step([[[1.0]], "a"], 0.1),
        lambda: check_gradient(CHAIN, 1.0, 1.0, [[[1.0]], [[1.0, 2.0]]]),
        lambda: check_gradient(CHAIN, 1.0, 1.0, [[[1.0]], ["a"]]),
        lambda: check_gradient(CHAIN, 1.0, 1.0, [[[1.0]], None]),
    ],
    "w": [lambda w=w: descend_curve(parabola(), w, 0.1, 3) for w in (NAN, INF, "left", None, [], [1.0, 2.0])],
    "a": [lambda a=a: parabola(a=a) for a in (0, -1, NAN, INF, "steep", None)],
    "w_star": [lambda w=w: parabola(w_star=w) for w in (NAN, INF, "middle", None, [1.0, 2.0])],
    "curve": [
        *(lambda which=which: curve(which) for which in ("hill", None, 3, [])),
        *(lambda which=which: descend_curve(which, 1.0, 0.1, 3) for which in ("hill", None, 3)),
    ],
    "weight": [
        lambda: direction(CHAIN, 2), lambda: direction(CHAIN, 0, 1), lambda: direction(CHAIN, 0, 0, 1),
        lambda: direction(CHAIN, "w12"), lambda: direction(CHAIN, 0.5), lambda: direction(CHAIN, None),
    ],
    "first": [
        lambda first=first: landscape(CHAIN, 1.0, 1.0, ALONG, first) for first in ([], NAN, "a", [[1.0]], 0.5, None)
    ],
    "second": [
        lambda second=second: landscape(CHAIN, 1.0, 1.0, ALONG, [0.0], direction(CHAIN, 1), second)
        for second in ([], [INF], "a", [[1.0]], None)
    ],
    "along": [lambda along=along: landscape(CHAIN, 1.0, 1.0, along, [0.0]) for along in (None, 3, [], ALONG[:1])],
    "along[1]": [
        lambda: landscape(CHAIN, 1.0, 1.0, [[[1.0]], [[1.0, 2.0]]], [0.0]),
        lambda: landscape(CHAIN, 1.0, 1.0, [[[1.0]], "a"], [0.0]),
    ],
    "across": [lambda: landscape(CHAIN, 1.0, 1.0, ALONG, [0.0], 3, [0.0]),
    lambda: landscape(CHAIN, 1.0, 1.0, ALONG, [0.0], [], [0.0])],
    "network": [
        lambda: descend("network", 1.0, 1.0, 0.1, 3), lambda: landscape(None, 1.0, 1.0, ALONG, [0.0]),
        lambda: check_gradient([1.0], 1.0, 1.0), lambda: direction(None, 0),
        lambda: check_gradient("network", 1.0, 1.0, [[[1.0]]]), lambda: largest_curvature(None, 1.0, 1.0),
        lambda: check_gradient(Network([np.ones((5, 1, 1))]), 1.0, 1.0),
    ],
    "function": [
        lambda: wrong_slope("tanh"), lambda: wrong_slope(np.tanh), lambda: wrong_slope(None),
        lambda: multiplications("forward", [1.0]), lambda: multiplications(None, [1.0]),
    ],
    "low": [lambda: wrong_slope(activation("tanh"), "a"), lambda: wrong_slope(activation("tanh"), -INF)],
    "high": [lambda: wrong_slope(activation("tanh"), 0.0, NAN), lambda: wrong_slope(activation("tanh"), 0.0, None)],
    "tolerance": [
        *(lambda bad=bad: check_gradient(CHAIN, 1.0, 1.0, tolerance=bad) for bad in ("small", None, NAN)),
        *(lambda bad=bad: descend(CHAIN, 1.0, 1.0, 0.1, 3, tolerance=bad) for bad in ("small", None, NAN)),
    ],
    "numbers": [lambda: multiplications(max, [1.0], "a"), lambda: multiplications(max, [1.0], NAN)],
    "own function": [lambda: Function.own("p**2"), lambda: Function.own(None), lambda: Function.own(3)],
    "own cost": [lambda: Cost.own("q - y"), lambda: Cost.own(None)],
}  # fmt: skip

OWN = [divides_by_zero, shapeless, talkative, complex_number, two_arguments]


def one_sentence(call) -> str:
    """The message of the InputError that `call` raises."""
    with pytest.raises(InputError) as problem:
        call()
    assert problem.value.__suppress_context__ or problem.value.__context__ is None
    assert problem.value._render_traceback_() == [f"InputError: {problem.value}"]
    return str(problem.value)


CASES = [(name, call) for name, calls in BAD.items() for call in calls]


@pytest.mark.parametrize(("name", "call"), CASES, ids=[f"{name}-{k}" for k, (name, _) in enumerate(CASES)])
def test_one_sentence_names_the_argument_what_is_expected_and_what_came(name, call):
    message = one_sentence(call)
    assert message.startswith(f"{name}: expected "), message
    assert ", got " in message and "\n" not in message and len(message) < 300, message


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize(
    "use",
    [
        lambda own: Network.chain([1.0], own).forward([1.0, 2.0]),
        lambda own: Network.chain([1.0], ["identity", own]).backward([1.0, 2.0], [1.0, 2.0]),
        lambda own: descend_curve(curve(own), 1.0, 0.1, 3),
        lambda own: Function.own(own)(np.array([1.0, 2.0])),
        lambda own: Function.own(np.sin, own),
    ],
    ids=["forward", "backward", "curve", "value", "slope"],
)
def test_an_own_function_that_fails_is_named_with_what_it_did(own, use):
    message = one_sentence(lambda: use(own))
    assert own.__name__ in message or "slope of sin" in message
    assert ": expected " in message and ", got " in message and "\n" not in message


@pytest.mark.parametrize("own", [shapeless, divides_by_zero])
def test_an_own_cost_that_fails_is_named_with_what_it_did(own):
    def cost(y_hat, y):
        return own(y_hat)

    cost.__name__ = own.__name__
    message = one_sentence(lambda: Network.chain([1.0], cost=cost).backward([1.0, 2.0], [1.0, 2.0]))
    assert message.startswith(f"{own.__name__}: expected ") and ", got " in message


@pytest.mark.parametrize("own", [divides_by_zero, two_arguments])
def test_what_an_own_function_raised_is_told(own):
    message = one_sentence(lambda: Network.chain([1.0], own).forward(1.0))
    assert {"divides_by_zero": "IndexError: list index out of range", "two_arguments": "missing 1 required"}[
        own.__name__
    ] in message


JUNK = st.one_of(
    st.none(), st.booleans(), st.text(max_size=5), st.binary(max_size=3),
    st.floats(), st.complex_numbers(), st.integers(),
    st.recursive(st.floats() | st.text(max_size=2) | st.none(),
    lambda inner: st.lists(inner, max_size=3), max_leaves=6),
    st.dictionaries(st.text(max_size=2), st.floats(), max_size=2),
)  # fmt: skip


@given(JUNK, JUNK)
def test_whatever_comes_is_used_or_refused_in_one_sentence(first, second):
    for call in (
        lambda: Network(first), lambda: Network.chain(first), lambda: Network.chain([1.0], first),
        lambda: Network.chain([1.0], cost=first), lambda: CHAIN.forward(first), lambda: CHAIN.backward(first, second),
        lambda: WIDE.backward(first, second), lambda: CHAIN.step(first, second), lambda: CHAIN.mean_cost(1.0, first),
        lambda: descend(CHAIN, first, second, 0.1, 2), lambda: descend(CHAIN, 1.0, 1.0, first, 2),
        lambda: descend_curve(parabola(), first, 0.1, 2), lambda: parabola(first, second), lambda: curve(first),
        lambda: landscape(CHAIN, 1.0, 1.0, ALONG, first), lambda: landscape(CHAIN, 1.0, 1.0, first, second),
        lambda: direction(CHAIN, first, second), lambda: check_gradient(CHAIN, 1.0, 1.0, first),
    ):  # fmt: skip
        try:
            call()
        except InputError as problem:
            assert "\n" not in str(problem) and ": " in str(problem)


class Tensor:
    """An array of another library that does not give away its numbers, as a tensor of PyTorch that requires grad."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("Can't call numpy() on Tensor that requires grad.\nUse tensor.detach().numpy() instead.")

    def __iter__(self):
        raise RuntimeError("no way through here")

    def __repr__(self):
        raise RuntimeError("nor here")


MASKED = np.ma.masked_array([1.0, 2.0], [False, True])


@pytest.mark.parametrize(
    "given, told", [(Tensor(), "a Tensor: Can't call numpy() on Tensor"), (MASKED, "a masked array")]
)
def test_arrays_of_other_kinds_are_refused_in_one_sentence(given, told):
    calls = {
        "x": lambda: CHAIN.forward(given), "y": lambda: CHAIN.backward([1.0, 2.0], given),
        "weights[0]": lambda: Network([given, [[1.0]]]), "gradients[0]": lambda: CHAIN.step([given, [[1.0]]], 0.1),
        "first": lambda: landscape(CHAIN, 1.0, 1.0, ALONG, given),
    }  # fmt: skip
    assert one_sentence(lambda: CHAIN.step([[[1.0]], [[1.0]]], given)).startswith(
        "eta: expected a number above 0, got "
    )
    for name, call in calls.items():
        assert one_sentence(call).startswith(f"{name}: expected numbers, got {told}"), name
    assert one_sentence(lambda: CHAIN.forward([[1.0], [given]])).startswith("x: expected numbers, got ")


def test_what_cannot_be_gone_through_is_refused_where_a_list_is_expected():
    for name, call in {"weights": Network, "activations": lambda each: Network.chain([1.0], each)}.items():
        assert one_sentence(lambda call=call: call(Tensor())).startswith(f"{name}: expected ")


def test_a_masked_array_that_masks_nothing_is_an_array():
    assert CHAIN.forward(np.ma.masked_array([1.0, 2.0])).p[0].tolist() == [[1.0], [2.0]]
