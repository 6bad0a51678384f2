"""P5.5: two wrong ideas, "the bias is 0, so its derivative is 0" and "it learns, so it is right", as choices."""

from bplesson.kit.words import short
from bplesson.practice.by_hand import chosen
from bplesson.practice.item import Case, Draw, Item, Way

DELTAS = (-3, -2, -1.5, -0.5, 0.5, 1.5, 2, 3, 4)
WORDS = {
    "B1": "The bias itself was left in: in the derivative by a weight that weight is missing, and what remains is δ · 1"
    " (5.4)."
}
COSTS = ((0.5, 0.02), (0.32, 0.04), (0.7, 0.05), (2.3, 0.3))


def _of_bias(draw: Draw) -> Case:
    number = short(draw.pick(DELTAS))
    wrong = (
        ("K1", "0, for the bias is 0"),
        ("K1", f"0 as long as the bias is 0, and {number} from then on"),
        ("B1", f"{number} · 0 = 0, for it is δ times the bias"),
    )
    key, options = chosen(draw, f"{number}, for it is δ", wrong, WORDS)
    says = (
        f"A hidden node has the bias b = 0. For this example its δ is {number}."
        " What is ∂C/∂b, the derivative of the cost by this bias?"
    )
    way = Way("A bias is a weight from a node that is always 1. So its derivative is δ · 1 (5.4).")
    return _case(key, says, options, way, "∂C/∂b", "derivative of the cost by the bias")


def _of_learning(draw: Draw) -> Case:
    first, last = draw.pick(COSTS)
    faster = draw.pick((True, False))
    other = short(2 * last if faster else last / 2)
    kind = "It is right, for it even learns more." if faster else "It is right, only a little slower than the other."
    wrong = (
        ("K2", "It is right, for it learns."),
        ("K2", kind),
        ("K2", "It is right unless the cost rises in some step."),
    )
    right = "Nothing about its derivatives: nudges have to say whether they are right."
    key, options = chosen(draw, right, wrong)
    says = (
        f"A function of yours gives the derivatives of a network. With its steps the cost falls from {short(first)} to"
        f" {short(last)}, with those of somebody else's function to {other}."
        " What follows for your function?"
    )
    way = Way("Wrong derivatives can lead downhill too. What could tell them from right ones? See (5.3).")
    return _case(key, says, options, way, "what follows", "what follows")


def _case(key, says: str, options: tuple[str, ...], way: Way, label: str, called: str) -> Case:
    named = {"labels": {"choice": label}, "called": {"choice": called}}
    return Case(("choice",), key, says, options={"choice": options}, ways={"choice": way}, **named)


def make(draw: Draw, level: int) -> Case:
    """One of the two questions, its options in any order."""
    return draw.pick((_of_bias, _of_learning))(draw)


ITEM = Item("P5.5", "two wrong ideas about derivatives", make)
