"""The picture of a training: what the network answers, its cost over the steps, its nodes, its gradients."""

import matplotlib
import numpy as np

from bplesson.kit.figure import new_figure
from bplesson.kit.live import Live
from bplesson.kit.palette import STYLE
from bplesson.kit.words import sub
from bplesson.training.costs_plots import CostPanel, GradientPanel
from bplesson.training.panels_plots import AnswerPanel, NodesPanel

LARGER = {**STYLE, "xtick.labelsize": 10, "ytick.labelsize": 10}  # still legible where the picture has to shrink


class TrainingStage:
    """Four panels in one live figure; `frame` sets what stands still, `move` what changes from step to step."""

    def __init__(self):
        with matplotlib.rc_context(LARGER):
            figure = new_figure(8.0, 4.5)
            self.answer = AnswerPanel(figure.add_axes([0.09, 0.44, 0.375, 0.485]))
            self.costs = CostPanel(figure.add_axes([0.565, 0.44, 0.355, 0.485]))
            self.nodes = NodesPanel(figure, left=0.03, bottom=0.055)
            self.gradients = GradientPanel(figure.add_axes([0.79, 0.1, 0.19, 0.15]))
        panels = (self.answer, self.costs, self.nodes, self.gradients)
        self.live = Live(figure, [artist for panel in panels for artist in panel.moving])
        self._framed = None

    def frame(self, x, y, labelled: bool, hidden: tuple[int, ...], layer: int, activation: str) -> None:
        """The examples x (n, 1 or 2), y (n, 1), the nodes of hidden layer `layer`, and one bar for each weight layer.

        `labelled`: every y is 0 or 1.
        """
        with matplotlib.rc_context(LARGER):
            self.answer.frame(x, y, labelled)
            self.nodes.frame(hidden[layer - 1] if hidden else 0, layer, activation, x.shape[1], self.answer.limits)
            self.gradients.frame([f"∂C/∂{sub('W', i, i + 1)}" for i in range(len(hidden) + 1)])
        self.live.restage()

    def grid(self) -> np.ndarray:
        """The inputs whose predictions the picture wants, (m, 1 or 2)."""
        return self.answer.grid()

    def move(self, forward, layer: int, right, costs, kept, last: int, norms) -> None:
        """`forward`: p and q on the grid; `right` (n,): which examples are on the right side; `costs` (t+1,) of this
        run, `kept` of the run before or None, `last`: a step that the axis has to reach; `norms`: one a weight layer.
        """
        self.answer.move(forward.y_hat[:, 0], right)
        if self.nodes.count:
            self.nodes.move(forward.p[layer], forward.q[layer], self.answer)
        if self.costs.frame(costs, kept, last):
            self.live.restage()
        self.costs.move(costs, kept)
        self.gradients.move(norms)
