"""The figures of lesson 2, each named by the outline's number."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from bplesson.chain.scene import STORY, chain_filling, chain_scene
from bplesson.chain.valley_figures import draw_valley, draw_work
from bplesson.checks.work import microseconds, multiplications
from bplesson.engine.descent import descend
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number, one_of
from bplesson.kit.figure import Still
from bplesson.kit.parts import Factor, Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.scene import Scene
from bplesson.kit.words import short, sub


def figure_2_1(weights: Sequence[float] | None = None, x: float | None = None, ask: Iterable[str] = ()) -> Still:
    """The chain x_0 → x_1 → … with its weights: in letters, or with the numbers that the input x makes on the way.

    `ask`: names of nodes ("x1", …) at which a question mark stands in place of the number.
    """
    if (weights is None) != (x is None):
        raise InputError("figure_2_1: expected weights and x together, or neither")
    if weights is None:
        nodes, edges = [(sub("x", i), "") for i in range(4)], [Weight(i).label for i in range(3)]
        told = "The chain of lesson 2: " + ", ".join(
            f"{edges[i]} leads from node {nodes[i][0]} to node {nodes[i + 1][0]}" for i in range(3)
        )
    else:
        nodes, edges = _with_numbers(weights, x)
        asked = {one_of("ask", name, [f"x{i}" for i in range(len(nodes))]) for name in ask}
        nodes = [(name, "?" if f"x{i}" in asked else value) for i, (name, value) in enumerate(nodes)]
        told = "A chain: " + ", ".join([f"{name} = {value}" for name, value in nodes] + edges)
    sheet = Sheet(720, 120)
    _put_chain(sheet, 72, nodes, edges)
    return still(f"{told}.", sheet.scene, sheet.filling)


def figure_2_3(weights: Sequence[float], x: float) -> Still:
    """The chain with its weights, and under it the single weight w_c that does the same."""
    (nodes, edges), w_c = _with_numbers(weights, x), short(float(np.prod(weights)))
    sheet = Sheet(720, 235)
    _put_chain(sheet, 72, nodes, edges)
    _put_chain(sheet, 187, [nodes[0], nodes[-1]], [rf"$\mathregular{{w_c}}$ = {w_c}"])
    return still(
        f"Above, a chain of {len(edges)} weights takes x₀ = {nodes[0][1]} to {nodes[-1][0]} = {nodes[-1][1]}; below,"
        f" the single weight w_c = {w_c} takes it there at once.",
        sheet.scene,
        sheet.filling,
    )


def _with_numbers(weights: Sequence[float], x: float) -> tuple[list[tuple[str, str]], list[str]]:
    """The nodes as (name, number), and what stands at the edges."""
    q = Network.chain(weights).forward(x).q
    nodes = [(sub("x", i), short(each[0, 0])) for i, each in enumerate(q)]
    return nodes, [f"{Weight(i).label} = {short(w)}" for i, w in enumerate(weights)]


def _put_chain(sheet: Sheet, level: float, nodes: Sequence[tuple[str, str]], edges: Sequence[str]) -> None:
    """Nodes and the arrows between them at that height."""
    pitch = (sheet.width - 2 * 75) / len(edges)
    circles = [sheet.node(75 + i * pitch, level, 34, *node) for i, node in enumerate(nodes)]
    for source, end, words in zip(circles, circles[1:], edges, strict=False):
        sheet.edge(source, end)
        sheet.text((source.x + end.x) / 2, level - 20, words, size=16)


def figure_2_12(weights: Sequence[float] | None = None, x: float | None = None, y: float | None = None) -> Still:
    """The derivatives as rows of one and the same product, each with its own weight missing; in letters or numbers."""
    return _rows_of_products(weights, x, y, named=False)


def figure_2_14(weights: Sequence[float] | None = None, x: float | None = None, y: float | None = None) -> Still:
    """The same rows, with a bracket under each part: δ_A left of the missing weight, x_B right of it."""
    return _rows_of_products(weights, x, y, named=True)


def _rows_of_products(weights, x, y, named: bool) -> Still:
    given = [each is not None for each in (weights, x, y)]
    if any(given) and not all(given):
        raise InputError("weights, x, y: expected all three, or none of them")
    N, passes, numbers = 3, None, [""] * 5
    if weights is not None:
        N, passes = len(weights), Network.chain(weights).backward(x, y)
        numbers = [short(v) for v in (passes.delta[0].item(), *reversed(weights), passes.q[0].item())]
    names = [f"({sub('x', N)} − y)", *(Weight(i).label for i in reversed(range(N))), sub("x", 0)]
    pitch = 84 if named else 62
    told, sheet = [], Sheet(720, pitch * N + 8)
    for i in reversed(range(N)):
        missing = N - i  # its place in the product
        parts = ["backward"] * missing + ["missing"] + ["forward"] * (N + 1 - missing)
        result = f" = {short(passes.gradients[i].item())}" if passes else ""
        groups = [sub("δ", N - 1 - i), sub("x", i)] if named else []
        told.append(
            f"∂C/∂{Weight(i).label} = "
            + " · ".join(f"[{name} missing]" if part == "missing" else name for name, part in zip(names, parts))
            + (f" = {' · '.join(groups)}" if named else "")
            + result
        )
        if passes and named:
            values = passes.delta[N - 1 - i].item(), passes.q[i].item()
            groups = [f"{name} = {short(value)}" for name, value in zip(groups, values, strict=True)]
        sheet.row(34 + (N - 1 - i) * pitch, f"∂C/∂{Weight(i).label} =", list(map(Factor, names, numbers, parts)),
                  result.strip(), pitch=min(104, 500 / len(names)), groups=groups)  # fmt: skip
    return still("; ".join(told) + ".", sheet.scene, sheet.filling)


def figure_2_13(weights: Sequence[float], x: float, y: float, ask: Iterable[str] = ()) -> Still:
    """Both passes on the chain, laid out as in the explorer: forward values above, backward values below.

    `ask`: what is left open: "x2", "delta1" or "w12" (the derivative by w12).
    """
    network = Network.chain(weights)
    N, passes = len(network.weights), network.backward(x, y)
    places = {f"x{i}": f"q{i}" for i in range(N + 1)} | {f"delta{k}": f"d{N - k}" for k in range(N + 1)}
    places |= {f"w{i}{i + 1}": f"g{i}{i + 1}" for i in range(N)}
    whole, filling = chain_scene(network), chain_filling(network, passes, finite_number("y", y), "backward", "")
    filling.ask = {places[one_of("ask", name, places)] for name in ask}
    if filling.ask & {f"q{N}", f"d{N}"}:
        filling.ask.add("cost")  # it would give the deviation away
    told = [filling.shown()[place] for place in places.values()]
    scene = Scene(whole.width, STORY - 22, tuple(item for item in whole.items if not item.id.startswith("story")))
    return still(f"Both passes of a chain: {', '.join(told)}.", scene, filling)


def figure_2_16(
    ways: dict[str, Callable], depths: Sequence[int] = (2, 4, 8, 16, 32, 64, 128, 256, 512), clock: bool = False
) -> Still:
    """The work of several ways to all derivatives of a chain over its depth: multiplications or (`clock`) microseconds.

    Each of the `ways` is a function of (weights, x_0, y), weights a list, that returns a list of derivatives.
    """
    unit = "microseconds" if clock else "multiplications"
    work = {}
    if not 1 <= len(ways) <= 3:
        raise InputError(f"ways: expected one to three functions, got {len(ways)}")
    for name, way in ways.items():
        if not callable(way):
            raise InputError(f"ways: expected a Python function for {name!r}, got {way!r}")
        work[name] = [
            microseconds(way, _weights(N), 1.5, 1.0) if clock else multiplications(way, _weights(N), 1.5, 1.0)
            for N in depths
        ]
    told = "; ".join(
        f"{name}: {round(work[name][0])} at depth {depths[0]}, {round(work[name][-1])} at depth {depths[-1]}"
        if clock
        else f"{name}: {', '.join(str(each) for each in work[name])}"
        for name in ways
    )
    return Still(
        f"{unit.capitalize()} for all derivatives of a chain of depth {', '.join(map(str, depths))}. {told}.",
        lambda figure: draw_work(figure.add_axes([0.125, 0.15, 0.6, 0.8]), depths, work, unit),
        height=3.4,
    )


def _weights(N: int) -> list[float]:
    return [(-1.0) ** i * 1.01 for i in range(N)]


STARTS = {"A": (2.4, -0.6), "B": (0.2, 0.1), "C": (-2.2, -1.7), "D": (-1.6, 1.6)}


def figure_2_17(
    starts: dict[str, Sequence[float]] | None = None,
    x: float = 1.0,
    y: float = 1.0,
    eta: float = 0.05,
    steps: int = 400,
) -> Still:
    """The cost of x_3 = w_23 w_12 x_1 over (w_12, w_23), with w_01 held still so that x_1 = x, and descents on it."""
    x, y, starts = finite_number("x", x), finite_number("y", y), STARTS if starts is None else starts
    if x * y == 0:
        raise InputError(f"x, y: expected numbers other than 0, got {x} and {y}")
    network = Network.chain([0.0, 0.0])
    paths = {name: descend(Network.chain(start), x, y, eta, steps) for name, start in starts.items()}
    told = []
    for name, path in paths.items():
        w = path.as_array().round(3) + 0.0  # + 0.0 turns -0.0 into 0.0
        told.append(f"{name} from ({short(w[0, 0])}, {short(w[0, 1])}) to ({short(w[-1, 0])}, {short(w[-1, 1])}),"
                    f" where C = {short(path.costs[-1])}")  # fmt: skip
    return Still(
        f"The cost over (w₁₂, w₂₃). It is 0 all along the valley w₁₂ · w₂₃ = {short(y / x)}; at (0, 0) lies a saddle"
        f" with C = {short(y * y / 2)}. Descents: {'; '.join(told)}.",
        lambda figure: draw_valley(figure.add_axes([0.085, 0.11, 0.895, 0.82]), network, x, y, paths),
        height=5.0,
    )
