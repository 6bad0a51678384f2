"""Lesson 6: the factor of a layer in numbers, and first weights judged by statistics."""

from itertools import combinations

import numpy as np
import pytest

from bplesson.practice.checking import check
from bplesson.practice.item import item
from bplesson.practice.starts import NEAR, NOTES, SIZES, WRONG, right
from tests.practice.cases import plant, unfit

NUMBERS = item("P6.1")


# P6.1, numbers -------------------------------------------------------------------------------------------------------
def test_every_mistake_in_the_size_of_weights_is_named_from_the_numbers():
    ids = ("I2", "I3", "I4", "I5", "I6", "I7")
    planted = plant("P6.1", 100)
    assert planted.missed == {} and set(planted.seen) == set(ids) and min(planted.seen.values()) >= 50


def test_200_cases_of_layers_are_short_and_part_all_mistakes():
    assert unfit("P6.1") == []


def test_the_numbers_of_a_case_are_what_random_weights_do():
    case = NUMBERS.case(2, 2)
    sizes = [int(word) for word in case.says.split(" nodes")[0].replace("and", ",").replace("Layers of", "").split(",")]
    s = float(case.says.split("s = ")[1].split(",")[0])
    rng = np.random.default_rng(0)
    found = []
    for _ in range(20):
        first, second = (s * rng.standard_normal((b, a)) for a, b in zip(sizes, sizes[1:]))
        p1 = rng.standard_normal((50, sizes[0])) @ first.T
        p2 = np.maximum(p1, 0) @ second.T
        arrives = rng.standard_normal((50, sizes[2])) @ second
        found.append([np.mean(each**2) for each in (p1, np.maximum(p1, 0), p2, arrives, arrives * (p1 > 0))])
    expected = [case.right[name] for name in ("p1", "q1", "p2", "e1", "delta1")]
    assert np.allclose(np.mean(found, axis=0), expected, rtol=0.1)


def test_the_four_people_of_the_lesson_are_told_what_they_did():
    """A layer from 50 nodes to 200 with a ReLU, whose right s is 0.2."""
    case = next(case for case in (NUMBERS.case(k, 0) for k in range(5000)) if "50 and 200 nodes" in case.says)
    assert "ReLU" in case.says and case.right["s01"] == pytest.approx(0.2)
    for typed, id in [("0.04", "I5"), ("0.141", "I7"), ("0.1", "I2"), ("0.115", "I4")]:
        assert case.answer(**dict(case.right, s01=typed)).mistakes == (id,)


# P6.2, functions -----------------------------------------------------------------------------------------------------
def with_spread(mean_square, draw="normal"):
    """first_weights with this mean square of a weight, as a learner would write it."""

    def first_weights(sizes, rng):
        weights = []
        for i in range(len(sizes) - 1):
            d_in, d_out, last = sizes[i], sizes[i + 1], i == len(sizes) - 2
            s = mean_square(d_in, d_out, last) ** 0.5
            if draw == "normal":
                weights.append(s * rng.standard_normal((d_out, d_in)))
            elif draw == "coins":
                weights.append(s * rng.choice([-1, 1], (d_out, d_in)))
            else:
                weights.append(rng.uniform(-(3**0.5) * s, 3**0.5 * s, size=(d_out, d_in)))
        return weights

    return first_weights


class Shifted:
    """A generator whose seeds are other ones: chance that no check has seen."""

    def __init__(self, function, seed):
        self.function, self.seed = function, seed

    def __call__(self, sizes, rng):
        return self.function(sizes, np.random.default_rng([self.seed, int(rng.integers(10**9))]))


def test_right_first_weights_are_never_refused():
    for draw in ("normal", "coins", "uniform"):
        for seed in range(30 if draw == "normal" else 10):
            assert check("P6.2", Shifted(with_spread(right, draw), seed)).ok
    said = check("P6.2", with_spread(right)).says
    assert said == "The weights of 6 matrices, drawn 8 times, have the right shapes, mean and spread."


