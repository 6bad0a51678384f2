"""What the line under the diagram says is true: every η that it names, every bound, every value that is no number."""

import math
import re
import warnings

import numpy as np
import pytest

import bplesson as bp


def said(explorer):
    return re.sub("<[^>]*>", "", explorer._sentence.value)


def of_numbers(warned):
    """Those warnings that NumPy gives; old widgets give others."""
    return [each for each in warned if issubclass(each.category, RuntimeWarning)]


def named(pattern, text):
    """The numbers that stand after a pattern."""
    return [float(each.replace("−", "-")) for each in re.findall(rf"{pattern} (−?\d+(?:\.\d+)?(?:e−?\d+)?)", text)]


def check_etas(explorer):
    """Every claim on η in the sentence, by computing it; how many there were."""
    text, eta, cost = said(explorer), explorer.eta, explorer.cost
    tried = named("With η =", text)
    for smaller in tried:
        assert explorer._cost_with(smaller) < cost and smaller < eta
        for after in named("the cost would fall to", text):
            assert explorer._cost_with(smaller) == pytest.approx(after, rel=0.06)
    bounds = named("2/curvature =", text)
    for bound in bounds:
        assert bound < eta
        assert "On a parabola" in text or "a bound for parabolas" in text
    if "It falls although" in text:
        assert explorer._cost_with(eta) < cost
    assert "would fall" not in text or tried
    return len(tried) + len(bounds)


WILD = {
    "thirty": [30] * 6,
    "three thousand": [3000] * 3,
    "a million": [1e6] * 3,
    "one sign": [3, -1, 2],
    "small": [1e-3, 50, 200],
}


@pytest.mark.parametrize("weights", WILD.values(), ids=WILD)
def test_an_eta_is_named_only_if_the_cost_with_it_is_lower(weights):
    explorer, told = bp.ChainExplorer(weights), 0
    for explorer.eta in (1e-4, 0.01, 0.1, 0.2, 0.28, 0.4, 1.0):
        told += check_etas(explorer)
    assert told


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_state_every_eta_and_every_bound_in_the_sentence_is_true(seed):
    rng = np.random.default_rng(seed)
    size = 10.0 ** rng.uniform(-1, 3)
    activations = ["identity", "tanh", "sine", "relu", "leaky relu", "softplus"][seed % 6]
    weights = rng.normal(size=rng.integers(1, 7)) * size
    check_etas(bp.ChainExplorer(weights, x=2.0, y=1.0, activations=activations, eta=rng.uniform(0.01, 2)))
    matrices = [size * rng.normal(size=(3, 2)), size * rng.normal(size=(2, 3))]
    check_etas(bp.LayersExplorer(matrices, activations=["identity", activations, "identity"], eta=0.4))
    check_etas(bp.SlopeExplorer(["two minima", "plateau"][seed % 2], w=rng.uniform(-2.5, 2.5), eta=2.5))


def test_every_preset_names_only_etas_that_work():
    explorers = [bp.SlopeExplorer(), bp.ChainExplorer(), bp.ChainExplorer(activations="tanh"), bp.LayersExplorer()]
    told = 0
    for explorer in [*explorers, bp.ChainExplorer([0.5] * 6, activations="tanh"), bp.TrainingExplorer()]:
        for explorer.preset in explorer.presets:
            told += check_etas(explorer)
            explorer.step()
            told += check_etas(explorer)
    assert told >= 4


def test_a_step_that_lowers_the_cost_beyond_the_bound_of_a_parabola_says_so():
    explorer = bp.ChainExplorer([3, -1, 2], eta=0.2)
    assert "takes the cost from 19.8 to 17.4" in said(explorer) and "this cost is none" in said(explorer)
    assert check_etas(explorer) == 1
    explorer.eta = 0.01
    assert "2/curvature" not in said(explorer)


def test_a_parabola_is_never_told_to_be_none():
    explorer = bp.ChainExplorer([0.7], x=1.0, y=2.0)
    for explorer.eta in np.linspace(0.05, 3, 30):
        text = said(explorer)
        assert "this cost is none" not in text
        if "2/curvature" in text:
            assert explorer.eta > 2 and named("2/curvature =", text) == [2.0]


# no number -----------------------------------------------------------------------------------------------------------
def nan(p):
    return p * np.nan


NO_SLOPE = bp.Function("no slope", lambda p: p, lambda p, q: p * np.nan)
NO_NUMBER = {
    "nan": (nan, "q₁{} is no number: the activation gave nan at p₁{} = {}"),
    "infinite": (lambda p: p / np.zeros(np.shape(p)), "q₁{} is no number: the activation gave ∞ at p₁{} = {}"),
    "slope": (NO_SLOPE, "is no number: the slope of the activation gave nan at p₁{1} = {2}"),
}


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("own, sentence", NO_NUMBER.values(), ids=NO_NUMBER)
def test_the_first_value_that_is_no_number_is_named_and_everything_goes_on(own, sentence):
    chain = {"weights": [0.5, 0.5], "activations": ["identity", own, "identity"]}
    for make, given, node, p in (
        (bp.ChainExplorer, chain, "", "0.500"),
        (bp.LayersExplorer, {"activations": ["identity", own, "identity"]}, "[0]", "2.00"),
    ):
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            explorer = make(**given)
            assert sentence.format(node, node, p) in said(explorer) and explorer.status == "undefined"
            for explorer.selected in explorer.selected_choices:
                pass
            for explorer.phase in explorer.phase_choices:
                pass
            explorer._repr_mimebundle_()
            explorer.step()
            assert explorer.t == 0 and "Diverged" not in said(explorer) and "curvature" not in said(explorer)
            explorer.activations = "tanh"
            assert explorer.status == "running"
        assert not of_numbers(warned)


