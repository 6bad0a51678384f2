"""The text of a function to choose a line of, and below it what may stand in the place of one."""

from collections.abc import Sequence

from bplesson.kit.scene import OPTION, Blank, Scene, Text

LETTER = 8.0  # the width of one
EDGE, TITLE = 8, 34


def code_scene(lines: Sequence[str], mends: Sequence[str]) -> Scene:
    """The lines with their numbers, each a choice; where there are `mends`, these too."""
    digits = len(str(len(lines)))
    numbered = tuple(f"{str(k).rjust(digits)}  {line}" for k, line in enumerate(lines, start=1))
    width = max(560, 60 + LETTER * max(map(len, (*numbered, *mends))))
    height = OPTION * len(lines)
    items = [_code("line", numbered, width, EDGE, "which line is wrong")]
    if mends:
        items.append(Text("mends", EDGE, EDGE + height + TITLE / 2, anchor="start"))
        items.append(_code("mend", tuple(mends), width, EDGE + height + TITLE, "the line that belongs there"))
        height += TITLE + OPTION * len(mends)
    return Scene(width, height + 2 * EDGE, tuple(items))


def _code(name: str, options: tuple[str, ...], width: float, top: float, label: str) -> Blank:
    height = OPTION * len(options)
    return Blank(
        name,
        name,
        width / 2,
        top + height / 2,
        width - 2 * EDGE,
        height,
        label,
        options,
        size=13,
        code=True,
    )
