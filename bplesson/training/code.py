"""A training as plain NumPy that runs without this package and ends at the same weights."""

import inspect

import numpy as np

from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.code import FORMULAS, formulas, own_definitions
from bplesson.kit.printed import activation_and_slope, backward, first_weights, forward, generated, text_of, with_one
from bplesson.training.settings import DATA

COSTS = {  # of all examples, from p and ŷ at the output
    "squared error": "np.mean((y_hat - y) ** 2) / 2",
    "binary cross-entropy": "np.mean(np.logaddexp(0, p[-1]) - y * p[-1])",
}
STEP = """\
    p, q = forward(weights, x[some], activation)
    y_hat = output(p[-1])
    delta = {delta}
    gradients = backward(weights, p, q, delta, activation_slope)
    weights = [W - eta * g for W, g in zip(weights, gradients)]
"""
ROWS = """\
    if t % epoch == 0:
        order = np.random.default_rng([seed, t // epoch]).permutation(len(x))
    some = order[t % epoch * batch :][:batch]"""


def training_source(explorer) -> str:
    """Data, first weights, and the loop up to the present step, in the lessons' names."""
    run, batches, cost = explorer._run, explorer.batch is not None, explorer.network.cost.name
    _, *hidden, last = explorer.network.activations
    hidden = hidden[0] if hidden else ACTIVATIONS["identity"]
    own = [] if hidden.name in FORMULAS else [f"{hidden.name} = np.vectorize({hidden.name})", ""]
    value, slope = (each.format(p="p", q="q") for each in formulas(hidden))
    y_hat, last_slope = (each.format(p="p[-1]", q="y_hat") for each in formulas(last))
    delta = "y_hat - y[some]"
    if cost == "squared error" and last_slope != "1.0":
        delta = f"({delta}) * ({last_slope})"
    changes = len(run.etas) > 1
    lines = [
        *["import numpy as np", "", *own_definitions([hidden]), *own, "", *activation_and_slope(value, slope)],
        *["def output(p):", f"    return {y_hat.replace('p[-1]', 'p')}", "", ""],
        *text_of(first_weights, with_one, forward, backward),
        *_data(explorer.data),
        f"seed, sizes = {explorer.seed}, {list(explorer.network.sizes)}",
        f"etas = {run.etas}  # from which step on which learning rate" if changes else f"eta = {run.etas[0]!r}",
        *([f"batch, epoch = {explorer.batch}, {run.steps}  # examples a step, steps an epoch"] if batches else []),
        *["weights = first_weights(sizes, seed)", f"for t in range({explorer.t}):"],
        *(["    eta = etas.get(t, eta if t else None)"] if changes else []),
        ROWS if batches else "    some = slice(None)  # all examples",
        STEP.format(delta=delta),
        *["p, q = forward(weights, x, activation)", "y_hat = output(p[-1])", f"C = {COSTS[cost]}", "print(C)"],
    ]
    return "\n".join(lines)


def _data(data) -> list[str]:
    if not isinstance(data, str):
        x, y = (np.asarray(each, dtype=float).reshape(len(each), -1) for each in data)
        return [f"x = np.array({x.tolist()})", f"y = np.array({y.tolist()})"]
    plain = inspect.unwrap(DATA[data]) is DATA[data]  # takes no arguments
    return generated(DATA[data], "" if plain else "100, 0.1, np.random.default_rng(0)")
