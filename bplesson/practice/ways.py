"""How each number of both passes on a chain is found, in the letters of lessons 2 and 3."""

from collections.abc import Iterable

from bplesson.engine.network import Network
from bplesson.kit.words import bracketed, short, sub
from bplesson.practice.diagnosis import Numbers
from bplesson.practice.item import Way


def chain_ways(network: Network, values: Numbers, y: float | None, asks: Iterable[str]) -> dict[str, Way]:
    """The way to each number that is asked; `values` are all numbers by name, those that are asked included."""
    return {name: _way(network, values, y, name) for name in asks}


def times(*values: float) -> str:
    """The numbers as a product, as one types it: 2 · (−4)."""
    return " · ".join(map(factor, values))


def factor(value: float) -> str:
    """A number as a factor, without idle zeros, in brackets if it has a minus sign."""
    return bracketed(short(value))


def _way(network: Network, values: Numbers, y: float | None, name: str) -> Way:
    linear, N = "x0" in values, len(network.weights)
    letter, index = name.rstrip("0123456789"), name.lstrip("abcdefghijklmnopqrstuvwxyz_")
    w = [W.item() for W in network.weights]
    x = "x" if linear else "q"
    if letter in ("x", "p") and int(index):
        i = int(index)
        rule = f"{sub(letter, i)} = {sub('w', i - 1, i)} {sub(x, i - 1)} ({'2.2' if linear else '3.3'})."
        return Way(rule, times(w[i - 1], values[f"{x}{i - 1}"]))
    if letter == "delta":
        k = int(index)
        i = N - k
        if k == 0 and linear:
            return Way(f"δ₀ = ŷ − y, and ŷ is {sub('x', N)} (2.13).", f"{short(values[f'x{N}'])} − {factor(y)}")
        if linear:
            rule = f"{sub('δ', k)} = {sub('w', i, i + 1)} {sub('δ', k - 1)}, the weight that is crossed (2.13)."
            return Way(rule, times(w[i], values[f"delta{k - 1}"]))
    i = int(index[0])
    A = N - 1 - i
    rule = f"∂C/∂{sub('w', i, i + 1)} = {sub('δ', A)} {sub(x, i)}: δ at its end, times what enters it"
    rule += " (2.15)." if linear else " (3.15)."
    return Way(rule, times(values[f"delta{A}"], values[f"{x}{i}"]))
