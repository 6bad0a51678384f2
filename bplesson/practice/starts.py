"""First weights that a learner's function draws, judged by statistics that a right one cannot fail."""

from collections.abc import Callable

import numpy as np

from bplesson.kit import words
from bplesson.practice.checking import Asked, Call, returned
from bplesson.practice.diagnosis import Verdict, named

SIZES = ((60, 20, 90, 30), (40, 160, 50), (100, 30))
SEEDS = range(8)
NEAR = 0.12  # how far from 1 a measured mean square may be: eight times what chance does with so many weights
ASKED = Asked(lambda function: (), "weights", "networks", "matrices")
NOT_ZERO = (
    "The mean of the weights is not 0, as it must be: only signs that are coins cancel in the mixed products (6.2)."
)
NO_RNG = "Another `rng` draws the same weights: all chance has to come from the `rng` that is handed in."
OTHER_RNG = "The same seed draws other weights: all chance has to come from the `rng` that is handed in."
SHAPES = (
    "Each matrix has a row for each node that it leads to, and a column for each that it comes from: (d_out, d_in)."
)
SIZES_CHANGED = "It changes the list of sizes that is handed in: work on a copy."

Spread = Callable[[int, int, bool], float]  # from d_in, d_out, and whether it is the last matrix, the mean square


def right(d_in: int, d_out: int, last: bool) -> float:
    """2/d_in in front of a ReLU, 1/d_in where none follows (6.3)."""
    return (1 if last else 2) / d_in


WRONG: dict[str, tuple[Spread, ...]] = {
    "I2": (lambda d_in, d_out, last: (1 if last else 2) / d_out,),
    "I3": (
        lambda d_in, d_out, last: 2 / d_in + d_out,
        lambda d_in, d_out, last: 1 / d_in + d_out,
        lambda d_in, d_out, last: (1 if last else 2) / d_in + d_out,
        lambda d_in, d_out, last: (2 / d_in + d_out) ** 2,
    ),
    "I4": (
        lambda d_in, d_out, last: right(d_in, d_out, last) / 3,
        lambda d_in, d_out, last: right(d_in, d_out, last) * 3,
        lambda d_in, d_out, last: (1 if last else 3) / d_in,
        lambda d_in, d_out, last: 3 / d_in,
    ),
    "I5": (lambda d_in, d_out, last: right(d_in, d_out, last) ** 2,),
    "I6": (
        lambda d_in, d_out, last: 2 / (d_in + d_out),
        lambda d_in, d_out, last: (2 if last else 4) / (d_in + d_out),
    ),
    "I7": (lambda d_in, d_out, last: 1 / d_in,),
}
NOTES: dict[str, tuple[Spread, ...]] = {
    "No ReLU follows on the last matrix, so its mean square is 1/d_in (6.3).": (lambda d_in, d_out, last: 2 / d_in,),
    "It is the other way round: 2/d_in in front of a ReLU, and 1/d_in for the last matrix (6.3).": (
        lambda d_in, d_out, last: (2 if last else 1) / d_in,
    ),
    "All weights have the spread 1, whatever the number of nodes: their mean square has to be divided by d_in (6.3).": (
        lambda d_in, d_out, last: 1.0,
        lambda d_in, d_out, last: 1.0 if last else 2.0,
    ),
}


def judge(function: Callable) -> Verdict:
    """The verdict on first_weights(sizes, rng)."""
    drawn = []
    for sizes in SIZES:
        weights, verdict = _drawn(function, sizes)
        if verdict:
            return verdict
        drawn.append(weights)
    spoken = _not_random(drawn)
    if spoken:
        return spoken
    measured = [[np.mean(W**2) for W in layers] for layers in drawn]
    if _near(measured, right):
        return Verdict(True, (), _praise())
    ids = tuple(id for id, forms in WRONG.items() if any(_near(measured, form) for form in forms))
    if ids:
        return Verdict(False, ids, f"{named(ids)} {_measured(measured)}")
    notes = [says for says, forms in NOTES.items() if any(_near(measured, form) for form in forms)]
    return Verdict(False, (), " ".join([*notes[:1], _measured(measured)]))


def _drawn(function: Callable, sizes: tuple[int, ...]) -> tuple[list[np.ndarray], Verdict | None]:
    """Each matrix for all seeds, (seeds, d_out, d_in), or the verdict where that is not what comes."""
    shapes = [np.zeros((d_out, d_in)) for d_in, d_out in zip(sizes, sizes[1:])]
    call = Call((), shapes, dict, f"sizes {list(sizes)}")
    seeds = []
    for seed in (*SEEDS, SEEDS[0]):
        given = list(sizes)
        weights, verdict = returned(ASKED, function, call, (given, np.random.default_rng(seed)))
        if verdict:
            return [], Verdict(False, (), SHAPES) if verdict.mistakes else verdict
        if given != list(sizes):
            return [], Verdict(False, (), SIZES_CHANGED)
        seeds.append(weights)
    if any(not np.isfinite(W).all() for weights in seeds for W in weights):
        return [], Verdict(False, (), f"On {call.on} some weights are no finite numbers.")
    if any(not np.array_equal(a, b) for a, b in zip(seeds[0], seeds[-1])):
        return [], Verdict(False, (), OTHER_RNG)
    return [np.array(each) for each in zip(*seeds[:-1])], None


def _not_random(drawn: list[list[np.ndarray]]) -> Verdict | None:
    """The verdict on weights that are equal, the same each time, or do not lie around 0."""
    layers = [W for each in drawn for W in each]
    if any(np.allclose(W, W[:, :1]) or np.allclose(W, W[:, :, :1]) for W in layers):
        return Verdict(False, ("I1",), named(("I1",)))
    if any(np.allclose(W, W[:1]) for W in layers):
        return Verdict(False, (), NO_RNG)
    if any(abs(W.mean()) > 7 * W.std() / W.size**0.5 for W in layers):
        return Verdict(False, (), NOT_ZERO)
    return None


def _near(measured: list[list[float]], spread: Spread) -> bool:
    """Whether all that was measured is what this spread makes, but for chance."""
    return all(
        abs(found / spread(d_in, d_out, i == len(sizes) - 2) - 1) < NEAR
        for sizes, layers in zip(SIZES, measured)
        for i, (found, d_in, d_out) in enumerate(zip(layers, sizes, sizes[1:]))
    )


def _measured(measured: list[list[float]]) -> str:
    found = ", ".join(words.short(d_in * mean) for d_in, mean in zip(SIZES[0], measured[0]))
    return f"For the sizes {list(SIZES[0])} d_in · mean(w²) is {found}: expected 2, 2 and 1, but for chance."


def _praise() -> str:
    matrices = sum(len(sizes) - 1 for sizes in SIZES)
    return f"The weights of {matrices} matrices, drawn {len(SEEDS)} times, have the right shapes, mean and spread."
