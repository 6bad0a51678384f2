"""The numbers in the answers of presets are those that their explorers show."""

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.words import number
from tests.kit.test_presets_are_true import MAKERS, bent_chain, costs_of, linear_chain, long_chain, walked


def shown(make, preset):
    """The explorer with that preset, and its answer."""
    explorer = make()
    explorer.preset = preset
    return explorer, explorer.presets[preset].answer


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_preset_has_an_answer_of_a_few_plain_sentences(make):
    for preset in make().presets.values():
        assert preset.answer.endswith(".") and 20 < len(preset.answer) < 270 and "  " not in preset.answer


def slopes_of(e):
    return [f.slope(p, q).item() for f, p, q in zip(e.network.activations, e.passes.p, e.passes.q, strict=True)]


def test_answers_on_one_weight():
    e, said = shown(bp.SlopeExplorer, "it creeps")
    assert said.startswith(f"{np.argmax(costs_of(e, 60) < 0.01)} steps") and e.bound == 2
    e, said = shown(bp.SlopeExplorer, "it swings")
    assert f"After {np.argmax(costs_of(e, 60) < 0.01)} steps" in said
    e, said = shown(bp.SlopeExplorer, "two minima")
    for e.w, cost in ((2.2, "0.353"), (0.0, "0.043")):
        e.t = 500
        assert cost in said and e.cost == pytest.approx(float(cost), abs=5e-4)
    e, said = shown(bp.SlopeExplorer, "a plateau")
    assert e.slope == pytest.approx(1e-4, abs=1e-5)
    e.eta = 2.5
    e.t = 100
    assert np.ptp(e.path) < 0.03


def test_answers_on_the_linear_chain():
    e, said = shown(linear_chain, "the valley")
    e.t = 3000
    assert e.w01 * e.w12 * e.w23 == pytest.approx(1, abs=1e-4)
    e, said = shown(linear_chain, "too large a step")
    assert f"from {number(e.cost)} to {number(e.cost_after)}" in said
    e.eta = 0.06
    assert f"at first to {number(e.cost_after)}" in said and (np.diff(costs_of(e, 20)) < 0).all()


def test_answers_on_slopes():
    e, said = shown(bent_chain, "saturated sigmoids")
    assert "0.00064" in said and e.gradients[0] == pytest.approx(0.00064, abs=1e-6)
    assert slopes_of(e)[1:3] == pytest.approx([0.0025, 0.045], rel=0.02)
    sizes = {}
    for e.w01 in np.linspace(-3, 3, 301).round(2):
        sizes[e.w01] = abs(e.gradients[0])
    best = max(sizes, key=sizes.get)
    assert best == pytest.approx(-0.22, abs=0.02) and f"{number(sizes[best])}, near w₀₁ = −0.22" in said
    e, said = shown(bent_chain, "a plateau")
    assert slopes_of(e)[3] == pytest.approx(6e-6, rel=0.05) and e.passes.p[3].item() == -12
    e.eta = 1.0
    costs = costs_of(e, 10)
    assert 0 < costs[0] - costs[-1] < 1e-6 * costs[0]
    for one, two in (("w01", "w12"), ("w01", "w23"), ("w12", "w23")):
        e, said = shown(bent_chain, "zero weights")
        setattr(e, one, 1.0)
        setattr(e, two, 1.0)
        assert sum(g != 0 for g in e.gradients) == 1


def test_answers_on_growing_and_vanishing_values():
    e, said = shown(bent_chain, "growing δ")
    e.step()
    assert number(e.w12) == "2.11" and e.delta[2] / e.delta[1] == pytest.approx(e.w12)
    e, said = shown(long_chain, "vanishing δ")
    assert np.array(e.delta[:5]) / e.delta[1:6] == pytest.approx(4.5, abs=0.1)
    e, said = shown(bp.DepthExplorer, "vanishing")
    assert abs(e.delta[4] / e.delta[0]) > 1e-3 and e.delta[5] / e.delta[0] == pytest.approx(0.00057, abs=1e-5)
    for e.w in (1.0, 2.0, 3.0):
        assert number(e.delta[9] / e.delta[0]) in said
    e, said = shown(bp.DepthExplorer, "tanh, large weights")
    assert np.median(e.slopes) == pytest.approx(0.03, abs=0.002)
    e, said = shown(bp.DepthExplorer, "exploding")
    e.depth = 40
    assert number(e.delta[39] / e.delta[0]) in said
    for signs in ((-1, 1), (1, -1), (-1, -1)):
        e, said = shown(bp.DepthExplorer, "a dead ReLU")
        e.w, e.x = signs
        assert not e.delta[-1]


def test_answers_on_linearity_and_nudges():
    e, said = shown(bp.LinearityExplorer, "tanh")
    e.x1, e.x2 = 0.05, 0.02
    assert number(abs(e.gap)) in said
    for name in ("a", "b"):
        e, said = shown(bp.LinearityExplorer, "ReLU")
        setattr(e, name, -getattr(e, name))
        assert e.equal and e.at == 0
    e, said = shown(bp.NudgeExplorer, "make h smaller")
    for e.h in (1e-6, 3e-6, 1e-5):
        assert e.error < 1e-10
    e, said = shown(bp.NudgeExplorer, "far too small")
    assert all(f"{each:.17f}".startswith("0.19034621363") for each in (e.nudge.low[-1], e.nudge.high[-1]))
    e, said = shown(bp.NudgeExplorer, "over a kink")
    e.h = 0.031
    assert number(e.error) in said
    e.h = 0.03
    assert e.error < 1e-12


