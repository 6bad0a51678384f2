"""P3.4: what is in the way of δ, and at which node: a dead ReLU, a saturated node, or slopes in a row (3.17)."""

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.words import kept, sub
from bplesson.kit.words import short as written
from bplesson.practice.diagnosis import Key, Numbers
from bplesson.practice.item import Case, Draw, Item, Lane, Way
from bplesson.practice.items.p3_1 import listed
from bplesson.practice.ways import as_written, in_letters

DEAD, SATURATED, VANISHING, NOTHING = 1, 2, 3, 4
HIDDEN = (1, 2, 3, 4)  # the hidden nodes of every chain; its input and its output have the identity
NO_NODE = 5  # the option of those who say that it is not one node alone
OPTIONS = {
    "node": ("node 1", "node 2", "node 3", "node 4", "none alone"),
    "choice": ("a dead ReLU", "one saturated node", "δ vanishes little by little", "nothing is in the way"),
}
LABELS = {"node": "the node", "choice": "what it is"}
WAYS = {
    "node": Way("δ is multiplied by a slope at each node: look for the one whose slope at its p is next to 0 (3.17)."),
    "choice": Way(
        "A ReLU has the slope 0 where p is below 0; tanh and the sigmoid are flat where p is far from 0; the slope of "
        "a sigmoid is ¼ at most, so that a row of them leaves little of δ (3.17)."
    ),
}
WORDS = {"L7": "It stands at another node: work out the slope of every node at its p, one after the other (3.17)."}
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
    return Network.chain(draw.picks((-1, -0.5, 0.5, 1, 1.5), 5), ["identity", *["sigmoid"] * 4, "identity"]), NO_NODE


def _nothing(draw: Draw) -> tuple[Network, int]:
    """ReLUs that are alive, some with a large p, or tanh with a small one."""
    sigma, weights = draw.pick((("relu", (0.5, 1, 1.5, 2)), ("tanh", (-1, 1))))
    return Network.chain(draw.picks(weights, 5), ["identity", *[sigma] * 4, "identity"]), NO_NODE


KINDS = {DEAD: _dead, SATURATED: _saturated, VANISHING: _vanishing, NOTHING: _nothing}


def _is_clear(network: Network, p: np.ndarray, kind: int, node: int) -> bool:
    """Whether the slopes of the hidden nodes leave no doubt about what is in the way, and all p can be read."""
    if any(p[i] and not 0.01 <= abs(p[i]) < 100 for i in HIDDEN):
        return False
    slopes = np.array([network.activations[i].slope(p[i]).item() for i in HIDDEN])
    own, others = (1.0, slopes) if node == NO_NODE else (slopes[node - 1], np.delete(slopes, node - 1))
    through = np.prod(slopes * np.abs(np.ravel(network.weights)[1:]))  # what is left of δ at node 1
    return {
        DEAD: own == 0 and bool((others > 0.4).all()),
        SATURATED: own < 0.02 and bool((others > 0.6).all()),
        VANISHING: bool((slopes > 0.15).all()) and through < 0.01,
        NOTHING: bool((slopes > 0.8).all()) and 0.3 < through < 10,
    }[kind]


def _wrong(kind: int, node: int) -> dict[str, tuple[Answer, ...]]:
    """What each mistake answers, (node, choice)."""
    beside = tuple((near, kind) for near in (node - 1, node + 1) if near in HIDDEN)
    if kind == DEAD:
        return {
            "L10": ((NO_NODE, NOTHING),),
            "L7": beside,
            "V1": ((node, SATURATED), (node, VANISHING), (NO_NODE, VANISHING)),
        }
    if kind == SATURATED:
        wrong = {"L1": ((NO_NODE, NOTHING),), "L3": ((NO_NODE, NOTHING),), "L7": beside}
        return wrong | {"V1": ((node, DEAD), (node, VANISHING), (NO_NODE, VANISHING))}
    single = tuple((each, choice) for each in HIDDEN for choice in (DEAD, SATURATED))
    if kind == VANISHING:
        return {"L1": ((NO_NODE, NOTHING),), "V1": single}
    return {"V1": (*single, (NO_NODE, VANISHING))}


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
    sigmas = [as_written(sigma.name) for sigma in network.activations]
    says = (
        f"A chain with the weights {weights}, and with {', '.join(sigmas[1:5])} at the nodes 1 to 4. With p₀ = "
        f"{written(x0)} the values before the activations are, to two digits, {listed(shown)}. "
        f"What, if anything, makes ∂C/∂w₀₁ next to nothing, and at which node?"
    )

    def numbers(answer: Answer):
        def made(held: Numbers) -> Numbers:
            return dict(zip(("node", "choice"), map(float, answer)))

        return made

    wrong = {id: tuple(map(numbers, answers)) for id, answers in _wrong(kind, node).items()}
    key, x = Key(numbers((node, kind)), wrong, words=WORDS), np.array([[x0]])
    more = {"labels": LABELS, "options": OPTIONS, "ways": WAYS, "lane": _lane(network, {"p0": x0, **shown})}
    return Case(("node", "choice"), key, says, network, x, shown=shown, **more)


def _lane(network: Network, values: Numbers) -> Lane:
    """The chain with every p that is given; the last node is the prediction."""
    sigmas = (as_written(sigma.name) for sigma in network.activations)
    weights = (f"{sub('w', i, i + 1)} = {written(W.item())}" for i, W in enumerate(network.weights))
    nodes = (f"{in_letters(name)} = {written(value)}" for name, value in values.items())
    return Lane((*nodes, "ŷ"), tuple(weights), tuple(sigmas))


TWINS = (frozenset({"L1", "L3"}),)
ITEM = Item("P3.4", "dead, saturated or vanishing, and which node", make, twins=TWINS)
