"""The picture of a training: what the network answers, its cost over the steps, its nodes, its gradients."""

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from bplesson.kit.palette import STYLE
from bplesson.kit.panels import Panel, stage
from bplesson.kit.words import sub
from bplesson.training.answer_plots import AnswerPanel, NodesPanel
from bplesson.training.costs_plots import CostPanel, GradientPanel

LARGER = {**STYLE, "xtick.labelsize": 10, "ytick.labelsize": 10}  # still legible where the picture has to shrink


class TrainingStage:
    """Four panels in one live figure; `set_axes` sets what stands still, `move` what changes from step to step."""

    def __init__(self):
        self.live, self.answer, self.costs, self.nodes, self.gradients = stage(4.5, self._build, LARGER)

    @staticmethod
    def _build(figure: Figure) -> list[Panel]:
        return [
            AnswerPanel(figure.add_axes([0.09, 0.44, 0.375, 0.485])),
            CostPanel(figure.add_axes([0.565, 0.44, 0.355, 0.485])),
            NodesPanel(figure, left=0.03, bottom=0.055),
            GradientPanel(figure.add_axes([0.79, 0.1, 0.19, 0.15])),
        ]

    def set_axes(self, x, y, labelled: bool, hidden: tuple[int, ...], layer: int, activation: str) -> None:
        """The examples x (n, 1 or 2), y (n, 1), the nodes of hidden layer `layer`, and one bar for each weight layer.

        `labelled`: every y is 0 or 1.
        """
        with matplotlib.rc_context(LARGER):
            self.answer.set_examples(x, y, labelled)
            self.nodes.set_nodes(hidden[layer - 1] if hidden else 0, layer, activation, x.shape[1], self.answer.limits)
            self.gradients.set_layers([f"∂C/∂{sub('W', i, i + 1)}" for i in range(len(hidden) + 1)])

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
        self.costs.reach(costs, kept, last)
        self.costs.move(costs, kept)
        self.gradients.move(norms)
