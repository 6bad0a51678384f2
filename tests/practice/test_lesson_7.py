"""Lesson 7: softmax and the cross-entropy in numbers, and the functions that it asks for."""

import numpy as np
import pytest

from bplesson.data.digits import digits
from bplesson.engine.network import Network
from bplesson.engine.training import train
from bplesson.practice.checking import check
from bplesson.practice.epochs import RIGHT
from bplesson.practice.item import item
from bplesson.practice.outputs import BY_SHARE, ONE_LARGEST
from bplesson.practice.typed import read
from tests.practice.cases import plant, unfit

NUMBERS = item("P7.1")


# P7.1, numbers -------------------------------------------------------------------------------------------------------
def test_every_mistake_in_softmax_cost_and_delta_is_named_from_the_numbers():
    ids = ("C2", "C3", "C5", "S1", "S2", "S3", "S6", "S7")
    planted = plant("P7.1", 50)
    assert planted.missed == {} and set(planted.seen) == set(ids) and min(planted.seen.values()) >= 25


def test_200_cases_of_softmax_are_short_and_part_all_mistakes():
    assert unfit("P7.1") == []


def test_the_numbers_of_a_case_are_those_of_the_engine():
    case = NUMBERS.case(0, 2)
    powers = np.array([[5, 9, 11], [12, 9, 4]])  # as the case says
    assert "ln 5, ln 9, ln 11), and class 2" in case.says and "ln 12, ln 9, ln 4), and class 1" in case.says
    network = Network([np.eye(3)], ["identity", "softmax"], "cross-entropy")
    passes = network.backward(np.log(powers), np.eye(3)[[2, 1]])
    both = [*passes.y_hat.ravel(), *passes.delta[0].ravel()]
    assert np.allclose(list(case.right.values()), both)


def test_what_follows_from_a_slip_is_right_given_the_slip():
    case = NUMBERS.case(0, 1)  # class 2 is right
    slip = dict(case.right, y_hat_0=0.3, delta0_0=0.3)
    verdict = case.answer(**slip)
    assert not verdict.ok and verdict.mistakes == ()
    assert verdict.boxes["delta0_0"] == "right, given your ŷ[0]" and "ŷ[0]" in verdict.says


def test_a_share_of_zero_does_not_make_any_cost_right():
    case = NUMBERS.case(0, 1)
    typed = {name: 0 if name.startswith("y_hat") else value for name, value in case.right.items()}
    verdict = case.answer(**dict(typed, C_is_ln=77))
    assert not verdict.ok and "C_is_ln" in verdict.boxes and not verdict.boxes["C_is_ln"].startswith("right")
    assert read("C_is_ln", "8/3").fits(8 / 3)


def test_what_else_is_often_taken_for_a_number_is_said_and_counts_as_no_mistake():
    def said(ask, *numbers):
        case = NUMBERS.own(powers=[3, 3, 2], label=2, ask=ask)
        verdict = case.answer(**dict(zip(case.asks, numbers)))
        assert not verdict.ok and verdict.mistakes == ()
        return verdict.says

    assert said(["y_hat"], 3, 3, 2).startswith("Those are the powers")
    assert said(["z"], 1.39).startswith("That is C itself")
    assert said(["delta0"], 0.375, 0.375, 0.25).startswith("That is ŷ alone")
    assert said(["delta0"], 0, 0, -4).startswith("That is the slope of the cost by ŷ")
    assert said(["delta0"], 0.375, 0.4, -4).startswith("The first number that is off")


def test_mistakes_of_softmax_are_named_only_where_the_shares_are_asked():
    assert not {"C2", "C3"} & NUMBERS.own(powers=[2, 1, 1], label=1, ask=["z"]).key.wrong.keys()
    assert {"C2", "C3"} <= NUMBERS.own(powers=[2, 1, 1], label=1).key.wrong.keys()


