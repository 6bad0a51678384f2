"""P4.3: how many paths there are, and how many multiplications with them and without them (4.8)."""

from collections.abc import Callable, Mapping
from math import prod

from bplesson.kit.words import enumerated, short
from bplesson.practice.by_hand import constant, key_of
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.ways import times

NODES = range(2, 6), range(2, 10)  # in a layer, by the level
LAYERS = (4, 5), (3, 4)  # how many there may be
ASKS = (
    "How many paths lead from one weight of W₀₁ to the outputs? And how many paths P from all inputs to the outputs?",
    "How many paths P lead from the inputs to the outputs, and how many weights M are there? How many multiplications "
    "do the prediction and all derivatives take path by path, and how many with stored values?",
)
LABELS = {
    "behind": "paths from one weight",
    "paths": "paths P",
    "weights": "weights M",
    "path_by_path": "multiplications path by path",
    "stored_values": "multiplications with stored values",
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
        "stored_values": lambda found: 3 * found["weights"] - first,
    }
    wrong = {
        "W1": ({"paths": constant(sum(sizes))},),
        "W2": ({"paths": constant(prod(sizes[1:]))}, {"paths": constant(prod(sizes[:-1]))}),
        "W3": tuple({"path_by_path": _times(factor)} for factor in (1, N, N * N)),
        "W4": ({"stored_values": lambda found: 3 * found["weights"]},),
    }
    return lines, wrong


def _times(factor: int) -> Callable:
    return lambda found: factor * found["paths"]


def ways_of(sizes: list[int], numbers: Mapping[str, float]) -> dict[str, Way]:
    """The way to each of these numbers."""
    N, pairs = len(sizes) - 1, [times(a, b) for a, b in zip(sizes, sizes[1:])]
    ways = {
        "behind": Way(
            "Such a path goes on through one node of every layer from layer 2 on: their numbers of nodes are multiplied"
            " (4.8).",
            times(*sizes[2:]),
        ),
        "paths": Way(
            "A path has one node of every layer: P is the product of their numbers of nodes (4.8).", times(*sizes)
        ),
        "weights": Way(
            "Between two layers every node is joined to every node: d₀ d₁ + d₁ d₂ + … (4.8).", " + ".join(pairs)
        ),
    }
    if "stored_values" in numbers:
        ways["path_by_path"] = Way(
            f"Each path takes N = {N} multiplications. It is walked once for the prediction and once for each of the N"
            " matrices: (N² + N) P (4.8).",
            f"({N} · {N} + {N}) · {short(numbers['paths'])}",
        )
        ways["stored_values"] = Way(
            "M on the way forward, M for the derivatives, and on the way back M without the weights of the first"
            " matrix: 3 M − d₀ d₁ (4.8).",
            f"3 · {short(numbers['weights'])} − {pairs[0]}",
        )
    return {name: ways[name] for name in numbers}


def make(draw: Draw, level: int) -> Case | None:
    """First the paths, then the work."""
    sizes = [draw.pick(NODES[level]) for _ in range(draw.pick(LAYERS[level]))]
    lines, wrong = (of_paths, of_work)[level](sizes)
    key = key_of(lines, wrong)
    if set(key.wrong) != set(wrong):
        return None
    says = f"A network with layers of {enumerated([str(size) for size in sizes])} nodes. {ASKS[level]}"
    labels = {name: LABELS[name] for name in lines}
    return Case(tuple(lines), key, says, labels=labels, ways=ways_of(sizes, key.right({})))


ITEM = Item("P4.3", "the number of paths against multiplications", make, 2)
