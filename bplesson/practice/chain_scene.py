"""A case on a chain: the diagram of lessons 2 and 3, with blanks where numbers are asked, without those not given.

A lane is a smaller picture of a chain: its nodes in a row, and its weights.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bplesson.chain.scene import TOP, chain_scene, is_linear
from bplesson.engine.network import Network
from bplesson.kit.parts import Sheet, Weight
from bplesson.kit.scene import Blank, Box, Filling, Line, Scene, Text
from bplesson.kit.words import cut
from bplesson.practice.item import Case, Lane
from bplesson.practice.spoken import called
from bplesson.practice.ways import as_written, in_letters, written

LETTER, GAP, HEIGHT = 0.5, 4, 23  # of a letter, in its size; between a name and its blank; of a blank
IN_BOX, BETWEEN = 68, 66  # the width of a blank in the box of a node, and of one between two of them
SLOPE, UNDER = 13, 24  # the size of the name of a slope; how far it stands under its node where there is no way down
MARGIN = 10


def places(network: Network) -> dict[str, str]:
    """The id of the text at which each number of a case stands, by its name in the case."""
    N, linear = len(network.weights), is_linear(network)
    found = {"C": "cost"}
    for i in range(N + 1):
        found |= {f"x{i}": f"q{i}"} if linear else {f"p{i}": f"p{i}", f"q{i}": f"q{i}", f"slope{i}": f"slope-{i}"}
        found |= {f"delta{N - i}": f"d{i}"} | ({} if linear else {f"dq{i}": f"came-{i}"})
    return found | {weight.name: weight.gradient for weight in map(Weight, range(N))}


def of_chain(case: Case) -> tuple[Scene, Filling]:
    """The diagram of the case's chain; what is neither asked nor given does not stand on it."""
    at = places(case.network)
    asked = {at[name]: name for name in case.asks if name in at}
    words = _words(case, at) | {id: f"{in_letters(name)} =" for id, name in asked.items()}
    lines = _shapes(case, words.keys())
    items, blanks = [], {}
    for item in _with_came(chain_scene(case.network).items):
        if item.id not in (words if isinstance(item, Text) else lines):
            continue
        item = replace(item, select="")
        if item.id.startswith("slope-") and item.id.replace("slope-", "d") not in words:
            item = replace(item, x=item.x - 8, y=TOP + 27 + UNDER, anchor="middle")
        elif item.id == "cost-name" and "cost" not in words:
            item = replace(item, y=TOP)
        if item.id in asked:
            item, blanks[asked[item.id]] = _with_blank(item, words[item.id], case, asked[item.id])
        items.append(item)
    items += [blanks[name] for name in case.asks if name in blanks]
    return _cut_out(items), Filling(words)


def _with_came(items: Iterable) -> Iterable:
    """The items, and under the box of each δ a text for what came back to that node."""
    for item in items:
        yield item
        if isinstance(item, Box) and item.id.startswith("dpill-"):
            yield Text(item.id.replace("dpill", "came"), item.x + 6, item.y + item.height / 2 + 15, "backward")


def _words(case: Case, at: dict[str, str]) -> dict[str, str]:
    """All that is written on the diagram beside what is asked, by the ids of the texts.

    C and the δ of the input are never given: they follow from the rest, and would give it away.
    """
    network, N = case.network, len(case.network.weights)
    told = {name: case.shown[name] for name in at if name in case.shown and name not in ("C", f"delta{N}")}
    words = {at[name]: f"{in_letters(name)} = {written(value)}" for name, value in told.items()}
    for weight in map(Weight, range(N)):
        words[weight.name] = f"{weight.label} = {written(network.weights[weight.i].item())}"
        if not is_linear(network) and {f"d{weight.i}", f"d{weight.i + 1}"} <= words.keys():
            words[f"times-{weight.name}"] = f"· {weight.label}"  # not beside a δ that is asked
    if not is_linear(network):
        words |= {f"s{i}": as_written(cut(sigma.name)) for i, sigma in enumerate(network.activations)}
    if case.y is not None:
        words |= {"cost-name": "C = ½(ŷ − y)²", "label": f"label y = {written(case.y.item())}"}
    return words


def _shapes(case: Case, written: Iterable[str]) -> set[str]:
    """The ids of the boxes and lines that belong to the texts that are written."""
    N, written = len(case.network.weights), set(written)
    found = {f"pill-{i}" for i in range(N + 1)}
    for i in range(N + 1):
        found |= {f"dpill-{i}", f"down-{i}"} if f"d{i}" in written else set()
    for weight in map(Weight, range(N)):
        name, end = weight.name, f"d{weight.i + 1}"
        found.add(f"line-{name}")
        if weight.gradient in written:
            found |= {f"from-q-{name}", f"from-d-{name}"} if end in written else {f"from-q-{name}"}
        if {f"d{weight.i}", end} <= written:
            found.add(f"back-{name}")
    if case.y is not None:
        found |= {"cost-box", "to-cost"} | ({"from-cost"} if f"d{N}" in written else set())
    return found


def _with_blank(text: Text, words: str, case: Case, name: str) -> tuple[Text, Blank]:
    """The name of the number and a blank beside it, where the text stood."""
    wide, length = IN_BOX if text.id[0] in "pqd" else BETWEEN, LETTER * text.size * len(words)
    left = text.x if text.anchor == "start" else text.x - (length + GAP + wide) / 2
    said = case.called.get(name) or called(name)
    blank = Blank(f"ask-{name}", name, left + length + GAP + wide / 2, text.y, wide, HEIGHT, said)
    return replace(text, x=left + length, anchor="end"), blank


def _cut_out(items: Sequence[Box | Line | Text | Blank]) -> Scene:
    """The scene without empty room at its right and below."""
    boxes = [item for item in items if isinstance(item, (Box, Blank))]
    right = max(item.x + item.width / 2 for item in boxes)
    return Scene(right + MARGIN, max(item.y + item.height / 2 for item in boxes) + MARGIN, tuple(items))


# --- a chain as a lane ---


def of_lane(lane: Lane) -> tuple[Scene, Filling]:
    """The nodes in a row, the weights above the arrows between them; the missing weight is red and dotted."""
    width, gap, y = (94, 40, 66) if lane.above else (48, 30, 46)
    pitch = width + gap
    sheet = Sheet(2 * MARGIN + len(lane.weights) * pitch + width, y + 34)
    boxes = [sheet.box(MARGIN + width / 2 + i * pitch, y, width, 36, "forward") for i in range(len(lane.nodes))]
    for box, words in zip(boxes, lane.nodes, strict=True):
        sheet.text(box.x, y, words, "forward")
    for box, words in zip(boxes, lane.above):
        sheet.text(box.x, y - 31, words, "muted")
    for i, (source, end, words) in enumerate(zip(boxes[:-1], boxes[1:], lane.weights, strict=True)):
        is_missing = i == lane.missing
        sheet.line(source.right, end.left, role="missing" if is_missing else "forward")
        sheet.text((source.x + end.x) / 2, 14, words, "missing" if is_missing else "plain")
    sheet.filling.marks = {id: mark for id, mark in sheet.filling.marks.items() if mark == "missing"}  # others are thin
    return sheet.scene, sheet.filling
