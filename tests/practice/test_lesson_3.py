"""Practice of lesson 3: every mistake that an item can show is named, right answers are right, cases are fit."""

import ast
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bplesson.practice.checking import check
from bplesson.practice.item import item, parted, short
from tests.practice.cases import case_of as case

LESSON = Path(__file__).resolve().parents[2] / "lessons" / "03_non_linear_chain.md"
SEEDS = range(50)
END = {"B1", "O1", "O2", "O3", "E1"}
WAY = {"L1", "L2", "L3", "L5", "L7", "L9", "L11", "L13", "B2", "B3", "B6"}
SHOWN = {  # the mistakes of each item and level that can be seen
    ("P3.1", 0): {"L3", "L5", "L7", "L11"},
    ("P3.1", 1): {"L3", "L5", "L7", "L11", "O2"},
    ("P3.1", 2): {"L3", "L5", "L7", "L11", "O2"},
    ("P3.2", 0): END,
    ("P3.2", 1): WAY | END,
    ("P3.2", 2): {"S1", "S2", "S3", "S4", "S8"} | WAY | END,
    ("P3.3", 0): {"N1", "N2", "N3"},
    ("P3.3", 1): {"N1", "N2", "N3"},
    ("P3.4", 0): {"L1", "L3", "L7", "L10", "V1"},
}
ALWAYS = ("P3.1", "P3.2")  # in these every case shows all of them


@pytest.mark.parametrize("number, level", SHOWN)
def test_every_mistake_is_named_and_nothing_else(number, level):
    seen = set()
    for seed in SEEDS[: 20 if number in ALWAYS else 50]:  # in these each seed shows every mistake
        each = case(number, seed, level)
        for id, forms in each.key.wrong.items():
            twins = {id}.union(*(group for group in item(number).twins if id in group)) & set(each.key.wrong)
            for form in forms:
                verdict = each.answer(**form({}))
                assert set(verdict.mistakes) == twins and not verdict.ok, (seed, id, verdict)
        seen |= set(each.key.wrong)
        assert number not in ALWAYS or set(each.key.wrong) == SHOWN[number, level], seed
    assert seen == SHOWN[number, level]


@pytest.mark.parametrize("number, level", SHOWN)
def test_right_answers_are_right_however_they_are_typed(number, level):
    for seed in SEEDS:
        each = case(number, seed, level)
        assert each.answer(**each.right).ok
        assert each.answer(**{name: f"{value:.3g}".replace("-", "−") for name, value in each.right.items()}).ok
        assert each.answer(**{name: f"{value:.3g}".replace(".", ",") for name, value in each.right.items()}).ok
        assert each.answer(**{name: f"{2 * value:.12g}/2" for name, value in each.right.items()}).ok


@pytest.mark.parametrize("number, level", SHOWN)
def test_the_numbers_of_a_case_are_short_and_no_two_mistakes_are_one(number, level):
    for seed in SEEDS if number in ALWAYS else range(200):
        each = case(number, seed, level)
        assert short(each) and (seed >= 20 or parted(each, item(number).twins))  # a case that is not is never given
        assert each.y is None or float(f"{each.y.item():.3g}") == pytest.approx(each.y.item(), abs=1e-9)
        assert set(each.right) == set(each.asks) and not set(each.shown) & set(each.asks)
        assert "e+" not in each.says and "e-" not in each.says


@pytest.mark.parametrize("number", ALWAYS)
def test_a_square_stands_in_every_chain_and_no_p_hides_it(number):
    for seed in SEEDS:
        each = case(number, seed, 2)
        names = [sigma.name for sigma in each.network.activations]
        p = np.ravel(each.network.forward(each.x).p)
        assert "square" in names and "leaky relu" in names
        assert not {0, 0.5, 1} & {v for v, name in zip(p, names) if name == "square"} and 0 not in p
        if number == "P3.2":
            error = each.network.forward(each.x).y_hat - each.y
            assert abs(error.item()) in (pytest.approx(3), pytest.approx(1.5))


