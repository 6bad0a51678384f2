"""First weights, and what becomes of them, as plain NumPy that runs without this package: functions with their text."""

import numpy as np

from bplesson.checks.functions import Function
from bplesson.data import datasets
from bplesson.engine.activations import ACTIVATIONS, activation
from bplesson.kit.code import backward, data_text, first_weights, formula, forward, mean_gradients, name_of, script

DRAWS = {  # weights of mean square 1
    "normal": lambda rng, d: rng.standard_normal((d, d)),
    "uniform": lambda rng, d: rng.uniform(-(3**0.5), 3**0.5, (d, d)),
    "coins": lambda rng, d: rng.choice([-1.0, 1.0], (d, d)),
    "all equal": lambda rng, d: np.ones((d, d)),
}


def size(v):
    return np.sqrt(np.mean(v**2))


def costs(weights, activations, slopes, x, y, eta, steps):
    found = []
    for t in range(steps + 1):
        p, q = forward(weights, activations, x, bias=True)
        found.append(np.mean((q[-1] - y) ** 2) / 2)
        gradients = mean_gradients(backward(weights, slopes, p, q, q[-1] - y), q)
        weights = [w - eta * g for w, g in zip(weights, gradients)]
    return found


def start_code(f: Function, depth: int, width: int, scale: float, draw: str, seed: int) -> str:
    """Both passes and the typical size of every layer."""
    name = name_of(f)
    lines = [
        f"depth, d, scale, n = {depth}, {width}, {scale!r}, 100",
        f"rng = np.random.default_rng({seed})",
        "x, error = rng.standard_normal((2, n, d))",
        "weights = [scale / d**0.5 * draw(rng, d) for i in range(depth)]",
        f"activations = [identity] + [{name}] * depth",
        f"slopes = [identity_slope] + [{name}_slope] * depth",
        "",
        "p, q = forward(weights, activations, x / size(x), bias=False)",
        "delta = backward(weights, slopes, p, q, error)",
        "sizes_q = [size(v) for v in q]  # of layers 0, 1, …",
        "sizes_delta = [size(v) for v in delta[:-1]]  # of layers N, N-1, …, 1",
        "print(sizes_q[-1], sizes_delta[-1] / (sizes_delta[0] or 1.0))",
    ]
    return script([ACTIVATIONS["identity"], f, forward, backward, size, formula("draw", DRAWS[draw])], lines)


def starts_code(explorer, seeds: int) -> str:
    """Data, and for every scale and seed the first weights and the costs of all steps."""
    f, L, first = activation(explorer.activation), len(explorer.hidden), explorer.seed
    data = data_text(getattr(datasets, explorer.data.replace(" ", "_")), 50)
    lines = [
        f"sizes, eta, steps = {[explorer.x.shape[1], *explorer.hidden, 1]}, {explorer.eta!r}, {explorer.steps}",
        f"activations = [identity] + [{name_of(f)}] * {L} + [identity]",
        f"slopes = [identity_slope] + [{name_of(f)}_slope] * {L} + [identity_slope]",
        f"for scale in {list(explorer.scales)}:",
        f"    for seed in range({first}, {first + seeds}):",
        "        weights = first_weights(sizes, seed, scale)",
        "        print(scale, seed, costs(weights, activations, slopes, x, y, eta, steps)[-1])",
    ]
    shown = [data, ACTIVATIONS["identity"], f, first_weights, forward, backward, mean_gradients, costs]
    return script(shown, lines)
