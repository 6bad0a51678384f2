"""P4.2: the shape of every factor, and which order and which transposes a derivative by a matrix has."""

from bplesson.kit.words import SUBSCRIPTS
from bplesson.practice.by_hand import chosen, constant, key_of
from bplesson.practice.item import Case, Draw, Item

NODES = (2, 3, 4, 5, 6, 7)
FORMULAS = (  # of (4.10): the number C, the matrix by which, the right derivative, and what mistakes make of it
    ("yᵀ A x", "A", "y xᵀ", {"E2": "x yᵀ", "E3": "yᵀ x", "B1": "A y xᵀ"}),
    ("yᵀ A B x", "A", "y xᵀ Bᵀ", {"B4": "y xᵀ B", "E2": "B x yᵀ", "E3": "yᵀ B x", "B1": "A y xᵀ Bᵀ"}),
    ("yᵀ A B x", "B", "Aᵀ y xᵀ",
     {"B4": "A y xᵀ", "E2": "x yᵀ A", "E3": "yᵀ A x", "B1": "Bᵀ Aᵀ y xᵀ", "B2": "y xᵀ", "B6": "Bᵀ y xᵀ"}),
    ("½ xᵀ Aᵀ A x", "A", "A x xᵀ", {"S2": "2 A x xᵀ", "B4": "Aᵀ x xᵀ", "E2": "x xᵀ Aᵀ", "E3": "xᵀ A x"}),
    ("½ xᵀ Bᵀ Aᵀ A B x", "A", "A B x xᵀ Bᵀ",
     {"S2": "2 A B x xᵀ Bᵀ", "B4": "A B x xᵀ B", "E2": "B x xᵀ Bᵀ Aᵀ", "E3": "xᵀ Bᵀ A B x"}),
    ("½ xᵀ Bᵀ Aᵀ A B x", "B", "Aᵀ A B x xᵀ",
     {"S2": "2 Aᵀ A B x xᵀ", "B4": "A A B x xᵀ", "E2": "x xᵀ Bᵀ Aᵀ A", "E3": "xᵀ Bᵀ Aᵀ A x", "B2": "A B x xᵀ"}),
)  # fmt: skip
ASK = "Which is it? Give the number of its line."


def shuffled(draw: Draw):
    """The order of options: each time one of those that are left."""

    def order(options):
        left, found = list(options), []
        while left:
            found.append(draw.pick(left))
            left.remove(found[-1])
        return found

    return order


# the shapes of all factors -------------------------------------------------------------------------------------------
def _shapes(draw: Draw) -> Case | None:
    sizes = [draw.pick(NODES) for _ in range(4)]
    if len(set(sizes)) < len(sizes):
        return None
    i = draw.pick((0, 1, 2))
    source, end = sizes[i], sizes[i + 1]
    lines = {
        "W_rows": constant(end),
        "W_columns": constant(source),
        "back_rows": lambda found: found["W_columns"],
        "back_columns": lambda found: found["W_rows"],
        "delta_entries": constant(end),
        "x_entries": constant(source),
        "gradient_rows": lambda found: found["delta_entries"],
        "gradient_columns": lambda found: found["x_entries"],
    }
    named = _layers(i)
    says = (
        f"Layers of {'-'.join(map(str, sizes))} nodes, without activations. Asked: how many rows and columns"
        f" {named['W']} has; how many the matrix has through which δ goes back from layer {i + 1} to layer {i};"
        f" how many entries {named['delta']} and {named['x']} have, which make ∂C/∂{named['W']}; and how many"
        f" rows and columns ∂C/∂{named['W']} has."
    )
    neighbours = [source, *sizes[i + 2 : i + 3]]
    return Case(tuple(lines), key_of(lines, _wrong_shapes(source, end, neighbours)), says, labels=_labels(i))


