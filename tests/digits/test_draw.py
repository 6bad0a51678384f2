"""The page to draw on without a browser: what is sent from it, what is shown beside it, and what the network says."""

import math

import numpy as np
import pytest
from PIL import Image

import bplesson as bp
from bplesson.digits.draw_settings import trained
from tests.kit.printed import code_of, ran

X, Y, X_TEST, Y_TEST = bp.digits()


def random_network(*hidden, activation="tanh"):
    activations = ["identity", *[activation] * len(hidden), "softmax"]
    return bp.Network.random((64, *hidden, 10), activations, np.random.default_rng(1), "cross-entropy", bias=True)


NETWORKS = {
    "trained": trained,
    "no hidden layer": random_network,
    "two hidden layers": lambda: random_network(12, 5),
    "relu": lambda: random_network(20, activation="relu"),
    "own": lambda: random_network(6, activation=lambda p: p**3 / 3 + p),
}


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_results_and_screen_are_what_the_network_says(make):
    network = make()
    explorer = bp.DrawExplorer(network, X_TEST[5])
    explorer.image = X_TEST[7]
    forward = network.forward(X_TEST[7])
    assert explorer.probabilities == pytest.approx(forward.y_hat[0]) and explorer.probabilities.sum() == pytest.approx(
        1
    )
    assert explorer.prediction == forward.y_hat.argmax()
    answer = explorer._page.answer
    assert answer["prediction"] == explorer.prediction
    assert answer["probabilities"] == pytest.approx(explorer.probabilities, abs=1e-4)
    assert [layer["q"] for layer in answer["layers"]] == [
        pytest.approx(q[0, :size], abs=1e-3) for q, size in zip(forward.q[1:-1], network.sizes[1:-1])
    ]
    for layer in answer["layers"]:
        low, high = layer["low"], layer["high"]
        assert low < high and low - 1e-3 <= min(layer["q"]) and max(layer["q"]) <= high + 1e-3
    assert f"It says {explorer.prediction}" in explorer._sentence.value
    assert f"δ{'₁₂₃'[len(network.weights) - 1]}" in answer["help"]


@pytest.mark.parametrize("make", NETWORKS.values(), ids=NETWORKS)
def test_ink_raises_the_prediction_where_delta_is_negative_and_lowers_it_where_it_is_positive(make):
    explorer = bp.DrawExplorer(make(), X_TEST[3])
    at = explorer.prediction
    delta = np.array(explorer._page.answer["delta"])
    for k in np.argsort(-np.abs(delta))[:8]:
        up, down = (X_TEST[3] + sign * 1e-5 * (np.arange(64) == k) for sign in (1, -1))
        logs = [math.log(explorer.network.forward(image).y_hat[0, at]) for image in (up, down)]
        assert (logs[0] - logs[1]) / 2e-5 == pytest.approx(-delta[k], rel=1e-2)


def test_what_is_drawn_in_the_browser_becomes_the_image_and_what_is_set_in_code_is_shown():
    explorer = bp.DrawExplorer()
    drawn = [0.0] * 64
    drawn[10:14] = [0.25, 1.0, 1.0, 0.25]
    explorer._page.image = drawn  # as a message from the browser does
    assert explorer.image.tolist() == drawn
    assert explorer.probabilities == pytest.approx(explorer.network.forward(np.array(drawn)).y_hat[0])
    explorer.image = X_TEST[4].reshape(8, 8)
    assert explorer._page.image == X_TEST[4].tolist() and explorer.image.shape == (64,)
    with pytest.raises(ValueError, match="read-only"):
        explorer.image[0] = 1
    for word, erasing in (("erase", True), ("draw", False)):
        explorer._pen.value = word
        assert explorer._page.erasing == erasing


def test_a_change_is_one_message_to_the_page(monkeypatch):
    explorer, sent = bp.DrawExplorer(), []
    monkeypatch.setattr(explorer._page, "send_state", lambda key=None: sent.append(set(key)))
    explorer.example = 8
    explorer.image = explorer.image  # nothing new
    assert [each for each in sent if each] == [{"image", "answer"}]


