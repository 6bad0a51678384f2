"""States of one weight worth seeing, on its cost curve or as a line, each with the question to ask of it."""

from bplesson.kit.presets import Preset

SLOPE_PRESETS = {
    "a first look": Preset(
        "Drag w over the minimum: what happens to the sign of the slope, and to the direction of the step?",
        {"curve": "parabola", "w": -1.0, "eta": 0.2},
        "Left of the minimum the slope is negative and the step goes to the right; right of it the slope is"
        " positive and the step goes to the left. The step always goes against the slope.",
    ),
    "it creeps": Preset(
        "How many steps until the cost is below 0.01? Which η does it in one?",
        {"curve": "parabola", "w": -2.0, "eta": 0.1},
        "29 steps, because each leaves 0.9 of the distance. With η = 1/a = 1 the first step lands on the minimum.",
        quiet=True,
    ),
    "it swings": Preset(
        "The slope changes its sign with each step. Does it arrive?",
        {"curve": "parabola", "w": -1.0, "eta": 1.8},
        "Yes: each step jumps to the other side, but leaves only 0.8 of the distance. After 12 steps the cost is"
        " below 0.01.",
        quiet=True,
    ),
    "it blows up": Preset(
        "Take five steps. By how much does the distance to the minimum grow each time?",
        {"curve": "parabola", "w": 0.5, "eta": 2.2},
        "Each step makes it 1.2 times as large: 1 − ηa = −1.2. The minus sign is the jump to the other side.",
        quiet=True,
    ),
    "two minima": Preset(
        "Play, then start at w = 0. Which minimum is lower, and which one do you get?",
        {"curve": "two minima", "w": 2.2, "eta": 0.1},
        "The left one is lower: its cost is 0.043, that of the right one 0.353. From w = 2.2 you get the right"
        " one, from w = 0 the left one: a step knows only the slope where it starts.",
    ),
    "a plateau": Preset(
        "Play. Why does nothing seem to move? Try a larger η, then another start.",
        {"curve": "plateau", "w": 3.4, "eta": 0.3},
        "The slope is nearly 0 there, 0.0001, and a step is η times the slope. A larger η hardly helps: even η ="
        " 2.5 moves w by less than 0.03 in 100 steps. From w = 2 the minimum is reached in a few steps.",
        quiet=True,
    ),
}

FIT_PRESETS = {
    "three walks": Preset(
        "Where is the lowest point of the curve, and how large are the squares there?",
        {"data": "three walks", "w": 1.0},
        "At w = 4. Two of the three squares are 1 there, and the third is 0: the mean of their halves is 0.333.",
    ),
    "one hour each": Preset(
        "Three walks of one hour. Is the best w the middle one of 2, 3 and 7, or their mean?",
        {"data": "one hour each", "w": 1.0},
        "Their mean, 4. The middle one, 3, is nearer to two of the three, but the square of the third counts for more.",
    ),
    "one got lost": Preset(
        "At w = 4 three walks lie on the line. How far does the fourth pull the lowest point away?",
        {"data": "one got lost", "w": 4.0},
        "To w = 2.4, so by 1.6: its deviation is large, and its square much larger.",
    ),
    "one walk alone": Preset(
        "One walk alone: what does the lowest point cost, and where does the line pass then?",
        {"data": "one walk alone", "w": 1.0},
        "It costs 0, at w = 3, and the line passes through the point.",
    ),
}
