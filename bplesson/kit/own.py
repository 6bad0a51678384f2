"""A backward pass of the learner's own that drives an explorer: called, read, compared with the right one, judged."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import Parameter, signature

import numpy as np

from bplesson.engine.network import Network
from bplesson.errors import InputError
from bplesson.practice.biased import BIASED
from bplesson.practice.checking import check, judged, outcome, trouble
from bplesson.practice.diagnosis import Verdict, named
from bplesson.practice.functions import PLAIN, activations_for

Gradients = tuple[np.ndarray, ...]
SAME = 1e-6  # of a derivative: by less, two programs may differ
CROSS_ENTROPY = "But here the cost is the cross-entropy: its δ₀ is ŷ − y, and no slope is left (1.12)."
PLACED = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Kind:
    """The functions that an explorer takes: by the number of their arguments the item that judges them, and the text.

    `picture` is what the explorer shows; `numbers` says that weights, inputs and labels are plain numbers; `biased`
    which functions of `BIASED` are meant where there are biases.
    """

    picture: str
    forms: Mapping[int, tuple[str, str]]
    numbers: bool = False
    biased: str = "one"


CHAIN = Kind(
    "chain",
    {
        3: ("P2.4 backpropagate", "backpropagate(weights, x0, y)"),
        4: ("P3.5 backpropagate", "backpropagate(weights, sigmas, p0, y)"),
    },
    numbers=True,
)
LAYERS = Kind(
    "network",
    {
        3: ("P4.4 backpropagate", "backpropagate(weights, x0, y)"),
        4: ("P5.2 backpropagate", "backpropagate(weights, sigmas, x, y)"),
    },
)
TRAINING = Kind("network", {4: ("P5.2 mean_gradients", "mean_gradients(weights, sigmas, x, y)")}, biased="rows")


@dataclass(frozen=True)
class Derivatives:
    """What a step goes by: `taken`, which are the learner's, or the right ones; `said` is why they are not theirs.

    `only_here` is told where they are wrong though the function is right elsewhere.
    """

    taken: Gradients
    right: Gradients
    said: str = ""
    only_here: str = "It shows only here."

    @cached_property
    def differ(self) -> list[np.ndarray]:
        """Of each derivative whether it is another number than the right one."""
        largest = max(float(np.abs(g).max()) for g in self.right)
        off = 1e-9 * largest + 1e-14
        return [~np.isclose(a, b, rtol=SAME, atol=off) for a, b in zip(self.taken, self.right, strict=True)]

    @property
    def wrong(self) -> int:
        """How many of them differ."""
        return int(sum(each.sum() for each in self.differ))

    def as_shown(self, right: list[np.ndarray]) -> list[np.ndarray]:
        """Those that agree as the right ones are shown, where rounding is 0."""
        return [np.where(off, a, b) for off, a, b in zip(self.differ, self.taken, right, strict=True)]


class Own:
    """The learner's `function`, judged when it is called for the first time; InputError if it takes other arguments."""

    def __init__(self, function: Callable, kind: Kind, bias: bool = False):
        self.function, self.kind, self.bias = function, kind, bias
        self.counts = _counts(function, kind)
        self.verdict, self._judged = Verdict(True, (), ""), False
        self._given_up = ""  # said of a function that did not end: it is not called again

    def derivatives(self, network: Network, x, y, right: Gradients) -> Derivatives:
        """Those by the learner's function, of the weights of `network`; `right` are the right ones."""
        if not all(np.isfinite(g).all() for g in right):
            return Derivatives(right, right)
        if not self._given_up:
            taken, said = self._called(network, x, y)
        if self._given_up:
            taken, said = None, self._given_up
        self._judge(self._count(network) or 3, said)
        if taken is None:
            return Derivatives(right, right, said)
        squared = network.cost.name == "squared error"
        return Derivatives(taken, right) if squared else Derivatives(taken, right, only_here=CROSS_ENTROPY)

    @property
    def mistake(self) -> str:
        """What the verdict says of a mistake, without what was seen of it in the check; else all that it says."""
        words = named(self.verdict.mistakes) if self.verdict.mistakes else self.verdict.says
        return words if self.verdict.says.startswith(words) else self.verdict.says

    def _called(self, network: Network, x, y) -> tuple[Gradients | None, str]:
        on = f"this {self.kind.picture}"
        count = self._count(network)
        if count is None:
            return None, f"It takes no activations, and {on} has some: write {self.kind.forms[4][1]}."
        found = outcome(self.function, self._arguments(network, x, y, count))
        said = trouble(found, on)
        if found.stopped:
            self._given_up = said
        return (None, said) if said else _read(found.result, network, on)

    def _count(self, network: Network) -> int | None:
        """With how many arguments it is called; None if it cannot be told what the activations are."""
        if 3 in self.counts and all(f.name == "identity" for f in network.activations):
            return 3
        return 4 if 4 in self.counts else None

    def _arguments(self, network: Network, x, y, count: int) -> tuple:
        """Copies, so that nothing on the screen moves if the function changes them."""
        weights, x, y = [np.array(W) for W in network.weights], np.array(x, float), np.array(y, float)
        if self.kind.numbers:
            weights, x, y = [W.item() for W in weights], x.item(), y.item()
        return (weights, x, y) if count == 3 else (weights, _sigmas(self.function, network), x, y)

    def _judge(self, count: int, said: str) -> None:
        """Judge the function of that many arguments, once; one that did not end is not asked again."""
        if self._given_up:
            self.verdict = Verdict(False, (), said)
        elif not self._judged:
            self._judged = True
            if self.bias:
                self.verdict = judged(BIASED[self.kind.biased][count], self.function)
            else:
                self.verdict = check(self.kind.forms[count][0], self.function)