def test_test_images_are_loaded_and_known_until_they_are_changed():
    explorer = bp.DrawExplorer()
    assert explorer.example == 0 and np.array_equal(explorer.image, X_TEST[0])
    assert explorer.label == Y_TEST[0].argmax() and "This is test image 0: right" in explorer._sentence.value
    explorer._buttons["next"].click()
    assert explorer.example == 1 and np.array_equal(explorer.image, X_TEST[1])
    explorer._controls["example"].slider.value = 42
    assert explorer.example == 42 and explorer.label == Y_TEST[42].argmax()
    explorer.image = np.maximum(explorer.image, 0.5)
    assert explorer.label is None and "began as test image 42" in explorer._sentence.value
    explorer.example = 359
    explorer.next()
    assert explorer.example == 0
    explorer._buttons["clear"].click()
    assert explorer.example is None and explorer.label is None and not explorer.image.any()
    assert "The page is empty" in explorer._sentence.value
    explorer.example = 0
    assert np.array_equal(explorer.image, X_TEST[0])


def test_the_next_mistake_is_the_next_image_with_a_wrong_answer():
    explorer = bp.DrawExplorer()
    said = explorer.network.forward(X_TEST).y_hat.argmax(axis=1)
    wrong = np.flatnonzero(said != Y_TEST.argmax(axis=1))
    seen = []
    for _ in range(len(wrong) + 1):
        explorer._buttons["mistake"].click()
        seen.append(explorer.example)
        assert f"<b>wrong</b>, it is a {Y_TEST[explorer.example].argmax()}" in explorer._sentence.value
    assert seen == [*wrong, wrong[0]]


def test_centre_moves_a_digit_back_and_loses_no_ink():
    explorer = bp.DrawExplorer()
    for k in range(20):
        image = np.zeros((8, 8))
        image[:, 2:6] = X_TEST[k].reshape(8, 8)[:, 2:6]
        explorer.image = image
        explorer.centre()
        middle = explorer.image
        for left in (1, 2):
            explorer.image = np.roll(image, -left, axis=1)
            explorer._buttons["centre"].click()
            assert np.array_equal(explorer.image, middle)
            assert explorer.image.sum() == pytest.approx(image.sum())
    explorer.clear()
    explorer.centre()
    assert not explorer.image.any()


def test_without_a_network_one_is_trained_and_it_can_be_exchanged():
    explorer = bp.DrawExplorer()
    assert bp.accuracy(explorer.network, X_TEST, Y_TEST) >= 0.97
    other = random_network(3)
    explorer.network = other
    assert explorer.network is other and len(explorer._page.answer["layers"][0]["q"]) == 3
    assert explorer.probabilities == pytest.approx(other.forward(explorer.image).y_hat[0])


def test_every_preset_shows_its_page_and_asks_its_question():
    explorer = bp.DrawExplorer(image=X_TEST[9])
    assert len(explorer.presets) >= 5
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith(("?", ".")) and preset.question in explorer._question.value
        page = explorer.image.reshape(8, 8)
        first = X_TEST[0].reshape(8, 8)
        expected = {"empty": 0 * first, "example": first, "negative": 1 - first, "moved": np.pad(first, (0, 2))[:8, 2:]}
        kind = preset.state["page"]
        if kind == "mistake":
            assert explorer.label is not None and explorer.label != explorer.prediction
        else:
            assert np.array_equal(page, expected[kind])
    explorer.preset = "moved to the side"
    assert explorer.prediction != Y_TEST[0].argmax()  # or the question would have no point
    explorer._choose.value = "your own numbers"
    assert np.array_equal(explorer.image, X_TEST[9])


