"""P7.2: `softmax`, `delta_0`, `accuracy` and `one_epoch_without`, as lesson 7 writes them."""

from bplesson.practice import epochs
from bplesson.practice.checking import Asked
from bplesson.practice.item import Item
from bplesson.practice.outputs import NOTES, START_NOTES, STARTS, accuracy, delta_0, pairs_calls, softmax_calls

SHAPES = ((3, 3), (4, 3), (5, 4), (6, 10))  # as many examples as classes first: what does not fit may pass unseen

ITEM = Item(
    "P7.2",
    "softmax, δ at the output, accuracy, and a training loop",
    functions={
        "softmax": Asked(lambda f: list(softmax_calls()), "probabilities", "tables", "tables"),
        "delta_0": Asked(lambda f: list(pairs_calls(delta_0, STARTS, START_NOTES, SHAPES)), "δ", "tables", "tables"),
        "accuracy": Asked(lambda f: list(pairs_calls(accuracy, {}, NOTES, SHAPES)), "accuracies", "tables", "tables"),
        "one_epoch_without": Asked(lambda f: list(epochs.calls()), "new weights", "epochs", "matrices"),
    },
)
