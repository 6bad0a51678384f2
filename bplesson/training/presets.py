"""Trainings, and planes through a path of training, that are worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

TRAINING_PRESETS = {
    "xor, three nodes": Preset(
        "Play. At which step are all four examples on the right side of the line, and what does each node do for it?",
        {"data": "xor", "hidden": (3,), "eta": 0.5, "pace": 2},
        "From step 62 on. Each node parts the square softly along one straight line, one of them (0, 0) from the"
        " other three; the output adds them up so that only (0, 1) and (1, 0) come out above 0.5.",
    ),
    "xor, two nodes": Preset(
        "From this start it gets stuck for a long time: which two examples look alike to both nodes? Try new starts.",
        {"data": "xor", "hidden": (2,), "eta": 0.5, "seed": 2, "pace": 5},
        "(0, 1) and (1, 1): both nodes say nearly the same to them, so the answer to both is about 0.5. The starts"
        " 3 to 9 all learn it.",
    ),
    "xor, no hidden layer": Preset(
        "Play. What does it answer to all four examples in the end, and why can no straight line do better?",
        {"data": "xor", "hidden": (), "eta": 0.5},
        "0.5 to all four. On a plane the answers at (0, 0) and (1, 1) add up to as much as those at (0, 1) and (1,"
        " 0), but the labels add up to 0 and 2: 0.5 everywhere is the best compromise.",
    ),
    "two moons": Preset(
        "Play, keep the run, then give it fewer nodes: how many does it need to follow the bend?",
        {"data": "two moons", "hidden": (8,), "eta": 0.3, "pace": 5},
        "Four, from this start: by step 1500 all 100 examples are on the right side, as with eight. With three or"
        " two 84 of them are; from another start three may do better.",
    ),
    "circles": Preset(
        "Three nodes are three straight cuts. Play and watch how they close around the inner circle. Do two suffice?",
        {"data": "circles", "hidden": (3,), "eta": 0.3, "pace": 5},
        "No: two cuts leave the inner circle open, and 84 of 100 examples end on the right side. Three close"
        " around it: all 100.",
    ),
    "a sine, too few nodes": Preset(
        "Two nodes bend the curve twice. Where does it still miss the points? Keep the run and try three nodes.",
        {"data": "sine", "hidden": (2,), "eta": 0.1, "seed": 3, "pace": 10},
        "On both sides of its two turns, which are too sharp and too near the middle, and at the ends: the typical"
        " distance is 0.207. With three nodes it is 0.132.",
    ),
    "too large a step": Preset(
        "Take steps: what does the cost do? Back to step 0: find the largest η with which it is learned and stays so.",
        {"data": "xor", "hidden": (3,), "eta": 1.6},
        "It goes up and down, and then runs away: the next step after the eleventh leads beyond all bounds. With η"
        " = 1.05 it is learned and stays so, with 1.1 it still runs away.",
        quiet=True,
    ),
    "small batches": Preset(
        "Play to step 200, keep the run, then all examples a step. Which is cheaper, across steps and across examples?",
        {"data": "two moons", "hidden": (8,), "eta": 0.3, "batch": 5},
        "With all examples the cost never rises, with five it does in 96 of 200 steps, and ends at 0.032 instead"
        " of 0.024. But five are far cheaper: 200 steps look at 1,000 examples instead of 20,000.",
    ),
}

DIRECTIONS_PRESETS = {
    "the straight line": Preset(
        "The path is bent. Would a straight line from its start to its end go downhill all the way?",
        {"across": "start to end", "up": "downhill at the start"},
        "On the path of lesson 5 it would: there the cost falls along the whole line. Descent cannot know that:"
        " each step sees only the slope where it starts, and so the path bends.",
    ),
    "where the path went": Preset(
        "Move t from 0 to the end. Where does the path cross many lines, and where hardly any?",
        {"across": "main", "up": "second"},
        "Many where the cost falls fast, hardly any where it stays nearly the same, as on a plateau and at the"
        " end. The curve of the cost over the steps shows the same.",
    ),
    "two random directions": Preset(
        "Press “new random directions” a few times. How much of the path is left, and why?",
        {"across": "random", "up": "random too"},
        "On average less than half of it, with nine weights, and less still with more. The path uses as many"
        " directions as there are weights, and two random ones hold little of them.",
    ),
}
