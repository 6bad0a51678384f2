"""Several starts for several scales as plain NumPy that runs without this package and ends at the same costs."""

from bplesson.data import datasets
from bplesson.engine.activations import activation
from bplesson.kit.code import FORMULAS, formulas, own_definitions
from bplesson.kit.printed import activation_and_slope, backward, first_weights, forward, generated, text_of, with_one

COSTS = """\
def costs(scale, seed):
    weights, found = first_weights(sizes, seed, scale), []
    for t in range(steps + 1):
        p, q = forward(weights, x, activation)
        delta = p[-1] - y
        found.append(np.mean(delta**2) / 2)
        gradients = backward(weights, p, q, delta, activation_slope)
        weights = [W - eta * g for W, g in zip(weights, gradients)]
    return found

"""


def starts_source(explorer, seeds: int) -> str:
    """Data, and for every scale and seed the first weights and the loop, in the lessons' names."""
    sigma, first = activation(explorer.activation), explorer.seed
    value, slope = (each.format(p="p", q="q") for each in formulas(sigma))
    own = [] if sigma.name in FORMULAS else [f"{sigma.name} = np.vectorize({sigma.name})", ""]
    make = getattr(datasets, explorer.data.replace(" ", "_"))
    sizes = [explorer.x.shape[1], *explorer.hidden, 1]
    return "\n".join(
        [
            *["import numpy as np", "", *own_definitions([sigma]), *own, "", *activation_and_slope(value, slope)],
            *text_of(first_weights, with_one, forward, backward),
            COSTS,
            *generated(make, "" if explorer.data == "xor" else "50, 0.1, np.random.default_rng(0)"),
            f"sizes, eta, steps = {sizes}, {explorer.eta!r}, {explorer.steps}",
            f"for scale in {list(explorer.scales)}:",
            f"    print(scale, [round(float(costs(scale, seed)[-1]), 4) for seed in range({first}, {first + seeds})])",
        ]
    )
