"""What an assignment on a lesson asks for: which items of practice, on which level, which functions and questions."""

from dataclasses import dataclass

from bplesson.practice.bugs import Bugs, bugs
from bplesson.practice.item import Item, items

TITLES = {
    1: "Cost and gradient descent",
    2: "A linear chain",
    3: "A non-linear chain",
    4: "Layers of several nodes",
    5: "The whole algorithm",
    6: "Initial weights",
    7: "Handwritten digits",
}
LEVELS = {"P1.1": 1, "P3.3": 0, "P4.1": 1, "P4.2": 0, "P5.1": 1, "P5.3": 0, "P7.1": 1}  # of all others the last one
FUNCTION_POINTS, QUESTION_POINTS = 10, 5  # a number is one point
WITH_SLOPES = {3, 5}  # the lessons whose functions take activations from a table of slopes
DOES = {  # what a function returns
    "P1.5 descend": "all weights that gradient descent visits, w first: a list of steps + 1 numbers",
    "P1.5 gradient": "the gradient of the cost of the line ŷ = w[0] x + w[1]: an array of two numbers",
    "P2.4 backpropagate": "the derivatives of the cost by all weights of a linear chain, w₀₁ first",
    "P2.4 mean_gradients": "the means of these derivatives over several examples (it may call `backpropagate`)",
    "P3.5 backpropagate": "the derivatives by all weights of a chain with activations, w₀₁ first",
    "P4.4 backpropagate": "the derivatives by all matrices of a network without activations, W₀₁ first",
    "P4.4 batch_gradients": "the means of these derivatives over several examples, which are the rows of X0 and Y",
    "P5.2 backpropagate": "the derivatives by all matrices of a network with activations, W₀₁ first",
    "P5.2 mean_gradients": "the means of these derivatives over several examples, which are the rows of x and y",
    "P7.2 softmax": "the probabilities of the classes, one example a row, for rows of p that may hold 1,000",
    "P7.2 delta_0": "δ₀ of softmax with the cross-entropy, one example a row",
}


@dataclass(frozen=True)
class Question:
    """A question that the teacher marks by hand, and what a good answer says."""

    asks: str
    scheme: str


QUESTIONS = {
    1: Question(
        "Gradient descent on a parabola runs away with η = 1. Somebody says: “Then the gradient is wrong.” What do you "
        "answer, and how would you find out?",
        "2 points: a right gradient runs away too if η is above the bound 2 / a. 2 points: a smaller η, or the "
        "curvature, decides it. 1 point: the gradient itself can be checked by nudges.",
    ),
    2: Question(
        "Why do all derivatives of a chain together cost hardly more than one of them? Say which numbers are made once "
        "and used more than once.",
        "2 points: each derivative is one δ times one x. 2 points: every x is made once on the way forward, every δ "
        "once on the way back, each from the one before it. 1 point: number by number the same factors would be "
        "multiplied again and again.",
    ),
    3: Question(
        "A deep chain of sigmoids learns nothing in its first layers. Explain it with the factors of the first "
        "derivative, and name one remedy.",
        "3 points: δ passes one slope a node, at most 1/4 for a sigmoid, and their product vanishes with the depth. "
        "2 points: a remedy that follows from it (ReLU, other first weights, fewer layers).",
    ),
    4: Question(
        "In a network whose layers are all equally wide, `W @ delta` and `W.T @ delta` both run. Which one is right on "
        "the way back, why, and how would you notice the wrong one?",
        "2 points: Wᵀ, for a node collects from all nodes behind it, W[b, a] δ[b]. 1 point: the shapes tell it only "
        "if the layers differ. 2 points: a comparison with nudges, or a network that is not square.",
    ),
    5: Question(
        "Two functions return different gradients, and with the wrong one the cost falls faster for the first hundred "
        "steps. Is that a reason to keep it? Say what would show which one is wrong.",
        "2 points: no, that it learns does not make it right. 2 points: nudges of single weights, compared entry by "
        "entry. 1 point: a wrong gradient may be just a longer step, or another direction that happens to help.",
    ),
    6: Question(
        "All first weights of a layer are set to the same number. Why does the network not recover from it, however "
        "long it is trained?",
        "3 points: equal nodes have equal values and equal δ, so equal derivatives. 2 points: after each step they "
        "are equal again; only different first weights part them.",
    ),
    7: Question(
        "A network says 7 with probability 0.98, and the digit is a 1. What are the entries of δ₀ for these two "
        "classes roughly, and what does the next step do to them?",
        "2 points: about 0.98 for the 7 and about −1 for the 1 (ŷ − y). 3 points: the step lowers p of the 7, raises "
        "p of the 1, and leaves the others nearly alone.",
    ),
}


def numbers_of(lesson: int) -> list[tuple[Item, int]]:
    """The items of a lesson that ask for numbers, each with the level on which it is asked."""
    asked = [item for id, item in items().items() if id.startswith(f"P{lesson}.") and item.make]
    return [(item, LEVELS.get(item.id, item.levels - 1)) for item in asked]


def functions_of(lesson: int) -> list[Bugs]:
    """The functions of a lesson that are written, each with the right one and with wrong ones."""
    return [each for id, some in bugs().items() if id.startswith(f"P{lesson}.") for each in some]
