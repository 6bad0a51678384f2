"""States worth seeing, each with the question to ask of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Preset:
    """A state worth seeing, and the question to ask of it."""

    question: str
    state: dict = field(default_factory=dict)


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
