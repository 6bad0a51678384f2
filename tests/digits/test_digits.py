"""The training on digits without a browser: one state, seen alike from traits, controls, results and artists."""

import asyncio
import re
from time import perf_counter

import numpy as np
import pytest
from PIL import Image

import bplesson as bp
from bplesson.digits import run as digits_run
from bplesson.kit import player
from bplesson.kit.picture import NOTHING
from tests.kit.printed import ran

X, Y, X_TEST, Y_TEST = bp.digits()
ACTIVATIONS = ["identity", "tanh", "softmax"]


def written_out(epochs, hidden=8, eta=0.5, batch=64, seed=0):
    """The network after so many epochs, in the lesson's own lines, and the generator."""
    rng = np.random.default_rng(seed)
    network = bp.Network.random((64, hidden, 10), ACTIVATIONS, rng, "cross-entropy", bias=True)
    for network in bp.train(network, X, Y, eta, epochs, batch, rng) if epochs else ():
        pass
    return network, rng


def small(**given):
    return bp.DigitsExplorer(**{"hidden": (8,), "batch": 64, "epochs": 12, **given})


def same(one, other):
    return all(np.allclose(a, b, rtol=1e-12, atol=1e-14) for a, b in zip(one.weights, other.weights, strict=True))


def test_the_network_of_an_epoch_is_that_of_the_lines_in_the_lesson():
    explorer = small(seed=3)
    explorer.epoch = 5
    network, _ = written_out(5, seed=3)
    assert same(explorer.network, network)
    assert explorer.costs[-1] == pytest.approx(float(network.mean_cost(X, Y)))
    assert explorer.test_costs[-1] == pytest.approx(float(network.mean_cost(X_TEST, Y_TEST)))
    assert explorer.accuracy == explorer.accuracies[-1] == bp.accuracy(network, X_TEST, Y_TEST)
    assert explorer.train_accuracies[-1] == bp.accuracy(network, X, Y)
    assert np.array_equal(explorer.confusion, bp.confusion(network, X_TEST, Y_TEST))
    said = network.forward(X_TEST).y_hat
    assert sorted(explorer.wrong) == np.flatnonzero(said.argmax(axis=1) != Y_TEST.argmax(axis=1)).tolist()
    assert (np.diff(said[explorer.wrong].max(axis=1)) <= 0).all()  # the surest first
    assert len(explorer.costs) == len(explorer.test_costs) == len(explorer.accuracies) == 6


def test_an_epoch_is_the_same_however_one_gets_there():
    one, other = small(), small()
    one.epoch = 9
    one.epoch = 2
    other.step()
    other.step()
    assert same(one.network, other.network) and np.array_equal(one.costs, other.costs)
    one.step_back()
    one.epoch = 9
    one.begin()
    assert one.epoch == 0 and same(one.network, written_out(0)[0])
    one.epoch = 2
    assert same(one.network, other.network)


def test_eta_may_change_on_the_way_and_other_settings_begin_anew():
    explorer = small()
    explorer.epoch = 6
    explorer.epoch = 3
    explorer.eta = 0.1
    assert explorer.epoch == 3
    explorer.epoch = 5
    network, rng = written_out(3)
    for network in bp.train(network, X, Y, 0.1, 2, 64, rng):
        pass
    assert same(explorer.network, network)
    for name, value in (("batch", 128), ("seed", 1), ("hidden", (4, 4)), ("activation", "relu")):
        explorer.epoch = 2
        setattr(explorer, name, value)
        assert explorer.epoch == 0 and len(explorer.costs) == 1, name
    explorer.epoch = 4
    explorer.pace, explorer.digit, explorer.epochs = 5, 8, 20
    assert explorer.epoch == 4
    explorer.epochs = 3
    assert explorer.epoch == 3 and explorer.status == "done"


def test_code_moves_the_controls_and_controls_move_the_state():
    explorer = small()
    explorer.eta, explorer.epochs, explorer.hidden, explorer.batch = 0.25, 30, (16, 4), None
    knobs = explorer._controls
    assert (knobs["eta"].box.value, knobs["epochs"].box.value) == (0.25, 30)
    assert (knobs["hidden"].view.value, knobs["batch"].view.value) == ("16, 4 nodes", "all 1437")
    knobs["eta"].slider.value, knobs["epochs"].box.value = 0.8, 7
    knobs["hidden"].view.value, knobs["batch"].view.value = "4 nodes", "16"
    knobs["activation"].view.value, knobs["digit"].view.value = "sigmoid", "to 8 only"
    assert (explorer.eta, explorer.epochs, explorer.hidden, explorer.batch) == (0.8, 7, (4,), 16)
    assert (explorer.activation, explorer.digit) == ("sigmoid", 8)
    explorer._buttons["step"].click()
    explorer._buttons["new"].click()
    assert (explorer.epoch, explorer.seed) == (0, 1)
    below = explorer.view.children[explorer.view.children.index(explorer._sentence) + 1]
    assert below.children == tuple(knobs[name].view for name in ("hidden", "eta", "batch", "epochs"))


