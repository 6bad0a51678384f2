"""A training as plain NumPy that runs without this package and ends at the same weights."""

import inspect

import numpy as np

from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.code import FORMULAS, formulas, own_definitions
from bplesson.training.settings import DATA


def training_source(explorer) -> str:
    """Data, first weights, and the loop up to the present step, in the lessons' names."""
    run, batches = explorer._run, explorer.batch is not None
    _, *hidden, last = explorer.network.activations
    hidden = hidden[0] if hidden else ACTIVATIONS["identity"]
    q, slope = (each.format(p="p[i]", q="q[i][:, :-1]") for each in formulas(hidden))
    y_hat, last_slope = (each.format(p="p[N]", q="y_hat") for each in formulas(last))
    entropy = explorer.network.cost.name == "binary cross-entropy"
    slope, last_slope = (f" * ({each})" if each != "1.0" else "" for each in (slope, last_slope))
    changes = len(run.etas) > 1
    own = [] if hidden.name in FORMULAS else [f"{hidden.name} = np.vectorize({hidden.name})", ""]
    lines = [
        *["import numpy as np", "", *own_definitions([hidden]), *own, *_data(explorer.data)],
        f"seed, sizes = {explorer.seed}, {list(explorer.network.sizes)}",
        f"etas = {run.etas}  # from which step on which learning rate" if changes else f"eta = {run.etas[0]!r}",
        *([f"batch, epoch = {explorer.batch}, {run.steps}  # examples a step, steps an epoch"] if batches else []),
        "n, N = len(x), len(sizes) - 1",
        "normal = np.random.default_rng(seed).standard_normal",
        "weights = [normal((e, d)) * d**-0.5 for d, e in zip(sizes, sizes[1:])]",
        "weights = [np.pad(W, ((0, 0), (0, 1))) for W in weights]  # the last column: biases, 0 at first",
        *["", "", "def forward(x):  # every q but the last ends with a column of ones: the node that is always 1"],
        "    p, q = [x], [np.column_stack([x, np.ones(len(x))])]",
        "    for i in range(1, N + 1):",
        "        p.append(q[-1] @ weights[i - 1].T)",
        f"        q.append(np.column_stack([{q}, np.ones(len(x))]))",
        f"    y_hat = {y_hat}",
        *["    return p, q, y_hat", "", ""],
        f"for t in range({explorer.t}):",
        *(["    eta = etas.get(t, eta if t else None)"] if changes else []),
        *(_rows() if batches else ["    some = slice(None)  # all examples"]),
        "    p, q, y_hat = forward(x[some])",
        f"    delta = (y_hat - y[some]){'' if entropy else last_slope}",
        "    gradients = [None] * N",
        "    for i in reversed(range(N)):",
        "        gradients[i] = delta.T @ q[i] / len(delta)",
        "        if i > 0:",
        f"            delta = (delta @ weights[i][:, :-1]){slope}",
        *["    weights = [W - eta * g for W, g in zip(weights, gradients)]", ""],
        "p, q, y_hat = forward(x)",
        f"C = {'np.mean(np.logaddexp(0, p[N]) - y * p[N])' if entropy else 'np.mean((y_hat - y) ** 2) / 2'}",
        "print(C)",
    ]
    return "\n".join(lines)


def _rows() -> list[str]:
    return [
        "    if t % epoch == 0:",
        "        order = np.random.default_rng([seed, t // epoch]).permutation(n)",
        "    some = order[t % epoch * batch :][:batch]",
    ]


def _data(data) -> list[str]:
    if not isinstance(data, str):
        x, y = (np.asarray(each, dtype=float).reshape(len(each), -1) for each in data)
        return [f"x = np.array({x.tolist()})", f"y = np.array({y.tolist()})"]
    make = inspect.unwrap(DATA[data])
    text = [line for line in inspect.getsource(make).splitlines() if not line.startswith("@")]
    given = "" if make is DATA[data] else "100, 0.1, np.random.default_rng(0)"
    text[0] = text[0].split(" ->")[0].rstrip(":") + ":"
    return ["", *text, "", "", f"x, y = {make.__name__}({given})"]
