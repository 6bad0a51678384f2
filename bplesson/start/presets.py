"""First weights and starts worth seeing, each with the question to ask of them."""

from bplesson.kit.presets import Preset

START_PRESETS = {
    "all zero": Preset(
        "What is q in every layer, and how far does δ come back? Which weights could learn?",
        {"activation": "tanh", "scale": 0.0, "draw": "normal"},
        "q is 0 in every layer behind the input, and δ is 0 everywhere but at the last layer. No weight could"
        " learn: each derivative is δ times q, and one of the two is always 0.",
        quiet=True,
    ),
    "all equal": Preset(
        "The nodes of a layer cannot be told apart. Does another scale part them, or new weights?",
        {"activation": "tanh", "scale": 0.1, "draw": "all equal"},
        "Neither does. The nodes of a layer have the same weights, whatever their size, so they get the same sum"
        " and the same δ: they stay twins, and so are those of new weights that are all equal.",
    ),
    "too small": Preset(
        "By which factor do q and δ shrink per layer? What would a derivative, δ times q, be in the middle?",
        {"activation": "tanh", "scale": 0.5, "draw": "normal"},
        "By about 0.49, both. In the middle q and δ are each about 0.001, so a derivative is about 0.000001.",
        quiet=True,
    ),
    "too large": Preset(
        "Many nodes are saturated, and yet δ grows. Look at the histograms: which nodes let it through?",
        {"activation": "tanh", "scale": 3.0, "draw": "normal"},
        "Those with q well between −1 and 1, four of ten: their slopes are not near 0, and the large weights make"
        " more of δ than the saturated nodes take away.",
    ),
    "just right for tanh": Preset(
        "q and δ still fall, but ever more slowly. Why do they fall at all? Does the identity keep them level?",
        {"activation": "tanh", "scale": 1.0, "draw": "normal"},
        "tanh makes every value a little smaller, and its slope is a little below 1. The smaller the values are,"
        " the less that matters, so the fall slows down. The identity does nothing of the kind: it leaves 0.99 per"
        " layer.",
    ),
    "ReLU with 1/d_in": Preset(
        "What factor does each layer leave? Square it. Where does it come from?",
        {"activation": "relu", "width": 128, "scale": 1.0, "draw": "normal"},
        "About 0.7; squared that is about ½. ReLU makes 0 of every negative value, and so takes about half of the"
        " sum of the squares away.",
        quiet=True,
    ),
    "ReLU with 2/d_in": Preset(
        "Level, up to chance. Press “new weights” a few times. Then make the layers narrower: does chance weigh more?",
        {"activation": "relu", "width": 128, "scale": 2**0.5, "draw": "normal"},
        "Yes. In the first eight draws q at the end has sizes from 0.60 to 1.35 with 128 nodes a layer, but from"
        " 0.09 to 1.05 with 16.",
    ),
    "coins": Preset(
        "Every weight is +s or −s, and nothing in between. Does that matter? Which number of the weights counts?",
        {"activation": "relu", "width": 128, "scale": 2**0.5, "draw": "coins"},
        "No: q and δ keep their sizes as with normal weights. What counts is the mean of W², and it is 2/d_in in"
        " both cases.",
        quiet=True,
    ),
}

RELU, TANH = {"left": 0.5, "middle": 2**0.5, "right": 3.0}, {"left": 0.3, "middle": 1.0, "right": 3.0}
STARTS_PRESETS = {
    "five layers of ReLU": Preset(
        "Why is nothing learned on the left, and what happens on the right? Can another η save them?",
        RELU,
        "On the left q and δ shrink from layer to layer, so the derivatives are tiny. On the right they grow, and"
        " all four starts run away. η = 0.3 saves three of four on the left; on the right neither a larger nor a"
        " much smaller η saves any.",
        quiet=True,
    ),
    "one layer of ReLU": Preset(
        "The same scales, one hidden layer. Why is a wrong scale less harmful now?",
        {**RELU, "hidden": (16,)},
        "The scale counts once now, not five times over: 3 to the power of five is 243. On the right three of four"
        " learn, and none runs away.",
    ),
    "five layers of tanh": Preset(
        "Too small is as bad as with ReLU. Why is too large less bad with tanh?",
        {**TANH, "hidden": (8,) * 5, "activation": "tanh", "eta": 0.3},
        "tanh keeps every q between −1 and 1, so nothing can grow beyond all bounds: none runs away, and three of"
        " four learn.",
    ),
    "xor, two nodes": Preset(
        "The network of 5.5. Press “other starts” a few times: does the right scale save every start?",
        {**TANH, "data": "xor", "hidden": (2,), "activation": "tanh", "eta": 0.3, "steps": 1000},
        "Not every one, but more of them: of the first 16 starts it saves 14. With the scale on the left 11 learn,"
        " with that on the right 8.",
    ),
}
