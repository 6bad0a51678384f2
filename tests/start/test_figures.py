"""The figures of lesson 6 say what was computed, and refuse what they cannot draw."""

import numpy as np
import pytest

import bplesson as bp

SIGMAS = ["identity", "tanh", "identity"]


def test_6_1_twins_share_a_place_and_others_do_not():
    x, y = bp.xor()
    equal = bp.Network([np.full((3, 3), 0.5), np.full((1, 4), 0.5)], SIGMAS, bias=True)
    random = bp.Network.random([2, 3, 1], SIGMAS, np.random.default_rng(0), bias=True)
    paths = {"twins": bp.descend(equal, x, y, 0.3, 200), "random": bp.descend(random, x, y, 0.3, 200)}
    u, v, _ = paths["twins"].weights[-1][0][0].round(2)
    still = bp.figure_6_1(paths)
    assert f"nodes 0, 1, 2 at ({u:g}, {v:g})" in still.says
    assert all(f"node {b} at" in still.says for b in range(3))
    for wrong in (None, bp.descend(bp.Network.chain([1.0, 2.0]), 1.0, 1.0, 0.1, 3)):
        with pytest.raises(bp.InputError, match=r"^paths\['a'\]: expected a path"):
            bp.figure_6_1({"a": wrong})


def test_6_2_says_where_every_line_begins_and_ends():
    assert "a: from 1 to 0.01; b: from 2 to 3e+05" in bp.figure_6_2({"a": [1, 0.1, 0.01], "b": [2, 3e5]}).says
    assert "of δ" in bp.figure_6_2({"a": [1.0, 2.0]}, backward=True).says
    for wrong in ([1.0, 0.0], [1.0, -1.0], [np.inf], "text", 3.0):
        with pytest.raises(bp.InputError, match=r"^sizes\['a'\]: expected"):
            bp.figure_6_2({"a": wrong})


def test_6_3_says_the_typical_size_of_all_sums():
    assert (
        "1 one: sums from −1 to 1, typical size 1; 9 ones: sums from −9 to 9, typical size 3"
        in bp.figure_6_3([1, 9]).says
    )
    for wrong in ([0], [17], [2.5]):
        with pytest.raises(bp.InputError, match=r"^sizes(\[0\])?: expected"):
            bp.figure_6_3(wrong)
