"""Explorers without a browser: one state, seen alike from the traits, the controls, the results and the artists."""

import math
import re

import numpy as np
import pytest
from PIL import Image

import bplesson as bp
from bplesson.kit.picture import NOTHING
from tests.kit.printed import ran


def cubic(p):
    return p**3 / 3 + p


CHAINS = {
    "one weight": {"weights": [0.7]},
    "three": {"weights": [0.5, -1.2, 0.8]},
    "six": {"weights": [0.5, -1.2, 0.8, 1.1, -0.9, 0.6]},
    "tanh": {"weights": [0.5, -1.2, 0.8], "activations": "tanh"},
    "mixed": {"weights": [1.5, -0.7], "activations": ["sine", "relu", "sigmoid"]},
    "own": {"weights": [0.5, 0.9], "activations": cubic},
}


def words(explorer, *ids):
    """What the diagram shows at those places."""
    return [explorer._diagram.filling["words"][each] for each in ids]


def numbers(text):
    """The numbers in a text of the diagram."""
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.?\d*(?:e−?\d+)?", text)]


@pytest.mark.parametrize("given", CHAINS.values(), ids=CHAINS)
def test_results_are_those_of_the_engine_for_the_state_on_the_screen(given):
    explorer = bp.ChainExplorer(**given, x=0.9, y=-0.4)
    explorer.w01 = 0.33
    network = bp.Network.chain([0.33, *given["weights"][1:]], given.get("activations", "identity"))
    passes = network.backward(0.9, -0.4)
    assert explorer.cost == passes.cost
    assert explorer.gradients == [g[0, 0] for g in passes.gradients]
    assert explorer.delta == [d[0, 0] for d in passes.delta]


def test_the_numbers_on_the_diagram_are_the_results():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)
    explorer.w12 = 1.7
    said = words(explorer, "w12", "q2", "d2", "g01", "cost")
    assert [numbers(each)[-1] for each in said] == pytest.approx(
        [1.7, 0.85, explorer.delta[1], explorer.gradients[0], explorer.cost], rel=5e-3
    )


def test_what_is_only_rounding_is_shown_as_0_on_a_chain():
    explorer = bp.ChainExplorer(weights=[0.1, 3.0], x=1.0, y=0.3)  # 0.1 · 3 is 0.30000000000000004
    assert 0 < explorer.delta[0] < 1e-15 and 0 < explorer.cost < 1e-30
    for explorer.selected in explorer.selected_choices:
        said = [str(each) for each in explorer._diagram.filling["words"].values()]
        assert not any("e−" in each for each in said), said
    assert "C = 0; derivatives 0, 0" in repr(explorer)


def test_a_step_that_lands_at_0_is_shown_to_land_there():
    explorer = bp.SlopeExplorer(bp.parabola(a=1.0, w_star=0.0), w=0.3, eta=0.9999999999999999)
    assert 0 < explorer.w - explorer.eta * explorer.slope < 1e-16 and words(explorer, "next") == ["0"]


def test_code_moves_the_controls_and_controls_move_the_state():
    explorer = bp.ChainExplorer()
    explorer.w01 = 0.7
    knob = explorer._controls["w01"]
    assert knob.slider.value == pytest.approx(0.7) and knob.box.value == 0.7
    knob.slider.value = -0.25
    assert explorer.w01 == -0.25 and knob.box.value == -0.25
    knob.box.value = 4.5  # beyond the slider, which then reaches as far
    assert explorer.w01 == 4.5 and knob.slider.value == 4.5
    explorer.selected = "w01"
    assert explorer._plots.curve.ax.get_xlim()[1] >= 4.5


def test_the_rounding_of_a_browser_slider_is_not_a_movement():
    explorer = bp.ChainExplorer()
    explorer.step()
    exact = explorer.w01
    explorer._controls["w01"].slider.value += 1e-9
    assert explorer.w01 == exact and explorer.t == 1


