"""The explorer of 5.7: what stands on its map is the cost of the network it was given, in the plane it names."""

import math

import numpy as np
import pytest

import bplesson as bp
from bplesson.kit.pixels import HIGHEST
from bplesson.training.plots import finer

X, Y = bp.xor()


def network(hidden=3, seed=0):
    return bp.Network.random([2, hidden, 1], ["identity", "tanh", "identity"], np.random.default_rng(seed), bias=True)


NETWORK = network()
PATH = bp.descend(NETWORK, X, Y, eta=0.3, steps=150)


def make(**given):
    return bp.DirectionsExplorer(NETWORK, X, Y, PATH, **given)


def flat(weights):
    return np.concatenate([np.ravel(W) for W in weights])


PLANES = [
    ("start to end", "downhill at the start"),
    ("main", "second"),
    ("random", "random too"),
    ("w01_20", "w12_01"),
    ("downhill at the start", "w01_12"),
]


@pytest.mark.parametrize("around", ["end", "start"])
@pytest.mark.parametrize("across, up", PLANES)
def test_5_7_the_map_is_the_cost_on_the_plane_it_names(across, up, around):
    explorer = make(across=across, up=up, around=around, t=40)
    u, v = map(flat, explorer.directions)
    assert [u @ u, v @ v, u @ v] == pytest.approx([1, 1, 0], abs=1e-12)
    anchor = flat(PATH.weights[-1 if around == "end" else 0])
    away = flat(PATH.weights[40]) - anchor
    a, b = away @ u, away @ v
    assert explorer._map.point.get_xydata()[0] == pytest.approx([a, b])
    assert explorer.apart == pytest.approx(math.sqrt(max(0.0, away @ away - a * a - b * b)), abs=1e-7)
    on_map = [
        W.reshape(V.shape) for W, V in zip(np.split(anchor + a * u + b * v, [NETWORK.weights[0].size]), NETWORK.weights)
    ]
    assert explorer.cost_on_map == pytest.approx(NETWORK.with_weights(on_map).mean_cost(X, Y))
    assert explorer.cost == PATH.costs[40]


def test_the_directions_are_what_their_names_say():
    start, end = flat(PATH.weights[0]), flat(PATH.weights[-1])
    gradient = flat(NETWORK.backward(X, Y).gradients)
    straight = flat(make(across="start to end", up="main").directions[0])
    assert straight == pytest.approx((end - start) / np.linalg.norm(end - start))
    downhill = flat(make(across="downhill at the start", up="main").directions[0])
    assert downhill == pytest.approx(-gradient / np.linalg.norm(gradient))
    single = make(across="w01_20", up="w12_03").directions
    assert single[0][0][2, 0] == 1 and np.abs(flat(single[0])).sum() == 1
    assert single[1][1][0, 3] == 1 and np.abs(flat(single[1])).sum() == 1


def test_the_two_main_directions_hold_more_of_the_path_than_any_others():
    away = PATH.as_array() - PATH.as_array()[-1]

    def seen(explorer):
        return sum(((away @ flat(each)) ** 2).sum() for each in explorer.directions)

    best = seen(make(across="main", up="second"))
    assert all(best >= seen(make(across=across, up=up)) - 1e-9 for across, up in PLANES)
    others = make(across="random", up="random too")
    for _ in range(5):
        others.random_directions()
        assert seen(others) < best


def test_the_share_is_the_length_of_the_shadow_over_that_of_the_path():
    explorer = make(across="random", up="random too")
    w = PATH.as_array()
    plane = np.array([flat(each) for each in explorer.directions])
    steps = np.diff(w, axis=0)
    shadow = steps @ plane.T
    share = np.linalg.norm(shadow, axis=1).sum() / np.linalg.norm(steps, axis=1).sum()
    assert explorer.share == pytest.approx(share)
    assert f"{100 * share:.0f} %" in explorer._sentence.value and f"{100 * share:.0f} %" in repr(explorer)
    two = bp.Network([[[0.5, -0.3]]])  # two weights in all: every plane holds the whole path
    path = bp.descend(two, [[1.0, 2.0], [0.5, -1.0]], [1.0, 0.3], eta=0.1, steps=20)
    whole = bp.DirectionsExplorer(two, [[1.0, 2.0], [0.5, -1.0]], [1.0, 0.3], path, across="w01_00", up="w01_01")
    assert whole.share == pytest.approx(1) and "100 %" in whole._sentence.value and whole.apart < 1e-9


