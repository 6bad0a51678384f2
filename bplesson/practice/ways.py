"""How each number of both passes on a chain, and of a step, is found, in the letters of lessons 2 and 3."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bplesson.engine.network import Network
from bplesson.kit.words import bracketed, kept, precise, short, sub
from bplesson.practice.diagnosis import Numbers
from bplesson.practice.item import DIGITS, Way

SHORT = str.maketrans("0123456789-", "₀₁₂₃₄₅₆₇₈₉₋")
VALUES = {  # what an activation makes of p, in words
    "identity": "the identity leaves p as it is",
    "square": "p times itself",
    "relu": "ReLU leaves a p above 0 as it is, and makes 0 of any other",
    "leaky relu": "leaky ReLU leaves a p above 0 as it is, and takes a tenth of any other",
}
SLOPES = {
    "identity": "the identity is a straight line, as steep everywhere as p itself",
    "square": "the slope of the square is 2p, taken at p",
    "relu": "ReLU has the slope 1 where p is above 0, and 0 elsewhere",
    "leaky relu": "leaky ReLU has the slope 1 where p is above 0, and 0.1 elsewhere",
}


def in_letters(name: str) -> str:
    """How the lessons write a number: p₁, δ₁, σ₁'(p₁), and for a weight the derivative by it, ∂C/∂w₀₁."""
    letter, index = letter_of(name), name.lstrip("abcdefghijklmnopqrstuvwxyz_").translate(SHORT)
    forms = {"slope": f"σ{index}'(p{index})", "delta": f"δ{index}", "dq": f"∂C/∂q{index}", "w": f"∂C/∂w{index}"}
    return forms.get(letter, f"{letter.replace('_', ' ')}{index}")


def as_written(activation: str) -> str:
    """The name of an activation as the lessons write it: leaky ReLU."""
    return activation.replace("relu", "ReLU")


def letter_of(name: str) -> str:
    """A name without its indices: "new_w" of "new_w01"."""
    return name.rstrip("0123456789")


def chain_ways(
    network: Network, values: Numbers, y: float | None, asks: Iterable[str], eta: float = 0.0
) -> dict[str, Way]:
    """The way to each number that is asked; `values` are all numbers by name, those that are asked included.

    Slopes may be left out of them.
    """
    chain = _Chain(network, values, y, eta)
    return {name: chain.way(name) for name in asks}


def times(*values: float) -> str:
    """The numbers as a product, as one types it: 2 · (−4)."""
    return " · ".join(map(factor, values))


def factor(value: float) -> str:
    """A number as a factor, in brackets if it has a minus sign."""
    return bracketed(written(value))


def written(value: float) -> str:
    """A number without idle zeros; with more digits than numbers of a case have, if it takes more."""
    return short(value) if kept(value, DIGITS) == round(float(value), 9) else precise(value)


