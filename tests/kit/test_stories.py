"""Every line of every story is true: in letters, with the numbers of the engine, and in the numbers it writes."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

import bplesson as bp

DIGIT = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
NUMBER = r"−?\d+(?:\.\d+)?(?:e−?\d+)?"
RNG = np.random.default_rng(11)
CLOSE = 0.011  # a hundredth, and what the last digit of the result hides


def cubic(p):
    return p**3 / 3 + p


def random(sizes, bias=False, scale=1.0):
    return [(scale * RNG.normal(size=(e, d + bias))).round(2) for d, e in zip(sizes, sizes[1:])]


LAYERS = {
    "lesson 4": {"weights": [[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]]], "x": [2, 1], "y": [0, 1]},
    "lesson 5": {"weights": [[[1, -1], [1, 0], [0.3, 0]], [[2, -1, 1], [1, 1, -2]]], "x": [2, 1], "y": [-3, 3],
                 "activations": ["identity", "relu", "identity"]},
    "cancelling": {"weights": [[[0.1, 0.1, -0.3]], [[1.0]]], "x": [1, 2, 1], "y": [0.3]},
    "cancelling, bent": {"weights": [[[0.1, 0.2, -0.3]], [[1.0]]], "x": [1, 1, 1.001], "y": [1e-5],
                         "activations": "tanh"},
    "steep": {"weights": [[[300.5, 41.7]], [[2.0]]], "x": [1.2, 3.1], "y": [1], "activations": "sine"},
    "one weight": {"weights": [[[0.7]]], "x": [1.3], "y": [0.2], "activations": "sigmoid"},
    "biases": {"weights": random([2, 3, 2], True), "x": [0.4, -1.1], "y": [1, 0], "bias": True,
               "activations": ["identity", "relu", "sigmoid"]},
    "biases, linear": {"weights": random([2, 3, 2], True), "x": [0.4, -1.1], "y": [1, 0], "bias": True},
    "own": {"weights": random([2, 2, 1]), "x": [0.4, -1.1], "y": [1], "activations": ["tanh", cubic, "identity"]},
    "deep": {"weights": random([3, 2, 4, 1]), "x": [0.4, -1.1, 2], "y": [1],
             "activations": ["sine", "tanh", "leaky relu", "identity"]},
    "wide": {"weights": random([6, 6, 6]), "x": RNG.normal(size=6), "y": RNG.normal(size=6), "activations": "tanh"},
    "small": {"weights": random([2, 3, 2], scale=1e-5), "x": [2e-3, 1], "y": [0, 1]},
    "exact": {"weights": [[[0.5, -0.5]], [[2.0]]], "x": [1 / 3, 1 / 3], "y": [0]},
}  # fmt: skip
CHAINS = {
    "linear": {}, "tanh": {"activations": "tanh"}, "one": {"weights": [0.7]},
    "mixed": {"weights": [1.5, -0.7], "activations": ["sine", "relu", "sigmoid"]},
    "six": {"weights": [0.51, -1.23, 0.84, 1.1, -0.9, 0.6], "activations": "leaky relu"},
    "small": {"weights": [1.234e-4, 5.678e-5, 0.3333], "activations": "tanh", "x": 0.123},
    "right": {"weights": [0.1, 3.0], "y": 0.3}, "nearly right": {"weights": [0.1, 3.0], "y": 0.3 + 1e-9},
    "own": {"weights": [0.5, 0.9], "activations": cubic},
}  # fmt: skip


def lines(explorer):
    """The lines of the story, those put together that stand in two."""
    words = explorer._diagram.filling["words"]
    told = ["".join(run for _, run in words.get(f"story-{k}", [])) for k in range(1, 5)]
    return "\n".join(each for each in told if each).replace("\n      ", " ").split("\n")


def engine(explorer):
    """The letters of the lessons, as a Python expression finds them: δ1[2], W12[0, 1], σ1(p), W12 a matrix."""
    network, passes, space = explorer.network, explorer.passes, {}
    N, sizes = len(network.weights), network.sizes
    for i in range(N + 1):
        p, q = passes.p[i][0], passes.q[i][0, : sizes[i]]
        space |= {f"p{i}": p, f"q{i}": q, f"x{i}": q if i else p, f"δ{N - i}": passes.delta[N - i][0]}
        f = network.activations[i]
        space |= {f"bend{i}": lambda v, f=f: float(f.value(np.asarray(v, float))),
                  f"slope{i}": lambda v, f=f: float(f.slope(np.asarray(v, float)))}  # fmt: skip
        if i < N:
            space |= {f"W{i}{i + 1}": network.weights[i], f"w{i}{i + 1}": network.weights[i][0]}
            space |= {f"G{i}{i + 1}": passes.gradients[i], f"g{i}{i + 1}": passes.gradients[i][0]}
    y = explorer.y if isinstance(explorer, bp.LayersExplorer) else [explorer.y]
    space |= {} if isinstance(explorer, bp.LayersExplorer) else {"chain": True}
    return {**space, "y": np.array(y), "dot": lambda a, b: float(np.dot(a, b)), "one": lambda q: np.append(q, 1)}


def python(side, network, chain=False):
    """A side of an equation as a Python expression for the names of `engine`."""
    names = sorted({f.name for f in network.activations}, key=len, reverse=True)
    if names:
        side = re.sub(rf"(?:{'|'.join(map(re.escape, names))})\((?=[pq\d−])", "BEND(", side)
    side = re.sub(r" \[w..(?: missing)\] ", " · ", side).translate(DIGIT)
    side = re.sub(r"\((q\d|x\d), 1\)", r"one(\1)", side)
    side = re.sub(r"row (\d) of (W\d\d) · (one\(\w+\)|\w+)", r"dot(\2[\1], \3)", side)
    side = re.sub(r"column (\d) of (W\d\d) · (\w+)", r"dot(\2[:, \1][:len(\3)], \3)", side)
    side = side.replace("∂C/∂W", "G").replace("∂C/∂w", "g")
    side = re.sub(r"σ(\d)'", r"slope\1", side)
    if chain:
        side = re.sub(r"\b([pqxδ]\d|[wg]\d\d|y)\b", r"\1[0]", side)
    return side.replace("·", "*").replace("×", "*").replace("−", "-")


def is_written(side):
    """Whether it has numbers only."""
    return not re.search(r"[^\d.e−+×() ]", side)


def check_equation(text, network, space, node=None):
    """All sides of `text` are the same: those in letters to the last digits, those in numbers as far as one sees."""
    text = re.sub(r",  which no weight uses$|;  no weight uses its .*$| is (an|the) input$|,$", "", text.strip())
    text, *more = text.split(",  with more digits ")
    sides = text.split(" = ") + more
    space = {**space, "BEND": space.get(f"bend{node}")}
    with np.errstate(all="ignore"):
        values = [
            eval(python(side, network, "chain" in space), {}, space) if "…" not in side else None for side in sides
        ]
    right, told = float(values[0]), float(values[-1])
    noise = 1e-12 * max(1.0, np.abs(space["y"]).max())
    assert is_written(sides[-1]) and told == pytest.approx(right, rel=0.05 if abs(right) < 0.01 else 6e-3, abs=noise)
    for side, value in zip(sides[1:-1], values[1:-1]):
        if value is None:
            check_cut(side, sides, network, space)
        elif is_written(side):
            agrees = abs(value - right) <= CLOSE * abs(right) + noise
            assert agrees != bool(more), text
        elif re.fullmatch(rf".*BEND\((?:{NUMBER})\)", python(side, network).replace("-", "−")):
            assert value == pytest.approx(right, rel=CLOSE, abs=noise), text
        else:
            assert value == pytest.approx(right, rel=1e-9, abs=noise), text


def check_cut(side, sides, network, space):
    """Of a sum that has no room, the first terms are those of the row or column that the letters name."""
    kind, place, matrix, vector = re.search(r"(row|column) (\d) of (W..) · \(?(\w.)", sides[1]).groups()
    W, v = space[matrix.translate(DIGIT)], space[vector.translate(DIGIT)]
    wanted = W[int(place)] if kind == "row" else W[:, int(place)]
    terms = re.findall(rf"\(?({NUMBER})\)? × \(?({NUMBER})\)?", side.split("…")[0])
    assert 0 < len(terms) < len(wanted)
    for (a, b), w, q in zip(terms, wanted, np.append(v, 1)):
        read = [float(each.replace("−", "-")) for each in (a, b)]
        assert read == pytest.approx([w, q], rel=6e-3, abs=1e-12)


def check_paths(line, explorer, name):
    """The products of all paths are those of the engine, in order; where all are shown, they add up."""
    network, space = explorer.network, engine(explorer)
    if line.startswith("the weight ends at an output"):
        return check_equation(line.split("whose ")[1].replace(" is ", " = "), network, space)
    i, b, _ = explorer.places[name]
    total, whole = 0.0, "…" not in line
    for told in re.split(r",\s+(?=…|\d→|\d:)", line):
        if told == "…":
            continue
        path, written = told.split(": ")
        nodes = [int(each) for each in path.split("→")]
        product = space["δ0"][nodes[-1]]
        for j in range(i + 1, len(network.weights)):
            a, c = nodes[j - i - 1], nodes[j - i]
            product *= network.weights[j][c, a] * space[f"slope{j}"](space[f"p{j}"][a])
        assert nodes[0] == b
        total += (value := eval(python(written, network)))
        assert value == pytest.approx(product, rel=0.05, abs=1e-15)
    delta = space[f"δ{len(network.weights) - 1 - i}"][b]
    assert not whole or total == pytest.approx(delta, rel=CLOSE, abs=1e-12)


@pytest.mark.parametrize("given", LAYERS.values(), ids=LAYERS)
@pytest.mark.parametrize("view", ["numbers", "matrices"])
def test_every_line_of_layers_is_true_in_letters_and_in_numbers(given, view):
    explorer = bp.LayersExplorer(**given, view=view)
    network, space = explorer.network, engine(explorer)
    for selected in explorer.selected_choices[1:]:
        for phase in ("forward", "cost", "backward", "update"):
            explorer._put(selected=selected, phase=phase)
            explorer._diagram.show(*explorer._filling())
            told = lines(explorer)
            node = int(selected[5]) if selected.startswith("node") else None
            for line in (each for each in told if " = " in each):
                equation, *slope = line.split(",   slope ")
                check_equation(equation, network, space, node)
                if slope:
                    a = int(selected[-1])
                    told_slope = float(slope[0].split(" = ")[1].replace("−", "-"))
                    assert told_slope == pytest.approx(space[f"slope{node}"](space[f"p{node}"][a]), rel=0.05, abs=1e-12)
            assert phase in ("forward", "cost") or any(" = " in each for each in told)
    for name in explorer.names:
        explorer._put(selected=name, paths=True, phase="backward")
        explorer._diagram.show(*explorer._filling())
        first, paths = lines(explorer)[:2]
        many = re.search(r"sum over (\d+) paths?", first)
        i, b, _ = explorer.places[name]
        assert int(many[1]) == np.prod(network.sizes[i + 2 :])
        letters = f"δ{len(network.weights) - 1 - i}[{b}]"
        check_equation(first.replace(many[0] + " ×", letters + " ·"), network, space)
        check_paths(paths, explorer, name)


@pytest.mark.parametrize("given", CHAINS.values(), ids=CHAINS)
def test_every_line_of_a_chain_is_true_in_letters_and_in_numbers(given):
    explorer = bp.ChainExplorer(**given)
    network, space = explorer.network, engine(explorer)
    for selected in explorer.selected_choices[1:]:
        for phase in ("forward", "cost", "backward", "update"):
            explorer._put(selected=selected, phase=phase)
            explorer._diagram.show(*explorer._filling())
            told = [each for each in lines(explorer) if "=" in each]
            node = int(selected[5]) if selected.startswith("node") else None
            if node is None and told:
                told = [told[0], told[0].split(" = ")[0] + " " + told[1] + " = " + told[0].split(" = ")[-1]]
            for line in told:
                for equation in re.split(r",  (?=q)", line.split(": the slope")[0]):
                    equation = equation.replace(" is the input", "")
                    if len(equation.split(" = ")) > 1:
                        check_equation(equation, network, space, node)


def test_the_step_on_a_curve_is_true_in_numbers():
    for w, a, eta in [(-1.0, 1.0, 0.333), (1.0, 4.0, 0.25), (1.0, 3.0, 1 / 3), (2.0, 0.7, 1.4285), (0.1, 5e-5, 0.1)]:
        explorer = bp.SlopeExplorer(bp.parabola(a=a, w_star=0.0), w=w, eta=eta)
        explorer.phase = "update"
        after = w - eta * explorer.slope
        space = {"y": np.array([w]), "w": w}
        text = lines(explorer)[0].split(" dC/dw", 1)[1].replace(" = ", "after = ", 1)
        check_equation(text, SimpleNamespace(sizes=(2,), activations=()), {**space, "after": after})


@pytest.mark.parametrize("name", ["identity", "tanh", "sine", "relu"])
def test_both_sides_of_linearity_are_true_in_numbers(name):
    for a, b, x1, x2 in [(3, -1, 0.1, 0.3), (1, 1, 1, 2), (1 / 3, -1, 0.3, 0.1), (300, 1, 2.2, 1.0), (2, -2.001, 1, 1)]:
        explorer = bp.LinearityExplorer(name, a=a, b=b, x1=x1, x2=x2)
        said = re.sub(r"<[^>]*>", "", explorer._notice())
        g = explorer._function
        left, right = re.findall(r"g\(ax₁ \+ bx₂\)(.*?), &ensp;a·g\(x₁\) \+ b·g\(x₂\)(.*?)\. &ensp", said)[0]
        space = {"y": np.array([a * g(np.asarray(x1)), b * g(np.asarray(x2))]), "g": lambda v: float(g(np.asarray(v)))}
        alone = SimpleNamespace(sizes=(2,), activations=())
        for text, value in ((left, explorer.left), (right, explorer.right)):
            sides = {"side": value, **space}
            check_equation(("side" + text).replace("g(", "BEND("), alone, {**sides, "bendNone": space["g"]})


def test_what_a_nudge_claims_is_the_product_that_it_writes():
    explorer = bp.NudgeExplorer([0.5, -1.2, 0.8], activations="tanh")
    for name in explorer.names:
        explorer.weight = name
        told = re.search(r"Claimed: \S+ · \S+ = (.*?) = <b>(.*?)</b>", explorer._notice())
        product = eval(python(told[1], explorer.network))
        assert product == pytest.approx(float(told[2].replace("−", "-")), rel=1e-4)
