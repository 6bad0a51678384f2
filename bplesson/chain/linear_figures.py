"""The figures of lesson 2, each named by the outline's number."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from matplotlib.figure import Figure

from bplesson.chain.scene import STORY, chain_filling, chain_scene
from bplesson.chain.sheet_figures import draw_chain, draw_product
from bplesson.chain.valley_figures import draw_valley, draw_work
from bplesson.checks.work import microseconds, multiplications
from bplesson.engine.descent import descend
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number, one_of
from bplesson.kit.figure import Still, canvas
from bplesson.kit.pen import draw_scene
from bplesson.kit.scene import Scene, Text
from bplesson.kit.words import short, sub


def figure_2_1(weights: Sequence[float] | None = None, x: float | None = None, ask: Iterable[str] = ()) -> Still:
    """The chain x_0 → x_1 → … with its weights: in letters, or with the numbers that the input x makes on the way.

    `ask`: names of nodes ("x1", …) at which a question mark stands in place of the number.
    """
    if (weights is None) != (x is None):
        raise InputError("figure_2_1: expected weights and x together, or neither")
    if weights is None:
        nodes, edges = [sub("x", i) for i in range(4)], [sub("w", i, i + 1) for i in range(3)]
        lines = [(name, "") for name in nodes], [(name, "") for name in edges]
        told = "The chain of lesson 2: " + ", ".join(
            f"{edges[i]} leads from node {nodes[i]} to node {nodes[i + 1]}" for i in range(3)
        )
    else:
        q = [float(each[0, 0]) for each in Network.chain(weights).forward(x).q]
        asked = {one_of("ask", name, [f"x{i}" for i in range(len(q))]) for name in ask}
        lines = (
            [(sub("x", i), "?" if f"x{i}" in asked else short(value)) for i, value in enumerate(q)],
            [(sub("w", i, i + 1), short(w)) for i, w in enumerate(weights)],
        )
        told = "A chain: " + ", ".join(f"{name} = {value}" for name, value in lines[0] + lines[1])
    return Still(f"{told}.", lambda figure: draw_chain(canvas(figure, 120), 72, *lines), height=1.2)


def figure_2_3(weights: Sequence[float], x: float) -> Still:
    """The chain with its weights, and under it the single weight w_c that does the same."""
    q = [float(each[0, 0]) for each in Network.chain(weights).forward(x).q]
    N, w_c = len(q) - 1, float(np.prod(weights))
    nodes = [(sub("x", i), short(value)) for i, value in enumerate(q)]
    edges = [(sub("w", i, i + 1), short(w)) for i, w in enumerate(weights)]

    def draw(figure: Figure) -> None:
        ax = canvas(figure, 235)
        draw_chain(ax, 72, nodes, edges)
        draw_chain(ax, 187, [nodes[0], nodes[-1]], [(r"$\mathregular{w_c}$", short(w_c))])

    return Still(
        f"Above, a chain of {N} weights takes x₀ = {nodes[0][1]} to {nodes[-1][0]} = {nodes[-1][1]}; below, the single"
        f" weight w_c = {short(w_c)} takes it there at once.",
        draw,
        height=2.35,
    )


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
    N, values, delta, q, results = 3, None, None, None, None
    if weights is not None:
        passes = Network.chain(weights).backward(x, y)
        N = len(weights)
        q, delta, results = (
            [float(np.ravel(v)[0]) for v in each] for each in (passes.q, passes.delta, passes.gradients)
        )
        values = [delta[0], *(float(w) for w in reversed(weights)), q[0]]
    names = [f"({sub('x', N)} − y)", *(sub("w", i, i + 1) for i in reversed(range(N))), sub("x", 0)]
    told, rows = [], []
    for i in reversed(range(N)):
        missing = N - i  # its place in the product
        parts = ["backward"] * missing + ["missing"] + ["forward"] * (N + 1 - missing)
        words = [f"[{name} missing]" if part == "missing" else name for name, part in zip(names, parts, strict=True)]
        groups = [(sub("δ", N - 1 - i), delta[N - 1 - i] if delta else None, 0, missing - 1),
                  (sub("x", i), q[i] if q else None, missing + 1, N + 1)]  # fmt: skip
        result = results[i] if results else None
        rows.append((i, parts, groups, result))
        told.append(
            f"∂C/∂{sub('w', i, i + 1)} = {' · '.join(words)}"
            + (f" = {sub('δ', N - 1 - i)} · {sub('x', i)}" if named else "")
            + (f" = {short(result)}" if result is not None else "")
        )
    pitch = 84 if named else 62

    def draw(figure: Figure) -> None:
        ax = canvas(figure, pitch * N + 8)
        for r, (i, parts, groups, result) in enumerate(rows):
            draw_product(
                ax, 34 + r * pitch, f"∂C/∂{sub('w', i, i + 1)}", names, values, parts, groups if named else (), result
            )

    return Still("; ".join(told) + ".", draw, height=(pitch * N + 8) / 100)


def figure_2_13(weights: Sequence[float], x: float, y: float, ask: Iterable[str] = ()) -> Still:
    """Both passes on the chain, laid out as in the explorer: forward values above, backward values below.

    `ask`: what is left open: "x2", "delta1" or "w12" (the derivative by w12).
    """
    network = Network.chain(weights)
    N, passes = len(network.weights), network.backward(x, y)
    places = {f"x{i}": f"q{i}" for i in range(N + 1)} | {f"delta{k}": f"d{N - k}" for k in range(N + 1)}
    places |= {f"w{i}{i + 1}": f"g{i}{i + 1}" for i in range(N)}
    whole, filling = chain_scene(network), chain_filling(network, passes, finite_number("y", y), "backward", "")
    for name in ask:
        place = places[one_of("ask", name, places)]
        filling.words[place] = filling.words[place].split("=")[0] + "= ?"
    if f"x{N}" in ask or "delta0" in ask:
        filling.words["cost"] = "= ?"  # it would give the deviation away
    told = [filling.words[place] for place in places.values()]
    scene = Scene(whole.width, STORY - 22, tuple(item for item in whole.items if not _is_story(item)))
    return Still(
        f"Both passes of a chain: {', '.join(told)}.",
        lambda figure: draw_scene(figure.add_axes([0, 0, 1, 1]), scene, filling),
        width=scene.width / 100,
        height=scene.height / 100,
    )


def _is_story(item) -> bool:
    return isinstance(item, Text) and item.id.startswith("story")


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
        f"{name}: {work[name][0]:.0f} at depth {depths[0]}, {work[name][-1]:.0f} at depth {depths[-1]}"
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