@dataclass(frozen=True)
class _Chain:
    """A chain with its numbers: a method for each letter says how that number of node, or weight, i is found."""

    network: Network
    values: Numbers
    y: float | None
    eta: float

    @property
    def is_linear(self) -> bool:
        return "x0" in self.values

    @property
    def last(self) -> int:
        return len(self.network.weights)

    def way(self, name: str) -> Way:
        letter = letter_of(name)
        index = int(name.removeprefix(letter)[0])
        return getattr(self, f"of_{letter}")(index)

    def of_x(self, i: int) -> Way:
        rule = f"{sub('x', i)} = {sub('w', i - 1, i)} {sub('x', i - 1)} (2.2)."
        return Way(rule, times(self._weight(i - 1), self.values[f"x{i - 1}"]))

    def of_p(self, i: int) -> Way:
        rule = f"{sub('p', i)} = {sub('w', i - 1, i)} {sub('q', i - 1)}: a weight takes q, not p (3.3)."
        return Way(rule, times(self._weight(i - 1), self.values[f"q{i - 1}"]))

    def of_q(self, i: int) -> Way:
        p, name = self.values[f"p{i}"], self.network.activations[i].name
        factors = {"square": times(p, p), "relu": times(1 if p > 0 else 0, p)}
        factors |= {"leaky relu": times(1 if p > 0 else 0.1, p)}
        said = VALUES.get(name, f"{as_written(name)} of p")
        return Way(f"{sub('q', i)} = {sub('σ', i)}({sub('p', i)}): {said} (3.3).", factors.get(name, ""))

    def of_slope(self, i: int) -> Way:
        name = self.network.activations[i].name
        factors = times(2, self.values[f"p{i}"]) if name == "square" else ""
        said = SLOPES.get(name, f"the slope of {as_written(name)}, taken at p")
        return Way(f"{in_letters(f'slope{i}')}: {said} (3.8).", factors)

    def of_delta(self, k: int) -> Way:
        i, linear = self.last - k, self.is_linear
        slope = "" if linear else f" {in_letters(f'slope{i}')}"
        slopes = () if linear else (self._slope(i),)
        if k == 0 and linear:
            rule = f"δ₀ = {sub('x', i)} − y, the prediction minus the label (2.13)."
            return Way(rule, f"{written(self.values[f'x{i}'])} − {factor(self.y)}")
        if k == 0:
            rule = f"δ₀ = ({sub('q', i)} − y){slope}: the deviation, times the slope of the last node (3.14)."
            return Way(rule, f"({written(self.values[f'q{i}'])} − {factor(self.y)}) · {factor(*slopes)}")
        if linear:
            rule = f"{sub('δ', k)} = {sub('w', i, i + 1)} {sub('δ', k - 1)}: the weight that is crossed (2.13)."
            return Way(rule, times(self._weight(i), self.values[f"delta{k - 1}"]))
        rule = f"{sub('δ', k)} = {sub('δ', k - 1)} {sub('w', i, i + 1)}{slope}: "
        rule += "the weight that is crossed, and the slope of its own node (3.14)."
        return Way(rule, times(self.values[f"delta{k - 1}"], self._weight(i), *slopes))

    def of_dq(self, i: int) -> Way:
        k, name = self.last - 1 - i, in_letters(f"dq{i}")
        if k < 0:
            rule = f"{name} = {sub('q', i)} − y: the deviation, before any slope (3.12)."
            return Way(rule, f"{written(self.values[f'q{i}'])} − {factor(self.y)}")
        rule = f"{name} = {sub('δ', k)} {sub('w', i, i + 1)}: the weight that is crossed, and no slope yet (3.12)."
        return Way(rule, times(self.values[f"delta{k}"], self._weight(i)))

    def of_w(self, i: int) -> Way:
        k, (x, number) = self.last - 1 - i, ("x", "2.15") if self.is_linear else ("q", "3.15")
        rule = (
            f"{in_letters(f'w{i}{i + 1}')} = {sub('δ', k)} {sub(x, i)}: δ at its end, times what enters it ({number})."
        )
        return Way(rule, times(self.values[f"delta{k}"], self.values[f"{x}{i}"]))

    def of_new_w(self, i: int) -> Way:
        weight, by_it = sub("w", i, i + 1), f"w{i}{i + 1}"
        rule = f"The new {weight} is {weight} − η {in_letters(by_it)} (2.17)."
        return Way(rule, f"{written(self._weight(i))} − {times(self.eta, self.values[by_it])}")

    def of_new_x(self, i: int) -> Way:
        weights = [self.values[f"new_w{j}{j + 1}"] for j in reversed(range(i))]
        rule = f"The new {sub('x', i)} is made of the new weights, all of them: their product, times x₀ (2.2)."
        return Way(rule, times(*weights, self.values["x0"]))

    def _weight(self, i: int) -> float:
        return self.network.weights[i].item()

    def _slope(self, i: int) -> float:
        return self.network.activations[i].slope(np.float64(self.values[f"p{i}"])).item()
