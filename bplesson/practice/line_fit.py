"""A straight line ŷ = w[0] x + w[1] through points: its deviations, the derivatives of its cost, what goes wrong."""

from collections.abc import Callable, Sequence

from bplesson.kit.words import short
from bplesson.practice.by_hand import Lines, worked
from bplesson.practice.diagnosis import Numbers
from bplesson.practice.item import Way
from bplesson.practice.ways import factor
from bplesson.practice.ways import times as product

Points = Sequence[float]

WORDS = {  # the mistakes in the letters of lesson 1
    "S1": "The sign of the deviations is turned round: they are prediction minus label, ŷ − y (1.13).",
    "S2": "A factor 2 too much or too little: the 2 of the square and the ½ of the cost cancel (1.13).",
    "S3": "The square of the deviation was taken: a derivative begins with the deviation ŷ − y itself (1.13).",
    "S9": "Every label met every prediction: each point has one prediction and one label (1.13).",
    "B1": "The weight itself was left in as a factor: a derivative is made of deviations and inputs alone (1.13).",
    "O1": "The deviations were multiplied by predictions: the derivative by w[0] takes the inputs x (1.13).",
    "O3": "The input was left out: the derivative by w[0] is the mean of deviation times x (1.13).",
    "M1": "The sum over the points was taken: the cost is their mean, so divide by their number (1.13).",
    "M4": "The derivative by w[1] was not divided by the number of points: both derivatives are means (1.13).",
    "M6": "The derivative by w[1] was divided by the number of points twice: it is a mean, no more (1.13).",
    "M7": "The derivative by w[1] was multiplied by x too: the input of w[1] is always 1 (1.13).",
    "M8": "Only the last point was counted: both derivatives are means over all points (1.13).",
}
NO_BIAS = "w[1] was left out of the predictions: they are w[0] x + w[1] (1.13)."


def fit_lines(w: Points, x: Points, y: Points) -> Lines:
    """e1, e2 … are the deviations of the points, g0 and g1 the derivatives by w[0] and w[1] (1.13)."""
    e = [w[0] * a + w[1] - b for a, b in zip(x, y)]
    return {
        **{f"e{k}": lambda _, each=each: each for k, each in enumerate(e, start=1)},
        "g0": lambda made: mean(times(deviations(made), x)),
        "g1": lambda made: mean(deviations(made)),
    }


def fit_notes(w: Points, x: Points, y: Points) -> dict[str, Numbers]:
    """What else is often done: all numbers with it, by the sentence that says so."""
    return {NO_BIAS: worked(fit_lines((w[0], 0), x, y), {})}


def fit_ways(w: Points, x: Points, y: Points) -> dict[str, Way]:
    """The way to each deviation, and to both derivatives (1.13)."""
    e, n = [w[0] * a + w[1] - b for a, b in zip(x, y)], len(x)
    ways = {
        f"e{k}": Way(
            "ŷ − y is the prediction w[0] x + w[1] minus the label y (1.13).",
            f"{product(w[0], a)} + {factor(w[1])} − {factor(b)}",
        )
        for k, (a, b) in enumerate(zip(x, y), start=1)
    }
    first, second = " + ".join(map(product, e, x)), " + ".join([short(e[0]), *map(factor, e[1:])])
    return ways | {
        "g0": Way("∂C/∂w[0] is the mean of (ŷ − y) · x over all points (1.13).", f"({first}) / {n}"),
        "g1": Way("∂C/∂w[1] is the mean of ŷ − y: the input of w[1] is always 1 (1.13).", f"({second}) / {n}"),
    }


def mean(values: Points) -> float:
    """Their sum, divided by how many there are."""
    return sum(values) / len(values)


def times(one: Points, other: Points) -> list[float]:
    """The products, point by point."""
    return [a * b for a, b in zip(one, other)]


def deviations(made: Numbers) -> list[float]:
    """e1, e2 … in a list."""
    return [value for name, value in made.items() if name.startswith("e")]


def fit_wrong(w: Points, x: Points, y: Points) -> dict[str, tuple[Lines, ...]]:
    """What each mistake puts in place of these lines."""
    right, n, y_hat = fit_lines(w, x, y), len(x), [w[0] * a + w[1] for a in x]
    signs = {name: lambda _, line=line: -line({}) for name, line in right.items() if name.startswith("e")}
    return {
        "S1": (signs,),
        "S2": (_both(x, lambda terms: 2 * mean(terms)), _both(x, lambda terms: mean(terms) / 2)),
        "S3": (_both(x, mean, lambda e: e * e / 2), _both(x, mean, lambda e: e * e)),
        "S9": tuple({"g0": lambda made, k=k: _every(y_hat, x, y, k)} for k in (0, 1)),
        "B1": ({"g0": lambda made: right["g0"](made) * w[0], "g1": lambda made: right["g1"](made) * w[1]},),
        "O1": ({"g0": lambda made: mean(times(deviations(made), y_hat))},),
        "O3": ({"g0": lambda made: mean(deviations(made))},),
        "M1": (_both(x, sum),),
        "M4": ({"g1": lambda made: sum(deviations(made))},),
        "M6": ({"g1": lambda made: mean(deviations(made)) / n},),
        "M7": ({"g1": lambda made: made["g0"]},),
        "M8": (_both(x, lambda terms: terms[-1] / n), _both(x, lambda terms: terms[-1])),
    }


def _both(x: Points, gather: Callable, deviation: Callable = lambda e: e) -> Lines:
    """Both derivatives, with the terms of the points gathered, or their deviations taken, in another way."""

    def terms(made: Numbers) -> list[float]:
        return [deviation(e) for e in deviations(made)]

    return {"g0": lambda made: gather(times(terms(made), x)), "g1": lambda made: gather(terms(made))}


def _every(y_hat: Points, x: Points, y: Points, k: int) -> float:
    """The mean over every prediction with every label; k = 0 takes x of the prediction, 1 that of the label."""
    pairs = [(a, b) for a in range(len(x)) for b in range(len(x))]
    return mean([(y_hat[pair[0]] - y[pair[1]]) * x[pair[k]] for pair in pairs])
