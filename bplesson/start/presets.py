"""First weights and starts worth seeing, each with the question to ask of them."""

from bplesson.kit.presets import Preset

START_PRESETS = {
    "all zero": Preset(
        "What is q in every layer, and how far does δ come back? Which weights could learn?",
        {"activation": "tanh", "scale": 0.0, "draw": "normal"},
    ),
    "all equal": Preset(
        "The nodes of a layer cannot be told apart. Does another scale part them, or new weights?",
        {"activation": "tanh", "scale": 0.1, "draw": "all equal"},
    ),
    "too small": Preset(
        "By which factor do q and δ shrink per layer? What would a derivative, δ times q, be in the middle?",
        {"activation": "tanh", "scale": 0.5, "draw": "normal"},
    ),
    "too large": Preset(
        "Many nodes are saturated, and yet δ grows. Look at the histograms: which nodes let it through?",
        {"activation": "tanh", "scale": 3.0, "draw": "normal"},
    ),
    "just right for tanh": Preset(
        "q and δ still fall, but ever more slowly. Why do they fall at all? Does the identity keep them level?",
        {"activation": "tanh", "scale": 1.0, "draw": "normal"},
    ),
    "ReLU with 1/d_in": Preset(
        "What factor does each layer leave? Square it. Where does it come from?",
        {"activation": "relu", "width": 128, "scale": 1.0, "draw": "normal"},
    ),
    "ReLU with 2/d_in": Preset(
        "Level, up to chance. Press “new weights” a few times. Then make the layers narrower: does chance weigh more?",
        {"activation": "relu", "width": 128, "scale": 2**0.5, "draw": "normal"},
    ),
    "coins": Preset(
        "Every weight is +s or −s, and nothing in between. Does that matter? Which number of the weights counts?",
        {"activation": "relu", "width": 128, "scale": 2**0.5, "draw": "coins"},
    ),
}

RELU, TANH = {"left": 0.5, "middle": 2**0.5, "right": 3.0}, {"left": 0.3, "middle": 1.0, "right": 3.0}
STARTS_PRESETS = {
    "five layers of ReLU": Preset(
        "Why is nothing learned on the left, and what happens on the right? Can another η save them?",
        RELU,
    ),
    "one layer of ReLU": Preset(
        "The same scales, one hidden layer. Why is a wrong scale less harmful now?",
        {**RELU, "hidden": (16,)},
    ),
    "five layers of tanh": Preset(
        "Too small is as bad as with ReLU. Why is too large less bad with tanh?",
        {**TANH, "hidden": (8,) * 5, "activation": "tanh", "eta": 0.3},
    ),
    "xor, two nodes": Preset(
        "The network of 5.5. Press “other starts” a few times: does the right scale save every start?",
        {**TANH, "data": "xor", "hidden": (2,), "activation": "tanh", "eta": 0.3, "steps": 1000},
    ),
}
