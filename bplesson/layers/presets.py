"""States of a network of layers worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

WORKED = [[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]]]  # the network of lesson 4

LAYERS_PRESETS = {
    "a first look": Preset(
        "Drag the weight W₀₁[0, 0]: which values change in layer 1, which in layer 2? And which δ?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02},
        "In layer 1 only the value of node 1.0, where this weight leads to; in layer 2 both values, since node 1.0"
        " leads to both. All δ change, because each contains the deviations of both outputs.",
    ),
    "a row and a column": Preset(
        "Node 1.2 is selected. Which weights make its value, which make its δ? Where do they stand in the matrices?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "selected": "node 1.2", "view_as": "matrices"},
        "Its value: the weights that arrive, −2 and 3, row 2 of W₀₁. Its δ: the weights that leave, 1 and 2,"
        " column 2 of W₁₂.",
    ),
    "all paths": Preset(
        "How many paths lead from W₀₁[2, 0] to the outputs? Which factor do they share with the paths of W₀₁[2, 1]?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "selected": "w01_20", "paths": True},
        "Two: from node 1.2 to node 2.0, and to node 2.1. They share all that comes back to node 1.2, which is"
        " δ₁[2] = 3; only the input differs, x₀[0] or x₀[1].",
    ),
    "the outer product": Preset(
        "Press entry ▸ until the matrices of derivatives are full. Which two numbers make each entry?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "view_as": "matrices", "moment": "g12_00"},
        "The entry in row b and column a is the δ of node b, where the weight arrives, times the value of node a,"
        " where it comes from.",
    ),
    "no error": Preset(
        "The predictions equal the labels. What are all δ and all derivatives, and why?",
        {"weights": WORKED, "x": [2, 1], "y": [-1, 3], "eta": 0.02},
        "All are 0: the deviations ŷ − y are 0, and each δ and each derivative is a sum of products with one of"
        " them.",
        quiet=True,
    ),
    "with tanh": Preset(
        "Each node bends its value now. Which factor has come into every δ of layer 1?",
        {"weights": [[[0.5, -0.4], [0.3, 0.8], [-0.6, 0.2]], [[0.7, -0.5, 0.4], [-0.3, 0.6, 0.9]]],
         "x": [1, -0.5], "y": [0.5, -0.2], "eta": 0.2, "activations": ["identity", "tanh", "identity"],
         "selected": "node 1.0"},
        "The slope of tanh at that node, 1 − q²: 0.635, 0.990 and 0.635.",
    ),
    "too large a step": Preset(
        "Take steps one by one: does the cost fall? Find an η at which it does.",
        {"weights": WORKED, "x": [2, 1], "y": [4, -4], "eta": 0.2},
        "No: the first step takes it from 37 to 517. With η = 0.02 it falls, at first to 4.20.",
        quiet=True,
    ),
}  # fmt: skip
