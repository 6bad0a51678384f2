"""The figures of lessons 2 and 3, each named by the outline's number."""

from collections.abc import Callable, Iterable, Sequence
from math import prod

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.chain.case_equations import Chain, derivative
from bplesson.checks.functions import Function
from bplesson.checks.work import microseconds, multiplications
from bplesson.engine.activations import activation
from bplesson.engine.descent import Path, descend
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number, one_of
from bplesson.kit import palette
from bplesson.kit.figure import Still
from bplesson.kit.panels import dot, ring
from bplesson.kit.parts import Factor, Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.pixels import PixelImage
from bplesson.kit.product import Product
from bplesson.kit.words import amount, hundredths, short, sub

Words = tuple[str, str]  # a name and a number (or "")

NODE, GAP, MARGIN = 152, 60, 6  # widths: of an opened node, between two of them, at the sides
STARTS = {"A": (2.4, -0.6), "B": (0.2, 0.1), "C": (-2.2, -1.7), "D": (-1.6, 1.6)}  # of the descents in 2.17


def _chain(weights, x, y=0.0, activations="identity") -> Chain:
    """A chain with one example, its numbers checked."""
    x, y = (np.full((1, 1), finite_number(name, value)) for name, value in (("x", x), ("y", y)))
    return Chain(Network.chain(weights, activations), x, y, eta=1.0)


def _left_open(cells: Sequence[tuple[str, str, float]], ask: Iterable[str]) -> list[Words]:
    """Every cell (key, name, value) as a name and a number; where its key is asked for, a question mark."""
    asked = {one_of("ask", key, [key for key, _, _ in cells]) for key in ask}
    return [(name, "?" if key in asked else short(value)) for key, name, value in cells]


# --- lesson 2: nodes with one value ---


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
        nodes, edges = _with_numbers(_chain(weights, x), ask)
        told = "A chain: " + ", ".join([f"{name} = {number}" for name, number in nodes] + edges)
    sheet = Sheet(720, 120)
    _put_chain(sheet, 72, nodes, edges)
    return still(f"{told}.", sheet.scene, sheet.filling)


def figure_2_3(weights: Sequence[float], x: float) -> Still:
    """The chain with its weights, and under it the single weight w_c that does the same."""
    chain = _chain(weights, x)
    (nodes, edges), w_c = _with_numbers(chain), short(prod(chain.w))
    sheet = Sheet(720, 235)
    _put_chain(sheet, 72, nodes, edges)
    _put_chain(sheet, 187, [nodes[0], nodes[-1]], [rf"$\mathregular{{w_c}}$ = {w_c}"])
    return still(
        f"Above, a chain of {len(edges)} weights takes x₀ = {nodes[0][1]} to {nodes[-1][0]} = {nodes[-1][1]}; below,"
        f" the single weight w_c = {w_c} takes it there at once.",
        sheet.scene,
        sheet.filling,
    )


def _with_numbers(chain: Chain, ask: Iterable[str] = ()) -> tuple[list[Words], list[str]]:
    """What stands in the nodes of a linear chain and at its edges."""
    nodes = _left_open([(f"x{i}", sub("x", i), value) for i, value in enumerate(chain.q)], ask)
    return nodes, [f"{Weight(i).label} = {short(w)}" for i, w in enumerate(chain.w)]


def _put_chain(sheet: Sheet, level: float, nodes: Sequence[Words], edges: Sequence[str]) -> None:
    """Nodes and the arrows between them at that height."""
    pitch = (sheet.width - 2 * 75) / len(edges)
    circles = [sheet.node(75 + i * pitch, level, 34, *node) for i, node in enumerate(nodes)]
    for source, end, words in zip(circles, circles[1:], edges, strict=False):
        sheet.edge(source, end)
        sheet.text((source.x + end.x) / 2, level - 20, words, size=16)


# --- lessons 2 and 3: a derivative as a row of factors, with its own weight missing ---