def test_the_map_stands_the_right_way_up_and_is_white_where_the_cost_is_low():
    explorer = make(across="w12_00", up="w12_01", reach=1.5)
    panel = explorer._map
    for artist in (panel.path, panel.point, panel.begin, panel.end):
        artist.set_visible(False)
    picture = np.asarray(explorer._live.image()).astype(int)
    (left, right), (low, high) = panel.ax.get_xlim(), panel.ax.get_ylim()
    across, up = np.linspace(0.9 * left, 0.9 * right, 5), np.linspace(0.8 * low, 0.8 * high, 5)
    here = NETWORK.with_weights(PATH.weights[-1])
    cost = bp.landscape(here, X, Y, explorer.directions[0], across, explorer.directions[1], up).cost.ravel()
    pixels = panel.ax.transData.transform([(a, b) for b in up for a in across]).round().astype(int)
    tone = np.array([np.median(picture[len(picture) - v - 4 : len(picture) - v + 4, h - 4 : h + 4]) for h, v in pixels])
    lower, higher = np.nonzero(np.log2(cost[:, None] / cost) < -1.2)
    assert len(lower) > 30 and (tone[lower] > tone[higher]).all()


def test_a_finer_grid_keeps_what_was_computed_and_is_straight_in_the_logarithm_between():
    coarse = 2.0 ** np.array([[0.0, 2.0, 1.0], [3.0, 5.0, -2.0]])
    fine = finer(coarse, 3, 5)
    assert fine[::2, ::2] == pytest.approx(coarse, rel=1e-6)
    assert fine[1, 0] == pytest.approx(2.0**1.5, rel=1e-6) and fine[0, 1] == pytest.approx(2.0, rel=1e-6)
    assert finer(np.array([[1.0, np.inf], [np.nan, 1.0]]), 2, 2).max() == pytest.approx(HIGHEST)


def test_code_moves_the_controls_and_controls_move_the_state():
    explorer = make()
    explorer.t = 7
    assert explorer._controls["t"].box.value == 7 and explorer._controls["t"].slider.value == 7
    explorer._controls["t"].slider.value = 90
    assert explorer.t == 90 and explorer.cost == PATH.costs[90]
    explorer._controls["across"].view.value = explorer.labels["w01_20"]
    assert explorer.across == "w01_20" and explorer._map.names[0].get_text().startswith("W₀₁[2, 0]")
    explorer.up = "second"
    assert explorer._controls["up"].view.value == explorer.labels["second"]
    explorer._controls["up"].view.value = explorer.labels["w01_20"]  # the same on both axes: they change places
    assert (explorer.across, explorer.up) == ("second", "w01_20")
    explorer._controls["around"].view.value = "start"
    assert explorer.around == "start" and "around the start" in repr(explorer)


def test_new_random_directions_differ_and_come_in_the_same_order_for_the_same_seed():
    def drawn(seed):
        explorer, found = make(seed=seed), []
        for _ in range(3):
            explorer._buttons["random"].click()
            found.append(flat(explorer.directions[0]).tolist())
        return found

    assert drawn(1) == drawn(1) != drawn(2)
    assert len({tuple(each) for each in drawn(1)}) == 3


def test_the_map_is_computed_again_only_when_the_plane_or_its_reach_changes():
    explorer = make()
    before = explorer._map.shades._picture
    explorer.t = 3
    assert explorer._map.shades._picture is before
    explorer.reach = 1.3
    assert explorer._map.shades._picture is not before


