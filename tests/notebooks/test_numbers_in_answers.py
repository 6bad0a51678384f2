"""A number of an answer stands in the cells above it, in their code or in what they show, or a claim works it out.

An answer is prose that no cell runs: without this a changed example would leave a false sentence behind.
"""

import ast
import re
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

import bplesson as bp
from bplesson.start.start import EXAMPLES, FLAT
from tests.notebooks.test_lessons import ITEMS, LESSONS, NAMES, code_cells, each_lesson, read_lesson, texts
from tools.build_notebooks import SOLUTION

NUMBER = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?(?!\w)")
NO_NUMBER = re.compile(r"(?s)```.*?```|`[^`]*`|<summary>.*?</summary>|\\(?:tag|color)\{.*?\}|_\{.*?\}|_\d+")
REFERENCE = re.compile(r"(?:\b[Ii]n (\d\.\d+)|\((\d\.\d+)\))(?!\w)")
OUTLINE = {item for items in ITEMS.values() for item in items}


class Claim(NamedTuple):
    """What an answer of a lesson says, and what works it out from the cells above it.

    A claim that copies a number of an example names the cell by it, and fails when it is changed there.
    """

    lesson: str
    cells: tuple[str, ...]  # a piece of the code of each cell that is run; the nearest one above the answer is meant
    says: tuple[str, ...]
    value: Callable  # of the names that the cells make, `shown` being what the last line of the last one gives


CLAIMS: list[Claim] = []


def claim(lesson: str, cells, *says: str):
    """The function below gives the numbers of these words in their order; of words alone, whether they are true."""

    def keep(value: Callable) -> Callable:
        CLAIMS.append(Claim(lesson, tuple(cells), says, value))
        return value

    return keep


def slope(explorer, node):
    """The slope of a node of a chain, at its p."""
    values = explorer.network.forward(explorer.x)
    return explorer.network.activations[node].slope(values.p[node], values.q[node]).item()


# Lesson 1 ------------------------------------------------------------------------------------------------------------
@claim("01", ["x = np.array([", "def f("], "the predictions are 1, 3 and 4 kilometres too short")
def the_first_walks(at):
    return at.y - at.f(at.x, 2)


@claim("01", ["flat = ", "flat.slope(-1.5)"], "a step is less than a hundred-thousandth long")
def a_step_on_the_plateau(at):
    return 0.2 * abs(at.flat.slope(-1.5)) < 1e-5


# Lesson 2 ------------------------------------------------------------------------------------------------------------
@claim(
    "02",
    ["x0 = ", "weights = [", "def forward("],
    "Take for example 1, 2 and −3. The product of the weights is −6 again, so the prediction is −3 again",
)
def other_weights_with_the_same_product(at):
    other = [1, 2, -3]
    assert np.prod(other) == np.prod(at.weights)
    return *other, np.prod(at.weights), at.forward(at.weights, at.x0)[-1]


@claim(
    "02",
    ["def signs("],
    "Above 2 the derivative by $w_{12}$ is negative, the two others are positive. Below 2 it is the other way round. At"
    " 2 exactly all are 0",
)
def three_signs(at):
    assert list(at.signs(2.1)) == [1, -1, 1] and list(at.signs(1.9)) == [-1, 1, -1]
    return 2, 2, 2, np.abs(at.signs(2)).max()


STEP = [
    "x0 = ",
    "weights = [",
    "def forward(",
    "y = -1",
    "def cost(",
    "def nudged(",
    "gradients = [nudged",
    "def moved(",
]


@claim("02", [*STEP, "def after("], "Above 0.5 the cost falls once more, and at 0.79 it is almost 0")
def a_step_that_is_far_too_long(at):
    etas = np.arange(1, 80) / 100
    lowest = min(etas, key=at.after)
    return max(eta for eta in etas if at.after(eta) >= at.after(0)), lowest, round(at.after(lowest), 2)


