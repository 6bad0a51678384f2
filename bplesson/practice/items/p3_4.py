"""P3.4: what is in the way of δ, and at which node: a dead ReLU, a saturated node, or slopes in a row (3.17)."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.words import kept
from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, Draw, Item
from bplesson.practice.items.p3_1 import listed

DEAD, SATURATED, VANISHING, NOTHING = 1, 2, 3, 4
HIDDEN = (1, 2, 3, 4)  # the hidden nodes of every chain; its input and its output have the identity
OPTIONS = (
    f"choice: {DEAD} for a dead ReLU, {SATURATED} for one saturated node, {VANISHING} for δ that vanishes little by "
    f"little, {NOTHING} if nothing is in the way of δ. node: the number of the node, 0 if it is not one node alone."
)
ENOUGH = 60  # chains tried for one kind
Answer = tuple[int, int]


def _dead(draw: Draw) -> tuple[Network, int]:
    """One ReLU has a p below 0; another one is alive."""
    node = draw.pick((2, 3, 4))
    before = ["relu", *(draw.pick(("relu", "identity")) for _ in range(node - 2))]
    sigmas = [*before, "relu", *(draw.pick(("identity", "tanh")) for _ in range(4 - node))]
    weights = draw.picks((0.5, 1, 1.5, 2, 3), 5)
    weights[node - 1] *= -1
    return Network.chain(weights, ["identity", *sigmas, "identity"]), node


def _saturated(draw: Draw) -> tuple[Network, int]:
    """One node, of tanh or of a sigmoid, has a p far from 0; the others are tanh with a small one."""
    node = draw.pick(HIDDEN)
    sigmas = ["tanh"] * 4
    sigmas[node - 1] = draw.pick(("tanh", "sigmoid"))
    weights = draw.picks((-0.8, -0.5, 0.5, 0.8), 5)
    weights[node - 1] = draw.pick((-40, -30, -20, 20, 30, 40))
    return Network.chain(weights, ["identity", *sigmas, "identity"]), node


def _vanishing(draw: Draw) -> tuple[Network, int]:
    """Sigmoids in a row, none of them flat."""
    return Network.chain(draw.picks((-1, -0.5, 0.5, 1, 1.5), 5), ["identity", *["sigmoid"] * 4, "identity"]), 0


def _nothing(draw: Draw) -> tuple[Network, int]:
    """ReLUs that are alive, some with a large p, or tanh with a small one."""
    sigma, weights = draw.pick((("relu", (0.5, 1, 1.5, 2)), ("tanh", (-1, 1))))
    return Network.chain(draw.picks(weights, 5), ["identity", *[sigma] * 4, "identity"]), 0


KINDS = {DEAD: _dead, SATURATED: _saturated, VANISHING: _vanishing, NOTHING: _nothing}


def _is_clear(network: Network, p: np.ndarray, kind: int, node: int) -> bool:
    """Whether the slopes of the hidden nodes leave no doubt about what is in the way, and all p can be read."""
    if any(p[i] and not 0.01 <= abs(p[i]) < 100 for i in HIDDEN):
        return False
    slopes = np.array([network.activations[i].slope(p[i]).item() for i in HIDDEN])
    others = np.delete(slopes, node - 1) if node else slopes
    through = np.prod(slopes * np.abs(np.ravel(network.weights)[1:]))  # what is left of δ at node 1
    return {
        DEAD: p[node] < 0 and bool((others > 0.4).all()),
        SATURATED: slopes[node - 1] < 0.02 and bool((others > 0.6).all()),
        VANISHING: bool((slopes > 0.15).all()) and through < 0.01,
        NOTHING: bool((slopes > 0.8).all()) and 0.3 < through < 10,
    }[kind]


def _wrong(kind: int, node: int) -> dict[str, tuple[Answer, ...]]:
    """What each mistake answers, (node, choice)."""
    beside = tuple((near, kind) for near in (node - 1, node + 1) if near in HIDDEN)
    if kind == DEAD:
        return {"L10": ((0, NOTHING),), "L7": beside, "V1": ((node, SATURATED), (node, VANISHING), (0, VANISHING))}
    if kind == SATURATED:
        wrong = {"L1": ((0, NOTHING),), "L3": ((0, NOTHING),), "L7": beside}
        return wrong | {"V1": ((node, DEAD), (node, VANISHING), (0, VANISHING))}
    single = tuple((each, choice) for each in HIDDEN for choice in (DEAD, SATURATED))
    if kind == VANISHING:
        return {"L1": ((0, NOTHING),), "V1": single}
    return {"V1": (*single, (0, VANISHING))}


def make(draw: Draw, level: int) -> Case | None:
    """A chain of four hidden nodes with all its p, in which one thing, or nothing, is in the way of δ."""
    kind = draw.pick(tuple(KINDS))
    for _ in range(ENOUGH):  # so that kinds which seldom come out clear are as frequent as the others
        network, node = KINDS[kind](draw)
        x0 = draw.pick((-0.5, 0.5) if kind in (SATURATED, VANISHING) else (0.2, 0.5, 3, 5))
        p = np.ravel(network.forward(x0).p)
        if _is_clear(network, p, kind, node):
            return _case(network, x0, p, kind, node)
    return None


def _case(network: Network, x0: float, p: np.ndarray, kind: int, node: int) -> Case:
    """What is asked about this chain."""
    shown = {f"p{i}": kept(p[i], 2) for i in HIDDEN}
    weights = ", ".join(written(W.item()) for W in network.weights)
    sigmas = ", ".join(network.activations[i].name.replace("relu", "ReLU") for i in HIDDEN)
    says = (
        f"A chain with the weights {weights}, and with {sigmas} at the nodes 1 to 4. With p₀ = {written(x0)} the "
        f"values before the activations are, to two digits, {listed(shown)}. "
        f"What, if anything, makes ∂C/∂w₀₁ next to nothing? {OPTIONS}"
    )

    def numbers(answer: Answer):
        def made(held: Numbers) -> Numbers:
            return dict(zip(("node", "choice"), map(float, answer)))

        return made

    wrong = {id: tuple(map(numbers, answers)) for id, answers in _wrong(kind, node).items()}
    asks = ("node", "choice")
    return Case(asks, Key(numbers((node, kind)), wrong), says, network, np.array([[x0]]), shown=shown)


TWINS = (frozenset({"L1", "L3"}),)
ITEM = Item("P3.4", "dead, saturated or vanishing, and which node", make, twins=TWINS)
