"""P5.3: weights by hand that solve xor with two hidden nodes; judged by what the network answers."""

from dataclasses import dataclass

import numpy as np

from bplesson.data.datasets import xor
from bplesson.engine.network import Network
from bplesson.errors import one_of
from bplesson.kit.words import short
from bplesson.practice.diagnosis import Key, Verdict
from bplesson.practice.item import Case, Draw, Item
from bplesson.practice.typed import read

SIGMAS = ("identity", "relu", "identity")
HIDDEN = (  # W01 with biases, and what the output makes of its two nodes: factors and bias, from 0 to 1
    ([[1, 1, 0], [1, 1, -1]], [1, -2, 0]),
    ([[1, -1, 0], [-1, 1, 0]], [1, 1, 0]),
    ([[-1, -1, 1], [1, 1, -1]], [-1, -1, 1]),
)
ANSWERS = ((0, 1), (1, 0), (-1, 1), (1, 3), (0, 2), (2, -1))  # where both inputs are the same, and where they are not
NEAR = 0.02  # how far an answer may be off: weights such as 1/3 may have been rounded
NAMES = tuple([f"w01_{b}{a}" for b in range(2) for a in range(3)] + [f"w12_0{a}" for a in range(3)])
ASKED = (NAMES[6:], NAMES[:6], NAMES)
LABELS = {name: f"W{'₀₁' if name[:3] == 'w01' else '₁₂'}[{name[-2]}, {name[-1]}]" for name in NAMES}
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
        return Verdict(False, (), self._off(said, passes.p[1], passes.q[1][:, :2], second))

    def _off(self, said: np.ndarray, p: np.ndarray, q: np.ndarray, second: np.ndarray) -> str:
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
    scale = draw.pick((0.5, 1, 2))
    first, factor = scale * np.array(first, float), (other - same)
    second = np.array([second[0] * factor / scale, second[1] * factor / scale, second[2] * factor + same])
    solution = dict(zip(NAMES, [*first.ravel().tolist(), *second.tolist()]))
    x, y = xor()
    asks = ASKED[level]
    right = {name: solution[name] for name in asks}
    shown = {name: value for name, value in solution.items() if name not in asks}
    return ByHand(
        asks,
        Key(lambda held: right, {}),
        _says(first, second, same, other, level),
        Network([first, [second]], SIGMAS, bias=True),
        x,
        same + (other - same) * y,
        shown=shown,
        labels=LABELS,
    )


def _says(first: np.ndarray, second: np.ndarray, same: float, other: float, level: int) -> str:
    task = (
        f"Two inputs, each 0 or 1, two hidden nodes with a ReLU, and biases, the last number of each row. The network "
        f"is to answer {short(other)} if one input is 1 and the other 0, and {short(same)} if both are the same."
    )
    rows = " and ".join(f"({', '.join(map(short, row))})" for row in first)
    given = (f" W₀₁ has the rows {rows}. Asked: W₁₂.", f" W₁₂ is ({', '.join(map(short, second))}). Asked: W₀₁.")
    return f"{task}{(*given, ' Asked: both matrices, W₀₁ and W₁₂.')[level]}"


ITEM = Item("P5.3", "weights by hand for xor", make, 3)
