"""A nudged weight: w − h and w + h through the whole chain, as a table on the chain."""

from collections.abc import Sequence

from bplesson.chain.nudge_equations import Nudge
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import precise, sub

PITCH, LABELS = 82, 126
ROWS = {"low": 76, "high": 100, "measured": 132, "claimed": 156}


def nudge_scene(names: Sequence[str]) -> Scene:
    """One column for each of the values, from the weight to C, and four rows of numbers."""
    items: list[Box | Line | Text] = []
    for k, name in enumerate(names):
        x, role = LABELS + 50 + k * PITCH, "forward" if 0 < k < len(names) - 1 else "cost" if k else "plain"
        if k:
            items.append(Line(f"to-{name}", ((x - 56, 32), (x - 30, 32)), "forward"))
        items += [Box(f"box-{name}", x, 32, 60, 34, role), Text(f"name-{name}", x, 32, role)]
        items += [
            Text(f"{row}-{name}", x, y, "backward" if row == "claimed" else "plain", size=13) for row, y in ROWS.items()
        ]
    items += [Text(f"row-{row}", 14, y, "muted", anchor="start", size=14) for row, y in ROWS.items()]
    items.append(Line("rule", ((14, 116), (LABELS + 50 + len(names) * PITCH - 46, 116)), "muted", arrow=False))
    return Scene(max(LABELS + 50 + len(names) * PITCH - 36, 620), 176, tuple(items))


def nudge_filling(nudge: Nudge) -> Filling:
    """The numbers of every column."""
    fill = Filling()
    weight = title(nudge.names[0])
    fill.words = {
        "row-low": f"at {weight} − h",
        "row-high": f"at {weight} + h",
        "row-measured": "difference / 2h",
        "row-claimed": "by the chain rule",
    }
    for name, *numbers in zip(nudge.names, nudge.low, nudge.high, nudge.measured, nudge.claimed):
        fill.words[f"name-{name}"] = title(name)
        fill.words |= {f"{row}-{name}": precise(value, letters=9) for row, value in zip(ROWS, numbers)}
    return fill


def title(name: str) -> str:
    """ "w01" as w₀₁."""
    return sub(name[0], *map(int, name[1:]))
