"""A run of training: what is noted of every place on it, and the network of any place."""

from array import array
from copy import copy
from math import isfinite
from time import perf_counter

import numpy as np

from bplesson.engine.descent import run_away
from bplesson.engine.network import Network
from bplesson.kit.controls import LARGEST

KEPT = 400  # networks at most; those between them are computed again when they are asked for


class Run:
    """Places 0, 1, 2, … of a training, which are steps or epochs, on the examples x (n, d_0), y (n, d_N).

    `batch` examples a step, None for all; their order follows from `seed`. Each place follows from the settings and its
    number alone. A subclass says in `_after` what a place leads to, and in `_note` what is noted of a network.
    """

    def __init__(self, network: Network, x, y, eta: float, batch: int | None, seed: int):
        self.x, self.y, self.batch, self.seed, self.start = x, y, batch, seed, network
        self.etas = {0: eta}  # from which place on which learning rate
        self.noted = [array("d", [number]) for number in self._note(network)]
        self._head, self._ahead = network, None
        self.diverged = False  # it has been found that the next place is beyond all bounds
        self._kept, self._apart = {0: network}, 1

    def _after(self, network: Network, place: int) -> Network:
        """The network one place on."""
        raise NotImplementedError

    def _note(self, network: Network) -> tuple[float, ...]:
        """The cost over all examples, and what else is noted of every place."""
        raise NotImplementedError

    @property
    def costs(self) -> array:
        """The cost over all examples at every place."""
        return self.noted[0]

    @property
    def last(self) -> int:
        """The last place that has been computed."""
        return len(self.costs) - 1

    @property
    def steps(self) -> int:
        """The number of steps that an epoch has."""
        return 1 if self.batch is None else -(-len(self.x) // self.batch)

    def eta(self, place: int) -> float:
        """The learning rate from that place to the next."""
        return next(eta for begin, eta in reversed(self.etas.items()) if begin <= place)

    def change_eta(self, place: int, eta: float) -> "Run":
        """The run that goes on with another learning rate from that place; this one stays as it is."""
        other = copy(self)
        other._head, other._ahead, other.diverged = self.network(place), None, False
        other._kept = {each: network for each, network in self._kept.items() if each <= place}
        other.etas = {begin: each for begin, each in self.etas.items() if begin < place}
        if not other.etas or other.eta(place) != eta:
            other.etas[place] = eta
        other.noted = [numbers[: place + 1] for numbers in self.noted]
        return other

    def network(self, place: int) -> Network:
        """The network of a place that has been computed."""
        if place == self.last:
            return self._head
        before = max(each for each in self._kept if each <= place)
        network = self._kept[before]
        for each in range(before, place):
            network = self._after(network, each)
        return network

    def look_ahead(self) -> tuple[Network, tuple[float, ...]]:
        """The network one place beyond the last one, wherever that is, and what is noted of it."""
        if self._ahead is None:
            network = self._after(self._head, self.last)
            noted = self._note(network)
            self._ahead = network, noted
            self.diverged = not all(map(isfinite, noted)) or run_away(noted[0], self.costs[0], network.weights, LARGEST)
        return self._ahead

    def go_on(self) -> bool:
        """One place more; False where that is beyond all bounds."""
        network, noted = self.look_ahead()
        if self.diverged:
            return False
        self._head, self._ahead = network, None
        for numbers, number in zip(self.noted, noted, strict=True):
            numbers.append(number)
        if self.last % self._apart == 0:
            self._kept[self.last] = network
        if len(self._kept) > KEPT:
            self._apart *= 2
            self._kept = {place: each for place, each in self._kept.items() if place % self._apart == 0}
        return True

    def go_to(self, place: int, seconds: float = np.inf) -> int:
        """Compute up to that place, but none any more after so many seconds; returns the place that was reached."""
        until = perf_counter() + seconds
        while self.last < place and self.go_on() and perf_counter() < until:
            pass
        return min(place, self.last)
