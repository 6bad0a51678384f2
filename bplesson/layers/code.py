"""A network of layers as plain NumPy that runs without this package: real functions, shown with their text."""

from bplesson.engine.network import Network
from bplesson.kit.code import UPDATE, backward, forward, mean_gradients, names, script

LINEAR = """\
x = linear_forward(weights, x0)  # x[0], x[1], …
C = ((x[-1] - y) ** 2).sum() / 2
delta = linear_backward(weights, x[-1] - y)  # delta[0] at the output, …
gradients = [np.outer(delta[L - i], x[i]) for i in range(L + 1)]  # dC/dW01, dC/dW12, …"""
BENT = """\
p, q = forward(weights, activations, x0, bias)  # of layers 0, 1, …
C = ((q[-1] - y) ** 2).sum() / 2
delta = backward(weights, slopes, p, q, q[-1] - y)  # delta[0] at the output, …
gradients = mean_gradients(delta, q)  # dC/dW01, dC/dW12, …"""


def linear_forward(weights, x0):
    x = [x0]
    for W in weights:
        x.append(W @ x[-1])
    return x


def linear_backward(weights, deviation):
    delta = [deviation]
    for W in reversed(weights):
        delta.append(W.T @ delta[-1])
    return delta


def layers_code(network: Network, x, y, eta: float) -> str:
    """Both passes and one step for one example."""
    matrices = [f"    np.array({W.tolist()})," for W in network.weights]
    given = ["weights = [", *matrices, "]", f"L, eta = {network.hidden}, {eta!r}"]
    step = [UPDATE, "print(C)", "for g in gradients:", "    print(g)"]
    x, y, functions = x.tolist(), y.tolist(), network.activations
    if not network.bias and all(f.name == "identity" for f in functions):
        lines = [*given, f"x0, y = np.array({x}), np.array({y})\n", LINEAR, *step]
        return script([linear_forward, linear_backward], lines)
    lines = [
        *given,
        f"activations = {names(functions)}",
        f"slopes = {names(functions, '_slope')}",
        f"x0, y, bias = np.array([{x}]), np.array([{y}]), {network.bias}  # one example: one row\n",
        BENT,
        *step,
    ]
    return script([*functions, forward, backward, mean_gradients], lines)
