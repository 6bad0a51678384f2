"""LayersExplorer without a browser: traits, controls, diagram, matrices, stories and results are one state."""

import re
from itertools import product

import numpy as np
import pytest

import bplesson as bp
from bplesson.equations import equation
from tests.kit.letters import fitted, width
from tests.kit.printed import code_of, ran

RNG = np.random.default_rng(7)


def cubic(p):
    return p**3 / 3 + p


def random(sizes, bias=False):
    return [RNG.normal(size=(e, d + bias)).round(2) for d, e in zip(sizes, sizes[1:])]


NETS = {
    "2-3-2": {"weights": [[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]]]},
    "1-1": {"weights": random([1, 1])},
    "2-2-2 with biases": {"weights": random([2, 2, 2], bias=True), "bias": True, "activations": "sigmoid"},
    "3-2-4-1": {"weights": random([3, 2, 4, 1]), "activations": ["sine", "tanh", "relu", "identity"]},
    "own": {"weights": random([2, 2, 1]), "activations": ["identity", cubic, "identity"]},
    "the largest": {"weights": random([6, 6, 6, 6, 6]), "activations": "tanh"},
}
each_net = pytest.mark.parametrize("given", NETS.values(), ids=NETS)


def made(given, **more):
    d, e = np.shape(given["weights"][0])[1] - given.get("bias", False), np.shape(given["weights"][-1])[0]
    return bp.LayersExplorer(**given, x=np.linspace(-0.5, 1, d), y=np.linspace(0.3, -0.4, e), **more)


def words(explorer, name):
    said = explorer._diagram.filling["words"].get(name, "")
    return said if isinstance(said, str) else "".join(run for _, run in said)


def story(explorer):
    """The sentences of the story, those put together that stand in two lines."""
    lines = [words(explorer, f"story-{k}") for k in (1, 2, 3, 4)]
    return "\n".join(filter(None, lines)).replace("\n     ", "").split("\n")


def marked(explorer, mark):
    return {name for name, each in explorer._diagram.filling["marks"].items() if each == mark}


def last_number(text):
    return float(re.findall(r"−?\d[\d,]*\.?\d*(?:e−?\d+)?", text)[-1].replace("−", "-").replace(",", ""))


@each_net
def test_results_are_those_of_the_engine_for_the_state_on_the_screen(given):
    explorer = made(given)
    name = explorer.names[-1]
    setattr(explorer, name, 0.33)
    weights = [np.array(W, float) for W in given["weights"]]
    i, b, a = explorer.places[name]
    weights[i][b, a] = 0.33
    network = bp.Network(weights, given.get("activations", "identity"), bias=given.get("bias", False))
    passes = network.backward(explorer.x, explorer.y)
    assert explorer.cost == passes.cost
    for mine, right in zip(explorer.gradients, passes.gradients, strict=True):
        assert np.array_equal(mine, right)
    assert all(np.array_equal(mine, right) for mine, right in zip(explorer.weights, weights, strict=True))
    assert bp.check_gradient(explorer.network, explorer.x, explorer.y, explorer.gradients).ok


@each_net
@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_every_number_of_both_passes_stands_on_the_screen(given, view):
    explorer = made(given, view=view)
    ids = {item["id"] for item in explorer._diagram.scene["items"]}
    assert set(explorer._diagram.filling["words"]) & {"nothing"} == set() and "cost" in ids
    for name, (i, b, a) in explorer.places.items():
        assert {name, f"g{name[1:]}"} <= ids
        assert last_number(words(explorer, name)) == pytest.approx(explorer.weights[i][b, a], rel=6e-3, abs=6e-5)
        shown = last_number(words(explorer, f"g{name[1:]}"))
        assert shown == pytest.approx(explorer.gradients[i][b, a], rel=6e-3, abs=6e-5)
    N = len(explorer.weights)
    for i, d in enumerate(explorer.network.sizes):
        for a in range(d):
            q, delta = explorer.passes.q[i][0, a], explorer.passes.delta[N - i][0, a]
            where = (f"qv-{i}-{a}", f"dv-{i}-{a}") if view == "numbers" else (f"c{i}-{a}", f"d{i}-{a}")
            for place, value in zip(where, (q, delta), strict=True):
                if place in ids:
                    assert last_number(words(explorer, place)) == pytest.approx(value, rel=6e-3, abs=6e-5)
    if view == "matrices":  # every value is there as what arrives or as a column, every δ that a weight uses
        assert {f"o{i}-{a}" for i in range(1, N + 1) for a in range(explorer.network.sizes[i])} <= ids
        assert words(explorer, "size-W0") == f"{explorer.weights[0].shape[0]} × {explorer.weights[0].shape[1]}"


