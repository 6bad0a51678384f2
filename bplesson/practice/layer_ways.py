"""How each number of both passes through layers is found, in the letters of lessons 4 and 5."""

from collections.abc import Iterable

from bplesson.engine.network import Network
from bplesson.kit.words import short, slope_name, sub
from bplesson.practice.diagnosis import Numbers
from bplesson.practice.item import Way
from bplesson.practice.spoken import NAME
from bplesson.practice.ways import factor, times

ACTIVATIONS = {
    "relu": "a ReLU lets through what is above 0, and makes 0 of the rest",
    "leaky relu": "a leaky ReLU lets through what is above 0, and a tenth of the rest",
    "square": "the square of p",
    "identity": "the identity changes nothing",
}


def layer_ways(network: Network, values: Numbers, y: Iterable[float], asks: Iterable[str]) -> dict[str, Way]:
    """The way to each number that is asked; `values` are all numbers by name, those that are asked included."""
    ways = _Ways(network, values, list(y))
    return {name: ways.to(name) for name in asks}


class _Ways:
    """The ways of one case; `values` are its numbers."""

    def __init__(self, network: Network, values: Numbers, y: list[float]):
        self.network, self.values, self.y, self.N = network, values, y, len(network.weights)
        self.linear = "x0_0" in values
        self.after = "x" if self.linear else "q"  # the letter of what leaves a node

    def to(self, name: str) -> Way:
        """The way to the number of that name."""
        letter, layers, first, second = NAME.fullmatch(name).groups()
        if letter == "w":
            return self._derivative(int(layers[0]), int(first), int(second))
        index, node = int(layers), int(first)
        if letter == "delta":
            return self._last(node) if index == 0 else self._back(index, node)
        return self._activated(index, node) if letter == "q" else self._sum(index, node)

    def _sum(self, i: int, b: int) -> Way:
        """A row of the matrix before layer i times what comes from there."""
        row = self.network.weights[i - 1][b]
        came = [self.values[f"{self.after}{i - 1}_{a}"] for a in range(self.network.sizes[i - 1])]
        factors = _added(row, came) + (_plus(row[-1]) if self.network.bias else "")
        bias = ", plus the bias, the last number of the row" if self.network.bias else ""
        number = "4.2" if self.linear else "5.4" if self.network.bias else "5.1"
        rule = f"Row {b} of {sub('W', i - 1, i)} times {sub(self.after, i - 1)}, number by number, added up{bias}"
        return Way(f"{rule} ({number}).", factors)

    def _activated(self, i: int, b: int) -> Way:
        """σ of p: of straight pieces p times the slope there."""
        p, sigma = self.values[f"p{i}_{b}"], self.network.activations[i]
        factors = times(p, p) if sigma.name == "square" else times(self._slope(i, b), p)
        if sigma.name not in ACTIVATIONS:
            return Way(f"{sub('σ', i)} of {sub('p', i)}[{b}]: {sigma.name} of it (5.1).")
        return Way(f"{sub('σ', i)} of {sub('p', i)}[{b}]: {ACTIVATIONS[sigma.name]} (5.1).", factors)

    def _last(self, b: int) -> Way:
        """δ₀ of an output."""
        error = f"{short(self.values[f'{self.after}{self.N}_{b}'])} − {factor(self.y[b])}"
        if self.linear:
            return Way(f"ŷ[{b}] − y[{b}], and ŷ is {sub('x', self.N)} (4.6).", error)
        rule = f"{sub('q', self.N)}[{b}] − y[{b}], times the slope {slope_name(self.N)} of the same node (5.1)."
        return Way(rule, f"({error}) · {factor(self._slope(self.N, b))}")

    def _back(self, k: int, a: int) -> Way:
        """A column of the matrix behind the layer times the δ there."""
        i = self.N - k
        column = self.network.weights[i][:, a]
        came = [self.values[f"delta{k - 1}_{b}"] for b in range(len(column))]
        rule = f"Column {a} of {sub('W', i, i + 1)}, the weights that leave the node, times {sub('δ', k - 1)}, added up"
        if self.linear:
            return Way(f"{rule} (4.6).", _added(column, came))
        rule += f", and then times the slope {slope_name(i)} of the same node (5.1)."
        return Way(rule, f"({_added(column, came)}) · {factor(self._slope(i, a))}")

    def _derivative(self, i: int, b: int, a: int) -> Way:
        """δ at the end of a weight times what enters it."""
        k = self.N - 1 - i
        delta = self.values[f"delta{k}_{b}"]
        if a == self.network.sizes[i]:
            rule = f"{sub('δ', k)}[{b}] times 1: a bias is the weight of the node that is always 1 (5.4)."
            return Way(rule, times(delta, 1))
        rule = f"{sub('δ', k)}[{b}] {sub(self.after, i)}[{a}]: δ at its end, times what enters it"
        return Way(f"{rule} ({'4.7' if self.linear else '5.2'}).", times(delta, self.values[f"{self.after}{i}_{a}"]))

    def _slope(self, i: int, b: int) -> float:
        p = self.values[f"p{i}_{b}"]
        return float(self.network.activations[i].slope(p, self.values[f"q{i}_{b}"]))


def _added(weights: Iterable[float], came: list[float]) -> str:
    """The products of weights and numbers, added up, as one types it: 2 · (−3) + (−1) · 2."""
    return " + ".join(times(w, v) for w, v in zip(weights, came))


def _plus(value: float) -> str:
    return f" + {factor(value)}"
