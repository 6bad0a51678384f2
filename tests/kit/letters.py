"""How large and how wide the words of a diagram are, in units of its scene."""

from functools import cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from bplesson.kit.scene import Text


@cache
def width(words: str, size: float, bold: bool = False) -> float:
    """In the widest of the usual typefaces."""
    typeface = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return text_to_path.get_text_width_height_descent(words, typeface, False)[0]


def fitted(item: dict, words: str) -> float:
    """The size of the letters of that text of a scene."""
    return Text(**{name: value for name, value in item.items() if name != "kind"}).fitted(words)
