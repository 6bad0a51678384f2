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
    N, items = len(sizes) - 1, []
    pitch = [max(2 * PILL + 3, PORTS * (sizes[i - 1] if i else 0)) + BETWEEN for i in range(N + 1)]
    height = TOP + max(d * p for d, p in zip(sizes, pitch, strict=True))
    middles = [
        [TOP + (height - TOP - d * p) / 2 + (b + 0.5) * p - BETWEEN / 2 for b in range(d)]
        for d, p in zip(sizes, pitch, strict=True)
    ]
    left, right = 6.0, 0.0
    for i in range(N + 1):
        if i:
            left = right + GAP + PORT
        columns = ["p", "q"] if i else ["q"]
        for column in columns:
            x = left + BOX / 2 + (BOX + SIGMA if column == "q" and i else 0)
            items.append(Text(f"name-{column}{i}", x, 14, "muted", size=14))
            for b, y in enumerate(middles[i]):
                if i == 0:
                    items += [Box(f"box-q0_{b}", x, y, BOX, PILL, "forward"), Text(f"q0_{b}", x, y, size=14)]
                    continue
                back = "d" if column == "p" else "e"
                items += [
                    Box(f"box-{column}{i}_{b}", x, y - PILL / 2 - 1, BOX, PILL, "forward"),
                    Text(f"{column}{i}_{b}", x, y - PILL / 2 - 1, size=14),
                    Box(f"box-{back}{i}_{b}", x, y + PILL / 2 + 2, BOX, PILL, "backward"),
                    Text(f"{back}{i}_{b}", x, y + PILL / 2 + 2, size=14),
                ]
                if column == "q":
                    start, end = x - BOX / 2 - SIGMA, x - BOX / 2
                    items += [
                        Line(f"on-{i}_{b}", ((start + 3, y - PILL / 2 - 1), (end - 2, y - PILL / 2 - 1)), "forward"),
                        Line(f"back-{i}_{b}", ((end - 3, y + PILL / 2 + 2), (start + 2, y + PILL / 2 + 2)), "backward"),
                        Text(f"s{i}_{b}", (start + end) / 2, y + 1, "backward", size=12),
                    ]
                else:
                    ports = sizes[i - 1]
                    for a, source in enumerate(middles[i - 1]):
                        at, name = y - PORTS * ports / 2 + PORTS * (a + 0.5), Weight(i - 1, b, a).name
                        from_y = source if i == 1 else source - PILL / 2 - 1
                        items += [
                            Line(f"line-{name}", ((right, from_y), (right + GAP, at)), "muted", arrow=False),
                            Text(name, left - 5, at, anchor="end", size=13),
                        ]
        right = left + BOX + (BOX + SIGMA if i else 0)
    lines = N if derivatives else 0
    items += [Text(f"g{i}", 6, height + 8 + 24 * i, anchor="start", size=14) for i in range(lines)]
    return Scene(right + 6, height + (24 * lines + 6 if lines else 0), tuple(items))


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