# P7.2, softmax -------------------------------------------------------------------------------------------------------
def softmax(p):
    e = np.exp(p - p.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def of_lists(p):
    rows = []
    for row in p:
        powers = [np.exp(each - max(row)) for each in row]
        rows.append([each / sum(powers) for each in powers])
    return rows


def overflowing(p):
    e = np.exp(p)
    return e / e.sum(axis=1, keepdims=True)


def largest_outside(p):
    e = np.exp(p) - p.max(axis=1, keepdims=True)
    return e / e.sum(axis=1, keepdims=True)


def largest_power_outside(p):
    e = np.exp(p)
    e = e - e.max(axis=1, keepdims=True)
    return e / e.sum(axis=1, keepdims=True)


def of_the_table(p):
    e = np.exp(p - p.max())
    return e / e.sum()


def down_the_columns(p):
    e = np.exp(p - p.max(axis=0))
    return e / e.sum(axis=0)


def overflowing_columns(p):
    return np.exp(p) / np.exp(p).sum(axis=0)


@pytest.mark.parametrize("function", [softmax, of_lists])
def test_a_softmax_that_survives_1000_is_right(function):
    verdict = check("P7.2 softmax", function)
    assert verdict.ok and verdict.says == "All 24 probabilities of 4 tables agree."


@pytest.mark.parametrize(
    ("function", "id"),
    [
        (overflowing, "C1"),
        (largest_outside, "C2"),
        (largest_power_outside, "C2"),
        (of_the_table, "C3"),
        (down_the_columns, "C3"),
        (overflowing_columns, "C3"),
    ],
)
def test_a_wrong_softmax_is_named(function, id):
    assert check("P7.2 softmax", function).mistakes == (id,)


@pytest.mark.parametrize("largest", [lambda p: p.max(), lambda p: p.max(axis=0)])
def test_a_softmax_with_one_largest_for_several_rows_is_said_in_words(largest):
    def of_several_rows(p):
        e = np.exp(p - largest(p))
        return e / e.sum(axis=1, keepdims=True)

    verdict = check("P7.2 softmax", of_several_rows)
    assert not verdict.ok and verdict.mistakes == () and verdict.says == ONE_LARGEST


def test_a_softmax_with_another_base_is_wrong_and_gets_no_name():
    verdict = check("P7.2 softmax", lambda p: 2**p / (2**p).sum(axis=1, keepdims=True))
    assert not verdict.ok and verdict.mistakes == ()


# P7.2, δ and accuracy ------------------------------------------------------------------------------------------------
DELTAS = {
    "S1": [lambda y_hat, y: y - y_hat],
    "S2": [lambda y_hat, y: 2 * (y_hat - y)],
    "S3": [lambda y_hat, y: (y_hat - y) ** 2 / 2],
    "S6": [lambda y_hat, y: (y_hat - y) * y_hat * (1 - y_hat)],
    "S7": [lambda y_hat, y: np.where(y == 1, y_hat - 1, 0)],
    "S9": [
        lambda y_hat, y: y_hat[:, np.newaxis] - y,
        lambda y_hat, y: y_hat - y.argmax(axis=1),
        lambda y_hat, y: np.sum([[a - b for b in y] for a in y_hat], axis=1),
    ],
    "U3": [lambda y_hat, y: np.subtract(y_hat, y, out=y_hat)],
}


def test_a_table_turned_round_is_no_outer_product():
    for name, function in [("softmax", lambda p: softmax(p).T), ("delta_0", lambda y_hat, y: (y_hat - y).T)]:
        verdict = check(f"P7.2 {name}", function)
        assert not verdict.ok and verdict.mistakes == () and "expected" in verdict.says


def test_delta_0_is_the_prediction_minus_the_label():
    assert check("P7.2 delta_0", lambda y_hat, y: y_hat - y).says == "All 101 δ of 4 tables agree."
    assert check("P7.2 delta_0", lambda y_hat, y: [list(row) for row in y_hat - y]).ok


@pytest.mark.parametrize(("id", "function"), [(id, each) for id, some in DELTAS.items() for each in some])
def test_a_wrong_delta_0_is_named(id, function):
    assert check("P7.2 delta_0", function).mistakes == (id,)


def test_the_slope_of_the_cost_by_y_hat_is_no_delta_0_and_that_is_said():
    for verdict in (
        check("P7.2 delta_0", lambda y_hat, y: -y / y_hat),
        check("P7.2", loop(DELTA, "-y[rows] / y_hat")),
    ):
        assert not verdict.ok and verdict.mistakes == () and verdict.says == BY_SHARE


def test_the_accuracy_is_the_part_that_is_right():
    def accuracy(y_hat, y):
        return sum(a.argmax() == b.argmax() for a, b in zip(y_hat, y)) / len(y)

    assert check("P7.2", accuracy).ok
    assert check("P7.2 accuracy", lambda y_hat, y: np.mean(y_hat.argmax(axis=1) == y.argmax(axis=1))).ok


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda y_hat, y: np.sum(y_hat.argmax(axis=1) == y.argmax(axis=1)), "how many are right"),
        (lambda y_hat, y: np.mean(y_hat.argmax(axis=1) != y.argmax(axis=1)), "are wrong"),
        (lambda y_hat, y: np.mean(y_hat.argmax(axis=0) == y.argmax(axis=0)), "the wrong direction"),
        (lambda y_hat, y: 1.0, "No known mistake"),
    ],
)
def test_a_wrong_accuracy_is_said_in_words(function, said):
    verdict = check("P7.2 accuracy", function)
    assert not verdict.ok and verdict.mistakes == () and said in verdict.says


# P7.2, the training loop ---------------------------------------------------------------------------------------------
def with_one(q):
    return np.hstack([q, np.ones((len(q), 1))])


LOOP = """
def one_epoch_without(W, x, y, rng, eta=0.5, batch=32):
    order = rng.permutation(len(x))
    for begin in range(0, len(x), batch):
        rows = order[begin : begin + batch]
        q0 = with_one(x[rows])
        y_hat = softmax(q0 @ W.T)
        delta0 = y_hat - y[rows]
        W = W - eta * delta0.T @ q0 / len(rows)
    return W
"""
DELTA, STEP, ORDER = "y_hat - y[rows]", "W - eta * delta0.T @ q0 / len(rows)", "order = rng.permutation(len(x))"


