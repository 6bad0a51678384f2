"""A training as plain NumPy that runs without this package and ends at the same weights: functions with their text."""

import numpy as np

from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.code import UPDATE, backward, data_text, first_weights, forward, mean_gradients, names, script
from bplesson.training.settings import DATA

COSTS = {
    "squared error": "np.mean((q[-1] - y) ** 2) / 2",
    "binary cross-entropy": "np.mean(np.logaddexp(0, p[-1]) - y * p[-1])",
}
STEP = f"""\
    p, q = forward(weights, activations, x[some], bias=True)
    delta = backward(weights, slopes, p, q, q[-1] - y[some])
    gradients = mean_gradients(delta, q)
    {UPDATE}
"""


def rows(t, n, batch, seed):
    steps = -(-n // batch)  # of an epoch; each epoch takes the examples in an order of its own
    order = np.random.default_rng([seed, t // steps]).permutation(n)
    return order[t % steps * batch :][:batch]


def training_code(explorer) -> str:
    """Data, first weights, and the loop up to the present step."""
    activations, cost, etas = explorer.network.activations, explorer.network.cost.name, explorer._run.etas
    cancelled, changes, batch = cost == "binary cross-entropy", len(etas) > 1, explorer.batch
    slopes = names([*activations[:-1], ACTIVATIONS["identity"]] if cancelled else activations, "_slope")
    lines = [
        f"seed, sizes = {explorer.seed}, {list(explorer.network.sizes)}",
        f"activations = {names(activations)}",
        f"slopes = {slopes}{'  # with this cost the slope of the sigmoid is cancelled' if cancelled else ''}",
        f"etas = {etas}  # from which step on which learning rate" if changes else f"eta = {etas[0]!r}",
        "weights = first_weights(sizes, seed)",
        f"for t in range({explorer.t}):",
        *(["    if t in etas:", "        eta = etas[t]"] if changes else []),
        f"    some = rows(t, len(x), {batch}, seed)" if batch else "    some = slice(None)  # all examples",
        STEP,
        "p, q = forward(weights, activations, x, bias=True)",
        f"C = {COSTS[cost]}",
        "print(C)",
    ]
    shown = [_data(explorer.data), *activations, first_weights, forward, backward, mean_gradients]
    return script([*shown, rows] if batch else shown, lines)


def _data(data) -> str:
    if isinstance(data, str):
        return data_text(DATA[data], 100)
    x, y = (np.asarray(each, dtype=float).reshape(len(each), -1) for each in data)
    return f"x = np.array({x.tolist()})\ny = np.array({y.tolist()})"
