"""What is said of a training on the digits, and of a drawing: the sentences, and the captions beside the page."""

import numpy as np

from bplesson.data.digits import CLASSES
from bplesson.digits.run import GUESS
from bplesson.kit.axis import RANGES
from bplesson.kit.sentence import DIVERGED, spoken
from bplesson.kit.words import number, percent, probability, seconds, sub

PATIENCE, RISE = 10, 1.05  # epochs without a lower cost of the test images, and how far it has to have risen
FAINT = 0.01  # a page with less ink a pixel counts as empty


def digits_notice(explorer) -> str:
    """Progress, cost, right answers, and what happens, as HTML."""
    epoch, epochs = explorer.epoch, explorer.epochs
    bar = f'<progress value="{epoch}" max="{epochs}" aria-label="epochs done" style="width: 160px"></progress>'
    left = "" if (wait := explorer.seconds_left) is None else f", about {seconds(wait)} left"
    costs = f"{number(explorer.costs[-1])} (training), {number(explorer.test_costs[-1])} (test)"
    right = f"{percent(explorer.train_accuracies[-1])} (training), {percent(explorer.accuracy)} (test)"
    where = f"{bar} <b>Epoch {epoch} of {epochs}</b>{left}. Cost {costs}. Right answers {right}."
    return spoken(where, _what_happens(explorer))


def _what_happens(explorer) -> str:
    costs, test = explorer.costs, explorer.test_costs
    if explorer.status == "diverged":
        return f"{DIVERGED.replace('step', 'epoch')} η is too large: reset, and try a smaller one."
    if explorer.epoch == 0:
        return "Nothing has been learned yet: the weights are random, and the answers are guesses."
    if costs[-1] > 0.98 * GUESS:
        falls = len(costs) > 1 and (np.diff(costs) < 0).all()
        then = "So far the cost fell in every epoch: go on." if falls else "Reset, and try a smaller η."
        return f"⚠ No better than guessing, which costs ln {CLASSES} = {number(GUESS)}. {_dead(explorer)} {then}"
    best = int(np.argmin(test))
    if explorer.epoch - best > PATIENCE and test[-1] > RISE * test[best] and costs[-1] < costs[best]:
        return (
            f"The cost of the test images was lowest at epoch {best}, that of the training images falls on: it begins"
            " to learn them by heart."
        )
    return _dead(explorer) or (f"All {explorer.epochs} epochs are done." if explorer.status == "done" else "")


def _dead(explorer) -> str:
    """How many hidden nodes answer every training image alike."""
    dead = sum(int((np.ptp(q[:, :-1], axis=0) == 0).sum()) for q in explorer._answers.hidden)
    total = sum(explorer.hidden)
    return f"Dead hidden nodes, which say the same to every image: {dead} of {total}." if dead else ""


# of a drawing --------------------------------------------------------------------------------------------------------
def says(probabilities: np.ndarray) -> str:
    """The two most probable digits."""
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    return f"{first}, {probability(probabilities[first])}; next {second}, {probability(probabilities[second])}"


def reach(name: str, q: np.ndarray) -> tuple[float, float]:
    """From which to which value of q the shades of a hidden layer reach."""
    if name in RANGES:
        return RANGES[name]
    low, high = min(0.0, float(q.min())), float(q.max())
    return low, max(high, low + 1e-6)


def hidden_caption(explorer) -> str:
    """What the cells of the hidden layers are."""
    if not explorer.network.hidden:
        return "no hidden layer"
    function = explorer.network.activations[1]
    ends = [number(each).removesuffix(".00") for each in RANGES.get(function.name, ())]
    sizes = explorer.network.sizes[1:-1]
    which = f"{sizes[0]} hidden node{'s' * (sizes[0] > 1)}" if len(sizes) == 1 else f"{len(sizes)} hidden layers"
    return f"q of {which}:\n{f'{ends[0]} empty, {ends[1]} full' if ends else 'the fuller, the larger'}"


def help_caption(explorer) -> str:
    """What + and − mean; the backward value of the input pixels is what says it."""
    return f"ink here helps the {explorer.prediction} (+) or harms it (−): {delta_name(explorer)}"


def delta_name(explorer) -> str:
    """The backward value of the input."""
    return sub("δ", len(explorer.network.weights))


def draw_notice(explorer) -> str:
    """The answer in words, and whether it is right where that is known, as HTML."""
    probabilities, example = explorer.probabilities, explorer.example
    said = f"<b>It says {explorer.prediction}</b>, {says(probabilities).split(', ', 1)[1]}."
    if explorer.image.mean() < FAINT:
        said += " The page is empty: draw a digit between the dashed lines, from the top to the bottom."
    elif explorer.label is not None:
        right = "right" if explorer.label == explorer.prediction else f"<b>wrong</b>, it is a {explorer.label}"
        said += f" This is test image {example}: {right}."
    elif example is not None:
        said += f" This began as test image {example}."
    return spoken(said)
