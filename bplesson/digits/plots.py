"""The picture of a training on digits: curves, confusion, wrong answers, and the weights as pictures."""

import matplotlib
import numpy as np

from bplesson.digits.panels_plots import ConfusionPanel, CurvesPanel, WeightsPanel, WrongPanel, pixel_axes
from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import STYLE


class DigitsStage:
    """Five panels in one live figure; `frame` sets what stands still, `move` what changes from epoch to epoch."""

    def __init__(self):
        with matplotlib.rc_context(STYLE):
            figure = new_figure(8.0, 5.2)
            self.costs = CurvesPanel(pixel_axes(figure, 62, 270, 185, 215), "cost", share=False)
            self.shares = CurvesPanel(pixel_axes(figure, 302, 270, 170, 215), "right answers, %", share=True)
            self.confusion = ConfusionPanel(pixel_axes(figure, 545, 255, 230, 230))
            self.weights = WeightsPanel(figure, left=22, top=180)
            self.wrong = WrongPanel(figure, left=410, top=180)
            self.settings = figure.text(62 / 800, 231 / 520, "")
        panels = (self.costs, self.shares, self.confusion, self.weights, self.wrong)
        self.live = Live(figure, [self.settings, *(artist for panel in panels for artist in panel.moving)])

    def frame(self, hidden: tuple[int, ...]) -> None:
        """Nodes of the hidden layers."""
        self.weights.frame(hidden[0] if hidden else 10, bool(hidden))
        self.live.restage()

    def move(self, settings: str, costs, shares, epochs: int, table, W, title: str, images, said, label) -> None:
        """settings: what stands below the costs; costs, shares: each of the training and of the test images, at epochs
        0, 1, …; table (10, 10) [is, said]; W (nodes, 64); title, images (m, 64), said (m,), label (m,) of the wrong
        answers.
        """
        self.settings.set_text(settings)
        costs, percent = [np.array(each) for each in costs], [100 * np.array(each) for each in shares]
        if any([self.costs.frame(*costs, epochs), self.shares.frame(*percent, epochs), self.wrong.frame(len(images))]):
            self.live.restage()
        self.costs.move(*costs)
        self.shares.move(*percent)
        self.confusion.move(table)
        self.weights.move(W)
        self.wrong.move(title, images, said, label)
