"""Data sets small enough to look at whole."""

import numpy as np


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