# a slip is followed --------------------------------------------------------------------------------------------------
def test_what_is_right_for_a_wrong_delta_is_right():
    for seed in range(10):
        each = case("P3.2", seed, 2)
        slip = {"delta1": each.right["delta1"] + 7}
        followed = each.key.right(slip)
        verdict = each.answer(**followed)
        assert verdict.boxes["delta0"] == "right" and verdict.boxes["w23"] == "right"
        for name in ("delta2", "w12", "w01"):
            assert verdict.boxes[name] == "right, given your δ₁"


def test_one_slope_left_out_is_named_where_the_rest_follows_from_it():
    for seed in SEEDS:
        each = case("P3.2", seed, 2)
        delta1 = each.right["delta0"] * each.network.weights[2].item()
        verdict = each.answer(**each.key.right({"delta1": delta1}))
        if delta1 != pytest.approx(each.right["delta1"]):
            assert set(verdict.mistakes) & {"L1", "L11"}, seed  # node 2 is a leaky ReLU
            assert verdict.boxes["delta2"] == "right, given your δ₁"


def test_a_wrong_q_is_followed_through_the_rest_of_the_chain_and_its_slopes():
    for seed in SEEDS:
        each = case("P3.1", seed, 2)
        verdict = each.answer(**each.key.right({"q1": each.right["q1"] + 5}))
        assert verdict.boxes["p1"] == verdict.boxes["slope1"] == "right"
        assert verdict.boxes["p2"] == "right, given your q₁"


# linear or not -------------------------------------------------------------------------------------------------------
def own(text: str):
    """A case of P3.3 about the function of that name, with numbers of one's own."""
    return next(each for seed in range(200) if text in (each := case("P3.3", seed, 1)).says)


def test_any_four_numbers_that_show_it_will_do():
    assert own("is ReLU").answer(a=-2, b=-1, x="0.5", y=1, left=0, right=-2, choice=2).ok
    assert own("is ReLU").answer(a=1, b=1, x=3, y=-2, left=1, right=3, choice=2).ok
    assert own("|x|").answer(a="1/2", b=1, x=-2, y=2, left=1, right=3, choice=2).ok


def test_numbers_that_show_nothing_are_not_enough_and_that_is_said():
    verdict = own("is ReLU").answer(a=2, b=-1, x=0.5, y=1, left=0, right=0, choice=2)
    assert not verdict.ok and not verdict.mistakes and "both sides are 0" in verdict.says
    assert own("is ReLU").answer(a=2, b=-1, x=0.5, y=1, left=0, right=0, choice=1).mistakes == ("N2",)


def test_both_sides_are_judged_by_the_numbers_that_were_chosen():
    verdict = own("is ReLU").answer(a=-2, b=-1, x=1, y=1, left=0, right=0, choice=2)
    assert verdict.mistakes == ("N3",) and verdict.boxes["left"] == "right"


def test_chosen_numbers_may_be_missing_huge_or_no_numbers():
    each = own("x²")
    assert "Nothing is filled in" in each.answer().says
    assert "still to come: y" in each.answer(a=1, b=1, x=1, left=4).says
    assert "smaller" in each.answer(a=1e200, b=1, x=1e200, y=1, left=1, right=2, choice=2).says
    with pytest.raises(ValueError, match="a: expected a number"):
        each.answer(a="two", b=1)


# functions, as a learner writes them ---------------------------------------------------------------------------------
def identity(p):
    return p


def relu(p):
    return max(p, 0)


def leaky(p):
    return p if p > 0 else 0.1 * p


def square(p):
    return p * p


slope = {
    identity: lambda p: 1,
    relu: lambda p: 1 if p > 0 else 0,
    leaky: lambda p: 1 if p > 0 else 0.1,
    square: lambda p: 2 * p,
    np.tanh: lambda p: 1 - np.tanh(p) ** 2,
}


def forward(weights, sigmas, p0):
    p, q = [p0], [sigmas[0](p0)]
    for w, sigma in zip(weights, sigmas[1:]):
        p.append(w * q[-1])
        q.append(sigma(p[-1]))
    return p, q