@claim("02", ["bp.ChainExplorer(weights=[1, 2.4, -0.6]"], "you see numbers like −6.6e−5. That is −0.000066")
def a_small_delta_on_the_way(at):
    explorer = at.shown
    path = bp.descend(explorer.network, explorer.x, explorer.y, explorer.eta, steps=100)
    deltas = [explorer.network.with_weights(w).forward(explorer.x).y_hat.item() - explorer.y for w in path.weights]
    seen = min(deltas, key=lambda delta: abs(delta + 6.6e-5))
    return seen, seen


# Lesson 3 ------------------------------------------------------------------------------------------------------------
CHAIN = ["def identity(", "def forward(", "def cost("]
RULES = ["deviation = ", "slopes = [1, 4, 0.1, 1]", "def backward(", "slope = {", "def backpropagate("]


@claim("03", CHAIN[:2], "= −10, where the leaky ReLU had made −1 of it")
def the_node_that_bends(at):
    return at.p[2], at.q[2]


@claim(
    "03",
    [*CHAIN, "cost([4, w12, 3], sigmas, 0.5, -5)"],
    "from −3 to −2.4, away from the label −5: $p_2$ = −8, $q_2$ = −0.8, and the deviation is 2.6",
)
def another_weight_in_the_middle(at):
    p, q = at.forward([4, at.w12, 3], at.sigmas, 0.5)
    return at.q[3], q[3], -5, p[2], q[2], q[3] + 5


@claim(
    "03",
    ["slopes_at(-2)"],
    "−4 for the square, since the parabola falls there, 0 for ReLU, 0.07 for tanh, 0.1 for leaky ReLU, 0.10 for the"
    " sigmoid, 1 for the identity",
)
def six_slopes_at_minus_2(at):
    names = ["relu", "tanh", "leaky relu", "sigmoid", "identity"]
    return -4, *(slope(bp.ChainExplorer([1.0], -2, 0, ["identity", name]), 1) for name in names)


@claim("03", CHAIN, "At $q_1$ = 4 the square has the slope 8, at $p_1$ = 2 it has 4")
def the_slope_at_q_and_at_p(at):
    return at.q[1], 2 * at.q[1], at.p[1], 2 * at.p[1]


@claim(
    "03",
    [*CHAIN, *RULES, "w, x0, y = ", "def careless(", "def train(", "train(rule, [-1, 1, 1], with_square, 1, 1.5"],
    "its cost rises, from 0.125",
)
def the_careless_function_at_the_start(at):
    return at.cost([-1, 1, 1], at.with_square, 1, 1.5)


@claim("03", ["six = "], "From 0.148 to 0.00009, by a factor of 1700")
def six_sigmoids(at):
    delta = np.ravel(at.six.delta)
    return delta[0], delta[5], delta[0] / delta[5]


def left(explorer, w):
    """What a step back leaves of δ, on average."""
    explorer.w = w
    return (explorer.delta[-1] / explorer.delta[0]) ** (1 / (explorer.depth - 1))


@claim(
    "03",
    ["bp.DepthExplorer("],
    "near $w$ = 1.9, each step back still leaves 0.31 of δ",
    "is about 1.1, and each step leaves 0.82. At $w$ = 3 it leaves only 0.07",
    "Set the depth to 10 now",
    "sigmoid at $w$ = 1 the five steps more leave less than a thousandth",
)
def what_a_weight_leaves_of_delta(at):
    explorer, weights = at.shown, np.arange(5, 31) / 10
    best = max(weights, key=lambda w: left(explorer, w))
    said = [best, left(explorer, best)]
    explorer.activation = "tanh"
    best = max(weights, key=lambda w: left(explorer, w))
    said += [best, left(explorer, best), 3, left(explorer, 3)]
    explorer.activation, explorer.w, explorer.depth = "sigmoid", 1.0, 10
    return *said, explorer.depth, 1 if explorer.delta[9] / explorer.delta[4] < 1e-3 else np.nan


@claim("03", ["for equal in [[1, 1, 1], [3, 3, 3]]"], "as wrong as it can be (0.995, and the label is −1)")
def a_saturated_chain(at):
    return at.passes.y_hat.item(), -1


