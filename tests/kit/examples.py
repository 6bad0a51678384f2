"""For every equation something that it speaks of, and its symbols with their values, computed without the package."""

from itertools import product

import numpy as np

from bplesson import Network, hubble
from tests.digits.examples import classes, of_classes
from tests.kit.reference import BY_NAME, SIZES, Layered, chains

LAYERED = {"5.2", "5.3", "5.4", "5.6", "5.7"}  # may have biases


def example(tag: str, seed: int = 0) -> tuple:
    """Something that the equation speaks of: network, x, y, η."""
    rng = np.random.default_rng(seed)
    weights, x, y, eta = chains(6, shortest=3)[seed % 6]
    w = rng.uniform(-2, 2, (1, 2))
    if tag == "3.1":
        return Network.chain(weights), rng.uniform(-2, 2, 2), [0.0, 0.0], eta
    if tag.startswith("3."):
        return *bent_chain(weights, x, y, rng).case, eta
    if tag == "6.1":
        return *twins(seed, rng).case, eta
    if tag[0] in "456":
        return *layers(tag, seed, rng).case, eta
    if tag == "7.2":
        return *classes(seed, rng), eta
    return {
        "1.1": (Network([w]), rng.uniform(-2, 2, (1, 2)), y, eta),
        "1.4": (Network([w], bias=True), *hubble(), eta),
        "1.8": (Network([w]), rng.uniform(-2, 2, (3, 2)), rng.uniform(-2, 2, 3), eta),
        "1.9": (Network.chain(w[0, :1]), x, y, eta),
        "1.10": (Network.chain(w[0, :1]), x, y, eta),
        "1.12": (
            Network.chain(w[0], ["sine", "tanh", "sigmoid"], "binary cross-entropy"),
            x,
            float(rng.uniform()),
            eta,
        ),
        "1.13": (Network([w], bias=True), *hubble(), eta),
    }.get(tag, (Network.chain(weights), x, y, eta))


def bent_chain(weights, x, y, rng) -> Layered:
    """A chain with activations of all kinds."""
    names = rng.choice([name for name in BY_NAME if name != "relu"], len(weights) + 1).tolist()
    return Layered([np.reshape(w, (1, 1)) for w in weights], names, np.array([[x]]), np.array([[y]]))


def layers(tag: str, seed: int, rng) -> Layered:
    """Layers of several nodes: small whole numbers for the even seeds."""
    sizes = [(2, 3), (2, 3, 2)][seed % 2] if tag == "4.10" else SIZES[seed]
    bias = tag == "5.4" or (tag in LAYERED and seed % 3 == 1)
    n = {"4.9": 2 + seed % 3, "5.2": 1 + seed % 2, "5.3": 1 + seed, "5.6": 3 + seed % 3, "5.7": 1 + seed}.get(tag, 1)
    n = 1 + seed if tag in ("6.2", "6.3") else n
    shapes = [(after, before + bias) for before, after in zip(sizes, sizes[1:])]
    names = ["identity"] * len(sizes)
    if tag.startswith("5.") or tag == "6.2":
        names = rng.choice([name for name in BY_NAME if name != "relu"], len(sizes)).tolist()
    if tag == "6.3":
        names = ["identity", *rng.choice(["identity", "relu"], len(sizes) - 1)]
    if seed % 2 == 0:
        weights = [rng.integers(-3, 4, s).astype(float) for s in shapes]
        x, y = (rng.integers(-2, 4, (n, d)).astype(float) for d in (sizes[0], sizes[-1]))
    else:
        weights, x, y = (
            [rng.normal(size=s) for s in shapes],
            rng.normal(size=(n, sizes[0])),
            rng.normal(size=(n, sizes[-1])),
        )
    return Layered(weights, names, x, y, bias)