def table(**changed):
    """A table of slopes in which some are wrong."""
    own = {"identity": identity, "relu": relu, "leaky": leaky, "square": square, "tanh": np.tanh}
    wrong = slope | {own[name]: each for name, each in changed.items()}
    return lambda sigma, p, q: wrong[sigma](p)


def learner(
    slope_of=lambda sigma, p, q: slope[sigma](p),
    begin=lambda error, s, sigma: error * s,
    step=lambda d, w, s, i, its: d * w * s,
    derivative=lambda delta, i, L, its: delta[L - i] * its["q"][i],
):
    """backpropagate(weights, sigmas, p0, y) with some of its lines written in another way."""

    def backpropagate(weights, sigmas, p0, y):
        p, q = forward(weights, sigmas, p0)
        slopes = [slope_of(*each) for each in zip(sigmas, p, q)]
        its = {"p": p, "q": q, "weights": weights, "slopes": slopes, "sigmas": sigmas}
        delta = [begin(q[-1] - y, slopes[-1], sigmas[-1])]
        for i in reversed(range(len(weights))):
            delta.append(step(delta[-1], weights[i], slopes[i], i, its))
        L = len(weights) - 1
        return [derivative(delta, i, L, its) for i in range(L + 1)]

    return backpropagate


def slope_not_carried(weights, sigmas, p0, y):
    p, q = forward(weights, sigmas, p0)
    back, gradients = q[-1] - y, []
    for i in reversed(range(len(weights))):
        gradients.append(back * slope[sigmas[i + 1]](p[i + 1]) * q[i])
        back = back * weights[i]
    return gradients[::-1]


def by_the_sign_of_delta(d, w, s, i, its):
    return d * w * (d * w > 0) if its["sigmas"][i] is relu else d * w * s


WRONG = {
    "S1": [learner(begin=lambda error, s, sigma: -error * s)],
    "S2": [learner(begin=lambda error, s, sigma: 2 * error * s), learner(begin=lambda error, s, sigma: error * s / 2)],
    "S3": [learner(begin=lambda error, s, sigma: error**2 / 2), learner(begin=lambda error, s, sigma: error**2)],
    "S4": [learner(begin=lambda error, s, sigma: error)],
    "S8": [learner(begin=lambda error, s, sigma: error * slope[sigma](error))],
    "L1": [learner(step=lambda d, w, s, i, its: d * w)],
    "L2": [slope_not_carried],
    "L3": [learner(lambda sigma, p, q: slope[sigma](q))],
    "L4": [learner(table(tanh=lambda p: 1 - p**2))],
    "L5": [learner(lambda sigma, p, q: q)],
    "L7": [learner(step=lambda d, w, s, i, its: d * w * its["slopes"][i + 1])],
    "L8": [learner(step=by_the_sign_of_delta)],
    "L9": [learner(step=lambda d, w, s, i, its: s)],
    "L10": [learner(table(relu=lambda p: 1)), learner(table(relu=lambda p: 1 if relu(p) >= 0 else 0))],
    "L11": [
        learner(table(leaky=lambda p: 1 if p > 0 else 0)),
        learner(table(leaky=lambda p: 0.1 if p > 0 else 1)),
        learner(table(leaky=lambda p: 1)),
    ],
    "L13": [learner(lambda sigma, p, q: slope[sigma](p) * p)],
    "B1": [learner(derivative=lambda delta, i, L, its: delta[L - i] * its["q"][i] * its["weights"][i])],
    "B2": [learner(step=lambda d, w, s, i, its: d * s)],
    "B3": [learner(step=lambda d, w, s, i, its: d * (d * its["q"][i]) * s)],
    "B6": [learner(step=lambda d, w, s, i, its: d * its["weights"][i - 1] * s)],
    "O1": [learner(derivative=lambda delta, i, L, its: delta[L - i] * its["q"][i + 1])],
    "O2": [learner(derivative=lambda delta, i, L, its: delta[L - i] * its["p"][i])],
    "O3": [learner(derivative=lambda delta, i, L, its: delta[L - i])],
    "E1": [
        learner(derivative=lambda delta, i, L, its: delta[L - i + 1] * its["q"][i]),
        learner(derivative=lambda delta, i, L, its: delta[max(L - i - 1, 0)] * its["q"][i]),
        learner(derivative=lambda delta, i, L, its: delta[i] * its["q"][i]),
    ],
    "U6": [lambda *given: learner()(*given)[::-1]],
}
PARTS_OF_DELTA = {  # backward(weights, slopes, deviation): how it begins, and one step of its loop
    "S1": (lambda e, s: -e * s, lambda d, w, s, behind: d * w * s),
    "S2": (lambda e, s: 2 * e * s, lambda d, w, s, behind: d * w * s),
    "S3": (lambda e, s: e**2 / 2, lambda d, w, s, behind: d * w * s),
    "S4": (lambda e, s: e, lambda d, w, s, behind: d * w * s),
    "L1": (lambda e, s: e * s, lambda d, w, s, behind: d * w),
    "L7": (lambda e, s: e * s, lambda d, w, s, behind: d * w * behind),
    "L9": (lambda e, s: e * s, lambda d, w, s, behind: s),
    "B2": (lambda e, s: e * s, lambda d, w, s, behind: d * s),
}


