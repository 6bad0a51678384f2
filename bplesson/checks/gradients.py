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
    finite = np.isfinite(passes.y_hat).all(axis=1)
    if not finite.all():
        k = int(np.argmin(finite))
        raise InputError(f"network: expected finite predictions, got ŷ = {_plain(passes.y_hat[k])} for example {k}")
    costs = network.cost.value(passes.p[-1], passes.q[-1], y)
    if not np.isfinite(costs).all():
        k = int(np.argmin(np.isfinite(costs)))
        at = f"example {k}: ŷ = {_plain(passes.y_hat[k])}, y = {_plain(y[k])}"
        raise InputError(f"cost: expected a finite number, got {costs[k]} for {at}")


def _plain(values) -> str:
    return ", ".join(f"{v:.6g}" for v in values)


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
