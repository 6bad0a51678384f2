"""The figures of lesson 7 say what was computed, and refuse what they cannot draw."""

import re

import numpy as np
import pytest

import bplesson as bp
from bplesson.digits.figures import inches

X, Y, X_TEST, Y_TEST = bp.digits()
NAMES = ["identity", "tanh", "softmax"]


def start(rng) -> bp.Network:
    return bp.Network.random([64, 12, 10], NAMES, rng, "cross-entropy", bias=True)


@pytest.fixture(scope="module")
def networks() -> list[bp.Network]:
    rng = np.random.default_rng(0)
    first = start(rng)
    return [first, *bp.train(first, X, Y, eta=0.5, epochs=4, batch=32, rng=rng)]


def test_7_1_shows_as_many_rows_as_asked_and_no_more_than_there_are():
    assert "20 of 1,437 images" in bp.figure_7_1(X, Y, rows=2).says
    with pytest.raises(bp.InputError, match="rows: expected at most 130"):
        bp.figure_7_1(X, Y, rows=131)
    with pytest.raises(bp.InputError, match=r"x: expected shape \(n, 64\)"):
        bp.figure_7_1(X[:, :5], Y)


def test_7_3_says_cost_and_right_answers_of_both_sets(networks):
    says = bp.figure_7_3(networks, X, Y, X_TEST, Y_TEST).says
    costs = [float(each) for each in re.findall(r"from ([\d.]+) to ([\d.]+),", says) for each in each]
    expected = [networks[k].mean_cost(*images) for images in ((X, Y), (X_TEST, Y_TEST)) for k in (0, -1)]
    assert costs == pytest.approx(expected, rel=0.005)
    shares = [float(each) for each in re.findall(r"([\d.]+) %", says)]
    expected = [100 * bp.accuracy(networks[k], *images) for images in ((X, Y), (X_TEST, Y_TEST)) for k in (1, -1)]
    assert shares == pytest.approx(expected, abs=0.05) and says.startswith("4 epochs:")
    for bad in ([networks[0]], 3, ["a", "b"]):
        with pytest.raises(bp.InputError, match="^networks?: expected"):
            bp.figure_7_3(bad, X, Y, X_TEST, Y_TEST)


def test_7_4_says_for_every_hidden_node_which_digits_it_speaks_for_and_against(networks):
    said = re.findall(r"node (\d+) for (\d), against (\d)", bp.figure_7_4(networks[-1]).says)
    out_of = networks[-1].weights[1]
    for b, (node, pro, contra) in enumerate(said):
        column = out_of[:, b].tolist()
        assert int(node) == b
        assert column[int(pro)] == max(column) and column[int(contra)] == min(column)
    assert len(said) == 12
    with pytest.raises(bp.InputError, match="network: expected 64 inputs, one hidden layer"):
        bp.figure_7_4(bp.Network.random([64, 10], "identity", np.random.default_rng(0)))


def test_7_4_the_confusion_names_every_mistake(networks):
    says = bp.figure_7_4_confusion(networks[-1], X_TEST, Y_TEST).says
    table = bp.confusion(networks[-1], X_TEST, Y_TEST)
    words = {"once": 1, "twice": 2}
    found = re.findall(r"(\d) taken for (\d) (once|twice|(\d+) times)", says)
    assert {(int(a), int(b)): words.get(how, int(many or 0)) for a, b, how, many in found} == {
        place: count for place, count in np.ndenumerate(table) if count and place[0] != place[1]
    }
    assert f"Of 360 images {np.trace(table)} are taken for what they are" in says


def test_7_4_the_wrong_answers_are_named_the_surest_first(networks):
    says = bp.figure_7_4_wrong(networks[-1], X_TEST, Y_TEST).says
    y_hat = networks[-1].forward(X_TEST).y_hat
    wrong = [e for e in range(360) if y_hat[e].argmax() != Y_TEST[e].argmax()]
    found = re.findall(r"(\d) \(sure of it to (\d+) %\) where it is (\d)", says)
    assert says.startswith(f"{len(wrong)} of 360 answers are wrong") and len(found) == len(wrong) > 5
    assert [int(sure) for _, sure, _ in found] == sorted((round(100 * y_hat[e].max()) for e in wrong), reverse=True)
    assert sorted((int(a), int(b)) for a, _, b in found) == sorted(
        (int(y_hat[e].argmax()), int(Y_TEST[e].argmax())) for e in wrong
    )


def test_7_4_without_a_wrong_answer_the_figures_say_so(networks):
    y_hat = networks[-1].forward(X_TEST).y_hat
    agreed = np.eye(10)[y_hat.argmax(axis=1)]
    assert bp.figure_7_4_wrong(networks[-1], X_TEST, agreed).says == "0 of 360 answers are wrong."
    assert bp.figure_7_4_confusion(networks[-1], X_TEST, agreed).says.endswith("no mistake.")


def test_images_fill_the_width_and_words_have_room():
    assert inches(8, 8) < inches(8, 8, 1) < inches(8, 8, 2)
    assert inches(16, 8, 1) > 2 * inches(8, 8, 1)
    assert inches(9, 8, 1) == inches(16, 8, 1)


def test_the_pictures_are_the_same_bytes_each_time(networks):
    assert bp.figure_7_4(networks[-1]).png() == bp.figure_7_4(networks[-1]).png()
