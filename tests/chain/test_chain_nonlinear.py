"""The chain with activations: slopes on the diagram, the curve of a selected node, its menus, its own questions."""

import numpy as np
import pytest

import bplesson as bp
from tests.kit.printed import ran


def bump(p):
    return p * np.exp(-p * p)


def bump_slope(p):
    return (1 - 2 * p * p) * np.exp(-p * p)


CHAINS = {
    "one weight": {"weights": [0.7], "activations": "tanh"},
    "tanh": {"weights": [0.5, -1.2, 0.8], "activations": "tanh"},
    "mixed": {"weights": [1.5, -0.7, 0.4], "activations": ["sine", "relu", "sigmoid", "leaky relu"]},
    "own": {"weights": [0.5, 0.9], "activations": bp.Function.own(bump, bump_slope)},
    "six": {"weights": [0.5, -1.2, 0.8, 1.1, -0.9, 0.6], "activations": "softplus"},
}


def text(explorer, place):
    said = explorer._diagram.filling["words"][place]
    return said if isinstance(said, str) else "".join(run for _, run in said)


def last_number(words):
    return float(words.split("= ")[-1].split(",")[0].replace("−", "-"))


@pytest.mark.parametrize("given", CHAINS.values(), ids=CHAINS)
def test_the_slopes_on_the_diagram_take_delta_from_node_to_node(given):
    explorer = bp.ChainExplorer(**given)
    explorer.w01 = 0.66
    N, passes = len(given["weights"]), explorer.passes
    slopes = [f.slope(p).item() for f, p in zip(explorer.network.activations, passes.p, strict=True)]
    assert [last_number(text(explorer, f"slope-{i}")) for i in range(N + 1)] == pytest.approx(slopes, rel=6e-3)
    for k in range(N):  # δ_{k+1} = δ_k · w · σ'
        i = N - k - 1
        assert explorer.delta[k + 1] == pytest.approx(explorer.delta[k] * explorer._point()[i] * slopes[i])
        assert text(explorer, f"times-w{i}{i + 1}").startswith("· w")


@pytest.mark.parametrize("given", CHAINS.values(), ids=CHAINS)
def test_a_selected_node_shows_its_activation_with_the_tangent_that_enters_delta(given):
    explorer, curve = bp.ChainExplorer(**given), None
    for i in range(len(given["weights"]) + 1):
        explorer.selected = f"node {i}"
        explorer.w01 += 0.125
        f, p = explorer.network.activations[i], explorer.passes.p[i].item()
        curve = explorer._plots.curve
        along, values = curve.curve.get_data()
        assert values == pytest.approx(f(along)) and along[0] <= p <= along[-1]
        assert curve.point.get_xydata()[0] == pytest.approx([p, explorer.passes.q[i].item()])
        (x0, x1), (y0, y1) = curve.tangent.get_data()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(f.slope(np.asarray(p)), abs=1e-9)
        assert curve.caption.get_text().startswith(f"node {i}: {f.name}, σ")
        assert "tangent" in text(explorer, "story-3")
        assert f"activation of node {i}" in explorer._picture.says
    explorer.selected = "w01"
    assert curve.caption.get_text() == "" and curve.title.get_text().startswith("cost C and its slope")
    assert curve.point.get_xydata()[0] == pytest.approx([explorer.w01, explorer.cost])
    assert curve.ax.get_ylim()[0] < 0 < explorer.cost < curve.ax.get_ylim()[1]


def test_moving_a_weight_does_not_draw_what_stands_still_again(monkeypatch):
    explorer = bp.ChainExplorer(activations="tanh", select="node 2")
    drawn = []
    explorer._live.parts()
    live, record = explorer._live, explorer._live._recorder.record
    monkeypatch.setattr(live._recorder, "record", lambda artist: drawn.append(artist) or record(artist))
    for w in np.linspace(-2.5, 2.5, 20):
        explorer.w12 = w
        live.parts()
    assert drawn and live.figure not in drawn


