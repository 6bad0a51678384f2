"""First weights: what the two explorers show is what the engine computes, for every way to draw and to begin."""

import math

import numpy as np
import pytest

import bplesson as bp
from bplesson.start.plots import BINS, HIGHEST, REACH, counted, together
from tests.kit.printed import code_of, ran

MAKERS = [bp.StartExplorer, lambda **given: bp.StartsExplorer(**{"steps": 20, "hidden": (4,), **given})]
both = pytest.mark.parametrize("make", MAKERS, ids=["StartExplorer", "StartsExplorer"])


def root_mean_square(values):
    return math.sqrt(sum(float(v) ** 2 for v in np.ravel(values)) / np.size(values))


# --- StartExplorer ---


@pytest.mark.parametrize("draw", bp.StartExplorer.draw.values)
@pytest.mark.parametrize("activation", ["tanh", "relu", "identity", "sigmoid", np.arctan])
def test_sizes_are_those_of_both_passes_of_the_engine(draw, activation):
    explorer = bp.StartExplorer(depth=5, width=12, activation=activation, scale=0.7, draw=draw, seed=3)
    network = explorer.network
    _, error = np.random.default_rng(3).standard_normal((2, 100, 12))
    x = explorer._q[0]
    assert root_mean_square(x) == pytest.approx(1)
    passes = network.backward(x, network.forward(x).y_hat - error)
    sizes = [root_mean_square(each) for each in passes.delta[:5]]
    assert explorer.size_q == pytest.approx([root_mean_square(each) for each in passes.q])
    assert explorer.size_delta == pytest.approx([each / sizes[0] for each in sizes[::-1]], rel=1e-6)
    assert explorer.factor_q == pytest.approx(explorer.size_q[-1] ** (1 / 5))
    assert explorer.factor_delta == pytest.approx(explorer.size_delta[0] ** (1 / 4))


@pytest.mark.parametrize("draw", ["normal", "uniform", "coins", "all equal"])
def test_weights_have_the_mean_square_that_the_scale_says(draw):
    explorer = bp.StartExplorer(depth=4, width=200, scale=1.5, draw=draw)
    for W in explorer.network.weights:
        assert 200 * np.mean(W**2) == pytest.approx(1.5**2, rel=0.05)
        assert draw == "all equal" or abs(W.mean()) < 0.002
    if draw == "coins":
        assert len(np.unique(np.abs(explorer.network.weights[0]))) == 1


def test_the_printed_code_runs_and_computes_the_same():
    for activation, draw in [("tanh", "normal"), ("relu", "uniform"), ("softplus", "coins"), ("sine", "all equal")]:
        explorer = bp.StartExplorer(depth=6, width=10, activation=activation, scale=1.2, seed=5, draw=draw)
        space, _ = ran(explorer)
        assert "bplesson" not in code_of(explorer)
        assert space["sizes_q"] == pytest.approx(explorer.size_q.tolist())
        sizes = np.array(space["sizes_delta"])
        assert sizes[::-1] / sizes[0] == pytest.approx(explorer.size_delta)


@pytest.mark.usefixtures("seen")
def test_saturated_and_dead_nodes_are_counted():
    relu = bp.StartExplorer(depth=8, width=20, activation="relu", scale=1.4)
    dead = [(q == 0).all(axis=0).mean() for q in relu._q[1:]]
    assert relu.dead == pytest.approx(dead) and relu.dead.sum() > 0 and relu.saturated.sum() == 0
    assert f"{100 * np.mean(dead):.0f} % of the nodes are dead" in relu._sentence.value
    tanh = bp.StartExplorer(depth=8, width=20, activation="tanh", scale=3.0)
    assert tanh.saturated == pytest.approx([(1 - q**2 < 0.05).mean() for q in tanh._q[1:]])
    assert "saturated" in tanh._sentence.value and "dead" not in tanh._sentence.value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"scale": 0.5}, "q <b>shrinks</b>"),
        ({"activation": "identity", "scale": 2.0}, "δ <b>grows</b>"),
        ({"activation": "identity", "width": 256}, "q <b>keeps its size</b>"),
        ({"scale": 0.0}, "All weights are 0"),
        ({"draw": "all equal"}, "twins"),
        ({"activation": "relu"}, "√2 = 1.41"),
        ({"activation": "sigmoid"}, "no simple rule"),
        ({"depth": 1}, "q <b>shrinks</b>"),
    ],
)
def test_the_sentence_says_what_the_weights_do(given, said):
    assert said in bp.StartExplorer(**given)._sentence.value