def test_code_moves_the_controls_and_controls_move_the_state():
    explorer = bp.LayersExplorer()
    explorer.selected = "w12_01"
    knob = explorer._controls["weight"]
    assert knob.box.description == "W₁₂[0, 1]" and knob.box.value == -2.0
    knob.slider.value = 0.25
    assert explorer.w12_01 == explorer.weights[1][0, 1] == 0.25
    explorer.w12_01 = -2.5
    assert knob.box.value == -2.5 and knob.slider.value == pytest.approx(-2.5)
    explorer.x = [0.5, -1]
    assert (explorer.x_0, explorer.x_1) == (0.5, -1) and explorer._controls["x_1"].box.value == -1
    explorer._controls["y_0"].box.value = 3.0
    assert explorer.y.tolist() == [3.0, 1.0]
    explorer.weights = np.zeros((3, 2)), np.ones((2, 3))
    assert explorer.w01_20 == 0 and explorer.w12_12 == 1 and explorer.t == 0
    explorer._more_button.click()
    explorer._menus.layers[1].view.value = "tanh"
    assert [each.name for each in explorer.network.activations] == ["identity", "tanh", "identity"]
    assert "p-1-0" in {item["id"] for item in explorer._diagram.scene["items"]}  # p and q apart now


def test_artists_stand_where_the_state_says_and_clicks_set_the_weights():
    explorer = bp.LayersExplorer(axes=("w01_20", "w12_11"))
    explorer.w01_20 = 1.5
    assert explorer._plots.surface.point.get_xydata().tolist() == [[1.5, 1.0]]
    size, ax = explorer._live.figure.bbox, explorer._plots.surface.ax
    pixel = ax.transData.transform((-1.0, 2.0))
    explorer._picture._handle_custom_msg({"x": pixel[0] / size.width, "y": pixel[1] / size.height}, [])
    assert (explorer.w01_20, explorer.w12_11) == pytest.approx((-1.0, 2.0), abs=0.011)
    explorer.selected = "w12_02"
    (x0, x1), (y0, y1) = explorer._plots.curve.tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(explorer.gradients[1][0, 2])


def test_the_landscape_is_computed_again_only_when_a_weight_off_its_axes_changes():
    explorer = bp.LayersExplorer(axes=("w01_20", "w12_11"))
    before = explorer._plots._surface_of
    explorer.w12_11 = 0.4
    assert explorer._plots._surface_of is before
    explorer.w12_12 = 0.4
    assert explorer._plots._surface_of is not before
    before = explorer._plots._surface_of
    explorer.y_1 = 0.4
    assert explorer._plots._surface_of is not before


# --- stories ---