# picture -------------------------------------------------------------------------------------------------------------
def places(numbers):
    """The digits that stand at each place, read off the artists."""
    found = {}
    for digit, line in enumerate(numbers.digits):
        for across, up in line.get_xydata():
            found.setdefault(round(up), []).append((across, digit))
    return {up: [digit for _, digit in sorted(each)] for up, each in found.items()}


def test_where_a_training_begins_is_seen_before_it_has_begun():
    stage = small()._plots
    for panel in (stage.costs, stage.shares):
        low, high = panel.ax.get_ylim()
        assert all(end.get_visible() and low <= end.get_ydata()[0] <= high for end in panel.ends)


def test_the_picture_shows_the_state():
    explorer = small()
    explorer.epoch = 10
    stage = explorer._plots
    for panel, pair, factor in (
        (stage.costs, (explorer.costs, explorer.test_costs), 1),
        (stage.shares, (explorer.train_accuracies, explorer.accuracies), 100),
    ):
        for line, end, values in zip(panel.lines, panel.ends, pair, strict=True):
            assert line.get_xydata() == pytest.approx(np.column_stack([np.arange(11), factor * values]))
            assert end.get_xydata()[0] == pytest.approx([10, factor * values[-1]])
            assert values[-1] * factor >= panel.ax.get_ylim()[0]
    written = places(stage.confusion.numbers)
    for label in range(10):
        counts = [count for count in explorer.confusion[label] if count]
        assert "".join(map(str, written[label])) == "".join(map(str, counts))
    said = X_TEST[explorer.wrong], explorer.network.forward(X_TEST[explorer.wrong]).y_hat.argmax(axis=1)
    first = stage.wrong.numbers[0]
    count = min(7, len(explorer.wrong))
    assert places(first)[1] == said[1][:count].tolist()  # said; below it: is
    assert places(first)[2] == Y_TEST[explorer.wrong][:count].argmax(axis=1).tolist()
    assert f"{len(explorer.wrong)} of 360" in stage.wrong.title.get_text()


def darkness(explorer, tiles, k):
    """How dark the picture is at each pixel of tile k, (64,)."""
    picture = 255 - np.asarray(explorer._live.image().convert("L")).astype(float)
    box = tiles.axes.bbox
    row, column = divmod(k, tiles.columns)
    step = box.width / (9 * tiles.columns + 1)
    middle = np.arange(8) + 1.5
    across = (box.x0 + step * (9 * column + middle)).astype(int)
    down = (explorer._live.figure.bbox.height - box.y1 + step * (9 * row + middle)).astype(int)
    return picture[np.ix_(down, across)].ravel()


def test_images_and_weights_stand_the_right_way_up():
    explorer = small()
    explorer.epoch = 2
    for k in (0, 6):
        image = X_TEST[explorer.wrong[k]]
        assert np.corrcoef(darkness(explorer, explorer._plots.wrong.tiles[0], k), image)[0, 1] > 0.99
    W = explorer.network.weights[0][:, :-1]
    for k in (0, 7):
        assert np.corrcoef(darkness(explorer, explorer._plots.weights.tiles, k), W[k])[0, 1] > 0.95


def test_a_click_into_the_table_shows_the_wrong_answers_to_one_digit():
    explorer = small()
    explorer.epoch = 1
    size = explorer._live.figure.bbox

    def click(said, label):
        pixel = explorer._plots.confusion.ax.transData.transform((said, label))
        explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])

    click(2.1, 4.2)
    wrong = int(explorer.confusion[4].sum() - explorer.confusion[4, 4])
    total = int(explorer.confusion[4].sum())
    assert explorer.digit == 4
    assert f"wrong: {wrong} of {total} images of 4" in explorer._plots.wrong.title.get_text()
    if wrong:
        assert set(places(explorer._plots.wrong.numbers[0])[2]) == {4}
    click(7.0, 3.9)
    assert explorer.digit is None


