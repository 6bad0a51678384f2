"""Bad input to an explorer: one sentence with the name, what came and what is expected; the last good state stays."""

import math

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.picture import NOTHING

CONSTRUCTED = {
    "text for weights": (bp.ChainExplorer, {"weights": "abc"}, "weights"),
    "no weights": (bp.ChainExplorer, {"weights": []}, "weights"),
    "too many weights": (bp.ChainExplorer, {"weights": [1] * 7}, "weights"),
    "a number for weights": (bp.ChainExplorer, {"weights": 3}, "weights"),
    "nan weight": (bp.ChainExplorer, {"weights": [1, math.nan]}, "weights[1]"),
    "infinite x": (bp.ChainExplorer, {"x": math.inf}, "x"),
    "text for y": (bp.ChainExplorer, {"y": "cat"}, "y"),
    "eta of 0": (bp.ChainExplorer, {"eta": 0}, "eta"),
    "unknown activation": (bp.ChainExplorer, {"activations": "tahn"}, "activations"),
    "too few activations": (bp.ChainExplorer, {"activations": ["tanh"]}, "activations"),
    "softmax in a chain": (bp.ChainExplorer, {"activations": "softmax"}, "activations"),
    "unknown selection": (bp.ChainExplorer, {"select": "w45"}, "selected"),
    "text for a seed": (bp.ChainExplorer, {"seed": "a"}, "seed"),
    "half a seed": (bp.LayersExplorer, {"seed": 0.5}, "seed"),
    "unknown among many": (
        bp.LayersExplorer,
        {"weights": [np.ones((6, 6))] * 2, "x": [1] * 6, "y": [0] * 6, "select": "w45"},
        "selected",
    ),
    "unknown axes": (bp.ChainExplorer, {"axes": ("w01", "w99")}, "axes"),
    "axes twice the same": (bp.ChainExplorer, {"axes": ("w01", "w01")}, "axes"),
    "unknown curve": (bp.SlopeExplorer, {"curve": "circle"}, "curve"),
    "nan w": (bp.SlopeExplorer, {"w": math.nan}, "w"),
    "negative eta": (bp.SlopeExplorer, {"eta": -0.1}, "eta"),
    "one probe": (bp.SlopeExplorer, {"probes": 3}, "probes"),
    "reach upside down": (bp.SlopeExplorer, {"reach": (3, -3)}, "reach"),
    "own curve that raises": (bp.SlopeExplorer, {"curve": lambda w: w.nothing}, "own"),
    "own curve without a value": (bp.SlopeExplorer, {"curve": lambda w: None}, "own"),
}


@pytest.mark.parametrize("make, given, name", CONSTRUCTED.values(), ids=CONSTRUCTED)
def test_a_bad_argument_is_named_in_one_sentence(make, given, name):
    with pytest.raises(bp.InputError) as caught:
        make(**given)
    message = str(caught.value)
    assert message.startswith(name) and "\n" not in message and len(message) < 300


SET = {
    "w01": [math.nan, math.inf, "text", None, [1, 2]],
    "x": [math.nan, "text"],
    "eta": [0, -1, math.nan, "fast"],
    "activations": ["tahn", ["tanh"], 7, lambda p: p[:0], lambda p: 1 / 0],
    "axes": [("w01",), "w12", ("w01", "w01")],
    "selected": ["w9", 3],
    "phase": ["later", 2],
    "t": [-1, 1.5, "soon"],
    "preset": ["nothing like it"],
}


def test_a_bad_value_is_refused_and_the_last_good_state_stays(subtests):
    explorer = bp.ChainExplorer()
    explorer.t = 3
    before, shown = explorer._snapshot(), explorer._diagram.filling
    for name, value in ((name, value) for name, values in SET.items() for value in values):
        with subtests.test(f"{name} = {value}"):
            with pytest.raises(bp.InputError) as caught:
                setattr(explorer, name, value)
            assert "\n" not in str(caught.value)
            assert explorer._snapshot() == before and explorer.t == 3
            assert explorer._diagram.filling == shown


@pytest.mark.usefixtures("seen")
def test_trouble_in_a_control_is_shown_in_the_explorer_and_not_swallowed(monkeypatch):
    explorer = bp.ChainExplorer()
    shown_before = explorer._picture.parts
    explorer._controls["eta"].box.value = -1.0  # typed by the learner: no cell could show an error
    assert (
        "That cannot be done" in explorer._sentence.value and "η: expected a number above 0" in explorer._sentence.value
    )
    assert explorer.eta == 0.1 and explorer._controls["eta"].box.value == 0.1
    assert explorer._picture.parts == shown_before != NOTHING
    explorer.w01 = 0.6
    assert "That cannot be done" not in explorer._sentence.value
    monkeypatch.setenv("BPLESSON_DEBUG", "1")
    with pytest.raises(bp.InputError):
        explorer._controls["eta"].box.value = -2.0


