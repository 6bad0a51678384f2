"""A case in rows: each number that is asked with its name and a blank, choices with their options."""

from bplesson.kit.scene import OPTION, Blank, Filling, Scene, Text
from bplesson.practice.item import Case
from bplesson.practice.spoken import called

WIDTH, SIZE, LETTER = 760.0, 15.0, 8.0  # of the sheet; of letters, and their width
BLANK, HEIGHT, PITCH, GAP = 84.0, 28.0, 40.0, 36.0
SHORT = 14  # letters of options that stand side by side


def of_rows(case: Case, names=None, top: float = 12.0, width: float = WIDTH) -> tuple[Scene, Filling]:
    """Blanks for these names of the case, all if there are none given, from the height `top` on."""
    items, filling, left, y = [], Filling(), 12.0, top + PITCH / 2
    for name in case.asks if names is None else names:
        label, options = f"{case.label(name)} =", case.options.get(name, ())
        if options:
            if left > 12.0:
                left, y = 12.0, y + PITCH
            y = _choice(items, filling, case, name, y, width)
            continue
        taken = LETTER * len(label) + 8 + BLANK
        if left + taken > width - 12 and left > 12.0:
            left, y = 12.0, y + PITCH
        start = left + LETTER * len(label)
        items.append(Text(f"name-{name}", start, y, anchor="end", size=SIZE))
        items.append(Blank(f"ask-{name}", name, start + 8 + BLANK / 2, y, BLANK, HEIGHT, spoken(case, name), size=SIZE))
        filling.words[f"name-{name}"] = label
        left += taken + GAP
    bottom = y + PITCH / 2 if left > 12.0 else y - PITCH / 2
    return Scene(width, bottom + 6, tuple(items)), filling


def _choice(items: list, filling: Filling, case: Case, name: str, y: float, width: float) -> float:
    """The options of one choice below its name, or beside it where all are short; the middle of the next row."""
    options, label = case.options[name], f"{case.label(name)}:"
    items.append(Text(f"name-{name}", 12.0, y, anchor="start", size=SIZE))
    filling.words[f"name-{name}"] = label
    if sum(map(len, options)) + len(label) < 60:
        start, room = 12.0 + LETTER * len(label) + 14, 0.0
        room = max(LETTER * max(map(len, options)) + 40, 70.0) * len(options) + 24
        items.append(Blank(f"ask-{name}", name, start + room / 2, y, room, OPTION, spoken(case, name), options, SIZE))
        return y + PITCH
    height = max(OPTION * len(options), 2 * OPTION)
    items.append(
        Blank(
            f"ask-{name}",
            name,
            width / 2 + 6,
            y + 18 + height / 2,
            width - 24,
            height,
            spoken(case, name),
            options,
            SIZE,
        )
    )
    return y + height + 18 + PITCH / 2 + 6


def spoken(case: Case, name: str) -> str:
    """What a screen reader says of a blank."""
    return case.called.get(name) or called(name, case.label(name))