@pytest.mark.parametrize("id", WRONG)
def test_a_wrong_spread_is_named_whatever_chance_does(id):
    for form in WRONG[id]:
        for seed in range(10):
            assert check("P6.2", Shifted(with_spread(form), seed)).mistakes == (id,)


def test_no_two_spreads_are_so_near_that_chance_could_confuse_them():
    forms = [("right", right), *((id, form) for id, forms in (WRONG | NOTES).items() for form in forms)]
    made = {}
    for id, form in forms:
        spreads = [form(a, b, i == len(s) - 2) for s in SIZES for i, (a, b) in enumerate(zip(s, s[1:]))]
        made.setdefault(id, []).append(np.array(spreads))
    for one, other in combinations(made, 2):
        assert all(np.max(np.abs(np.log(a / b))) > 2.5 * NEAR for a in made[one] for b in made[other]), (one, other)


def evenly(sizes, rng):
    """Evenly between −s and s, where s is the standard deviation of the normal ones."""
    return [
        (2 * rng.random((b, a)) - 1) * (right(a, b, i == len(sizes) - 2)) ** 0.5
        for i, (a, b) in enumerate(zip(sizes, sizes[1:]))
    ]


def all_zero(sizes, rng):
    return [np.zeros((b, a)) for a, b in zip(sizes, sizes[1:])]


def all_equal(sizes, rng):
    return [np.full((b, a), rng.standard_normal()) for a, b in zip(sizes, sizes[1:])]


def equal_rows(sizes, rng):
    return [np.tile(rng.standard_normal(a) * (2 / a) ** 0.5, (b, 1)) for a, b in zip(sizes, sizes[1:])]


def spread_given_as_scale(sizes, rng):
    return [
        rng.normal(0, (1 if i == len(sizes) - 2 else 2) / a, (b, a)) for i, (a, b) in enumerate(zip(sizes, sizes[1:]))
    ]


@pytest.mark.parametrize(
    ("function", "id"),
    [(evenly, "I4"), (all_zero, "I1"), (all_equal, "I1"), (equal_rows, "I1"), (spread_given_as_scale, "I5")],
)
def test_wrong_first_weights_are_named(function, id):
    assert check("P6.2 first_weights", function).mistakes == (id,)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda sizes, rng: [rng.random((b, a)) / a**0.5 for a, b in zip(sizes, sizes[1:])], "mean of the weights"),
        (lambda sizes, rng: with_spread(right)(sizes, np.random.default_rng(0)), "Another `rng`"),
        (lambda sizes, rng: with_spread(right)(sizes, np.random.default_rng()), "The same seed"),
        (lambda sizes, rng: [W.T for W in with_spread(right)(sizes, rng)], "a row for each node"),
        (lambda sizes, rng: with_spread(lambda a, b, last: 2 / a)(sizes, rng), "No ReLU follows"),
        (lambda sizes, rng: with_spread(lambda a, b, last: 1)(sizes, rng), "whatever the number of nodes"),
        (lambda sizes, rng: with_spread(lambda a, b, last: 7 / a)(sizes, rng), "d_in · mean(w²) is 6.89"),
        (lambda sizes, rng: [W for W in with_spread(right)(sizes, rng) if sizes.append(3) is None], "list of sizes"),
        (lambda sizes, rng: with_spread(right)(sizes, rng)[1:], "expected 3"),
        (lambda sizes, rng: ..., "not written yet"),
        (lambda sizes, rng: [np.full((b, a), np.nan) for a, b in zip(sizes, sizes[1:])], "no finite numbers"),
        (lambda sizes: [], "TypeError"),
    ],
)
def test_what_else_is_wrong_with_first_weights_is_said_in_words(function, said):
    verdict = check("P6.2 first_weights", function)
    assert not verdict.ok and said in verdict.says
