"""What the figures of lesson 4 share: layers of nodes with the edges between them, and sums of products in words."""

from collections.abc import Iterator, Mapping, Sequence

from bplesson.kit.parts import SOLID, Sheet, Weight, between
from bplesson.kit.scene import Box
from bplesson.kit.words import short

Places = list[list[Box]]  # [layer][node]
DASHES = [SOLID, (6, 2), (1.2, 1.4), (6, 2, 1.2, 2), (10, 3), (3, 1.5), (6, 2, 1, 2, 1, 2), (2, 4)]


def node_places(sizes: Sequence[int], left: float, right: float, middle: float, pitch: float, radius: float) -> Places:
    """Where the nodes stand: layers side by side from `left` to `right`, each centred on `middle`."""
    apart = (right - left) / (len(sizes) - 1)
    return [
        [Box("", left + i * apart, middle + (b - (d - 1) / 2) * pitch, 2 * radius, 2 * radius) for b in range(d)]
        for i, d in enumerate(sizes)
    ]


def every_weight(sizes: Sequence[int]) -> Iterator[Weight]:
    """Layer after layer, row after row."""
    for i, (before, after) in enumerate(zip(sizes, sizes[1:])):
        yield from (Weight(i, b, a) for b in range(after) for a in range(before))


def put_edges(sheet: Sheet, places: Places, parts: Mapping[Weight, str] = {}, rest: str = "faint") -> None:
    """Every edge as an arrow, above the others those in `parts`, in the look of their part."""
    for weight in every_weight([len(layer) for layer in places]):
        if weight not in parts:
            sheet.edge(*ends(places, weight), rest)
    for weight, part in parts.items():
        sheet.edge(*ends(places, weight), part)


def ends(places: Places, weight: Weight) -> tuple[Box, Box]:
    """The nodes between which a weight stands."""
    return places[weight.i][weight.a], places[weight.i + 1][weight.b]


def put_paths(sheet: Sheet, places: Places, weight: Weight, paths: Sequence[tuple[int, ...]]) -> None:
    """Each path from the end of the weight to an output as a line of its own, numbered where it arrives; side by side
    where several take the same way."""
    sheet.line(*between(*ends(places, weight)), role="missing")
    radius = places[0][0].width / 2
    gap = min(9.0, 1.5 * radius / max(len(paths), 1))
    tags = []
    for k, path in enumerate(paths):
        aside = (k - (len(paths) - 1) / 2) * gap
        line = [(place.x, place.y + aside) for place in (places[weight.i + 1 + j][b] for j, b in enumerate(path))]
        if len(line) == 1:  # the weight itself arrives at an output
            continue
        sheet.line(*line, role="backward", arrow=False, dash=DASHES[k])
        (x, y), (u, v) = line[-2:]
        along = 1 - (radius + 14) / ((u - x) ** 2 + (v - y) ** 2) ** 0.5
        tags.append((x + along * (u - x), y + along * (v - y), str(k + 1)))
    for x, y, number in tags:
        sheet.circle(x, y, 8.5, "muted")
        sheet.text(x, y, number, "backward", 12.5)


def name_layers(sheet: Sheet, places: Places, level: float, first: int = 0) -> None:
    """ "layer 0", "layer 1", … above the nodes."""
    for i, layer in enumerate(places, start=first):
        sheet.text(layer[0].x, level, f"layer {i}", "muted", 13.2)


def as_words(values) -> list[list[str]]:
    """The numbers of a matrix, or of a vector as a column, as they are printed."""
    return [[short(v) for v in row] if hasattr(row, "__len__") else [short(row)] for row in values]


def bracketed(value: float) -> str:
    """A number as a factor of a product: negative ones in brackets."""
    return f"({short(value)})" if value < 0 else short(value)


def sum_of_products(left: Sequence[float], right: Sequence[float]) -> str:
    """a · b + a · b + … in numbers."""
    return " + ".join(f"{bracketed(a)} · {bracketed(b)}" for a, b in zip(left, right, strict=True))