def test_a_click_goes_to_the_nearest_step():
    explorer = make()
    size = explorer._live.figure.bbox
    pixel = explorer._map.ax.transData.transform(explorer.plane.shadow[25])
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert np.linalg.norm(explorer.plane.shadow[int(explorer.t)] - explorer.plane.shadow[25]) < 1e-6


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("name", list(bp.DirectionsExplorer.presets))
def test_every_preset_shows_its_state_and_asks_its_question(name):
    explorer = make()
    explorer.preset = name
    preset = explorer.presets[name]
    assert preset.question.endswith("?") and explorer._question.value == f"<b>{preset.question}</b>"
    assert {trait: getattr(explorer, trait) for trait in preset.state} == preset.state


def test_the_reader_is_warned_when_the_plane_holds_little_of_the_path():
    explorer = make(across="w01_00", up="w01_01")
    assert explorer.share < 0.5 and "Only" in explorer._sentence.value
    explorer.across, explorer.up = "main", "second"
    assert explorer.share > 0.8 and "Only" not in explorer._sentence.value


def test_a_path_that_does_not_move_can_be_looked_at_along_weights():
    path = bp.descend(NETWORK, X, Y, eta=0.1, steps=0)
    explorer = bp.DirectionsExplorer(NETWORK, X, Y, path, across="w01_00", up="random")
    assert explorer.share == 1 and explorer.t == 0
    with pytest.raises(bp.InputError, match="across: expected a direction with a length"):
        explorer.across = "start to end"
    assert explorer.across == "w01_00"


REFUSED = {
    "no network": (("net", X, Y, PATH), {}, "network: expected a Network"),
    "no path": ((NETWORK, X, Y, [1, 2]), {}, "path: expected what bp.descend returns"),
    "another network's path": ((network(4), X, Y, PATH), {}, r"path.weights\[0\]\[0\]: expected shape"),
    "wrong labels": ((NETWORK, X, Y[:3], PATH), {}, "y: expected 4 labels"),
    "unknown direction": ((NETWORK, X, Y, PATH), {"across": "sideways"}, "across: expected one of"),
    "twice the same": ((NETWORK, X, Y, PATH), {"across": "main", "up": "main"}, "across, up: expected two different"),
    "a step too far": ((NETWORK, X, Y, PATH), {"t": 151}, "t: expected a step of the path, 0 to 150, got 151"),
    "half a step": ((NETWORK, X, Y, PATH), {"t": 1.5}, "t: expected a whole number"),
    "no reach": ((NETWORK, X, Y, PATH), {"reach": 0}, "reach: expected a number above 0"),
    "unknown end": ((NETWORK, X, Y, PATH), {"around": "middle"}, "around: expected one of"),
}


@pytest.mark.parametrize("given, options, said", REFUSED.values(), ids=REFUSED)
def test_bad_input_is_one_sentence(given, options, said):
    with pytest.raises(bp.InputError, match=said) as caught:
        bp.DirectionsExplorer(*given, **options)
    assert "\n" not in str(caught.value)


def test_a_bad_value_is_refused_and_the_last_good_state_stays():
    explorer = make(t=12)
    before, shown = explorer._snapshot(), repr(explorer)
    for name, value in [("t", 500), ("t", -1), ("across", explorer.up), ("reach", -1), ("around", 3), ("draws", 0.5)]:
        with pytest.raises(bp.InputError):
            setattr(explorer, name, value)
        assert explorer._snapshot() == before and repr(explorer) == shown
    with pytest.raises(bp.InputError, match="code: "):
        explorer.code()


def test_what_a_notebook_keeps_is_true_without_a_kernel(tmp_path):
    explorer = make(t=30)
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert bundle["text/plain"] == repr(explorer) and "\n" not in repr(explorer)
    explorer.save(tmp_path / "map.png")
    assert (tmp_path / "map.png").stat().st_size > 5000
