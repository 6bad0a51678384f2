"""What the question of a preset takes for granted is true of what is then on the screen and of what is then played."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import bplesson as bp

CLAIMS = {}


def claim(make, *names):
    """The function below is the claim of these presets of the explorers that `make` makes."""

    def keep(check):
        CLAIMS.update({(make, name): check for name in names})
        return check

    return keep


def linear_chain():
    return bp.ChainExplorer()


def bent_chain():
    return bp.ChainExplorer(activations="tanh")


def long_chain():
    return bp.ChainExplorer([0.5] * 6, activations="tanh")


def walked():
    x, y = bp.xor()
    network = bp.Network.random([2, 3, 1], ["identity", "tanh", "identity"], np.random.default_rng(0), bias=True)
    return bp.DirectionsExplorer(network, x, y, bp.descend(network, x, y, 0.5, 300))


MAKERS = [
    bp.FitExplorer, bp.SlopeExplorer, linear_chain, bent_chain, long_chain, bp.LinearityExplorer, bp.DepthExplorer,
    bp.NudgeExplorer, bp.LayersExplorer, bp.TrainingExplorer, bp.StartExplorer, bp.StartsExplorer, walked,
    bp.DigitsExplorer, bp.DrawExplorer,
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_the_question_of_every_preset_is_true_of_what_it_shows(make, subtests):
    explorer = make()
    assert explorer.presets
    for name in explorer.presets:
        with subtests.test(name):
            explorer.preset = name
            assert (make, name) in CLAIMS, f"no claim stands here for {name!r}, a preset of {make.__name__}"
            CLAIMS[make, name](explorer)


def test_no_explorer_and_no_preset_is_forgotten_here():
    made = [make() for make in MAKERS]
    explorers = {name for name in bp.__all__ if name.endswith("Explorer")}
    assert {type(explorer).__name__ for explorer in made} == explorers, "MAKERS, above, is to make every explorer"
    shown = {id(preset) for explorer in made for preset in explorer.presets.values()}
    for path in sorted(Path(bp.__file__).parent.glob("*/presets.py")):
        module = import_module(f"bplesson.{path.parent.name}.presets")
        for table in [each for each in vars(module) if each.endswith("_PRESETS")]:
            unseen = [name for name, preset in vars(module)[table].items() if id(preset) not in shown]
            assert not unseen, f"{table}: no explorer of MAKERS, above, has the presets {unseen}"


def costs_of(explorer, steps):
    """The cost at steps 0 … `steps`."""
    explorer.t = steps
    return np.array([explorer._cost_at(point) for point in explorer._run.points[: steps + 1]])


def some_eta_lowers_the_cost(e):
    assert e.cost_after > e.cost
    assert min(e._cost_with(e.eta / 2**k) for k in range(12)) < e.cost


# one weight ----------------------------------------------------------------------------------------------------------
@claim(bp.SlopeExplorer, "a first look")
def _(e):
    left, step = e.slope, e.after[0] - e.w
    e.w = 3.0
    assert left < 0 < step and e.slope > 0 > e.after[0] - e.w


@claim(bp.SlopeExplorer, "it creeps")
def _(e):
    assert 5 < np.argmax(costs_of(e, 60) < 0.01) < 60
    e.reset()
    e.eta = 1.0
    e.step()
    assert e.cost < 0.01


@claim(bp.SlopeExplorer, "it swings")
def _(e):
    e.t = 20
    assert (np.diff(np.sign(e._function.slope(e.path))) != 0).all()
    e.t = 200
    assert e.status == "converged"


@claim(bp.SlopeExplorer, "it blows up")
def _(e):
    e.t = 5
    distance = np.abs(e.path - 1.0)
    assert distance[1:] / distance[:-1] == pytest.approx(1.2)


@claim(bp.SlopeExplorer, "two minima")
def _(e):
    ends = []
    for w in (e.w, 0.0):
        e.w = w
        e.t = 500
        ends.append((e.w, e.cost))
        assert e.status == "converged" and "this is a minimum" in e._sentence.value
    assert ends[0][0] > 1 > -1 > ends[1][0] and ends[0][1] > ends[1][1]


@claim(bp.SlopeExplorer, "a plateau")
def _(e):
    e.t = 20
    assert np.ptp(e.path) < 0.01 and "On a plateau" in e._sentence.value
    e.w = 2.0
    e.t = 200
    assert e.cost < 1e-6


# chains --------------------------------------------------------------------------------------------------------------
@claim(linear_chain, "a first look")
def _(e):
    q, delta = [v.item() for v in e.passes.q], e.delta
    e.w12 = 0.4
    moved = [v.item() for v in e.passes.q]
    assert q[:2] == moved[:2] and all(a != b for a, b in zip(q[2:], moved[2:], strict=True))
    assert all(a != b for a, b in zip(delta, e.delta, strict=True))


@claim(linear_chain, "no error")
def _(e):
    assert e.passes.y_hat.item() == e.y and e.gradients == [0, 0, 0]


@claim(linear_chain, "the valley")
def _(e):
    ends = []
    for _ in range(3):
        e.t = 3000
        ends.append((e.w12, e.w23))
        assert e.cost < 1e-6
        e.new_start()
    assert len({tuple(np.round(end, 2)) for end in ends}) == 3


@claim(linear_chain, "all zero")
@claim(bent_chain, "zero weights")
def _(e):
    assert e.cost > 0 and e.gradients == [0, 0, 0] and "A saddle" not in e._sentence.value  # it is asked
    e.answer()
    nearby = np.random.default_rng(1).uniform(-0.1, 0.1, (50, 3))
    costs = [e._cost_at(tuple(point)) for point in nearby]
    assert min(costs) < e.cost < max(costs) and "A saddle" in e._sentence.value
    on_map = [e._cost_at((0.0, across, up)) for across in (-2, 0, 2) for up in (-2, 0, 2)]
    assert len(set(on_map)) == 1 and "The map is level there" in e._sentence.value
    e.w12 = 1.0
    assert e.gradients == [0, 0, 0]
    e.w01 = 1.0
    assert any(e.gradients)


@claim(linear_chain, "too large a step")
@claim(bp.LayersExplorer, "too large a step")
def _(e):
    some_eta_lowers_the_cost(e)


@claim(bent_chain, "identity everywhere")
def _(e):
    assert all(p.item() == q.item() for p, q in zip(e.passes.p, e.passes.q, strict=True))


@claim(bent_chain, "saturated sigmoids")
def _(e):
    slopes = [f.slope(p, q).item() for f, p, q in zip(e.network.activations, e.passes.p, e.passes.q, strict=True)]
    assert slopes[1] < 0.05 and slopes[2] < 0.06 and np.argmin(np.abs(e.gradients)) == 0
    sizes = []
    for e.w01 in np.linspace(-3, 3, 61):
        sizes.append(abs(e.gradients[0]))
    assert 0 < np.argmax(sizes) < 60 and max(sizes) > 10 * sizes[-1]


@claim(bent_chain, "a dead ReLU")
def _(e):
    assert e.cost > 0 and e.gradients == [0, 0, 0] and e.passes.p[1].item() < 0
    e.w01 = 0.5
    assert any(e.gradients)


@claim(bent_chain, "a plateau")
def _(e):
    small = costs_of(e, 10)
    e.eta = 1.0
    large = costs_of(e, 20)
    assert small[0] - large[-1] < 1e-3 and e.cost > 0.4


@claim(bent_chain, "growing δ")
def _(e):
    assert e.delta[1] / e.delta[0] == pytest.approx(2.5) == e.delta[2] / e.delta[1]


@claim(long_chain, "vanishing δ")
def _(e):
    ratios = np.array(e.delta[:-2]) / e.delta[1:-1]
    assert (ratios > 4).all() and (ratios < 6).all()


@claim(long_chain, "δ grows over six weights")
def _(e):
    assert e.delta[5] / e.delta[0] == pytest.approx(1.8**5)
    for w, factor in ((1.0, 1.0), (0.8, 0.8)):
        for name in e.names:
            setattr(e, name, w)
        assert e.delta[1] / e.delta[0] == pytest.approx(factor)


# linearity, depth, nudge ---------------------------------------------------------------------------------------------
@claim(bp.LinearityExplorer, "tanh")
def _(e):
    assert not e.equal
    e.x1, e.x2 = 0.05, 0.02
    assert 0 < abs(e.gap) < 1e-3


@claim(bp.LinearityExplorer, "tanh, small numbers")
def _(e):
    small = abs(e.gap)
    e.x1 *= 10
    assert 0 < small < 0.01 < abs(e.gap)


@claim(bp.LinearityExplorer, "ReLU")
def _(e):
    assert e.equal
    e.x2 = -e.x2
    assert not e.equal


@claim(bp.LinearityExplorer, "a straight line")
def _(e):
    assert not e.equal
    e.a, e.b = 0.3, 0.7
    for e.x1 in (-2.0, 0.5, 3.0):
        assert e.equal


@claim(bp.LinearityExplorer, "the identity")
def _(e):
    for e.x1 in (-2.0, 0.5, 3.0):
        assert e.equal


def is_lost(e, share=1e-3):
    return abs(e.delta[-1] / e.delta[0]) < share


@claim(bp.DepthExplorer, "vanishing")
def _(e):
    assert is_lost(e)
    for e.w in (2.0, 3.0, 6.0, 20.0):
        assert abs(e.delta[-1]) < abs(e.delta[0])


@claim(bp.DepthExplorer, "tanh at rest")
def _(e):
    assert (e.slopes > 0.95).all() and abs(e.delta[-1]) < 0.2 * abs(e.delta[0])
    e.w = 1.0
    assert e.delta[-1] == pytest.approx(e.delta[0], rel=0.05)


@claim(bp.DepthExplorer, "tanh, large weights")
def _(e):
    assert e.w > 1 and is_lost(e) and np.prod(e.slopes) < 1e-3


@claim(bp.DepthExplorer, "exploding")
def _(e):
    assert e.delta[-1] > 1e4 * e.delta[0]
    e.w = 1.0
    assert e.delta[-1] == e.delta[0]


@claim(bp.DepthExplorer, "a dead ReLU")
def _(e):
    assert not e.delta[-1]
    e.w = 1.0
    assert e.delta[-1] > 0


@claim(bp.NudgeExplorer, "make h smaller")
def _(e):
    errors = []
    for e.h in (0.1, 0.01, 0.001, 1e-5, 1e-9):
        errors.append(e.error)
    assert [errors[0] / errors[1], errors[1] / errors[2]] == pytest.approx([100, 100], rel=0.05)
    assert errors[3] < min(errors[2], errors[4]) / 100


@claim(bp.NudgeExplorer, "far too small")
def _(e):
    far = e.error
    e.h = 1e-4
    assert e.error < far / 100


@claim(bp.NudgeExplorer, "only one arm")
def _(e):
    assert e.h == 1 and e.error < 1e-12


@claim(bp.NudgeExplorer, "over a kink")
def _(e):
    beyond = e.error
    e.h = 0.02
    assert beyond > 1e6 * e.error


@claim(bp.NudgeExplorer, "it says 0")
def _(e):
    assert e.measured == 0 == e.claimed and e.nudge.low[2] == e.nudge.high[2]


# layers --------------------------------------------------------------------------------------------------------------
@claim(bp.LayersExplorer, "a first look")
def _(e):
    q, delta = e.passes.q, e.passes.delta
    e.w01_00 = 0.5
    assert (q[1] != e.passes.q[1]).tolist() == [[True, False, False]] and (q[2] != e.passes.q[2]).all()
    assert (delta[0] != e.passes.delta[0]).all() and (delta[1] != e.passes.delta[1]).any()


@claim(bp.LayersExplorer, "a row and a column")
def _(e):
    assert e.selected == "node 1.2"


@claim(bp.LayersExplorer, "all paths")
def _(e):
    assert e.selected == "w01_20" and e.paths and (e.network.weights[1][:, 2] != 0).all()


@claim(bp.LayersExplorer, "the outer product")
def _(e):
    assert e.view_as == "matrices"
    while e.moment:
        e._entry_on()
    for i, g in enumerate(e.gradients):
        assert np.allclose(g, np.outer(e.passes.delta[1 - i][0], e.passes.q[i][0]))


@claim(bp.LayersExplorer, "no error")
def _(e):
    assert e.passes.y_hat[0].tolist() == e.y.tolist()
    assert not any(each.any() for each in (*e.passes.delta, *e.gradients))


@claim(bp.LayersExplorer, "with tanh")
def _(e):
    slope = 1 - e.passes.q[1] ** 2
    assert (slope < 1).all() and np.allclose(e.passes.delta[1], e.passes.delta[0] @ e.network.weights[1] * slope)


# training ------------------------------------------------------------------------------------------------------------
def bends(e):
    """How often the prediction over the range of the examples turns round."""
    x = np.linspace(e.x.min(), e.x.max(), 801)[:, None]
    ways = np.sign(np.diff(e.network.forward(x).y_hat[:, 0]))
    return int((ways[1:] != ways[:-1]).sum())


@claim(bp.TrainingExplorer, "xor, three nodes")
def _(e):
    e.t = 300
    assert e.accuracy == 1 and e.status == "learned"


@claim(bp.TrainingExplorer, "xor, two nodes")
def _(e):
    for e.t in (300, 1500):
        assert e.cost > 0.06 and e.accuracy < 1
    q = e.passes.q[1][:, :2]
    apart = [np.abs(q[a] - q[b]).max() for a in range(4) for b in range(a)]
    assert sum(gap < 0.05 for gap in apart) == 1
    e.new_start()
    e.t = 1500
    assert e.status == "learned"


@claim(bp.TrainingExplorer, "xor, no hidden layer")
def _(e):
    e.t = 400
    assert np.allclose(e.passes.y_hat, 0.5, atol=1e-3)


@claim(bp.TrainingExplorer, "two moons")
def _(e):
    e.t = 1500
    assert e.status == "learned"
    e.hidden = (2,)
    e.t = 1500
    assert e.accuracy < 0.9


@claim(bp.TrainingExplorer, "circles")
def _(e):
    e.t = 2000
    assert e.status == "learned"
    e.hidden = (2,)
    e.t = 2000
    assert e.accuracy < 0.9


@claim(bp.TrainingExplorer, "a sine, too few nodes")
def _(e):
    e.t = 2000
    assert bends(e) == 2 and e.cost_after <= e.cost
    two = e.cost
    e.hidden = (3,)
    e.t = 2000
    assert e.cost < two / 1.5


@claim(bp.TrainingExplorer, "too large a step")
def _(e):
    e.t = 50
    assert (np.diff(e.costs) > 0).any() and e.status == "diverged"
    e.eta = 1.0
    e.begin()
    e.t = 1000
    assert e.status == "learned"


@claim(bp.TrainingExplorer, "small batches")
def _(e):
    for e.t in range(0, 200, 5):
        assert e.status != "learned"  # playing does not end before step 200
    e.t = 200
    rough = np.abs(np.diff(e.costs, 2)).sum()
    e.batch = None
    e.t = 200
    assert rough > 3 * np.abs(np.diff(e.costs, 2)).sum()


# first weights -------------------------------------------------------------------------------------------------------
@claim(bp.StartExplorer, "all zero")
def _(e):
    assert not e.size_q[1:].any() and e.size_delta[-1] > 0 and not e.size_delta[:-1].any()


@claim(bp.StartExplorer, "all equal")
def _(e):
    for e.scale in (0.1, 1.0):
        assert np.allclose(e._q[3], e._q[3][:, :1], rtol=1e-9, atol=0)
    e.new_weights()
    assert np.allclose(e._q[3], e._q[3][:, :1], rtol=1e-9, atol=0)


@claim(bp.StartExplorer, "too small")
def _(e):
    assert e.factor_q < 0.6 and e.factor_delta < 0.6


@claim(bp.StartExplorer, "too large")
def _(e):
    assert e.saturated.mean() > 0.3 and e.factor_delta > 1.04


@claim(bp.StartExplorer, "just right for tanh")
def _(e):
    left = e.size_q[1:] / e.size_q[:-1]
    assert e.size_q[-1] < e.size_q[1] and left[:4].mean() < left[-6:].mean() < 1.0
    assert e.size_delta[0] < e.size_delta[-1]
    e.activation = "identity"
    assert 0.9 < e.factor_q < 1.1 and 0.9 < e.factor_delta < 1.1


@claim(bp.StartExplorer, "ReLU with 1/d_in")
def _(e):
    assert e.factor_q**2 == pytest.approx(0.5, abs=0.06) == e.factor_delta**2


@claim(bp.StartExplorer, "ReLU with 2/d_in", "coins")
def _(e):
    assert 0.9 < e.factor_q < 1.1 and 0.9 < e.factor_delta < 1.1


@claim(bp.StartsExplorer, "five layers of ReLU")
def _(e):
    assert e.learned.tolist() == [0, 4, 0] and e.away.tolist() == [0, 0, 4]
    e.eta = 1e-5
    assert e.learned[2] == 0  # on the right a tiny step learns nothing in so many steps


@claim(bp.StartsExplorer, "one layer of ReLU")
def _(e):
    shallow = e.costs[0, :, -1].mean()
    assert e.learned[2] > 0 == e.away[2]
    e.preset = "five layers of ReLU"
    assert e.learned[2] == 0 and e.costs[0, :, -1].mean() > 2 * shallow


@claim(bp.StartsExplorer, "five layers of tanh")
def _(e):
    assert e.learned[0] == 0 and e.away[2] == 0 < e.learned[2]


@claim(bp.StartsExplorer, "xor, two nodes")
def _(e):
    saved = []
    for _ in range(4):
        saved.append(int(e.learned[1]))
        e.other_starts()
    assert sum(saved) > 8 and min(saved) < 4


# directions ----------------------------------------------------------------------------------------------------------
@claim(walked, "the straight line")
def _(e):
    assert 1 > e.share > 0 and np.ptp(e.plane.shadow[:, 1]) > 0.05 * np.ptp(e.plane.shadow[:, 0])


@claim(walked, "where the path went")
def _(e):
    per_step = np.abs(np.diff(np.log(e.path.costs)))
    assert per_step.max() > 10 * np.median(per_step)


@claim(walked, "two random directions")
def _(e):
    along = e.share
    e.preset = "where the path went"
    assert along < e.share


# digits --------------------------------------------------------------------------------------------------------------
@claim(bp.DigitsExplorer, "a first look")
def _(e):
    e.epoch = 20
    assert e.accuracy > 0.9 and (e.confusion - np.diag(np.diag(e.confusion))).any()


@claim(bp.DigitsExplorer, "no hidden layer")
def _(e):
    assert e.network.weights[0].shape == (10, 65)
    e.epoch = 20
    without = e.accuracy
    e.hidden = (32,)
    e.epoch = 20
    assert 0.85 < without < e.accuracy


@claim(bp.DigitsExplorer, "four nodes")
def _(e):
    e.epoch = 20
    assert e.accuracy < 0.9
    e.hidden = (32,)
    e.epoch = 20
    assert e.accuracy > 0.95


@claim(bp.DigitsExplorer, "learned by heart")
def _(e):
    e.epoch = 60
    best = int(e.test_costs.argmin())
    assert best < 50 and e.costs[-1] < e.costs[best] and e.test_costs[-1] > e.test_costs[best]


@claim(bp.DigitsExplorer, "all images a step")
def _(e):
    assert e._run.steps == 1
    e.epoch = 10
    assert e.costs[-1] < e.costs[0]


@claim(bp.DigitsExplorer, "too large a step")
def _(e):
    e.epoch = 5
    assert e.accuracy < 0.5
    e.eta = 0.5
    e.begin()
    e.epoch = 5
    assert e.accuracy > 0.9


# drawing -------------------------------------------------------------------------------------------------------------
@claim(bp.DrawExplorer, "an empty page")
def _(e):
    assert not e.image.any() and e.prediction in range(10)


@claim(bp.DrawExplorer, "a test image")
def _(e):
    assert e.label == e.prediction


@claim(bp.DrawExplorer, "its surest mistake")
def _(e):
    assert e.label != e.prediction and e.probabilities.max() > 0.5


@claim(bp.DrawExplorer, "moved to the side", "paper and ink exchanged")
def _(e):
    right = int(e.data[3][0].argmax())
    assert e.prediction != right


def lowest(explorer, among):
    """Which w of these costs least, and the errors there."""
    costs = {}
    for explorer.w in among:
        costs[explorer.w] = explorer.cost
    explorer.w = min(costs, key=costs.get)
    return explorer.w, explorer.errors


@claim(bp.FitExplorer, "three walks")
def the_lowest_point_is_at_4_with_two_halves_left(explorer):
    w, errors = lowest(explorer, np.arange(801) / 100)
    assert w == 4 and errors == pytest.approx([0.5, 0.5, 0])


@claim(bp.FitExplorer, "one hour each")
def of_walks_of_one_hour_the_mean_is_lowest_and_not_the_one_in_the_middle(explorer):
    assert explorer.x.tolist() == [1, 1, 1] and explorer.y.tolist() == [2, 3, 7]
    assert lowest(explorer, np.arange(801) / 100)[0] == np.mean(explorer.y) != np.median(explorer.y)


@claim(bp.FitExplorer, "one got lost")
def three_walks_lie_on_the_line_and_the_lost_one_pulls_it_down(explorer):
    assert explorer.w == 4 and np.count_nonzero(explorer.deviations) == 1
    assert lowest(explorer, np.arange(481) / 100)[0] == pytest.approx(2.4)


@claim(bp.FitExplorer, "one walk alone")
def a_line_passes_through_a_single_walk_and_costs_nothing(explorer):
    w, errors = lowest(explorer, np.arange(601) / 100)
    assert explorer.x.tolist() == [2] and w == 3 and errors == [0] and explorer.cost == 0
