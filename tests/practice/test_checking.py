"""Functions judged: the right ones agree, what is planted is named, and whatever else they do is said in a sentence."""

import functools
import threading
import time

import numpy as np
import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.practice import checking
from bplesson.practice.checking import check, judged
from bplesson.practice.diagnosis import named
from bplesson.practice.item import item
from bplesson.practice.mistakes import MISTAKES, OF_PASSES
from bplesson.practice.rules import RIGHT

FUNCTIONS = [(id, name) for id in ("P2.4", "P4.4") for name in item(id).functions]
ALIKE = {"B1", "O1", "E1"}  # in a linear chain


def mats(weights, x0, y):
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])
    delta = [x[-1] - y]
    for W in reversed(weights[1:]):
        delta.append(W.T @ delta[-1])
    return [np.outer(delta[len(weights) - 1 - i], x[i]) for i in range(len(weights))]


def rows(weights, X0, Y):
    each = [mats(weights, x, y) for x, y in zip(X0, Y)]
    return [sum(some) / len(X0) for some in zip(*each)]


def chain(weights, x0, y):
    return [float(g[0, 0]) for g in mats([np.array([[w]]) for w in weights], np.array([x0]), y)]


def test_the_right_functions_agree_and_it_is_said_what_was_compared():
    assert bp.check("P2.4", chain).says == "All 13 derivatives of 4 chains agree."
    assert check("P4.4", mats).says == "All 85 derivatives of 5 networks agree."
    assert check("P4.4 batch_gradients", rows).says == "All 85 derivatives of 5 networks with 1 to 5 examples agree."
    assert check("P4.4", mats).ok and check("P4.4", mats).mistakes == ()


@pytest.mark.parametrize(
    "way",
    [
        lambda weights, x0, y: mats(weights, x0, y),
        lambda *arguments: tuple(mats(*arguments)),
        lambda weights, x0, y: [g.tolist() for g in mats(weights, x0, y)],
        lambda weights, x0, y: iter(mats(weights, x0, y)),
        functools.partial(lambda more, *arguments: mats(*arguments), 1),
        lambda weights, x0, y: print("here") or mats(weights, x0, y),
        lambda weights, x0, y, more=None: mats(weights, x0, y),
    ],
)
def test_every_correct_variant_is_right(way, capsys):
    assert check("P4.4 backpropagate", way).ok
    assert capsys.readouterr() == ("", "")


def test_a_generator_and_an_object_that_can_be_called_are_functions():
    def one_by_one(weights, x0, y):
        yield from mats(weights, x0, y)

    class Mine:
        def __call__(self, weights, x0, y):
            return mats(weights, x0, y)

    assert check("P4.4", one_by_one).ok and check("P4.4", Mine()).ok
    assert check("P4.4", Mine).says == "It is a class, Mine: a function is asked for, made with `def`."


def planted(which: str, name: str, rules):
    """A function that works by these rules: it knows the results by heart, call by call."""
    calls = list(item(which).functions[name].calls(None))

    def mine(*arguments):
        for call in calls:
            if all(map(checking.same, arguments, call.arguments)):
                return call.result(rules)
        raise AssertionError("called with something else")

    return mine


@pytest.mark.parametrize("which, name", FUNCTIONS)
def test_every_mistake_that_shows_is_named_and_none_is_called_right(which, name):
    calls = list(item(which).functions[name].calls(None))
    for mistake in OF_PASSES:
        for form in mistake.forms:
            rules = RIGHT.with_(**form)
            if mistake.id in calls[0].no or all(checking.agree(call.made(rules), call.right) for call in calls):
                continue
            verdict = check(f"{which} {name}", planted(which, name, rules))
            assert not verdict.ok and mistake.id in verdict.mistakes
            assert len(verdict.mistakes) == 1 or ALIKE.issuperset(verdict.mistakes) or name == "backward"


def test_two_mistakes_are_named_and_no_pair_is_called_right():
    tried = found = 0
    ids = ("S2", "S3", "B2", "B10", "O3", "E1", "M1", "M3")
    for k, one in enumerate(ids):
        for other in ids[k + 1 :]:
            form, second = MISTAKES[one].forms[0], MISTAKES[other].forms[0]
            if form.keys() & second.keys():
                continue
            verdict = check("P4.4 batch_gradients", planted("P4.4", "batch_gradients", RIGHT.with_(**form, **second)))
            assert not verdict.ok
            tried, found = tried + 1, found + ({one, other} <= set(verdict.mistakes))
    assert tried > 15 and found >= 0.95 * tried