def test_answers_on_layers():
    e, said = shown(bp.LayersExplorer, "all paths")
    assert e.passes.delta[1][0, 2] == 3
    e, said = shown(bp.LayersExplorer, "with tanh")
    assert all(number(slope) in said for slope in 1 - e.passes.q[1][0] ** 2)
    e, said = shown(bp.LayersExplorer, "too large a step")
    assert (e.cost, round(e.cost_after)) == (37, 517) and number(e._cost_with(0.02)) in said


def test_answers_on_training():
    e, said = shown(bp.TrainingExplorer, "xor, three nodes")
    e.t = 61
    assert e.accuracy < 1
    for e.t in range(62, 200, 6):
        assert e.accuracy == 1
    e, said = shown(bp.TrainingExplorer, "two moons")
    for nodes, right in ((4, 1.0), (3, 0.84), (2, 0.84)):
        e.hidden = (nodes,)
        e.t = 1500
        assert e.accuracy == right
    e, said = shown(bp.TrainingExplorer, "a sine, too few nodes")
    for nodes in (2, 3):
        e.hidden = (nodes,)
        e.t = 2000
        assert number(np.sqrt(2 * e.cost)) in said
    e, said = shown(bp.TrainingExplorer, "too large a step")
    e.t = 50
    assert e.t == 11
    for eta, status in ((1.05, "learned"), (1.1, "diverged")):
        e, said = shown(bp.TrainingExplorer, "too large a step")
        e.eta = eta
        e.t = 1000
        assert e.status == status
    e, said = shown(bp.TrainingExplorer, "small batches")
    for e.batch, rises, cost in ((5, 96, "0.032"), (None, 0, "0.024")):
        e.t = 200
        assert (np.diff(e.costs) > 0).sum() == rises and cost in said
        assert e.cost == pytest.approx(float(cost), abs=5e-4)


def test_answers_on_first_weights():
    e, said = shown(bp.StartExplorer, "too small")
    assert [e.factor_q, e.factor_delta] == pytest.approx([0.49, 0.49], abs=0.005)
    assert e.size_q[10] * e.size_delta[9] == pytest.approx(1e-6, rel=0.6)
    e, said = shown(bp.StartExplorer, "too large")
    assert (np.abs(e._q[5]) < 0.9).mean() == pytest.approx(0.4, abs=0.05)
    for width, low, high in ((128, 0.60, 1.35), (16, 0.09, 1.05)):
        e, said = shown(bp.StartExplorer, "ReLU with 2/d_in")
        e.width, sizes = width, []
        for e.seed in range(8):
            sizes.append(e.size_q[-1])
        assert [min(sizes), max(sizes)] == pytest.approx([low, high], abs=0.006)
    e, said = shown(bp.StartsExplorer, "five layers of ReLU")
    e.eta = 0.3
    assert e.learned[0] == 3 and e.learned[2] == 0
    e, said = shown(bp.StartsExplorer, "xor, two nodes")
    saved = e.learned.copy()
    for _ in range(3):
        e.other_starts()
        saved += e.learned
    assert saved.tolist() == [11, 14, 8]


def test_random_directions_hold_less_than_half_of_a_path():
    e, shares = shown(walked, "two random directions")[0], []
    for _ in range(30):
        e.random_directions()
        shares.append(e.share)
    assert np.mean(shares) < 0.47


def test_answers_on_digits():
    e, said = shown(bp.DigitsExplorer, "a first look")
    e.epoch = 60
    assert e.accuracies[0] < 0.9 and e.accuracies[1] == pytest.approx(0.92, abs=0.005) and len(e.wrong) == 5
    assert (e.confusion - np.diag(np.diag(e.confusion))).max() == 1
    e, said = shown(bp.DigitsExplorer, "no hidden layer")
    e.epoch = 60
    W = e.network.weights[0][0, :64].reshape(8, 8)
    assert len(e.wrong) == 7 and W[2:6, 3:5].max() < 0 < W[2:6, 2].min()
    e, said = shown(bp.DigitsExplorer, "four nodes")
    e.epoch = 60
    share = 1 - np.diag(e.confusion) / e.confusion.sum(axis=1)
    assert e.accuracy == pytest.approx(0.88, abs=0.006) and share[8] == pytest.approx(1 / 3, abs=0.02)
    assert set(np.argsort(-share)[:4].tolist()) == {8, 1, 7, 9}
    e.hidden = (6,)
    e.epoch = 60
    assert e.accuracy == pytest.approx(0.96, abs=0.006)
    e, said = shown(bp.DigitsExplorer, "learned by heart")
    e.epoch = 120
    assert e.test_costs.argmin() == 41
    for preset, epochs, shares in (
        ("all images a step", 60, {0.5: 0.97, 2.0: 0.93}),
        ("too large a step", 20, {5.0: 0.10, 1.0: 0.98}),
    ):
        for eta, right in shares.items():
            e, said = shown(bp.DigitsExplorer, preset)
            e.eta, e.epoch = eta, epochs
            assert e.accuracy == pytest.approx(right, abs=0.006)
    e, said = shown(bp.DigitsExplorer, "too large a step")
    e.eta, e.epoch = 2.0, 20
    assert 0.3 < e.accuracy < 0.8


def test_answers_on_drawings():
    e, said = shown(bp.DrawExplorer, "its surest mistake")
    image = e.image.copy()
    image[6 * 8 + 2] = 0
    e.image = image
    assert e.prediction == 9
    e, said = shown(bp.DrawExplorer, "moved to the side")
    e.centre()
    assert e.prediction == e.data[3][0].argmax()
    e, said = shown(bp.DrawExplorer, "a test image")
    for _ in range(4):  # the pixel whose ink helps most, each time
        without = [np.where(np.arange(64) == k, 0, e.image) for k in range(64)]
        e.image = min(without, key=lambda image: e.network.forward(image).y_hat[0, 0])
    assert e.prediction == 5
