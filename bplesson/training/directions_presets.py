"""Planes through a path of training worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

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
