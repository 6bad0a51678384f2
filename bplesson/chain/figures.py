"""The figures of lesson 3, each named by the outline's number."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.figure import Figure

from bplesson.chain.case_equations import Chain
from bplesson.chain.curves_figures import draw_activation, draw_no_collapse
from bplesson.chain.parts_figures import (
    cells_of,
    lane_width,
    node_middle,
    one_chain,
    put_lane,
    times,
)
from bplesson.engine.activations import activation
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_number
from bplesson.kit.figure import Still
from bplesson.kit.parts import Factor, Sheet, Weight
from bplesson.kit.pen import still
from bplesson.kit.words import hundredths, short, slope_name, sub


def figure_3_2() -> Still:
    """The chain in letters: four nodes, each of them opened into p_i, its activation and q_i."""
    cells = [((sub("p", i), ""), (sub("q", i), "")) for i in range(4)]
    sigmas, edges = [sub("σ", i) for i in range(4)], [sub("w", i, i + 1) for i in range(3)]

    sheet = Sheet(lane_width(4), 118)
    put_lane(sheet, 62, "forward", cells, sigmas, edges)
    for i in range(4):
        sheet.text(node_middle(i), 19, f"node {i}", "muted", 14)
    sheet.text(node_middle(0), 105, "the input x₀ enters as p₀", "muted", 14)
    sheet.text(node_middle(3), 105, "q₃ is the prediction ŷ", "muted", 14)

    told = ", ".join(f"{edges[i]} takes {sub('q', i)} to {sub('p', i + 1)}" for i in range(3))
    return still(
        f"The chain of lesson 3. Inside node i the activation σᵢ takes pᵢ to qᵢ; between the nodes {told}."
        " The input is p₀, the prediction is q₃.",
        sheet.scene,
        sheet.filling,
    )


def figure_3_3(weights: Sequence[float], x: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """The forward pass with numbers: p and q of every node. `ask`: "p1", "q2", …, left open with a question mark."""
    chain = one_chain(weights, x, 0.0, activations)
    (cells,) = cells_of(chain, ask, [("p", "q")])
    sigmas = [each.name for each in chain.network.activations]

    sheet = Sheet(lane_width(len(cells)), 102)
    put_lane(sheet, 66, "forward", cells, [sub("σ", i) for i in range(len(cells))], [short(w) for w in chain.w])
    for i, name in enumerate(sigmas):
        sheet.text(node_middle(i), 20, f"{sub('σ', i)} is {name}", "muted", 14)

    edges = ", ".join(f"{sub('w', i, i + 1)} = {short(w)}" for i, w in enumerate(chain.w))
    told = [f"{p} = {v}, and {name} makes {q} = {u}" for ((p, v), (q, u)), name in zip(cells, sigmas, strict=True)]
    return still(f"The forward pass of a chain with {edges}: {'; '.join(told)}.", sheet.scene, sheet.filling)


def figure_3_7(activations: Sequence, at: float = 1.0) -> Still:
    """Activations with their slopes over p, three in a row; a dot on each curve at p = `at`."""
    at, sigmas = finite_number("at", at), [activation(each) for each in activations]
    if not 1 <= len(sigmas) <= 9:
        raise InputError(f"activations: expected one to nine of them, got {len(sigmas)}")
    values = [(float(sigma(np.asarray(at))), float(sigma.slope(np.asarray(at)))) for sigma in sigmas]
    height = 2.1 * -(-len(sigmas) // 3) + 0.35

    def draw(figure: Figure) -> None:
        for k, (sigma, (q, slope)) in enumerate(zip(sigmas, values, strict=True)):
            bottom = height - 2.1 * (k // 3) - 1.8
            ax = figure.add_axes([0.045 + 0.325 * (k % 3), bottom / height, 0.285, 1.5 / height])
            draw_activation(ax, sigma, at, q, slope)
        words = "solid: the value σ(p)      dashed: the slope σ'(p)      to the right: p"
        figure.text(0.045, 0.12 / height, words, fontsize=10)

    told = "; ".join(
        f"{sigma.name}: value {short(q)}, slope {short(slope)}"
        for sigma, (q, slope) in zip(sigmas, values, strict=True)
    )
    return Still(f"Activations and their slopes over p, from −3 to 3. At p = {short(at)}, {told}.", draw, height=height)


def figure_3_12(weights: Sequence[float], x: float, y: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """Both passes through the opened nodes: p and q above, below them how the cost changes with each of these.

    `ask`: "p1" or "q1" for a forward value, "dp1" or "dq1" for the backward value below it.
    """
    return _both_passes(one_chain(weights, x, y, activations), ask, named=False)


def figure_3_14(weights: Sequence[float], x: float, y: float, activations="identity", ask: Iterable[str] = ()) -> Still:
    """The same with δ for its name where it has one. `ask`: "p1", "q1", "delta1" or "dq1"."""
    return _both_passes(one_chain(weights, x, y, activations), ask, named=True)


def _both_passes(chain: Chain, ask: Iterable[str], named: bool) -> Still:
    N = chain.N
    above, below = cells_of(chain, ask, [("p", "q"), ("delta" if named else "dp", "dq")])
    slopes, weights = [times(each) for each in chain.slopes], [times(w) for w in chain.w]

    sheet = Sheet(lane_width(N + 1), 196)
    sheet.text(20, 14, "forward, from left to right", "muted", 14, "start")
    put_lane(sheet, 58, "forward", above, [sub("σ", i) for i in range(N + 1)], [short(w) for w in chain.w])
    put_lane(sheet, 140, "backward", below, slopes, weights)
    sheet.text(20, 184, "backward, from right to left", "muted", 14, "start")

    told = [f"{name} = {value}" for pair in above for name, value in pair]
    told += [f"{name} = {value}" for pair in below[::-1] for name, value in pair[::-1]]
    return still(f"Both passes through the opened nodes: {', '.join(told)}.", sheet.scene, sheet.filling)


def figure_3_13(weights=None, x: float | None = None, y: float | None = None, activations="identity") -> Still:
    """The derivatives as rows of factors, slopes and weights in turn, each with its own weight missing."""
    return _rows(weights, x, y, activations, named=False)


def figure_3_15(weights=None, x: float | None = None, y: float | None = None, activations="identity") -> Still:
    """The same rows, with a bracket under each part: δ_A left of the missing weight, q_B right of it."""
    return _rows(weights, x, y, activations, named=True)


def _rows(weights, x, y, activations, named: bool) -> Still:
    given = [each is not None for each in (weights, x, y)]
    if any(given) and not all(given):
        raise InputError("weights, x, y: expected all three, or none of them")
    chain = one_chain(weights, x, y, activations) if all(given) else None
    N = chain.N if chain else 3
    names = [f"({sub('q', N)} − y)", slope_name(N)]
    for i in reversed(range(N)):
        names += [Weight(i).label, slope_name(i)]
    pitch = 88 if named else 60
    told, sheet = [], Sheet(112 + 80 * (2 * N + 2) + (50 if chain else 0), pitch * N + 6)
    for i in reversed(range(N)):
        missing = 2 * (N - i)  # its place in the product
        label, source, end = f"∂C/∂{Weight(i).label}", sub("q", i), sub("δ", N - 1 - i)
        result = f" = {short(chain.gradients[i])}" if chain else ""
        told.append(
            f"{label} = {' · '.join(names[:missing])} · [{names[missing]} missing] · {source}"
            + (f" = {end} · {source}" if named else "")
            + result
        )
        values = [short(v) for v in (*chain.rest[: missing + 1], chain.q[i])] if chain else [""] * (missing + 2)
        parts = ["backward"] * missing + ["missing", "forward"]
        factors = [Factor(name, value, part, "σ" in name) for name, value, part in
                   zip([*names[: missing + 1], source], values, parts, strict=True)]  # fmt: skip
        groups = [f"{end} = {short(chain.deltas[N - 1 - i])}", f"{source} = {values[-1]}"] if chain else [end, source]
        sheet.row(32 + (N - 1 - i) * pitch, f"{label} =", factors, result.strip(), groups=groups if named else ())
    return still("; ".join(told) + ".", sheet.scene, sheet.filling)


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
        lambda figure: draw_no_collapse(figure.add_axes([0.085, 0.16, 0.895, 0.8]), x, y_hat, w_c, worst),
        height=3.2,
    )