# words ---------------------------------------------------------------------------------------------------------------
def test_the_sentence_shows_how_far_it_is():
    explorer = small()
    assert "Nothing has been learned yet" in explorer._sentence.value
    explorer.epoch = 12
    said = explorer._sentence.value
    assert '<progress value="12" max="12"' in said and "Epoch 12 of 12" in said and "All 12 epochs" in said
    assert f"{round(100 * explorer.accuracy)} % (test)" in said
    assert explorer._buttons["play"].disabled and explorer._buttons["step"].disabled
    explorer.epochs = 13
    assert not explorer._buttons["play"].disabled


@pytest.mark.usefixtures("seen")
def test_what_goes_wrong_is_said():
    wild = bp.DigitsExplorer(eta=5.0, epochs=3)
    wild.epoch = 3
    assert "No better than guessing, which costs ln 10 = 2.30" in wild._sentence.value
    beyond = bp.DigitsExplorer(hidden=(8,), activation="identity", eta=200.0, epochs=40)
    beyond.epoch = 40
    assert beyond.status == "diverged" and beyond.epoch < 40 and np.isfinite(beyond.costs).all()
    assert "Diverged" in beyond._sentence.value
    beyond.eta = 0.1
    assert beyond.status == "running"
    heart = bp.DigitsExplorer()
    heart.preset = "learned by heart"
    heart.epoch = heart.epochs
    best = int(heart.test_costs.argmin())
    assert best < 80 and f"lowest at epoch {best}" in heart._sentence.value


@pytest.mark.usefixtures("seen")
def test_every_preset_shows_its_state_and_asks_its_question():
    explorer = small()
    assert len(explorer.presets) >= 5
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith(("?", ".")) and preset.question in explorer._question.value
        for trait, value in preset.state.items():
            assert getattr(explorer, trait) == (len(X) if (trait, value) == ("batch", None) else value)
        explorer.step()
    explorer._choose.value = "your own numbers"
    assert (explorer.hidden, explorer.batch, explorer.epochs, explorer.epoch) == ((8,), 64, 12, 0)


CONSTRUCTED = {
    "text for hidden": ({"hidden": "many"}, "hidden[0]"),
    "no node": ({"hidden": (0,)}, "hidden[0]"),
    "too many nodes": ({"hidden": (400,)}, "hidden"),
    "too many layers": ({"hidden": (8, 8, 8)}, "hidden"),
    "unknown activation": ({"activation": "tahn"}, "activation"),
    "softmax": ({"activation": "softmax"}, "activation"),
    "eta of 0": ({"eta": 0}, "eta"),
    "batch of 0": ({"batch": 0}, "batch"),
    "batch too large": ({"batch": 2000}, "batch"),
    "no epochs": ({"epochs": 0}, "epochs"),
    "too many epochs": ({"epochs": 10_000}, "epochs"),
    "half a seed": ({"seed": 0.5}, "seed"),
}


@pytest.mark.parametrize("given, name", CONSTRUCTED.values(), ids=CONSTRUCTED)
def test_bad_input_is_one_sentence(given, name):
    with pytest.raises(bp.InputError) as caught:
        bp.DigitsExplorer(**given)
    message = str(caught.value)
    assert message.startswith(f"{name}: expected ") and "\n" not in message and len(message) < 200


@pytest.mark.usefixtures("seen")
def test_the_last_good_state_stays_whatever_is_refused(subtests):
    explorer = small()
    explorer.epoch = 2
    before, shown_before = explorer._snapshot(), explorer._picture.parts
    for given, _ in CONSTRUCTED.values():
        trait, value = next(iter(given.items()))
        with subtests.test(f"{trait} = {value}"):
            with pytest.raises(bp.InputError):
                setattr(explorer, trait, value)
            assert (
                explorer._snapshot() == before
                and explorer.epoch == 2
                and explorer._picture.parts == shown_before != NOTHING
            )


@pytest.mark.usefixtures("seen")
def test_an_epoch_beyond_those_that_are_to_be_done_is_refused():
    explorer = small()
    shown_before = explorer._picture.parts
    for value in (13, -1, 1.5, "last"):
        with pytest.raises(bp.InputError, match="^epoch: expected "):
            explorer.epoch = value
    explorer._controls["epochs"].box.value = 0.5
    assert "That cannot be done" in explorer._sentence.value and explorer.epochs == 12
    assert explorer._picture.parts == shown_before != NOTHING


