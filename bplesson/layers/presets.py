"""States of a network of layers worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

WORKED = [[[2, -2], [1, 1], [-2, 3]], [[3, -2, 1], [1, 1, 2]]]  # the network of lesson 4

LAYERS_PRESETS = {
    "a first look": Preset(
        "Drag the weight W₀₁[0, 0]: which values change in layer 1, which in layer 2? And which δ?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02},
    ),
    "a row and a column": Preset(
        "Node 1.2 is selected. Which weights make its value, which make its δ? Where do they stand in the matrices?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "selected": "node 1.2"},
    ),
    "all paths": Preset(
        "How many paths lead from W₀₁[2, 0] to the outputs? Which factor do they share with the paths of W₀₁[2, 1]?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "selected": "w01_20", "paths": True},
    ),
    "the outer product": Preset(
        "Press entry ▸ until the matrices of derivatives are full. Which two numbers make each entry?",
        {"weights": WORKED, "x": [2, 1], "y": [0, 1], "eta": 0.02, "view_as": "matrices", "moment": "g12_00"},
    ),
    "no error": Preset(
        "The predictions equal the labels. What are all δ and all derivatives, and why?",
        {"weights": WORKED, "x": [2, 1], "y": [-1, 3], "eta": 0.02},
    ),
    "with tanh": Preset(
        "Each node bends its value now. Which factor has come into every δ of layer 1?",
        {"weights": [[[0.5, -0.4], [0.3, 0.8], [-0.6, 0.2]], [[0.7, -0.5, 0.4], [-0.3, 0.6, 0.9]]],
         "x": [1, -0.5], "y": [0.5, -0.2], "eta": 0.2, "activations": ["identity", "tanh", "identity"],
         "selected": "node 1.0"},
    ),
    "too large a step": Preset(
        "Take steps one by one: does the cost fall? Find an η at which it does.",
        {"weights": WORKED, "x": [2, 1], "y": [4, -4], "eta": 0.2},
    ),
}  # fmt: skip
