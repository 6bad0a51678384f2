"""Layers with p and q apart, on paper for lesson 5: W crosses from every q to every p, σ goes straight from p to q."""

from collections.abc import Mapping, Sequence

from bplesson.kit.parts import Weight
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import sub

BOX, PILL, GAP, PORT, SIGMA = 104, 25, 62, 36, 66  # width and height of a value, lines, port, room for σ'
PORTS, BETWEEN, TOP = 18, 18, 34  # height of a port; between two nodes, above the first


def net_scene(sizes: Sequence[int], derivatives: bool) -> Scene:
    """The layout; items are named by what they show: q1_0 (layer 1, node 0), d1_0 (its δ), e1_0 (∂C/∂q), w01_20.

    With `derivatives` there is a line for each ∂C/∂W below, g0, g1, …
    """
    N, middles = len(sizes) - 1, _middles(sizes)
    height = TOP + max(d * pitch for d, pitch in zip(sizes, _pitches(sizes), strict=True))
    items: list[Box | Line | Text] = []
    for i in range(N + 1):
        items += [Text(f"name-{column}{i}", _x(i, column), 14, "muted", size=14) for column in ("pq" if i else "q")]
        for b, y in enumerate(middles[i]):
            if i == 0:
                items += _value(f"q0_{b}", _x(0, "q"), y, "forward")
                continue
            items += _node(i, b, y)
            for a, source in enumerate(middles[i - 1]):
                items += _edge(Weight(i - 1, b, a), source, y + PORTS * (a + 0.5 - sizes[i - 1] / 2))
    lines = N if derivatives else 0
    items += [Text(f"g{i}", 6, height + 8 + 24 * i, anchor="start", size=14) for i in range(lines)]
    return Scene(_x(N, "q") + BOX / 2 + 6, height + (24 * lines + 6 if lines else 0), tuple(items))


def _pitches(sizes: Sequence[int]) -> list[float]:
    """From one node of a layer to the next: there is room for both of its values and for all of its edges."""
    return [max(2 * PILL + 3, PORTS * before) + BETWEEN for before in (0, *sizes[:-1])]


def _middles(sizes: Sequence[int]) -> list[list[float]]:
    pitches = _pitches(sizes)
    height = max(d * pitch for d, pitch in zip(sizes, pitches, strict=True))
    return [
        [TOP + (height - d * pitch) / 2 + (b + 0.5) * pitch - BETWEEN / 2 for b in range(d)]
        for d, pitch in zip(sizes, pitches, strict=True)
    ]


def _x(i: int, column: str) -> float:
    """The middle of a column: of the inputs, or of the p or the q of a layer."""
    if i == 0:
        return 6 + BOX / 2
    return _x(i - 1, "q") + BOX + GAP + PORT if column == "p" else _x(i, "p") + BOX + SIGMA


def _value(id: str, x: float, y: float, role: str) -> list[Box | Text]:
    return [Box(f"box-{id}", x, y, BOX, PILL, role), Text(id, x, y, size=14)]


def _node(i: int, b: int, y: float) -> list[Box | Line | Text]:
    """p and q side by side, what flows back below them, and σ between them."""
    (p, q), key = (_x(i, "p"), _x(i, "q")), f"{i}_{b}"
    above, below, start, end = y - PILL / 2 - 1, y + PILL / 2 + 2, p + BOX / 2, q - BOX / 2
    return [
        *_value(f"p{key}", p, above, "forward"),
        *_value(f"d{key}", p, below, "backward"),
        *_value(f"q{key}", q, above, "forward"),
        *_value(f"e{key}", q, below, "backward"),
        Line(f"on-{key}", ((start + 3, above), (end - 2, above)), "forward"),
        Line(f"back-{key}", ((end - 3, below), (start + 2, below)), "backward"),
        Text(f"s{key}", (start + end) / 2, y + 1, "backward", size=12),
    ]


def _edge(weight: Weight, source: float, at: float) -> list[Line | Text]:
    """From the q at that height to the port of its end, where the weight stands."""
    right, left = _x(weight.i, "q") + BOX / 2, _x(weight.i + 1, "p") - BOX / 2
    start = right, source - (PILL / 2 + 1 if weight.i else 0)
    return [
        Line(f"line-{weight.name}", (start, (right + GAP, at)), "muted", arrow=False),
        Text(weight.name, left - 5, at, anchor="end", size=13),
    ]


def net_filling(words: Mapping[str, str], sizes: Sequence[int], backward: bool) -> Filling:
    """The `words` on it; without a backward pass all that is backward is hidden."""
    fill = Filling(dict(words))
    for i in range(len(sizes)):
        for column in "pq" if i else "q":
            fill.words[f"name-{column}{i}"] = f"{sub(column, i)}"
    if not backward:
        for i in range(1, len(sizes)):
            for b in range(sizes[i]):
                fill.mark("hidden", f"back-{i}_{b}", *(f"{box}{kind}{i}_{b}" for box in ("", "box-") for kind in "de"))
    return fill
