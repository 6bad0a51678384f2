"""The state of a network of layers as plain NumPy that runs without this package."""

import numpy as np

from bplesson.checks.functions import Function
from bplesson.engine.network import Network
from bplesson.kit.code import FORMULAS, formulas, own_definitions


def layers_source(network: Network, x, y, eta: float) -> str:
    """Both passes of a network and one step for one example, one line a layer, in the lessons' names."""
    N, bias = len(network.weights), network.bias
    names = [f"W{i}{i + 1}" for i in range(N)]
    linear = all(f.name == "identity" for f in network.activations)
    q = "x" if linear else "q"
    lines = ["import numpy as np", "", *own_definitions(network.activations)]
    alone = {f.name for f in network.activations if f.name not in FORMULAS and not _takes_arrays(f)}
    lines += [f"{name} = np.vectorize({name}, otypes=[float])  # number by number" for name in sorted(alone)]
    lines += [f"{name} = np.array({W.tolist()})" for name, W in zip(names, network.weights, strict=True)]
    lines += [f"x, y, eta = np.array({x.tolist()}), np.array({y.tolist()}), {eta!r}", "", "# forward"]
    for i, f in enumerate(network.activations):
        value = "x" if i == 0 else f"W{i - 1}{i} @ {q}{i - 1}"
        lines += [f"x{i} = {value}"] if linear else [f"p{i} = {value}", f"q{i} = {formulas(f)[0].format(p=f'p{i}')}"]
        if bias and i < N:
            lines.append(f"{q}{i} = np.append({q}{i}, 1.0)  # the node that is always 1")
    lines += ["", "# cost", f"C = (({q}{N} - y) ** 2).sum() / 2", "", "# backward"]
    for k in range(N):
        i = N - k
        columns = "[:, :-1]" if bias else ""
        back = f"({q}{N} - y)" if k == 0 else f"(W{i}{i + 1}{columns}.T @ delta{k - 1})"
        here = f"{q}{i}[:-1]" if bias and k else f"{q}{i}"
        slope = "" if linear else f" * ({formulas(network.activations[i])[1].format(p=f'p{i}', q=here)})"
        lines.append(f"delta{k} = {back}{slope}")
    lines += [f"g{i}{i + 1} = np.outer(delta{N - 1 - i}, {q}{i})  # dC/dW{i}{i + 1}" for i in range(N)]
    lines += ["", "# update"] + [f"{name} = {name} - eta * g{name[1:]}" for name in names]
    return "\n".join([*lines, "", f"print(C, {', '.join('g' + name[1:] for name in names)}, sep='\\n')"])


def _takes_arrays(f: Function) -> bool:
    """Whether a function of the reader's own works on a whole layer at once."""
    try:
        return np.shape(getattr(f.value, "__wrapped__", f.value)(np.array([0.5, -0.5]))) == (2,)
    except Exception:  # whatever it raises
        return False
