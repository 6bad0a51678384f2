"""Derivatives of a number by a matrix (4.10): each cost with its derivatives as products of matrices."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from bplesson.checks.functions import numeric_slope
from bplesson.kit.symbols import aligned, slope

T = r"^{\mathsf{T}}"
HALF = r"\frac{1}{2} "


@dataclass(frozen=True)
class Identity:
    """C of some matrices; for the matrix at `place` the factors of ∂C/∂(matrix), in symbols and as arrays."""

    C: str
    value: Callable  # (matrices, x, y) to the number C
    derivatives: dict[str, tuple[str, Callable]]  # of "A" and "B": symbols, and (matrices, x, y) to the factors


ONE_MATRIX = [
    Identity(
        f"y{T} A x",
        lambda m, x, y: y.T @ m["A"] @ x,
        {"A": (f"y x{T}", lambda m, x, y: [y, x.T])},
    ),
    Identity(
        f"{HALF}x{T} A{T} A x",
        lambda m, x, y: x.T @ m["A"].T @ m["A"] @ x / 2,
        {"A": (f"A x x{T}", lambda m, x, y: [m["A"], x, x.T])},
    ),
]
TWO_MATRICES = [
    Identity(
        f"y{T} A B x",
        lambda m, x, y: y.T @ m["A"] @ m["B"] @ x,
        {
            "A": (f"y x{T} B{T}", lambda m, x, y: [y, x.T, m["B"].T]),
            "B": (f"A{T} y x{T}", lambda m, x, y: [m["A"].T, y, x.T]),
        },
    ),
    Identity(
        f"{HALF}x{T} B{T} A{T} A B x",
        lambda m, x, y: x.T @ m["B"].T @ m["A"].T @ m["A"] @ m["B"] @ x / 2,
        {
            "A": (f"A B x x{T} B{T}", lambda m, x, y: [m["A"], m["B"], x, x.T, m["B"].T]),
            "B": (f"A{T} A B x x{T}", lambda m, x, y: [m["A"].T, m["A"], m["B"], x, x.T]),
        },
    ),
]


def in_symbols(identity: Identity) -> str:
    """The cost and its derivatives."""
    derivatives = (f"{slope(name)} = {symbols}" for name, (symbols, _) in identity.derivatives.items())
    return rf"C &= {identity.C} \qquad & & " + r" \qquad ".join(derivatives)


LATEX = aligned(*map(in_symbols, (ONE_MATRIX[0], TWO_MATRICES[0], ONE_MATRIX[1], TWO_MATRICES[1])))


def of(c) -> list[tuple[Identity, dict[str, np.ndarray], np.ndarray, np.ndarray]]:
    """The identities for the matrices of the network: A is its last one, B the one before; each with A, B, x and y."""
    matrices = dict(zip("AB", reversed(c.W)))
    return [(each, matrices, c.x.T, c.y.T) for each in (ONE_MATRIX if c.N == 1 else TWO_MATRICES)]


def nudged(c) -> list[np.ndarray]:
    """∂C/∂A and ∂C/∂B of every identity, measured entry by entry."""
    measured = []
    for identity, matrices, x, y in of(c):
        for name in identity.derivatives:
            derivative = np.zeros_like(matrices[name])
            for place in np.ndindex(derivative.shape):

                def at(value, name=name, place=place, identity=identity, matrices=matrices, x=x, y=y):
                    moved = matrices[name].copy()
                    moved[place] = value
                    return identity.value(matrices | {name: moved}, x, y).item()

                derivative[place] = numeric_slope(at, matrices[name][place])
            measured.append(derivative)
    return measured


def by_products(c) -> list[np.ndarray]:
    """∂C/∂A and ∂C/∂B of every identity, as products of matrices."""
    return [
        reduce(np.matmul, factors(matrices, x, y))
        for identity, matrices, x, y in of(c)
        for _, factors in identity.derivatives.values()
    ]
