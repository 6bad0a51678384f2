"""A nudge of one weight on the chain, and the sentence while it goes number by number."""

import re

import pytest

import bplesson as bp
from bplesson.chain.nudged_scene import H
from tests.kit.letters import width


def said(explorer):
    return re.sub("<[^>]*>", "", explorer._sentence.value)


def words(explorer, id):
    return "".join(run for _, run in explorer._diagram.filling["words"][id])


def number(text):
    return float(text.split()[-1].replace("−", "-"))


@pytest.mark.parametrize("activation", ["identity", "tanh"])
def test_a_nudge_shows_the_change_of_every_value_behind_it_and_what_the_derivative_tells(activation):
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8], activations=activation, select="w12")
    explorer.nudging = True
    after = bp.Network.chain([0.5, -1.2 + H, 0.8], activation).backward(explorer.x, explorer.y)
    for j in (2, 3):
        change = (after.q[j] - explorer.passes.q[j]).item()
        assert number(words(explorer, f"change-{j}")) == pytest.approx(change, rel=0.05)
    assert "change-1" not in explorer._diagram.filling["words"] and words(explorer, "new-w12") == "+0.01"
    assert number(words(explorer, "cost-change")) == pytest.approx((after.cost - explorer.passes.cost).item(), rel=0.05)
    assert number(words(explorer, "cost-told")) == pytest.approx(H * explorer.gradients[1], rel=0.05)
    assert "w₁₂ goes up by h = 0.01" in said(explorer) and "0.01 · ∂C/∂w₁₂ = " in said(explorer)


def test_the_button_nudges_the_steepest_weight_and_takes_it_off_again():
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8])
    explorer.phase = "forward"
    explorer._buttons["nudge"].click()
    steepest = max(range(3), key=lambda i: abs(explorer.gradients[i]))
    assert explorer.phase == "backward" and words(explorer, f"new-w{steepest}{steepest + 1}") == "+0.01"
    assert explorer._diagram.filling["marks"]["scale-0"] == "hidden"
    explorer.step()
    assert explorer.nudging and "cost-change" in explorer._diagram.filling["words"]
    explorer._buttons["nudge"].click()
    assert "cost-change" not in explorer._diagram.filling["words"] and "Nudge" not in said(explorer)
    for away in ({"phase": "update"}, {"moment": "d2"}, {"preset": explorer._choose.options[1]}):
        explorer.nudging = True
        for name, value in away.items():
            setattr(explorer, name, value)
        assert not explorer.nudging and "cost-change" not in explorer._diagram.filling["words"]


def test_the_sentence_says_whether_the_derivative_told_the_change():
    explorer = bp.ChainExplorer([1.0, 1.0], x=1.0, y=0.0)
    explorer.nudging = True
    assert "changes by +0.0101; the derivative tells beforehand 0.01 · ∂C/∂w₀₁ = +0.0100: not quite" in said(explorer)
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8])
    explorer.nudging = True
    assert "= +0.0075, the same to these digits." in said(explorer)


def test_number_by_number_the_sentence_says_the_product_that_the_story_shows():
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8])
    for moment in (each for phase in explorer.phase_choices for each in explorer._moments(phase)):
        explorer.moment = moment
        assert said(explorer).endswith(f": {words(explorer, 'story-1')}.")
    explorer.moment = "d2"
    assert "Backward: δ₁ = w₂₃ · δ₀ = 0.800 × (−0.780) = −0.624." in said(explorer)
    explorer.moment = "g12"
    assert "∂C/∂w₁₂ = δ₁ · x₁ = (−0.624) × 0.500 = −0.312." in said(explorer)


@pytest.mark.parametrize("activation", ["identity", "tanh"])
def test_new_weights_sizes_and_the_nudge_stand_clear_of_boxes_and_lines(activation):
    explorer = bp.ChainExplorer([0.5, -1.2, 0.8], activations=activation)
    items = {item["id"]: item for item in explorer._diagram.scene["items"]}
    way_back, node = items["from-cost"]["points"][0][0], items["pill-1"]
    explorer.nudging = True
    for id in ("cost-change", "cost-told"):
        assert items[id]["anchor"] == "end" and items[id]["x"] <= way_back - 8
        begins = items[id]["x"] - width(words(explorer, id), items[id]["size"])
        assert begins > items["pill-3"]["x"] + 8, "clear of what leads from the last node to its δ"
    for k in range(3):
        assert items[f"scale-of-{k}"]["x"] + 76 <= way_back - 4  # 76: "size 1000" at this size
    assert items["new-w01"]["y"] + 6 <= node["y"] - node["height"] / 2
    assert items["change-1"]["anchor"] == "end" and items["change-1"]["x"] < node["x"]
