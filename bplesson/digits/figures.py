"""The figures of lesson 7, each named by the outline's number."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from bplesson.checks.inputs import rows as checked_rows
from bplesson.digits.pictures_figures import SIDE, WEIGHTS, draw_confusion, draw_curves, draw_pictures, inches
from bplesson.engine.network import Network, single
from bplesson.engine.training import classes, confusion
from bplesson.errors import InputError, listed, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.words import amount, percent, short

PIXELS, MANY = SIDE * SIDE, 10
COLUMNS = 8  # of hidden nodes, or of wrong answers, in a row


def figure_7_1(x, y, rows: int = 4) -> Still:
    """The first `rows` images of every digit among x (n, 64), y (n, 10), one digit a column."""
    x, y, rows = checked_rows("x", x, PIXELS), checked_rows("y", y, MANY), whole_number("rows", rows)
    label = y.argmax(axis=1)
    found = [np.flatnonzero(label == digit)[:rows] for digit in range(MANY)]
    if min(map(len, found)) < rows:
        raise InputError(f"rows: expected at most {min(map(len, found))}, the images of the rarest digit, got {rows}")

    def draw(figure: Figure) -> None:
        draw_pictures(figure, x[np.transpose(found).ravel()], MANY)

    return Still(
        f"{MANY * rows} of {amount(len(x))} images of 8 × 8 pixels, from paper (white) to ink (black): {rows} of each"
        " digit, from 0 on the left to 9 on the right.",
        draw,
        height=inches(MANY * rows, MANY) + 0.08,
    )


def figure_7_3(networks: Sequence[Network], x, y, x_test, y_test) -> Still:
    """Cost and right answers of networks[0], the start, and of the network after each epoch 1, 2, …"""
    networks = [single(each) for each in listed("networks", networks, "the networks of all epochs")]
    if len(networks) < 2:
        raise InputError(f"networks: expected the start and at least one epoch, got {len(networks)}")
    curves = [np.transpose([judged(each, *images) for each in networks]) for images in ((x, y), (x_test, y_test))]
    costs, shares = zip(*curves)

    def draw(figure: Figure) -> None:
        draw_curves(figure.add_axes([0.075, 0.16, 0.39, 0.72]), *costs, "cost", percent=False)
        draw_curves(figure.add_axes([0.575, 0.16, 0.4, 0.72]), *shares, "right answers, in %", percent=True)

    summary = "; ".join(
        f"on the {name} images the cost falls from {short(cost[0])} to {short(cost[-1])}, and"
        f" {percent(share[1] / 100, 1)} of the answers are right after one epoch,"
        f" {percent(share[-1] / 100, 1)} at the end"
        for name, cost, share in zip(("training", "test"), costs, shares)
    )
    return Still(f"{len(networks) - 1} epochs: {summary}.", draw, height=3.3)


def judged(network: Network, x, y) -> tuple[float, float]:
    """The cost, and the share of right answers in %, from one forward pass."""
    x, y = network.examples(x, y)
    forward = network.forward(x)
    said, label = forward.y_hat.argmax(axis=1), y.argmax(axis=1)
    return float(network.cost.value(forward.p[-1], forward.y_hat, y).mean()), 100 * float((said == label).mean())


def figure_7_4(network: Network) -> Still:
    """The weights into each node of the first hidden layer, and the digits that it speaks for and against most."""
    if len(single(network).weights) != 2 or (network.sizes[0], network.sizes[-1]) != (PIXELS, MANY):
        raise InputError(f"network: expected 64 inputs, one hidden layer and 10 outputs, got {network!r}")
    into, out_of = network.weights[0][:, :PIXELS], network.weights[1][:, : network.sizes[1]]
    largest = float(np.quantile(np.abs(into), 0.98))  # a few weights may be beyond the scale
    pro, contra = out_of.argmax(axis=0), out_of.argmin(axis=0)
    words = [f"+{a}  −{b}" for a, b in zip(pro, contra)]

    def draw(figure: Figure) -> None:
        draw_pictures(figure, into, COLUMNS, words, WEIGHTS, -largest, largest)
        scale = figure.add_axes([0.34, 1 - 0.2 / figure.get_figheight(), 0.32, 0.12 / figure.get_figheight()])
        scale.imshow(np.linspace(0, 1, 101)[None], cmap=WEIGHTS, aspect="auto")
        scale.set(xticks=[0, 50, 100], xticklabels=[f"{short(-largest)} or less", "0", f"{short(largest)} or more"])
        scale.set(yticks=[], ylabel="weight  ")
        scale.yaxis.label.set(rotation=0, ha="right", va="center")

    summary = "; ".join(f"node {b} for {a}, against {c}" for b, (a, c) in enumerate(zip(pro, contra)))
    return Still(
        f"The weights into {len(into)} hidden nodes as images, from {short(-largest)} or less (white) over 0 (grey) to"
        f" {short(largest)} or more (black); below each the digit that it speaks for most, and the one that it speaks"
        f" against most: {summary}.",
        draw,
        height=inches(len(into), COLUMNS, 1) + 0.5,
    )


def figure_7_4_confusion(network: Network, x, y) -> Still:
    """How many of the images x (n, 64), y (n, 10) of each digit were taken for which digit."""
    table, (said, _) = confusion(network, x, y), classes(network, x, y)
    times = {1: "once", 2: "twice"}
    mistakes = [
        f"{row} taken for {column} {times.get(count, f'{count} times')}"
        for (row, column), count in np.ndenumerate(table)
        if count and row != column
    ]

    def draw(figure: Figure) -> None:
        draw_confusion(figure.add_axes([0.12, 0.13, 0.85, 0.85]), table)

    none = int((said < 0).sum())  # of a network that has run away
    summary = ", ".join([*mistakes, *([f"{none} get no answer: ŷ is no number"] if none else [])]) or "no mistake"
    return Still(f"Of {len(said)} images {np.trace(table)} are taken for what they are; {summary}.", draw, 4.6, 4.6)


def figure_7_4_wrong(network: Network, x, y) -> Still:
    """The images among x (n, 64), y (n, 10) that get a wrong answer, the surest answer first; at most 16 of them."""
    if single(network).sizes[0] != PIXELS:
        raise InputError(f"network: expected {PIXELS} inputs, got {network!r}")
    said, label = classes(network, x, y)
    x, y = network.examples(x, y)
    y_hat = network.forward(x).y_hat
    if (said < 0).any():
        raise InputError(f"network: expected finite predictions, got {y_hat[said < 0][0][0]}: it has run away")
    wrong = np.flatnonzero(said != label)
    wrong = wrong[np.argsort(-y_hat[wrong, said[wrong]], kind="stable")]
    sure = [percent(y_hat[e, said[e]]) for e in wrong]
    shown = wrong[: 2 * COLUMNS]
    words = [f"says {said[e]} ({how})\nit is {label[e]}" for e, how in zip(shown, sure)]
    columns = min(COLUMNS, max(len(shown), 5))

    def draw(figure: Figure) -> None:
        if len(shown):
            draw_pictures(figure, x[shown], columns, words)
        else:
            figure.text(0.5, 0.5, "no wrong answer", ha="center", va="center")

    summary = "; ".join(f"{said[e]} (sure of it to {how}) where it is {label[e]}" for e, how in zip(wrong, sure))
    return Still(
        f"{len(wrong)} of {len(x)} answers are wrong{f': {summary}' if summary else ''}.",
        draw,
        height=inches(max(1, len(shown)), columns, 2) + 0.08,
    )
