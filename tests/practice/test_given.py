"""Practice on given numbers: those that are asked, what is told beside them, and what comes after."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.errors import InputError
from bplesson.kit.record import RECORD, Record
from bplesson.practice.item import item


@pytest.fixture(autouse=True)
def record(monkeypatch):
    """The attempts of this test alone."""
    monkeypatch.setattr(RECORD, "__dict__", vars(Record()))
    return RECORD


def square(p):
    return p * p


CHAIN = {"weights": [3, -1, 2], "x": 0.5}
BENT = {"weights": [4, -2.5, 3], "x": 0.5, "activations": ["relu", square, "leaky relu", "identity"]}
LAYERS = {"weights": [[[1, -1], [1, 2], [-1, 0]], [[2, -1, 1], [1, 1, -2]]], "x": [2, 1]}
RELU = LAYERS | {"activations": ["identity", "relu", "identity"]}
BIASED = RELU | {"biases": [[1, 0, 2], [0, -1]]}
CLASSES = {"powers": [3, 3, 2], "label": 2}
ALL_X1 = {"x1_0": 1, "x1_1": 4, "x1_2": -2}
OF_LESSONS = [  # the figures with question marks, and what they ask for by the lessons' own numbers
    ("P1.1", {"w": 2, "x": [1, 2, 4], "y": [5, 1, 5]}, ["C"], {"C": 4.5}),
    ("P1.1", {"w": 2, "x": 1, "y": 5}, None, {"e1": -3, "C1": 4.5}),
    ("P1.4", {"w": [2, 1], "x": [1, 2, 3], "y": [5, 1, 0]}, ["g0", "g1"], {"g0": 9, "g1": 3}),
    ("P2.1", CHAIN, ["x1", "x2", "x3"], {"x1": 1.5, "x2": -1.5, "x3": -3}),
    ("P2.1", CHAIN | {"y": -1}, ["w01", "w12", "w23"], {"w01": 2, "w12": -6, "w23": 3}),
    ("P3.1", BENT, ["p1", "q1", "p2"], {"p1": 2, "q1": 4, "p2": -10}),
    ("P3.1", BENT, ["slope1"], {"slope1": 4}),
    ("P3.2", BENT | {"y": -5}, ["dp2", "delta2"], {"delta1": 0.6, "delta2": -6}),
    ("P3.2", BENT | {"y": -5}, ["dq3", "dq1", "dp1"], {"dq3": 2, "dq1": -1.5, "delta2": -6}),
    ("P4.1", LAYERS, ["x1", "x2[1]"], ALL_X1 | {"x2_1": 9}),
    ("P4.1", LAYERS | {"y": [-5, 7]}, ["delta0", "W12[1, 0]"], {"delta0_0": 1, "delta0_1": 2, "w12_10": 2}),
    ("P5.1", RELU, ["q1"], {"q1_0": 1, "q1_1": 4, "q1_2": 0}),
    ("P5.1", RELU | {"y": [-3, 3]}, ["delta1"], {"delta1_0": 4, "delta1_1": 1, "delta1_2": 0}),
    ("P5.1", BIASED, ["p1"], {"p1_0": 2, "p1_1": 4, "p1_2": 0}),
    ("P7.1", CLASSES, ["y_hat", "z"], {"y_hat_0": 0.375, "y_hat_1": 0.375, "y_hat_2": 0.25, "C_is_ln": 4}),
    ("P7.1", CLASSES, ["delta0"], {"delta0_0": 0.375, "delta0_1": 0.375, "delta0_2": -0.75}),
]


@pytest.mark.parametrize("which, numbers, ask, right", OF_LESSONS)
def test_what_is_asked_has_boxes_and_the_right_numbers(which, numbers, ask, right):
    practice = bp.practice(which, **numbers, ask=ask)
    assert set(practice.blanks) == set(right)
    assert practice.answer(**right).ok
    boxes = {each.name for each in practice._scene.items if type(each).__name__ == "Blank"}
    assert boxes == set(practice.blanks) and len(practice.working()) == len(right)


@pytest.mark.parametrize("which, numbers, ask, right", OF_LESSONS)
def test_another_one_is_drawn_and_begins_at_seed_0(which, numbers, ask, right):
    practice = bp.practice(which, **numbers, ask=ask)
    level = practice.level
    assert " · level" not in practice._question.value
    practice.another()
    assert (practice.seed, practice.level) == (0, level) and practice.case.says == item(which).case(0, level).says
    assert " · level" in practice._question.value
    practice.another()
    assert practice.seed == 1


def test_the_level_after_it_asks_the_like():
    levels = {tuple(ask): bp.practice("P2.1", **CHAIN, y=-1, ask=ask).level for ask in (["w01"], ["delta1"], ["x1"])}
    assert levels == {("w01",): 0, ("delta1",): 1, ("x1",): 2}


def test_what_comes_back_to_a_node_is_asked_with_its_delta_and_what_follows_from_it_is_right_given_it():
    practice = bp.practice("P3.2", **BENT, y=-5, ask=["dp2", "dq1", "dp1", "dq0", "dp0"])
    assert practice.blanks == ("delta1", "dq1", "delta2", "dq0", "delta3")
    right = {"delta1": 0.6, "dq1": -1.5, "delta2": -6, "dq0": -24, "delta3": -24}
    assert practice.answer(**right).ok
    assert {"dq3": 2, "dq2": 6}.items() <= practice.case.shown.items()
    turned = practice.answer(**right | {"dq1": 1.5, "delta2": 6, "dq0": 24, "delta3": 24})
    assert [name for name, state in turned.boxes.items() if state.startswith("right, given")] == [
        "delta2",
        "dq0",
        "delta3",
    ]
    assert practice.answer(**right | {"dq1": -15, "delta2": -60, "dq0": -60, "delta3": -60}).mistakes == ("L2",)
    assert "dq2" not in bp.practice("P3.2", **BENT, y=-5, ask=["delta1"]).case.shown
    assert "dq0" not in bp.practice("P3.2", **BENT, y=-5, ask=["dq1", "delta2", "w01"]).case.shown  # it is δ₂ w₀₁


def test_what_comes_later_is_not_given_away():
    practice = bp.practice("P2.1", **CHAIN, y=-1, ask=["x2"])
    assert {"x0", "x1"} == set(practice.case.shown)
    told = " ".join(map(str, practice._diagram.filling["words"].values()))
    assert "x₁ = 1.5" in told and "−3" not in told and "−1.5" not in told
    layers = bp.practice("P4.1", **LAYERS, y=[-3, 3], ask=["x1"])
    assert layers.case.shown == {} and "δ₀ =" not in layers.case.says
    some = bp.practice("P4.1", **LAYERS, ask=["x1[0]", "x2"])
    assert "Known: x₁[1] = 4, x₁[2] = −2." in some.case.says
    derivatives = bp.practice("P2.1", **CHAIN, y=-1, ask=["w01", "w23"])
    assert not {"w12", "w23"} & set(derivatives.case.shown)


@pytest.mark.parametrize(
    "which, numbers, ask, mistake",
    [
        ("P2.1", CHAIN | {"y": -1}, ["delta0", "delta1"], "S1"),
        ("P2.1", CHAIN | {"y": -1}, ["w01", "w12", "w23"], "O3"),
        ("P3.1", BENT, ["p1", "q1", "p2", "q2", "p3", "q3"], "O2"),
        ("P3.2", BENT | {"y": -5}, ["delta1", "delta2"], "L1"),
        ("P4.1", LAYERS | {"y": [-3, 3]}, ["delta1", "W01"], "O3"),
        ("P5.1", RELU | {"y": [-3, 3]}, ["delta1", "W01"], "B2"),
        ("P5.1", BIASED | {"y": [-3, 3]}, ["delta1", "W01"], "K1"),
        ("P1.1", {"w": 2, "x": [1, 2, 4], "y": [5, 1, 5]}, ["C"], "M1"),
        ("P1.4", {"w": [2, 1], "x": [1, 2, 3], "y": [5, 1, 0]}, None, "M1"),
        ("P7.1", CLASSES, ["delta0"], "S6"),
    ],
)
def test_mistakes_are_named_as_on_drawn_cases(which, numbers, ask, mistake, record):
    practice = bp.practice(which, **numbers, **({"ask": ask} if ask else {}))
    made = practice.case.key.wrong[mistake][0]({})
    assert mistake in practice.answer(**{name: made[name] for name in practice.blanks}).mistakes
    assert record.attempts[-1].skill == which


def test_of_longer_numbers_three_digits_are_enough_all_the_way():
    practice = bp.practice("P2.1", weights=[1.23, -2.34, 0.567], x=1.11)
    assert practice.case.long and practice.answer(x1=1.37, x2=-3.21, x3=-1.82).ok  # from 1.3653, −3.1948
    assert not practice.answer(x1=1.37, x2=-3.29, x3=-1.82).ok
    assert not bp.practice("P2.1", **CHAIN).case.long


def test_the_same_answer_to_given_and_to_drawn_numbers_is_two_attempts(record):
    practice = bp.practice("P2.1", **CHAIN, y=-1, ask=["w01", "w12", "w23"])
    for _ in range(2):
        practice.answer(w01=1, w12=1, w23=1)
    practice.another()
    practice.answer(w01=1, w12=1, w23=1)
    assert len(record.attempts) == 2


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "relu", lambda p: np.sin(p)])
def test_any_activation_will_do(activation):
    for which, numbers in (("P3.2", {"weights": [0.4, -0.3], "x": 1, "y": 2}), ("P5.1", LAYERS | {"y": [1, 2]})):
        practice = bp.practice(which, **numbers, activations=activation)
        assert practice.answer(**practice.case.right).ok and all(practice.working())


@pytest.mark.parametrize(
    "which, numbers, said",
    [
        ("P2.1", CHAIN | {"ask": ["z1"]}, "ask: expected one of 'x1', 'x2', 'x3', got 'z1'"),
        ("P2.1", CHAIN | {"ask": ["delta1"]}, "y: expected the label, without which there is no delta1"),
        ("P2.1", CHAIN | {"y": -1, "ask": ["dq1"]}, "ask: expected one of 'x1', 'x2', 'x3', 'delta0'"),
        ("P3.2", BENT | {"ask": ["dq1"]}, "y: expected the label, without which there is no dq1"),
        ("P2.1", CHAIN | {"ask": "x1"}, "ask: expected a list of names, got 'x1'; try ['x1']"),
        ("P2.1", CHAIN | {"ask": []}, "ask: expected at least one of 'x1', 'x2', 'x3'"),
        ("P2.1", CHAIN | {"ask": [3]}, "ask: expected one of 'x1', 'x2', 'x3', got 3"),
        ("P2.1", CHAIN | {"x": [1, 2]}, "x: expected a finite number"),
        ("P2.1", {"weights": [3]}, "P2.1: expected weights, x, y, ask, got weights: missing"),
        ("P2.1", CHAIN | {"bias": 3}, "P2.1: expected weights, x, y, ask, got weights, x, bias:"),
        ("P2.1", CHAIN | {"weights": "ab"}, "weights"),
        ("P1.2", {"w": 3}, "w: P1.2 draws its own numbers"),
        ("P3.2", BENT | {"y": 1, "activations": ["relu"]}, "activations: expected"),
        ("P4.1", LAYERS | {"x": [1, 2, 3]}, "x: expected shape (n, 2)"),
        ("P4.1", LAYERS | {"y": [1]}, "y: expected shape"),
        ("P4.1", LAYERS | {"y": [1, 2], "ask": ["W13"]}, "ask: expected one of 'x1', 'x2', 'delta0', 'delta1', 'delta"),
        ("P4.1", LAYERS | {"ask": ["x1[3]"]}, "ask: expected one of 'x1', 'x2', got 'x1[3]'"),
        ("P4.1", {"weights": [np.ones((9, 1))], "x": 1}, "weights: expected layers of at most 6 nodes, got 9"),
        ("P5.1", BIASED | {"biases": [[1]]}, "biases: expected one vector for each of 2 matrices, got 1"),
        ("P5.1", BIASED | {"biases": [[1], [1, 2]]}, "biases[0]: expected one number for each row of a matrix (3, 2)"),
        ("P5.1", RELU | {"x": [[2, 1], [1, 1]]}, "x: expected the numbers of one example, got shape (2, 2)"),
        ("P1.1", {"w": 2, "x": [1, 2], "y": [5]}, "y: expected a label for each of 2 inputs, got 1"),
        ("P7.1", CLASSES | {"powers": [3, 0, 2]}, "powers: expected the e^p of three classes, all above 0, got [3, 0"),
        ("P7.1", CLASSES | {"label": 3}, "label: expected the class that is right, 0, 1 or 2, got 3"),
        ("P7.1", CLASSES | {"ask": ["q"]}, "ask: expected one of 'y_hat', 'z', 'delta0', got 'q'"),
        ("P1.4", {"w": 2, "x": [1, 2], "y": [5, 6]}, "w: expected two numbers, w[0] and w[1], got 1"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(which, numbers, said):
    with pytest.raises(InputError) as problem:
        bp.practice(which, **numbers)
    assert str(problem.value).startswith(said)