def figure_2_12(weights: Sequence[float] | None = None, x: float | None = None, y: float | None = None) -> Still:
    """The derivatives as rows of one and the same product, each with its own weight missing; in letters or numbers."""
    return _rows(weights, x, y, linear=True)


def figure_2_14(weights: Sequence[float] | None = None, x: float | None = None, y: float | None = None) -> Still:
    """The same rows, with a bracket under each part: δ_A left of the missing weight, x_B right of it."""
    return _rows(weights, x, y, linear=True, brackets=True)


def figure_3_13(weights=None, x: float | None = None, y: float | None = None, activations="identity") -> Still:
    """The derivatives as rows of factors, slopes and weights in turn, each with its own weight missing."""
    return _rows(weights, x, y, activations)


def figure_3_15(weights=None, x: float | None = None, y: float | None = None, activations="identity") -> Still:
    """The same rows, with a bracket under each part: δ_A left of the missing weight, q_B right of it."""
    return _rows(weights, x, y, activations, brackets=True)


def _rows(weights, x, y, activations="identity", linear: bool = False, brackets: bool = False) -> Still:
    given = [each is not None for each in (weights, x, y)]
    if any(given) and not all(given):
        raise InputError("weights, x, y: expected all three, or none of them")
    chain = _chain(weights, x, y, activations) if all(given) else None
    N = chain.N if chain else 3
    # of the sheet and of a factor: how wide; of the first row: where; from row to row: how far
    if linear:
        width, pitch, top, height = 720, min(104, 500 / (N + 2)), 34, 84 if brackets else 62
    else:
        width, pitch, top, height = 104 + 73 * (2 * N + 2) + (44 if chain else 0), 73, 32, 88 if brackets else 60
    told, sheet = [], Sheet(width, N * height + top - 26)
    for k, i in enumerate(reversed(range(N))):
        product, label, result = derivative(i, N, linear, chain), f"∂C/∂{Weight(i).label}", ""
        names = [sub("δ", k), sub("x" if linear else "q", i)]
        sides, groups = [label, product.text], names
        if brackets:
            sides.append(" · ".join(names))
        if chain:
            groups = [f"{name} = {short(v)}" for name, v in zip(names, (chain.deltas[k], chain.q[i]))]
            sides.append(short(chain.gradients[i]))
            result = f"= {sides[-1]}"
        told.append(" = ".join(sides))
        groups = groups if brackets else ()
        sheet.row(top + k * height, f"{label} =", _boxes(product), result, pitch=pitch, groups=groups)
    return still("; ".join(told) + ".", sheet.scene, sheet.filling)


def _boxes(product: Product) -> list[Factor]:
    """What stands in the boxes of a row; those of slopes have round ends."""
    parts = {"backward": product.back, "missing": [product.missing], "forward": product.ahead}
    return [
        Factor(each.words, "" if each.value is None else short(each.value), part, "σ" in each.words)
        for part, factors in parts.items()
        for each in factors
    ]


# --- lesson 3: nodes opened into p and q ---


def figure_3_2() -> Still:
    """The chain in letters: four nodes, each of them opened into p_i, its activation and q_i."""
    cells = [(sub(name, i), "") for i in range(4) for name in "pq"]
    sigmas, edges = [sub("σ", i) for i in range(4)], [Weight(i).label for i in range(3)]

    sheet = Sheet(_width(4), 118)
    _put_lane(sheet, 62, "forward", cells, sigmas, edges)
    for i in range(4):
        sheet.text(_middle(i), 19, f"node {i}", "muted", 15)
    sheet.text(_middle(0), 105, "p₀ is the input x₀", "muted", 15)
    sheet.text(_middle(3), 105, "q₃ is the prediction ŷ", "muted", 15)

    told = ", ".join(f"{edges[i]} takes {sub('q', i)} to {sub('p', i + 1)}" for i in range(3))
    return still(
        f"The chain of lesson 3. Inside node i the activation σᵢ takes pᵢ to qᵢ; between the nodes {told}."
        " The input is p₀, the prediction is q₃.",
        sheet.scene,
        sheet.filling,
    )