def loop(old: str = "", new: str = "", softmax=softmax):
    """The loop with one line changed."""
    assert old in LOOP
    names = {"np": np, "with_one": with_one, "softmax": softmax}
    exec(LOOP.replace(old, new) if old else LOOP, names)
    return names["one_epoch_without"]


CHANGED = {
    "S2": [(DELTA, "2 * (y_hat - y[rows])")],
    "S3": [(DELTA, "(y_hat - y[rows]) ** 2")],
    "S6": [(DELTA, "(y_hat - y[rows]) * y_hat * (1 - y_hat)")],
    "S7": [(DELTA, "-y[rows] * (1 - y_hat)")],
    "S9": [(DELTA, "y_hat - y[rows].argmax(axis=1)")],
    "O3": [(STEP, "W - eta * delta0.mean(axis=0)[:, np.newaxis]")],
    "M1": [(STEP, "W - eta * delta0.T @ q0")],
    "M3": [(STEP, "W - eta * delta0.T @ q0 / delta0.size")],
    "M8": [(STEP, "W - eta * np.outer(delta0[-1], q0[-1]) / len(rows)")],
    "U2": [(STEP, "W - delta0.T @ q0 / len(rows)"), (STEP, "W - eta * delta0.T @ q0 / len(rows) ** 2")],
    "U3": [("W = W - eta * delta0", "W -= eta * delta0")],
    "D1": [(STEP, "W - eta * delta0.reshape(delta0.shape[1], -1) @ q0 / len(rows)")],
    "O4": [(ORDER, f"{ORDER}; start = W"), ("q0 @ W.T", "q0 @ start.T")],
}


@pytest.mark.parametrize("id", CHANGED)
def test_a_wrong_training_loop_is_named(id):
    changes = [dict(CHANGED[id])] if id == "O4" else [dict([change]) for change in CHANGED[id]]
    for each in changes:
        source = LOOP
        for old, new in each.items():
            assert old in source
            source = source.replace(old, new)
        names = {"np": np, "with_one": with_one, "softmax": softmax}
        exec(source, names)
        assert check("P7.2", names["one_epoch_without"]).mistakes == (id,)


@pytest.mark.parametrize("change", [(DELTA, "y[rows] - y_hat"), (STEP, STEP.replace("-", "+"))])
def test_a_sign_and_a_step_uphill_cannot_be_told_apart_and_both_are_said(change):
    assert check("P7.2", loop(*change)).mistakes == ("S1", "U1")


@pytest.mark.parametrize(
    ("function", "id"), [(overflowing, "C1"), (largest_outside, "C2"), (of_the_table, "C3"), (down_the_columns, "C3")]
)
def test_a_loop_with_a_wrong_softmax_is_named(function, id):
    assert check("P7.2 one_epoch_without", loop(softmax=function)).mistakes == (id,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ((STEP, STEP.replace("len(rows)", "batch")), "its own number of rows"),
        (("    return W", "        return W"), "inside the loop"),
        (("len(x), batch):", "len(x) - batch + 1, batch):"), "are left out"),
        ((ORDER, "order = np.arange(len(x))"), "in another order"),
        (("rows = order[begin : begin + batch]", "rows = rng.choice(len(x), batch)"), "No known mistake"),
        ((ORDER, "pass"), "NameError: name 'order' is not defined"),
    ],
)
def test_what_is_no_mistake_of_the_catalogue_is_said_in_words(change, said):
    verdict = check("P7.2 one_epoch_without", loop(*change))
    assert not verdict.ok and verdict.mistakes == () and said in verdict.says


def test_a_right_loop_is_right_however_it_is_written():
    def by_examples(W, x, y, rng, eta=0.5, batch=32):
        order = np.arange(len(x))
        rng.shuffle(order)
        for rows in np.split(order, range(batch, len(x), batch)):
            sums = np.zeros(W.shape)
            for n in rows:
                q0 = np.append(x[n], 1)
                sums += np.outer(softmax((W @ q0)[np.newaxis])[0] - y[n], q0)
            W = W - eta / len(rows) * sums
        return W

    assert check("P7.2 one_epoch_without", by_examples).ok
    assert check("P7.2", loop()).says == "All 57 new weights of 5 epochs agree."


def test_an_empty_loop_is_not_written_yet():
    assert check("P7.2 one_epoch_without", lambda W, x, y, rng, eta, batch: ...).says == "It is not written yet."


def test_the_rules_of_the_loop_are_the_training_of_the_engine():
    x, y, *_ = digits()
    x, y = x[:100], y[:100]
    names = ["identity", "softmax"]
    start = Network.random([64, 10], names, np.random.default_rng(0), "cross-entropy", bias=True)
    theirs = list(train(start, x, y, eta=0.5, epochs=1, batch=32, rng=np.random.default_rng(1)))[0].weights[0]
    assert np.allclose(RIGHT(start.weights[0], x, y, np.random.default_rng(1), 0.5, 32)[0], theirs)
