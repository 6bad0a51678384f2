"""The figures of lesson 5, each named by the outline's number."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.figure import Figure

from bplesson.data.datasets import hubble
from bplesson.engine.descent import descend
from bplesson.engine.network import Network, single
from bplesson.errors import InputError, one_of, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.parts import Weight
from bplesson.kit.pen import still
from bplesson.kit.words import short
from bplesson.layers.scene import matrix, values
from bplesson.training.data_figures import draw_batches, draw_costs, draw_hidden, draw_surface
from bplesson.training.net_figures import net_filling, net_scene


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
    sizes = network.sizes
    words, places = _both_passes(network, x, y)
    asked = {place for name in ask for place in places[one_of("ask", name, places)]}
    if not backward:
        words = {place: said for place, said in words.items() if place[0] not in "gs"}
    scene, filling = net_scene(sizes, backward), net_filling(words, sizes, backward)
    filling.ask = asked & words.keys()
    told = [filling.shown()[place] for place in words if place[0] in ("qpdg" if backward else "qp")]
    return still(
        f"{'Both passes' if backward else 'The forward pass'} of a {'-'.join(map(str, sizes))} network:"
        f" {', '.join(told)}.",
        scene,
        filling,
    )


def _both_passes(network: Network, x, y) -> tuple[dict[str, str], dict[str, list[str]]]:
    """What stands at each place of the diagram, and the places by the names under which they are asked for."""
    sizes, N = network.sizes, len(network.weights)
    y = np.zeros(sizes[-1]) if y is None else y
    passes, words, places = network.backward([x], [y]), {}, {}

    def put(place: str, name: str, asked_as: str, value: float) -> None:
        words[place] = f"{name} = {short(value + 0.0)}"  # + 0.0 turns -0.0 into 0.0
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
        rows = "], [".join(", ".join(map(short, row)) for row in passes.gradients[i] + 0.0)
        words[f"g{i}"] = f"∂C/∂{matrix(i)} = [[{rows}]]"
        places[f"W{i}{i + 1}"] = [f"g{i}"]
        words |= {Weight(i, b, a).name: short(w) for (b, a), w in np.ndenumerate(W)}
    return words, places


def figure_5_5(network: Network) -> Still:
    """What a 2-2-1 network makes of xor: its prediction over the inputs, and where its two hidden nodes put the four
    inputs."""
    if single(network).sizes != (2, 2, 1) or not network.bias:
        raise InputError(f"network: expected a 2-2-1 network with biases, got {network!r}")
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    passes = network.forward(x)
    hidden = passes.q[1][:, :2]

    def draw(figure: Figure) -> None:
        draw_surface(figure.add_axes([0.075, 0.13, 0.37, 0.76]), network)
        draw_hidden(figure.add_axes([0.595, 0.13, 0.37, 0.76]), network, hidden)

    told = "; ".join(
        f"({short(a)}, {short(b)}) to ({short(round(u, 2))}, {short(round(v, 2))}), prediction {short(round(p, 2))}"
        for (a, b), (u, v), (p,) in zip(x, hidden + 0.0, passes.y_hat + 0.0, strict=True)
    )
    return Still(f"Where the hidden nodes of {network!r} put the inputs of xor: {told}.", draw, height=3.5)


BATCHES = (24, 4, 1)


def figure_5_6(eta: float = 0.1, epochs: int = 20, seed: int = 0) -> Still:
    """Hubble's galaxies: descents with batches of all 24, of 4 and of 1, on the cost over (w[0], w[1]), and the cost by
    epochs."""
    (x, y), epochs, seed = hubble(), whole_number("epochs", epochs), whole_number("seed", seed, least=0)
    network = Network([[[0.0, 1.0]]], bias=True)
    paths = {
        batch: descend(
            network, x, y, eta, epochs * len(x) // batch, batch=batch, rng=np.random.default_rng(seed), tolerance=0
        )
        for batch in BATCHES
    }

    def draw(figure: Figure) -> None:
        draw_batches(figure.add_axes([0.085, 0.14, 0.43, 0.76]), network, x, y, paths)
        draw_costs(figure.add_axes([0.62, 0.14, 0.36, 0.76]), len(x), paths)

    told = "; ".join(
        f"batches of {batch}: {len(path) - 1} steps, the cost is {short(path.costs[min(len(path) - 1, 24 // batch)])}"
        f" after one epoch, {short(path.costs[-1])} after {epochs}"
        for batch, path in paths.items()
    )
    return Still(f"Three descents with η = {short(eta)} on the cost of a line. {told}.", draw, height=3.7)
