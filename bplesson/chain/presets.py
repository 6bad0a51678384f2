"""States of a chain, of a linear function or not, of depth and of a nudge worth seeing, each with its question."""

from bplesson.kit.presets import Preset

CHAIN_PRESETS = {
    "a first look": Preset(
        "Drag w₁₂: which values on the upper lane change, which on the lower one, and which stay?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "eta": 0.1},
    ),
    "no error": Preset(
        "The prediction equals the label. What are all the derivatives, and why?",
        {"weights": [0.5, 2.0, 1.5], "x": 1.0, "y": 1.5, "eta": 0.1},
    ),
    "the valley": Preset(
        "Play from here, then from new starts: do you always end at the same w₁₂ and w₂₃? Is the cost the same?",
        {"weights": [1.0, 2.4, -0.6], "x": 1.0, "y": 1.0, "eta": 0.08},
    ),
    "all zero": Preset(
        "The prediction is wrong and yet every derivative is 0. Which factor is to blame?",
        {"weights": [0.0, 0.0, 0.0], "x": 1.0, "y": 1.0, "eta": 0.1},
    ),
    "too large a step": Preset(
        "Take steps one by one: does the cost fall? Find an η at which it does.",
        {"weights": [1.5, 1.8, 1.6], "x": 1.0, "y": 1.0, "eta": 0.4},
    ),
}

BENT_PRESETS = {  # of chains with activations
    "identity everywhere": Preset(
        "Every activation is the identity. Why is one letter x enough for p and q? Which lesson is back?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "identity", "eta": 0.1},
    ),
    "saturated sigmoids": Preset(
        "Look at the slopes of nodes 1 and 2. Which weight hardly learns? Move w₀₁ until its derivative is largest.",
        {"weights": [3.0, 3.0, 1.0], "x": 2.0, "y": 0.0, "eta": 0.1,
         "activations": ["identity", "sigmoid", "sigmoid", "identity"]},
    ),
    "a dead ReLU": Preset(
        "Every derivative is 0 and the prediction is wrong. Which node is dead? Which weight wakes it up?",
        {"weights": [-0.5, 1.2, 0.8], "x": 1.0, "y": 1.0, "eta": 0.1,
         "activations": ["identity", "relu", "relu", "identity"]},
    ),
    "a plateau": Preset(
        "Take ten steps with η = 0.1, then with η = 1. Does a larger η help? Which number would have to be larger?",
        {"weights": [2.0, 2.0, -3.0], "x": 1.0, "y": 1.0, "eta": 0.1,
         "activations": ["identity", "relu", "relu", "sigmoid"]},
    ),
    "zero weights": Preset(
        "All weights are 0. Which factor makes every derivative 0? Move one weight: is that enough? Move a second one.",
        {"weights": [0.0, 0.0, 0.0], "x": 1.0, "y": 0.5, "activations": "tanh", "eta": 0.1},
    ),
    "growing δ": Preset(
        "By which factor does δ grow from node to node? Where does the factor come from? Take one step.",
        {"weights": [2.5, 2.5, 2.5], "x": 0.2, "y": 0.0, "activations": "leaky relu", "eta": 0.1},
    ),
    "vanishing δ": Preset(
        "Follow δ from right to left: by about which factor does it shrink at every node? Why is it never less than 4?",
        {"weights": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0], "x": 1.0, "y": 0.0, "activations": "sigmoid", "eta": 0.1},
    ),
    "δ grows over six weights": Preset(
        "Follow δ from right to left. What happens to it when all weights are 1, and when they are 0.8?",
        {"weights": [1.8, 1.8, 1.8, 1.8, 1.8, 1.8], "x": 0.1, "y": 0.0, "activations": "relu", "eta": 0.1},
    ),
}  # fmt: skip

LINEARITY_PRESETS = {
    "tanh": Preset(
        "The two sides differ, so tanh is not linear. Find numbers, none of them 0, at which the gap shows as less than"
        " 0.001.",
        {"g": "tanh", "a": 2.0, "b": -1.0, "x1": 0.5, "x2": 1.0},
    ),
    "tanh, small numbers": Preset(
        "Near 0 the curve looks like a straight line. Is the gap 0, or only small? Make x₁ ten times as large.",
        {"g": "tanh", "a": 2.0, "b": 1.0, "x1": 0.05, "x2": 0.1},
    ),
    "ReLU": Preset(
        "Equal! Change one sign. Which signs must agree for ReLU to pass the test?",
        {"g": "relu", "a": 2.0, "b": 1.0, "x1": 0.5, "x2": 1.0},
    ),
    "a straight line": Preset(
        "x + 1 is a straight line, and yet it fails. Which a and b make the two sides equal, whatever x₁ and x₂ are?",
        {"g": "affine", "a": 2.0, "b": 1.0, "x1": 0.5, "x2": 1.0},
    ),
    "the identity": Preset(
        "Try to break it. Why can no numbers do that?",
        {"g": "identity", "a": 2.0, "b": -1.0, "x1": 0.5, "x2": 1.0},
    ),
}

DEPTH_PRESETS = {
    "vanishing": Preset(
        "How many layers does it take until δ is below a thousandth of δ₀? Can a larger w stop it?",
        {"depth": 10, "activation": "sigmoid", "w": 1.0, "x": 0.5},
    ),
    "tanh at rest": Preset(
        "Small values: every slope is near 1, so w alone shrinks δ. Find the w at which it neither shrinks nor grows.",
        {"depth": 10, "activation": "tanh", "w": 0.8, "x": 0.05},
    ),
    "tanh, large weights": Preset(
        "The weights are large, and yet δ vanishes. Which of the two factors on the right is to blame?",
        {"depth": 10, "activation": "tanh", "w": 2.5, "x": 0.5},
    ),
    "exploding": Preset(
        "How large is δ after 40 layers? At which w does it stop growing?",
        {"depth": 20, "activation": "relu", "w": 1.8, "x": 0.5},
    ),
    "a dead ReLU": Preset(
        "The crosses are zeros: nothing comes back. For which signs of w and x does δ come through?",
        {"depth": 10, "activation": "relu", "w": -1.0, "x": 0.5},
    ),
}

NUDGE_PRESETS = {
    "make h smaller": Preset(
        "Every tenth of h makes the error a hundredth, for a while. At which h is it smallest, and how small is it?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "tanh", "weight": "w01", "h": 0.1},
    ),
    "far too small": Preset(
        "The smaller h is, the worse it gets. What do C at w + h and C at w − h have in common?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "tanh", "weight": "w01", "h": 1e-12},
    ),
    "only one arm": Preset(
        "No activations: even h = 1 gives the right derivative. What kind of curve is C over one weight?",
        {"weights": [0.5, -1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "identity", "weight": "w01", "h": 1.0},
    ),
    "over a kink": Preset(
        "A ReLU has a kink at 0, and h reaches across it. At which h does the error fall off a cliff?",
        {"weights": [0.03, 1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "relu", "weight": "w01", "h": 0.1},
    ),
    "it says 0": Preset(
        "Both ways say that the derivative is 0. Which value behind the weight does not move, and why?",
        {"weights": [-0.5, 1.2, 0.8], "x": 1.0, "y": 0.3, "activations": "relu", "weight": "w01", "h": 0.1},
    ),
}
