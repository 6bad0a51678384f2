"""First weights of a deep network and what becomes of q and δ in it, as plain NumPy that runs without this package."""

from bplesson.checks.functions import Function
from bplesson.kit.code import formulas, own_definitions

DRAWS = {  # how weights of mean square 1 are drawn
    "normal": "rng.standard_normal((d, d))",
    "uniform": "rng.uniform(-(3**0.5), 3**0.5, (d, d))",
    "coins": "rng.choice([-1.0, 1.0], (d, d))",
    "all equal": "np.ones((d, d))",
}


def start_source(f: Function, depth: int, width: int, scale: float, draw: str, seed: int) -> str:
    """Both passes and the typical size of every layer."""
    value, slope = (each.format(p="p[i]", q="q[i]") for each in formulas(f))
    return "\n".join(
        [
            "import numpy as np",
            "",
            *own_definitions([f]),
            f"depth, d, scale, n = {depth}, {width}, {scale!r}, 100",
            f"rng = np.random.default_rng({seed})",
            "x, error = rng.standard_normal((2, n, d))",
            f"weights = [scale / d**0.5 * {DRAWS[draw]} for i in range(depth)]",
            "",
            "",
            "def size(v):",
            "    return np.sqrt(np.mean(v**2))",
            "",
            "",
            "p, q = [x / size(x)], [x / size(x)]",
            "for i in range(1, depth + 1):",
            "    p.append(q[-1] @ weights[i - 1].T)",
            f"    q.append({value})",
            "back, delta = error, []",
            "for i in range(depth, 0, -1):",
            f"    delta.append(back * ({slope}))",
            "    back = delta[-1] @ weights[i - 1]",
            "sizes_q = [size(v) for v in q]  # of layers 0, 1, …",
            "sizes_delta = [size(v) for v in delta]  # of layers N, N-1, …",
            "print(sizes_q[-1], sizes_delta[-1] / (sizes_delta[0] or 1.0))",
        ]
    )
