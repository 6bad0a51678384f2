"""What a screen reader says of a number by its name in a case: "delta 1, second node" for delta1_1."""

import re

NAME = re.compile(r"(x|p|q|delta|slope|w|new_w)(\d+)(?:_(\d)(\d?))?")
WORDS = {"delta": "delta", "slope": "slope of node", "w": "derivative of the cost by w", "new_w": "new w"}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def called(name: str, label: str = "") -> str:
    """The name in words; `label` where the name says nothing by itself."""
    found = NAME.fullmatch(name)
    if not found:
        return label or name.replace("_", " ")
    letter, layers, b, a = found.groups()
    said = f"{WORDS.get(letter, letter)} {' '.join(layers)}"
    if a:
        return f"{said}, row {b}, column {a}"
    return f"{said}, {ORDINALS[int(b)]} node" if b else said