def test_before_the_backward_sub_step_no_slope_is_shown():
    explorer = bp.ChainExplorer(activations="tanh", select="node 1")
    explorer.phase = "forward"
    marks = explorer._diagram.filling["marks"]
    assert all(marks[each] == "hidden" for each in ("slope-1", "down-1", "times-w01", "d2"))
    assert not explorer._plots.curve.tangent.get_visible()
    assert explorer._plots.curve.caption.get_text() == "node 1: tanh"


def test_a_selected_weight_tells_the_whole_product_with_itself_missing():
    explorer = bp.ChainExplorer(activations="tanh", select="w12")
    assert text(explorer, "story-1").startswith("∂C/∂w₁₂ = δ₁ · q₁ = ")
    assert text(explorer, "story-2") == "= (q₃ − y) · σ₃'(p₃) · w₂₃ · σ₂'(p₂) [w₁₂ missing] q₁"
    marks = explorer._diagram.filling["marks"]
    assert marks["down-2"] == marks["down-3"] == "backward" and marks["slope-1"] == marks["times-w01"] == "dim"


def test_the_menu_of_the_selected_node_changes_its_activation_and_leads_back_to_ones_own():
    explorer = bp.ChainExplorer(activations=["identity", bp.Function.own(bump, bump_slope), "tanh", "identity"])
    menu = explorer._menus.here.view
    assert menu.layout.display == "none"
    explorer.selected = "node 1"
    assert menu.layout.display == "" and menu.value == "bump" and menu.description == "activation 1"
    menu.value = "relu"
    assert [f.name for f in explorer.network.activations] == ["identity", "relu", "tanh", "identity"]
    menu.value = "bump"
    assert explorer.network.activations[1].slope(np.asarray(0.3)) == pytest.approx(bump_slope(0.3))


def test_one_menu_sets_all_hidden_nodes():
    explorer = bp.ChainExplorer(activations=["identity", "tanh", "relu", "identity"])
    explorer._more_button.click()
    hidden = explorer._menus.hidden[0].view
    assert hidden.value == "each its own"
    hidden.value = "sigmoid"
    assert [f.name for f in explorer.network.activations] == ["identity", "sigmoid", "sigmoid", "identity"]
    assert [menu.view.value for menu in explorer._menus.layers] == ["identity", "sigmoid", "sigmoid", "identity"]


def test_a_click_on_an_activation_moves_p_there():
    explorer = bp.ChainExplorer(activations="tanh", select="node 2")
    size = explorer._live.figure.bbox
    for p in (1.5, -2.0):
        pixel = explorer._plots.curve.ax.transData.transform((p, 0.2))
        explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
        assert explorer.passes.p[2].item() == pytest.approx(p, abs=0.03)
    explorer.selected = "node 0"
    pixel = explorer._plots.curve.ax.transData.transform((0.5, 0.2))
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert explorer.x == pytest.approx(0.5, abs=0.03)


def test_linear_chains_keep_their_questions_and_their_plain_diagram():
    linear, bent = bp.ChainExplorer(), bp.ChainExplorer(activations="tanh")
    assert "the valley" in linear.presets and not set(linear.presets) & set(bent.presets)
    linear.selected = "node 1"
    assert linear._plots.curve.title.get_text().startswith("cost C and its slope")
    assert linear._menus.here.view.layout.display == "none"
    assert not any(item["id"].startswith(("slope-", "times-")) for item in linear._diagram.scene["items"])


BENT = [([0.5, -1.2, 0.8], 6), ([0.5] * 6, 2)]


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(("weights", "least"), BENT)
def test_every_preset_shows_its_state_and_asks_its_question(weights, least):
    explorer = bp.ChainExplorer(weights, activations="tanh")
    assert len(explorer.presets) >= least
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert explorer._question.value == f"<b>{preset.question}</b>" and preset.question.endswith((".", "?"))
        assert list(explorer._point()) == preset.state["weights"] and explorer.y == preset.state["y"]


def preset(name, weights=(0.5, -1.2, 0.8)):
    explorer = bp.ChainExplorer(weights, activations="tanh")
    explorer.preset = name
    explorer._question.shown = True  # else the sentence leaves the question open
    return explorer


