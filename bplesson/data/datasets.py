"""Data sets small enough to look at whole."""

from collections.abc import Callable
from functools import wraps
from inspect import signature

import numpy as np

from bplesson.errors import InputError, finite_number, generator, whole_number


def hubble() -> tuple[np.ndarray, np.ndarray]:
    """24 galaxies: distance in megaparsec, x (24, 1), and speed away from us in 1000 km/s, y (24, 1).

    Source: E. Hubble, "A relation between distance and radial velocity among extra-galactic nebulae", PNAS 15 (1929),
    168-173, table 1. The straight line through them was an early sign that the universe expands.
    """
    distance = [0.032, 0.034, 0.214, 0.263, 0.275, 0.275, 0.45, 0.5, 0.5, 0.63, 0.8, 0.9,
                0.9, 0.9, 0.9, 1.0, 1.1, 1.1, 1.4, 1.7, 2.0, 2.0, 2.0, 2.0]  # fmt: skip
    speed = [170, 290, -130, -70, -185, -220, 200, 290, 270, 200, 300, -30,
             650, 150, 500, 920, 450, 500, 500, 960, 500, 850, 800, 1090]  # fmt: skip
    return np.array(distance).reshape(-1, 1), np.array(speed).reshape(-1, 1) / 1000


def xor() -> tuple[np.ndarray, np.ndarray]:
    """The four cases of "one or the other, not both": x (4, 2), y (4, 1)."""
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return x, np.array([[0.0], [1.0], [1.0], [0.0]])


def generated(make: Callable) -> Callable:
    """`make(n, noise, rng)` with its arguments checked; without an rng the data are the same each time.

    What it decorates is plain NumPy, so that an explorer can print it as it stands.
    """

    @wraps(make)
    def checked(n: int = 100, noise: float = 0.1, rng: np.random.Generator | None = None):
        n, noise = whole_number("n", n, least=2), finite_number("noise", noise)
        if noise < 0:
            raise InputError(f"noise: expected a number of at least 0, got {noise}")
        return make(n, noise, np.random.default_rng(0) if rng is None else generator("rng", rng))

    checked.__signature__ = signature(checked, follow_wrapped=False)
    return checked


@generated
def two_moons(n, noise, rng):
    """Two half circles that hook into each other: x (n, 2), label y (n, 1): 0 for the upper one, 1 for the lower one.

    `noise` is the standard deviation of what is added to both coordinates. No straight line parts the two.
    """
    y = np.arange(n) % 2
    angle = np.pi * rng.random(n)
    x = np.column_stack([np.cos(angle), np.sin(angle)])
    x = np.where(y[:, None] == 1, [1.0, 0.5] - x, x) - [0.5, 0.25]
    return x + noise * rng.standard_normal((n, 2)), y.reshape(-1, 1).astype(float)


@generated
def circles(n, noise, rng):
    """A circle of radius 0.4 inside one of radius 1: x (n, 2), label y (n, 1): 0 on the outer, 1 on the inner one.

    `noise` is the standard deviation of what is added to both coordinates. No straight line parts the two.
    """
    y = np.arange(n) % 2
    angle, radius = 2 * np.pi * rng.random(n), np.where(y == 1, 0.4, 1.0)
    x = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return x + noise * rng.standard_normal((n, 2)), y.reshape(-1, 1).astype(float)


@generated
def line(n, noise, rng):
    """Points on the line y = 0.5 + 0.8 x, x from -1 to 1: x (n, 1), y (n, 1); `noise` is what is added to y."""
    x = np.linspace(-1, 1, n).reshape(-1, 1)
    return x, 0.5 + 0.8 * x + noise * rng.standard_normal((n, 1))


@generated
def sine(n, noise, rng):
    """Points on one and a half waves y = sin(1.5 π x), x from -1 to 1: x (n, 1), y (n, 1); `noise` is added to y."""
    x = np.linspace(-1, 1, n).reshape(-1, 1)
    return x, np.sin(1.5 * np.pi * x) + noise * rng.standard_normal((n, 1))
