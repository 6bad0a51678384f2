"""A run of training by itself: a network that is moved by hand, so that every number is known."""

from array import array

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit import run as run_file
from bplesson.kit.run import Run


class Counted(Run):
    """One weight; every place adds η to it, and its cost is that weight squared."""

    computed = 0

    def _after(self, network, place):
        self.computed += 1
        return network.with_weights([network.weights[0] + self.eta(place)])

    def _note(self, network):
        w = float(network.weights[0][0, 0])
        return w**2, w


def counted(eta=1.0, w=1.0) -> Counted:
    return Counted(bp.Network.chain([w]), np.ones((1, 1)), np.ones((1, 1)), eta, None, 0)


def weight(run, place) -> float:
    return float(run.network(place).weights[0][0, 0])


def test_what_is_noted_of_every_place_and_its_network_belong_together():
    run = counted()
    assert run.go_to(5) == run.last == 5
    assert run.noted == [array("d", [1, 4, 9, 16, 25, 36]), array("d", [1, 2, 3, 4, 5, 6])] and run.costs[2] == 9
    assert [weight(run, place) for place in range(6)] == list(run.noted[1])
    assert run.go_to(2) == 2 and run.last == 5


def test_another_eta_drops_what_lies_beyond_and_goes_on_from_there():
    run = counted()
    run.go_to(5)
    before, run = run, run.change_eta(3, 0.5)
    assert run.last == 3 and run.etas == {0: 1.0, 3: 0.5}
    run.go_to(5)
    assert list(run.noted[1]) == [1, 2, 3, 4, 4.5, 5] == [weight(run, place) for place in range(6)]
    assert [run.eta(place) for place in range(6)] == [1, 1, 1, 0.5, 0.5, 0.5]
    assert before.last == 5 and before.etas == {0: 1.0} and list(before.noted[1]) == [1, 2, 3, 4, 5, 6]


def test_looking_ahead_costs_nothing_twice():
    run = counted()
    network, noted = run.look_ahead()
    assert noted == (4.0, 2.0) and run.last == 0 and run.computed == 1
    assert run.go_on() and run.network(1) is network and run.computed == 1


def test_networks_that_were_not_kept_are_computed_again(monkeypatch):
    monkeypatch.setattr(run_file, "KEPT", 4)
    run = counted()
    run.go_to(50)
    assert len(run._kept) <= 5
    assert [weight(run, place) for place in range(51)] == list(run.noted[1])


@pytest.mark.parametrize("eta, last", [(2e4, 2), (1e9, 0)])
def test_it_ends_before_a_place_beyond_all_bounds_and_a_smaller_eta_leads_on(eta, last):
    run = counted(eta)
    assert run.go_to(9) == last and run.diverged and not run.go_on()
    assert np.isfinite(run.costs).all()
    run = run.change_eta(last, 1.0)
    assert not run.diverged and run.go_to(9) == 9


def test_no_place_is_begun_once_the_time_is_over():
    assert counted().go_to(9, seconds=0.0) == 1
