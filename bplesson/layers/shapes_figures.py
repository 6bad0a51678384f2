"""Figure 4.11: the three gradients as one product each, the own matrix missing, and in every factor its shape."""

from collections.abc import Sequence

from bplesson.errors import InputError, listed, whole_number
from bplesson.kit.figure import Still
from bplesson.kit.parts import Factor, Sheet
from bplesson.kit.pen import still
from bplesson.kit.words import sub
from bplesson.layers.scene import matrix


def figure_4_11(sizes: Sequence[int] = (2, 3, 2, 2)) -> Still:
    """The product of all matrices and, for each of them, the derivative: backward chain, gap, forward chain."""
    sizes = [whole_number(f"sizes[{i}]", d) for i, d in enumerate(listed("sizes", sizes, "nodes per layer"))]
    N = len(sizes) - 1
    if not 1 <= N <= 4:
        raise InputError(f"sizes: expected two to five layers, got {sizes}")
    deviation = f"({sub('x', N)} − y)"
    whole = [(f"{deviation}ᵀ", (1, sizes[N]), "plain")]
    whole += [(matrix(j), (sizes[j + 1], sizes[j]), "plain") for j in reversed(range(N))] + [
        (sub("x", 0), (sizes[0], 1), "plain")
    ]
    rows = [gradient_factors(sizes, i) for i in reversed(range(N))]
    pitch = 84
    sheet = Sheet(720, pitch * (N + 1) + 4)
    _put_row(sheet, 30, "all factors", whole, "shape 1 × 1")
    for r, factors in enumerate(rows):
        i = N - 1 - r
        groups = [sub("δ", r), f"{sub('x', i)}ᵀ"]
        result = f"shape {sizes[i + 1]} × {sizes[i]}"
        _put_row(sheet, 30 + (r + 1) * pitch, f"∂C/∂{matrix(i)} =", factors, result, groups)

    told = "; ".join(
        f"∂C/∂{matrix(N - 1 - r)} = "
        + " ".join(
            f"[{name} missing]" if part == "missing" else f"{name} ({b} × {a})" for name, (b, a), part in factors
        )
        for r, factors in enumerate(rows)
    )
    return still(f"{told}.", sheet.scene, sheet.filling)


def gradient_factors(sizes: Sequence[int], i: int) -> list[tuple[str, tuple[int, int], str]]:
    """W_{i+1,i+2}ᵀ … (x_N - y), the missing W_{i,i+1}, x_0ᵀ W_01ᵀ …: names, shapes and parts (4.11)."""
    N = len(sizes) - 1
    backward = [(f"{matrix(j)}ᵀ", (sizes[j], sizes[j + 1]), "backward") for j in range(i + 1, N)]
    backward.append((f"({sub('x', N)} − y)", (sizes[N], 1), "backward"))
    forward = [(f"{sub('x', 0)}ᵀ", (1, sizes[0]), "forward")]
    forward += [(f"{matrix(j)}ᵀ", (sizes[j], sizes[j + 1]), "forward") for j in range(i)]
    return [*backward, (matrix(i), (sizes[i + 1], sizes[i]), "missing"), *forward]


def _put_row(sheet: Sheet, level: float, label: str, factors, result: str, groups: Sequence[str] = ()) -> None:
    boxes = [Factor(name, f"{b} × {a}", part) for name, (b, a), part in factors]
    sheet.row(level, label, boxes, result, 118, min(96, 490 / len(boxes)), groups, sign="")
