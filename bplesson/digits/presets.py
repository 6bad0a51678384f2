"""Trainings on the digits and pages worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

DIGITS_PRESETS = {
    "a first look": Preset(
        "Train. After how many epochs are nine of ten test images right? Which digits does it mix up in the end?",
        {"hidden": (32,)},
    ),
    "no hidden layer": Preset(
        "Train. Which digits do you recognise in the ten pictures of weights? How much worse are the answers?",
        {"hidden": ()},
    ),
    "four nodes": Preset(
        "Four numbers have to tell ten digits apart. Which digits suffer most? How many nodes suffice for 95 %?",
        {"hidden": (4,)},
    ),
    "learned by heart": Preset(
        "Train to the end. One of the two costs falls on and on. At which epoch does the other one stop, and why?",
        {"activation": "relu", "epochs": 120, "pace": 2},
    ),
    "all images a step": Preset(
        "An epoch is one step now. How far do 60 steps get? Can a larger η make up for it?",
        {"batch": None},
    ),
    "too large a step": Preset(
        "Does it learn anything? Go back to epoch 0, and find the largest η with which it does.",
        {"eta": 5.0, "epochs": 20},
    ),
}

DRAW_PRESETS = {
    "an empty page": Preset(
        "Nothing is drawn, and it names a digit all the same. Which part of the network speaks here? Then draw a 7.",
        {"page": "empty"},
    ),
    "a test image": Preset(
        "Erase it bit by bit. The signs + and − say where: how few pixels does it take until it says something else?",
        {"page": "example"},
    ),
    "its surest mistake": Preset(
        "It is wrong here, and sure of it. Change as few pixels as you can until it is right.",
        {"page": "mistake"},
    ),
    "moved to the side": Preset(
        "The same image, two columns to the left. You hardly notice. Why does it matter to the network? Centre it.",
        {"page": "moved"},
    ),
    "paper and ink exchanged": Preset(
        "You read it at once. Why can the network not, and what would have to be in its training?",
        {"page": "negative"},
    ),
}