@claim(
    "03",
    ["flat = ", "costs = bp.descend(flat, 1, 0.3, eta, steps=100)"],
    "for about 70 steps",
    "differs by a factor of about a hundred",
)
def how_long_the_plateau_is(at):
    ends = [at.flat.with_weights(each).forward(1).q[-1].item() for each in bp.descend(at.flat, 1, 0.3, 1, 100).weights]
    of_node_3 = 1 - np.square(ends)
    assert 50 < of_node_3.max() / of_node_3[0] < 200
    return round(np.argmax(of_node_3 > 0.1), -1)


@claim("03", ["growing = "], "$\\delta_5$ is 32 times $\\delta_0$", "is 64 times", "from 2 to −49")
def growth(at):
    times = np.ravel(at.growing.delta) / at.growing.delta[0].item()
    return times[5], times[6], 2, 2 - 0.1 * np.ravel(at.growing.gradients)[0]


@claim("03", ["weights=[3, 3, 3], x=1, y=0.3"], "node 1 has the slope 0.0025", "= −0.2, where", "of node 3, 0.000006,")
def two_presets(at):
    explorer, steepness = at.shown, {}
    explorer.preset = "saturated sigmoids"
    of_node_1 = slope(explorer, 1)
    for explorer.w01 in np.arange(-20, 31) / 10:
        steepness[explorer.w01] = abs(explorer.gradients[0])
    explorer.preset = "a plateau"
    return 1, of_node_1, max(steepness, key=steepness.get), 3, slope(explorer, 3)


@claim(
    "03",
    ["weights=[2, 2, 2, 2, 2, 2], x=1, y=0.3", "tried = [[0.1] + [2] * 5"],
    "$w_{01}$ = 0.1",
    "is between 1.4 and 2 at the nodes 1 to 4",
    "= 0.60 against",
    "= 0.077",
)
def a_small_first_weight(at):
    chain = bp.Network.chain(at.tried[0], "tanh").backward(1, 0.3)
    factors, gradients = 2 * (1 - np.ravel(chain.q)[1:5] ** 2), np.ravel(chain.gradients)
    return at.tried[0][0], factors.min(), factors.max(), 1, 4, gradients[0], gradients[-1]


@claim(
    "03",
    ["bp.ChainExplorer([2, 2, 2], 1"],
    "Three times the cost falls, faster and faster, down to 0.017",
    "from 0.09 to 0.76",
    "twice the cost rises",
)
def leaps_on_a_plateau(at):
    explorer = at.shown
    path = bp.descend(explorer.network, explorer.x, explorer.y, explorer.eta, steps=30)
    of_node_3 = [1 - explorer.network.with_weights(each).forward(explorer.x).q[-1].item() ** 2 for each in path.weights]
    assert list(np.sign(np.diff(path.costs[:6]))) == [-1, -1, -1, 1, 1] and path.costs[-1] < 1e-5
    return path.costs[3], of_node_3[0], of_node_3[3]


# Lesson 5 ------------------------------------------------------------------------------------------------------------
XOR = ["inputs, labels = ", "def learn("]
MOONS = ["def identity(", "slope = {", "def somebodys("]


@claim("05", XOR, "Up to step 100 the cost is near ⅛", "it comes back near step 210")
def how_xor_is_learned(at):
    network, path = at.runs[0]
    ones = np.array([network.with_weights(each).forward([1, 1]).y_hat.item() for each in path.weights[:300]])
    assert np.allclose(path.costs[20:101], 1 / 8, atol=0.01) and ones[0] < 0.5
    return 100, round(np.flatnonzero(ones > 0.5)[-1] + 1, -1)


@claim("05", XOR, "With three nodes all of the first twenty starts do")
def three_nodes(at):
    _, eta, steps = at.learn.__defaults__
    explorer, learned = bp.StartsExplorer("xor", (3,), "tanh", (0.3, 1, 3), eta=eta, steps=steps), 0
    for _ in range(5):
        learned += explorer.learned[1]
        explorer.other_starts()
    return learned == 20


@claim("05", XOR, "after some 11,000 steps")
def patience(at):
    costs = at.learn(2, eta=0.5, steps=12000)[1].costs
    assert costs[-1] < 0.01
    return np.argmax(costs < 0.06)


