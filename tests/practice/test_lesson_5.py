"""P5.1 and P5.2: both passes with activations by head, and the functions of lesson 5."""

from pathlib import Path

import numpy as np
import pytest

from bplesson.practice.checking import check
from bplesson.practice.item import item
from bplesson.practice.items import p5_1
from tests.practice.cases import cases, plant, unfit

LESSON = (Path(__file__).resolve().parents[2] / "lessons" / "05_the_whole_algorithm.md").read_text(encoding="utf-8")
NODES = {"hidden": "slope[sigmas[i]](p[i])", "output": "(q[-1] - y) * slope[sigmas[-1]](p[-1])"}


# P5.1 ----------------------------------------------------------------------------------------------------------------
def test_every_mistake_in_numbers_is_named():
    assert item("P5.1") is p5_1.ITEM and plant("P5.1", 13).missed == {}


def test_cases_are_short_tell_all_mistakes_apart_and_know_what_is_right():
    assert unfit("P5.1", 20) == []


def test_the_mistakes_that_the_levels_show_between_them():
    shown = {id for level in range(p5_1.ITEM.levels) for id in p5_1.ITEM.case(1, level).key.wrong}
    assert shown == set(
        "S1 S2 S3 S4 S8 L1 L2 L3 L5 L7 L8 L9 L10 L11 L13 B1 B2 B3 B4 B5 B6 B10 O1 O2 O3 E1 E2 M5 M7 K1".split()
    )


def test_5_1_the_right_numbers_are_those_of_the_engine():
    for case in cases("P5.1", 2):
        passes = case.network.backward(case.x, case.y)
        layers = {"p": passes.p, "q": passes.q, "delta": passes.delta}
        for name, value in case.right.items():
            part, place = name.split("_")
            letter, layer = part.rstrip("0123456789"), part.lstrip("pqdeltaw")
            if letter == "w":
                assert np.isclose(value, passes.gradients[int(layer[0])][tuple(map(int, place))])
            else:
                assert np.isclose(value, layers[letter][int(layer)][0, int(place)])


def test_a_slip_is_followed_through():
    case = p5_1.ITEM.case(2, 3)
    slip = case.right["delta1_1"] + 7
    q0 = [*case.x[0], 1]
    w01 = {f"w01_1{a}": slip * q0[a] for a in range(3)}
    verdict = case.answer(**case.right | {"delta1_1": slip} | w01)
    assert not verdict.ok and {verdict.boxes[name] for name in w01} == {"right, given your δ₁[1]"}


# P5.2: the functions of the lesson -----------------------------------------------------------------------------------
def _cell(beginning: str) -> str:
    """The code of the lesson from this line on, to the end of its cell or to two empty lines after a function."""
    return LESSON[LESSON.index(beginning) :].split("```")[0].split("\n\n\nfor gradient")[0]


TABLE = "import numpy as np\n\n\n" + _cell("def identity(p)")
OWN = """

def square(p):
    return p * p


def leaky(p):
    return np.where(p > 0, p, 0.1 * p)


def sigmoid(p):
    return 1 / (1 + np.exp(-p))


slope[square] = lambda p: 2 * p
slope[leaky] = lambda p: np.where(p > 0, 1.0, 0.1)
slope[sigmoid] = lambda p: sigmoid(p) * (1 - sigmoid(p))
"""
TRAINING = """

def one_batch(weights, sigmas, x, y, eta):
    return [W - eta * g for W, g in zip(weights, mean_gradients(weights, sigmas, x, y))]


def one_epoch(weights, sigmas, x, y, batches, eta):
    for rows in batches:
        weights = one_batch(weights, sigmas, x[rows], y[rows], eta)
    return weights
"""
SOURCE = {
    "backpropagate": TABLE + OWN + _cell("def backpropagate"),
    "mean_gradients": TABLE + OWN + _cell("def mean_gradients"),
}
SOURCE["one_batch"] = SOURCE["one_epoch"] = SOURCE["mean_gradients"] + TRAINING


def written(name: str, *changes: tuple[str, str], source: str = ""):
    """The function of that name, each (old, new) put in place in its text."""
    text = source or SOURCE[name]
    for old, new in changes:
        assert old in text, f"{old} does not stand in {name}"
        text = text.replace(old, new)
    space = {}
    exec(text, space)
    return space[name]