def figure_3_3(weights: Sequence[float], x: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """The forward pass with numbers: p and q of every node. `ask`: "p1", "q2", …, left open with a question mark."""
    chain = _chain(weights, x, activations=activations)
    cells, names = _left_open(_forward_cells(chain), ask), [each.name for each in chain.network.activations]
    sigmas, numbers = [sub("σ", i) for i in range(chain.N + 1)], [short(w) for w in chain.w]

    sheet = Sheet(_width(chain.N + 1), 102)
    _put_lane(sheet, 66, "forward", cells, sigmas, numbers)
    for i, name in enumerate(names):
        sheet.text(_middle(i), 20, f"{sigmas[i]} is {name}", "muted", 15)

    edges = ", ".join(f"{Weight(i).label} = {w}" for i, w in enumerate(numbers))
    told = [f"{p} = {v}, and {name} makes {q} = {u}" for (p, v), (q, u), name in zip(cells[::2], cells[1::2], names)]
    return still(f"The forward pass of a chain with {edges}: {'; '.join(told)}.", sheet.scene, sheet.filling)


def figure_3_12(weights: Sequence[float], x: float, y: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """Both passes through the opened nodes: p and q above, below them how the cost changes with each of these.

    `ask`: "p1" or "q1" for a forward value, "dp1" or "dq1" for the backward value below it.
    """
    return _both_passes(_chain(weights, x, y, activations), ask, named=False)


def figure_3_14(weights: Sequence[float], x: float, y: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """The same with δ for its name where it has one. `ask`: "p1", "q1", "delta1" or "dq1"."""
    return _both_passes(_chain(weights, x, y, activations), ask, named=True)


def _both_passes(chain: Chain, ask: Iterable[str], named: bool) -> Still:
    many = chain.N + 1
    cells = _left_open([*_forward_cells(chain), *_backward_cells(chain, named)], ask)
    forward, backward = cells[: 2 * many], cells[2 * many :]

    sheet = Sheet(_width(many), 196)
    sheet.text(20, 14, "forward, from left to right", "muted", 15, "start")
    _put_lane(sheet, 58, "forward", forward, [sub("σ", i) for i in range(many)], [short(w) for w in chain.w])
    _put_lane(sheet, 140, "backward", backward, [_times(each) for each in chain.slopes], [_times(w) for w in chain.w])
    sheet.text(20, 184, "backward, from right to left", "muted", 15, "start")

    told = ", ".join(f"{name} = {number}" for name, number in [*forward, *reversed(backward)])
    return still(f"Both passes through the opened nodes: {told}.", sheet.scene, sheet.filling)


def _forward_cells(chain: Chain) -> list[tuple[str, str, float]]:
    """Key, name and value of p_0, q_0, p_1, …"""
    values = {"p": chain.p, "q": chain.q}
    return [(f"{name}{i}", sub(name, i), values[name][i]) for i in range(chain.N + 1) for name in "pq"]


def _backward_cells(chain: Chain, named: bool) -> list[tuple[str, str, float]]:
    """Key, name and value of the derivatives by these, those by p called δ if they are `named`."""
    names = []
    for i in range(chain.N + 1):
        k, p, q = chain.N - i, sub("p", i), sub("q", i)
        names += [(f"delta{k}", sub("δ", k)) if named else (f"dp{i}", f"∂C/∂{p}"), (f"dq{i}", f"∂C/∂{q}")]
    return [(*name, value) for name, value in zip(names, reversed(chain.backward_values()))]


def _times(factor: float) -> str:
    """What a value is multiplied with on its way: negative numbers in brackets."""
    return f"· ({short(factor)})" if factor < 0 else f"· {short(factor)}"


def _width(nodes: int) -> float:
    """The width of so many opened nodes, in pixels."""
    return 2 * MARGIN + nodes * NODE + (nodes - 1) * GAP


def _middle(i: int) -> float:
    """Where the middle of opened node i is."""
    return MARGIN + i * (NODE + GAP) + NODE / 2


def _put_lane(
    sheet: Sheet, level: float, role: str, cells: Sequence[Words], inside: Sequence[str], between: Sequence[str]
) -> None:
    """Opened nodes at that height, each with two of the cells; `role` is "forward" or "backward".

    `inside` and `between` stand over the arrows in the nodes and between them.
    """
    for i, words in enumerate(inside):
        box = sheet.box(_middle(i), level, NODE, 56, role, rounding=14)
        (left, _), (right, _) = box.left, box.right
        for (name, number), x in zip(cells[2 * i : 2 * i + 2], (left + 33, right - 33), strict=True):
            sheet.text(x, level - (11 if number else 0), name, role, 15)
            sheet.text(x, level + 12, number, size=16)
        _put_arrow(sheet, left + 60, right - 60, level + 12, role, words)
        if i < len(between):
            _put_arrow(sheet, right + 2, right + GAP - 2, level, role, between[i])


def _put_arrow(sheet: Sheet, left: float, right: float, level: float, role: str, words: str) -> None:
    ends = (left, level), (right, level)
    sheet.line(*(ends if role == "forward" else ends[::-1]), role=role)
    sheet.text((left + right) / 2, level - 15, words, size=15)


# --- plots ---


def figure_2_16(
    ways: dict[str, Callable], depths: Sequence[int] = (2, 4, 8, 16, 32, 64, 128, 256, 512), clock: bool = False
) -> Still:
    """The work of several ways to all derivatives of a chain over its depth: multiplications or (`clock`) microseconds.

    Each of the `ways` is a function of (weights, x_0, y), weights a list, that returns a list of derivatives.
    """
    unit, measure = ("microseconds", microseconds) if clock else ("multiplications", multiplications)
    if not 1 <= len(ways) <= 3:
        raise InputError(f"ways: expected one to three functions, got {len(ways)}")
    work, told = {}, []
    for name, way in ways.items():
        if not callable(way):
            raise InputError(f"ways: expected a Python function for {name!r}, got {way!r}")
        work[name] = [measure(way, [(-1.0) ** i * 1.01 for i in range(N)], 1.5, 1.0) for N in depths]
        ends = f"{round(work[name][0])} at depth {depths[0]}, {round(work[name][-1])} at depth {depths[-1]}"
        told.append(f"{name}: {ends if clock else ', '.join(map(str, work[name]))}")
    return Still(
        f"{unit.capitalize()} for all derivatives of a chain of depth {', '.join(map(str, depths))}."
        f" {'; '.join(told)}.",
        lambda figure: _draw_work(figure.add_axes([0.125, 0.15, 0.6, 0.8]), depths, work, unit),
        height=3.4,
    )


def _draw_work(ax: Axes, depths: Sequence[int], work: dict[str, list[float]], unit: str) -> None:
    """One line a way on logarithmic axes, its name at its end."""
    looks = [(palette.INK, "-", "o"), (palette.PATH, palette.LOOSE, "s"), (palette.MUTED, palette.DOTTED, "^")]
    for (name, values), (colour, line, marker) in zip(work.items(), looks, strict=False):
        marks = {"marker": marker, "markersize": 6, "markeredgecolor": "white"}
        ax.loglog(depths, values, color=colour, linestyle=line, linewidth=2, **marks)
        words, end = f"{name}:\n{amount(round(values[-1]))} at N = {depths[-1]}", (depths[-1], values[-1])
        ax.annotate(words, end, (10, 0), textcoords="offset points", va="center", color=colour, annotation_clip=False)
    ax.set_xticks(depths, [str(N) for N in depths])
    ax.minorticks_off()
    ax.yaxis.set_major_formatter(lambda value, _: amount(round(value)))
    ax.grid(True, linewidth=0.8)
    ax.set(xlabel="number of weights N in the chain", ylabel=unit)


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
    paths = {name: descend(Network.chain(start), x, y, eta, steps) for name, start in starts.items()}
    told = []
    for name, path in paths.items():
        first, *_, last = path.as_array().round(3)
        told.append(
            f"{name} from ({short(first[0])}, {short(first[1])}) to ({short(last[0])}, {short(last[1])}),"
            f" where C = {short(path.costs[-1])}"
        )
    return Still(
        f"The cost over (w₁₂, w₂₃). It is 0 all along the valley w₁₂ · w₂₃ = {short(y / x)}; at (0, 0) lies a saddle"
        f" with C = {short(y * y / 2)}. Descents: {'; '.join(told)}.",
        lambda figure: _draw_valley(figure.add_axes([0.085, 0.11, 0.895, 0.82]), x, y, paths),
        height=5.0,
    )


def _draw_valley(ax: Axes, x: float, y: float, paths: dict[str, Path]) -> None:
    """The landscape, its valley, its saddle, and the paths: a ring where one begins, a diamond where it ends."""
    ax.set(xlim=(-3, 3), ylim=(-2.7, 2.7), xlabel="w₁₂", ylabel="w₂₃", title="cost: white is low, each line doubles it")
    network, shades = Network.chain([0.0, 0.0]), PixelImage(ax)
    rows, columns = shades.pixels()
    across, up = np.linspace(-3, 3, columns), np.linspace(-2.7, 2.7, rows)
    shades.set_cost(landscape(network, x, y, direction(network, 0), across, direction(network, 1), up).cost)
    product = y / x
    for side in (1, -1):
        w = side * np.linspace(abs(product) / 2.7, 3, 200)
        ax.plot(w, product / w, color=palette.INK, linewidth=1.6, linestyle=palette.LOOSE, zorder=2)
    dot(ax, 0, 0, "X", 17, zorder=4)
    ax.text(0.2, -0.12, "saddle at (0, 0)", ha="left", va="top", bbox=palette.VEILED, zorder=3)
    ax.text(1.6, product / 1.6 + 0.12, f"valley: w₁₂ · w₂₃ = {short(product)}", bbox=palette.VEILED, zorder=3)
    beside = {"xytext": (9, 6), "textcoords": "offset points"}
    for name, path in paths.items():
        w = path.as_array()
        ax.plot(w[:, 0], w[:, 1], color=palette.PATH, marker=".", markersize=5, linewidth=1.2, zorder=3)
        ring(ax, *w[0], size=10, colour=palette.PATH, markeredgewidth=1.8, zorder=5)
        dot(ax, *w[-1], "D", 8, palette.PATH, zorder=6)
        ax.annotate(name, w[0], weight="bold", fontsize=12, bbox=palette.VEILED, zorder=5, **beside)


def figure_3_7(activations: Sequence, at: float = 1.0) -> Still:
    """Activations with their slopes over p, three in a row; a dot on each curve at p = `at`."""
    at, sigmas = finite_number("at", at), [activation(each) for each in activations]
    if not 1 <= len(sigmas) <= 9:
        raise InputError(f"activations: expected one to nine of them, got {len(sigmas)}")
    height = 2.1 * -(-len(sigmas) // 3) + 0.35

    def draw(figure: Figure) -> None:
        for k, sigma in enumerate(sigmas):
            bottom = height - 2.1 * (k // 3) - 1.8
            ax = figure.add_axes([0.045 + 0.325 * (k % 3), bottom / height, 0.285, 1.5 / height])
            _draw_activation(ax, sigma, at)
        words = "solid: the value σ(p)      dashed: the slope σ'(p)      to the right: p"
        figure.text(0.045, 0.12 / height, words)

    told = "; ".join(
        f"{sigma.name}: value {short(sigma(np.asarray(at)))}, slope {short(sigma.slope(np.asarray(at)))}"
        for sigma in sigmas
    )
    return Still(f"Activations and their slopes over p, from −3 to 3. At p = {short(at)}, {told}.", draw, height=height)


def _draw_activation(ax: Axes, sigma: Function, at: float) -> None:
    """σ solid, σ' dashed, over p from -3 to 3; a dot on each of them at p = `at`."""
    p = np.linspace(-3, 3, 601)
    p = np.sort(np.append(p, [-1e-9, 1e-9]))  # both sides of a kink at 0
    slopes = sigma.slope(p)
    jumps = np.flatnonzero(np.abs(np.diff(slopes)) > 0.5) + 1
    ax.axhline(0, color=palette.FAINT, linewidth=1, zorder=0)
    ax.axvline(0, color=palette.FAINT, linewidth=1, zorder=0)
    ax.axvline(at, color=palette.MUTED, linewidth=0.8, linestyle=palette.FAINTLY, zorder=1)
    ax.plot(p, sigma(p), color=palette.FORWARD, linewidth=2)
    p, slopes = (np.insert(values, jumps, np.nan) for values in (p, slopes))
    ax.plot(p, slopes, color=palette.BACKWARD, linewidth=2, linestyle=palette.DASHED)
    dot(ax, at, sigma(np.asarray(at)), size=6.5, colour=palette.FORWARD)
    dot(ax, at, sigma.slope(np.asarray(at)), size=6.5, colour=palette.BACKWARD)
    ax.set(xlim=(-3, 3), ylim=(-1.4, 2.4), xticks=(-2, 0, 2), yticks=(-1, 0, 1, 2), title=sigma.name)


def figure_3_16(weights: Sequence[float], activations="tanh", reach: float = 2.0) -> Still:
    """The prediction of a chain over its input from -reach to reach, and the best straight line through the origin."""
    x = np.linspace(-1, 1, 401) * finite_number("reach", reach, positive=True)
    y_hat = Network.chain(weights, activations).forward(x[:, None]).y_hat[:, 0]
    w_c = round(float(x @ y_hat / (x @ x)), 12) + 0.0  # least squares; no -0.0
    worst = int(np.argmax(np.abs(y_hat - w_c * x)))
    gap = abs(y_hat[worst] - w_c * x[worst])
    return Still(
        f"The prediction of a chain over its input, a bent curve, and the straight line that fits it best, with"
        f" w_c = {short(w_c)}. The largest gap between the two is {hundredths(gap)}, at x₀ = {short(x[worst])}.",
        lambda figure: _draw_no_collapse(figure.add_axes([0.085, 0.16, 0.895, 0.8]), x, y_hat, w_c, worst),
        height=3.2,
    )


def _draw_no_collapse(ax: Axes, x: np.ndarray, y_hat: np.ndarray, w_c: float, worst: int) -> None:
    """The predictions of a chain over its input, and the line w_c x with the gap where it is largest."""
    ax.axhline(0, color=palette.FAINT, linewidth=1, zorder=0)
    ax.axvline(0, color=palette.FAINT, linewidth=1, zorder=0)
    ax.plot(x, y_hat, color=palette.FORWARD, linewidth=2.2, label="the chain")
    ax.plot(x, w_c * x, color=palette.MUTED, linewidth=1.8, linestyle=palette.DASHED, label="the best single weight")
    at, gap = x[worst], np.sort([y_hat[worst], w_c * x[worst]])
    ax.plot([at, at], gap, color=palette.INK, linewidth=1.4, marker="_", markersize=9)
    right = -0.8 * x[-1] > at or 0 < at < 0.8 * x[-1]  # away from 0, but not beyond the axes
    beside = {"xytext": (7 if right else -7, 0), "textcoords": "offset points", "ha": "left" if right else "right"}
    ax.annotate(hundredths(gap[1] - gap[0]), (at, gap.mean()), va="center", bbox=palette.LIFTED, zorder=5, **beside)
    ax.set(xlabel="input $x_0$", ylabel="prediction ŷ", xlim=(x[0], x[-1]))
    ax.legend(loc="best")