@pytest.mark.parametrize("activation", ["identity", "relu", "leaky relu", "tanh", "sine"])
def test_the_scale_that_is_named_keeps_both_level(activation):
    from bplesson.start.start import LEVEL

    factors = []
    for seed in range(4):
        explorer = bp.StartExplorer(10, 256, activation, LEVEL[activation][0], seed=seed)
        factors.append((explorer.factor_q, explorer.factor_delta))
    low = (
        0.8 if activation in ("tanh", "sine") else 0.97
    )  # these two bend values of size 1: they fall, ever more slowly
    assert (np.mean(factors, axis=0) > low).all() and (np.mean(factors, axis=0) < 1.03).all()


def test_twins_are_in_the_values_too():
    explorer = bp.StartExplorer(depth=3, width=7, scale=0.4, draw="all equal")
    for q in explorer._q[1:]:
        assert np.ptp(q, axis=1).max() < 1e-12
    assert np.ptp(bp.StartExplorer(depth=3, width=7)._q[1], axis=1).max() > 0.1


def test_artists_stand_where_the_state_says():
    explorer = bp.StartExplorer(depth=10, width=16)
    explorer.scale, explorer.depth = 0.6, 12
    panels = explorer._panels
    assert panels.q.get_xdata().tolist() == list(range(13)) and panels.delta.get_xdata().tolist() == list(range(1, 13))
    assert panels.q.get_ydata() == pytest.approx(explorer.size_q)
    assert panels.delta.get_ydata() == pytest.approx(explorer.size_delta)
    low, high = panels.beside.get_ylim()
    assert low <= explorer.size_q.min() and explorer.size_q.max() <= high
    assert panels.beside.get_xlim()[1] > 12
    explorer.scale = 0.0
    assert panels.crosses.get_xdata().tolist() == [*range(1, 13), *range(1, 12)]


