"""P5.5: two wrong ideas, "the bias is 0, so its derivative is 0" and "it learns, so it is right", as choices."""

from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key
from bplesson.practice.item import Case, Draw, Item

DELTAS = (-3, -2, -1.5, -0.5, 0.5, 1.5, 2, 3, 4)
COSTS = ((0.5, 0.02), (0.32, 0.04), (0.7, 0.05), (2.3, 0.3))
HIDDEN_NODE = "A hidden node has the bias 0. For this example its δ is {delta}."
LEARNS = (
    "A function of yours gives the derivatives of a network. With its steps the cost falls from {first} to {last}, "
    "with those of somebody else's function to {other}. What follows?"
)


def _of_bias(draw: Draw) -> tuple[str, list[tuple[str, str]]]:
    """A question with its options, each with the mistake that lies in it; "" for the right one."""
    number = short(draw.pick(DELTAS))
    return f"{HIDDEN_NODE.format(delta=number)} What is the derivative of the cost by this bias?", [
        ("", f"{number}, for it is δ"),
        ("K1", "0, for the bias is 0"),
        ("K1", f"0 as long as the bias is 0, and {number} from then on"),
        ("B1", f"{number} · 0 = 0, for it is δ times the bias"),
    ]


def _of_learning(draw: Draw) -> tuple[str, list[tuple[str, str]]]:
    first, last = draw.pick(COSTS)
    faster = draw.pick((True, False))
    other = 2 * last if faster else last / 2
    kind = "It is right, for it even learns more." if faster else "It is right, only a little slower than the other."
    return LEARNS.format(first=first, last=last, other=short(other)), [
        ("", "Nothing about its derivatives: nudges have to say whether they are right."),
        ("K2", "It is right, for it learns."),
        ("K2", kind),
        ("K2", "It is right unless the cost rises in some step."),
    ]


def make(draw: Draw, level: int) -> Case:
    """One of the two questions, its options in any order."""
    question, options = draw.pick((_of_bias, _of_learning))(draw)
    left, shuffled = list(options), []
    while left:
        shuffled.append(left.pop(left.index(draw.pick(left))))
    right, wrong = {}, {}
    for number, (id, _) in enumerate(shuffled, start=1):
        if id:
            wrong[id] = (*wrong.get(id, ()), lambda held, number=number: {"choice": float(number)})
        else:
            right = {"choice": float(number)}
    listed = " ".join(f"({number}) {words.rstrip('.')}." for number, (_, words) in enumerate(shuffled, start=1))
    return Case(("choice",), Key(lambda held: right, wrong), f"{question} {listed}", labels={"choice": "your choice"})


ITEM = Item("P5.5", "two wrong ideas about derivatives", make)
