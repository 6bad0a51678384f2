"""The figures of lesson 5 say what the engine computes, hide what is asked, and refuse what they cannot draw."""

import re

import numpy as np
import pytest

import bplesson as bp

WEIGHTS = [[[1, -1], [1, 2], [-1, 0]], [[2, -1, 1], [1, 1, -2]]]
SIGMAS = ["identity", "relu", "identity"]


def said(still) -> dict[str, str]:
    """What the sentence of the figure gives for each name."""
    return dict(re.findall(r"([pqδ][₀-₉]\[\d\]|∂C/∂W[₀-₉]+) = (\[\[.*?\]\]|[^,.]+(?:\.\d+)?)", still.says))


def test_5_1_the_figure_holds_both_passes():
    passes = bp.Network(WEIGHTS, SIGMAS).backward([2, 1], [-3, 3])
    shown = said(bp.figure_5_1(WEIGHTS, SIGMAS, [2, 1], [-3, 3]))
    for name, values in (("p₁", passes.p[1]), ("q₁", passes.q[1]), ("δ₀", passes.delta[0]), ("δ₁", passes.delta[1])):
        for b, value in enumerate(values[0]):
            assert float(shown[f"{name}[{b}]"].replace("−", "-")) == value, (name, b)
    assert shown["∂C/∂W₁₂"] == "[[1, 4, 0], [2, 8, 0]]"


def test_5_1_what_is_asked_is_hidden_and_nothing_else():
    shown = said(bp.figure_5_1(WEIGHTS, SIGMAS, [2, 1], [-3, 3], ask=["p1[0]", "delta1", "W01"]))
    hidden = {name for name, value in shown.items() if value == "?"}
    assert hidden == {"p₁[0]", "δ₁[0]", "δ₁[1]", "δ₁[2]", "∂C/∂W₀₁"}
    forward = bp.figure_5_1(WEIGHTS, SIGMAS, [2, 1])
    assert "δ" not in forward.says and "∂" not in forward.says
    with pytest.raises(bp.InputError, match="ask: expected one of"):
        bp.figure_5_1(WEIGHTS, SIGMAS, [2, 1], ask=["x1"])


def test_5_5_the_figure_says_where_the_hidden_nodes_put_the_inputs():
    network = bp.Network.random([2, 2, 1], ["identity", "tanh", "identity"], np.random.default_rng(3), bias=True)
    passes = network.forward([[1.0, 0.0]])
    place = ", ".join(f"{value:.2g}".replace("-", "−") for value in passes.q[1][0, :2].round(2))
    assert f"(1, 0) to ({place})" in bp.figure_5_5(network).says
    for wrong in (bp.Network([[[1, 1]]]), "network"):
        with pytest.raises(bp.InputError, match="network: expected a"):
            bp.figure_5_5(wrong)


def test_5_6_smaller_batches_take_more_steps_in_an_epoch():
    still = bp.figure_5_6(eta=0.1, epochs=2)
    assert re.findall(r"(\d+) steps", still.says) == ["2", "12", "48"]
    with pytest.raises(bp.InputError, match="epochs: expected a whole number"):
        bp.figure_5_6(epochs=0)
