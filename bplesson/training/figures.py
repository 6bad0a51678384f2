"""The figures of lesson 5, each named by the outline's number, and what they are drawn from."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bplesson.data.datasets import hubble, xor
from bplesson.engine.descent import Path, descend
from bplesson.engine.landscape import direction, landscape
from bplesson.engine.network import Network, single
from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.palette import DASHED, GRID, INK, LEVELS, MUTED, PATH, VEILED
from bplesson.kit.panels import dot, ring
from bplesson.kit.parts import Weight
from bplesson.kit.pen import still
from bplesson.kit.pixels import PixelImage
from bplesson.kit.scene import Box, Filling, Line, Scene, Text
from bplesson.kit.words import short, sub
from bplesson.layers.scene import matrix, values

# both passes: W crosses from every q to every p, σ goes straight from p to q (5.1) -----------------------------------
BOX, PILL, GAP, PORT, SIGMA = 104, 25, 62, 36, 66  # width and height of a value, lines, port, room for σ'
PORTS, BETWEEN, TOP = 18, 18, 34  # height of a port; between two nodes, above the first


def figure_5_1(
    weights: Sequence,
    activations,
    x: Sequence[float],
    y: Sequence[float] | None = None,
    ask: Iterable[str] = (),
) -> Still:
    """Both passes of one example with p and q apart; without a label y the forward pass alone.

    `ask`: what is left open: "p1[0]", "q1[0]", "delta0[1]", "e1[0]" (∂C/∂q₁[0]), "s1[0]" (σ' there), the same without
    brackets for all nodes of a layer, or "W01" (the derivative by that matrix).
    """
    network, backward = Network(weights, activations), y is not None
    words, places = _both_passes(network, x, y)
    asked = {place for name in ask for place in places[one_of("ask", name, places)]}
    if not backward:
        words = {place: said for place, said in words.items() if place[0] not in "desg"}
    filling = Filling(words, ask=asked & words.keys())
    told = [said for place, said in filling.shown().items() if place[0] in "qpdg"]
    sizes = "-".join(map(str, network.sizes))
    return still(
        f"{'Both passes' if backward else 'The forward pass'} of a {sizes} network: {', '.join(told)}.",
        _net_scene(network.sizes, backward),
        filling,
    )


def _both_passes(network: Network, x, y) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What stands at each place of the diagram, and the places by the names under which they are asked for."""
    sizes, N = network.sizes, len(network.weights)
    y = np.zeros(sizes[-1]) if y is None else y
    passes, words, places = network.backward([x], [y]), {}, {}

    def put(place: str, name: str, asked_as: str, value: float) -> None:
        words[place] = f"{name} = {short(value)}"
        for key in (asked_as, asked_as.split("[")[0]):
            places.setdefault(key, []).append(place)

    for i, d in enumerate(sizes):
        slope = network.activations[i].slope(passes.p[i], passes.q[i])[0]
        for b in range(d):
            put(f"q{i}_{b}", values("q", i, b), f"q{i}[{b}]", passes.q[i][0, b])
            if i:
                put(f"p{i}_{b}", values("p", i, b), f"p{i}[{b}]", passes.p[i][0, b])
                put(f"d{i}_{b}", values("δ", N - i, b), f"delta{N - i}[{b}]", passes.delta[N - i][0, b])
                back = passes.delta[N - i - 1] @ network.weights[i] if i < N else passes.q[N] - np.array([y])
                put(f"e{i}_{b}", "∂C/∂q", f"e{i}[{b}]", back[0, b])
                put(f"s{i}_{b}", "σ'", f"s{i}[{b}]", slope[b])
    for i, W in enumerate(network.weights):
        rows = "], [".join(", ".join(map(short, row)) for row in passes.gradients[i])
        words[f"g{i}"] = f"∂C/∂{matrix(i)} = [[{rows}]]"
        places[f"W{i}{i + 1}"] = [f"g{i}"]
        words |= {Weight(i, b, a).name: short(w) for (b, a), w in np.ndenumerate(W)}
    return words | {f"name-{column}{i}": sub(column, i) for i in range(N + 1) for column in "pq"}, places


def _net_scene(sizes: Sequence[int], backward: bool) -> Scene:
    """The layout; items are named by what they show: q1_0 (layer 1, node 0), d1_0 (its δ), e1_0 (∂C/∂q), w01_20.

    With `backward` there is what flows back, and below a line for each ∂C/∂W: g0, g1, …
    """
    N = len(sizes) - 1
    # from one node of a layer to the next: there is room for both of its values and for all of its edges
    pitches = [max(2 * PILL + 3, PORTS * before) + BETWEEN for before in (0, *sizes[:-1])]
    tall = max(d * pitch for d, pitch in zip(sizes, pitches, strict=True))
    middles = [
        [TOP + (tall - d * pitch) / 2 + (b + 0.5) * pitch - BETWEEN / 2 for b in range(d)]
        for d, pitch in zip(sizes, pitches, strict=True)
    ]
    items: list[Box | Line | Text] = []
    for i in range(N + 1):
        items += [Text(f"name-{column}{i}", _x(i, column), 14, "muted", size=14) for column in ("pq" if i else "q")]
        for b, y in enumerate(middles[i]):
            if i == 0:
                items += _value(f"q0_{b}", _x(0, "q"), y, "forward")
                continue
            items += _node(i, b, y, backward)
            for a, source in enumerate(middles[i - 1]):
                items += _edge(Weight(i - 1, b, a), source, y + PORTS * (a + 0.5 - sizes[i - 1] / 2))
    lines, height = N if backward else 0, TOP + tall
    items += [Text(f"g{i}", 6, height + 8 + 24 * i, anchor="start", size=14) for i in range(lines)]
    return Scene(_x(N, "q") + BOX / 2 + 6, height + (24 * lines + 6 if lines else 0), tuple(items))


def _x(i: int, column: str) -> float:
    """The middle of a column: of the inputs, or of the p or the q of a layer."""
    if i == 0:
        return 6 + BOX / 2
    return _x(i - 1, "q") + BOX + GAP + PORT if column == "p" else _x(i, "p") + BOX + SIGMA


def _value(id: str, x: float, y: float, role: str) -> list[Box | Text]:
    return [Box(f"box-{id}", x, y, BOX, PILL, role), Text(id, x, y, size=14)]


def _node(i: int, b: int, y: float, backward: bool) -> list[Box | Line | Text]:
    """p and q side by side, and below them, with σ' between, what flows back."""
    (p, q), key = (_x(i, "p"), _x(i, "q")), f"{i}_{b}"
    above, below, start, end = y - PILL / 2 - 1, y + PILL / 2 + 2, p + BOX / 2, q - BOX / 2
    ahead = [
        *_value(f"p{key}", p, above, "forward"),
        *_value(f"q{key}", q, above, "forward"),
        Line(f"on-{key}", ((start + 3, above), (end - 2, above)), "forward"),
    ]
    if not backward:
        return ahead
    return [
        *ahead,
        *_value(f"d{key}", p, below, "backward"),
        *_value(f"e{key}", q, below, "backward"),
        Line(f"back-{key}", ((end - 3, below), (start + 2, below)), "backward"),
        Text(f"s{key}", (start + end) / 2, y + 1, "backward", size=13.6),
    ]


def _edge(weight: Weight, source: float, at: float) -> list[Line | Text]:
    """From the q at that height to the port of its end, where the weight stands."""
    right, left = _x(weight.i, "q") + BOX / 2, _x(weight.i + 1, "p") - BOX / 2
    start = right, source - (PILL / 2 + 1 if weight.i else 0)
    return [
        Line(f"line-{weight.name}", (start, (right + GAP, at)), "muted", arrow=False),
        Text(weight.name, left - 5, at, anchor="end", size=13.6),
    ]


# xor (5.5) -----------------------------------------------------------------------------------------------------------
def figure_5_5(network: Network) -> Still:
    """What a 2-2-1 network makes of xor: its prediction over the inputs, and where its two hidden nodes put the four
    inputs."""
    if single(network).sizes != (2, 2, 1) or not network.bias:
        raise InputError(f"network: expected a 2-2-1 network with biases, got {network!r}")
    x, _ = xor()
    forward = network.forward(x)
    hidden, y_hat = forward.q[1][:, :2], [short(round(each, 2)) for each in forward.y_hat[:, 0]]

    def draw(figure: Figure) -> None:
        _draw_surface(figure.add_axes([0.075, 0.13, 0.37, 0.76]), network, y_hat)
        _draw_hidden(figure.add_axes([0.595, 0.13, 0.37, 0.76]), network, hidden)

    told = "; ".join(
        f"{_pair(*each)} to ({short(round(u, 2))}, {short(round(v, 2))}), prediction {said}"
        for each, (u, v), said in zip(x, hidden, y_hat, strict=True)
    )
    return Still(f"Where the hidden nodes of {network!r} put the inputs of xor: {told}.", draw, height=3.5)


def _pair(a: float, b: float) -> str:
    return f"({short(a)}, {short(b)})"


def _draw_surface(ax: Axes, network: Network, y_hat: Sequence[str]) -> None:
    """The prediction over both inputs, in steps of ¼, with the four cases of xor; thick where it is ½."""
    along = np.linspace(-0.35, 1.35, 121)
    grid = np.column_stack([each.ravel() for each in np.meshgrid(along, along)])
    prediction = network.forward(grid).y_hat.reshape(len(along), len(along))
    ax.contourf(along, along, prediction, levels=[-9, 0.0, 0.25, 0.5, 0.75, 1.0, 9], colors=LEVELS)
    ax.contour(along, along, prediction, levels=[0.5], colors=[INK], linewidths=2)
    x, _ = xor()
    _draw_cases(ax, x)
    for (a, b), said in zip(x, y_hat, strict=True):
        ax.text(a, b - 0.17, f"ŷ = {said}", ha="center", va="center", bbox=VEILED)
    ax.set(xlabel="input 0", ylabel="input 1", title="prediction; the thick line is ½")
    ax.set(xticks=[0, 1], yticks=[0, 1], xlim=(-0.35, 1.35), ylim=(-0.35, 1.35))


def _draw_hidden(ax: Axes, network: Network, hidden: np.ndarray) -> None:
    """The four cases where the hidden nodes put them, (4, 2), and the line on which the output is ½."""
    w = network.weights[1][0]
    along = np.array([-1.4, 1.4])
    if abs(w[1]) > abs(w[0]):
        ax.plot(along, (0.5 - w[2] - w[0] * along) / w[1], color=INK, linewidth=2, zorder=1)
    elif w[0] != 0:
        ax.plot((0.5 - w[2] - w[1] * along) / w[0], along, color=INK, linewidth=2, zorder=1)
    _draw_cases(ax, hidden)
    for (u, v), names in _together(hidden):
        down = -1 if v > 0.75 or v < -0.9 else 1
        side, shift = ("right", 0.1) if u > 0.6 else ("left", -0.1) if u < -0.6 else ("center", 0)
        at = u + shift, v + 0.22 * down
        ax.text(*at, " and ".join(names), ha=side, va="center", bbox=VEILED, zorder=2)
    ax.set(xlabel="hidden node 0, q₁[0]", ylabel="hidden node 1, q₁[1]", title="the same inputs in the hidden layer")
    ax.set(xlim=(-1.4, 1.4), ylim=(-1.4, 1.4), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.grid(True, linewidth=0.6)


def _draw_cases(ax: Axes, places: np.ndarray) -> None:
    """The four cases of xor at their `places`, (4, 2): a hollow circle for label 0, a full square for label 1."""
    y = xor()[1][:, 0]
    style = {"markeredgecolor": INK, "markeredgewidth": 1.8, "zorder": 4, "clip_on": False}
    dot(ax, *places[y == 1].T, "s", size=10, **style)
    ring(ax, *places[y == 0].T, size=11, **style)  # on top: where two share a place, both are seen


def _together(places: np.ndarray) -> list[tuple[np.ndarray, list[str]]]:
    """The places, and the names of the cases of xor there; cases too near for two names share a place."""
    spots: list[tuple[np.ndarray, list[str]]] = []
    for case, place in zip(xor()[0], places, strict=True):
        near = [names for other, names in spots if np.abs(other - place).max() < 0.12]
        if near:
            near[0].append(_pair(*case))
        else:
            spots.append((place, [_pair(*case)]))
    return spots


# mini-batches (5.6) --------------------------------------------------------------------------------------------------
LOOKS = {24: (INK, "-", 2.4), 4: (INK, DASHED, 1.6), 1: (PATH, "-", 0.9)}  # by size of the batch


def figure_5_6(eta: float = 0.1, epochs: int = 20, seed: int = 0) -> Still:
    """Hubble's galaxies: descents with batches of all 24, of 4 and of 1, on the cost over (w[0], w[1]), and the cost by
    epochs."""
    (x, y), epochs, seed = hubble(), whole_number("epochs", epochs), whole_number("seed", seed, least=0)
    network, n = Network([[[0.0, 1.0]]], bias=True), len(x)

    def path(batch: int) -> Path:
        rng = np.random.default_rng(seed)
        return descend(network, x, y, eta, epochs * n // batch, batch=batch, rng=rng, tolerance=0)

    paths = {batch: path(batch) for batch in LOOKS}

    def draw(figure: Figure) -> None:
        _draw_paths(figure.add_axes([0.085, 0.14, 0.43, 0.76]), network, x, y, paths)
        _draw_costs(figure.add_axes([0.62, 0.14, 0.36, 0.76]), n, paths)

    told = "; ".join(
        f"batches of {batch}: {len(path) - 1} steps, the cost is {short(path.costs[min(len(path) - 1, n // batch)])}"
        f" after one epoch, {short(path.costs[-1])} after {epochs}"
        for batch, path in paths.items()
    )
    return Still(f"Three descents with η = {short(eta)} on the cost of a line. {told}.", draw, height=3.7)


def _draw_paths(ax: Axes, network: Network, x, y, paths: dict[int, Path]) -> None:
    """The cost over the two weights of a line, and the paths with batches of several sizes on it."""
    ax.set(xlim=(-0.55, 0.95), ylim=(-0.55, 1.1), title="cost: white is low, each line doubles it")
    ax.set(xlabel=r"$w[0]$ (slope of the line)", ylabel=r"$w[1]$ (its height at x = 0)")
    shades = PixelImage(ax)
    rows, columns = shades.pixels()
    start = network.weights[0][0]
    across, up = np.linspace(-0.55, 0.95, columns) - start[0], np.linspace(-0.55, 1.1, rows) - start[1]
    shades.set_cost(landscape(network, x, y, direction(network, 0, 0, 0), across, direction(network, 0, 0, 1), up).cost)
    for batch in sorted(paths):
        colour, line, width = LOOKS[batch]
        ax.plot(*paths[batch].as_array().T, color=colour, linestyle=line, linewidth=width, zorder=3)
    ring(ax, *start, size=10, markeredgewidth=1.8, zorder=5)
    best = np.linalg.lstsq(np.hstack([x, np.ones_like(x)]), y)[0][:, 0]
    dot(ax, *best, "X", size=12)


def _draw_costs(ax: Axes, n: int, paths: dict[int, Path]) -> None:
    """The cost over all n examples by the number of epochs."""
    for batch in sorted(paths):
        colour, line, width = LOOKS[batch]
        costs, label = paths[batch].costs, f"batches of {batch}" if batch < n else f"all {n}"
        epochs = np.arange(len(costs)) * batch / n
        ax.semilogy(epochs, costs, color=colour, linestyle=line, linewidth=width, label=label)
    ax.set(xlabel="epochs", title="cost over all galaxies")
    ax.minorticks_off()
    costs = np.concatenate([path.costs for path in paths.values()])
    ticks = [tick for tick in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1) if 0.8 * costs.min() < tick < 1.2 * costs.max()]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.grid(True, linewidth=0.8, color=GRID)
    ax.legend(loc="upper right")
    ax.tick_params(colors=MUTED, labelcolor=INK)
