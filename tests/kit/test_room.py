"""No number leaves its box, and no two texts stand upon each other, however small or large the numbers are."""

import numpy as np
import pytest

import bplesson as bp
from tests.kit.letters import fitted, width

ROUNDS = range(8)


def shown_texts(explorer):
    """Every text that is not hidden, as (words, left, right, y, size)."""
    filling = explorer._diagram.filling
    for item in explorer._diagram.scene["items"]:
        words, mark = filling["words"].get(item["id"]), filling["marks"].get(item["id"])
        if item["kind"] != "text" or not words or mark == "hidden":
            continue
        runs = [(mark, words)] if isinstance(words, str) else words
        size = fitted(item, "".join(run for _, run in runs))
        long = sum(width(run, size, role == "missing") for role, run in runs)
        left = item["x"] - {"start": 0, "middle": long / 2, "end": long}[item["anchor"]]
        yield "".join(run for _, run in runs), left, left + long, item["y"], size


def check(explorer):
    scene = explorer._diagram.scene
    marks = explorer._diagram.filling["marks"]
    boxes = [item for item in scene["items"] if item["kind"] == "box" and marks.get(item["id"]) != "hidden"]
    texts = list(shown_texts(explorer))
    for k, (said, left, right, y, size) in enumerate(texts):
        assert left >= 0 and right <= scene["width"], said
        middle = (left + right) / 2
        for box in boxes:
            west, east = box["x"] - box["width"] / 2, box["x"] + box["width"] / 2
            if west <= middle <= east and abs(y - box["y"]) < box["height"] / 2:
                assert left >= west and right <= east, said
        for other, start, end, height, other_size in texts[k + 1 :]:
            if abs(y - height) < (size + other_size) / 2.4:  # as high as digits are
                assert right + 1 <= start or end + 1 <= left, (said, other)


def anything(rng, *shape):
    """Numbers of any size that an explorer takes: from 1e-300 to 1e6, of both signs, some of them 0."""
    sizes = 10 ** rng.choice([rng.uniform(-300, 6), rng.uniform(-20, 6), rng.uniform(-3, 6), 0.5], size=shape)
    return rng.choice([-1, 1, -1, 1, -1, 0], size=shape) * np.clip(sizes * rng.uniform(1, 9.99, shape), 1e-300, 1e6)


@pytest.mark.parametrize("seed", ROUNDS)
@pytest.mark.parametrize("activation", ["identity", "tanh", "relu"])
def test_in_layers_every_number_stays_in_its_box(activation, seed):
    rng = np.random.default_rng(seed)
    sizes, bias = [(2, 3, 2), (3, 2, 2), (1, 4, 1), (3, 3, 3, 3)][seed % 4], bool(seed % 2)
    weights = [anything(rng, e, d + bias) for d, e in zip(sizes, sizes[1:])]
    explorer = bp.LayersExplorer(weights, anything(rng, sizes[0]), anything(rng, sizes[-1]), activation, bias=bias)
    for view in explorer.view_as_choices:
        explorer.view_as = view
        for selected in ("", explorer.names[0], explorer.names[-1], *(f"node {i}.0" for i in range(len(sizes)))):
            for phase, paths in (("backward", False), ("update", True)):
                explorer._put(selected=selected, phase=phase, paths=paths)
                explorer._diagram.show(*explorer._filling())
                check(explorer)


@pytest.mark.parametrize("seed", ROUNDS)
@pytest.mark.parametrize("activation", ["identity", "tanh", "leaky relu"])
def test_on_a_chain_every_number_stays_in_its_box(activation, seed):
    rng = np.random.default_rng(seed)
    N = 1 + seed % 6
    explorer = bp.ChainExplorer(anything(rng, N), *anything(rng, 2), activation)
    for selected in explorer.selected_choices:
        for phase in ("forward", "backward", "update"):
            explorer._put(selected=selected, phase=phase)
            explorer._diagram.show(*explorer._filling())
            check(explorer)


@pytest.mark.parametrize("seed", ROUNDS)
def test_in_a_step_on_a_curve_every_number_stays_in_its_box(seed):
    rng = np.random.default_rng(seed)
    w, a = anything(rng, 2)
    explorer = bp.SlopeExplorer(bp.parabola(a=abs(a) + 1e-300), w=w, eta=0.123)
    for phase in ("forward", "cost", "backward", "update"):
        explorer.phase = phase
        check(explorer)


@pytest.mark.parametrize("seed", ROUNDS)
@pytest.mark.parametrize("activation", ["identity", "tanh"])
def test_under_a_nudge_every_number_stays_in_its_column(activation, seed):
    rng = np.random.default_rng(seed)
    weights, (x, y) = anything(rng, 3), anything(rng, 2)
    for h in (1e-5, 0.5):
        explorer = bp.NudgeExplorer(weights, x=x, y=y, activations=activation, h=h)
        for name in explorer.names:
            explorer.weight = name
            check(explorer)