@pytest.mark.parametrize("name", SOURCE)
def test_the_functions_of_the_lesson_pass_with_its_own_table_and_with_a_longer_one(name):
    longer = check(f"P5.2 {name}", written(name))
    assert longer.ok and longer.mistakes == () and longer.says.startswith("All ")
    shorter = check(f"P5.2 {name}", written(name, (OWN, "\n\n")))
    assert shorter.ok and (shorter.says != longer.says or name == "one_epoch")


HIDDEN, OUTPUT = NODES["hidden"], NODES["output"]
WRONG_SLOPES = [  # in both functions
    ("S1", ("(q[-1] - y)", "(y - q[-1])")),
    ("S2", (OUTPUT, f"2 * {OUTPUT}")),
    ("S3", ("(q[-1] - y)", "(q[-1] - y) ** 2 / 2")),
    ("S3", (OUTPUT, "(q[-1] - y) ** 2")),
    ("S4", (OUTPUT, "q[-1] - y")),
    ("S5", (OUTPUT, f"{OUTPUT} * (q[-1] * (1 - q[-1]) if sigmas[-1] is identity else 1)")),
    ("S8", ("slope[sigmas[-1]](p[-1])", "slope[sigmas[-1]](q[-1] - y)")),
    ("L1", (f" * {HIDDEN}", "")),
    ("L3", ("(p[i])", "(q[i])")),
    ("L3", ("(p[i])", "(q[i])"), ("(p[-1])]", "(q[-1])]")),
    ("L4", ("1 - np.tanh(p) ** 2", "1 - p**2"), ("sigmoid(p) * (1 - sigmoid(p))", "p * (1 - p)")),
    ("L5", (HIDDEN, "q[i]")),
    ("L6", ("sigmoid(p) * (1 - sigmoid(p))", "1 - sigmoid(p)")),
    ("L7", (HIDDEN, "slope[sigmas[i + 1]](p[i])")),
    ("L7", (HIDDEN, "slope[sigmas[i + 1]](p[i + 1])")),
    ("L10", ("np.where(p > 0, 1.0, 0.0)", "np.where(relu(p) >= 0, 1.0, 0.0)")),
    ("L11", ("np.where(p > 0, 1.0, 0.1)", "np.where(p > 0, 0.1, 1.0)")),
    ("L13", (HIDDEN, f"{HIDDEN} * p[i]")),
    ("L14", ("1 - np.tanh(p) ** 2", "1 - np.tanh(p) @ np.tanh(p).T")),
    ("B6", ("weights[i]", "weights[i - 1]")),
    ("O1", ("q[i]", "q[i + 1]")),
    ("O2", ("q[i]", "p[i]")),
    ("O3", ("q[i]", "np.ones(q[i].shape)")),
    ("E1", ("delta[L - i]", "delta[i]")),
    ("U6", ("for i in range(L + 1)]", "for i in range(L, -1, -1)]")),
    ("U3", ("    L = len", "    weights[0] -= 0.1\n    L = len")),
    ("U3", ("    L = len", "    weights.reverse()\n    weights = weights[::-1]\n    L = len")),
]
LINE = f"weights[i].T @ delta[-1] * {HIDDEN}"
MASKED = f"came * (came > 0 if sigmas[i] is relu else {HIDDEN})"
BEFORE = "        delta.append(c"  # a line goes before it
NOT_CARRIED = (OUTPUT, "(q[-1] - y)"), (f" * {HIDDEN}", "")  # δ without slopes, which come in at the end
LATE = "delta[L - i] * slope[sigmas[i + 1]](p[i + 1])"
WRONG_SINGLE = [
    ("L2", *NOT_CARRIED, ("(delta[L - i],", f"({LATE},")),
    ("L8", (LINE, MASKED), (BEFORE, f"        came = weights[i].T @ delta[-1]\n{BEFORE}")),
    ("L9", (LINE, HIDDEN)),
    ("L12", (LINE, f"weights[i].T @ delta[-1] @ {HIDDEN}")),
    ("B1", ("np.outer(delta[L - i], q[i])", "np.outer(delta[L - i], q[i]) * weights[i]")),
    ("B2", ("weights[i].T @ delta[-1]", "delta[-1]")),
    ("B3", ("weights[i].T @ delta[-1]", "np.outer(delta[-1], q[i]).T @ delta[-1]")),
    ("B4", ("weights[i].T @", "weights[i] @")),
    ("B5", ("weights[i].T @ delta[-1]", "weights[i].sum(axis=1) * delta[-1]")),
    ("B8", ("weights[i].T @", "weights[i].T *")),
    ("B10", ("weights[i].T @ delta[-1]", "weights[i][-1] * delta[-1][-1]")),
    ("E2", ("np.outer(delta[L - i], q[i])", "np.outer(q[i], delta[L - i])")),
    ("E3", ("np.outer(delta[L - i], q[i])", "np.dot(delta[L - i], q[i])")),
    ("D1", ("weights[i].T @", "weights[i].reshape(weights[i].shape[::-1]) @")),
]  # fmt: skip
ROW, MEAN = f"delta[-1] @ weights[i] * {HIDDEN}", "delta[L - i].T @ q[i] / len(x)"
WRONG_ROWS = [
    ("L2", *NOT_CARRIED, ("delta[L - i].T", f"({LATE}).T")),
    ("L8", (ROW, MASKED), (BEFORE, f"        came = delta[-1] @ weights[i]\n{BEFORE}")),
    ("L9", (ROW, HIDDEN)),
    ("L12", (ROW, f"delta[-1] @ weights[i] @ {HIDDEN}.T")),
    ("B1", (MEAN, f"{MEAN} * weights[i]")),
    ("B2", ("delta[-1] @ weights[i]", "delta[-1]")),
    ("B3", ("delta[-1] @ weights[i]", "delta[-1] @ (delta[-1].T @ q[i] / len(x))")),
    ("B4", ("delta[-1] @ weights[i]", "delta[-1] @ weights[i].T")),
    ("B5", ("delta[-1] @ weights[i]", "delta[-1] * weights[i].sum(axis=1)")),
    ("B8", ("delta[-1] @ weights[i]", "delta[-1] * weights[i]")),
    ("B10", ("delta[-1] @ weights[i]", "delta[-1][:, -1:] * weights[i][-1]")),
    ("E2", (MEAN, "q[i].T @ delta[L - i] / len(x)")),
    ("E3", (MEAN, "delta[L - i] @ q[i].T / len(x)")),
    ("D1", (MEAN, "delta[L - i].reshape(delta[L - i].shape[::-1]) @ q[i] / len(x)")),
    ("M1", (" / len(x)", "")),
    ("M2", (ROW, f"{ROW} / len(x)")),
    ("M3", (MEAN, f"{MEAN} / y.shape[1]")),
    ("M8", (MEAN, "np.outer(delta[L - i][-1], q[i][-1]) / len(x)")),
    ("M9", (MEAN, "delta[L - i].T @ q[i] / (1 if i == L else len(x))")),
    ("M10", (MEAN, "delta[L - i].T @ q[i] * (1 // len(x))")),
]  # fmt: skip


