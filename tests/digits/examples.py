"""What the equations of lesson 7 speak of, and their symbols with their values, computed without the package."""

import autograd
import autograd.numpy as anp
import numpy as np

from bplesson import Network
from tests.kit.reference import OURS, SIZES, Layered


def classes(seed: int, rng) -> tuple:
    """A network that tells classes apart, with a label that is one of them, or shares of all."""
    sizes, bias = [*SIZES[seed][:-1], 2 + seed % 3], bool(seed % 2)
    names = [*rng.choice([name for name in OURS if name != "relu"], len(sizes) - 1), "softmax"]
    weights = [rng.normal(size=(after, before + bias)) for before, after in zip(sizes, sizes[1:])]
    y = np.eye(sizes[-1])[seed % sizes[-1]] if seed < 3 else rng.dirichlet(np.ones(sizes[-1]))
    activations = [OURS.get(name, name) for name in names]
    return Network(weights, activations, "cross-entropy", bias), rng.normal(size=(1, sizes[0])), y.reshape(1, -1)


def of_classes(network: Network, x, y) -> dict:
    """The symbols of lesson 7; the slopes and δ_0 by the autodiff library."""
    N, names, label = len(network.weights), [each.name for each in network.activations], np.ravel(y)

    def softmax(p):
        return anp.exp(p) / anp.sum(anp.exp(p))

    def cost(p):
        return -anp.sum(label * anp.log(softmax(p)))

    x = np.reshape(x, (1, -1))
    net = Layered([W.copy() for W in network.weights], [*names[:-1], "identity"], x, y, network.bias)
    p = np.array(net.forward()[0][N])
    slopes = autograd.jacobian(softmax)(p)  # entry [c, b]: node c by p[b]
    values = {"y": column(label), "ŷ": column(softmax(p)), "C": cost(p), "m": p.max(), "I": np.eye(len(p))}
    values |= {f"p_{N}": column(p), "δ_0": column(autograd.grad(cost)(p))}
    return values | {f"∂ŷ[{c}] / ∂p_{N}[{b}]": slopes[c, b] for c, b in np.ndindex(slopes.shape)}


def column(values) -> np.ndarray:
    return np.reshape(values, (-1, 1))