@claim(
    "05",
    ['bp.TrainingExplorer(data="two moons", hidden=(8,), eta=0.3, batch=5)'],
    "at step 200 a cost of 0.024 against 0.032 (which trembles: one step later it is 0.028)",
    "to 0.080 only",
    "batches of 5 and play to step 400: 2,000 examples, and a cost of 0.014",
)
def small_batches(at):
    explorer = at.shown
    size, looked_at = explorer.batch, 400 * explorer.batch
    explorer.walk_to(400)
    small = explorer.costs
    explorer.batch = None
    explorer.walk_to(200)
    whole = explorer.costs
    same_work = 200 * size // len(explorer.x)
    return 200, whole[200], small[200], small[201], whole[same_work], size, 400, looked_at, small[400]


@claim(
    "05",
    [*MOONS, "def cost_at(", 'bp.TrainingExplorer("two moons", (8,), eta=0.3, backward=somebodys)'],
    "At step 100 it is 0.036 against 0.040, and 90 examples are right against 84. 24 of 33 derivatives are wrong",
    "at step 500 it is 0.040, and with the right derivatives 0.012",
)
def a_lost_slope(at):
    explorer, seen = at.shown, {}
    wrong, of = explorer.derivatives.wrong, sum(each.size for each in explorer.gradients)
    for own in (at.somebodys, None):
        explorer.backward = own
        for t in (100, 500):
            explorer.walk_to(t)
            seen[own, t] = explorer.cost, explorer.accuracy * len(explorer.x)
    (wrong_100, right_with), (right_100, right_without) = seen[at.somebodys, 100], seen[None, 100]
    return (
        100,
        wrong_100,
        right_100,
        right_with,
        right_without,
        wrong,
        of,
        500,
        seen[at.somebodys, 500][0],
        seen[None, 500][0],
    )


@claim(
    "05",
    [*XOR, "trained, nine = ", "bp.DirectionsExplorer(trained"],
    "93 % at first",
    "of the path have 91 %",
    "between 20 % and 60 %",
    "have 31 % to 58 %",
)
def how_much_of_the_path_a_plane_holds(at):
    explorer, drawn, pairs = at.shown, [], []
    first = explorer.share
    explorer.preset = "where the path went"
    main = explorer.share
    explorer.preset = "two random directions"
    for _ in range(30):
        explorer.random_directions()
        drawn.append(explorer.share)
    single = [name for name in explorer.labels if name.startswith("w")]
    for i, explorer.across in enumerate(single):
        for explorer.up in single[:i]:
            pairs.append(explorer.share)
    assert np.mean((0.2 < np.array(drawn)) & (np.array(drawn) < 0.6)) > 0.8
    return 100 * first, 100 * main, 20, 60, 100 * min(pairs), 100 * max(pairs)


@claim(
    "05",
    XOR,
    "In three of the nine dimensions the cost rises steeply on both sides. In the other six it is almost level",
)
def how_the_cost_bends_on_the_plateau(at):
    network, _ = at.runs[2]
    weights = np.concatenate([W.ravel() for W in network.weights])

    def gradient(w):
        matrices = [part.reshape(W.shape) for part, W in zip(np.split(w, [6]), network.weights, strict=True)]
        passes = network.with_weights(matrices).backward(at.inputs, at.labels)
        return np.concatenate([each.ravel() for each in passes.gradients])

    nudges = 1e-5 * np.eye(len(weights))
    second = np.array([(gradient(weights + nudge) - gradient(weights - nudge)) / 2e-5 for nudge in nudges])
    bends = np.linalg.eigvalsh((second + second.T) / 2)
    return len(bends) == 9 and np.sum(bends > 0.2) == 3 and np.sum(np.abs(bends) < 0.01) == 6


