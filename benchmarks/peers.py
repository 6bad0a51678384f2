"""One way to take derivatives, in a process of its own: python -m benchmarks.peers NAME, then a case a line on stdin.

Each way does the same: a forward pass, the cost, the derivatives of all weights, with the same weights and examples.
"""

import json
import math
import statistics
import sys
import time

import numpy as np

CHAIN = [0.5, -1.2, 0.8]
CASES = ("chain", "2-16-16-1", "64-32-10")
FEW = 2  # examples that micrograd gets; its time is proportional to their number


def setting(case: str):
    """weights, x (n, d_0), y (n, d_N) of a case, the same in every process."""
    if case == "chain":
        return [np.array([[w]]) for w in CHAIN], np.array([[1.0]]), np.array([[0.3]])
    rng = np.random.default_rng(0)
    sizes = [int(d) for d in case.split("-")]
    n = 1000 if case == "2-16-16-1" else 1437
    weights = [rng.normal(0, a**-0.5, (b, a)) for a, b in zip(sizes, sizes[1:])]
    x = rng.normal(size=(n, sizes[0]))
    y = rng.normal(size=(n, 1)) if sizes[-1] == 1 else np.eye(10)[rng.integers(0, 10, n)]
    return weights, x, y


def ours(case: str):
    from bplesson.engine.network import Network

    weights, x, y = setting(case)
    if case == "chain":
        network = Network.chain(CHAIN, "tanh")
    elif case == "2-16-16-1":
        network = Network(weights, ["identity", "tanh", "tanh", "identity"])
    else:
        network = Network(weights, ["identity", "tanh", "softmax"], cost="cross-entropy")
    return lambda: network.backward(x, y).gradients, 1


def torch(case: str, dtype: str, shape: str = "matrices"):
    import torch

    weights, x, y = (setting(case)) if shape == "matrices" else (CHAIN, 1.0, 0.3)
    W = [torch.tensor(w, dtype=getattr(torch, dtype), requires_grad=True) for w in weights]
    x, y = torch.tensor(x, dtype=getattr(torch, dtype)), torch.tensor(y, dtype=getattr(torch, dtype))
    labels = y.argmax(1) if case == "64-32-10" else None

    def numbers():
        q = torch.tanh(x)
        for w in W:
            q = torch.tanh(w * q)
        return torch.autograd.grad(0.5 * (q - y) ** 2, W)

    def matrices():
        q = torch.tanh(x) if case == "chain" else x
        for i, w in enumerate(W):
            q = q @ w.T
            if case == "chain" or i < len(W) - 1:
                q = torch.tanh(q)
        if labels is not None:
            return torch.autograd.grad(torch.nn.functional.cross_entropy(q, labels), W)
        return torch.autograd.grad(0.5 * ((q - y) ** 2).sum(1).mean(), W)

    return (matrices if shape == "matrices" else numbers), 1


def autograd(case: str):
    import autograd.numpy as anp
    from autograd import grad

    weights, x, y = setting(case)

    def cost(weights):
        q = anp.tanh(x) if case == "chain" else x
        for i, w in enumerate(weights):
            q = q @ w.T
            if case == "chain" or i < len(weights) - 1:
                q = anp.tanh(q)
        if case == "64-32-10":
            top = anp.max(q, axis=1, keepdims=True)
            return anp.mean(anp.log(anp.sum(anp.exp(q - top), axis=1)) + top[:, 0] - anp.sum(y * q, axis=1))
        return anp.mean(0.5 * anp.sum((q - y) ** 2, axis=1))

    derivatives = grad(cost)
    return lambda: derivatives(weights), 1


def micrograd(case: str):
    """micrograd has no tanh, exp and log: they are added as in its lecture. It gets a few of the examples."""
    from micrograd.engine import Value

    def unary(value, slope):
        def apply(v):
            out = Value(value(v.data), (v,))

            def back():
                v.grad += slope(v.data, out.data) * out.grad

            out._backward = back
            return out

        return apply

    tanh = unary(math.tanh, lambda p, q: 1 - q * q)
    exp = unary(math.exp, lambda p, q: q)
    log = unary(math.log, lambda p, q: 1 / p)
    weights, x, y = setting(case)
    W = [[[Value(float(w)) for w in row] for row in matrix] for matrix in weights]
    n = len(x)
    few = min(n, FEW)

    def derivatives():
        for w in (w for matrix in W for row in matrix for w in row):
            w.grad = 0
        for x_n, y_n in zip(x[:few].tolist(), y[:few].tolist()):
            q = [tanh(Value(v)) for v in x_n] if case == "chain" else [Value(v) for v in x_n]
            for i, matrix in enumerate(W):
                q = [sum((w * v for w, v in zip(row, q)), Value(0.0)) for row in matrix]
                if case == "chain" or i < len(W) - 1:
                    q = [tanh(v) for v in q]
            if case == "64-32-10":
                total = log(sum((exp(v) for v in q), Value(0.0)))
                cost = total - sum((v * t for v, t in zip(q, y_n)), Value(0.0))
            else:
                cost = sum(((v - t) ** 2 for v, t in zip(q, y_n)), Value(0.0)) * 0.5
            (cost * (1 / n)).backward()
        return [np.array([[w.grad for w in row] for row in matrix]) for matrix in W]

    sys.setrecursionlimit(100_000)
    return derivatives, n / few


WAYS = {
    "bplesson": ours,
    "bplesson, one thread": ours,
    "PyTorch, float64": lambda case: torch(case, "float64"),
    "PyTorch, float64, one thread": lambda case: torch(case, "float64"),
    "PyTorch, float32": lambda case: torch(case, "float32"),
    "PyTorch, single numbers": lambda case: torch(case, "float64", "numbers"),
    "autograd": autograd,
    "micrograd": micrograd,
}


def measure(derivatives, seconds: float = 0.2) -> tuple[float, float]:
    """The shortest and the median time of calls that take `seconds` together, in microseconds."""
    times, start = [], time.perf_counter()
    while not times or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        derivatives()
        times.append(time.perf_counter() - before)
    return 1e6 * min(times), 1e6 * statistics.median(times)


def main(name: str) -> None:
    ready = {}
    for line in sys.stdin:
        case = line.strip()
        try:
            if case not in ready:
                derivatives, times = WAYS[name](case)
                first = [np.asarray(each, dtype=float).ravel().tolist() for each in derivatives()]
                ready[case] = derivatives, times, first if times == 1 else None
            derivatives, times, first = ready[case]
            best, median = measure(derivatives)
            answer = {"best": best * times, "median": median * times, "gradients": first}
        except ImportError as problem:
            answer = {"missing": str(problem)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
