"""What a screen reader says of a number: "delta 1, second node" for δ₁[1]."""

import re

NAME = re.compile(r"(x|p|q|dq|delta|slope|w|new_w)(\d+)(?:_(\d)(\d?))?")
WORDS = {
    "delta": "delta",
    "slope": "slope of node",
    "w": "derivative of the cost by w",
    "dq": "derivative of the cost by q",
    "new_w": "new w",
}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
BELOW = "₀₁₂₃₄₅₆₇₈₉"
SIGNS = {"∂C/∂": "derivative of the cost by ", "ŷ": "y hat", "δ": "delta", "σ": "sigma", "η": "eta", "−": "minus"}
SIGNS |= {"“": "", "”": "", "'(": " prime of (", "²": " squared"}


def called(name: str, label: str = "") -> str:
    """The name in words; the words of the `label` where there is one."""
    if label and label != name:
        return in_words(label)
    found = NAME.fullmatch(name)
    if not found:
        return name.replace("_", " ")
    letter, layers, b, a = found.groups()
    said = f"{WORDS.get(letter, letter)} {' '.join(layers)}"
    if a:
        return f"{said}, row {b}, column {a}"
    return f"{said}, {ORDINALS[int(b)]} node" if b else said


def in_words(label: str) -> str:
    """A name as it is read aloud: "derivative of the cost by W 0 1, row 1, column 0" of ∂C/∂W₀₁[1, 0]."""
    said = re.sub(rf"(?<=[{BELOW}])\[(\d)\]", lambda found: f", {ORDINALS[int(found[1])]} node", label)
    said = re.sub(r"\[(\d+), (\d+)\]", r", row \1, column \2", said)
    said = re.sub(r"\[(\d+)\]", r" \1", said)
    for sign, words in SIGNS.items():
        said = said.replace(sign, words)
    said = re.sub(rf"[{BELOW}]", lambda found: f" {BELOW.index(found[0])}", said)
    return " ".join(said.split())