@pytest.mark.usefixtures("seen")
def test_what_the_presets_promise_is_true():
    linear = bp.ChainExplorer([0.5, -1.2, 0.8], x=1.0, y=0.3)
    assert preset("identity everywhere").gradients == linear.gradients
    dead = preset("a dead ReLU")
    assert dead.gradients == [0, 0, 0] and dead.cost == 0.5 and "nodes 1 and 2 are 0" in dead._sentence.value
    dead.w01 = 0.5
    assert all(dead.gradients)
    zero = preset("zero weights")
    assert zero.gradients == [0, 0, 0] and "saddle" in zero._sentence.value
    zero.w01 = 1.0
    assert zero.gradients == [0, 0, 0]
    zero.w12 = 1.0
    assert any(zero.gradients)
    sigmoids = preset("saturated sigmoids")
    assert abs(sigmoids.gradients[0]) < abs(sigmoids.gradients[2]) / 1000 and "saturated" in sigmoids._sentence.value
    growing = preset("growing δ")
    assert [growing.delta[k + 1] / growing.delta[k] for k in range(2)] == pytest.approx([2.5, 2.5])
    assert "grows" in growing._sentence.value


def test_a_larger_learning_rate_does_not_leave_the_plateau():
    explorer = preset("a plateau")
    before = explorer.cost
    explorer.t = 10
    explorer.eta = 1.0
    explorer.t = 20
    assert explorer.status == "running" and before - explorer.cost < 1e-3 < before


def test_delta_vanishes_over_six_sigmoids_by_more_than_four_at_every_node():
    explorer = preset("vanishing δ", [0.5] * 6)
    ratios = np.array(explorer.delta[:-1]) / np.array(explorer.delta[1:])
    assert (ratios > 4).all() and "vanishes" in explorer._sentence.value
    assert "grows" in preset("δ grows over six weights", [0.5] * 6)._sentence.value


def test_a_wrong_slope_of_ones_own_is_caught_with_the_place_and_the_size():
    with pytest.raises(bp.InputError, match=r"slope of bump: at p = .* it gives .* rises by .* \(off by "):
        bp.ChainExplorer(activations=["identity", bp.Function.own(bump, lambda p: -bump_slope(p)), "tanh", "tanh"])


def test_the_printed_code_of_a_chain_with_a_function_of_ones_own_runs():
    explorer = bp.ChainExplorer([0.5, 0.9], activations=["identity", bp.Function.own(bump, bump_slope), "sigmoid"])
    space, _ = ran(explorer)
    assert space["gradients"] == pytest.approx(explorer.gradients, abs=1e-8)


def test_a_node_that_bends_since_a_moment_ago_has_its_menu_too():
    explorer = bp.ChainExplorer(select="node 1")
    menu = explorer._menus.here.view
    assert menu.layout.display == "none"
    explorer.activations = "tanh"
    assert menu.layout.display == "" and menu.value == "tanh"
    menu.value = "relu"
    assert [f.name for f in explorer.network.activations] == ["tanh", "relu", "tanh", "tanh"]
    explorer.activations = "identity"
    assert menu.layout.display == "none"


def test_a_chain_made_with_activations_keeps_the_menu_that_takes_its_last_one_away():
    explorer = bp.ChainExplorer(activations=["identity", "tanh", "identity", "identity"], select="node 1")
    menu = explorer._menus.here.view
    menu.value = "identity"
    assert menu.layout.display == "" and not any(f.name == "tanh" for f in explorer.network.activations)
    menu.value = "tanh"
    assert explorer.network.activations[1].name == "tanh"


@pytest.mark.parametrize(("activation", "name"), [("identity", "x₂"), ("tanh", "q₂")])
def test_the_cost_calls_the_prediction_by_the_name_that_stands_on_the_lane(activation, name):
    explorer = bp.ChainExplorer(weights=[0.5, -1.2], activations=activation)
    assert name in text(explorer, "q2") and text(explorer, "cost-name") == f"C = ½({name} − y)²"