# what else a function may do -----------------------------------------------------------------------------------------
def says(which, function) -> str:
    verdict = check(which, function)
    assert not verdict.ok
    return verdict.says


def test_what_it_does_not_return_is_said():
    assert says("P4.4", lambda w, x, y: None) == "It returns nothing: is there a `return` at its end?"
    assert says("P4.4", lambda w, x, y: print(1)).startswith("It prints, but what is printed is not handed on")
    assert says("P4.4", lambda w, x, y: ...) == says("P4.4", ...) == says("P4.4", None) == "It is not written yet."
    few = "On a 2-2-2-2 network it returns 2 derivatives: expected 3 derivatives, one for each of the weights."
    assert says("P4.4", lambda w, x, y: mats(w, x, y)[:2]) == few
    wrong = "On a 2-2-2-2 network entry 0 of what it returns has the shape (3, 3): expected the shape (2, 2)."
    assert says("P4.4", lambda w, x, y: [np.ones((3, 3))] * len(w)) == wrong


def test_what_is_off_is_said_beside_what_it_should_be():
    off = says("P2.4", lambda weights, x0, y: [*chain(weights, x0, y)[:-1], 0.25])
    assert off == (
        "On a chain of 3 weights entry 2 of what it returns is 0.25 and should be 3; entries 0, 1 are right. "
        "No known mistake explains it."
    )
    nearly = says("P2.4", lambda weights, x0, y: [g * 1.00002 for g in chain(weights, x0, y)])
    assert "is 2.00004 and should be 2." in nearly
    alone = says("P2.4", lambda weights, x0, y: [1.0])
    assert alone.startswith("On a chain of 3 weights it returns a single number: expected 3 derivatives")


def test_shapes_that_do_not_fit_are_said_in_words():
    words = says("P4.4", lambda weights, x0, y: [weights[0] @ np.ones((5, 2))])
    assert "`@`: the left one ends with 2, the right one begins with 5" in words
    words = says("P4.4", lambda weights, x0, y: [weights[0] @ 3.0])
    assert "`@` takes two arrays, and on its right stands a single number" in words


def test_a_mean_that_is_none_is_said_to_be_none():
    def mean_gradients(take):
        return lambda weights, inputs, labels: take([chain(weights, *each) for each in zip(inputs, labels)])

    for take, words in (
        (lambda each: each[0], "Only the first example"),
        (lambda each: np.sum(each, axis=0) / len(each[0]), "by the number of weights"),
        (lambda each: np.mean(each, axis=0) / len(each), "examples twice"),
        (lambda each: np.mean(each[:2], axis=0), "It works for up to 2 examples only"),
    ):
        assert words in says("P2.4 mean_gradients", mean_gradients(take))
    of_means = says("P2.4 mean_gradients", lambda w, x, y: chain(w, np.mean(x), np.mean(y)))
    assert of_means.startswith("The mean was taken of inputs and labels")


@pytest.mark.parametrize("result", ["text", b"1", {"w01": 1}, {1, 2, 3}, object(), [None] * 3, ["1"] * 3, [1j] * 3])
def test_what_is_no_list_of_numbers_is_said(result):
    words = says("P2.4", lambda weights, x0, y: result)
    assert words.startswith("On a chain of 3 weights it returns ") and "expected 3 derivatives" in words
    assert "0x" not in words


def test_numbers_that_are_none_are_not_right():
    assert not check("P4.4", lambda w, x, y: [g * np.nan for g in mats(w, x, y)]).ok
    assert not check("P4.4", lambda w, x, y: [0 * g for g in mats(w, x, y)]).ok


def test_the_learners_own_line_is_shown_and_none_of_ours():
    def broken(weights, x0, y):
        return weights[0] @ np.ones(17)

    words = says("P4.4", broken)
    assert words.startswith(
        "On a 2-2-2-2 network Python stops in your line `return weights[0] @ np.ones(17)`: ValueError: "
    )
    assert "bplesson" not in words and "\n" not in words


def test_other_arguments_are_said_with_those_that_are_expected():
    words = says("P4.4", lambda weights, x0: 1)
    assert words == "It takes (weights, x0): expected backpropagate(weights, x0, y)."


def test_a_list_in_reverse_and_outer_products_turned_round_are_named():
    assert check("P4.4", lambda w, x, y: mats(w, x, y)[::-1]).mistakes == ("U6",)
    assert check("P2.4", lambda w, x, y: chain(w, x, y)[::-1]).mistakes == ("U6",)
    turned = check("P4.4", lambda w, x, y: [g.T for g in mats(w, x, y)])
    assert turned.mistakes == ("E2",) and turned.says.count(named(("E2",))) == 1
    assert check("P4.4", lambda w, x, y: [np.sum(g) for g in mats(w, x, y)]).mistakes == ("E3",)


