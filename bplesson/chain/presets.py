"""States of a chain, of a linear function or not, of depth and of a nudge worth seeing, each with its question."""

from bplesson.kit.presets import Preset

CHAIN_PRESETS = {
    "a first look": Preset(
        "Drag w₁₂: which values on the upper lane change, which on the lower one, and which stay?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "eta": 0.1},
        "On the upper lane the values behind w₁₂ change, x₂ and x₃, and with them the cost; x₀ and x₁ stay. On the"
        " lower lane every δ changes, because each contains the deviation x₃ − y.",
    ),
    "no error": Preset(
        "The prediction equals the label. What are all the derivatives, and why?",
        {"weights": [0.5, 2.0, 1.5], "x": 1.0, "y": 1.5, "eta": 0.1},
        "All are 0: δ₀ = x₃ − y is 0, and every derivative is a product with δ₀ in it.",
        quiet=True,
    ),
    "the valley": Preset(
        "Play from here, then from new starts: do you always end at the same w₁₂ and w₂₃? Is the cost the same?",
        {"weights": [1.0, 2.4, -0.6], "x": 1.0, "y": 1.0, "eta": 0.08},
        "The weights end at other places, but the cost is nearly 0 each time. At the bottom of the valley the"
        " product w₀₁·w₁₂·w₂₃ is 1, and many weights have this product.",
    ),
    "all zero": Preset(
        "The prediction is wrong and yet every derivative is 0. Which factor is to blame?",
        {"weights": [0.0, 0.0, 0.0], "x": 1.0, "y": 1.0, "eta": 0.1},
        "The other two weights: each derivative is δ₀·x₀ times the two weights that are not its own, and they are"
        " 0. δ₀ = −1 and x₀ = 1 are not to blame.",
        quiet=True,
    ),
    "too large a step": Preset(
        "Take steps one by one: does the cost fall? Find an η at which it does.",
        {"weights": [1.5, 1.8, 1.6], "x": 1.0, "y": 1.0, "eta": 0.4},
        "No: the first step takes it from 5.51 to 27.4. With η = 0.06 it falls in every step, at first to 0.0452.",
        quiet=True,
    ),
}