@claim(
    "05",
    ["mazur = ", "def impatient("],
    "10,000 steps (an error of 0.000035085, and the outputs 0.015912196 and 0.984065734)",
)
def the_impatient_program(at):
    network, x, y, steps = at.mazur, [0.05, 0.10], np.array([0.01, 0.99]), 10_000
    weights = at.first, at.second
    vars(at)["names"]["mazur"] = SimpleNamespace(with_weights=lambda weights: weights)  # no check in every step
    for _ in range(steps):
        weights = at.impatient(*weights, x, y)
    trained = network.with_weights(weights)
    return steps, trained.mean_cost(x, y), *trained.forward(x).y_hat[0]


@claim("05", XOR, "There 0.7 does not help, at least not in the next 2,000 steps")
def a_larger_eta_on_the_plateau(at):
    network, path = at.runs[2]
    after = bp.descend(network, at.inputs, at.labels, eta=0.7, steps=2000).costs
    return (0.7, 2000) if after[-1] > 0.9 * path.costs[-1] else np.nan


# Lesson 6 ------------------------------------------------------------------------------------------------------------
@claim(
    "06",
    ["bp.StartExplorer(depth=20, width=64"],
    "At 3 the histograms",
    "more than half of the values lie beyond 0.9 or −0.9, and 39 % of the slopes are below 0.05",
    "δ grows by 1.37 a layer, to 390 in all",
)
def large_weights(at):
    explorer = at.shown
    explorer.preset = "too large"
    assert np.mean(np.abs(explorer._q[1:]) > 0.9) > 0.5
    grown = explorer.size_delta[0] / explorer.size_delta[-1]
    return explorer.scale, 0.9, -0.9, 100 * explorer.saturated.mean(), FLAT, explorer.factor_delta, grown


@claim("06", ['bp.StartExplorer(depth=20, width=128, activation="relu"'], "for all 100 examples, some 15 %")
def dead_nodes(at):
    return EXAMPLES, 100 * at.shown.dead.mean()


@claim(
    "06",
    ["bp.StartExplorer(depth=20, width=128"],
    "to about a seventh at the end",
    "the first layer leaves 0.62",
    "At 1.3 δ is level",
)
def tanh_at_scale_1(at):
    explorer = at.shown
    explorer.preset = "just right for tanh"
    ends = explorer.size_q[-1] / explorer.size_q[0], explorer.size_delta[0] / explorer.size_delta[-1]
    assert np.allclose(ends, 1 / 7, atol=0.02)
    first = explorer.size_q[1] / explorer.size_q[0]
    explorer.scale = 1.3
    return first, 1.3 if abs(explorer.factor_delta - 1) < 0.01 else np.nan


@claim(
    "06",
    ["bp.StartsExplorer()"],
    "On the left the cost stays near 0.125, which is what the answer ½ costs",
    "Only start 3 begins to leave it",
    "but with 0.5 one in the middle runs away",
    "with 0.001 one of them",
)
def several_starts(at):
    explorer = at.shown
    half = np.mean((explorer.y - 0.5) ** 2) / 2
    last = explorer.costs[0, :, -1]
    explorer.eta = 0.5
    middle = ran_away(explorer)[1]
    explorer.eta = 0.001
    right = ran_away(explorer)[2]
    return half, np.argmin(last), 0.5 if middle == 1 else np.nan, 0.001 if right == 1 else np.nan


def ran_away(explorer):
    return [int(n) for n in re.findall(r"(\d) ran away", repr(explorer))]


@claim("06", ["hidden=(16,)"], "Set *steps* to 1000, and all twelve learn")
def one_layer(at):
    explorer = bp.StartsExplorer(hidden=(16,), steps=1000)
    return explorer.steps if sum(explorer.learned) == 12 else np.nan


@claim(
    "06",
    ["bp.StartExplorer(depth=20, width=64"],
    "$q$ is 0.5,",
    "At scale 4 one might expect",
    "It is not, 0.63 a layer",
    "two thirds of the slopes are below 0.05",
)
def sigmoids(at):
    explorer = at.shown
    explorer.reset()
    explorer.activation, explorer.scale = "sigmoid", 1
    q = explorer.size_q[-1]
    explorer.scale = 4
    return q, 4, explorer.factor_delta, FLAT


