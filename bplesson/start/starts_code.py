"""Several starts for several scales as plain NumPy that runs without this package and ends at the same costs."""

import inspect

from bplesson.data import datasets
from bplesson.engine.activations import activation
from bplesson.kit.code import FORMULAS, formulas, own_definitions


def starts_source(explorer, seeds: int) -> str:
    """Data, and for every scale and seed the first weights and the loop, in the lessons' names."""
    sigma, first = activation(explorer.activation), explorer.seed
    q, slope = (each.format(p="p[i]", q="q[i][:, :-1]") for each in formulas(sigma))
    own = [] if sigma.name in FORMULAS else [f"{sigma.name} = np.vectorize({sigma.name})", ""]
    sizes = [explorer.x.shape[1], *explorer.hidden, 1]
    return "\n".join(
        [
            *["import numpy as np", "", *own_definitions([sigma]), *own, *_data(explorer.data)],
            f"sizes, eta, steps = {sizes}, {explorer.eta!r}, {explorer.steps}",
            "n, N = len(x), len(sizes) - 1",
            *["", "", "def costs(scale, seed):"],
            "    normal = np.random.default_rng(seed).standard_normal",
            "    weights = [scale * normal((e, d)) * d**-0.5 for d, e in zip(sizes, sizes[1:])]",
            "    weights = [np.pad(W, ((0, 0), (0, 1))) for W in weights]  # the last column: biases, 0 at first",
            "    found = []",
            "    for t in range(steps + 1):",
            "        p, q = [x], [np.column_stack([x, np.ones(n)])]",
            "        for i in range(1, N + 1):",
            "            p.append(q[-1] @ weights[i - 1].T)",
            f"            q.append(np.column_stack([{q}, np.ones(n)]))",
            "        delta = p[N] - y",
            "        found.append(np.mean(delta**2) / 2)",
            "        gradients = [None] * N",
            "        for i in reversed(range(N)):",
            "            gradients[i] = delta.T @ q[i] / n",
            "            if i > 0:",
            f"                delta = (delta @ weights[i][:, :-1]) * ({slope})",
            "        weights = [W - eta * g for W, g in zip(weights, gradients)]",
            "    return found",
            *["", "", f"for scale in {list(explorer.scales)}:"],
            f"    print(scale, [round(float(costs(scale, seed)[-1]), 4) for seed in range({first}, {first + seeds})])",
        ]
    )


def _data(name: str) -> list[str]:
    make = inspect.unwrap(getattr(datasets, name.replace(" ", "_")))
    text = [line for line in inspect.getsource(make).splitlines() if not line.startswith("@")]
    text[0] = text[0].split(" ->")[0].rstrip(":") + ":"
    given = "" if name == "xor" else "50, 0.1, np.random.default_rng(0)"
    return ["", *text, "", "", f"x, y = {make.__name__}({given})"]
