"""P2.2: which pair δ_A x_B belongs to a weight, in chains of any length."""

from bplesson.kit.words import sub
from bplesson.practice.by_hand import of_lines
from bplesson.practice.item import Case, Draw, Item, Lane, Way

LENGTHS = ((3, 4), (5, 6, 7, 8, 9), range(10, 41))  # how many weights, by level
DRAWN = 9  # weights of a chain that has a picture
SOURCE = Way("B is the node from which the weight comes, its source (2.14).")


def make(draw: Draw, level: int) -> Case:
    """B is the node at the source of the weight, and A + B is the number of hidden nodes (2.15)."""
    N = draw.pick(LENGTHS[level])
    i = draw.pick(range(N))
    L = N - 1
    lines = {"B": lambda _: i, "A": lambda made: L - made["B"]}
    others = {L - i + 1, L - i - 1, i, i + 1} - {L - i, -1}
    wrong = {
        "E1": tuple({"A": lambda _, A=A: A} for A in sorted(others)),
        "O1": ({"B": lambda _: i + 1}, {"B": lambda _: i + 1, "A": lambda _: L - i}),
    }
    weight = sub("w", i, i + 1) if N <= DRAWN else f"the weight from node {i} to node {i + 1}"
    says = (
        f"A chain of {N} weights, nodes 0 to {N}; node {N} is the prediction. The derivative of the cost by {weight} "
        "is a product of two numbers, δ_A x_B. Which numbers are B and A?"
    )
    rest = Way(f"A + B is the number of hidden nodes, here {L} (2.15).", f"{L} − {i}")
    nodes, weights = (sub("x", k) for k in range(N + 1)), (sub("w", k, k + 1) for k in range(N))
    lane = Lane(tuple(nodes), tuple(weights), missing=i) if N <= DRAWN else None
    return of_lines(lines, wrong, ("B", "A"), says, ways={"B": SOURCE, "A": rest}, lane=lane)


ITEM = Item("P2.2", "which δ and which x belong to a weight", make, len(LENGTHS))
