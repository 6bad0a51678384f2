"""What the figures of lesson 1 say and show is what a computation of its own finds."""

import re

import numpy as np
import pytest

import bplesson as bp


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def curves(still, ax: int = 0) -> list[np.ndarray]:
    """The points of the drawn lines."""
    return [line.get_xydata() for line in still.figure.axes[ax].lines]


def test_1_3_every_deviation_costs_half_its_square():
    still = bp.figure_1_3([-1.5, 2.0, 4.0], tangent_at=2.0)
    assert numbers(still.says.split("A deviation of")[1])[:6] == pytest.approx([-1.5, 1.125, 2, 2, 4, 8], rel=0.005)
    drawn = np.concatenate(curves(still))
    for deviation in (-1.5, 2.0, 4.0):
        assert np.isclose(drawn, [deviation, deviation**2 / 2]).all(axis=1).any()


def test_1_7_signs_of_the_slopes_and_the_way():
    says = bp.figure_1_7("parabola", -1.0, 3.0).says
    w_star = numbers(says.split("w_* =")[1])[0]
    for name, w, way in (("L", -1.0, "go right"), ("R", 3.0, "go left")):
        told = re.search(rf"At w_{name} = (\S+) the slope is (\w+) \((\S+)\): ([\w ]+)", says)
        assert numbers(told[1]) == [w] and told[4] == way
        assert told[2] == ("negative" if name == "L" else "positive")
        assert np.sign(numbers(told[3])[0]) == np.sign(w - w_star)


@pytest.mark.parametrize("a", [1.0, 2.5])
def test_1_10_each_step_multiplies_the_distance_by_1_minus_eta_a(a):
    for regime in bp.figure_1_10(a).says.split("step by step: ")[1].split("; "):
        eta, *w = numbers(regime.split("η = ")[1])
        for before, after in zip(w, w[1:]):
            assert after == pytest.approx((1 - eta * a) * before, rel=0.02, abs=0.005)


SLOPES = {
    "two minima": lambda w: 0.48 * w * (w * w - 2.4) + 0.1,
    "plateau": lambda w: 4 * (w - 1) * np.exp(-2 * (w - 1) ** 2),
}


def test_1_11_ends_of_descents():
    says = bp.figure_1_11().says
    for name, starts in (("two minima", (0.0, 0.2)), ("plateau", (-1.5, 0.1))):
        ends = []
        for w in starts:
            for _ in range(100):
                w -= 0.2 * SLOPES[name](w)
            ends.append(w)
        told = numbers(re.search(rf"{name}: ([^;]*)", says)[1].rstrip("."))
        assert told[::2] == list(starts) and told[1::2] == pytest.approx(ends, abs=0.01)


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_1_12_both_costs(y):
    says = bp.figure_1_12(y, (0.9, 0.25)).says
    for p in (0.9, 0.25):
        told = numbers(re.search(rf"ŷ = {p} costs ([^;,]*)", says)[1])
        right = [(p - y) ** 2 / 2, -(y * np.log(p) + (1 - y) * np.log(1 - p))]
        assert told == pytest.approx(right, rel=0.005, abs=0.0005)


def test_1_13_the_path_is_gradient_descent_on_the_mean_cost():
    x, y = (np.ravel(each) for each in bp.hubble())
    w, eta, steps = np.array([0.2, 0.5]), 0.4, 30
    visited = [w]
    for _ in range(steps):
        error = w[0] * x + w[1] - y
        w = w - eta * np.array([np.mean(error * x), np.mean(error)])
        visited.append(w)
    still = bp.figure_1_13([0.2, 0.5], eta, steps)
    told = numbers(still.says.split("the path from")[1])
    assert told == pytest.approx(np.concatenate([visited[0], visited[1], visited[-1]]), abs=0.005)
    path = next(points for points in curves(still, 1) if len(points) == steps + 1)
    np.testing.assert_allclose(path, visited, atol=1e-9)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: bp.figure_1_7("parabola", 1.0, 0.0), "w_left, w_right: expected w_left below w_right"),
        (lambda: bp.figure_1_12(0.5), "y: expected 0 or 1, got 0.5"),
    ],
)
def test_bad_input_is_one_sentence(make, sentence):
    with pytest.raises(bp.InputError, match=sentence):
        make()
