"""What a gradient check is fed with: costs and derivatives that are numbers."""

import numpy as np

from bplesson.checks.inputs import like_weights
from bplesson.checks.results import quiet
from bplesson.engine.network import Network
from bplesson.errors import InputError, finite_array


def name_of(i: int, place) -> str:
    """How a learner writes the weight at `place`, (b, a), of weights[i]."""
    return f"weights[{i}]{list(map(int, place))}"


@quiet
def check_costs(network: Network, x, y) -> None:
    """The cost of every example has to be a number, or nothing can be measured."""
    passes = network.forward(x)
    costs = network.cost.value(passes.p[-1], passes.q[-1], y)
    if not np.isfinite(costs).all():
        k = int(np.argmin(np.isfinite(costs)))
        y_hat = ", ".join(f"{v:.6g}" for v in passes.y_hat[k])
        label = ", ".join(f"{v:.6g}" for v in y[k])
        raise InputError(
            f"cost: expected a finite {network.cost.name}, got {costs[k]} for example {k}: ŷ = {y_hat}, y = {label}"
        )


def claimed_gradients(network: Network, x, y, gradients) -> list[np.ndarray]:
    """`gradients` or, if there are none, those of the backward pass; they have to be finite."""
    if gradients is not None:
        given = like_weights("gradients", gradients, network.weights)
        return [finite_array(f"gradients[{i}]", g) for i, g in enumerate(given)]
    gradients = network.backward(x, y).gradients
    for i, g in enumerate(gradients):
        if not np.isfinite(g).all():
            place = np.unravel_index(np.argmin(np.isfinite(g)), g.shape)
            raise InputError(f"network: expected finite derivatives, got {g[place]} for {name_of(i, place)}")
    return list(gradients)
