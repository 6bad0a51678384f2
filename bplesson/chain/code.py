"""A chain as plain NumPy that runs without this package: real functions, shown with their text."""

from bplesson.chain.scene import is_linear
from bplesson.checks.functions import Function
from bplesson.engine.activations import ACTIVATIONS
from bplesson.engine.network import Network
from bplesson.kit.code import UPDATE, name_of, names, script, value_text

LINEAR = """\
x = linear_forward(weights, x0)  # x[0], x[1], …
C = (x[-1] - y) ** 2 / 2
delta = linear_backward(weights, x[-1] - y)  # delta[0] at the output, …
gradients = [delta[L - i] * x[i] for i in range(L + 1)]  # dC/dw01, dC/dw12, …"""
BENT = """\
p, q = forward(weights, activations, x0)  # of nodes 0, 1, …
C = (q[-1] - y) ** 2 / 2
delta = backward(weights, slopes, p, q, q[-1] - y)  # delta[0] at the output, …
gradients = [delta[L - i] * q[i] for i in range(L + 1)]  # dC/dw01, dC/dw12, …"""


def linear_forward(weights, x0):
    x = [x0]
    for w in weights:
        x.append(w * x[-1])
    return x


def linear_backward(weights, deviation):
    delta = [deviation]
    for w in reversed(weights):
        delta.append(w * delta[-1])
    return delta


def forward(weights, activations, x0):
    p, q = [x0], [activations[0](x0)]
    for w, activation in zip(weights, activations[1:]):
        p.append(w * q[-1])
        q.append(activation(p[-1]))
    return p, q


def backward(weights, slopes, p, q, deviation):
    delta = [deviation * slopes[-1](p[-1], q[-1])]
    for i in reversed(range(len(weights))):
        delta.append(delta[-1] * weights[i] * slopes[i](p[i], q[i]))
    return delta


def cost(weights, activations, x0, y):
    p, q = forward(weights, activations, x0)
    return (q[-1] - y) ** 2 / 2


def nudge(i, h, weights, activations, x0, y):
    up, down = list(weights), list(weights)
    up[i] += h
    down[i] -= h
    return (cost(up, activations, x0, y) - cost(down, activations, x0, y)) / (2 * h)


def chain_code(network: Network, weights, x: float, y: float, eta: float) -> str:
    """Both passes and one step."""
    given, step = f"x0, y, eta = {x!r}, {y!r}, {eta!r}\n", [UPDATE, "print(C, np.array(gradients))"]
    if is_linear(network):
        return script([linear_forward, linear_backward], [_weights(weights), given, LINEAR, *step])
    lines = [_weights(weights), *_layers(network), given, BENT, *step]
    return script([*network.activations, forward, backward], lines)


def nudge_code(network: Network, weights, x: float, y: float, i: int, h: float) -> str:
    """The derivative by both passes, and from the costs when weight number i is nudged by h to both sides."""
    lines = [
        _weights(weights),
        *_layers(network),
        f"x0, y, i, h = {x!r}, {y!r}, {i}, {h!r}  # i: the weight that is nudged is w{i}{i + 1}",
        "",
        BENT,
        "measured = nudge(i, h, weights, activations, x0, y)",
        "print(measured, gradients[i], measured - gradients[i])",
    ]
    return script([*network.activations, forward, backward, cost, nudge], lines)


def _weights(weights) -> str:
    return f"weights, L = {list(weights)}, {len(weights) - 1}"


def _layers(network: Network) -> list[str]:
    return [f"activations = {names(network.activations)}", f"slopes = {names(network.activations, '_slope')}"]


def depth_code(f: Function, depth: int, w: float, x: float) -> str:
    """Both passes of a chain of equal weights, for an error of 1 at the output."""
    lines = [
        f"depth, w, x0 = {depth}, {w!r}, {x!r}",
        f"activations = [identity] + [{name_of(f)}] * depth",
        f"slopes = [identity_slope] + [{name_of(f)}_slope] * depth",
        "",
        "p, q = forward([w] * depth, activations, x0)",
        "delta = backward([w] * depth, slopes, p, q, 1.0)  # the error at the output is 1",
        "print(delta[0], delta[depth - 1])",
    ]
    return script([ACTIVATIONS["identity"], f, forward, backward], lines)


def linearity_code(g: Function, a: float, b: float, x1: float, x2: float) -> str:
    """Both sides of the test g(a x1 + b x2) = a g(x1) + b g(x2)."""
    lines = [
        f"g = {name_of(g)}",
        f"a, b, x1, x2 = {a!r}, {b!r}, {x1!r}, {x2!r}",
        "left = g(a * x1 + b * x2)",
        "right = a * g(x1) + b * g(x2)",
        "print(left, right, left - right)",
    ]
    return script([value_text(g)], lines)
