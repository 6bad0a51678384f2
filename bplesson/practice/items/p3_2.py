"""P3.2: δ with slopes and weights in turn, and the derivatives, on a chain of an identity, squares and a leaky ReLU."""

from dataclasses import replace

from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key
from bplesson.practice.given import own_chain
from bplesson.practice.item import Case, Draw, Item, of_passes, short
from bplesson.practice.items.p3_1 import chain, in_letters, listed, told
from bplesson.practice.rules import Run
from bplesson.practice.ways import chain_ways

SIGMAS, ERRORS = ("identity", "square", "leaky relu", "square"), (3, -3, 1.5, -1.5)
DERIVATIVES = ("w01", "w12", "w23")
ASKED = (  # the last lines first, and from level to level more of what leads to them
    DERIVATIVES,
    ("delta1", "delta2", *DERIVATIVES),
    ("delta0", "delta1", "delta2", *DERIVATIVES),
)
QUESTIONS = (
    "What are the derivatives of the cost by the three weights?",
    "What are the other δ that the weights need, and the derivatives of the cost by the three weights?",
    "What are the three δ that the weights need, and the derivatives of the cost by the weights?",
)
AT_THE_START = ("S1", "S2", "S3", "S4", "S8")
ON_THE_WAY = ("L1", "L2", "L3", "L5", "L7", "L9", "L11", "L13", "B2", "B3", "B6")
AT_THE_END = ("B1", "O1", "O2", "O3", "E1")
SEEN = (AT_THE_END, ON_THE_WAY + AT_THE_END, AT_THE_START + ON_THE_WAY + AT_THE_END)  # on each level


def make(draw: Draw, level: int) -> Case | None:
    """A chain on which every mistake of the level shows; p, q and the δ that are not asked are given."""
    if (drawn := chain(draw, SIGMAS)) is None:
        return None
    network, x0 = drawn
    y = network.forward(x0).y_hat.item() - draw.pick(ERRORS)
    needed = {name: value for name, value in Run(network, x0, y).values.items() if _is_needed(name)}
    if not short(Case((), Key(lambda held: {**needed, "y": y}, {}), "")):
        return None
    labels = {name: in_letters(name) for name in ASKED[-1]}
    case = of_passes(network, x0, y, ASKED[level], SEEN[level], "", labels=labels)
    if len(case.key.wrong) < len(SEEN[level]):
        return None
    given = {name: value for name, value in needed.items() if name not in case.asks}
    says = (
        f"{told(network, x0)} The label is y = {written(y)}. Also given: {listed(given, but='p0')}. {QUESTIONS[level]}"
    )
    return replace(case, says=says, shown=given, ways=chain_ways(network, needed, y, case.asks))


def _is_needed(name: str) -> bool:
    """Whether a learner meets that number: not δ₃, which no weight uses, nor what a step would lead to."""
    return name[0] in "pq" or name in ASKED[-1]


def own(weights, x, y=None, activations="identity", ask=None) -> Case:
    """The passes on a chain of somebody's own."""
    return own_chain(weights, x, y, activations, ask, SEEN[-1])


ITEM = Item("P3.2", "δ of a non-linear chain, slopes and weights in turn, and the derivatives", make, 3, own=own)
