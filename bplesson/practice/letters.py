"""How wide words are, about: rows and tables are laid out before anybody sees which letters a browser takes."""

WIDTHS = {  # of letters, in their size, as the wider of the usual letters have them
    0.30: "ijlI'",
    0.35: " .,·’:;|/f-",
    0.40: "tr()[]ᵀ₀₁₂₃₄₅₆₇₈₉²",
    0.55: "szcLk∂“”",
    0.71: "ABCKRUVXZ",
    0.84: "DGw−+=×MOQNH",
    0.98: "mW½",
}
OTHERS = 0.64
OF_LETTER = {letter: width for width, letters in WIDTHS.items() for letter in letters}


def width_of(words: str, size: float) -> float:
    """How many units these words of that size take."""
    return size * sum(OF_LETTER.get(letter, OTHERS) for letter in words)
