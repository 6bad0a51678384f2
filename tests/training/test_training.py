"""The training explorer without a browser: its path, its controls, its picture, its play."""

import asyncio
import math
import os
from functools import partial
from itertools import combinations
from time import perf_counter

import numpy as np
import pytest
from PIL import Image

import bplesson as bp
from bplesson.kit import player, run, trainer
from bplesson.kit.picture import NOTHING
from bplesson.kit.words import number
from bplesson.training.settings import OUTPUTS
from tests.kit.printed import code_of, ran


def wavy(p):
    return p + np.sin(p)


def numbers_only(p):
    return math.atan(p)


PLANE = np.random.default_rng(3).uniform(-2, 2, (30, 2))
SETTINGS = {
    "xor": {},
    "no hidden layer": {"hidden": ()},
    "two layers, small batches": {"data": "two moons", "hidden": (4, 3), "eta": 0.3, "batch": 7, "seed": 3},
    "cross-entropy": {"data": "circles", "output": "sigmoid, cross-entropy", "activation": "sigmoid"},
    "sigmoid": {"data": "circles", "hidden": 5, "output": "sigmoid", "activation": "relu", "batch": 10},
    "sine": {"data": "sine", "hidden": (4,), "eta": 0.3, "output": "tanh"},
    "line, one by one": {"data": "line", "hidden": (2,), "activation": "leaky relu", "eta": 0.05, "batch": 1},
    "own activation": {"activation": wavy, "eta": 0.1},
    "own activation for numbers": {"activation": numbers_only, "eta": 0.1},
    "own data": {"data": (PLANE, PLANE[:, 0] * PLANE[:, 1]), "hidden": (6,), "eta": 0.1, "batch": 8},
    "own data, one input": {"data": ([0.0, 1.0, 2.0], [1.0, 0.0, 1.0]), "hidden": (3,), "eta": 0.2},
}


def same(one, other):
    return all(np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(one, other, strict=True))


def weights(explorer):
    return explorer.network.weights


