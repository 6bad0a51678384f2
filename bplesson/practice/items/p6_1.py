"""P6.1: how large values become from layer to layer, forward and backward, and the right size of first weights."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from bplesson.kit.words import enumerated, short, sub
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, Draw, Item, Way, is_seen
from bplesson.practice.ways import times

SPREADS = (0.05, 0.1, 0.2, 0.5)
WIDTHS = {"identity": (4, 16, 25, 64, 100, 400), "ReLU": (2, 8, 32, 50, 200, 800)}  # whose right spread is short
ANY_WIDTH = (4, 10, 20, 25, 40, 50, 100, 200, 400)
ASKED = (
    ("p1", "q1", "s01"),
    ("p1", "q1", "p2", "q2", "e1", "delta1"),
    ("p1", "q1", "p2", "q2", "e1", "delta1", "s01", "s12"),
)
LEAST = 0.001  # of any number
KEPT = "A ReLU keeps one half of the squares and makes the other half 0: it halves their mean (6.3)."
UNCHANGED = "The identity changes nothing: all of the mean square is left (6.3)."
AWAKE = "Half of the nodes of a ReLU are awake, and only they let δ pass (6.3)."
LABELS = {
    "p1": "mean square of p₁",
    "q1": "mean square of q₁",
    "p2": "mean square of p₂",
    "q2": "mean square of q₂",
    "e1": "mean square of ∂C/∂q₁",
    "delta1": "mean square of δ₁",
    "s01": "s of W₀₁",
    "s12": "s of W₁₂",
}
CALLED = {
    "p1": "mean square of p 1",
    "q1": "mean square of q 1",
    "p2": "mean square of p 2",
    "q2": "mean square of q 2",
    "e1": "mean square of the derivative by q 1",
    "delta1": "mean square of delta 1",
    "s01": "s of W 0 1",
    "s12": "s of W 1 2",
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
    ways = _ways(sizes, bends, s, right({}))
    says = _says(sizes, bends, s, asks)
    return Case(asks, Key(right, wrong), says, labels=_only(asks, LABELS), called=_only(asks, CALLED), ways=ways)


def _only(asks: tuple[str, ...], names: Mapping[str, str]) -> dict[str, str]:
    return {name: names[name] for name in asks}


def _ways(sizes: list[int], bends: list[str], s: float, numbers: Numbers) -> dict[str, Way]:
    """The way to each of these numbers."""
    ways, before = {}, 1.0
    for i, bend in enumerate(bends):
        ways |= _ways_of_layer(i, sizes[i], bend == "ReLU", times(sizes[i], s, s, before), numbers[f"p{i + 1}"])
        before = numbers[f"q{i + 1}"]
    if "e1" in numbers:
        rule = f"mean((∂C/∂q₁)²) = d₂ s² mean(δ₀²): a sum over the {sizes[2]} nodes to which W₁₂ leads (6.2)."
        ways["e1"] = Way(rule, times(sizes[2], s, s, 1))
        ways["delta1"] = Way(AWAKE, f"{short(numbers['e1'])} / 2")
    return {name: ways[name] for name in numbers}


def _ways_of_layer(i: int, d_in: int, is_relu: bool, factors: str, p: float) -> dict[str, Way]:
    """The ways forward through matrix i, which comes from `d_in` nodes, and through what follows it."""
    W, d, above = sub("W", i, i + 1), sub("d", i), 2 if is_relu else 1
    size = f"mean({sub('p', i + 1)}²) = {d} s² mean({sub('q', i)}²)"
    level = f"The size stays the same for s² = {above}/{d}, here {above}/{d_in} (6.3): s is its root."
    return {
        f"p{i + 1}": Way(f"{size}, with the {d_in} nodes from which {W} comes (6.2).", factors),
        f"q{i + 1}": Way(KEPT, f"{short(p)} / 2") if is_relu else Way(UNCHANGED, times(1, p)),
        f"s{i}{i + 1}": Way(level, f"1 / {short((d_in / above) ** 0.5)}"),
    }


def _far_apart(answers: list[tuple[str, Numbers]]) -> bool:
    """Whether these answers, but for those of one mistake, can be told apart when they are rounded to two digits."""
    return all(
        one == other or any(abs(a[name] - b[name]) > 0.06 * max(a[name], b[name]) for name in a)
        for (one, a), (other, b) in combinations(answers, 2)
    )


def _says(sizes: list[int], bends: list[str], s: float, asks: tuple[str, ...]) -> str:
    layers = enumerated([str(size) for size in sizes])
    names = ["a ReLU" if bend == "ReLU" else "the identity" for bend in bends]
    follows = f"W₀₁ is followed by {names[0]}" + (f" and W₁₂ by {names[1]}" if names[1:] else "")
    start = "mean(q₀²) = 1" + (" and mean(δ₀²) = 1" if "e1" in asks else "")
    means = "p and q" + (", and on the way back those of ∂C/∂q₁ and δ₁" if "e1" in asks else "")
    keeping = " Which s would keep the size of q the same from layer to layer?" if "s01" in asks else ""
    return (
        f"Layers of {layers} nodes. {follows}. All weights have the standard deviation s = {short(s)}, and {start}."
        f" How large are the mean squares of {means}?{keeping}"
    )


ITEM = Item("P6.1", "the factor of a layer, and the right size of its first weights", make, 3)