def test_a_step_to_where_a_value_is_no_number_is_told_from_one_that_runs_away():
    explorer = bp.ChainExplorer([0.5, 0.5], activations=["identity", lambda p: np.sqrt(p), "identity"], y=-5.0, eta=0.5)
    assert "The next step leads to where q₁ is no number: the activation gave nan at p₁ = −" in said(explorer)
    assert explorer.status == "undefined" and check_etas(explorer) >= 1
    own = bp.TrainingExplorer(activation=lambda p: np.sqrt(p + 4))
    own.t = 500
    assert own.status == "undefined" and "the activation gave nan at p₁" in said(own) and "Diverged" not in said(own)


REFUSED = {
    "depth": lambda own: bp.DepthExplorer(activation=own),
    "nudge": lambda own: bp.NudgeExplorer(activations=["identity", own, own, "identity"]),
    "start": lambda own: bp.StartExplorer(activation=own),
    "training": lambda own: bp.TrainingExplorer(activation=own),
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED)
def test_where_nothing_can_be_shown_the_refusal_names_the_value(make):
    with warnings.catch_warnings(record=True) as warned, pytest.raises(bp.InputError) as caught:
        warnings.simplefilter("always")
        make(nan)
    assert re.search(r": q₁\S* (of example 0 )?is no number: the activation gave nan at p₁|but q₁", str(caught.value))
    assert not warned


def test_starts_that_meet_no_number_have_not_run_away():
    explorer = bp.StartsExplorer(activation=nan, steps=5)
    assert "4 came to a value that is no number" in said(explorer) and "ran away" not in said(explorer)


# gaps ----------------------------------------------------------------------------------------------------------------
GAPS = {
    "1/w": (lambda w: 1 / w, 0.5, -0.01, 0.01),
    "tan": (np.tan, 1.0, np.pi / 2 - 0.01, np.pi / 2 + 0.01),
    "log": (math.log, 0.5, -0.5, None),
    "numpy's root": (np.sqrt, 1.0, -0.5, None),
    "a power": (lambda w: w**0.5, 1.0, -0.5, None),
}


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("curve, w, left, right", GAPS.values(), ids=GAPS)
def test_a_curve_may_have_gaps_and_no_line_bridges_them(curve, w, left, right):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        explorer = bp.SlopeExplorer(curve, w=w)
        explorer._repr_mimebundle_()
        explorer.probes, explorer.w_left = True, left
    along, costs = explorer._panel.curve.get_data()
    finite = np.isfinite(costs)
    if right is None:
        assert not finite[along < 0].any() and finite[along > 0.1].all()
    else:
        between = (along > left - 0.03) & (along < right + 0.03)
        assert not finite[between].all() and finite[~between].mean() > 0.97
    low, high = explorer._panel.ax.get_ylim()
    assert low <= explorer.cost <= high and high - low < 50
    assert not of_numbers(warned)


def test_a_weight_without_a_cost_is_refused_with_the_weight():
    for curve in (math.log, np.log, lambda w: w**0.5):
        with pytest.raises(bp.InputError, match=r"^w: expected a weight where \w+ has a value, got -1$"):
            bp.SlopeExplorer(curve, w=-1.0)
    explorer = bp.SlopeExplorer(math.log, w=1.0)
    with pytest.raises(bp.InputError, match="got -2$"):
        explorer.w = -2.0
    assert explorer.w == 1.0
    with pytest.raises(ValueError, match="shapes"):
        bp.SlopeExplorer(lambda w: np.ones(2) * w + np.ones(3))  # a mistake is told as one


def test_a_step_out_of_the_curve_is_said_with_the_weight():
    explorer = bp.SlopeExplorer(np.sqrt, w=1.0, eta=0.1)
    explorer.t = 50
    assert explorer.status == "undefined" and explorer.t < 50
    assert "The next step leads to w = −0.332, where the curve has no value" in said(explorer)
    assert check_etas(explorer) == 1
    edge = bp.SlopeExplorer(np.sqrt, w=0.0)
    assert edge.status == "undefined" and "its slope there is no number" in said(edge)
    assert edge._diagram.filling["words"]["story-2"] == [("muted", "There is no slope, and so no next weight.")]