# play ----------------------------------------------------------------------------------------------------------------
def played(explorer, seconds, then):
    """Play in a loop of its own, with a browser that reports every frame; after `seconds`, `then` is done."""

    async def session():
        explorer._picture.observe(lambda change: setattr(explorer._picture, "drawn", change.new), "asked")
        explorer._buttons["play"].click()
        for _ in range(round(seconds / 0.02)):
            await asyncio.sleep(0.02)
            if not explorer.playing:
                break
        then(explorer)
        await asyncio.sleep(0.3)
        return explorer._player._task

    task = asyncio.run(session())
    assert task.done() or not explorer.playing


@pytest.mark.usefixtures("seen")
def test_it_can_be_stopped_keeps_what_was_reached_and_goes_on():
    explorer, at = small(epochs=200), []

    def stop(explorer):
        assert explorer.playing and explorer._buttons["play"].description == "stop"
        assert explorer.seconds_left > 0 and re.search(r"about \d+ s left", explorer._sentence.value)
        began = perf_counter()
        explorer._buttons["play"].click()
        assert perf_counter() - began < 0.2
        at.append(explorer.epoch)

    played(explorer, 1.0, stop)
    assert explorer.epoch == at[0] > 2 and " left" not in explorer._sentence.value
    assert explorer._buttons["play"].description == "train"
    assert same(explorer.network, written_out(at[0])[0])
    played(explorer, 0.5, lambda explorer: explorer.pause())
    assert explorer.epoch > at[0] and same(explorer.network, written_out(explorer.epoch)[0])


@pytest.mark.usefixtures("seen")
def test_it_stops_at_the_last_epoch_and_says_how_to_go_on():
    explorer = small(epochs=6)
    explorer.pace = 5
    played(explorer, 20.0, lambda explorer: None)
    assert explorer.epoch == 6 and not explorer.playing and explorer.status == "done"
    with pytest.raises(bp.InputError, match="^epochs: expected more than the 6 that are done"):
        explorer.play()


@pytest.mark.usefixtures("seen")
def test_settings_can_be_changed_while_it_trains():
    explorer = small(epochs=200)

    def change(explorer):
        explorer.eta = 0.2
        assert explorer.playing and explorer.epoch > 0
        explorer.hidden = (4,)
        assert not explorer.playing and explorer.epoch == 0

    played(explorer, 0.6, change)


@pytest.mark.usefixtures("seen")
def test_when_nobody_looks_it_stops(monkeypatch):
    monkeypatch.setattr(player, "PATIENCE", 0.01)
    monkeypatch.setattr(player, "DESERTED", 0.2)
    explorer = small(epochs=200)

    async def session():
        explorer.play()
        await asyncio.wait_for(explorer._player._task, 20)

    asyncio.run(session())
    assert not explorer.playing and 0 < explorer.epoch < 200


# out of the explorer -------------------------------------------------------------------------------------------------
def test_the_printed_code_ends_at_the_same_network():
    explorer = small()
    explorer.epoch = 3
    explorer.eta = 0.1
    for epoch in (5, 2):  # and back to where the learning rate was another one
        explorer.epoch = epoch
        space, _ = ran(explorer)
        assert same(space["network"], explorer.network)


def test_what_a_notebook_keeps_is_true_without_a_kernel(tmp_path):
    explorer = small()
    explorer.epoch = 4
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    said = repr(explorer)
    assert bundle["text/plain"] == said and "\n" not in said and "0x" not in said and "epoch 4 of 12" in said
    assert f"{round(100 * explorer.accuracy)} % of 360 test images" in said and "64-8-10" in said
    explorer.save(tmp_path / "now.png")
    assert Image.open(tmp_path / "now.png").size == (800, 520)
    assert said in explorer._picture.says


def test_the_last_bits_of_the_weights_do_not_change_a_single_answer(monkeypatch):
    explorer, network_random = small(epochs=60, batch=32, hidden=(32,)), bp.Network.random
    explorer.epoch = 60

    def shaken(*given, **more):  # as another processor's tanh might
        network = network_random(*given, **more)
        return network.with_weights([W * (1 + 1e-15) for W in network.weights])

    monkeypatch.setattr(digits_run.Network, "random", shaken)
    other = small(epochs=60, batch=32, hidden=(32,))
    other.epoch = 60
    assert not np.array_equal(other.network.weights[0], explorer.network.weights[0])
    assert repr(other) == repr(explorer) and np.array_equal(other.confusion, explorer.confusion)
