"""P4.3: how many paths there are, and how many multiplications with them and without them (4.8)."""

from collections.abc import Callable
from math import prod

from bplesson.practice.by_hand import constant, key_of
from bplesson.practice.item import Case, Draw, Item

NODES = (2, 3, 4, 5)
LAYERS = ((4, 5), (3, 4))  # how many there may be, by the level
ASKS = (
    "How many paths lead from one weight of W₀₁ to the outputs, and how many from all inputs to the outputs?",
    "How many paths lead from the inputs to the outputs, and how many weights are there? How many multiplications do"
    " the prediction and all derivatives take path by path, and how many with stored values?",
)
LABELS = {
    "behind": "“paths from that weight”",
    "paths": "“paths P”",
    "weights": "“weights M”",
    "path_by_path": "“multiplications path by path”",
    "stored": "“multiplications with stored values”",
}


def of_paths(sizes: list[int]) -> tuple[dict, dict]:
    """The paths from one weight of the first matrix to the outputs, and from the inputs to the outputs."""
    lines = {"behind": constant(prod(sizes[2:])), "paths": constant(prod(sizes))}
    without_inputs, without_outputs = constant(prod(sizes[1:])), constant(prod(sizes[:-1]))
    wrong = {
        "B10": ({"behind": constant(1)}, {name: constant(1) for name in lines}),
        "W1": ({"behind": constant(sum(sizes[2:])), "paths": constant(sum(sizes))}, {"paths": constant(sum(sizes))}),
        "W2": (
            {"behind": without_inputs},
            {"behind": constant(prod(sizes[2:-1])), "paths": without_outputs},
            {"paths": without_inputs},
            {"paths": without_outputs},
        ),
    }
    return lines, wrong


def of_work(sizes: list[int]) -> tuple[dict, dict]:
    """Both counts of (4.8)."""
    N, first = len(sizes) - 1, sizes[0] * sizes[1]
    lines = {
        "paths": constant(prod(sizes)),
        "weights": constant(sum(a * b for a, b in zip(sizes, sizes[1:]))),
        "path_by_path": lambda found: (N * N + N) * found["paths"],
        "stored": lambda found: 3 * found["weights"] - first,
    }
    wrong = {
        "W1": ({"paths": constant(sum(sizes))},),
        "W2": ({"paths": constant(prod(sizes[1:]))}, {"paths": constant(prod(sizes[:-1]))}),
        "W3": tuple({"path_by_path": _times(factor)} for factor in (1, N, N * N)),
        "W4": ({"stored": lambda found: 3 * found["weights"]},),
    }
    return lines, wrong


def _times(factor: int) -> Callable:
    return lambda found: factor * found["paths"]


def make(draw: Draw, level: int) -> Case | None:
    """First the paths, then the work."""
    sizes = [draw.pick(NODES) for _ in range(draw.pick(LAYERS[level]))]
    lines, wrong = (of_paths, of_work)[level](sizes)
    key = key_of(lines, wrong)
    if set(key.wrong) != set(wrong):
        return None
    says = f"A network of {'-'.join(map(str, sizes))} nodes. {ASKS[level]}"
    return Case(tuple(lines), key, says, labels={name: LABELS[name] for name in lines})


ITEM = Item("P4.3", "the number of paths against multiplications", make, 2)
