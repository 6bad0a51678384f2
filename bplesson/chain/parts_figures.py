"""What the figures of lesson 3 share: lanes of nodes, each opened into its p and its q, and the numbers in them."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import mul

import numpy as np

from bplesson.chain.case_equations import Chain
from bplesson.engine.network import Network
from bplesson.errors import finite_number, one_of
from bplesson.kit.parts import Sheet
from bplesson.kit.words import short, sub

BOX, GAP, MARGIN = 166, 58, 16  # of an opened node, between two of them, at the sides

Cell = tuple[str, str]  # a name and a number (or "")


def lane_width(nodes: int) -> float:
    """The width of so many opened nodes, in pixels."""
    return 2 * MARGIN + nodes * BOX + (nodes - 1) * GAP


def node_middle(i: int) -> float:
    """Where the middle of opened node i is."""
    return MARGIN + i * (BOX + GAP) + BOX / 2


def put_lane(
    sheet: Sheet, level: float, role: str, cells: Sequence[tuple[Cell, Cell]], inside: Sequence[str],
    between: Sequence[str],
) -> None:  # fmt: skip
    """Opened nodes at that height, each with its left and right cell; `role` is "forward" or "backward".

    `inside` and `between` stand over the arrows in the nodes and between them.
    """
    for i, pair in enumerate(cells):
        box = sheet.box(node_middle(i), level, BOX, 56, role, rounding=14)
        (left, _), (right, _) = box.left, box.right
        for (name, value), x in zip(pair, (left + 33, right - 33), strict=True):
            sheet.text(x, level - (11 if value else 0), name, role, 15)
            sheet.text(x, level + 12, value, size=16)
        _arrow(sheet, left + 64, right - 64, level + 12, role, inside[i])
        if i < len(between):
            _arrow(sheet, right + 2, right + GAP - 2, level, role, between[i])


def _arrow(sheet: Sheet, left: float, right: float, level: float, role: str, words: str) -> None:
    ends = (left, level), (right, level)
    sheet.line(*(ends if role == "forward" else ends[::-1]), role=role)
    sheet.text((left + right) / 2, level - 15, words, size=13)


def times(factor: float) -> str:
    """What a value is multiplied with on its way: negative numbers in brackets."""
    return f"· ({short(factor)})" if factor < 0 else f"· {short(factor)}"


def one_chain(weights, x, y, activations) -> Chain:
    """A chain with one example, its numbers checked."""
    x, y = (np.full((1, 1), finite_number(name, value)) for name, value in (("x", x), ("y", y)))
    return Chain(Network.chain(weights, activations), x, y, eta=1.0)


def cells_of(chain: Chain, ask: Iterable[str], lanes) -> list[list]:
    """The lanes as pairs of (name, number) for each node; what is asked for is a question mark."""
    N, chains = chain.N, list(accumulate(chain.rest, mul))
    known = {}
    for i in range(N + 1):
        k = N - i
        known[f"p{i}"] = sub("p", i), chain.p[i]
        known[f"q{i}"] = sub("q", i), chain.q[i]
        known[f"dq{i}"] = f"∂C/∂{sub('q', i)}", chains[2 * k]
        known[f"dp{i}"] = f"∂C/∂{sub('p', i)}", chains[2 * k + 1]
        known[f"delta{k}"] = sub("δ", k), chains[2 * k + 1]
    keys = [
        [tuple(f"{kind}{N - i if kind == 'delta' else i}" for kind in lane) for i in range(N + 1)] for lane in lanes
    ]
    asked = {one_of("ask", name, [key for lane in keys for pair in lane for key in pair]) for name in ask}
    return [
        [tuple((known[key][0], "?" if key in asked else short(known[key][1])) for key in pair) for pair in lane]
        for lane in keys
    ]
