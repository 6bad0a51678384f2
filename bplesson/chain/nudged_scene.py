"""One weight of a chain nudged up by H: the change of every value behind it, and what the derivative tells of it."""

from dataclasses import dataclass

from bplesson.checks.results import quiet
from bplesson.engine.landscape import direction
from bplesson.engine.network import Network
from bplesson.kit.parts import Weight
from bplesson.kit.scene import Box, Filling, Text
from bplesson.kit.seen import Seen, without_noise
from bplesson.kit.words import fitting, short, sub

H = 0.01


@dataclass(frozen=True)
class Nudged:
    """What w_{i,i+1} + H changes: q_{i+1}, …, q_N and C, and H · ∂C/∂w, which tells the change of C beforehand."""

    i: int
    values: tuple[float, ...]
    cost: float
    told: float

    @property
    def label(self) -> str:
        return Weight(self.i).label


@quiet
def nudged(network: Network, seen: Seen, x: float, y: float, i: int) -> Nudged:
    """Send w_{i,i+1} + H along the chain."""
    moved = network.at([W + H * along for W, along in zip(network.weights, direction(network, i))])
    before, after = network.backward(x, y), moved.backward(x, y)
    values = (_change(*each) for each in zip(before.q[i + 1 :], after.q[i + 1 :]))
    return Nudged(i, tuple(values), _change(before.cost, after.cost), H * seen.gradients[i].item())


def _change(before, after) -> float:
    return without_noise((after - before).item(), before.item(), after.item())


def signed(value: float) -> str:
    """A change, with its sign."""
    return ("+" if value > 0 else "") + fitting(value)


def change_below(i: int, pill: Box) -> Text:
    """Where the change of node i stands: at the left of the lines that leave the node."""
    return Text(f"change-{i}", pill.x - 6, pill.bottom[1] + 11, "forward", anchor="end", lifted=True)


def change_of_cost(cost: Box, y: float) -> list[Text]:
    """Where the change of the cost stands, and below it what the derivative tells of it, beside the way back."""
    return [
        Text(id, cost.x - 9, y + 17 * k, anchor="end", lifted=True) for k, id in enumerate(("cost-change", "cost-told"))
    ]


def show_nudge(fill: Filling, nudge: Nudged, letter: str) -> None:
    """Put all changes on the diagram, where the scale of the lines stands otherwise; `letter` is that of the values."""
    fill.words[f"new-{Weight(nudge.i).name}"] = [("plain", f"+{short(H)}")]
    for k, value in enumerate(nudge.values):
        fill.words[f"change-{nudge.i + 1 + k}"] = [("forward", f"{sub(letter, nudge.i + 1 + k)} {signed(value)}")]
    fill.words["cost-change"] = [("plain", f"C {signed(nudge.cost)}")]
    fill.words["cost-told"] = [("plain", f"h·∂C/∂{nudge.label} {signed(nudge.told)}")]
    fill.mark("hidden", *(id for id in fill.words if id.startswith("scale-of-")))
    fill.mark("hidden", *(id for id in fill.widths if id.startswith("scale-")))