def twins(seed: int, rng) -> Layered:
    """Hidden layers of twins: all weights that lead into one are equal node by node, and all that lead away."""
    sizes, bias = [[2, 3, 2], [1, 2, 1], [3, 2, 4, 1], [2, 3, 2, 2]][seed % 4], bool(seed % 2)
    weights = [rng.normal(size=(after, before + bias)) for before, after in zip(sizes, sizes[1:])]
    for into, out_of, d in zip(weights, weights[1:], sizes[1:]):
        into[:] = into[0]
        out_of[:, :d] = out_of[:, :1]
    names = rng.choice([name for name in BY_NAME if name != "relu"], len(sizes)).tolist()
    return Layered(weights, names, rng.normal(size=(3, sizes[0])), rng.normal(size=(3, sizes[-1])), bias)


def names_and_values(tag: str, case: tuple) -> dict:
    """Every symbol of the lessons with its value, computed here, by loops or by an autodiff library."""
    network, x, y, eta = case
    if tag.startswith("3."):
        return of_bent_chain(Layered.like(network, x, y))
    if tag[0] in "456":
        return of_layers(tag, Layered.like(network, x, y))
    if tag == "7.2":
        return of_classes(network, x, y)
    x, y = np.reshape(x, (-1, network.sizes[0])), np.ravel(y)
    w = np.concatenate([W.ravel() for W in network.weights])
    values = {"η": eta, "y": y[0]}
    if tag.startswith("2."):
        N, nodes = len(w), [x.item()]
        for i in range(N):
            nodes.append(w[i] * nodes[-1])
        deltas = [nodes[-1] - y[0]]
        for k in range(N):
            deltas.append(w[N - 1 - k] * deltas[-1])
        values |= {f"x_{i}": nodes[i] for i in range(N + 1)} | {f"δ_{k}": deltas[k] for k in range(N + 1)}
        values |= {f"w_{i}{i + 1}": w[i] for i in range(N)} | {"w_c": np.prod(w), "∂C/∂x_0": deltas[N]}
        values |= {f"∂C/∂w_{i}{i + 1}": deltas[0] * np.prod(np.delete(w, i)) * nodes[0] for i in range(N)}
        values |= {f"∂x_{N}/∂w_{i}{i + 1}": np.prod(np.delete(w, i)) * nodes[0] for i in range(N)}
        return values
    values |= {f"x[{a}]": x[0, a] for a in range(x.shape[1])} | {f"w[{a}]": v for a, v in enumerate(w)}
    y_hat = np.array([network.forward(row).y_hat.item() for row in x])
    values |= {"ŷ": y_hat[0], "C": np.mean((y_hat - y) ** 2) / 2, "δ_0": y_hat[0] - y[0]}
    if tag == "1.12":
        values["C"] = -y[0] * np.log(y_hat[0]) - (1 - y[0]) * np.log(1 - y_hat[0])
    if tag in ("1.9", "1.10"):
        slope, a = ((y_hat - y) * x[:, 0]).mean(), x[0, 0] ** 2
        values |= {"w_t": w[0], "w_(t+1)": w[0] - eta * slope, "dC/dw": slope, "w": w[0]}
        values |= {"a": a, "w_*": y[0] / x[0, 0], "C[w]": values["C"]}
    return values


def activations(net: Layered) -> dict:
    """σ_i and σ_i' as functions."""
    functions = {f"σ_{i}": net.sigma(i) for i in range(net.N + 1)}
    return functions | {f"σ_{i}'": net.bend(i) for i in range(net.N + 1)}


def of_bent_chain(net: Layered) -> dict:
    """The symbols of lesson 3."""
    N, (p, q) = net.N, net.forward()
    w, deltas, gradients = [W.item() for W in net.weights], net.deltas(), net.gradients
    error = q[N][0] - net.y.item()
    values = activations(net) | {"y": net.y.item(), "x_0": p[0][0], "∂C/∂p_0": deltas[N].item()}
    for i in range(N + 1):
        values |= {f"p_{i}": p[i][0], f"q_{i}": q[i][0], f"δ_{i}": deltas[i].item()}
    for i in range(N):
        gradient = gradients[i].item()
        values |= {f"w_{i}{i + 1}": w[i], f"∂C/∂w_{i}{i + 1}": gradient, f"∂q_{N}/∂w_{i}{i + 1}": gradient / error}
    return values