@pytest.mark.parametrize("given", SETTINGS.values(), ids=SETTINGS)
def test_the_path_is_that_of_a_loop_written_out(given):
    explorer = bp.TrainingExplorer(**given)
    explorer.t = 57
    x, y, n = explorer.x, explorer.y, len(explorer.y)
    hidden, batch = explorer.hidden, given.get("batch") or n
    output, cost = OUTPUTS[given.get("output", "identity")]
    activations = ["identity", *[given.get("activation", "tanh")] * len(hidden), output]
    rng = np.random.default_rng(given.get("seed", 0))
    network = bp.Network.random((x.shape[1], *hidden, 1), activations, rng, cost, bias=True)
    costs, left = [], []
    for _ in range(57):
        costs.append(network.mean_cost(x, y))
        if not left:
            order = np.random.default_rng([given.get("seed", 0), len(costs) // -(-n // batch)]).permutation(n)
            left = [order[k : k + batch] for k in range(0, n, batch)]
        some = left.pop(0)
        network = network.step(network.backward(x[some], y[some]).gradients, given.get("eta", 0.5))
    assert same(weights(explorer), network.weights)
    assert explorer.costs[:-1] == pytest.approx(np.array(costs)) and len(explorer.costs) == 58
    assert explorer.cost == explorer.costs[-1] == pytest.approx(float(network.mean_cost(x, y)))
    assert same(explorer.gradients, network.backward(x, y).gradients)


def test_without_batches_it_is_the_descent_of_the_engine():
    explorer = bp.TrainingExplorer("circles", eta=0.3)
    path = bp.descend(explorer.network, *bp.circles(), eta=0.3, steps=40)
    explorer.t = 40
    assert explorer.costs == pytest.approx(path.costs) and same(weights(explorer), path.weights[-1])


@pytest.mark.parametrize("batch", [None, 6])
def test_step_t_is_the_same_however_one_gets_there(batch, monkeypatch):
    monkeypatch.setattr(run, "KEPT", 5)  # so that most steps have to be computed again
    one, other = (bp.TrainingExplorer("two moons", eta=0.3, batch=batch, seed=4) for _ in range(2))
    for _ in range(33):
        one.step()
    costs = one.costs
    other.t = 90
    other.t = 33
    assert same(weights(one), weights(other)) and np.array_equal(other.costs, costs)
    other.step_back()
    other.step()
    assert same(weights(one), weights(other))
    one.begin()
    assert one.t == 0 and same(weights(one), weights(bp.TrainingExplorer("two moons", seed=4)))
    one.t = 33
    assert np.array_equal(one.costs, costs)
    assert len(other._run._kept) <= 6


def test_memory_for_the_weights_stays_bounded():
    explorer = bp.TrainingExplorer()
    explorer.t = 2000
    assert len(explorer._run._kept) <= run.KEPT + 1
    explorer.t = 1999
    assert explorer.cost == pytest.approx(explorer._run.costs[1999], rel=1e-12)


def test_a_new_eta_keeps_the_path_so_far_and_other_settings_begin_anew():
    explorer = bp.TrainingExplorer("two moons", eta=0.3)
    explorer.t = 20
    so_far = explorer.costs
    explorer.eta = 0.1
    assert explorer.t == 20
    explorer.t = 40
    assert np.array_equal(explorer.costs[:21], so_far)
    plain = bp.TrainingExplorer("two moons", eta=0.3)
    plain.t = 40
    assert explorer.cost != plain.cost
    explorer.t = 30
    explorer.begin()
    assert explorer._run.etas == {0: 0.1}  # the present η from the start on
    for name, value in (("batch", 5), ("seed", 1), ("hidden", (2, 2)), ("activation", "relu"), ("output", "sigmoid")):
        explorer.t = 3
        setattr(explorer, name, value)
        assert explorer.t == 0, name
    explorer.t = 3
    explorer.pace = 5
    assert explorer.t == 3


@pytest.mark.parametrize("batch", [None, 7])
def test_undo_takes_each_move_back_and_reset_is_the_start_of_the_cell(batch):
    explorer, seen = bp.TrainingExplorer("two moons", eta=0.3, batch=batch), []
    moves = [
        lambda: explorer.walk_to(40),
        lambda: setattr(explorer, "eta", 0.1),
        lambda: explorer.walk_to(60),
        lambda: explorer.walk_to(20),
        lambda: setattr(explorer, "eta", 0.5),
        explorer.step,
        explorer.keep,
        lambda: setattr(explorer, "data", (PLANE, PLANE[:, 0])),
        lambda: setattr(explorer, "seed", 1),
        lambda: setattr(explorer, "data", (PLANE + 1, PLANE[:, 0])),
    ]
    for move in moves:
        seen.append((explorer.t, explorer.eta, explorer.kept is None, explorer.costs, explorer.cost_after))
        move()
    for t, eta, alone, costs, cost_after in reversed(seen):
        explorer._buttons["undo"].click()
        assert (explorer.t, explorer.eta, explorer.kept is None) == (t, eta, alone)
        assert np.array_equal(explorer.costs, costs) and explorer.cost_after == cost_after
    explorer.walk_to(60)
    explorer.keep()
    explorer.hidden, explorer.eta = (2,), 0.7
    explorer.step()
    explorer._buttons["reset"].click()
    assert (explorer.t, explorer.hidden, explorer.eta, explorer.kept) == (0, (3,), 0.3, None)


@pytest.mark.parametrize("hidden, learned", [((3,), 10), ((2,), 9)])
def test_xor_is_learned_from_nine_of_ten_seeds(hidden, learned):
    explorer, stuck = bp.TrainingExplorer(hidden=hidden), []
    for explorer.seed in range(10):
        explorer.t = 510
        if explorer.status != "learned":
            stuck.append(explorer.seed)
        else:
            assert explorer.accuracy == 1.0 and explorer.cost < 0.02
    assert 10 - len(stuck) == learned
    for explorer.seed in stuck:  # it gives two examples the same answer, 1/2
        explorer.t = 2000
        assert explorer.status in ("plateau", "converged") and explorer.cost == pytest.approx(1 / 16, abs=2e-3)
        assert sorted(explorer.passes.y_hat.ravel()) == pytest.approx([0, 0.5, 0.5, 1], abs=0.06)


def test_without_a_hidden_layer_xor_cannot_be_learned_and_that_is_said():
    explorer = bp.TrainingExplorer(hidden=())
    explorer.t = 300
    assert explorer.passes.y_hat.ravel() == pytest.approx([0.5] * 4, abs=1e-4)
    assert explorer.status == "converged" and explorer.accuracy == 0.0
    assert "lowest cost that a network without a hidden layer can have" in explorer._sentence.value


def test_code_moves_the_controls_and_controls_move_the_state():
    explorer = bp.TrainingExplorer()
    explorer.eta, explorer.seed, explorer.hidden = 0.25, 7, (5, 2)
    knobs = explorer._controls
    assert knobs["eta"].box.value == 0.25 and knobs["seed"].box.value == 7
    assert knobs["hidden"].view.value == "5, 2 nodes"
    knobs["eta"].slider.value = 0.8
    knobs["hidden"].view.value = "8 nodes"
    knobs["batch"].view.value = "2"
    knobs["activation"].view.value = "relu"
    assert (explorer.eta, explorer.hidden, explorer.batch, explorer.activation) == (0.8, (8,), 2, "relu")
    knobs["data"].view.value = "line"
    assert explorer.data == "line" and explorer.batch == 2 and explorer.network.sizes == (1, 8, 1)
    knobs["batch"].view.value = "20"
    knobs["data"].view.value = "xor"  # has four examples only
    assert explorer.batch is None and knobs["batch"].view.value == "all"
    assert knobs["batch"].view.options == ("all", "1", "2")
    explorer.step()
    explorer._buttons["new"].click()
    assert explorer.seed == 8 and explorer.t == 0 and knobs["seed"].box.value == 8
    below = explorer.view.children[explorer.view.children.index(explorer._sentence) + 1]
    assert below.children == tuple(knobs[name].view for name in ("data", "hidden", "eta", "batch"))


def test_own_data_stay_in_the_menu():
    explorer = bp.TrainingExplorer(SETTINGS["own data"]["data"])
    menu = explorer._controls["data"].view
    assert menu.value == "your own"
    menu.value = "xor"
    assert len(explorer.x) == 4
    menu.value = "your own"
    assert np.array_equal(explorer.x, PLANE)


def test_the_picture_shows_the_state():
    explorer = bp.TrainingExplorer()
    explorer.t = 150
    stage = explorer._plots
    assert stage.costs.here.get_xydata()[0] == pytest.approx([150, explorer.cost])
    assert stage.costs.now.get_xydata()[:, 1] == pytest.approx(explorer.costs)
    widths = [bar.get_width() + bar.get_x() for bar in stage.gradients.bars[:2]]
    assert widths == pytest.approx([np.linalg.norm(g) for g in explorer.gradients])
    assert len(stage.answer.wrong.get_xydata()) == 0
    assert [ax.get_visible() for ax in stage.nodes.axes] == [True] * 3 + [False] * 5
    picture = np.asarray(explorer._live.image()).astype(int)

    def blueness(x):  # how far a pixel above that example is from white
        across, up = stage.answer.ax.transData.transform(x)
        return 765 - picture[picture.shape[0] - 1 - round(up) - 14, round(across), :3].sum()

    (low, high), (high_too, low_too) = (blueness(x) for x in ((0, 0), (0, 1))), (blueness(x) for x in ((1, 0), (1, 1)))
    assert min(high, high_too) > max(low, low_too) + 100
    explorer.reset()
    assert sorted(map(tuple, stage.answer.wrong.get_xydata())) == [(0.0, 1.0), (1.0, 0.0)]


def test_the_nodes_pictures_show_their_own_lines():
    explorer = bp.TrainingExplorer(hidden=(3, 2))
    explorer.t = 30
    nodes, grid = explorer._plots.nodes, explorer._plots.grid()
    for layer, count in ((1, 3), (2, 2)):
        explorer.layer = layer
        assert nodes.count == count and f"layer {layer}" in nodes.title.get_text()
        p = explorer.network.forward(grid).p[layer]
        for k in range(count):
            shades = nodes.shades[k]
            picture = shades.table[shades._picture][3:-3, 3:-3, :3].astype(int)
            line = (picture.sum(axis=2) < 200).any()  # darker than any shade
            assert line == bool(p[:, k].min() < -0.05 and p[:, k].max() > 0.05) or abs(p[:, k]).min() < 0.1
    explorer.hidden = (4,)
    assert explorer.layer == 1 and nodes.count == 4
    with pytest.raises(bp.InputError, match="^layer: expected a hidden layer, at most 1, got 2"):
        explorer.layer = 2


def test_nothing_is_left_of_nodes_and_surfaces_that_are_gone():
    explorer = bp.TrainingExplorer()

    def shown(ax):
        box, picture = ax.bbox, np.asarray(explorer._live.image())[::-1, :, :3]
        inside = picture[round(box.y0) + 3 : round(box.y1) - 3, round(box.x0) + 3 : round(box.x1) - 3]
        return float((inside < 250).mean())

    third, surface = explorer._plots.nodes.axes[2], explorer._plots.answer.ax
    assert shown(third) > 0.5 and shown(surface) > 0.4
    explorer.hidden = (2,)
    assert shown(third) == 0
    explorer.data = "sine"
    assert shown(surface) < 0.2
    explorer.hidden = ()
    assert shown(explorer._plots.nodes.axes[0]) == 0


def test_a_fitted_curve_is_the_prediction():
    explorer = bp.TrainingExplorer("sine", (4,), eta=0.3)
    explorer.t = 200
    x, y_hat = explorer._plots.answer.curve.get_data()
    assert y_hat == pytest.approx(explorer.network.forward(x.reshape(-1, 1)).y_hat[:, 0])
    assert explorer.accuracy is None and "typical distance" in explorer._sentence.value


def test_the_second_run_stops_at_as_many_steps_as_the_first():
    explorer = bp.TrainingExplorer("circles", eta=0.1)
    explorer.t = 40
    first = explorer.costs
    explorer._buttons["keep"].click()
    assert explorer.t == 0 and np.array_equal(explorer.kept, first)
    explorer.eta, explorer.seed = 0.4, 3
    explorer.t = 500
    assert explorer.t == 40
    explorer.step()
    assert explorer.t == 40 and "Both runs have taken 40 steps" in explorer._sentence.value
    costs = explorer._plots.costs
    assert costs.before.get_xydata()[:, 1] == pytest.approx(first) and costs.before.get_visible()
    assert costs.before.get_linestyle() == "--" and costs.before_name.get_text().strip() == "before"
    assert costs.now_name.get_visible()
    lower = explorer.cost < first[-1]  # two names at one end never meet: that of the lower line hangs below it
    assert [costs.now_name.get_va(), costs.before_name.get_va()] == ["top", "bottom"][:: 1 if lower else -1]
    explorer._buttons["forget"].click()
    assert explorer.kept is None and not costs.before.get_visible()
    explorer.t = 60
    assert explorer.t == 60
    explorer.keep()
    explorer.data = "xor"  # costs of other examples cannot be compared
    assert explorer.kept is None
    with pytest.raises(bp.InputError, match="^keep: expected at least one step"):
        explorer.keep()


def test_two_runs_can_be_compared_by_the_examples_they_have_looked_at():
    explorer = bp.TrainingExplorer("two moons", (8,), eta=0.3, batch=7, across="examples looked at")
    for t in (0, 1, 14, 15, 37):  # an epoch of 100 examples has 14 steps of 7 and one of 2
        slow = sum(len(explorer._run.rows(each)) for each in range(t))
        assert explorer._run.looked_at(t) == slow and explorer._run.step_after(slow) == max(1, t)
    explorer.t = 37
    explorer.keep()
    explorer.batch = None
    explorer.t = 500
    costs = explorer._plots.costs
    assert explorer.t == 2 and list(costs.now.get_xdata()) == [0, 100, 200]
    assert costs.before.get_xdata()[-1] == 249 and costs.ax.get_xlabel() == "examples looked at"
    assert "after 249 examples. Now: C = " in explorer._sentence.value
    assert "after 200 examples" in explorer._sentence.value
    explorer.across = "steps"
    explorer.t = 500
    assert explorer.t == 37 and "Both runs have taken 37 steps" in explorer._sentence.value
    explorer.across = "examples looked at"
    explorer.step()  # beyond the budget it stays where it is
    assert explorer.t == 37 and costs.ax.get_xlim()[1] == 3700


def test_few_predictions_stand_as_numbers_beside_their_points():
    explorer = bp.TrainingExplorer("xor")
    explorer.t = 20
    answer, canvas = explorer._plots.answer, explorer._plots.live.figure.canvas
    values, ring = answer.values, answer.wrong.get_markersize() / 2 * explorer._plots.live.figure.dpi / 72
    assert [text.get_text() for text in values] == [f"ŷ = {number(each)}" for each in explorer.passes.y_hat[:, 0]]
    for text, point in zip(values, answer.ax.transData.transform(answer.places), strict=True):
        box = text.get_window_extent(canvas.get_renderer())
        assert max(box.x0 - point[0], point[0] - box.x1) > ring + 2, "the ring of a wrong answer has room beside it"
    explorer.data = "circles"
    assert not any(text.get_visible() for text in values)
    explorer.data = ([0.0, 0.001, 2.0], [1.0, 1.0, 0.0])  # they would stand upon each other
    assert not any(text.get_visible() for text in values)


CURVE = [[0.0], [1.0], [2.0]], [0.0, 10.0, 0.0]


@pytest.mark.parametrize("nodes", [1, 8, 16])
@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("data", ["xor", "two moons", CURVE], ids=["xor", "moons", "curve"])
def test_a_small_window_can_break_the_picture_whatever_is_trained(data, activation, nodes):
    explorer = bp.TrainingExplorer(data, (nodes,), activation)
    (cut,) = explorer._live.parts()["still"]["cuts"]
    assert 400 < cut < 500


@pytest.mark.parametrize("nodes", [1, 3, 5, 8])
def test_the_nodes_pictures_stand_below_the_prediction_and_keep_off_each_other(nodes):
    explorer = bp.TrainingExplorer(hidden=(nodes,))
    boxes = [ax.get_position() for ax in explorer._plots.nodes.axes[:nodes]]
    for one, other in combinations(boxes, 2):
        assert one.x1 < other.x0 or other.y1 < one.y0
    cut = explorer._live.parts()["still"]["cuts"][0] / 800  # where a small window breaks the picture
    assert all(box.x1 < cut and box.width > 0.1 and box.y0 > 0.03 for box in boxes)


@pytest.mark.usefixtures("seen")
def test_divergence_is_a_state_with_a_reason_and_the_eta_that_is_named_works():
    explorer = bp.TrainingExplorer(eta=2.0)
    explorer.t = 400
    assert explorer.status == "diverged" and explorer.t < 400 and np.isfinite(explorer.costs).all()
    said = explorer._sentence.value
    assert "Diverged" in said and explorer._buttons["restore"].layout.display == ""
    eta = float(said.split("η = ")[1].split(" ")[0])
    explorer.restore()
    assert explorer.cost == explorer._run.costs[explorer.t] == min(explorer._run.costs)
    explorer.reset()
    explorer.eta = eta
    explorer.t = 200
    assert explorer.t == 200 and explorer.cost < explorer.costs[0]


def test_an_overshooting_step_and_a_plateau_are_said():
    explorer = bp.TrainingExplorer("two moons", (8,), eta=1.6)
    explorer.step()
    while explorer.cost_after is not None and explorer.cost_after <= explorer.cost:
        explorer.step()
    assert "overshoots" in explorer._sentence.value
    stuck = bp.TrainingExplorer("sine", (2,), eta=0.3)
    stuck.t = 600
    assert stuck.status == "plateau" and "plateau" in stuck._sentence.value


@pytest.mark.parametrize("given", SETTINGS.values(), ids=SETTINGS)
def test_the_printed_code_ends_at_the_same_weights(given):
    explorer = bp.TrainingExplorer(**given)
    explorer.t = 21
    explorer.eta = 0.07  # on the way
    explorer.t = 43
    assert "bplesson" not in code_of(explorer)
    space, printed = ran(explorer, math=math)
    assert same(space["weights"], weights(explorer))
    assert float(printed) == pytest.approx(explorer.cost)


CONSTRUCTED = {
    "unknown data": ({"data": "moon"}, "data"),
    "a number for data": ({"data": 3}, "data"),
    "three inputs": ({"data": (np.ones((4, 3)), np.ones(4))}, "data, x"),
    "nan in x": ({"data": ([1.0, math.nan], [0, 1])}, "data, x"),
    "too few labels": ({"data": ([1.0, 2.0], [0.0])}, "data, y"),
    "two outputs": ({"data": ([1.0, 2.0], np.ones((2, 2)))}, "data, y"),
    "text for hidden": ({"hidden": "three"}, "hidden[0]"),
    "no node": ({"hidden": (3, 0)}, "hidden[1]"),
    "too many nodes": ({"hidden": (400,)}, "hidden"),
    "too many layers": ({"hidden": [2] * 9}, "hidden"),
    "unknown activation": ({"activation": "tahn"}, "activations"),
    "softmax": ({"activation": "softmax"}, "activations"),
    "own activation that fails": ({"activation": lambda p: p.nothing}, "own"),
    "unknown output": ({"output": "relu"}, "output"),
    "eta of 0": ({"eta": 0}, "eta"),
    "negative batch": ({"batch": -1}, "batch"),
    "batch of 0": ({"batch": 0}, "batch"),
    "batch too large": ({"batch": 5}, "batch"),
    "half a seed": ({"seed": 0.5}, "seed"),
    "pace": ({"pace": 3}, "pace"),
    "labels beyond 1": ({"data": ([0.0, 1.0], [0.0, 2.0]), "output": "sigmoid, cross-entropy"}, "y"),
}


@pytest.mark.parametrize("given, name", CONSTRUCTED.values(), ids=CONSTRUCTED)
def test_bad_input_is_one_sentence(given, name):
    with pytest.raises(bp.InputError) as caught:
        bp.TrainingExplorer(**given)
    message = str(caught.value)
    assert message.startswith(f"{name}: expected ") and "\n" not in message and len(message) < 300


@pytest.mark.usefixtures("seen")
def test_the_last_good_state_stays_whatever_is_refused(subtests):
    explorer = bp.TrainingExplorer(seed=1)
    explorer.t = 12
    before, shown_before, costs = explorer._snapshot(), explorer._picture.parts, explorer.costs
    for trait, value in (next(iter(given.items())) for given, name in CONSTRUCTED.values() if name != "y"):
        with subtests.test(f"{trait} = {value}"):
            with pytest.raises(bp.InputError):
                setattr(explorer, trait, value)
            assert explorer._snapshot() == before and explorer.t == 12
            assert np.array_equal(explorer.costs, costs) and explorer._picture.parts == shown_before != NOTHING


@pytest.mark.parametrize("t", [-1, 1.5, "soon"])
def test_a_step_that_is_none_is_refused(t):
    explorer = bp.TrainingExplorer()
    with pytest.raises(bp.InputError, match="^t: expected a "):
        explorer.t = t


@pytest.mark.usefixtures("seen")
def test_what_was_refused_in_a_control_is_said_in_the_explorer():
    explorer = bp.TrainingExplorer()
    shown_before = explorer._picture.parts
    explorer._controls["seed"].box.value = 1.5
    assert "That cannot be done" in explorer._sentence.value and explorer.seed == 0
    assert explorer._controls["seed"].box.value == 0
    assert explorer._picture.parts == shown_before != NOTHING


@pytest.mark.usefixtures("seen")
def test_every_preset_shows_its_state_and_asks_its_question():
    explorer = bp.TrainingExplorer()
    assert len(explorer.presets) >= 8
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith(("?", ".")) and preset.question in explorer._question.value
        assert all(getattr(explorer, trait) == value for trait, value in preset.state.items())
        explorer.step()
        explorer.seed = 9
        explorer.step()
        explorer.reset()
        assert explorer.seed == preset.state.get("seed", 0) and explorer.t == 0
    explorer._choose.value = "your own numbers"
    assert (explorer.data, explorer.hidden, explorer.eta) == ("xor", (3,), 0.5)


def test_the_layer_that_is_shown_is_a_whole_number():
    explorer = bp.TrainingExplorer("two moons", (8, 8))
    explorer.layer = 2.0
    assert explorer.layer == 2 and type(explorer.layer) is int
    explorer.step()
    assert explorer._controls["layer"].view.value == "2"


def test_a_function_that_has_no_name_is_called_own():
    explorer = bp.TrainingExplorer(activation=partial(np.tanh))
    explorer.step()
    named = bp.TrainingExplorer(activation="tanh")
    named.step()
    assert explorer._controls["activation"].view.value == "own" and "network, own, η" in repr(explorer)
    assert explorer.cost == pytest.approx(named.cost)


def test_a_preset_begins_without_the_run_that_was_kept_and_its_limit():
    explorer = bp.TrainingExplorer("xor")
    names = [name for name, preset in explorer.presets.items() if preset.state.get("data", "xor") == "xor"]
    for name in (names[0], "your own numbers"):
        explorer.t = 5
        explorer.keep()
        explorer.preset = name
        assert explorer.kept is None and not explorer._plots.costs.before.get_visible()
        explorer.t = 10
        assert explorer.t == 10


def test_a_batch_that_no_menu_has_is_offered_beside_the_others_as_long_as_it_is_set():
    explorer = bp.TrainingExplorer(batch=3)
    menu, offered = explorer._controls["batch"].view, []
    assert (menu.options, menu.value) == (("all", "1", "2", "3"), "3")
    menu.observe(lambda change: offered.append(change.new), "options")
    explorer.t = 4
    explorer.step_back()
    assert offered == [] and menu.value == "3"
    explorer.batch = 2
    assert (menu.options, menu.value) == (("all", "1", "2"), "2")


# play ----------------------------------------------------------------------------------------------------------------
def played(explorer, seconds, answers=True, then=lambda explorer: None):
    """Play for so long at most in a loop of its own, with a browser that reports every frame, or none: what was sent.

    `then` is done while it plays.
    """
    frames = []

    def sent(change):
        frames.append(change.new)
        if answers:
            explorer._picture._handle_custom_msg({"drawn": change.new}, [])

    async def session():
        explorer._picture.observe(sent, "asked")
        explorer._buttons["play"].click()
        until = perf_counter() + seconds
        while explorer.playing and perf_counter() < until:
            await asyncio.sleep(0.01)
        then(explorer)
        await asyncio.sleep(0)
        explorer._picture.unobserve(sent, "asked")
        return explorer._player._task

    task = asyncio.run(session())
    assert task.done() or not explorer.playing
    return frames


@pytest.mark.usefixtures("seen")
def test_play_takes_its_steps_and_the_button_pauses_it_at_once():
    explorer = bp.TrainingExplorer(pace=2)
    at = []

    def pause(explorer):
        assert explorer.playing and explorer._buttons["play"].description == "pause"
        explorer._buttons["play"].click()
        at.append(explorer.t)
        assert explorer._buttons["play"].description == "play"
        assert 'aria-live="polite"' in explorer._sentence.value  # spoken, now that nothing moves any more

    frames = played(explorer, 1.0, then=pause)
    assert len(frames) >= 3 and explorer.t == at[0] == 2 * len(frames)
    again = bp.TrainingExplorer()
    again.t = explorer.t
    assert same(weights(again), weights(explorer)) and np.array_equal(again.costs, explorer.costs)


@pytest.mark.usefixtures("seen")
def test_a_browser_that_draws_nothing_is_not_sent_more_and_more(monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 60.0)
    explorer = bp.TrainingExplorer()
    assert len(played(explorer, 1.5, answers=False, then=bp.TrainingExplorer.pause)) == player.AHEAD


@pytest.mark.usefixtures("seen")
def test_when_nobody_looks_it_stops(monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 0.01)
    monkeypatch.setattr(player, "DESERTED", 0.3)
    explorer = bp.TrainingExplorer()
    played(explorer, 3.0, answers=False, then=lambda explorer: explorer.playing and pytest.fail("still playing"))


@pytest.mark.usefixtures("seen")
def test_play_stops_at_the_budget_and_where_numbers_run_away():
    explorer = bp.TrainingExplorer(pace=100)
    explorer.t = 60
    explorer.keep()
    played(explorer, 60.0)
    assert explorer.t == 60 and not explorer.playing and explorer._buttons["play"].description == "play"
    wild = bp.TrainingExplorer(eta=2.0, pace=100)
    played(wild, 60.0)
    assert wild.status == "diverged" and not wild.playing


@pytest.mark.usefixtures("seen")
def test_play_ends_where_it_has_learned_and_goes_on_from_there_until_nothing_moves(monkeypatch):
    monkeypatch.setattr(trainer, "BUSY", 60.0)  # all steps of a picture, on a slow machine too
    explorer = bp.TrainingExplorer(seed=2, eta=0.8, hidden=(2,), pace=100)
    played(explorer, 60.0)
    learned = explorer.t
    assert explorer.status == "learned" and not explorer.playing and 1e-6 < explorer.cost < 0.02
    assert "Learned" in explorer._sentence.value and 'aria-live="polite"' in explorer._sentence.value
    played(explorer, 60.0)
    assert explorer.t > learned and explorer.at_rest and explorer.cost > 1e-20
    explorer.keep()
    played(explorer, 60.0)
    assert explorer.t == explorer._limit  # beside a kept run it takes as many steps


@pytest.mark.usefixtures("seen")
def test_settings_can_be_changed_while_it_plays():
    explorer = bp.TrainingExplorer()

    def faster(explorer):
        explorer.eta = 0.9
        assert explorer.playing and explorer.t > 0 and explorer._run.etas[explorer.t] == 0.9
        explorer.hidden = (2,)
        assert not explorer.playing and explorer.t == 0

    played(explorer, 0.6, then=faster)


@pytest.mark.usefixtures("seen")
def test_trouble_while_it_plays_is_shown_and_ends_it():
    explorer = bp.TrainingExplorer()

    def broken(*_):
        raise RuntimeError("the pen <broke>")

    explorer._plots.move = broken
    debug = os.environ.pop("BPLESSON_DEBUG", None)
    try:
        played(explorer, 0.5)
    finally:
        if debug is not None:
            os.environ["BPLESSON_DEBUG"] = debug
    assert not explorer.playing and "RuntimeError: the pen &lt;broke&gt;" in explorer._sentence.value


def test_without_a_notebook_play_says_what_to_do_instead():
    explorer = bp.TrainingExplorer()
    with pytest.raises(bp.InputError, match="^play: expected a notebook with a running event loop, got none; use step"):
        explorer.play()
    explorer._buttons["play"].click()
    assert "That cannot be done" in explorer._sentence.value and not explorer.playing


# out of the explorer -------------------------------------------------------------------------------------------------
def test_what_a_notebook_keeps_is_true_without_a_kernel(tmp_path):
    explorer = bp.TrainingExplorer("two moons", (8, 8), eta=0.3, batch=10)
    explorer.t = 30
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    said = repr(explorer)
    assert bundle["text/plain"] == said and "\n" not in said and "0x" not in said
    assert f"C = {explorer.cost:.4f}" in said and "2-8-8-1" in said and "10 examples a step" in said
    explorer.save(tmp_path / "now.png")
    assert Image.open(tmp_path / "now.png").size == (800, 500)
    own = repr(bp.TrainingExplorer(activation=wavy))
    assert "0x" not in own and "wavy" in own
