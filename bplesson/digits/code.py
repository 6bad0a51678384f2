"""What is on the screen as code that runs: a training on the digits, and the way of one image through a network."""

import inspect

from bplesson.digits.draw_settings import trained
from bplesson.engine.network import Network
from bplesson.kit.code import FORMULAS, formulas, own_definitions


def digits_source(explorer) -> str:
    """The training up to the present epoch, written out with the package's own functions."""
    activations = ["identity", *[explorer.activation] * len(explorer.hidden), "softmax"]
    spans = list(explorer._run.etas.items())
    ends = [begin for begin, _ in spans[1:]] + [explorer.epoch]
    plan = [(eta, end - begin) for (begin, eta), end in zip(spans, ends) if end > begin]
    return "\n".join(
        [
            *["import numpy as np", "import bplesson as bp", ""],
            "x, y, x_test, y_test = bp.digits()",
            f"rng = np.random.default_rng({explorer.seed})",
            f"sizes, activations = {list(explorer.network.sizes)}, {activations}",
            'network = bp.Network.random(sizes, activations, rng, "cross-entropy", bias=True)',
            f"for eta, epochs in {plan}:",
            f"    for network in bp.train(network, x, y, eta, epochs, {explorer.batch}, rng):",
            "        print(network.mean_cost(x, y), bp.accuracy(network, x_test, y_test))",
        ]
    )


def draw_source(explorer) -> str:
    """Both passes for the image on the page, one line a value, in the lessons' names."""
    network = explorer.network
    own = [f.name for f in dict.fromkeys(network.activations[:-1]) if f.name not in FORMULAS]
    return "\n".join(
        [
            *["import numpy as np", "", *own_definitions(network.activations[:-1])],
            *(f"{name} = np.vectorize({name})" for name in own),
            *_reader(network),
            "weights = network.weights" + ("  # the last column of each: biases" if network.bias else ""),
            "image = np.array([",
            *(f"    {row}," for row in explorer.image.reshape(8, 8).tolist()),
            "])",
            *["", "# forward", *_forward(network)],
            *["", "# backward: how the cost of this answer changes with the ink", *_backward(network)],
            *["", "print(y_hat.argmax(), y_hat)"],
        ]
    )


def _reader(network: Network) -> list[str]:
    """Where the network comes from: the one that is trained where none is given is trained again."""
    if network is not trained():
        return ["# network: the one that this explorer shows"]
    text = inspect.getsource(inspect.unwrap(trained)).splitlines()[1:]  # without its decorator
    return ["from bplesson import Network, digits, train", "", "", *text, "", "", "network = trained()"]


def _forward(network: Network) -> list[str]:
    N, lines = len(network.weights), ["p0 = image.ravel()"]
    for i, f in enumerate(network.activations[:-1]):
        before = f"np.append(q{i}, 1)" if network.bias else f"q{i}"
        lines += [f"q{i} = {formulas(f)[0].format(p=f'p{i}')}", f"p{i + 1} = weights[{i}] @ {before}"]
    return [*lines, f"y_hat = np.exp(p{N} - p{N}.max())", "y_hat = y_hat / y_hat.sum()"]


def _backward(network: Network) -> list[str]:
    N, lines = len(network.weights), ["delta0 = y_hat - np.eye(10)[y_hat.argmax()]"]
    for k in range(1, N + 1):
        i = N - k
        W = f"weights[{i}][:, :-1]" if network.bias else f"weights[{i}]"
        slope = formulas(network.activations[i])[1].format(p=f"p{i}", q=f"q{i}")
        times_slope = "" if slope == "1.0" else f" * ({slope})"
        lines.append(f"delta{k} = {W}.T @ delta{k - 1}{times_slope}")
    return lines
