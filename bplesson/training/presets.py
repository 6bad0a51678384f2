"""Trainings, and planes through a path of training, that are worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

TRAINING_PRESETS = {
    "xor, three nodes": Preset(
        "Play. At which step are all four examples on the right side of the line, and what does each node do for it?",
        {"data": "xor", "hidden": (3,), "eta": 0.5, "pace": 2},
    ),
    "xor, two nodes": Preset(
        "From this start it gets stuck for a long time: which two examples look alike to both nodes? Try new starts.",
        {"data": "xor", "hidden": (2,), "eta": 0.5, "seed": 2, "pace": 5},
    ),
    "xor, no hidden layer": Preset(
        "Play. What does it answer to all four examples in the end, and why can no straight line do better?",
        {"data": "xor", "hidden": (), "eta": 0.5},
    ),
    "two moons": Preset(
        "Play, keep the run, then give it fewer nodes: how many does it need to follow the bend?",
        {"data": "two moons", "hidden": (8,), "eta": 0.3, "pace": 5},
    ),
    "circles": Preset(
        "Three nodes are three straight cuts. Play and watch how they close around the inner circle. Do two suffice?",
        {"data": "circles", "hidden": (3,), "eta": 0.3, "pace": 5},
    ),
    "a sine, too few nodes": Preset(
        "Two nodes bend the curve twice. Where does it still miss the points? Keep the run and try three nodes.",
        {"data": "sine", "hidden": (2,), "eta": 0.1, "seed": 3, "pace": 10},
    ),
    "too large a step": Preset(
        "Take steps: what does the cost do? Back to step 0: find the largest η with which it is learned and stays so.",
        {"data": "xor", "hidden": (3,), "eta": 1.6},
    ),
    "small batches": Preset(
        "Play to step 200, keep the run, then all examples a step. Which is cheaper, across steps and across examples?",
        {"data": "two moons", "hidden": (8,), "eta": 0.3, "batch": 5},
    ),
}

DIRECTIONS_PRESETS = {
    "the straight line": Preset(
        "The path is bent. Would a straight line from its start to its end go downhill all the way?",
        {"across": "start to end", "up": "downhill at the start"},
    ),
    "where the path went": Preset(
        "Move t from 0 to the end. Where does the path cross many lines, and where hardly any?",
        {"across": "main", "up": "second"},
    ),
    "two random directions": Preset(
        "Press “new random directions” a few times. How much of the path is left, and why?",
        {"across": "random", "up": "random too"},
    ),
}