@pytest.mark.parametrize("id", WRONG)
def test_every_mistake_of_a_function_is_named(id):
    for function in WRONG[id]:
        verdict = check("P3.5 backpropagate", function)
        assert verdict.mistakes == (id,) and not verdict.ok, verdict


@pytest.mark.parametrize("id", sorted(set(WRONG) & SHOWN["P3.2", 2]))
def test_a_mistake_of_a_function_is_named_from_its_derivatives_typed(id):
    sigmas = [identity, square, leaky, square]
    for seed in SEEDS:
        each = case("P3.2", seed, 2)
        weights = [W.item() for W in each.network.weights]
        for function in WRONG[id]:
            made = np.round(function(weights, sigmas, each.x.item(), each.y.item()), 9)
            verdict = each.answer(**dict(zip(("w01", "w12", "w23"), made)))
            assert id in verdict.mistakes or np.allclose(made, [each.right[name] for name in ("w01", "w12", "w23")])


def test_two_mistakes_in_a_function_are_named_both():
    no_slope_at_all = learner(begin=lambda error, s, sigma: error, step=lambda d, w, s, i, its: d * w)
    assert set(check("P3.5 backpropagate", no_slope_at_all).mistakes) == {"S4", "L1"}


@pytest.mark.parametrize("id", PARTS_OF_DELTA)
def test_every_mistake_of_a_backward_pass_is_named(id):
    begin, step = PARTS_OF_DELTA[id]

    def backward(weights, slopes, deviation):
        delta = [begin(deviation, slopes[-1])]
        for i in reversed(range(len(weights))):
            delta.append(step(delta[-1], weights[i], slopes[i], slopes[i + 1]))
        return delta

    assert check("P3.5", backward).mistakes == (id,)


def test_delta_that_leaves_its_slope_behind_or_crosses_another_weight_is_named():
    def bare(weights, slopes, deviation):
        back = [deviation]
        for w in reversed(weights):
            back.append(back[-1] * w)
        return [b * s for b, s in zip(back, reversed(slopes))]

    def shifted(weights, slopes, deviation):
        delta = [deviation * slopes[-1]]
        for i in reversed(range(len(weights))):
            delta.append(delta[-1] * weights[max(i - 1, 0)] * slopes[i])
        return delta

    assert check("P3.5 backward", bare).mistakes == ("L2",)
    assert check("P3.5 backward", shifted).mistakes == ("B6",)
    assert check("P3.5 backward", lambda w, s, e: lesson()["backward"](w, s, e)[::-1]).mistakes == ("U6",)