def test_artists_stand_where_the_state_says():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8])
    explorer.w12, explorer.w23 = 1.1, -0.4
    assert explorer._plots.surface.point.get_xydata().tolist() == [[1.1, -0.4]]
    assert explorer._plots.curve.point.get_xydata()[0] == pytest.approx([1.1, explorer.cost])
    (x0, x1), (y0, y1) = explorer._plots.curve.tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(explorer.gradients[1])
    after = np.array([explorer.w12, explorer.w23]) - explorer.eta * np.array(explorer.gradients[1:])
    assert explorer._plots.surface.next.get_xydata()[0] == pytest.approx(after)


def test_the_landscape_stands_the_right_way_up():
    explorer = bp.ChainExplorer(weights=[1.0, 2.0, 2.0], x=1.0, y=4.0)  # the valley w12 w23 = 4 passes top right
    picture = np.asarray(explorer._live.image()).astype(int)
    height = picture.shape[0]

    def brightest(w12, w23):  # near that point, where lines may pass
        across, up = map(round, explorer._plots.surface.ax.transData.transform((w12, w23)))
        row = height - 1 - up
        return picture[row - 2 : row + 3, across - 2 : across + 3].sum(axis=2).max()

    assert brightest(2.75, 1.45) > brightest(2.75, -1.45) + 60  # white is low
    assert brightest(-1.45, -2.75) > brightest(-1.45, 2.75) + 60


def test_the_landscape_is_computed_again_only_when_a_weight_off_its_axes_changes():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8])
    before = explorer._plots._surface_of
    explorer.w12 = 0.1
    assert explorer._plots._surface_of is before
    explorer.w01 = 0.1
    assert explorer._plots._surface_of is not before


def test_clicks_set_the_weights_under_them():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8])
    size = explorer._live.figure.bbox
    pixel = explorer._plots.surface.ax.transData.transform((1.5, -2.0))
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert (explorer.w12, explorer.w23) == pytest.approx((1.5, -2.0), abs=0.011)
    slope = bp.SlopeExplorer()
    pixel, size = slope._panel.ax.transData.transform((2.0, 3.0)), slope._live.figure.bbox
    slope._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert slope.w == pytest.approx(2.0, abs=0.011)


def test_a_selected_weight_tells_its_own_story():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8], select="w12")
    filling = explorer._diagram.filling
    story = "".join(run for _, run in filling["words"]["story-1"])
    assert story == "∂C/∂w₁₂ = δ₁ · x₁ = (−0.624) × 0.500 = −0.312"
    marks = filling["marks"]
    assert marks["line-w12"] == "missing"
    assert [marks[each] for each in ("pill-0", "line-w01", "pill-1")] == ["forward"] * 3
    assert [marks[each] for each in ("dpill-3", "back-w23", "dpill-2")] == ["backward"] * 3
    explorer._diagram.selected = "node 2"  # as a click does
    assert explorer.selected == "node 2"
    assert numbers("".join(run for _, run in words(explorer, "story-2")[0]))[-1] == pytest.approx(-0.624, abs=1e-3)


@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.SlopeExplorer])
def test_four_sub_steps_make_one_step_and_can_be_taken_back(make):
    explorer, whole = make(), make()
    whole.step()
    explorer.phase = "forward"
    seen = [explorer.phase]
    for _ in range(4):
        explorer.substep()
        seen.append(explorer.phase)
    assert seen == ["forward", "cost", "backward", "update", "forward"]
    assert explorer.t == 1 and explorer._point() == whole._point()
    for _ in range(4):
        explorer.substep_back()
    assert (explorer.t, explorer.phase, explorer._point()) == (0, "forward", make()._point())
    explorer.substep_back()
    assert (explorer.t, explorer.phase) == (0, "forward")


def test_what_has_not_been_computed_yet_is_not_shown():
    explorer = bp.ChainExplorer()
    explorer.phase = "forward"
    marks = explorer._diagram.filling["marks"]
    assert words(explorer, "cost") == ["= ?"] and marks["d0"] == marks["g01"] == "hidden"
    explorer.phase = "backward"
    assert "hidden" not in explorer._diagram.filling["marks"].values()
    slope = bp.SlopeExplorer()
    slope.phase = "cost"
    hidden = [name for name, mark in slope._diagram.filling["marks"].items() if mark == "hidden"]
    assert {"slope", "move", "next"} <= set(hidden) and "cost" not in hidden


