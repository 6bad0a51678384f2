"""The sentence of a training on the digits: how far it is, how good, and what goes wrong."""

import numpy as np

from bplesson.data.digits import CLASSES
from bplesson.digits.run import GUESS
from bplesson.kit.words import number, percent, seconds

PATIENCE, RISE = 10, 1.05  # epochs without a lower cost of the test images, and how far it has to have risen


def digits_notice(explorer) -> str:
    """Progress, cost, right answers, and what happens, as HTML."""
    live = "off" if explorer.playing else "polite"  # ten sentences a second are none
    epoch, epochs = explorer.epoch, explorer.epochs
    bar = f'<progress value="{epoch}" max="{epochs}" aria-label="epochs done" style="width: 160px"></progress>'
    left = "" if (wait := explorer.seconds_left) is None else f", about {seconds(wait)} left"
    costs = f"{number(explorer.costs[-1])} (training), {number(explorer.test_costs[-1])} (test)"
    right = f"{percent(explorer.train_accuracies[-1])} (training), {percent(explorer.accuracy)} (test)"
    said = (
        f"{bar} <b>Epoch {epoch} of {epochs}</b>{left}. Cost {costs}. Right answers {right}. {_what_happens(explorer)}"
    )
    return f'<span aria-live="{live}">{said}</span>'


def _what_happens(explorer) -> str:
    costs, test = explorer.costs, explorer.test_costs
    if explorer.status == "diverged":
        return (
            "⚠ <b>Diverged</b>: the next epoch leads beyond all bounds. η is too large: reset, and try a smaller one."
        )
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