# The guard -----------------------------------------------------------------------------------------------------------
def plain(answer: str) -> str:
    """The words of an answer: no code, no index, no number of an item, one blank between two words."""

    def outside(found: re.Match) -> str:
        return "" if (found[1] or found[2]) in OUTLINE else found[0]

    words = REFERENCE.sub(outside, NO_NUMBER.sub("", answer))
    return " ".join(words.replace("−", "-").replace("$", "").split())


def numbers(text: str) -> list[str]:
    return [each.replace(",", "") for each in NUMBER.findall(text)]


def as_written(value: float, number: str) -> bool:
    """Whether the value, rounded as the number is written, is the number. 1700 may be 1699; 0.10 may not be 0.11."""
    digits, decimals = number.lstrip("-"), -Decimal(number).as_tuple().exponent
    if decimals == 0:
        decimals = min(0, max(2, len(digits.rstrip("0"))) - len(digits))
    return float(np.round(float(value), decimals)) == float(number)


def in_code(source: str) -> list[str]:
    """The numbers of a cell's code, but those of wrong answers: an example, and no text that speaks of one."""
    nodes, found = [ast.parse(source)], []
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.keyword) and node.arg == "slips":
            continue
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            found.append(repr(node.value))
        nodes += ast.iter_child_nodes(node)
    return found


def is_shown(number: str, cells: list[NotebookNode]) -> bool:
    """Whether the number, in whatever sign, stands in the code or in the output of these cells."""
    size, digits = number.lstrip("-"), number.lstrip("-0.").replace(".", "")
    for cell in cells:
        said = numbers(" ".join(text for output in cell.outputs for text in texts(output)).replace("−", "-"))
        for each in [*in_code(cell.source), *said]:
            value = abs(float(each))
            if value == float(size) or len(digits) > 1 and as_written(value, size):
                return True
    return False


def not_backed(answer: str, above: list[NotebookNode], claims: list[Claim]) -> list[str]:
    """The numbers of an answer that neither a claim nor a cell of those above backs; one bare digit is let pass."""
    words = plain(answer)
    for said in (each for claim in claims for each in claim.says):
        words = words.replace(plain(said), "…")
    return [number for number in numbers(words) if len(number) > 1 and not is_shown(number, above)]


@cache
def cells_of(name: str) -> list[NotebookNode]:
    """The cells of a lesson's text, and with those that were run as they stand what they show."""
    cells = read_lesson(LESSONS / f"{name}.md").cells
    shown = {cell.source: cell.outputs for cell in code_cells(name)}
    for cell in cells:
        if cell.cell_type == "code":
            cell.outputs = shown.get(cell.source, [])
    return cells


def answers(cells: list[NotebookNode]):
    """Each answer, its place, and the cells of code above it in its part."""
    part = []
    for place, cell in enumerate(cells):
        if cell.source.startswith("## "):
            part = []
        if cell.cell_type == "code":
            part.append(cell)
        elif SOLUTION in cell.metadata.get("tags", []):
            yield cell.source, place, part


def lesson(number: str) -> str:
    return next(name for name in NAMES if name.startswith(number))


def worked_out(claim: Claim, cells: list[NotebookNode]):
    """The value of a claim, with the cells that it names, above the answer that says all its words."""
    places = [place for text, place, _ in answers(cells) if all(plain(each) in plain(text) for each in claim.says)]
    assert len(places) == 1, f"{len(places)} answers say {claim.says}"
    above = [cell.source for cell in cells[: places[0]] if cell.cell_type == "code"]
    found = [next((code for code in reversed(above) if piece in code), None) for piece in claim.cells]
    assert None not in found, f"no cell above {claim.says} has {claim.cells[found.index(None)]!r}"
    return claim.value(run(tuple(found)))


@cache
def run(sources: tuple[str, ...]) -> SimpleNamespace:
    """What these cells define, and as `shown` the value of the last line of the last one."""
    names = {"np": np, "bp": bp}
    for source in sources:
        *lines, last = ast.parse(source).body
        exec(compile(ast.Module(lines, []), "a cell", "exec"), names)
        if isinstance(last, ast.Expr):
            names["shown"] = eval(compile(ast.Expression(last.value), "a cell", "eval"), names)
        else:
            exec(compile(ast.Module([last], []), "a cell", "exec"), names)
    return SimpleNamespace(**names, names=names)


