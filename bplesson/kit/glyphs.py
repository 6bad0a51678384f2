"""Words of plots as paths, fast: matplotlib lays out each digit once, and once what stands between two of them."""

import re
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

SCALE = text_to_path.FONT_SCALE  # points, the size of the letters in a path
DIGIT = re.compile(r"\d")
PIECES = re.compile(r"\d|\D*")  # and nothing of an empty line


def outline(words: str, font: FontProperties) -> Path:
    """One line of words, no formula, at SCALE and from (0, 0) on. No letter of the font is kerned with a digit."""
    pieces = [_piece(each, font.copy()) for each in PIECES.findall(words)]  # a font can be changed later, its copy not
    starts = np.cumsum([0.0, *(width for _, width in pieces)])
    points = [path.vertices + (start, 0) for (path, _), start in zip(pieces, starts)]
    return Path(np.concatenate(points), np.concatenate([path.codes for path, _ in pieces]))


def like_digits(words: str) -> str:
    """All words that take as much room as these, as one: every digit is as wide as a 0."""
    return DIGIT.sub("0", words)


@lru_cache(maxsize=1024)
def _piece(letters: str, font: FontProperties) -> tuple[Path, float]:
    """Its path, and how far from its beginning the next digit begins."""
    path, zero, followed = (_laid_out(each, font) for each in (letters, "0", letters + "0"))
    return path, followed.vertices[-len(zero)][0] - zero.vertices[0][0]


def _laid_out(letters: str, font: FontProperties) -> Path:
    points, codes = text_to_path.get_text_path(font, letters)
    return Path(np.asarray(points).reshape(-1, 2), np.asarray(codes, np.uint8))
