"""P6.1: how large values become from layer to layer, forward and backward, and the right size of first weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, Draw, Item, is_seen

SPREADS = (0.05, 0.1, 0.2, 0.5)
WIDTHS = {"identity": (4, 16, 25, 64, 100, 400), "ReLU": (2, 8, 32, 50, 200, 800)}  # whose right spread is short
ANY_WIDTH = (4, 10, 20, 25, 40, 50, 100, 200, 400)
ASKED = (
    ("p1", "q1", "s01"),
    ("p1", "q1", "p2", "q2", "e1", "delta1"),
    ("p1", "q1", "p2", "q2", "e1", "delta1", "s01", "s12"),
)
LEAST = 0.001  # of any number
LABELS = {
    "p1": "the mean square of p₁",
    "q1": "the mean square of q₁",
    "p2": "the mean square of p₂",
    "q2": "the mean square of q₂",
    "e1": "the mean square of what arrives at q₁",
    "delta1": "the mean square of δ₁",
    "s01": "the right s of W₀₁",
    "s12": "the right s of W₁₂",
}


@dataclass(frozen=True)
class Rules:
    """(6.2) and (6.3): over how many nodes a sum runs; what a ReLU keeps; the right spread."""

    forward: Callable = lambda d_in, d_out: d_in
    kept: float = 0.5
    spread: Callable = lambda d_in, d_out, factor: (factor / d_in) ** 0.5


RIGHT = Rules()
WRONG = {
    "I2": (
        {
            "forward": lambda d_in, d_out: d_out,
            "spread": lambda d_in, d_out, factor: (factor / d_out) ** 0.5,
        },
    ),
    "I3": ({"spread": lambda d_in, d_out, factor: (2 / d_in + d_out) ** 0.5},),
    "I4": (
        {"spread": lambda d_in, d_out, factor: (3 * factor / d_in) ** 0.5},
        {"spread": lambda d_in, d_out, factor: (factor / d_in / 3) ** 0.5},
        {"spread": lambda d_in, d_out, factor: (3 / d_in) ** 0.5},
    ),
    "I5": ({"spread": lambda d_in, d_out, factor: factor / d_in},),
    "I6": ({"spread": lambda d_in, d_out, factor: (2 / (d_in + d_out)) ** 0.5},),
    "I7": ({"kept": 1.0, "spread": lambda d_in, d_out, factor: (1 / d_in) ** 0.5},),
}


def numbers(sizes: list[int], bends: list[str], s: float, asks: tuple[str, ...], rules: Rules) -> Callable:
    """All numbers by these rules, as a function of those that stand; the input and δ₀ have the mean square 1."""
    kept = [rules.kept if bend == "ReLU" else 1.0 for bend in bends]

    def make(held: Numbers) -> Mapping[str, float]:
        made = {}

        def keep(name: str, value: float) -> float:
            made[name] = float(held.get(name, round(value, 12)))
            return made[name]

        q = 1.0
        for i, (d_in, d_out) in enumerate(zip(sizes, sizes[1:])):
            p = keep(f"p{i + 1}", rules.forward(d_in, d_out) * s**2 * q)
            q = keep(f"q{i + 1}", kept[i] * p)
        arrives = keep("e1", sizes[-1] * s**2)
        keep("delta1", kept[0] * arrives)
        for i, (d_in, d_out) in enumerate(zip(sizes, sizes[1:])):
            keep(f"s{i}{i + 1}", rules.spread(d_in, d_out, 2 if bends[i] == "ReLU" else 1))
        return {name: made[name] for name in asks}

    return make


def make(draw: Draw, level: int) -> Case | None:
    """Layers of different widths; at the first level one of them, with ReLU or none, else two, the first with ReLU."""
    bends = [draw.pick(("identity", "ReLU")) if level == 0 else "ReLU", draw.pick(("identity", "ReLU"))]
    bends = bends[: 1 if level == 0 else 2]
    sizes, s = [*(draw.pick(WIDTHS[bend]) for bend in bends), draw.pick(ANY_WIDTH)], draw.pick(SPREADS)
    if len(set(sizes)) < len(sizes):
        return None
    asks = ASKED[level]
    right, wrong = numbers(sizes, bends, s, asks, RIGHT), {}
    for id, forms in WRONG.items():
        made = (numbers(sizes, bends, s, asks, replace(RIGHT, **form)) for form in forms)
        if seen := tuple(form for form in made if is_seen(form, right({}))):
            wrong[id] = seen
    answers = [("", right({})), *((id, form({})) for id, forms in wrong.items() for form in forms)]
    if min(right({}).values()) < LEAST or not _far_apart(answers):
        return None
    return Case(asks, Key(right, wrong), _says(sizes, bends, s, asks), labels=LABELS)


def _far_apart(answers: list[tuple[str, Numbers]]) -> bool:
    """Whether these answers, but for those of one mistake, can be told apart when they are rounded to two digits."""
    return all(
        one == other or any(abs(a[name] - b[name]) > 0.06 * max(a[name], b[name]) for name in a)
        for (one, a), (other, b) in combinations(answers, 2)
    )


def _says(sizes: list[int], bends: list[str], s: float, asks: tuple[str, ...]) -> str:
    matrices = ("W₀₁", "W₁₂")[: len(bends)]
    layers = f"{', '.join(map(str, sizes[:-1]))} and {sizes[-1]}"
    behind = ", ".join(f"behind {W} {'a ReLU' if b == 'ReLU' else 'the identity'}" for W, b in zip(matrices, bends))
    start = "the input has the mean square 1" + (", and so has δ₀" if "e1" in asks else "")
    asked = [f"{LABELS[name]} ({name})" for name in asks if name[0] != "s"]
    keeping = ", ".join(name for name in asks if name[0] == "s")
    level = f", and the s with which the size would stay the same on the way forward ({keeping})" if keeping else ""
    return (
        f"Layers of {layers} nodes, {behind}. All weights have the standard deviation s = {short(s)}, and {start}. "
        f"Asked: {', '.join(asked)}{level}."
    )


ITEM = Item("P6.1", "the factor of a layer, and the right size of its first weights", make, 3)