two_inputs = bp.Network.random((2, 10), ["identity", "softmax"], np.random.default_rng(0), "cross-entropy")
BAD = {
    "text": ("image", "seven"),
    "too few pixels": ("image", [0.5] * 63),
    "beyond 1": ("image", [16.0] * 64),
    "negative": ("image", [-0.1] * 64),
    "not a number": ("image", [math.nan] * 64),
    "no image": ("image", None),
    "no such example": ("example", 360),
    "half an example": ("example", 0.5),
    "no network": ("network", "mine"),
    "other inputs": ("network", two_inputs),
    "no softmax": ("network", bp.Network.random((64, 10), "tanh", np.random.default_rng(0))),
}


@pytest.mark.parametrize("trait, value", BAD.values(), ids=BAD)
def test_bad_input_is_one_sentence_and_the_last_good_state_stays(trait, value):
    explorer = bp.DrawExplorer(image=X_TEST[2])
    before, shown, network = explorer.image, explorer._page.answer, explorer.network
    with pytest.raises(bp.InputError) as caught:
        setattr(explorer, trait, value)
    message = str(caught.value)
    assert message.startswith(f"{trait}: expected ") and "\n" not in message and len(message) < 250
    assert explorer.image is before and explorer._page.answer == shown and explorer.network is network
    if trait != "example" and value is not None:
        with pytest.raises(bp.InputError):
            bp.DrawExplorer(**{trait: value})


def test_trouble_on_the_page_is_shown_and_not_swallowed():
    explorer = bp.DrawExplorer()
    explorer._page.image = [2.0] * 64
    assert "That cannot be done" in explorer._sentence.value and np.array_equal(explorer.image, X_TEST[0])


def cubic(p):
    return p**3 / 3 + p


def numbers_only(p):
    return math.atan(p)


PRINTED = {
    **{name: make for name, make in NETWORKS.items() if name != "own"},
    "own": lambda: random_network(6, 4, activation=cubic),
    "own for numbers": lambda: random_network(6, activation=numbers_only),
    "no biases": lambda: bp.Network.random(
        (64, 7, 10), ["tanh", "sigmoid", "softmax"], np.random.default_rng(2), "cross-entropy"
    ),
}


@pytest.mark.parametrize("make", PRINTED.values(), ids=PRINTED)
def test_the_printed_code_gives_the_answer_that_is_shown(make):
    explorer = bp.DrawExplorer(make())
    explorer.example = 5
    mine = {} if make is trained else {"network": explorer.network}
    space, printed = ran(explorer, math=math, **mine)
    assert printed.startswith(f"{explorer.prediction} [")
    assert space["y_hat"] == pytest.approx(explorer.probabilities, rel=1e-9)
    assert space["delta"][-1] == pytest.approx(explorer.passes.delta[-1], rel=1e-5)
    assert ("bplesson" in code_of(explorer)) == (make is trained)


def test_what_a_notebook_keeps_is_true_without_a_kernel(tmp_path):
    explorer = bp.DrawExplorer()
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    said = repr(explorer)
    assert bundle["text/plain"] == said and "\n" not in said and "0x" not in said
    assert f"test image 0, a {Y_TEST[0].argmax()}; it says {explorer.prediction}" in said
    explorer.image = X_TEST[0] * 0.9
    assert f"ink on {np.count_nonzero(X_TEST[0])} of 64 pixels" in repr(explorer)
    explorer.save(tmp_path / "page.png")
    picture = 255 - np.asarray(Image.open(tmp_path / "page.png").convert("L")).astype(float)
    height = picture.shape[0]
    top = 44  # of the page in the still picture, 27 pixels for each of its pixels
    middles = (np.arange(8) * 27 + 13.5).astype(int)
    page = picture[np.ix_(top + middles, 16 + middles)]
    assert height > 216 and np.corrcoef(page.ravel(), explorer.image)[0, 1] > 0.99
    with pytest.raises(bp.InputError, match=r"^path: expected a name that ends in \.png"):
        explorer.save(tmp_path / "page.bmp")


def test_one_image_after_another_is_a_move_that_can_be_taken_back():
    explorer = bp.DrawExplorer()
    before = explorer.image
    explorer.image = np.roll(before, 1)
    explorer.centre()
    explorer.undo()
    explorer.undo()
    assert np.array_equal(explorer.image, before) and "cannot" not in explorer._sentence.value
