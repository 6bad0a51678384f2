"""The picture of a training on digits: curves, confusion, wrong answers, and the weights as pictures."""

import numpy as np
from matplotlib.figure import Figure

from bplesson.digits.panels_plots import ConfusionPanel, CurvesPanel, WeightsPanel, WrongPanel, pixel_axes
from bplesson.kit.panels import Panel, stage


class DigitsStage:
    """Five panels in one live figure; `set_axes` sets what stands still, `move` what changes from epoch to epoch."""

    def __init__(self):
        self.live, self.costs, self.shares, self.confusion, self.weights, self.wrong = stage(5.2, _build)

    def set_axes(self, hidden: tuple[int, ...]) -> None:
        """Nodes of the hidden layers."""
        self.weights.set_nodes(hidden[0] if hidden else 10, bool(hidden))

    def move(self, settings: str, costs, shares, epochs: int, table, W, title: str, images, said, label) -> None:
        """settings: what stands below the costs; costs, shares: each of the training and of the test images, at epochs
        0, 1, …; table (10, 10) [is, said]; W (nodes, 64); title, images (m, 64), said (m,), label (m,) of the wrong
        answers.
        """
        self.costs.note.set_text(settings)
        costs, percent = [np.array(each) for each in costs], [100 * np.array(each) for each in shares]
        for panel, values in ((self.costs, costs), (self.shares, percent)):
            panel.reach(*values, epochs)
            panel.move(*values)
        self.confusion.move(table)
        self.weights.move(W)
        self.wrong.move(title, images, said, label)


def _build(figure: Figure) -> list[Panel]:
    return [
        CurvesPanel(pixel_axes(figure, 62, 270, 185, 215), "cost", share=False),
        CurvesPanel(pixel_axes(figure, 302, 270, 170, 215), "right answers, %", share=True),
        ConfusionPanel(pixel_axes(figure, 545, 255, 230, 230)),
        WeightsPanel(figure, left=22, top=180),
        WrongPanel(figure, left=410, top=180),
    ]
