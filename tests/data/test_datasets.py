"""The data sets are what their sources say."""

import numpy as np
import pytest

import bplesson as bp
from bplesson import circles, hubble, line, sine, two_moons, xor
from bplesson.checks.work import multiplications


def test_hubbles_galaxies_recede_at_454_km_per_second_and_megaparsec():
    x, y = hubble()
    assert x.shape == y.shape == (24, 1)
    slope, height = np.polyfit(x[:, 0], 1000 * y[:, 0], 1)
    assert slope == pytest.approx(454.16, abs=0.005)
    assert height == pytest.approx(-40.78, abs=0.005)


def test_hubbles_table_has_its_nearest_and_its_fastest_galaxy():
    x, y = hubble()
    assert (x.min(), x.max()) == (0.032, 2.0)
    assert (1000 * y.min(), 1000 * y.max()) == (-220, 1090)


def test_xor_is_one_or_the_other_not_both():
    x, y = xor()
    assert [(a, b, c) for (a, b), (c,) in zip(x.tolist(), y.tolist())] == [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]


def test_data_are_fresh_each_time():
    hubble()[0][:] = 0
    xor()[1][:] = 9
    assert hubble()[0].max() == 2.0 and xor()[1].max() == 1.0


GENERATED = [two_moons, circles, line, sine]


@pytest.mark.parametrize("make", GENERATED)
def test_generated_data_are_the_same_each_time_and_others_for_another_generator(make):
    (x, y), (x_again, y_again) = make(), make()
    assert np.array_equal(x, x_again) and np.array_equal(y, y_again)
    assert x.shape == (100, 1 if make in (line, sine) else 2) and y.shape == (100, 1)
    assert not np.array_equal(y - x, make(rng=np.random.default_rng(1))[1] - make(rng=np.random.default_rng(1))[0])


@pytest.mark.parametrize("make", [two_moons, circles])
def test_half_of_the_labels_are_1(make):
    _, y = make(n=41)
    assert y.shape == (41, 1) and set(y.ravel()) == {0.0, 1.0} and y.sum() == 20


def test_without_noise_circles_have_their_radii_and_moons_lie_on_half_circles():
    x, y = circles(n=60, noise=0)
    assert np.hypot(*x.T) == pytest.approx(np.where(y.ravel() == 1, 0.4, 1.0))
    x, y = two_moons(n=60, noise=0)
    upper, lower = x[y.ravel() == 0] - [-0.5, -0.25], x[y.ravel() == 1] - [0.5, 0.25]
    assert np.hypot(*upper.T) == pytest.approx(1) and np.hypot(*lower.T) == pytest.approx(1)
    assert upper[:, 1].min() >= 0 and lower[:, 1].max() <= 0


def test_without_noise_line_and_sine_follow_their_formulas():
    x, y = line(n=21, noise=0)
    assert np.polyfit(x.ravel(), y.ravel(), 1) == pytest.approx([0.8, 0.5])
    x, y = sine(n=21, noise=0)
    assert y == pytest.approx(np.sin(1.5 * np.pi * x)) and (x.min(), x.max()) == (-1, 1)


def test_noise_is_a_standard_deviation():
    x, y = line(n=4000, noise=0.3)
    assert (y - 0.5 - 0.8 * x).std() == pytest.approx(0.3, rel=0.05)


@pytest.mark.parametrize("make", GENERATED)
@pytest.mark.parametrize(
    "name, bad", [("n", 1), ("n", 2.5), ("n", "many"), ("noise", -0.1), ("noise", np.nan), ("rng", 3), ("rng", "a")]
)
def test_a_bad_argument_of_generated_data_is_one_sentence(make, name, bad):
    with pytest.raises(bp.InputError, match=f"^{name}: expected .*, got ") as caught:
        make(**{name: bad})
    assert "\n" not in str(caught.value)


def test_multiplications_are_counted_and_nothing_else():
    def polynomial(weights, x):
        return weights[0] + weights[1] * x + weights[2] * x * x - 3

    assert multiplications(polynomial, [1.0, 2.0, 3.0], 2.0) == 3
    assert multiplications(lambda weights: sum(weights), [1.0, 2.0]) == 0
    assert multiplications(lambda weights, x: [2 * x, x * 2, x * x], [], 2.0) == 3
