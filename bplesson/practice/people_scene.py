"""Three people's answers on a sheet: the diagram of their case, what each of them found, and who did what."""

from dataclasses import replace

from bplesson.kit.scene import OPTION, Blank, Box, Filling, Line, Scene, Text
from bplesson.practice.rows_scene import WIDTH
from bplesson.practice.sheet_scene import sheet_of
from bplesson.practice.three_answers import NAMES, ThreeAnswers

LEFT, FIRST = 12.0, 44.0  # of the names of the three; of what stands beside them
LETTER, PITCH = 8.2, 24.0  # the width of a letter, from line to line
BETWEEN = 22.0  # columns, and blocks of the sheet
CHOICE = 34.0  # from choice to choice
OPTION_WIDTH = 118.0
BELOW = 16.0  # the lowest box of a diagram, what still belongs to it
INSET = 8.0  # of a number where there would be a blank
AGREED = "The numbers in the diagram are right, for all three. What each of them found for the others:"


def sheet_of_people(case: ThreeAnswers) -> tuple[Scene, Filling]:
    """The layout of three answers, and what it tells."""
    scene, filling, placed = _diagram(case)
    agreed = {ask for ask in placed if case.agreed(ask)}
    items, y = list(scene.items), scene.height + PITCH
    if agreed:
        items.append(Text("agreed", LEFT, y, "muted", "start"))
        filling.words["agreed"] = AGREED
        y += PITCH + BETWEEN / 2
    for asks in _blocks(case, [ask for ask in case.of.asks if ask not in agreed], scene.width):
        y = _block(items, filling, case, asks, y)
    for name in NAMES:
        _choice(items, filling, case, name, y)
        y += CHOICE
    return Scene(scene.width, y - CHOICE / 2, tuple(items)), filling


def _diagram(case: ThreeAnswers) -> tuple[Scene, Filling, set[str]]:
    """The diagram of the case, if it has one, and which numbers have their place in it.

    A number on which all three agree stands there, others are left open; what the case asks below it is left out.
    """
    found = _boxes_and_below(sheet_of(case.of)[0])
    if found is None:
        return Scene(WIDTH, 0.0, ()), Filling(), set()
    placed = {item.name for item in found[0] if isinstance(item, Blank)}
    agreed = {name: case.of.right[name] for name in placed if case.agreed(name)}
    open_ones = tuple(name for name in case.of.asks if name not in agreed)
    scene, filling = sheet_of(replace(case.of, asks=open_ones, shown=case.of.shown | agreed))
    (kept, bottom), items = _boxes_and_below(scene), []
    for item in kept:
        if isinstance(item, Blank):
            filling.words[item.id] = "?"
            item = Text(item.id, item.x - item.width / 2 + INSET, item.y, anchor="start", size=item.size)
        items.append(item)
    return Scene(max(WIDTH, scene.width), bottom, tuple(items)), filling, placed


def _boxes_and_below(scene: Scene) -> tuple[list, float] | None:
    """The items down to what still belongs to the lowest box, and where that ends; None where there are no boxes."""
    boxes = [item for item in scene.items if isinstance(item, Box)]
    if not boxes:
        return None
    bottom = max(box.bottom[1] for box in boxes) + BELOW
    return [item for item in scene.items if not (isinstance(item, (Text, Blank)) and item.y > bottom)], bottom


def _choice(items: list, filling: Filling, case: ThreeAnswers, name: str, y: float) -> None:
    """What one of the three may have done."""
    options = case.options[name]
    width = OPTION_WIDTH * len(options) + 24
    items.append(Text(f"choice-{name}", LEFT, y, anchor="start"))
    items.append(Blank(f"who-{name}", name, FIRST + width / 2, y, width, OPTION, case.called[name], options))
    filling.words[f"choice-{name}"] = f"{name}:"


def _blocks(case: ThreeAnswers, asks: list[str], width: float) -> list[list[str]]:
    """These numbers in parts of the table, as many side by side as there is room for."""
    blocks, left = [], width
    for ask in asks:
        column = _column(case, ask)
        if left + column > width - LEFT:
            blocks.append([])
            left = FIRST
        blocks[-1].append(ask)
        left += column
    return blocks


def _column(case: ThreeAnswers, ask: str) -> float:
    """How wide the column of a number is."""
    return LETTER * max(len(case.of.label(ask)), *(len(case.cell(name, ask)) for name in NAMES)) + BETWEEN


def _block(items: list, filling: Filling, case: ThreeAnswers, asks: list[str], y: float) -> float:
    """One part of the table: a head, and a line for each of the three; the height at which the next part begins."""
    lines = {name: y + PITCH * k for k, name in enumerate(NAMES, start=1)}
    first, x = asks[0], FIRST
    for name, height in lines.items():
        items.append(Text(f"{name}-{first}-name", LEFT, height, anchor="start"))
        filling.words[f"{name}-{first}-name"] = name
    for ask in asks:
        middle = x + (_column(case, ask) - BETWEEN) / 2
        items.append(Text(f"head-{ask}", middle, y, "muted"))
        filling.words[f"head-{ask}"] = case.of.label(ask)
        for name, height in lines.items():
            items.append(Text(f"{name}-{ask}", middle, height))
            filling.words[f"{name}-{ask}"] = case.cell(name, ask)
        x += _column(case, ask)
    rule = y + PITCH / 2
    items.append(Line(f"rule-{first}", ((LEFT, rule), (x - BETWEEN, rule)), "muted", arrow=False))
    return lines[NAMES[-1]] + PITCH + BETWEEN / 2
