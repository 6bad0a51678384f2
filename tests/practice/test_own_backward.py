"""The learner's own backward pass drives the picture: its numbers, its steps, its mistake by name, its troubles."""

import re
import time
from html import unescape

import numpy as np
import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.own import Derivatives
from bplesson.kit.own_sentence import own_sentence
from bplesson.kit.sentence import own_step
from bplesson.practice import checking
from bplesson.practice.biased import BIASED
from bplesson.practice.checking import judged
from tests.practice import own_functions as own

SQUARE_LAYERS = [[[1, 2], [3, -1]], [[2, 1], [0.5, -1]], [[1, 0], [2, 1]]]
BIASED_LAYERS = [[[1, -1, 0.5], [1, 0, -1], [-1, 0, 2]], [[2, -1, 1, 0], [1, 1, -2, 1]]]
TANH = ["identity", "tanh", "identity"]


def chain(**given):
    return bp.ChainExplorer([3, -1, 2], 0.5, -1, eta=0.05, **given)


def said(explorer) -> str:
    return unescape(re.sub("<[^>]*>", "", explorer._sentence.value))


def words(explorer, prefix: str) -> dict:
    shown = explorer._diagram.filling["words"]
    return {id: text for id, text in shown.items() if id.startswith(prefix) and text}


RIGHT = {
    "linear chain": lambda f: bp.ChainExplorer([3, -1, 2], 0.5, -1, eta=0.01, backward=f(own.linear_chain)),
    "linear chain, with activations": lambda f: chain(backward=f(own.bent_chain)),
    "chain of tanh": lambda f: bp.ChainExplorer([1.5, -1, 2], 1, 0.3, "tanh", backward=f(own.bent_chain)),
    "chain of many": lambda f: bp.ChainExplorer(
        [1.5, -1, 2], 1, 0.3, ["identity", "sigmoid", "leaky relu", own.square], backward=f(own.bent_chain)
    ),
    "linear layers": lambda f: bp.LayersExplorer(backward=f(own.linear_layers)),
    "bent layers": lambda f: bp.LayersExplorer(activations=TANH, backward=f(own.bent_layers)),
    "biases": lambda f: bp.LayersExplorer(
        BIASED_LAYERS, [2, 1], [3, -4], TANH, eta=0.01, bias=True, backward=f(own.bent_layers)
    ),
    "linear, biases": lambda f: bp.LayersExplorer(
        BIASED_LAYERS, [2, 1], [3, -4], eta=0.01, bias=True, backward=f(own.bent_layers)
    ),
    "training": lambda f: bp.TrainingExplorer(backward=f(own.mean_gradients)),
    "training, batches": lambda f: bp.TrainingExplorer(
        "two moons", (4, 4), "leaky relu", "sigmoid", batch=10, backward=f(own.mean_gradients)
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_function_is_the_package(name):
    mine, theirs = RIGHT[name](lambda function: function), RIGHT[name](lambda function: None)
    assert mine.backward is not None and theirs.backward is None
    for explorer in (mine, theirs):
        explorer.walk_to(12)
    assert mine.t == theirs.t == 12
    for a, b in zip(mine.network.weights, theirs.network.weights):
        np.testing.assert_allclose(a, b, rtol=1e-9)
    assert mine.derivatives.wrong == 0 and not mine.derivatives.said
    assert "≠" not in said(mine) and "⚠" not in said(mine) and "drives this picture" in said(mine)
    assert "drives" not in said(theirs)


@pytest.mark.parametrize("name", RIGHT)
def test_a_wrong_sign_climbs_and_is_named(name):
    explorer = RIGHT[name](own.turned)
    before = explorer.cost
    for g, right in zip(explorer.gradients, explorer.passes.gradients):
        np.testing.assert_allclose(g, -np.reshape(right, np.shape(g)), rtol=1e-9)
    assert "≠ Your function" in said(explorer)
    if explorer._own.verdict.says:  # no item judges it as yet
        assert explorer._own.verdict.mistakes == ("S1",) and "The sign of the error is turned round" in said(explorer)
    explorer.step()
    assert explorer.cost > before
    if getattr(explorer, "batch", None) is None:
        assert "climbs" in said(explorer) or "Diverged" in said(explorer)


def test_own_numbers_stand_on_the_chain_beside_the_right_ones():
    explorer = chain(backward=own.turned(own.linear_chain))
    assert words(explorer, "own") == {"own01": "yours −2.00 ≠", "own12": "yours 6.00 ≠", "own23": "yours −3.00 ≠"}
    assert words(explorer, "g")["g12"] == "∂C/∂w₁₂ = −6.00"
    assert "derivatives −2.00, 6.00, −3.00 ≠ 2.00, −6.00, 3.00" in repr(explorer)
    explorer.phase = "forward"
    assert not words(explorer, "own") and "≠" not in said(explorer)
    explorer.phase = "update"
    assert words(explorer, "new-w12")["new-w12"] == [("plain", "→ −1.30")]
    explorer.backward = own.linear_chain
    assert not words(explorer, "own") and explorer.gradients == [2.0, -6.0, 3.0]


@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_own_numbers_stand_on_layers_beside_the_right_ones(view):
    explorer = bp.LayersExplorer(SQUARE_LAYERS, [1, 2], [0, 1], eta=0.005, view=view, backward=own.no_transpose)
    assert explorer._own.verdict.mistakes == ("B4",) and "The transpose is missing" in said(explorer)
    texts = {item.id for item in explorer._scene.items}
    assert {f"own{name[1:]}" for name in explorer.names} <= texts
    shown = words(explorer, "own")
    assert shown["own01_10"] == "−39.0 ≠" and words(explorer, "g01")["g01_10"] == "33.5"
    assert shown["own23_00"] == "121 =" and "8 of 12 derivatives are not right" in said(explorer)
    explorer.backward = None
    assert not words(explorer, "own") and not any(item.id.startswith("own") for item in explorer._scene.items)


def test_a_mistake_that_breaks_off_here_says_where():
    explorer = bp.LayersExplorer(backward=own.no_transpose)
    assert "The transpose is missing" in said(explorer) and "On this network Python stops in your line" in said(
        explorer
    )
    explorer._draw()
    assert explorer._plots.curve.ax.get_title(loc="left").endswith("and its slope")


def test_a_mistake_that_does_not_show_here_is_said_to_be_there():
    explorer = bp.LayersExplorer([[[1, 2], [2, 1]], [[1, 3], [3, 1]]], [1, 2], [0, 1], backward=own.no_transpose)
    assert explorer.derivatives.wrong == 0
    assert "The transpose is missing" in said(explorer) and "Here it does not show" in said(explorer)
    assert words(explorer, "own")["own01_00"].endswith("=")


def test_the_next_point_and_the_tangent_are_those_of_the_function():
    explorer = chain(backward=own.turned(own.linear_chain))
    assert explorer.after == pytest.approx((3.1, -1.3, 2.15))
    explorer._draw()
    (x0, x1), (y0, y1) = explorer._plots.curve.tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(6.0)
    assert explorer._plots.curve.ax.get_title(loc="left").endswith("and your slope")
    explorer.walk_to(3)
    assert explorer.t == 3 and [explorer._cost_at(tuple(point)) for point in explorer.path] == sorted(
        explorer._cost_at(tuple(point)) for point in explorer.path
    )
    explorer.reset()
    assert explorer.t == 0 and explorer.backward is not None
    explorer.reset()
    assert explorer.backward is not None  # what is reset are the numbers


def raises(weights, x0, y):
    return own.linear_chain(weights, x0, y)[:-1] + [weights[7]]


TROUBLES = {
    "raises": (raises, "in your line return own.linear_chain(weights, x0, y)[:-1] + [weights[7]]: IndexError"),
    "nothing": (lambda w, x, y: None, "returns nothing"),
    "not written": (lambda w, x, y: ..., "It is not written yet."),
    "a dot in it": (lambda w, x, y: [..., 1, 2], "It is not written yet."),
    "text": (lambda w, x, y: "abc", "returns str"),
    "a number": (lambda w, x, y: 3, "returns int"),
    "too few": (lambda w, x, y: [1, 2], "returns 2 entries: expected 3"),
    "a matrix": (lambda w, x, y: np.ones((3, 2)), "has the shape (2,): expected (1, 1)"),
    "no numbers": (lambda w, x, y: [1, np.nan, 2], "entry 1 is no number: nan"),
    "infinite": (lambda w, x, y: [1, 2, 1 / np.float64(0)], "entry 2 is no number: inf"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_function_that_fails_is_told_and_the_right_one_goes_on(name):
    function, expected = TROUBLES[name]
    explorer = chain(backward=function)
    assert expected in said(explorer), said(explorer)
    assert "The picture goes on with the right derivatives." in said(explorer)
    assert explorer.gradients == [2.0, -6.0, 3.0] and not words(explorer, "own")
    explorer.step()
    assert explorer.t == 1 and explorer.cost < 2


def test_a_function_that_never_ends_is_stopped_once(monkeypatch):
    monkeypatch.setattr(checking, "SECONDS", 0.5)
    monkeypatch.setattr(checking.outcome, "__defaults__", (0.5,))

    def endless(weights, x0, y):
        while True:
            pass

    explorer = chain(backward=endless)
    assert "had not ended" in said(explorer) and "goes on with the right" in said(explorer)
    began = time.perf_counter()
    explorer.walk_to(5)
    explorer.w01 = 2
    assert time.perf_counter() - began < 0.4 and "had not ended" in said(explorer)
    explorer.backward = own.linear_chain
    assert "drives this picture" in said(explorer)


@pytest.mark.parametrize("given", [3, "linear", np.ndarray, lambda a, b: 1, lambda: 1, lambda a, b, c, d, e: 1])
def test_what_is_no_such_function_is_refused(given):
    explorer = chain(backward=own.linear_chain)
    with pytest.raises(InputError, match=r"backward: expected .*backpropagate\(weights, x0, y\)"):
        explorer.backward = given
    assert explorer.backward is own.linear_chain
    with pytest.raises(InputError, match=r"backward: expected .*mean_gradients\(weights, sigmas, x, y\)"):
        bp.TrainingExplorer(backward=given)
    with pytest.raises(InputError):
        bp.LayersExplorer(backward=given)


def test_any_way_to_write_a_function_does():
    class Called:
        def __call__(self, weights, x0, y):
            return own.linear_chain(weights, x0, y)

    def printing(weights, x0, y, loud=True):
        print("a line")
        return np.array(own.linear_chain(weights, x0, y))

    for function in (Called(), printing, lambda *given: own.linear_chain(*given), lambda w, x, y: tuple(raw(w, x, y))):
        explorer = chain(backward=function)
        assert "drives this picture" in said(explorer), said(explorer)


def raw(weights, x0, y):
    return [np.array([[g]]) for g in own.linear_chain(weights, x0, y)]


def test_a_function_without_activations_is_told_so_where_there_are_some():
    explorer = chain(backward=own.linear_chain)
    explorer.activations = "tanh"
    assert "It takes no activations, and this chain has some" in said(explorer)
    assert explorer.gradients == pytest.approx(np.ravel(explorer.passes.gradients))


def test_what_changes_its_weights_moves_nothing_on_the_screen():
    def greedy(weights, x0, y):
        gradients = own.linear_layers(weights, x0, y)
        for W in weights:
            W -= 1
        return gradients

    explorer = bp.LayersExplorer(backward=greedy)
    assert explorer._own.verdict.mistakes == ("U3",) and explorer.w01_00 == 2.0 and explorer.derivatives.wrong == 0


def test_a_learner_s_own_activation_keys_its_own_table():
    explorer = bp.ChainExplorer([1, 2], 1, 0, ["identity", own.square, own.square], eta=0.001, backward=own.bent_chain)
    assert explorer.derivatives.wrong == 0 and not explorer.derivatives.said
    explorer.activations = "softplus"  # no slope of that name is in the table
    assert (
        "KeyError" in said(explorer) and " at 0x" not in said(explorer) and "goes on with the right" in said(explorer)
    )


# training ------------------------------------------------------------------------------------------------------------
def test_a_sum_for_the_mean_is_named_and_beside_a_kept_run():
    explorer = bp.TrainingExplorer(eta=0.05, backward=own.mean_gradients)
    explorer.walk_to(20)
    explorer.keep()
    explorer.backward = own.summed
    assert explorer.t == 0 and explorer.kept is not None
    assert explorer._own.verdict.mistakes == ("M1",)
    assert "none of the 13 derivatives is right" in said(explorer) and "The sum over the examples" in said(explorer)
    explorer.walk_to(20)
    assert explorer.costs[-1] < explorer.kept[-1]  # and that does not make it right


def test_a_step_in_which_the_right_ones_stood_in_is_told():
    explorer = bp.TrainingExplorer(batch=1, backward=own.never_alone)
    explorer.walk_to(3)
    assert "In step 0 the right derivatives stood in" in said(explorer) and explorer.t == 3
    explorer.backward = None
    explorer.walk_to(3)
    assert "stood in" not in said(explorer)


def test_mistakes_with_biases_are_named():
    asked = BIASED["rows"][4]
    assert judged(asked, own.mean_gradients).ok
    assert judged(asked, own.summed).mistakes == ("M1",) and judged(asked, own.bias_twice).mistakes == ("M6",)
    assert judged(BIASED["one"][4], own.bent_layers).ok


def test_with_another_cost_it_is_said_why_they_differ():
    explorer = bp.TrainingExplorer(output="sigmoid, cross-entropy", backward=own.mean_gradients)
    assert explorer.derivatives.wrong and "here the cost is the cross-entropy: its δ₀ is ŷ − y" in said(explorer)


# how long it takes ---------------------------------------------------------------------------------------------------
def test_a_move_stays_quick():
    explorer = chain(backward=own.linear_chain)
    began = time.perf_counter()
    for k in range(50):
        explorer.w12 = k / 50
    assert (time.perf_counter() - began) / 50 < 0.05


def test_a_step_as_good_as_the_right_one_is_told_so():
    assert own_step(0.21, 0.1511, 0.1513).endswith("To three digits the right one does the same.")
    assert own_step(0.21, 0.2, 0.15).endswith("The right one would take it to 0.150.")


def test_one_derivative_is_told_in_the_singular():
    one = np.array([[1.0]])
    sentence = own_sentence(bp.ChainExplorer([1.0], backward=own.linear_chain)._own, Derivatives((one,), (2 * one,)))
    assert "the derivative is not right" in sentence