# rounding ------------------------------------------------------------------------------------------------------------
def test_nearly_0_is_not_called_0():
    explorer = bp.SlopeExplorer("plateau", w=3.8)
    assert 0 < explorer.slope < 1e-5 and "The slope is nearly 0, 1.7e−6: this is a plateau" in said(explorer)
    assert "nearly 0" in explorer._diagram.filling["words"]["story-2"][0][1]
    assert "this is the top of a hill" in said(bp.SlopeExplorer(np.cos, w=0.0))
    assert "The slope is 0: this is a minimum, and nothing moves." in said(bp.SlopeExplorer(w=1.0))
    for w in (2.8, 3.0, 3.2):  # far out it bends downwards, and yet no top is near
        assert "hill" not in said(bp.SlopeExplorer("plateau", w=w))
    chain = bp.ChainExplorer([1e-3, 1e-3, 1.0], y=1.0, activations="identity")
    chain.w01 = chain.w12 = 1e-6
    assert any(chain.gradients) and "Every derivative is nearly 0, the largest 1.0e−6 in size" in said(chain)
    close = bp.ChainExplorer([1.0], y=1 + 1e-7)
    assert "nearly equals the label" in said(close)


@pytest.mark.parametrize("make", [lambda: bp.TrainingExplorer(seed=2, eta=0.8), lambda: bp.TrainingExplorer("sine")])
def test_no_sentence_speaks_of_rounding(make):
    explorer = make()
    for explorer.t in (*range(0, 1500, 150), *range(1500, 1510)):
        text = said(explorer)
        for before, after in re.findall(r"from (\S+) to (\S+?)[.,]? ", text + " "):
            assert before != after
        if explorer.at_rest or explorer.cost < 1e-20:
            assert "overshoots" not in text
        if "Every derivative is 0" in text:
            assert not any(g.any() for g in explorer.gradients)


def test_the_lowest_cost_of_a_line_is_claimed_only_where_it_is_reached():
    flat = bp.TrainingExplorer(data=([0.0, 1e-6, 2e-6], [0.0, 1e-6, 4e-6]), hidden=())
    flat.t = 200
    assert flat.status == "converged" and "lowest cost" not in said(flat)


def test_the_distance_to_the_labels_is_that_of_the_predictions_whatever_the_cost():
    explorer = bp.TrainingExplorer(data=([0.0, 1.0, 2.0], [0.2, 0.7, 0.4]), output="sigmoid, cross-entropy")
    distance = np.sqrt(np.mean((explorer.passes.y_hat - explorer.y) ** 2))
    assert named("between curve and label is", said(explorer)) == pytest.approx([distance], rel=5e-3)


def test_digits_that_only_began_to_learn_are_not_said_to_have_too_large_an_eta():
    explorer = bp.DigitsExplorer(hidden=(8,), eta=0.01, batch=None, epochs=3)
    explorer.epoch = 2
    assert explorer.costs[-1] < explorer.costs[0] and "No better than guessing" in said(explorer)
    assert "too large" not in said(explorer) and "smaller" not in said(explorer)


def own(p):
    return p * np.nan


def test_whose_fault_a_value_without_a_number_is_stands_first():
    for make in (bp.StartExplorer, bp.DepthExplorer):
        with pytest.raises(bp.InputError, match=r"^activation: expected one that gives numbers here, .* gave nan at p"):
            make(activation=own)
    with pytest.raises(bp.InputError, match=r"^activation: .*q₁ is no number"):
        bp.NudgeExplorer([0.5, 0.5], activations=["identity", own, "identity"])
    with pytest.raises(bp.InputError, match=r"expected a number for -1, got ValueError"):
        bp.ChainExplorer([0.5, 0.5], activations=["identity", lambda p: math.log(p), "identity"], x=-2)


@pytest.mark.usefixtures("seen")
def test_numbers_without_bounds_bring_no_warning_into_the_cell():
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        bp.SlopeExplorer(lambda w: np.exp(w), w=709)._repr_mimebundle_()
        bp.SlopeExplorer(lambda w: w**300, w=10.0)._repr_mimebundle_()
        with pytest.raises(bp.InputError):
            bp.NudgeExplorer([0.5, 0.5], activations=["identity", lambda p: p + np.inf, "identity"])


def test_a_derivative_that_is_only_rounding_is_told_as_0():
    assert "every derivative is 0" in said(bp.ChainExplorer([0.1, 3.0, 1.0], x=1.0, y=0.3))
    assert "every derivative is 0" in said(bp.LayersExplorer([[[0.1, 0.2]], [[1.0]]], x=[1, 1], y=[0.3]))
    explorer = bp.TrainingExplorer("xor", hidden=())
    explorer.t = 1000
    assert "Every derivative is 0" in said(explorer) and "lowest cost" in said(explorer)
    explorer.t = 1
    assert "In the last step the cost" in said(explorer)


def test_the_examples_of_a_training_cannot_be_overwritten():
    for explorer in (bp.TrainingExplorer(), bp.TrainingExplorer((np.zeros((3, 1)), np.ones((3, 1))))):
        with pytest.raises(ValueError, match="read-only"):
            explorer.x[...] = 9