# what a function takes, and what it returns --------------------------------------------------------------------------
def _counts(function, kind: Kind) -> tuple[int, ...]:
    """With how many arguments the function can be called, of those that the lessons teach."""
    texts = " or ".join(text for _, text in kind.forms.values())
    if not callable(function) or isinstance(function, type):
        raise InputError(f"backward: expected a function {texts}, got {function!r}")
    try:
        parameters = signature(function).parameters.values()
    except (TypeError, ValueError):  # some that are not written in Python do not say it
        return tuple(kind.forms)
    placed = [each for each in parameters if each.kind in PLACED]
    least = sum(each.default is Parameter.empty for each in placed)
    most = np.inf if any(each.kind is Parameter.VAR_POSITIONAL for each in parameters) else len(placed)
    counts = tuple(count for count in kind.forms if least <= count <= most)
    if not counts:
        raise InputError(f"backward: expected {texts}, got a function of {len(placed)} arguments")
    return counts


def _sigmas(function: Callable, network: Network) -> list[Callable]:
    """The activations as Python functions: the learner's own where the function can see one of that name."""
    known = getattr(function, "__globals__", {})

    def sigma(f) -> Callable:
        if f.name in PLAIN:
            return activations_for(function, [f.name])[0]
        own = known.get(f.name)
        return own if callable(own) else f.value

    return [sigma(f) for f in network.activations]


def _read(result, network: Network, on: str) -> tuple[Gradients | None, str]:
    """The result as matrices in the shapes of the weights, or what is wrong with it."""
    if result is None:
        return None, "It returns nothing: is there a `return` at its end?"
    if result is ... or isinstance(result, (list, tuple)) and any(each is ... for each in result):
        return None, "It is not written yet."
    shapes, single = [W.shape for W in network.weights], len(network.weights) == 1
    try:
        parts = [np.asarray(each, dtype=float) for each in result]
    except (TypeError, ValueError):
        if not (single and np.isscalar(result) and not isinstance(result, str)):
            return None, f"It returns {type(result).__name__}: expected a list, one entry for each of the weights."
        parts = [np.asarray(result, dtype=float)]
    if len(parts) != len(shapes):
        return None, f"On {on} it returns {len(parts)} entries: expected {len(shapes)}, one for each of the weights."
    parts = [each.reshape(shape) if each.size == np.prod(shape) == 1 else each for each, shape in zip(parts, shapes)]
    for k, (each, shape) in enumerate(zip(parts, shapes)):
        if each.shape != shape:
            return None, f"On {on} entry {k} has the shape {each.shape}: expected {shape}, that of the weights."
        if not np.isfinite(each).all():
            return None, f"On {on} entry {k} is no number: {each[~np.isfinite(each)][0]}."
    return tuple(parts), ""