BENT_PRESETS = {  # of chains with activations
    "identity everywhere": Preset(
        "Every activation is the identity. Why is one letter x enough for p and q? Which lesson is back?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "identity", "eta": 0.1},
        "The identity gives back what it gets, so q = p at every node. It is the chain of lesson 2.",
    ),
    "saturated sigmoids": Preset(
        "Look at the slopes of nodes 1 and 2. Which weight hardly learns? Move w₀₁ until its derivative is largest.",
        {"weights": [3.0, 3.0, 1.0], "x": 2.0, "y": 0.0, "eta": 0.1,
         "activations": ["identity", "sigmoid", "sigmoid", "identity"]},
        "w₀₁: its derivative is only 0.00064, because the slopes of both sigmoids are factors of it, 0.0025 and"
        " 0.045. It is largest, 0.197, near w₀₁ = −0.22.",
        quiet=True,
    ),
    "a dead ReLU": Preset(
        "Every derivative is 0 and the prediction is wrong. Which node is dead? Which weight wakes it up?",
        {"weights": [-0.5, 1.2, 0.8], "x": 1.0, "y": 1.0, "eta": 0.1,
         "activations": ["identity", "relu", "relu", "identity"]},
        "Node 1: its p is −0.5, so its value and its slope are 0, and node 2 gets nothing but 0. w₀₁ wakes it up,"
        " as soon as it is above 0: it is the only weight in front of node 1.",
        quiet=True,
    ),
    "a plateau": Preset(
        "Take ten steps with η = 0.1, then with η = 1. Does a larger η help? Which number would have to be larger?",
        {"weights": [2.0, 2.0, -3.0], "x": 1.0, "y": 1.0, "eta": 0.1,
         "activations": ["identity", "relu", "relu", "sigmoid"]},
        "No: in ten steps with η = 1 the cost falls by less than a millionth. The slope of the sigmoid at node 3"
        " would have to be larger: it is 0.000006, because p is −12 there.",
        quiet=True,
    ),
    "zero weights": Preset(
        "All weights are 0. Which factor makes every derivative 0? Move one weight: is that enough? Move a second one.",
        {"weights": [0.0, 0.0, 0.0], "x": 1.0, "y": 0.5, "activations": "tanh", "eta": 0.1},
        "The other two weights: each derivative needs both of them, through the value that enters or through δ."
        " One is not enough. With two weights other than 0 the third one gets a derivative.",
        quiet=True,
    ),
    "growing δ": Preset(
        "By which factor does δ grow from node to node? Where does the factor come from? Take one step.",
        {"weights": [2.5, 2.5, 2.5], "x": 0.2, "y": 0.0, "activations": "leaky relu", "eta": 0.1},
        "By 2.5, which is the weight: the slope of the leaky ReLU is 1 here. One step makes every weight 2.11, and"
        " δ then grows by 2.11 from node to node.",
        quiet=True,
    ),
    "vanishing δ": Preset(
        "Follow δ from right to left: by about which factor does it shrink at every node? Why is it never less than 4?",
        {"weights": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0], "x": 1.0, "y": 0.0, "activations": "sigmoid", "eta": 0.1},
        "By about 4.5. Going back, δ is multiplied by a weight, which is 1, and by the slope of a sigmoid, which"
        " is never above ¼.",
        quiet=True,
    ),
    "δ grows over six weights": Preset(
        "Follow δ from right to left. What happens to it when all weights are 1, and when they are 0.8?",
        {"weights": [1.8, 1.8, 1.8, 1.8, 1.8, 1.8], "x": 0.1, "y": 0.0, "activations": "relu", "eta": 0.1},
        "It is multiplied by 1.8 at every node: δ₅ is 18.9 times δ₀. With all weights 1 it stays as it is; with"
        " 0.8 only 0.8 of it is left at every node.",
        quiet=True,
    ),
}  # fmt: skip

LINEARITY_PRESETS = {
    "tanh": Preset(
        "The two sides differ, so tanh is not linear. Find numbers, none of them 0, at which the gap shows as less than"
        " 0.001.",
        {"g": "tanh", "a": 2.0, "b": -1.0, "x1": 0.5, "x2": 1.0},
        "Small ones, as x₁ = 0.05 and x₂ = 0.02: the gap is 9.0e−5, because tanh is nearly a straight line near 0."
        " It is not 0, so tanh is not linear all the same.",
    ),
    "tanh, small numbers": Preset(
        "Near 0 the curve looks like a straight line. Is the gap 0, or only small? Make x₁ ten times as large.",
        {"g": "tanh", "a": 2.0, "b": 1.0, "x1": 0.05, "x2": 0.1},
        "Only small: 0.0022. With x₁ = 0.5 it is 0.223, about a hundred times as large.",
        quiet=True,
    ),
    "ReLU": Preset(
        "Equal! Change one sign. Which signs must agree for ReLU to pass the test?",
        {"g": "relu", "a": 2.0, "b": 1.0, "x1": 0.5, "x2": 1.0},
        "Those of x₁ and x₂, while a and b are positive. If only a or only b changes its sign, it stays equal"
        " here, but just because a·x₁ + b·x₂ is then exactly 0.",
    ),
    "a straight line": Preset(
        "x + 1 is a straight line, and yet it fails. Which a and b make the two sides equal, whatever x₁ and x₂ are?",
        {"g": "affine", "a": 2.0, "b": 1.0, "x1": 0.5, "x2": 1.0},
        "All with a + b = 1. The 1 is added once on the left, but a + b times on the right.",
    ),
    "the identity": Preset(
        "Try to break it. Why can no numbers do that?",
        {"g": "identity", "a": 2.0, "b": -1.0, "x1": 0.5, "x2": 1.0},
        "Both sides are a·x₁ + b·x₂, whatever the numbers are: the identity is linear.",
    ),
}

