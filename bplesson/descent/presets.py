"""States of one weight worth seeing, on its cost curve or as a line, each with the question to ask of it."""

from bplesson.kit.presets import Preset

SLOPE_PRESETS = {
    "a first look": Preset(
        "Drag w over the minimum: what happens to the sign of the slope, and to the direction of the step?",
        {"curve": "parabola", "w": -1.0, "eta": 0.2},
    ),
    "it creeps": Preset(
        "How many steps until the cost is below 0.01? Which η does it in one?",
        {"curve": "parabola", "w": -2.0, "eta": 0.1},
    ),
    "it swings": Preset(
        "The slope changes its sign with each step. Does it arrive?",
        {"curve": "parabola", "w": -1.0, "eta": 1.8},
    ),
    "it blows up": Preset(
        "Take five steps. By how much does the distance to the minimum grow each time?",
        {"curve": "parabola", "w": 0.5, "eta": 2.2},
    ),
    "two minima": Preset(
        "Play, then start at w = 0. Which minimum is lower, and which one do you get?",
        {"curve": "two minima", "w": 2.2, "eta": 0.1},
    ),
    "a plateau": Preset(
        "Play. Why does nothing seem to move? Try a larger η, then another start.",
        {"curve": "plateau", "w": 3.4, "eta": 0.3},
    ),
}

FIT_PRESETS = {
    "three walks": Preset(
        "Where is the lowest point of the curve, and how large are the squares there?",
        {"data": "three walks", "w": 1.0},
    ),
    "one hour each": Preset(
        "Three walks of one hour. Is the best w the middle one of 2, 3 and 7, or their mean?",
        {"data": "one hour each", "w": 1.0},
    ),
    "one got lost": Preset(
        "At w = 4 three walks lie on the line. How far does the fourth pull the lowest point away?",
        {"data": "one got lost", "w": 4.0},
    ),
    "one walk alone": Preset(
        "One walk alone: what does the lowest point cost, and where does the line pass then?",
        {"data": "one walk alone", "w": 1.0},
    ),
}
