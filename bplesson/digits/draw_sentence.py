"""Words for what a network makes of a drawing: pages worth seeing with a question each, the sentence, the captions."""

import numpy as np

from bplesson.kit.axis import RANGES
from bplesson.kit.presets import Preset
from bplesson.kit.words import number, sub

SIDE = 8
FAINT = 0.01  # a page with less ink a pixel counts as empty

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


def page(kind: str, x_test: np.ndarray, wrong: np.ndarray, example: int) -> dict:
    """The state that a preset stands for; `wrong`: test images with a wrong answer, the surest first."""
    image = x_test[example]
    if kind == "mistake":
        return {"example": int(wrong[0]) if len(wrong) else example}
    if kind == "example":
        return {"example": example}
    columns = image.reshape(SIDE, SIDE)
    made = {
        "empty": np.zeros(SIDE**2),
        "moved": np.pad(columns[:, 2:], ((0, 0), (0, 2))).ravel(),
        "negative": 1 - image,
    }
    return {"example": None, "image": made[kind]}


def centred(image: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """The image (64,) moved by whole pixels, so that its ink lies around `middle`, (2,): row, column; none is lost."""
    ink = image.reshape(SIDE, SIDE)
    if not ink.any():
        return image
    for axis, to in enumerate(middle):
        profile = ink.sum(axis=1 - axis)
        places = np.flatnonzero(profile)
        wanted = round(float(to - profile @ np.arange(SIDE) / profile.sum()))
        ink = np.roll(ink, int(np.clip(wanted, -places[0], SIDE - 1 - places[-1])), axis)
    return ink.ravel()


def percent(share: float) -> str:
    """A probability in whole percent, and no certainty that is none."""
    return "> 99 %" if share > 0.99 else "< 1 %" if share < 0.01 else f"{100 * share:.0f} %"


def says(probabilities: np.ndarray) -> str:
    """The two most probable digits."""
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    return f"{first}, {percent(probabilities[first])}; next {second}, {percent(probabilities[second])}"


def reach(name: str, q: np.ndarray) -> tuple[float, float]:
    """From which to which value of q the shades of a hidden layer reach."""
    if name in RANGES:
        return RANGES[name]
    low, high = min(0.0, float(q.min())), float(q.max())
    return low, max(high, low + 1e-6)


def hidden_caption(explorer) -> str:
    """What the cells of the hidden layers are."""
    if not explorer.network.hidden:
        return "no hidden layer"
    function = explorer.network.activations[1]
    ends = [number(each).removesuffix(".00") for each in RANGES.get(function.name, ())]
    sizes = explorer.network.sizes[1:-1]
    which = f"{sizes[0]} hidden node{'s' * (sizes[0] > 1)}" if len(sizes) == 1 else f"{len(sizes)} hidden layers"
    return f"q of {which}:\n{f'{ends[0]} empty, {ends[1]} full' if ends else 'the fuller, the larger'}"


def help_caption(explorer) -> str:
    """What + and − mean; the backward value of the input pixels is what says it."""
    return f"ink here helps the {explorer.prediction} (+) or harms it (−): {delta_name(explorer)}"


def delta_name(explorer) -> str:
    """The backward value of the input."""
    return sub("δ", len(explorer.network.weights))


def draw_notice(explorer) -> str:
    """The answer in words, and whether it is right where that is known, as HTML."""
    probabilities, example = explorer.probabilities, explorer.example
    said = f"<b>It says {explorer.prediction}</b>, {says(probabilities).split(', ', 1)[1]}."
    if explorer.image.mean() < FAINT:
        said += " The page is empty: draw a digit between the dashed lines, from the top to the bottom."
    elif explorer.label is not None:
        right = "right" if explorer.label == explorer.prediction else f"<b>wrong</b>, it is a {explorer.label}"
        said += f" This is test image {example}: {right}."
    elif example is not None:
        said += f" This began as test image {example}."
    return f'<span aria-live="polite">{said}</span>'