def _wrong_shapes(source: int, end: int, neighbours: list[int]) -> dict:
    turned = {
        "gradient_rows": lambda found: found["x_entries"],
        "gradient_columns": lambda found: found["delta_entries"],
    }
    table = {"W_rows": constant(source), "W_columns": constant(end)}
    return {
        "B4": ({"back_rows": lambda found: found["W_rows"], "back_columns": lambda found: found["W_columns"]},),
        "E2": (turned, table | turned, table),
        "E3": ({"gradient_rows": constant(1), "gradient_columns": constant(1)},),
        "O1": ({"x_entries": constant(end)},),
        "E1": tuple({"delta_entries": constant(d)} for d in neighbours),
    }


def _layers(i: int) -> dict[str, str]:
    """What belongs to the weights from layer i to layer i + 1 of four layers, as the lesson writes it."""
    return {"W": f"W{i}{i + 1}".translate(SUBSCRIPTS), "delta": f"δ{2 - i}".translate(SUBSCRIPTS),
            "x": f"x{i}".translate(SUBSCRIPTS)}  # fmt: skip


def _labels(i: int) -> dict[str, str]:
    named = _layers(i)
    of_tables = {"W": named["W"], "back": f"the matrix from layer {i + 1} to {i}", "gradient": f"∂C/∂{named['W']}"}
    found = {f"{name}_{what}": f"“{what} of {of}”" for name, of in of_tables.items() for what in ("rows", "columns")}
    return found | {f"{name}_entries": f"“entries of {named[name]}”" for name in ("delta", "x")}


# which product -------------------------------------------------------------------------------------------------------
def _in_chain(draw: Draw) -> Case:
    """Which product of (4.11) is the derivative by one matrix of a chain of matrices."""
    N = draw.pick((2, 3, 4))
    i = draw.pick(range(N))
    right, wrong = products(N, i)
    key, options = chosen(right, wrong, shuffled(draw))
    words = " ".join(f"W{k}{k + 1}" for k in reversed(range(N)))
    says = f"x{N} = {words} x0 and C = ½ ‖x{N} − y‖². ∂C/∂W{i}{i + 1} is one of these products. "
    return Case(("choice",), key, says.translate(SUBSCRIPTS) + f"{options}. {ASK}")


def products(N: int, i: int) -> tuple[str, dict[str, str]]:
    """The derivative by matrix i of N as a product (4.11), and what mistakes make of it."""

    def product(*factors: str) -> str:
        return " ".join(factors).translate(SUBSCRIPTS)

    behind = [f"W{k}{k + 1}" for k in range(i + 1, N)]
    back, error, x = [f"{W}ᵀ" for W in behind], f"(x{N} − y)", f"x{i}ᵀ"
    wrong = {
        "B1": product(f"W{i}{i + 1}ᵀ", *back, error, x),
        "E2": product(f"x{i}", f"{error}ᵀ", *reversed(behind)),
        "O1": product(*back, error, f"x{i + 1}ᵀ"),
    }
    if behind:
        wrong |= {"B4": product(*behind, error, x), "B2": product(*back[1:], error, x)}
        wrong |= {"B6": product(*back[:-1], f"W{i}{i + 1}ᵀ", error, x)}
    else:
        wrong |= {"E3": product(f"{error}ᵀ", f"x{i}")}
    return product(*back, error, x), wrong


def _of_formula(draw: Draw) -> Case:
    """Which product of (4.10) is the derivative of a number by a matrix."""
    C, by, right, wrong = draw.pick(FORMULAS)
    key, options = chosen(right, wrong, shuffled(draw))
    says = f"C = {C}, with x and y as columns. ∂C/∂{by} is one of these products. {options}. {ASK}"
    return Case(("choice",), key, says)


def make(draw: Draw, level: int) -> Case | None:
    """First the shapes, then the product in a chain of matrices, then that of any number."""
    return (_shapes, _in_chain, _of_formula)[level](draw)


ITEM = Item("P4.2", "shapes, and which order and transposes", make, 3)
