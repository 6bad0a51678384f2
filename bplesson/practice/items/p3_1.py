"""P3.1: p and q of a chain with activations that can be worked out by head, and the slopes at p."""

from collections.abc import Callable, Iterable
from itertools import combinations

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import finite_number
from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.functions import function_of
from bplesson.practice.given import asked, finished, known, what
from bplesson.practice.item import Case, Draw, Item, is_seen
from bplesson.practice.ways import as_written, chain_ways, in_letters

WEIGHTS, INPUTS = (-5, -4, -3, -2.5, -2, -1.5, -1, -0.5, 0.5, 1.5, 2, 3, 4, 5), (-3, -2, -1, 0.5, 1.5, 2, 3)
SIGMAS = (
    ("identity", "square", "leaky relu", "square"),
    ("identity", "leaky relu", "square", "leaky relu"),
    ("leaky relu", "square", "identity", "square"),
    ("identity", "square", "leaky relu", "leaky relu"),
)
SLOPES = ("slope1", "slope2", "slope3")
ASKED = (  # the slopes first, and from level to level more of what leads to them
    SLOPES,
    ("p2", "q2", "p3", "q3", *SLOPES),
    ("p1", "q1", "p2", "q2", "p3", "q3", *SLOPES),
)
QUESTIONS = (
    "What are the slopes at p of the nodes 1 to 3?",
    "What are p and q of the nodes 2 and 3, and the slopes at p of the nodes 1 to 3?",
    "What are p and q of the nodes 1 to 3, and their slopes at p?",
)
LEAKS = ((1.0, 0.0), (0.1, 1.0), (1.0, 1.0))  # wrong factors of a leaky ReLU, for p above 0 and for the others
WORDS = {  # the catalogue speaks of the way back, which comes later
    "L3": "The slope was taken at q: it is taken at p, the value before the activation (3.8).",
    "L5": "The activation was taken for its slope: what is asked is how steep it is at p, σ'(p), and not σ(p) (3.8).",
    "L7": "The slope of another node was taken: each node has the slope of its own activation, at its own p (3.8).",
    "L11": "The tenth of the leaky ReLU is missing or on the wrong side: where p is below 0 it takes a tenth of p, and "
    "its slope is 0.1 (3.2).",
    "O2": "p was taken for q: a weight takes what its source sends, its value after the activation (3.3).",
}
HIDES = (0, 0.5, 1)  # values of p at which the slope, the value or the place of a square cannot be told apart


def listed(numbers: Numbers, but: str = "") -> str:
    """Numbers with their letters: p₁ = 2, q₁ = 4; all `but` the one of that name."""
    return ", ".join(f"{in_letters(name)} = {written(value)}" for name, value in numbers.items() if name != but)


def right_slope(sigmas, i: int, p, q) -> float:
    """σ' of node i at its p."""
    return sigmas[i].slope(p[i])


def forward(
    network: Network,
    x0: float,
    held: Numbers,
    sends: Callable = lambda p, q: q,
    value: Callable = lambda sigma, p: sigma.value(p),
    slope: Callable = right_slope,
) -> dict[str, float]:
    """p and q of a chain, node by node, then all slopes; `sends` is what a weight takes, p or q. Those held stand."""
    found: dict[str, float] = {}

    def keep(name: str, number) -> np.float64:
        found[name] = float(held.get(name, number))
        return np.float64(found[name])

    p, q, sigmas = [], [], network.activations
    with np.errstate(all="ignore"):
        for i, sigma in enumerate(sigmas):
            p.append(keep(f"p{i}", network.weights[i - 1].item() * sends(p[-1], q[-1]) if i else x0))
            q.append(keep(f"q{i}", value(sigma, p[i])))
        for i in range(len(sigmas)):
            keep(f"slope{i}", slope(sigmas, i, p, q))
    return found


def _of_neighbour(step: int) -> Callable:
    """The slope of the node before or behind, where there is one."""
    return lambda sigmas, i, p, q: right_slope(sigmas, i + step if 0 < i + step < len(sigmas) else i, p, q)


def _leak(above: float, below: float) -> tuple[Callable, Callable]:
    """Value and slope of a leaky ReLU with these factors; of other activations the right ones."""

    def value(sigma, p):
        return p * (above if p > 0 else below) if sigma.name == "leaky relu" else sigma.value(p)

    def slope(sigmas, i, p, q):
        return (above if p[i] > 0 else below) if sigmas[i].name == "leaky relu" else right_slope(sigmas, i, p, q)

    return value, slope


