"""What every item keeps: right answers are right however they are typed, nothing is named by chance, nothing breaks."""

import math
from random import Random

import numpy as np
import pytest

from bplesson.errors import InputError
from bplesson.practice.calling import SECONDS
from bplesson.practice.checking import check
from bplesson.practice.item import items
from tests.practice.cases import case_of

NUMBERS = [(id, level) for id, each in items().items() if each.make for level in range(each.levels)]
FUNCTIONS = [f"{id} {name}" for id, each in items().items() for name in each.functions]
SLOW = ("P2.1", "P3.2", "P4.1", "P5.1")  # many mistakes, and pairs of them


# numbers as they are typed -------------------------------------------------------------------------------------------
def rounded_text(value: float, digits: int) -> str:
    """The number with this many digits, or more where it would not be a whole number otherwise."""
    return f"{value:.{max(digits, len(str(int(abs(value)))))}g}"


WAYS = (
    lambda value, digits: rounded_text(value, digits),
    lambda value, digits: rounded_text(value, digits).replace(".", ","),
    lambda value, digits: rounded_text(value, digits).replace("-", "−"),
    lambda value, digits: f" {3 * value:.12g} / 3 ",
    lambda value, digits: f"{value / 2:.12g} · 2".replace("-", "−"),
    lambda value, digits: float(rounded_text(value, digits)),
)


@pytest.mark.parametrize("which, level", NUMBERS)
def test_a_right_answer_is_never_called_wrong(which, level):
    random = Random(f"right {which} {level}")
    for k in range(100):
        case = case_of(which, k % (2 if which in SLOW else 10), level)
        typed = {name: random.choice(WAYS)(value, random.randint(2, 6)) for name, value in case.right.items()}
        verdict = case.answer(**typed)
        assert verdict.ok and verdict.mistakes == (), (k, typed, verdict)


@pytest.mark.parametrize("which, level", NUMBERS)
def test_a_wrong_answer_that_fits_no_mistake_gets_no_name(which, level):
    random = Random(f"wrong {which} {level}")
    for k in range(20 if which in SLOW else 100):
        case = case_of(which, k % (2 if which in SLOW else 10), level)
        typed = {name: round(random.uniform(-40, 40), 4) for name in case.asks}
        if k % 4:  # a single number is off
            name = random.choice(case.asks[-1:] if which == "P3.3" else case.asks)
            typed = {**case.right, name: case.right[name] + round(random.uniform(0.05, 40), 4)}
        verdict = case.answer(**typed)
        assert not verdict.ok and verdict.mistakes == () and verdict.says, (k, typed, verdict)


@pytest.mark.parametrize("which, level", NUMBERS)
def test_every_number_that_is_asked_is_labelled_and_stands_in_the_task(which, level):
    case = case_of(which, 1, level)
    labels = [case.label(name) for name in case.asks]
    assert len(set(labels)) == len(labels)
    for name, label in zip(case.asks, labels):
        letters = "1" if name == "choice" else label.strip("“”").split("[")[0].split(" ")[0]
        assert name in case.task and (letters in case.task or letters in case.says)
        rest = {other: value for other, value in case.right.items() if other != name}
        assert not rest or label in case.answer(**rest).says


BAD = ("abc", "nan", "inf", "1/0", "x" * 100, "9" * 100, True, [], {}, 1j, b"1", math.nan, -math.inf, np.ones(2))


@pytest.mark.parametrize("which, level", NUMBERS)
def test_what_is_no_number_is_said_with_its_name(which, level):
    case = case_of(which, 1, level)
    for name in case.asks:
        for bad in BAD:
            with pytest.raises(InputError, match=f"^{name}: expected "):
                case.answer(**{**case.right, name: bad})
        for empty in (None, ..., "", "  "):
            verdict = case.answer(**{**case.right, name: empty})
            assert not verdict.ok and verdict.mistakes == () and verdict.says
    for other in ("", "w99", "δ₁", "Choice", "class"):
        with pytest.raises(InputError, match="^answer: expected one of "):
            case.answer(**{**case.right, other: 1})


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("which, level", NUMBERS)
def test_huge_numbers_are_wrong_and_get_no_name(which, level):
    case = case_of(which, 0, level)
    for typed in (1e300, "-1e300", "123456789,123", "1" * 60):
        verdict = case.answer(**dict.fromkeys(case.asks, typed))
        assert not verdict.ok and verdict.mistakes == () and "nan" not in verdict.says


# functions of every kind ---------------------------------------------------------------------------------------------
class AClass:
    def __init__(self, *arguments):
        pass


def printing(*arguments):
    print("my result is", arguments)


def deeper(*arguments):
    return deeper(*arguments)


def leaving(problem):
    def function(*arguments):
        raise problem

    return function


ODD = {
    "a class": AClass,
    "no arguments": lambda: 1,
    "twenty arguments": eval(f"lambda {', '.join(f'a{k}' for k in range(20))}: 1"),
    "vectorize": np.vectorize(lambda first, *rest: first),
    "prints": printing,
    "returns nothing": lambda *arguments: None,
    "is not written": lambda *arguments: ...,
    "a string": lambda *arguments: "0.5",
    "nan": lambda *arguments: math.nan,
    "a list of nan": lambda *arguments: [math.nan] * 3,
    "a dict": lambda *arguments: {"w01": 1.0},
    "a function": lambda *arguments: printing,
    "itself": lambda *arguments: arguments,
    "SystemExit": leaving(SystemExit("good bye")),
    "KeyboardInterrupt": leaving(KeyboardInterrupt()),
    "StopIteration": leaving(StopIteration(3)),
    "deep recursion": deeper,
    "a builtin": len,
}


def is_a_sentence(says: str) -> bool:
    return bool(says) and "\n" not in says and "0x" not in says and "The check itself failed" not in says


@pytest.mark.parametrize("which", FUNCTIONS)
def test_an_odd_function_gets_a_sentence_and_no_name(which, capsys):
    for kind, function in ODD.items():
        verdict = check(which, function)
        assert not verdict.ok and verdict.mistakes == () and is_a_sentence(verdict.says), (kind, verdict)
        assert verdict.says == check(which, function).says, kind
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("which", FUNCTIONS)
def test_what_is_no_function_is_said(which):
    assert check(which, None).says == check(which, ...).says == "It is not written yet."
    for other in (5, "backward", [len], {}, math.nan, np.ones(3)):
        with pytest.raises(InputError, match="^function: expected a Python function, got "):
            check(which, other)


def test_a_function_that_never_ends_is_stopped_with_a_sentence():
    def endless(*arguments):
        while True:
            pass

    verdict = check("P7.2 one_epoch_without", endless)
    assert not verdict.ok and verdict.mistakes == ()
    assert f"had not ended after {SECONDS} seconds" in verdict.says and "a loop that never ends?" in verdict.says