@pytest.mark.parametrize("name", ["backpropagate", "mean_gradients"])
def test_every_mistake_in_a_function_of_both_passes_is_named(name):
    missed = []
    for id, *changes in [*WRONG_SLOPES, *(WRONG_SINGLE if name == "backpropagate" else WRONG_ROWS)]:
        verdict = check(f"P5.2 {name}", written(name, *changes))
        if verdict.ok or verdict.mistakes != (id,):
            missed.append((id, changes, verdict.mistakes, verdict.says))
    assert missed == []


# P5.2: training ------------------------------------------------------------------------------------------------------
STEP = "return [W - eta * g for W, g in zip(weights, mean_gradients(weights, sigmas, x, y))]"
GRADIENTS = "    gradients = mean_gradients(weights, sigmas, x, y)\n"
IN_PLACE = "    for W, g in zip(weights, gradients):\n        W -= eta * g\n    return weights"
IMPATIENT = """
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    weights, delta = list(weights), (q[-1] - y) * slope[sigmas[-1]](p[-1])
    for i in range(len(weights) - 1, -1, -1):
        weights[i] = weights[i] - eta * delta.T @ q[i] / len(x)
        delta = delta @ weights[i] * slope[sigmas[i]](p[i])
    return weights
"""
WRONG_STEPS = [
    ("U1", (STEP, STEP.replace("W - eta", "W + eta"))),
    ("U2", (STEP, STEP.replace("eta * g", "g"))),
    ("U2", (STEP, STEP.replace("eta * g", "eta * g / len(x)"))),
    ("U3", (f"    {STEP}", f"{GRADIENTS}{IN_PLACE}")),
    ("B7", (f"    {STEP}", IMPATIENT)),
    ("M1", (" / len(x)", "")),
    ("S1", ("(q[-1] - y)", "(y - q[-1])")),
    ("L1", (f" * {HIDDEN}", "")),
]  # fmt: skip
COPIES = f"{GRADIENTS}    new = [W.copy() for W in weights]\n    for W, g in zip(new, gradients):\n        "
STALE = """
    first = weights
    for rows in batches:
        gradients = mean_gradients(first, sigmas, x[rows], y[rows])
        weights = [W - eta * g for W, g in zip(weights, gradients)]
    return weights
"""
KEPT = """
    p, q = [x], [sigmas[0](x)]
    for W, sigma in zip(weights, sigmas[1:]):
        p.append(q[-1] @ W.T)
        q.append(sigma(p[-1]))
    L = len(weights) - 1
    for rows in batches:
        delta = [((q[-1] - y) * slope[sigmas[-1]](p[-1]))[rows]]
        for i in range(L, 0, -1):
            delta.append(delta[-1] @ weights[i] * slope[sigmas[i]](p[i][rows]))
        gradients = [delta[L - i].T @ q[i][rows] / len(rows) for i in range(L + 1)]
        weights = [W - eta * g for W, g in zip(weights, gradients)]
    return weights
"""
LOOP = TRAINING.split("batches, eta):")[1]