@each_net
def test_a_selected_weight_tells_its_one_product(given):
    explorer = made(given)
    for name, (i, b, a) in list(explorer.places.items())[:: 1 + len(explorer.places) // 8]:
        explorer.selected = name
        said = words(explorer, "story-1")
        assert said.startswith(f"∂C/∂{explorer.labels[name]} = ")
        assert last_number(said) == pytest.approx(explorer.gradients[i][b, a], rel=6e-3, abs=6e-5)
        assert {f"line-{name}", f"port-{name}", name, f"g{name[1:]}"} == marked(explorer, "missing")
        source = f"one-{i}" if a == explorer.network.sizes[i] else f"pill-{i}-{a}"
        assert source in marked(explorer, "forward") and f"dpill-{i + 1}-{b}" in marked(explorer, "backward")


@each_net
def test_a_selected_node_tells_its_row_forward_and_its_column_backward(given):
    explorer = made(given)
    N = len(explorer.weights)
    for i, d in enumerate(explorer.network.sizes):
        for a in range(d):
            explorer.selected = f"node {i}.{a}"
            first, *_, last = story(explorer)
            assert last_number(first.removesuffix(" is an input")) == pytest.approx(
                explorer.passes.p[i][0, a], rel=6e-3, abs=6e-5
            )
            said = last.split(",  which")[0]
            assert last_number(said) == pytest.approx(explorer.passes.delta[N - i][0, a], rel=6e-3, abs=6e-5)
            if not explorer._shape.linear:
                bent, slope = story(explorer)[1].split(",   slope")
                assert last_number(bent) == pytest.approx(explorer.passes.q[i][0, a], rel=6e-3, abs=6e-5)
                right = explorer.network.activations[i].slope(explorer.passes.p[i][0, a])
                assert last_number(slope) == pytest.approx(float(right), rel=6e-3, abs=6e-5)
            if i < N:
                column = {f"w{i}{i + 1}_{b}{a}" for b in range(explorer.network.sizes[i + 1])}
                assert {name for name in explorer.names if name in marked(explorer, "backward")} == column
                assert f"column {a} of W" in said
            if i:
                row = {f"w{i - 1}{i}_{a}{c}" for c in range(explorer.weights[i - 1].shape[1])}
                assert {name for name in explorer.names if name in marked(explorer, "forward")} == row


def test_all_paths_are_drawn_counted_and_add_up_to_the_derivative():
    explorer = made(NETS["3-2-4-1"], select="w01_12", paths=True)
    assert "sum over 4 paths" in words(explorer, "story-1")
    assert last_number(words(explorer, "story-1")) == pytest.approx(explorer.gradients[0][1, 2], rel=6e-3)
    drawn = {name for name in marked(explorer, "backward") if name.startswith("line-")}
    ends = product(range(4), range(1))  # from node 1 of layer 1 over each node of layer 2 to the one output
    assert drawn == {line for c, d in ends for line in (f"line-w12_{c}1", f"line-w23_{d}{c}")}
    linear = bp.LayersExplorer(select="w01_20", paths=True)
    routes = dict(each.split(": ") for each in story(linear)[1].split(",   "))
    assert routes == {"2→0": "(−1.00) × 1.00", "2→1": "2.00 × 2.00"}
    paths, by_paths, stored = equation("4.8").left(linear.network, linear.x, linear.y)
    said = story(linear)[-1]
    assert f"path by path: {int(by_paths):,} multiplications; with stored values: {int(stored):,}." in said


BENT = {"weights": random([2, 3, 2], bias=True), "bias": True, "activations": ["identity", "tanh", "sigmoid"]}
SHOWN = {"q": ("o", "e", "c"), "a": "a", "d": "d"}  # the cells of a moment


def cells(explorer, moment):
    """The ids of the texts that a moment brings, in the view that is open."""
    if moment.startswith("g"):
        return {moment}
    kind, place = moment.split("-", 1)
    if explorer.view_as == "matrices":
        ids = {item["id"] for item in explorer._diagram.scene["items"]}
        return {f"{each}{place}" for each in SHOWN[kind]} & ids
    return {f"{each}v-{place}" for each in {"q": "pq", "a": "", "d": "d"}[kind]}


def walked(explorer, press, phase):
    """The moments of that sub-step in the order in which presses reach them."""
    found = []
    while not found or explorer.phase == phase and explorer.moment:
        press()
        if explorer.phase == phase and explorer.moment:
            found.append(explorer.moment)
    return found


def test_entries_are_filled_in_the_order_arrives_delta_outer_product():
    explorer = bp.LayersExplorer(view="matrices")
    order = walked(explorer, explorer._buttons["entry on"].click, "backward")
    assert order[:8] == ["d-2-0", "d-2-1", *(f"g12_{b}{a}" for b in range(2) for a in range(3))]
    assert order[8:11] == ["d-1-0", "d-1-1", "d-1-2"] and len(order) == 2 + 6 + 3 + 6
    assert explorer.moment == "" and marked(explorer, "dim") == marked(explorer, "hidden") == set()
    explorer._buttons["entry back"].click()
    assert explorer.moment == order[-1]
    bent = made(BENT, view="matrices")
    order = walked(bent, bent._buttons["entry on"].click, "backward")
    assert order[:4] == ["a-2-0", "a-2-1", "d-2-0", "d-2-1"] and order[12:18] == [
        *(f"a-1-{b}" for b in range(3)), *(f"d-1-{b}" for b in range(3))
    ]  # fmt: skip
    assert [each for each in order if each.startswith("g")][:4] == [f"g12_0{a}" for a in range(4)]


@pytest.mark.parametrize("given", [NETS["2-3-2"], BENT], ids=["linear", "bent"])
@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_number_by_number_only_what_is_found_is_seen_and_each_is_told(given, view):
    explorer = made(given, view=view)
    explorer.fine = True
    explorer.phase = "forward"
    for phase in ("forward", "backward"):
        explorer._stand(explorer._stops()[[each for each, _ in explorer._stops()].index(phase)])
        order = [moment for each, moment in explorer._stops() if each == phase]
        for k, moment in enumerate(order):
            assert (explorer.phase, explorer.moment) == (phase, moment)
            hidden = marked(explorer, "hidden")
            for later in order[k + 1 :]:
                assert cells(explorer, later) <= hidden, (moment, later)
            assert not any(cells(explorer, found) & hidden for found in order[: k + 1])
            assert re.search(r"\d", words(explorer, "story-1")) and check_room(explorer) is None
            assert marked(explorer, "forward") | marked(explorer, "backward")
            explorer.substep()
    assert explorer.phase == "update" and not marked(explorer, "hidden")
    explorer.substep_back()
    assert explorer.moment == order[-1]


def test_on_the_diagram_it_goes_node_by_node_and_row_by_row():
    explorer = bp.LayersExplorer()
    explorer.fine = True
    assert [moment for _, moment in explorer._stops()] == [
        *("q-1-0", "q-1-1", "q-1-2", "q-2-0", "q-2-1"), "",
        *("d-2-0", "d-2-1", "g12_02", "g12_12", "d-1-0", "d-1-1", "d-1-2", "g01_01", "g01_11", "g01_21"), "",
    ]  # fmt: skip
    explorer.moment = "q-1-2"
    assert explorer.phase == "forward" and story(explorer) == [
        "x₁[2] = row 2 of W₀₁ · x₀ = (−2.00) × 2.00 + 3.00 × 1.00 = −1.00"
    ]
    assert {"w01_20", "w01_21", "pill-1-2"} <= marked(explorer, "forward")
    explorer.moment = "d-1-2"
    assert story(explorer) == ["δ₁[2] = column 2 of W₁₂ · δ₀ = 1.00 × (−1.00) + 2.00 × 2.00 = 3.00"]
    assert {"w12_02", "w12_12", "dpill-2-0", "dpill-2-1", "dpill-1-2"} <= marked(explorer, "backward")
    assert {"dv-0-0", "g01_00", "g01_21"} <= marked(explorer, "hidden")
    explorer.moment = "g12_12"
    first, rest = story(explorer)
    assert first.startswith("row 1 of ∂C/∂W₁₂ = δ₀[1] · x₁ᵀ")
    assert rest == "2.00 × 2.00 = 4.00,     2.00 × 3.00 = 6.00,     2.00 × (−1.00) = −2.00"
    assert {"g12_10", "g12_11", "g12_12", "port-w12_10"} <= marked(explorer, "missing")
    explorer.moment = "g12_11"  # in the middle of a row: it is told alone, and the way leads on from there
    assert words(explorer, "story-1").startswith("∂C/∂W₁₂[1, 1] = δ₀[1] · x₁[1]")
    explorer.substep()
    assert explorer.moment == "g12_12"


def test_what_arrives_times_the_slope_is_delta():
    explorer = made(BENT, view="matrices")
    for i, b in ((2, 0), (1, 2)):
        arrives, slope, delta = (last_number(words(explorer, f"{kind}{i}-{b}")) for kind in "asd")
        assert arrives * slope == pytest.approx(delta, rel=2e-2)
        explorer.moment = f"a-{i}-{b}"
        assert last_number(words(explorer, "story-1")) == arrives
        explorer.moment = f"d-{i}-{b}"
        assert last_number(words(explorer, "story-1")) == delta
        assert {f"{kind}{i}-{b}" for kind in "asd"} <= marked(explorer, "backward")
    assert words(explorer, "name-a2") == "ŷ − y" and words(explorer, "name-a1") == "W₁₂ᵀδ₀"
    linear = bp.LayersExplorer(view="matrices")
    assert words(linear, "made-2") == "ŷ − y =" and words(linear, "made-1") == "W₁₂ᵀ · δ₀ ="
    assert words(linear, "name-g0") == "δ₁ x₀ᵀ = ∂C/∂W₀₁   3 × 2"


def test_a_delta_in_the_matrices_marks_the_column_and_the_deltas_that_make_it():
    explorer = made(BENT, view="matrices")
    box = next(item for item in explorer._diagram.scene["items"] if item["id"] == "box-d1-2")
    explorer._diagram.selected = box["select"]
    green = {each for each in marked(explorer, "backward") if not each.startswith("box-")}
    assert green == {"w12_02", "w12_12", "d2-0", "d2-1", "a1-2", "s1-2", "d1-2"}
    blue = {each for each in marked(explorer, "forward") if not each.startswith("box-")}
    assert blue == {"w01_20", "w01_21", "w01_22", "c0-0", "c0-1", "c0-2", "o1-2", "e1-2"} & (blue | {"e1-2"})


def test_a_click_is_told_while_numbers_are_still_to_come_and_shows_none_of_them():
    explorer = bp.LayersExplorer()
    explorer.moment = "d-1-0"
    explorer.selected = "w12_01"
    assert words(explorer, "story-1").startswith("∂C/∂W₁₂[0, 1]") and "g01_00" in marked(explorer, "hidden")
    explorer.selected = "w01_00"
    assert "come with the backward sub-step" in words(explorer, "story-1")
    explorer.selected = "node 1.1"
    assert len(story(explorer)) == 2 and "comes with the backward" in story(explorer)[1]
    explorer.substep()
    explorer.moment = "q-1-0"
    explorer.selected = "node 2.0"
    assert story(explorer) == ["Its value comes later in the forward sub-step."]


def test_entries_go_on_from_the_selected_weight_and_in_either_view():
    explorer = bp.LayersExplorer(view="matrices", select="w12_00")
    explorer._buttons["entry on"].click()
    assert explorer.moment == "g12_01" and "g12_02" in marked(explorer, "hidden")
    explorer._buttons["view"].click()
    assert explorer.moment == "g12_01" and words(explorer, "story-1").startswith("∂C/∂W₁₂[0, 1]")
    explorer._buttons["entry back"].click()
    assert explorer.moment == "g12_00"


def test_a_number_that_there_is_no_more_is_forgotten_and_comes_back_with_undo():
    explorer = made(BENT, view="matrices")
    explorer.moment = "a-1-0"
    explorer.activations = "identity"
    assert explorer.moment == ""
    explorer.undo()
    assert explorer.moment == "a-1-0" and "d1-0" in marked(explorer, "hidden")
    linear = bp.LayersExplorer()
    linear.moment = "a-1-0"
    assert linear.moment == ""
    linear.preset = "the outer product"
    assert linear.moment == "g12_00" and "g12_01" in marked(linear, "hidden")
    linear.preset = "all paths"
    assert linear.moment == "" and not marked(linear, "hidden")


def test_slowly_it_goes_number_by_number():
    explorer = bp.LayersExplorer()
    explorer.speed = "slowly"
    explorer.phase = "forward"
    explorer._beat()
    assert explorer.fine and explorer.phase == "cost"
    explorer._beat()
    assert explorer.moment == "d-2-0"


@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_what_has_not_been_computed_yet_is_not_shown(view):
    explorer = bp.LayersExplorer(view=view, select="w01_20")
    for phase in ("forward", "cost"):
        explorer.phase = phase
        hidden = marked(explorer, "hidden")
        assert {f"g{name[1:]}" for name in explorer.names} <= hidden
        assert all(name in hidden for name in explorer._diagram.filling["words"] if re.match(r"[ads]v?-?\d", name))
        assert ("?" in words(explorer, "cost")) == (phase == "forward")
    explorer.phase = "update"
    assert marked(explorer, "hidden") == set()
    after = explorer.weights[0][2, 0] - explorer.eta * explorer.gradients[0][2, 0]
    shown = words(explorer, "g01_20" if view == "numbers" else "w01_20")
    assert last_number(shown) == pytest.approx(after, rel=6e-3)
    assert words(explorer, "ports-1").endswith("→ new") or words(explorer, "name-W0") == "new W₀₁"


def test_to_the_node_that_is_always_1_nothing_leads():
    explorer = bp.LayersExplorer(random([2, 3, 2, 2], bias=True), bias=True, select="w23_02")
    assert words(explorer, "story-1").startswith("∂C/∂W₂₃[0, 2] = δ₀[0] · 1 = ")
    assert {name for name in marked(explorer, "forward") if name.startswith("line-")} == set()
    explorer.selected = "w23_01"
    behind = {name for name in explorer.names if name.startswith(("w01", "w12_1"))}
    assert {name for name in marked(explorer, "forward") if name.startswith("line-")} == {f"line-{n}" for n in behind}


def test_multiplications_are_counted_only_where_the_count_is_true():
    explorer = bp.LayersExplorer(select="w01_20", paths=True)
    assert "multiplications" in story(explorer)[-1]
    explorer.activations = "tanh"  # the prediction is no sum over paths any more
    assert "multiplications" not in " ".join(story(explorer))
    biased = bp.LayersExplorer(random([2, 3, 2], bias=True), bias=True, select="w01_20", paths=True)
    assert "multiplications" not in " ".join(story(biased))


def test_the_text_for_a_screen_reader_tells_the_story():
    explorer = bp.LayersExplorer(select="w12_00")
    for view in explorer.view_as_choices:
        explorer.view_as = view
        assert "C = 2.50; " in explorer._diagram.filling["says"]
        assert "∂C/∂W₁₂[0, 0] = δ₀[0] · x₁[0] = (−1.00) × 2.00 = −2.00" in explorer._diagram.filling["says"]


@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_every_weight_and_every_node_can_be_chosen_with_the_keyboard(view):
    explorer = bp.LayersExplorer(random([2, 3, 2], bias=True), bias=True, view=view)
    reached = {item["select"] for item in explorer._diagram.scene["items"] if item["kind"] == "box" and item["label"]}
    assert reached == set(explorer.selected_choices) - {""}


# --- room ---


def check_room(explorer):
    """Nothing reaches beyond the scene or its box, in the widest of the usual typefaces."""
    scene = explorer._diagram.scene
    items = {item["id"]: item for item in scene["items"]}
    for name, item in items.items():
        if item["kind"] != "text" or not (said := words(explorer, name)):
            continue
        moved = name in explorer._diagram.filling["moved"] and item["room"] > 0
        bold = explorer._diagram.filling["marks"].get(name) == "missing" and not moved
        long = width(said, fitted(item, said), bold)
        left = item["x"] - {"start": 0, "middle": long / 2, "end": long}[item["anchor"]]
        assert left >= -1 and left + long <= scene["width"] + 1, said
        if (box := items.get(f"box-{name}") or items.get(f"port-{name}")) is not None:
            assert left >= box["x"] - box["width"] / 2 - 2 and left + long <= box["x"] + box["width"] / 2 + 2, said
        if name.startswith("w") and (gradient := words(explorer, f"g{name[1:]}")) and f"port-{name}" in items:
            at = items[f"g{name[1:]}"]
            begins = at["x"] - width(gradient, fitted(at, gradient), bold)
            assert left + long <= begins + 2, (said, gradient)
        if name == "cost-name" and (box := items.get("cost-box")):
            assert long <= box["width"] - 8, said
        if re.match(r"[pqd]v-", name):
            other = name.replace("v-", "-")
            assert items[other]["x"] + width(words(explorer, other), item["size"]) <= left + 1, (said, name)


ROOMY = [
    ([2, 3, 2], False, "identity"), ([2, 3, 2], False, "tanh"), ([1, 4, 1], True, "leaky relu"),
    ([3, 3, 3, 3], False, "identity"), ([3, 2, 2], True, "sine"),
]  # fmt: skip
EXTREME = {
    "usual": lambda W: W,
    "small": lambda W: -np.abs(W) * 1e-2,
    "large": lambda W: -1e6 + W,
    "tiny": lambda W: W * -1e-12,
}


@pytest.mark.parametrize("size", EXTREME)
@pytest.mark.parametrize("sizes, bias, activations", ROOMY)
def test_every_text_has_room(sizes, bias, activations, size):
    matrices = [np.clip(EXTREME[size](W), -1e6, 1e6) for W in random(sizes, bias)]
    x, y = (np.clip(EXTREME[size](RNG.normal(size=d)), -1e6, 1e6) for d in (sizes[0], sizes[-1]))
    explorer = bp.LayersExplorer(matrices, x, y, activations, bias=bias)
    for view in explorer.view_as_choices:
        explorer.view_as = view
        for selected in ("", explorer.names[0], explorer.names[-1], *(f"node {i}.0" for i in range(len(sizes)))):
            for paths, phase in ((False, "forward"), (False, "backward"), (True, "update")):
                explorer._put(selected=selected, paths=paths, phase=phase)
                explorer._diagram.show(*explorer._filling())
                check_room(explorer)


@pytest.mark.parametrize("size", ["usual", "small"])
@pytest.mark.parametrize("sizes, bias, activations", ROOMY)
def test_the_sign_that_a_number_has_changed_has_room_in_its_box(sizes, bias, activations, size):
    matrices = [EXTREME[size](W) for W in random(sizes, bias)]
    for view in bp.LayersExplorer.view_as_choices:
        explorer = bp.LayersExplorer(matrices, np.ones(sizes[0]), np.ones(sizes[-1]), activations, bias=bias, view=view)
        explorer._change(**{name: -0.0123 for name in explorer.names})
        moved = explorer._diagram.filling["moved"]
        assert set(explorer.names) <= set(moved)
        items = {item["id"]: item for item in explorer._diagram.scene["items"]}
        assert all(items[name]["room"] for name in moved if name in items and not name.startswith(("cost", "label")))
        check_room(explorer)


def test_a_new_weight_is_not_compared_with_the_derivative_that_stood_in_its_place():
    explorer = bp.LayersExplorer()
    for phase in ("update", "backward", "update"):
        explorer.phase = phase
        assert explorer._diagram.filling["moved"] == {}, phase


# --- walk ---


@each_net
def test_descent_of_the_explorer_is_that_of_the_engine(given):
    explorer = made(given, eta=0.02)
    explorer.t = 6
    network = bp.Network(given["weights"], given.get("activations", "identity"), bias=given.get("bias", False))
    path = bp.descend(network, explorer.x, explorer.y, eta=0.02, steps=6)
    assert explorer.path == pytest.approx(path.as_array()[: len(explorer.path)])
    assert len(explorer.path) == explorer.t + 1
    explorer.reset()
    assert explorer.t == 0 and explorer.path[0] == pytest.approx(path.as_array()[0])


@pytest.mark.usefixtures("seen")
def test_divergence_saturation_and_flat_places_are_said_where_they_happen():
    explorer = bp.LayersExplorer(eta=0.5)
    explorer.t = 50
    assert explorer.status == "diverged" and "2/curvature" in explorer._sentence.value
    assert np.isfinite(explorer.path).all()
    explorer.restore()
    assert explorer.cost <= bp.LayersExplorer().cost
    zero = bp.LayersExplorer([np.zeros((2, 2)), np.zeros((1, 2))], x=[1, 1], y=[1])
    assert zero.status == "converged" and "A saddle" in zero._sentence.value
    dead = bp.LayersExplorer([[[-1, -1], [1, 1]], [[1, 1]]], x=[1, 1], y=[1], activations="relu")
    assert "Node 0 of layer 1 is dead" in dead._sentence.value
    faint = bp.LayersExplorer(
        [[[3, 3], [1, 1]], [[0.3, 0.2]]], x=[1, 1], y=[1], activations=["identity", "tanh", "tanh"]
    )
    assert "Node 0 of layer 1 is saturated" in faint._sentence.value
    nearly = bp.LayersExplorer([[[8.0]], [[1.0]]], x=1, y=2, activations=["identity", "identity", "tanh"])
    assert nearly.status == "converged" and 0 < abs(nearly.gradients[1][0, 0]) < 1e-5
    assert "Every derivative is nearly 0" in nearly._sentence.value and "is saturated" in nearly._sentence.value
    done = bp.LayersExplorer(y=[-1, 3])
    assert done.status == "converged" and "no error" in done._sentence.value


@pytest.mark.usefixtures("seen")
def test_every_preset_shows_its_state_and_asks_its_question():
    explorer = bp.LayersExplorer()
    assert len(explorer.presets) >= 6
    for name, preset in explorer.presets.items():
        explorer.preset = name
        assert explorer._question.value == f"<b>{preset.question}</b>" and preset.question.endswith((".", "?"))
        for trait, value in preset.state.items():
            shown = getattr(explorer, trait)
            same = all(map(np.array_equal, shown, value)) if trait == "weights" else np.array_equal(shown, value)
            assert same, (name, trait)
    assert not bp.LayersExplorer(random([2, 2]), x=[1, 2], y=[1, 2]).presets


@each_net
def test_the_printed_code_runs_and_computes_the_same(given):
    explorer = made(given)
    space, _ = ran(explorer)
    assert pytest.approx(explorer.cost) == space["C"]
    for mine, gradient in zip(space["gradients"], explorer.gradients, strict=True):
        assert mine == pytest.approx(gradient, abs=1e-7)
    stepped = explorer.network.step(explorer.gradients, explorer.eta).weights
    for mine, W in zip(space["weights"], stepped, strict=True):
        assert mine == pytest.approx(W, abs=1e-7)


def one_number(p):
    return p if p > 0 else 0.1 * p


def test_a_function_for_single_numbers_is_shown_and_printed_as_code_that_runs():
    explorer = made({"weights": random([2, 3, 2]), "activations": ["identity", one_number, "tanh"]})
    space, _ = ran(explorer)
    assert pytest.approx(explorer.cost) == space["C"] and "np.vectorize(one_number" in code_of(explorer)
    assert space["gradients"][0] == pytest.approx(explorer.gradients[0], abs=1e-7)
    explorer._more_button.click()
    menu = explorer._menus.layers[1].view
    menu.value = "relu"
    assert explorer.network.activations[1].name == "relu"
    menu.value = "one_number"  # and back again
    assert explorer.network.activations[1].name == "one_number" and "cannot" not in explorer._sentence.value


def test_a_published_network_can_be_typed_in_by_its_weights():
    explorer = bp.LayersExplorer(
        [[[0.15, 0.20, 0.35], [0.25, 0.30, 0.35]], [[0.40, 0.45, 0.60], [0.50, 0.55, 0.60]]],
        x=[0.05, 0.10], y=[0.01, 0.99], activations=["identity", "sigmoid", "sigmoid"], eta=0.5, bias=True,
    )  # fmt: skip
    assert f"{explorer.cost:.9f}" == "0.298371109"
    explorer.step()
    assert f"{explorer.w12_00:.8f}" == "0.35891648" and f"{explorer.w01_00:.9f}" == "0.149780716"


# --- bad input, and nothing left behind ---

BAD = {
    "weights": ({"weights": [[[1, 2]], [[1, 2]]]}, "weights[1]"),
    "too large a weight": ({"weights": [[[1e7, 1], [1, 1]]]}, "weights[0]"),
    "five matrices": ({"weights": [np.ones((1, 1))] * 5, "x": 1, "y": 1}, "weights"),
    "seven nodes": ({"weights": [np.ones((7, 2))], "y": np.ones(7)}, "weights"),
    "a grid": ({"weights": [np.ones((4, 2, 2))]}, "weights"),
    "text": ({"weights": "abc"}, "weights"),
    "short x": ({"x": [1]}, "x"),
    "nan in y": ({"y": [1, np.nan]}, "y"),
    "eta": ({"eta": 0}, "eta"),
    "activations": ({"activations": "tahn"}, "activations"),
    "too few activations": ({"activations": ["tanh"]}, "activations"),
    "softmax": ({"activations": "softmax"}, "activations"),
    "selection": ({"select": "w01_30"}, "selected"),
    "node": ({"select": "node 3.0"}, "selected"),
    "view": ({"view": "table"}, "view_as"),
    "axes": ({"axes": ("w01_00", "w99_00")}, "axes"),
    "axes, a number": ({"axes": 0}, "axes"),
    "paths": ({"paths": "no"}, "paths"),
}


@pytest.mark.parametrize("given, name", BAD.values(), ids=BAD)
def test_a_bad_argument_is_named_in_one_sentence(given, name):
    with pytest.raises(bp.InputError) as caught:
        bp.LayersExplorer(**given)
    assert str(caught.value).startswith(name) and "\n" not in str(caught.value) and len(str(caught.value)) < 300


SET = [
    ("w01_00", np.nan), ("w01_00", "x"), ("x", [1]), ("x", [1, np.inf]), ("y", "cat"), ("weights", [np.ones((2, 2))]),
    ("activations", "tahn"), ("axes", ("w01_00",)), ("selected", "w99_00"), ("view_as", 3), ("eta", -1), ("t", -1),
    ("x", [5, 1e7]), ("y", [5, -1e7]), ("weights", [np.ones((3, 2)), np.full((2, 3), 1e7)]), ("paths", 3),
]  # fmt: skip


def test_a_bad_value_is_refused_and_the_last_good_state_stays(subtests):
    explorer = bp.LayersExplorer()
    explorer.t = 3
    before, shown = explorer._snapshot(), explorer._diagram.filling
    for name, value in SET:
        with subtests.test(f"{name} = {value}"):
            with pytest.raises(bp.InputError) as caught:
                setattr(explorer, name, value)
            assert "\n" not in str(caught.value)
            assert explorer._snapshot() == before and explorer.t == 3 and explorer._diagram.filling == shown


def test_what_a_notebook_keeps_is_true_without_a_kernel():
    explorer = bp.LayersExplorer()
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"application/vnd.jupyter.widget-view+json", "image/png", "text/plain"}
    assert "2-3-2" in repr(explorer) and "prediction −1.00, 3.00" in repr(explorer) and "\n" not in repr(explorer)


