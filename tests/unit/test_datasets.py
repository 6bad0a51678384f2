"""The data sets are what their sources say."""

import numpy as np
import pytest

from bplesson import hubble, xor
from bplesson.work import multiplications


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


def test_multiplications_are_counted_and_nothing_else():
    def polynomial(weights, x):
        return weights[0] + weights[1] * x + weights[2] * x * x - 3

    assert multiplications(polynomial, [1.0, 2.0, 3.0], 2.0) == 3
    assert multiplications(lambda weights: sum(weights), [1.0, 2.0]) == 0
    assert multiplications(lambda weights, x: [2 * x, x * 2, x * x], [], 2.0) == 3