DEPTH_PRESETS = {
    "vanishing": Preset(
        "How many layers does it take until δ is below a thousandth of δ₀? Can a larger w stop it?",
        {"depth": 10, "activation": "sigmoid", "w": 1.0, "x": 0.5},
        "Five: δ₅ is 0.00057 times δ₀. No: at w = 1 δ₉ is 1.6e−6 times δ₀, at w = 2 1.1e−5 and at w = 3 2.5e−7. A"
        " large w saturates the nodes, and then their slopes are tiny.",
        quiet=True,
    ),
    "tanh at rest": Preset(
        "Small values: every slope is near 1, so w alone shrinks δ. Find the w at which it neither shrinks nor grows.",
        {"depth": 10, "activation": "tanh", "w": 0.8, "x": 0.05},
        "At w = 1, very nearly: δ₉ is then 0.98 times δ₀. The slopes are almost 1, so only the weights count.",
    ),
    "tanh, large weights": Preset(
        "The weights are large, and yet δ vanishes. Which of the two factors on the right is to blame?",
        {"depth": 10, "activation": "tanh", "w": 2.5, "x": 0.5},
        "The slopes: the nodes are saturated, and most slopes are about 0.03. Times w = 2.5 that leaves about 0.07"
        " per layer.",
        quiet=True,
    ),
    "exploding": Preset(
        "How large is δ after 40 layers? At which w does it stop growing?",
        {"depth": 20, "activation": "relu", "w": 1.8, "x": 0.5},
        "With 40 layers δ₃₉ is 1.8³⁹ = 9.0e9 times δ₀. At w = 1 it keeps its size, below 1 it shrinks.",
    ),
    "a dead ReLU": Preset(
        "The crosses are zeros: nothing comes back. For which signs of w and x does δ come through?",
        {"depth": 10, "activation": "relu", "w": -1.0, "x": 0.5},
        "Both have to be positive: then every p is positive and every slope is 1. If one of them is negative, some"
        " p is too, and its node is dead.",
    ),
}

NUDGE_PRESETS = {
    "make h smaller": Preset(
        "Every tenth of h makes the error a hundredth, for a while. At which h is it smallest, and how small is it?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "tanh", "weight": "w01", "h": 0.1},
        "Between h = 1e−6 and 1e−5: there it is about 1e−11. With a smaller h the rounding of C counts more and"
        " more, and the error rises again.",
    ),
    "far too small": Preset(
        "The smaller h is, the worse it gets. What do C at w + h and C at w − h have in common?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "tanh", "weight": "w01", "h": 1e-12},
        "Nearly all digits: both begin with 0.19034621363. The few that differ are rounded, and the division by 2h"
        " makes this rounding large.",
        quiet=True,
    ),
    "only one arm": Preset(
        "No activations: even h = 1 gives the right derivative. What kind of curve is C over one weight?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "identity", "weight": "w01", "h": 1.0},
        "A parabola: the prediction is a straight line over each weight, and C is its squared error. On a parabola"
        " the slope between w − h and w + h is the slope at w.",
    ),
    "over a kink": Preset(
        "A ReLU has a kink at 0, and h reaches across it. At which h does the error fall off a cliff?",
        {"weights": [0.03, 1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "relu", "weight": "w01", "h": 0.1},
        "At h = 0.03, which is w₀₁: from there on w₀₁ − h is no longer below 0, where the kink is. At h = 0.031"
        " the error is 0.0047, at 0.03 nothing but rounding is left.",
    ),
    "it says 0": Preset(
        "Both ways say that the derivative is 0. Which value behind the weight does not move, and why?",
        {"weights": [-0.5, 1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "relu", "weight": "w01", "h": 0.1},
        "q₁: p₁ is −0.6 or −0.4, and the ReLU makes 0 of both. Whatever stands behind it gets the same 0 and does"
        " not move either.",
    ),
}