@pytest.mark.parametrize("name", ["one_batch", "one_epoch"])
def test_every_mistake_in_a_step_is_named(name):
    missed = []
    for id, *changes in WRONG_STEPS:
        verdict = check(f"P5.2 {name}", written(name, *changes))
        if verdict.ok or verdict.mistakes != (("S1", "U1") if id in ("S1", "U1") else (id,)):  # both turn the step
            missed.append((id, changes, verdict.mistakes, verdict.says))
    assert missed == []


@pytest.mark.parametrize("line", ["W -= eta * g", "W[:] = W - eta * g"])
def test_whole_numbers_that_stay_whole_are_named(line):
    verdict = check("P5.2", written("one_batch", (f"    {STEP}", f"{COPIES}{line}\n    return new")))
    assert not verdict.ok and verdict.mistakes == ("U4",)


@pytest.mark.parametrize("body", [STALE, KEPT], ids=["gradients", "forward values"])
def test_2_17_what_was_kept_from_before_the_first_step_is_named(body):
    verdict = check("P5.2 one_epoch", written("one_epoch", (LOOP, body)))
    assert not verdict.ok and verdict.mistakes == ("O4",)


@pytest.mark.parametrize(
    "change, says",
    [
        (("    return weights\n", "        return weights\n"), "It ends after the first batch"),
        (("        weights = one_batch", "        new = one_batch"), "Every step began at the first weights"),
        (("x[rows], y[rows]", "x, y"), "Every step took all examples"),
    ],
)
def test_a_loop_over_batches_that_is_not_one_is_told_what_it_does(change, says):
    body = LOOP.replace(*change).replace("return weights", "return new" if "new" in change[1] else "return weights")
    verdict = check("P5.2 one_epoch", written("one_epoch", (LOOP, body)))
    assert not verdict.ok and verdict.says.startswith(says)


def test_a_transpose_that_is_missing_is_no_reshape():
    verdict = check("P5.2", written("mean_gradients", ("delta[L - i].T @ q[i]", "delta[L - i] @ q[i]")))
    assert verdict.mistakes == () and "the shapes do not fit for `@`" in verdict.says
    assert "reshape" not in verdict.says


@pytest.mark.parametrize("name", ["backpropagate", "mean_gradients", "one_batch", "one_epoch"])
def test_a_wrong_function_without_a_name_gets_none(name):
    begin = "delta[L - i]" if name == "backpropagate" else "delta[L - i].T @ q[i]"
    verdict = check(f"P5.2 {name}", written(name, (begin, f"0.3 + {begin}")))
    assert not verdict.ok and verdict.mistakes == () and "No known mistake explains it" in verdict.says
