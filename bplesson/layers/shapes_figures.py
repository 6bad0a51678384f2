"""Figure 4.11: the three gradients as one product each, the own matrix missing, and under every factor its shape."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from bplesson.errors import InputError, listed, whole_number
from bplesson.kit.figure import Still, canvas
from bplesson.kit.palette import INK, MUTED, PARTS
from bplesson.kit.words import sub
from bplesson.layers.scene import matrix

Factor = tuple[str, tuple[int, int], str]  # its name, its shape, its part


def figure_4_11(sizes: Sequence[int] = (2, 3, 2, 2)) -> Still:
    """The product of all matrices and, for each of them, the derivative: backward chain, gap, forward chain."""
    sizes = [whole_number(f"sizes[{i}]", d) for i, d in enumerate(listed("sizes", sizes, "nodes per layer"))]
    N = len(sizes) - 1
    if not 1 <= N <= 4:
        raise InputError(f"sizes: expected two to five layers, got {sizes}")
    deviation = f"({sub('x', N)} − y)"
    whole = [(f"{deviation}ᵀ", (1, sizes[N]), "")]
    whole += [(matrix(j), (sizes[j + 1], sizes[j]), "") for j in reversed(range(N))] + [
        (sub("x", 0), (sizes[0], 1), "")
    ]
    rows = [gradient_factors(sizes, i) for i in reversed(range(N))]
    pitch = 96

    def draw(figure: Figure) -> None:
        ax = canvas(figure, pitch * (N + 1) + 4)
        _row(ax, 34, "all factors", whole, "shape 1 × 1")
        for r, factors in enumerate(rows):
            i, level = N - 1 - r, 34 + (r + 1) * pitch
            at = _row(ax, level, f"∂C/∂{matrix(i)}  =", factors, f"shape {sizes[i + 1]} × {sizes[i]}")
            gap = N - 1 - i + 1  # the place of the missing matrix
            _bracket(ax, level, at[0], at[gap - 1], sub("δ", N - 1 - i), "backward")
            _bracket(ax, level, at[gap + 1], at[-1], f"{sub('x', i)}ᵀ", "forward")

    told = "; ".join(
        f"∂C/∂{matrix(N - 1 - r)} = "
        + " ".join(
            f"[{name} missing]" if part == "missing" else f"{name} ({b} × {a})" for name, (b, a), part in factors
        )
        for r, factors in enumerate(rows)
    )
    return Still(f"{told}.", draw, height=(pitch * (N + 1) + 4) / 100)


def gradient_factors(sizes: Sequence[int], i: int) -> list[Factor]:
    """W_{i+1,i+2}ᵀ … (x_N - y), the missing W_{i,i+1}, x_0ᵀ W_01ᵀ …: names, shapes and parts (4.11)."""
    N = len(sizes) - 1
    backward = [(f"{matrix(j)}ᵀ", (sizes[j], sizes[j + 1]), "backward") for j in range(i + 1, N)]
    backward.append((f"({sub('x', N)} − y)", (sizes[N], 1), "backward"))
    forward = [(f"{sub('x', 0)}ᵀ", (1, sizes[0]), "forward")]
    forward += [(f"{matrix(j)}ᵀ", (sizes[j], sizes[j + 1]), "forward") for j in range(i)]
    return [*backward, (matrix(i), (sizes[i + 1], sizes[i]), "missing"), *forward]


def _row(ax: Axes, level: float, label: str, factors: Sequence[Factor], result: str) -> list[tuple[float, float]]:
    """Boxes with their shapes below; gives back where each begins and ends."""
    ax.text(104, level, label, ha="right", va="center", fontsize=11.5)
    pitch = min(96, 490 / len(factors))
    ends = []
    for c, (name, (b, a), part) in enumerate(factors):
        colour, line = PARTS[part] if part else (MUTED, "-")
        start, width = 118 + c * pitch, pitch - 16
        ax.add_patch(
            FancyBboxPatch((start, level - 19), width, 38, boxstyle="round,pad=0,rounding_size=8", facecolor="white",
                           edgecolor=colour, linestyle=line, linewidth=2 if part else 1.2)
        )  # fmt: skip
        missing, ink = part == "missing", colour if part else INK
        ax.text(start + width / 2, level - (8 if missing else 0), name, ha="center", va="center", fontsize=11.5,
                color=ink, weight="bold" if missing else "normal")  # fmt: skip
        ax.text(start + width / 2, level + (10 if missing else 29), "missing" if missing else f"{b} × {a}",
                ha="center", va="center", fontsize=9.5, color=colour if missing else MUTED)  # fmt: skip
        ends.append((start, start + width))
    ax.text(ends[-1][1] + 10, level, result, va="center", fontsize=11.5)
    return ends


def _bracket(ax: Axes, level: float, first, last, words: str, part: str) -> None:
    start, stop, under = first[0], last[1], level + 40
    ax.plot([start, start, stop, stop], [under, under + 5, under + 5, under], color=PARTS[part][0], linewidth=1.4)
    ax.text((start + stop) / 2, under + 15, words, ha="center", va="center", fontsize=11, color=PARTS[part][0])
