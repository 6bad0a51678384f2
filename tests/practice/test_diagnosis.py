"""Numbers judged: what is right is never called wrong, what is planted is named, what fits nothing gets no name."""

import time
from functools import cache
from random import Random

import pytest

from bplesson.errors import InputError
from bplesson.practice.diagnosis import groups_of
from bplesson.practice.item import different, item
from bplesson.practice.rules import Run

CHAIN = item("P2.1")
LEVELS = range(CHAIN.levels)
TRIPLETS = {"B1", "O1", "E1"}


@cache
def case(seed: int, level: int):
    return CHAIN.case(seed, level)


def typed(value: float, digits: int, how: int) -> str | float:
    """A number as somebody types it: rounded, with a comma, with a true minus, as a fraction or as a float."""
    if value == round(value):
        text = str(round(value))
    else:
        text = str(float(f"{value:.{digits}g}"))
    if how == 3:
        return float(text)
    if how == 4:
        return f"{round(value * 64)}/64"
    return [text, text.replace(".", ","), text.replace("-", "−")][how]


def test_a_right_answer_is_never_called_wrong():
    random = Random(1)
    for _ in range(1000):
        each = case(random.randrange(50), random.choice(LEVELS))
        digits, how = random.randint(2, 6), random.randrange(5)
        verdict = each.answer(**{name: typed(value, digits, how) for name, value in each.right.items()})
        assert verdict.ok and verdict.mistakes == () and set(verdict.boxes.values()) == {"right"}


def test_an_answer_that_fits_no_mistake_gets_no_name():
    random = Random(2)
    for _ in range(1000):
        each = case(random.randrange(20), random.choice((0, 0, 0, 1, 2)))
        right = each.right
        off = random.sample(list(right), random.randint(1, len(right)))
        answer = right | {name: round(right[name] + random.uniform(-9, 9), 4) + 0.00003 for name in off}
        verdict = each.answer(**answer)
        assert not verdict.ok and verdict.mistakes == ()
        first = each.label(next(name for name in right if name in off))
        assert verdict.says.startswith(f"The first number that is off: {first}.")


@pytest.mark.parametrize("level", LEVELS)
def test_every_mistake_that_is_planted_is_named(level):
    shown = set()
    for seed in range(50):
        each = case(seed, level)
        for id, forms in each.key.wrong.items():
            for form in forms:
                verdict = each.answer(**form({}))
                assert id in verdict.mistakes
                assert verdict.mistakes == (id,) or TRIPLETS.issuperset(verdict.mistakes)
                assert not verdict.ok
                shown.add(id)
    assert shown >= {"O3", "M10", *TRIPLETS} and (level == 0 or shown >= {"B2", "B3", "B6", "B7"})
    assert level < 2 or (shown >= {"S1", "S2", "S3"} and len(shown) == 12)


def possible(each, pairs) -> bool:
    """Whether these two make what nothing else makes: no single mistake, and no other two but twins of them."""
    ids, numbers = pairs
    if any(not different(form({}), numbers) for forms in each.key.wrong.values() for form in forms):
        return False
    same = [others for others, form in each.key.pairs() if not different(form({}), numbers)]
    return different(numbers, each.right) and all(twins(ids) == twins(others) for others in same)


def twins(ids) -> frozenset:
    return frozenset("triplet" if id in TRIPLETS else id for id in ids)


@pytest.mark.parametrize("level", LEVELS)
def test_two_mistakes_are_named_where_they_can_be_told_apart(level):
    tried = named = 0
    for seed in range(2):
        each = case(seed, level)
        for ids, form in each.key.pairs():
            numbers = form({})
            if len(twins(ids)) == 2 and possible(each, (ids, numbers)):
                tried += 1
                named += set(ids) <= set(each.answer(**numbers).mistakes)
    assert tried > 5 and named >= 0.95 * tried


def test_a_slip_is_followed_through_from_every_box():
    for seed in range(10):
        each = case(seed, 2)
        for name in each.asks[:-1]:
            slip = {name: each.right[name] + 0.37}
            verdict = each.answer(**each.key.right(slip))
            assert verdict.boxes[name] == "off" and not verdict.ok and verdict.mistakes == ()
            followed = [box for box in verdict.boxes.values() if box not in ("right", "off")]
            assert set(followed) <= {f"right, given your {each.label(name)}"}
            assert followed or name.startswith("w")
            assert verdict.says.startswith(f"The first number that is off: {each.label(name)}.")


def test_what_follows_from_the_first_of_two_slips_is_said_to_do_so():
    each = case(0, 2)
    slips = {"x1": each.right["x1"] + 0.37, "delta2": 71.3}
    boxes = each.answer(**each.key.right(slips)).boxes
    assert boxes["x2"] == boxes["delta0"] == "right, given your x₁"
    assert boxes["w01"] == "right, given your δ₂"
    assert boxes["w23"] == "right, given your x₁"


def test_a_part_of_an_answer_is_judged():
    each = case(0, 2)
    assert each.answer().says == "Nothing is filled in yet."
    verdict = each.answer(x1=each.right["x1"], x2="")
    assert verdict.says.startswith("Right so far; still to come: x₂, x₃,") and not verdict.ok
    assert verdict.boxes["x1"] == "right" and verdict.boxes["w01"] == "empty"
    half = {name: value for name, value in each.right.items() if name.startswith("delta")}
    assert each.answer(**{name: -value for name, value in half.items()}).mistakes == ("S1",)


@pytest.mark.parametrize("bad", [{"x1": "abc"}, {"x1": float("nan")}, {"x1": True}, {"x9": 1}])
def test_what_cannot_be_read_is_said(bad):
    with pytest.raises(InputError, match="^(x1: expected a|x1: expected one|answer: expected one of)"):
        case(0, 2).answer(**bad)


def test_a_verdict_prints_as_its_sentence():
    verdict = case(0, 0).answer(**case(0, 0).right)
    assert repr(verdict) == verdict.says == "All 3 are right."


def test_pairs_become_two_groups_only_if_any_goes_with_any():
    assert groups_of([("S1", "B1"), ("S1", "O1"), ("E1", "S1")]) == (("S1",), ("B1", "O1", "E1"))
    assert groups_of([("S1", "B1"), ("S2", "O1")]) == ()
    assert groups_of([]) == ()


def test_a_diagnosis_is_quick(monkeypatch):
    runs, made = [], Run.__post_init__
    monkeypatch.setattr(Run, "__post_init__", lambda self: (runs.append(1), made(self))[1])
    each, took = CHAIN.case(60, 2), []
    for k in range(8):
        before, start = len(runs), time.process_time()
        each.answer(**{name: value + 1.37 + k for name, value in each.right.items()})
        took.append(time.process_time() - start)
        assert len(runs) - before < 300
    assert min(took) < 0.1  # 0.05 on a machine with nothing else to do


def test_a_lost_sign_is_said_to_be_one_and_no_other_mistake_that_comes_out_like_it():
    case = item("P2.1").case(5, 0)
    right = case.right
    all_turned = case.answer(**{name: -value for name, value in right.items()})
    assert all_turned.says.startswith("The sizes of ∂C/∂w₀₁, ∂C/∂w₁₂ and ∂C/∂w₂₃ are right, their signs are turned")
    one = case.answer(**(right | {"w01": -right["w01"]}))
    assert one.says.startswith("The size of ∂C/∂w₀₁ is right, its sign is turned round") and not one.mistakes
    assert one.boxes["w12"] == "right" and "sign is turned" in one.boxes["w01"]