@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.SlopeExplorer])
def test_step_t_is_reproducible_from_t_alone_and_reset_keeps_the_start(make):
    one, other = make(), make()
    start = one._point()
    for _ in range(7):
        one.step()
    other.t = 7
    assert one._point() == other._point()
    other.t = 3
    other.t = 7
    assert one._point() == other._point()
    one.reset()
    assert one._point() == start and one.t == 0


def test_descent_of_the_explorer_is_that_of_the_engine():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3, eta=0.2)
    explorer.t = 25
    path = bp.descend(bp.Network.chain([0.5, -1.2, 0.8]), 1.0, 0.3, eta=0.2, steps=25)
    assert explorer.path == pytest.approx(path.as_array())
    curve = bp.SlopeExplorer("two minima", w=2.0, eta=0.1)
    curve.t = 12
    assert curve.path == pytest.approx(bp.descend_curve(bp.curve("two minima"), 2.0, 0.1, 12).as_array()[:, 0])


def test_a_new_learning_rate_keeps_the_path_so_far_and_a_weight_moved_by_hand_begins_a_new_one():
    explorer = bp.ChainExplorer()
    explorer.t = 5
    walked = explorer.path
    explorer.eta = 0.3
    assert explorer.path == pytest.approx(walked)
    explorer.w01 = 0.0
    assert explorer.t == 0 and len(explorer.path) == 1


def test_reset_leads_to_the_state_that_was_given_and_undo_takes_each_move_back():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8], y=0.3)
    explorer.w01, explorer.y = 0.0, 0.9
    explorer.t = 4
    after = explorer._point()
    explorer.reset()
    assert (explorer.t, *explorer._point(), explorer.y) == (0, 0.5, -1.2, 0.8, 0.3)
    explorer.undo()
    assert (explorer.t, *explorer._point(), explorer.y) == (4, *after, 0.9)
    explorer.step_back()
    explorer.undo()
    explorer.undo()
    assert (explorer.t, explorer.w01, explorer.y) == (0, 0.0, 0.9)
    explorer.undo()
    explorer.undo()
    explorer.undo()  # nothing is left to take back
    assert (*explorer._point(), explorer.y) == (0.5, -1.2, 0.8, 0.3)


def test_a_slider_that_is_drawn_along_is_one_move_to_undo():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8])
    for w in (0.6, 0.7, 0.8):
        explorer.w01 = w
    explorer.undo()
    assert explorer.w01 == 0.5


def test_number_by_number_each_appears_when_it_can_be_found():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8])
    explorer.phase, explorer.fine = "cost", True
    seen = []
    for _ in range(6):
        explorer.substep()
        hidden = {id for id, mark in explorer._diagram.filling["marks"].items() if mark == "hidden"}
        seen.append([id for id in ("d3", "g23", "d2", "g12", "d1", "g01", "d0") if id not in hidden])
        assert explorer.moment in seen[-1]
    assert [len(each) for each in seen] == [1, 2, 3, 4, 5, 7]  # with the last derivative the δ of the input
    for _ in range(6):
        explorer.substep_back()
    assert (explorer.phase, explorer.moment, explorer.t) == ("cost", "", 0)
    explorer.moment = "g12"
    assert explorer.phase == "backward" and explorer.ahead == ("d1", "g01")
    explorer.w01 = 0.1
    assert explorer.moment == ""


def test_what_a_move_has_changed_is_marked_with_its_way_and_what_it_was():
    explorer = bp.ChainExplorer(weights=[0.5, -1.2, 0.8], x=1.0, y=0.3)
    assert explorer._diagram.filling["moved"] == {}
    explorer.w23 = 1.0
    moved = explorer._diagram.filling["moved"]
    assert moved["w23"] == ("▲", "0.800") and moved["q3"] == ("▼", "−0.480") and "q2" not in moved and "g23" in moved
    explorer.selected = "w01"
    assert explorer._diagram.filling["moved"] == moved  # until the next move
    explorer.preset = "the valley"
    assert explorer._diagram.filling["moved"] == {}
    explorer.preset = "the valley"
    explorer.w12 = 0.0
    explorer.reset()
    assert explorer.w12 == 2.4
    explorer._choose.value = "your own numbers"
    assert (*explorer._point(), explorer.y) == (0.5, -1.2, 0.8, 0.3)