def _wrong_rules() -> dict[str, list[dict[str, Callable]]]:
    """What each mistake puts in the place of `sends`, `value` or `slope`, in each way in which it is made."""
    leaks = [_leak(*factors) for factors in LEAKS]
    return {
        "L3": [{"slope": lambda sigmas, i, p, q: sigmas[i].slope(q[i])}],
        "L5": [{"slope": lambda sigmas, i, p, q: q[i]}],
        "L7": [{"slope": _of_neighbour(1)}, {"slope": _of_neighbour(-1)}],
        "L11": [
            *({"slope": slope} for _, slope in leaks),
            *({"value": value} for value, _ in leaks),
            *({"value": value, "slope": slope} for value, slope in leaks),
        ],
        "O2": [{"sends": lambda p, q: p}],
    }


def _pairs(seen: dict[str, list[dict[str, Callable]]]) -> Iterable:
    """Two mistakes that put something in the place of different rules, in each way in which they are made."""
    ways = [(id, rules) for id, each in seen.items() for rules in each]
    for (id, rules), (other, others) in combinations(ways, 2):
        if id != other and not rules.keys() & others.keys():
            yield (id, other), rules, others


def chain(draw: Draw, sigmas: tuple[str, ...]) -> tuple[Network, float] | None:
    """A chain of three different weights and its input; None if some p hides what a square does."""
    weights, x0 = draw.picks(WEIGHTS, 3), draw.pick(INPUTS)
    network = Network.chain(weights, [function_of(name) for name in sigmas])
    p = np.ravel(network.forward(x0).p)
    hidden = any(v in HIDES for v, name in zip(p, sigmas) if name == "square")
    return None if hidden or 0 in p or len(set(weights)) < 3 else (network, x0)


def told(network: Network, x0: float) -> str:
    """The chain in a sentence."""
    weights = ", ".join(written(W.item()) for W in network.weights)
    sigmas = ", ".join(as_written(sigma.name) for sigma in network.activations)
    return f"A chain with the weights {weights}, the activations {sigmas} (nodes 0 to 3), and p₀ = {written(x0)}."


def case_of(network: Network, x0: float, asks: Iterable[str], shown: Numbers, says: str) -> Case:
    """The case in which these numbers are asked and those given, with the mistakes that show on it."""
    whole = forward(network, x0, {})
    asks = tuple(name for name in whole if name in asks)

    def numbers(**rules) -> Callable[[Numbers], Numbers]:
        def made(held: Numbers) -> Numbers:
            found = forward(network, x0, shown | dict(held), **rules)
            return {name: found[name] for name in asks}

        return made

    right = numbers()
    seen = {id: [each for each in ways if is_seen(numbers(**each), right({}))] for id, ways in _wrong_rules().items()}
    seen = {id: ways for id, ways in seen.items() if ways}
    wrong = {id: tuple(numbers(**rules) for rules in ways) for id, ways in seen.items()}

    def pairs() -> Iterable:
        for ids, rules, others in _pairs(seen):
            yield ids, numbers(**rules, **others)

    more = {"labels": {name: in_letters(name) for name in asks}, "ways": chain_ways(network, whole, None, asks)}
    return Case(asks, Key(right, wrong, pairs, WORDS), says, network, np.array([[x0]]), shown=shown, **more)


def make(draw: Draw, level: int) -> Case | None:
    """A chain with a square and a leaky ReLU in it, on which every mistake of the level shows."""
    if (drawn := chain(draw, draw.pick(SIGMAS))) is None:
        return None
    network, x0 = drawn
    asks = ASKED[level]
    whole = forward(network, x0, {})
    shown = {name: value for name, value in whole.items() if name not in asks and not name.startswith("slope")}
    says = f"{told(network, x0)} Also given: {listed(shown, but='p0')}. {QUESTIONS[level]}"
    case = case_of(network, x0, asks, shown, says)
    unseen = _wrong_rules().keys() - case.key.wrong.keys()
    return None if unseen - (set() if level else {"O2"}) else case  # with every p given, none can be taken for a q


def own(weights, x, activations="identity", ask=None) -> Case:
    """p, q and slopes of a chain of somebody's own; what comes before those that are asked is given."""
    network, x0 = Network.chain(weights, known(activations)), finite_number("x", x)
    whole = forward(network, x0, {})
    asks = asked(ask, [name for name in whole if name not in ("p0", "q0")])
    last = max(list(whole).index(name) for name in asks)
    given = [name for name in list(whole)[:last] if name not in asks and not name.startswith("slope")]
    shown = {name: whole[name] for name in ("p0", "q0", *given) if name not in asks}
    says = f"{told(network, x0)} {what([in_letters(name) for name in whole if name in asks])}"
    return finished(case_of(network, x0, asks, shown, says))


ITEM = Item("P3.1", "p and q of a non-linear chain, and the slopes at p", make, 3, own=own)