def test_what_is_shown_of_an_error_is_escaped():
    explorer = bp.SlopeExplorer()
    explorer._guard(lambda: (_ for _ in ()).throw(ValueError("<script>alert(1)</script>")))()
    assert "<script>" not in explorer._sentence.value and "&lt;script&gt;" in explorer._sentence.value


@pytest.mark.usefixtures("seen")
def test_numbers_that_no_picture_can_show_are_refused_and_large_ones_are_a_sentence():
    explorer = bp.ChainExplorer(weights=[3.0, 3.0, 3.0])
    with pytest.raises(bp.InputError, match="w01: expected a number between -1e6 and 1e6, got 1e"):
        explorer.w01 = 1e200
    explorer.w01 = explorer.w12 = explorer.w23 = 1e6
    assert explorer.status == "diverged" and "Diverged" in explorer._sentence.value
    explorer.w01 = explorer.w12 = explorer.w23 = 1.0
    assert explorer.status == "running"


def small() -> bp.Network:
    """A network that reads pages of 8 × 8 pixels."""
    return bp.Network.random([64, 2, 10], ["identity", "tanh", "softmax"], np.random.default_rng(0), "cross-entropy")


EXPLORERS = {
    "fit": bp.FitExplorer,
    "slope": bp.SlopeExplorer,
    "chain": bp.ChainExplorer,
    "linearity": bp.LinearityExplorer,
    "depth": bp.DepthExplorer,
    "nudge": bp.NudgeExplorer,
    "layers": bp.LayersExplorer,
    "start": lambda: bp.StartExplorer(depth=2, width=2),
    "starts": lambda: bp.StartsExplorer(hidden=2, steps=2),
    "training": bp.TrainingExplorer,
    "draw": lambda: bp.DrawExplorer(small()),
}


@pytest.fixture(scope="module", params=EXPLORERS)
def explorer(request):
    """One of each, for what leaves it as it was."""
    return EXPLORERS[request.param]()


def test_a_name_that_an_explorer_does_not_have_is_refused_with_those_that_it_has(explorer):
    with pytest.raises(bp.InputError) as caught:
        explorer.w99 = 3
    said = str(caught.value)
    assert said.startswith(f"w99: {type(explorer).__name__} has no such name; try ") and "\n" not in said
    for name in said.partition("; try ")[2].split(", "):
        assert hasattr(explorer, name)
    assert not hasattr(explorer, "w99")


@pytest.mark.parametrize("kind", [bp.ChainExplorer, bp.NudgeExplorer])
def test_all_weights_of_a_chain_are_set_as_one_change(kind):
    explorer = kind()
    explorer.weights = [1, 2, 3]
    assert explorer.weights == [explorer.w01, explorer.w12, explorer.w23] == [1, 2, 3]
    assert [W.item() for W in explorer.network.weights] == [1, 2, 3]
    for bad, said in (([1, 2], "3 of them"), ([4, 5, 1e9], "between -1e6 and 1e6"), (["a", 1, 1], "a finite number")):
        with pytest.raises(bp.InputError, match=said):
            explorer.weights = bad
        assert explorer.weights == [1, 2, 3]


STEPPERS = {"slope": bp.SlopeExplorer, "chain": bp.ChainExplorer, "layers": bp.LayersExplorer}
WALKS = [(-1,), ("x",), (2.5,), (None,), (3, "bogus"), (3, 2)]


def standing(explorer):
    """Where an explorer of weights stands, and what it shows."""
    return explorer.t, explorer.phase, explorer._point(), repr(explorer)


@pytest.mark.parametrize("kind", STEPPERS)
def test_a_walk_that_is_refused_leads_nowhere(kind, subtests):
    explorer, other = STEPPERS[kind](), STEPPERS[kind]()
    other.walk_to(3)
    for given in WALKS:
        with subtests.test(str(given)):
            explorer.walk_to(1)
            before = standing(explorer)
            said = "^phase: expected one of" if len(given) == 2 else "^t: expected a"
            with pytest.raises(bp.InputError, match=said):
                explorer.walk_to(*given)
            assert standing(explorer) == before
            explorer.walk_to(3)
            assert standing(explorer) == standing(other)