def test_a_curve_of_ones_own_and_its_reach_come_back_after_a_preset():
    explorer = bp.SlopeExplorer(bp.parabola(a=4.0, w_star=2.0), w=1.0, reach=(0, 4))
    explorer.preset = "two minima"
    assert explorer._panel.ax.get_xlim() == (-2.6, 2.6) and explorer.bound is None
    explorer._choose.value = "your own numbers"
    assert explorer._panel.ax.get_xlim() == (0, 4) and explorer.bound == 0.5


def test_new_starts_differ_and_come_in_the_same_order_for_the_same_seed():
    def starts(seed):
        explorer = bp.ChainExplorer(seed=seed)
        found = []
        for _ in range(3):
            explorer.new_start()
            found.append(explorer._point())
        return found

    assert starts(1) == starts(1) != starts(2)
    assert len(set(starts(1))) == 3


@pytest.mark.usefixtures("seen")
def test_divergence_is_a_state_with_a_reason_and_a_way_back():
    explorer = bp.SlopeExplorer("parabola", w=2.0, eta=2.3)
    assert explorer.bound == pytest.approx(2.0) and "above 2/a" in explorer._sentence.value
    explorer.t = 500
    assert explorer.status == "diverged" and math.isfinite(explorer.cost) and explorer.t < 500
    assert "Diverged" in explorer._sentence.value and explorer._buttons["restore"].layout.display == ""
    explorer.restore()
    assert explorer.t == 0 and explorer.status == "running"
    chain = bp.ChainExplorer(weights=[2.5, 2.5, 2.5], eta=0.9, x=2.0)
    chain.t = 50
    assert chain.status == "diverged" and "2/curvature" in chain._sentence.value
    assert np.isfinite(chain.path).all()


SAID = {
    "no error": ({"weights": [0.5, 2.0, 1.5], "y": 1.5}, "prediction equals the label"),
    "saddle": ({"weights": [0.0, 0.0, 1.0], "y": 1.0}, "w₀₁ and w₁₂ are 0"),
    "overshoot": ({"weights": [1.5, 1.8, 1.6], "eta": 0.5, "y": 1.0}, "overshoots"),
    "saturated": ({"weights": [3.0, 3.0], "activations": "tanh", "x": 2.0}, "saturated"),
    "dead": ({"weights": [-1.0, 1.0], "activations": "relu", "y": 1.0}, "nothing comes back"),
    "downhill": ({"weights": [0.5, -1.2, 0.8]}, "takes the cost from"),
}


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("state, sentence", SAID.values(), ids=SAID)
def test_what_goes_wrong_is_said_where_it_happens(state, sentence):
    assert sentence in bp.ChainExplorer(**state)._sentence.value


@pytest.mark.parametrize("seed", range(20))  # every activation, and every curve, with each other
def test_the_smaller_eta_that_a_warning_names_lowers_the_cost_and_the_bound_it_names_is_broken(seed):
    rng = np.random.default_rng(seed)
    activations = ["identity", "tanh", "sine", "relu"][seed % 4]
    if seed % 5 == 4:
        explorer = bp.SlopeExplorer(["two minima", "plateau"][seed % 2], w=rng.uniform(-2.5, 2.5), eta=2.5)
    else:
        explorer = bp.ChainExplorer(rng.uniform(-3, 3, 3), x=2.0, y=1.0, activations=activations, eta=1.0)
    said = explorer._sentence.value
    if "would fall" not in said:
        assert explorer.status == "converged" or explorer._cost_with(explorer.eta) <= explorer.cost
        return
    if "2/curvature" in said:
        assert 0 < numbers(said.split("2/curvature =")[1])[0] < explorer.eta
    before = explorer.cost
    explorer.eta = numbers(said.split("With η =")[1])[0]
    explorer.step()
    assert explorer.cost < before


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize("make", [bp.ChainExplorer, bp.SlopeExplorer])
def test_every_preset_shows_its_state_and_asks_its_question(make):
    explorer = make()
    assert len(explorer.presets) >= 5
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert preset.question.endswith((".", "?")) and explorer._question.value == f"<b>{preset.question}</b>"
        for trait, value in preset.state.items():
            shown = list(explorer._point()) if trait == "weights" else getattr(explorer, trait)
            assert shown == value, (name, trait)
    explorer.step()
    explorer.preset = name  # once more: it begins anew
    assert explorer.t == 0


