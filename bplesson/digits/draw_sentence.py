"""What is said of a drawing: the sentence, and the captions beside the page."""

import numpy as np

from bplesson.kit.axis import RANGES
from bplesson.kit.words import number, probability, sub

FAINT = 0.01  # a page with less ink a pixel counts as empty


def says(probabilities: np.ndarray) -> str:
    """The two most probable digits."""
    first, second = np.argsort(-probabilities, kind="stable")[:2]
    return f"{first}, {probability(probabilities[first])}; next {second}, {probability(probabilities[second])}"


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
