"""P2.1: both passes on a linear chain of three weights, and its derivatives."""

from dataclasses import replace

from bplesson.engine.network import Network
from bplesson.kit.words import short as written
from bplesson.practice.given import own_chain
from bplesson.practice.item import Case, Draw, Item, of_passes
from bplesson.practice.items.p3_1 import in_letters
from bplesson.practice.ways import chain_ways

WEIGHTS, INPUTS, ERRORS = (-3, -2, -1, 0.5, 2, 3, 4), (-2, -1, 0.5, 2, 3), (-3, 3, 1.5, -1.5, 5)
ASKED = (  # the last lines first, and more of what leads to them from level to level
    ("w01", "w12", "w23"),
    ("delta1", "delta2", "w01", "w12", "w23"),
    ("x1", "x2", "x3", "delta0", "delta1", "delta2", "w01", "w12", "w23"),
)
QUESTIONS = (
    "What are the three derivatives?",
    "What are δ₁, δ₂ and the three derivatives?",
    "What are the values of both passes, and the three derivatives?",
)
MISTAKES = ("S1", "S2", "S3", "B1", "B2", "B3", "B6", "B7", "O1", "O3", "E1", "M10")


def make(draw: Draw, level: int) -> Case | None:
    """Three different weights, none of them 1; an error whose half square is no multiple of it."""
    weights, x0 = draw.picks(WEIGHTS, 3), draw.pick(INPUTS)
    if len({abs(w) for w in weights}) < 3:
        return None
    network = Network.chain(weights)
    y = float(network.forward(x0).y_hat[0, 0]) - draw.pick(ERRORS)
    labels = {name: in_letters(name) for name in ASKED[level]}
    given = ", ".join(map(written, weights))
    says = f"A chain with the weights {given}, x₀ = {written(x0)}, label y = {written(y)}. {QUESTIONS[level]}"
    case = of_passes(network, x0, y, ASKED[level], MISTAKES, says, labels=labels)
    return replace(case, ways=chain_ways(network, case.right | case.shown, y, case.asks))


def own(weights, x, y=None, ask=None) -> Case:
    """The passes on a chain of somebody's own."""
    return own_chain(weights, x, y, "identity", ask, MISTAKES)


TWINS = (frozenset({"B1", "O1", "E1"}),)
ITEM = Item("P2.1", "both passes on a linear chain, and its derivatives", make, 3, TWINS, own=own)