def test_what_goes_wrong_on_the_way_forward_is_said():
    def p_sent(weights, sigmas, p0):
        p, q = [p0], [sigmas[0](p0)]
        for w, sigma in zip(weights, sigmas[1:]):
            p.append(w * p[-1])
            q.append(sigma(p[-1]))
        return p, q

    assert check("P3.5 forward", p_sent).mistakes == ("O2",)
    assert "the other way round" in check("P3.5 forward", lambda *given: forward(*given)[::-1]).says
    bare = check("P3.5 forward", lambda w, sigmas, p0: forward(w, [identity, *sigmas[1:]], p0))
    early = check("P3.5 forward", lambda w, sigmas, p0: forward(w, [sigmas[0], *sigmas], p0))
    assert "(3.11)" in bare.says and "before it" in early.says
    assert not bare.ok and not early.ok and not check("P3.5 forward", lambda *given: forward(*given)[1]).ok


SOFTSIGN = {
    "L3": lambda p: 1 / (1 + abs(p / (1 + abs(p)))) ** 2,
    "L4": lambda p: (1 - abs(p)) ** 2,
    "L5": lambda p: p / (1 + abs(p)),
}


@pytest.mark.parametrize("id", SOFTSIGN)
def test_every_mistake_in_the_slope_of_softsign_is_named(id):
    assert check("P3.5 softsign_slope", SOFTSIGN[id]).mistakes == (id,)


def test_what_else_goes_wrong_in_the_slope_of_softsign_is_said():
    assert "not squared" in check("P3.5 softsign_slope", lambda p: 1 / (1 + abs(p))).says
    assert "ZeroDivisionError" in check("P3.5 softsign_slope", lambda p: 1 / (1 + p) ** 2).says
    assert "positive too" in check("P3.5 softsign_slope", lambda p: np.sign(p) / (1 + abs(p)) ** 2).says
    assert "sign is turned" in check("P3.5 softsign_slope", lambda p: -1 / (1 + abs(p)) ** 2).says
    assert "Brackets are missing" in check("P3.5 softsign_slope", lambda p: 1 / 1 + abs(p) ** 2).says
    assert "holds for p above 0" in check("P3.5 softsign_slope", lambda p: (1 + abs(p) - p) / (1 + abs(p)) ** 2).says
    assert "for a quotient" in check("P3.5 softsign_slope", lambda p: p / abs(p) if p else 0).says
    assert not check("P3.5 softsign_slope", lambda p: 7).ok


# right functions -----------------------------------------------------------------------------------------------------
@cache
def lesson() -> dict:
    """All that the cells of the lesson define: its functions and its table of slopes."""
    found = {"np": np}
    for code in re.findall(r"```{code-cell} ipython3\n(.*?)```", LESSON.read_text(encoding="utf-8"), re.S):
        for node in ast.parse(code).body:
            if isinstance(node, ast.FunctionDef) or ast.unparse(node).startswith("slope = "):
                exec(compile(ast.Module([node], []), "lesson 3", "exec"), found)
    return found


@pytest.mark.parametrize("name", ["forward", "backward", "backpropagate"])
def test_the_functions_of_the_lesson_are_right(name):
    verdict = check(f"P3.5 {name}", lesson()[name])
    assert verdict.ok and verdict.says.startswith("All ")
    assert check("P3.5", lesson()[name]).says == verdict.says


def test_the_wrong_functions_of_the_lesson_are_named_and_its_open_one_is_not_written_yet():
    assert check("P3.5 backpropagate", lesson()["careless"]).mistakes == ("L3",)
    assert "not written yet" in check("P3.5", lesson()["softsign_slope"]).says


def test_slopes_written_in_other_ways_are_right_too():
    def by_cases(p):
        return 1 / (1 + p) ** 2 if p > 0 else 1 / (1 - p) ** 2

    assert check("P3.5 softsign_slope", by_cases).ok
    assert check("P3.5 softsign_slope", lambda p: (1 - abs(p / (1 + abs(p)))) ** 2).ok
    assert check("P3.5 backpropagate", lambda *given: np.array(learner()(*given))).ok
