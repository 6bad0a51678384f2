"""P4.1: layers without activations: a row for forward, a column for backward, and the outer product."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.practice.given import own_layers
from bplesson.practice.item import Case, Draw, Item
from bplesson.practice.layers import matrices, of_layers, vector

WEIGHTS, INPUTS, ERRORS = (-3, -2, -1, 1, 2, 3), (-2, -1, 1, 2, 3), (-3, -2, -1, 1, 2, 3, 5)
LEVELS = (  # sizes, and what is asked: the last lines first, and more of what leads to them from level to level
    ((2, 2, 2), ("delta1", "w01")),
    ((2, 2, 2), ("delta0", "delta1", "w12", "w01")),
    ((2, 2, 2), ("x1", "x2", "delta0", "delta1", "w12", "w01")),
    ((2, 3, 2), ("x1", "x2", "delta0", "delta1", "w12", "w01")),
)
START, PATHS = ("S1", "S2", "S3"), ("B1", "B2", "B3", "B10", "O3")
SQUARE_ONLY = ("B4", "B5", "B6", "O1", "E1", "E2")  # elsewhere the shapes do not fit
LARGEST = {"x1": 9, "x2": 20, "delta1": 15}  # of what has to be carried on by head


def mistakes(level: int) -> tuple[str, ...]:
    """What can be seen at a level."""
    square = LEVELS[level][0] == (2, 2, 2)
    return START * (level > 0) + PATHS + SQUARE_ONLY * square


def make(draw: Draw, level: int) -> Case | None:
    """Small numbers, no value that would hide a mistake: no node at 0, and nothing symmetric."""
    sizes, parts = LEVELS[level]
    weights = [np.array(draw.picks(WEIGHTS, d_out, d_in), float) for d_in, d_out in zip(sizes, sizes[1:])]
    x0, errors = np.array(draw.picks(INPUTS, sizes[0]), float), np.array(draw.picks(ERRORS, sizes[-1]), float)
    x1 = weights[0] @ x0
    values = {"x1": x1, "x2": weights[1] @ x1, "delta1": weights[1].T @ errors}
    if any(not v.all() or np.abs(v).max() > LARGEST[name] for name, v in values.items()):
        return None
    network, y = Network(weights), values["x2"] - errors
    opening = f"A {'-'.join(map(str, sizes))} network without activations: {matrices(network)}. "
    opening += f"x₀ = {vector(x0)}, label y = {vector(y)}."
    case = of_layers(network, x0, y, parts, mistakes(level), opening)
    return case if set(case.key.wrong) == set(mistakes(level)) else None


def own(weights, x, y=None, ask=None) -> Case:
    """The passes through layers of somebody's own."""
    return own_layers(weights, x, y, "identity", None, ask, START + PATHS + SQUARE_ONLY)


ITEM = Item("P4.1", "a row for forward, a column for backward, and the outer product", make, len(LEVELS), own=own)
