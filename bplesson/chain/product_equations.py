"""The chains of lessons 2 and 3 as products: every factor in LaTeX, in words and, where they are wanted, in numbers."""

from bplesson.chain.case_equations import Chain
from bplesson.kit import words
from bplesson.kit.product import Factor, Product
from bplesson.kit.symbols import bend, sigma, sub, w


def before(i: int) -> str:
    """p_i as one nested formula."""
    return f"{w(i - 1)} {after(i - 1)}" if i else "p_0"


def after(i: int) -> str:
    """q_i as one nested formula: σ_i(w_{i-1,i} σ_{i-1}(…))."""
    return sigma(i, before(i))


def weight(i: int, chain: Chain | None = None) -> Factor:
    """w_{i,i+1}."""
    return Factor(w(i), words.sub("w", i, i + 1), chain and chain.w[i])


def backward_chain(end: int, N: int, linear: bool, chain: Chain | None = None, nested: bool = False) -> list[Factor]:
    """(q_N - y) σ_N' w_{N-1,N} σ_{N-1}' … down to the slope of node `end`: δ_{N-end}.

    A linear chain has no slopes, and its values are called x; `nested`: the slopes are taken at nested formulas.
    """
    name = "x" if linear else "q"
    factors = [Factor(f"({sub(name, N)} - y)", f"({words.sub(name, N)} − y)", chain and chain.error)]
    for i in reversed(range(end, N + 1)):
        if i < N:
            factors.append(weight(i, chain))
        if not linear:
            at = before(i) if nested else None
            factors.append(Factor(bend(i, at), words.slope_name(i), chain and chain.slopes[i]))
    return factors


def forward_chain(i: int, linear: bool, chain: Chain | None = None) -> list[Factor]:
    """w_{i-1,i} … w_01 x_0, or q_i where there are activations: nested in LaTeX, by its name in words."""
    if linear:
        return [*(weight(j, chain) for j in reversed(range(i))), Factor("x_0", words.sub("x", 0), chain and chain.p[0])]
    return [Factor(after(i), words.sub("q", i), chain and chain.q[i])]


def derivative(i: int, N: int, linear: bool = False, chain: Chain | None = None, nested: bool = False) -> Product:
    """∂C/∂w_{i,i+1}: the backward chain to the weight's end, itself missing, the forward chain to its source."""
    return Product(backward_chain(i + 1, N, linear, chain, nested), weight(i), forward_chain(i, linear, chain))
