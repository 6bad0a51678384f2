"""What is on the screen as code that runs: a training on the digits, and the way of one image through a network."""

import numpy as np

from bplesson.digits.draw_settings import trained
from bplesson.engine.activations import ACTIVATIONS
from bplesson.kit.code import backward, forward, names, script

IDENTITY = ACTIVATIONS["identity"]


def digits_code(explorer) -> str:
    """The training up to the present epoch, written out with the package's own functions."""
    activations = ["identity", *[explorer.activation] * len(explorer.hidden), "softmax"]
    spans = list(explorer._run.etas.items())
    ends = [min(begin, explorer.epoch) for begin, _ in spans[1:]] + [explorer.epoch]
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


def softmax(p):
    e = np.exp(p - p.max())
    return e / e.sum()


def draw_code(explorer) -> str:
    """Both passes for the image on the page; a network that is trained where none is given is trained again."""
    network = explorer.network
    *inner, output = network.activations
    known = network is trained()
    lines = [
        "network = trained()" if known else "# network: the one that this explorer shows",
        "weights, bias = network.weights, network.bias  # biases: the last column of each",
        f"activations = {names(network.activations)}",
        f"slopes = {names([*inner, IDENTITY], '_slope')}  # with cross-entropy the slope of softmax is cancelled",
        "image = np.array([",
        *(f"    {row}," for row in explorer.image.reshape(8, 8).tolist()),
        "])",
        "",
        "p, q = forward(weights, activations, image.reshape(1, 64), bias)",
        "y_hat = q[-1][0]",
        "print(y_hat.argmax(), y_hat)",
        "",
        "# how the cost of this answer changes with the ink: delta[-1]",
        "delta = backward(weights, slopes, p, q, y_hat - np.eye(10)[[y_hat.argmax()]])",
    ]
    imports = "\n\nfrom bplesson import Network, digits, train" if known else ""
    return script([IDENTITY, *inner, softmax, forward, backward, *([trained] if known else [])], lines, imports)