def of_layers(tag: str, net: Layered) -> dict:
    """The symbols of lessons 4 and 5; vectors are columns, and those of one example are of the first."""
    N, (p, q) = net.N, net.forward()
    each = [(net.forward(e)[1], net.deltas(e)) for e in range(len(net.x))]
    values = activations(net) | {"y": column(net.y[0]), "C": float(net.cost())}
    for i in range(N + 1):
        values |= {f"p_{i}": column(p[i]), f"q_{i}": column(q[i]), f"x_{i}": column(p[i])}
        values |= {f"δ_{i}": column(each[0][1][i]), f"Δ_{i}": np.array([delta[i] for _, delta in each])}
        values |= {f"{letter}_{i}": np.array([q[i] for q, _ in each]) for letter in "XQ"}
    for i, gradient in enumerate(net.gradients):
        values |= {f"W_{i}{i + 1}": net.weights[i], f"∂C/∂W_{i}{i + 1}": gradient}
        values |= {f"∂C/∂b_{i + 1}": column(gradient[:, -1])}
    if tag == "5.4":  # where the 1 is written beside q_i
        values |= {f"q_{i}": column(q[i][: net.sizes[i]]) for i in range(N + 1)}
    if tag == "4.3":
        values["W_c"] = np.linalg.multi_dot([*net.weights[::-1], np.eye(net.sizes[0]), np.eye(net.sizes[0])])
    if tag == "4.10":
        return of_identities(net)
    if tag[0] == "6":
        values |= {f"d_{i}": d for i, d in enumerate(net.sizes)} | mean_squares(net, each)
    return values


def mean_squares(net: Layered, each) -> dict:
    """mean(…²) of weights, q and δ over nodes and examples; of p and ∂C/∂q over all signs and places of the weights."""
    values, N = {}, net.N
    for i, W in enumerate(net.weights):
        q, delta = [q[i] for q, _ in each], [deltas[N - 1 - i] for _, deltas in each]
        p = np.array([deal for row in W for value in q for deal in all_deals(row, value)])
        back = [deal for column in W.T for value in delta for deal in all_deals(column, value)]
        values |= {f"mean(W_{i}{i + 1}^2)": np.mean(W**2), f"mean(q_{i}^2)": np.mean(np.square(q))}
        values |= {f"mean(δ_{N - 1 - i}^2)": np.mean(np.square(delta)), f"mean(p_{i + 1}^2)": np.mean(p**2)}
        values |= {f"mean((∂C/∂q_{i})^2)": np.mean(np.square(back))}
        values |= {f"mean(σ_{i + 1}(p_{i + 1})^2)": np.mean(net.sigma(i + 1)(p) ** 2)}
    return values


def all_deals(weights, values) -> list[float]:
    """The sum of weights times values, with the weights in every place and with every choice of signs."""
    d = len(values)
    return [
        sum(sign * weights[(a + shift) % d] * values[a] for a, sign in enumerate(signs))
        for shift in range(d)
        for signs in product((1, -1), repeat=d)
    ]


def of_identities(net: Layered) -> dict:
    """The symbols of (4.10); the derivatives by central differences, which are exact for a C of second degree."""
    x, y, matrices = column(net.x[0]), column(net.y[0]), dict(zip("AB", reversed(net.weights)))

    def derivative(C, name):
        result = np.zeros(matrices[name].shape)
        for place in np.ndindex(result.shape):
            up, down = ({key: V.copy() for key, V in matrices.items()} for _ in range(2))
            up[name][place] += 1
            down[name][place] -= 1
            result[place] = (C(**up) - C(**down)).item() / 2
        return result

    def linear(A, B=None):
        return y.T @ A @ (x if B is None else B @ x)

    def square(A, B=None):
        return np.sum((A @ (x if B is None else B @ x)) ** 2) / 2

    costs = {"yᵀ A B x": linear, "1/2 xᵀ Bᵀ Aᵀ A B x": square}
    if "B" not in matrices:
        costs = {"yᵀ A x": linear, "1/2 xᵀ Aᵀ A x": square}
    known = {f"∂({name}) / ∂{matrix}": derivative(C, matrix) for name, C in costs.items() for matrix in matrices}
    return known | matrices | {"x": x, "y": y}


def column(values) -> np.ndarray:
    return np.reshape(values, (-1, 1))
