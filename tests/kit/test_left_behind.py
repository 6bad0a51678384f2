"""Every explorer, closed: nothing of it stays in memory."""

import gc
from collections import Counter

import numpy as np
import pytest
from ipywidgets import Widget
from matplotlib.figure import Figure

import bplesson as bp

X, Y = bp.xor()
NETWORK = bp.Network.random((2, 2, 1), ["identity", "tanh", "identity"], np.random.default_rng(0), bias=True)
PATH = bp.descend(NETWORK, X, Y, eta=0.5, steps=10)
MAKERS = {
    "FitExplorer": bp.FitExplorer,
    "SlopeExplorer": bp.SlopeExplorer,
    "ChainExplorer": bp.ChainExplorer,
    "ChainExplorer, tanh": lambda: bp.ChainExplorer(activations="tanh"),
    "ChainExplorer, one weight": lambda: bp.ChainExplorer([1.0], activations="tanh"),
    "LinearityExplorer": bp.LinearityExplorer,
    "NudgeExplorer": bp.NudgeExplorer,
    "DepthExplorer": bp.DepthExplorer,
    "LayersExplorer": bp.LayersExplorer,
    "TrainingExplorer": bp.TrainingExplorer,
    "DirectionsExplorer": lambda: bp.DirectionsExplorer(NETWORK, X, Y, PATH),
    "StartExplorer": bp.StartExplorer,
    "StartsExplorer": bp.StartsExplorer,
    "DigitsExplorer": lambda: bp.DigitsExplorer(hidden=(4,)),
    "DrawExplorer": bp.DrawExplorer,
}


def alive() -> list[int]:
    """How many widgets, figures, and objects of our own classes there are."""
    gc.collect()
    found = Counter(map(type, gc.get_objects()))
    ours = sum(count for kind, count in found.items() if str(kind.__module__).startswith("bplesson."))
    return [ours, *(sum(count for each, count in found.items() if issubclass(each, kind)) for kind in (Widget, Figure))]


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_explorers_leave_nothing_behind_when_closed(make):
    make().close()
    before = alive()
    explorer = make()
    explorer._repr_mimebundle_()  # displayed, and so drawn
    ours, widgets, _ = alive()  # not every explorer has a figure
    assert ours > before[0] and widgets > before[1]
    explorer.close()
    del explorer
    make().close()
    assert alive() == before


def test_no_explorer_is_forgotten_here():
    assert {name.split(",")[0] for name in MAKERS} == {name for name in bp.__all__ if name.endswith("Explorer")}
