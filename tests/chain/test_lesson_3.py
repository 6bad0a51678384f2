"""What the explorers of lesson 3 have in common: bad input, presets, what a notebook keeps."""

import math

import pytest

import bplesson as bp

SCREENS = [bp.LinearityExplorer, bp.NudgeExplorer, bp.DepthExplorer]
CONSTRUCTED = {
    "unknown g": (bp.LinearityExplorer, {"g": "softmax"}, "g"),
    "a number for g": (bp.LinearityExplorer, {"g": 3}, "g"),
    "g that raises": (bp.LinearityExplorer, {"g": lambda x: x.nothing}, "own"),
    "g without a value there": (bp.LinearityExplorer, {"g": lambda x: 1 / (x - x)}, "g"),
    "text for a": (bp.LinearityExplorer, {"a": "two"}, "a"),
    "nan x1": (bp.LinearityExplorer, {"x1": math.nan}, "x1"),
    "h of 0": (bp.NudgeExplorer, {"h": 0.0}, "h"),
    "negative h": (bp.NudgeExplorer, {"h": -0.1}, "h"),
    "a weight that is not there": (bp.NudgeExplorer, {"weight": "w45"}, "weight"),
    "seven weights": (bp.NudgeExplorer, {"weights": [1] * 7}, "weights"),
    "text for x": (bp.NudgeExplorer, {"x": "one"}, "x"),
    "unknown activation of a chain": (bp.NudgeExplorer, {"activations": "tahn"}, "activations"),
    "depth of 0": (bp.DepthExplorer, {"depth": 0}, "depth"),
    "half a layer": (bp.DepthExplorer, {"depth": 2.5}, "depth"),
    "too deep": (bp.DepthExplorer, {"depth": 41}, "depth"),
    "unknown activation": (bp.DepthExplorer, {"activation": "tahn"}, "activations"),
    "infinite w": (bp.DepthExplorer, {"w": math.inf}, "w"),
}


@pytest.mark.parametrize("make, given, name", CONSTRUCTED.values(), ids=CONSTRUCTED)
def test_a_bad_argument_is_named_in_one_sentence_and_as_a_trait_leaves_the_last_good_state(make, given, name):
    explorer = make()
    before, said = explorer._snapshot(), explorer._sentence.value
    for attempt in (lambda: make(**given), lambda: [setattr(explorer, trait, value) for trait, value in given.items()]):
        if attempt.__code__.co_freevars == ("explorer", "given") and "weights" in given:
            continue  # the weights together are an argument, no trait
        with pytest.raises(bp.InputError) as caught:
            attempt()
        message = str(caught.value)
        assert message.startswith(name) and "\n" not in message and len(message) < 300
    assert explorer._snapshot() == before and explorer._sentence.value == said


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("make", SCREENS)
def test_every_preset_shows_its_state_asks_its_question_and_leads_back(make):
    explorer = make()
    given = explorer._snapshot()
    assert len(explorer.presets) >= 5
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith((".", "?")) and explorer._question.value == f"<b>{preset.question}</b>"
        for trait, value in preset.state.items():
            shown = [getattr(explorer, each) for each in explorer.names] if trait == "weights" else None
            assert (shown or getattr(explorer, trait)) == value, (name, trait)
    explorer._choose.value = "your own numbers"
    assert explorer._snapshot() == given


@pytest.mark.parametrize("make", SCREENS)
def test_what_a_notebook_keeps_is_a_picture_and_one_line(make, tmp_path):
    explorer = make()
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert bundle["text/plain"] == repr(explorer) and "\n" not in repr(explorer) and "0x" not in repr(explorer)
    assert bundle["image/png"][:4] == b"\x89PNG" and bundle["image/png"] == make()._repr_mimebundle_()["image/png"]
    explorer.save(tmp_path / "state.png")
    assert (tmp_path / "state.png").read_bytes() == bundle["image/png"]
