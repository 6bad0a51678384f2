"""P1.1 to P1.5: cost, step, learning rate and the gradient of a line; numbers and functions."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.practice.by_hand import worked
from bplesson.practice.checking import check
from bplesson.practice.item import item
from bplesson.practice.items import p1_1, p1_2, p1_3
from bplesson.practice.line_fit import NO_BIAS, fit_lines
from tests.practice.cases import cases, plant, unfit

WALKS = [1, 1, 2], [3, 5, 8]  # hours, kilometres
SEEN = {
    "P1.1": {"S1", "S2", "S9", "M1", "M8"},
    "P1.2": {"S1", "S2", "S3", "O3", "U1", "U2"},
    "P1.3": {"S2", "M1", "U1", "U2"},
    "P1.4": {"S1", "S2", "S3", "S9", "B1", "O1", "O3", "M1", "M4", "M6", "M7", "M8"},
}


# numbers -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("which", SEEN)
def test_every_mistake_that_numbers_can_show_is_named(which):
    planted = plant(which)
    assert set(planted.seen) == SEEN[which]
    assert planted.missed == {}


@pytest.mark.parametrize("which", SEEN)
def test_every_case_is_short_and_parts_all_mistakes_and_its_right_numbers_are_right(which):
    assert unfit(which) == []
    for case in cases(which, 200):
        assert case.answer(**{name: str(round(value, 9)) for name, value in case.right.items()}).ok


@pytest.mark.parametrize("which", SEEN)
def test_numbers_that_fit_no_mistake_get_no_name(which):
    for case in cases(which, 50):
        verdict = case.answer(**{name: value + 0.1379 for name, value in case.right.items()})
        assert not verdict.ok and verdict.mistakes == ()


@pytest.mark.parametrize("which", SEEN)
def test_a_mistake_is_said_in_the_letters_of_lesson_1(which):
    for case in cases(which, 5):
        for form in (form for forms in case.key.wrong.values() for form in forms):
            says = case.answer(**form({})).says
            assert "δ" not in says and "(1." in says


def test_1_4_cost_of_the_three_walks():
    made = worked(p1_1.lines_of(2, *WALKS), {})
    assert list(made.values()) == pytest.approx([-1, -3, -4, 0.5, 4.5, 8, 13 / 3])


def test_1_9_the_step_from_a_slope():
    assert worked(p1_2.lines_of(2, 0.1, -4), {}) == pytest.approx({"slope": -4, "choice": 2, "step": 0.4, "new_w": 2.4})
    assert worked(p1_2.lines_of(6, 0.1, 4), {}) == pytest.approx({"slope": 4, "choice": 1, "step": -0.4, "new_w": 5.6})


def test_1_10_what_the_learning_rate_does():
    for eta, factor, row in [(0.1, 0.8, 1), (0.5, 0, 2), (0.9, -0.8, 3), (1, -1, 4), (1.1, -1.2, 5)]:
        made = worked(p1_3.lines_of(2, eta), {})
        assert made == pytest.approx({"a": 2, "factor": factor, "bound": 1, "choice": row})


def test_every_row_of_the_table_of_1_10_is_asked():
    for level in range(3):
        assert {item("P1.3").case(seed, level).right["choice"] for seed in range(60)} == {1, 2, 3, 4, 5}


def test_1_13_gradient_of_a_line_is_that_of_the_engine():
    w, x, y = (2, -1), [1, 3, -2], [5, 2, -8.5]
    network = bp.Network([[list(w)]], bias=True)
    right = network.backward(np.reshape(x, (3, 1)), np.reshape(y, (3, 1))).gradients[0][0]
    made = worked(fit_lines(w, x, y), {})
    assert [made["g0"], made["g1"]] == pytest.approx(list(right))


@pytest.mark.parametrize(
    "which, level, slip, follow",
    [
        ("P1.1", 1, "e2", ("C2", "C")),
        ("P1.2", 1, "slope", ("step", "new_w")),
        ("P1.3", 2, "a", ("factor", "bound")),
        ("P1.4", 1, "e1", ("g0", "g1")),
    ],
)
def test_a_slip_is_followed_through(which, level, slip, follow):
    for seed in range(20):
        case = item(which).case(seed, level)
        held = {slip: case.right[slip] + 0.37}
        numbers = case.key.right(held)
        verdict = case.answer(**{name: numbers[name] for name in case.asks})
        assert not verdict.ok and verdict.mistakes == ()
        assert case.label(slip) in verdict.says
        for name in follow:
            assert verdict.boxes[name] == f"right, given your {case.label(slip)}"


def test_a_choice_that_follows_from_a_wrong_factor_is_right_given_that_factor():
    swings = next(case for case in cases("P1.3", 20) if case.right["choice"] == 3)
    verdict = swings.answer(**{**swings.right, "factor": "0.37", "choice": 1})
    assert verdict.boxes["choice"] == "right, given your factor"


@pytest.mark.parametrize("level", range(3))
def test_what_a_step_takes_away_for_the_factor_is_said_and_counts_as_no_mistake(level):
    for seed in range(50):
        case = item("P1.3").case(seed, level)
        taken = 1 - case.right["factor"]
        verdict = case.answer(**case.right | {"factor": taken})
        if verdict.ok:
            assert taken == pytest.approx(0.5)  # half is taken away, and half is left
        else:
            assert verdict.mistakes == () and verdict.says == p1_3.TAKEN


def test_a_forgotten_w_1_is_said_and_counts_as_no_mistake():
    verdicts = []
    for seed in range(50):
        case = item("P1.4").case(seed, 1)
        e = {name: case.right[name] for name in ("e1", "e2", "e3")}
        x = [float(each.split(",")[0]) for each in case.says.replace("−", "-").split("(x, y): (")[1].split(", (")]
        w1 = float(case.says.replace("−", "-").split("w[1] = ")[1].split(";")[0])
        without = {name: value - w1 for name, value in e.items()}
        g = {"g0": np.mean(np.multiply(list(without.values()), x)), "g1": np.mean(list(without.values()))}
        for typed in (without | g, without, {"e1": without["e1"]} | {"e2": e["e2"]}):
            verdicts.append(case.answer(**typed))
    noted = [verdict for verdict in verdicts if not verdict.mistakes]  # by chance it may look like one of the catalogue
    assert len(noted) > 0.9 * len(verdicts) and {verdict.says for verdict in noted} == {NO_BIAS}
    own = item("P1.4").own(w=[2, 1], x=WALKS[0], y=WALKS[1], ask=["g0", "g1"])
    assert own.answer(g0=-4, g1="-8/3").says == NO_BIAS


# functions -----------------------------------------------------------------------------------------------------------
def descend(slope, w, eta, steps):
    path = [w]
    for _ in range(steps):
        w = w - eta * slope(w)
        path.append(w)
    return np.array(path)


def into_an_array(slope, w, eta, steps):
    path = np.zeros((steps + 1, *np.shape(w)))
    path[0] = w
    for t in range(steps):
        path[t + 1] = path[t] - eta * slope(path[t])
    return path


def in_a_while(slope, w, eta, steps):
    path = [w]
    while len(path) < steps + 1:
        path += [path[-1] - slope(path[-1]) * eta]
    return path


def gradient(w, x, y):
    deviation = w[0] * x + w[1] - y
    return np.array([np.mean(deviation * x), np.mean(deviation)])


def in_a_loop(w, x, y):
    g0 = g1 = 0
    for one, label in zip(x, y):
        e = w[0] * one + w[1] - label
        g0, g1 = g0 + e * one / len(x), g1 + e / len(x)
    return g0, g1


@pytest.mark.parametrize("function", [descend, into_an_array, in_a_while])
def test_a_right_descend_is_right(function):
    verdict = check("P1.5 descend", function)
    assert verdict.ok and verdict.mistakes == ()
    assert verdict.says == "All 27 places of 5 descents agree."


@pytest.mark.parametrize("function", [gradient, in_a_loop])
def test_a_right_gradient_is_right(function):
    verdict = check("P1.5 gradient", function)
    assert verdict.ok and verdict.says == "All 8 derivatives of 4 sets of points agree."


def test_the_name_of_the_function_says_which_one_is_meant():
    assert check("P1.5", descend).ok and check("P1.5", gradient).ok


def by(step):
    """`descend` with another step, made of w, the slope function and eta."""

    def descend(slope, w, eta, steps):
        path = [w]
        for _ in range(steps):
            path.append(step(path[-1], slope, eta))
        return np.array(path)

    return descend


def in_place(slope, w, eta, steps):
    path = [w]
    for _ in range(steps):
        w -= eta * slope(w)
        path.append(w)
    return np.array(path)


def of_whole_numbers(slope, w, eta, steps):
    path = np.array([w] * (steps + 1))
    for t in range(steps):
        path[t + 1] = path[t] - eta * slope(path[t])
    return path


def kept_whole(slope, w, eta, steps):
    path = np.array([w] * (steps + 1))
    for t in range(steps):
        w = w - eta * slope(w)
        path[t + 1] = w
    return path


def piling_up(slope, w, eta, steps, path=[]):
    path.append(w)
    for _ in range(steps):
        w = w - eta * slope(w)
        path.append(w)
    return np.array(path)


@pytest.mark.parametrize(
    "id, function",
    [
        ("U1", by(lambda w, slope, eta: w + eta * slope(w))),
        ("U2", by(lambda w, slope, eta: w - slope(w))),
        ("U3", in_place),
        ("U4", of_whole_numbers),
        ("U4", kept_whole),
        ("U5", piling_up),
    ],
)
def test_a_mistake_in_descend_is_named(id, function):
    verdict = check("P1.5 descend", function)
    assert not verdict.ok and verdict.mistakes == (id,)


@pytest.mark.parametrize(
    "says, change",
    [
        ("The start is missing", lambda path, *_: path[1:]),
        ("The start is missing", lambda path, slope, eta: [*path[1:], path[-1] - eta * slope(path[-1])]),
        ("One step too many", lambda path, slope, eta: [*path, path[-1] - eta * slope(path[-1])]),
        ("One step too few", lambda path, *_: path[:-1]),
        ("Only the end came back", lambda path, *_: path[-1]),
        ("The start stands twice", lambda path, *_: [path[0], *path[:-1]]),
    ],
)
def test_a_path_with_other_places_is_said_in_words(says, change):
    def changed(step):
        path = by(step)
        return lambda slope, w, eta, steps: change(path(slope, w, eta, steps), slope, eta)

    verdict = check("P1.5 descend", changed(lambda w, slope, eta: w - eta * slope(w)))
    assert not verdict.ok and verdict.mistakes == () and verdict.says.startswith(says)


def test_a_path_uphill_without_its_start_is_both():
    uphill = by(lambda w, slope, eta: w + eta * slope(w))
    verdict = check("P1.5 descend", lambda *given: uphill(*given)[1:])
    assert verdict.mistakes == ("U1",) and "The start is missing" in verdict.says


def test_a_step_that_is_not_in_the_catalogue_is_said_in_words():
    only_the_sign = check("P1.5 descend", by(lambda w, slope, eta: w - eta * np.sign(slope(w))))
    assert only_the_sign.mistakes == () and "Only the sign" in only_the_sign.says

    def at_the_start(slope, w, eta, steps):
        return [w - k * eta * slope(w) for k in range(steps + 1)]

    once = check("P1.5 descend", at_the_start)
    assert once.mistakes == () and "taken only once" in once.says


def from_deviations(weighted):
    """`gradient` made of the deviations and what each derivative multiplies them with."""
    return lambda w, x, y: [weighted(w[0] * x + w[1] - y, by) for by in (x, np.ones(len(x)))]


def with_both(change):
    """`gradient` with both derivatives changed."""
    return lambda w, x, y: change(gradient(w, x, y), w, x, y)


MISTAKES = [
    ("S1", from_deviations(lambda e, by: np.mean(-e * by))),
    ("S2", from_deviations(lambda e, by: np.mean(2 * e * by))),
    ("S2", from_deviations(lambda e, by: np.mean(e * by) / 2)),
    ("S3", from_deviations(lambda e, by: np.mean(e**2 / 2 * by))),
    ("S3", from_deviations(lambda e, by: np.mean(e**2 * by))),
    ("S9", lambda w, x, y: gradient(w, x[:, None], y)),
    ("B1", with_both(lambda g, w, x, y: g * w)),
    ("O1", with_both(lambda g, w, x, y: [np.mean((w[0] * x + w[1] - y) * (w[0] * x + w[1])), g[1]])),
    ("O3", with_both(lambda g, w, x, y: [g[1], g[1]])),
    ("M1", from_deviations(lambda e, by: np.sum(e * by))),
    ("M4", with_both(lambda g, w, x, y: [g[0], g[1] * len(x)])),
    ("M6", with_both(lambda g, w, x, y: [g[0], g[1] / len(x)])),
    ("M7", with_both(lambda g, w, x, y: [g[0], g[0]])),
    ("M8", from_deviations(lambda e, by: e[-1] * by[-1])),
    ("M8", from_deviations(lambda e, by: e[-1] * by[-1] / len(e))),
    ("M10", from_deviations(lambda e, by: (1 // len(e)) * np.sum(e * by))),
    ("U6", with_both(lambda g, w, x, y: g[::-1])),
]


@pytest.mark.parametrize("id, function", MISTAKES)
def test_a_mistake_in_gradient_is_named(id, function):
    verdict = check("P1.5 gradient", function)
    assert not verdict.ok and verdict.mistakes == (id,)
    assert "δ" not in verdict.says or id == "U6"


def test_a_gradient_without_w_1_is_said_in_words():
    verdict = check("P1.5 gradient", lambda w, x, y: gradient([w[0], 0], x, y))
    assert not verdict.ok and verdict.mistakes == () and verdict.says == NO_BIAS


@pytest.mark.parametrize("name", ["descend", "gradient"])
def test_a_function_that_is_off_in_no_known_way_gets_no_name(name):
    right = {"descend": descend, "gradient": gradient}[name]
    verdict = check(f"P1.5 {name}", lambda *arguments: right(*arguments) * 1.37 + 0.11)
    assert not verdict.ok and verdict.mistakes == ()
    unwritten = check(f"P1.5 {name}", lambda *arguments: ...)
    assert not unwritten.ok and unwritten.says == "It is not written yet."