def test_changed_inputs_are_said():
    def greedy(weights, x0, y):
        made = mats(weights, x0, y)
        weights[0] -= 0.1 * made[0]
        return made

    assert check("P4.4", greedy).mistakes == ("U3",)


def test_arrays_of_integers_that_cut_off_are_named():
    def cut(weights, x0, y):
        made = [np.zeros_like(W) for W in weights]
        for some, each in zip(made, mats(weights, x0, y)):
            some[...] = each
        return made

    verdict = check("P4.4", cut)
    assert verdict.mistakes == ("U4",) and verdict.says.startswith("With floats it is right, with arrays of whole")


def test_what_piles_up_is_named_and_other_memory_is_said():
    kept, grown = {}, []

    def sums(weights, x0, y):
        for k, each in enumerate(mats(weights, x0, y)):
            kept[k, each.shape] = kept.get((k, each.shape), 0) + each
        return [kept[k, W.shape] for k, W in enumerate(weights)]

    def longer(weights, x0, y):
        grown.extend(mats(weights, x0, y))
        return grown

    assert check("P4.4", sums).mistakes == check("P4.4", longer).mistakes == ("U5",)
    calls = iter(range(99))
    words = says("P4.4", lambda w, x, y: [g * (1 + n * n) for n in [next(calls)] for g in mats(w, x, y)])
    assert words == "A second call with the same arguments returns something else: what does it keep?"


def test_that_it_works_on_square_matrices_or_for_one_example_only_is_said():
    def square(weights, x0, y):
        assert all(len(W) == len(W[0]) for W in weights), "not square"
        return mats(weights, x0, y)

    def single(weights, X0, Y):
        made = rows(weights, X0, Y)
        return made if len(X0) == 1 else [np.round(each) + 0.123 for each in made]

    words = says("P4.4", square)
    assert words.startswith("2 of 5 networks agree. It works on square matrices only. On a 2-3-2 network Python stops")
    assert "It works for one example only." in says("P4.4 batch_gradients", single)


def test_it_is_stopped_where_it_never_ends_also_if_it_catches_everything(monkeypatch):
    monkeypatch.setattr(checking, "SECONDS", 0.3)

    def loop(weights, x0, y):
        while True:
            pass

    def stubborn(weights, x0, y):
        while True:
            try:
                n = 0
                while True:
                    n = abs(n) + 1
            except BaseException:
                pass

    def endless(weights, x0, y):
        while True:
            yield 1

    for function in (loop, stubborn):
        start = time.monotonic()
        assert "is there a loop that never ends?" in says("P4.4", function)
        assert time.monotonic() - start < 3
    assert "it returns 1000 derivatives" in says("P4.4", endless)
    assert not [thread for thread in threading.enumerate() if "_run" in thread.name]


def test_a_function_that_calls_itself_for_ever_or_leaves_python_is_said():
    def again(weights, x0, y):
        return again(weights, x0, y)

    assert "RecursionError" in says("P4.4", again)
    assert "SystemExit" in says("P4.4", lambda weights, x0, y: exit())


def test_a_fault_of_the_check_is_said_to_be_one(monkeypatch):
    def failing(function):
        raise KeyError("ours")

    verdict = judged(checking.Asked(failing, "derivatives", "networks"), mats)
    assert verdict.says.startswith("The check itself failed") and not verdict.ok and verdict.mistakes == ()
    assert "wrong" not in verdict.says


@pytest.mark.parametrize("which", ["P9.9", "", None, 4, "P2.1", "P2.4 sideways"])
def test_an_item_that_asks_for_no_function_is_said(which):
    with pytest.raises(InputError, match="^(item|function): "):
        check(which, mats)
    with pytest.raises(InputError, match="^function: expected a Python function, got 5"):
        check("P4.4", 5)


def test_vectorized_functions_are_judged():
    assert not check("P2.4", np.vectorize(lambda w, x, y: w * x)).ok


@pytest.mark.parametrize("which, function", [("P2.4", chain), ("P4.4", mats), ("P4.4 batch_gradients", rows)])
def test_a_check_is_quick_also_where_nothing_explains(which, function):
    took = []
    for _ in range(3):
        start = time.process_time()
        assert not check(which, lambda weights, x0, y: [g + 0.1234 for g in function(weights, x0, y)]).mistakes
        took.append(time.process_time() - start)
    assert min(took) < 1
