"""P5.3: weights by hand that solve xor with two hidden nodes; judged by what the network answers."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from bplesson.data.datasets import xor
from bplesson.engine.network import Network
from bplesson.errors import one_of
from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Verdict
from bplesson.practice.item import Case, Draw, Item, Way
from bplesson.practice.layers import entry_called
from bplesson.practice.typed import read
from bplesson.practice.ways import factor, times

SIGMAS = ("identity", "relu", "identity")
HIDDEN = (  # W01 with biases, and what the output makes of its two nodes: factors and bias, from 0 to 1
    ([[1, 1, 0], [1, 1, -1]], [1, -2, 0]),
    ([[1, -1, 0], [-1, 1, 0]], [1, 1, 0]),
    ([[-1, -1, 1], [1, 1, -1]], [-1, -1, 1]),
)
SCALES = (0.5, 1, 2, 4)  # of the hidden nodes
ANSWERS = tuple(permutations(range(-3, 4), 2))  # where both inputs are the same, and where they are not
NEAR = 0.02  # how far an answer may be off: weights such as 1/3 may have been rounded
NAMES = tuple([f"w01_{b}{a}" for b in range(2) for a in range(3)] + [f"w12_0{a}" for a in range(3)])
ASKED = (NAMES[6:], NAMES[:6], NAMES)
LABELS = {name: f"W{'₀₁' if name[:3] == 'w01' else '₁₂'}[{name[-2]}, {name[-1]}]" for name in NAMES}
CALLED = {name: entry_called(name, "W") + ", the bias" * name.endswith("2") for name in NAMES}
ONE_WAY = (
    "One way, of many: this node counts how many of the inputs are 1.",
    "One way, of many: this node wakes only where both inputs are 1.",
)
ALL_ASKED = {
    "w12_00": Way(
        "Where only hidden node 0 is awake, the answer is this weight times what it holds, plus the bias (5.4)."
    ),
    "w12_01": Way("Where hidden node 1 is awake, it mends what the other node brings (5.4)."),
    "w12_02": Way("Where both hidden nodes hold 0, the answer is this bias alone (5.4)."),
}
BEND = "Each hidden node is awake for all four or for none, so nothing bends, and no straight line can part them."
TWINS = "The two hidden nodes are twins: with the same weights they are one node."
OUTPUT = "The hidden layer parts them well; what is left is W₁₂."

GIVEN = "The hidden layer parts them, but not as this W₁₂ needs it."
USELESS = "With these hidden nodes no weights of the output can do it."


@dataclass(frozen=True)
class ByHand(Case):
    """A case with many right answers: the weights are put into the network, and its answers are looked at."""

    def answer(self, **given) -> Verdict:
        """The verdict on these weights."""
        for name in given:
            one_of("answer", name, self.asks)
        typed = {name: read(name, given.get(name)) for name in self.asks}
        empty = [self.label(name) for name, each in typed.items() if each is None]
        if empty:
            return Verdict(False, (), f"Still to come: {', '.join(empty)}.")
        weights = self.shown | {name: each.value for name, each in typed.items()}
        first, second = np.split(np.array([weights[name] for name in NAMES]), [6])
        passes = Network([first.reshape(2, 3), second.reshape(1, 3)], SIGMAS, bias=True).forward(self.x)
        said = passes.y_hat[:, 0]
        if np.all(np.abs(said - self.y[:, 0]) <= NEAR):
            answers = ", ".join(map(short, said))
            return Verdict(True, (), f"Right: it answers {answers}.", dict.fromkeys(self.asks, "right"))
        says = self._off(said, passes.p[1], passes.q[1][:, :2])
        return Verdict(False, (), says, dict.fromkeys(self.asks, "together"))

    def _off(self, said: np.ndarray, p: np.ndarray, q: np.ndarray) -> str:
        """The first example that is answered wrongly, and what is the matter with the hidden layer."""
        right = np.abs(said - self.y[:, 0]) <= NEAR
        n = int(np.argmin(right))
        where, holds = self._corner(n), " and ".join(map(short, q[n]))
        first = f"For {where} it answers {short(said[n])}: expected {short(self.y[n, 0])}."
        return f"{first} Its hidden nodes hold {holds} there. {right.sum()} of 4 are right. {self._why(p, q)}".strip()

    def _why(self, p: np.ndarray, q: np.ndarray) -> str:
        if not np.isfinite(q).all():
            return ""
        if all(np.all(each >= 0) or np.all(each <= 0) for each in p.T):
            return BEND
        if np.array_equal(p[:, 0], p[:, 1]):
            return TWINS
        for a in range(4):
            for b in range(a):
                if self.y[a] != self.y[b] and np.allclose(q[a], q[b]):
                    both = f"{self._corner(b)} and {self._corner(a)}"
                    return f"The hidden layer puts {both} in the same place, so both get the same answer."
        ones = np.column_stack([q, np.ones(4)])
        best = ones @ np.linalg.lstsq(ones, self.y[:, 0], rcond=None)[0]
        if not np.allclose(best, self.y[:, 0], atol=1e-6):
            return USELESS
        return OUTPUT if NAMES[-1] in self.asks else GIVEN

    def _corner(self, n: int) -> str:
        return f"({', '.join(map(short, self.x[n]))})"


def make(draw: Draw, level: int) -> Case | None:
    """The weights of the output are asked, then those of the hidden layer, then all nine."""
    first, second = draw.pick(HIDDEN)
    same, other = draw.pick(ANSWERS)
    scale = draw.pick(SCALES)
    first, factor = scale * np.array(first, float), (other - same)
    second = np.array([second[0] * factor / scale, second[1] * factor / scale, second[2] * factor + same])
    solution = dict(zip(NAMES, [*first.ravel().tolist(), *second.tolist()]))
    x, y = xor()
    asks = ASKED[level]
    right = {name: solution[name] for name in asks}
    shown = {name: value for name, value in solution.items() if name not in asks}
    network, y = Network([first, [second]], SIGMAS, bias=True), same + (other - same) * y
    key, says = Key(lambda held: right, {}), _says(first, second, same, other, level)
    ways = {name: way for name, way in _ways(network, x, y, level).items() if name in asks}
    return ByHand(asks, key, says, network, x, y, shown=shown, labels=LABELS, called=CALLED, ways=ways)


def _says(first: np.ndarray, second: np.ndarray, same: float, other: float, level: int) -> str:
    task = (
        f"Two inputs, each 0 or 1, two hidden nodes with a ReLU, and biases, the last number of each row. The network "
        f"is to answer {short(other)} if one input is 1 and the other 0, and {short(same)} if both are the same."
    )
    rows = " and ".join(f"({', '.join(map(short, row))})" for row in first)
    given = f" W₀₁ has the rows {rows}. What is W₁₂?", f" W₁₂ is ({', '.join(map(short, second))}). What is W₀₁?"
    return f"{task}{(*given, ' What are W₀₁ and W₁₂?')[level]}"


# ways ----------------------------------------------------------------------------------------------------------------
def _ways(network: Network, x: np.ndarray, y: np.ndarray, level: int) -> dict[str, Way]:
    """How each weight may be found: exactly where the hidden nodes are given, else what they could do."""
    outputs = ALL_ASKED if level == len(ASKED) - 1 else _exactly(network, x, y)
    return {name: outputs.get(name) or _of_hidden(name, network, level) for name in NAMES}


def _exactly(network: Network, x: np.ndarray, y: np.ndarray) -> dict[str, Way]:
    """W₁₂ behind given hidden nodes: the bias first, then the weight of a node that is awake alone, then the other."""
    q, second = network.forward(x).q[1][:, :2], network.weights[1][0]
    corners = [f"({', '.join(map(short, corner))})" for corner in x]
    asleep = int(np.argmin(q.sum(axis=1)))
    wanted = f"the answer is to be {short(y[asleep, 0])}"
    ways = {NAMES[8]: Way(f"For {corners[asleep]} both hidden nodes hold 0, and {wanted}: the bias alone (5.4).")}
    for node, other in ((0, 1), (1, 0)):
        n = min(np.flatnonzero(q[:, node]), key=lambda n: q[n, other])
        brought = f" and what node {other} brings" if q[n, other] else ""
        rule = f"For {corners[n]} the hidden nodes hold {short(q[n, 0])} and {short(q[n, 1])}, and the answer is to be "
        rule += f"{short(y[n, 0])}. Take away the bias{brought}, and divide by what node {node} holds (5.4)."
        left = f"{short(y[n, 0])} − {factor(second[2])}"
        left += f" − {times(second[other], q[n, other])}" if q[n, other] else ""
        ways[NAMES[6 + node]] = Way(rule, f"({left}) / {short(q[n, node])}")
    return ways


def _of_hidden(name: str, network: Network, level: int) -> Way:
    """What a weight of a hidden node does; the first one of each says what the node could be good for."""
    node, a = int(name[-2]), int(name[-1])
    if a == 2:
        return Way(f"What node {node} gets where both inputs are 0; there it sleeps unless this is above 0 (5.4).")
    rule = f"What is added to node {node} where x[{a}] is 1 (5.4)."
    if a == 1:
        return Way(rule)
    if level == len(ASKED) - 1:
        return Way(f"{rule} {ONE_WAY[node]}")
    second = network.weights[1][0]
    rule += f" Where the sum is above 0 the node is awake, and adds {short(second[node])} times what it holds to the "
    return Way(f"{rule}answer. Where both nodes sleep, the answer is the bias of the output, {short(second[2])}.")


ITEM = Item("P5.3", "weights by hand for xor", make, 3)