def test_a_histogram_counts_every_value_once_and_those_beyond_at_the_rim():
    values = np.array([[0.0, 0.01, 1.0, -1.0, 99.0, -99.0, -99.0], [0.5] * 7])
    counts, others = counted(values)
    assert counts.sum() == 7 and counts[BINS // 2] == 2 and counts[-1] == 1 and counts[0] == 2
    assert counts[int((1.0 + REACH) * BINS / (2 * REACH))] == 1
    assert np.flatnonzero(others).tolist() == [int((0.5 + REACH) * BINS / (2 * REACH))] and others.sum() == 7


def test_weights_that_are_drawn_anew_are_those_of_the_seed():
    explorer = bp.StartExplorer(depth=3, width=8, scale=0.5)
    one = explorer.network.weights[1]
    explorer.scale = 1.0
    assert (explorer.network.weights[1] == 2 * one).all()
    other = bp.StartExplorer(depth=3, width=8, seed=1, scale=0.5)
    assert (other.network.weights[1] != one).any()
    explorer.scale = 0.5
    assert (explorer.network.weights[1] == one).all()


def test_the_widest_place_of_a_histogram_is_where_most_values_are():
    explorer = bp.StartExplorer(depth=4, width=64, activation="tanh", scale=4.0)
    path = explorer._panels.histograms[0].patch.get_path()
    of_last = path.vertices[np.abs(path.vertices[:, 0] - 4) < 0.5]
    widest = of_last[np.abs(of_last[:, 0] - 4) > 0.43][:, 1]
    assert np.abs(np.abs(widest) - 1).max() < 0.15  # tanh of large values: near 1 and -1


def test_controls_and_state_are_one():
    explorer = bp.StartExplorer()
    explorer._controls["scale"].slider.value = 1.3
    assert explorer.scale == 1.3
    explorer._buttons["two"].click()
    assert explorer.scale == pytest.approx(math.sqrt(2)) and explorer._controls["scale"].box.value == 2**0.5
    explorer._controls["activation"].view.value = "relu"
    assert explorer.activation == "relu" and "relu" in repr(explorer)
    explorer._buttons["new"].click()
    assert explorer.seed == 1 and explorer._controls["seed"].box.value == 1
    explorer.activation = np.arctan
    assert explorer._controls["activation"].view.value == "arctan"


# --- StartsExplorer ---


@pytest.mark.parametrize(("data", "activation"), [("xor", "tanh"), ("two moons", "relu"), ("sine", "sigmoid")])
def test_every_curve_is_a_descent_of_its_own(data, activation):
    explorer = bp.StartsExplorer(data, (4, 3), activation, scales=(0.5, 1, 2), eta=0.05, steps=25, seed=7)
    for place, scale in enumerate((0.5, 1, 2)):
        for k in range(4):
            rng, sigmas = np.random.default_rng(7 + k), ["identity", activation, activation, "identity"]
            start = bp.Network.random([explorer.x.shape[1], 4, 3, 1], sigmas, rng, bias=True)
            start = start.with_weights([scale * W for W in start.weights])
            path = bp.descend(start, explorer.x, explorer.y, eta=0.05, steps=25)
            assert explorer.costs[place, k] == pytest.approx(path.costs)


def test_the_printed_code_of_the_starts_ends_at_the_same_costs():
    for data, activation in [("xor", "tanh"), ("circles", "relu"), ("sine", "sine")]:
        explorer = bp.StartsExplorer(data, (3,), activation, scales=(0.5, 1, 1.5), eta=0.1, steps=12, seed=2)
        space, printed = ran(explorer)
        assert "bplesson" not in code_of(explorer)
        ends = [float(line.split()[-1]) for line in printed.splitlines()]
        assert ends == pytest.approx(explorer.costs[..., -1].ravel())
        given = (space[name] for name in ("activations", "slopes", "x", "y", "eta", "steps"))
        weights = space["first_weights"](space["sizes"], seed=3, scale=1.5)
        assert space["costs"](weights, *given) == pytest.approx(explorer.costs[2, 1].tolist())


@pytest.mark.usefixtures("seen")
def test_learned_and_run_away_are_counted_and_said():
    explorer = bp.StartsExplorer()
    last = explorer.costs[:, :, -1]
    assert explorer.learned.tolist() == [int((each < 0.02).sum()) for each in last]
    assert explorer.learned[1] > max(explorer.learned[0], explorer.learned[2])  # the right size learns most
    assert explorer.away[2] == (~(last[2] < 1e3)).sum() > 0
    assert f"{explorer.learned[1]} of 4 learned" in explorer._sentence.value and "ran away" in explorer._sentence.value
    assert [panel.title.get_text() for panel in explorer._panels][1].startswith("scale 1.41: ")


def test_curves_stand_where_the_costs_are_and_carry_their_numbers():
    explorer = bp.StartsExplorer(steps=150)
    for panel, costs in zip(explorer._panels, explorer.costs):
        labels = " ".join(text.get_text() for text in panel.names)
        assert [str(k) in labels for k in range(4)] == [True] * 4
        for line, each in zip(panel.lines, costs):
            steps, heights = (np.asarray(part) for part in line.get_data())
            if np.isfinite(each[-1]) and each[-1] < HIGHEST:
                assert heights[-1] == pytest.approx(max(each[-1], 1e-4)) and steps[-1] == 150
            else:
                assert heights[-1] == HIGHEST
    styles = {line.get_linestyle() if line.get_linestyle() == "-" else str(line._dash_pattern) for line in panel.lines}
    assert len(styles) == 4  # told apart without colour


def test_names_of_lines_that_end_together_share_a_place():
    assert together({0: 0.5, 1: 0.51, 2: 0.9}) == [(pytest.approx(0.505), [0, 1]), (0.9, [2])]


def test_the_same_settings_are_not_trained_again_and_the_same_seed_gives_the_same_costs():
    explorer = bp.StartsExplorer(hidden=(4,), steps=20)
    costs = explorer.costs
    explorer._refresh()
    assert explorer.costs is costs
    explorer._buttons["other"].click()
    assert explorer.seed == 4 and not np.allclose(explorer.costs, costs)
    explorer.seed = 0
    assert np.array_equal(explorer.costs, costs)


def test_scales_can_be_moved_one_by_one():
    explorer = bp.StartsExplorer(hidden=(4,), steps=20)
    explorer._controls["left"].slider.value = 0.8
    assert explorer.scales == (0.8, 2**0.5, 3.0) and explorer._panels[0].title.get_text().startswith("scale 0.8:")


# --- both ---


@pytest.mark.usefixtures("seen")
@both
def test_every_preset_shows_its_state_and_asks_its_question(make):
    explorer = make()
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith((".", "?")) and explorer._question.value == f"<b>{preset.question}</b>"
        for trait, value in preset.state.items():
            assert getattr(explorer, trait) == value, (name, trait)
    given = explorer._given
    explorer._choose.value = "your own numbers"
    assert explorer._snapshot() == given


@both
def test_what_a_notebook_keeps_is_true_without_a_kernel(make):
    explorer = make()
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert bundle["text/plain"] == repr(explorer) and "\n" not in repr(explorer) and "0x" not in repr(explorer)
    explorer.seed = 9
    assert repr(explorer) != bundle["text/plain"]


@both
def test_a_picture_is_written(make, tmp_path):
    make().save(tmp_path / "state.png")
    assert (tmp_path / "state.png").stat().st_size > 5000


BAD = {
    bp.StartExplorer: {
        "depth": [0, 41, 2.5, "deep", None], "width": [0, 257, math.nan], "scale": [-0.1, math.inf, "small", [1, 2]],
        "seed": [-1, 0.5], "activation": ["tahn", 7, "softmax"], "draw": ["dice", None], "preset": ["nothing"],
    },
    bp.StartsExplorer: {
        "data": ["moon", 3], "hidden": [(0,), (8,) * 6, "many", (99,)], "eta": [0, -1, "fast", math.nan],
        "steps": [0, 2001, 1.5], "left": [-1, math.inf], "seed": [-1], "activation": ["tahn", 7], "preset": ["nothing"],
    },
}  # fmt: skip


@pytest.mark.parametrize("make", BAD)
def test_a_bad_value_is_one_sentence_and_the_last_good_state_stays(make, subtests):
    explorer = make(depth=3, width=4) if make is bp.StartExplorer else make(hidden=(2,), steps=5)
    before, said = explorer._snapshot(), explorer._sentence.value
    for name, value in ((name, value) for name, values in BAD[make].items() for value in values):
        with subtests.test(f"{name} = {value}"):
            with pytest.raises(bp.InputError, match=r"^[^\n]+: expected [^\n]+$|mixes the nodes") as caught:
                setattr(explorer, name, value)
            assert "\n" not in str(caught.value)
            assert explorer._snapshot() == before and explorer._sentence.value == said
            if name not in ("preset", "left"):
                with pytest.raises(bp.InputError):
                    make(**{name: value})


@pytest.mark.parametrize("scales", [1, (1, 2), (1, 2, "three"), (1, 2, -1)])
def test_bad_scales_are_named(scales):
    with pytest.raises(bp.InputError, match=r"^(scales|right): expected [^\n]+$"):
        bp.StartsExplorer(scales=scales)


def test_trouble_in_a_control_is_shown_in_the_explorer():
    explorer = bp.StartExplorer(depth=3, width=4)
    explorer._controls["scale"].box.value = -1.0
    assert "That cannot be done" in explorer._sentence.value and explorer.scale == 1.0
    explorer._controls["depth"].box.value = 99
    assert "depth: expected a whole number from 1 to 40" in explorer._sentence.value and explorer.depth == 3


def test_the_picture_says_which_way_each_line_is_to_be_read():
    title = bp.StartExplorer(depth=3, width=4)._panels.q.axes.get_title("left")
    assert "→ ● q" in title and "← □ δ" in title
