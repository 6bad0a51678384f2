"""Trainings on the digits and pages worth seeing, each with the question to ask of it."""

from bplesson.kit.presets import Preset

DIGITS_PRESETS = {
    "a first look": Preset(
        "Train. After how many epochs are nine of ten test images right? Which digits does it mix up in the end?",
        {"hidden": (32,)},
        "After one: 92 % are right. After 60 epochs 5 of 360 are wrong, and no pair of digits is mixed up more"
        " than once.",
    ),
    "no hidden layer": Preset(
        "Train. Which digits do you recognise in the ten pictures of weights? How much worse are the answers?",
        {"hidden": ()},
        "Best of all the 0: a ring in its favour around a middle that speaks against it. The answers are hardly"
        " worse: after 60 epochs 7 of 360 test images are wrong instead of 5.",
    ),
    "four nodes": Preset(
        "Four numbers have to tell ten digits apart. Which digits suffer most? How many nodes suffice for 95 %?",
        {"hidden": (4,)},
        "The 8, of which a third is taken for something else; then 1, 7 and 9. All in all 88 % are right. Six"
        " nodes suffice: 96 %.",
    ),
    "learned by heart": Preset(
        "Train to the end. One of the two costs falls on and on. At which epoch does the other one stop, and why?",
        {"activation": "relu", "epochs": 120, "pace": 2},
        "That of the test images, which is lowest at epoch 41. From then on the network learns what is peculiar to"
        " the training images, and that does not help with others.",
    ),
    "all images a step": Preset(
        "An epoch is one step now. How far do 60 steps get? Can a larger η make up for it?",
        {"batch": None},
        "To 97 % right test images, but with a cost far above that of 60 epochs in small batches. η = 1 makes up"
        " for a part; η = 2 is too large, 93 % are right.",
    ),
    "too large a step": Preset(
        "Does it learn anything? Go back to epoch 0, and find the largest η with which it does.",
        {"eta": 5.0, "epochs": 20},
        "No: after 20 epochs it is no better than a guess, 10 %. With η = 1 it learns, 98 %; with η = 2 far fewer are"
        " right. How many is chance: steps so large make much of the last digits, in which computers differ.",
    ),
}

DRAW_PRESETS = {
    "an empty page": Preset(
        "Nothing is drawn, and it names a digit all the same. Which part of the network speaks here? Then draw a 7.",
        {"page": "empty"},
        "The biases: every pixel is 0, so all that comes in at the first layer are they.",
    ),
    "a test image": Preset(
        "Erase it bit by bit. The signs + and − say where: how few pixels does it take until it says something else?",
        {"page": "example"},
        "Four can be enough, if they are the right ones: then it says 5.",
    ),
    "its surest mistake": Preset(
        "It is wrong here, and sure of it. Change as few pixels as you can until it is right.",
        {"page": "mistake"},
        "One is enough: erase the dark pixel in the seventh row, third column, and it says 9.",
    ),
    "moved to the side": Preset(
        "The same image, two columns to the left. You hardly notice. Why does it matter to the network? Centre it.",
        {"page": "moved"},
        "Each weight belongs to one pixel. Ink that has moved meets other weights, as if it were another image."
        " Centred, it is read rightly again.",
    ),
    "paper and ink exchanged": Preset(
        "You read it at once. Why can the network not, and what would have to be in its training?",
        {"page": "negative"},
        "Nearly every pixel has changed, and the network has only learned what ink means where strokes are. Such"
        " images would have to be in its training, with their digits.",
    ),
}