def test_a_walk_of_a_training_that_is_refused_leads_nowhere(subtests):
    explorer = bp.TrainingExplorer()
    explorer.walk_to(2)
    before = repr(explorer)
    for t in (-1, "x", 2.5, None):
        with subtests.test(f"{t}"):
            with pytest.raises(bp.InputError, match="^t: expected a"):
                explorer.walk_to(t)
            assert explorer.t == 2 and repr(explorer) == before


def fault(*given, **named):
    raise ValueError("it broke")


def test_what_breaks_on_the_way_to_a_step_leaves_the_step_and_its_weights(monkeypatch):
    explorer = bp.ChainExplorer()
    explorer.walk_to(1)
    before = standing(explorer)
    monkeypatch.setattr(explorer, "_arrive", fault)
    with pytest.raises(ValueError, match="it broke"):
        explorer.walk_to(3)
    assert standing(explorer) == before


@pytest.mark.parametrize("make", [bp.TrainingExplorer, lambda: bp.DigitsExplorer(hidden=())])
def test_a_learning_rate_that_could_not_be_shown_is_not_in_the_run(make, monkeypatch):
    explorer, turns = make(), iter([fault])
    explorer._go_to(2)
    eta, said = explorer.eta, repr(explorer)
    monkeypatch.setattr(explorer, "_says", lambda: next(turns, str)())  # breaks the first time
    with pytest.raises(ValueError, match="it broke"):
        explorer.eta = 2 * eta
    assert explorer.eta == eta and explorer._run.etas == {0: eta} and repr(explorer) == said
    explorer.step()
    straight = make()
    straight._go_to(3)
    assert repr(explorer) == repr(straight)


def test_controls_live_on_after_one_of_them_could_not_be_shown(monkeypatch):
    explorer = bp.ChainExplorer()
    with monkeypatch.context() as broken:
        broken.setattr(explorer._controls["w12"], "show", fault)
        with pytest.raises(ValueError, match="it broke"):
            explorer._settle()
    explorer._controls["w01"].slider.value = -0.25
    assert explorer.w01 == -0.25


def test_only_the_name_eta_is_written_as_the_letter():
    explorer = bp.SlopeExplorer()
    explorer._guard(lambda: (_ for _ in ()).throw(bp.InputError("beta: eta: no")))()
    assert "beta: η: no" in explorer._sentence.value


RESULTS = ["network", "cost", "status", "error", "left", "delta", "size_q", "costs", "passes", "names", "kept", "view"]


def test_results_and_methods_can_be_read_but_not_set(explorer):
    before = repr(explorer)
    read = [name for name in RESULTS if hasattr(explorer, name) and name not in explorer._settable()]
    for name in [*read, "code", "presets", "preset_of"]:
        with pytest.raises(bp.InputError, match=f"^{name}: .*; try ") as caught:
            setattr(explorer, name, 99)
        assert ("can be read, but not set" in str(caught.value)) == (name != "preset_of")
        for settable in str(caught.value).partition("; try ")[2].split(", "):
            assert settable in explorer.trait_names() or getattr(type(explorer), settable).fset
    explorer._refresh()
    assert repr(explorer) == before


@pytest.mark.parametrize("axes", ["w01", ("w99",), (), ("w01", "w01"), ("w01", "w12"), 3])
def test_of_one_weight_the_axes_are_that_weight(axes):
    explorer = bp.ChainExplorer([0.7])
    assert explorer.axes == ("w01",)
    with pytest.raises(bp.InputError, match="^axes: expected"):
        explorer.axes = axes
    with pytest.raises(bp.InputError, match="^axes: expected"):
        bp.ChainExplorer([0.7], axes=axes)
    explorer.axes = ["w01"]
    assert explorer.axes == ("w01",)


def test_a_list_of_axes_is_one_change(monkeypatch):
    explorer, drawn = bp.ChainExplorer(), []
    draw = explorer._draw
    monkeypatch.setattr(explorer, "_draw", lambda: (drawn.append(1), draw()))
    explorer.axes = ["w01", "w23"]
    assert explorer.axes == ("w01", "w23") and drawn == [1]


@pytest.mark.parametrize("kind", EXPLORERS)
def test_the_name_of_the_preset_on_the_screen_can_be_set_from_the_start(kind):
    explorer = EXPLORERS[kind]()
    before = repr(explorer)
    explorer.preset = explorer.preset
    assert explorer.preset == "your own numbers" and repr(explorer) == before
    for explorer.preset in explorer.presets:
        explorer.preset = explorer.preset
    explorer.preset = "your own numbers"
    assert repr(explorer) == before