@pytest.mark.parametrize("given", CHAINS.values(), ids=CHAINS)
def test_the_printed_code_runs_and_computes_the_same(given):
    explorer = bp.ChainExplorer(**given, x=0.9, y=-0.4)
    space, _ = ran(explorer)
    assert pytest.approx(explorer.cost) == space["C"]
    assert space["gradients"] == pytest.approx(explorer.gradients, abs=1e-8)
    explorer.step()
    assert space["weights"] == pytest.approx(list(explorer._point()), abs=1e-8)


@pytest.mark.parametrize("curve", ["parabola", "two minima", "plateau", cubic])
def test_the_printed_code_of_a_curve_takes_the_same_step(curve):
    explorer = bp.SlopeExplorer(curve, w=0.4, eta=0.3)
    space, _ = ran(explorer)
    assert (space["C"], space["slope"]) == pytest.approx((explorer.cost, explorer.slope))
    explorer.step()
    assert space["w"] == pytest.approx(explorer.w)


def test_pictures_and_animations_are_written(tmp_path):
    explorer = bp.ChainExplorer()
    explorer.save(tmp_path / "state.png")
    picture = Image.open(tmp_path / "state.png")
    assert picture.width > 700 and len(picture.convert("L").getcolors(256)) > 20
    explorer.step()
    explorer.save(tmp_path / "path.gif", steps=8)
    frames = Image.open(tmp_path / "path.gif")
    assert frames.n_frames == 9 and explorer.t == 1
    first, last = (np.asarray((frames.seek(k), frames.convert("L"))[1]).astype(int) for k in (0, 8))
    assert np.abs(first - last).max() > 60  # it moves
    with pytest.raises(bp.InputError, match=r"path: .*\.png or \.gif.*'state\.bmp'"):
        explorer.save("state.bmp")


def test_plots_are_drawn_once_somebody_sees_them():
    explorer = bp.ChainExplorer()
    explorer.step()
    assert explorer._picture.parts == NOTHING and explorer._picture.says
    explorer._repr_mimebundle_()  # displayed
    first = explorer._picture.parts
    explorer._picture.seen = True  # told by the browser
    assert explorer._picture.parts == first and first["still"]["size"] == [840, 240]
    explorer.step()
    assert explorer._picture.parts != first
    within = bp.ChainExplorer()  # its view is part of another widget
    within._picture.seen = True
    assert within._picture.still["size"] == [840, 240]


def test_what_a_notebook_keeps_is_true_without_a_kernel():
    explorer = bp.ChainExplorer()
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert bundle["text/plain"] == repr(explorer) and "\n" not in repr(explorer)
    assert f"C = {explorer.cost:.3f}" in repr(explorer) and "0x" not in repr(explorer)
    explorer.w01 = 1.0
    assert repr(explorer) != bundle["text/plain"]


def test_a_place_in_the_walk_comes_back_with_the_activations_that_had_it():
    explorer = bp.ChainExplorer(activations="tanh")
    explorer.moment = "p1"
    explorer.activations = "identity"
    explorer.undo()
    assert (explorer.moment, explorer.phase, explorer.network.activations[1].name) == ("p1", "forward", "tanh")


@pytest.mark.parametrize(
    ("cls", "name", "there"),
    [(bp.NudgeExplorer, "log_h", -3.0), (bp.DepthExplorer, "w", 2.0), (bp.LinearityExplorer, "x1", 2.5)],
)
def test_undo_takes_a_move_back_and_reset_leads_to_the_preset(cls, name, there):
    explorer = cls()
    explorer.preset = next(iter(explorer.presets))
    began = repr(explorer)
    setattr(explorer, name, there)
    assert repr(explorer) != began
    explorer._buttons["undo"].click()
    assert repr(explorer) == began
    for value in (there, there / 2):
        setattr(explorer, name, value)
    explorer._buttons["reset"].click()
    assert repr(explorer) == began
