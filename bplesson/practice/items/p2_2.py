"""P2.2: which pair δ_A x_B belongs to a weight, in chains of any length."""

from bplesson.kit.words import sub
from bplesson.practice.by_hand import of_lines
from bplesson.practice.item import Case, Draw, Item

LENGTHS = ((3, 4), (5, 6, 7, 8, 9))  # how many weights, by level


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
    says = f"A chain of {N} weights, nodes 0 to {N}. The derivative by {sub('w', i, i + 1)} is δ_A x_B. Asked: B and A."
    return of_lines(lines, wrong, ("B", "A"), says)


ITEM = Item("P2.2", "which δ and which x belong to a weight", make, 2)