def differs(claim: Claim, value) -> list:
    """What of a claim's words is not as it is worked out."""
    said = numbers(plain(" ".join(claim.says)))
    if not said:
        return [] if isinstance(value, bool | np.bool_) and value else list(claim.says)
    values = np.ravel(value)
    assert len(values) == len(said), f"{said} are {len(said)} numbers, worked out are {values}"
    return [(number, float(each)) for number, each in zip(said, values, strict=True) if not as_written(each, number)]


@each_lesson
def test_every_number_of_an_answer_is_shown_above_it_or_worked_out(name):
    claims = [claim for claim in CLAIMS if name.startswith(claim.lesson)]
    alone = {text: not_backed(text, above, claims) for text, _, above in answers(cells_of(name))}
    alone = {text: found for text, found in alone.items() if found}
    assert alone == {}, "show them in a cell, work them out by a claim, or leave them out"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lesson} {claim.value.__name__}")
def test_what_an_answer_claims_is_so(claim):
    assert differs(claim, worked_out(claim, cells_of(lesson(claim.lesson)))) == []


@pytest.mark.parametrize(
    ("value", "good", "bad"),
    [
        (0.3349, ["0.33", "0.335"], ["0.34", "-0.33"]),
        (1699, ["1700", "1699"], ["1600", "1698", "1701"]),
        (-49.2, ["-49"], ["49", "-50"]),
        (6.61e-5, ["0.000066", "6.6e-5"], ["0.000067", "6.5e-5"]),
        (float("nan"), [], ["0", "1.5"]),
    ],
)
def test_a_number_is_compared_as_it_is_written(value, good, bad):
    assert [number for number in [*good, *bad] if as_written(value, number)] == good


@pytest.mark.parametrize(
    ("value", "code", "example", "changed"),
    [
        (a_step_that_is_far_too_long, "weights = [", "[3, -1, 2]", "[3, -1, 1]"),
        (another_weight_in_the_middle, "weights, sigmas = ", "[4, -2.5, 3]", "[4, -2.5, 2]"),
        (growth, "growing = ", "[2] * 6", "[2] * 7"),
        (leaps_on_a_plateau, "eta=5.0", "eta=5.0", "eta=4.0"),
        (six_sigmoids, "six = ", "backward(0.5, 0)", "backward(0.5, 0.1)"),
    ],
)
def test_a_changed_example_is_noticed(value, code, example, changed):
    claim = next(each for each in CLAIMS if each.value is value)
    cells = deepcopy(cells_of(lesson(claim.lesson)))
    for cell in cells:
        if cell.cell_type == "code" and code in cell.source:
            cell.source = cell.source.replace(example, changed)
    with pytest.raises(AssertionError):
        assert differs(claim, worked_out(claim, cells)) == []


def test_a_number_that_no_cell_shows_is_noticed():
    def above(source, text=""):
        return [new_code_cell(source, outputs=[new_output("stream", text=text)])]

    answer = (
        "<summary>At 0.7</summary> By (2.17), as in 3.17, it is 0.33 for $w_{12}$ = −4.5, `not 0.9`, and 12 % of 2."
    )
    shown = above("w = 4.5", "[0.3333 12]")
    assert not_backed(answer, shown, []) == []
    assert not_backed(answer, above("w = 4.6", "[0.3333 12]"), []) == ["-4.5"]
    assert not_backed(answer, above("w = 4.5", "[0.25 13]"), []) == ["0.33", "12"]
    assert not_backed(answer, above('bp.guess(w, slips={"0.33, or −4.5?": [4.5, 12]})'), []) == ["0.33", "-4.5", "12"]
    assert not_backed(answer, [], [Claim("02", (), ("it is 0.33 for $w_{12}$ = −4.5", "12 %"), list)]) == []
    assert not_backed("In 9.99 it stands, and (0.35)", shown, []) == ["9.99", "0.35"]