# --- rounding noise ---

NOISY = {  # and what of it is rounding: of δ, of p, and of a weight after the step
    "δ": ([[[1, -1], [1, 2], [0.3, 0]], [[2, -1, 1], [1, 1, -2]]], [2, 1], [-3, 3], ["identity", "relu", "identity"]),
    "p": ([[[0.1, 0.2, -0.3]], [[3.0], [1.0]]], [1, 1, 1], [1, 0], "identity"),
}


@pytest.mark.parametrize("given", NOISY.values(), ids=NOISY)
@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_what_is_only_the_rounding_of_its_addends_is_shown_as_0(given, view):
    explorer = bp.LayersExplorer(*given, view=view)
    left_over = [*explorer.passes.p, *explorer.passes.delta, *explorer.gradients]
    assert any(((0 < abs(each)) & (abs(each) < 1e-14)).any() for each in left_over)  # the engine keeps what it has
    for phase, selected, paths in product(("backward", "update"), explorer.selected_choices, (False, True)):
        explorer._put(phase=phase, selected=selected, paths=paths)
        explorer._diagram.show(*explorer._filling())
        said = [words(explorer, name) for name in explorer._diagram.filling["words"]]
        assert not any(re.search(r"e−1\d", each) for each in said), said
    assert "e−1" not in repr(explorer)


def test_small_numbers_that_are_no_rounding_stay():
    explorer = bp.LayersExplorer([[[1e-20, 2e-20]], [[1e-9]]], x=[1, 1], y=[0])
    assert words(explorer, "qv-1-0") == "3.0e−20" and words(explorer, "w01_00") == "1.0e−20"
    assert words(explorer, "dv-2-0") == "3.0e−29"


def test_at_a_selected_node_slider_and_curve_are_those_of_a_weight_that_leads_to_it():
    explorer = bp.LayersExplorer(select="w01_21")
    for node, name in [("node 1.2", "w01_20"), ("node 2.1", "w12_10")]:
        explorer.selected = node
        assert explorer._over() == name
        explorer.weight = 0.25
        assert getattr(explorer, name) == 0.25 and explorer._controls["weight"].box.description == explorer.labels[name]
    explorer.selected = "node 0.1"  # no weight leads to an input
    assert explorer._over() == explorer.axes[0]
